//! Japanese: the words of its newspapers' formulas, and what its script says of where sentences and words end.

use super::{Note, Surety, Way, Wire, is_figure};
use crate::block::signs::{Ending, Formula, is_han};
use crate::source::PageNumber;

/// Headlines of notices.
pub(super) const NOTICES: &[&str] = &["訂正", "おわび", "お知らせ", "お断り", "社告"];

/// Headlines of roundups.
pub(super) const ROUNDUPS: &[&str] = &["短信", "メモ帳", "ニュース短信"];

/// Behind the name of who made a picture.
const PICTURED_BY: &[&str] = &["撮影", "写す", "提供", "撮影＝共同"];

/// Words that point at the picture beside a text.
const PICTURE: &[&str] = &["写真は", "資料図", "＝写真", "写真上", "写真下", "写真右", "写真左"];

/// Agencies, as a bracket of their own and behind the place of a dateline.
const AGENCIES: &[&str] = &["共同", "時事", "ロイター", "ＡＰ", "ＡＦＰ", "AP", "AFP"];

/// How a byline begins.
const BYLINES: &[&str] = &["編集委員", "論説委員", "本紙記者", "特派員"];

/// What stands behind the page in a note: 2面に続く. The longer ones first.
const TO: &[&str] = &["面に続く", "面へ続く", "面につづく", "面へつづく", "ページに続く", "ページへ続く"];
const FROM: &[&str] =
    &["面から続く", "面からつづく", "面より続く", "面の続き", "面のつづき", "ページから続く"];

/// What stands before it: 続きは3面.
pub(super) const OPENERS: &[&str] = &["続きは", "つづきは"];

pub(super) fn formula(text: &str, chars: usize, ending: Ending) -> Option<Formula> {
    let bare = text.trim_end_matches(['。', '）', ')']);
    let inside = text.trim_matches(['（', '）', '(', ')']);
    let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    if chars <= 36 && !bare.contains(['。', '，']) && PICTURED_BY.iter().any(|words| bare.ends_with(words))
    {
        Some(Formula::Credit)
    } else if bracketed && AGENCIES.contains(&inside) {
        Some(Formula::Signature)
    } else if chars <= 24 && ending == Ending::Word && BYLINES.iter().any(|head| text.starts_with(head)) {
        Some(Formula::Byline)
    } else {
        None
    }
}

pub(super) fn names_picture(text: &str) -> bool {
    PICTURE.iter().any(|words| text.contains(words))
}

/// 【潮見＝浜口恵造】, 【三日月島共同】, 【潮見13日時事】.
pub(super) fn wire(text: &str) -> Option<Wire> {
    let inner = text.strip_prefix('【')?;
    let open = text.len() - inner.len();
    let close = inner.char_indices().take(30).find(|(_, c)| *c == '】')?.0;
    let (words, end) = (&inner[..close], open + close + '】'.len_utf8());
    let some = |from: usize, to: usize| (from < to).then_some((open + from, open + to));
    if let Some(at) = words.find(['＝', '=']) {
        let behind = at + words[at..].chars().next().map_or(0, char::len_utf8);
        let reporters = some(behind, words.len()).into_iter().collect();
        return Some(Wire { end, place: some(0, at), reporters, ..Wire::default() });
    }
    let agency = AGENCIES.iter().find(|agency| words.ends_with(**agency))?;
    let at = words.len() - agency.len();
    let date = words[..at].trim_end_matches(|c: char| c.is_numeric() || matches!(c, '日' | '月')).len();
    Some(Wire {
        end,
        place: some(0, date),
        date: some(date, at),
        agency: some(at, words.len()),
        ..Wire::default()
    })
}

/// 2面に続く, 社会面に続く, 続きは3面.
pub(super) fn note(words: &str) -> Option<Note> {
    if let Some(rest) = OPENERS.iter().find_map(|opener| words.strip_prefix(opener)) {
        let (figures, rest) = rest.split_at(rest.find(|c| !is_figure(c)).unwrap_or(rest.len()));
        let page = PageNumber::parse(figures)?;
        let after = rest.strip_prefix('面').or_else(|| rest.strip_prefix("ページ"))?;
        let after = after.strip_prefix(['へ', 'に']).unwrap_or(after);
        let len = words.len() - after.len();
        return Some(Note { way: Way::To, page: Some(page), len, surety: Surety::Plain });
    }
    let found = |tails: &[&str], way: Way| {
        let tail = tails.iter().filter_map(|tail| Some((words.find(tail)?, tail.len()))).min()?;
        Some((tail.0, tail.0 + tail.1, way))
    };
    let (at, len, way) = found(TO, Way::To).or_else(|| found(FROM, Way::From))?;
    let named = words[..at].trim_start_matches('第');
    let page = PageNumber::parse(named);
    let section = named.chars().count() <= 4 && named.chars().all(is_han);
    let surety = if page.is_some() { Surety::Strong } else { Surety::Vague };
    (page.is_some() || section || named.trim().is_empty()).then_some(Note { way, page, len, surety })
}

/// Where the number before 面に続く begins.
pub(super) fn note_heads(text: &str) -> impl Iterator<Item = usize> + '_ {
    let tails = TO.iter().flat_map(|tail| text.match_indices(tail));
    tails.map(|(at, _)| text[..at].trim_end_matches(is_figure).trim_end_matches('第').len())
}

/// Who speaks in a text: names before さん and 氏.
pub(super) fn speakers(text: &str) -> Vec<String> {
    let before =
        ["さん", "氏"].iter().flat_map(|called| text.match_indices(called)).map(|(at, _)| &text[..at]);
    let named = before.filter_map(|before| before.rsplit(|c| !is_han(c)).next());
    named.filter(|name| (2..=6).contains(&name.chars().count())).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_speaks_has_a_name() {
        for (text, named) in [
            ("「本は重い」と、十九年間この船で読んできた平田さんは話す。", vec!["平田"]),
            ("水谷さんに続き、堀江氏も手を挙げた。", vec!["水谷", "堀江"]),
            ("たくさんの船が出た。", vec![]),
            ("さん", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(speakers(text), named, "{text}");
        }
    }
}
