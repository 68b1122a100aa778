//! Text: a piece of prose that knows, for each of its bytes, where in the source it stands.
//!
//! Blocks, headlines, fragments, paragraphs and set lines are all `Text`s, so that everything has the same way back.

use super::{Source, Span};
use std::ops::Range;

/// Prose cut from a source: marks left out, pieces joined, each byte with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    string: String,
    runs: Vec<Run>,
}

/// `string[at..at + len]` is `source[start..start + len]`. Bytes of no run are fillers, such as the blank between
/// two joined lines of English. Runs are in order of `at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    at: usize,
    len: usize,
    start: usize,
}

impl Text {
    /// The text of one span.
    #[must_use]
    pub fn cut(source: &Source, span: Span) -> Self {
        let mut text = Self::default();
        text.push(source, span);
        text
    }

    /// Adds what stands at `span`.
    pub fn push(&mut self, source: &Source, span: Span) {
        if span.is_empty() {
            return;
        }
        let at = self.string.len();
        self.string.push_str(source.slice(span));
        self.add_run(Run { at, len: span.len(), start: span.start });
    }

    /// Adds characters that stand nowhere in the source.
    pub fn push_filler(&mut self, filler: &str) {
        self.string.push_str(filler);
    }

    /// Adds another text behind this one.
    pub fn append(&mut self, other: &Self) {
        let by = self.string.len();
        self.string.push_str(&other.string);
        for run in &other.runs {
            self.add_run(Run { at: run.at + by, ..*run });
        }
    }

    fn add_run(&mut self, run: Run) {
        match self.runs.last_mut() {
            Some(last) if last.at + last.len == run.at && last.start + last.len == run.start => {
                last.len += run.len;
            }
            _ => self.runs.push(run),
        }
    }

    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// True when there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// The part at `range` (bytes of [`as_str`](Self::as_str), on character borders), with its way back.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let first = self.runs.partition_point(|run| run.at + run.len <= range.start);
        let runs = self.runs[first..]
            .iter()
            .take_while(|run| run.at < range.end)
            .map(|run| {
                let (from, to) = (run.at.max(range.start), (run.at + run.len).min(range.end));
                Run { at: from - range.start, len: to - from, start: run.start + (from - run.at) }
            })
            .collect();
        Self { string: self.string[range].to_owned(), runs }
    }

    /// Without the blanks (also U+3000) at both ends.
    #[must_use]
    pub fn trim(&self) -> Self {
        let left = self.string.len() - self.string.trim_start().len();
        let right = self.string.trim_end().len();
        if left >= right { Self::default() } else { self.slice(left..right) }
    }

    /// The spans it was cut from, in the order of the text; neighbours are merged.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.runs.iter().map(|run| Span::new(run.start, run.start + run.len))
    }

    /// The smallest span that holds all of it; empty for a text without source.
    #[must_use]
    pub fn span(&self) -> Span {
        self.spans().reduce(Span::hull).unwrap_or_default()
    }

    /// Where byte `at` of the text stands in the source; for a filler, where the next byte does.
    #[must_use]
    pub fn source_of(&self, at: usize) -> usize {
        let next = self.runs.partition_point(|run| run.at + run.len <= at);
        match (self.runs.get(next), self.runs.last()) {
            (Some(run), _) => run.start + at.saturating_sub(run.at),
            (None, Some(last)) => last.start + last.len,
            (None, None) => 0,
        }
    }

    /// The byte of the text that stands at byte `offset` of the source, if the text holds it.
    #[must_use]
    pub fn position_of(&self, offset: usize) -> Option<usize> {
        self.runs
            .iter()
            .find(|run| run.start <= offset && offset < run.start + run.len)
            .map(|run| run.at + (offset - run.start))
    }
}
