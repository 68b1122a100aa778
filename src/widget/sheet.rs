//! A sheet: set lines with their margin.

use super::Pen;
use crate::layout::{Ambiguous, Line, LineKind};
use crate::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;

/// Lines of a sheet, from the first in view.
#[derive(Clone, Copy, Debug)]
pub struct SheetView<'a> {
    /// The lines in view.
    pub lines: &'a [Line],
    /// What is to be added to them.
    pub adornments: &'a [Adornment],
    /// Cells of margin before the text.
    pub margin: u16,
    /// How wide ambiguous characters are.
    pub ambiguous: Ambiguous,
}

/// Something added to a line; nothing of it moves the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adornment {
    /// The line, counted from the first in view.
    pub line: usize,
    /// What.
    pub kind: Kind,
    /// In which role.
    pub role: Role,
}

/// What is added, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In the margin, from its left; the first of a line is the one shown.
    Margin(String),
    /// In the last cell of the margin.
    Cursor(&'static str),
    /// These bytes of the line's text are in the role; the last that covers a byte wins.
    Within(Range<usize>),
    /// Behind the text, where there is room.
    Behind(&'static str),
}

impl SheetView<'_> {
    /// Draws as many lines as the area has rows.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, theme: Theme) {
        for (nth, (line, y)) in self.lines.iter().zip(area.top()..area.bottom()).enumerate() {
            let row = Rect { y, height: 1, ..area };
            let own: Vec<&Adornment> = self.adornments.iter().filter(|a| a.line == nth).collect();
            self.draw_margin(&own, row, buffer, theme);
            self.draw_line(line, &own, row, buffer, theme);
        }
    }

    fn draw_margin(&self, own: &[&Adornment], row: Rect, buffer: &mut Buffer, theme: Theme) {
        let margin = own.iter().find_map(|a| match &a.kind {
            Kind::Margin(sign) => Some((sign.as_str(), a.role)),
            _ => None,
        });
        if let Some((sign, role)) = margin {
            let width = self.margin.saturating_sub(1);
            Pen::new(buffer, Rect { width, ..row }, theme, self.ambiguous).write(sign, role);
        }
        for adornment in own {
            if let Kind::Cursor(sign) = adornment.kind {
                let at = Rect { x: row.x + self.margin.saturating_sub(1), width: 1, ..row };
                Pen::new(buffer, at, theme, self.ambiguous).write(sign, adornment.role);
            }
        }
    }

    fn draw_line(&self, line: &Line, own: &[&Adornment], row: Rect, buffer: &mut Buffer, theme: Theme) {
        let mut pen = Pen::new(buffer, row, theme, self.ambiguous);
        pen.skip(self.margin.saturating_add(line.indent.0));
        let plain = role_of(line.kind);
        pen.write_with(line.text.as_str(), |at| {
            let covers = |a: &&&Adornment| matches!(&a.kind, Kind::Within(range) if range.contains(&at));
            own.iter().rev().find(covers).map_or(plain, |a| a.role)
        });
        for adornment in own {
            if let Kind::Behind(words) = adornment.kind
                && crate::layout::width(words, self.ambiguous).0 <= pen.room()
            {
                pen.write(words, adornment.role);
            }
        }
    }
}

/// What a kind of line looks like.
pub(super) fn role_of(kind: LineKind) -> Role {
    match kind {
        LineKind::Headline => Role::Headline,
        LineKind::Subhead => Role::Subhead,
        LineKind::Kicker | LineKind::Deck => Role::Deck,
        LineKind::Byline | LineKind::Dateline | LineKind::Caption | LineKind::Credit => Role::Quiet,
        LineKind::Jump => Role::Jump,
        LineKind::BodyFirst | LineKind::Body | LineKind::Raw | LineKind::Blank => Role::Text,
    }
}
