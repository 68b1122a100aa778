//! A painter with the terminal it paints on, and the reader of the demo edition, whose frames it paints.

use super::model::{Kind, Model};
use dubao::config::keys::default_keys;
use dubao::config::{Themes, themes};
use dubao::edition::Edition;
use dubao::layout::Ambiguous;
use dubao::reader::{Key, Reader, Settings};
use dubao::theme::{Depth, Theme};
use dubao::tui::{Certainty, Painter, screen, scrub};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;

/// What a session may rely on under a policy once it has been told.
pub(crate) fn certainty(ambiguous: Ambiguous) -> Certainty {
    match ambiguous {
        Ambiguous::Narrow | Ambiguous::Wide => Certainty::Known,
        Ambiguous::Safe | Ambiguous::Replace => Certainty::Assumed,
    }
}

/// The theme of who sets none.
pub(crate) fn terminal_theme() -> Theme {
    Theme::new(&themes::looks("terminal", &Themes::new()), Depth::Sixteen)
}

/// Ink on paper: a ground of its own under every cell.
pub(crate) fn paper_theme() -> Theme {
    Theme::new(&themes::looks("paper", &Themes::new()), Depth::Indexed)
}

/// The first cell of a screen that does not show what the frame wants.
pub(crate) fn difference(model: &Model, frame: &Buffer) -> Option<String> {
    for y in 0..frame.area.height {
        let mut x = 0;
        while x < frame.area.width {
            let cell = &frame[(x, y)];
            let columns = cell.cell_width().max(1);
            let shown = model.text(x.into(), y.into(), columns.into());
            if shown.trim_end() != cell.symbol().trim_end() {
                let wanted = cell.symbol();
                return Some(format!("{x},{y}: {wanted:?} is {shown:?} in\n{}", model.screen().join("\n")));
            }
            x += columns;
        }
    }
    None
}

/// A painter and the terminal it paints on.
pub(crate) struct Wall {
    pub(crate) painter: Painter,
    pub(crate) model: Model,
    pub(crate) ambiguous: Ambiguous,
}

impl Wall {
    pub(crate) fn new(
        ambiguous: Ambiguous,
        kind: Kind,
        (columns, rows): (u16, u16),
        certainty: Certainty,
    ) -> Self {
        let mut painter = Painter::default();
        painter.rely(certainty);
        let mut model = Model::new(kind, columns.into(), rows.into());
        // Who takes the terminal over hides its cursor.
        model.cursor_shown = false;
        Self { painter, model, ambiguous }
    }

    /// Paints a frame; the bytes it took.
    pub(crate) fn paint(&mut self, frame: &Buffer, cursor: Option<Position>) -> usize {
        let mut frame = frame.clone();
        scrub(&mut frame, self.ambiguous);
        let bytes = self.painter.paint(&frame, cursor);
        self.model.feed(bytes);
        let bytes = bytes.len();
        assert_eq!(difference(&self.model, &frame), None, "{:?} on {:?}", self.ambiguous, self.model.kind);
        let shown = self.model.cursor_shown.then_some(self.model.cursor);
        assert_eq!(shown, cursor.map(|at| (at.x.into(), at.y.into())));
        assert_eq!(self.painter.paint(&frame, cursor), b"", "an unchanged frame costs nothing");
        bytes
    }
}

/// The reader of an edition.
pub(crate) struct Reading(pub(crate) Reader);

impl Reading {
    /// Of the demo edition.
    pub(crate) fn new(size: (u16, u16), settings: Settings) -> Self {
        Self::of(dubao::library::demo(), size, settings)
    }

    /// Of another edition than the demo.
    pub(crate) fn of(edition: Edition, (columns, rows): (u16, u16), settings: Settings) -> Self {
        let mut reader = Reader::new(edition, "demo".to_owned(), settings, default_keys(), Vec::new(), None);
        reader.resize(columns, rows);
        Self(reader)
    }

    pub(crate) fn press(&mut self, key: Key) -> &mut Self {
        self.0.press(key);
        self
    }

    pub(crate) fn press_all(&mut self, keys: impl Iterator<Item = Key>) {
        for key in keys {
            self.press(key);
        }
    }

    pub(crate) fn draw(&self) -> (Buffer, Option<Position>) {
        self.draw_in(terminal_theme())
    }

    pub(crate) fn draw_in(&self, theme: Theme) -> (Buffer, Option<Position>) {
        let (columns, rows) = self.0.window();
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let frame = terminal.draw(|frame| screen::draw(frame, &self.0, theme)).unwrap().buffer.clone();
        let backend = terminal.backend_mut();
        let cursor = backend.cursor_visible().then(|| backend.cursor_position());
        (frame, cursor)
    }
}
