//! The setting of an article: one sheet that is scrolled, or spreads of columns that are turned like pages.

use super::list::Motion;
use super::view::signs;
use crate::layout::{Cells, Measure, Sheet, Spread, Spreads};
use std::ops::Range;

/// What an article is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Forme {
    /// The measure of the whole, with the air between columns.
    pub(super) measure: Measure,
    /// How many columns, and of how many rows; `None` for one without end.
    pub(super) columns: Option<(u16, u16)>,
}

/// A set article.
#[derive(Clone, Debug)]
pub(super) enum Setting {
    /// In one column, which is scrolled.
    Scroll(Sheet),
    /// In columns, which are turned like pages.
    Turn(Spreads),
}

/// Lines that stand one under the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Which of the sheet.
    pub lines: Range<usize>,
    /// Cells from where the text begins.
    pub x: Cells,
    /// Rows from the top.
    pub y: usize,
    /// Their measure.
    pub width: Cells,
}

impl Default for Setting {
    fn default() -> Self {
        Self::Scroll(Sheet::default())
    }
}

impl Setting {
    /// All lines, in the order in which they are read.
    pub(super) fn sheet(&self) -> &Sheet {
        match self {
            Self::Scroll(sheet) => sheet,
            Self::Turn(spreads) => &spreads.sheet,
        }
    }
}

/// The spread that shows a line. There is at least one.
pub(super) fn spread_of(spreads: &Spreads, line: usize) -> &Spread {
    &spreads.spreads[spreads.place_of(line).spread]
}

/// The lines of a spread, from its headline to the end of its last column.
pub(super) fn lines_of(spread: &Spread) -> Range<usize> {
    let end = spread.columns.last().map_or(spread.head.end, |column| column.end);
    spread.first()..end
}

/// What stands where on the spread of a line; `width` is that of all columns.
pub(super) fn panels_of(spreads: &Spreads, line: usize, width: Cells) -> Vec<Panel> {
    let spread = spread_of(spreads, line);
    let columns = spread.columns.iter().zip(0..).map(|(lines, nth)| {
        let x = Cells(spreads.columns.left(usize::from(nth)).0 + signs(nth + 1));
        Panel { lines: lines.clone(), x, y: spread.top(), width: spreads.columns.width }
    });
    let over = Cells(signs(spreads.columns.count) / 2);
    let head = Panel { lines: spread.head.clone(), x: over, y: 0, width };
    [head].into_iter().chain(columns).collect()
}

/// The line one comes to from `line`: lines are gone through one by one, screens and halves of them are spreads.
pub(super) fn turned(spreads: &Spreads, line: usize, motion: Motion) -> usize {
    let lines = &spreads.sheet.lines;
    let last = spreads.spreads.len() - 1;
    match motion {
        Motion::Top | Motion::Nth(_) => 0,
        Motion::Bottom => spreads.spreads[last].first(),
        Motion::Percent(n) => (lines.len() * n.min(100) / 100).min(lines.len().saturating_sub(1)),
        Motion::Lines(n) => {
            let inked = |line: &usize| lines[*line].span().is_some();
            let steps = n.unsigned_abs().saturating_sub(1);
            let to = if n > 0 {
                let mut on = (line + 1..lines.len()).filter(inked);
                on.nth(steps).or_else(|| (0..lines.len()).rev().find(inked))
            } else {
                (0..line).rev().filter(inked).nth(steps).or(Some(0))
            };
            to.unwrap_or(line)
        }
        Motion::Halves(n) | Motion::Screens(n) => {
            let now = spreads.place_of(line).spread;
            let to = now.saturating_add_signed(n).min(last);
            if to == now { line } else { spreads.spreads[to].first() }
        }
    }
}
