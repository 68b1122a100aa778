//! Trouble: pages and windows nobody wants. Whatever comes, the terminal shows the frame and nothing else.

use super::model::Model;
use super::wall::{Reading, Wall, certainty};
use crate::{RIGHT, key, settings, typed};
use dubao::edition::Edition;
use dubao::source::Source;
use proptest::prelude::*;
use std::path::Path;

/// Pieces of text that are some trouble: marks that may begin or end no line, heaps of combining marks, characters of no
/// width, of doubtful width, of none at all; lone surrogates in UTF-8, controls, halves of characters.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::sample::select(vec![
        "。，、；：？！”’）》」』】",
        "（《“‘「『【",
        "——……·～％‰℃",
        "「「「「「「「「",
        "。。。。。。。。",
        "\u{301}",
        "e\u{301}\u{302}\u{303}\u{304}",
        "か\u{3099}\u{3099}",
        "\u{200b}\u{200d}\u{feff}\u{2060}\u{ad}",
        "\u{202e}反\u{202c}",
        "👩\u{200d}👩\u{200d}👧",
        "🇨🇳🇫",
        "\u{1100}\u{1161}",
        "\u{e000}\u{fffd}\u{10ffff}",
        "①②─│┌★é",
        "\u{1b}[2J\u{9b}3;4H",
        "# ",
        "\n",
        "\n\n",
        "江城",
        "河湾大桥昨日合龙",
        "bridge ",
        "3.65",
        "http://a.example/b?c=d",
        "\t",
        "\u{3000}",
    ]);
    prop_oneof![
        20 => words.prop_map(|words| words.as_bytes().to_vec()),
        1 => Just("a\u{301}".repeat(300).into_bytes()),
        1 => Just("\u{200b}".repeat(300).into_bytes()),
        1 => Just("）".repeat(200).into_bytes()),
        1 => Just(b"\xed\xa0\x80\xed\xbf\xbf".to_vec()),
        1 => Just(b"\xff\xe6\xb1\x00\x07\x08".to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Windows of any size, one after the other, while keys are typed.
    #[test]
    fn resizing_while_typing_does_no_harm(
        steps in prop::collection::vec(((1_u16..=500, 1_u16..=200), "[jkJK}? \\\\StFCzM+/\r\u{1b}-]{0,4}"), 1..5),
        policy in 0..RIGHT.len(),
    ) {
        let (ambiguous, kind) = RIGHT[policy];
        let mut reading = Reading::new((80, 24), settings(ambiguous));
        reading.press_all(typed("\r"));
        let mut wall = Wall::new(ambiguous, kind, (80, 24), certainty(ambiguous));
        for (size, keys) in &steps {
            reading.0.resize(size.0, size.1);
            let cursor = wall.model.cursor_shown;
            wall.model = Model::new(kind, size.0.into(), size.1.into());
            wall.model.cursor_shown = cursor;
            let (frame, cursor) = reading.draw();
            wall.paint(&frame, cursor);
            for key in typed(keys) {
                let (frame, cursor) = reading.press(key).draw();
                wall.paint(&frame, cursor);
            }
        }
    }

    /// Pages that no printer made.
    #[test]
    fn whatever_a_page_holds_the_terminal_shows_the_frame(
        pieces in prop::collection::vec(piece(), 0..80),
        size in prop_oneof![(1_u16..40, 1_u16..12), (40_u16..160, 8_u16..40)],
        keys in "[jkJ}? \\\\StFCz]{0,6}",
        policy in 0..RIGHT.len(),
    ) {
        let (ambiguous, kind) = RIGHT[policy];
        let source = Source::new(Path::new("01.md"), &pieces.concat());
        let mut reading = Reading::of(Edition::assemble("", vec![source]), size, settings(ambiguous));
        let mut wall = Wall::new(ambiguous, kind, size, certainty(ambiguous));
        for key in typed(&format!("k\r{keys}")) {
            let (frame, cursor) = reading.press(key).draw();
            wall.paint(&frame, cursor);
        }
    }
}

/// Each overlay, opened over an article and closed: the screen is to the letter what it was.
#[test]
fn overlays_leave_no_trace() {
    for (ambiguous, kind) in RIGHT {
        for size in [(80, 24), (81, 25), (120, 40), (121, 40), (200, 50), (40, 20), (20, 6)] {
            let mut reading = Reading::new(size, settings(ambiguous));
            let mut wall = Wall::new(ambiguous, kind, size, certainty(ambiguous));
            reading.press_all(typed("\r jB"));
            let (frame, cursor) = reading.press(key('j')).draw();
            wall.paint(&frame, cursor);
            // The status line may say something else than before.
            let screen = |wall: &Wall| wall.model.screen()[..usize::from(size.1) - 1].to_vec();
            let before = screen(&wall);
            for keys in ["?\u{1b}", "?jj \u{1b}", "M\u{1b}", "t\u{1b}", "tj\u{1b}", "/桥\u{1b}", "SS"] {
                for key in typed(keys) {
                    let (frame, cursor) = reading.press(key).draw();
                    wall.paint(&frame, cursor);
                }
                assert_eq!(screen(&wall), before, "{keys:?} at {size:?}, {ambiguous:?} on {kind:?}");
            }
        }
    }
}
