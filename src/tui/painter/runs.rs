//! Runs: what of a frame is to be written, cut where the pen changes, and in which order it costs least.
//!
//! Row by row is the natural order, and mostly the best. But a gutter, or words at the end of each row of a list, are
//! written with another pen than what stands around them: a change to it and back on every row. Put off until the rest
//! is done, they need one change, and between one and the next a step down.

use super::strokes::{change, way};
use crate::tui::pen::Pen;
use ratatui::buffer::{Cell, CellWidth};

/// Erasing to the end of the row is worth its three bytes from here on, in columns.
const WORTH_ERASING: usize = 4;
/// Changes in one pen with no wider gaps between them are one run.
const GAP: usize = 3;
/// What a row shows that was just scrolled in.
const BLANK: Cell = Cell::new(" ");
/// Of so many pens every order is tried; of more, only the nearest pen is looked at first.
const MANY_PENS: usize = 4;
/// So often is looked again whether a run is better put off, as that hangs on its neighbours. Mostly once is enough.
const PASSES: usize = 3;

/// Neighbouring cells of a row that are written with one pen.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The row.
    pub(super) y: u16,
    /// The first columns of the characters that change, in order; at least one.
    pub(super) changed: Vec<usize>,
    /// One past its last column.
    end: usize,
    pen: Pen,
    /// What is put there.
    pub(super) what: What,
}

/// What a run puts on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// What the cells hold.
    Cells,
    /// Nothing, from its first column to the end of the row.
    Nothing,
}

impl Run {
    /// Its first column.
    pub(super) fn from(&self) -> usize {
        self.changed.first().copied().unwrap_or(0)
    }

    fn start(&self) -> (usize, u16) {
        (self.from(), self.y)
    }

    fn finish(&self) -> (usize, u16) {
        (self.end, self.y)
    }
}

/// How many columns the character at `x` takes.
pub(super) fn columns(row: &[Cell], x: usize) -> usize {
    usize::from(row[x].cell_width()).clamp(1, row.len() - x)
}

/// True when there is nothing to see, so that erasing does for it.
pub(super) fn is_empty(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell).is_invisible()
}

/// What turns a row into another; no row is a blank one.
pub(super) fn differing(old: Option<&[Cell]>, new: &[Cell], y: u16) -> Vec<Run> {
    let empty_from = new.iter().rposition(|cell| !is_empty(cell)).map_or(0, |x| x + 1);
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < new.len() {
        let end = x + columns(new, x);
        if *old.map_or(&BLANK, |old| &old[x]) != new[x] {
            let erases = x >= empty_from && new.len() - x >= WORTH_ERASING;
            let (what, pen) =
                if erases { (What::Nothing, Pen::default()) } else { (What::Cells, Pen::of(&new[x])) };
            match runs.last_mut().filter(|run| what == What::Cells && run.goes_on(new, x)) {
                Some(run) => {
                    run.changed.push(x);
                    run.end = end;
                }
                None => runs.push(Run { y, changed: vec![x], end, pen, what }),
            }
            if erases {
                return runs;
            }
        }
        x = end;
    }
    runs
}

impl Run {
    /// True when what changes at `x` can be written on from here.
    fn goes_on(&self, row: &[Cell], x: usize) -> bool {
        x - self.end <= GAP && row[self.end..=x].iter().all(|cell| self.pen.can_write(cell))
    }
}

/// For each run whether it is better put off until the rest is done. The pen at hand is the one the first is written after.
pub(super) fn better_late(runs: &[Run], hand: Pen) -> Vec<bool> {
    let mut late = vec![false; runs.len()];
    for _ in 0..PASSES {
        let before = late.clone();
        put_off(runs, hand, &mut late);
        if late == before {
            break;
        }
    }
    late
}

/// The pens of the runs that are late, each once.
pub(super) fn late_pens(runs: &[Run], late: &[bool]) -> Vec<Pen> {
    let mut pens = Vec::new();
    for (run, _) in runs.iter().zip(late).filter(|(_, late)| **late) {
        if !pens.contains(&run.pen) {
            pens.push(run.pen);
        }
    }
    pens
}

/// The runs in another order: those that are late and of one of these pens behind the others, pen by pen and column by
/// column.
pub(super) fn reordered<'r>(runs: &'r [Run], late: &[bool], pens: &[Pen], hand: Pen) -> Vec<&'r Run> {
    let pairs = runs.iter().zip(late);
    let (mut behind, mut order): (Vec<_>, Vec<_>) =
        pairs.partition(|(run, late)| **late && pens.contains(&run.pen));
    let (_, turns) = turns(order.last().map_or(hand, |(run, _)| run.pen), pens);
    behind.sort_by_key(|(run, _)| (turns.iter().position(|pen| *pen == run.pen), run.start()));
    order.append(&mut behind);
    order.into_iter().map(|(run, _)| run).collect()
}

/// Pens in the order in which they are changed to in the fewest bytes, and how many that are.
fn turns(at_hand: Pen, pens: &[Pen]) -> (usize, Vec<Pen>) {
    let mut nearest: Vec<usize> = (0..pens.len()).collect();
    if pens.len() > MANY_PENS {
        nearest.sort_by_key(|nth| change(at_hand, pens[*nth]));
        nearest.truncate(1);
    }
    let beginning_with = |nth: usize| {
        let others: Vec<Pen> = [&pens[..nth], &pens[nth + 1..]].concat();
        let (bytes, mut behind) = turns(pens[nth], &others);
        behind.insert(0, pens[nth]);
        (bytes + change(at_hand, pens[nth]), behind)
    };
    nearest.into_iter().map(beginning_with).min_by_key(|(bytes, _)| *bytes).unwrap_or_default()
}

/// Decides for each run whether it costs less where it stands or later, given what the others do.
fn put_off(runs: &[Run], hand: Pen, late: &mut [bool]) {
    let (mut pen, mut at) = (hand, (usize::MAX, u16::MAX));
    // Where each pen that is put off was left.
    let mut left: Vec<(Pen, (usize, u16))> = Vec::new();
    for nth in 0..runs.len() {
        let run = &runs[nth];
        let next = (nth + 1..runs.len()).find(|next| !late[*next]).map(|next| &runs[next]);
        let (now, later) = {
            let (behind, to) = next.map_or((run.pen, None), |next| (next.pen, Some(next.start())));
            let on = |from| to.map_or(0, |to| way(from, to));
            let with =
                change(pen, run.pen) + way(at, run.start()) + change(run.pen, behind) + on(run.finish());
            let without = change(pen, behind) + on(at);
            let last = left.iter().find(|(pen, _)| *pen == run.pen);
            // The pen alone is changed to once: not counted here, as the painter compares in the end.
            let from = last.map_or((0, u16::MAX), |(_, at)| *at);
            (with.saturating_sub(without), way(from, run.start()))
        };
        late[nth] = later < now;
        if late[nth] {
            match left.iter_mut().find(|(pen, _)| *pen == run.pen) {
                Some((_, at)) => *at = run.finish(),
                None => left.push((run.pen, run.finish())),
            }
        } else {
            (pen, at) = (run.pen, run.finish());
        }
    }
}
