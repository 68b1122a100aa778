//! The terminal edge on a real pseudo-terminal: what is typed, shown, saved and restored, and how it ends.
//!
//! The program under test is this file itself, started anew as [`child`] with a small app that counts `j`s. What is
//! waited for is always a condition; a condition that does not come true in [`LONG`] fails the test.

#![allow(clippy::unwrap_used)] // Also what stands beside the tests is test.

mod terminal {
    pub(crate) mod child;
    pub(crate) mod window;
}

use rustix::process::Signal;
use terminal::window::{Ending, LONG, Window};

/// Not a test of its own: what the others start.
#[test]
fn child() {
    terminal::child::main();
}

#[test]
fn quitting_restores_the_terminal() {
    let mut window = Window::open();
    let before = window.modes_before.clone();
    assert_ne!(window.modes(), before, "raw while reading");
    window.press("jjj");
    window.wait_for("count 3");
    window.press("q");
    let Ending { code, log, .. } = window.end();
    assert_eq!((code, log.last_place()), (0, Some(3)));
    assert_eq!(window.modes(), before);
    window.check_restored();
}

#[test]
fn signals_save_and_restore() {
    let cases = [(Signal::TERM, 143), (Signal::INT, 130), (Signal::QUIT, 131), (Signal::HUP, 129)];
    for (signal, expect) in cases {
        let mut window = Window::open();
        window.press("jj");
        window.wait_for("count 2");
        window.send(signal);
        let Ending { code, log, .. } = window.end();
        assert_eq!((code, log.last_place()), (expect, Some(2)), "{signal:?}");
        assert_eq!(window.modes(), window.modes_before);
        window.check_restored();
    }
}

#[test]
fn a_panic_restores_the_terminal_and_says_so() {
    for (key, message) in [("!", "drawn wrong"), ("D", "desk on fire")] {
        let mut window = Window::open();
        window.press("jj");
        window.wait_for("count 2");
        window.press(key);
        let Ending { code, log, bytes } = window.end();
        assert_eq!((code, log.last_place()), (101, Some(2)), "{message}");
        assert_eq!(window.modes(), window.modes_before);
        window.check_restored();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("dubao stopped") && text.contains(message), "{text}");
        assert!(text.contains("Your place is kept."), "{text}");
    }
}

#[test]
fn a_closed_window_is_a_place_saved() {
    // The key in flight is whole, or torn, or a paste that never ends.
    for torn in ["", "\x1b]11;rgb", "\x1b[200~never ending", "\x1b[1;"] {
        let mut window = Window::open();
        window.press("jjjj");
        window.wait_for("count 4");
        window.hang_up(torn);
        let Ending { code, log, .. } = window.end();
        assert_eq!((code, log.last_place()), (129, Some(4)), "{torn:?}");
    }
}

#[test]
fn a_closed_window_is_noticed_without_sighup() {
    // The shell leads the session and ignores SIGHUP; the kernel sends it to nobody else.
    let mut window = Window::open_by(r#"trap "" HUP; "$0" "$@"; echo "exit $?" >> "$FOLDER/log""#);
    window.press("jj");
    window.wait_for("count 2");
    window.hang_up("");
    let log = window.end().log;
    assert_eq!((log.last_place(), log.has("exit 129")), (Some(2), true), "{log:?}");
}

#[test]
fn a_terminal_that_takes_nothing_does_not_keep_us() {
    let mut window = Window::open();
    window.press("jj");
    window.wait_for("count 2");
    window.resize(1000, 500);
    window.wait_for("1000x500");
    // Half a million cells do not fit into any pseudo-terminal: the main thread hangs in its write.
    window.stop_reading();
    window.press("W");
    window.send(Signal::TERM);
    let Ending { code, log, .. } = window.end();
    assert_eq!((code, log.last_place()), (143, Some(2)));
    assert_eq!(window.modes(), window.modes_before);
}

#[test]
fn bursts_are_counted_whole() {
    for keys in [1_500, 20_000] {
        let mut window = Window::open();
        window.press(&"j".repeat(keys));
        window.wait_for(&format!("count {keys}"));
        window.press("q");
        assert_eq!(window.end().log.last_place(), Some(keys));
    }
}

#[test]
fn marks_on_their_way_arrive() {
    let mut window = Window::open();
    window.press("mmmq");
    let log = window.end().log;
    assert_eq!(log.count("kept "), 3, "{log:?}");
    let mut window = Window::open();
    window.press("mmm");
    window.wait_for("marks 3");
    window.send(Signal::TERM);
    assert_eq!(window.end().log.count("kept "), 3);
}

#[test]
fn a_mark_that_fails_is_tried_again() {
    let mut window = Window::open();
    window.press("M");
    window.wait_for("not kept");
    window.press("j");
    window.wait_for("marks 1");
    window.press("q");
    assert_eq!(window.end().log.count("kept "), 1);
}

#[test]
fn the_place_in_an_edition_one_leaves_is_saved() {
    let mut window = Window::open();
    window.press("jjo");
    window.wait_for("/second");
    window.press("jjjq");
    let log = window.end().log;
    assert!(log.has("place /first 2"), "{log:?}");
    assert_eq!(log.last_place(), Some(5));
}

#[test]
fn suspending_gives_the_terminal_to_the_shell_and_back() {
    let script = r#"set -m; "$0" "$@"; echo the shell again; read line; fg >/dev/null"#;
    // By its key, and by a signal from outside.
    for by_key in [true, false] {
        let mut window = Window::open_by(script);
        window.press("jj");
        window.wait_for("count 2");
        if by_key {
            window.press("\x1a");
        } else {
            window.send(Signal::TSTP);
        }
        window.wait_for("the shell again");
        window.check_restored();
        window.resize(60, 20);
        window.press("\r");
        window.wait_for("count 2 size 60x20");
        window.check_on_stage();
        window.press("j");
        window.wait_for("count 3");
        window.press("q");
        assert_eq!(window.end().log.last_place(), Some(3));
    }
}

#[test]
fn without_a_shell_above_there_is_no_suspending() {
    let mut window = Window::open();
    window.press("\x1a");
    window.send(Signal::TSTP);
    window.press("j");
    window.wait_for("count 1");
    window.check_on_stage();
}

#[test]
fn after_a_continue_everything_is_painted_again() {
    let mut window = Window::open();
    let before = window.bytes().len();
    window.send(Signal::CONT);
    window.wait_until(|seen| seen.since(before).contains("count 0"));
    window.check_on_stage();
    let before = window.bytes().len();
    window.press("\x0c");
    window.wait_until(|seen| seen.since(before).contains("count 0"));
}

#[test]
fn what_the_terminal_answers_is_no_key() {
    let mut window = Window::open_by(r#"export ASKS=1; exec "$0" "$@""#);
    window.wait_until(|seen| seen.since(0).matches("\x1b[6n").count() == 3);
    window.press("j\x1b[1;3R\x1b[1;3Rj\x1b[1;3Rj");
    window.wait_for("count 3");
    window.wait_for("wide");
    // After a stop it may be another terminal.
    let before = window.bytes().len();
    window.send(Signal::CONT);
    window.wait_until(|seen| seen.since(before).matches("\x1b[6n").count() == 3);
    window.press("\x1b[1;2R\x1b[1;2R\x1b[1;2R");
    window.wait_for("narrow");
    // Late, double, never asked for.
    window.press("\x1b[1;3R\x1b[1;3R\x1b[1;3R\x1b[24;80Rj");
    window.wait_for("count 4");
    window.wait_for("narrow");
    // Whoever leaves typing ahead leaves all the same.
    window.send(Signal::CONT);
    window.press("q");
    assert_eq!(window.end().code, 0);
}

#[test]
fn resizes_are_followed_whatever_their_size() {
    let mut window = Window::open();
    let sizes = [(40, 10, "40x10"), (0, 0, "80x24"), (65_535, 65_535, "1000x500"), (20, 1, "20x1")];
    for (columns, rows, expect) in sizes {
        window.resize(columns, rows);
        window.wait_for(expect);
    }
    for step in 0..500_u16 {
        window.resize(1 + step * 7 % 200, 1 + step * 11 % 60);
    }
    window.resize(44, 8);
    window.wait_for("44x8");
    window.press("jq");
    assert_eq!(window.end().code, 0);
}

#[test]
fn nothing_is_sent_that_is_not_text_or_ours() {
    let mut window = Window::open();
    window.press("H");
    window.wait_for("hostile");
    window.press("jj/x");
    window.wait_for("count 2");
    window.press("/q");
    let bytes = window.end().bytes;
    let text = String::from_utf8(bytes).unwrap();
    let (_, shown) = text.split_once("\x1b[?1049h").unwrap();
    let (shown, _) = shown.split_once("\x1b[?1049l").unwrap();
    let pieces: Vec<&str> = shown.split('\x1b').collect();
    for piece in &pieces[1..] {
        let after = piece.trim_start_matches(|c: char| "[?;0123456789".contains(c));
        assert!(piece.starts_with('[') && after.starts_with(|c| "HGCKXJLMrhlm".contains(c)), "{piece:?}");
    }
    // A backspace is how the painter goes back a few columns; none of the hostile symbols has one.
    let bad = |c: &char| {
        (c.is_control() && !"\x1b\r\n\x08".contains(*c)) || "\u{202e}\u{200b}\u{e0041}".contains(*c)
    };
    assert_eq!(shown.chars().find(bad), None);
    assert!(!shown.contains(&"\x08".repeat(5)), "it goes back no farther so");
    window.check_restored();
}

#[test]
fn pasting_is_for_prompts_only() {
    let mut window = Window::open();
    window.wait_until(|seen| !seen.screen().bracketed_paste());
    window.press("/");
    window.wait_until(|seen| seen.screen().bracketed_paste());
    window.press("\x1b[200~jjq\x1b[201~");
    window.wait_for("count 0");
    window.wait_for("pasted jjq");
    window.press("/");
    window.wait_until(|seen| !seen.screen().bracketed_paste());
}

#[test]
fn keys_come_from_the_terminal_while_the_page_comes_through_a_pipe() {
    let mut window = Window::open_by(r#"echo page | "$0" "$@""#);
    window.press("jj\x03");
    window.wait_for("count 2");
    window.wait_for("interrupted");
    window.press("q");
    assert_eq!(window.end().code, 0);
}

#[test]
fn without_a_terminal_there_is_a_hint() {
    let log = Window::run_without_terminal(r#""$0" "$@" </dev/null >"$FOLDER/out" 2>&1"#);
    assert!(log.has("try dubao cat") && log.has("exit 2"), "{log:?}");
}

#[test]
fn nothing_happens_while_nothing_happens() {
    let mut window = Window::open();
    window.press("j");
    window.wait_for("count 1");
    let rest = std::time::Duration::from_millis(300);
    // The key's own frame is through, and so are the threads that took part in it.
    assert!(LONG > rest);
    window.wait_for_quiet(rest);
    let (bytes, switches) = (window.bytes().len(), window.context_switches());
    window.wait_for_quiet(rest);
    assert_eq!(window.bytes().len(), bytes, "bytes sent while idle");
    assert_eq!(window.context_switches(), switches, "wake-ups while idle");
}
