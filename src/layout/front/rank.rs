//! Rank: which story of a page leads, in which order the others follow, and what share of the page each has.
//!
//! An editor says what matters by place, by the size of the headline and by length. The OCR keeps the place roughly, the
//! size as the level of a heading, the length exactly; none is sure, so they are added up.

use super::TileKind;
use crate::block::Block;
use crate::edition::EditionPage;
use crate::source::Text;
use crate::stitch::{Article, Kind, ParagraphRole};

/// A story as the page shows it.
pub(super) struct Story<'a> {
    /// Its number on the page.
    pub(super) article: usize,
    pub(super) kind: TileKind,
    pub(super) kicker: Option<&'a Text>,
    /// Its headline; none for what has none, of which the first words are shown.
    pub(super) title: Option<&'a Text>,
    pub(super) deck: Option<&'a Text>,
    /// Its share of the page, in rows of text, beside the shares of the others.
    pub(super) share: u32,
    of: &'a Article,
}

/// The shares of the page: those of stories that have nothing for them, and what is added to the weight of others.
mod shares {
    use crate::stitch::Kind;

    /// A photograph is a few words; a short item is short.
    pub(super) const fn least(kind: Kind) -> u32 {
        match kind {
            Kind::Article => 6,
            Kind::Photo => 4,
            Kind::Brief | Kind::Notice => 2,
        }
    }

    /// The lead has so much more than the next.
    pub(super) const LEAD: u32 = 3;
}

/// What each sign of weight adds.
mod points {
    /// The first story of a page leads it more often than not; each further one less.
    pub(super) const PLACE: [u32; 4] = [6, 4, 2, 1];
    /// A heading of the first level, of the second, of the third. Two levels make up for one place.
    pub(super) const LEVEL: [u32; 3] = [4, 2, 1];
    /// For each 1,000 bytes of text, some 330 Han, up to the most: a long story is seldom a small one.
    pub(super) const LENGTH: (usize, u32) = (1000, 4);
    /// A kicker or a deck: nobody writes them over a small story.
    pub(super) const DECKED: u32 = 1;
}

/// The stories of a page: the lead, the others by weight, photographs among them, then the short items.
pub(super) fn stories(page: &EditionPage) -> Vec<Story<'_>> {
    let articles = page.stitched.articles.iter().enumerate();
    let weighed = articles.map(|(nth, article)| {
        let weight = weight(nth, article, &page.page.blocks);
        (weight, story(nth, article, weight))
    });
    let mut weighed: Vec<(u32, Story<'_>)> = weighed.collect();
    // Stable, so that equals stay in the order of the page.
    weighed.sort_by_key(|(weight, story)| (story.kind == TileKind::Brief, u32::MAX - weight));
    let mut stories: Vec<Story<'_>> = weighed.into_iter().map(|(_, story)| story).collect();
    let leads = |story: &Story<'_>| story.kind == TileKind::Story && story.title.is_some();
    if let Some(lead) = stories.iter().position(leads) {
        stories[..=lead].rotate_right(1);
        stories[0].kind = TileKind::Lead;
        let most = stories.iter().map(|story| story.share).max().unwrap_or(0);
        stories[0].share = most + shares::LEAD;
    }
    stories
}

fn weight(nth: usize, article: &Article, blocks: &[Block]) -> u32 {
    let place = points::PLACE.get(nth).copied().unwrap_or(0);
    let level = level(article, blocks).and_then(|level| points::LEVEL.get(usize::from(level) - 1).copied());
    let bytes: usize = article
        .paragraphs
        .iter()
        .flat_map(|p| &p.fragments)
        .map(|fragment| fragment.text.as_str().len())
        .sum();
    let (each, most) = points::LENGTH;
    let length = u32::try_from(bytes / each).unwrap_or(most).min(most);
    let headline = article.headline.as_ref();
    let decked = headline.is_some_and(|headline| headline.kicker.is_some() || headline.deck.is_some());
    place + level.unwrap_or(0) + length + if decked { points::DECKED } else { 0 }
}

/// The level of the heading that the headline was, from 1.
fn level(article: &Article, blocks: &[Block]) -> Option<u8> {
    let start = article.headline.as_ref()?.title.spans().next()?.start;
    let block = blocks.iter().find(|block| block.span.contains(start))?;
    block.marks.heading.filter(|&level| level > 0)
}

fn story(nth: usize, article: &Article, weight: u32) -> Story<'_> {
    let headline = article.headline.as_ref();
    let kind = match article.kind {
        Kind::Article => TileKind::Story,
        Kind::Photo => TileKind::Photo,
        Kind::Brief | Kind::Notice => TileKind::Brief,
    };
    Story {
        article: nth,
        kind,
        kicker: headline.and_then(|headline| headline.kicker.as_ref()),
        title: headline.map(|headline| &headline.title).filter(|title| !title.as_str().trim().is_empty()),
        deck: headline.and_then(|headline| headline.deck.as_ref()),
        share: shares::least(article.kind) + if article.kind == Kind::Article { weight } else { 0 },
        of: article,
    }
}

impl Story<'_> {
    /// Where it goes on.
    pub(super) fn jump(&self) -> Option<&Text> {
        self.of.jump.as_ref().map(|jump| &jump.text)
    }

    /// Its text, paragraph by paragraph: body and subheads; of a photograph, its caption. A story that has neither is
    /// told as it is. Behind a paragraph whose rest is missing stands `gap`; not where a jump line says where it is.
    pub(super) fn paragraphs(&self, gap: &str) -> impl Iterator<Item = (ParagraphRole, Text)> {
        use ParagraphRole::{Body, Byline, Caption, Credit, Subhead};
        let photo = self.of.kind == Kind::Photo;
        let told = move |role: ParagraphRole| match role {
            Body => true,
            Subhead => !photo,
            Caption | Credit => photo,
            Byline => false,
        };
        let all = self.of.paragraphs.iter();
        let any = all.clone().any(|paragraph| told(paragraph.role));
        let last = self.of.paragraphs.last().filter(|_| self.of.jump.is_some());
        all.filter(move |paragraph| told(paragraph.role) || !any)
            .map(|paragraph| (paragraph, paragraph.text().trim()))
            .filter(|(_, text)| !text.is_empty())
            .map(move |(paragraph, mut text)| {
                let end = text.spans().last().map_or(0, |span| span.end);
                let elsewhere = last.is_some_and(|last| std::ptr::eq(last, paragraph));
                if !elsewhere && paragraph.gaps.iter().any(|missing| missing.at >= end) {
                    text.push_filler(gap);
                }
                (paragraph.role, text)
            })
    }
}
