//! Painter: turns a finished frame into the bytes that change the terminal into it.
//!
//! It keeps what the terminal shows (`runs`: what differs, and in which order it is best written; `strokes`: how), and
//! sees when a band of rows has moved (`shift`): the terminal then moves what it has, and a scrolled line costs that line.
//! Between ways to paint a frame it does not guess: it writes them out and sends the shortest.

mod runs;
mod shift;
mod strokes;

use crossterm::QueueableCommand as _;
use crossterm::cursor::{Hide, Show};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Position;
use runs::Run;
use shift::Shift;
use strokes::{Hand, Strokes};

use super::pen::Pen;
use std::ops::Range;

/// Fewer bytes than these are not worth the search for rows that have moved.
const WORTH_SHIFTING: usize = 200;
/// So many pens are tried for the beginning of a screen that is painted anew.
const BEGINNINGS: usize = 4;
/// To the first cell (ECMA-48 CUP).
const HOME: &[u8] = b"\x1b[H";
/// The column a wide character hides. No scrubbed cell is equal to it.
const COVERED: Cell = Cell::new("");

/// Whether the terminal draws ambiguous characters as wide as their cells say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certainty {
    /// Nobody has said so: after each the cursor is placed anew.
    #[default]
    Assumed,
    /// It was asked, and its answer is awaited; if that is another, or none comes, all is painted anew.
    Expected,
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
    caret: Caret,
    out: Vec<u8>,
}

/// What the terminal shows of its cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Caret {
    /// Nothing: who takes a terminal over hides it.
    #[default]
    Hidden,
    /// It is shown there.
    At(Position),
    /// We do not know.
    Unknown,
}

impl Painter {
    /// The terminal may show anything from here on: the next frame is painted whole.
    pub fn forget(&mut self) {
        self.shown = Buffer::default();
        self.caret = Caret::Unknown;
    }

    /// From here on ambiguous characters are painted with this certainty.
    pub fn rely(&mut self, certainty: Certainty) {
        if (self.certainty, certainty) == (Certainty::Expected, Certainty::Assumed) {
            self.forget();
        }
        self.certainty = certainty;
    }

    /// The bytes that make the terminal show `wanted`, a frame that was [scrubbed](super::scrub()); none when it does.
    pub fn paint(&mut self, wanted: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.out.clear();
        // On the blank screen that was just taken over nothing has to change at once: there text may come as it comes.
        let first = self.shown.area.is_empty() && self.caret == Caret::Hidden;
        if !first {
            // DEC private mode 2026. Terminals that do not know it ignore it. Writing to a Vec does not fail.
            let _ = self.out.queue(BeginSynchronizedUpdate);
        }
        let begun = self.out.len();
        if self.shown.area == wanted.area {
            self.paint_changes(wanted);
        } else {
            self.paint_anew(wanted);
        }
        self.place_cursor(cursor, self.out.len() > begun);
        if self.out.len() == begun {
            self.out.clear();
        } else if !first {
            let _ = self.out.queue(EndSynchronizedUpdate);
        }
        &self.out
    }

    /// Wipes the screen and paints the frame on it, beginning with whichever of its pens makes that shortest.
    fn paint_anew(&mut self, wanted: &Buffer) {
        self.shown = Buffer::empty(wanted.area);
        let mut pens = vec![Pen::default()];
        for pen in wanted.content.iter().map(Pen::of).filter(|pen| pen.is_invisible()) {
            // Few screens have more; of pages that are all colours the first will do.
            if pens.len() < BEGINNINGS && !pens.contains(&pen) {
                pens.push(pen);
            }
        }
        let begun = pens.into_iter().map(|pen| {
            self.hand = Hand::at_home(pen);
            let mut begun = pen.afresh();
            begun.extend_from_slice(HOME);
            let _ = begun.queue(Clear(ClearType::FromCursorDown));
            (begun, self.strokes(wanted, None))
        });
        let shortest = begun.min_by_key(|(begun, strokes)| begun.len() + strokes.out.len());
        if let Some((begun, strokes)) = shortest {
            self.out.extend_from_slice(&begun);
            self.show(wanted, &strokes);
        }
    }

    fn paint_changes(&mut self, wanted: &Buffer) {
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
        if best.out.is_empty() {
            return;
        }
        if let Some(shift) = shift {
            self.remember_shift(shift);
        }
        self.show(wanted, &best);
    }

    fn show(&mut self, wanted: &Buffer, strokes: &Strokes) {
        self.hand = strokes.hand;
        self.out.extend_from_slice(&strokes.out);
        (0..wanted.area.height).for_each(|y| self.remember(wanted, y));
    }

    /// What it takes to paint the frame, some rows shifted first.
    fn strokes(&self, wanted: &Buffer, shift: Option<Shift>) -> Strokes {
        let mut strokes = Strokes::new(self.hand, self.certainty);
        if let Some(shift) = shift {
            strokes.shift(shift);
        }
        let differing = |y: u16| {
            let from = shift.map_or(Some(y), |shift| shift.source(y));
            let old = from.map(|from| &self.shown.content[row(&self.shown, from)]);
            runs::differing(old, &wanted.content[row(wanted, y)], y)
        };
        let runs: Vec<Run> = (0..wanted.area.height).flat_map(differing).collect();
        let hand = strokes.hand.pen;
        let late = runs::better_late(&runs, hand);
        let mut pens = runs::late_pens(&runs, &late);
        let with = |pens: &[Pen]| strokes.clone().painted(runs::reordered(&runs, &late, pens, hand), wanted);
        let (mut best, mut tried) = (with(&[]), with(&pens));
        // A pen whose runs are not late after all is left out, one after the other: few screens have more than four.
        while !pens.is_empty() {
            let without = |nth: usize| pens.iter().enumerate().filter(move |(other, _)| *other != nth);
            let fewer = (0..pens.len()).map(|nth| without(nth).map(|(_, pen)| *pen).collect::<Vec<Pen>>());
            let next = fewer.map(|pens| (with(&pens), pens)).min_by_key(|(strokes, _)| strokes.out.len());
            if tried.out.len() < best.out.len() {
                best = tried;
            }
            let Some(next) = next else { break };
            (tried, pens) = next;
        }
        best
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
        match (cursor, self.caret) {
            (None, Caret::Hidden) => {}
            (None, _) => drop(strokes.out.queue(Hide)),
            (Some(at), caret) if painted || caret != Caret::At(at) => {
                strokes.place(at);
                if !matches!(caret, Caret::At(_)) {
                    let _ = strokes.out.queue(Show);
                }
            }
            _ => {}
        }
        self.hand = strokes.hand;
        self.out.extend_from_slice(&strokes.out);
        self.caret = cursor.map_or(Caret::Hidden, Caret::At);
    }
}

/// Where a row stands among the cells.
fn row(buffer: &Buffer, y: u16) -> Range<usize> {
    let width = usize::from(buffer.area.width);
    usize::from(y) * width..(usize::from(y) + 1) * width
}

#[cfg(test)]
mod tests;
