//! Balance: headlines, whose lines are about equal and end where the sense does.
//!
//! A newspaper leaves a blank between the halves of a headline; that is where its lines end first, then behind and
//! before marks, and inside a phrase only where the lines would else be very unequal.

use super::breaks::Galley;
use super::classes::Class;
use super::fill::{Row, rows};
use super::fragments::{Piece, Room, pieces};
use textwrap::wrap_algorithms::wrap_first_fit;

/// Prices, in the coin of the raggedness: squared cells. A line that is `n` cells longer or shorter than the mean costs
/// `n²`.
mod price {
    /// A line end at a blank before ——, where the half begins that explains: nothing.
    pub(super) const HALF: u64 = 0;
    /// At any other blank: given the choice, two lines may be 5 cells off to end at a —— instead.
    pub(super) const BLANK: u64 = 7 * 7;
    /// Behind a stop or closer, before an opener: one line may be 7 cells off to end at a blank instead.
    pub(super) const MARK: u64 = 10 * 10;
    /// Behind 的 or 了, which end a phrase: one line may be 10 cells off to end there instead of inside a phrase.
    pub(super) const PARTICLE: u64 = 12 * 12;
    /// Between two Han: two lines may be 10 cells off (five Han) before a half is parted that fits on a line.
    pub(super) const PHRASE: u64 = 16 * 16;
    /// Between a number and its Han unit (3月, 9人), behind a single —, before a particle: one line may be 12 cells off
    /// to end somewhere else inside the phrase.
    pub(super) const WORD: u64 = 20 * 20;
    /// A blank inside a line that begins or ends inside a half: such a line reads as one half made of two torn ones.
    pub(super) const MIXED: u64 = 20 * 20;
    /// One line more: only for something better than a slightly more even edge.
    pub(super) const LINE: u64 = 5 * 5;
}

/// How many lines more than the fewest are worth a try: a headline rarely has more than three halves.
const MORE_LINES: u64 = 2;

/// What has more pieces than this is no headline, whatever the OCR says, and is filled like running text.
const LONGEST: usize = 1000;

/// Breaks a galley into lines about equal, none over `room` cells.
pub(super) fn balance(galley: &Galley<'_>, room: u32) -> Vec<Row> {
    let pieces = pieces(galley, Room { first: room, rest: room });
    let filled: Vec<usize> =
        wrap_first_fit(&pieces, &[f64::from(room)]).iter().map(|line| line.len()).collect();
    if filled.len() == 1 || pieces.len() > LONGEST {
        return rows(galley, &pieces, &filled);
    }
    let fewest = filled.len() as u64;
    let whole: u64 = pieces.iter().map(|piece| u64::from(piece.advance())).sum();
    let places: Vec<u64> = (0..=pieces.len()).map(|end| price_of(galley, &pieces, end)).collect();
    let tries = (fewest..=fewest + MORE_LINES).map(|lines| cheapest(&pieces, &places, room, whole / lines));
    let (_, lines) = tries.min_by_key(|(cost, _)| *cost).unwrap_or_default();
    rows(galley, &pieces, &lines)
}

/// The cheapest way to break `pieces` into lines of about `mean` cells: its cost, and how many pieces each line has.
/// `places[i]` is the price of a line end before piece `i`. By dynamic programming over the line ends.
fn cheapest(pieces: &[Piece], places: &[u64], room: u32, mean: u64) -> (u64, Vec<usize>) {
    // For each end: what the lines so far cost, and where the last of them begins.
    let mut best: Vec<(u64, usize)> = vec![(0, 0)];
    for end in 1..=pieces.len() {
        let mut width = 0;
        let mut halves = false;
        let mut found: Option<(u64, usize)> = None;
        for start in (0..end).rev() {
            let last = start + 1 == end;
            width += if last { pieces[start].width } else { pieces[start].advance() };
            if width > room && found.is_some() {
                break;
            }
            halves |= !last && places[start + 1] <= price::BLANK;
            let torn = places[start].max(places[end]) > price::BLANK;
            let mixed = if halves && torn { price::MIXED } else { 0 };
            let off = u64::from(width).abs_diff(mean);
            let line = (off * off).saturating_add(places[end] + mixed + price::LINE);
            let cost = best[start].0.saturating_add(line);
            if found.is_none_or(|(least, _)| cost < least) {
                found = Some((cost, start));
            }
        }
        best.push(found.unwrap_or((u64::MAX, end - 1)));
    }
    let mut lines = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        let start = best[end].1;
        lines.push(end - start);
        end = start;
    }
    lines.reverse();
    (best[pieces.len()].0, lines)
}

/// The price of a line end before piece `end`; none at the head and at the end of the text.
fn price_of(galley: &Galley<'_>, pieces: &[Piece], end: usize) -> u64 {
    let at = match pieces.get(end) {
        Some(next) if next.clusters.start > 0 => next.clusters.start,
        _ => return 0,
    };
    let (before, behind) = (galley.clusters[at - 1].class, galley.clusters[at].class);
    match (before, behind) {
        (Class::Space, _) if is_latin_blank(galley, at) => price::MARK,
        (Class::Space, Class::Inseparable | Class::LongDash) => price::HALF,
        (Class::Space, _) => price::BLANK,
        (Class::Ideograph, Class::Ideograph) => between_han(galley.cluster(at - 1), galley.cluster(at)),
        (_, next) if next.opens() => price::MARK,
        (Class::Digit | Class::Inseparable | Class::LongDash | Class::NonStarter, _) => price::WORD,
        (last, _) if last.begins_no_line() => price::MARK,
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
    use super::super::Measure;
    use super::super::breaks::Manner;
    use super::*;

    fn check(room: u32, text: &str, expected: &str) {
        let galley = Galley::compose(text, &Measure::default(), Manner::Display);
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
            // A half that does not fit is parted, behind a particle rather than inside a word, and not mixed with others.
            (20, "夜读 一座小城的图书馆为什么总亮着灯", "夜读|一座小城的|图书馆为什么总亮着灯"),
            // A line more, rather than lines that mix torn halves.
            (
                50,
                "三月河湾大桥主桥合龙，两岸车流一桥贯通 ——江城晨报记者走访桥南桥北老渡口居民 说变化，话将来",
                "三月河湾大桥主桥合龙，两岸车流一桥贯通|——江城晨报记者走访桥南桥北老渡口居民|说变化，话将来",
            ),
            (30, "河湾—江城大桥昨日合龙通车 两岸同贺", "河湾—江城大桥昨日合龙通车|两岸同贺"),
            // A number stays with its unit.
            (18, "两岸居民到3月都可通行", "两岸居民到|3月都可通行"),
            (24, "A Quiet Street and Its Hundred Lamps", "A Quiet Street and|Its Hundred Lamps"),
            (1, "夜读", "夜|读"),
            (0, "夜读 ab", "夜|读|a|b"),
            (9, "", ""),
        ] {
            check(room, text, expected);
        }
    }
}
