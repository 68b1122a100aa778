//! Matter: a story's words, set to the width of its tile: as a line of a list, and at length, of which a tile shows as many
//! rows as the page has for it.

use super::rank::Story;
use super::{Sort, TileFrame, TileKind};
use crate::layout::balance::balance;
use crate::layout::breaks::{Galley, Manner};
use crate::layout::classes::{Class, class};
use crate::layout::fill::{Row, first_fit};
use crate::layout::fragments::Room;
use crate::layout::width::{clusters, width};
use crate::layout::{Line, LineKind, Measure};
use crate::source::Text;
use crate::stitch::ParagraphRole;

/// Where a text was cut short. It stands nowhere in the source.
const ELLIPSIS: &str = "…";

/// Lines of a headline in a tile, and of a deck: what is longer is cut short.
const HEADLINE: usize = 3;
const DECK: usize = 2;

/// A page with fewer rows for its stories has none for kicker and deck.
const DECKED: usize = 12;

/// Two Han, as in running text.
const INDENT: u16 = 4;

/// Text in two columns under one headline is not begun for fewer rows: the eye would jump more than it reads.
const SHORTEST: usize = 3;

/// Cells and rows that a frame takes at either side.
pub(super) const FRAME: (u16, usize) = (2, 1);

/// A story, set.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    pub(super) article: usize,
    pub(super) kind: TileKind,
    /// Its share of the page.
    pub(super) share: u32,
    /// The columns it stands over.
    pub(super) across: usize,
    /// What is drawn around it where it is told at length.
    frame: TileFrame,
    /// All there is of it in a list.
    line: Line,
    head: Vec<Line>,
    /// To the width of one column; a line more than there is room for, so that one knows what follows.
    body: Vec<Line>,
    /// Rows of text that can be told.
    most: usize,
    /// Paragraphs of its text.
    paragraphs: usize,
}

/// Sets the stories of a page, the lead first, for tiles of at most `rows` rows.
pub(super) fn set(stories: &[Story<'_>], sort: Sort<'_>, rows: usize) -> Vec<Matter> {
    let count = usize::from(sort.columns.count);
    let lead = match (stories.len(), sort.columns.count) {
        // Nothing stands beside it.
        (1, count) => count,
        // Under a lead over both columns one story would leave the other empty.
        (2, 2) => 1,
        // Of three columns two, so that something stands beside it.
        (_, count) => count.min(2),
    };
    let set = stories.iter().enumerate().map(|(nth, story)| {
        // What is behind that many stories is a line of a list whatever happens.
        let rows = if nth < rows * count { rows } else { 0 };
        let across = if story.kind == TileKind::Lead { lead } else { 1 };
        Matter::set(story, sort, (across, rows))
    });
    set.collect()
}

impl Matter {
    /// Over `across` columns, of at most `rows` rows.
    fn set(story: &Story<'_>, sort: Sort<'_>, (across, rows): (u16, usize)) -> Self {
        let Sort { measure, columns, .. } = sort;
        let column = columns.width.0;
        let room = across * column + (across - 1) * columns.gutter.0;
        // In a column that a frame would leave no room in, words go first.
        let boxed = story.kind == TileKind::Photo && room >= 8 * FRAME.0;
        let (frame, inset) = if boxed { (TileFrame::Boxed, 2 * FRAME.0) } else { (TileFrame::Open, 0) };
        let across = usize::from(across);
        let (head, body, paragraphs) = if rows == 0 {
            (Vec::new(), Vec::new(), 0)
        } else {
            let (body, paragraphs) = body(story, sort, column - inset, rows * across + 1);
            (head(story, measure, room - inset, rows), body, paragraphs)
        };
        Self {
            article: story.article,
            kind: story.kind,
            share: story.share,
            across,
            frame,
            line: list_line(story, measure, room),
            // A headline that says all there is needs its rows as well.
            most: body.len().div_ceil(across).max(usize::from(head.len() > 1)).min(rows),
            head,
            body,
            paragraphs,
        }
    }

    /// The rows of text that are told of it where `wanted` are asked for; none: a line in a list.
    pub(super) fn rows(&self, wanted: usize) -> usize {
        match wanted.min(self.most) {
            0 => 0,
            rows if self.across > 1 => rows.max(SHORTEST).min(self.most),
            rows => rows,
        }
    }

    /// What is drawn around it where so many rows are told.
    pub(super) fn frame(&self, rows: usize) -> TileFrame {
        if rows > 0 { self.frame } else { TileFrame::Open }
    }

    /// Rows of its tile.
    pub(super) fn height(&self, rows: usize) -> usize {
        let edges = if self.frame(rows) == TileFrame::Boxed { 2 * FRAME.1 } else { 0 };
        match rows {
            0 => 1,
            _ => edges + self.head.len() + rows.min(self.body.len().div_ceil(self.across)),
        }
    }

    /// Its lines, so many rows of text among them; at least one.
    pub(super) fn lines(&self, rows: usize, sort: Sort<'_>) -> Vec<Line> {
        if rows == 0 {
            return vec![self.line.clone()];
        }
        let body = self.beginning(rows * self.across, sort);
        let rows = rows.min(self.body.len().div_ceil(self.across));
        let mut lines = self.head.clone();
        lines.extend((0..rows).map(|row| abreast(&body, row, rows, self.across, sort)));
        lines
    }

    /// The first `most` lines of the text; where it goes on, the last says so.
    fn beginning(&self, most: usize, sort: Sort<'_>) -> Vec<Line> {
        let mut lines: Vec<Line> = self.body.iter().take(most).cloned().collect();
        // A jump line that finds no room is left out: the status line has it.
        if self.body[lines.len()..].iter().all(|line| line.kind == LineKind::Jump) {
            return lines;
        }
        // No subhead without a line of what it heads.
        while lines.len() > 1 && lines.last().is_some_and(|line| line.kind == LineKind::Subhead) {
            lines.pop();
        }
        let begins = |line: &Line| matches!(line.kind, LineKind::BodyFirst | LineKind::Subhead);
        let told = lines.iter().filter(|line| line.kind == LineKind::BodyFirst).count();
        let whole = self.body.get(lines.len()).is_some_and(begins);
        let left = self.paragraphs.saturating_sub(told);
        if let Some(last) = lines.last_mut() {
            let inset = if self.frame == TileFrame::Boxed { 2 * FRAME.0 } else { 0 };
            let room = sort.columns.width.0 - inset;
            let counted = if whole && left > 0 { followed(last, left, room, sort) } else { None };
            *last = counted
                .unwrap_or_else(|| cut_short(&last.text, last.kind, last.indent.0, sort.measure, room));
        }
        lines
    }
}

/// The line, and behind it how many paragraphs follow; `None` where there is no room for that.
fn followed(line: &Line, left: usize, room: u16, sort: Sort<'_>) -> Option<Line> {
    let mut text = line.text.clone();
    text.push_filler(&sort.more.replacen("{}", &left.to_string(), 1));
    let cells = width(text.as_str(), sort.measure.ambiguous);
    (line.indent.0 + cells.0 <= room).then(|| Line::set(line.kind, line.indent.0, text, cells.0))
}

/// The lines of a row of text that stands in columns of so many rows: one of each, side by side.
fn abreast(body: &[Line], row: usize, rows: usize, across: usize, sort: Sort<'_>) -> Line {
    let mut columns = (0..across).filter_map(|nth| Some((nth, body.get(nth * rows + row)?)));
    let Some((_, first)) = columns.next() else { return Line::blank() };
    let mut text = first.text.clone();
    let mut end = first.indent.0 + first.width.0;
    for (nth, line) in columns {
        let begins = sort.columns.left(nth).0 + line.indent.0;
        text.push_filler(&" ".repeat(begins.saturating_sub(end).into()));
        text.append(&line.text);
        end = begins.max(end) + line.width.0;
    }
    Line::set(first.kind, first.indent.0, text, end - first.indent.0)
}

/// A story as a line of a list: its headline, or its first words.
fn list_line(story: &Story<'_>, measure: &Measure, room: u16) -> Line {
    let words = || story.paragraphs("").next().map(|(_, text)| text).unwrap_or_default();
    let kind = match (story.title, story.kind) {
        (Some(_), _) => LineKind::Headline,
        (None, TileKind::Photo) => LineKind::Caption,
        (None, _) => LineKind::Body,
    };
    let text = story.title.cloned().unwrap_or_else(words);
    running(&text, kind, measure, (room, 0), 1).into_iter().next().unwrap_or_else(Line::blank)
}

/// The headline: the lead's as large as cells allow, with kicker and deck where a page of so many rows has room for
/// them; of another story at the left.
fn head(story: &Story<'_>, measure: &Measure, room: u16, rows: usize) -> Vec<Line> {
    let Some(title) = story.title else { return Vec::new() };
    if story.kind != TileKind::Lead {
        return balanced(title, LineKind::Headline, measure, room, HEADLINE, |_| 0);
    }
    let decked = rows >= DECKED;
    let mut lines = Vec::new();
    if let Some(kicker) = story.kicker.filter(|_| decked) {
        lines.extend(centred(kicker, LineKind::Kicker, measure, room, 1));
    }
    lines.extend(display(title, LineKind::Headline, measure, room));
    if let Some(deck) = story.deck.filter(|_| decked) {
        lines.extend(centred(deck, LineKind::Deck, measure, room, DECK));
    }
    lines
}

/// The first `most` lines of a story's text, its jump line among them, and how many paragraphs the whole has.
fn body(story: &Story<'_>, sort: Sort<'_>, room: u16, most: usize) -> (Vec<Line>, usize) {
    let mut lines = Vec::new();
    let mut paragraphs = 0;
    for (role, text) in story.paragraphs(sort.gap) {
        paragraphs += usize::from(role == ParagraphRole::Body);
        let left = most.saturating_sub(lines.len());
        if left == 0 {
            continue;
        }
        let (kind, indent) = match (role, story.kind) {
            // The words of a photograph, and those that stand for a headline, begin at the left.
            (_, TileKind::Photo) => (LineKind::Caption, 0),
            (ParagraphRole::Body, _) if story.title.is_none() && lines.is_empty() => (LineKind::BodyFirst, 0),
            (ParagraphRole::Subhead, _) => (LineKind::Subhead, INDENT),
            _ => (LineKind::BodyFirst, INDENT),
        };
        lines.extend(running(&text, kind, sort.measure, (room, indent), left));
    }
    if let Some(jump) = story.jump().filter(|_| !lines.is_empty() && lines.len() < most) {
        // At the right, as under the whole story.
        for mut line in running(jump, LineKind::Jump, sort.measure, (room, 0), 1) {
            line.indent.0 = room.saturating_sub(line.width.0);
            lines.push(line);
        }
    }
    (lines, paragraphs)
}

/// A headline in large type: a blank between characters, as printers space (加空) a short title, where two lines hold
/// it so; else as it is.
pub(super) fn display(text: &Text, kind: LineKind, measure: &Measure, room: u16) -> Vec<Line> {
    let text = text.trim();
    let galley = Galley::compose(text.as_str(), measure, Manner::Display);
    // Letters are not spaced: they make words.
    if galley.clusters.iter().all(|cluster| cluster.class != Class::Ideograph) {
        return centred(&text, kind, measure, room, HEADLINE);
    }
    // A Han and its blank are three cells, of which the text itself is two.
    let mut rows = balance(&galley, u32::from(room) * 2 / 3);
    for row in &mut rows {
        row.blanks = spaced(&galley, row);
        row.width += u16::try_from(row.blanks.len()).unwrap_or(0);
    }
    if rows.len() > 2 || rows.iter().any(|row| row.width > room) {
        return centred(&text, kind, measure, room, HEADLINE);
    }
    rows.iter().map(|row| line(kind, room.saturating_sub(row.width) / 2, row, &text)).collect()
}

/// Where a spaced title has its blanks: between Han, beside Latin words, and one more where there is one beside a Han.
/// Marks bring their own.
fn spaced(galley: &Galley<'_>, row: &Row) -> Vec<usize> {
    let class = |nth: usize| galley.clusters[nth].class;
    let is_han = |nth: usize| class(nth) == Class::Ideograph;
    let seam = |&nth: &usize| match (class(nth - 1), class(nth)) {
        (Class::Space, _) => is_han(nth) || (nth > row.clusters.start + 1 && is_han(nth - 2)),
        (Class::Ideograph, next) => next == Class::Ideograph || next.is_word(),
        (last, Class::Ideograph) => last.is_word(),
        _ => false,
    };
    let seams = (row.clusters.start + 1..row.clusters.end).filter(seam);
    seams.map(|nth| galley.bytes(&(nth..nth)).start).collect()
}

/// A part of the head, its lines about equal and centred, at most `most` of them.
pub(super) fn centred(text: &Text, kind: LineKind, measure: &Measure, room: u16, most: usize) -> Vec<Line> {
    balanced(text, kind, measure, room, most, |row| room.saturating_sub(row.width) / 2)
}

/// Lines about equal, at most `most` of them; a longer text is filled in, and cut short.
fn balanced(
    text: &Text,
    kind: LineKind,
    measure: &Measure,
    room: u16,
    most: usize,
    indent: impl Fn(&Row) -> u16,
) -> Vec<Line> {
    let text = text.trim();
    let galley = Galley::compose(text.as_str(), measure, Manner::Display);
    let rows = balance(&galley, room.into());
    if rows.len() > most {
        return running(&text, kind, measure, (room, 0), most);
    }
    rows.iter().map(|row| line(kind, indent(row), row, &text)).collect()
}

/// The first `most` lines of a text; the last ends with … where it goes on. The first is indented.
fn running(
    text: &Text,
    kind: LineKind,
    measure: &Measure,
    (room, indent): (u16, u16),
    most: usize,
) -> Vec<Line> {
    let text = beginning(&text.trim(), room, most);
    let galley = Galley::compose(text.as_str(), measure, Manner::Standing);
    let indent = indent.min(room / 4) & !1;
    // In narrow columns between rules a line short by a Han is seen less than a hole.
    let rows = first_fit(&galley, Room { first: (room - indent).into(), rest: room.into() });
    let rest = if kind == LineKind::BodyFirst { LineKind::Body } else { kind };
    let mut lines = Vec::new();
    for (nth, row) in rows.iter().take(most).enumerate() {
        let (kind, indent) = if nth == 0 { (kind, indent) } else { (rest, 0) };
        lines.push(if nth + 1 == most && rows.len() > most {
            cut_short(&text.slice(row.bytes.start..text.as_str().len()), kind, indent, measure, room)
        } else {
            line(kind, indent, row, &text)
        });
    }
    lines
}

/// What can at most be shown of a text: no line holds more bytes of Han, and of what takes no cells nobody sees more.
fn beginning(text: &Text, room: u16, most: usize) -> Text {
    let bytes = (usize::from(room) + 8) * (most + 1) * 4;
    let end = (0..=bytes.min(text.as_str().len())).rev().find(|&at| text.as_str().is_char_boundary(at));
    text.slice(0..end.unwrap_or(0))
}

/// A line with as much of a text as fits, and … behind it; neither an opener nor a stop stands before that.
fn cut_short(text: &Text, kind: LineKind, indent: u16, measure: &Measure, room: u16) -> Line {
    let sign = width(ELLIPSIS, measure.ambiguous).0;
    let mut left = room.saturating_sub(indent + sign);
    let (mut at, mut end) = (0, 0);
    for (cluster, cells) in clusters(text.as_str(), measure.ambiguous) {
        let Some(less) = left.checked_sub(u16::from(cells)) else { break };
        left = less;
        at += cluster.len();
        let class = class(cluster);
        if !class.opens() && !matches!(class, Class::Space | Class::Stop | Class::Inseparable) {
            end = at;
        }
    }
    let mut text = text.slice(0..end);
    if sign + indent <= room {
        text.push_filler(ELLIPSIS);
    }
    let cells = width(text.as_str(), measure.ambiguous);
    Line::set(kind, indent, text, cells.0)
}

fn line(kind: LineKind, indent: u16, row: &Row, text: &Text) -> Line {
    Line::set(kind, indent, row.cut(text), row.width)
}
