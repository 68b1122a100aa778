//! Painting, byte by byte: what is sent, and what terminals that draw “ in one cell or in two make of it.

#![allow(clippy::unwrap_used)] // Also what stands beside the tests is test.

mod painting {
    mod figures;
    mod first;
    pub(crate) mod model;
    pub(crate) mod session;
    mod trouble;
    pub(crate) mod wall;
}

use dubao::lang::Lang;
use dubao::layout::{Ambiguous, Cells};
use dubao::reader::{Columns, Key, KeyCode, Settings};
use dubao::theme::{Role, Theme};
use dubao::tui::{Certainty, Painter, scrub};
use dubao::widget::Pen;
use painting::model::Kind;
use painting::session::Session;
use painting::wall::{Reading, Wall, certainty, difference, terminal_theme};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Policies and the terminals on which they are right.
const RIGHT: [(Ambiguous, Kind); 6] = [
    (Ambiguous::Narrow, Kind::Narrow),
    (Ambiguous::Wide, Kind::Wide),
    (Ambiguous::Safe, Kind::Narrow),
    (Ambiguous::Safe, Kind::Wide),
    (Ambiguous::Replace, Kind::Narrow),
    (Ambiguous::Replace, Kind::Wide),
];

fn settings(ambiguous: Ambiguous) -> Settings {
    Settings { ambiguous, lang: Lang::Zh, ..Settings::default() }
}

fn key(c: char) -> Key {
    Key::char(c)
}

/// Keys as a string; a carriage return is Enter, an escape is Esc.
fn typed(keys: &str) -> impl Iterator<Item = Key> {
    keys.chars().map(|c| match c {
        '\r' => ENTER,
        '\u{1b}' => Key::plain(KeyCode::Esc),
        c => key(c),
    })
}

const ENTER: Key = Key::plain(KeyCode::Enter);
const SPACE: Key = Key::plain(KeyCode::Char(' '));

#[test]
fn the_demo_edition_is_right_on_terminals_of_either_kind() {
    let keys = [ENTER, key('j'), key('j'), SPACE, key('?'), key('j'), key('?'), key('t'), key('t'), key('S')];
    let keys = [&keys[..], &[key('J'), key('J'), key('\\'), key('k'), key('/'), key('桥'), ENTER, key('n')]]
        .concat();
    for (ambiguous, kind) in RIGHT {
        for size in [(80, 24), (120, 40), (40, 20), (20, 6)] {
            let mut reading = Reading::new(size, settings(ambiguous));
            let mut wall = Wall::new(ambiguous, kind, size, certainty(ambiguous));
            for &key in &keys {
                let (frame, cursor) = reading.press(key).draw();
                wall.paint(&frame, cursor);
            }
        }
    }
}

#[test]
fn nothing_ambiguous_is_sent_where_none_may_be() {
    let (mut painter, mut reading) =
        (Painter::default(), Reading::new((120, 40), settings(Ambiguous::Replace)));
    for key in [ENTER, SPACE, key('J'), key('?'), key('t')] {
        let (mut frame, cursor) = reading.press(key).draw();
        scrub(&mut frame, Ambiguous::Replace);
        let sent = String::from_utf8(painter.paint(&frame, cursor).to_vec()).unwrap();
        let bad = |c: &char| dubao::layout::is_ambiguous(&c.to_string());
        assert_eq!(sent.chars().find(bad), None);
    }
}

/// The dearest line, scrolled with `j` and `k` through an article in one column.
fn dearest_line(size: (u16, u16), settings: Settings) -> usize {
    let mut reading = Reading::new(size, settings);
    reading.press(ENTER);
    let mut wall = Wall::new(settings.ambiguous, Kind::Narrow, size, Certainty::Known);
    let (frame, cursor) = reading.draw();
    wall.paint(&frame, cursor);
    let mut scrolled = Vec::new();
    for key in ["j"; 30].iter().chain(&["k"; 30]).map(|key| key.chars().next().unwrap()) {
        let moved = wall.model.moved;
        let (frame, cursor) = reading.press(Key::char(key)).draw();
        let bytes = wall.paint(&frame, cursor);
        if wall.model.moved > moved {
            scrolled.push(bytes);
        }
    }
    assert!(scrolled.len() >= 6, "scrolled {} times only", scrolled.len());
    scrolled.into_iter().max().unwrap()
}

#[test]
fn a_scrolled_line_costs_that_line() {
    let bytes = dearest_line((80, 24), settings(Ambiguous::Narrow));
    assert!(bytes <= 200, "{bytes} at 80x24");
    // The text must be longer than the window: twenty cells a line make it so.
    let one_column = Settings {
        wide_from: 1000,
        measure: Cells(20),
        columns: Columns::Most(1),
        ..settings(Ambiguous::Narrow)
    };
    let bytes = dearest_line((200, 50), one_column);
    assert!(bytes <= 400, "{bytes} at 200x50");
}

/// A page of long lines of Han, as wide as the window, from a line on.
fn full_page((columns, rows): (u16, u16), first: u32) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, columns, rows));
    for y in 0..rows - 1 {
        let han = |x: u32| char::from_u32(0x4E00 + ((first + u32::from(y)) * 97 + x) % 0x5000);
        let line: String = (0..u32::from(columns / 2)).filter_map(han).collect();
        Pen::new(&mut frame, Rect::new(0, y, columns, 1), Theme::default(), Ambiguous::Narrow)
            .write(&line, Role::Text);
    }
    let place = format!(" 第1版  {first}%");
    Pen::new(&mut frame, Rect::new(0, rows - 1, columns, 1), Theme::default(), Ambiguous::Narrow)
        .write(&place, Role::Text);
    frame
}

#[test]
fn full_lines_too() {
    for (size, most) in [((80, 24), 200), ((200, 50), 400)] {
        let mut wall = Wall::new(Ambiguous::Narrow, Kind::Narrow, size, Certainty::Known);
        wall.paint(&full_page(size, 20), None);
        for first in [21, 22, 23, 22, 21, 20, 19] {
            let bytes = wall.paint(&full_page(size, first), None);
            assert!(bytes <= most, "{bytes} at {size:?}");
        }
        // Half a page costs half a page.
        let whole = wall.paint(&full_page(size, 1000), None);
        let half = wall.paint(&full_page(size, 1000 + u32::from(size.1) / 2), None);
        assert!(half * 10 < whole * 6, "{half} of {whole}");
    }
}

#[test]
fn a_list_beside_the_text_does_not_keep_it_from_scrolling() {
    let size = (120, 24);
    let beside = Settings { measure: Cells(40), ..settings(Ambiguous::Narrow) };
    let (mut reading, mut wall) =
        (Reading::new(size, beside), Wall::new(Ambiguous::Narrow, Kind::Narrow, size, Certainty::Known));
    let mut bytes = Vec::new();
    for key in [ENTER, key('j'), key('j'), key('j'), key('j'), key('j')] {
        let (frame, cursor) = reading.press(key).draw();
        bytes.push(wall.paint(&frame, cursor));
    }
    assert!(bytes[1..].iter().all(|&line| line * 10 < bytes[0] * 6), "{bytes:?}");
}

/// A line of text at a place of a window, or a blank rectangle with text in it, as an overlay has.
#[derive(Clone, Debug)]
struct Patch {
    at: (u16, u16),
    size: (u16, u16),
    text: String,
    role: Role,
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[中报纸的春天]{1,6}",
        2 => "[“”‘’—…·①│é★]{1,3}",
        2 => "[ab ,]{1,4}",
        1 => "[，。「」（）]{1,2}",
        1 => Just("か\u{3099}e\u{301}".to_owned()),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn any_patch() -> impl Strategy<Value = Patch> {
    let role = prop_oneof![4 => Just(Role::Text), 1 => Just(Role::Selected), 1 => Just(Role::Gap)];
    ((0_u16..30, 0_u16..10), (1_u16..30, 1_u16..4), any_text(), role)
        .prop_map(|(at, size, text, role)| Patch { at, size, text, role })
}

fn frame_of(patches: &[Patch], (columns, rows): (u16, u16), ambiguous: Ambiguous) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut frame = Buffer::empty(area);
    for Patch { at, size, text, role } in patches {
        let area = Rect::new(at.0, at.1, size.0, size.1).intersection(area);
        for position in area.positions() {
            frame[position].reset();
        }
        Pen::new(&mut frame, area, terminal_theme(), ambiguous).write(text, *role);
    }
    frame
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Overlays opened and closed over anything leave no trace: the screen shows the last frame and nothing else.
    #[test]
    fn only_the_last_frame_is_seen(
        frames in prop::collection::vec(prop::collection::vec(any_patch(), 0..12), 1..6),
        cursors in prop::collection::vec(prop::option::of((0_u16..24, 0_u16..8)), 6),
        known in any::<bool>(),
    ) {
        let size = (24, 8);
        for (ambiguous, kind) in RIGHT {
            let certainty = if known { certainty(ambiguous) } else { Certainty::Assumed };
            let mut wall = Wall::new(ambiguous, kind, size, certainty);
            for (patches, cursor) in frames.iter().zip(&cursors) {
                wall.paint(&frame_of(patches, size, ambiguous), cursor.map(Position::from));
            }
        }
    }

    /// Whatever moves, and whatever changes while it does.
    #[test]
    fn scrolling_ends_in_the_right_screen(
        lines in prop::collection::vec(any_text(), 40),
        steps in prop::collection::vec((-9_i32..10, prop::option::of(any_patch())), 1..12),
        list in prop::option::of(any_patch()),
        size in (1_u16..40, 1_u16..14),
    ) {
        for (ambiguous, kind) in RIGHT {
            let mut wall = Wall::new(ambiguous, kind, size, certainty(ambiguous));
            let mut top = 10_i32;
            for (step, edit) in &steps {
                top = (top + step).clamp(0, 26);
                let texts = lines[usize::try_from(top).unwrap()..].iter().zip(0..size.1.saturating_sub(1));
                let mut patches: Vec<Patch> = texts
                    .map(|(text, y)| Patch { at: (3, y), size: (36, 1), text: text.repeat(3), role: Role::Text })
                    .collect();
                patches.extend(list.clone());
                patches.extend(edit.clone());
                wall.paint(&frame_of(&patches, size, ambiguous), None);
            }
        }
    }

    /// Cells that hold what no terminal must see.
    #[test]
    fn what_cannot_be_shown_leaves_no_stray_cell(
        symbols in prop::collection::vec(
            prop_oneof![
                3 => Just("。".to_owned()), 2 => Just("）”、".to_owned()), 1 => Just("\u{200b}".to_owned()),
                1 => Just("a\u{301}".repeat(40)), 1 => Just("\u{301}".repeat(500)), 1 => Just("\u{feff}".to_owned()),
                1 => Just(String::new()), 1 => Just("\u{fffd}".to_owned()), 1 => Just("\u{1b}[2J".to_owned()),
                1 => Just("“".to_owned()), 1 => Just("中".to_owned()),
            ],
            0..60,
        ),
        size in (1_u16..12, 1_u16..6),
    ) {
        for (ambiguous, kind) in RIGHT {
            let mut frame = Buffer::empty(Rect::new(0, 0, size.0, size.1));
            for (cell, symbol) in frame.content.iter_mut().zip(&symbols) {
                cell.set_symbol(symbol);
            }
            let mut wall = Wall::new(ambiguous, kind, size, certainty(ambiguous));
            wall.paint(&frame, None);
            wall.paint(&Buffer::empty(frame.area), None);
        }
    }
}

#[test]
fn the_terminal_is_asked_and_what_it_says_is_painted() {
    let size = (80, 24);
    let cases = [
        (Kind::Narrow, "", false, Ambiguous::Narrow),
        (Kind::Wide, "", false, Ambiguous::Wide),
        (Kind::Narrow, "", true, Ambiguous::Narrow),
        (Kind::Narrow, "text.probe = false", false, Ambiguous::Narrow),
        (Kind::Wide, "text.ambiguous = 'wide'", false, Ambiguous::Wide),
        (Kind::Wide, "text.ambiguous = 'safe'", false, Ambiguous::Safe),
        (Kind::Narrow, "text.ambiguous = 'safe'", false, Ambiguous::Safe),
        (Kind::Wide, "text.ambiguous = 'replace'", false, Ambiguous::Replace),
    ];
    for (kind, config, mute, ambiguous) in cases {
        let session = Session::open(kind, size, config, mute);
        let mut reading = Reading::new(size, settings(ambiguous));
        for keys in ["", "\r", "  ", "?", "?", "J"] {
            session.press(keys);
            let keys = keys.chars().map(|c| if c == '\r' { ENTER } else { key(c) });
            reading.press_all(keys);
            let (mut frame, _) = reading.draw();
            scrub(&mut frame, ambiguous);
            session.wait_until(|seen| difference(&seen.model, &frame).is_none());
        }
        let (code, bytes) = session.quit();
        let asks = bytes.windows(4).filter(|window| *window == b"\x1b[6n").count();
        assert_eq!((code, asks), (0, if config.is_empty() { 3 } else { 0 }), "{config}");
    }
}

#[test]
fn a_key_goes_through_the_themes_and_comes_back() {
    let session =
        Session::open(Kind::Narrow, (80, 24), "screen.theme = 'paper'\ntheme.night.base = 'mono'", false);
    for name in ["mono", "night", "terminal", "paper"] {
        session.press("T");
        let said = format!("配色：{name}");
        session.wait_until(|seen| seen.model.screen().iter().any(|row| row.contains(&said)));
    }
    let (code, bytes) = session.quit();
    // The ink of the paper theme: as the session begins, and once more.
    let inked = String::from_utf8(bytes).unwrap().matches("38;5;235").count();
    assert!(code == 0 && inked >= 2, "{code}, {inked} times");
}

#[test]
fn a_line_costs_as_little_on_a_real_terminal() {
    let session = Session::open(Kind::Narrow, (80, 24), "", false);
    let mut reading = Reading::new((80, 24), settings(Ambiguous::Narrow));
    let shown = |reading: &Reading| {
        let (mut frame, _) = reading.draw();
        scrub(&mut frame, Ambiguous::Narrow);
        session.wait_until(|seen| difference(&seen.model, &frame).is_none())
    };
    shown(&reading);
    session.press("\r");
    reading.press(ENTER);
    let mut before = shown(&reading);
    for _ in 0..4 {
        session.press("j");
        reading.press(key('j'));
        let bytes = shown(&reading);
        assert!(bytes - before <= 200, "{} bytes", bytes - before);
        before = bytes;
    }
}
