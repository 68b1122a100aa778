//! Pairs: the seam odds of pairs of blocks, each worked out once, when first asked for.

use super::digest::{Digests, Sort};
use super::model::Model;
use super::seam;
use std::cell::RefCell;
use std::collections::HashMap;

/// Log odds beyond this say no more.
pub(super) const SURE: f32 = 8.0;

/// A paragraph goes on within this many blocks, or not at all for all we can tell.
pub(super) const WITHIN: usize = 70;

/// The seam odds of a page's pairs of blocks.
pub(super) struct Pairs<'a> {
    pub(super) digests: &'a Digests,
    pub(super) model: &'a Model,
    /// Odds of `u` with `u + 1 + i`, as far as they were asked for.
    known: RefCell<Vec<Vec<f32>>>,
    /// For a cut block: the best odds among the blocks behind each later one.
    later: RefCell<HashMap<usize, Vec<f32>>>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(model: &'a Model, digests: &'a Digests) -> Self {
        let known = RefCell::new(vec![Vec::new(); digests.blocks.len()]);
        Self { digests, model, known, later: RefCell::default() }
    }

    /// The log odds that `f` goes on in the paragraph of `u`.
    pub(super) fn seam(&self, u: usize, f: usize) -> f32 {
        let near = f.checked_sub(u + 1).filter(|by| *by < WITHIN);
        let known =
            near.and_then(|by| self.known.borrow().get(u)?.get(by).copied()).filter(|odds| !odds.is_nan());
        known.unwrap_or_else(|| {
            let odds = seam::odds(self.model, self.digests, u, f).clamp(-SURE, SURE);
            if let Some(by) = near {
                let mut known = self.known.borrow_mut();
                known[u].resize(WITHIN, f32::NAN);
                known[u][by] = odds;
            }
            odds
        })
    }

    /// The best such odds of any cut block before `f` but `u`.
    pub(super) fn best_before(&self, but: Option<usize>, f: usize) -> f32 {
        let before =
            (f.saturating_sub(WITHIN)..f).filter(|at| Some(*at) != but && self.digests.blocks[*at].cut);
        before.map(|at| self.seam(at, f)).fold(-SURE, f32::max)
    }

    /// The best such odds among the blocks behind `f`; −[`SURE`] when none comes.
    pub(super) fn best_later(&self, u: usize, f: usize) -> f32 {
        if let Some(best) = self.later.borrow().get(&u) {
            return best.get(f - u).copied().unwrap_or(-SURE);
        }
        let last = (u + WITHIN).min(self.digests.blocks.len().saturating_sub(1));
        // best[d]: the best among u + d + 1 ..= last
        let mut best = vec![-SURE; last - u + 1];
        for at in (u + 1..=last).rev() {
            let here = if self.digests.blocks[at].sort == Sort::Heading { -SURE } else { self.seam(u, at) };
            best[at - 1 - u] = best[at - u].max(here);
        }
        let answer = best.get(f - u).copied().unwrap_or(-SURE);
        self.later.borrow_mut().insert(u, best);
        answer
    }
}
