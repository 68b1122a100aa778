//! Strokes: what is written to turn rows into others, in as few bytes as we know how.
//!
//! After a character of certain width it is known where the terminal's cursor is; after one of doubtful width (East
//! Asian Ambiguous, clusters) only the row is sure, and the next character is placed anew. So a page of Chinese costs
//! three bytes a character, and a terminal that sets quotation marks wide does not lose text.

use super::runs::{Run, What, columns};
use super::shift::Shift;
use super::{Certainty, row};
use crate::tui::pen::Pen;
use crossterm::QueueableCommand as _;
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use std::io::Write as _;

/// Over a gap of so many columns, writing is no longer than a move.
const SHORT_GAP: u16 = 3;
/// So many line feeds are no longer than a move. None of them is sent in the last row, where it would scroll.
const FEW_ROWS: u16 = 4;

/// The terminal's pen, and where it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hand {
    /// What it writes with.
    pub(super) pen: Pen,
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
    /// In the first cell.
    pub(super) fn at_home(pen: Pen) -> Self {
        Self { pen, at: At::Cell(0, 0) }
    }

    #[cfg(test)]
    pub(super) fn lose(&mut self) {
        self.at = At::Unknown;
    }
}

/// Bytes, and the hand after them.
#[derive(Clone, Debug)]
pub(super) struct Strokes {
    pub(super) hand: Hand,
    pub(super) out: Vec<u8>,
    certainty: Certainty,
}

impl Strokes {
    /// None yet.
    pub(super) fn new(hand: Hand, certainty: Certainty) -> Self {
        Self { hand, out: Vec::new(), certainty }
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

    /// Paints what there is to paint, in its order: `wanted` is the frame it is part of.
    pub(super) fn painted<'r>(mut self, runs: impl IntoIterator<Item = &'r Run>, wanted: &Buffer) -> Self {
        for run in runs {
            let row = &wanted.content[row(wanted, run.y)];
            match run.what {
                What::Cells => self.write(&run.changed, run.y, row),
                What::Nothing => {
                    self.go_to(run.from(), run.y, row);
                    if !self.hand.pen.is_invisible() {
                        self.hand.pen.change(Pen::default(), &mut self.out);
                    }
                    let _ = self.out.queue(Clear(ClearType::UntilNewLine));
                }
            }
        }
        self
    }

    /// Writes the characters that begin in these columns, in their order.
    ///
    /// Behind one of doubtful width the next is placed anew. But where several follow each other, as in a rule, half of
    /// them can be written at once: should each take two columns, they reach as far as what is still to be written.
    fn write(&mut self, changed: &[usize], y: u16, row: &[Cell]) {
        let mut at = 0;
        while at < changed.len() {
            let (from, behind) = (changed[at], &changed[at..]);
            let in_line =
                behind.iter().zip(from..).take_while(|&(&x, place)| x == place && self.is_doubtful(row, x));
            let doubtful = in_line.count();
            let written =
                behind.windows(2).take_while(|pair| pair[0] + columns(row, pair[0]) == pair[1]).count();
            let end = (behind[written] + 1).min(row.len() - 1);
            let at_once = doubtful.min(end.saturating_sub(from) / 2).max(1);
            self.put(from, columns(row, from), y, row);
            for &x in &behind[1..at_once] {
                self.out.extend_from_slice(row[x].symbol().as_bytes());
            }
            at += at_once;
        }
    }

    /// True for a character that we think takes one column, and nobody has said so.
    fn is_doubtful(&self, row: &[Cell], x: usize) -> bool {
        let symbol = row[x].symbol();
        columns(row, x) == 1 && !is_certain(symbol) && !self.is_known(symbol, 1)
    }

    /// True when the terminal has said, or been told, how wide it draws this.
    fn is_known(&self, symbol: &str, columns: usize) -> bool {
        self.certainty != Certainty::Assumed && (is_asked_for(symbol) || (columns == 1 && is_frame(symbol)))
    }

    fn put(&mut self, x: usize, columns: usize, y: u16, row: &[Cell]) {
        let (cell, end, width) = (&row[x], x + columns, row.len());
        self.go_to(x, y, row);
        if !self.hand.pen.can_write(cell) {
            self.hand.pen.change(Pen::of(cell), &mut self.out);
        }
        let exact = is_certain(cell.symbol());
        let certain = exact || self.is_known(cell.symbol(), columns);
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
        self.out.extend(jump(at.x, at.y));
        self.hand.at = At::Row(at.y);
    }

    /// Moves the cursor by the shortest sequence that does it: of all we send but text, moves are the most.
    fn go_to(&mut self, x: usize, y: u16, row: &[Cell]) {
        let x = narrowed(x);
        if self.hand.at != At::Cell(x, y) {
            let way = self.shortest_way(x, y, row);
            self.out.extend(way);
            self.hand.at = At::Cell(x, y);
        }
    }

    /// Of equals the first: what is written over needs no thought of any terminal.
    fn shortest_way(&self, x: u16, y: u16, row: &[Cell]) -> Vec<u8> {
        let mut ways = Vec::with_capacity(4);
        match self.hand.at {
            At::Cell(at, here) if here == y => {
                ways.push(if at < x { self.ahead(at, x, row) } else { back(at - x) });
                ways.push([b"\r", &*self.ahead(0, x, row)].concat());
                ways.push(column(x));
            }
            At::Row(here) if here == y => {
                ways.push([b"\r", &*self.ahead(0, x, row)].concat());
                ways.push(column(x));
            }
            At::Cell(_, here) | At::Row(here) if here < y && y - here <= FEW_ROWS => {
                let down = vec![b'\n'; usize::from(y - here)];
                ways.push([b"\r", &*down, &*self.ahead(0, x, row)].concat());
                ways.push([&*down, &*column(x)].concat());
                if let At::Cell(at, _) = self.hand.at {
                    // What stands there may be half a character: it is not written over.
                    let along = if at < x { forward(x - at) } else { back(at - x) };
                    ways.push([down, along].concat());
                }
            }
            _ => {}
        }
        ways.push(jump(x, y));
        ways.into_iter().min_by_key(Vec::len).unwrap_or_default()
    }

    /// Over a gap, by writing what stands there anyway where that is no longer than a move and the pen at hand can.
    fn ahead(&self, from: u16, to: u16, row: &[Cell]) -> Vec<u8> {
        let pen = self.hand.pen;
        let gap = &row[usize::from(from)..usize::from(to)];
        let can = |cell: &Cell| matches!(cell.symbol().as_bytes(), [0x20..=0x7e]) && pen.can_write(cell);
        if to - from <= SHORT_GAP && gap.iter().all(can) {
            gap.iter().flat_map(|cell| cell.symbol().bytes()).collect()
        } else {
            forward(to - from)
        }
    }
}

// ECMA-48 CUP, CHA, CUF, CUB: a parameter of 1 goes without saying.

fn jump(x: u16, y: u16) -> Vec<u8> {
    match (x, y) {
        (0, 0) => b"\x1b[H".to_vec(),
        (0, _) => format!("\x1b[{}H", y + 1).into_bytes(),
        _ => format!("\x1b[{};{}H", y + 1, x + 1).into_bytes(),
    }
}

fn column(x: u16) -> Vec<u8> {
    format!("\x1b[{}G", x + 1).into_bytes()
}

fn forward(columns: u16) -> Vec<u8> {
    match columns {
        0 => Vec::new(),
        1 => b"\x1b[C".to_vec(),
        _ => format!("\x1b[{columns}C").into_bytes(),
    }
}

/// By backspaces, as long as they are no longer.
fn back(columns: u16) -> Vec<u8> {
    match columns {
        0..=4 => vec![0x08; usize::from(columns)],
        _ => format!("\x1b[{columns}D").into_bytes(),
    }
}

/// The bytes from one pen to another.
pub(super) fn change(from: Pen, to: Pen) -> usize {
    let (mut pen, mut out) = (from, Vec::new());
    pen.change(to, &mut out);
    out.len()
}

/// The bytes, about, from the end of one run to the start of another: what `shortest_way` finds without looking at
/// what stands between.
pub(super) fn way((from, here): (usize, u16), (to, y): (usize, u16)) -> usize {
    let far = jump(narrowed(to), y).len();
    let aside = |from: usize| match to.checked_sub(from) {
        Some(ahead @ 0..=3) => ahead,
        Some(ahead) => forward(narrowed(ahead)).len(),
        None => back(narrowed(from - to)).len(),
    };
    match y.checked_sub(here) {
        Some(0) => far.min(aside(from)),
        Some(down @ 1..=FEW_ROWS) => far.min(usize::from(down) + aside(from).min(1 + aside(0))),
        _ => far,
    }
}

/// Columns fit into what terminals count them with.
fn narrowed(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}

/// True for the ambiguous characters of which nearly all text is made, and for which the terminal was asked. Rarer ones
/// stay in doubt: some terminals let single characters be made wide.
fn is_asked_for(symbol: &str) -> bool {
    matches!(symbol, "“" | "”" | "‘" | "’" | "—" | "…" | "·")
}

/// True for the lines of frames. No terminal that draws “ narrow draws them wide; the other way round there are some.
fn is_frame(symbol: &str) -> bool {
    matches!(symbol, "─" | "│" | "┌" | "┐" | "└" | "┘")
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
