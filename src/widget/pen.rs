//! The pen: writes text into cells, one grapheme at a time.

use crate::layout::{Ambiguous, width};
use crate::theme::{Role, Theme};
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;
use std::num::NonZeroU16;

/// Writes from left to right on one row, up to its end.
#[derive(Debug)]
pub struct Pen<'b> {
    buffer: &'b mut Buffer,
    theme: Theme,
    ambiguous: Ambiguous,
    /// The next cell.
    at: Position,
    /// One past the last cell.
    end: u16,
}

impl<'b> Pen<'b> {
    /// A pen at the beginning of the first row of an area.
    #[must_use]
    pub fn new(buffer: &'b mut Buffer, area: Rect, theme: Theme, ambiguous: Ambiguous) -> Self {
        let area = area.intersection(buffer.area);
        let end = if area.height == 0 { area.x } else { area.right() };
        Self { buffer, theme, ambiguous, at: area.as_position(), end }
    }

    /// Cells left on the row.
    #[must_use]
    pub fn room(&self) -> u16 {
        self.end.saturating_sub(self.at.x)
    }

    /// Leaves cells as they are.
    pub fn skip(&mut self, cells: u16) {
        self.at.x = self.at.x.saturating_add(cells).min(self.end);
    }

    /// Writes text; what does not fit is left out.
    pub fn write(&mut self, text: &str, role: Role) {
        self.write_with(text, |_| role);
    }

    /// Writes text whose role depends on the byte of it.
    pub fn write_with(&mut self, text: &str, role: impl Fn(usize) -> Role) {
        let span = Span::raw(text);
        let mut from = 0;
        for grapheme in span.styled_graphemes(Style::new()) {
            let at = from + text[from..].find(grapheme.symbol).unwrap_or(0);
            from = at + grapheme.symbol.len();
            if !self.put(grapheme.symbol, self.theme.style(role(at))) {
                return;
            }
        }
    }

    /// Puts one grapheme; false when there is no room for it.
    fn put(&mut self, symbol: &str, style: Style) -> bool {
        let cells = width(symbol, self.ambiguous).0;
        if cells > self.room() {
            return false;
        }
        if cells == 0 {
            return true;
        }
        // The cells behind the first of a wide character are blank, in its style.
        for x in self.at.x..self.at.x + cells {
            self.buffer[(x, self.at.y)].set_symbol(" ").set_style(style);
        }
        let cell = self.buffer[self.at].set_symbol(symbol);
        // ratatui has an opinion of its own on widths; where the terminal is known to differ, ours holds.
        if let Some(cells) = NonZeroU16::new(cells).filter(|cells| ratatui_width(symbol) != cells.get()) {
            cell.set_diff_option(CellDiffOption::ForcedWidth(cells));
        }
        self.at.x += cells;
        true
    }
}

fn ratatui_width(symbol: &str) -> u16 {
    u16::try_from(Span::raw(symbol).width()).unwrap_or(u16::MAX)
}

/// What a buffer shows, line by line, blanks at their ends left out: for tests a person can read. The cells hidden
/// behind wide characters are skipped.
#[must_use]
pub fn screen_text(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut x = area.left();
        while x < area.right() {
            let cell = &buffer[(x, y)];
            line.push_str(cell.symbol());
            let forced = match cell.diff_option {
                CellDiffOption::ForcedWidth(cells) => cells.get(),
                _ => ratatui_width(cell.symbol()),
            };
            x += forced.max(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
