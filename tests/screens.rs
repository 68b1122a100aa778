//! Screens: what is drawn, at several sizes, kept as plain text under `tests/screens/`.
//!
//! `UPDATE_SCREENS=1 cargo test --test screens` writes them anew; read the difference before keeping it.

mod newsroom;

use dubao::config::{Themes, themes};
use dubao::lang::Lang;
use dubao::layout::Ambiguous;
use dubao::reader::Settings;
use dubao::theme::{Depth, Theme};
use dubao::tui::screen;
use dubao::widget::screen_text;
use newsroom::{Desk, edition_told};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use std::path::PathBuf;

fn draw(desk: &Desk) -> Buffer {
    draw_in(desk, Theme::default())
}

fn draw_in(desk: &Desk, theme: Theme) -> Buffer {
    let (columns, rows) = desk.reader.window();
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test backend always works");
    let frame =
        terminal.draw(|frame| screen::draw(frame, &desk.reader, theme)).expect("a test backend always works");
    frame.buffer.clone()
}

#[track_caller]
fn check(name: &str, desk: &Desk) {
    let drawn = screen_text(&draw(desk));
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        std::fs::write(&file, &drawn).expect("the screens can be written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(drawn == kept, "{name} differs from {}; drawn:\n{drawn}", file.display());
}

#[test]
fn screens_are_as_they_were_kept() {
    let sizes = [(80, 24), (120, 40), (40, 20), (20, 6)];
    let scenes = [
        ("shelf", ""),
        ("article", "Enter"),
        ("middle", "Enter Space B S"),
        ("end", "Enter G"),
        ("found", "Enter /桥墩 Enter n"),
    ];
    for (columns, rows) in sizes {
        for (scene, keys) in scenes {
            let mut desk = Desk::new(columns, rows);
            check(&format!("{scene}-{columns}x{rows}"), desk.keys(keys));
        }
    }
}

#[test]
fn overlays_prompts_and_modes_are_as_they_were_kept() {
    let scenes = [
        ("help", 80, 24, "?"),
        ("help-narrow", 40, 20, "?"),
        ("marks", 80, 24, "Enter B } mA L M"),
        ("marks-wide", 120, 40, "Enter B } mA L M"),
        ("contents", 80, 24, "Enter t"),
        ("contents-wide", 120, 40, "Enter t"),
        ("prompt", 80, 24, "Enter /桥"),
        ("list-search", 80, 24, "/大桥 Enter"),
        ("raw", 80, 24, "Enter \\"),
        ("zen", 80, 24, "Enter z"),
        ("tray", 80, 24, "G Enter"),
        ("read", 80, 24, "r j A"),
        ("unresolved", 80, 24, "5G Enter o"),
        ("pending", 80, 24, "Enter 12"),
        ("front", 80, 24, "F"),
        ("front-narrow", 40, 20, "F j"),
        ("front-wide", 120, 40, "A j r F"),
        ("front-full", 200, 50, "F l"),
        ("front-second", 80, 24, "F L"),
        ("columns", 80, 24, "Enter C"),
        ("columns-wide", 120, 40, "Enter C Space j j B S"),
        ("columns-zen", 200, 50, "Enter z"),
        ("columns-found", 160, 30, "Enter z /桥墩 Enter n"),
    ];
    for (name, columns, rows, keys) in scenes {
        let mut desk = Desk::new(columns, rows);
        check(name, desk.keys(keys));
    }
}

#[test]
fn doubtful_boundaries_are_as_they_were_kept() {
    for (name, columns, rows, lang, keys) in [
        ("doubt", 80, 24, Lang::Zh, "j Enter"),
        ("doubt-told", 80, 24, Lang::Zh, "j Enter )"),
        ("doubt-listed", 80, 24, Lang::Zh, "j Enter t"),
        ("doubt-narrow", 40, 20, Lang::Zh, "j Enter ) )"),
        ("en-doubt", 120, 24, Lang::En, "j Enter )"),
    ] {
        let settings = Settings { lang, ..Settings::default() };
        let mut desk = Desk::of(edition_told(0.7, &[(1, 0.61)]), columns, rows, settings);
        check(name, desk.keys(keys));
    }
}

#[test]
fn screens_in_english_are_as_they_were_kept() {
    for (name, columns, keys) in
        [("en-shelf", 80, ""), ("en-article", 80, "Enter Space S"), ("en-wide", 120, "Enter")]
    {
        let settings = Settings { lang: Lang::En, ..Settings::default() };
        let mut desk = Desk::with(columns, 24, settings, Vec::new(), None);
        check(name, desk.keys(keys));
    }
}

#[test]
fn a_window_too_small_says_so_and_none_at_all_does_no_harm() {
    for (columns, rows) in [(0, 0), (1, 1), (19, 30), (80, 4)] {
        let mut desk = Desk::new(columns, rows);
        desk.keys("j Enter Space / Esc ? q");
        let text = screen_text(&draw(&desk));
        assert_eq!(text.contains("窗口太小"), columns >= 8, "{columns}x{rows}: {text}");
    }
}

#[test]
fn a_window_smaller_than_the_reader_was_told_of_does_no_harm() {
    let mut desk = Desk::new(120, 40);
    desk.keys("Enter S");
    for (columns, rows) in [(119, 39), (60, 10), (7, 2), (1, 1)] {
        let mut terminal =
            Terminal::new(TestBackend::new(columns, rows)).expect("a test backend always works");
        terminal
            .draw(|frame| screen::draw(frame, &desk.reader, Theme::default()))
            .expect("a test backend always works");
    }
}

#[test]
fn where_ambiguous_characters_are_wide_nothing_is_wider_than_its_row() {
    for (columns, keys) in [(80, "Enter"), (120, "Enter S"), (40, "Enter Space"), (120, "?"), (40, "")] {
        let settings = Settings { ambiguous: Ambiguous::Wide, ..Settings::default() };
        let mut desk = Desk::with(columns, 24, settings, Vec::new(), None);
        let text = screen_text(&draw(desk.keys(keys)));
        for line in text.lines() {
            let width = dubao::layout::width(line, Ambiguous::Wide);
            assert!(width.0 <= columns, "{columns}: {} cells: {line}", width.0);
        }
        assert!(!text.contains('│'), "the gutter is of ambiguous width");
    }
}

#[test]
fn the_ruler_in_the_help_is_as_long_as_its_marks_under_every_policy() {
    for ambiguous in Ambiguous::ALL {
        let settings = Settings { ambiguous, ..Settings::default() };
        let mut desk = Desk::with(80, 100, settings, Vec::new(), None);
        let text = screen_text(&draw(desk.keys("?")));
        let ends: Vec<u16> = text
            .lines()
            .filter(|line| line.ends_with(" |"))
            .map(|line| dubao::layout::width(line, ambiguous).0)
            .collect();
        assert!(ends.len() == 2 && ends[0] == ends[1], "{ambiguous:?}: {ends:?}");
    }
}

#[test]
fn nothing_of_the_help_is_cut_in_any_window() {
    for lang in [Lang::Zh, Lang::En] {
        for columns in [20, 25, 35, 36, 40, 60, 75, 76, 80, 120] {
            let settings = Settings { lang, ..Settings::default() };
            let mut desk = Desk::with(columns, 300, settings, Vec::new(), None);
            let text = screen_text(&draw(desk.keys("?")));
            let lines: Vec<&str> = text.lines().skip(2).collect();
            // Where it is spoken of marks of doubtful width, this one is among them.
            let named = |line: &str| line.contains('—') || line.trim() == "…";
            let cut = lines[..lines.len() - 1].iter().find(|line| line.contains('…') && !named(line));
            assert_eq!(cut, None, "{columns} columns");
        }
    }
}

#[test]
fn the_help_stays_with_its_keys_when_the_window_changes() {
    let mut desk = Desk::new(20, 6);
    let chosen = |desk: &Desk| {
        let text = screen_text(&draw(desk));
        let line = text.lines().find(|line| line.starts_with(" > ")).unwrap_or_default();
        line.split_whitespace().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(chosen(desk.keys("? j j j j j")), "d");
    desk.reader.resize(80, 24);
    assert_eq!(chosen(&desk), "d");
    desk.reader.resize(40, 20);
    assert_eq!(chosen(&desk), "d");
}

#[test]
fn the_cursor_can_be_seen_without_colours() {
    let desk = Desk::new(80, 24);
    let buffer = draw(&desk);
    let row = screen_text(&buffer)
        .lines()
        .position(|line| line.contains("> 跨江大桥"))
        .expect("the cursor is shown");
    let y = u16::try_from(row).expect("24 rows");
    assert!(
        (0..80).all(|x| buffer[(x, y)].modifier.contains(Modifier::REVERSED)),
        "the whole row is reversed"
    );
}

#[test]
fn the_ground_of_a_theme_is_under_everything() {
    let theme = Theme::new(&themes::looks("paper", &Themes::new()), Depth::Direct);
    for keys in ["", "Enter", "?", "Enter B M", "Enter t", "Enter /桥", "Enter S", "F", "Enter \\", "Enter C"]
    {
        for (columns, rows) in [(80, 24), (120, 40), (10, 3)] {
            let mut desk = Desk::new(columns, rows);
            let buffer = draw_in(desk.keys(keys), theme);
            let bare = buffer.content.iter().position(|cell| Some(cell.bg) != theme.ground().bg);
            assert_eq!(bare.map(|at| buffer.pos_of(at)), None, "{keys} at {columns}x{rows}");
        }
    }
}

#[test]
fn the_text_stands_still_while_marks_come_and_go() {
    let column_of = |text: &str| {
        text.lines().position(|line| line.contains("守夜的老人")).map(|row| {
            let line = text.lines().nth(row).unwrap_or_default();
            (row, dubao::layout::width(line.split("守夜").next().unwrap_or_default(), Ambiguous::Narrow))
        })
    };
    let mut desk = Desk::new(80, 24);
    let before = column_of(&screen_text(&draw(desk.keys("Enter"))));
    assert!(before.is_some());
    for keys in ["B", "S", "ma", "S", "/桥墩 Enter", "Esc"] {
        assert_eq!(column_of(&screen_text(&draw(desk.keys(keys)))), before, "after {keys}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any keys at any sizes: no panic, and what must hold of the state holds.
    #[test]
    fn a_storm_of_keys_does_no_harm(storm in prop::collection::vec(gust(), 220)) {
        let mut desk = Desk::new(80, 24);
        for gust in storm {
            match gust {
                Gust::Keys(keys) => { desk.keys(&keys); }
                Gust::Size(columns, rows) => desk.reader.resize(columns, rows),
                Gust::Paste(text) => { desk.reader.paste(&text); }
            }
            let shelf = desk.reader.shelf();
            prop_assert!(shelf.list().cursor() < shelf.rows().len());
            prop_assert!(shelf.selected().is_some(), "the cursor is on an article");
            prop_assert!(shelf.list().top() <= shelf.list().cursor());
            prop_assert!(desk.reader.leaps() <= 100);
            if let Some(story) = desk.reader.story() {
                prop_assert!(story.top() <= story.line());
                prop_assert!(story.line() <= story.sheet().lines.len());
            }
            let (columns, rows) = desk.reader.window();
            if columns <= 120 && rows <= 40 {
                draw(&desk);
            }
        }
        draw(&desk);
    }
}

#[derive(Clone, Debug)]
enum Gust {
    Keys(String),
    Size(u16, u16),
    Paste(String),
}

fn gust() -> impl Strategy<Value = Gust> {
    let keys: Vec<String> = dubao::reader::Action::ALL
        .iter()
        .filter_map(|action| dubao::config::keys::default_keys().row(*action).map(|row| row.keys.clone()))
        .flatten()
        .map(|keys| keys.replace("{a-z}", "a").replace("{A-Z}", "Q").replace("{n}", "7"))
        .collect();
    let sizes =
        [(0, 0), (1, 1), (20, 5), (20, 6), (40, 20), (80, 24), (99, 12), (100, 30), (120, 40), (500, 200)];
    prop_oneof![
        40 => prop::sample::select(keys).prop_map(Gust::Keys),
        4 => "[a-zA-Z0-9桥河（）“：/?]{1,3}".prop_map(Gust::Keys),
        2 => "/[桥河的]( Enter)?".prop_map(Gust::Keys),
        2 => prop::sample::select(sizes.to_vec()).prop_map(|(c, r)| Gust::Size(c, r)),
        2 => (0u16..130, 0u16..45).prop_map(|(c, r)| Gust::Size(c, r)),
        1 => ".{0,12}".prop_map(Gust::Paste),
    ]
}
