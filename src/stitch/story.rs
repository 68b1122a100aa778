//! Stories: the blocks of a reading story by story, the runs they stand in, and what follows what.

use super::digest::{Digests, Sort};
use super::search::Placed;
use super::thread::Part;
use std::collections::BTreeMap;

/// A story of a reading: its blocks in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// All of them.
    pub(super) blocks: Vec<usize>,
    /// Its headline.
    pub(super) headline: Vec<usize>,
    /// Its text and subheads. (A jump line alone is no text.)
    pub(super) text: Vec<usize>,
    /// Its runs that have text…
    pub(super) runs: Vec<Run>,
    /// …and how many it has in all.
    pub(super) all_runs: usize,
}

/// Neighbouring blocks of one story: what stands of it in one column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Characters of its text.
    pub(super) chars: usize,
}

/// Two blocks of text that follow each other in a story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Succession {
    pub(super) u: usize,
    pub(super) f: usize,
    /// A headline of the story stands between them on the page.
    pub(super) heading_between: bool,
    /// Blocks of text of the story before `u`.
    pub(super) place: usize,
    /// Where they stand in two runs: how long these are.
    pub(super) runs: Option<Runs>,
}

/// How long two runs are, in characters, among all of their story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runs {
    pub(super) before: usize,
    pub(super) behind: usize,
    /// All runs together, and how many they are.
    pub(super) all: usize,
    pub(super) count: usize,
}

impl Runs {
    /// By how much a run of so many characters is longer than the story's others (logarithm of the ratio to their mean).
    pub(super) fn longer(&self, chars: usize) -> f32 {
        let others = (self.all - chars) as f32 / (self.count - 1).max(1) as f32;
        ((chars as f32 + 1.0) / (others + 1.0)).ln().clamp(-2.0, 2.0)
    }
}

/// The stories of a reading, in the order they open. A scrap parts no run.
pub(super) fn stories(digests: &Digests, placed: &[Placed]) -> Vec<Story> {
    let mut stories: BTreeMap<usize, Story> = BTreeMap::new();
    for (thread, run) in runs(placed) {
        let story = stories.entry(thread).or_default();
        let is_headline = |at: &usize| placed[*at].part == Part::Headline;
        let (headline, mut text): (Vec<usize>, Vec<usize>) = run.iter().partition(|at| is_headline(at));
        text.retain(|at| !digests.blocks[*at].block.text.is_empty());
        let chars = text.iter().map(|at| digests.blocks[*at].block.signs.chars).sum();
        if let Some((first, last)) = run.first().zip(run.last()).filter(|_| chars > 0) {
            story.runs.push(Run { first: *first, last: *last, chars });
        }
        story.all_runs += 1;
        story.headline.extend(headline);
        story.text.extend(text);
        story.blocks.extend(run);
    }
    stories.into_values().collect()
}

/// The runs of a reading, each with its story's number.
pub(super) fn runs(placed: &[Placed]) -> Vec<(usize, Vec<usize>)> {
    let mut runs: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, thread) in placed.iter().enumerate().filter_map(|(at, placed)| Some((at, placed.thread?))) {
        match runs.last_mut() {
            Some((of, run)) if *of == thread => run.push(at),
            _ => runs.push((thread, vec![at])),
        }
    }
    runs
}

impl Story {
    /// Each two blocks of text that follow each other, with no heading between.
    pub(super) fn successions<'a>(
        &'a self,
        digests: &'a Digests,
        placed: &'a [Placed],
    ) -> impl Iterator<Item = Succession> + 'a {
        let is_text = |at: usize| placed[at].part == Part::Text && digests.blocks[at].sort != Sort::Heading;
        let all = self.runs.iter().map(|run| run.chars).sum();
        let two = move |(place, two): (usize, &[usize])| {
            let (u, f) = (two[0], two[1]);
            let heading_between = self.headline.iter().any(|at| (u..f).contains(at));
            let run = |at: usize| {
                let nth = self.runs.partition_point(|run| run.last < at);
                self.runs.get(nth).filter(|run| run.first <= at)
            };
            let runs = run(u).zip(run(f)).filter(|(before, behind)| before.first != behind.first);
            let runs = runs.map(|(before, behind)| Runs {
                before: before.chars,
                behind: behind.chars,
                all,
                count: self.runs.len(),
            });
            two.iter().all(|at| is_text(*at)).then_some(Succession { u, f, heading_between, place, runs })
        };
        self.text.windows(2).enumerate().filter_map(two)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_where_another_story_goes_on() {
        let placed = |thread: Option<usize>| Placed { thread, part: Part::Text };
        let placed = [Some(0), Some(0), Some(1), None, Some(1), Some(0)].map(placed);
        assert_eq!(runs(&placed), [(0, vec![0, 1]), (1, vec![2, 4]), (0, vec![5])], "a scrap parts none");
    }

    #[test]
    fn what_was_lost_makes_a_run_shorter_than_the_others() {
        let longer = |[before, behind, all]: [usize; 3], count: usize| {
            let runs = Runs { before, behind, all, count };
            [runs.longer(before), runs.longer(behind)]
        };
        assert_eq!(longer([200, 200, 600], 3), [0.0, 0.0]);
        let [before, behind] = longer([200, 100, 500], 3);
        assert!(before > 0.2 && behind < -0.6, "{before} {behind}");
        let [before, behind] = longer([200, 100, 300], 2);
        assert!((before + behind).abs() < 1e-4, "of two, one is as much longer as the other is shorter");
    }
}
