//! Pairs: the seam odds of pairs of blocks, each worked out once, when first asked for.

use super::digest::{Digests, Sort};
use super::seam;
use super::weights::Weights;
use std::cell::RefCell;
use std::collections::HashMap;

/// A paragraph goes on within this many blocks, or not at all for all we can tell.
pub(super) const WITHIN: usize = 70;

/// The seam odds of a page's pairs of blocks.
pub(super) struct Pairs<'a> {
    digests: &'a Digests,
    weights: &'a Weights,
    known: RefCell<HashMap<(usize, usize), f32>>,
    /// For a cut block: the best odds among the blocks behind each later one.
    later: RefCell<HashMap<usize, Vec<f32>>>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(digests: &'a Digests, weights: &'a Weights) -> Self {
        Self { digests, weights, known: RefCell::default(), later: RefCell::default() }
    }

    /// The log odds that `f` goes on in the paragraph of `u`.
    pub(super) fn seam(&self, u: usize, f: usize) -> f32 {
        let known = self.known.borrow().get(&(u, f)).copied();
        known.unwrap_or_else(|| {
            let odds = seam::odds(self.weights, self.digests, u, f);
            self.known.borrow_mut().insert((u, f), odds);
            odds
        })
    }

    /// The best such odds among the blocks behind `f`; −8 when none comes.
    pub(super) fn best_later(&self, u: usize, f: usize) -> f32 {
        if let Some(best) = self.later.borrow().get(&u) {
            return best.get(f - u).copied().unwrap_or(-8.0);
        }
        let last = (u + WITHIN).min(self.digests.blocks.len().saturating_sub(1));
        // best[d]: the best among u + d + 1 ..= last
        let mut best = vec![-8.0_f32; last - u + 1];
        for at in (u + 1..=last).rev() {
            let here = if self.digests.blocks[at].sort == Sort::Heading { -8.0 } else { self.seam(u, at) };
            best[at - 1 - u] = best[at - u].max(here.clamp(-8.0, 8.0));
        }
        let answer = best.get(f - u).copied().unwrap_or(-8.0);
        self.later.borrow_mut().insert(u, best);
        answer
    }
}
