//! Weights: named numbers, read from the learned table.
//!
//! `assets/stitch/weights.txt` has a line a signal: its name, its weight (in logits a unit of the signal), and what it
//! says. The learner writes it; so a reader of the table sees what the stitcher believes.

use std::collections::HashMap;

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

/// Reads the table `name` out of the text of all weights: a line `[name]`, then a line a signal: name, weight, what it
/// says. A signal it does not name weighs nothing.
pub(super) fn read(text: &str, name: &str, signals: impl Iterator<Item = &'static str>) -> Vec<f32> {
    let mut table = "";
    let mut numbers: HashMap<&str, f32> = HashMap::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            table = heading;
        } else if table == name && !line.starts_with('#') {
            let mut words = line.split_whitespace();
            let entry = words.next().zip(words.next().and_then(|number| number.parse().ok()));
            numbers.extend(entry);
        }
    }
    signals.map(|signal| numbers.get(signal).copied().unwrap_or(0.0)).collect()
}
