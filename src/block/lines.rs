//! Lines: OCR text in which every printed line is a block of its own. The lines of a paragraph become one block.
//!
//! Whether a page is such text, the whole of it says: most of its blocks are about as wide as each other, and stop in
//! mid-sentence. Then a full line goes on in the next, a short one ends its paragraph, and an indented one begins another;
//! and whatever their widths (columns beside a picture, characters not read), words that go together are not parted.

use super::signs::{Ending, Opening, Signs, is_cjk};
use super::split::{Piece, join_lines};
use super::{Bold, Tongue, tongue};

/// Fewer lines than this are no page.
pub(super) const FEWEST: usize = 12;

/// The widest printed line, in half ems: lines of a newspaper's column have up to 40 characters, or 75 letters.
pub(super) const WIDEST: usize = 90;

/// The narrowest: a column of six characters.
const NARROWEST: usize = 12;

/// Lines on both sides that say how wide the column is.
const NEAR: usize = 4;

/// How far a paragraph's first line is set in, in half ems; engines leave that out, and the line seems short.
pub(super) const INDENT: usize = 4;

/// From these log odds on the words of two lines go together: where the widths say that the first goes on, where it is short
/// by no more than an indent, and anywhere else. (Lines of `print-dev`, each a block: what is put together wrongly by widths
/// alone, one in fifty, costs more than halves left apart, which may still be found. Assign .846 → .880, next .819 → .847.)
const CLASH: f32 = -4.0;
const SET_IN: f32 = 0.0;
const BOUND: f32 = 1.0;

/// What is known of the lines of a page.
struct Manner {
    /// Blank lines that usually stand before a line.
    blanks: usize,
    /// Paragraphs are indented.
    indented: bool,
}

/// A line of unmarked text.
struct Line {
    signs: Signs,
    /// In half ems, as that of its column.
    width: usize,
    column: usize,
}

/// Gathers the lines of paragraphs, when the page is made of lines. `bond` is how well the words of two lines of Chinese go
/// together, in log odds.
pub(super) fn gather(pieces: Vec<Piece>, bond: impl Fn(&str, &str) -> f32) -> Vec<Piece> {
    let widths: Vec<Option<usize>> =
        pieces.iter().map(|piece| is_line(piece).then(|| width(piece.text.as_str()))).collect();
    let Some(manner) = manner(&pieces, &widths) else { return pieces };
    let chinese = Tongue::of(pieces.iter().map(|piece| piece.text.as_str())) == Tongue::Chinese;
    let column: Vec<usize> = (0..pieces.len()).map(|at| column(&widths, at)).collect();
    let mut gathered: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut before: Option<Line> = None;
    for ((piece, width), column) in pieces.into_iter().zip(&widths).zip(column) {
        let line = width.map(|width| Line { signs: Signs::of(piece.text.as_str()), width, column });
        let two = before.as_ref().zip(line.as_ref());
        let least = two.and_then(|(last, next)| least_bond(last, next, &piece, &manner));
        before = line;
        let bond = |last: &Piece| match chinese {
            true => bond(last.text.as_str(), piece.text.as_str()),
            false => 0.0,
        };
        match gathered.last_mut() {
            Some(last) if least.is_some_and(|least| bond(last) > least) => join_lines(last, &piece),
            _ => gathered.push(piece),
        }
    }
    gathered
}

/// One line of unmarked text.
fn is_line(piece: &Piece) -> bool {
    let marks = piece.marks;
    piece.lines == 1 && marks.heading.is_none() && marks.bold == Bold::None && !marks.wordless && !marks.table
}

/// In half ems: a Latin letter is about half as wide as a Han character.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum()
}

/// By how much a full line may fall short of the column: a stop hung or pushed out, a long word.
pub(super) fn slack(column: usize) -> usize {
    (column / 7).max(3)
}

/// How the page is made of lines; `None` when it is not.
fn manner(pieces: &[Piece], widths: &[Option<usize>]) -> Option<Manner> {
    let mut sorted: Vec<usize> = widths.iter().copied().flatten().collect();
    sorted.sort_unstable();
    let usual = *sorted.get(sorted.len() * 4 / 5)?;
    if sorted.len() < FEWEST || !(NARROWEST..=WIDEST).contains(&usual) {
        return None;
    }
    let full = |at: &usize| widths[*at].is_some_and(|width| width.abs_diff(usual) <= slack(usual));
    let full: Vec<usize> = (0..pieces.len()).filter(full).collect();
    let open = |at: &&usize| ending(&pieces[**at]) != Ending::Sentence;
    if full.len() * 2 < sorted.len() || full.iter().filter(open).count() * 5 < full.len() * 3 {
        return None;
    }
    let lines = || pieces.iter().zip(widths).filter(|(_, width)| width.is_some()).map(|(piece, _)| piece);
    let most = lines().map(|piece| piece.blank_before).max().unwrap_or(0);
    let count = |blanks: &usize| lines().filter(|piece| piece.blank_before == *blanks).count();
    let blanks = (0..=most.min(8)).rev().max_by_key(count).unwrap_or(1);
    Some(Manner { blanks, indented: lines().filter(|piece| piece.indented).count() * 20 > sorted.len() })
}

fn ending(piece: &Piece) -> Ending {
    Signs::of(piece.text.as_str()).ending
}

/// The width of the column a line stands in: that of the widest line near it.
fn column(widths: &[Option<usize>], at: usize) -> usize {
    let up = widths[..at].iter().rev().take(NEAR).map_while(|width| *width);
    let down = widths[at..].iter().take(NEAR + 1).map_while(|width| *width);
    up.chain(down).max().unwrap_or(0)
}

/// True when a line goes on in the next, which is `piece`.
fn goes_on(last: &Line, next: &Line, piece: &Piece, manner: &Manner) -> bool {
    let (slack, ends) = (slack(last.column), last.signs.ending == Ending::Sentence);
    let opening = next.signs.opening;
    let parted = piece.blank_before > manner.blanks || piece.indented && manner.indented;
    let begins =
        opening == Opening::Enumeration || next.signs.dateline.is_some() || next.signs.formula.is_some();
    // A short line that ends no sentence is a heading, and so is one whose words have capitals.
    let short = next.width + slack < last.column && next.signs.ending == Ending::Word;
    let heading = short || is_title(piece.text.as_str());
    let in_word = !ends && matches!(opening, Opening::Lower | Opening::Middle);
    // A sentence may end with the line; a paragraph seldom does, where its end is not the column's by chance.
    let least = if ends && !manner.indented { slack / 3 } else { slack };
    let fits = next.width <= last.column + slack && last.signs.formula.is_none();
    !parted && fits && (in_word || !begins && !heading && last.width + least >= last.column)
}

/// From what log odds of their words on two lines are of one paragraph; `None` when no words say that.
fn least_bond(last: &Line, next: &Line, piece: &Piece, manner: &Manner) -> Option<f32> {
    let formula = last.signs.formula.is_some() || next.signs.formula.is_some();
    let open = last.signs.ending != Ending::Sentence && next.signs.dateline.is_none() && !formula;
    match () {
        () if goes_on(last, next, piece, manner) => Some(CLASH),
        () if !open => None,
        () if last.width + slack(last.column) + INDENT >= last.column => Some(SET_IN),
        () => Some(BOUND),
    }
}

/// An English headline: next to all of its longer words have capitals.
fn is_title(text: &str) -> bool {
    let long = || text.split_whitespace().filter(|word| word.len() > 3);
    let capitals = long().filter(|word| word.starts_with(char::is_uppercase)).count();
    capitals >= 3 && long().count() - capitals <= 1 && !text.ends_with(['.', ',', ';', '-'])
}

/// Lines of Latin words are joined by a blank, lines of Chinese by nothing. Of figures and marks alone nothing is known:
/// they stay apart.
pub(super) fn needs_blank(before: &str, after: &str) -> bool {
    let bare = |text: &str| !text.is_empty() && !text.chars().any(|c| c.is_alphabetic() || is_cjk(c));
    tongue::blank_between(before, after) || (bare(before) && bare(after))
}

#[cfg(test)]
mod tests {
    use super::super::split::split;
    use super::*;
    use crate::source::Source;
    use std::path::Path;

    /// Words say nothing, but that the rest of 工作人员 goes with it, and that another landing does not go on from here.
    #[track_caller]
    fn check(text: &str, blocks: usize) {
        let source = Source::new(Path::new("1.txt"), text.as_bytes());
        let bond = |_: &str, after: &str| match after.chars().next() {
            Some('员') => 3.0,
            Some('码') => -9.0,
            _ => 0.0,
        };
        assert_eq!(gather(split(&source), bond).len(), blocks, "{text}");
    }

    #[test]
    fn printed_lines_become_paragraphs() {
        let full = "渡口今晨起雾船都停了等着\n\n".repeat(4);
        let paragraph = format!("{full}水位退了。\n\n");
        // Three paragraphs of five lines; a headline between them; two blank lines where the column ends.
        check(&paragraph.repeat(3), 3);
        check(&format!("{paragraph}渡口停航\n\n{}", paragraph.repeat(2)), 4);
        check(&format!("{full}\n{}", paragraph.repeat(3)), 4);
        // Too few lines, or lines of all lengths: paragraphs.
        check(&paragraph, 5);
        let ragged: String = (1..20).map(|n| format!("{}。\n\n", "渡口起雾".repeat(n))).collect();
        check(&ragged, 19);
    }

    #[test]
    fn words_outweigh_widths() {
        let paragraph = format!("{}水位退了。\n\n", "渡口今晨起雾船都停了等着\n\n".repeat(4));
        // A column's end whose lines are full; a line beside a picture; and neither, where a sentence is at its end.
        check(&format!("{}渡口今晨起雾船都停了等着\n\n码头上的人都上船去了\n\n", paragraph.repeat(3)), 5);
        check(&format!("{}等着的是渡口的工作人\n\n员。\n\n", paragraph.repeat(3)), 4);
        check(&format!("{}等着的是渡口。\n\n员。\n\n", paragraph.repeat(3)), 5);
    }

    #[test]
    fn pages_without_blank_lines_are_read_line_by_line() {
        // A paragraph a line, a headline among them; one of them cut.
        let wide = "渡口今晨起雾，船都停了，等着的人上了码头，又下了码头。".repeat(3);
        check(&format!("渡口停航\n{wide}\n{wide}\n新桥通车\n{}又来\n{wide}", "等了很久，".repeat(12)), 6);
        // Printed lines of three paragraphs.
        let paragraph = format!("{}水位退了。\n", "渡口今晨起雾船都停了等着\n".repeat(4));
        check(&paragraph.repeat(3), 3);
        // Blanks at the lines' ends say nothing in plain text.
        check(&format!("渡口停航  \n{wide}  \n{wide}  \n林一摄  \n（河湾图片）  \n{wide}"), 6);
        // One paragraph in printed lines, and one with a table.
        check(&format!("{}水位退了。", "渡口今晨起雾船都停了等着\n".repeat(20)), 1);
        check(&format!("|渡口|水位|\n|---|---|\n|{wide}|三米|"), 1);
    }

    #[test]
    fn indented_lines_begin_paragraphs() {
        check("渡口停航\n　　今晨起雾，\n船都停了。\n　　水位退了。", 3);
        check("渡口停航\n今晨起雾，\n船都停了。", 1);
    }
}
