//! Seams: how probable it is that one block goes on in another's paragraph.
//!
//! A logistic model over what stands on both sides of the cut; the weights are learned (table `seam`).

use super::digest::{Digest, Digests, Sort};
use super::model::{Model, Table};
use super::topic::Topic;
use super::voice;
use super::weights::{Row, signals};
use crate::block::{Ending, Opening};

signals! {
    /// What stands on both sides of a possible seam.
    SeamSignal from 0; {
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
        /// …and about the same, in whatever words (cosine).
        SameTopic = "same_topic",
        /// …they with their neighbours.
        TopicAround = "topic_around",
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
        /// The first half's length (logarithm of its characters).
        LeftLength = "left_length",
        /// The second half's length.
        RightLength = "right_length",
        /// The second half is numbered as the first is.
        BothItems = "both_items",
        /// The first character of the second half follows the end of the first.
        LinkOne = "link_one",
        /// …by the last character alone.
        LinkPair = "link_pair",
        /// Subject the first half and the block before it share with the second.
        SubjectBefore = "subject_before",
        /// Subject the first half shares with the second and the block behind it.
        SubjectBehind = "subject_behind",
        /// Subject shared by both with their neighbours.
        SubjectAround = "subject_around",
        /// The second half reads like the first paragraph of a story.
        RightFirst = "right_first",
        /// The first half reads like the last paragraph of a story.
        LeftLast = "left_last",
        /// The share of the page's prose blocks that stop in mid-sentence.
        PageCut = "page_cut",
        /// The share of the page's blocks with marks at half their width.
        PageMisread = "page_misread",
        /// Marks left open at the end of the first half.
        LeftOpen = "left_open",
        /// Marks closed by the second half that it did not open.
        RightOpen = "right_open",
        /// The first half begins with a dateline.
        LeftDateline = "left_dateline",
        /// The second half's first sentence reads like a paragraph's first.
        RightOpens = "right_opens",
        /// …behind a full stop.
        RightOpensWhole = "right_opens_whole",
        /// The second half's first words do not read like the middle of a paragraph.
        RightFresh = "right_fresh",
        /// The first half's last sentence reads like a paragraph's last.
        LeftCloses = "left_closes",
        /// …when it ends with a full stop.
        LeftClosesWhole = "left_closes_whole",
        /// The first half's last line is full, by the measure of the columns (log odds)…
        LeftFull = "left_full",
        /// …when it ends with a full stop.
        LeftFullWhole = "left_full_whole",
        /// The probability that the page tells that measure.
        PageMeasured = "page_measured",
        /// The first half reads like a heading, and unlike a piece of prose.
        LeftHeading = "left_reads_heading",
        /// The second half does.
        RightHeading = "right_reads_heading",
        /// The first half is a short line.
        LeftLine = "left_line",
        /// The second half is one.
        RightLine = "right_line",
        /// The second half has no full stop at its end.
        RightCut = "right_cut",
        /// A line, and what stands behind it reads like the first paragraph of a story: a headline has that.
        RightHeads = "right_heads",
        /// The words on both sides go together…
        Bond = "bond",
        /// …when the first half ends with a full stop.
        BondWhole = "bond_whole",
    }
}

/// The log odds that each of some blocks goes on in the paragraph of block `u`, from what stands on both sides.
pub(super) fn odds(model: &Model, digests: &Digests, u: usize, others: &[usize]) -> Vec<f32> {
    let row = |f: &usize| {
        let mut row = Row::new(SeamSignal::ALL.len());
        signals(model, digests, u, *f, &mut row);
        row
    };
    let rows: Vec<Row> = others.iter().map(row).collect();
    model.scorer(Table::Seam).scores(&rows)
}

/// The signals of a pair of blocks.
pub(super) fn signals(model: &Model, digests: &Digests, u: usize, f: usize, row: &mut Row) {
    use SeamSignal as S;
    let (a, b) = (&digests.blocks[u], &digests.blocks[f]);
    row.tell(S::Bias, 1.0);
    ending(a, row);
    opening(b, row);
    row.tell(S::Starts, b.voice.starts / 3.0);
    row.tell(S::Ends, a.voice.ends / 3.0);
    let [link, by_first, by_pair] = voice::link(model, digests.tongue, a, b);
    let link = link.clamp(-6.0, 10.0) / 3.0;
    let whole = a.block.signs.ending == Ending::Sentence;
    row.tell(if whole { S::LinkWhole } else { S::LinkCut }, link);
    if !whole {
        row.tell(S::LinkStrong, link.max(0.0).powi(2));
    }
    let bond = a.bond.with(&b.bond).clamp(-9.0, 9.0) / 3.0;
    row.tell(if whole { S::BondWhole } else { S::Bond }, bond);
    quotes(a, b, row);
    row.tell(S::SameSubject, digests.subjects.cosine_of(u, f));
    row.tell(S::SameTopic, a.topic.cosine(&b.topic));
    if f == u + 1 {
        row.tell(S::Adjacent, 1.0);
        row.flag(S::AdjacentCut, a.cut);
        row.tell(S::ExtraBlank, b.block.blank_before.saturating_sub(1).min(3) as f32);
    }
    row.tell(S::LinkOne, by_first.clamp(-6.0, 8.0) / 3.0);
    row.tell(S::LinkPair, by_pair.clamp(-6.0, 8.0) / 3.0);
    around(digests, u, f, row);
    row.tell(S::RightFirst, b.voice.first / 3.0);
    row.tell(S::LeftLast, a.voice.last / 3.0);
    row.tell(S::RightOpens, b.voice.opens / 3.0);
    row.tell(S::RightFresh, b.voice.fresh / 3.0);
    row.tell(S::LeftCloses, a.voice.closes / 3.0);
    if whole {
        row.tell(S::RightOpensWhole, b.voice.opens / 3.0);
        row.tell(S::LeftClosesWhole, a.voice.closes / 3.0);
        row.tell(S::LeftFullWhole, a.full);
    }
    row.tell(S::LeftFull, a.full);
    row.tell(S::LeftHeading, a.voice.heading / 3.0);
    row.tell(S::RightHeading, b.voice.heading / 3.0);
    row.flag(S::LeftLine, a.sort == Sort::Line);
    row.flag(S::RightCut, b.block.signs.ending.is_cut());
    if b.sort == Sort::Line {
        row.tell(S::RightLine, 1.0);
        row.tell(S::RightHeads, digests.blocks.get(f + 1).map_or(0.0, |behind| behind.voice.first / 3.0));
    }
    row.tell(S::PageMeasured, digests.manner.measured);
    row.tell(S::PageCut, digests.manner.cut);
    row.tell(S::PageMisread, digests.manner.misread);
    row.tell(S::Distance, ((f - u) as f32).ln());
    let prose = |d: &Digest| d.sort != Sort::Heading && d.block.signs.formula.is_none();
    row.flag(S::NotProse, !prose(a) || !prose(b) || a.block.jump.is_some() || b.block.from.is_some());
    row.tell(S::LeftLength, a.length());
    row.tell(S::RightLength, b.length());
    row.flag(S::BothItems, a.is_numbered() && b.is_numbered());
    row.flag(S::LeftDateline, a.has_dateline());
}

/// What the two halves share when their neighbours speak with them.
fn around(digests: &Digests, u: usize, f: usize, row: &mut Row) {
    let subjects = &digests.subjects;
    let prose = |at: usize| digests.blocks.get(at).is_some_and(|d| d.sort != Sort::Heading);
    let before = u.checked_sub(1).filter(|at| prose(*at));
    let behind = Some(f + 1).filter(|at| prose(*at));
    let left: Vec<usize> = before.into_iter().chain([u]).collect();
    let right: Vec<usize> = [f].into_iter().chain(behind).collect();
    let cosine = |a: &[usize], b: &[usize]| subjects.cosine(a, subjects.square(a), b, subjects.square(b));
    row.tell(SeamSignal::SubjectBefore, cosine(&left, &[f]));
    row.tell(SeamSignal::SubjectBehind, cosine(&[u], &right));
    row.tell(SeamSignal::SubjectAround, cosine(&left, &right));
    let topic = |bundle: &[usize]| bundle.iter().map(|at| &digests.blocks[*at].topic).sum::<Topic>();
    row.tell(SeamSignal::TopicAround, topic(&left).cosine(&topic(&right)));
}

fn ending(a: &Digest, row: &mut Row) {
    use SeamSignal as S;
    let signal = match a.block.signs.ending {
        Ending::Comma => S::EndsComma,
        Ending::Word => S::EndsWord,
        Ending::Opener => S::EndsOpener,
        Ending::Closer => S::EndsCloser,
        Ending::Colon => S::EndsColon,
        Ending::Sentence => S::EndsSentence,
    };
    row.tell(signal, 1.0);
    row.flag(S::EndsShort, a.block.signs.chars < 16);
}

fn opening(b: &Digest, row: &mut Row) {
    use SeamSignal as S;
    match b.block.signs.opening {
        Opening::Middle => row.tell(S::BeginsMiddle, 1.0),
        Opening::Lower => row.tell(S::BeginsLower, 1.0),
        Opening::Opener => row.tell(S::BeginsOpener, 1.0),
        Opening::Digit => row.tell(S::BeginsDigit, 1.0),
        Opening::Enumeration => row.tell(S::BeginsItem, 1.0),
        Opening::Word => {}
    }
    row.flag(S::BeginsDateline, b.has_dateline());
}

fn quotes(a: &Digest, b: &Digest, row: &mut Row) {
    use SeamSignal as S;
    let (left, right) = (a.block.signs.open, b.block.signs.open);
    row.tell(S::LeftOpen, left.clamp(-3, 3) as f32);
    row.tell(S::RightOpen, right.clamp(-3, 3) as f32);
    if left > 0 && right < 0 {
        row.tell(S::ClosesQuote, 1.0);
    } else if left > 0 {
        row.tell(S::LeavesQuote, 1.0);
    } else if right < 0 {
        row.tell(S::StrayCloser, 1.0);
    }
}
