//! The story: the article pane. A sheet, and where one is in it: a byte of the source, of which the line follows.
//!
//! In one column the sheet is scrolled line by line; in several its spreads are turned, and one goes through the lines
//! of the spread in view.

use super::list::Motion;
use super::setting::{Forme, Panel, Setting, lines_of, panels_of, spread_of, turned};
use super::shelf::Entry;
use crate::layout::{Cells, LineKind, LineMarkKind, Sheet};
use crate::stitch::{Confidence, GapKind};
use std::ops::Range;

/// An opened article, set to the measure of the window.
#[derive(Debug)]
pub struct Story {
    /// What is open.
    pub entry: Entry,
    /// As what.
    pub mode: Mode,
    setting: Setting,
    set_to: Option<Forme>,
    height: usize,
    /// Where one is; `None` at the very top. Only the reader moves it: a new measure sets `line` anew from it.
    spot: Option<Spot>,
    line: usize,
    starts: Vec<usize>,
    subheads: Vec<usize>,
    seams: Vec<SeamAt>,
    chosen: Option<usize>,
    /// Of a raw page that was turned to: where it was opened, and where one was in the article.
    turned: Option<(Spot, Option<Spot>)>,
}

/// As what the page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The article, put together.
    #[default]
    Stitched,
    /// The whole page as the OCR left it.
    Raw,
}

/// A place in a sheet that is there in any measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Byte of the page's sanitised text.
    pub offset: usize,
    /// Lines without text of the page above the one that shows it.
    pub above: usize,
}

/// A seam or a gap on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeamAt {
    /// The line.
    pub line: usize,
    /// The byte of the line's text before which it is.
    pub at: usize,
    /// Which.
    pub kind: SeamKind,
}

/// A seam, a gap, or a boundary in doubt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SeamKind {
    /// A seam of the article.
    Seam {
        /// Index into the article's paragraphs.
        paragraph: usize,
        /// Index into the paragraph's seams.
        seam: usize,
        /// How sure.
        confidence: Confidence,
    },
    /// The article takes over from another here, and that is in doubt.
    Boundary {
        /// Index into the article's boundaries.
        boundary: usize,
        /// How sure.
        confidence: Confidence,
    },
    /// Text is missing.
    Gap(GapKind),
}

impl Story {
    pub(super) fn new(entry: Entry, mode: Mode, spot: Option<Spot>) -> Self {
        Self {
            entry,
            mode,
            setting: Setting::default(),
            set_to: None,
            height: 0,
            spot,
            line: 0,
            starts: Vec::new(),
            subheads: Vec::new(),
            seams: Vec::new(),
            chosen: None,
            turned: None,
        }
    }

    /// The lines.
    #[must_use]
    pub fn sheet(&self) -> &Sheet {
        self.setting.sheet()
    }

    /// The first line in view.
    #[must_use]
    pub fn top(&self) -> usize {
        self.in_view().start
    }

    /// The lines in view.
    #[must_use]
    pub fn in_view(&self) -> Range<usize> {
        match &self.setting {
            Setting::Scroll(sheet) => {
                let top = self.line.min(self.last_top());
                top..(top + self.height).min(sheet.lines.len())
            }
            Setting::Turn(spreads) => lines_of(spread_of(spreads, self.line)),
        }
    }

    /// What stands where, from the first line in view; with nothing to show, nothing.
    #[must_use]
    pub fn panels(&self) -> Vec<Panel> {
        let width = self.set_to.map_or(Cells(0), |forme| forme.measure.width);
        let panels = match &self.setting {
            Setting::Scroll(_) => vec![Panel { lines: self.in_view(), x: Cells(0), y: 0, width }],
            Setting::Turn(spreads) => panels_of(spreads, self.line, width),
        };
        panels.into_iter().filter(|panel| !panel.lines.is_empty()).collect()
    }

    /// The line one is at: the first in view, or one further down where the sheet cannot scroll on.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// Lines in view.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The seams and gaps in the order of the lines.
    #[must_use]
    pub fn seams(&self) -> &[SeamAt] {
        &self.seams
    }

    /// Where one is, in any measure.
    pub(super) fn spot(&self) -> Option<Spot> {
        self.spot
    }

    /// Remembers where one was in the article whose raw page this is.
    pub(super) fn turned_from(&mut self, spot: Option<Spot>) {
        self.turned = self.spot.map(|opened| (opened, spot));
    }

    /// Where one was in the article, as long as nothing moved since; lines of the raw page end elsewhere, and the way
    /// there and back would not end where it began.
    pub(super) fn turned_at(&self) -> Option<Option<Spot>> {
        self.turned.filter(|(opened, _)| self.spot == Some(*opened)).map(|(_, spot)| spot)
    }

    /// True when the last line is in view.
    #[must_use]
    pub fn at_end(&self) -> bool {
        self.set_to.is_some() && self.height > 0 && self.in_view().end >= self.sheet().lines.len()
    }

    /// How much of the text has been in view, in hundredths.
    #[must_use]
    pub fn percent(&self) -> usize {
        match self.sheet().lines.len() {
            0 => 100,
            len => self.in_view().end * 100 / len,
        }
    }

    /// The seam or gap that is spoken of: the chosen one while it is in view, else the first in view.
    #[must_use]
    pub fn chosen(&self) -> Option<usize> {
        let lines = self.in_view();
        let in_view = |seam: &SeamAt| lines.contains(&seam.line);
        self.chosen
            .filter(|nth| self.seams.get(*nth).is_some_and(in_view))
            .or_else(|| self.seams.iter().position(|seam| in_view(seam) && seam.line >= self.line))
            .or_else(|| self.seams.iter().position(in_view))
    }

    pub(super) fn is_set_to(&self, forme: Forme) -> bool {
        self.set_to == Some(forme)
    }

    /// Takes a new setting and finds the place again. Of boundaries, those less sure than `doubtful_below` are spoken of.
    pub(super) fn set(&mut self, setting: Setting, forme: Forme, doubtful_below: Confidence) {
        self.setting = setting;
        self.starts = starts(self.sheet());
        self.subheads = of_kind(self.sheet(), LineKind::Subhead);
        self.seams = seams(self.sheet(), doubtful_below);
        self.set_to = Some(forme);
        self.line = self.spot.map_or(0, |spot| self.line_of(spot));
    }

    pub(super) fn set_height(&mut self, height: usize) {
        self.height = height;
    }

    fn line_of(&self, spot: Spot) -> usize {
        let line = self.sheet().line_at(spot.offset);
        let blanks = self.sheet().lines[..line.min(self.sheet().lines.len())]
            .iter()
            .rev()
            .take_while(|line| line.span().is_none())
            .count();
        line - spot.above.min(blanks)
    }

    fn last_top(&self) -> usize {
        self.sheet().lines.len().saturating_sub(self.height.max(1))
    }

    /// Goes to a line and remembers the place.
    pub(super) fn go_to(&mut self, line: usize) {
        self.line = line.min(self.sheet().lines.len().saturating_sub(1));
        self.chosen = None;
        self.spot = if self.line == 0 { None } else { self.spot_at(self.line) };
    }

    /// The place of a line: what it, or the next line that shows any of the page, shows first.
    fn spot_at(&self, line: usize) -> Option<Spot> {
        let below = self.sheet().lines.get(line..)?;
        let above = below.iter().position(|line| line.span().is_some())?;
        Some(Spot { offset: below[above].text.source_of(0), above })
    }

    /// Goes to where a byte of the source is shown.
    pub(super) fn go_to_offset(&mut self, offset: usize) {
        self.go_to(self.sheet().line_at(offset));
    }

    /// Goes there only if it is not in view already, and then with some of what stands before it.
    pub(super) fn show(&mut self, line: usize) {
        if self.in_view().contains(&line) {
            return;
        }
        match &self.setting {
            Setting::Scroll(_) => self.go_to(line.saturating_sub(self.height / 3).min(self.last_top())),
            Setting::Turn(spreads) => {
                let first = spread_of(spreads, line).first();
                self.go_to(first);
            }
        }
    }

    /// Moves by lines, screens or to a fixed place; false when there was nowhere to go.
    pub(super) fn apply(&mut self, motion: Motion) -> bool {
        if let Motion::Nth(n) = motion {
            return self.go_to_paragraph(n);
        }
        let from = match self.setting {
            Setting::Scroll(_) => self.top(),
            Setting::Turn(_) => self.line,
        };
        let target = match &self.setting {
            Setting::Scroll(_) => self.scrolled(motion),
            Setting::Turn(spreads) => turned(spreads, self.line, motion),
        };
        let moved = target != from;
        // At the end the line one is at may stand below the first in view; it stays unless something moved.
        if moved || matches!(motion, Motion::Top | Motion::Bottom) {
            self.go_to(target);
        }
        moved
    }

    /// The line that comes to stand at the top.
    fn scrolled(&self, motion: Motion) -> usize {
        let target = match motion {
            Motion::Top => 0,
            Motion::Bottom => self.last_top(),
            Motion::Percent(n) => self.sheet().lines.len() * n.min(100) / 100,
            _ => self.top().saturating_add_signed(motion.lines(self.height).unwrap_or(0)),
        };
        target.min(self.last_top())
    }

    /// The n-th paragraph of the text, from 1; headlines are not counted.
    fn go_to_paragraph(&mut self, n: usize) -> bool {
        let body = self.starts.iter().filter(|line| {
            matches!(self.sheet().lines[**line].kind, LineKind::BodyFirst | LineKind::Body | LineKind::Raw)
        });
        let Some(line) = body.copied().take(n.max(1)).last() else { return false };
        self.go_to(line);
        true
    }

    /// So many paragraphs on, or back.
    pub(super) fn step_paragraph(&mut self, by: isize) -> bool {
        step(&self.starts, self.line, by).map(|line| self.go_to(line)).is_some()
    }

    /// So many subheads on, or back.
    pub(super) fn step_subhead(&mut self, by: isize) -> bool {
        step(&self.subheads, self.line, by).map(|line| self.go_to(line)).is_some()
    }

    /// True when the article has subheads.
    pub(super) fn has_subheads(&self) -> bool {
        !self.subheads.is_empty()
    }

    /// So many seams on, or back, from the chosen one; from none, the first or last in view.
    pub(super) fn step_seam(&mut self, by: isize) -> bool {
        let next = match self.chosen.filter(|nth| Some(*nth) == self.chosen()) {
            Some(nth) => nth.checked_add_signed(by),
            None if by > 0 => self.seams.iter().position(|seam| seam.line >= self.line),
            None => self.seams.iter().rposition(|seam| seam.line < self.line),
        };
        let Some(nth) = next.filter(|nth| *nth < self.seams.len()) else { return false };
        self.show(self.seams[nth].line);
        self.chosen = Some(nth);
        true
    }

    /// The lines of the paragraph one is at, the first and one past the last.
    pub(super) fn paragraph(&self) -> Option<std::ops::Range<usize>> {
        let lines = &self.sheet().lines;
        let here = (self.line..lines.len()).find(|line| lines[*line].span().is_some())?;
        let nth = self.starts.partition_point(|start| *start <= here);
        let first = self.starts.get(nth.checked_sub(1)?).copied()?;
        let next = self.starts.get(nth).copied().unwrap_or(lines.len());
        let last = (first..next).rev().find(|line| lines[*line].span().is_some())?;
        Some(first..last + 1)
    }
}

fn step(lines: &[usize], from: usize, by: isize) -> Option<usize> {
    let steps = by.unsigned_abs().checked_sub(1)?;
    if by > 0 {
        let behind = lines.partition_point(|line| *line <= from);
        lines.get((behind + steps).min(lines.len().checked_sub(1)?)).copied().filter(|line| *line > from)
    } else {
        let before = lines.partition_point(|line| *line < from);
        lines.get(before.checked_sub(1)?.saturating_sub(steps)).copied()
    }
}

/// Where paragraphs, and headlines, begin.
fn starts(sheet: &Sheet) -> Vec<usize> {
    let mut before = LineKind::Blank;
    let mut starts = Vec::new();
    for (nth, line) in sheet.lines.iter().enumerate() {
        let kind = if line.span().is_some() { line.kind } else { LineKind::Blank };
        let goes_on = match kind {
            LineKind::Blank => true,
            LineKind::BodyFirst => false,
            LineKind::Body => matches!(before, LineKind::Body | LineKind::BodyFirst),
            _ => kind == before || (is_head(kind) && is_head(before)),
        };
        if !goes_on {
            starts.push(nth);
        }
        before = kind;
    }
    starts
}

/// The head of an article is one thing to go to, whatever lines it has.
fn is_head(kind: LineKind) -> bool {
    matches!(
        kind,
        LineKind::Kicker | LineKind::Headline | LineKind::Deck | LineKind::Byline | LineKind::Dateline
    )
}

/// The first lines of each run of a kind.
fn of_kind(sheet: &Sheet, kind: LineKind) -> Vec<usize> {
    let lines = &sheet.lines;
    (0..lines.len())
        .filter(|nth| lines[*nth].kind == kind && (*nth == 0 || lines[*nth - 1].kind != kind))
        .collect()
}

fn seams(sheet: &Sheet, doubtful_below: Confidence) -> Vec<SeamAt> {
    let kind = |mark: LineMarkKind| match mark {
        LineMarkKind::Seam { paragraph, seam, confidence } => {
            Some(SeamKind::Seam { paragraph, seam, confidence })
        }
        LineMarkKind::Boundary { boundary, confidence } => {
            (confidence < doubtful_below).then_some(SeamKind::Boundary { boundary, confidence })
        }
        LineMarkKind::Gap(kind) => Some(SeamKind::Gap(kind)),
    };
    let marks =
        sheet.lines.iter().enumerate().flat_map(|(line, set)| set.marks.iter().map(move |mark| (line, mark)));
    marks.filter_map(|(line, mark)| Some(SeamAt { line, at: mark.at, kind: kind(mark.kind)? })).collect()
}
