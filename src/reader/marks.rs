//! What a reader leaves behind: bookmarks, named marks, what was read, where the reading stopped.

use crate::source::Fingerprint;

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
