//! The prompt: one line of text being typed.

use super::key::{Key, KeyCode};
use crate::layout::{Ambiguous, Cells, width};

/// The longest text a prompt takes, in characters; longer pastes are cut.
const LONGEST: usize = 200;

/// A line being typed, with its cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    /// Byte of `text` before which the next character goes.
    cursor: usize,
    /// What was asked for last time, for the arrow up.
    last: String,
}

/// What a key did to the prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Still typing.
    Typing,
    /// Done.
    Accepted,
    /// Given up.
    Cancelled,
}

impl Prompt {
    pub(super) fn new(last: &str) -> Self {
        Self { last: last.to_owned(), ..Self::default() }
    }

    /// What has been typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    #[must_use]
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    pub(super) fn press(&mut self, key: Key) -> Answer {
        match (key.code, key.ctrl) {
            (KeyCode::Enter, _) => return Answer::Accepted,
            (KeyCode::Esc, _) => return Answer::Cancelled,
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) if self.text.is_empty() => {
                return Answer::Cancelled;
            }
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => self.rub_out(self.back()),
            (KeyCode::Char('w'), true) => {
                let head = self.before_cursor().trim_end();
                let from = head
                    .rfind(char::is_whitespace)
                    .map_or(0, |at| at + head[at..].chars().next().map_or(0, char::len_utf8));
                self.rub_out(from);
            }
            (KeyCode::Char('u'), true) => self.rub_out(0),
            (KeyCode::Delete, _) => {
                let end = self.forth();
                self.text.replace_range(self.cursor..end, "");
            }
            (KeyCode::Left, _) => self.cursor = self.back(),
            (KeyCode::Right, _) => self.cursor = self.forth(),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => self.cursor = 0,
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => self.cursor = self.text.len(),
            (KeyCode::Up, _) if self.text.is_empty() => {
                let last = self.last.clone();
                self.insert(&last);
            }
            (KeyCode::Char(c), false) if !key.alt => self.insert(c.encode_utf8(&mut [0; 4])),
            _ => {}
        }
        Answer::Typing
    }

    /// Puts text in at the cursor: what has no width of its own stays out, line breaks become blanks.
    pub(super) fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let clean: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control() && width(c.encode_utf8(&mut [0; 4]), Ambiguous::Narrow) > Cells(0))
            .take(room)
            .collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    fn rub_out(&mut self, from: usize) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
    }

    fn back(&self) -> usize {
        self.before_cursor().char_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn forth(&self) -> usize {
        self.text[self.cursor..].chars().next().map_or(self.cursor, |c| self.cursor + c.len_utf8())
    }
}
