//! Threads: the stories as the search has them so far, and the moves that are possible for the next block.

use super::digest::{Digest, Digests, Sort};
use std::rc::Rc;

/// Blocks of a thread that its subject is judged by: the newest.
const MEMORY: usize = 24;

/// Threads a state keeps; those longest unused are forgotten. Pages have up to about 20 stories.
const THREADS: usize = 24;

/// A story so far.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    /// Its number, by the order of opening.
    pub(super) id: usize,
    /// The block of its headline.
    pub(super) headline: Option<usize>,
    /// Its newest blocks of text.
    pub(super) recent: Vec<usize>,
    /// The square of their subjects' sum.
    pub(super) square: f32,
    /// Blocks of text in all.
    pub(super) len: usize,
    /// The block added last, headline included.
    pub(super) touched: usize,
    /// Characters of its current run (of neighbouring blocks), and of all earlier runs, and how many those were.
    pub(super) run: usize,
    pub(super) earlier: usize,
    pub(super) runs: usize,
    /// The thread that came behind it when it was left the last time.
    pub(super) followed_by: Option<usize>,
    /// The subhead it had last.
    pub(super) subhead: Option<usize>,
}

/// A way of having read the page so far.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The stories.
    pub(super) threads: Vec<Thread>,
    /// The one of the block before, as an index into `threads`.
    pub(super) current: Option<usize>,
    /// Stories opened so far.
    pub(super) opened: usize,
    /// The sum of the logarithms of the moves' probabilities.
    pub(super) score: f32,
    /// The moves taken, last first.
    pub(super) trace: Option<Rc<Step>>,
}

/// A move taken.
#[derive(Debug)]
pub(super) struct Step {
    /// The block.
    pub(super) block: usize,
    /// The thread it went to, by number.
    pub(super) thread: usize,
    /// As what.
    pub(super) part: Part,
    /// The move before.
    pub(super) before: Option<Rc<Step>>,
}

/// As what a block is part of its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Its headline.
    Headline,
    /// A heading within it.
    Subhead,
    /// Text.
    Text,
}

/// What can be done with a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// It is the headline of a new story.
    Open,
    /// It is the late headline of this story, which has none.
    Attach(usize),
    /// It opens a story that has no headline yet.
    OpenBare,
    /// It goes on in this story.
    Go(usize),
    /// It is a subhead of this story.
    Divide(usize),
}

impl State {
    /// Nothing read yet.
    pub(super) fn new() -> Self {
        Self { threads: Vec::new(), current: None, opened: 0, score: 0.0, trace: None }
    }

    /// The moves possible for block `f`. A story that its jump line has closed gets no more text.
    pub(super) fn moves(&self, digests: &Digests, f: usize) -> Vec<Move> {
        let digest = &digests.blocks[f];
        let open = |t: &&(usize, &Thread)| !t.1.is_closed(digests);
        let threads: Vec<(usize, &Thread)> = self.threads.iter().enumerate().collect();
        let mut moves = Vec::new();
        if digest.sort != Sort::Prose {
            moves.push(Move::Open);
            moves.extend(threads.iter().filter(|(_, t)| t.headline.is_none()).map(|(i, _)| Move::Attach(*i)));
            moves.extend(
                threads.iter().filter(open).filter(|(_, t)| t.len > 0).map(|(i, _)| Move::Divide(*i)),
            );
        }
        if digest.sort != Sort::Heading {
            moves.push(Move::OpenBare);
            moves.extend(threads.iter().filter(open).map(|(i, _)| Move::Go(*i)));
        }
        moves
    }

    /// The state after a move.
    pub(super) fn after(&self, digests: &Digests, f: usize, step: Move, score: f32) -> Self {
        let mut next = Self { trace: None, ..self.clone() };
        next.score = score;
        let (at, part) = match step {
            Move::Open => (next.open(f), Part::Headline),
            Move::OpenBare => (next.open(f), Part::Text),
            Move::Attach(t) => (t, Part::Headline),
            Move::Go(t) => (t, Part::Text),
            Move::Divide(t) => (t, Part::Subhead),
        };
        let id = next.threads[at].id;
        if let Some(left) = next.current.filter(|left| *left != at) {
            next.threads[left].leave(id);
        }
        next.threads[at].add(digests, f, part);
        next.current = Some(at);
        next.trace = Some(Rc::new(Step { block: f, thread: id, part, before: self.trace.clone() }));
        next.forget();
        next
    }

    fn open(&mut self, f: usize) -> usize {
        let id = self.opened;
        self.opened += 1;
        self.threads.push(Thread {
            id,
            headline: None,
            recent: Vec::new(),
            square: 0.0,
            len: 0,
            touched: f,
            run: 0,
            earlier: 0,
            runs: 0,
            followed_by: None,
            subhead: None,
        });
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
    pub(super) fn dangling<'a>(&self, digests: &'a Digests) -> Option<&'a Digest> {
        self.last().map(|u| &digests.blocks[u]).filter(|digest| digest.cut)
    }

    fn leave(&mut self, follower: usize) {
        if self.run > 0 {
            self.earlier += self.run;
            self.runs += 1;
            self.run = 0;
        }
        self.followed_by = Some(follower);
    }

    fn add(&mut self, digests: &Digests, f: usize, part: Part) {
        self.touched = f;
        match part {
            Part::Headline => self.headline = Some(f),
            Part::Subhead | Part::Text => {
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
                }
            }
        }
    }
}
