//! Whereabouts: which article a byte of a page belongs to.

use super::shelf::Entry;
use crate::edition::{ArticleIx, Edition, PageIx};
use crate::source::{Fingerprint, Span, Text};
use crate::stitch::Article;

/// The spans of all articles, page by page, and the pages' identities.
#[derive(Debug, Default)]
pub(super) struct Whereabouts {
    pages: Vec<Vec<(Span, Entry)>>,
    prints: Vec<Fingerprint>,
}

impl Whereabouts {
    pub(super) fn new(edition: &Edition) -> Self {
        let prints = edition.pages.iter().map(|page| page.page.source.fingerprint()).collect();
        let pages = edition.pages.iter().enumerate().map(|(nth, page)| {
            let ix = PageIx(nth);
            let mut spans: Vec<(Span, Entry)> = Vec::new();
            for (nth, article) in page.stitched.articles.iter().enumerate() {
                let entry = Entry::Article(ArticleIx { page: ix, nth });
                let of_text = texts(article).flat_map(|text| text.spans().collect::<Vec<_>>());
                spans.extend(of_text.map(|span| (span, entry)));
            }
            let unplaced = page.stitched.unplaced.iter().filter_map(|id| page.page.blocks.get(id.0));
            spans.extend(unplaced.map(|block| (block.span, Entry::Tray(ix))));
            spans.sort_unstable_by_key(|(span, _)| *span);
            spans
        });
        Self { pages: pages.collect(), prints }
    }

    /// The fingerprints of the pages.
    pub(super) fn prints(&self) -> &[Fingerprint] {
        &self.prints
    }

    /// Whose byte this is; for one that is nobody's, such as a folio line's, whose the text before it is.
    pub(super) fn entry_at(&self, page: PageIx, offset: usize) -> Option<Entry> {
        let spans = self.pages.get(page.0)?;
        let next = spans.partition_point(|(span, _)| span.start <= offset);
        spans.get(next.saturating_sub(1)).map(|(_, entry)| *entry)
    }

    /// The first byte of an entry's text.
    pub(super) fn start_of(&self, edition: &Edition, entry: Entry) -> usize {
        let first = match entry {
            Entry::Article(ix) => edition
                .article(ix)
                .and_then(|article| texts(article).find_map(|text| text.spans().next().map(|s| s.start))),
            Entry::Tray(page) => self.pages.get(page.0).and_then(|spans| {
                spans.iter().find(|(_, owner)| *owner == entry).map(|(span, _)| span.start)
            }),
        };
        first.unwrap_or(0)
    }
}

/// All pieces of an article's text, in the order it is set.
pub(super) fn texts(article: &Article) -> impl Iterator<Item = &Text> {
    let headline = article.headline.iter();
    let headline = headline.flat_map(|h| h.kicker.iter().chain([&h.title]).chain(h.deck.iter()));
    let paragraphs = article.paragraphs.iter().flat_map(|p| p.fragments.iter().map(|f| &f.text));
    let from = article.from.iter().map(|line| &line.text);
    let jump = article.jump.iter().map(|line| &line.text);
    headline.chain(article.byline.iter()).chain(from).chain(paragraphs).chain(jump)
}
