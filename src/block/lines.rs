//! Lines: OCR text in which every printed line is a block of its own. The lines of a paragraph become one block.
//!
//! Whether a page is such text, the whole of it says: most of its blocks are about as wide as each other, and stop in
//! mid-sentence. Then a full line goes on in the next, a short one ends its paragraph, and one that is set in begins another: how
//! surely, widths and words together, `stitch::read_page` says of each two lines (a [`Joint`]). Lines that surely go together become
//! one block here; where a column's end may have cut them apart, it asks the page as a whole.

use super::signs::{Ending, Opening, Signs, is_cjk};
use super::split::{Piece, join_lines};
use super::{Bold, Tongue, tongue};
use crate::source::Text;

/// Fewer lines than this are no page.
pub(super) const FEWEST: usize = 12;

/// The widest printed line, in half ems: lines of a newspaper's column have up to 40 characters, or 75 letters.
pub(super) const WIDEST: usize = 90;

/// The narrowest: a column of six characters.
const NARROWEST: usize = 12;

/// Lines on both sides that say how wide the column is.
const NEAR: usize = 8;

/// How far a paragraph's first line is set in, in half ems; engines leave that out, and the line seems short.
pub(super) const INDENT: usize = 4;

/// From these log odds two lines are put together here: what is put together wrongly stays so, what is left apart takes its odds
/// along, to be weighed against the other blocks of the page. (With the figures shipped before, F1 of joins was on `dev` in lines
/// .877 in Markdown and .842 plain; at 5 .851 and .785, at 7 .875 and .844, and there where words are of no paper learned from
/// .57 and .45 for .58 and .48.)
const SURE: f32 = 6.0;

/// Two printed lines that follow each other, when neither shows that a paragraph ends or begins there.
#[derive(Clone, Copy, Debug)]
pub struct Joint<'a> {
    /// The first line, with those of its paragraph that surely go before it.
    pub before: &'a Text,
    /// The second line.
    pub after: &'a Text,
    /// How the first one ends.
    pub ending: Ending,
    /// How the second one begins, and ends.
    pub next: (Opening, Ending),
    /// How much of their columns they fill.
    pub fills: (Fill, Fill),
}

/// The log odds that a line goes on in the next.
#[derive(Clone, Copy, Debug, Default)]
pub struct GoesOn {
    /// All told.
    pub odds: f32,
    /// What is told by the lines alone; where they are left apart, their block takes it along.
    pub by_lines: f32,
}

/// Says nothing of any two lines: all stay blocks of their own.
#[must_use]
pub fn lines_apart(_: &Joint<'_>) -> GoesOn {
    GoesOn::default()
}

/// What is known of the lines of a page.
struct Manner {
    /// Blank lines that usually stand before a line.
    blanks: usize,
    /// Paragraphs are indented.
    indented: bool,
    tongue: Tongue,
    /// The width of the column that each piece stands in, in half ems.
    columns: Vec<usize>,
}

/// A printed line.
struct Line {
    signs: Signs,
    fill: Fill,
    /// It is set as a headline is.
    title: bool,
    /// It begins a paragraph: its first words are bold, it is indented, or more blank lines stand before it than before most.
    begins: bool,
}

/// How much of its column a line fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// All of it, or more.
    Full,
    /// All but an indent.
    SetIn,
    /// Less.
    Short,
}

/// Gathers the lines of paragraphs, when the page is made of lines. `goes_on` says how surely one goes on in the next.
pub(super) fn gather(pieces: Vec<Piece>, goes_on: impl Fn(&Joint<'_>) -> GoesOn) -> Vec<Piece> {
    let widths: Vec<Option<usize>> =
        pieces.iter().map(|piece| is_line(piece).then(|| width(piece.text.as_str()))).collect();
    let Some(manner) = manner(&pieces, &widths) else { return pieces };
    let line = |at: usize| Some(Line::of(&pieces[at], widths[at]?, manner.columns[at], &manner));
    let mut lines: Vec<Option<Line>> = (0..pieces.len()).map(line).collect();
    for at in 1..lines.len() {
        if let [.., Some(before), Some(line)] = &mut lines[..=at] {
            line.signs.go_on_from(&before.signs);
        }
    }
    let mut gathered: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (at, mut piece) in pieces.into_iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| lines[before].as_ref());
        let two = before.zip(lines[at].as_ref()).filter(|(last, next)| may_go_on(last, next));
        let (Some((line, next)), Some(last)) = (two, gathered.last_mut()) else {
            gathered.push(piece);
            continue;
        };
        let GoesOn { odds, by_lines } = goes_on(&Joint {
            before: &last.text,
            after: &piece.text,
            ending: line.signs.ending,
            next: (next.signs.opening, next.signs.ending),
            fills: (line.fill, next.fill),
        });
        if odds > SURE {
            join_lines(last, &piece);
        } else {
            piece.goes_on = by_lines;
            gathered.push(piece);
        }
    }
    gathered
}

/// False where something but widths and words says that a line does not go on in the next.
fn may_go_on(last: &Line, next: &Line) -> bool {
    let formula = last.signs.formula.is_some() || next.signs.formula.is_some();
    let headline = match next.signs.opening {
        Opening::Lower => last.signs.ending == Ending::Sentence,
        Opening::Middle | Opening::Enumeration => false,
        _ => next.title,
    };
    !(formula || headline || next.begins || next.signs.dateline.is_some())
}

/// One line of prose, by its marks.
fn is_line(piece: &Piece) -> bool {
    let marks = piece.marks;
    piece.lines == 1
        && marks.heading.is_none()
        && marks.bold != Bold::Whole
        && !marks.wordless
        && !marks.table
}

/// In half ems: a Latin letter is about half as wide as a Han character.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum()
}

/// By how much a full line may fall short of the column: a stop hung or pushed out, a long word.
pub(super) fn slack(column: usize) -> usize {
    (column / 7).max(3)
}

/// …and where columns are set uneven: Latin lines are as long as their words let them be.
fn uneven(column: usize, tongue: Tongue) -> usize {
    if tongue == Tongue::English { column / 5 } else { slack(column) }
}

/// How the page is made of lines; `None` when it is not.
fn manner(pieces: &[Piece], widths: &[Option<usize>]) -> Option<Manner> {
    let mut sorted: Vec<usize> = widths.iter().copied().flatten().collect();
    sorted.sort_unstable();
    let usual = *sorted.get(sorted.len() * 4 / 5)?;
    if sorted.len() < FEWEST || !(NARROWEST..=WIDEST).contains(&usual) {
        return None;
    }
    let tongue = Tongue::of(pieces.iter().map(|piece| piece.text.as_str()));
    let columns: Vec<usize> = (0..pieces.len()).map(|at| column(widths, at, tongue)).collect();
    let full = |at: &usize| {
        widths[*at].is_some_and(|width| width.abs_diff(columns[*at]) <= uneven(columns[*at], tongue))
    };
    let full: Vec<usize> = (0..pieces.len()).filter(full).collect();
    let open = |at: &&usize| ending(&pieces[**at]) != Ending::Sentence;
    if full.len() * 2 < sorted.len() || full.iter().filter(open).count() * 5 < full.len() * 3 {
        return None;
    }
    let lines = || pieces.iter().zip(widths).filter(|(_, width)| width.is_some()).map(|(piece, _)| piece);
    let most = lines().map(|piece| piece.blank_before).max().unwrap_or(0);
    let count = |blanks: &usize| lines().filter(|piece| piece.blank_before == *blanks).count();
    let blanks = (0..=most.min(8)).rev().max_by_key(count).unwrap_or(1);
    let indented = lines().filter(|piece| piece.indented).count() * 20 > sorted.len();
    Some(Manner { blanks, indented, tongue, columns })
}

fn ending(piece: &Piece) -> Ending {
    Signs::of(piece.text.as_str()).ending
}

/// The width of the column a line stands in, in half ems: that of most lines near it, or of the widest where they are uneven.
fn column(widths: &[Option<usize>], at: usize, tongue: Tongue) -> usize {
    let up = widths[..at].iter().rev().take(NEAR).map_while(|width| *width);
    let down = widths[at..].iter().take(NEAR + 1).map_while(|width| *width);
    let near: Vec<usize> = up.chain(down).collect();
    let alike = |width: &&usize| match tongue {
        Tongue::Chinese | Tongue::Japanese => {
            near.iter().filter(|other| other.abs_diff(**width) <= 1).count()
        }
        Tongue::English => 1,
    };
    near.iter().max_by_key(|width| (alike(width), **width)).copied().unwrap_or(0)
}

impl Line {
    /// The line that a piece is, in a column of that width.
    fn of(piece: &Piece, width: usize, column: usize, manner: &Manner) -> Self {
        let missing = column.saturating_sub(width);
        let signs = Signs::of(piece.text.as_str());
        let even = match manner.tongue {
            Tongue::Chinese | Tongue::Japanese => INDENT / 2,
            // Of a full stop their widths tell little.
            Tongue::English if signs.ending == Ending::Sentence => slack(column) / 3,
            Tongue::English => uneven(column, manner.tongue),
        };
        let fill = match missing {
            _ if missing <= even => Fill::Full,
            _ if missing <= even + INDENT => Fill::SetIn,
            _ => Fill::Short,
        };
        let begins = piece.marks.bold == Bold::Lead
            || piece.indented && manner.indented
            || piece.blank_before > manner.blanks;
        Self { signs, fill, title: is_title(piece.text.as_str()), begins }
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
    use super::super::{Page, Role};
    use super::*;
    use crate::source::Source;
    use std::path::Path;

    fn source(text: &str) -> Source {
        Source::new(Path::new("1.txt"), text.as_bytes())
    }

    /// A full line goes on, but behind a full stop; a short one does not, and the rest of 工作人员 goes with it for sure.
    fn goes_on(joint: &Joint<'_>) -> GoesOn {
        let whole = joint.ending == Ending::Sentence;
        let by_lines = if joint.fills.0 == Fill::Full && !whole { 9.0 } else { -9.0 };
        let odds = match joint.after.as_str().chars().next() {
            Some('员') if !whole => 13.0,
            Some('码') => -9.0,
            _ => by_lines,
        };
        GoesOn { odds, by_lines }
    }

    #[track_caller]
    fn check(text: &str, blocks: usize) {
        assert_eq!(gather(split(&source(text)), goes_on).len(), blocks, "{text}");
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
    fn names_in_brackets_are_no_bylines_and_full_lines_no_subheads() {
        let page = |end: &str| format!("{}{end}", "渡口今晨起雾船都停了等着\n\n".repeat(14));
        let roles = |end: &str| {
            let left = |joint: &Joint<'_>| GoesOn { odds: 0.0, ..goes_on(joint) };
            let page = Page::read(source(&page(end)), left);
            page.blocks[14..].iter().map(|block| block.role).collect::<Vec<_>>()
        };
        use Role::{Body, Byline, Subhead, Unknown};
        let dateline = "本报江城3月13日电（特约\n\n";
        assert_eq!(roles(&format!("{dateline}记者林一）渡口今晨起雾船")), [Body, Body]);
        assert_eq!(roles("渡口今晨起雾船都停了等着\n\n记者林一、周二"), [Unknown, Byline]);
        assert_eq!(roles("■渡口今晨起雾船都停了等\n\n着船的人都站在码头上等着"), [Unknown, Unknown]);
        assert_eq!(roles("■渡口今晨起雾\n\n着船的人都站在码头上等着"), [Subhead, Unknown]);
    }

    #[test]
    fn what_is_left_apart_takes_its_odds_along() {
        let paragraph = format!("{}水位退了。\n\n", "渡口今晨起雾船都停了等着\n\n".repeat(4));
        let page = |end: &str| format!("{}{end}\n\n码头上的人都上船去了等着", paragraph.repeat(3));
        let along = |end: &str| {
            let pieces = gather(split(&source(&page(end))), goes_on);
            pieces.last().map_or(0.0, |piece| piece.goes_on)
        };
        // A full line and a short one; behind a full stop; behind a signature they say nothing.
        assert!(along("渡口今晨起雾船都停了等着") > 2.0);
        assert!(along("渡口今晨起雾") < along("渡口今晨起雾船都停了等着"));
        assert!(along("渡口今晨起雾。") < -2.0);
        assert_eq!(along("（本报记者林一、周二报道）"), 0.0);
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
