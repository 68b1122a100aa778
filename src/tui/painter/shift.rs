//! Shift: finds the rows that a frame has only moved up or down.
//!
//! Rows are told apart by a hash, which may err: what comes out is a suggestion, and the painter takes it only when it
//! has found it shorter.

use ratatui::buffer::{Buffer, Cell};

/// A band of rows in which all move up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    /// The first row.
    pub(super) top: u16,
    /// The last row.
    pub(super) bottom: u16,
    /// By how many rows they move up; down if below 0. Never 0, and less than the band is high.
    pub(super) by: i32,
}

impl Shift {
    /// The row that stands in row `y` after the shift; none where a blank one came in.
    pub(super) fn source(self, y: u16) -> Option<u16> {
        if !(self.top..=self.bottom).contains(&y) {
            return Some(y);
        }
        let from = u16::try_from(i32::from(y) + self.by).ok()?;
        (self.top..=self.bottom).contains(&from).then_some(from)
    }
}

/// What a row is known by.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    hash: u64,
    /// There is nothing on it to know it by.
    blank: bool,
}

/// The shift worth trying: by whole rows, else by their right halves, where the text is while a list that
/// stays stands beside it.
pub(super) fn suggestion(shown: &Buffer, next: &Buffer) -> Option<Shift> {
    let half = usize::from(next.area.width / 2);
    [0, half].into_iter().find_map(|from| find(&keys(shown, from), &keys(next, from)))
}

fn keys(buffer: &Buffer, from: usize) -> Vec<Key> {
    buffer.content.chunks(usize::from(buffer.area.width).max(1)).map(|row| key(&row[from..])).collect()
}

/// Only what tells most rows apart is looked at, which is ink (the multiplier is FxHash's).
fn key(row: &[Cell]) -> Key {
    let mut key = Key { hash: 0, blank: true };
    let mut add = |word: u64| key.hash = (key.hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    for cell in row {
        // A column that is hidden is blank in frames.
        let symbol = cell.symbol().as_bytes();
        if matches!(symbol, b" " | b"") {
            add(0);
        } else {
            key.blank = false;
            symbol.iter().for_each(|&b| add(u64::from(b)));
            add(u64::from(cell.modifier.bits()));
        }
    }
    key
}

/// The shift by which most rows come to stand where they are wanted.
fn find(old: &[Key], new: &[Key]) -> Option<Shift> {
    let rows = new.len();
    // By how many rows, from `rows - 1` down to `rows - 1` up.
    let mut votes = vec![0_usize; 2 * rows];
    for (y, key) in moved(old, new) {
        for (from, _) in old.iter().enumerate().filter(|(_, old)| *old == key) {
            votes[rows + from - y] += 1;
        }
    }
    let (most, count) =
        votes.iter().enumerate().max_by_key(|&(nth, &count)| (count, nth.abs_diff(rows).wrapping_neg()))?;
    if *count < 2 {
        return None;
    }
    let by = i32::try_from(most).ok()? - i32::try_from(rows).ok()?;
    let from = |y: usize| usize::try_from(i32::try_from(y).ok()? + by).ok();
    let mut matching = moved(old, new)
        .map(|(y, _)| y)
        .filter(|&y| from(y).is_some_and(|from| old.get(from) == Some(&new[y])));
    let first = matching.next()?;
    let last = matching.last().unwrap_or(first);
    let (top, bottom) = (first.min(from(first)?), last.max(from(last)?));
    Some(Shift { top: u16::try_from(top).ok()?, bottom: u16::try_from(bottom).ok()?, by })
}

/// The rows that differ from what stood there, and are not blank.
fn moved<'a>(old: &'a [Key], new: &'a [Key]) -> impl Iterator<Item = (usize, &'a Key)> {
    new.iter().enumerate().zip(old).filter(|((_, new), old)| new != old && !new.blank).map(|(new, _)| new)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found between rows of one letter each; `.` is a blank row.
    #[track_caller]
    fn check(old: &str, new: &str, expect: Option<(u16, u16, i32)>) {
        let lines = |rows: &str| {
            Buffer::with_lines(rows.chars().map(|c| if c == '.' { "  ".into() } else { format!(" {c}") }))
        };
        let found = suggestion(&lines(old), &lines(new)).map(|shift| (shift.top, shift.bottom, shift.by));
        assert_eq!(found, expect, "{old} {new}");
    }

    #[test]
    fn bands_that_move_are_found() {
        check("habcdefs", "hbcdefgt", Some((1, 6, 1)));
        check("hbcdefgs", "habcdeft", Some((1, 6, -1)));
        check("habcdefgs", "hdefgxyzs", Some((1, 7, 3)));
        check("ha..b.cs", "h..b.cds", Some((3, 6, 1)));
    }

    #[test]
    fn what_stays_or_is_new_is_no_band() {
        check("abcdef", "abcdef", None);
        check("abcdef", "uvwxyz", None);
        check("abcdef", "axcyef", None);
        check("......", "abcdef", None);
        check("abcdef", "......", None);
        check("", "", None);
    }

    #[test]
    fn a_row_comes_from_within_its_band_or_from_nowhere() {
        let up = Shift { top: 2, bottom: 5, by: 2 };
        let from: Vec<Option<u16>> = (0..8).map(|y| up.source(y)).collect();
        assert_eq!(from, [Some(0), Some(1), Some(4), Some(5), None, None, Some(6), Some(7)]);
        let down = Shift { by: -3, ..up };
        let from: Vec<Option<u16>> = (0..8).map(|y| down.source(y)).collect();
        assert_eq!(from, [Some(0), Some(1), None, None, None, Some(2), Some(6), Some(7)]);
    }
}
