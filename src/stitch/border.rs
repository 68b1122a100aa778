//! Borders: whether a block stops in mid-paragraph, or begins in one, by its own look.
//!
//! A pair of blocks cannot say "this must go on somewhere"; a block can. `pairs` brings the two together.

use super::digest::{Digests, Sort};
use super::model::{Model, Table};
use super::weights::{Row, signals};
use crate::block::{Ending, Opening};

signals! {
    /// How a block begins and ends.
    BorderSignal from 0; {
        /// Always 1.
        Bias = "bias",
        /// It ends with a full stop.
        EndsSentence = "ends_sentence",
        /// …with a comma or a dash.
        EndsComma = "ends_comma",
        /// …with a word.
        EndsWord = "ends_word",
        /// …with a closing mark behind a word.
        EndsCloser = "ends_closer",
        /// …with a colon or semicolon.
        EndsColon = "ends_colon",
        /// It begins with a stop or closing mark.
        BeginsMiddle = "begins_middle",
        /// …with an opening mark.
        BeginsOpener = "begins_opener",
        /// …with a digit.
        BeginsDigit = "begins_digit",
        /// …with 一、 or ■.
        BeginsItem = "begins_item",
        /// …with a dateline.
        BeginsDateline = "begins_dateline",
        /// It reads like the end of a paragraph.
        Ends = "ends",
        /// It reads like the start of a paragraph.
        Starts = "starts",
        /// It reads like the first paragraph of a story.
        First = "first",
        /// It reads like the last paragraph of a story.
        Last = "last",
        /// Its first sentence reads like a paragraph's first.
        Opens = "opens",
        /// Its first words do not read like the middle of a paragraph.
        Fresh = "fresh",
        /// Its last sentence reads like a paragraph's last.
        Closes = "closes_paragraph",
        /// It reads like a headline.
        Title = "title",
        /// It reads like a heading, and unlike a piece of prose.
        Heading = "reads_heading",
        /// It leaves a quotation open.
        LeavesOpen = "leaves_open",
        /// It closes a quotation that it did not open.
        ClosesQuote = "closes",
        /// Its length (logarithm of its characters).
        Length = "length",
        /// It is a short line.
        Line = "line",
        /// It is a formula: byline, signature, credit.
        Formula = "formula",
        /// It has a jump line.
        Jump = "jump",
        /// It has a from line.
        From = "from",
        /// The block behind is a heading.
        NextHeading = "next_heading",
        /// The block behind reads like the start of a paragraph.
        NextStarts = "next_starts",
        /// The block before is a heading.
        BeforeHeading = "before_heading",
        /// The block before reads like the end of a paragraph.
        BeforeEnds = "before_ends",
        /// The share of the page's prose blocks that stop in mid-sentence.
        PageCut = "page_cut",
        /// The share of the page's blocks with marks at half their width.
        PageMisread = "page_misread",
        /// Its last line is full, by the measure of the columns (log odds)…
        Full = "full",
        /// …when it ends with a full stop.
        FullWhole = "full_whole",
        /// The probability that the page tells that measure.
        PageMeasured = "page_measured",
    }
}

/// The signals of a block.
pub(super) fn row(digests: &Digests, at: usize) -> Row {
    use BorderSignal as S;
    let mut row = Row::new(BorderSignal::ALL.len());
    let d = &digests.blocks[at];
    let signs = &d.block.signs;
    row.tell(S::Bias, 1.0);
    row.flag(S::EndsSentence, signs.ending == Ending::Sentence);
    row.flag(S::EndsComma, matches!(signs.ending, Ending::Comma | Ending::Opener));
    row.flag(S::EndsWord, signs.ending == Ending::Word);
    row.flag(S::EndsCloser, signs.ending == Ending::Closer);
    row.flag(S::EndsColon, signs.ending == Ending::Colon);
    row.flag(S::BeginsMiddle, matches!(signs.opening, Opening::Middle | Opening::Lower));
    row.flag(S::BeginsOpener, signs.opening == Opening::Opener);
    row.flag(S::BeginsDigit, signs.opening == Opening::Digit);
    row.flag(S::BeginsItem, d.is_numbered());
    row.flag(S::BeginsDateline, d.has_dateline());
    row.tell(S::Ends, d.voice.ends / 3.0);
    row.tell(S::Starts, d.voice.starts / 3.0);
    row.tell(S::First, d.voice.first / 3.0);
    row.tell(S::Last, d.voice.last / 3.0);
    row.tell(S::Title, d.voice.title / 3.0);
    row.tell(S::Heading, d.voice.heading / 3.0);
    row.flag(S::LeavesOpen, signs.open > 0);
    row.flag(S::ClosesQuote, signs.open < 0);
    row.tell(S::Opens, d.voice.opens / 3.0);
    row.tell(S::Fresh, d.voice.fresh / 3.0);
    row.tell(S::Closes, d.voice.closes / 3.0);
    row.tell(S::Length, d.length());
    row.flag(S::Line, d.sort == Sort::Line);
    row.flag(S::Formula, signs.formula.is_some());
    row.flag(S::Jump, d.block.jump.is_some());
    row.flag(S::From, d.block.from.is_some());
    if let Some(next) = digests.blocks.get(at + 1) {
        row.flag(S::NextHeading, next.sort == Sort::Heading);
        row.tell(S::NextStarts, next.voice.starts / 3.0);
    }
    if let Some(before) = at.checked_sub(1).map(|at| &digests.blocks[at]) {
        row.flag(S::BeforeHeading, before.sort == Sort::Heading);
        row.tell(S::BeforeEnds, before.voice.ends / 3.0);
    }
    row.tell(S::PageCut, digests.manner.cut);
    row.tell(S::PageMisread, digests.manner.misread);
    row.tell(S::Full, d.full);
    if signs.ending == Ending::Sentence {
        row.tell(S::FullWhole, d.full);
    }
    row.tell(S::PageMeasured, digests.manner.measured);
    row
}

/// The log odds that a block stops in mid-paragraph and begins in one, and goes on, and is gone on with, on the page.
pub(super) fn odds(model: &Model, digests: &Digests, at: usize) -> (f32, f32) {
    let row = row(digests, at);
    let odds = |table: Table| model.scorer(table).score(&row).clamp(-6.0, 6.0);
    (odds(Table::Cut), odds(Table::Middle))
}
