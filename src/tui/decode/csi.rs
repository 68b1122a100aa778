//! Control sequences (ECMA-48 §5.4): the keys that terminals send as `ESC [ … letter`, after xterm's ctlseqs.

use super::{Step, plain};
use crate::reader::{Key, KeyCode};

/// No key has a longer sequence, in bytes.
const LONGEST: usize = 64;

/// The sequence `bytes` begin with; they begin with `ESC [`.
pub(super) fn step(bytes: &[u8]) -> Step {
    // The Linux console's own F1 to F5: ESC [ [ A.
    if bytes.get(2) == Some(&b'[') {
        return bytes.get(3).map_or(Step::More, |&last| {
            let code = matches!(last, b'A'..=b'E').then(|| KeyCode::F(last - b'A' + 1));
            Step::Take(4, code.map(plain))
        });
    }
    let parameters = bytes[2..].iter().take(LONGEST).take_while(|b| matches!(b, 0x20..=0x3f)).count();
    let end = 2 + parameters;
    match bytes.get(end) {
        None => Step::More,
        Some(b'~') if &bytes[2..end] == b"200" => Step::PasteBegins(end + 1),
        Some(last @ 0x40..=0x7e) => Step::Take(end + 1, key(&bytes[2..end], *last)),
        // Broken off, or too long to be one: what follows is looked at anew.
        Some(_) => Step::Take(end, None),
    }
}

/// The key of a keypad in application mode (`ESC O` letter), or of a cursor key without parameters.
pub(super) fn keypad(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        b'j'..=b'y' => KeyCode::Char(char::from(last - b'j' + b'*')),
        _ => return None,
    })
}

fn key(parameters: &[u8], last: u8) -> Option<Key> {
    let text = std::str::from_utf8(parameters).ok()?;
    // Sub-parameters (kitty: alternate keys, event kinds) are of no use here.
    let mut numbers = text.split(';').map(|n| n.split(':').next().unwrap_or("").parse::<u32>().ok());
    let (first, second, third) = (numbers.next()?, numbers.next().flatten(), numbers.next().flatten());
    let (code, modifiers) = match (last, first) {
        (b'Z', _) => (KeyCode::BackTab, second),
        // F3 with modifiers looks like a cursor report; nobody asked for one, and nobody misses the other.
        (b'R', Some(_)) => return None,
        (b'A' | b'B' | b'C' | b'D' | b'F' | b'H' | b'P'..=b'S', _) => (keypad(last)?, second),
        (b'~', Some(27)) => (character(third?)?, second),
        (b'~', Some(n)) => (numbered(n)?, second),
        (b'u', Some(n)) => (character(n)?, second),
        _ => return None,
    };
    let bits = modifiers.unwrap_or(1).saturating_sub(1);
    let (shift, alt, ctrl) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0);
    let code = match code {
        KeyCode::Tab if shift => KeyCode::BackTab,
        KeyCode::Char(c) if shift && c.is_ascii_lowercase() => KeyCode::Char(c.to_ascii_uppercase()),
        other => other,
    };
    Some(Key { code, ctrl, alt })
}

/// The editing and function keys of a VT220.
fn numbered(n: u32) -> Option<KeyCode> {
    let f = |skipped: u32| u8::try_from(n - skipped).ok().map(KeyCode::F);
    match n {
        1 | 7 => Some(KeyCode::Home),
        4 | 8 => Some(KeyCode::End),
        3 => Some(KeyCode::Delete),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => f(10),
        17..=21 => f(11),
        23..=24 => f(12),
        _ => None,
    }
}

/// A key by its code point, as `modifyOtherKeys` and CSI u send it.
fn character(n: u32) -> Option<KeyCode> {
    match n {
        9 => Some(KeyCode::Tab),
        13 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        8 | 127 => Some(KeyCode::Backspace),
        _ => char::from_u32(n).filter(|&c| super::is_safe(c)).map(KeyCode::Char),
    }
}
