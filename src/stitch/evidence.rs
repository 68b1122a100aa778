//! Evidence: what the model made of a page, laid open beside the gold.
//!
//! Only the program that reads errors uses this; it sees the same signals by the same code as the search.

use super::awaited::AwaitedHere;
use super::boundary::{self, takeovers};
use super::digest::Digests;
use super::join;
use super::lesson::{Lesson, Turn};
use super::model::{Model, Table};
use super::pairs::{Pairs, probability};
use super::search::{Placed, cost, search, worth};
use super::story::{Succession, stories};
use super::thread::Move;
use super::weights::Row;
use super::{Stitched, assemble};
use crate::block::{BlockId, Page};
use std::collections::HashMap;

/// A signal's name, and what it adds to the log odds.
pub type Told = (&'static str, f32);

/// Two blocks that follow each other in a story: as the gold has it, or as the stitcher made it.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// The first.
    pub u: BlockId,
    /// The second.
    pub f: BlockId,
}

/// What speaks for and against one paragraph of two blocks.
#[derive(Clone, Debug)]
pub struct Clues {
    /// Log odds of the seam, by what stands on both sides.
    pub seam: f32,
    /// The probability of the pair when all pairs of the page are considered.
    pub matched: f32,
    /// Log odds that the first stops in mid-paragraph, by its own look.
    pub cut: f32,
    /// Log odds that the second begins in mid-paragraph, by its own look.
    pub middle: f32,
    /// Log odds of the join.
    pub join: f32,
    /// What the signals of the table `join` add to that, the strongest first.
    pub told: Vec<Told>,
    /// What its trees add.
    pub trees: f32,
}

/// Two blocks that follow each other in a story as stitched, and what the confidence of their join is made of.
#[derive(Clone, Copy, Debug)]
pub struct Followed {
    /// The first block.
    pub u: BlockId,
    /// The second.
    pub f: BlockId,
    /// They are shown as one paragraph.
    pub joined: bool,
    /// What the shown confidence weighs.
    pub inputs: [f32; join::INPUTS],
}

/// A place where a story takes over, as stitched, and what the confidence of that is made of.
#[derive(Clone, Copy, Debug)]
pub struct TakenOver {
    /// The story's first block there.
    pub at: BlockId,
    /// Its last block before; none where it begins.
    pub before: Option<BlockId>,
    /// What the shown confidence weighs.
    pub inputs: [f32; boundary::INPUTS],
}

/// One side of a wrong step: a move that could be made.
#[derive(Clone, Debug)]
pub struct Side {
    /// The move, in words: `go #3`.
    pub name: String,
    /// The blocks of the headline of the story it leads to, else its first block.
    pub story: Vec<BlockId>,
    /// The last block of that story's text.
    pub last: Option<BlockId>,
    /// The move's probability, what it costs taken off.
    pub p: f32,
    /// What its signals add, the strongest first.
    pub told: Vec<Told>,
    /// What its trees add.
    pub trees: f32,
}

/// A step that the model would take wrongly, though all steps before it were right.
#[derive(Clone, Debug)]
pub struct Step {
    /// The block to be placed.
    pub block: BlockId,
    /// The best of the moves that are right.
    pub right: Side,
    /// The move that is worth more.
    pub taken: Side,
}

/// A page stitched, with what the confidence of what is shown is made of.
#[derive(Debug)]
pub struct Shown {
    /// The page.
    pub stitched: Stitched,
    /// What follows what in its stories.
    pub followed: Vec<Followed>,
    /// Where its stories take over from each other.
    pub taken_over: Vec<TakenOver>,
}

/// Stitches a page, and keeps what its confidence is made of.
#[must_use]
pub fn shown(model: &Model, page: &Page) -> Shown {
    let digests = Digests::of(model, page);
    let pairs = Pairs::new(model, &digests);
    let chosen = search(&pairs, &AwaitedHere::default());
    let stitched = assemble::assemble(page, &pairs, &chosen);
    let successions = successions(&digests, &chosen.placed);
    let mut followed = Vec::new();
    for article in &stitched.articles {
        let paragraphs = article.paragraphs.iter().enumerate();
        let fragments = paragraphs.flat_map(|(nth, p)| p.fragments.iter().map(move |f| (nth, f.block)));
        let fragments: Vec<(usize, BlockId)> = fragments.collect();
        for two in fragments.windows(2) {
            let ((p, u), (q, f)) = (two[0], two[1]);
            if let Some(s) = successions.get(&(u, f)) {
                let inputs = join::inputs(&digests, join::odds(&pairs, *s));
                followed.push(Followed { u, f, joined: p == q, inputs });
            }
        }
    }
    let id = |at: usize| digests.blocks[at].id;
    let taken_over = takeovers(&digests.manner, &chosen).into_iter().map(|takeover| TakenOver {
        at: id(takeover.at),
        before: takeover.before.map(id),
        inputs: takeover.inputs,
    });
    Shown { taken_over: taken_over.collect(), stitched, followed }
}

/// What follows what in the stories of a reading.
fn successions(digests: &Digests, placed: &[Placed]) -> HashMap<(BlockId, BlockId), Succession> {
    let id = |at: usize| digests.blocks[at].id;
    let stories = stories(digests, placed);
    let all = stories.iter().flat_map(|story| story.successions(digests, placed));
    all.map(|s| ((id(s.u), id(s.f)), s)).collect()
}

/// What each signal of a table adds, the strongest first.
fn told(model: &Model, table: Table, row: &Row) -> Vec<Told> {
    let names = table.signals().into_iter().map(|(name, _)| name);
    let added = model.scorer(table).weights.iter().zip(&row.0).map(|(weight, value)| weight * value);
    let mut told: Vec<Told> = names.zip(added).filter(|(_, added)| *added != 0.0).collect();
    told.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    told
}

impl Lesson {
    /// What speaks for and against each of these being one paragraph, where they follow each other in the gold or as the
    /// search has it.
    #[must_use]
    pub fn clues(&self, model: &Model, asks: &[Ask]) -> Vec<Option<Clues>> {
        let pairs = Pairs::new(model, &self.digests);
        let mut followed = successions(&self.digests, &search(&pairs, &AwaitedHere::default()).placed);
        followed.extend(successions(&self.digests, &self.placed()));
        let clues = |ask: &Ask| {
            let s @ Succession { u, f, .. } = *followed.get(&(ask.u, ask.f))?;
            let row = join::row(&pairs, s);
            let matched = pairs.matched(u, f);
            Some(Clues {
                seam: pairs.seam(u, f),
                matched: probability(matched),
                cut: pairs.borders[u].0,
                middle: pairs.borders[f].1,
                join: model.scorer(Table::Join).score(&row),
                trees: model.scorer(Table::Join).forest.sum(&row.0),
                told: told(model, Table::Join, &row),
            })
        };
        asks.iter().map(clues).collect()
    }

    /// The steps in which the model errs by itself: the search met each without an error so far.
    #[must_use]
    pub fn wrong_steps(&self, model: &Model) -> Vec<Step> {
        let mut steps = Vec::new();
        self.replay(&Pairs::new(model, &self.digests), |turn| {
            let worth = worth(model, &[(turn.scene, turn.moves)]).remove(0);
            let costs = turn.moves.iter().map(|step| cost(turn.pairs, turn.state, turn.f, *step));
            let scores: Vec<f32> = worth.iter().zip(costs).map(|(worth, cost)| worth - cost).collect();
            let best = |right: bool| {
                let options = scores.iter().zip(turn.rights).enumerate();
                let options = options.filter(|(_, (_, is))| !right || **is);
                options.max_by(|a, b| a.1.0.total_cmp(b.1.0)).map(|(at, _)| at)
            };
            let Some((taken, right)) = best(false).zip(best(true)) else { return turn.first_right() };
            if !turn.rights[taken] {
                let side = |at: usize| self.side(turn, at, scores[at].exp());
                let block = self.digests.blocks[turn.f].id;
                steps.push(Step { block, right: side(right), taken: side(taken) });
            }
            right
        });
        steps
    }

    fn side(&self, turn: &Turn<'_>, at: usize, p: f32) -> Side {
        let (table, row) = turn.scene.row(turn.moves[at]);
        let id = |at: &usize| self.digests.blocks[*at].id;
        let thread = match turn.moves[at] {
            Move::Attach(t) | Move::Crown(t) | Move::Go(t) | Move::Divide(t) => Some(&turn.state.threads[t]),
            Move::Open | Move::OpenBare | Move::Aside => None,
        };
        let number = thread.map_or_else(String::new, |thread| format!(" #{}", thread.id));
        let story = |thread: &std::rc::Rc<super::thread::Thread>| match thread.headline.as_slice() {
            [] => vec![id(&thread.first)],
            headline => headline.iter().map(id).collect(),
        };
        Side {
            name: format!("{}{number}", table.name()),
            story: thread.map(story).unwrap_or_default(),
            last: thread.and_then(|thread| thread.last()).map(|last| id(&last)),
            p,
            told: told(turn.pairs.model, table, &row),
            trees: turn.pairs.model.scorer(table).forest.sum(&row.0),
        }
    }

    /// The score of the right reading by the search's own measure, less that of the reading it chose: above zero the
    /// search has missed what the model knew, below zero the model is wrong.
    #[must_use]
    pub fn right_over_chosen(&self, model: &Model) -> f32 {
        let pairs = Pairs::new(model, &self.digests);
        let mut score = 0.0;
        self.replay(&pairs, |turn| {
            let worth = worth(model, &[(turn.scene, turn.moves)]).remove(0);
            let costs = turn.moves.iter().map(|step| cost(&pairs, turn.state, turn.f, *step));
            let scores = worth.iter().zip(costs).map(|(worth, cost)| worth - cost);
            let rights = scores.zip(turn.rights).enumerate().filter(|(_, (_, right))| **right);
            let best = rights.map(|(at, (score, _))| (at, score)).max_by(|a, b| a.1.total_cmp(&b.1));
            score += best.map_or(0.0, |(_, score)| score);
            best.map_or_else(|| turn.first_right(), |(at, _)| at)
        });
        score - search(&pairs, &AwaitedHere::default()).score
    }
}
