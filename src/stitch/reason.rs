//! Reasons: why two halves were joined, in the words of the trade, what weighed most first.
//!
//! Each reason stands for a group of signals. What a group adds is the sum of its signals times their weights: those of the
//! table `join`, and those of the table `seam` as far as `join` counts its odds. What the trees add belongs to no group.

use super::digest::{Digest, Digests};
use super::join::JoinSignal as J;
use super::model::{Model, Table};
use super::pairs::Pairs;
use super::seam::SeamSignal as S;
use super::story::Succession;
use super::weights::{Row, Signal};
use super::{Reason, RunnerUp};
use crate::block::{Ending, speakers};

/// Cosine from which two halves can be said to speak of the same thing.
pub(super) const SAME_SUBJECT: f32 = 0.12;

/// The signals that a reason stands for.
struct Group {
    reason: Reason,
    seam: &'static [S],
    join: &'static [J],
}

/// A name that both halves have is among the words they share.
const SUBJECT: &[S] = &[S::SameSubject, S::SubjectBefore, S::SubjectBehind, S::SubjectAround];

const GROUPS: [Group; 7] = [
    Group {
        reason: Reason::ContinuesSentence,
        seam: &[
            S::EndsComma,
            S::EndsWord,
            S::EndsOpener,
            S::EndsCloser,
            S::EndsColon,
            S::EndsSentence,
            S::BeginsMiddle,
            S::BeginsLower,
            S::Starts,
            S::Ends,
            S::LinkCut,
            S::LinkWhole,
            S::LinkStrong,
            S::LinkOne,
            S::LinkPair,
            S::RightFirst,
            S::LeftLast,
        ],
        join: &[J::Cut, J::Middle],
    },
    Group {
        reason: Reason::ClosesQuotation,
        seam: &[S::ClosesQuote, S::LeavesQuote, S::StrayCloser, S::LeftOpen, S::RightOpen],
        join: &[],
    },
    Group { reason: Reason::SameSpeaker, seam: SUBJECT, join: &[] },
    Group { reason: Reason::SameSubject, seam: SUBJECT, join: &[] },
    Group { reason: Reason::NextBlock, seam: &[S::Adjacent, S::AdjacentCut], join: &[] },
    Group {
        reason: Reason::NextInColumns,
        // Not the distance: that sets the odds of far pairs right, it speaks for none of them.
        seam: &[],
        join: &[J::Interrupted, J::FromBefore, J::IntoBehind, J::BehindHeading, J::BeforeHeading],
    },
    Group {
        reason: Reason::OnlyCandidate,
        seam: &[],
        join: &[J::Matched, J::LeftEnds, J::RightBegins, J::OverLater, J::OverRival, J::Later],
    },
];

/// Why two halves are one: the reasons that hold and spoke for it, the strongest first; one at least.
pub(super) fn reasons(
    pairs: &Pairs<'_>,
    s: Succession,
    row: &Row,
    runner_up: Option<&RunnerUp>,
) -> Vec<Reason> {
    let holds = |group: &&Group| holds(pairs, s, runner_up, group.reason);
    let mut reasons: Vec<(Reason, f32)> =
        GROUPS.iter().filter(holds).map(|group| (group.reason, adds(pairs.model, group, row))).collect();
    reasons.sort_by(|a, b| b.1.total_cmp(&a.1));
    let spoke = reasons.iter().take_while(|(_, adds)| *adds > 0.0).count();
    reasons.truncate(spoke.max(1));
    reasons.into_iter().map(|(reason, _)| reason).collect()
}

/// What a group adds to the odds of the join.
fn adds(model: &Model, group: &Group, row: &Row) -> f32 {
    let weight = |table: Table, place: usize| model.scorer(table).weights.get(place).copied().unwrap_or(0.0);
    let of_odds = weight(Table::Join, J::Odds.place()) / super::join::ODDS_UNIT;
    let value = |place: usize| row.0.get(place).copied().unwrap_or(0.0);
    let seam = group.seam.iter().map(|signal| {
        let place = signal.place();
        value(place) * (weight(Table::Join, place) + of_odds * weight(Table::Seam, place))
    });
    let join = group.join.iter().map(|signal| value(signal.place()) * weight(Table::Join, signal.place()));
    seam.chain(join).sum()
}

/// True when the reason can be said at all.
fn holds(pairs: &Pairs<'_>, s: Succession, runner_up: Option<&RunnerUp>, reason: Reason) -> bool {
    let digests = pairs.digests;
    let (a, b): (&Digest, &Digest) = (&digests.blocks[s.u], &digests.blocks[s.f]);
    match reason {
        Reason::ContinuesSentence => a.block.signs.ending != Ending::Sentence || b.begins_in_mid_sentence(),
        Reason::ClosesQuotation => a.block.signs.open > 0 && b.block.signs.open < 0,
        Reason::SameSubject => digests.subjects.cosine_of(s.u, s.f) > SAME_SUBJECT,
        Reason::SameSpeaker => same_speaker(digests, &[s.u], s.f),
        Reason::NextBlock => s.f == s.u + 1,
        Reason::NextInColumns => s.f != s.u + 1,
        Reason::OnlyCandidate => runner_up.is_none(),
        // Reasons for boundaries.
        Reason::NamesHeadline
        | Reason::Headline
        | Reason::Dateline
        | Reason::FirstParagraph
        | Reason::StoryEnded
        | Reason::OtherSubject => false,
    }
}

/// True when one of the persons who speak in some blocks speaks in another.
pub(super) fn same_speaker(digests: &Digests, blocks: &[usize], f: usize) -> bool {
    let speak = |at: usize| speakers(digests.tongue, digests.blocks[at].block.text.as_str());
    let here = speak(f);
    !here.is_empty() && blocks.iter().any(|at| speak(*at).iter().any(|name| here.contains(name)))
}
