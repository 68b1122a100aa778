//! Fragments: a galley cut where its lines may end, in the form that textwrap's algorithms ask for.
//!
//! The stop that may hang is a piece's *whitespace*: it counts where the line goes on, and is free where the line ends,
//! like the blank behind a word. So hanging needs no rule in the filling.

use super::breaks::{Galley, Grade, Manner};
use super::classes::Class;
use std::ops::Range;
use textwrap::core::Fragment;

/// The clusters between two possible line ends.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Which clusters.
    pub(super) clusters: Range<usize>,
    /// The cells that always count.
    pub(super) width: u32,
    /// The cells of the stop that may hang, and of the blanks.
    tail: u32,
    /// Those of the blanks alone.
    blanks: u32,
}

impl Piece {
    /// The cells it takes where the line goes on behind it.
    pub(super) fn advance(&self) -> u32 {
        self.width + self.tail
    }

    /// The cells of the blanks at its end, which are not set where a line ends.
    pub(super) fn blanks(&self) -> u32 {
        self.blanks
    }
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        f64::from(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(self.tail)
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The room of the first line, and of all others, in cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Of the first line.
    pub(super) first: u32,
    /// Of the others.
    pub(super) rest: u32,
}

impl Room {
    /// The room of a line by its number, or by that of its first piece.
    pub(super) fn of(self, nth: usize) -> u32 {
        if nth == 0 { self.first } else { self.rest }
    }
}

/// Cuts a galley into pieces. Those that no line could hold are cut further, at the mildest grade that helps; only a
/// single cluster can remain wider than its line.
pub(super) fn pieces(galley: &Galley<'_>, room: Room) -> Vec<Piece> {
    let mut pieces = Vec::new();
    cut(galley, 0..galley.clusters.len(), room, Grade::Free, &mut pieces);
    pieces
}

fn cut(galley: &Galley<'_>, run: Range<usize>, room: Room, grade: Grade, pieces: &mut Vec<Piece>) {
    let mut start = run.start;
    for end in run.start + 1..=run.end {
        if end < run.end && galley.clusters[end].before > grade {
            continue;
        }
        let piece = piece(galley, start..end);
        let limit = if pieces.is_empty() { room.first } else { room.rest };
        match grade.dearer() {
            Some(dearer) if piece.width > limit && end - start > 1 => {
                cut(galley, start..end, room, dearer, pieces);
            }
            _ => pieces.push(piece),
        }
        start = end;
    }
}

fn piece(galley: &Galley<'_>, clusters: Range<usize>) -> Piece {
    let inked = galley.inked(&clusters);
    let core = inked.start..inked.end - usize::from(hangs(galley, &inked, clusters.end));
    let width = galley.cells(&core);
    let tail = galley.cells(&(core.end..clusters.end));
    let blanks = galley.cells(&(inked.end..clusters.end));
    Piece { clusters, width, tail, blanks }
}

/// One stop may hang (CLREQ 3.1.9: one, never a quotation mark), if the line could end behind it: the 。 of 。” stays
/// with its quotation mark, so that no half of them hangs.
fn hangs(galley: &Galley<'_>, inked: &Range<usize>, next: usize) -> bool {
    let last = galley.clusters[inked.clone()].last();
    galley.manner == Manner::Hanging
        && last.is_some_and(|cluster| cluster.class == Class::Stop)
        && galley.clusters.get(next).is_none_or(|cluster| cluster.before == Grade::Free)
}
