//! Splitting: where blocks begin and end, and which of their characters are Markdown marks.
//!
//! OCR engines write a small Markdown by habit and break its rules freely (headings without blank lines around them,
//! stray `**`, indented paragraphs that are no code), so this reads lines, not CommonMark: nothing can turn a
//! paragraph into code or swallow it as a link definition, and every character is accounted for.

use super::lines::{FEWEST, INDENT, WIDEST, needs_blank, slack, width};
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
    let runs = runs(source, flavour);
    let in_runs = |holds: &dyn Fn(&&Run) -> bool| -> usize {
        runs.iter().filter(|run| run.lines.len() > 1).filter(holds).map(|run| run.lines.len()).sum()
    };
    let solid = in_runs(&|run| is_solid(source, &run.lines)) * 2 > in_runs(&|_| true);
    let marked = flavour == Flavour::Markdown;
    let mut pieces: Vec<Piece> = Vec::new();
    for Run { lines, blanks } in runs {
        let apart = solid && !is_table(source, &lines);
        for (nth, lines) in
            lines.chunk_by(|line, next| !apart || marked && is_broken(source, *line, *next)).enumerate()
        {
            let mut piece = piece(source, flavour, lines);
            piece.blank_before = if nth == 0 { blanks } else { 0 };
            pieces.push(piece);
        }
    }
    pieces
}

fn runs(source: &Source, flavour: Flavour) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut open, mut blanks) = (false, 0);
    for line in lines(source.text()) {
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

/// True for lines some of which are a table's, or of HTML.
fn is_table(source: &Source, run: &[Span]) -> bool {
    run.iter().any(|line| source.slice(*line).starts_with(['|', '<']))
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
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let rest = &line[level..];
    let blank = rest.len() - rest.trim_start().len();
    let level = u8::try_from(level).ok().filter(|level| (1..=6).contains(level))?;
    (blank > 0 && !rest.trim().is_empty()).then_some((level, usize::from(level) + blank))
}

/// An image without words, a rule, a comment: nothing of it is prose.
fn is_wordless(line: &str) -> bool {
    let image = line.starts_with("![") && line.ends_with(')') && line.find("](").is_some_and(|at| at == 2);
    let html = line.starts_with('<') && line.ends_with('>') && !has_words_outside_tags(line);
    let rule = line.len() >= 3
        && ["---", "***", "___"].iter().any(|rule| line.replace(' ', "").starts_with(rule))
        && line.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '));
    image || html || rule
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
    let mut bolds = 0;
    for (nth, line) in lines.iter().enumerate() {
        let mut line = *line;
        let words = source.slice(line);
        if nth > 0 && needs_blank(text.as_str(), words) {
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
        marks.table |= words.starts_with('|') || words.starts_with("<t");
        if marks.wordless {
            text.push(source, line);
        } else {
            bolds += push_unbold(source, line, &mut text);
        }
    }
    let first = source.slice(span);
    marks.bold = match bolds {
        0 => Bold::None,
        _ if !first.starts_with("**") => Bold::None,
        _ if bolds == 2 && first.ends_with("**") => Bold::Whole,
        _ => Bold::Lead,
    };
    let indented = is_indented(source, span);
    Piece { span, text, marks, blank_before: 0, lines: lines.len(), indented, goes_on: 0.0 }
}

/// Adds a line without its `**`; returns how many there were. A line of nothing else keeps them: they are all it has.
fn push_unbold(source: &Source, line: Span, text: &mut Text) -> usize {
    let words = source.slice(line);
    if words.chars().all(|c| c == '*' || c.is_whitespace()) {
        text.push(source, line);
        return 0;
    }
    let mut start = line.start;
    let mut count = 0;
    for (at, mark) in words.match_indices("**") {
        text.push(source, Span::new(start, line.start + at));
        start = line.start + at + mark.len();
        count += 1;
    }
    text.push(source, Span::new(start, line.end));
    count
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
