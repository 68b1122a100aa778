//! Weights: named numbers, read from the learned tables in `assets/stitch/`.
//!
//! A table is a text: a line a signal, its name, its weight (in logits a unit of the signal), and what it says. The
//! learner writes the numbers; the words stay. So a reader of the table sees what the stitcher believes.

use std::collections::HashMap;

/// Declares a set of signals with their names in the table.
macro_rules! signals {
    ($(#[doc = $doc:literal])* $set:ident { $($(#[doc = $note:literal])* $signal:ident = $name:literal),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $set { $($(#[doc = $note])* $signal),* }

        impl $set {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$signal),*];

            /// Its name in the table.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$signal => $name),* }
            }

            /// What it says, for the table.
            #[must_use]
            pub fn says(self) -> &'static str {
                match self { $(Self::$signal => concat!($($note),*)),* }
            }
        }
    };
}
pub(super) use signals;

/// The weights of a set of signals, by their order.
#[derive(Clone, Debug)]
pub struct Weights(pub Vec<f32>);

impl Weights {
    /// Reads a table. A signal it does not name weighs nothing.
    #[must_use]
    pub fn read(table: &str, names: impl Iterator<Item = &'static str>) -> Self {
        let numbers: HashMap<&str, f32> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut words = line.split_whitespace();
                Some((words.next()?, words.next()?.parse().ok()?))
            })
            .collect();
        Self(names.map(|name| numbers.get(name).copied().unwrap_or(0.0)).collect())
    }
}
