//! Reader: what the reader of the newspaper sees and does, as plain data. Keys in, new state and effects out.
//!
//! Knows panes, positions, search, bookmarks. Does not know ratatui, crossterm or files.

mod key;
mod marks;

pub use key::{Key, KeyCode};
pub use marks::{Anchor, Mark, MarkId, MarkKind, Place};

use crate::edition::Edition;

/// The whole state of a session.
#[derive(Debug)]
pub struct Reader {}

/// What the reader wants done outside: the edge does it and, where there is an answer, reports it as [`News`].
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Leave; the edge saves [`Reader::place`] first.
    Quit,
    /// Give the terminal back and stop until the shell says go on.
    Suspend,
    /// Draw every cell anew: the terminal may show something else.
    Repaint,
    /// Open an edition by its absolute path (or `demo`), answered by [`News::Opened`] or [`News::NotOpened`].
    Open(String),
    /// Keep this mark, durably; answered by [`News::Kept`] or [`News::NotKept`].
    Keep(Mark),
    /// Forget this mark; answered likewise.
    Forget(Mark),
}

/// What the outside tells the reader.
#[derive(Debug)]
pub enum News {
    /// An edition is there; begin at the place where its reading stopped, if any.
    Opened(Box<Edition>, String, Option<Place>),
    /// It could not be opened; the message is for people.
    NotOpened(String),
    /// The mark is on disk (or, when forgotten, off it).
    Kept(MarkId),
    /// It could not be written; it will be tried again. The message is for people.
    NotKept(MarkId, String),
    /// All marks, after another session changed them.
    Marks(Vec<Mark>),
}

impl Reader {
    /// A key was pressed.
    pub fn press(&mut self, _key: Key) -> Vec<Effect> {
        Vec::new()
    }

    /// Text was pasted: it goes where there is a prompt, and nowhere else.
    pub fn paste(&mut self, _text: &str) -> Vec<Effect> {
        Vec::new()
    }

    /// The window has this many columns and rows now.
    pub fn resize(&mut self, _columns: u16, _rows: u16) {}

    /// Something happened outside.
    pub fn hear(&mut self, _news: News) -> Vec<Effect> {
        Vec::new()
    }

    /// Where the reading is now, to be kept. `None` while nothing is open.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        None
    }

    /// True while a prompt (search) is open: only then is bracketed paste switched on.
    #[must_use]
    pub fn wants_paste(&self) -> bool {
        false
    }
}
