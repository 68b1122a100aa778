//! Painter: turns a finished frame into the bytes that change the terminal into it.
//!
//! It keeps what the terminal shows (`strokes`: what to write where the frame differs), and sees when a band of rows has
//! moved (`shift`): the terminal then moves what it has, and a scrolled line costs that line. Between the two ways to
//! paint a frame it does not guess: it writes out both and sends the shorter.

mod shift;
mod strokes;

use crossterm::QueueableCommand as _;
use crossterm::cursor::{Hide, Show};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};
use shift::Shift;
use strokes::{Hand, Strokes};

use super::pen::PLAIN;
use std::ops::Range;

/// Fewer bytes than these are not worth the search for rows that have moved.
const WORTH_SHIFTING: usize = 200;
/// The column a wide character hides. No scrubbed cell is equal to it.
const COVERED: Cell = Cell::new("");

/// Whether the terminal draws ambiguous characters as wide as their cells say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certainty {
    /// Nobody has said so: after each the cursor is placed anew.
    #[default]
    Assumed,
    /// It has said so itself, or the reader of the newspaper has.
    Known,
}

/// What the terminal shows, as far as we told it.
#[derive(Debug, Default)]
pub struct Painter {
    /// Has no area while we know nothing.
    shown: Buffer,
    hand: Hand,
    certainty: Certainty,
    /// Where the cursor is shown; none while it is hidden.
    cursor: Option<Position>,
    out: Vec<u8>,
}

impl Painter {
    /// The terminal may show anything from here on: the next frame is painted whole.
    pub fn forget(&mut self) {
        self.shown = Buffer::default();
    }

    /// From here on ambiguous characters are painted with this certainty.
    pub fn rely(&mut self, certainty: Certainty) {
        self.certainty = certainty;
    }

    /// The bytes that make the terminal show `wanted`, a frame that was [scrubbed](super::scrub()); none when it does.
    pub fn paint(&mut self, wanted: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.out.clear();
        // DEC private mode 2026. Terminals that do not know it ignore it. Writing to a Vec does not fail.
        let _ = self.out.queue(BeginSynchronizedUpdate);
        let begun = self.out.len();
        if self.shown.area != wanted.area {
            self.wipe(wanted.area);
        }
        self.paint_frame(wanted);
        self.place_cursor(cursor, self.out.len() > begun);
        if self.out.len() == begun {
            self.out.clear();
        } else {
            let _ = self.out.queue(EndSynchronizedUpdate);
        }
        &self.out
    }

    fn wipe(&mut self, area: Rect) {
        self.out.extend_from_slice(PLAIN);
        let _ = self.out.queue(Hide).and_then(|out| out.queue(Clear(ClearType::All)));
        self.shown = Buffer::empty(area);
        self.hand = Hand::default();
        self.cursor = None;
    }

    fn paint_frame(&mut self, wanted: &Buffer) {
        let (mut best, mut shift) = (self.strokes(wanted, None), None);
        if best.out.len() > WORTH_SHIFTING {
            shift = shift::suggestion(&self.shown, wanted);
            let other = shift.map(|shift| self.strokes(wanted, Some(shift)));
            // What moves rows that stay has to save a lot: terminals that do not know mode 2026 may show it.
            match other.filter(|other| other.out.len() < best.out.len() * 2 / 3) {
                Some(other) => best = other,
                None => shift = None,
            }
        }
        self.hand = best.hand;
        self.out.extend_from_slice(&best.out);
        if let Some(shift) = shift {
            self.remember_shift(shift);
        }
        for y in best.rows {
            self.remember(wanted, y);
        }
    }

    /// What it takes to paint the frame, some rows shifted first.
    fn strokes(&self, wanted: &Buffer, shift: Option<Shift>) -> Strokes {
        let mut strokes = Strokes::new(self.hand, self.certainty);
        if let Some(shift) = shift {
            strokes.shift(shift);
        }
        for y in 0..wanted.area.height {
            let from = shift.map_or(Some(y), |shift| shift.source(y));
            let old = from.map(|from| &self.shown.content[row(&self.shown, from)]);
            strokes.paint_row(old, &wanted.content[row(wanted, y)], y);
        }
        strokes
    }

    fn remember_shift(&mut self, shift: Shift) {
        let (top, bottom) = (row(&self.shown, shift.top).start, row(&self.shown, shift.bottom).end);
        let cells = shift.by.unsigned_abs() as usize * usize::from(self.shown.area.width);
        let band = &mut self.shown.content[top..bottom];
        let fresh = if shift.by > 0 {
            band.rotate_left(cells);
            band.len() - cells..band.len()
        } else {
            band.rotate_right(cells);
            0..cells
        };
        band[fresh].fill(Cell::EMPTY);
    }

    /// A row is shown now, with its hidden columns marked as such.
    fn remember(&mut self, wanted: &Buffer, y: u16) {
        let row = row(wanted, y);
        let (shown, wanted) = (&mut self.shown.content[row.clone()], &wanted.content[row]);
        let mut x = 0;
        while x < wanted.len() {
            let end = (x + usize::from(wanted[x].cell_width()).max(1)).min(wanted.len());
            shown[x].clone_from(&wanted[x]);
            shown[x + 1..end].fill(COVERED);
            x = end;
        }
    }

    fn place_cursor(&mut self, cursor: Option<Position>, painted: bool) {
        let mut strokes = Strokes::new(self.hand, self.certainty);
        match cursor {
            None if self.cursor.is_some() => {
                let _ = strokes.out.queue(Hide);
            }
            Some(at) if cursor != self.cursor || painted => {
                strokes.place(at);
                if self.cursor.is_none() {
                    let _ = strokes.out.queue(Show);
                }
            }
            _ => {}
        }
        self.hand = strokes.hand;
        self.out.extend_from_slice(&strokes.out);
        self.cursor = cursor;
    }
}

/// Where a row stands among the cells.
fn row(buffer: &Buffer, y: u16) -> Range<usize> {
    let width = usize::from(buffer.area.width);
    usize::from(y) * width..(usize::from(y) + 1) * width
}

#[cfg(test)]
mod tests;
