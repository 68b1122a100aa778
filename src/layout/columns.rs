//! Columns: on a wide window an article in two or three columns, filled and read like a newspaper's.
//!
//! The headline stands over all columns; the text goes down one column and up to the next, spread after spread, and the
//! columns of the last spread are of about equal length. What is *possible* is a column end before any line, what it is
//! *worth* is its [`price`], what is *chosen* is the cheapest near the bottom of the column.

use super::{Cells, Line, LineKind, Measure, Sheet};
use std::ops::Range;

/// Between two columns: two cells for a hanging stop, and two of air behind it.
const GUTTER: u16 = 4;

/// A column is at least this wide: 15 Han, as newspapers have had it since there were columns.
const NARROWEST: u16 = 30;

/// A column is not begun under a headline that leaves fewer rows than this: it gets a spread of its own.
const SHORTEST: usize = 3;

/// A column may end so many rows above the bottom to end well.
const SPARED: usize = 3;

/// How a width is divided into columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// How many.
    pub count: u16,
    /// The measure of each; even, so that lines of Han can be full.
    pub width: Cells,
    /// Cells between two.
    pub gutter: Cells,
}

/// An article in columns. Its lines are those of the sheet, in reading order; a spread says which of them it shows.
#[derive(Clone, Debug)]
pub struct Spreads {
    /// All lines: the headline set to the whole width, the rest to that of a column.
    pub sheet: Sheet,
    /// The columns.
    pub columns: Columns,
    /// What is on the screen at once, in order; at least one.
    pub spreads: Vec<Spread>,
}

/// What is on the screen at once. Ranges count lines of the sheet; blank ones at the ends of a column are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// The headline, over all columns.
    pub head: Range<usize>,
    /// The columns from left to right; none may be empty but on a spread of headline only.
    pub columns: Vec<Range<usize>>,
}

/// Where in the spreads a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpreadPlace {
    /// Which spread.
    pub spread: usize,
    /// Which column; `None` in the headline.
    pub column: Option<usize>,
    /// The row of the screen, from the top of the spread.
    pub row: usize,
}

impl Columns {
    /// As many columns as are wide enough, at most `most`, at least one.
    #[must_use]
    pub fn fit(width: Cells, most: u16) -> Self {
        let fitting = width.0.saturating_add(GUTTER) / (NARROWEST + GUTTER);
        let count = fitting.min(most).max(1);
        let each = (width.0 - (count - 1) * GUTTER) / count;
        Self { count, width: Cells(if each < 2 { each } else { each & !1 }), gutter: Cells(GUTTER) }
    }

    /// The first cell of column `nth`, from the left edge of the first.
    #[must_use]
    pub fn left(&self, nth: usize) -> Cells {
        let nth = u16::try_from(nth).unwrap_or(u16::MAX);
        Cells(nth.saturating_mul(self.width.0 + self.gutter.0))
    }

    /// The cells from the left edge of the first to the right edge of the last.
    #[must_use]
    pub fn span(&self) -> Cells {
        Cells(self.count * self.width.0 + (self.count - 1) * self.gutter.0)
    }

    /// The measure of one column.
    pub(super) fn measure(&self, measure: &Measure) -> Measure {
        Measure { width: self.width, ..*measure }
    }
}

impl Spread {
    /// The row on which the columns begin.
    #[must_use]
    pub fn top(&self) -> usize {
        // A blank row between headline and columns.
        if self.head.is_empty() || self.columns.is_empty() { self.head.len() } else { self.head.len() + 1 }
    }

    /// The first line it shows.
    #[must_use]
    pub fn first(&self) -> usize {
        let head = if self.head.is_empty() { None } else { Some(self.head.start) };
        head.or(self.columns.first().map(|column| column.start)).unwrap_or_default()
    }
}

impl Spreads {
    /// Where line `nth` of the sheet stands; a blank one between two columns, at the head of the second.
    #[must_use]
    pub fn place_of(&self, nth: usize) -> SpreadPlace {
        let spread = self.spreads.partition_point(|spread| spread.first() <= nth).saturating_sub(1);
        let Some(shown) = self.spreads.get(spread) else { return SpreadPlace::default() };
        if shown.head.contains(&nth) || shown.columns.is_empty() {
            let row = nth.saturating_sub(shown.head.start).min(shown.head.len().saturating_sub(1));
            return SpreadPlace { spread, column: None, row };
        }
        let column = shown.columns.partition_point(|column| column.end <= nth).min(shown.columns.len() - 1);
        let lines = &shown.columns[column];
        let row = nth.saturating_sub(lines.start).min(lines.len().saturating_sub(1));
        SpreadPlace { spread, column: Some(column), row: shown.top() + row }
    }
}

/// Puts set lines into columns of `height` rows: first `head` lines over all, then the rest.
pub(super) fn spreads(head: Vec<Line>, body: Vec<Line>, columns: Columns, height: u16) -> Spreads {
    let height = usize::from(height.max(1));
    let (above, count) = (head.len(), usize::from(columns.count));
    let mut lines = head;
    lines.extend(body);
    let mut spreads = heads(above, height, lines.len() > above);
    // Of a headline without a column under it, the last part may have room for columns.
    let mut next = spreads.pop().unwrap_or_default();
    let mut at = begin(&lines, above);
    while at < lines.len() {
        let top = if next.head.is_empty() { 0 } else { next.head.len() + 1 };
        next.columns = fill(&lines, at, count, height - top);
        at = begin(&lines, next.columns.last().map_or(lines.len(), |column| column.end));
        spreads.push(std::mem::take(&mut next));
    }
    if spreads.is_empty() || !next.head.is_empty() {
        spreads.push(next);
    }
    Spreads { sheet: Sheet::new(lines), columns, spreads }
}

/// The headline on as many spreads as it needs. The last of them has room for columns, when there are to be any.
fn heads(lines: usize, height: usize, columns: bool) -> Vec<Spread> {
    let mut spreads = Vec::new();
    let mut start = 0;
    loop {
        let end = lines.min(start + height);
        spreads.push(Spread { head: start..end, columns: Vec::new() });
        start = end;
        if start == lines {
            break;
        }
    }
    let crowded =
        spreads.last().is_some_and(|last| !last.head.is_empty() && last.head.len() + 1 + SHORTEST > height);
    if columns && crowded {
        spreads.push(Spread { head: lines..lines, columns: Vec::new() });
    }
    spreads
}

/// The columns of a spread from line `start` on. When all that is left finds room, the columns are as short as they can
/// be, so that they are about equal.
fn fill(lines: &[Line], start: usize, count: usize, height: usize) -> Vec<Range<usize>> {
    let full = pour(lines, start, count, height);
    if full.last().is_some_and(|last| begin(lines, last.end) < lines.len()) {
        return full;
    }
    let rest = lines.len() - start;
    let lower = (rest.div_ceil(count)..height).map(|height| pour(lines, start, count, height));
    let mut whole =
        lower.filter(|columns| columns.last().is_none_or(|last| begin(lines, last.end) == lines.len()));
    whole.next().unwrap_or(full)
}

/// Columns of at most `height` rows, one after the other, each ended where it is best.
fn pour(lines: &[Line], start: usize, count: usize, height: usize) -> Vec<Range<usize>> {
    let mut columns = Vec::with_capacity(count);
    let mut at = start;
    while columns.len() < count && at < lines.len() {
        let end = end(lines, at, height);
        columns.push(at..inked(lines, at, end));
        at = begin(lines, end);
    }
    columns
}

/// Where a column from `start` ends: at the cheapest place among the last rows, the lowest of equals.
fn end(lines: &[Line], start: usize, height: usize) -> usize {
    let bottom = start + height;
    if bottom >= lines.len() {
        return lines.len();
    }
    let spared = SPARED.min((height - 1) / 2);
    let places = (bottom - spared..=bottom).rev();
    places.min_by_key(|&end| price(lines, end) + (bottom - end)).unwrap_or(bottom)
}

/// What it costs to end a column before line `at`, in rows left empty that one would rather have.
fn price(lines: &[Line], at: usize) -> usize {
    use LineKind::{Blank, Body, BodyFirst, Caption, Credit, Jump, Subhead};
    let kind = |nth: usize| lines.get(nth).map_or(Blank, |line| line.kind);
    let before = at.checked_sub(1).map_or(Blank, kind);
    // Blank lines at a column's end and head are not set.
    let above = (0..at).rev().map(kind).find(|&kind| kind != Blank).unwrap_or(Blank);
    match (above, kind(at)) {
        // A subhead stands over its text.
        (Subhead, _) => 4 * SPARED,
        // So does a picture over its credit, and a story's end is not told apart from it.
        (Caption, Caption | Credit) | (_, Jump) => 3 * SPARED,
        // The first line of a paragraph alone at the bottom, its last line alone at the top.
        (BodyFirst, Body) if before == BodyFirst => 2 * SPARED,
        (Body | BodyFirst, Body) if kind(at + 1) != Body => 2 * SPARED,
        _ => 0,
    }
}

/// The first line from `at` on that is not blank.
fn begin(lines: &[Line], at: usize) -> usize {
    (at..lines.len()).find(|&nth| lines[nth].kind != LineKind::Blank).unwrap_or(lines.len())
}

/// `end`, without the blank lines before it.
fn inked(lines: &[Line], start: usize, end: usize) -> usize {
    (start..end).rev().find(|&nth| lines[nth].kind != LineKind::Blank).map_or(start, |last| last + 1)
}
