//! Painter: turns a finished frame into the bytes that change the terminal into it.
//!
//! It keeps what the terminal shows, and where its cursor is: after a character of certain width it knows, after one of
//! doubtful width (East Asian Ambiguous, clusters) only the row is sure, and the next character is placed anew. So a
//! page of Chinese costs three bytes a character, and a terminal that sets quotation marks wide does not lose text.

use super::pen::{PLAIN, Pen};
use crossterm::cursor::{Hide, Show};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use crossterm::{Command, QueueableCommand as _};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Position;
use std::io::Write as _;

/// Erasing to the end of the row is worth its three bytes from here on, in columns.
const WORTH_ERASING: u16 = 4;
/// Over a gap of so many columns, writing is no longer than a move.
const SHORT_GAP: u16 = 3;
/// The column a wide character hides. No scrubbed cell is equal to it.
const COVERED: Cell = Cell::new("");

/// What the terminal shows, as far as we told it.
#[derive(Debug, Default)]
pub(super) struct Painter {
    /// Has no area while we know nothing.
    shown: Buffer,
    pen: Pen,
    at: At,
    /// Where the cursor is shown; none while it is hidden.
    cursor: Option<Position>,
    out: Vec<u8>,
}

/// What we know of the terminal's own cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    #[default]
    Unknown,
    Row(u16),
    Cell(u16, u16),
}

impl Painter {
    /// The terminal may show anything from here on: the next frame is painted whole.
    pub(super) fn forget(&mut self) {
        self.shown = Buffer::default();
    }

    /// The bytes that make the terminal show `wanted`, a scrubbed frame; none when it does.
    pub(super) fn paint(&mut self, wanted: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.out.clear();
        // DEC private mode 2026. Terminals that do not know it ignore it.
        self.say(BeginSynchronizedUpdate);
        let begun = self.out.len();
        if self.shown.area != wanted.area {
            self.wipe(wanted);
        }
        for y in 0..wanted.area.height {
            self.paint_row(wanted, y);
        }
        self.place_cursor(cursor);
        if self.out.len() == begun {
            self.out.clear();
        } else {
            self.say(EndSynchronizedUpdate);
        }
        &self.out
    }

    fn say(&mut self, command: impl Command) {
        // Writing to a Vec does not fail.
        let _ = self.out.queue(command);
    }

    fn wipe(&mut self, wanted: &Buffer) {
        self.out.extend_from_slice(PLAIN);
        self.say(Hide);
        self.say(Clear(ClearType::All));
        self.shown = Buffer::empty(wanted.area);
        self.pen = Pen::default();
        self.at = At::Unknown;
        self.cursor = None;
    }

    fn paint_row(&mut self, wanted: &Buffer, y: u16) {
        let width = wanted.area.width;
        let empty_from = (0..width).rev().find(|&x| !is_empty(&wanted[(x, y)])).map_or(0, |x| x + 1);
        let mut x = 0;
        while x < width {
            let cell = &wanted[(x, y)];
            let columns = cell.cell_width().clamp(1, width - x);
            if self.shown[(x, y)] == *cell {
                x += columns;
            } else if x >= empty_from && width - x >= WORTH_ERASING {
                self.erase_row_from(wanted, x, y);
                return;
            } else {
                self.put(cell, columns, x, y);
                x += columns;
            }
        }
    }

    fn erase_row_from(&mut self, wanted: &Buffer, x: u16, y: u16) {
        self.go_to(x, y);
        self.pen.change(Pen::default(), &mut self.out);
        self.say(Clear(ClearType::UntilNewLine));
        for x in x..wanted.area.width {
            self.shown[(x, y)] = wanted[(x, y)].clone();
        }
    }

    fn put(&mut self, cell: &Cell, columns: u16, x: u16, y: u16) {
        self.go_to(x, y);
        self.pen.change(Pen::of(cell), &mut self.out);
        let certain = is_certain(cell.symbol());
        if !certain && columns > 1 {
            // Where the terminal needs only one column for it, the others must not keep what they showed.
            let _ = write!(self.out, "\x1b[{columns}X");
        }
        self.out.extend_from_slice(cell.symbol().as_bytes());
        self.shown[(x, y)] = cell.clone();
        for covered in 1..columns {
            self.shown[(x + covered, y)] = COVERED;
        }
        let end = x + columns;
        self.at = if certain && end < self.shown.area.width {
            At::Cell(end, y)
        } else if end + 1 < self.shown.area.width {
            At::Row(y)
        } else {
            // In the last column the terminal may have wrapped, or may be about to.
            At::Unknown
        };
    }

    /// Moves the cursor by the shortest sequence that does it: of all we send but text, moves are the most.
    fn go_to(&mut self, x: u16, y: u16) {
        // Writing to a Vec does not fail.
        let at = self.at;
        let _ = match at {
            At::Cell(at, row) if row == y && self.write_over(at, x, y) => Ok(()),
            At::Cell(at, row) if row == y && at + 1 == x => write!(self.out, "\x1b[C"),
            At::Cell(_, row) | At::Row(row) if row == y => write!(self.out, "\x1b[{}G", x + 1),
            _ if x == 0 => write!(self.out, "\x1b[{}H", y + 1),
            _ => write!(self.out, "\x1b[{};{}H", y + 1, x + 1),
        };
        self.at = At::Cell(x, y);
    }

    /// Gets over a short gap by writing what stands there anyway, if the pen at hand can. No gap is the shortest.
    fn write_over(&mut self, from: u16, to: u16, y: u16) -> bool {
        let gap = || (from..to).map(|x| &self.shown[(x, y)]);
        let same_pen = |cell: &Cell| Pen::of(cell) == self.pen || (is_empty(cell) && self.pen.is_invisible());
        let is_short = from <= to && to - from <= SHORT_GAP;
        let can =
            is_short && gap().all(|cell| matches!(cell.symbol().as_bytes(), [0x20..=0x7e]) && same_pen(cell));
        if can {
            self.out.extend(gap().flat_map(|cell| cell.symbol().bytes()));
        }
        can
    }

    fn place_cursor(&mut self, cursor: Option<Position>) {
        match cursor {
            None if self.cursor.is_some() => self.say(Hide),
            Some(Position { x, y }) if cursor != self.cursor || self.at != At::Cell(x, y) => {
                self.go_to(x, y);
                if self.cursor.is_none() {
                    self.say(Show);
                }
            }
            _ => {}
        }
        self.cursor = cursor;
    }
}

/// True when there is nothing to see, so that erasing does for it.
fn is_empty(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell).is_invisible()
}

/// True when every terminal moves its cursor by as much as we think: ASCII, and single characters of the blocks that
/// are wide in all of them (UAX 11, classes W and F; checked against thirteen terminals).
fn is_certain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    matches!(u32::from(c),
        0x20..=0x7E | 0x3000..=0x3029 | 0x3030..=0x303E | 0x3041..=0x3096 | 0x309B..=0x30FF
        | 0x3105..=0x312F | 0x3131..=0x3163 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF | 0xFE30..=0xFE52 | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6
        | 0x20000..=0x2FFFD | 0x30000..=0x3FFFD)
}

#[cfg(test)]
mod tests;
