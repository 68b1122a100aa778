//! Learns `assets/stitch/ngrams.bin`, the counts of one to three characters that the stitcher's language model holds.
//!
//! ```text
//! learn-ngrams ENTRIES < paragraphs.txt > assets/stitch/ngrams.bin
//! ```
//!
//! Standard input: one paragraph a line. The most frequent n-grams are kept, ENTRIES in all; two bytes each.

use dubao::stitch::learned::{PROBES, fingerprint, hash, quantise};
use std::collections::HashMap;
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let entries: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(200_000);
    let (counts, total) = count(io::stdin().lock())?;
    let slots = table(&counts, entries);
    let mut out = io::stdout().lock();
    out.write_all(&total.to_le_bytes())?;
    for slot in slots {
        out.write_all(&slot.to_le_bytes())?;
    }
    out.flush()
}

/// The n-grams of all lines, by hash, and the number of characters.
fn count(input: impl BufRead) -> io::Result<(HashMap<u64, u32>, f64)> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let mut total = 0.0;
    for line in input.lines() {
        let line = line?;
        let chars: Vec<char> = "\u{2}\u{2}"
            .chars()
            .chain(line.chars().filter(|c| !c.is_whitespace()))
            .chain(['\u{3}'])
            .collect();
        total += chars.len() as f64;
        for n in 1..=3 {
            for gram in chars.windows(n) {
                *counts.entry(hash(gram.iter().copied())).or_default() += 1;
            }
        }
    }
    Ok((counts, total))
}

/// The commonest n-grams, each in the first free slot of its few; loaded to nine tenths.
fn table(counts: &HashMap<u64, u32>, entries: usize) -> Vec<u16> {
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
