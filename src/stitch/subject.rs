//! Subject: what a text is about, and how much two texts are about the same.
//!
//! Pairs and triples of characters within words' runs, and rare characters (棋), those weighing most that are rare in the
//! language and stand in few blocks of the page. Texts are compared by the cosine of these vectors; with the products of all
//! near pairs of blocks at hand, so are bundles of blocks.

use super::language::{Language, hash, pack, unpack};
use crate::block::{Tongue, content_words, is_han, is_hiragana, plain};

/// Two blocks farther apart than this many are not compared: no page interleaves that far, and time stays linear.
pub(super) const REACH: usize = 160;

/// Of a block, this many characters at each end are read.
const LONGEST: usize = 1500;

/// How rare, in natural logarithms, a character and a pair are that weigh 1. (Of the blocks of `train` 86 % are nearest to
/// the rest of their own story with characters, 85 % without; of those up to 40 characters 75 and 72 %.)
const RARE_CHARACTER: f32 = 11.0;
const RARE_PAIR: f32 = 14.0;

/// A character less rare than this is no word by itself.
const WORD: f32 = 7.0;

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
    pub(super) fn of(language: &Language, tongue: Tongue, texts: &[&str]) -> Self {
        let mut found: Vec<(Term, usize)> = Vec::new();
        for (f, text) in texts.iter().enumerate() {
            found.extend(terms(tongue, text).into_iter().map(|term| (term, f)));
        }
        let n = texts.len();
        // In one order always: sums of floats depend on it.
        found.sort_unstable();
        let mut rows: Vec<Vec<f32>> = (0..n).map(|f| vec![0.0; f.min(REACH) + 1]).collect();
        for found in found.chunk_by(|a, b| a.0 == b.0) {
            let blocks: Vec<&[(Term, usize)]> = found.chunk_by(|a, b| a.1 == b.1).collect();
            let rarity = rarity(language, tongue, found[0].0);
            if blocks.len() == 1 || rarity == 0.0 {
                continue;
            }
            let rare = ((n + 1) as f32 / blocks.len() as f32).ln() * rarity;
            let weight = |here: &&[(Term, usize)]| (here[0].1, (1.0 + (here.len() as f32).ln()) * rare);
            let weights: Vec<(usize, f32)> = blocks.iter().map(weight).collect();
            for (nth, (f, weight)) in weights.iter().enumerate() {
                for (b, other) in weights[..=nth].iter().rev().take_while(|(b, _)| f - b <= REACH) {
                    rows[*f][f - b] += weight * other;
                }
            }
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

/// What is counted: a character, a pair or three in a row, packed; a word by its hash.
pub(super) type Term = u64;

/// Rarity squared, so that 的一 and 月十 weigh next to nothing. Of words, the common ones are left out beforehand.
fn rarity(language: &Language, tongue: Tongue, term: Term) -> f32 {
    if tongue == Tongue::English {
        return 1.0;
    }
    let pair = |a, b| language.rarity(&[a, b]) / RARE_PAIR;
    match unpack(term) {
        ['\0', '\0', c] => match language.rarity(&[c]) {
            rarity if rarity < WORD => 0.0,
            rarity => (rarity / RARE_CHARACTER).powi(2),
        },
        ['\0', a, b] => pair(a, b).powi(2),
        [a, b, c] => TRIPLE * pair(a, b) * pair(a, b).max(pair(b, c)),
    }
}

/// What a text speaks of, as often as it does: words of English; of Chinese, Han characters, and pairs and triples of any; of
/// Japanese the same without hiragana, which is grammar.
pub(super) fn terms(tongue: Tongue, text: &str) -> Vec<Term> {
    if tongue == Tongue::English {
        return content_words(text).map(|word| hash(word.chars())).collect();
    }
    let apart = |c: &char| !c.is_alphanumeric() || tongue == Tongue::Japanese && is_hiragana(*c);
    let chars: Vec<char> = plain(text).chars().collect();
    let runs = ends(&chars).into_iter().flat_map(|part| part.split(apart));
    runs.flat_map(|run| {
        let characters = run.windows(1).filter(|one| is_han(one[0]));
        characters.chain(run.windows(2)).chain(run.windows(3)).map(pack)
    })
    .collect()
}

/// What is read of a text: of a long one both ends.
pub(super) fn ends(chars: &[char]) -> [&[char]; 2] {
    let (head, tail) = chars.split_at(chars.len().min(LONGEST));
    [head, &tail[tail.len().saturating_sub(LONGEST)..]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stitch::Model;

    #[test]
    fn texts_share_words_and_rare_characters() {
        let check = |tongue: Tongue, text: &str, near: &str, far: &str| {
            let subjects = Subjects::of(&Model::shipped().language, tongue, &[text, near, far]);
            let [near_by, far_by] = [1, 2].map(|at| subjects.cosine_of(0, at));
            assert!(near_by > far_by + 0.05, "{text}: {near} {near_by}, {far} {far_by}");
        };
        let chess = "八年前老伴卧病，他有三年没碰过棋子，";
        check(Tongue::Chinese, chess, "每天背一局棋给她听。", "每天采一篓茶给他看。");
        check(Tongue::Chinese, "大桥主桥合龙", "跨江大桥通车", "早茶昨日开园");
        check(Tongue::Japanese, "小学校の校庭で運動会が開かれた", "運動会には父母も", "漁港に船が戻った");
        check(Tongue::English, "The council voted on the bridge", "A bridge of steel", "The choir sang");
    }

    #[test]
    fn characters_pairs_and_triples_within_a_run_are_counted() {
        let count = |tongue: Tongue, text: &str| terms(tongue, text).len();
        for (tongue, text, expected) in [
            (Tongue::Chinese, "棋子", 3),
            (Tongue::Chinese, "棋，子", 2),
            (Tongue::Chinese, "3D片", 4),
            (Tongue::Japanese, "船が戻った", 2),
            (Tongue::English, "of steel", 1),
            (Tongue::Chinese, "", 0),
        ] {
            assert_eq!(count(tongue, text), expected, "{text}");
        }
    }
}
