//! Width: the one opinion on how many cells a piece of text takes, cluster by cluster.
//!
//! Source of the figures: crate unicode-width, `width` where the terminal draws East Asian Ambiguous characters
//! narrow, `width_cjk` where it draws or is given them wide; `replace` where others are drawn in their place. A terminal paints clusters, so a width is the sum over clusters,
//! never that of characters.

use super::replace::replacement;
use super::{Ambiguous, Cells};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands for something left out. It is ambiguous itself.
const ELLIPSIS: &str = "…";

/// No character of a script that dubao sets takes more cells than a Han.
const WIDEST: usize = 2;

/// The clusters of a text in order, each with its width in cells.
///
/// A cluster that would be wider than a Han (Unicode joins a run of Hangul consonants without end) is taken apart, so
/// that a line can always be cut.
pub(super) struct Clusters<'a> {
    rest: &'a str,
    /// What is left of a cluster that is being taken apart.
    wide: &'a str,
    ambiguous: Ambiguous,
}

/// The clusters of `text`.
pub(super) fn clusters(text: &str, ambiguous: Ambiguous) -> Clusters<'_> {
    Clusters { rest: text, wide: "", ambiguous }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (&'a str, u8);

    fn next(&mut self) -> Option<Self::Item> {
        if !self.wide.is_empty() {
            return Some(self.take_apart());
        }
        let mut chars = self.rest.chars();
        let first = chars.next()?;
        let cells = plain(first, self.ambiguous);
        if let Some(cells) = cells.filter(|_| chars.next().is_none_or(|c| plain(c, self.ambiguous).is_some()))
        {
            let (cluster, rest) = self.rest.split_at(first.len_utf8());
            self.rest = rest;
            return Some((cluster, cells));
        }
        let cluster = self.rest.graphemes(true).next()?;
        self.rest = &self.rest[cluster.len()..];
        let cells = measured(cluster, self.ambiguous);
        if cells > WIDEST && !(self.ambiguous == Ambiguous::Replace && replacement(cluster).is_some()) {
            self.wide = cluster;
            return Some(self.take_apart());
        }
        Some((cluster, narrowed(cells)))
    }
}

impl<'a> Clusters<'a> {
    /// One character of the wide cluster, with what takes no room behind it.
    fn take_apart(&mut self) -> (&'a str, u8) {
        let mut chars = self.wide.char_indices().skip(1);
        let end = chars.find(|&(at, c)| measured(&self.wide[at..at + c.len_utf8()], self.ambiguous) > 0);
        let (head, rest) = self.wide.split_at(end.map_or(self.wide.len(), |(at, _)| at));
        self.wide = rest;
        (head, narrowed(measured(head, self.ambiguous)))
    }
}

/// The width of a character that never joins another of its kind in a cluster, which is most of a page: ASCII, Han,
/// kana, and their punctuation. `None` says only that the long way must be gone.
fn plain(c: char, ambiguous: Ambiguous) -> Option<u8> {
    match c {
        ' '..='~' => Some(1),
        // Han; punctuation (not U+302A.., which combine); kana (not U+3099.., which combine); full-width ASCII.
        '\u{4e00}'..='\u{9fff}'
        | '\u{3000}'..='\u{3029}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{3400}'..='\u{4dbf}' => Some(2),
        '“' | '”' | '·' | '—' | '‘' | '’' => {
            Some(if ambiguous == Ambiguous::Narrow { 1 } else { 2 })
        }
        '…' => Some(match ambiguous {
            Ambiguous::Narrow => 1,
            Ambiguous::Wide | Ambiguous::Safe => 2,
            Ambiguous::Replace => 3,
        }),
        _ => None,
    }
}

fn measured(cluster: &str, ambiguous: Ambiguous) -> usize {
    match ambiguous {
        Ambiguous::Narrow => cluster.width(),
        Ambiguous::Wide | Ambiguous::Safe => cluster.width_cjk(),
        Ambiguous::Replace => replacement(cluster).map_or_else(|| cluster.width(), UnicodeWidthStr::width),
    }
}

fn narrowed(cells: usize) -> u8 {
    u8::try_from(cells).unwrap_or(u8::MAX)
}

/// The width of a string, `u16::MAX` cells at most.
pub(super) fn width(text: &str, ambiguous: Ambiguous) -> Cells {
    let cells: usize = clusters(text, ambiguous).map(|(_, cells)| usize::from(cells)).sum();
    Cells(u16::try_from(cells).unwrap_or(u16::MAX))
}

/// The longest beginning of `text` that fits into `room`; where something is left out and there is room for it, `…`
/// ends it in place of a blank. Never wider than `room`.
pub(super) fn elide(text: &str, room: Cells, ambiguous: Ambiguous) -> String {
    let whole = beginning(text, room.0, ambiguous);
    if whole.len() == text.len() {
        return text.to_owned();
    }
    match room.0.checked_sub(width(ELLIPSIS, ambiguous).0) {
        Some(room) => beginning(text, room, ambiguous).trim_end().to_owned() + ELLIPSIS,
        None => whole.to_owned(),
    }
}

fn beginning(text: &str, room: u16, ambiguous: Ambiguous) -> &str {
    let (mut left, mut end) = (room, 0);
    for (cluster, cells) in clusters(text, ambiguous) {
        let Some(less) = left.checked_sub(u16::from(cells)) else { break };
        (left, end) = (less, end + cluster.len());
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use Ambiguous::{Narrow, Replace, Safe, Wide};

    #[test]
    fn widths() {
        for (text, narrow, wide, replace) in [
            ("", 0, 0, 0),
            ("河湾日报", 8, 8, 8),
            ("abc", 3, 3, 3),
            ("“桥”", 4, 6, 6),
            ("——……·‘’", 7, 14, 16),
            ("─│┌█①■", 6, 12, 9),
            ("（），。", 8, 8, 8),
            ("か\u{3099}", 2, 2, 2),
            ("e\u{301}", 1, 1, 1),
            ("👨\u{200d}👩\u{200d}👧", 2, 2, 2),
            ("🇨🇳🇫🇷", 4, 4, 4),
            ("ᄀᄀᄀ", 6, 6, 6),
            ("가", 2, 2, 2),
        ] {
            let found = [Narrow, Wide, Safe, Replace].map(|policy| width(text, policy).0);
            assert_eq!(found, [narrow, wide, wide, replace], "{text:?}");
        }
    }

    #[test]
    fn the_fast_path_agrees_with_the_long_way() {
        for c in ('\0'..='\u{ffff}').filter(|&c| plain(c, Narrow).is_some()) {
            let text = c.to_string();
            for policy in [Narrow, Wide, Safe, Replace] {
                assert_eq!(plain(c, policy).map(usize::from), Some(measured(&text, policy)), "{c:?}");
            }
            let between = format!("一{c}a{c}{c}");
            assert_eq!(between.graphemes(true).count(), 5, "{c:?} joins its neighbours");
        }
    }

    #[test]
    fn eliding() {
        for (text, room, narrow, wide) in [
            ("老街改造", 8, "老街改造", "老街改造"),
            ("老街改造", 7, "老街改…", "老街…"),
            ("老街改造", 6, "老街…", "老街…"),
            ("老街改造", 2, "…", "…"),
            ("老街改造", 1, "…", ""),
            ("abc", 1, "…", "a"),
            ("老街", 0, "", ""),
            ("a quiet street", 9, "a quiet…", "a quiet…"),
            ("“老街”", 6, "“老街”", "“老…"),
        ] {
            assert_eq!(elide(text, Cells(room), Narrow), narrow, "{text} into {room}");
            assert_eq!(elide(text, Cells(room), Wide), wide, "{text} into {room}, wide");
        }
    }
}
