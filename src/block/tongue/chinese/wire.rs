//! Wires: datelines 电头 in Chinese: 本报江城3月13日电（记者　林一）, 新华社十三日讯, 河湾晚报讯, 据新华社电.

use super::{CLOSE, OPEN};
use crate::block::signs::is_han;
use crate::block::tongue::{Wire, is_numeral};

/// What newspapers call themselves and their agencies at the head of a dateline.
const AGENCIES: &[&str] = &[
    "本报",
    "本社",
    "新华社",
    "中新社",
    "中央社",
    "人民网",
    "新华网",
    "共同社",
    "本刊",
    "法新社",
    "路透社",
    "美联社",
];

/// True when a text begins with one of them.
pub(in crate::block::tongue) fn begins_with_agency(text: &str) -> bool {
    AGENCIES.iter().any(|agency| text.starts_with(agency))
}

/// What the names of papers, agencies and stations end with.
const HOUSES: &[&str] = &["报", "社", "网", "台", "刊", "新闻", "客户端"];

/// What a dateline without a date ends with.
const UNDATED: &[&str] = &["综合报道", "综合消息", "专电", "专讯", "消息", "电", "讯"];

/// Datelines that need no border behind them.
const NEWS: &[&str] = &["本报讯", "本报综合消息"];

/// The longest dateline, in characters, without the reporters.
const LONGEST: usize = 36;

/// 本报江城3月13日电（记者　林一）, 本报讯, 【记者林一／江城报导】.
pub(in crate::block::tongue) fn wire(text: &str) -> Option<Wire> {
    let mut wire = reported(text).or_else(|| dated(text)).or_else(|| undated(text))?;
    let behind = &text[wire.end..];
    let bracket = behind.trim_start_matches([' ', '　']);
    let at = text.len() - bracket.len();
    if let Some((names, len)) = reporters(bracket) {
        wire.end = at + len;
        wire.reporters.extend(names.into_iter().map(|(start, end)| (start + at, end + at)));
    }
    Some(wire)
}

/// The head of a text that a dateline may be, and how many bytes stand before it.
fn head(text: &str) -> (usize, &str) {
    let head = text.trim_start_matches(['　', ' ', '【', '（', '〔']);
    let limit = head.char_indices().nth(LONGEST).map_or(head.len(), |(at, _)| at);
    (text.len() - head.len(), &head[..limit])
}

/// The end of a dateline that ends there, or behind the bracket it stands in.
fn closed(text: &str, skipped: usize, end: usize) -> usize {
    let closer = |c: &char| matches!(c, '】' | '〕') || *c == '）' && text[..skipped].ends_with('（');
    end + text[end..].chars().next().filter(closer).map_or(0, char::len_utf8)
}

/// The agency whose name stands there.
fn agency_at(text: &str, from: usize) -> Option<(usize, usize)> {
    let agency = AGENCIES.iter().find(|agency| text[from..].starts_with(**agency))?;
    Some((from, from + agency.len()))
}

/// 本报讯, and what 日电 ends, or 日讯.
fn dated(text: &str) -> Option<Wire> {
    let (skipped, head) = head(text);
    if let Some(news) = NEWS.iter().find(|news| head.starts_with(**news)) {
        let end = closed(text, skipped, skipped + news.len());
        return Some(Wire { end, agency: agency_at(text, skipped), ..Wire::default() });
    }
    let at = ["日电", "日讯"].iter().filter_map(|end| head.find(end)).min()?;
    let before = &head[..at];
    let wired = before.ends_with(|c: char| c.is_numeric() || is_numeral(c))
        && !before.contains(['。', '，', '“', '：']);
    if !wired {
        return None;
    }
    let to = skipped + at + "日".len();
    let from = skipped + before.len() - before.trim_start_matches('据').len();
    let agency = agency_at(text, from);
    let from = agency.map_or(from, |(_, end)| end);
    let in_date = |c: char| c.is_numeric() || is_numeral(c) || matches!(c, '〇' | '年' | '月' | '日' | ' ');
    let date = from + text[from..to].trim_end_matches(in_date).len();
    // Behind 记者 stand a name and a place that nothing parts.
    let place = Some((from, date)).filter(|_| !text[from..date].starts_with("记者"));
    Some(Wire {
        end: closed(text, skipped, to + "电".len()),
        place: place.and_then(|(from, to)| within(text, from, to)),
        date: within(text, date, to),
        agency,
        reporters: Vec::new(),
    })
}

/// 河湾晚报讯, 本报江城专电, 据新华社电, 江城讯（记者林一）: a paper or an agency, or a place before who reports.
fn undated(text: &str) -> Option<Wire> {
    /// Characters of the longest name.
    const NAME: usize = 12;
    let (skipped, head) = head(text);
    let bare = head.trim_start_matches("综合").trim_start_matches('据');
    let from = skipped + head.len() - bare.len();
    let borders = |behind: &str| {
        let bracketed = text[..skipped].ends_with(['【', '〔', '（']);
        behind.starts_with([' ', '　', '：', ':', '—'])
            || behind.starts_with(OPEN)
            || bracketed && behind.starts_with(['】', '〕', '）'])
    };
    let ends = bare.char_indices().take(NAME + 1).filter(|(at, _)| *at > 0);
    let (at, end) = ends.into_iter().find_map(|(at, _)| {
        let end = UNDATED.iter().find(|end| bare[at..].starts_with(**end))?;
        let behind = &text[from + at + end.len()..];
        borders(behind).then_some((at, end))
    })?;
    let name = &bare[..at];
    let is_name = name.chars().all(is_han) && !name.contains("记者");
    let agency = agency_at(text, from);
    let house = name.chars().count() > 1 && HOUSES.iter().any(|house| name.ends_with(house));
    let behind = from + at + end.len();
    let place = *end == "讯" && reporters(text[behind..].trim_start_matches([' ', '　'])).is_some();
    if !is_name || !(agency.is_some() || house || place) {
        return None;
    }
    let start = agency.map_or(from, |(_, end)| end);
    Some(Wire {
        end: closed(text, skipped, behind),
        agency: agency.or_else(|| within(text, from, from + at).filter(|_| house)),
        place: within(text, start, from + at).filter(|_| !house),
        ..Wire::default()
    })
}

/// 【记者林一／江城报导】, as papers in Taiwan and Hong Kong have it.
fn reported(text: &str) -> Option<Wire> {
    const ENDS: &[&str] = &["报导", "报道", "专访", "综合报导"];
    let inner = text.strip_prefix(['【', '〔', '〈', '［', '（'])?;
    let open = text.len() - inner.len();
    let (close, mark) =
        inner.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '】' | '〕' | '〉' | '］' | '）'))?;
    let words = &inner[..close];
    let (name, rest) = words.split_once(['／', '/'])?;
    let agency = AGENCIES.iter().find(|agency| name.starts_with(**agency)).map_or("", |agency| *agency);
    let name = name[agency.len()..].strip_prefix("记者")?;
    let place = ENDS.iter().find_map(|end| rest.strip_suffix(end))?;
    let start_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let range = |part: &str| within(text, start_of(part), start_of(part) + part.len());
    Some(Wire {
        end: open + close + mark.len_utf8(),
        place: range(place),
        date: None,
        agency: within(text, open, open + agency.len()),
        reporters: range(name).into_iter().collect(),
    })
}

/// A range without the blanks and dashes at its ends; none when nothing is left.
fn within(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let rim = |c: char| c.is_whitespace() || matches!(c, '—' | '-' | '/' | '／');
    let words = &text[from..to];
    let start = from + words.len() - words.trim_start_matches(rim).len();
    let end = from + words.trim_end_matches(rim).len();
    (start < end).then_some((start, end))
}

/// （记者　林一、周二）, （全媒体记者／林一　通讯员／周二） behind a dateline: where the names are, and the length in bytes.
fn reporters(text: &str) -> Option<(Vec<(usize, usize)>, usize)> {
    /// Who reports.
    const ROLES: &[&str] = &["记者", "通讯员", "实习生"];
    /// Characters before that: 本报特约, 河湾日报全媒体.
    const BEFORE: usize = 10;
    let inner = text.strip_prefix(OPEN)?;
    let open = text.len() - inner.len();
    let (close, mark) = inner.char_indices().take(80).find(|(_, c)| CLOSE.contains(c))?;
    let words = &inner[..close];
    let role = ROLES.iter().filter_map(|role| Some((words.find(role)?, role))).min()?;
    if words[..role.0].chars().count() > BEFORE || !words[..role.0].chars().all(is_han) {
        return None;
    }
    let parts = ['、', '　', ' ', '，', ',', '/', '／'];
    let mut at = open + role.0;
    let mut ranges = Vec::new();
    for name in words[role.0..].split_inclusive(parts) {
        let bare = name.trim_end_matches(parts);
        let role = ROLES.iter().find_map(|role| bare.strip_prefix(role)).unwrap_or(bare);
        let start = at + bare.len() - role.len();
        ranges.extend((!role.is_empty()).then_some((start, at + bare.len())));
        at += name.len();
    }
    Some((ranges, open + close + mark.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dateline in its parts: all of it, the place, the agency, the reporters.
    #[track_caller]
    fn check(text: &str, all: &str, place: &str, agency: &str, reporters: &[&str]) {
        let found = wire(text).unwrap_or_default();
        let words = |range: Option<(usize, usize)>| range.map_or("", |(from, to)| &text[from..to]);
        let names: Vec<&str> = found.reporters.iter().map(|range| words(Some(*range))).collect();
        let parts = (&text[..found.end], words(found.place), words(found.agency), names.as_slice());
        assert_eq!(parts, (all, place, agency, reporters), "{text}");
    }

    #[test]
    fn papers_and_agencies_without_a_date() {
        check(
            "河湾晚报讯（记者林一 通讯员周二）昨日",
            "河湾晚报讯（记者林一 通讯员周二）",
            "",
            "河湾晚报",
            &["林一", "周二"],
        );
        check("晨报讯（记者 林一）昨日", "晨报讯（记者 林一）", "", "晨报", &["林一"]);
        check(
            "河湾日报讯　（全媒体记者　林一）昨日",
            "河湾日报讯　（全媒体记者　林一）",
            "",
            "河湾日报",
            &["林一"],
        );
        check(
            "江城讯 （记者/林一 通讯员/周二）昨日",
            "江城讯 （记者/林一 通讯员/周二）",
            "江城",
            "",
            &["林一", "周二"],
        );
        check("本报江城讯（记者林一）昨日", "本报江城讯（记者林一）", "江城", "本报", &["林一"]);
        check("本报江城专电 昨日", "本报江城专电", "江城", "本报", &[]);
        check(
            "据新华社电（记者林一、周二）昨日",
            "据新华社电（记者林一、周二）",
            "",
            "新华社",
            &["林一", "周二"],
        );
        check("综合新华社电 昨日", "综合新华社电", "", "新华社", &[]);
        check("新华社江城十三日讯 昨日", "新华社江城十三日讯", "江城", "新华社", &[]);
        check("【河湾日报讯】昨日", "【河湾日报讯】", "", "河湾日报", &[]);
        check(
            "本报江城3月13日电  （记者林一）昨日",
            "本报江城3月13日电  （记者林一）",
            "江城",
            "本报",
            &["林一"],
        );
    }

    #[test]
    fn prose_begins_otherwise() {
        for text in [
            "本报通讯员周二说，渡口停了",
            "渡口电 话不通",
            "短讯（三则）",
            "新华社电视部的人到了渡口",
            "河湾讯 渡口停航",
            "据记者电 昨日",
            "通讯",
            "电",
            "",
        ] {
            assert!(wire(text).is_none(), "{text}");
        }
    }
}
