//! Search: what is chosen. A beam over the blocks in the order of the page: each state is one way of having read the
//! page so far; each block takes the moves that are possible, each worth what its signals say.

use super::awaited::AwaitedHere;
use super::boundary::{Placing, agreed};
use super::model::{Model, Table};
use super::pairs::Pairs;
use super::reading;
use super::thread::{Move, Part, State};
use super::worth::{self, Look, Scene};

/// States kept at each block, and readings to choose from at the end. (Of 438 pages of `train`, the right reading is the
/// best of 16 on 336 for 315 by its steps alone; it is among the 16 on 399.)
const BEAM: usize = 16;

/// …and where another page awaits a story: what speaks for it comes late, with the jump line.
const WIDE_BEAM: usize = 48;

/// A page of more blocks than this is none of a newspaper: its beam gets narrower as it gets longer, so that time stays in
/// bounds whatever is fed in.
const LONG: usize = 2000;

/// The moves' log odds are divided by this before they are made probabilities: they are learned from pages read
/// without an error so far, and too sure of themselves where there was one.
const HEAT: f32 = 2.5;

/// A story left in mid-sentence although its continuation stands further on costs up to this much (natural logarithm):
/// a step's probability says what is usual here, and does not see what it leaves behind.
const DANGLING: f32 = 0.7;

/// Going on across blank lines that are more than usual costs this much: who set them meant a border. No page to learn
/// from has any.
const BLANK: f32 = 4.0;

/// A photograph's caption in a story that was filed (新华社北京3月13日电) costs this much: of 1,021 such stories to
/// learn from one has its photograph's credit.
const PHOTO: f32 = 3.0;

/// A short line parted by blanks as text costs this much: of 7,277 pieces of text of 40 characters or less to learn from
/// none is, and of the headlines three in ten.
const PARTED: f32 = 3.0;

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
    /// The logarithm of its probability, costs taken off.
    pub(super) score: f32,
    /// How each place was chosen…
    pub(super) placings: Vec<Placing>,
    /// …and in what share of the readings the block follows the same; nothing before one is chosen.
    pub(super) agreed: Vec<f32>,
}

/// Places every block: as the best of the readings does, each judged as a whole.
pub(super) fn search(pairs: &Pairs<'_>, awaited: &AwaitedHere) -> Chosen {
    let mut readings = readings(pairs, awaited);
    let worth = pairs.model.scorer(Table::Reading).scores(&reading::rows(pairs.digests, &readings));
    // Of equals the likeliest by its steps, which is the first.
    let best = worth.iter().enumerate().rev().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(nth, _)| nth);
    let agreed = agreed(&readings, &worth, best);
    Chosen { agreed, ..readings.swap_remove(best) }
}

/// The readings that the search is left with, one at least, the likeliest by its steps first.
pub(super) fn readings(pairs: &Pairs<'_>, awaited: &AwaitedHere) -> Vec<Chosen> {
    let digests = pairs.digests;
    let width = if awaited.is_empty() { BEAM } else { WIDE_BEAM };
    let width = (width * LONG / digests.blocks.len().max(LONG)).max(1);
    let mut beam = vec![State::new()];
    for f in 0..digests.blocks.len() {
        let look = Look::at(pairs, f);
        let scenes: Vec<Scene<'_>> = beam.iter().map(|state| Scene::of(pairs, state, &look)).collect();
        let moves: Vec<Vec<Move>> = beam.iter().map(|state| state.moves(digests, f)).collect();
        let asked: Vec<_> = scenes.iter().zip(moves.iter().map(Vec::as_slice)).collect();
        let mut worth = worth(pairs.model, &asked);
        let mut next: Vec<(usize, Move, f32)> = Vec::new();
        for (at, ((state, moves), worth)) in beam.iter().zip(&moves).zip(&mut worth).enumerate() {
            let cost = |step: Move| cost(pairs, state, f, step) + awaited.cost(digests, state, f, step);
            moves.iter().zip(worth.iter_mut()).for_each(|(step, worth)| *worth -= cost(*step));
            next.extend(moves.iter().zip(worth).map(|(step, worth)| (at, *step, state.score + *worth)));
        }
        next.sort_by(|a, b| b.2.total_cmp(&a.2));
        next.truncate(width);
        let after = |(at, step, score): &(usize, Move, f32)| {
            let placing = Placing::of(&beam[*at], &moves[*at], &worth[*at], *step);
            beam[*at].after(digests, f, *step, *score, placing)
        };
        beam = next.iter().map(after).collect();
    }
    beam.iter().map(|state| trace(state, digests.blocks.len())).collect()
}

/// The logarithms of the probabilities of the moves of some scenes.
pub(super) fn worth(model: &Model, asked: &[(&Scene<'_>, &[Move])]) -> Vec<Vec<f32>> {
    worth::worth(model, asked).into_iter().map(|odds| probabilities(&odds)).collect()
}

fn probabilities(odds: &[f32]) -> Vec<f32> {
    let logits: Vec<f32> = odds.iter().map(|odds| odds / HEAT).collect();
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum = logits.iter().map(|logit| (logit - most).exp()).sum::<f32>().ln() + most;
    logits.iter().map(|logit| logit - sum).collect()
}

/// What a move costs beside its improbability.
pub(super) fn cost(pairs: &Pairs<'_>, state: &State, f: usize, step: Move) -> f32 {
    let digests = pairs.digests;
    let text = matches!(step, Move::Go(_) | Move::OpenBare);
    let mut cost = if text && digests.blocks[f].is_parted() { PARTED } else { 0.0 };
    let Move::Go(t) = step else { return cost };
    let filed = || state.threads[t].recent.iter().any(|u| digests.blocks[*u].has_dateline());
    if digests.is_caption(f) && filed() {
        cost += PHOTO;
    }
    if let Some(u) = state.threads[t].dangling(digests) {
        cost += DANGLING * pairs.waits(u, f);
    }
    if state.current == Some(t) && digests.blocks[f].block.blank_before > 1 {
        cost += BLANK;
    }
    cost
}

/// Reads the moves of a state back.
fn trace(state: &State, blocks: usize) -> Chosen {
    let (mut placed, mut placings) = (Vec::with_capacity(blocks), Vec::with_capacity(blocks));
    let mut step = state.trace.as_ref();
    while let Some(this) = step {
        placed.push(Placed { thread: this.thread, part: this.part });
        placings.push(this.placing);
        step = this.before.as_ref();
    }
    placed.reverse();
    placings.reverse();
    Chosen { placed, score: state.score, placings, agreed: Vec::new() }
}
