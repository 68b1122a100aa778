//! Worth: what speaks for and against a move, as named signals; the learned figures turn them into log odds.
//!
//! Every signal says something that is true of newspapers or of language. `look` has what a block says by itself and
//! beside its neighbours; the other files have a kind of move each, with what speaks for that. The weights stand in
//! `assets/stitch/weights.txt`, each with what it means.

mod aside;
mod attach;
mod bare;
mod crown;
mod divide;
mod first;
mod go;
mod look;
mod open;

pub(super) use look::Look;

use super::digest::{Digest, Digests, Sort};
use super::model::{Model, Table};
use super::pairs::{Pairs, SURE};
use super::thread::{Move, State, Thread};
use super::weights::Row;
use look::LookSignal;
use std::collections::BTreeMap;

/// The kinds of moves, each with signals of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A heading opens a story.
    Open,
    /// A headline comes late to a story without one.
    Attach,
    /// A further piece of a headline.
    Crown,
    /// A heading divides its story.
    Divide,
    /// Text goes on in a story.
    Go,
    /// Text is the first behind a headline.
    First,
    /// Text opens a story without headline.
    Bare,
    /// A scrap belongs to no story.
    Aside,
}

impl Kind {
    /// All kinds, in order.
    pub const ALL: [Self; 8] =
        [Self::Open, Self::Attach, Self::Crown, Self::Divide, Self::Go, Self::First, Self::Bare, Self::Aside];

    /// Its name in the asset.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Attach => "attach",
            Self::Crown => "crown",
            Self::Divide => "divide",
            Self::Go => "go",
            Self::First => "first",
            Self::Bare => "bare",
            Self::Aside => "aside",
        }
    }
}

/// The signals of a kind of move.
pub(super) fn described(kind: Kind) -> Vec<(&'static str, &'static str)> {
    let own = match kind {
        Kind::Open => open::OpenSignal::described(),
        Kind::Attach => attach::AttachSignal::described(),
        Kind::Crown => crown::CrownSignal::described(),
        Kind::Divide => divide::DivideSignal::described(),
        Kind::Go => go::GoSignal::described(),
        Kind::First => first::FirstSignal::described(),
        Kind::Bare => bare::BareSignal::described(),
        Kind::Aside => aside::AsideSignal::described(),
    };
    [LookSignal::described(), own].concat()
}

/// A move that the weights alone make so much less likely than another (log odds) is none: trees seldom add half of that.
/// (At 12 `dev` comes out as without it, at 10 a little worse.)
const RULED_OUT: f32 = 12.0;

/// The log odds of the moves of some scenes. The trees are not asked about those that the weights alone rule out.
pub(super) fn worth(model: &Model, asked: &[(&Scene<'_>, &[Move])]) -> Vec<Vec<f32>> {
    let mut worth: Vec<Vec<f32>> = Vec::with_capacity(asked.len());
    let mut likely: BTreeMap<Table, Vec<(usize, usize, Row)>> = BTreeMap::new();
    for (nth, (scene, moves)) in asked.iter().enumerate() {
        let rows: Vec<(Table, Row)> = moves.iter().map(|step| scene.row(*step)).collect();
        let linear: Vec<f32> = rows.iter().map(|(table, row)| model.scorer(*table).linear(row)).collect();
        let best = linear.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for (at, (table, row)) in rows.into_iter().enumerate() {
            if best - linear[at] <= RULED_OUT {
                likely.entry(table).or_default().push((nth, at, row));
            }
        }
        worth.push(linear);
    }
    for (table, likely) in likely {
        let rows: Vec<&[f32]> = likely.iter().map(|(_, _, row)| row.0.as_slice()).collect();
        for ((nth, at, _), trees) in likely.iter().zip(model.scorer(table).forest.sums(&rows)) {
            worth[*nth][*at] += trees;
        }
    }
    worth
}

/// A block about to be placed, in one state: what all its moves have in common.
pub(super) struct Scene<'a> {
    pairs: &'a Pairs<'a>,
    digests: &'a Digests,
    state: &'a State,
    look: &'a Look,
    views: Vec<View>,
}

/// What one thread has to do with the block.
struct View {
    /// Log odds that the block goes on in the thread's last paragraph; `None` without text, or closed.
    seam: Option<f32>,
    /// …all pairs of the page considered.
    matched: Option<f32>,
    /// The thread stops in mid-sentence.
    cut: bool,
    /// Subject shared with the thread's text…
    subject: f32,
    /// …by the blocks ahead…
    ahead: f32,
    /// …with its headline…
    headline: f32,
    /// …and by the headline with the blocks ahead.
    headline_ahead: f32,
    /// What the block is about, beside the thread…
    topic: f32,
    /// …and what the blocks ahead are.
    topic_ahead: f32,
}

impl<'a> Scene<'a> {
    /// Looks at a block from `state`.
    pub(super) fn of(pairs: &'a Pairs<'a>, state: &'a State, look: &'a Look) -> Self {
        let mut scene = Self { pairs, digests: pairs.digests, state, look, views: Vec::new() };
        scene.views = state.threads.iter().map(|thread| scene.view(thread)).collect();
        scene
    }

    fn view(&self, thread: &Thread) -> View {
        let (subjects, look) = (&self.digests.subjects, self.look);
        let open = thread.last().filter(|_| !thread.is_closed(self.digests));
        let with = |bundle: &[usize], square: f32| {
            let here = subjects.cosine(bundle, square, &[look.f], subjects.product(look.f, look.f));
            (here, subjects.cosine(bundle, square, &look.ahead, look.ahead_square))
        };
        let (subject, ahead) = with(&thread.recent, thread.square);
        let (headline, headline_ahead) = with(&thread.headline, subjects.square(&thread.headline));
        View {
            seam: open.map(|u| self.pairs.seam(u, look.f)),
            matched: open.map(|u| self.pairs.matched(u, look.f)),
            cut: open.is_some() && thread.dangling(self.digests).is_some(),
            subject,
            ahead,
            headline,
            headline_ahead,
            topic: thread.topic.cosine(&self.digest().topic),
            topic_ahead: thread.topic.cosine(&look.topic_ahead),
        }
    }

    /// What scores a move, and its signals.
    pub(super) fn row(&self, step: Move) -> (Table, Row) {
        let kind = self.kind(step);
        let mut row = Row::new(described_len(kind));
        row.0[..LookSignal::ALL.len()].copy_from_slice(&self.look.row.0);
        match (kind, step) {
            (Kind::First, Move::Go(t)) => self.first(t, &mut row),
            (_, Move::Open) => self.open(&mut row),
            (_, Move::Attach(t)) => self.attach(t, &mut row),
            (_, Move::Crown(t)) => self.crown(t, &mut row),
            (_, Move::Divide(t)) => self.divide(t, &mut row),
            (_, Move::Go(t)) => self.go(t, &mut row),
            (_, Move::OpenBare) => self.bare(&mut row),
            (_, Move::Aside) => self.aside(&mut row),
        }
        (Table::Move(kind), row)
    }

    fn kind(&self, step: Move) -> Kind {
        match step {
            Move::Open => Kind::Open,
            Move::Attach(_) => Kind::Attach,
            Move::Crown(_) => Kind::Crown,
            Move::Divide(_) => Kind::Divide,
            Move::Go(t) if self.state.threads[t].len == 0 => Kind::First,
            Move::Go(_) => Kind::Go,
            Move::OpenBare => Kind::Bare,
            Move::Aside => Kind::Aside,
        }
    }

    fn digest(&self) -> &'a Digest {
        &self.digests.blocks[self.look.f]
    }

    fn thread(&self, t: usize) -> &'a Thread {
        &self.state.threads[t]
    }

    fn is_current(&self, t: usize) -> bool {
        self.state.current == Some(t)
    }

    fn current(&self) -> Option<&'a Thread> {
        self.state.current.map(|at| self.thread(at))
    }

    /// True when the story of the block before has come to its end: jump line, signature, credit.
    fn behind_end(&self) -> bool {
        self.current().is_some_and(|thread| self.has_ended(thread))
    }

    fn has_ended(&self, thread: &Thread) -> bool {
        thread.last().is_some_and(|u| self.digests.blocks[u].ends_story())
    }

    /// True when the story of the block before stops in mid-sentence.
    fn behind_cut(&self) -> bool {
        self.state.current.is_some_and(|at| self.views[at].cut)
    }

    /// The best of the threads but `but`, by some measure.
    fn best(&self, but: Option<usize>, measure: impl Fn(usize, &View) -> Option<f32>) -> Option<f32> {
        let others = self.views.iter().enumerate().filter(|(at, _)| Some(*at) != but);
        others.filter_map(|(at, view)| measure(at, view)).reduce(f32::max)
    }

    /// The best seam odds of the block with an open story that is cut, but `but`.
    fn best_seam(&self, but: Option<usize>) -> f32 {
        self.best(but, |_, view| view.seam.filter(|_| view.cut)).unwrap_or(-4.0)
    }

    /// The best log odds, all pairs of the page considered, that the block goes on in a story's last paragraph, but `but`.
    fn best_match(&self, but: Option<usize>) -> f32 {
        self.best(but, |_, view| view.matched).unwrap_or(-SURE) / 4.0
    }

    /// The best subject the block shares with a story's text or headline, but `but`.
    fn best_subject(&self, but: Option<usize>) -> f32 {
        self.best(but, |_, view| Some(view.subject.max(view.headline))).unwrap_or(0.0)
    }

    /// …and the blocks ahead.
    fn best_ahead(&self, but: Option<usize>) -> f32 {
        self.best(but, |_, view| Some(view.ahead.max(view.headline_ahead))).unwrap_or(0.0)
    }

    /// The best topic in common with a story, but `but`.
    fn best_topic(&self, but: Option<usize>) -> f32 {
        self.best(but, |_, view| Some(view.topic)).unwrap_or(0.0)
    }

    /// …of the blocks ahead.
    fn best_topic_ahead(&self, but: Option<usize>) -> f32 {
        self.best(but, |_, view| Some(view.topic_ahead)).unwrap_or(0.0)
    }

    /// The best subject shared with a story that has no headline, but `but`.
    fn best_headless(&self, but: Option<usize>) -> f32 {
        let headless = |at: usize, view: &View| self.thread(at).headline.is_empty().then_some(view.subject);
        self.best(but, headless).unwrap_or(0.0)
    }

    /// The probability that the story of the block before, if it is not `but`, goes on further on.
    fn leaves_cut(&self, but: Option<usize>) -> f32 {
        let current = self.state.current.filter(|at| Some(*at) != but);
        let last = current.and_then(|at| self.thread(at).last());
        last.map_or(0.0, |u| self.pairs.waits(u, self.look.f))
    }

    /// The best log odds that the next block goes on in an open story that is cut: in `only`, or in any.
    fn next_goes_on(&self, only: Option<usize>) -> f32 {
        let next = self.look.f + 1;
        if self.digests.blocks.get(next).is_none_or(|next| next.sort == Sort::Heading) {
            return 0.0;
        }
        let stories =
            self.views.iter().enumerate().filter(|(at, view)| only.is_none_or(|t| t == *at) && view.cut);
        let odds = stories.filter_map(|(at, _)| Some(self.pairs.seam(self.thread(at).last()?, next)));
        odds.reduce(f32::max).map_or(0.0, |odds| odds / 4.0)
    }

    /// True when the block is marked as the thread's subheads are.
    fn is_like_subhead(&self, thread: &Thread) -> bool {
        let marked = |d: &Digest| (d.block.marks.heading, d.block.marks.bold, d.is_numbered());
        thread.subhead.is_some_and(|s| marked(&self.digests.blocks[s]) == marked(self.digest()))
    }

    /// True when the block begins or ends with the characters that the thread's last subhead does: 某某代表, 某某代表.
    fn has_form_of_subhead(&self, thread: &Thread) -> bool {
        let own: Vec<_> = self.digest().forms().collect();
        thread.subhead.is_some_and(|s| self.digests.blocks[s].forms().any(|form| own.contains(&form)))
    }

    /// True when the block is about as long as the thread's last subhead.
    fn has_length_of_subhead(&self, thread: &Thread) -> bool {
        let length = thread.subhead.map(|s| self.digests.blocks[s].length());
        length.is_some_and(|length| (length - self.digest().length()).abs() < 0.25)
    }

    /// How many stories are cut and wait, but `but`.
    fn waiting(&self, but: Option<usize>) -> f32 {
        self.views.iter().enumerate().filter(|(at, view)| Some(*at) != but && view.cut).count().min(5) as f32
    }

    /// The best subject a story shares with a heading further on.
    fn later_headline(&self, thread: &Thread) -> f32 {
        let subjects = &self.digests.subjects;
        let shared = self.look.headings.iter();
        let shared =
            shared.map(|h| subjects.cosine(&thread.recent, thread.square, &[*h], subjects.product(*h, *h)));
        shared.reduce(f32::max).unwrap_or(0.0)
    }

    /// By how much the current run, not `but`'s, is longer than its story's earlier ones.
    fn current_stretch(&self, but: usize) -> Option<f32> {
        self.current().filter(|_| !self.is_current(but)).and_then(Thread::stretch)
    }

    /// In the order of the band's stories: how far `t` comes behind the current one (0 to 1), and how many stories that
    /// wait in mid-sentence are passed over.
    fn turn(&self, t: usize) -> Option<(f32, f32)> {
        let current = self.state.current.filter(|at| *at != t)?;
        let band: Vec<usize> =
            (0..self.state.threads.len()).filter(|at| self.thread(*at).band == self.state.band).collect();
        let (from, to) = (band.iter().position(|at| *at == current)?, band.iter().position(|at| *at == t)?);
        let by = (to + band.len() - from) % band.len();
        let passed = (1..by).filter(|step| self.views[band[(from + step) % band.len()]].cut).count();
        Some((by as f32, passed.min(4) as f32))
    }
}

/// The length of a kind's rows.
fn described_len(kind: Kind) -> usize {
    let own = match kind {
        Kind::Open => open::OpenSignal::ALL.len(),
        Kind::Attach => attach::AttachSignal::ALL.len(),
        Kind::Crown => crown::CrownSignal::ALL.len(),
        Kind::Divide => divide::DivideSignal::ALL.len(),
        Kind::Go => go::GoSignal::ALL.len(),
        Kind::First => first::FirstSignal::ALL.len(),
        Kind::Bare => bare::BareSignal::ALL.len(),
        Kind::Aside => aside::AsideSignal::ALL.len(),
    };
    LookSignal::ALL.len() + own
}
