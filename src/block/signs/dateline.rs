//! Datelines 电头: 本报江城3月13日电（记者　林一）, 本报讯, RIVERTON, March 13 —.

/// 电头, in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// 阿斯塔纳.
    pub place: Option<String>,
    /// 6月18日, as printed.
    pub date: Option<String>,
    /// 本报, 新华社, ….
    pub agency: Option<String>,
    /// The reporters' names.
    pub reporters: Vec<String>,
}

/// The longest dateline, in characters, without the reporters.
const LONGEST: usize = 36;

/// What newspapers call themselves and their agencies at the head of a dateline.
const AGENCIES: &[&str] =
    &["本报", "本報", "本社", "新华社", "新華社", "中新社", "中央社", "人民网", "新华网", "共同社", "本刊"];

/// The length in bytes of the dateline at the head of a text, reporters in brackets included.
pub(super) fn at_head(text: &str) -> Option<usize> {
    let end = stem(text)?;
    Some(end + reporters_in(&text[end..]).map_or(0, |(_, len)| len))
}

impl Dateline {
    /// Reads the dateline at the head of a text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let end = stem(text)?;
        let (reporters, _) = reporters_in(&text[end..]).unwrap_or_default();
        let stem = text[..end].trim_matches(['【', '】', ' ', '　', '据', '—', '-', '（', '）']);
        let agency =
            AGENCIES.iter().find(|agency| stem.starts_with(**agency)).map(|agency| (*agency).to_owned());
        let rest = stem.strip_prefix(agency.as_deref().unwrap_or("")).unwrap_or(stem);
        let rest = rest.trim_end_matches(['电', '電', '讯', '訊', '訊', '-', '—', ' ']);
        let digits = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (place, date) = rest.split_at(digits);
        let some = |words: &str| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        Some(Self { place: some(place), date: some(date), agency, reporters })
    }
}

/// Where the dateline proper ends: behind 日电, or behind 本报讯.
fn stem(text: &str) -> Option<usize> {
    let head = text.trim_start_matches(['　', ' ', '【', '（']);
    let skipped = text.len() - head.len();
    let limit = head.char_indices().nth(LONGEST).map_or(head.len(), |(at, _)| at);
    let head = &head[..limit];
    for news in ["本报讯", "本報訊", "本报综合消息"] {
        if head.starts_with(news) {
            return Some(behind_bracket(text, skipped + news.len()));
        }
    }
    let at = head.find("日电").or_else(|| head.find("日電"))?;
    let before = &head[..at];
    let wired = before.ends_with(|c: char| c.is_ascii_digit() || c.is_numeric())
        && !before.contains(['。', '，', '“', '：']);
    wired.then(|| behind_bracket(text, skipped + at + "日电".len()))
}

/// A closing 】 belongs to the dateline.
fn behind_bracket(text: &str, end: usize) -> usize {
    end + text[end..].chars().next().filter(|c| *c == '】').map_or(0, char::len_utf8)
}

/// （记者　林一、周二） behind a dateline: the names, and the length in bytes.
fn reporters_in(text: &str) -> Option<(Vec<String>, usize)> {
    let inner = text.strip_prefix(['（', '('])?;
    let (close, mark) = inner.char_indices().take(80).find(|(_, c)| matches!(c, '）' | ')'))?;
    let words = &inner[..close];
    let names = words.trim_start_matches(['本', '报', '報']).trim_start_matches("特约");
    let names = names
        .strip_prefix("记者")
        .or_else(|| names.strip_prefix("記者"))
        .or_else(|| names.strip_prefix("通讯员"))?;
    let names = names
        .split(['、', '　', ' ', '，', ','])
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    Some((names, text.len() - inner.len() + close + mark.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, len: Option<&str>, place: &str, date: &str, agency: &str, reporters: &[&str]) {
        assert_eq!(at_head(text).map(|end| &text[..end]), len, "{text}");
        let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
        let expected = len.map(|_| Dateline {
            place: some(place),
            date: some(date),
            agency: some(agency),
            reporters: reporters.iter().map(|name| (*name).to_owned()).collect(),
        });
        assert_eq!(Dateline::read(text), expected, "{text}");
    }

    #[test]
    fn datelines() {
        check("本报江城3月13日电 昨日上午", Some("本报江城3月13日电"), "江城", "3月13日", "本报", &[]);
        check(
            "本报江城3月13日电（记者　林一、周二）昨日",
            Some("本报江城3月13日电（记者　林一、周二）"),
            "江城",
            "3月13日",
            "本报",
            &["林一", "周二"],
        );
        check("新华社河湾3月13日电春耕", Some("新华社河湾3月13日电"), "河湾", "3月13日", "新华社", &[]);
        check("本报讯（记者林一）昨日", Some("本报讯（记者林一）"), "", "", "本报", &["林一"]);
        check("【本報訊】渡口", Some("【本報訊】"), "", "", "本報", &[]);
        check("渡口在3月13日，电线杆下", None, "", "", "", &[]);
        check("当日电话不断，渡口的人", None, "", "", "", &[]);
        check("", None, "", "", "", &[]);
    }
}
