//! Pairs: the seam odds of a page's pairs of blocks, and what they come to when all are considered together.

use super::digest::{Digests, Sort};
use super::model::Model;
use super::{border, seam};

/// Log odds beyond this say no more.
pub(super) const SURE: f32 = 8.0;

/// A paragraph goes on within this many blocks, or not at all for all we can tell.
pub(super) const WITHIN: usize = 110;

/// How far a block's own odds of going on, and of going on from another, outweigh the sums of its pairs', 0 to 1.
const BORDER: f32 = 0.8;

/// The most that a block's beginning speaks against its being gone on with (natural logarithm).
const AGAINST: f32 = -1.0;

/// Rounds of the matching; more change nothing that shows.
const ROUNDS: usize = 12;

/// The seam odds of a page's pairs of blocks.
pub(super) struct Pairs<'a> {
    pub(super) digests: &'a Digests,
    pub(super) model: &'a Model,
    /// Log odds of `u` with `u + 1 + i`, by the table `seam`.
    odds: Vec<Vec<f32>>,
    /// Probabilities of the same, all pairs of the page considered, with what each block says of its own end.
    pub(super) matched: Matched,
    /// …and of its own beginning: for a reading as a whole. (A step that sees that lets clean cuts go on nowhere.)
    pub(super) balanced: Matched,
    /// The best odds of `u` with any block behind `u + 1 + i`.
    later: Vec<Vec<f32>>,
    /// The sum of the matched probabilities of `u` with the blocks behind `u + 1 + i`.
    waits: Vec<Vec<f32>>,
    /// The log odds that the block stops in mid-paragraph, and that it begins in one, by its own look.
    pub(super) borders: Vec<(f32, f32)>,
}

/// The pairs of a page, when every block goes on in one other at most, and is gone on with by one at most.
pub(super) struct Matched {
    /// The probability that `u` goes on in `u + 1 + i`.
    goes_on: Vec<Vec<f32>>,
    /// The probability that a block goes on in none, and from none.
    pub(super) ends: Vec<f32>,
    pub(super) begins: Vec<f32>,
}

impl Matched {
    /// Every block goes on in one other at most and is gone on with by one at most: the odds are scaled, by rows and by
    /// columns in turn (Sinkhorn's method, with the answer "none" free in each), until both hold.
    fn of(weights: &[Vec<f32>]) -> Self {
        let n = weights.len();
        let (mut rows, mut columns) = (vec![1.0_f32; n], vec![1.0_f32; n]);
        for _ in 0..ROUNDS {
            for (u, row) in weights.iter().enumerate() {
                let sum: f32 =
                    row.iter().zip(&columns[u + 1..]).map(|(weight, column)| weight * column).sum();
                rows[u] = 1.0 / (1.0 + sum);
            }
            columns = sums_of_columns(weights, &rows).iter().map(|sum| 1.0 / (1.0 + sum)).collect();
        }
        let scaled = |(u, row): (usize, &Vec<f32>)| -> Vec<f32> {
            row.iter().zip(&columns[u + 1..]).map(|(weight, column)| weight * column * rows[u]).collect()
        };
        Self { goes_on: weights.iter().enumerate().map(scaled).collect(), ends: rows, begins: columns }
    }

    /// The probability that `f` goes on in the paragraph of `u`.
    pub(super) fn goes_on(&self, u: usize, f: usize) -> f32 {
        near(&self.goes_on, u, f).unwrap_or(0.0)
    }
}

impl<'a> Pairs<'a> {
    pub(super) fn new(model: &'a Model, digests: &'a Digests) -> Self {
        let n = digests.blocks.len();
        let prose = |at: usize| digests.blocks[at].sort != Sort::Heading;
        let row = |u: usize| -> Vec<f32> {
            let mut row = vec![-SURE; WITHIN.min(n - u - 1)];
            let likely: Vec<usize> = (u + 1..=u + row.len()).filter(|f| prose(u) && prose(*f)).collect();
            for (f, odds) in likely.iter().zip(seam::odds(model, digests, u, &likely)) {
                row[f - u - 1] = odds.clamp(-SURE, SURE);
            }
            row
        };
        let odds: Vec<Vec<f32>> = (0..n).map(row).collect();
        let borders: Vec<(f32, f32)> = (0..n).map(|at| border::odds(model, digests, at)).collect();
        let mut weights: Vec<Vec<f32>> =
            odds.iter().map(|row| row.iter().map(|odds| odds.exp()).collect()).collect();
        scale_rows(&mut weights, &borders);
        let matched = Matched::of(&weights);
        scale_columns(&mut weights, &borders);
        let balanced = Matched::of(&weights);
        let later = odds.iter().map(|row| behind(row, -SURE, f32::max)).collect();
        let waits = matched.goes_on.iter().map(|row| behind(row, 0.0, |a, b| a + b)).collect();
        Self { digests, model, odds, matched, balanced, later, waits, borders }
    }

    /// The log odds that `f` goes on in the paragraph of `u`, by what stands on both sides.
    pub(super) fn seam(&self, u: usize, f: usize) -> f32 {
        near(&self.odds, u, f).unwrap_or(-SURE)
    }

    /// The log odds of the same, all other pairs of the page considered.
    pub(super) fn matched(&self, u: usize, f: usize) -> f32 {
        let p = self.matched.goes_on(u, f).clamp(1e-4, 1.0 - 1e-4);
        (p / (1.0 - p)).ln()
    }

    /// The best odds of `u` among the blocks behind `f`; −[`SURE`] when none comes.
    pub(super) fn best_later(&self, u: usize, f: usize) -> f32 {
        if u == f {
            return self.odds[u].first().map_or(-SURE, |next| next.max(self.later[u][0]));
        }
        near(&self.later, u, f).unwrap_or(-SURE)
    }

    /// The probability that `u` goes on behind `f`.
    pub(super) fn waits(&self, u: usize, f: usize) -> f32 {
        near(&self.waits, u, f).unwrap_or(0.0)
    }

    /// The best odds of any cut block before `f` but `u`.
    pub(super) fn best_before(&self, but: Option<usize>, f: usize) -> f32 {
        let before =
            (f.saturating_sub(WITHIN)..f).filter(|at| Some(*at) != but && self.digests.blocks[*at].cut);
        before.map(|at| self.seam(at, f)).fold(-SURE, f32::max)
    }
}

/// The probability that log odds stand for.
pub(super) fn probability(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

fn near(rows: &[Vec<f32>], u: usize, f: usize) -> Option<f32> {
    rows.get(u)?.get(f.checked_sub(u + 1)?).copied()
}

/// At each place of a row, what the places behind it come to.
fn behind(row: &[f32], nothing: f32, add: impl Fn(f32, f32) -> f32) -> Vec<f32> {
    let mut sums = vec![nothing; row.len()];
    for at in (1..row.len()).rev() {
        sums[at - 1] = add(sums[at], row[at]);
    }
    sums
}

/// By how much what a block says by itself outweighs the sum of its pairs (natural logarithm).
fn outweighs(border: f32, sum: f32) -> f32 {
    BORDER * (border - sum.max(1e-6).ln())
}

/// Whether it goes on at all, the block itself knows better than the sum of its pairs…
fn scale_rows(weights: &mut [Vec<f32>], borders: &[(f32, f32)]) {
    for (row, (cut, _)) in weights.iter_mut().zip(borders) {
        let scale = outweighs(*cut, row.iter().sum()).exp();
        row.iter_mut().for_each(|weight| *weight *= scale);
    }
}

/// …and whether it goes on from another. What speaks against that counts little: a cut may fall between two sentences.
fn scale_columns(weights: &mut [Vec<f32>], borders: &[(f32, f32)]) {
    let sums = sums_of_columns(weights, &vec![1.0; weights.len()]);
    let scale = |(sum, (_, middle)): (&f32, &(f32, f32))| outweighs(*middle, *sum).max(AGAINST).exp();
    let scales: Vec<f32> = sums.iter().zip(borders).map(scale).collect();
    for (u, row) in weights.iter_mut().enumerate() {
        row.iter_mut().zip(&scales[u + 1..]).for_each(|(weight, scale)| *weight *= scale);
    }
}

/// What the rows' weights, each row times its factor, come to in each column.
fn sums_of_columns(weights: &[Vec<f32>], factors: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0; weights.len()];
    for (u, row) in weights.iter().enumerate() {
        for (sum, weight) in sums[u + 1..].iter_mut().zip(row) {
            *sum += weight * factors[u];
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block that is cut, one that reads like a paragraph's beginning and goes better with it, and one that reads like the
    /// middle of one.
    #[test]
    fn what_a_block_says_of_its_beginning_counts_for_a_reading_as_a_whole() {
        let mut weights: Vec<Vec<f32>> = vec![vec![0.5_f32.exp(), (-1.0_f32).exp()], vec![0.0], vec![]];
        let borders = [(3.0, -6.0), (-6.0, -3.0), (-6.0, 3.0)];
        scale_rows(&mut weights, &borders);
        let steps = Matched::of(&weights);
        assert!(steps.goes_on(0, 1) > 2.0 * steps.goes_on(0, 2), "by the pair alone");
        scale_columns(&mut weights, &borders);
        let balanced = Matched::of(&weights);
        assert!(balanced.goes_on(0, 2) > 1.5 * balanced.goes_on(0, 1), "with the block's own word");
        assert!(balanced.goes_on(0, 1) > 0.1, "a cut may fall between two sentences");
        for (matched, f) in [(&steps, 1), (&steps, 2), (&balanced, 1), (&balanced, 2)] {
            let all = matched.begins[f] + matched.goes_on(0, f);
            assert!((all - 1.0).abs() < 0.01, "it begins a paragraph or goes on from the cut block: {all}");
        }
    }
}
