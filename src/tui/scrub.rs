//! Scrub: the last look at a frame before it is sent. Whatever a widget put there, no terminal sees what it must not.

use crate::source::is_safe;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};

/// A cell that needs more bytes is a heap of combining marks, not a character: two marks on a base need 12.
const MOST_BYTES: usize = 32;
/// What stands where something unsafe stood. ASCII, because the width of U+FFFD is not the same everywhere.
const INSTEAD: &str = "?";
/// What one can see of a style where there is no glyph.
pub(super) const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Makes every cell safe to send, and every wide character whole.
pub(super) fn scrub(frame: &mut Buffer) {
    let width = usize::from(frame.area.width).max(1);
    frame.content.iter_mut().for_each(make_safe);
    for row in frame.content.chunks_mut(width) {
        mend(row);
    }
}

fn make_safe(cell: &mut Cell) {
    let symbol = cell.symbol();
    if symbol == " " || symbol.is_empty() {
        cell.set_symbol(" ");
        if !cell.modifier.intersects(VISIBLE_ON_BLANK) {
            // A blank looks the same in any ink; in none it costs no bytes.
            cell.fg = Color::Reset;
            cell.modifier = Modifier::empty();
        }
    } else if !symbol.chars().all(is_safe) || cell.cell_width() == 0 {
        // Also what has no width: it would join the cell before it.
        cell.set_symbol(INSTEAD);
    } else if symbol.len() > MOST_BYTES {
        let end = (0..=MOST_BYTES).rev().find(|&i| symbol.is_char_boundary(i)).unwrap_or(0);
        let short = symbol[..end].to_owned();
        cell.set_symbol(&short);
    }
}

/// A wide character under which something else begins, or that has no second column, becomes a blank: half a
/// character cannot be shown, and ratatui's own diff would drop what lies on its second half.
fn mend(row: &mut [Cell]) {
    let mut x = 0;
    while x < row.len() {
        let columns = usize::from(row[x].cell_width()).max(1);
        let covered = row.get(x + 1..x + columns);
        if covered.is_some_and(|cells| cells.iter().all(|cell| cell.symbol() == " ")) {
            x += columns;
        } else {
            row[x].set_symbol(" ").set_diff_option(ratatui::buffer::CellDiffOption::None);
            x += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    /// What is left of a row whose cells hold these symbols.
    #[track_caller]
    fn check(symbols: &[&str], expect: &[&str]) {
        let mut frame = Buffer::empty(Rect::new(0, 0, u16::try_from(symbols.len()).unwrap(), 1));
        for (cell, symbol) in frame.content.iter_mut().zip(symbols) {
            cell.set_symbol(symbol);
        }
        scrub(&mut frame);
        let left: Vec<&str> = frame.content.iter().map(Cell::symbol).collect();
        assert_eq!(left, expect);
    }

    #[test]
    fn nothing_that_moves_the_terminal_passes() {
        check(&["\x1b[2J", "\u{9b}", "\n"], &["?", "?", "?"]);
        check(&["\u{202e}", "a\u{200b}", "\u{feff}"], &["?", "?", "?"]);
        check(&["\u{e0041}", "\u{e000}", "\u{10ffff}"], &["?", "?", "?"]);
        check(&["\u{301}", "", "报", "", "é"], &["?", " ", "报", " ", "é"]);
    }

    #[test]
    fn a_heap_of_marks_is_cut_to_32_bytes() {
        let heap = format!("a{}", "\u{301}".repeat(1_000_000));
        let cut = format!("a{}", "\u{301}".repeat(15));
        check(&[&heap], &[&cut]);
    }

    #[test]
    fn half_a_wide_character_is_none() {
        check(&["中", "│", "x"], &[" ", "│", "x"]);
        check(&["x", "中"], &["x", " "]);
        check(&["中", "文", " "], &[" ", "文", " "]);
        check(&["中", " ", "文", " "], &["中", " ", "文", " "]);
    }

    #[test]
    fn ink_on_blanks_is_dropped_unless_it_can_be_seen() {
        let mut frame = Buffer::empty(Rect::new(0, 0, 2, 1));
        frame.content[0].set_fg(Color::Red).modifier = Modifier::BOLD;
        frame.content[1].set_fg(Color::Red).modifier = Modifier::REVERSED;
        scrub(&mut frame);
        assert_eq!((frame.content[0].fg, frame.content[0].modifier), (Color::Reset, Modifier::empty()));
        assert_eq!((frame.content[1].fg, frame.content[1].modifier), (Color::Red, Modifier::REVERSED));
    }
}
