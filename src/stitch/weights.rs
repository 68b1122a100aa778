//! Weights: named numbers, read from the learned table.
//!
//! `assets/stitch/weights.txt` has a line a signal: its name, its weights (in logits a unit of the signal), and what it
//! says. The learner writes it; so a reader of the table sees what the stitcher believes.

use std::collections::{HashMap, HashSet};
use std::str::SplitWhitespace;

/// Declares a set of signals with their names in the table.
macro_rules! signals {
    ($(#[doc = $doc:literal])* $set:ident from $base:expr; { $($(#[doc = $note:literal])* $signal:ident = $name:literal),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(in crate::stitch) enum $set { $($(#[doc = $note])* $signal),* }

        impl $set {
            /// All of them, in order.
            pub(in crate::stitch) const ALL: &'static [Self] = &[$(Self::$signal),*];

            /// Its name in the table.
            pub(in crate::stitch) fn name(self) -> &'static str {
                match self { $(Self::$signal => $name),* }
            }

            /// What it says, for the table.
            pub(in crate::stitch) fn says(self) -> &'static str {
                match self { $(Self::$signal => concat!($($note),*)),* }
            }

            /// All names with what they say, in order.
            pub(in crate::stitch) fn described() -> Vec<(&'static str, &'static str)> {
                Self::ALL.iter().map(|signal| (signal.name(), signal.says())).collect()
            }
        }

        impl crate::stitch::weights::Signal for $set {
            fn place(self) -> usize {
                $base + self as usize
            }
        }
    };
}
pub(super) use signals;

/// Something a row can hold a value of.
pub(super) trait Signal: Copy {
    /// Its place in the row.
    fn place(self) -> usize;
}

/// The values of a set of signals; those not told are 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Row(pub(super) Vec<f32>);

impl Row {
    /// A row for `len` signals.
    pub(super) fn new(len: usize) -> Self {
        Self(vec![0.0; len])
    }

    /// Sets a signal.
    pub(super) fn tell(&mut self, signal: impl Signal, value: f32) {
        self.0[signal.place()] = value;
    }

    /// Sets a signal to 1 where it holds.
    pub(super) fn flag(&mut self, signal: impl Signal, holds: bool) {
        self.0[signal.place()] = f32::from(u8::from(holds));
    }
}

/// The sum of the products of two rows, in lanes that a processor adds side by side.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 8;
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    let rest = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>();
    sums.iter().sum::<f32>() + rest
}

/// Reads the weights of the table `name` out of the text of all. Sections begin with the names of some tables, `[seam join]`;
/// then comes a line a signal: its name, its weight in each of these tables, and what it says. A signal that is not named
/// weighs nothing.
pub(super) fn read(text: &str, name: &str, signals: impl Iterator<Item = &'static str>) -> Vec<f32> {
    let mut column = None;
    let mut weights: HashMap<&str, f32> = HashMap::new();
    for line in text.lines() {
        if let Some(tables) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            column = tables.split_whitespace().position(|table| table == name);
        } else if let Some(column) = column {
            let mut words = line.split_whitespace();
            let weight = |mut words: SplitWhitespace<'_>| words.nth(column)?.parse().ok();
            weights.extend(words.next().and_then(|signal| Some((signal, weight(words)?))));
        }
    }
    signals.map(|signal| weights.get(signal).copied().unwrap_or(0.0)).collect()
}

/// A table to be written: its name, its signals with what they say, their weights.
pub(super) type Written<'a> = (&'static str, Vec<(&'static str, &'static str)>, &'a [f32]);

/// Writes tables that have signals in common: a section for those that the same tables have.
pub(super) fn write(tables: &[Written<'_>], out: &mut String) {
    let with = |signal: &(&str, &str)| -> Vec<(&str, f32)> {
        let weight = |(name, signals, weights): &Written<'_>| {
            signals.iter().zip(*weights).find(|(s, _)| *s == signal).map(|(_, weight)| (*name, *weight))
        };
        tables.iter().filter_map(weight).collect()
    };
    let mut section = Vec::new();
    let mut written = HashSet::new();
    for signal in tables.iter().flat_map(|(_, signals, _)| signals).filter(|signal| written.insert(**signal))
    {
        let (names, weights): (Vec<&str>, Vec<f32>) = with(signal).into_iter().unzip();
        if section != names {
            out.push_str(&format!("\n[{}]\n", names.join(" ")));
            section = names;
        }
        out.push_str(&format!("{:25}", signal.0));
        weights.iter().for_each(|weight| out.push_str(&format!("{weight:8.3}")));
        out.push_str(&format!("  #{}\n", signal.1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_is_the_sum_of_products_of_any_length() {
        for len in [0, 1, 7, 8, 9, 30] {
            let a: Vec<f32> = (0..len).map(|n| n as f32).collect();
            let products: f32 = a.iter().map(|a| a * a).sum();
            assert_eq!(dot(&a, &a), products, "{len}");
        }
    }

    #[test]
    fn weights_survive_writing() {
        let (a, b, c) = (("a", "In both."), ("b", "In both, too."), ("c", "In one."));
        let seam = [0.5, -1.25, 3.0];
        let tables: [Written<'_>; 2] = [("seam", vec![a, c, b], &seam), ("join", vec![a, b], &[2.0, 0.125])];
        let mut text = String::new();
        write(&tables, &mut text);
        assert_eq!(text.matches("In both.").count(), 1, "what is in both tables is said once:\n{text}");
        let back = |table: &str| read(&text, table, ["a", "b", "c", "d"].into_iter());
        assert_eq!(back("seam"), [0.5, 3.0, -1.25, 0.0]);
        assert_eq!(back("join"), [2.0, 0.125, 0.0, 0.0]);
        assert_eq!(back("cut"), [0.0; 4]);
    }
}
