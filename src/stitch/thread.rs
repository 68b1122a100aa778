//! Threads: the stories as the search has them so far, and the moves that are possible for the next block.

use super::boundary::Placing;
use super::digest::{Digest, Digests, Sort};
use super::topic::Topic;
use crate::block::Formula;
use std::rc::Rc;

/// Blocks of a thread that its subject is judged by: the newest.
pub(super) const MEMORY: usize = 24;

/// Threads a state keeps; those longest unused are forgotten. Pages have up to about 20 stories.
const THREADS: usize = 24;

/// A story so far.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    /// Its number, by the order of opening.
    pub(super) id: usize,
    /// The blocks of its headline: kicker, title, deck, in the order of the page.
    pub(super) headline: Vec<usize>,
    /// Its first block, of whatever sort.
    pub(super) first: usize,
    /// Its newest blocks of text.
    pub(super) recent: Vec<usize>,
    /// The square of their subjects' sum.
    pub(super) square: f32,
    /// What its headline and text are about.
    pub(super) topic: Topic,
    /// Blocks of text in all.
    pub(super) len: usize,
    /// Its newest block, headline included.
    pub(super) touched: usize,
    /// As what its newest block of text or subhead was added.
    pub(super) part: Part,
    /// The formulas it has: a signature, a byline, a credit.
    pub(super) formulas: Vec<Formula>,
    /// It has a from line; it has a jump line.
    pub(super) from: bool,
    pub(super) jump: bool,
    /// The band of the page it was touched in last.
    pub(super) band: usize,
    /// Characters of its current run (of neighbouring blocks), and of all earlier runs, and how many those were.
    pub(super) run: usize,
    pub(super) earlier: usize,
    pub(super) runs: usize,
    /// The thread that came behind it when it was left the last time.
    pub(super) followed_by: Option<usize>,
    /// The subhead it had last.
    pub(super) subhead: Option<usize>,
    /// How many subheads it has.
    pub(super) subheads: usize,
}

/// A way of having read the page so far.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The stories.
    pub(super) threads: Vec<Rc<Thread>>,
    /// The one of the block before, as an index into `threads`.
    pub(super) current: Option<usize>,
    /// Stories opened so far.
    pub(super) opened: usize,
    /// The band of the page: stories stacked side by side. A band ends when a story opens after another was returned to.
    pub(super) band: usize,
    /// A story of this band was returned to.
    pub(super) returned: bool,
    /// The sum of the logarithms of the moves' probabilities.
    pub(super) score: f32,
    /// The moves taken, last first.
    pub(super) trace: Option<Rc<Step>>,
}

/// A move taken.
#[derive(Debug)]
pub(super) struct Step {
    /// The thread it went to, by number; none when it belongs to no story.
    pub(super) thread: Option<usize>,
    /// As what.
    pub(super) part: Part,
    /// How that was chosen.
    pub(super) placing: Placing,
    /// The move before.
    pub(super) before: Option<Rc<Step>>,
}

/// As what a block is part of its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Of its headline.
    Headline,
    /// A heading within it.
    Subhead,
    /// Text.
    Text,
    /// Of no story.
    Nothing,
}

/// What can be done with a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// It is the headline of a new story.
    Open,
    /// It is the late headline of this story, which has none.
    Attach(usize),
    /// It is a further piece of this story's headline.
    Crown(usize),
    /// It opens a story that has no headline yet.
    OpenBare,
    /// It goes on in this story.
    Go(usize),
    /// It is a subhead of this story.
    Divide(usize),
    /// It belongs to no story: a mark read in a picture, a scrap.
    Aside,
}

/// A headline's pieces stand within this many blocks, and are no more than that: kicker, title and deck, each in pieces.
const CROWN: usize = 12;

impl State {
    /// Nothing read yet.
    pub(super) fn new() -> Self {
        let threads = Vec::new();
        Self { threads, current: None, opened: 0, band: 0, returned: false, score: 0.0, trace: None }
    }

    /// The moves possible for block `f`. A story that its jump line has closed gets no more text; a from line begins one,
    /// and no story has two of either. Who speaks is no story's title, nor is a date.
    pub(super) fn moves(&self, digests: &Digests, f: usize) -> Vec<Move> {
        let digest = &digests.blocks[f];
        let (from, jump) = (digest.block.from.is_some(), digest.block.jump.is_some());
        let free = |t: &Thread| !(jump && t.jump) && !(from && (t.from || t.len > 0));
        let threads = || self.threads.iter().enumerate().filter(|(_, t)| free(t));
        let open = || threads().filter(|(_, t)| !t.is_closed(digests)).map(|(at, _)| at);
        let mut moves = Vec::new();
        let first = self.threads.is_empty();
        if digest.sort != Sort::Prose && !digest.is_part() && (first || !digest.is_no_title()) {
            moves.push(Move::Open);
            moves.extend(threads().filter(|(_, t)| t.headline.is_empty()).map(|(at, _)| Move::Attach(at)));
            let near =
                |t: &Thread| t.headline.len() < CROWN && t.headline.last().is_some_and(|h| f - h <= CROWN);
            moves.extend(threads().filter(|(_, t)| near(t)).map(|(at, _)| Move::Crown(at)));
            // A dateline opens a story: a heading right before one heads it, and divides none. So does a line there, if its
            // words are rather a heading's than prose.
            let next = digests.blocks.get(f + 1);
            if digest.may_be_heading() && next.is_some_and(Digest::has_dateline) {
                return moves;
            }
        }
        if digest.sort != Sort::Prose {
            moves.extend(open().map(Move::Divide));
        }
        moves.push(Move::OpenBare);
        moves.extend(open().map(Move::Go));
        if digest.scrap {
            moves.push(Move::Aside);
        }
        moves
    }

    /// The state after a move.
    pub(super) fn after(
        &self,
        digests: &Digests,
        f: usize,
        step: Move,
        score: f32,
        placing: Placing,
    ) -> Self {
        let mut next = Self { trace: None, ..self.clone() };
        next.score = score;
        let (at, part) = match step {
            Move::Open => (Some(next.open(f)), Part::Headline),
            Move::OpenBare => (Some(next.open(f)), Part::Text),
            Move::Attach(t) | Move::Crown(t) => (Some(t), Part::Headline),
            Move::Go(t) => (Some(t), Part::Text),
            Move::Divide(t) => (Some(t), Part::Subhead),
            Move::Aside => (None, Part::Nothing),
        };
        let thread = at.map(|at| next.threads[at].id);
        if let Some((at, id)) = at.zip(thread) {
            if let Some(left) = next.current.filter(|left| *left != at) {
                Rc::make_mut(&mut next.threads[left]).leave(id);
                next.returned |= next.threads[at].len > 0;
            }
            Rc::make_mut(&mut next.threads[at]).add(digests, f, part, next.band);
            next.current = Some(at);
        }
        next.trace = Some(Rc::new(Step { thread, part, placing, before: self.trace.clone() }));
        next.forget();
        next
    }

    fn open(&mut self, f: usize) -> usize {
        let id = self.opened;
        self.opened += 1;
        if self.returned {
            self.band += 1;
            self.returned = false;
        }
        self.threads.push(Rc::new(Thread {
            id,
            headline: Vec::new(),
            first: f,
            recent: Vec::new(),
            square: 0.0,
            topic: Topic::NONE,
            len: 0,
            touched: f,
            part: Part::Headline,
            formulas: Vec::new(),
            from: false,
            jump: false,
            band: self.band,
            run: 0,
            earlier: 0,
            runs: 0,
            followed_by: None,
            subhead: None,
            subheads: 0,
        }));
        self.threads.len() - 1
    }

    fn forget(&mut self) {
        if self.threads.len() <= THREADS {
            return;
        }
        let oldest = self.threads.iter().enumerate().min_by_key(|(_, t)| t.touched).map(|(i, _)| i);
        if let Some(oldest) = oldest {
            self.threads.remove(oldest);
            self.current = self.current.map(|at| if at > oldest { at - 1 } else { at });
        }
    }
}

impl Thread {
    /// The last block of its text.
    pub(super) fn last(&self) -> Option<usize> {
        self.recent.last().copied()
    }

    /// True when its jump line says that it goes on elsewhere.
    pub(super) fn is_closed(&self, digests: &Digests) -> bool {
        self.last().is_some_and(|u| digests.blocks[u].block.jump.is_some())
    }

    /// Its last block, when that stops in mid-sentence.
    pub(super) fn dangling(&self, digests: &Digests) -> Option<usize> {
        self.last().filter(|u| self.part != Part::Subhead && digests.blocks[*u].cut)
    }

    /// By how much its current run is longer than its earlier ones (logarithm of the ratio); pieces of a story that
    /// stands in columns are about equal.
    pub(super) fn stretch(&self) -> Option<f32> {
        let usual = (self.runs > 0 && self.earlier > 0).then(|| self.earlier as f32 / self.runs as f32)?;
        Some((self.run as f32 / usual).clamp(0.125, 8.0).ln())
    }

    fn leave(&mut self, follower: usize) {
        if self.run > 0 {
            self.earlier += self.run;
            self.runs += 1;
            self.run = 0;
        }
        self.followed_by = Some(follower);
    }

    fn add(&mut self, digests: &Digests, f: usize, part: Part, band: usize) {
        self.touched = f;
        self.band = band;
        self.formulas.extend(digests.blocks[f].block.signs.formula);
        self.from |= digests.blocks[f].block.from.is_some();
        self.jump |= digests.blocks[f].block.jump.is_some();
        self.topic += &digests.blocks[f].topic;
        if part == Part::Headline {
            self.headline.push(f);
            return;
        }
        self.part = part;
        let products: f32 = self.recent.iter().map(|b| digests.subjects.product(*b, f)).sum();
        self.square += 2.0 * products + digests.subjects.product(f, f);
        self.recent.push(f);
        if self.recent.len() > MEMORY {
            self.recent.remove(0);
            self.square = digests.subjects.square(&self.recent);
        }
        self.len += 1;
        self.run += digests.blocks[f].block.signs.chars;
        if part == Part::Subhead {
            self.subhead = Some(f);
            self.subheads += 1;
        }
    }
}
