//! Joins: whether two blocks that follow each other in a story make one paragraph, how sure that is, and why.

use super::digest::{Digests, Sort};
use super::model::Table;
use super::pairs::{Pairs, SURE, WITHIN, confidence, lines_go_on};
use super::reason::reasons;
use super::seam::{self, SeamSignal};
use super::story::Succession;
use super::weights::{Row, signals};
use super::{Confidence, RunnerUp, Seam};

/// The seam odds are told in units of this many.
pub(super) const ODDS_UNIT: f32 = 4.0;

signals! {
    /// How a succession stands against its rivals, and in its story.
    JoinSignal from SeamSignal::ALL.len(); {
        /// The seam odds, by the table `seam`.
        Odds = "odds",
        /// The log odds of the pair when all others of the page are considered.
        Matched = "matched",
        /// The log odds that the first half stops in mid-paragraph, by its own look.
        Cut = "cut",
        /// The log odds that the second half begins in mid-paragraph, by its own look.
        Middle = "middle",
        /// The probability that the first half is a paragraph's end.
        LeftEnds = "left_ends",
        /// The probability that the second half is a paragraph's beginning.
        RightBegins = "right_begins",
        /// The seam odds less the best of the blocks still to come.
        OverLater = "over_later",
        /// …less the best of the blocks that another cut paragraph ends with.
        OverRival = "over_rival",
        /// The best odds of the first half with a block still to come.
        Later = "later",
        /// A headline of the story stands between them.
        HeadingBetween = "heading_between",
        /// The block right before the second half is not the first.
        Interrupted = "interrupted",
        /// Odds that the second half goes on from the block right before it.
        FromBefore = "from_before",
        /// Odds that the first half goes on in the block right behind it.
        IntoBehind = "into_behind",
        /// A heading stands right before the second half.
        BehindHeading = "behind_heading",
        /// A heading stands right behind the first half.
        BeforeHeading = "before_heading",
        /// The story's first paragraph is cut.
        First = "first",
        /// Paragraphs of the story before this one (logarithm).
        Place = "place",
        /// They stand in two runs of the story, of this many (logarithm).
        Runs = "runs_of_story",
        /// By how much the first half's run is longer than the story's others (logarithm)…
        RunBefore = "run_before",
        /// …and the second half's: by what was lost at a column's end it is shorter…
        RunBehind = "run_behind",
        /// …when the first half stops in mid-sentence.
        RunBehindCut = "run_behind_cut",
    }
}

/// The signals of the table `join`.
pub(super) fn described() -> Vec<(&'static str, &'static str)> {
    [SeamSignal::described(), JoinSignal::described()].concat()
}

/// The signals for a succession: those of the pair, and how it stands against its rivals.
pub(super) fn row(pairs: &Pairs<'_>, s: Succession) -> Row {
    use JoinSignal as S;
    let digests = pairs.digests;
    let mut row = Row::new(SeamSignal::ALL.len() + JoinSignal::ALL.len());
    seam::signals(pairs.model, digests, s.u, s.f, &mut row);
    let odds = pairs.seam(s.u, s.f);
    // That they follow each other is known; how far apart they are says nothing more.
    row.tell(SeamSignal::Distance, 0.0);
    row.tell(S::Odds, odds / ODDS_UNIT);
    row.tell(S::Matched, pairs.matched(s.u, s.f) / 4.0);
    row.tell(S::Cut, pairs.borders[s.u].0 / 3.0);
    row.tell(S::Middle, pairs.borders[s.f].1 / 3.0);
    row.tell(S::LeftEnds, pairs.matched.ends[s.u]);
    row.tell(S::RightBegins, pairs.matched.begins[s.f]);
    row.tell(S::OverLater, (odds - pairs.best_later(s.u, s.f)).clamp(-SURE, SURE) / 4.0);
    row.tell(S::OverRival, (odds - pairs.best_before(Some(s.u), s.f)).clamp(-SURE, SURE) / 4.0);
    row.tell(S::Later, pairs.best_later(s.u, s.f) / 4.0);
    row.flag(S::HeadingBetween, s.heading_between);
    if s.f > s.u + 1 {
        row.tell(S::Interrupted, 1.0);
        row.tell(S::FromBefore, pairs.seam(s.f - 1, s.f) / 4.0);
        row.tell(S::IntoBehind, pairs.seam(s.u, s.u + 1) / 4.0);
        row.flag(S::BehindHeading, digests.blocks[s.f - 1].sort == Sort::Heading);
        row.flag(S::BeforeHeading, digests.blocks[s.u + 1].sort == Sort::Heading);
    }
    row.flag(S::First, s.place == 0);
    row.tell(S::Place, (s.place as f32 + 1.0).ln());
    if let Some(runs) = s.runs {
        row.tell(S::Runs, (runs.count as f32).ln());
        row.tell(S::RunBefore, runs.longer(runs.before));
        row.tell(S::RunBehind, runs.longer(runs.behind));
        if digests.blocks[s.u].cut {
            row.tell(S::RunBehindCut, runs.longer(runs.behind));
        }
    }
    row
}

/// A succession of more log odds than this is one paragraph. On the pages of `train`, each told by what was learned without
/// its fifth, F1 is .970 to .971 from −.4 (78 joins missed of 2,626, 76 false) to .5 (121 and 35).
const BAR: f32 = 0.2;

/// The log odds that a succession is one paragraph.
pub(super) fn odds(pairs: &Pairs<'_>, s: Succession) -> f32 {
    of_row(pairs, s, &row(pairs, s))
}

fn of_row(pairs: &Pairs<'_>, s: Succession, row: &Row) -> f32 {
    pairs.model.scorer(Table::Join).score(row) + lines_go_on(pairs.digests, s.u, s.f)
}

/// The seam of a succession, when it is one paragraph.
pub(super) fn join(pairs: &Pairs<'_>, s: Succession) -> Option<Seam> {
    let row = row(pairs, s);
    let odds = of_row(pairs, s, &row);
    (odds > BAR).then(|| {
        let confidence = confidence(inputs(pairs.digests, odds), CONFIDENCE);
        let runner_up = runner_up(pairs, s, 1.0 - confidence.0);
        let reasons = reasons(pairs, s, &row, runner_up.as_ref());
        Seam { confidence, reasons, runner_up }
    })
}

/// What the shown confidence weighs.
pub(super) const INPUTS: usize = 3;

/// The weights of [`inputs`], in their order; `read-errors CORPUS… --calibrate` fits them and prints how far they hold
/// (the table is in the card).
const CONFIDENCE: [f32; INPUTS] = [0.31, 0.83, 0.27];

/// One, and the odds of the join, as they count on a page well read and on a poor one, where they tell less. (The share of
/// the search's readings that have the pair, the seam odds, the matching, a block's own odds, the probability of the search's
/// step and the best rival were tried beside them: nothing gained.)
pub(super) fn inputs(digests: &Digests, odds: f32) -> [f32; INPUTS] {
    let (odds, poor) = (odds.min(9.0), digests.manner.poor());
    [1.0, odds * (1.0 - poor), odds * poor]
}

/// The block that would have gone on next best, if any could; of the probability that is `left` it has what the matching
/// gives it of all that is not the second half.
fn runner_up(pairs: &Pairs<'_>, s: Succession, left: f32) -> Option<RunnerUp> {
    let blocks = &pairs.digests.blocks;
    let last = (s.u + WITHIN).min(blocks.len().saturating_sub(1));
    let others = (s.u + 1..=last).filter(|at| *at != s.f && blocks[*at].sort != Sort::Heading);
    let best = others.map(|at| (at, pairs.seam(s.u, at))).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let share = pairs.matched.goes_on(s.u, best.0) / (1.0 - pairs.matched.goes_on(s.u, s.f)).max(1e-4);
    let confidence = Confidence((left * share).clamp(0.0, left));
    (best.1 > -3.0).then(|| RunnerUp { block: blocks[best.0].id, confidence })
}
