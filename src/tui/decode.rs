//! Decode: bytes from the terminal become keys and pastes. Pure: reads nothing, waits for nothing.
//!
//! What is incomplete stays here until the rest comes; [`Decoder::patience`] says how long to wait for it. Reports and
//! answers (`ESC[…R`, OSC, DCS) are taken out whole: nobody asked.

mod csi;

use super::events::Event;
use crate::reader::{Key, KeyCode};
use crate::source::is_safe;
use std::time::Duration;

const ESC: u8 = 0x1b;
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// A paste goes into a search prompt; more than this many bytes of it are of no use there.
const LONGEST_PASTE: usize = 64 * 1024;
/// An answer to a question we did not ask is dropped after so many bytes.
const LONGEST_ANSWER: usize = 4096;
/// After this an escape character is the key Esc. Vim and tmux wait 10 to 100 ms; SSH seldom tears bytes further apart.
const ESC_PATIENCE: Duration = Duration::from_millis(50);
/// After this the rest of a key will not come any more.
const KEY_PATIENCE: Duration = Duration::from_millis(500);
/// After this a paste has ended even if its end was lost: it must not swallow the keyboard for good.
const PASTE_PATIENCE: Duration = Duration::from_secs(2);

/// Turns bytes into events.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// Bytes that mean nothing yet.
    held: Vec<u8>,
    /// What was pasted so far, while a paste goes on.
    paste: Option<Vec<u8>>,
    ready: Vec<Event>,
}

/// What the first bytes are.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// The beginning of something.
    More,
    /// So many bytes, and the key they are, if any.
    Take(usize, Option<Key>),
    /// So many bytes, after which a paste follows.
    PasteBegins(usize),
}

impl Decoder {
    /// The events that are complete, in order.
    pub(super) fn take(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.ready)
    }

    /// How long to wait for the rest of what has begun; for ever when nothing has.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.held.as_slice()) {
            (Some(_), _) => Some(PASTE_PATIENCE),
            (None, []) => None,
            (None, [ESC]) => Some(ESC_PATIENCE),
            (None, _) => Some(KEY_PATIENCE),
        }
    }

    /// More bytes have come.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        let mut all = std::mem::take(&mut self.held);
        all.extend_from_slice(bytes);
        let mut rest = all.as_slice();
        while !rest.is_empty() {
            let used = if self.paste.is_some() { self.step_paste(rest) } else { self.step_key(rest) };
            if used == 0 {
                break;
            }
            rest = &rest[used..];
        }
        self.held = rest.to_vec();
    }

    /// The rest will not come: what is there has to do.
    pub(super) fn give_up(&mut self) {
        let held = std::mem::take(&mut self.held);
        if self.paste.is_some() {
            self.add_to_paste(&held);
            self.end_paste();
            return;
        }
        match held.as_slice() {
            [ESC] => self.key(plain(KeyCode::Esc)),
            // Alt with a character that could have begun a longer sequence.
            [ESC, c] if c.is_ascii_graphic() => {
                self.key(Key { alt: true, ..plain(KeyCode::Char(char::from(*c))) });
            }
            _ => {}
        }
    }

    fn key(&mut self, key: Key) {
        self.ready.push(Event::Key(key));
    }

    /// How many bytes could be used.
    fn step_key(&mut self, bytes: &[u8]) -> usize {
        match step(bytes) {
            Step::More => 0,
            Step::Take(used, key) => {
                self.ready.extend(key.map(Event::Key));
                used
            }
            Step::PasteBegins(used) => {
                self.paste = Some(Vec::new());
                used
            }
        }
    }

    /// How many bytes could be used.
    fn step_paste(&mut self, bytes: &[u8]) -> usize {
        if let Some(end) = bytes.windows(PASTE_ENDS.len()).position(|window| window == PASTE_ENDS) {
            self.add_to_paste(&bytes[..end]);
            self.end_paste();
            return end + PASTE_ENDS.len();
        }
        // All but what may be the beginning of the end.
        let keep = (1..PASTE_ENDS.len()).rev().find(|&n| bytes.ends_with(&PASTE_ENDS[..n])).unwrap_or(0);
        let used = bytes.len() - keep;
        self.add_to_paste(&bytes[..used]);
        used
    }

    fn add_to_paste(&mut self, bytes: &[u8]) {
        if let Some(paste) = &mut self.paste {
            let room = LONGEST_PASTE.saturating_sub(paste.len());
            paste.extend_from_slice(&bytes[..bytes.len().min(room)]);
        }
    }

    fn end_paste(&mut self) {
        let bytes = self.paste.take().unwrap_or_default();
        // Terminals send line ends as CR; whatever else is not text stays out.
        let text = String::from_utf8_lossy(&bytes);
        let text = text.chars().map(|c| if c == '\r' { '\n' } else { c });
        let text = text.filter(|&c| is_safe(c) || matches!(c, '\n' | '\t')).collect();
        self.ready.push(Event::Paste(text));
    }
}

fn plain(code: KeyCode) -> Key {
    Key { code, ctrl: false, alt: false }
}

fn ctrl(c: u8) -> Key {
    Key { ctrl: true, ..plain(KeyCode::Char(char::from(c))) }
}

/// The first thing in `bytes`, which is not empty.
fn step(bytes: &[u8]) -> Step {
    let key = match bytes[0] {
        ESC => return escape(bytes),
        b'\r' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        // Some terminals still send BS for the Backspace key.
        0x08 | 0x7f => plain(KeyCode::Backspace),
        0 => ctrl(b' '),
        c @ 0x01..=0x1a => ctrl(c - 1 + b'a'),
        c @ 0x1c..=0x1f => ctrl(c - 0x1c + b'\\'),
        0x20..=0x7e => plain(KeyCode::Char(char::from(bytes[0]))),
        _ => return character(bytes),
    };
    Step::Take(1, Some(key))
}

/// A character of more than one byte. Bytes that are none are dropped.
fn character(bytes: &[u8]) -> Step {
    let window = &bytes[..bytes.len().min(4)];
    match std::str::from_utf8(window) {
        Ok(text) => first_char(text),
        Err(error) if error.valid_up_to() > 0 => {
            first_char(&String::from_utf8_lossy(&window[..error.valid_up_to()]))
        }
        Err(error) => error.error_len().map_or(Step::More, |bad| Step::Take(bad, None)),
    }
}

fn first_char(text: &str) -> Step {
    text.chars()
        .next()
        .map_or(Step::More, |c| Step::Take(c.len_utf8(), is_safe(c).then_some(plain(KeyCode::Char(c)))))
}

fn escape(bytes: &[u8]) -> Step {
    match bytes {
        [] | [_] => Step::More,
        [_, ESC, ..] => Step::Take(1, Some(plain(KeyCode::Esc))),
        [_, b'[', ..] => csi::step(bytes),
        [_, b'O'] => Step::More,
        [_, b'O', last, ..] => match csi::keypad(*last) {
            Some(code) => Step::Take(3, Some(plain(code))),
            None => Step::Take(2, Some(Key { alt: true, ..plain(KeyCode::Char('O')) })),
        },
        [_, b']' | b'P' | b'X' | b'^' | b'_', ..] => answer(bytes),
        [_, rest @ ..] => match step(rest) {
            Step::Take(used, Some(key)) => Step::Take(used + 1, Some(Key { alt: true, ..key })),
            Step::Take(used, None) => Step::Take(used + 1, None),
            other => other,
        },
    }
}

/// A string the terminal sends on its own account: up to BEL or ST, and dropped.
fn answer(bytes: &[u8]) -> Step {
    let bell = bytes.iter().position(|&b| b == 0x07).map(|at| at + 1);
    let st = bytes.windows(2).position(|pair| pair == b"\x1b\\").map(|at| at + 2);
    match [bell, st].into_iter().flatten().min() {
        Some(end) => Step::Take(end, None),
        None if bytes.len() > LONGEST_ANSWER => Step::Take(bytes.len(), None),
        None => Step::More,
    }
}

#[cfg(test)]
mod tests;
