//! The article: its text, and in the margin what is to be known of it.

use super::{Stage, rect};
use crate::layout::Line;
use crate::reader::{Column, HANG, MARGIN, MarginSign, MarkKind, SeamAt, SeamKind, Seams, Story};
use crate::theme::Role;
use crate::widget::{Adornment, Kind, SheetView};
use ratatui::layout::Rect;

impl Stage<'_> {
    pub(super) fn draw_article(&mut self) {
        let (Some(area), Some(column)) = (self.reader.view().article.map(rect), self.reader.column()) else {
            return;
        };
        let Some(story) = self.reader.story() else { return };
        let panels = story.panels();
        if panels.is_empty() {
            let width = area.right().saturating_sub(column.margin);
            self.say_empty(Rect { x: column.margin, width, ..area }, column);
        }
        for panel in panels {
            let Ok(y) = u16::try_from(panel.y) else { continue };
            let x = column.margin.saturating_add(panel.x.0);
            // In one column, what stands behind the text has the room to the end.
            let end = if column.count > 1 { x + MARGIN + panel.width.0 + HANG } else { area.right() };
            let at = Rect {
                x,
                y: area.y.saturating_add(y),
                width: end.min(area.right()).saturating_sub(x),
                height: area.height.saturating_sub(y),
            };
            let first = panel.lines.start;
            let lines = &story.sheet().lines[panel.lines];
            let adornments = self.adornments(story, first, lines);
            SheetView { lines, adornments: &adornments, margin: MARGIN, ambiguous: self.ambiguous }.draw(
                at,
                self.buffer,
                self.theme,
            );
        }
    }

    fn say_empty(&mut self, area: Rect, column: Column) {
        let words = self.reader.settings().lang.pick("没有可显示的文字", "no text to show");
        let mut pen = self.pen(area);
        pen.skip(column.text.saturating_sub(column.margin));
        pen.write(words, Role::Quiet);
    }

    /// Margin signs in the order of their weight, then what lies in the text and behind it.
    fn adornments(&self, story: &Story, first: usize, lines: &[Line]) -> Vec<Adornment> {
        let mut adornments = Vec::new();
        let here = story.line().checked_sub(first).filter(|line| *line < lines.len());
        if let Some(line) = here.filter(|_| story.line() != story.top()) {
            adornments.push(Adornment { line, kind: Kind::Cursor(">"), role: Role::Key });
        }
        let seams: Vec<(usize, &SeamAt)> = story
            .seams()
            .iter()
            .enumerate()
            .filter(|(_, seam)| (first..first + lines.len()).contains(&seam.line))
            .collect();
        self.gap_signs(&seams, first, lines, &mut adornments);
        self.bookmark_signs(story, lines, &mut adornments);
        self.seam_signs(story, &seams, first, lines, &mut adornments);
        self.hits(first, lines.len(), &mut adornments);
        adornments
    }

    fn gap_signs(&self, seams: &[(usize, &SeamAt)], first: usize, lines: &[Line], into: &mut Vec<Adornment>) {
        let lang = self.reader.settings().lang;
        for (_, seam) in seams.iter().filter(|(_, seam)| matches!(seam.kind, SeamKind::Gap(_))) {
            let line = seam.line - first;
            let sign = Kind::Margin(MarginSign::Gap.sign(lang));
            into.push(Adornment { line, kind: sign, role: Role::Gap });
            if seam.at > 0 && seam.at == lines[line].text.as_str().len() {
                let words = Kind::Behind(lang.pick("〔缺文〕", " [text missing]"));
                into.push(Adornment { line, kind: words, role: Role::Quiet });
            }
        }
    }

    fn bookmark_signs(&self, story: &Story, lines: &[Line], into: &mut Vec<Adornment>) {
        let lang = self.reader.settings().lang;
        for (offset, kind) in self.reader.marks_on(story.entry.page()) {
            let shown = lines.iter().position(|line| line.text.position_of(offset).is_some());
            let Some(line) = shown else { continue };
            let sign = match kind {
                MarkKind::Named(letter) => MarginSign::Named(letter),
                MarkKind::Bookmark | MarkKind::Read => MarginSign::Bookmark,
            };
            into.push(Adornment { line, kind: Kind::Margin(sign.sign(lang)), role: Role::Bookmark });
        }
    }

    fn seam_signs(
        &self,
        story: &Story,
        seams: &[(usize, &SeamAt)],
        first: usize,
        lines: &[Line],
        into: &mut Vec<Adornment>,
    ) {
        let settings = self.reader.settings();
        let shown = self.reader.seams() == Seams::Shown;
        let chosen = story.chosen().filter(|_| shown);
        for (nth, seam) in seams {
            let (line, chosen) = (seam.line - first, chosen == Some(*nth));
            if shown {
                let role = if chosen { Role::ChosenSeam } else { Role::Seam };
                let within = around(lines[line].text.as_str(), seam.at);
                into.push(Adornment { line, kind: Kind::Within(within), role });
            }
            let (confidence, in_doubt) = match seam.kind {
                SeamKind::Seam { confidence, .. } => (confidence, MarginSign::Doubt),
                SeamKind::Boundary { confidence, .. } => (confidence, MarginSign::Boundary),
                SeamKind::Gap(_) => continue,
            };
            let doubtful = confidence < settings.doubtful_below;
            let role = if doubtful { Role::Doubt } else { Role::Quiet };
            let sign = match (shown, doubtful) {
                (true, _) => MarginSign::Sure(confidence.percent()),
                (false, true) => in_doubt,
                (false, false) => continue,
            };
            into.push(Adornment { line, kind: Kind::Margin(sign.sign(settings.lang)), role });
        }
    }

    fn hits(&self, first: usize, count: usize, into: &mut Vec<Adornment>) {
        let Some(search) = self.reader.search() else { return };
        for line in 0..count {
            for hit in search.on_line(first + line) {
                let role = if search.current() == Some(hit.hit) { Role::CurrentHit } else { Role::Hit };
                into.push(Adornment { line, kind: Kind::Within(hit.range.clone()), role });
            }
        }
    }
}

/// The character before a place of a text and the one behind it.
fn around(text: &str, at: usize) -> std::ops::Range<usize> {
    let before = text[..at].chars().next_back().map_or(0, char::len_utf8);
    let behind = text[at..].chars().next().map_or(0, char::len_utf8);
    at - before..at + behind
}
