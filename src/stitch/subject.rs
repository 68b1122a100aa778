//! Subject: what a text is about, and how much two texts are about the same.
//!
//! Pairs and triples of characters within words' runs, those weighing most that are rare in the language and stand in
//! few blocks of the page. Texts are compared by the cosine of these vectors; with the products of all near pairs of
//! blocks at hand, so are bundles of blocks.

use super::language::{Language, hash};
use crate::block::{Tongue, content_words, is_hiragana, plain};
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
    pub(super) fn of<'a>(language: &Language, tongue: Tongue, texts: impl Iterator<Item = &'a str>) -> Self {
        let counts: Vec<HashMap<Term, f32>> = texts.map(|text| terms(tongue, text)).collect();
        let mut blocks_with: HashMap<Term, usize> = HashMap::new();
        for term in counts.iter().flat_map(HashMap::keys) {
            *blocks_with.entry(*term).or_default() += 1;
        }
        let n = counts.len() as f32;
        let mut postings: HashMap<Term, Vec<(usize, f32)>> = HashMap::new();
        let mut rows = Vec::with_capacity(counts.len());
        for (f, terms) in counts.iter().enumerate() {
            let mut row = vec![0.0; f.min(REACH) + 1];
            // In one order always: sums of floats depend on it.
            let mut shared: Vec<(&Term, &f32)> =
                terms.iter().filter(|(term, _)| blocks_with[*term] > 1).collect();
            shared.sort_unstable_by_key(|(term, _)| **term);
            for (term, tf) in shared {
                let df = blocks_with[term];
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

/// What is counted: a pair of characters, three in a row, or a word (its hash).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Term {
    Pair([char; 2]),
    Triple([char; 3]),
    Word(u64),
}

/// Rarity squared, so that 的一 and 月十 weigh next to nothing; about 1 for a pair seen once in a million characters.
/// Of words, the common ones are left out beforehand.
fn rarity(language: &Language, term: Term) -> f32 {
    let of = |a, b| language.rarity(a, b) / 14.0;
    match term {
        Term::Pair([a, b]) => of(a, b) * of(a, b),
        Term::Triple([a, b, c]) => TRIPLE * of(a, b) * of(a, b).max(of(b, c)),
        Term::Word(_) => 1.0,
    }
}

/// What a text speaks of, with numbers: words of English; of Chinese, pairs and triples of characters, and of Japanese
/// those of Han characters and katakana, for hiragana are grammar.
fn terms(tongue: Tongue, text: &str) -> HashMap<Term, f32> {
    let mut terms = HashMap::new();
    if tongue == Tongue::English {
        for word in content_words(text) {
            *terms.entry(Term::Word(hash(word.chars()))).or_insert(0.0) += 1.0;
        }
        return terms;
    }
    let apart = |c: &char| !c.is_alphanumeric() || tongue == Tongue::Japanese && is_hiragana(*c);
    let chars: Vec<char> = plain(text).chars().collect();
    let (head, tail) = chars.split_at(chars.len().min(LONGEST));
    for part in [head, &tail[tail.len().saturating_sub(LONGEST)..]] {
        for run in part.split(apart) {
            for pair in run.windows(2) {
                *terms.entry(Term::Pair([pair[0], pair[1]])).or_insert(0.0) += 1.0;
            }
            for triple in run.windows(3) {
                *terms.entry(Term::Triple([triple[0], triple[1], triple[2]])).or_insert(0.0) += 1.0;
            }
        }
    }
    terms
}
