//! Layout, the fifth stage: an article set to a measure by the rules of Chinese printing, as a sheet of lines.
//!
//! 1. `width`: a text as clusters, and the cells each takes; `ambiguous`: those on which terminals differ;
//! 2. `classes`: what each cluster is to the rules of line breaking;
//! 3. `breaks`: what a line end before each cluster would cost;
//! 4. `fragments`: the pieces between line ends, a stop that may hang as the whitespace of its piece;
//! 5. `fill`: pieces into lines, first fit, and `fewest`, where that leaves lines short; `balance`: the same for headlines, lines about equal;
//! 6. `setting`: an article's parts, one under the other, with indents and air; `justify`: blanks that fill a line;
//!    `marks`: seams and gaps on their lines; `raw`: a page as the OCR left it;
//! 7. `columns`: the lines of an article side by side; `front`: a page's stories as tiles.
//!
//! Rules after W3C CLREQ (Requirements for Chinese Text Layout), level strict, and UAX #14 (LB…) for all other scripts.
//! Knows character widths, line-start and line-end rules. Does not know ratatui.

mod ambiguous;
mod balance;
mod breaks;
mod classes;
mod columns;
mod fewest;
mod fill;
mod fragments;
mod front;
mod justify;
mod marks;
#[cfg(test)]
mod oracle;
mod raw;
mod setting;
mod width;

pub use columns::{Columns, Spread, SpreadPlace, Spreads};
pub use front::{Front, Masthead, Neighbours, Rule, RuleWay, Tile, TileArea, TileFrame, TileKind};

use crate::edition::EditionPage;
use crate::source::{Source, Span, Text};
use crate::stitch::{Article, Confidence, GapKind};
use std::ops::Range;

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
    /// How strict the rules of line starts are.
    pub level: Level,
    /// What is done to lines that are not full.
    pub justify: Justify,
}

/// The level of the line-start rules (CLREQ 3.1.7.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Level {
    /// 严格: —— and …… begin no line either, and no solidus ends one.
    #[default]
    Strict,
    /// 基本: —— and …… may begin a line; behind a solidus a Han may.
    Basic,
}

/// What is done to lines of body text that are not full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Justify {
    /// Nothing: their right edge is ragged.
    #[default]
    Off,
    /// They are filled with blanks where the eye expects one: at marks, between Han and Latin, between words.
    Natural,
}

/// What is done about East Asian Ambiguous characters (“ ” — … ·), which terminals draw one or two cells wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// They take one cell, as on nearly all terminals.
    #[default]
    Narrow,
    /// They take two cells.
    Wide,
    /// Two cells on the page, and drawn so that it is right whether the terminal takes one or two for them.
    Safe,
    /// None is sent: 「」 for “ ”, ASCII for box drawing. For a terminal within another that counts differently.
    Replace,
}

impl Ambiguous {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Self; 4] = [Self::Narrow, Self::Wide, Self::Safe, Self::Replace];

    /// Its name in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Wide => "wide",
            Self::Safe => "safe",
            Self::Replace => "replace",
        }
    }

    /// The one behind it, the first behind the last.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Narrow => Self::Wide,
            Self::Wide => Self::Safe,
            Self::Safe => Self::Replace,
            Self::Replace => Self::Narrow,
        }
    }
}

impl Measure {
    /// A measure with the rules at their defaults: strict, not justified.
    #[must_use]
    pub fn new(width: Cells, ambiguous: Ambiguous, hang: bool) -> Self {
        Self { width, ambiguous, hang, level: Level::default(), justify: Justify::default() }
    }
}

impl Default for Measure {
    /// 72 cells, 36 Han: the longest line that is comfortable to read; narrow marks, one stop hanging.
    fn default() -> Self {
        Self::new(Cells(72), Ambiguous::default(), true)
    }
}

/// A laid-out article.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// Where in the source a run of some line starts, and which line: in the order of the source, as the lines, being
    /// stitched, are not.
    index: Vec<(usize, usize)>,
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
    /// The article takes over from another here, and how sure that is; what its headline's place leaves in doubt is told
    /// with the first line below.
    Boundary {
        /// Index into the article's boundaries.
        boundary: usize,
        /// How sure.
        confidence: Confidence,
    },
    /// Text is missing here.
    Gap(GapKind),
}

/// Sets an article. Its texts carry all that is drawn.
#[must_use]
pub fn set(article: &Article, measure: &Measure) -> Sheet {
    Sheet::new(setting::article(article, measure))
}

/// Sets an article in columns: as many as fit, at most `most`, of at most `height` rows with the headline above them.
/// The width of the measure is that of all columns together.
#[must_use]
pub fn columns(article: &Article, measure: &Measure, most: u16, height: u16) -> Spreads {
    let columns = Columns::fit(measure.width, most);
    let head = setting::head(article, &Measure { width: columns.span(), ..*measure });
    let body = setting::body(article, &columns.measure(measure));
    columns::spreads(head, body, columns, height)
}

/// Sets a page as a page: its stories as tiles, by rank, for a window of `height` rows as wide as the measure.
#[must_use]
pub fn front(page: &EditionPage, masthead: &Masthead, measure: &Measure, height: u16) -> Front {
    front::front(page, masthead, measure, height)
}

/// Sets a page as the OCR left it, one printed line of the file after the other.
#[must_use]
pub fn raw(source: &Source, measure: &Measure) -> Sheet {
    Sheet::new(raw::page(source, measure))
}

/// Words of the interface, broken into lines of at most `room` by the rules of all text; a line as its bytes.
#[must_use]
pub fn wrap(words: &str, room: Cells, ambiguous: Ambiguous) -> Vec<Range<usize>> {
    fill::wrapped(words, &Measure::new(room, ambiguous, false))
}

/// The width of a string.
#[must_use]
pub fn width(text: &str, ambiguous: Ambiguous) -> Cells {
    width::width(text, ambiguous)
}

/// True for a cluster that begins with a character on whose width terminals differ.
#[must_use]
pub fn is_ambiguous(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(ambiguous::is_ambiguous)
}

/// What is sent in place of an ambiguous cluster under [`Ambiguous::Replace`]; its width is the one given by [`width`].
#[must_use]
pub fn stand_in(cluster: &str) -> &'static str {
    cluster.chars().next().map_or("?", ambiguous::stand_in)
}

/// The longest beginning of `text` that fits into `room`, with `…` where something was left out (and there is room for
/// it).
#[must_use]
pub fn elide(text: &str, room: Cells, ambiguous: Ambiguous) -> String {
    width::elide(text, room, ambiguous)
}

impl Sheet {
    /// A sheet of these lines.
    #[must_use]
    pub fn new(lines: Vec<Line>) -> Self {
        let mut index = Vec::new();
        for (nth, line) in lines.iter().enumerate() {
            index.extend(line.text.spans().map(|run| (run.start, nth)));
        }
        index.sort_unstable();
        index.dedup_by_key(|&mut (start, _)| start);
        Self { lines, index }
    }

    /// The first line that shows byte `offset` of the source, or the nearest before it; the top line when there is
    /// none.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> usize {
        // No two lines show the same byte, so the run that begins nearest before `offset` is the one that holds it.
        let behind = self.index.partition_point(|&(start, _)| start <= offset);
        behind.checked_sub(1).map_or(0, |nearest| self.index[nearest].1)
    }
}

impl Line {
    /// A blank line.
    fn blank() -> Self {
        Self::set(LineKind::Blank, 0, Text::default(), 0)
    }

    fn set(kind: LineKind, indent: u16, text: Text, width: u16) -> Self {
        Self { kind, indent: Cells(indent), text, width: Cells(width), marks: Vec::new() }
    }

    /// What it shows of the source; `None` for a blank line.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.text.spans().reduce(Span::hull)
    }
}
