//! History: where leaps began, so that one finds back.

use super::shelf::Entry;
use super::story::{Mode, Spot};

/// How many leaps are remembered.
const LONGEST: usize = 100;

/// A place one can come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) entry: Entry,
    pub(super) mode: Mode,
    pub(super) spot: Option<Spot>,
}

/// The leaps, the latest last.
#[derive(Debug, Default)]
pub(super) struct History {
    stops: Vec<Stop>,
    last: Option<Stop>,
}

impl History {
    /// A leap begins here.
    pub(super) fn push(&mut self, stop: Stop) {
        self.last = Some(stop);
        if self.stops.last() == Some(&stop) {
            return;
        }
        if self.stops.len() == LONGEST {
            self.stops.remove(0);
        }
        self.stops.push(stop);
    }

    /// Where the last leap began; it is forgotten. Places one is at already are passed over.
    pub(super) fn back(&mut self, from: Option<Stop>) -> Option<Stop> {
        while let Some(stop) = self.stops.pop() {
            if Some(stop) != from {
                self.last = from;
                return Some(stop);
            }
        }
        None
    }

    /// The place before the last leap; where one is now takes its place.
    pub(super) fn swap(&mut self, now: Option<Stop>) -> Option<Stop> {
        let last = self.last.take()?;
        self.last = now;
        Some(last)
    }

    pub(super) fn len(&self) -> usize {
        self.stops.len()
    }
}
