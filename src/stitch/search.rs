//! Search: what is chosen. A beam over the blocks in the order of the page: each state is one way of having read the
//! page so far; each block takes the moves that are possible, each worth what its signals say.

use super::digest::Digests;
use super::pairs::Pairs;
use super::thread::{Move, Part, State};
use super::weights::Weights;
use super::worth::{Scene, ahead};

/// States kept at each block. More than 8 changed nothing in measurements; fewer lose stories whose headline is late.
const BEAM: usize = 8;

/// Each story left in mid-sentence at the end of the page costs this much (natural logarithm)…
const LEFT_CUT: f32 = 1.0;

/// …and each headline left without text this much.
const LEFT_BARE: f32 = 1.5;

/// Where a block went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// The story, by the order of opening.
    pub(super) thread: usize,
    /// As what.
    pub(super) part: Part,
}

/// Places every block in a story.
pub(super) fn search(digests: &Digests, pairs: &Pairs<'_>, weights: &Weights) -> Vec<Placed> {
    let mut beam = vec![State::new()];
    for f in 0..digests.blocks.len() {
        let ahead = ahead(digests, f);
        let mut next: Vec<(usize, Move, f32)> = Vec::new();
        for (at, state) in beam.iter().enumerate() {
            let moves = state.moves(digests, f);
            let worth = worth(&Scene::of(digests, pairs, state, f, &ahead), weights, &moves);
            next.extend(moves.iter().zip(worth).map(|(step, log_p)| (at, *step, state.score + log_p)));
        }
        next.sort_by(|a, b| b.2.total_cmp(&a.2));
        next.truncate(BEAM);
        beam = next.iter().map(|(at, step, score)| beam[*at].after(digests, f, *step, *score)).collect();
    }
    let best = beam.iter().max_by(|a, b| final_score(digests, a).total_cmp(&final_score(digests, b)));
    best.map_or_else(Vec::new, |state| trace(state, digests.blocks.len()))
}

/// The logarithms of the moves' probabilities.
fn worth(scene: &Scene<'_>, weights: &Weights, moves: &[Move]) -> Vec<f32> {
    let logits: Vec<f32> = moves
        .iter()
        .map(|step| {
            let mut logit = 0.0;
            scene.signals(*step, &mut |signal, value| logit += weights.0[signal as usize] * value);
            logit
        })
        .collect();
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum = logits.iter().map(|logit| (logit - most).exp()).sum::<f32>().ln() + most;
    logits.iter().map(|logit| logit - sum).collect()
}

fn final_score(digests: &Digests, state: &State) -> f32 {
    let cut = state.threads.iter().filter(|thread| thread.dangling(digests).is_some()).count();
    let bare = state.threads.iter().filter(|thread| thread.len == 0).count();
    state.score - LEFT_CUT * cut as f32 - LEFT_BARE * bare as f32
}

/// Reads the moves of a state back.
fn trace(state: &State, blocks: usize) -> Vec<Placed> {
    let mut placed = Vec::with_capacity(blocks);
    let mut step = state.trace.as_ref();
    while let Some(this) = step {
        placed.push(Placed { thread: this.thread, part: this.part });
        step = this.before.as_ref();
    }
    placed.reverse();
    placed
}
