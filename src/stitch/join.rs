//! Joins: whether two blocks that follow each other in a story make one paragraph, how sure that is, and why.

use super::digest::{Digest, Digests, Sort};
use super::pairs::{Pairs, WITHIN};
use super::seam::{self, JOIN_WEIGHTS, SeamSignal};
use super::{Confidence, Reason, RunnerUp, Seam};
use crate::block::Ending;

/// Two blocks that follow each other in a story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Succession {
    pub(super) u: usize,
    pub(super) f: usize,
    /// A headline or subhead of the story stands between them on the page.
    pub(super) heading_between: bool,
}

/// Cosine from which two halves can be said to speak of the same thing.
const SAME_SUBJECT: f32 = 0.12;

/// The signals for a succession: those of the pair, and how it stands against its rivals.
pub(super) fn signals(
    digests: &Digests,
    pairs: &Pairs<'_>,
    s: Succession,
    tell: &mut impl FnMut(SeamSignal, f32),
) {
    seam::signals(digests, s.u, s.f, tell);
    let odds = pairs.seam(s.u, s.f).clamp(-8.0, 8.0);
    tell(SeamSignal::Odds, odds / 4.0);
    tell(SeamSignal::OverLater, (odds - pairs.best_later(s.u, s.f)).clamp(-8.0, 8.0) / 4.0);
    tell(SeamSignal::OverRival, (odds - best_rival(digests, pairs, s)).clamp(-8.0, 8.0) / 4.0);
    if s.heading_between {
        tell(SeamSignal::HeadingBetween, 1.0);
    }
}

/// The best odds that `f` goes on in some other cut block before it.
fn best_rival(digests: &Digests, pairs: &Pairs<'_>, s: Succession) -> f32 {
    let before = (s.f.saturating_sub(WITHIN)..s.f).filter(|at| *at != s.u && digests.blocks[*at].cut);
    before.map(|at| pairs.seam(at, s.f)).fold(-8.0, f32::max).clamp(-8.0, 8.0)
}

/// The log odds that a succession is one paragraph.
fn odds(digests: &Digests, pairs: &Pairs<'_>, s: Succession) -> f32 {
    let mut odds = 0.0;
    signals(digests, pairs, s, &mut |signal, value| odds += JOIN_WEIGHTS.0[signal as usize] * value);
    odds
}

/// The seam of a succession, when it is one paragraph.
pub(super) fn join(digests: &Digests, pairs: &Pairs<'_>, s: Succession) -> Option<Seam> {
    let odds = odds(digests, pairs, s);
    (odds > 0.0).then(|| Seam {
        confidence: probability(odds),
        reasons: reasons(digests, pairs, s),
        runner_up: runner_up(digests, pairs, s),
    })
}

fn probability(odds: f32) -> Confidence {
    Confidence(1.0 / (1.0 + (-odds).exp()))
}

fn reasons(digests: &Digests, pairs: &Pairs<'_>, s: Succession) -> Vec<Reason> {
    let (a, b) = (&digests.blocks[s.u], &digests.blocks[s.f]);
    let square = |x: usize| digests.subjects.product(x, x);
    let cosine = digests.subjects.cosine(&[s.u], square(s.u), &[s.f], square(s.f));
    let cut = a.block.signs.ending != Ending::Sentence || b.begins_in_mid_sentence();
    let holds = [
        (Reason::ContinuesSentence, cut),
        (Reason::ClosesQuotation, a.block.signs.open > 0 && b.block.signs.open < 0),
        (Reason::SameSubject, cosine > SAME_SUBJECT),
        (Reason::NextBlock, s.f == s.u + 1),
        (Reason::OnlyCandidate, runner_up(digests, pairs, s).is_none()),
        (Reason::NextInColumns, s.f != s.u + 1),
    ];
    holds.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

/// The block that would have gone on next best, if any could.
fn runner_up(digests: &Digests, pairs: &Pairs<'_>, s: Succession) -> Option<RunnerUp> {
    let prose = |d: &Digest| d.sort != Sort::Heading;
    let last = (s.u + WITHIN).min(digests.blocks.len().saturating_sub(1));
    let others = (s.u + 1..=last).filter(|at| *at != s.f && prose(&digests.blocks[*at]));
    let best = others.map(|at| (at, pairs.seam(s.u, at))).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (best.1 > -3.0).then(|| RunnerUp { block: digests.blocks[best.0].id, confidence: probability(best.1) })
}
