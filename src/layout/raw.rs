//! Raw: a page as the OCR left it, each line of the file wrapped where it is too long, Markdown marks and all.

use super::breaks::{Galley, Manner};
use super::fill::first_fit;
use super::fragments::Room;
use super::{Line, LineKind, Measure};
use crate::source::{Source, Span, Text};

/// The lines of a page.
pub(super) fn page(source: &Source, measure: &Measure) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for printed in source.text().split('\n') {
        printed_line(source, start, printed, measure, &mut lines);
        start += printed.len() + 1;
    }
    if source.text().ends_with('\n') {
        lines.pop();
    }
    lines
}

/// One line of the file, that begins at byte `start`. Blanks at its head stay: they say how the OCR saw the page.
fn printed_line(source: &Source, start: usize, printed: &str, measure: &Measure, lines: &mut Vec<Line>) {
    let galley = Galley::compose(printed, measure, Manner::Standing);
    let room = u32::from(measure.width.0);
    let rows = first_fit(&galley, Room { first: room, rest: room });
    if rows.is_empty() {
        lines.push(Line::blank());
    }
    for row in rows {
        let text = Text::cut(source, Span::new(start + row.bytes.start, start + row.bytes.end));
        lines.push(Line::set(LineKind::Raw, 0, text, row.width));
    }
}
