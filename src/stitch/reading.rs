//! Readings: what only shows when a page has been read to its end.
//!
//! A step of the search sees a block and what came before it. Whether the pieces of a story are as long as each other, as
//! they are in columns of one height, whether its text ends as stories do: that a reading shows as a whole, and by that one of
//! those is chosen with which the search is left ("reranking").

use super::digest::{Digests, Sort};
use super::pairs::probability;
use super::search::Chosen;
use super::story::{Run, Story, stories};
use super::thread::Part;
use super::topic::Topic;
use super::weights::{Row, signals};
use crate::block::Bold;
use std::collections::BTreeMap;

signals! {
    /// What a whole reading says for itself: sums over the page.
    ReadingSignal from 0; {
        /// The logarithm of the probability of its steps, costs taken off.
        Steps = "steps",
        /// Runs: neighbouring blocks of one story.
        Runs = "runs",
        /// How far a story's runs are from their mean length: they stand in columns of one height.
        UnevenRuns = "uneven_runs",
        /// By how many the runs of two stories that stand beside each other differ: they stand in the same columns.
        UnequalRuns = "unequal_runs",
        /// Blocks of no story.
        Asides = "asides",
        /// The headlines are about their own stories, rather than those near (logarithm of the probability).
        Topics = "headline_topics",
        /// The lines that are headlines and subheads read like headings.
        Lines = "heading_lines",
        /// Stories with one subhead: what divides a story mostly does so more than once.
        Lone = "lone_subheads",
        /// Headlines are marked otherwise than subheads: by how much their marks tell them apart better than their numbers do.
        Marks = "marks_tell",
        /// The first of each story's text reads like a first paragraph, and no other does.
        Firsts = "firsts",
        /// The last of each story's text reads like a last paragraph, and no other does.
        Lasts = "lasts",
    }
}

/// How far a run may be from its story's mean length: about a line's characters, and so much of the mean beside.
const LINE: f32 = 15.0;
const STRAY: f32 = 0.05;

/// The most by which two stories' numbers of runs differ.
const UNEQUAL: f32 = 3.0;

/// How much nearer topics speak for a headline: logits for a cosine of 1.
const NEARER: f32 = 6.0;

/// Stories before and behind that a headline could belong to.
const NEAR: usize = 24;

/// The most that is added to all odds of a page: voices' are within 6 of 0, and one block in 20,000 is 10 below even odds.
const MOST_SHIFT: f32 = 16.0;

/// The signals of some readings of a page.
pub(super) fn rows(digests: &Digests, readings: &[Chosen]) -> Vec<Row> {
    readings.iter().map(|reading| row(digests, reading)).collect()
}

fn row(digests: &Digests, reading: &Chosen) -> Row {
    use ReadingSignal as S;
    let placed = &reading.placed;
    let stories = stories(digests, placed);
    let mut row = Row::new(S::ALL.len());
    row.tell(S::Steps, reading.score);
    row.tell(S::Runs, stories.iter().map(|story| story.all_runs).sum::<usize>() as f32);
    row.tell(S::Asides, placed.iter().filter(|placed| placed.thread.is_none()).count() as f32);
    row.tell(S::UnequalRuns, unequal(&stories));
    row.tell(S::Topics, headlines(digests, &stories));
    row.tell(S::UnevenRuns, stories.iter().map(|story| uneven(&story.runs)).sum());
    let voice = |at: &usize| &digests.blocks[*at].voice;
    let is_line = |at: &&usize| digests.blocks[**at].sort == Sort::Line && placed[**at].part != Part::Text;
    let lines = stories.iter().flat_map(|story| story.headline.iter().chain(&story.text)).filter(is_line);
    row.tell(S::Lines, lines.map(|at| ln_p(voice(at).heading)).sum());
    let subheads = |story: &&Story| story.text.iter().filter(|at| digests.blocks[**at].is_heading()).count();
    row.tell(S::Lone, stories.iter().filter(|story| subheads(story) == 1).count() as f32);
    let headings = digests.blocks.iter().zip(placed).filter(|(digest, _)| digest.is_heading());
    let marked = headings.map(|(digest, placed)| {
        let marks = digest.block.marks;
        ((marks.heading, marks.bold == Bold::Whole), placed.part == Part::Headline)
    });
    row.tell(S::Marks, marks_tell(marked));
    let is_text = |at: &&usize| placed[**at].part == Part::Text;
    let texts =
        || stories.iter().flat_map(|story| story.text.iter().filter(is_text).map(move |at| (story, at)));
    let first = |(story, at): (&Story, &usize)| (voice(at).first, story.text.first() == Some(at));
    row.tell(S::Firsts, told(&texts().map(first).collect::<Vec<_>>()));
    let last = |(story, at): (&Story, &usize)| (voice(at).last, story.text.last() == Some(at));
    // What jumps ends elsewhere.
    let here = texts().filter(|(_, at)| digests.blocks[**at].block.jump.is_none());
    row.tell(S::Lasts, told(&here.map(last).collect::<Vec<_>>()));
    row
}

/// By how much marks tell headings that are so from those that are not better than their numbers do: the logarithm of the
/// ratio of the probabilities, each told by those before it (the estimator of Krichevsky and Trofimov).
fn marks_tell<M: Ord>(headings: impl Iterator<Item = (M, bool)>) -> f32 {
    let mut alike: BTreeMap<M, [f32; 2]> = BTreeMap::new();
    let mut all = [0.5; 2];
    let mut sum = 0.0;
    for (marks, so) in headings {
        let alike = alike.entry(marks).or_insert([0.5; 2]);
        let share = |counts: &[f32; 2]| counts[usize::from(so)] / (counts[0] + counts[1]);
        sum += share(alike).ln() - share(&all).ln();
        alike[usize::from(so)] += 1.0;
        all[usize::from(so)] += 1.0;
    }
    sum
}

/// How well log odds tell which of some blocks it is that are so, given how many are: the logarithm of the probability, with
/// as much added to all odds as makes so many expected ("prior shift": in papers unlike those learned from, first and last
/// paragraphs are heard less, or more, all over the page).
fn told(blocks: &[(f32, bool)]) -> f32 {
    let so = blocks.iter().filter(|(_, so)| *so).count();
    if so == 0 || so == blocks.len() {
        return 0.0;
    }
    let expected = |shift: f32| blocks.iter().map(|(odds, _)| probability(odds + shift)).sum::<f32>();
    let (mut shift, mut step) = (0.0, MOST_SHIFT);
    while step > 1e-3 {
        step /= 2.0;
        shift += if expected(shift) < so as f32 { step } else { -step };
    }
    let ln = |(odds, so): &(f32, bool)| ln_p(if *so { odds + shift } else { -odds - shift });
    blocks.iter().map(ln).sum()
}

/// The logarithm of the probability that log odds stand for.
fn ln_p(odds: f32) -> f32 {
    probability(odds).ln()
}

/// How far runs are from their mean length; one that is far counts little more than one that is not near (the logarithms of
/// Cauchy's distribution).
fn uneven(runs: &[Run]) -> f32 {
    let mean = runs.iter().map(|run| run.chars).sum::<usize>() as f32 / runs.len().max(1) as f32;
    let off = |run: &Run| (run.chars as f32 - mean) / (LINE + STRAY * mean);
    runs.iter().map(|run| off(run).powi(2).ln_1p()).sum()
}

/// By how many runs stories differ of which one begins before the other ends.
fn unequal(stories: &[Story]) -> f32 {
    let mut beside: Vec<&Story> = Vec::new();
    let mut sum = 0.0;
    for story in stories {
        let Some(first) = story.runs.first() else { continue };
        beside.retain(|other| other.runs.last().is_some_and(|run| run.last > first.first));
        sum += beside
            .iter()
            .map(|other| (other.runs.len().abs_diff(story.runs.len()) as f32).min(UNEQUAL))
            .sum::<f32>();
        beside.push(story);
    }
    sum
}

/// The logarithms of the probabilities that headlines belong to their own stories, of those near, by their topics.
fn headlines(digests: &Digests, stories: &[Story]) -> f32 {
    let topic = |blocks: &[usize]| -> Topic { blocks.iter().map(|at| &digests.blocks[*at].topic).sum() };
    let texts: Vec<Topic> = stories.iter().map(|story| topic(&story.text)).collect();
    let of = |nth: usize| {
        let headline = topic(&stories[nth].headline);
        let near = nth.saturating_sub(NEAR)..(nth + NEAR + 1).min(stories.len());
        let near = near.filter(|other| !stories[*other].text.is_empty());
        let odds = |other: usize| (NEARER * headline.cosine(&texts[other])).exp();
        (odds(nth) / near.map(odds).sum::<f32>()).ln()
    };
    let headed = |nth: &usize| !stories[*nth].headline.is_empty() && !stories[*nth].text.is_empty();
    (0..stories.len()).filter(headed).map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A story whose runs are so long, the first at this block, the others every other block.
    fn story(first: usize, chars: &[usize]) -> Story {
        let run = |(nth, chars): (usize, &usize)| Run {
            first: first + 2 * nth,
            last: first + 2 * nth,
            chars: *chars,
        };
        Story { runs: chars.iter().enumerate().map(run).collect(), ..Story::default() }
    }

    #[test]
    fn runs_of_one_length_stand_in_columns_of_one_height() {
        let uneven = |chars: &[usize]| uneven(&story(0, chars).runs);
        for even in [&[][..], &[300], &[200, 200], &[150, 150, 150]] {
            assert_eq!(uneven(even), 0.0, "{even:?}");
        }
        let (near, off, far) = (uneven(&[200, 190]), uneven(&[200, 100]), uneven(&[200, 20]));
        assert!(near < 0.2, "a line more or less: {near}");
        assert!(off > 5.0 * near && far > off, "{near} {off} {far}");
        assert!(far < 2.0 * off, "one that is far off may have lost text: {off} {far}");
    }

    #[test]
    fn what_is_told_is_which_blocks_not_how_many() {
        let told = |odds: [f32; 4], so: [bool; 4]| told(&odds.into_iter().zip(so).collect::<Vec<_>>());
        let [first, second] = [[true, false, false, false], [false, true, false, false]];
        let (right, wrong) = (told([2.0, -1.0, -1.0, -1.0], first), told([2.0, -1.0, -1.0, -1.0], second));
        assert!(right > wrong + 2.0, "{right} {wrong}");
        for shift in [-3.0, 3.0] {
            let shifted = told([2.0, -1.0, -1.0, -1.0].map(|odds| odds + shift), first);
            assert!(
                (shifted - right).abs() < 0.01,
                "heard less or more on all of the page: {shifted} {right}"
            );
        }
        let any = told([-4.0; 4], first);
        assert!(
            (any - (0.25f32.ln() + 3.0 * 0.75f32.ln())).abs() < 0.01,
            "nothing is heard, one of four is so: {any}"
        );
        assert_eq!(told([-4.0; 4], [true; 4]), 0.0);
        assert_eq!(told([-4.0; 4], [false; 4]), 0.0);
    }

    #[test]
    fn marks_tell_headlines_from_subheads() {
        let told = |headings: [(u8, bool); 6]| marks_tell(headings.into_iter());
        let apart = told([(1, true), (2, false), (2, false), (1, true), (2, false), (1, true)]);
        let mixed = told([(1, true), (2, false), (2, true), (1, false), (2, false), (1, true)]);
        assert!(apart > 2.0 && mixed < 0.0, "{apart} {mixed}");
        assert_eq!(told([1, 1, 1, 1, 1, 1].map(|level| (level, true))), 0.0, "all are alike");
        let one_is_off = told([(1, true), (2, false), (2, false), (1, true), (2, false), (2, true)]);
        assert!(one_is_off > mixed && one_is_off < apart, "{one_is_off}");
    }

    #[test]
    fn stories_beside_each_other_have_as_many_runs() {
        let [two, three, one] = [story(0, &[90, 90]), story(1, &[80, 80, 80]), story(20, &[70])];
        assert_eq!(unequal(&[two, three, one]), 1.0, "the last stands by itself");
        assert_eq!(unequal(&[story(0, &[90; 9]), story(1, &[80])]), UNEQUAL);
        assert_eq!(unequal(&[story(0, &[90, 90]), story(1, &[80, 80])]), 0.0);
    }
}
