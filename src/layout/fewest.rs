//! Fewest: lines such that as few as possible are visibly short, and the last is no single Han.
//!
//! First fit is short wherever a Han with its stop does not fit any more. But a line that must be short anyway may as
//! well give up one Han more: all lines behind it then end elsewhere, and the best of the two ways often has no short
//! line for long. textwrap's optimal fit does not find this: it makes the sum of squares small, and so makes more lines
//! short, each by less (measured on newspaper text, 13 % against first fit's 10 %).

use super::fragments::{Piece, Room};

/// Prices, in the coin of one line that is two cells short.
mod price {
    /// A line two cells short.
    pub(super) const SEEN: u32 = 32;
    /// What the further cells, cubed, are divided by: a line is up to six cells short rather than that another is short
    /// too, never seven, nor eight rather than three others. Squares, which grow sooner, make more lines short (without
    /// hanging 10.1 % against 9.9 % on the demo).
    pub(super) const DEEPER: u32 = 3;
    /// A line one cell short is hardly seen, but given the choice the fuller one is taken.
    pub(super) const HARDLY: u32 = 1;
    /// 孤字不成行 (CLREQ 3.1.10): a single Han on the last line is seen a little more than a Han too few above it.
    pub(super) const LONE: u32 = SEEN + 2;
    /// Where every tenth line is short as it is, one more is not spent on that: the Han gets company only where a line that
    /// is short anyway can be another one. So it does in six of ten cases.
    pub(super) const LONE_AMONG_MANY: u32 = SEEN - 1;
}

/// No line of its own will gives up more than this part of its room, so that the edge stays an edge in narrow columns.
const GIVEN: u32 = 3;

/// What a paragraph's end is, should its last piece stand alone on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As good as any.
    Sound,
    /// A single Han where stops hang, and few lines are short.
    Lone,
    /// A single Han where no stop hangs, and many are.
    LoneAmongMany,
}

impl End {
    fn price(self) -> u32 {
        match self {
            Self::Sound => 0,
            Self::Lone => price::LONE,
            Self::LoneAmongMany => price::LONE_AMONG_MANY,
        }
    }
}

/// What a line costs that lacks so many cells.
fn price_of(missing: u32) -> u32 {
    match missing {
        0 => 0,
        1 => price::HARDLY,
        _ => price::SEEN.saturating_add((missing - 2).saturating_pow(3).div_ceil(price::DEEPER)),
    }
}

/// True where first fit left something to be mended: a short line, or a single Han on the last.
pub(super) fn is_blemished(pieces: &[Piece], room: Room, lines: &[usize], end: End) -> bool {
    let [full @ .., last] = lines else { return false };
    let mut start = 0;
    let short = full.iter().enumerate().any(|(nth, &count)| {
        let line = &pieces[start..start + count];
        start += count;
        missing(line.iter().map(Piece::advance).sum(), line.last(), room.of(nth)) > 1
    });
    short || (end != End::Sound && *last == 1 && !full.is_empty())
}

/// The cells that a line of that advance lacks, blanks at its end not counted and a hanging stop only as far as it is
/// within the measure.
fn missing(advance: u32, last: Option<&Piece>, room: u32) -> u32 {
    room.saturating_sub(advance - last.map_or(0, Piece::blanks))
}

/// The cheapest lines, as the number of pieces of each: by dynamic programming over their ends. `close` is what the last
/// piece alone would be.
pub(super) fn fewest(pieces: &[Piece], room: Room, close: End) -> Vec<usize> {
    let advances: Vec<u32> = sums(pieces);
    // For each end: the price of the lines so far, and where the last of them begins.
    let mut best: Vec<Option<(u32, usize)>> = vec![None; pieces.len() + 1];
    best[0] = Some((0, 0));
    let mut fullest = 0;
    for start in 0..pieces.len() {
        let Some((so_far, _)) = best[start] else { continue };
        let room = room.of(start);
        let ends_at = |end: usize| advances[end - 1] - advances[start] + pieces[end - 1].width;
        fullest = fullest.max(start + 1);
        while fullest < pieces.len() && ends_at(fullest + 1) <= room {
            fullest += 1;
        }
        for end in (start + 1..=fullest).rev() {
            let last = end == pieces.len();
            let missing = missing(advances[end] - advances[start], pieces.get(end - 1), room);
            if end < fullest && missing > room / GIVEN {
                break;
            }
            let alone = end - start == 1 && start > 0;
            let price = match (last, alone) {
                (true, true) => close.price(),
                (true, false) => 0,
                (false, _) => price_of(missing),
            };
            let price = so_far.saturating_add(price);
            // Of equals the one that is short later: nothing is given up before it must be.
            if best[end].is_none_or(|(least, _)| price <= least) {
                best[end] = Some((price, start));
            }
        }
    }
    counts(&best)
}

/// The advance of all pieces before each.
fn sums(pieces: &[Piece]) -> Vec<u32> {
    let mut sum = 0;
    let before = pieces.iter().map(|piece| {
        sum += piece.advance();
        sum
    });
    std::iter::once(0).chain(before).collect()
}

/// The way back from the end.
fn counts(best: &[Option<(u32, usize)>]) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut end = best.len() - 1;
    while let Some((_, start)) = best[end].filter(|_| end > 0) {
        lines.push(end - start);
        end = start;
    }
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests {
    use super::price_of;

    #[test]
    fn a_line_far_too_short_is_worse_than_others_a_little_short() {
        let little = price_of(2);
        assert!((3..=6).all(|missing| price_of(missing) < 2 * little));
        assert!((7..200).all(|missing| price_of(missing) > 2 * little));
        assert!((8..200).all(|missing| price_of(missing) > 3 * little));
        assert!(price_of(1) * 10 < little, "one cell is hardly seen");
    }
}
