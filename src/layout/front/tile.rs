//! Tile: a story's words, set to the width of a tile.

use super::rank::Story;
use super::{Detail, TileFrame, TileKind};
use crate::layout::balance::balance;
use crate::layout::breaks::{Galley, Manner};
use crate::layout::classes::{Class, class};
use crate::layout::fill::{Row, fill};
use crate::layout::fragments::Room;
use crate::layout::width::{clusters, width};
use crate::layout::{Line, LineKind, Measure};
use crate::source::Text;

/// Where a text was cut short. It stands nowhere in the source.
const ELLIPSIS: &str = "…";

/// Lines of a headline in a tile, and of a deck: what is longer is cut short.
const HEADLINE: usize = 3;
const DECK: usize = 2;

/// Rows of words in a photograph's frame.
const CAPTION: usize = 3;

/// Two Han, as in running text.
const INDENT: u16 = 4;

/// A lede has this much more room in the lead than in other stories.
const LEAD: usize = 2;

/// Cells and rows that a frame takes at either side.
pub(super) const FRAME: (u16, usize) = (2, 1);

/// What is drawn around a story.
pub(super) fn frame(story: &Story<'_>, detail: Detail, room: u16) -> TileFrame {
    // In a column that a frame would leave no room in, words go first.
    match (story.kind, detail) {
        (TileKind::Photo, Detail::Lede(_)) if room >= 8 * FRAME.0 => TileFrame::Boxed,
        _ => TileFrame::Open,
    }
}

/// The lines of a story in a tile of `room` cells within its frame; at least one.
pub(super) fn lines(story: &Story<'_>, detail: Detail, measure: &Measure, room: u16) -> Vec<Line> {
    let mut lines = match (story.kind, detail) {
        (TileKind::Lead, _) => lead(story, detail, measure, room),
        (TileKind::Brief, _) | (_, Detail::List) => headline_or_words(story, measure, room, 1),
        (TileKind::Photo, Detail::Lede(_)) => headline_or_words(story, measure, room, CAPTION),
        (TileKind::Story, Detail::Lede(rows)) => {
            let mut lines = headline_or_words(story, measure, room, HEADLINE.min(rows + 1));
            if story.title.is_some() {
                lines.extend(running(&story.lede, LineKind::BodyFirst, measure, (room, INDENT), rows));
            }
            lines
        }
    };
    if lines.is_empty() {
        lines.push(Line::blank());
    }
    lines
}

/// A headline as large as cells allow, kicker, deck, and the first lines.
fn lead(story: &Story<'_>, detail: Detail, measure: &Measure, room: u16) -> Vec<Line> {
    let (decks, rows) = match detail {
        Detail::Lede(rows) => (DECK, rows + LEAD),
        Detail::List => (1, LEAD),
    };
    let mut lines = Vec::new();
    if let Some(kicker) = story.kicker {
        lines.extend(centred(kicker, LineKind::Kicker, measure, room, 1));
    }
    if let Some(title) = story.title {
        lines.extend(display(title, LineKind::Headline, measure, room));
    }
    if let Some(deck) = story.deck {
        lines.extend(centred(deck, LineKind::Deck, measure, room, decks));
    }
    lines.extend(running(&story.lede, LineKind::BodyFirst, measure, (room, INDENT), rows));
    lines
}

/// The headline, at the left; for what has none, its first words.
fn headline_or_words(story: &Story<'_>, measure: &Measure, room: u16, most: usize) -> Vec<Line> {
    let kind = if story.kind == TileKind::Photo { LineKind::Caption } else { LineKind::Body };
    match story.title {
        Some(title) if most > 1 => {
            let title = title.trim();
            let galley = Galley::compose(title.as_str(), measure, Manner::Display);
            let rows = balance(&galley, room.into());
            if rows.len() <= most {
                return rows.iter().map(|row| line(LineKind::Headline, 0, row, &title)).collect();
            }
            running(&title, LineKind::Headline, measure, (room, 0), most)
        }
        Some(title) => running(title, LineKind::Headline, measure, (room, 0), most),
        None => running(&story.lede, kind, measure, (room, 0), most),
    }
}

/// A headline in large type: a blank between characters, as printers space (加空) a short title, where two lines hold
/// it so; else as it is.
pub(super) fn display(text: &Text, kind: LineKind, measure: &Measure, room: u16) -> Vec<Line> {
    let text = text.trim();
    let galley = Galley::compose(text.as_str(), measure, Manner::Display);
    // A Han and its blank are three cells, of which the text itself is two.
    let mut rows = balance(&galley, u32::from(room) * 2 / 3);
    for row in &mut rows {
        row.blanks = spaced(&galley, row);
        row.width += u16::try_from(row.blanks.len()).unwrap_or(0);
    }
    if rows.len() > 2 || rows.iter().any(|row| row.width > room) {
        return centred(&text, kind, measure, room, HEADLINE);
    }
    rows.iter().map(|row| line(kind, room.saturating_sub(row.width) / 2, row, &text)).collect()
}

/// Where a spaced title has its blanks: between Han, beside Latin words, and one more where there is one. Marks bring
/// their own.
fn spaced(galley: &Galley<'_>, row: &Row) -> Vec<usize> {
    let seam = |nth: &usize| match (galley.clusters[nth - 1].class, galley.clusters[*nth].class) {
        (Class::Space, _) => true,
        (Class::Ideograph, next) => next == Class::Ideograph || next.is_word(),
        (last, Class::Ideograph) => last.is_word(),
        _ => false,
    };
    let seams = (row.clusters.start + 1..row.clusters.end).filter(seam);
    seams.map(|nth| galley.bytes(&(nth..nth)).start).collect()
}

/// A part of the head, balanced and centred, of at most `most` lines.
fn centred(text: &Text, kind: LineKind, measure: &Measure, room: u16, most: usize) -> Vec<Line> {
    let text = text.trim();
    let galley = Galley::compose(text.as_str(), measure, Manner::Display);
    let rows = balance(&galley, room.into());
    if rows.len() > most {
        return running(&text, kind, measure, (room, 0), most);
    }
    rows.iter().map(|row| line(kind, room.saturating_sub(row.width) / 2, row, &text)).collect()
}

/// The first `most` lines of a text; the last ends with … where it goes on. The first is indented.
fn running(
    text: &Text,
    kind: LineKind,
    measure: &Measure,
    (room, indent): (u16, u16),
    most: usize,
) -> Vec<Line> {
    let text = beginning(&text.trim(), room, most);
    let galley = Galley::compose(text.as_str(), measure, Manner::Standing);
    let indent = indent.min(room / 4) & !1;
    let rows = fill(&galley, Room { first: (room - indent).into(), rest: room.into() });
    let rest = if kind == LineKind::BodyFirst { LineKind::Body } else { kind };
    let mut lines = Vec::new();
    for (nth, row) in rows.iter().take(most).enumerate() {
        let (kind, indent) = if nth == 0 { (kind, indent) } else { (rest, 0) };
        lines.push(if nth + 1 == most && rows.len() > most {
            cut_short(&text.slice(row.bytes.start..text.as_str().len()), kind, indent, measure, room)
        } else {
            line(kind, indent, row, &text)
        });
    }
    lines
}

/// What can at most be shown of a text: no line holds more bytes of Han, and of what takes no cells nobody sees more.
fn beginning(text: &Text, room: u16, most: usize) -> Text {
    let bytes = (usize::from(room) + 8) * (most + 1) * 4;
    let end = (0..=bytes.min(text.as_str().len())).rev().find(|&at| text.as_str().is_char_boundary(at));
    text.slice(0..end.unwrap_or(0))
}

/// A line with as much of a text as fits, and … behind it; it does not end with an opener.
fn cut_short(text: &Text, kind: LineKind, indent: u16, measure: &Measure, room: u16) -> Line {
    let sign = width(ELLIPSIS, measure.ambiguous).0;
    let mut left = room.saturating_sub(indent + sign);
    let (mut at, mut end) = (0, 0);
    for (cluster, cells) in clusters(text.as_str(), measure.ambiguous) {
        let Some(less) = left.checked_sub(u16::from(cells)) else { break };
        left = less;
        at += cluster.len();
        let class = class(cluster);
        if !class.opens() && class != Class::Space {
            end = at;
        }
    }
    let mut text = text.slice(0..end);
    if sign + indent <= room {
        text.push_filler(ELLIPSIS);
    }
    let cells = width(text.as_str(), measure.ambiguous);
    Line::set(kind, indent, text, cells.0)
}

fn line(kind: LineKind, indent: u16, row: &Row, text: &Text) -> Line {
    Line::set(kind, indent, row.cut(text), row.width)
}
