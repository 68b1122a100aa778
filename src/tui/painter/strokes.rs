//! Strokes: what is written to turn rows into others, in as few bytes as we know how.
//!
//! After a character of certain width it is known where the terminal's cursor is; after one of doubtful width (East
//! Asian Ambiguous, clusters) only the row is sure, and the next character is placed anew. So a page of Chinese costs
//! three bytes a character, and a terminal that sets quotation marks wide does not lose text.

use super::Certainty;
use super::shift::Shift;
use crate::tui::pen::Pen;
use crossterm::QueueableCommand as _;
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::Position;
use std::io::Write as _;

/// Erasing to the end of the row is worth its three bytes from here on, in columns.
const WORTH_ERASING: usize = 4;
/// Over a gap of so many columns, writing is no longer than a move.
const SHORT_GAP: u16 = 3;
/// So many line feeds are no longer than a move. None of them is sent in the last row, where it would scroll.
const FEW_ROWS: u16 = 4;
/// What a row shows that was just scrolled in.
const BLANK: Cell = Cell::new(" ");

/// The terminal's pen, and where it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hand {
    pen: Pen,
    at: At,
}

/// What we know of the terminal's own cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    #[default]
    Unknown,
    Row(u16),
    Cell(u16, u16),
}

impl Hand {
    #[cfg(test)]
    pub(super) fn lose(&mut self) {
        self.at = At::Unknown;
    }
}

/// Bytes, and the hand after them.
#[derive(Debug)]
pub(super) struct Strokes {
    pub(super) hand: Hand,
    pub(super) out: Vec<u8>,
    /// The rows that are painted.
    pub(super) rows: Vec<u16>,
    certainty: Certainty,
}

impl Strokes {
    /// None yet.
    pub(super) fn new(hand: Hand, certainty: Certainty) -> Self {
        Self { hand, out: Vec::new(), rows: Vec::new(), certainty }
    }

    // Writing to a Vec does not fail; what `write!` and `queue` return is dropped throughout.

    /// Moves rows: lines are deleted at one end of a scrolling region and so inserted at the other (ECMA-48 DL, IL and
    /// DEC's DECSTBM; unlike SU and SD the Linux console knows them, and no terminal takes what goes for history).
    pub(super) fn shift(&mut self, shift: Shift) {
        // What comes in is blank in the colour of the pen.
        self.hand.pen.change(Pen::default(), &mut self.out);
        let (top, bottom) = (shift.top + 1, shift.bottom + 1);
        let (lines, what) = if shift.by > 0 { (shift.by, 'M') } else { (-shift.by, 'L') };
        let _ = write!(self.out, "\x1b[{top};{bottom}r\x1b[{top}H");
        let _ =
            if lines == 1 { write!(self.out, "\x1b[{what}") } else { write!(self.out, "\x1b[{lines}{what}") };
        // Resetting the region puts the cursor into the first cell.
        self.out.extend_from_slice(b"\x1b[r");
        self.hand.at = At::Cell(0, 0);
    }

    /// Turns a row into another; no row is a blank one.
    pub(super) fn paint_row(&mut self, old: Option<&[Cell]>, new: &[Cell], y: u16) {
        let columns = |x: usize| usize::from(new[x].cell_width()).clamp(1, new.len() - x);
        let same = |x: usize| *old.map_or(&BLANK, |old| &old[x]) == new[x];
        let next_change = |mut x: usize| {
            while x < new.len() && same(x) {
                x += columns(x);
            }
            (x < new.len()).then_some(x)
        };
        let Some(mut x) = next_change(0) else { return };
        self.rows.push(y);
        let empty_from = new.iter().rposition(|cell| !is_empty(cell)).map_or(0, |x| x + 1);
        loop {
            if x >= empty_from && new.len() - x >= WORTH_ERASING {
                self.go_to(x, y, new);
                self.hand.pen.change(Pen::default(), &mut self.out);
                let _ = self.out.queue(Clear(ClearType::UntilNewLine));
                return;
            }
            self.put(x, columns(x), y, new);
            let Some(next) = next_change(x + columns(x)) else { return };
            x = next;
        }
    }

    fn put(&mut self, x: usize, columns: usize, y: u16, row: &[Cell]) {
        let (cell, end, width) = (&row[x], x + columns, row.len());
        self.go_to(x, y, row);
        self.hand.pen.change(Pen::of(cell), &mut self.out);
        let exact = is_certain(cell.symbol());
        let certain = exact || (self.certainty == Certainty::Known && is_asked_for(cell.symbol()));
        if !exact && columns > 1 {
            self.clear(x, columns);
        }
        self.out.extend_from_slice(cell.symbol().as_bytes());
        self.hand.at = if certain && end < width {
            At::Cell(narrowed(end), y)
        } else if end + 1 < width {
            At::Row(y)
        } else {
            // In the last column the terminal may have wrapped, or may be about to.
            At::Unknown
        };
    }

    /// Clears the columns for a character of doubtful width: where the terminal needs only one for it, the others must
    /// not keep what they showed. Erased columns have no attributes, and in some terminals no colour; blanks have both.
    fn clear(&mut self, x: usize, columns: usize) {
        if self.hand.pen.is_invisible() {
            let _ = write!(self.out, "\x1b[{columns}X");
        } else {
            let _ = write!(self.out, "{:columns$}\x1b[{}G", "", x + 1);
        }
    }

    /// Moves the cursor to where it is shown. That may be within a character: what is written next goes elsewhere.
    pub(super) fn place(&mut self, at: Position) {
        self.jump(at.x, at.y);
        self.hand.at = At::Row(at.y);
    }

    /// Moves the cursor by the shortest sequence that does it: of all we send but text, moves are the most.
    fn go_to(&mut self, x: usize, y: u16, row: &[Cell]) {
        let (x, from) = (narrowed(x), self.hand.at);
        let start = self.out.len();
        match from {
            At::Cell(at, here) if here == y && self.write_over(at, x, row) => {}
            At::Cell(_, here) | At::Row(here) if here == y && x == 0 => self.out.push(b'\r'),
            At::Cell(at, here) if here == y && at < x => self.forward(x - at),
            At::Cell(_, here) | At::Row(here) if here == y => drop(write!(self.out, "\x1b[{}G", x + 1)),
            At::Cell(_, here) | At::Row(here) if here < y && y - here <= FEW_ROWS => {
                self.out.push(b'\r');
                self.out.extend((here..y).map(|_| b'\n'));
                if !self.write_over(0, x, row) {
                    self.forward(x);
                }
            }
            _ => self.jump(x, y),
        }
        // Where a jump is shorter all the same.
        let jump = 3 + digits(y + 1) + if x == 0 { 0 } else { 1 + digits(x + 1) };
        if self.out.len() - start > jump {
            self.out.truncate(start);
            self.jump(x, y);
        }
        self.hand.at = At::Cell(x, y);
    }

    fn jump(&mut self, x: u16, y: u16) {
        let _ = match x {
            0 => write!(self.out, "\x1b[{}H", y + 1),
            _ => write!(self.out, "\x1b[{};{}H", y + 1, x + 1),
        };
    }

    fn forward(&mut self, columns: u16) {
        let _ = match columns {
            1 => write!(self.out, "\x1b[C"),
            _ => write!(self.out, "\x1b[{columns}C"),
        };
    }

    /// Gets over a short gap by writing what stands there anyway, if the pen at hand can. No gap is the shortest.
    fn write_over(&mut self, from: u16, to: u16, row: &[Cell]) -> bool {
        if from > to || to - from > SHORT_GAP {
            return false;
        }
        let pen = self.hand.pen;
        let same_pen = |cell: &Cell| Pen::of(cell) == pen || (is_empty(cell) && pen.is_invisible());
        let gap = &row[usize::from(from)..usize::from(to)];
        let can = gap.iter().all(|cell| matches!(cell.symbol().as_bytes(), [0x20..=0x7e]) && same_pen(cell));
        if can {
            self.out.extend(gap.iter().flat_map(|cell| cell.symbol().bytes()));
        }
        can
    }
}

/// How many digits a number has.
fn digits(n: u16) -> usize {
    n.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// Columns fit into what terminals count them with.
fn narrowed(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}

/// True when there is nothing to see, so that erasing does for it.
fn is_empty(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell).is_invisible()
}

/// True for the ambiguous characters of which nearly all text is made, and for which the terminal was asked. Rarer ones
/// stay in doubt: some terminals let single characters be made wide.
fn is_asked_for(symbol: &str) -> bool {
    matches!(symbol, "“" | "”" | "‘" | "’" | "—" | "…" | "·")
}

/// True when every terminal moves its cursor by as much as we think: ASCII, and characters of the blocks that are wide
/// in all of them (UAX 11, classes W and F; checked against thirteen terminals).
fn is_certain(symbol: &str) -> bool {
    let is_wide = |c: char| {
        matches!(u32::from(c),
            0x3000..=0x3029 | 0x3030..=0x303E | 0x3041..=0x3096 | 0x309B..=0x30FF
            | 0x3105..=0x312F | 0x3131..=0x3163 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3
            | 0xF900..=0xFAFF | 0xFE30..=0xFE52 | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6
            | 0x20000..=0x2FFFD | 0x30000..=0x3FFFD)
    };
    let mut chars = symbol.chars();
    symbol.bytes().all(|b| (0x20..=0x7e).contains(&b))
        || (chars.next().is_some_and(is_wide) && chars.next().is_none())
}
