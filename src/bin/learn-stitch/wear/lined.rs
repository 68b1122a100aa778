//! Lined: a page as an engine leaves it that reads line by line: every printed line is a block of its own.

use super::{Dice, Owner, Piece, pieces, set};
use crate::gold::LearnPage;
use crate::press::is_no_beginning;

/// The widths that columns have here, in half ems.
const MEASURES: std::ops::Range<usize> = 26..53;

/// By how much a paragraph's first line is set in, in half ems, on four pages of five.
const INDENT: usize = 4;

/// Sets a page in lines of one width: its paragraphs one by one, with their cuts at the nearest lines' ends.
pub(crate) fn in_lines(page: &LearnPage, seed: u64) -> LearnPage {
    let mut dice = Dice::new(seed);
    let measure = MEASURES.start + dice.below(MEASURES.len());
    let indent = if dice.falls(80) { INDENT } else { 0 };
    let pieces = pieces(page);
    let mut lined = Vec::new();
    for piece in &pieces {
        match piece.owner {
            Owner::Text(..) if piece.level == 0 => lines_of(piece, &pieces, measure, indent, &mut lined),
            _ => lined.push(piece.clone()),
        }
    }
    set(page, &lined)
}

/// The lines of a piece of a paragraph. Where a paragraph's rest is lost, its last line is: a column ends with a full one.
fn lines_of(piece: &Piece, pieces: &[Piece], measure: usize, indent: usize, out: &mut Vec<Piece>) {
    /// Shorter paragraphs without a stop at their end are whole: a list, a line below a picture.
    const FEW: usize = 4;
    let mut own: Vec<&Piece> = pieces.iter().filter(|other| other.owner == piece.owner).collect();
    own.sort_by_key(|piece| piece.nth);
    let words: Vec<String> =
        own.iter().map(|piece| piece.words.replace("**", "").replace('\n', "")).collect();
    let paragraph = words.concat();
    let mut breaks = breaks(&paragraph, measure, indent);
    if breaks.len() >= FEW && paragraph.ends_with(|c: char| c.is_alphanumeric() || c == '，') {
        breaks.pop();
    }
    let end = |upto: usize| -> usize {
        let at: usize = words[..upto].iter().map(String::len).sum();
        let near = breaks.iter().copied().chain([0]).min_by_key(|line| line.abs_diff(at));
        near.filter(|_| upto < own.len()).unwrap_or(paragraph.len())
    };
    let place = own.iter().position(|other| other.nth == piece.nth).unwrap_or(0);
    let mut start = if place == 0 { 0 } else { end(place) };
    let within: Vec<usize> =
        breaks.iter().copied().filter(|at| (start + 1..=end(place + 1)).contains(at)).collect();
    for (line, at) in within.into_iter().enumerate() {
        let words = paragraph[start..at].to_owned();
        out.push(Piece { words, nth: piece.nth * 100 + line, ..piece.clone() });
        start = at;
    }
}

/// Where the lines of a paragraph end, in bytes. Figures and Latin words stay whole, a mark that begins no line is hung.
fn breaks(paragraph: &str, measure: usize, indent: usize) -> Vec<usize> {
    let whole = |c: char| c.is_ascii_alphanumeric() || ".%".contains(c);
    let chars: Vec<(usize, char)> = paragraph.char_indices().collect();
    let mut breaks = Vec::new();
    let mut room = measure - indent;
    for word in chars.chunk_by(|a, b| whole(a.1) && whole(b.1)) {
        let width: usize = word.iter().map(|(_, c)| if c.is_ascii() { 1 } else { 2 }).sum();
        let (at, first) = word[0];
        if width > room && at > 0 && !is_no_beginning(first) {
            breaks.push(at);
            room = measure;
        }
        room = room.saturating_sub(width);
    }
    breaks.push(paragraph.len());
    breaks
}
