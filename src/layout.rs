//! Layout, the fifth stage: an article set to a measure by the rules of Chinese printing, as a sheet of lines.
//!
//! Knows character widths, line-start and line-end rules. Does not know ratatui.

use crate::source::{Source, Span, Text};
use crate::stitch::{Article, Confidence, GapKind};

/// A width or a position in columns of the terminal; a Han character takes two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cells(pub u16);

/// What to set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Length of a line. Lines of body text may hang one stop (two cells) past it when `hang` is on.
    pub width: Cells,
    /// How wide the terminal draws “ ” — … and their like.
    pub ambiguous: Ambiguous,
    /// One stop may hang past the line's end.
    pub hang: bool,
}

/// The width of East Asian Ambiguous characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// One cell, as nearly all terminals have it.
    #[default]
    Narrow,
    /// Two cells.
    Wide,
}

/// A laid-out article.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// From top to bottom.
    pub lines: Vec<Line>,
}

/// A laid-out line.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is part of.
    pub kind: LineKind,
    /// Blank cells before the text: paragraph indent, centring.
    pub indent: Cells,
    /// Its characters, with their way back. Empty for a blank line.
    pub text: Text,
    /// Their width.
    pub width: Cells,
    /// Seams and gaps that fall on this line, in order.
    pub marks: Vec<LineMark>,
}

/// What a line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Deck,
    /// 署名.
    Byline,
    /// 电头, set apart.
    Dateline,
    /// 正文, the first line of a paragraph.
    BodyFirst,
    /// 正文, a further line.
    Body,
    /// 小标题.
    Subhead,
    /// 图片说明.
    Caption,
    /// 图片来源.
    Credit,
    /// （上接第N版） or （下转第N版）.
    Jump,
    /// A line of the raw page.
    Raw,
    /// Nothing.
    Blank,
}

/// A seam or a gap at a place of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineMark {
    /// The byte of the line's text before which it stands (its length: at the end).
    pub at: usize,
    /// What is there.
    pub kind: LineMarkKind,
}

/// What a line mark marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineMarkKind {
    /// Two fragments were joined here: which paragraph of the article, which seam of the paragraph, how sure.
    Seam {
        /// Index into the article's paragraphs.
        paragraph: usize,
        /// Index into the paragraph's seams.
        seam: usize,
        /// How sure.
        confidence: Confidence,
    },
    /// Text is missing here.
    Gap(GapKind),
}

/// Sets an article.
#[must_use]
pub fn set(_source: &Source, _article: &Article, _measure: &Measure) -> Sheet {
    Sheet::default()
}

/// Sets a page as the OCR left it, one printed line of the file after the other.
#[must_use]
pub fn raw(_source: &Source, _measure: &Measure) -> Sheet {
    Sheet::default()
}

/// The width of a string.
#[must_use]
pub fn width(_text: &str, _ambiguous: Ambiguous) -> Cells {
    Cells(0)
}

/// The longest beginning of `text` that fits into `room`, with `…` where something was left out.
#[must_use]
pub fn elide(text: &str, _room: Cells, _ambiguous: Ambiguous) -> String {
    text.to_owned()
}

impl Sheet {
    /// The first line that shows byte `offset` of the source, or the nearest before it.
    #[must_use]
    pub fn line_at(&self, _offset: usize) -> usize {
        0
    }
}

impl Line {
    /// What it shows of the source; `None` for a blank line.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.text.spans().reduce(Span::hull)
    }
}
