//! Reader: what the reader of the newspaper sees and does, as plain data. Actions in, new state and effects out.
//!
//! Knows panes, positions, search, bookmarks. Does not know ratatui, crossterm or files.

mod marks;

pub use marks::{Anchor, Mark, MarkId, MarkKind, Place};
