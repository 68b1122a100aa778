//! Subject: what a text is about, and how much two texts are about the same.
//!
//! Pairs and triples of characters within words' runs, those weighing most that are rare in the language and stand in
//! few blocks of the page. Texts are compared by the cosine of these vectors; with the products of all near pairs of
//! blocks at hand, so are bundles of blocks.

use super::language::Language;
use std::collections::HashMap;

/// Two blocks farther apart than this many are not compared: no page interleaves that far, and time stays linear.
pub(super) const REACH: usize = 160;

/// Of a block, this many characters at each end are read.
const LONGEST: usize = 1500;

/// A triple says about as much as the two pairs in it: it counts less than a pair of its own.
const TRIPLE: f32 = 0.7;

/// The products of near blocks.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    /// `rows[f][f - b]` is the product of block `f` with block `b`, for `b` up to [`REACH`] before it; `[0]` its square.
    rows: Vec<Vec<f32>>,
}

impl Subjects {
    /// Reads the texts of a page's blocks, in order.
    pub(super) fn of<'a>(language: &Language, texts: impl Iterator<Item = &'a str>) -> Self {
        let counts: Vec<HashMap<[char; 3], f32>> = texts.map(terms).collect();
        let mut blocks_with: HashMap<[char; 3], usize> = HashMap::new();
        for term in counts.iter().flat_map(HashMap::keys) {
            *blocks_with.entry(*term).or_default() += 1;
        }
        let n = counts.len() as f32;
        let mut postings: HashMap<[char; 3], Vec<(usize, f32)>> = HashMap::new();
        let mut rows = Vec::with_capacity(counts.len());
        for (f, terms) in counts.iter().enumerate() {
            let mut row = vec![0.0; f.min(REACH) + 1];
            for (term, tf) in terms {
                let df = blocks_with[term];
                if df < 2 {
                    continue;
                }
                let weight = (1.0 + tf.ln()) * ((n + 1.0) / df as f32).ln() * rarity(language, *term);
                row[0] += weight * weight;
                let list = postings.entry(*term).or_default();
                for (b, other) in list.iter().rev().take_while(|(b, _)| f - b <= REACH) {
                    row[f - b] += weight * other;
                }
                list.push((f, weight));
            }
            rows.push(row);
        }
        Self { rows }
    }

    /// The product of two blocks; 0 when they are farther apart than [`REACH`].
    pub(super) fn product(&self, a: usize, b: usize) -> f32 {
        let (first, last) = (a.min(b), a.max(b));
        self.rows[last].get(last - first).copied().unwrap_or(0.0)
    }

    /// The cosine of two bundles of blocks, the squares of whose sums are given.
    pub(super) fn cosine(&self, a: &[usize], square_a: f32, b: &[usize], square_b: f32) -> f32 {
        let product: f32 = a.iter().flat_map(|x| b.iter().map(|y| self.product(*x, *y))).sum();
        let norm = (square_a * square_b).sqrt();
        if norm > 0.0 { product / norm } else { 0.0 }
    }

    /// The cosine of two blocks.
    pub(super) fn cosine_of(&self, a: usize, b: usize) -> f32 {
        self.cosine(&[a], self.product(a, a), &[b], self.product(b, b))
    }

    /// The square of a bundle's sum.
    pub(super) fn square(&self, bundle: &[usize]) -> f32 {
        bundle.iter().flat_map(|x| bundle.iter().map(|y| self.product(*x, *y))).sum()
    }
}

/// Rarity squared, so that 的一 and 月十 weigh next to nothing; about 1 for a pair seen once in a million characters.
fn rarity(language: &Language, term: [char; 3]) -> f32 {
    let r = language.rarity(term[0], term[1]) / 14.0;
    if term[2] == '\0' { r * r } else { TRIPLE * r * r.max(language.rarity(term[1], term[2]) / 14.0) }
}

/// The pairs and triples of a text with their numbers. A pair is a triple with a zero.
fn terms(text: &str) -> HashMap<[char; 3], f32> {
    let mut terms = HashMap::new();
    let chars: Vec<char> = text.chars().collect();
    let (head, tail) = chars.split_at(chars.len().min(LONGEST));
    for part in [head, &tail[tail.len().saturating_sub(LONGEST)..]] {
        for run in part.split(|c| !c.is_alphanumeric()) {
            for pair in run.windows(2) {
                *terms.entry([pair[0], pair[1], '\0']).or_insert(0.0) += 1.0;
            }
            for triple in run.windows(3) {
                *terms.entry([triple[0], triple[1], triple[2]]).or_insert(0.0) += 1.0;
            }
        }
    }
    terms
}
