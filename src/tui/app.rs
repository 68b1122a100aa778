//! App: what the terminal edge asks of the program it shows. [`Reader`] is that program; tests bring their own.

use crate::reader::{Effect, Key, News, Place, Reader};
use ratatui::Frame;

/// A program as the terminal sees it. The contract of each method is [`Reader`]'s.
pub trait App {
    /// A key was pressed.
    fn press(&mut self, key: Key) -> Vec<Effect>;
    /// Text was pasted.
    fn paste(&mut self, text: &str) -> Vec<Effect>;
    /// The window has this many columns and rows now: 1..=1000 and 1..=500.
    fn resize(&mut self, columns: u16, rows: u16);
    /// Something happened outside.
    fn hear(&mut self, news: News) -> Vec<Effect>;
    /// Where the reading is, to be kept.
    fn place(&self) -> Option<Place>;
    /// True while a prompt is open.
    fn wants_paste(&self) -> bool;
    /// Draws the whole screen.
    fn draw(&self, frame: &mut Frame<'_>);
}

impl App for Reader {
    fn press(&mut self, key: Key) -> Vec<Effect> {
        self.press(key)
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.paste(text)
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.resize(columns, rows);
    }

    fn hear(&mut self, news: News) -> Vec<Effect> {
        self.hear(news)
    }

    fn place(&self) -> Option<Place> {
        self.place()
    }

    fn wants_paste(&self) -> bool {
        self.wants_paste()
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        super::screen::draw(frame, self);
    }
}
