//! Lines: a page is read and put back together; where its every printed line is a block, widths, words and the page as a whole
//! tell which lines go together.

use super::model::{Model, Table};
use super::voice::LineWords;
use super::weights::{Row, signals};
use super::{Stitched, stitch};
use crate::block::{Ending, Fill, GoesOn, Joint, Opening, Page, Tongue};
use crate::source::Source;
use std::collections::BTreeSet;

/// How often lines are put together and the page stitched again. (Of the headlines of `print-dev`, each line a block, .82 head
/// their story with one, .84 with two.)
const ROUNDS: usize = 2;

/// What is learned from whole blocks takes one that ends with a full stop for a paragraph's end, and one that does not, and its
/// neighbour, for halves; of lines that says less, by these log odds. (With the figures shipped before, F1 of joins was on `dev` in
/// lines .877 in Markdown, .842 plain; without either .859 and .844, without `CUT` .859 and .832.)
const STOPPED: f32 = 3.0;
const CUT: f32 = -0.5;

signals! {
    /// What the looks of two printed lines say of whether one goes on in the next.
    WidthSignal from 0; {
        /// Always 1.
        Bias = "bias",
        /// The first line ends with a comma or an opening mark.
        EndsComma = "ends_comma",
        /// …with a colon or a closing mark.
        EndsClosed = "ends_closed",
        /// …with a full stop.
        EndsSentence = "ends_sentence",
        /// It fills all of its column but an indent…
        SetIn = "set_in",
        /// …and ends with a full stop, a colon or a closing mark.
        SetInWhole = "set_in_whole",
        /// It fills less…
        Short = "short",
        /// …and ends so.
        ShortWhole = "short_whole",
        /// The second line fills all of its column but an indent…
        NextSetIn = "next_set_in",
        /// …behind a full stop, a colon or a closing mark…
        NextSetInWhole = "next_set_in_whole",
        /// …or behind a line that fills less.
        NextSetInShort = "next_set_in_short",
        /// It fills less…
        NextShort = "next_short",
        /// …behind a full stop, a colon or a closing mark…
        NextShortWhole = "next_short_whole",
        /// …or behind one that fills less, too.
        NextShortShort = "next_short_short",
        /// …and ends with a word, as a headline does.
        NextShortWord = "next_short_word",
        /// It begins with a stop or a closing mark, or a small letter.
        BeginsMiddle = "begins_middle",
        /// …with 一、 or ■.
        BeginsItem = "begins_item",
        /// …with an opening mark.
        BeginsOpener = "begins_opener",
        /// …with a digit.
        BeginsDigit = "begins_digit",
    }
}

signals! {
    /// …and what their words say.
    WordSignal from WidthSignal::ALL.len(); {
        /// The characters on both sides follow each other in the language.
        Link = "link",
        /// …behind a full stop.
        LinkWhole = "link_whole",
        /// The words on both sides go together…
        Bond = "bond",
        /// …behind a full stop.
        BondWhole = "bond_whole",
        /// The second line reads like the start of a paragraph…
        Starts = "starts",
        /// …and unlike the middle of one.
        Fresh = "fresh",
        /// The first line reads like the end of one…
        Ends = "ends",
        /// …and like its last sentence.
        Closes = "closes",
    }
}

/// The signals of the table `line`; those of `width` are the first of them.
pub(super) fn described() -> Vec<(&'static str, &'static str)> {
    [WidthSignal::described(), WordSignal::described()].concat()
}

/// The signals of two printed lines, for the table `line`.
pub(super) fn row(joint: &Joint<'_>, words: LineWords) -> Row {
    use WordSignal as S;
    let mut row = widths(joint);
    row.0.resize(described().len(), 0.0);
    if let LineWords::Learned { link, bond, starts, fresh, ends, closes } = words {
        row.tell(S::Link, link);
        row.tell(S::Bond, bond);
        if joint.ending == Ending::Sentence {
            row.tell(S::LinkWhole, link);
            row.tell(S::BondWhole, bond);
        }
        row.tell(S::Starts, starts);
        row.tell(S::Fresh, fresh);
        row.tell(S::Ends, ends);
        row.tell(S::Closes, closes);
    }
    row
}

/// …and for the table `width`.
fn widths(joint: &Joint<'_>) -> Row {
    use WidthSignal as S;
    let mut row = Row::new(S::ALL.len());
    let (last, next) = joint.fills;
    let (opening, next_ending) = joint.next;
    let whole = matches!(joint.ending, Ending::Sentence | Ending::Colon | Ending::Closer);
    let ends_sentence = joint.ending == Ending::Sentence;
    row.tell(S::Bias, 1.0);
    row.flag(S::EndsComma, matches!(joint.ending, Ending::Comma | Ending::Opener));
    row.flag(S::EndsClosed, whole && !ends_sentence);
    row.flag(S::EndsSentence, ends_sentence);
    row.flag(S::SetIn, last == Fill::SetIn);
    row.flag(S::SetInWhole, last == Fill::SetIn && whole);
    row.flag(S::Short, last == Fill::Short);
    row.flag(S::ShortWhole, last == Fill::Short && whole);
    row.flag(S::NextSetIn, next == Fill::SetIn);
    row.flag(S::NextSetInWhole, next == Fill::SetIn && whole);
    row.flag(S::NextSetInShort, next == Fill::SetIn && last == Fill::Short);
    row.flag(S::NextShort, next == Fill::Short);
    row.flag(S::NextShortWhole, next == Fill::Short && whole);
    row.flag(S::NextShortShort, next == Fill::Short && last == Fill::Short);
    row.flag(S::NextShortWord, next == Fill::Short && next_ending == Ending::Word);
    row.flag(S::BeginsMiddle, matches!(opening, Opening::Middle | Opening::Lower));
    row.flag(S::BeginsItem, opening == Opening::Enumeration);
    row.flag(S::BeginsOpener, opening == Opening::Opener);
    row.flag(S::BeginsDigit, opening == Opening::Digit);
    row
}

/// How surely a printed line goes on in the next.
fn goes_on(model: &Model, tongue: Tongue, joint: &Joint<'_>) -> GoesOn {
    let by_widths = model.scorer(Table::Width).linear(&widths(joint));
    let odds = match LineWords::of(model, tongue, joint.before.as_str(), joint.after.as_str()) {
        LineWords::Ruled(odds) => by_widths + odds,
        words @ LineWords::Learned { .. } => model.scorer(Table::Line).linear(&row(joint, words)),
    };
    let less = if joint.ending == Ending::Sentence { STOPPED } else { CUT };
    GoesOn { odds, by_lines: by_widths + less }
}

/// Reads a page and puts it back together. Lines whose words and widths leave it open whether they are of one paragraph become
/// one block where the page put back together has them so.
#[must_use]
pub fn read_page(source: Source) -> (Page, Stitched) {
    let tongue = Tongue::of(std::iter::once(source.text()));
    let by_themselves = |joint: &Joint<'_>| goes_on(Model::shipped(), tongue, joint);
    let mut joined = BTreeSet::new();
    let mut page = Page::read(source, by_themselves);
    let mut stitched = stitch(&page);
    for _ in 0..ROUNDS {
        let more = joined_lines(&page, &stitched);
        if more.is_empty() {
            break;
        }
        joined.extend(more);
        page = Page::read(page.source, |joint| match joined.contains(&joint.after.span().start) {
            true => GoesOn { odds: f32::INFINITY, by_lines: 0.0 },
            false => by_themselves(joint),
        });
        stitched = stitch(&page);
    }
    (page, stitched)
}

/// The lines, by their first byte, that are put together with the one right before.
fn joined_lines(page: &Page, stitched: &Stitched) -> Vec<usize> {
    let paragraphs = stitched.articles.iter().flat_map(|article| &article.paragraphs);
    let pairs = paragraphs.flat_map(|paragraph| paragraph.fragments.windows(2));
    let neighbours = pairs.filter_map(|pair| {
        let next = page.block(pair[1].block);
        (pair[0].block.0 + 1 == pair[1].block.0 && next.goes_on != 0.0).then_some(next.span.start)
    });
    neighbours.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Three paragraphs in lines of twelve characters, and two lines behind them.
    fn page(last: &str, next: &str) -> String {
        let paragraph = "渡口今晨起了大雾，等船的工\n\n作人员站在码头上，从五点半站\n\n到了七点。船老大林一说，这样\n\n的雾他二十年没有见过。\n\n";
        format!("{}{last}\n\n{next}", paragraph.repeat(3))
    }

    /// How surely the last line but one goes on in the last.
    fn odds(last: &str, next: &str) -> GoesOn {
        let found = std::cell::Cell::new(GoesOn::default());
        let source = Source::new(Path::new("1.txt"), page(last, next).as_bytes());
        let _ = Page::read(source, |joint| {
            let goes_on = goes_on(Model::shipped(), Tongue::Chinese, joint);
            found.set(if joint.after.as_str() == next { goes_on } else { GoesOn::default() });
            goes_on
        });
        found.get()
    }

    #[test]
    fn widths_and_words_tell_whether_a_line_goes_on() {
        let full = odds("等着船的是这个渡口的工作人", "员。");
        assert!(full.odds > 6.0, "{full:?}");
        // What is cut in mid-word goes on, full or not; behind a full stop, and where the words go with others, nothing does.
        for (last, next) in [
            ("等着船的是渡口的工作人", "员。"),
            ("等着船的是这个渡口的工作人", "渡口明天再开，水位也会退下。"),
            ("等着船的还是那个渡口的人。", "员。"),
        ] {
            let other = odds(last, next);
            assert!(other.odds < full.odds, "{last}｜{next}: {other:?}");
        }
    }

    #[test]
    fn widths_alone_say_less_of_what_ends_a_sentence_or_a_column() {
        let next = "渡口明天再开，水位也会退下。";
        let full = odds("等着船的是这个渡口的工作人", next).by_lines;
        assert!(full > 2.0, "{full}");
        assert!(odds("等着船的是渡口", next).by_lines < full - 3.0, "a short line");
        assert!(odds("等着船的是渡口的。", next).by_lines < -1.0, "a short line that ends a sentence");
    }
}
