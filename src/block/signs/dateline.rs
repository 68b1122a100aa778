//! Datelines 电头: 本报江城3月13日电（记者　林一）, 本报讯, RIVERTON, March 13 —.

use crate::block::tongue;

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

/// The length in bytes of the dateline at the head of a text, reporters in brackets included; `plain` is the text read as
/// Simplified.
pub(super) fn at_head(text: &str, plain: &str) -> Option<usize> {
    Some(tongue::wire(text, plain)?.end)
}

impl Dateline {
    /// Reads the dateline at the head of a text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let wire = tongue::wire(text, &tongue::plain(text))?;
        let words = |(from, to): (usize, usize)| text[from..to].to_owned();
        Some(Self {
            place: wire.place.map(words),
            date: wire.date.map(words),
            agency: wire.agency.map(words),
            reporters: wire.reporters.into_iter().map(words).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, len: Option<&str>, place: &str, date: &str, agency: &str, reporters: &[&str]) {
        assert_eq!(at_head(text, &tongue::plain(text)).map(|end| &text[..end]), len, "{text}");
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
        // As a poor print is read.
        check("本报讯〈记者林一)昨日", Some("本报讯〈记者林一)"), "", "", "本报", &["林一"]);
        check("【本報訊】渡口", Some("【本報訊】"), "", "", "本報", &[]);
        check(
            "本報海灣三月十三日電（記者蘇映）",
            Some("本報海灣三月十三日電（記者蘇映）"),
            "海灣",
            "三月十三日",
            "本報",
            &["蘇映"],
        );
        check("【記者羅岸／灣岸報導】北堤", Some("【記者羅岸／灣岸報導】"), "灣岸", "", "", &["羅岸"]);
        check(
            "（中央社記者羅岸灣岸2日電）北堤",
            Some("（中央社記者羅岸灣岸2日電）"),
            "",
            "2日",
            "中央社",
            &[],
        );
        check("【霞浦＝水谷なぎさ】終着駅に", Some("【霞浦＝水谷なぎさ】"), "霞浦", "", "", &["水谷なぎさ"]);
        check("【峰岡2日共同】分校で", Some("【峰岡2日共同】"), "峰岡", "2日", "共同", &[]);
        check(
            "HARROW BAY, March 13 — The bell",
            Some("HARROW BAY, March 13 — "),
            "HARROW BAY",
            "March 13",
            "",
            &[],
        );
        check(
            "PELLHAM, April 2 (Reuters) - She",
            Some("PELLHAM, April 2 (Reuters) - "),
            "PELLHAM",
            "April 2",
            "Reuters",
            &[],
        );
        check("PELLHAM (AP) — She", Some("PELLHAM (AP) — "), "PELLHAM", "", "AP", &[]);
        check("PELLHAM — She", Some("PELLHAM — "), "PELLHAM", "", "", &[]);
        check("A bell — the old one — rang", None, "", "", "", &[]);
        check("The bell, March 13 — rang", None, "", "", "", &[]);
        check("渡口在3月13日，电线杆下", None, "", "", "", &[]);
        check("当日电话不断，渡口的人", None, "", "", "", &[]);
        check("", None, "", "", "", &[]);
    }
}
