//! Splitting: where blocks begin and end, and which of their characters are Markdown marks.
//!
//! OCR engines write a small Markdown by habit and break its rules freely (headings without blank lines around them,
//! stray `**`, indented paragraphs that are no code), so this reads lines, not CommonMark: nothing can turn a
//! paragraph into code or swallow it as a link definition, and every character is accounted for.

use super::lines::{FEWEST, INDENT, WIDEST, needs_blank, slack, width};
use super::markup::{self, Bolds, ROW, is_row, is_table_rule, push_words};
use super::signs::{Ending, Signs};
use super::{Bold, Marks};
use crate::source::{Source, Span, Text};

/// A block before its words are looked at.
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) text: Text,
    pub(super) marks: Marks,
    pub(super) blank_before: usize,
    /// The lines it is printed in.
    pub(super) lines: usize,
    /// Its first line is indented.
    pub(super) indented: bool,
    /// The log odds, by the widths of their lines, that it goes on from the piece before; 0 where they say nothing.
    pub(super) goes_on: f32,
}

/// How the marks of a page are to be read.
#[derive(Clone, Copy, PartialEq)]
enum Flavour {
    Markdown,
    Plain,
}

/// Lines of a page with no blank one between them, and the blank lines before.
struct Run {
    lines: Vec<Span>,
    blanks: usize,
}

/// Splits the text of a page into blocks: runs of lines, or, on a page without blank lines between its paragraphs, lines.
pub(super) fn split(source: &Source) -> Vec<Piece> {
    let flavour = flavour(source);
    let marked = flavour == Flavour::Markdown;
    let front = if marked { front_matter(source) } else { Vec::new() };
    let runs = runs(source, flavour, front.len());
    let in_runs = |holds: &dyn Fn(&&Run) -> bool| -> usize {
        runs.iter().filter(|run| run.lines.len() > 1).filter(holds).map(|run| run.lines.len()).sum()
    };
    let solid = in_runs(&|run| is_solid(source, &run.lines)) * 2 > in_runs(&|_| true);
    let front: Vec<Span> = front.into_iter().filter(|line| !line.is_empty()).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    pieces.extend((!front.is_empty()).then(|| piece(source, flavour, &front)));
    let stay = |line: Span, next: Span| -> bool {
        let [row, next_row] = [line, next].map(|line| is_row(source.slice(line)));
        row == next_row && (row || !solid || marked && is_broken(source, line, next))
    };
    for Run { lines, blanks } in runs {
        for (nth, lines) in lines.chunk_by(|line, next| stay(*line, *next)).enumerate() {
            let mut piece = piece(source, flavour, lines);
            piece.blank_before = if nth == 0 { blanks } else { 0 };
            pieces.push(piece);
        }
    }
    pieces
}

/// The runs of lines behind the first `skipped`.
fn runs(source: &Source, flavour: Flavour, skipped: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut open, mut blanks) = (false, 0);
    for line in lines(source.text()).skip(skipped) {
        let words = source.slice(line);
        if words.is_empty() {
            open = false;
            blanks += 1;
            continue;
        }
        let alone = flavour == Flavour::Markdown && stands_alone(words);
        match runs.last_mut() {
            // Many a text has a paragraph a line, each indented, and no blank lines.
            Some(run) if open && !alone && !is_indented(source, line) => run.lines.push(line),
            _ => runs.push(Run { lines: vec![line], blanks: std::mem::take(&mut blanks) }),
        }
        open = !alone;
    }
    runs
}

/// The lines at the head of a page that are an engine's account of it, `key: value` between rules; none, mostly.
fn front_matter(source: &Source) -> Vec<Span> {
    /// Lines of the longest.
    const LONGEST: usize = 40;
    let is_rule = |line: Span| source.slice(line) == "---";
    let is_entry = |line: &Span| {
        let name = source.slice(*line).split_once(':').map(|(name, _)| name);
        name.is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || "_- ".contains(c)))
    };
    let mut head: Vec<Span> = lines(source.text()).take(LONGEST).collect();
    let Some(first) = head.iter().position(|line| !line.is_empty()) else { return Vec::new() };
    let rules: Vec<usize> = (first..head.len()).filter(|at| is_rule(head[*at])).take(2).collect();
    let [opens, closes] = rules[..] else { return Vec::new() };
    if opens > first || closes == opens + 1 || !head[opens + 1..closes].iter().all(is_entry) {
        return Vec::new();
    }
    head.truncate(closes + 1);
    head
}

/// True for lines without a blank one among them that are more than one paragraph: many engines leave no blank lines. Of
/// one paragraph's lines all but the last are about as wide. Where some are wider than printed lines are, each is a
/// paragraph of its own, or a headline; else paragraphs end where a line is short and ends a sentence.
fn is_solid(source: &Source, run: &[Span]) -> bool {
    /// By how much lines set to one measure differ, in half ems: a long word.
    const WORD: usize = 16;
    let words = |line: &Span| source.slice(*line);
    let column = run.iter().map(|line| width(words(line))).max().unwrap_or(0);
    let inner = &run[..run.len().saturating_sub(1)];
    let by = if column > WIDEST { WORD } else { slack(column) + INDENT };
    let short = |line: &&Span| width(words(line)) + by < column;
    if column > WIDEST {
        return inner.iter().filter(short).count() * 4 > inner.len();
    }
    let ends = |line: &&Span| Signs::of(words(line)).ending == Ending::Sentence;
    run.len() >= FEWEST && inner.iter().filter(short).filter(ends).count() > 1
}

/// True where Markdown breaks a line of few words, a photographer and an agency: two blanks at its end say that its block
/// goes on. (Behind longer lines they say nothing: some engines leave them everywhere.)
fn is_broken(source: &Source, line: Span, next: Span) -> bool {
    /// In half ems.
    const FEW: usize = 32;
    let few = |line: Span| width(source.slice(line)) <= FEW;
    source.text()[line.end..].starts_with("  ") && few(line) && few(next)
}

/// `.txt` pages carry no marks; neither does a page from a pipe without a single heading or bold word.
fn flavour(source: &Source) -> Flavour {
    let name = source.name.to_ascii_lowercase();
    if name.ends_with(".txt") {
        return Flavour::Plain;
    }
    let marked = |line: &str| heading(line).is_some() || line.contains("**");
    if name.ends_with(".md") || name.ends_with(".markdown") || source.text().lines().any(marked) {
        Flavour::Markdown
    } else {
        Flavour::Plain
    }
}

/// The lines of a text, without the blanks at their ends.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at + (line.len() - line.trim_start().len());
        let end = *at + line.trim_end().len();
        *at += line.len();
        Some(Span::new(start.min(end), end))
    })
}

/// Lines that are a block of their own, blank lines or not.
fn stands_alone(line: &str) -> bool {
    heading(line).is_some() || is_wordless(line)
}

/// True for what stands behind one or two ideographic blanks, as the first line of a Chinese or Japanese paragraph.
fn is_indented(source: &Source, span: Span) -> bool {
    source.text()[..span.start].ends_with('\u{3000}')
}

/// The level of a heading and the length in bytes of its marks.
fn heading(line: &str) -> Option<(u8, usize)> {
    if let Some(level) = markup::heading(line) {
        return Some((level, 0));
    }
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let rest = &line[level..];
    let blank = rest.len() - rest.trim_start().len();
    let level = u8::try_from(level).ok().filter(|level| (1..=6).contains(level))?;
    (blank > 0 && !rest.trim().is_empty()).then_some((level, usize::from(level) + blank))
}

/// An image without words, a rule (that of a page's end with its number before it), a comment, what an engine says itself:
/// nothing of it is prose.
fn is_wordless(line: &str) -> bool {
    let image = line.starts_with("![") && line.ends_with(')') && line.find("](").is_some_and(|at| at == 2);
    let html = line.starts_with('<') && line.ends_with('>') && !has_words_outside_tags(line);
    let line = line.strip_prefix('{').and_then(|page| page.split_once('}')).map_or(line, |(number, rule)| {
        if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) { rule } else { line }
    });
    let rule = line.len() >= 3
        && ["---", "***", "___"].iter().any(|rule| line.replace(' ', "").starts_with(rule))
        && line.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '));
    image || html || rule || markup::is_aside(line)
}

fn has_words_outside_tags(line: &str) -> bool {
    let mut depth = 0_usize;
    line.chars().any(|c| {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && !c.is_whitespace(),
        }
        false
    })
}

/// Makes a block of some lines: joins them, leaves the marks out.
fn piece(source: &Source, flavour: Flavour, lines: &[Span]) -> Piece {
    let span = lines.iter().copied().reduce(Span::hull).unwrap_or_default();
    let mut marks = Marks::default();
    let mut text = Text::default();
    let mut bolds: Vec<Bolds> = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        let mut line = *line;
        let words = source.slice(line);
        if flavour == Flavour::Markdown && nth > 0 && is_row(words) {
            if is_table_rule(words) {
                continue;
            }
            text.push_filler(ROW);
        } else if nth > 0 && needs_blank(text.as_str(), words) {
            text.push_filler(" ");
        }
        if flavour == Flavour::Plain {
            text.push(source, line);
            continue;
        }
        if let Some((level, len)) = heading(words).filter(|_| nth == 0) {
            marks.heading = Some(level);
            line.start += len;
        }
        marks.wordless |= is_wordless(words);
        marks.table |= is_row(words);
        if marks.wordless {
            text.push(source, line);
        } else {
            bolds.push(push_words(source, line, &mut text));
        }
    }
    let first = bolds.first().is_some_and(|bolds| bolds.first) && marks.heading.is_none();
    let last = bolds.last().is_some_and(|bolds| bolds.last);
    marks.bold = match bolds.iter().map(|bolds| bolds.count).sum() {
        2 if first && last => Bold::Whole,
        1.. if first => Bold::Lead,
        _ => Bold::None,
    };
    let indented = is_indented(source, span);
    Piece { span, text, marks, blank_before: 0, lines: lines.len(), indented, goes_on: 0.0 }
}

/// Adds the next printed line to the paragraph it belongs to.
pub(super) fn join_lines(piece: &mut Piece, next: &Piece) {
    if needs_blank(piece.text.as_str(), next.text.as_str()) {
        piece.text.push_filler(" ");
    }
    piece.text.append(&next.text);
    piece.span = piece.span.hull(next.span);
    piece.lines += next.lines;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let source = Source::new(Path::new("1.md"), text.as_bytes());
        let pieces = split(&source);
        let pieces: Vec<&str> =
            pieces.iter().filter(|piece| !piece.marks.wordless).map(|piece| piece.text.as_str()).collect();
        assert_eq!(pieces, expected, "{text}");
    }

    #[test]
    fn what_an_engine_says_of_a_page_is_no_block_of_words() {
        check("---\nlanguage: zh\nis_table: False\n---\n渡口停航", &["渡口停航"]);
        check("\n---\nlanguage: zh\n---\n\n渡口停航", &["渡口停航"]);
        check("---\n渡口：停航\n---\n新桥通车", &["渡口：停航", "新桥通车"]);
        check("渡口停航\n\n---\nlanguage: zh\n---", &["渡口停航", "language: zh"]);
        check("```markdown\n渡口停航\n```\n{3}----------", &["渡口停航"]);
    }

    #[test]
    fn a_table_is_a_block() {
        let table = "日期\u{3000}水位\u{3000}\u{3000}12日\u{3000}三米";
        check(
            "渡口停航。\n| 日期 | 水位 |\n|---|---|\n| 12日 | 三米 |\n新桥通车。",
            &["渡口停航。", table, "新桥通车。"],
        );
        check(
            "<table>\n<tr><td>日期</td><td>水位</td></tr>\n<tr><td>12日</td><td>三米</td></tr>\n</table>",
            &[table],
        );
        check("甲|乙\n丙|丁", &["甲|乙丙|丁"]);
    }

    #[test]
    fn headings_of_html_are_headings() {
        let source = Source::new(Path::new("1.md"), "<h2>渡口停航</h2>\n今晨起雾。".as_bytes());
        let pieces = split(&source);
        assert_eq!(pieces.iter().map(|piece| piece.marks.heading).collect::<Vec<_>>(), [Some(2), None]);
        assert_eq!(pieces[0].text.as_str(), "渡口停航");
    }
}
