//! Search: what is chosen. A beam over the blocks in the order of the page: each state is one way of having read the
//! page so far; each block takes the moves that are possible, each worth what its signals say.

use super::awaited::AwaitedHere;
use super::pairs::Pairs;
use super::thread::{Move, Part, State};
use super::worth::{Look, Scene};
use std::collections::HashMap;

/// States kept at each block. More than 8 changed nothing in measurements; fewer lose stories whose headline is late.
const BEAM: usize = 8;

/// …and where another page awaits a story: what speaks for it comes late, with the jump line.
const WIDE_BEAM: usize = 48;

/// The moves' log odds are divided by this before they are made probabilities: they are learned from pages read
/// without an error so far, and too sure of themselves where there was one.
const HEAT: f32 = 2.5;

/// A story left in mid-sentence although its continuation stands further on costs up to this much (natural logarithm):
/// a step's probability says what is usual here, and does not see what it leaves behind.
const DANGLING: f32 = 0.7;

/// Going on across blank lines that are more than usual costs this much: who set them meant a border. No page to learn
/// from has any.
const BLANK: f32 = 4.0;

/// Each headline left without text at the end of the page costs this much.
const LEFT_BARE: f32 = 1.5;

/// Where a block went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// The story, by the order of opening; none for a scrap.
    pub(super) thread: Option<usize>,
    /// As what.
    pub(super) part: Part,
}

/// The page, placed.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// A place for each block.
    pub(super) placed: Vec<Placed>,
    /// The share of the beam's weight in which a block goes on in its story behind another: by (first, second).
    shares: HashMap<(usize, usize), f32>,
    /// The logarithm of its probability, costs taken off.
    pub(super) score: f32,
}

impl Chosen {
    /// How sure it is that `f` comes next behind `u`, 0 to 1, by the ways of reading the page that were kept.
    pub(super) fn share(&self, u: usize, f: usize) -> f32 {
        self.shares.get(&(u, f)).copied().unwrap_or(0.0)
    }

    /// True when a headline or subhead of the story of `u` stands between `u` and `f`.
    pub(super) fn heading_between(&self, u: usize, f: usize) -> bool {
        let story = self.placed[u].thread;
        self.placed[u..f].iter().any(|placed| placed.thread == story && placed.part != Part::Text)
    }
}

/// Places every block.
pub(super) fn search(pairs: &Pairs<'_>, awaited: &AwaitedHere) -> Chosen {
    let digests = pairs.digests;
    let width = if awaited.is_empty() { BEAM } else { WIDE_BEAM };
    let mut beam = vec![State::new()];
    for f in 0..digests.blocks.len() {
        let look = Look::at(pairs, f);
        let mut next: Vec<(usize, Move, f32)> = Vec::new();
        for (at, state) in beam.iter().enumerate() {
            let moves = state.moves(digests, f);
            let worth = worth(&Scene::of(pairs, state, &look), &moves);
            let cost = |step: Move| cost(pairs, state, f, step) + awaited.cost(digests, state, f, step);
            next.extend(
                moves.iter().zip(worth).map(|(step, log_p)| (at, *step, state.score + log_p - cost(*step))),
            );
        }
        next.sort_by(|a, b| b.2.total_cmp(&a.2));
        next.truncate(width);
        beam = next.iter().map(|(at, step, score)| beam[*at].after(digests, f, *step, *score)).collect();
    }
    beam.sort_by(|a, b| final_score(b).total_cmp(&final_score(a)));
    let placed: Vec<Vec<Placed>> = beam.iter().map(|state| trace(state, digests.blocks.len())).collect();
    let scores: Vec<f32> = beam.iter().map(final_score).collect();
    let shares = shares(&placed, &scores);
    let score = beam.first().map_or(0.0, |state| state.score);
    Chosen { placed: placed.into_iter().next().unwrap_or_default(), shares, score }
}

/// The logarithms of the moves' probabilities.
pub(super) fn worth(scene: &Scene<'_>, moves: &[Move]) -> Vec<f32> {
    let logits: Vec<f32> = moves.iter().map(|step| scene.worth(*step) / HEAT).collect();
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum = logits.iter().map(|logit| (logit - most).exp()).sum::<f32>().ln() + most;
    logits.iter().map(|logit| logit - sum).collect()
}

/// What a move costs beside its improbability.
pub(super) fn cost(pairs: &Pairs<'_>, state: &State, f: usize, step: Move) -> f32 {
    let Move::Go(t) = step else { return 0.0 };
    let mut cost = 0.0;
    if let Some(u) = state.threads[t].dangling(pairs.digests) {
        cost += DANGLING * pairs.waits(u, f);
    }
    if state.current == Some(t) && pairs.digests.blocks[f].block.blank_before > 1 {
        cost += BLANK;
    }
    cost
}

fn final_score(state: &State) -> f32 {
    let bare = state.threads.iter().filter(|thread| thread.len == 0).count();
    state.score - LEFT_BARE * bare as f32
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

/// The weight of each succession among the readings kept.
fn shares(readings: &[Vec<Placed>], scores: &[f32]) -> HashMap<(usize, usize), f32> {
    let best = scores.first().copied().unwrap_or(0.0);
    let weights: Vec<f32> = scores.iter().map(|score| (score - best).exp()).collect();
    let all: f32 = weights.iter().sum();
    let mut shares = HashMap::new();
    for (placed, weight) in readings.iter().zip(weights) {
        let mut last: HashMap<usize, usize> = HashMap::new();
        for (f, placed) in placed.iter().enumerate().filter(|(_, placed)| placed.part == Part::Text) {
            let before = placed.thread.and_then(|thread| last.insert(thread, f));
            if let Some(u) = before {
                *shares.entry((u, f)).or_insert(0.0) += weight / all;
            }
        }
    }
    shares
}
