//! Frames, the bytes they cost, and what a terminal makes of them.

use super::*;
use crate::layout::Ambiguous;
use crate::tui::scrub::scrub;
use proptest::prelude::*;
use ratatui::buffer::CellDiffOption;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZeroU16;

const AREA: Rect = Rect::new(0, 0, 20, 3);

fn frame(area: Rect, rows: &[&str]) -> Buffer {
    let mut frame = Buffer::empty(area);
    for (y, row) in (0..).zip(rows) {
        frame.set_string(0, y, row, Style::new());
    }
    scrub(&mut frame, Ambiguous::Narrow);
    frame
}

/// A painter that shows `frame` and has lost sight of the cursor.
fn painter_showing(frame: &Buffer) -> Painter {
    let mut painter = Painter::default();
    painter.paint(frame, None);
    painter.hand.lose();
    painter
}

/// The bytes from one screen to the next, without the brackets around the frame.
#[track_caller]
fn check(before: &[&str], after: &[&str], expect: &str) {
    let mut painter = painter_showing(&frame(AREA, before));
    let bytes = String::from_utf8(painter.paint(&frame(AREA, after), None).to_vec()).unwrap();
    let inside = bytes.strip_prefix("\x1b[?2026h").and_then(|b| b.strip_suffix("\x1b[?2026l"));
    assert_eq!(inside.unwrap_or(&bytes), expect);
}

#[test]
fn an_unchanged_frame_costs_nothing() {
    let page = ["昨日合龙", "", "“一桥通达”"];
    check(&page, &page, "");
    let mut painter = Painter::default();
    let at = Some(Position::new(3, 1));
    assert!(!painter.paint(&frame(AREA, &page), at).is_empty());
    assert!(painter.paint(&frame(AREA, &page), at).is_empty());
    assert_eq!(painter.paint(&frame(AREA, &page), None), b"\x1b[?2026h\x1b[?25l\x1b[?2026l");
}

#[test]
fn a_row_of_wide_characters_needs_one_move() {
    check(&[""], &["跨江大桥昨日合龙"], "\x1b[H跨江大桥昨日合龙");
    check(&["abc"], &["abd"], "\x1b[1;3Hd");
    check(&["春天、夏天"], &["秋天、冬天"], "\x1b[H秋\x1b[4C冬");
    check(&["春天来了", "", "x"], &["春天走了", "", "y"], "\x1b[1;5H走\r\n\ny");
}

#[test]
fn a_short_gap_is_written_over() {
    check(&[""], &["a bc   d"], "\x1b[Ha bc   d");
    check(&["abcde"], &["xbcdx"], "\x1b[Hxbcdx");
    check(&["abcdef"], &["xbcdex"], "\x1b[Hx\x1b[4Cx");
    check(&["a中b"], &["x中y"], "\x1b[Hx\x1b[2Cy");
}

#[test]
fn a_row_that_gets_shorter_is_erased_at_once() {
    check(&["跨江大桥昨日合龙"], &["跨江"], "\x1b[1;5H\x1b[K");
    check(&["abcdefgh"], &[""], "\x1b[H\x1b[K");
    check(&["0123456789012345678x"], &["0123456789012345678"], "\x1b[1;20H ");
}

#[test]
fn after_a_doubtful_width_the_cursor_is_placed_anew() {
    check(&[""], &["共建“路”"], "\x1b[H共建“\x1b[6G路”");
    check(&[""], &["共e\u{301}f"], "\x1b[H共e\u{301}\x1b[4Gf");
}

#[test]
fn of_a_rule_half_is_written_at_once() {
    // Drawn two columns wide, four reach as far as eight.
    check(&[""], &["──────── 路"], "\x1b[H────\x1b[5G──\x1b[7G─\x1b[8G─\r\x1b[9C路");
    // What comes next is written over what may have been taken too much.
    check(&[""], &["——路上"], "\x1b[H——\x1b[3G路上");
    check(&["xx路上"], &["——路上"], "\x1b[H—\r\x1b[C—");
    // Up to the last column but one: nothing wraps.
    check(
        &[""],
        &["────────────────────"],
        "\x1b[H─────────\r\x1b[9C─────\x1b[15G──\x1b[17G─\x1b[18G─\x1b[19G─\x1b[1;20H─",
    );
}

#[test]
fn a_screen_begins_with_the_pen_that_saves_most() {
    let mut wanted = frame(AREA, &["河湾日报", "第1版"]);
    wanted.set_style(Rect::new(0, 0, 8, 1), Style::new().bold());
    let bytes = String::from_utf8(Painter::default().paint(&wanted, None).to_vec()).unwrap();
    assert_eq!(bytes, "\x1b[;1m\x1b[H\x1b[J河湾日报\r\n\x1b[m第1版");
}

#[test]
fn where_widths_are_known_it_is_not() {
    let mut painter = painter_showing(&frame(AREA, &[""]));
    painter.rely(Certainty::Known);
    let bytes =
        String::from_utf8(painter.paint(&frame(AREA, &["共建“路”，①e\u{301}f"]), None).to_vec()).unwrap();
    assert!(bytes.contains("\x1b[H共建“路”，①\x1b[12Ge\u{301}\x1b[13Gf"), "{bytes:?}");
}

#[test]
fn rows_that_moved_are_moved() {
    let area = Rect::new(0, 0, 60, 8);
    let row = |nth: u32| (0..30).filter_map(|x| char::from_u32(0x4E00 + nth * 40 + x)).collect::<String>();
    let page = |first: u32| {
        let rows: Vec<String> = (first..first + 7).map(row).collect();
        let rows: Vec<&str> = ["河湾日报"].into_iter().chain(rows.iter().map(String::as_str)).collect();
        frame(area, &rows)
    };
    let mut painter = painter_showing(&page(5));
    for (first, moves, y) in [(6, "\x1b[2;8r\x1b[2H\x1b[M\x1b[r", 7), (4, "\x1b[2;8r\x1b[2H\x1b[2L\x1b[r", 1)]
    {
        let bytes = String::from_utf8(painter.paint(&page(first), None).to_vec()).unwrap();
        let new = row(if y == 1 { first } else { first + 6 });
        assert!(bytes.contains(moves) && bytes.contains(&new) && bytes.len() < 260, "{bytes:?}");
    }
}

#[test]
fn on_a_coloured_ground_blanks_clear_what_erasing_would_not() {
    let mut wanted = frame(AREA, &[""]);
    let forced = CellDiffOption::ForcedWidth(NonZeroU16::new(2).unwrap());
    wanted.set_style(Rect::new(0, 0, 20, 1), Style::new().reversed());
    wanted[(0, 0)].set_symbol("“").set_diff_option(forced);
    let mut painter = painter_showing(&frame(AREA, &["xxxxx"]));
    let bytes = String::from_utf8(painter.paint(&wanted, None).to_vec()).unwrap();
    assert!(bytes.contains("\x1b[H\x1b[7m  \x1b[1G“\x1b[3G "), "{bytes:?}");
}

#[test]
fn a_forced_width_is_cleared_first() {
    let mut wanted = frame(AREA, &[""]);
    let forced = CellDiffOption::ForcedWidth(NonZeroU16::new(2).unwrap());
    wanted[(0, 0)].set_symbol("“").set_diff_option(forced);
    wanted[(2, 0)].set_symbol("路");
    let mut painter = painter_showing(&frame(AREA, &["xxxxx"]));
    let bytes = String::from_utf8(painter.paint(&wanted, None).to_vec()).unwrap();
    assert!(bytes.contains("\x1b[H\x1b[2X“\x1b[3G路"), "{bytes:?}");
}

#[test]
fn the_second_half_of_a_character_that_goes_is_written_too() {
    check(&["中x"], &["a x"], "\x1b[Ha ");
    check(&["中文"], &["a 中"], "\x1b[Ha 中");
}

/// What a page costs. `cargo test` shows no figures; the bounds are the ones we hold to (bytes at 80×24).
#[test]
fn a_page_costs_about_its_text() {
    let area = Rect::new(0, 0, 80, 24);
    let page = |first: u32| {
        let row = |y: u32| (0..36).filter_map(move |x| char::from_u32(0x4E00 + first + y * 36 + x));
        let rows: Vec<String> = (0..24).map(|y| row(y).collect()).collect();
        frame(area, &rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let mut painter = Painter::default();
    let text = 24 * 36 * 3;
    assert!(painter.paint(&page(0), None).len() < text + 24 * 8 + 40);
    assert!(painter.paint(&page(5000), None).len() < text + 24 * 8 + 40);
}

/// What one sees of a cell. A blank shows no ink, unless it is reversed.
fn look(symbol: &str, fg: vt100::Color, bg: vt100::Color, inverse: bool) -> String {
    match symbol {
        "" | " " if !inverse => format!("blank on {bg:?}"),
        "" => look(" ", fg, bg, inverse),
        _ => format!("{symbol} {fg:?} on {bg:?} {inverse}"),
    }
}

/// Shows frames on an emulated terminal; returns what it shows then, and what the last frame wanted, cell by cell.
fn show(frames: &[Buffer], cursors: &[Option<Position>]) -> (Vec<String>, Vec<String>) {
    let mut painter = Painter::default();
    let area = frames[0].area;
    let size = |cells| NonZeroU16::new(cells).unwrap();
    let mut terminal = vt100::Parser::new(size(area.height), size(area.width), 0);
    // As who takes it over does.
    terminal.process(b"\x1b[?25l");
    for (frame, cursor) in frames.iter().zip(cursors) {
        terminal.process(painter.paint(frame, *cursor));
    }
    let screen = terminal.screen();
    let at = screen.cursor_position();
    let cursor = (!screen.hide_cursor()).then(|| Position::new(at.1, at.0));
    let mut got = vec![format!("{cursor:?}")];
    let mut expect = vec![format!("{:?}", cursors[cursors.len() - 1])];
    let colour = |colour| match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::Blue => vt100::Color::Idx(4),
        _ => vt100::Color::Default,
    };
    let last = &frames[frames.len() - 1];
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let (cell, seen) = (&last[(x, y)], screen.cell(y, x).unwrap());
            let inverse = cell.modifier.contains(Modifier::REVERSED);
            got.push(look(seen.contents(), seen.fgcolor(), seen.bgcolor(), seen.inverse()));
            expect.push(look(cell.symbol(), colour(cell.fg), colour(cell.bg), inverse));
            x += cell.cell_width().max(1);
        }
    }
    (got, expect)
}

fn any_frame() -> impl Strategy<Value = Buffer> {
    let symbol = prop_oneof![
        4 => Just(" "), 2 => Just("a"), 3 => Just("中"), 2 => Just("报"), 1 => Just("“"), 1 => Just("é")
    ];
    let colour = prop_oneof![3 => Just(Color::Reset), 1 => Just(Color::Red), 1 => Just(Color::Blue)];
    let modifier = prop_oneof![4 => Just(Modifier::empty()), 1 => Just(Modifier::REVERSED)];
    let cell = (symbol, colour.clone(), colour, modifier);
    prop::collection::vec(cell, 27).prop_map(|cells| {
        let mut frame = Buffer::empty(Rect::new(0, 0, 9, 3));
        for (cell, (symbol, fg, bg, modifier)) in frame.content.iter_mut().zip(cells) {
            let style = Style::new().fg(fg).bg(bg).add_modifier(modifier);
            cell.set_symbol(symbol).set_style(style);
        }
        scrub(&mut frame, Ambiguous::Narrow);
        frame
    })
}

proptest! {
    /// Whatever was shown, the terminal shows the last frame in the end.
    #[test]
    fn the_terminal_shows_the_frame(
        frames in prop::collection::vec(any_frame(), 1..5),
        cursors in prop::collection::vec(prop::option::of((0_u16..9, 0_u16..3)), 5),
    ) {
        let cursors: Vec<_> =
            cursors[..frames.len()].iter().map(|at| at.map(Position::from)).collect();
        let (got, expect) = show(&frames, &cursors);
        prop_assert_eq!(got, expect);
    }
}
