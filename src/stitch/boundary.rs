//! Boundaries: where a story takes over from another on the page, how sure that is, and why.
//!
//! How sure, two things tell of the block: how probable the step was by which the search placed it, and in how many of the
//! readings that the search was left with it follows the same; and two of the page: how probable its steps are in the mean,
//! and how well it is printed.

use super::digest::{Digest, Digests, Manner};
use super::pairs::{confidence, log_odds, probability};
use super::reason::{SAME_SUBJECT, same_speaker};
use super::search::Chosen;
use super::story::{Story, runs};
use super::thread::{MEMORY, Move, Part, State};
use super::{ArticleId, Boundary, Confidence, OtherStory, Reason};
use crate::block::Ending;

/// Where a block can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// To the story of this number, by the order of opening.
    Story(usize),
    /// To a story that begins with it.
    New,
    /// To no story.
    None,
}

/// How a block's place was chosen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Placing {
    /// The log odds of the place.
    pub(super) odds: f32,
    /// The best of the others, and its log odds.
    pub(super) other: Option<(Place, f32)>,
}

/// Log odds beyond this say no more.
const SURE: f32 = 9.0;

impl Placing {
    /// The placing by a move, of some moves that are worth so much (natural logarithms).
    pub(super) fn of(state: &State, moves: &[Move], worth: &[f32], chosen: Move) -> Self {
        let most = worth.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut places: Vec<(Place, f32)> = Vec::new();
        for (step, worth) in moves.iter().zip(worth) {
            let (to, p) = (place(state, *step), (worth - most).exp());
            match places.iter_mut().find(|(place, _)| *place == to) {
                Some((_, all)) => *all += p,
                None => places.push((to, p)),
            }
        }
        let all: f32 = places.iter().map(|(_, p)| p).sum();
        let odds = |p: f32| (p.max(1e-6) / (all - p).max(1e-6)).ln().clamp(-SURE, SURE);
        let to = place(state, chosen);
        let own = places.iter().find(|(place, _)| *place == to).map_or(0.0, |(_, p)| *p);
        let others = places.iter().filter(|(place, _)| *place != to);
        let other = others.max_by(|a, b| a.1.total_cmp(&b.1));
        Self { odds: odds(own), other: other.map(|(place, p)| (*place, odds(*p))) }
    }
}

fn place(state: &State, step: Move) -> Place {
    match step {
        Move::Open | Move::OpenBare => Place::New,
        Move::Attach(t) | Move::Crown(t) | Move::Divide(t) | Move::Go(t) => Place::Story(state.threads[t].id),
        Move::Aside => Place::None,
    }
}

/// In what share of some readings, each weighing as its log odds say, each block follows what it follows in this one.
pub(super) fn agreed(readings: &[Chosen], odds: &[f32], this: usize) -> Vec<f32> {
    let most = odds.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = odds.iter().map(|odds| (odds - most).exp()).collect();
    let all: f32 = weights.iter().sum();
    let own = led(&readings[this]);
    let mut agreed = vec![0.0; own.len()];
    for (reading, weight) in readings.iter().zip(weights) {
        let same = led(reading).into_iter().zip(&own).map(|(led, own)| led == *own);
        agreed.iter_mut().zip(same).for_each(|(sum, same)| *sum += if same { weight / all } else { 0.0 });
    }
    agreed
}

/// What each block of a reading follows in its story: another block, or nothing; a block of no story has no answer.
fn led(reading: &Chosen) -> Vec<Option<Option<usize>>> {
    let mut last: Vec<Option<usize>> = Vec::new();
    let led = |(at, thread): (usize, Option<usize>)| {
        let thread = thread?;
        last.resize(last.len().max(thread + 1), None);
        Some(last[thread].replace(at))
    };
    reading.placed.iter().map(|placed| placed.thread).enumerate().map(led).collect()
}

/// What the shown confidence weighs.
pub(super) const INPUTS: usize = 5;

/// The weights of [`Takeover::inputs`], in their order; `read-errors CORPUS… --calibrate` fits them and prints how far they
/// hold (the table is in the card).
const CONFIDENCE: [f32; INPUTS] = [-9.48, 0.21, 0.39, 0.99, 7.46];

/// A place of the page where a story takes over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Takeover {
    /// The story, by the order of opening.
    pub(super) story: usize,
    /// Its first block there.
    pub(super) at: usize,
    /// Its last block before; none where it begins.
    pub(super) before: Option<usize>,
    /// One; the log odds of the step; those of the share of readings that agree; those of the page's steps in the mean, as
    /// some pages are hard to read everywhere; and the share of its blocks without a mark misread, as those of poor prints
    /// are. (The odds of a join across the boundary, and the page's scraps and cut blocks: nothing gained.)
    pub(super) inputs: [f32; INPUTS],
}

/// Where stories take over, in the order of the page.
pub(super) fn takeovers(manner: &Manner, chosen: &Chosen) -> Vec<Takeover> {
    let Chosen { placed, placings, agreed, .. } = chosen;
    let mean = placings.iter().map(|placing| placing.odds).sum::<f32>() / placings.len().max(1) as f32;
    let clean = 1.0 - manner.misread;
    let led = led(chosen);
    let takeover = |(story, run): (usize, Vec<usize>)| {
        let at = *run.first()?;
        let agreed = log_odds(agreed[at].clamp(1e-3, 1.0 - 1e-3));
        let inputs = [1.0, placings[at].odds, agreed, mean, clean];
        Some(Takeover { story, at, before: led[at].flatten(), inputs })
    };
    runs(placed).into_iter().filter_map(takeover).collect()
}

/// The boundaries of each story, the first where it begins. `ids` has the stories' names.
pub(super) fn boundaries(
    digests: &Digests,
    chosen: &Chosen,
    stories: &[Story],
    ids: &[ArticleId],
) -> Vec<Vec<Boundary>> {
    let mut boundaries = vec![Vec::new(); stories.len()];
    for takeover in takeovers(&digests.manner, chosen) {
        let other = |(place, odds): (Place, f32)| {
            let article = match place {
                Place::Story(story) => Some(ids.get(story)?.clone()),
                Place::New => None,
                Place::None => return None,
            };
            Some(OtherStory { article, confidence: Confidence(probability(odds)) })
        };
        boundaries[takeover.story].push(Boundary {
            block: digests.blocks[takeover.at].id,
            confidence: confidence(takeover.inputs, CONFIDENCE),
            reasons: reasons(digests, chosen, &stories[takeover.story], takeover),
            runner_up: chosen.placings[takeover.at].other.and_then(other),
        });
    }
    boundaries
}

/// Why the story takes over there; one reason at least.
fn reasons(digests: &Digests, chosen: &Chosen, story: &Story, takeover: Takeover) -> Vec<Reason> {
    let digest = |at: usize| &digests.blocks[at];
    let (at, heads) = (takeover.at, chosen.placed[takeover.at].part == Part::Headline);
    let here = digest(at);
    let before = &story.text[..story.text.partition_point(|block| *block < at)];
    let before = &before[before.len().saturating_sub(MEMORY)..];
    let subject = |bundle: &[usize]| {
        let subjects = &digests.subjects;
        subjects.cosine(bundle, subjects.square(bundle), &[at], subjects.product(at, at))
    };
    let ended = at.checked_sub(1).is_some_and(|before| digest(before).ends_story());
    let last = before.last().map(|last| digest(*last));
    let cut = last.filter(|last| last.cut && last.block.signs.ending != Ending::Sentence);
    let text = |of: fn(&Digest) -> bool| !heads && of(here);
    let reasons = [
        (Reason::Headline, heads),
        (Reason::Dateline, text(Digest::has_dateline)),
        (Reason::ContinuesSentence, !heads && cut.is_some()),
        (
            Reason::ClosesQuotation,
            last.is_some_and(|last| last.block.signs.open > 0) && here.block.signs.open < 0,
        ),
        (Reason::FirstParagraph, takeover.before.is_none() && text(|digest| digest.voice.first > 0.0)),
        (Reason::NamesHeadline, !heads && subject(&story.headline) > SAME_SUBJECT),
        (Reason::SameSpeaker, same_speaker(digests, before, at)),
        (Reason::SameSubject, subject(before) > SAME_SUBJECT),
        (Reason::StoryEnded, ended),
    ];
    let mut reasons: Vec<Reason> =
        reasons.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect();
    if reasons.is_empty() {
        reasons.push(if takeover.before.is_none() { Reason::OtherSubject } else { Reason::NextInColumns });
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stitch::search::Placed;

    fn reading(threads: &[Option<usize>]) -> Chosen {
        let placed = |thread: &Option<usize>| Placed { thread: *thread, part: Part::Text };
        let placing = Placing { odds: 2.0, other: None };
        Chosen {
            placed: threads.iter().map(placed).collect(),
            placings: vec![placing; threads.len()],
            agreed: vec![1.0; threads.len()],
            ..Chosen::default()
        }
    }

    #[test]
    fn readings_agree_where_a_block_follows_the_same() {
        let readings = [
            reading(&[Some(0), Some(1), Some(0), None]),
            reading(&[Some(0), Some(1), Some(1), Some(0)]),
            reading(&[Some(0), Some(0), Some(0), None]),
        ];
        let agreed = agreed(&readings, &[0.0, 0.0, f32::NEG_INFINITY], 0);
        assert_eq!(agreed, [1.0, 1.0, 0.5, 0.5], "the third weighs nothing");
    }

    #[test]
    fn a_story_takes_over_behind_its_last_block() {
        let told = |threads: &[Option<usize>]| -> Vec<(usize, usize, Option<usize>)> {
            takeovers(&Manner::default(), &reading(threads))
                .iter()
                .map(|t| (t.story, t.at, t.before))
                .collect()
        };
        let threads = [Some(0), Some(0), Some(1), None, Some(1), Some(0), Some(2)];
        let expected = [(0, 0, None), (1, 2, None), (0, 5, Some(1)), (2, 6, None)];
        assert_eq!(told(&threads), expected, "a scrap parts nothing");
        assert_eq!(told(&[None, None]), []);
    }

    #[test]
    fn what_is_likelier_is_surer() {
        let sure = |odds: f32, agreed: f32, mean: f32, clean: f32| {
            confidence([1.0, odds, agreed, mean, clean], CONFIDENCE).0
        };
        let usual = sure(5.0, 3.0, 5.0, 1.0);
        assert!(usual > 0.9, "{usual}");
        let all = [
            sure(-1.0, 3.0, 5.0, 1.0),
            sure(5.0, -1.0, 5.0, 1.0),
            sure(5.0, 3.0, 2.0, 1.0),
            sure(5.0, 3.0, 5.0, 0.6),
        ];
        for less in all {
            assert!(less < usual, "{less} {usual}");
        }
    }
}
