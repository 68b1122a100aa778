//! The contents of an article: headline, subheads, seams and gaps, each with the way to it; and the lists one chooses
//! from over the panes.

use super::list::List;
use super::marks::Listed;
use super::story::{SeamKind, Story};
use super::{shelf, words};
use crate::lang::Lang;
use crate::layout::LineKind;

/// How much of the text behind a seam is repeated, in characters.
const EXCERPT: usize = 12;

/// What lies over the panes.
#[derive(Debug)]
pub(crate) enum Overlay {
    /// The keys: how many rows down one is.
    Help(List),
    /// Bookmarks and named marks.
    Marks(Vec<Listed>, List),
    /// The parts of the article.
    Contents(Vec<Part>, List),
}

impl Overlay {
    pub(super) fn list_mut(&mut self) -> &mut List {
        match self {
            Self::Help(list) | Self::Marks(_, list) | Self::Contents(_, list) => list,
        }
    }
}

/// A part of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) words: String,
    pub(crate) kind: PartKind,
    /// Byte of the page's sanitised text.
    pub(super) offset: usize,
}

/// Sorts of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    Headline,
    Subhead,
    Seam,
    Gap,
}

/// The parts of the article that is open, in its order.
pub(super) fn parts(story: &Story, lang: Lang) -> Vec<Part> {
    let lines = &story.sheet().lines;
    let mut parts: Vec<Part> = Vec::new();
    let mut ends = 0;
    for (nth, line) in lines.iter().enumerate() {
        let kind = match line.kind {
            LineKind::Headline => Some(PartKind::Headline),
            LineKind::Subhead => Some(PartKind::Subhead),
            _ => None,
        };
        let goes_on = nth > 0 && lines[nth - 1].kind == line.kind;
        match (kind, parts.last_mut()) {
            // The further lines of a headline of several.
            (Some(kind), Some(last)) if goes_on && last.kind == kind => {
                last.words += joint(line.text.source_of(0).saturating_sub(ends));
                last.words += line.text.as_str();
            }
            (Some(kind), _) => {
                let words = line.text.as_str().to_owned();
                parts.push(Part { words, kind, offset: line.text.source_of(0) });
            }
            (None, _) => {}
        }
        for seam in story.seams().iter().filter(|seam| seam.line == nth) {
            let after = &line.text.as_str()[seam.at.min(line.text.as_str().len())..];
            let next = lines.get(nth + 1).map_or("", |line| line.text.as_str());
            let words = shelf::cut(&format!("{after}{next}"), EXCERPT);
            let (kind, words) = match seam.kind {
                SeamKind::Seam { confidence, .. } => {
                    (PartKind::Seam, format!("{}  {words}", words::seam(confidence, lang)))
                }
                SeamKind::Boundary { confidence, .. } => {
                    (PartKind::Seam, format!("{}  {words}", words::boundary(confidence, lang)))
                }
                SeamKind::Gap(kind) => (PartKind::Gap, words::gap(kind, lang).to_owned()),
            };
            let before = line.text.as_str()[..seam.at.min(line.text.as_str().len())].chars().next_back();
            let at = seam.at.saturating_sub(before.map_or(0, char::len_utf8));
            parts.push(Part { words, kind, offset: line.text.source_of(at) });
        }
        ends = line.text.spans().last().map_or(0, |span| span.end);
    }
    parts
}

/// What stood between two lines that are so many bytes apart: the blank at which a headline was broken.
fn joint(apart: usize) -> &'static str {
    if apart > 0 { " " } else { "" }
}
