//! Formulas that Chinese newspapers set apart from their prose: bylines, signatures, credits, who made the page up, and what the
//! paper is and costs.

use super::{CLOSE, OPEN};
use crate::block::signs::{Ending, Formula, is_han};

/// Who makes a page up, as its foot names them.
const OFFICES: &[&str] = &[
    "责编",
    "责任编辑",
    "编辑",
    "主编",
    "版式",
    "版面设计",
    "美编",
    "校对",
    "视觉",
    "值班",
    "组版",
    "终审",
    "责校",
    "编校",
    "审读",
    "监制",
];

/// Behind the name of who made a picture.
const PICTURED_BY: &[&str] = &["摄", "摄影报道", "摄影", "供图", "制图", "影像中国", "提供"];

/// Before the source of a picture or of figures.
const SOURCES: &[&str] = &["数据来源", "资料来源", "图片来源", "制图", "图片由", "题图"];

/// Of a bracket with one of these, a signature is made.
const SIGNED: &[&str] = &["记者", "报道", "报导", "社", "讯", "作者", "执笔", "电", "整理"];

/// How a byline begins.
const BYLINES: &[&str] =
    &["本报记者", "记者", "本报通讯员", "通讯员", "本报评论员", "文/", "文／", "特约记者", "作者"];

/// …with a bar behind it.
const WRITTEN: &[&str] = &["撰文", "采写", "撰稿", "文图", "图文", "文并图"];

/// What stands before it: ■本报记者.
const MARKS: [char; 9] = ['■', '□', '◎', '●', '▲', '★', '◆', '○', '▪'];

/// Between what somebody did and the name.
const BARS: [char; 4] = ['/', '／', '|', '丨'];

/// Who writes…
const ROLES: &[&str] = &["记者", "通讯员", "评论员", "实习生", "撰稿人"];

/// …and what stands before that: 首席记者, 河湾日报记者.
const QUALIFIERS: &[&str] =
    &["首席", "见习", "实习", "特约", "特派", "全媒体", "融媒体", "报", "社", "网", "台", "刊", "新闻"];

/// Before who made a picture, with a bar or a colon between them.
const MADE: &[&str] = &["图", "摄影", "绘图", "漫画", "插图", "制图", "制表", "图源", "图据", "供图"];

/// Pictures without a photographer.
const ARCHIVES: &[&str] = &["资料图", "资料图片", "资料照片", "资料片", "社发"];

/// How a bracket begins that says where a text is from, and what else is in it.
const FROM: &[&str] = &["据", "摘自", "转自", "选自", "原载", "来源", "综合"];
const PRINTED: &[&str] = &["《", "：", "报", "网", "社", "台"];

/// What stands at the head of a paper, beside its name.
const IMPRINT: &[&str] = &["统一刊号", "统一连续出版物号", "邮发代号", "国外代号", "零售价", "总第"];

/// The formula a block follows, by its text of so many characters.
pub(in crate::block::tongue) fn formula(text: &str, chars: usize, ending: Ending) -> Option<Formula> {
    if is_editors(text, chars) {
        Some(Formula::Editors)
    } else if is_imprint(text, chars) {
        Some(Formula::Imprint)
    } else if is_credit(text, chars) {
        Some(Formula::Credit)
    } else if is_signature(text) {
        Some(Formula::Signature)
    } else if is_byline(text, chars, ending) {
        Some(Formula::Byline)
    } else {
        None
    }
}

fn is_editors(text: &str, chars: usize) -> bool {
    let head: String = text.trim_start_matches("本版").chars().take(10).collect();
    let office = |at: usize| OFFICES.iter().any(|office| head[..at].ends_with(office));
    chars <= 60 && head.find(['：', ':', '/', '／', '|', '丨', '　', ' ']).is_some_and(office)
}

/// 国内统一刊号 CN 00-0000, 总第1234期, 今日8版; an address on the web and nothing else; 广告 above one.
fn is_imprint(text: &str, chars: usize) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let today = text.strip_prefix("今日").and_then(|rest| rest.strip_suffix('版'));
    let called = text.split_once(['：', ':']).is_some_and(|(label, number)| {
        label.ends_with("热线") && number.chars().all(|c| c.is_ascii_digit() || "- ".contains(c))
    });
    let web = ["http://", "https://", "www."].iter().any(|head| text.starts_with(head));
    let printed =
        IMPRINT.iter().any(|words| text.contains(words)) && text.contains(|c: char| c.is_ascii_digit());
    chars <= 60
        && !text.contains(['，', '。'])
        && (printed || called || today.is_some_and(digits) || web && !text.contains(is_han) || text == "广告")
}

fn is_credit(text: &str, chars: usize) -> bool {
    let bare = text.trim_end_matches(['。', '）', ')']);
    let photographed = PICTURED_BY.iter().any(|words| bare.ends_with(words));
    let picture_agency = bare.ends_with("图片") && text.contains(['（', '(']);
    let archive = text.starts_with(['（', '(']) && bare.ends_with("资料图");
    let source = SOURCES.iter().any(|words| text.starts_with(words));
    // 林一图　周二文: verse and drawing below a comment.
    let drawn = chars <= 12 && bare.ends_with('文') && bare.contains('图');
    let made = MADE.iter().any(|made| {
        text.strip_prefix(made).is_some_and(|name| name.starts_with(BARS) || name.starts_with(['：', ':']))
    });
    let archived = chars <= 10 && ARCHIVES.iter().any(|archive| bare.ends_with(archive));
    chars <= 36
        && !bare.contains(['。', '，'])
        && (photographed || picture_agency || archive || source || drawn || made || archived)
}

/// （本报记者某某报道）: a bracket of its own that names reporters or an agency.
fn is_signature(text: &str) -> bool {
    let bare = text.trim_end_matches('。');
    let round = bare.starts_with(&OPEN[..2]) || bare.ends_with(&CLOSE[..2]);
    let inside = bare.strip_prefix(OPEN).and_then(|inside| inside.strip_suffix(CLOSE)).filter(|_| round);
    inside.is_some_and(|inside| {
        let has = |list: &[&str]| list.iter().any(|name| inside.contains(name));
        let from = FROM.iter().any(|from| inside.starts_with(from)) && has(PRINTED);
        !inside.contains(['（', '(', '。']) && (from || has(SIGNED))
    })
}

/// ■本报记者　林一, 河湾日报全媒体记者　林一　通讯员　周二, 撰文／林一, □林一.
fn is_byline(text: &str, chars: usize, ending: Ending) -> bool {
    let words = text.trim_start_matches(MARKS).trim_start();
    let written =
        WRITTEN.iter().any(|head| words.strip_prefix(head).is_some_and(|name| name.starts_with(BARS)));
    chars <= 40
        && matches!(ending, Ending::Word | Ending::Closer)
        && !text.contains(['，', '。', '：'])
        && (text.starts_with('□')
            || BYLINES.iter().any(|head| words.starts_with(head))
            || written
            || is_reporter(words))
}

/// 本报首席记者　林一: who writes, and a name behind a blank or a bar, or nothing but a name.
fn is_reporter(words: &str) -> bool {
    /// Characters of the longest paper's name, and of a name.
    const PAPER: usize = 14;
    const NAME: std::ops::RangeInclusive<usize> = 2..=4;
    let Some((at, role)) = ROLES.iter().filter_map(|role| Some((words.find(role)?, role))).min() else {
        return false;
    };
    let (before, name) = (&words[..at], &words[at + role.len()..]);
    let qualified = before.is_empty()
        || before.contains('驻')
        || QUALIFIERS.iter().any(|qualifier| before.ends_with(qualifier));
    let named = name.starts_with([' ', '　', '/', '／'])
        || NAME.contains(&name.chars().count()) && name.chars().all(is_han);
    qualified && before.chars().count() <= PAPER && before.chars().all(is_han) && named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Signs;

    #[track_caller]
    fn check(expected: Option<Formula>, texts: &[&str]) {
        for text in texts {
            assert_eq!(Signs::of(text).formula, expected, "{text}");
        }
    }

    #[test]
    fn who_writes() {
        check(
            Some(Formula::Byline),
            &[
                "■本报记者　林一",
                "◎记者 林一",
                "本报首席记者 林一",
                "本报驻江城记者 林一",
                "环球时报驻江城特约记者 林一",
                "河湾晚报全媒体记者 林一 通讯员 周二",
                "证券时报记者林一",
                "实习生 林一",
                "撰文／林一",
                "文/本报记者 林一 图/周二",
                "□林一",
            ],
        );
        check(
            None,
            &[
                "记者在渡口看到，船都停了",
                "■渡口停航一日",
                "年轻记者的一夜",
                "渡口的通讯员",
                "撰文记渡口",
                "实习生守在渡口三个月",
            ],
        );
    }

    #[test]
    fn where_a_text_is_from() {
        let signatures = [
            "（据《江城日报》）",
            "（摘自《江城文艺》）",
            "（来源：河湾新闻网）",
            "（本报记者林一报道）",
            "（新华社供本报专稿）",
        ];
        check(Some(Formula::Signature), &signatures);
        check(None, &["（据实说来）", "（选自渡口）"]);
    }

    #[test]
    fn who_made_a_picture() {
        check(
            Some(Formula::Credit),
            &[
                "图/视觉中国",
                "摄影：林一",
                "漫画：林一",
                "图源：河湾新闻网",
                "资料图片",
                "新华社发",
                "林一/摄",
                "新华社发（林一 摄）",
            ],
        );
        check(None, &["图们江边的渡口", "漫画里的渡口", "摄影家到渡口", "渡口管理处印发"]);
    }

    #[test]
    fn what_a_paper_is_and_costs() {
        check(
            Some(Formula::Imprint),
            &[
                "国内统一刊号 CN 00-0000",
                "邮发代号1-1 总第28123期",
                "今日8版",
                "零售价1元",
                "新闻热线：0000-0000000",
                "http://www.example.com",
                "广告",
            ],
        );
        check(
            None,
            &["今日开船的版图", "广告牌倒了", "总第一位", "零售价涨了，船票没有涨", "www.example.com 渡口"],
        );
    }
}
