//! Filling: pieces into lines. First fit, unless that leaves something that `fewest` can mend.

use super::Measure;
use super::breaks::{Galley, Grade, Manner};
use super::classes::Class;
use super::fewest::{End, fewest, is_blemished};
use super::fragments::{Piece, Room, pieces};
use crate::source::Text;
use std::ops::Range;
use textwrap::wrap_algorithms::wrap_first_fit;

/// A line of a galley, without the blanks at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its bytes.
    pub(super) bytes: Range<usize>,
    /// Its clusters.
    pub(super) clusters: Range<usize>,
    /// Before which of its bytes a blank was added, in order.
    pub(super) blanks: Vec<usize>,
    /// Its width in cells, a hanging stop and added blanks included.
    pub(super) width: u16,
}

impl Row {
    /// The row's part of `text`, with the blanks that were added: fillers, which stand nowhere in the source.
    pub(super) fn cut(&self, text: &Text) -> Text {
        let Some((&first, more)) = self.blanks.split_first() else { return text.slice(self.bytes.clone()) };
        let mut line = text.slice(self.bytes.start..first);
        let ends = more.iter().copied().chain([self.bytes.end]);
        for (start, end) in self.blanks.iter().copied().zip(ends) {
            line.push_filler(" ");
            line.append(&text.slice(start..end));
        }
        line
    }
}

/// Breaks a galley into lines, each as full as it can be.
pub(super) fn first_fit(galley: &Galley<'_>, room: Room) -> Vec<Row> {
    let pieces = pieces(galley, room);
    rows(galley, &pieces, &fitting(&pieces, room))
}

/// Breaks words into lines as full as they can be: the bytes of each.
pub(super) fn wrapped(words: &str, measure: &Measure) -> Vec<Range<usize>> {
    let galley = Galley::compose(words, measure, Manner::Standing);
    let room = u32::from(measure.width.0);
    first_fit(&galley, Room { first: room, rest: room }).into_iter().map(|row| row.bytes).collect()
}

fn fitting(pieces: &[Piece], room: Room) -> Vec<usize> {
    let widths = [f64::from(room.first), f64::from(room.rest)];
    wrap_first_fit(pieces, &widths).iter().map(|line| line.len()).collect()
}

/// Breaks a galley into lines of which few are short.
pub(super) fn fill(galley: &Galley<'_>, room: Room) -> Vec<Row> {
    let pieces = pieces(galley, room);
    let mut lines = fitting(&pieces, room);
    let end = match galley.manner {
        _ if !is_lone_han(galley, &pieces) => End::Sound,
        Manner::Hanging => End::Lone,
        Manner::Standing | Manner::Display => End::LoneAmongMany,
    };
    if is_blemished(&pieces, room, &lines, end) {
        lines = fewest(&pieces, room, end);
    }
    rows(galley, &pieces, &lines)
}

/// The rows of lines of so many pieces each. A line of blanks only is none.
pub(super) fn rows(galley: &Galley<'_>, pieces: &[Piece], lines: &[usize]) -> Vec<Row> {
    let mut rest = pieces;
    let mut rows = Vec::with_capacity(lines.len());
    for &count in lines {
        let (line, behind) = rest.split_at(count);
        rest = behind;
        let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
        let inked = galley.inked(&(first.clusters.start..last.clusters.end));
        if !inked.is_empty() {
            let width = u16::try_from(galley.cells(&inked)).unwrap_or(u16::MAX);
            rows.push(Row { bytes: galley.bytes(&inked), clusters: inked, blanks: Vec::new(), width });
        }
    }
    rows
}

/// 孤字不成行 (CLREQ 3.1.10): true where the last piece is a single Han, alone or with its stop, and what stands before it
/// may join it; not half a word. With two marks behind it (了。”) it is a line to the eye.
fn is_lone_han(galley: &Galley<'_>, pieces: &[Piece]) -> bool {
    let [.., company, alone] = pieces else { return false };
    let whole = galley.clusters[company.clusters.start].before <= Grade::Free || company.clusters.start == 0;
    match &galley.clusters[galley.inked(&alone.clusters)] {
        [han] => whole && han.class == Class::Ideograph,
        [han, mark] => whole && han.class == Class::Ideograph && mark.class.begins_no_line(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Ambiguous;
    use super::*;

    /// `expected` is the text with `|` at the line breaks; blanks at a line's end are dropped.
    fn check(manner: Manner, (first, rest): (u32, u32), text: &str, expected: &str) {
        let galley = Galley::compose(text, &Measure::default(), manner);
        let rows = fill(&galley, Room { first, rest });
        let lines: Vec<&str> = rows.iter().map(|row| &text[row.bytes.clone()]).collect();
        assert_eq!(lines.join("|"), expected, "{manner:?} {first}/{rest}");
        for row in rows {
            assert_eq!(row.width, super::super::width(&text[row.bytes], Ambiguous::Narrow).0);
        }
    }

    #[test]
    fn one_stop_hangs_and_nothing_else_does() {
        for (text, hanging, standing) in [
            ("河湾大桥。今日通车", "河湾大桥。|今日通车", "河湾大|桥。今日|通车"),
            ("河湾大桥，，今日通", "河湾大|桥，，今|日通", "河湾大|桥，，今|日通"),
            ("他说是桥。”今日通", "他说是|桥。”今|日通", "他说是|桥。”今|日通"),
            ("他说是桥” 今日通车", "他说是|桥” 今日|通车", "他说是|桥” 今日|通车"),
            ("河湾大桥！ 今日通车", "河湾大桥！|今日通车", "河湾大|桥！ 今|日通车"),
            ("河湾大桥今。", "河湾大|桥今。", "河湾大桥|今。"),
        ] {
            check(Manner::Hanging, (8, 8), text, hanging);
            check(Manner::Standing, (8, 8), text, standing);
        }
    }

    #[test]
    fn no_han_is_left_alone() {
        for (text, expected) in [
            ("河湾大桥今日通车了", "河湾大桥|今日通|车了"),
            ("河湾大桥今日通车了”", "河湾大桥|今日通|车了”"),
            ("河湾大桥今日通车a", "河湾大桥|今日通车|a"),
            // Three glyphs are not alone.
            ("河湾大桥今日通车了。”", "河湾大桥|今日通车|了。”"),
            ("通bridge了", "通bridge|了"),
        ] {
            check(Manner::Hanging, (8, 8), text, expected);
        }
    }

    #[test]
    fn where_no_stop_hangs_company_must_cost_no_further_line() {
        for (text, hanging, standing) in [
            // No line is short: one would have to be.
            ("河湾大桥今日通车了", "河湾大桥|今日通|车了", "河湾大桥|今日通车|了"),
            // One is short as it is: it may as well be another.
            ("今日通车“河湾大桥了", "今日通车|“河湾大|桥了", "今日通车|“河湾大|桥了"),
        ] {
            check(Manner::Hanging, (8, 8), text, hanging);
            check(Manner::Standing, (8, 8), text, standing);
        }
    }

    #[test]
    fn runs_longer_than_the_line_are_cut_where_it_hurts_least() {
        for (text, expected) in [
            ("见http://a.example/bridge?page=2页", "见|http://|a.|example/|bridge?|page=2页"),
            ("共1234567890123吨", "共123456|7890123|吨"),
            ("abcdefgh。江", "abcdefgh。|江"),
            ("「「「「「「桥", "「「「「|「「桥"),
            ("。。。。。。", "。。。。|。。"),
            ("江城         河湾", "江城|河湾"),
        ] {
            check(Manner::Hanging, (8, 8), text, expected);
        }
    }

    #[test]
    fn lines_too_short_for_anything_lose_nothing() {
        for (room, expected) in [
            ((0, 0), "（|桥|）|a|b|。"),
            ((1, 1), "（|桥|）|a|b。"),
            ((2, 1), "（|桥|）|a|b。"),
            ((2, 2), "（|桥|）|ab。"),
            ((3, 3), "（|桥|）|ab。"),
        ] {
            check(Manner::Hanging, room, "（桥）ab。", expected);
        }
        check(Manner::Hanging, (8, 8), "", "");
        check(Manner::Standing, (2, 2), "     ", "");
    }
}
