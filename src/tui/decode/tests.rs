//! Bytes and the keys they are.

use super::*;
use proptest::prelude::*;

/// A short name for each event: `j`, `^D`, `M-x`, `Up`, `[pasted]`.
fn name(event: &Event) -> String {
    match event {
        Event::Key(Key { code, ctrl, alt }) => {
            let code = match code {
                KeyCode::Char(c) => c.to_string(),
                other => format!("{other:?}"),
            };
            format!("{}{}{code}", if *alt { "M-" } else { "" }, if *ctrl { "^" } else { "" })
        }
        Event::Paste(text) => format!("[{text}]"),
        other => format!("{other:?}"),
    }
}

/// What the bytes are when nothing follows, read at once and read byte by byte.
#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expect: &str) {
    let bytes = bytes.as_ref();
    for size in [bytes.len(), 1] {
        let mut decoder = Decoder::default();
        bytes.chunks(size).for_each(|chunk| decoder.feed(chunk));
        if decoder.patience().is_some() {
            decoder.give_up();
        }
        let names: Vec<String> = decoder.take().iter().map(name).collect();
        assert_eq!(names.join(" "), expect, "in pieces of {size}");
        assert_eq!(decoder.patience(), None);
    }
}

#[test]
fn characters_and_controls() {
    check("jG/", "j G /");
    check("报？é", "报 ？ é");
    check("\r\t\x7f\x08", "Enter Tab Backspace Backspace");
    check("\x03\x04\x0a\x1a\x00\x1c", "^c ^d ^j ^z ^  ^\\");
    check("\x1b", "Esc");
    check("\x1b\x1b", "Esc Esc");
    check("\x1bx\x1b\x04\x1b报", "M-x M-^d M-报");
}

#[test]
fn cursor_and_function_keys() {
    check("\x1b[A\x1bOB\x1b[C\x1b[D", "Up Down Right Left");
    check("\x1b[H\x1b[F\x1b[1~\x1b[4~\x1bOH", "Home End Home End Home");
    check("\x1b[5~\x1b[6~\x1b[3~\x1b[Z", "PageUp PageDown Delete BackTab");
    check("\x1bOP\x1b[15~\x1b[17~\x1b[24~\x1b[[A", "F(1) F(5) F(6) F(12) F(1)");
    check("\x1b[1;5A\x1b[6;3~\x1b[1;2P", "^Up M-PageDown F(1)");
    check("\x1b[100;5u\x1b[27;2;106~\x1b[9;2u\x1b[13u", "^d J BackTab Enter");
    check("\x1bOj\x1bOy", "* 9");
}

#[test]
fn reports_nobody_asked_for_are_dropped() {
    check("j\x1b[12;40Rk", "j k");
    check("j\x1b[0;0Rk\x1b[?62;22c", "j k");
    check("j\x1b]11;rgb:0000/0000/0000\x07k\x1bP>|xterm(379)\x1b\\l", "j k l");
    check("\x1b[<0;10;5M\x1b[Ij", "j");
    check("\x1b[99999999999999999999~j\x1b[;;;~k", "j k");
    check(format!("\x1b]52;c;{}\x07j", "x".repeat(4000)), "j");
}

#[test]
fn what_breaks_off_does_not_swallow_what_follows() {
    check(b"\xe6\x8aj\xffk", "j k");
    check("\x1b[1;\x1b[Aj", "Up j");
    check("\x1b[1;", "");
    check("\x1bO", "M-O");
    check("\x1b]", "M-]");
    check("\x1bOz", "M-O z");
}

#[test]
fn a_paste_is_one_text_and_never_keys() {
    check("a\x1b[200~合龙 q\x1b[201~b", "a [合龙 q] b");
    check("\x1b[200~one\rtwo\tthree\x1b[31m\u{202e}\x1b[201~", "[one\ntwo\tthree[31m]");
    check("\x1b[200~lost its end\x1b[20", "[lost its end[20]");
    check("\x1b[200~\x1b[201~", "[]");
    let long = "读".repeat(100_000);
    let kept = "读".repeat(LONGEST_PASTE / 3) + "\u{fffd}";
    let mut decoder = Decoder::default();
    decoder.feed(format!("\x1b[200~{long}\x1b[201~j").as_bytes());
    let names: Vec<String> = decoder.take().iter().map(name).collect();
    assert!(names == [format!("[{kept}]"), "j".to_owned()]);
}

#[test]
fn a_burst_is_counted_whole() {
    let mut decoder = Decoder::default();
    decoder.feed("j".repeat(20_000).as_bytes());
    assert_eq!(decoder.take().len(), 20_000);
}

proptest! {
    /// Cut anywhere, the same bytes are the same keys; and no bytes are a reason to stop.
    #[test]
    fn pieces_make_no_difference(
        bytes in prop::collection::vec(prop_oneof![Just(0x1b), Just(b'['), Just(b';'), any::<u8>()], 0..60),
        cut in 0_usize..60,
    ) {
        let all = |pieces: [&[u8]; 2]| {
            let mut decoder = Decoder::default();
            pieces.iter().for_each(|piece| decoder.feed(piece));
            decoder.give_up();
            decoder.take().iter().map(name).collect::<Vec<_>>()
        };
        let (left, right) = bytes.split_at(cut.min(bytes.len()));
        prop_assert_eq!(all([&bytes, b""]), all([left, right]));
    }
}
