//! Plain: a text as if it were printed in Simplified characters with the usual marks, character for character.
//!
//! What is learned or listed for Simplified Chinese holds for Traditional pages too when they are asked about in this
//! form. Each character keeps its place and its length in bytes, so that what is found in it can be cut from the text.

use std::borrow::Cow;
use std::sync::LazyLock;

/// Pairs of characters, Traditional and Simplified; where they come from stands in the file.
const PAIRS: &str = include_str!("../../../assets/traditional.txt");

/// The same marks in the dress of Traditional, Japanese and vertical setting (Unicode's vertical and half-width forms).
const MARKS: &str = "「“ 」” 『“ 』” ﹁“ ﹂” ﹃“ ﹄” ｢“ ｣” 〝“ 〞” 〟” ︵（ ︶） ︷｛ ︸｝ ︹〔 ︺〕 ︻【 ︼】 ︽《 ︾》 ︿〈 ﹀〉 \
    ︐， ︑、 ︒。 ｡。 ､、 ︓： ︔； ︕！ ︖？ ︱— ︙… ﹐， ﹑、 ﹒。 ﹔； ﹕： ﹖？ ﹗！ ﹙（ ﹚）";

/// The first and the last character that another stands for.
const FIRST: u32 = 0x3000;
const LAST: u32 = 0xffff;

/// For each character from [`FIRST`] to [`LAST`], the one it is read as; 0 where it is itself.
static READ_AS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0; (LAST - FIRST + 1) as usize];
    let pairs = PAIRS.lines().filter(|line| !line.starts_with('#')).chain([MARKS]);
    for pair in pairs.flat_map(str::split_whitespace) {
        let mut chars = pair.chars().map(u32::from);
        if let (Some(from), Some(Ok(to))) = (chars.next(), chars.next().map(u16::try_from))
            && let Some(slot) = from.checked_sub(FIRST).and_then(|at| table.get_mut(at as usize))
        {
            *slot = to;
        }
    }
    table
});

/// A text as if it were printed in Simplified characters; borrowed where it is.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    let table = &*READ_AS;
    let other = |c: char| {
        let slot = u32::from(c).checked_sub(FIRST).and_then(|at| table.get(at as usize)).copied();
        slot.filter(|other| *other != 0).and_then(|other| char::from_u32(u32::from(other)))
    };
    if text.chars().all(|c| other(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| other(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn characters_keep_their_places() {
        for pair in
            PAIRS.lines().filter(|line| !line.starts_with('#')).chain([MARKS]).flat_map(str::split_whitespace)
        {
            let chars: Vec<char> = pair.chars().collect();
            let [from, to] = chars[..] else { panic!("{pair} is no pair") };
            assert_eq!((from.len_utf8(), to.len_utf8()), (3, 3), "{pair}");
            assert_eq!(plain(&from.to_string()), to.to_string());
            assert_eq!(plain(&to.to_string()), to.to_string(), "what {from} is read as is read as itself");
        }
    }

    #[test]
    fn each_character_stands_once() {
        let mut seen = HashSet::new();
        for pair in PAIRS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            assert!(seen.insert(pair.chars().next()), "{pair}");
        }
        assert!(seen.len() > 2500);
    }

    #[test]
    fn traditional_is_read_as_simplified() {
        let cases = [
            ("渡口今晨起霧，「船走得慢」。", "渡口今晨起雾，“船走得慢”。"),
            ("下轉第二版", "下转第二版"),
            ("﹁水位退了﹂︵見圖︶", "“水位退了”（见图）"),
            ("乾隆年間的著作", "乾隆年间的著作"),
            ("Harrow Bay 3 月", "Harrow Bay 3 月"),
            ("", ""),
        ];
        for (text, wanted) in cases {
            assert_eq!(plain(text), wanted);
        }
        assert!(matches!(plain("水位退了。"), Cow::Borrowed(_)));
    }
}
