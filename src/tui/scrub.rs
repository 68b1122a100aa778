//! Scrub: the last look at a frame before it is sent. Whatever a widget put there, no terminal sees what it must not.

use crate::layout::{Ambiguous, is_ambiguous, stand_in, width};
use crate::source::is_safe;
use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::style::{Color, Modifier};
use std::num::NonZeroU16;

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

/// Makes every cell safe to send, every wide character whole, and every ambiguous one as wide as the policy has it.
pub fn scrub(frame: &mut Buffer, ambiguous: Ambiguous) {
    let width = usize::from(frame.area.width).max(1);
    frame.content.iter_mut().for_each(make_safe);
    for row in frame.content.chunks_mut(width) {
        if ambiguous != Ambiguous::Narrow {
            settle(row, ambiguous);
        }
        mend(row);
    }
}

fn make_safe(cell: &mut Cell) {
    let symbol = cell.symbol();
    if symbol == " " || symbol.is_empty() {
        cell.set_symbol(" ");
        if !cell.modifier.intersects(VISIBLE_ON_BLANK) {
            // A blank looks the same in any ink; in none it costs no bytes. On a coloured ground letters are of a colour
            // as well, and a blank between them is best in theirs.
            if cell.bg == Color::Reset {
                cell.fg = Color::Reset;
            }
            cell.modifier = Modifier::empty();
        }
    } else if !symbol.chars().all(is_safe) || cell.cell_width() == 0 || has_doubtful_tail(symbol) {
        // Also what has no width: it would join the cell before it.
        cell.set_symbol(INSTEAD);
    } else if symbol.len() > MOST_BYTES {
        let end = (0..=MOST_BYTES).rev().find(|&i| symbol.is_char_boundary(i)).unwrap_or(0);
        let short = symbol[..end].to_owned();
        cell.set_symbol(&short);
    }
}

/// Gives ambiguous characters their columns, and replaces them where none may be sent. Who drew with the policy in mind
/// left blanks for the columns; who did not gets what fits into one.
fn settle(row: &mut [Cell], ambiguous: Ambiguous) {
    for x in 0..row.len() {
        let symbol = row[x].symbol();
        if symbol.is_ascii() || !is_ambiguous(symbol) {
            continue;
        }
        let columns = width(symbol, ambiguous).0;
        let room = usize::from(columns) <= blanks_from(&row[x + 1..]) + 1;
        let symbol = match (ambiguous, room) {
            (Ambiguous::Replace, true) if is_apostrophe(row, x) => "'",
            (Ambiguous::Replace, true) => stand_in(symbol),
            (_, true) => {
                row[x].diff_option =
                    NonZeroU16::new(columns).map_or(CellDiffOption::None, CellDiffOption::ForcedWidth);
                continue;
            }
            (_, false) => narrow(stand_in(symbol)),
        };
        row[x].set_symbol(symbol).set_diff_option(CellDiffOption::None);
    }
}

/// How many blanks a row begins with.
fn blanks_from(row: &[Cell]) -> usize {
    row.iter().take_while(|cell| cell.symbol() == " ").count()
}

/// True for the ’ of *don’t*, which is no quotation mark. Behind it there is a blank that belongs to it.
fn is_apostrophe(row: &[Cell], x: usize) -> bool {
    let is_letter = |at: Option<usize>| {
        let cell = at.and_then(|at| row.get(at));
        cell.is_some_and(|cell| cell.symbol().starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    row[x].symbol() == "’" && is_letter(x.checked_sub(1)) && is_letter(Some(x + 2))
}

/// What stands for a stand-in where there is only one cell for it.
fn narrow(stand_in: &'static str) -> &'static str {
    match stand_in {
        "「" | "」" => "\"",
        "『" | "』" => "'",
        "－" => "-",
        "・" => ".",
        "〇" => "0",
        "＊" => "*",
        _ if stand_in.is_ascii() => &stand_in[..1],
        _ => INSTEAD,
    }
}

/// True for what is no single character, and whose width cannot be known.
fn has_doubtful_tail(symbol: &str) -> bool {
    symbol.char_indices().skip(1).any(|(at, _)| is_ambiguous(&symbol[at..]))
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
            row[x].set_symbol(" ").set_diff_option(CellDiffOption::None);
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
        check_under(Ambiguous::Narrow, symbols, expect);
    }

    #[track_caller]
    fn check_under(ambiguous: Ambiguous, symbols: &[&str], expect: &[&str]) {
        let mut frame = Buffer::empty(Rect::new(0, 0, u16::try_from(symbols.len()).unwrap(), 1));
        for (cell, symbol) in frame.content.iter_mut().zip(symbols) {
            cell.set_symbol(symbol);
        }
        scrub(&mut frame, ambiguous);
        let left: Vec<&str> = frame.content.iter().map(Cell::symbol).collect();
        assert_eq!(left, expect);
    }

    #[test]
    fn nothing_that_moves_the_terminal_passes() {
        check(&["\x1b[2J", "\u{9b}", "\n"], &["?", "?", "?"]);
        check(&["\u{202e}", "a\u{200b}", "\u{feff}"], &["?", "?", "?"]);
        check(&["\u{e0041}", "\u{e000}", "\u{10ffff}"], &["?", "?", "?"]);
        check(&["）”、", "a—", "c\u{301}"], &["?", "?", "c\u{301}"]);
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
    fn ambiguous_characters_get_their_columns_or_something_that_fits() {
        for wide in [Ambiguous::Wide, Ambiguous::Safe] {
            check_under(wide, &["“", " ", "路", " ", "…"], &["“", " ", "路", " ", "."]);
            check_under(wide, &["“", "路", " ", "│", "x", "é"], &["\"", "路", " ", "|", "x", "e"]);
            let mut frame = Buffer::with_lines(["“ x"]);
            scrub(&mut frame, wide);
            assert_eq!(frame[(0, 0)].cell_width(), 2);
        }
        check_under(Ambiguous::Replace, &["“", " ", "路", " ", "”", "x"], &["「", " ", "路", " ", "\"", "x"]);
        check_under(Ambiguous::Replace, &["…", " ", " ", "①", "x", "│"], &["...", " ", " ", "(", "x", "|"]);
        check_under(Ambiguous::Replace, &["n", "’", " ", "t", "’", " "], &["n", "'", " ", "t", "』", " "]);
        check_under(Ambiguous::Replace, &["α", " ", "α", "x"], &["〓", " ", "?", "x"]);
    }

    #[test]
    fn ink_on_blanks_is_dropped_unless_it_can_be_seen() {
        let mut frame = Buffer::empty(Rect::new(0, 0, 3, 1));
        frame.content[2].set_fg(Color::Red).set_bg(Color::White).modifier = Modifier::BOLD;
        frame.content[0].set_fg(Color::Red).modifier = Modifier::BOLD;
        frame.content[1].set_fg(Color::Red).modifier = Modifier::REVERSED;
        scrub(&mut frame, Ambiguous::Narrow);
        assert_eq!((frame.content[0].fg, frame.content[0].modifier), (Color::Reset, Modifier::empty()));
        assert_eq!((frame.content[1].fg, frame.content[1].modifier), (Color::Red, Modifier::REVERSED));
        assert_eq!((frame.content[2].fg, frame.content[2].modifier), (Color::Red, Modifier::empty()));
    }
}
