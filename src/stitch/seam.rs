//! Seams: how probable it is that one block goes on in another's paragraph.
//!
//! A logistic model over what stands on both sides of the cut; the weights are learned (`assets/stitch/seam.txt`).

use super::digest::{Digest, Digests, Sort};
use super::weights::{Weights, signals};
use crate::block::{Ending, Opening};
use std::sync::LazyLock;

signals! {
    /// What stands on both sides of a possible seam.
    SeamSignal {
        /// Always 1.
        Bias = "bias",
        /// The first half ends with a comma or a dash.
        EndsComma = "ends_comma",
        /// …with a word.
        EndsWord = "ends_word",
        /// …with an opening mark.
        EndsOpener = "ends_opener",
        /// …with a closing mark behind a word.
        EndsCloser = "ends_closer",
        /// …with a colon or semicolon.
        EndsColon = "ends_colon",
        /// …with a full stop.
        EndsSentence = "ends_sentence",
        /// The first half is too short to be a paragraph's beginning.
        EndsShort = "ends_short",
        /// The second half begins with a stop or closing mark.
        BeginsMiddle = "begins_middle",
        /// …with a small Latin letter.
        BeginsLower = "begins_lower",
        /// …with an opening mark.
        BeginsOpener = "begins_opener",
        /// …with a digit.
        BeginsDigit = "begins_digit",
        /// …with 一、 or ■.
        BeginsItem = "begins_item",
        /// …with a dateline.
        BeginsDateline = "begins_dateline",
        /// The second half reads like the start of a paragraph.
        Starts = "starts",
        /// The first half reads like the end of one.
        Ends = "ends",
        /// The characters on both sides follow each other in the language, behind a cut.
        LinkCut = "link_cut",
        /// …behind a full stop.
        LinkWhole = "link_whole",
        /// …and the cut is in mid-word: the link squared, above zero.
        LinkStrong = "link_strong",
        /// Marks left open by the first half and closed by the second.
        ClosesQuote = "closes_quote",
        /// The first half leaves a mark open that the second does not close.
        LeavesQuote = "leaves_quote",
        /// The second half closes a mark that the first did not open.
        StrayCloser = "stray_closer",
        /// The two speak of the same things (cosine).
        SameSubject = "same_subject",
        /// The second half is the next block.
        Adjacent = "adjacent",
        /// The next block, and the first half is cut.
        AdjacentCut = "adjacent_cut",
        /// Blocks in between, in natural logarithm.
        Distance = "distance",
        /// One of the two is a formula or a heading.
        NotProse = "not_prose",
        /// Blank lines before the second half, beyond the usual one, when it is the next block.
        ExtraBlank = "extra_blank",
        /// Of two blocks that follow each other in a story: the seam odds, by `seam.txt`.
        Odds = "odds",
        /// …less the best of the blocks still to come.
        OverLater = "over_later",
        /// …less the best of the blocks that another cut story ends with.
        OverRival = "over_rival",
        /// A headline or subhead of the story stands between them.
        HeadingBetween = "heading_between",
    }
}

/// The shipped weights.
pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    Weights::read(include_str!("../../assets/stitch/seam.txt"), SeamSignal::ALL.iter().map(|s| s.name()))
});

/// The weights for two blocks that follow each other in a story: do they make one paragraph?
pub(super) static JOIN_WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    Weights::read(include_str!("../../assets/stitch/join.txt"), SeamSignal::ALL.iter().map(|s| s.name()))
});

/// The log odds that block `f` goes on in the paragraph of block `u`, from what stands on both sides.
pub(super) fn odds(weights: &Weights, digests: &Digests, u: usize, f: usize) -> f32 {
    let mut odds = 0.0;
    signals(digests, u, f, &mut |signal, value| odds += weights.0[signal as usize] * value);
    odds
}

/// The signals of a pair of blocks.
pub(super) fn signals(digests: &Digests, u: usize, f: usize, tell: &mut impl FnMut(SeamSignal, f32)) {
    use SeamSignal as S;
    let (a, b) = (&digests.blocks[u], &digests.blocks[f]);
    tell(S::Bias, 1.0);
    ending(a, tell);
    opening(b, tell);
    tell(S::Starts, b.starts / 3.0);
    tell(S::Ends, a.ends / 3.0);
    let link = super::language::LANGUAGE.link(&a.tail, &b.head).clamp(-6.0, 10.0) / 3.0;
    tell(if a.block.signs.ending == Ending::Sentence { S::LinkWhole } else { S::LinkCut }, link);
    if a.block.signs.ending != Ending::Sentence {
        tell(S::LinkStrong, link.max(0.0).powi(2));
    }
    quotes(a, b, tell);
    let square = |x: usize| digests.subjects.product(x, x);
    tell(S::SameSubject, digests.subjects.cosine(&[u], square(u), &[f], square(f)));
    if f == u + 1 {
        tell(S::Adjacent, 1.0);
        tell(S::AdjacentCut, f32::from(u8::from(a.cut)));
        tell(S::ExtraBlank, b.block.blank_before.saturating_sub(1).min(3) as f32);
    }
    tell(S::Distance, ((f - u) as f32).ln());
    let prose = |d: &Digest| d.sort != Sort::Heading && d.block.signs.formula.is_none();
    if !prose(a) || !prose(b) || a.block.jump.is_some() || b.block.from.is_some() {
        tell(S::NotProse, 1.0);
    }
}

fn ending(a: &Digest, tell: &mut impl FnMut(SeamSignal, f32)) {
    use SeamSignal as S;
    let signal = match a.block.signs.ending {
        Ending::Comma => S::EndsComma,
        Ending::Word => S::EndsWord,
        Ending::Opener => S::EndsOpener,
        Ending::Closer => S::EndsCloser,
        Ending::Colon => S::EndsColon,
        Ending::Sentence => S::EndsSentence,
    };
    tell(signal, 1.0);
    if a.block.signs.chars < 16 {
        tell(S::EndsShort, 1.0);
    }
}

fn opening(b: &Digest, tell: &mut impl FnMut(SeamSignal, f32)) {
    use SeamSignal as S;
    match b.block.signs.opening {
        Opening::Middle => tell(S::BeginsMiddle, 1.0),
        Opening::Lower => tell(S::BeginsLower, 1.0),
        Opening::Opener => tell(S::BeginsOpener, 1.0),
        Opening::Digit => tell(S::BeginsDigit, 1.0),
        Opening::Enumeration => tell(S::BeginsItem, 1.0),
        Opening::Word => {}
    }
    if b.has_dateline() {
        tell(S::BeginsDateline, 1.0);
    }
}

fn quotes(a: &Digest, b: &Digest, tell: &mut impl FnMut(SeamSignal, f32)) {
    use SeamSignal as S;
    let (left, right) = (a.block.signs.open, b.block.signs.open);
    if left > 0 && right < 0 {
        tell(S::ClosesQuote, 1.0);
    } else if left > 0 {
        tell(S::LeavesQuote, 1.0);
    } else if right < 0 {
        tell(S::StrayCloser, 1.0);
    }
}
