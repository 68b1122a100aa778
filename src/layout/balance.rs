//! Balance: headlines, whose lines are about equal and end where the sense does.
//!
//! A newspaper leaves a blank between the halves of a headline; that is where its lines end first, then behind and
//! before marks, and inside a phrase only where the lines would else be very unequal.

use super::breaks::Galley;
use super::classes::Class;
use super::fill::{Row, rows};
use super::fragments::{Piece, Room, pieces};
use textwrap::wrap_algorithms::wrap_first_fit;

/// Prices of line ends, in the coin of the raggedness: squared cells. A line that is `n` cells longer or shorter than
/// the mean costs `n²`.
mod price {
    /// At a blank before ——, where the half begins that explains: nothing.
    pub(super) const HALF: u64 = 0;
    /// At any other blank: given the choice, the lines may be 5 cells off each (5² twice) to end at a —— instead.
    pub(super) const BLANK: u64 = 7 * 7;
    /// Behind a stop or closer, before an opener: one line may be 7 cells off to end at a blank instead.
    pub(super) const MARK: u64 = 10 * 10;
    /// Behind 的 or 了, which end a phrase: one line may be 10 cells off to end there instead of inside a phrase.
    pub(super) const PARTICLE: u64 = 12 * 12;
    /// Between two Han: halves may be 10 cells longer and shorter than the mean (10² twice, and the blank) before one
    /// is parted; a half that does not fit is parted near its middle.
    pub(super) const PHRASE: u64 = 16 * 16;
    /// Between a number and its Han unit (3月, 9人), before a particle: a phrase goes over it.
    pub(super) const WORD: u64 = 20 * 20;
}

/// Breaks a galley into lines about equal, none over `room` cells.
pub(super) fn balance(galley: &Galley<'_>, room: u32) -> Vec<Row> {
    let pieces = pieces(galley, Room { first: room, rest: room });
    let least = wrap_first_fit(&pieces, &[f64::from(room)]).len();
    let whole: u64 = pieces.iter().map(|piece| u64::from(piece.advance())).sum();
    rows(galley, &pieces, &cheapest(galley, &pieces, room, whole / least.max(1) as u64))
}

/// The cheapest way to break `pieces` into lines of about `mean` cells: pieces of each line. By dynamic programming
/// over the places a line can end; the last line has its width but no place to pay for.
fn cheapest(galley: &Galley<'_>, pieces: &[Piece], room: u32, mean: u64) -> Vec<usize> {
    // For each end: what the lines so far cost, and where the last of them begins.
    let mut best: Vec<(u64, usize)> = vec![(0, 0)];
    for end in 1..=pieces.len() {
        let place = price_of(galley, pieces, end);
        let mut width = 0;
        let mut found: Option<(u64, usize)> = None;
        // No more pieces than cells: pieces without width must not make this quadratic.
        let starts = (0..end).rev().take(room.max(1) as usize);
        for start in starts {
            let piece = &pieces[start];
            width += if start + 1 == end { piece.width } else { piece.advance() };
            if width > room && found.is_some() {
                break;
            }
            let off = u64::from(width).abs_diff(mean);
            let cost = best[start].0.saturating_add(off * off).saturating_add(place);
            if found.is_none_or(|(least, _)| cost < least) {
                found = Some((cost, start));
            }
        }
        best.push(found.unwrap_or((0, end - 1)));
    }
    let mut lines = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        let start = best[end].1;
        lines.push(end - start);
        end = start;
    }
    lines.reverse();
    lines
}

fn price_of(galley: &Galley<'_>, pieces: &[Piece], end: usize) -> u64 {
    let Some(next) = pieces.get(end) else { return 0 };
    let at = next.clusters.start;
    let (before, behind) = (galley.clusters[at - 1].class, galley.clusters[at].class);
    match (before, behind) {
        (Class::Space, _) if is_latin_blank(galley, at) => price::MARK,
        (Class::Space, Class::Inseparable) => price::HALF,
        (Class::Space, _) => price::BLANK,
        (Class::Ideograph, Class::Ideograph) => between_han(galley.cluster(at - 1), galley.cluster(at)),
        (_, next) if next.opens() => price::MARK,
        (last, _) if last.begins_no_line() => price::MARK,
        (Class::Digit, Class::Ideograph) => price::WORD,
        _ => price::PHRASE,
    }
}

/// Without a dictionary nobody knows where words end, but the commonest particles say something.
fn between_han(before: &str, behind: &str) -> u64 {
    match (before, behind) {
        (_, "的" | "了" | "着" | "们" | "等") => price::WORD,
        ("的" | "了", _) => price::PARTICLE,
        _ => price::PHRASE,
    }
}

/// True for the blank between two Latin words, which says nothing of halves.
fn is_latin_blank(galley: &Galley<'_>, at: usize) -> bool {
    let last = galley.inked(&(0..at)).end.checked_sub(1).map(|nth| galley.clusters[nth].class);
    last.is_some_and(Class::is_word) && galley.clusters[at].class.is_word()
}

#[cfg(test)]
mod tests {
    use super::super::Ambiguous;
    use super::super::breaks::Manner;
    use super::*;

    fn check(room: u32, text: &str, expected: &str) {
        let galley = Galley::compose(text, Ambiguous::Narrow, Manner::Display);
        let lines: Vec<&str> = balance(&galley, room).into_iter().map(|row| &text[row.bytes]).collect();
        assert_eq!(lines.join("|"), expected, "at {room}");
    }

    #[test]
    fn headlines() {
        for (room, text, expected) in [
            // What fits stays on one line.
            (40, "江城老街改造 先问居民再动工", "江城老街改造 先问居民再动工"),
            // The blank first, even where the halves are unequal.
            (24, "江城老街改造 先问居民再动工", "江城老街改造|先问居民再动工"),
            (
                40,
                "河湾大桥主桥合龙 沿江两岸明年起一桥通达往来只要五分钟",
                "河湾大桥主桥合龙|沿江两岸明年起一桥通达往来只要五分钟",
            ),
            (26, "春耕由南向北展开 秋种早备 ——河湾田间见闻", "春耕由南向北展开 秋种早备|——河湾田间见闻"),
            // No blank: about equal.
            (20, "江城老街改造先问居民再动工", "江城老街改造先|问居民再动工"),
            // Behind a stop rather than in the very middle.
            (24, "老街改造，先问居民以后再动工", "老街改造，|先问居民以后再动工"),
            // Behind a particle rather than inside a word.
            (20, "夜读 一座小城的图书馆为什么总亮着灯", "夜读 一座小城的|图书馆为什么总亮着灯"),
            // A number stays with its unit.
            (18, "两岸居民到3月都可通行", "两岸居民到|3月都可通行"),
            (24, "A Quiet Street and Its Hundred Lamps", "A Quiet Street|and Its Hundred Lamps"),
            (1, "夜读", "夜|读"),
            (0, "夜读 ab", "夜|读|a|b"),
            (9, "", ""),
        ] {
            check(room, text, expected);
        }
    }
}
