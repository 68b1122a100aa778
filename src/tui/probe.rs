//! Probe: how wide the terminal draws characters of ambiguous width, found out by asking it.
//!
//! It is told to write three of them, concealed, each at the left edge, and to report its cursor behind each (ECMA-48
//! CPR; all of thirteen terminals asked answer, within 31 ms). Nobody waits for the answers: the question goes out in
//! one write with the first frame, which covers it, and the answers come in among the keys. Nearly all terminals are
//! narrow, as that frame expects; the others are painted anew when they have said so, and so are mute ones, at the next
//! key after the answer would be stale.

use super::painter::Certainty;
use crate::layout::Ambiguous;
use std::time::{Duration, Instant};

/// Concealed: “ — ①, each from the first column, with a request for the cursor's place; then the row is erased.
const QUESTION: &[u8] =
    "\x1b[H\x1b[8m\u{201c}\x1b[6n\r\u{2014}\x1b[6n\r\u{2460}\x1b[6n\r\x1b[m\x1b[2K".as_bytes();
/// One for each character.
const ANSWERS: usize = 3;
/// In fewer columns a wide character does not end where it would.
const LEAST_COLUMNS: u16 = 4;
/// An answer that takes longer is none. Nothing waits so long: it is room for two of the slowest links there are, and an
/// end to taking F3 with a modifier, which looks the same, for an answer.
const STALE: Duration = Duration::from_secs(2);
/// Who leaves waits so long for answers still under way, so that no shell gets them.
pub(super) const PATIENCE: Duration = Duration::from_millis(150);

/// Where the width of ambiguous characters comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Widths {
    /// The reader of the newspaper has said it.
    #[default]
    Told,
    /// The terminal is asked.
    Ask,
    /// Nobody is asked: narrow, as in most terminals, but painted so that a wide one loses no more than it must.
    Guess,
}

/// What is known, and what is still to be answered.
#[derive(Debug)]
pub(super) struct Probe {
    state: State,
    /// What the app counted with when it was last seen.
    seen: Ambiguous,
}

#[derive(Debug)]
enum State {
    Told,
    Guessed,
    Wanted,
    Asked { at: Instant, columns: Vec<u16> },
    Answered,
}

impl Probe {
    /// Of an app that counts with `seen`.
    pub(super) fn new(widths: Widths, seen: Ambiguous) -> Self {
        let state = match widths {
            Widths::Told => State::Told,
            Widths::Ask => State::Wanted,
            Widths::Guess => State::Guessed,
        };
        Self { state, seen }
    }

    /// The app counts with this now. True when that is new; if it was not learnt here, the reader chose it, and asking
    /// is over.
    pub(super) fn see(&mut self, ambiguous: Ambiguous) -> bool {
        if ambiguous == self.seen {
            return false;
        }
        (self.state, self.seen) = (State::Told, ambiguous);
        true
    }

    /// What to send before the next frame, if there is something to ask.
    pub(super) fn question(&mut self, columns: u16, now: Instant) -> &'static [u8] {
        if !matches!(self.state, State::Wanted) || columns < LEAST_COLUMNS {
            return b"";
        }
        self.state = State::Asked { at: now, columns: Vec::new() };
        QUESTION
    }

    /// The terminal may be another one now.
    pub(super) fn ask_again(&mut self) {
        if !matches!(self.state, State::Told | State::Guessed) {
            self.state = State::Wanted;
        }
    }

    /// The cursor was reported in a column, from 1; what all answers together say, once they are there.
    pub(super) fn hear(&mut self, column: u16, now: Instant) -> Option<Ambiguous> {
        let State::Asked { at, columns } = &mut self.state else { return None };
        if now.duration_since(*at) > STALE {
            self.state = State::Guessed;
            return None;
        }
        columns.push(column);
        if columns.len() < ANSWERS {
            return None;
        }
        // Behind a character that began in the first column. Terminals that are of two minds get what is right in both.
        let said = match (columns.iter().all(|&c| c == 2), columns.iter().all(|&c| c == 3)) {
            (true, _) => Ambiguous::Narrow,
            (_, true) => Ambiguous::Wide,
            _ => Ambiguous::Safe,
        };
        (self.state, self.seen) = (State::Answered, said);
        Some(said)
    }

    /// Until when it is worth to wait for answers; none when there is nothing to wait for.
    pub(super) fn awaited_until(&self) -> Option<Instant> {
        match self.state {
            State::Asked { at, .. } => Some(at + PATIENCE),
            _ => None,
        }
    }

    /// What the painter may rely on.
    pub(super) fn certainty(&self, now: Instant) -> Certainty {
        match (&self.state, self.seen) {
            (_, Ambiguous::Safe | Ambiguous::Replace) => Certainty::Assumed,
            (State::Told | State::Answered, _) => Certainty::Known,
            (State::Asked { at, .. }, _) if now.duration_since(*at) <= STALE => Certainty::Expected,
            _ => Certainty::Assumed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(columns: [u16; 3], expect: Ambiguous) {
        let now = Instant::now();
        let mut probe = Probe::new(Widths::Ask, Ambiguous::Narrow);
        assert_eq!(probe.question(80, now), QUESTION);
        assert_eq!((probe.question(80, now), probe.certainty(now)), (&b""[..], Certainty::Expected));
        assert_eq!((probe.hear(columns[0], now), probe.hear(columns[1], now)), (None, None));
        assert_eq!(probe.hear(columns[2], now), Some(expect));
        assert_eq!(probe.certainty(now) == Certainty::Known, expect != Ambiguous::Safe);
        assert_eq!((probe.hear(3, now), probe.awaited_until()), (None, None), "nothing was asked any more");
    }

    #[test]
    fn the_answers_say_how_wide() {
        check([2, 2, 2], Ambiguous::Narrow);
        check([3, 3, 3], Ambiguous::Wide);
        check([3, 2, 2], Ambiguous::Safe);
        check([1, 1, 1], Ambiguous::Safe);
    }

    #[test]
    fn what_comes_too_late_is_no_answer() {
        let now = Instant::now();
        let mut probe = Probe::new(Widths::Ask, Ambiguous::Narrow);
        probe.question(80, now);
        assert_eq!(probe.awaited_until(), Some(now + PATIENCE));
        assert_eq!(probe.certainty(now + STALE), Certainty::Expected);
        assert_eq!(probe.certainty(now + 2 * STALE), Certainty::Assumed, "it is mute");
        for _ in 0..4 {
            assert_eq!(probe.hear(3, now + 2 * STALE), None);
        }
        assert_eq!((probe.certainty(now), probe.awaited_until()), (Certainty::Assumed, None));
    }

    #[test]
    fn who_was_told_does_not_ask() {
        let now = Instant::now();
        for (widths, certainty) in [(Widths::Told, Certainty::Known), (Widths::Guess, Certainty::Assumed)] {
            let mut probe = Probe::new(widths, Ambiguous::Narrow);
            probe.ask_again();
            assert_eq!((probe.question(80, now), probe.certainty(now)), (&b""[..], certainty));
            assert!(!probe.see(Ambiguous::Narrow) && probe.see(Ambiguous::Wide));
            assert_eq!(probe.certainty(now), Certainty::Known);
            assert!(probe.see(Ambiguous::Safe));
            assert_eq!(probe.certainty(now), Certainty::Assumed, "of two minds");
        }
    }

    #[test]
    fn the_terminal_is_asked_again_where_it_may_be_another() {
        let now = Instant::now();
        let mut probe = Probe::new(Widths::Ask, Ambiguous::Narrow);
        assert_eq!(probe.question(3, now), b"", "too narrow to be asked");
        probe.question(4, now);
        assert_eq!([(); 3].map(|()| probe.hear(3, now)), [None, None, Some(Ambiguous::Wide)]);
        assert!(!probe.see(Ambiguous::Wide), "that was learnt here");
        probe.ask_again();
        assert_eq!(probe.question(80, now), QUESTION);
        assert!(probe.see(Ambiguous::Safe), "that was chosen");
        probe.ask_again();
        assert_eq!(probe.question(80, now), b"");
    }
}
