//! N-grams: the counts of one to three characters that the stitcher's language model holds.

use dubao::stitch::learned::{PROBES, fingerprint, hash, quantise};
use std::collections::HashMap;

/// The asset learned from these paragraphs: the number of characters, then the `entries` most frequent n-grams.
pub(crate) fn table<'a>(paragraphs: impl Iterator<Item = &'a str>, entries: usize) -> Vec<u8> {
    let (counts, total) = count(paragraphs);
    let mut bytes = total.to_le_bytes().to_vec();
    bytes.extend(slots(&counts, entries).iter().flat_map(|slot| slot.to_le_bytes()));
    bytes
}

/// The n-grams of all paragraphs, by hash, and the number of characters.
fn count<'a>(paragraphs: impl Iterator<Item = &'a str>) -> (HashMap<u64, u32>, f64) {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let mut total = 0.0;
    for paragraph in paragraphs {
        let solid = paragraph.chars().filter(|c| !c.is_whitespace());
        let chars: Vec<char> = "\u{2}\u{2}".chars().chain(solid).chain(['\u{3}']).collect();
        total += chars.len() as f64;
        for n in 1..=3 {
            for gram in chars.windows(n) {
                *counts.entry(hash(gram.iter().copied())).or_default() += 1;
            }
        }
    }
    (counts, total)
}

/// The commonest n-grams, each in the first free slot of its few; loaded to nine tenths.
fn slots(counts: &HashMap<u64, u32>, entries: usize) -> Vec<u16> {
    let mut grams: Vec<(u32, u64)> = counts.iter().filter(|(_, n)| **n > 1).map(|(h, n)| (*n, *h)).collect();
    grams.sort_unstable_by(|a, b| b.cmp(a));
    grams.truncate(entries);
    let len = (grams.len() * 10 / 9).max(1);
    let mut slots = vec![0_u16; len];
    for (n, hash) in grams {
        let home = (hash % len as u64) as usize;
        if let Some(at) = (0..PROBES).map(|p| (home + p) % len).find(|at| slots[*at] == 0) {
            slots[at] = fingerprint(hash) << 4 | quantise(n);
        }
    }
    slots
}
