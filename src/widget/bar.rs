//! A bar: one row with something at its left and something at its right.

use super::Pen;
use crate::layout::{Ambiguous, Cells, elide, width};
use crate::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A piece of text in a role.
pub type Piece = (String, Role);

/// A row with pieces at both ends; the left ones give way.
#[derive(Clone, Copy, Debug)]
pub struct Bar<'a> {
    /// From the left.
    pub left: &'a [Piece],
    /// Up to the right.
    pub right: &'a [Piece],
    /// How wide ambiguous characters are.
    pub ambiguous: Ambiguous,
}

impl Bar<'_> {
    /// The width of pieces in cells.
    #[must_use]
    pub fn width(pieces: &[Piece], ambiguous: Ambiguous) -> u16 {
        pieces.iter().fold(0, |sum, (text, _)| sum.saturating_add(width(text, ambiguous).0))
    }

    /// Draws the bar with a blank at either end.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, theme: Theme) {
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let right = Self::width(self.right, self.ambiguous);
        let right_fits = right < inner.width;
        let room = if right_fits { inner.width - right } else { inner.width };
        let mut pen = Pen::new(buffer, Rect { width: room, ..inner }, theme, self.ambiguous);
        for (text, role) in self.left {
            // The blank before what stands at the right.
            let left = pen.room().saturating_sub(u16::from(right_fits && right > 0));
            pen.write(&elide(text, Cells(left), self.ambiguous), *role);
        }
        if right_fits {
            let at = Rect { x: inner.x + inner.width - right, width: right, ..inner };
            let mut pen = Pen::new(buffer, at, theme, self.ambiguous);
            for (text, role) in self.right {
                pen.write(text, *role);
            }
        }
    }
}
