//! Pairs: the seam odds of a page's pairs of blocks, and what they come to when all are considered together.

use super::digest::{Digests, Sort};
use super::model::Model;
use super::{Confidence, border, seam};

/// Log odds beyond this say no more.
pub(super) const SURE: f32 = 8.0;

/// A paragraph goes on within this many blocks, or not at all for all we can tell.
pub(super) const WITHIN: usize = 110;

/// How far a block's own odds of going on outweigh the sum of its pairs', 0 to 1.
const BORDER: f32 = 0.8;

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
                row[f - u - 1] = (odds + lines_go_on(digests, u, *f)).clamp(-SURE, SURE);
            }
            row
        };
        let odds: Vec<Vec<f32>> = (0..n).map(row).collect();
        let borders: Vec<(f32, f32)> = (0..n).map(|at| border::odds(model, digests, at)).collect();
        let mut weights: Vec<Vec<f32>> =
            odds.iter().map(|row| row.iter().map(|odds| odds.exp()).collect()).collect();
        scale_rows(&mut weights, &borders);
        let matched = Matched::of(&weights);
        let later = odds.iter().map(|row| behind(row, -SURE, f32::max)).collect();
        let waits = matched.goes_on.iter().map(|row| behind(row, 0.0, |a, b| a + b)).collect();
        Self { digests, model, odds, matched, later, waits, borders }
    }

    /// The log odds that `f` goes on in the paragraph of `u`, by what stands on both sides.
    pub(super) fn seam(&self, u: usize, f: usize) -> f32 {
        near(&self.odds, u, f).unwrap_or(-SURE)
    }

    /// The log odds of the same, all other pairs of the page considered.
    pub(super) fn matched(&self, u: usize, f: usize) -> f32 {
        log_odds(self.matched.goes_on(u, f).clamp(1e-4, 1.0 - 1e-4))
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

/// What printed lines add to the log odds that `f` goes on in the paragraph of `u`.
pub(super) fn lines_go_on(digests: &Digests, u: usize, f: usize) -> f32 {
    let lines = digests.blocks.get(f).filter(|_| f == u + 1);
    lines.map_or(0.0, |digest| digest.block.goes_on)
}

/// The probability that log odds stand for.
pub(super) fn probability(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// The log odds that a probability stands for.
pub(super) fn log_odds(p: f32) -> f32 {
    (p / (1.0 - p)).ln()
}

/// What is shown: a logistic model over some inputs, never quite sure.
pub(super) fn confidence<const N: usize>(inputs: [f32; N], weights: [f32; N]) -> Confidence {
    let p = probability(inputs.iter().zip(weights).map(|(input, weight)| input * weight).sum());
    Confidence(p.clamp(0.005, 0.995))
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

/// Whether it goes on at all, a block itself knows better than the sum of its pairs.
fn scale_rows(weights: &mut [Vec<f32>], borders: &[(f32, f32)]) {
    for (row, (cut, _)) in weights.iter_mut().zip(borders) {
        let sum: f32 = row.iter().sum();
        let scale = (BORDER * (cut - sum.max(1e-6).ln())).exp();
        row.iter_mut().for_each(|weight| *weight *= scale);
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

    /// Two blocks that are cut, and two that go on from either: who goes with whom only the four together tell.
    #[test]
    fn each_block_goes_on_once_and_is_gone_on_with_once() {
        let odds = |row: &[f32]| row.iter().map(|odds| odds.exp()).collect::<Vec<f32>>();
        let mut weights = vec![odds(&[-6.0, 1.0, 2.0]), odds(&[0.5, 3.0]), odds(&[-6.0]), odds(&[])];
        scale_rows(&mut weights, &[(5.0, -6.0), (5.0, -6.0), (-5.0, 5.0), (-5.0, 5.0)]);
        let matched = Matched::of(&weights);
        assert!(matched.goes_on(1, 3) > 0.6, "the likeliest pair");
        assert!(
            matched.goes_on(0, 2) > 1.4 * matched.goes_on(0, 3),
            "and what it leaves to the other, whose best is taken"
        );
        for (u, f) in [(0, 2), (1, 3)] {
            let goes_on: f32 = (u + 1..4).map(|f| matched.goes_on(u, f)).sum();
            assert!((matched.ends[u] + goes_on - 1.0).abs() < 0.05, "{u} ends or goes on");
            let led: f32 = (0..f).map(|u| matched.goes_on(u, f)).sum();
            assert!((matched.begins[f] + led - 1.0).abs() < 0.05, "{f} begins or is gone on with");
        }
    }
}
