//! App: what the terminal edge asks of the program it shows. [`Shown`] is that program; tests bring their own.

use crate::layout::Ambiguous;
use crate::reader::{Effect, Key, News, Place, Reader};
use crate::theme::Theme;
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
    /// How wide ambiguous characters are in what is drawn.
    fn ambiguous(&self) -> Ambiguous;
    /// The terminal draws ambiguous characters so.
    fn set_ambiguous(&mut self, ambiguous: Ambiguous);
    /// Looks otherwise from here on, where there is another way to look.
    fn next_theme(&mut self) {}
    /// Draws the whole screen.
    fn draw(&self, frame: &mut Frame<'_>);
}

/// The reader, and what it looks like: of colours it knows nothing itself.
#[derive(Debug)]
pub struct Shown {
    /// What is read.
    pub reader: Reader,
    /// What it can look like, by names; the first is what it looks like.
    pub themes: Vec<(String, Theme)>,
}

impl App for Shown {
    fn press(&mut self, key: Key) -> Vec<Effect> {
        self.reader.press(key)
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.reader.paste(text)
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.reader.resize(columns, rows);
    }

    fn hear(&mut self, news: News) -> Vec<Effect> {
        self.reader.hear(news)
    }

    fn place(&self) -> Option<Place> {
        self.reader.place()
    }

    fn wants_paste(&self) -> bool {
        self.reader.wants_paste()
    }

    fn ambiguous(&self) -> Ambiguous {
        self.reader.settings().ambiguous
    }

    fn set_ambiguous(&mut self, ambiguous: Ambiguous) {
        self.reader.set_ambiguous(ambiguous);
    }

    fn next_theme(&mut self) {
        if let Some((name, _)) = self.themes.get(1) {
            self.reader.say_theme(name);
            self.themes.rotate_left(1);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        let theme = self.themes.first().map(|(_, theme)| *theme).unwrap_or_default();
        super::screen::draw(frame, &self.reader, theme);
    }
}
