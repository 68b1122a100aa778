//! Marks: the seams, gaps and boundary of a paragraph, each at its byte of its line.

use super::fill::Row;
use super::{Line, LineMark, LineMarkKind};
use crate::source::Text;
use crate::stitch::{Article, Boundary, Confidence, Gap, GapKind, Paragraph};
use std::collections::BTreeMap;

/// A place in a paragraph's text.
enum Place {
    /// Before the character at this byte, and so on that character's line.
    Before(usize),
    /// Behind the character that ends at this byte, and so on that character's line.
    Behind(usize),
}

/// The boundaries at the heads of an article's paragraphs, by these. One within a paragraph has a seam there; one at a
/// headline is told at the first paragraph. Where two meet it is the less sure that counts.
pub(super) fn boundaries(article: &Article) -> BTreeMap<usize, LineMarkKind> {
    let paragraphs = article.paragraphs.iter().enumerate();
    let fragments = paragraphs
        .flat_map(|(nth, p)| p.fragments.iter().enumerate().map(move |(at, f)| (f.block, (nth, at))));
    let places: BTreeMap<_, _> = fragments.collect();
    let mut told: BTreeMap<usize, (usize, Confidence)> = BTreeMap::new();
    for (boundary, Boundary { block, confidence, .. }) in article.boundaries.iter().enumerate() {
        let (nth, at) = places.get(block).copied().unwrap_or_default();
        if at == 0 && told.get(&nth).is_none_or(|(_, other)| other > confidence) {
            told.insert(nth, (boundary, *confidence));
        }
    }
    let mark = |(nth, (boundary, confidence))| (nth, LineMarkKind::Boundary { boundary, confidence });
    told.into_iter().map(mark).collect()
}

/// Puts the marks of paragraph `nth` on its lines. `text` is the paragraph's text without blanks at its ends;
/// `rows[i]` says which of its bytes are on `lines[i]`.
pub(super) fn place(
    nth: usize,
    paragraph: &Paragraph,
    boundary: Option<LineMarkKind>,
    text: &Text,
    rows: &[Row],
    lines: &mut [Line],
) {
    let seams = paragraph.seams.iter().zip(paragraph.fragments.iter().skip(1)).enumerate();
    let seams = seams.filter_map(|(seam, (joint, next))| {
        let at = text.position_of(next.text.trim().spans().next()?.start)?;
        Some((Place::Before(at), LineMarkKind::Seam { paragraph: nth, seam, confidence: joint.confidence }))
    });
    let gaps = paragraph.gaps.iter().map(|gap| (place_of(gap, text), LineMarkKind::Gap(gap.kind)));
    let boundary = boundary.map(|kind| (Place::Before(0), kind));
    for (place, kind) in boundary.into_iter().chain(seams).chain(gaps) {
        let line = match place {
            Place::Before(at) => rows.partition_point(|row| row.bytes.end <= at),
            Place::Behind(at) => rows.partition_point(|row| row.bytes.end < at),
        };
        let line = line.min(rows.len().saturating_sub(1));
        if let (Some(row), Some(line)) = (rows.get(line), lines.get_mut(line)) {
            let at = on_line(&place, row);
            line.marks.push(LineMark { at: border(line.text.as_str(), at), kind });
        }
    }
    for line in lines {
        line.marks.sort_by_key(|mark| mark.at);
    }
}

/// The byte of the row's line at a place, behind the blanks that were added before it.
fn on_line(place: &Place, row: &Row) -> usize {
    let (at, blanks) = match *place {
        Place::Before(at) => (at, row.blanks.partition_point(|&blank| blank <= at)),
        Place::Behind(at) => (at, row.blanks.partition_point(|&blank| blank < at)),
    };
    at.clamp(row.bytes.start, row.bytes.end) - row.bytes.start + blanks
}

/// The character border at or before byte `at`.
fn border(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn place_of(gap: &Gap, text: &Text) -> Place {
    let before = text.position_of(gap.at);
    let behind = gap.at.checked_sub(1).and_then(|last| text.position_of(last)).map(|last| last + 1);
    match gap.kind {
        GapKind::StartMissing => Place::Before(before.unwrap_or(0)),
        GapKind::CutWithoutContinuation | GapKind::UnbalancedQuote => {
            Place::Behind(behind.or(before).unwrap_or(text.as_str().len()))
        }
    }
}
