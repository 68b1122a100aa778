//! Lessons: what the learner learns from: a page replayed with its gold, each decision with its signals.
//!
//! Only the program that learns uses this; it sees the same signals by the same code as the search.

use super::digest::{Digests, Sort};
use super::join::{self, Succession};
use super::pairs::{Pairs, WITHIN};
use super::thread::{Move, Part, State};
use super::weights::Weights;
use super::worth::{Scene, ahead};
use super::{seam, worth};
use crate::block::Page;
use crate::source::FileSpan;
use std::collections::HashMap;

/// An article of the gold, its pieces as ranges of bytes in the page file.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The pieces of its headline.
    pub title: Vec<FileSpan>,
    /// Its paragraphs, each in its pieces.
    pub paragraphs: Vec<Vec<FileSpan>>,
}

/// A decision: for each option the signals that are not zero (number, value), and whether it is right.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The options.
    pub options: Vec<(Vec<(usize, f32)>, bool)>,
}

/// The tables that can be learned, by name, with the signals' names and what they say.
#[must_use]
pub fn tables() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let seam: Vec<_> = seam::SeamSignal::ALL.iter().map(|s| (s.name(), s.says())).collect();
    let moves: Vec<_> = worth::MoveSignal::ALL.iter().map(|s| (s.name(), s.says())).collect();
    vec![("seam", seam.clone()), ("join", seam), ("moves", moves)]
}

/// What a block is in the gold.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Label {
    article: usize,
    paragraph: Option<usize>,
}

/// A page with its gold.
#[derive(Debug)]
pub struct Lesson {
    digests: Digests,
    labels: Vec<Option<Label>>,
}

impl Lesson {
    /// Reads a page's gold.
    #[must_use]
    pub fn new(page: &Page, gold: &[Gold]) -> Self {
        let digests = Digests::of(page);
        let labels = digests.blocks.iter().map(|digest| {
            let at = page.source.to_file(digest.block.text.span());
            gold.iter().enumerate().find_map(|(article, gold)| label(article, gold, at))
        });
        Self { labels: labels.collect(), digests }
    }

    /// Decisions of `seam.txt`: does `f` go on in the paragraph of `u`?
    #[must_use]
    pub fn seams(&self) -> Vec<Decision> {
        let n = self.digests.blocks.len();
        let pairs = (0..n).flat_map(|u| (u + 1..=(u + WITHIN).min(n - 1)).map(move |f| (u, f)));
        let sampled = pairs.filter(|(u, f)| {
            let prose =
                |at: usize| self.labels[at].is_some() && self.digests.blocks[at].sort != Sort::Heading;
            // Whole blocks seldom go on: every tenth pair of theirs says enough.
            let kept = self.digests.blocks[*u].cut || self.one_paragraph(*u, *f) || (u * 31 + f) % 10 == 0;
            prose(*u) && prose(*f) && kept
        });
        let signals = |(u, f): (usize, usize)| {
            let mut told = Vec::new();
            seam::signals(&self.digests, u, f, &mut |signal, value| told.push((signal as usize, value)));
            yes_or_no(told, self.one_paragraph(u, f))
        };
        sampled.map(signals).collect()
    }

    /// Decisions of `join.txt`: do two blocks that follow each other in a story make one paragraph?
    #[must_use]
    pub fn joins(&self, seam: &Weights) -> Vec<Decision> {
        let pairs = Pairs::new(&self.digests, seam);
        let mut last: HashMap<usize, (usize, bool)> = HashMap::new();
        let mut decisions = Vec::new();
        for (f, label) in self.labels.iter().enumerate() {
            let Some(label) = label else { continue };
            let text = label.paragraph.is_some() && self.digests.blocks[f].sort != Sort::Heading;
            match last.get_mut(&label.article) {
                Some((_, heading_between)) if !text => *heading_between = true,
                Some((u, heading_between)) => {
                    let succession = Succession { u: *u, f, heading_between: *heading_between };
                    let mut told = Vec::new();
                    join::signals(&self.digests, &pairs, succession, &mut |s, v| told.push((s as usize, v)));
                    decisions.push(yes_or_no(told, self.one_paragraph(*u, f)));
                }
                None => {}
            }
            if text {
                last.insert(label.article, (f, false));
            }
        }
        decisions
    }

    /// Decisions of `moves.txt`, as a search that never errs would meet them.
    #[must_use]
    pub fn moves(&self, seam: &Weights) -> Vec<Decision> {
        let pairs = Pairs::new(&self.digests, seam);
        let mut state = State::new();
        let mut thread_of: HashMap<usize, usize> = HashMap::new();
        let mut decisions = Vec::new();
        for (f, label) in self.labels.iter().enumerate() {
            let Some(label) = label else { continue };
            let thread =
                thread_of.get(&label.article).and_then(|id| state.threads.iter().position(|t| t.id == *id));
            let moves = state.moves(&self.digests, f);
            let right = |step: &Move| is_right(*step, label, thread);
            if let Some(chosen) = moves.iter().copied().find(right) {
                let ahead = ahead(&self.digests, f);
                let scene = Scene::of(&self.digests, &pairs, &state, f, &ahead);
                let option = |step: &Move| {
                    let mut told = Vec::new();
                    scene.signals(*step, &mut |signal, value| told.push((signal as usize, value)));
                    (told, right(step))
                };
                decisions.push(Decision { options: moves.iter().map(option).collect() });
                state = state.after(&self.digests, f, chosen, 0.0);
                if let Some(step) = &state.trace {
                    thread_of.insert(label.article, step.thread);
                    debug_assert!(step.part == Part::Headline || label.paragraph.is_some());
                }
            }
        }
        decisions
    }

    fn one_paragraph(&self, u: usize, f: usize) -> bool {
        let (Some(a), Some(b)) = (self.labels[u], self.labels[f]) else { return false };
        let next = (u + 1..f).all(|at| self.labels[at] != Some(a));
        a.paragraph.is_some() && a == b && next
    }
}

fn is_right(step: Move, label: &Label, thread: Option<usize>) -> bool {
    match step {
        Move::Open => label.paragraph.is_none() && thread.is_none(),
        Move::Attach(t) => label.paragraph.is_none() && thread == Some(t),
        Move::OpenBare => label.paragraph.is_some() && thread.is_none(),
        Move::Go(t) | Move::Divide(t) => label.paragraph.is_some() && thread == Some(t),
    }
}

fn yes_or_no(signals: Vec<(usize, f32)>, yes: bool) -> Decision {
    Decision { options: vec![(signals, yes), (Vec::new(), !yes)] }
}

fn label(article: usize, gold: &Gold, at: FileSpan) -> Option<Label> {
    let holds = |span: &FileSpan| span.start < at.end && at.start < span.end;
    if gold.title.iter().any(holds) {
        return Some(Label { article, paragraph: None });
    }
    let paragraph = gold.paragraphs.iter().position(|pieces| pieces.iter().any(holds))?;
    Some(Label { article, paragraph: Some(paragraph) })
}
