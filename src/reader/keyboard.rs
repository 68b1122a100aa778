//! The keyboard: keys become actions. A count or the first key of a sequence waits for the next key, however long that
//! takes: there are no timers, so a slow line changes nothing.

use super::action::{Action, Input};
use super::key::{Key, KeyCode};
use super::keymap::{KeyMap, Match, Scope};

/// Counts stop growing here; no list is longer.
const COUNT_MAX: u32 = 99_999;

/// The key map, and what has been typed of a sequence.
#[derive(Debug)]
pub(super) struct Keyboard {
    map: KeyMap,
    count: Option<u32>,
    typed: Vec<Key>,
}

/// What a key came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// More must follow.
    Waiting,
    /// An action.
    Done(Input),
    /// These keys mean nothing.
    Unknown(String),
    /// What had been typed is forgotten.
    Dropped,
}

impl Keyboard {
    pub(super) fn new(map: KeyMap) -> Self {
        Self { map, count: None, typed: Vec::new() }
    }

    pub(super) fn map(&self) -> &KeyMap {
        &self.map
    }

    /// What was typed of something unfinished: `12`, `]`.
    pub(super) fn pending(&self) -> String {
        let count = self.count.map_or_else(String::new, |n| n.to_string());
        self.typed.iter().fold(count, |words, key| words + &key.to_string())
    }

    pub(super) fn press(&mut self, key: Key, scope: Scope) -> Typed {
        let key = key.without_input_method();
        let waiting = self.count.is_some() || !self.typed.is_empty();
        if key.code == KeyCode::Esc && waiting {
            self.clear();
            return Typed::Dropped;
        }
        if let Some(digit) = self.digit(key) {
            self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(COUNT_MAX));
            return Typed::Waiting;
        }
        self.typed.push(key);
        match self.map.look_up(scope, self.count.is_some(), &self.typed) {
            Match::Longer => Typed::Waiting,
            Match::Nothing => {
                let words = self.pending();
                self.clear();
                Typed::Unknown(words)
            }
            Match::Action(action) => {
                let input = self.input(action, key);
                self.clear();
                Typed::Done(input)
            }
        }
    }

    fn input(&self, action: Action, last: Key) -> Input {
        let letter = last.as_char().filter(|c| self.typed.len() > 1 && c.is_ascii_alphabetic());
        Input { action, count: self.count, letter }
    }

    fn digit(&self, key: Key) -> Option<u32> {
        let digit = key.as_char()?.to_digit(10)?;
        (self.typed.is_empty() && (digit > 0 || self.count.is_some())).then_some(digit)
    }

    fn clear(&mut self) {
        self.count = None;
        self.typed.clear();
    }
}
