//! Search: where a query stands, in the headlines of the list or in the whole text of an article.
//!
//! Upper and lower case, full-width and ASCII forms are one; line breaks do not part words. A hit is spans of the
//! page, so it stays where it is when the measure changes.

use super::Pane;
use crate::layout::Sheet;
use crate::source::{Span, Text};
use std::ops::Range;

/// A search that is on.
#[derive(Clone, Debug)]
pub struct Search {
    /// What is searched for.
    pub query: String,
    /// Where.
    pub pane: Pane,
    pub(super) found: Found,
    pub(super) current: Option<usize>,
    lines: Vec<LineHit>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Rows of the list.
    Rows(Vec<usize>),
    /// Pieces of the page, in the order of the article.
    Spans(Vec<Vec<Span>>),
}

impl Found {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Rows(rows) => rows.len(),
            Self::Spans(hits) => hits.len(),
        }
    }
}

/// A hit, or a part of one, on a line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineHit {
    /// The line.
    pub line: usize,
    /// Bytes of the line's text.
    pub range: Range<usize>,
    /// Which hit, from 0.
    pub hit: usize,
}

impl Search {
    pub(super) fn new(query: String, pane: Pane, found: Found) -> Self {
        Self { query, pane, found, current: None, lines: Vec::new() }
    }

    /// Which hit one is at, from 1, and how many there are.
    #[must_use]
    pub fn count(&self) -> (Option<usize>, usize) {
        (self.current.map(|nth| nth + 1), self.found.len())
    }

    /// The hit one is at, from 0.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// The hits on a line.
    pub fn on_line(&self, line: usize) -> impl Iterator<Item = &LineHit> {
        let first = self.lines.partition_point(|hit| hit.line < line);
        self.lines[first..].iter().take_while(move |hit| hit.line == line)
    }

    /// Where the query stands in a title, in bytes.
    #[must_use]
    pub fn within(&self, title: &str) -> Vec<Range<usize>> {
        find(title, &self.query)
    }

    /// Finds the hits again on a newly set sheet.
    pub(super) fn locate(&mut self, sheet: &Sheet) {
        self.lines.clear();
        let Found::Spans(hits) = &self.found else { return };
        let pieces =
            hits.iter().enumerate().flat_map(|(hit, spans)| spans.iter().map(move |span| (*span, hit)));
        let mut pieces: Vec<(Span, usize)> = pieces.collect();
        pieces.sort_unstable();
        for (nth, line) in sheet.lines.iter().enumerate() {
            let first = self.lines.len();
            let found = line.text.spans().flat_map(|own| shared(&pieces, own));
            let placed =
                found.filter_map(|(span, hit)| Some((line.text.position_of(span.start)?, span, hit)));
            self.lines.extend(placed.map(|(at, span, hit)| LineHit {
                line: nth,
                range: at..at + span.len(),
                hit,
            }));
            self.lines[first..].sort_unstable_by_key(|hit| hit.range.start);
        }
    }

    /// The first hit on a line or behind it.
    pub(super) fn first_from(&self, line: usize) -> Option<usize> {
        self.lines.get(self.lines.partition_point(|hit| hit.line < line)).map(|on| on.hit)
    }

    /// The line on which a hit begins.
    pub(super) fn line_of(&self, hit: usize) -> Option<usize> {
        self.lines.iter().find(|on| on.hit == hit).map(|on| on.line)
    }
}

/// What the pieces of hits, sorted, have in common with a span. Pieces do not overlap, so their ends are sorted too.
fn shared(pieces: &[(Span, usize)], own: Span) -> impl Iterator<Item = (Span, usize)> + '_ {
    let first = pieces.partition_point(|(piece, _)| piece.end <= own.start);
    let near = pieces[first..].iter().take_while(move |(piece, _)| piece.start < own.end);
    near.map(move |(piece, hit)| (Span::new(piece.start.max(own.start), piece.end.min(own.end)), *hit))
}

/// Every place of a query in a text; they do not overlap.
pub(super) fn find(text: &str, query: &str) -> Vec<Range<usize>> {
    let needle: Vec<char> = folded(query).map(|(_, c)| c).collect();
    let hay: Vec<(usize, char)> = folded(text).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while !needle.is_empty() && at + needle.len() <= hay.len() {
        let window = &hay[at..at + needle.len()];
        if window.iter().map(|(_, c)| c).eq(&needle) {
            let last = window[needle.len() - 1].0;
            let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
            found.push(window[0].0..end);
            at += needle.len();
        } else {
            at += 1;
        }
    }
    found
}

/// Every place of a query in a piece of prose, as spans of the page.
pub(super) fn find_spans(text: &Text, query: &str) -> Vec<Vec<Span>> {
    let ranges = find(text.as_str(), query).into_iter();
    ranges.map(|range| text.slice(range).spans().collect::<Vec<_>>()).filter(|s| !s.is_empty()).collect()
}

/// The characters that count, with where they stand.
fn folded(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices().filter(|(_, c)| !matches!(c, '\n' | '\r')).map(|(at, c)| {
        let half = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => c,
        };
        (at, half.to_lowercase().next().unwrap_or(half))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_found_whatever_the_width_and_case() {
        let check = |text: &str, query: &str, expected: &[&str]| {
            let found: Vec<&str> = find(text, query).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{query} in {text}");
        };
        check("大桥合龙，大桥通车", "大桥", &["大桥", "大桥"]);
        check("大\n桥合龙", "大桥", &["大\n桥"]);
        check("列车Ｇ12次", "g12", &["Ｇ12"]);
        check("哈哈哈哈", "哈哈", &["哈哈", "哈哈"]);
        check("河湾", "", &[]);
        check("", "河", &[]);
    }
}
