//! What a reader leaves behind: bookmarks, named marks, what was read, where the reading stopped.

use super::shelf::Entry;
use super::whereabouts::Whereabouts;
use crate::edition::{Edition, PageIx};
use crate::source::{FileSpan, Fingerprint, Source, Span};

/// How much of the text an anchor remembers, in characters.
const CONTEXT: usize = 40;

/// A place in a page that survives a moved folder, a renamed file, a better stitcher and a small edit.
///
/// It is found again by the page's fingerprint and the offset; where no page has that fingerprint, by edition and page
/// name and the nearest occurrence of `context`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The edition's name.
    pub edition: String,
    /// The page's file name.
    pub page: String,
    /// The page's text.
    pub fingerprint: Fingerprint,
    /// Byte of the page file.
    pub offset: usize,
    /// Up to 40 characters that stand there.
    pub context: String,
}

/// The name of a mark, unique over all hosts and sessions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MarkId(pub String);

/// Something a reader marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name.
    pub id: MarkId,
    /// What sort of mark.
    pub kind: MarkKind,
    /// Where.
    pub anchor: Anchor,
    /// The headline it stands under, for the list.
    pub headline: String,
}

/// Sorts of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// A bookmark on a paragraph.
    Bookmark,
    /// `m{a-z}`: named, one of each letter an edition; `m{A-Z}`: one of each letter everywhere.
    Named(char),
    /// The article that begins here was read.
    Read,
}

/// Where the reading of an edition stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What was open: an absolute path, or `demo`.
    pub path: String,
    /// The top line of the article pane; `None` when no article was open.
    pub anchor: Anchor,
    /// True when the article pane had the focus, false when the list had.
    pub reading: bool,
}

impl Anchor {
    /// An anchor at byte `offset` of a page's sanitised text.
    pub(super) fn at(
        edition: &Edition,
        page: PageIx,
        offset: usize,
        fingerprint: Fingerprint,
    ) -> Option<Self> {
        let source = &edition.pages.get(page.0)?.page.source;
        let rest = source.text().get(offset..).unwrap_or_default();
        let context = rest.chars().take_while(|c| *c != '\n').take(CONTEXT).collect();
        let FileSpan { start, .. } = source.to_file(Span::new(offset, offset));
        let (edition, page) = (edition.name.clone(), source.name.clone());
        Some(Self { edition, page, fingerprint, offset: start, context })
    }

    /// Where that is in an edition, as it is now: page, and byte of its sanitised text.
    pub(super) fn find(&self, edition: &Edition, prints: &[Fingerprint]) -> Option<(PageIx, usize)> {
        if let Some(nth) = prints.iter().position(|print| *print == self.fingerprint) {
            return Some((PageIx(nth), edition.pages[nth].page.source.from_file(self.offset)));
        }
        let of_name = |source: &Source| self.edition == edition.name && self.page == source.name;
        let nth = edition.pages.iter().position(|page| of_name(&page.page.source))?;
        let source = &edition.pages[nth].page.source;
        Some((PageIx(nth), self.nearest(source)?))
    }

    /// Where the context stands nearest to where it stood.
    fn nearest(&self, source: &Source) -> Option<usize> {
        let stood = source.from_file(self.offset);
        let text = source.text();
        let places = text.match_indices(self.context.as_str()).filter(|_| !self.context.is_empty());
        places.map(|(at, _)| at).min_by_key(|at| at.abs_diff(stood))
    }
}

impl Mark {
    /// A mark whose id says what and where it is, so that the same mark set twice, on any host, is one mark.
    pub(super) fn new(kind: MarkKind, anchor: Anchor, headline: String) -> Self {
        let Anchor { fingerprint, offset, .. } = anchor;
        let id = match kind {
            MarkKind::Bookmark => format!("bookmark {fingerprint} {offset}"),
            MarkKind::Read => format!("read {fingerprint} {offset}"),
            MarkKind::Named(letter) if letter.is_ascii_uppercase() => format!("mark {letter}"),
            MarkKind::Named(letter) => format!("mark {letter} {}", anchor.edition),
        };
        Self { id: MarkId(id), kind, anchor, headline }
    }
}

/// All marks, and where those of the open edition are in it.
#[derive(Debug, Default)]
pub(super) struct Marks {
    all: Vec<Mark>,
    here: Vec<Here>,
    /// The mark removed last from the list, to be put back.
    removed: Option<Mark>,
}

/// A mark of the open edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Here {
    /// Index into all marks.
    nth: usize,
    pub(super) kind: MarkKind,
    pub(super) entry: Entry,
    /// Byte of the page's sanitised text.
    pub(super) offset: usize,
}

impl Marks {
    pub(super) fn new(all: Vec<Mark>) -> Self {
        Self { all, ..Self::default() }
    }

    /// Finds the marks in an edition.
    pub(super) fn locate(&mut self, edition: &Edition, whereabouts: &Whereabouts) {
        let found = self.all.iter().enumerate().filter_map(|(nth, mark)| {
            let (page, offset) = mark.anchor.find(edition, whereabouts.prints())?;
            let entry = whereabouts.entry_at(page, offset)?;
            Some(Here { nth, kind: mark.kind, entry, offset })
        });
        self.here = found.collect();
    }

    /// The marks of the open edition.
    pub(super) fn here(&self) -> &[Here] {
        &self.here
    }

    pub(super) fn get(&self, here: Here) -> &Mark {
        &self.all[here.nth]
    }

    /// Adds a mark, in the place of one with its id.
    pub(super) fn keep(&mut self, mark: Mark) {
        self.all.retain(|other| other.id != mark.id);
        self.all.push(mark);
    }

    pub(super) fn forget(&mut self, id: &MarkId) {
        self.all.retain(|mark| mark.id != *id);
    }

    pub(super) fn replace(&mut self, all: Vec<Mark>) {
        self.all = all;
    }

    /// The mark of a letter, as far as it is seen from this edition; the latest wins.
    pub(super) fn named(&self, letter: char, edition: &str) -> Option<&Mark> {
        let everywhere = letter.is_ascii_uppercase();
        self.all.iter().rev().find(|mark| {
            mark.kind == MarkKind::Named(letter) && (everywhere || mark.anchor.edition == edition)
        })
    }

    pub(super) fn remember_removed(&mut self, mark: Mark) {
        self.removed = Some(mark);
    }

    pub(super) fn take_removed(&mut self) -> Option<Mark> {
        self.removed.take()
    }

    /// Bookmarks and named marks of this edition in reading order, then the marks of other editions that are seen
    /// from everywhere.
    pub(super) fn listed(&self) -> Vec<Listed> {
        let mut here: Vec<Here> = self.here.iter().copied().filter(|h| h.kind != MarkKind::Read).collect();
        here.sort_by_key(|h| (h.entry, h.offset));
        let is_here = |nth: usize| self.here.iter().any(|h| h.nth == nth);
        let there = self.all.iter().enumerate().filter(|(nth, mark)| {
            matches!(mark.kind, MarkKind::Named(c) if c.is_ascii_uppercase()) && !is_here(*nth)
        });
        let there = there.map(|(_, mark)| Listed { mark: mark.clone(), here: None });
        here.into_iter().map(|h| Listed { mark: self.get(h).clone(), here: Some(h) }).chain(there).collect()
    }
}

/// A row of the list of marks.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) mark: Mark,
    pub(super) here: Option<Here>,
}

impl Listed {
    /// The page it is on, when it is in the open edition.
    pub(crate) fn page(&self) -> Option<PageIx> {
        self.here.map(|here| here.entry.page())
    }
}
