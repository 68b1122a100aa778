//! Lessons: what the learner learns from: a page replayed with its gold, each decision with its signals.
//!
//! Only the program that learns uses this; it sees the same signals by the same code as the search.

use super::awaited::AwaitedHere;
use super::border;
use super::boundary::Placing;
use super::digest::{Digests, Sort};
use super::join;
use super::lines;
use super::model::{Model, Table};
use super::pairs::{Pairs, WITHIN};
use super::reading;
use super::seam::{self, SeamSignal};
use super::search::{Placed, readings};
use super::story::{Succession, stories};
use super::thread::{Move, Part, State};
use super::voice::LineWords;
use super::weights::Row;
use super::worth::{Look, Scene};
use crate::block::{GoesOn, Page, Tongue};
use crate::source::{FileSpan, Source, Text};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// The gold of a page.
#[derive(Clone, Debug, Default)]
pub struct GoldPage {
    /// Its articles.
    pub articles: Vec<Gold>,
    /// What belongs to none.
    pub furniture: Vec<FileSpan>,
}

/// An article of the gold, its pieces as ranges of bytes in the page file.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The pieces of its headline.
    pub title: Vec<FileSpan>,
    /// Its paragraphs, each in its pieces.
    pub paragraphs: Vec<Vec<FileSpan>>,
}

/// A decision with its options.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The options.
    pub options: Vec<Choice>,
    /// How much it weighs against others.
    pub weight: f32,
}

/// One option of a decision.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What scores it; nothing scores the answer no.
    pub table: Option<Table>,
    /// Its signals.
    pub row: Vec<f32>,
    /// It is right.
    pub right: bool,
}

/// What a block is in the gold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Label {
    /// A piece of the headline of this article.
    Title(usize),
    /// Of this paragraph of this article.
    Text(usize, usize),
    /// Of no article.
    Nothing,
}

impl Label {
    pub(super) fn article(self) -> Option<usize> {
        match self {
            Self::Title(article) | Self::Text(article, _) => Some(article),
            Self::Nothing => None,
        }
    }
}

/// A page with its gold.
#[derive(Debug)]
pub struct Lesson {
    pub(super) digests: Digests,
    pub(super) labels: Vec<Option<Label>>,
    weight: f32,
}

/// A block about to be placed by a search that never erred so far.
pub(super) struct Turn<'a> {
    pub(super) f: usize,
    pub(super) pairs: &'a Pairs<'a>,
    pub(super) state: &'a State,
    pub(super) scene: &'a Scene<'a>,
    pub(super) moves: &'a [Move],
    /// Which of them are right; one at least.
    pub(super) rights: &'a [bool],
}

impl Turn<'_> {
    /// The first move that is right.
    pub(super) fn first_right(&self) -> usize {
        self.rights.iter().position(|right| *right).unwrap_or(0)
    }
}

impl Lesson {
    /// Reads a page and its gold, in the language of `model`.
    #[must_use]
    pub fn new(model: &Model, page: &Page, gold: &GoldPage) -> Self {
        let digests = Digests::of(model, page);
        let labels = digests.blocks.iter().map(|digest| label(&page.source, gold, &digest.block.text));
        Self { labels: labels.collect(), digests, weight: 1.0 }
    }

    /// The same, its decisions weighing as much as those of so many pages.
    #[must_use]
    pub fn weighing(self, weight: f32) -> Self {
        Self { weight, ..self }
    }

    /// Decisions of the table `seam`: does `f` go on in the paragraph of `u`?
    #[must_use]
    pub fn seams(&self, model: &Model) -> Vec<Decision> {
        let n = self.digests.blocks.len();
        let pairs = (0..n).flat_map(|u| (u + 1..=(u + WITHIN).min(n - 1)).map(move |f| (u, f)));
        let sampled = pairs.filter(|(u, f)| {
            let prose = |at: usize| {
                matches!(self.labels[at], Some(Label::Text(..)))
                    && self.digests.blocks[at].sort != Sort::Heading
            };
            // Whole blocks seldom go on: every tenth pair of theirs says enough.
            let kept = self.digests.blocks[*u].cut || self.one_paragraph(*u, *f) || (u * 31 + f) % 10 == 0;
            prose(*u) && prose(*f) && kept
        });
        let decide = |(u, f): (usize, usize)| {
            let mut row = Row::new(SeamSignal::ALL.len());
            seam::signals(model, &self.digests, u, f, &mut row);
            self.yes_or_no(Table::Seam, row, self.one_paragraph(u, f))
        };
        sampled.map(decide).collect()
    }

    /// Decisions of the table `cut`, or of `middle`: does the block go on, or is it gone on with, on the page?
    #[must_use]
    pub fn borders(&self, table: Table) -> Vec<Decision> {
        let n = self.digests.blocks.len();
        let text = |at: &usize| matches!(self.labels[*at], Some(Label::Text(..)));
        let decide = |at: usize| {
            let mut others = if table == Table::Cut { at + 1..n } else { 0..at };
            self.yes_or_no(
                table,
                border::row(&self.digests, at),
                others.any(|other| self.labels[other] == self.labels[at]),
            )
        };
        (0..n).filter(text).map(decide).collect()
    }

    /// Decisions of the table `join`: do two blocks that follow each other in a story make one paragraph?
    #[must_use]
    pub fn joins(&self, model: &Model) -> Vec<Decision> {
        let pairs = Pairs::new(model, &self.digests);
        let placed = self.placed();
        let stories = stories(&self.digests, &placed);
        let successions = stories.iter().flat_map(|story| story.successions(&self.digests, &placed));
        let decide =
            |s: Succession| self.yes_or_no(Table::Join, join::row(&pairs, s), self.one_paragraph(s.u, s.f));
        successions.map(decide).collect()
    }

    /// The page as the gold reads it.
    pub(super) fn placed(&self) -> Vec<Placed> {
        let is_heading = |at: usize| self.digests.blocks[at].sort == Sort::Heading;
        let place = |(at, label): (usize, &Option<Label>)| Placed {
            thread: label.and_then(Label::article),
            part: match label {
                Some(Label::Title(_)) => Part::Headline,
                Some(Label::Text(..)) if is_heading(at) => Part::Subhead,
                Some(Label::Text(..)) => Part::Text,
                Some(Label::Nothing) | None => Part::Nothing,
            },
        };
        self.labels.iter().enumerate().map(place).collect()
    }

    /// Decisions of the moves, as a search that never errs would meet them.
    #[must_use]
    pub fn moves(&self, model: &Model) -> Vec<Decision> {
        let mut decisions = Vec::new();
        self.replay(&Pairs::new(model, &self.digests), |turn| {
            let option = |(step, right): (&Move, &bool)| {
                let (table, row) = turn.scene.row(*step);
                Choice { table: Some(table), row: row.0, right: *right }
            };
            let options = turn.moves.iter().zip(turn.rights).map(option).collect();
            decisions.push(Decision { options, weight: self.weight });
            turn.first_right()
        });
        decisions
    }

    /// The decision between the readings that the search of `model` is left with; right are those with the fewest faults.
    #[must_use]
    pub fn readings(&self, model: &Model) -> Decision {
        let pairs = Pairs::new(model, &self.digests);
        let readings = readings(&pairs, &AwaitedHere::default());
        let rows = reading::rows(pairs.digests, &readings);
        let faults: Vec<usize> = readings.iter().map(|reading| self.faults(&reading.placed)).collect();
        let fewest = faults.iter().min();
        let option = |(row, faults): (Row, &usize)| Choice {
            table: Some(Table::Reading),
            row: row.0,
            right: Some(faults) == fewest,
        };
        Decision { options: rows.into_iter().zip(&faults).map(option).collect(), weight: self.weight }
    }

    /// The faults of a reading: text that is none, that does not follow what it follows in its article, or that follows
    /// another's where its own begins; and pieces of a headline over another story.
    fn faults(&self, placed: &[Placed]) -> usize {
        let mut articles: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (at, label) in self.labels.iter().enumerate() {
            match label {
                Some(Label::Title(article)) => articles.entry(*article).or_default().0.push(at),
                Some(Label::Text(article, _)) => articles.entry(*article).or_default().1.push(at),
                Some(Label::Nothing) | None => {}
            }
        }
        // Each text's story, and the text before it in that.
        let mut before: HashMap<usize, usize> = HashMap::new();
        let story = |at: usize| placed[at].thread.filter(|_| placed[at].part != Part::Headline);
        let led: Vec<Option<usize>> =
            (0..placed.len()).map(|at| story(at).and_then(|story| before.insert(story, at))).collect();
        let faults = |(title, text): &(Vec<usize>, Vec<usize>)| {
            let follows = text.iter().scan(None, |last, at| Some((*at, last.replace(*at))));
            let strays = follows.filter(|(at, last)| story(*at).is_none() || led[*at] != *last).count();
            let mut blocks: BTreeMap<usize, usize> = BTreeMap::new();
            text.iter().filter_map(|at| story(*at)).for_each(|story| *blocks.entry(story).or_default() += 1);
            let most = blocks.iter().max_by_key(|(_, blocks)| **blocks).map(|(story, _)| *story);
            let heads = |at: &&usize| placed[**at].part == Part::Headline && placed[**at].thread == most;
            strays + most.map_or(0, |_| title.len() - title.iter().filter(heads).count())
        };
        articles.values().map(faults).sum()
    }

    /// Reads the page as a search that never errs would; `see` says which of the right moves it makes.
    pub(super) fn replay(&self, pairs: &Pairs<'_>, mut see: impl FnMut(&Turn<'_>) -> usize) {
        let mut state = State::new();
        let mut thread_of: HashMap<usize, usize> = HashMap::new();
        for (f, label) in self.labels.iter().enumerate() {
            let Some(label) = *label else { continue };
            let thread = label.article().and_then(|article| thread_of.get(&article)).copied();
            let thread = thread.and_then(|id| state.threads.iter().position(|t| t.id == id));
            let moves = state.moves(&self.digests, f);
            let rights: Vec<bool> =
                moves.iter().map(|step| is_right(*step, label, thread, self.is_piece(f))).collect();
            if !rights.contains(&true) {
                continue;
            }
            let look = Look::at(pairs, f);
            let scene = Scene::of(pairs, &state, &look);
            let at = see(&Turn { f, pairs, state: &state, scene: &scene, moves: &moves, rights: &rights });
            state = state.after(&self.digests, f, moves[at], 0.0, Placing::default());
            let placed = state.trace.as_ref().and_then(|step| step.thread);
            if let Some((article, thread)) = label.article().zip(placed) {
                thread_of.insert(article, thread);
            }
        }
    }

    /// True for a piece of a paragraph that is in pieces: no subhead.
    fn is_piece(&self, f: usize) -> bool {
        let same = |other: usize| other != f && self.labels[other] == self.labels[f];
        matches!(self.labels[f], Some(Label::Text(..))) && (0..self.labels.len()).any(same)
    }

    fn yes_or_no(&self, table: Table, row: Row, yes: bool) -> Decision {
        Decision { weight: self.weight, ..yes_or_no(table, row, yes) }
    }

    fn one_paragraph(&self, u: usize, f: usize) -> bool {
        let (Some(a @ Label::Text(..)), Some(b)) = (self.labels[u], self.labels[f]) else { return false };
        a == b && (u + 1..f).all(|at| self.labels[at] != Some(a))
    }
}

fn is_right(step: Move, label: Label, thread: Option<usize>, piece: bool) -> bool {
    match (step, label) {
        (Move::Open, Label::Title(_)) | (Move::OpenBare, Label::Text(..)) => thread.is_none(),
        (Move::Attach(t) | Move::Crown(t), Label::Title(_)) => thread == Some(t),
        (Move::Go(t), Label::Text(..)) => thread == Some(t),
        (Move::Divide(t), Label::Text(..)) => thread == Some(t) && !piece,
        (Move::Aside, Label::Nothing) => true,
        _ => false,
    }
}

/// Decisions of the table `line`, on a page whose every printed line is a block: does it go on in the next?
#[must_use]
pub fn lines(model: &Model, source: &Source, gold: &GoldPage) -> Vec<Decision> {
    let tongue = Tongue::of(std::iter::once(source.text()));
    let decisions = RefCell::new(Vec::new());
    let _ = Page::read(source.clone(), |joint| {
        let [before, after] = [joint.before, joint.after].map(|line| label(source, gold, line));
        let one = before == after && matches!(before, Some(Label::Text(..)));
        let words = LineWords::of(model, tongue, joint.before.as_str(), joint.after.as_str());
        decisions.borrow_mut().push(yes_or_no(Table::Line, lines::row(joint, words), one));
        GoesOn::default()
    });
    decisions.into_inner()
}

fn yes_or_no(table: Table, row: Row, yes: bool) -> Decision {
    let no = Choice { table: None, row: Vec::new(), right: !yes };
    Decision { options: vec![Choice { table: Some(table), row: row.0, right: yes }, no], weight: 1.0 }
}

/// What most of a text's bytes are.
fn label(source: &Source, gold: &GoldPage, text: &Text) -> Option<Label> {
    let at = source.to_file(text.span());
    let shared = |spans: &[FileSpan]| -> usize {
        let with = |span: &FileSpan| span.end.min(at.end).saturating_sub(span.start.max(at.start));
        spans.iter().map(with).sum()
    };
    let mut best = (shared(&gold.furniture), Some(Label::Nothing));
    for (nth, article) in gold.articles.iter().enumerate() {
        let texts = article.paragraphs.iter().enumerate();
        let texts = texts.map(|(paragraph, pieces)| (shared(pieces), Some(Label::Text(nth, paragraph))));
        for found in texts.chain([(shared(&article.title), Some(Label::Title(nth)))]) {
            if found.0 > best.0 {
                best = found;
            }
        }
    }
    best.1.filter(|_| best.0 > 0)
}
