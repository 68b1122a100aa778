//! N-grams: the counts of one to three characters that the stitcher's language model holds: those that say most.

use dubao::stitch::learned::{CHAR, PROBES, fingerprint, hash, pack, quantise, smoothed, unpack};
use std::collections::{BTreeSet, HashMap};

/// The asset learned from these paragraphs: the number of characters, then `entries` n-grams.
pub(crate) fn table<'a>(paragraphs: impl Iterator<Item = &'a str>, entries: usize) -> Vec<u8> {
    let counts = Counts::of(paragraphs);
    let mut bytes = counts.total.to_le_bytes().to_vec();
    bytes.extend(slots(counts.telling(entries)).iter().flat_map(|slot| slot.to_le_bytes()));
    bytes
}

/// One to three characters, packed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Gram(u64);

impl Gram {
    fn new(chars: &[char]) -> Self {
        Self(pack(chars))
    }

    /// All but its last character.
    fn context(self) -> Option<Self> {
        Some(Self(self.0 >> CHAR)).filter(|context| context.0 > 0)
    }

    /// All but its first.
    fn shorter(self) -> Self {
        let len = (u64::BITS - self.0.leading_zeros()).div_ceil(CHAR);
        Self(self.0 & ((1 << (CHAR * (len - 1))) - 1))
    }

    fn chars(self) -> impl Iterator<Item = char> {
        unpack(self.0).into_iter().filter(|c| *c != '\0')
    }
}

/// The n-grams of all paragraphs, and the number of characters.
struct Counts {
    grams: HashMap<Gram, u32>,
    total: f64,
}

impl Counts {
    fn of<'a>(paragraphs: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = Self { grams: HashMap::new(), total: 0.0 };
        for paragraph in paragraphs {
            let solid = paragraph.chars().filter(|c| !c.is_whitespace());
            let chars: Vec<char> = "\u{2}\u{2}".chars().chain(solid).chain(['\u{3}']).collect();
            counts.total += chars.len() as f64;
            for n in 1..=3 {
                for gram in chars.windows(n) {
                    *counts.grams.entry(Gram::new(gram)).or_default() += 1;
                }
            }
        }
        counts
    }

    fn count(&self, gram: Gram) -> f32 {
        self.grams.get(&gram).copied().unwrap_or(0) as f32
    }

    /// The probability of a gram's last character behind the others.
    fn p(&self, gram: Gram) -> f32 {
        match gram.context() {
            None => self.count(gram) / self.total as f32,
            Some(context) => smoothed(self.count(gram), self.count(context), self.p(gram.shorter())),
        }
    }

    /// What would be lost without a gram: by how much its context makes its last character more probable, as often as it
    /// occurs. Characters by themselves are never left out.
    fn worth(&self, gram: Gram, n: u32) -> f32 {
        let gain = || (self.p(gram) / self.p(gram.shorter())).ln();
        if gram.context().is_none() { f32::INFINITY } else { n as f32 * gain() }
    }

    /// The grams worth most, with their counts, the commonest first. A pair that is the context of a triple comes with it.
    fn telling(&self, entries: usize) -> Vec<(u32, Gram)> {
        let more_than_once = self.grams.iter().filter(|(_, n)| **n > 1);
        let mut worth: Vec<(f32, Gram)> =
            more_than_once.map(|(gram, n)| (self.worth(*gram, *n), *gram)).collect();
        worth.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut kept = BTreeSet::new();
        for (_, gram) in worth {
            if kept.len() >= entries {
                break;
            }
            kept.extend(gram.context().into_iter().chain([gram]));
        }
        let mut kept: Vec<(u32, Gram)> =
            kept.into_iter().map(|gram| (self.grams.get(&gram).copied().unwrap_or(0), gram)).collect();
        kept.sort_unstable_by(|a, b| b.cmp(a));
        kept
    }
}

/// Each in the first free slot of its few; loaded to nine tenths.
fn slots(grams: Vec<(u32, Gram)>) -> Vec<u16> {
    let len = (grams.len() * 10 / 9).max(1);
    let mut slots = vec![0_u16; len];
    for (n, gram) in grams {
        let hash = hash(gram.chars());
        let home = (hash % len as u64) as usize;
        if let Some(at) = (0..PROBES).map(|p| (home + p) % len).find(|at| slots[*at] == 0) {
            slots[at] = fingerprint(hash) << 4 | quantise(n);
        }
    }
    slots
}
