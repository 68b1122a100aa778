//! Chinese: the words of its newspapers' formulas. They are written in Simplified characters and asked of texts that are
//! read as such; Traditional ones need none of their own.

mod person;

pub(super) use person::{names_person, speakers};

use super::{Note, Surety, Way, Wire};
use crate::block::signs::{Ending, Formula, is_han};
use crate::source::PageNumber;

/// Headlines of notices.
pub(super) const NOTICES: &[&str] = &["更正", "启事", "公告", "声明", "通知", "讣告", "勘误", "致读者"];

/// Headlines of roundups.
pub(super) const ROUNDUPS: &[&str] = &["简讯", "短讯", "短波", "集锦", "速览", "快讯", "简报"];

/// Who makes a page up, as its foot names them.
const OFFICES: &[&str] =
    &["责编", "责任编辑", "编辑", "主编", "版式", "版面设计", "美编", "校对", "视觉", "值班"];

/// Behind the name of who made a picture.
const PICTURED_BY: &[&str] = &["摄", "摄影报道", "摄影", "供图", "制图", "影像中国", "提供"];

/// Before the source of a picture or of figures.
const SOURCES: &[&str] = &["数据来源", "资料来源", "图片来源", "制图", "图片由", "题图"];

/// Of a bracket with one of these, a signature is made.
const SIGNED: &[&str] = &["记者", "报道", "报导", "社", "讯", "作者", "执笔", "电", "整理"];

/// How a byline begins.
const BYLINES: &[&str] =
    &["本报记者", "记者", "本报通讯员", "通讯员", "本报评论员", "文/", "文／", "特约记者", "作者", "□"];

/// Words that point at the picture beside a text.
const PICTURE: &[&str] = &["图为", "上图", "下图", "左图", "右图", "见图", "图①", "图②", "图一：", "题图"];

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
pub(super) fn begins_with_agency(text: &str) -> bool {
    AGENCIES.iter().any(|agency| text.starts_with(agency))
}

/// Datelines without place and date.
const NEWS: &[&str] = &["本报讯", "本报综合消息"];

/// The longest dateline, in characters, without the reporters.
const LONGEST: usize = 36;

/// Round brackets, and what poor prints have them read as.
const OPEN: [char; 4] = ['（', '(', '〈', '《'];
const CLOSE: [char; 4] = ['）', ')', '〉', '》'];

/// A dash before a deck or a speaker's name, and what poor prints have it read as: 一一 for ——.
const DASHES: &[&str] = &["—", "―", "一一", "-一", "一—"];

/// Openers of notes, longer ones before those they begin with. 转 and 接 by themselves need the page behind them.
const TO: &[&str] = &["下转", "下接", "转入", "接转", "续转", "文转", "转", "续"];
const FROM: &[&str] = &["上接", "紧接", "续接", "文接", "承接", "接"];

/// The longest note that may have a character misread, in characters: 下转第十二版.
const MISREAD: usize = 7;

/// What 上 and 下 stand before as well.
const VOLUMES: [char; 6] = ['册', '卷', '集', '编', '篇', '部'];

/// Where a note without brackets may begin.
pub(super) const OPENERS: &[&str] = &["下转", "下接", "转入", "接转", "续转", "文转", "转", "续第"];

/// 一 二 三 …, as items and dates are numbered.
pub(super) fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The formula a block follows, by its text of so many characters.
pub(super) fn formula(text: &str, chars: usize, ending: Ending) -> Option<Formula> {
    if is_editors(text, chars) {
        Some(Formula::Editors)
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
    chars <= 60 && head.find(['：', ':', '/', '　', ' ']).is_some_and(office)
}

fn is_credit(text: &str, chars: usize) -> bool {
    let bare = text.trim_end_matches(['。', '）', ')']);
    let photographed = PICTURED_BY.iter().any(|words| bare.ends_with(words));
    let picture_agency = bare.ends_with("图片") && text.contains(['（', '(']);
    let archive = text.starts_with(['（', '(']) && bare.ends_with("资料图");
    let source = SOURCES.iter().any(|words| text.starts_with(words));
    // 林一图　周二文: verse and drawing below a comment.
    let drawn = chars <= 12 && bare.ends_with('文') && bare.contains('图');
    chars <= 36
        && !bare.contains(['。', '，'])
        && (photographed || picture_agency || archive || source || drawn)
}

/// （本报记者某某报道）: a bracket of its own that names reporters or an agency.
fn is_signature(text: &str) -> bool {
    let bare = text.trim_end_matches('。');
    let round = bare.starts_with(&OPEN[..2]) || bare.ends_with(&CLOSE[..2]);
    let inside = bare.strip_prefix(OPEN).and_then(|inside| inside.strip_suffix(CLOSE)).filter(|_| round);
    inside.is_some_and(|inside| {
        !inside.contains(['（', '(', '。']) && SIGNED.iter().any(|name| inside.contains(name))
    })
}

/// What stands before a colon and names a fact, no subject.
const FACTS: &[&str] = &[
    "时间",
    "日期",
    "地点",
    "地址",
    "日程",
    "信箱",
    "电子信箱",
    "邮箱",
    "投稿邮箱",
    "电话",
    "热线",
    "传真",
    "网址",
    "作者单位",
    "数据来源",
    "资料来源",
    "图片来源",
    "版式设计",
    "制图",
    "本版制图",
    "执笔",
    "统筹",
    "本期统筹",
    "供图",
];

/// 2026年3月14日, 时间：3月14日上午, 信箱：…, 浙江临坪县　林一.
pub(super) fn states_fact(text: &str) -> bool {
    let label = text.split_once(['：', ':']).map(|(label, _)| label.trim());
    label.is_some_and(|label| FACTS.contains(&label)) || is_date(text) || person::writes_from(text)
}

/// Between brackets it is a deck.
fn is_date(text: &str) -> bool {
    let of_date = |c: char| c.is_ascii_digit() || is_numeral(c) || "〇零○年月日 ".contains(c);
    text.ends_with('日') && text.contains('月') && text.chars().all(of_date)
}

/// True when a text begins with a dash, as decks do, and the speakers of pull quotes.
pub(super) fn begins_with_dash(text: &str) -> bool {
    DASHES.iter().any(|dash| text.starts_with(dash))
}

/// True when a text ends with 。 read as a letter: 走得慢o.
pub(super) fn ends_in_misread_stop(text: &str) -> bool {
    text.trim_end().strip_suffix(['o', 'O']).is_some_and(|rest| rest.ends_with(is_han))
}

fn is_byline(text: &str, chars: usize, ending: Ending) -> bool {
    chars <= 40
        && matches!(ending, Ending::Word | Ending::Closer)
        && !text.contains(['，', '。', '：'])
        && BYLINES.iter().any(|head| text.starts_with(head))
}

pub(super) fn names_picture(text: &str) -> bool {
    PICTURE.iter().any(|words| text.contains(words))
}

/// 本报江城3月13日电（记者　林一）, 本报讯, 【记者林一／江城报导】.
pub(super) fn wire(text: &str) -> Option<Wire> {
    let mut wire = reported(text).or_else(|| dated(text))?;
    let names = reporters(&text[wire.end..]).map(|(names, len)| {
        let at = wire.end;
        wire.end += len;
        names.into_iter().map(move |(start, end)| (start + at, end + at))
    });
    wire.reporters.extend(names.into_iter().flatten());
    Some(wire)
}

/// 本报讯, and what 日电 ends.
fn dated(text: &str) -> Option<Wire> {
    let head = text.trim_start_matches(['　', ' ', '【', '（', '〔']);
    let skipped = text.len() - head.len();
    let limit = head.char_indices().nth(LONGEST).map_or(head.len(), |(at, _)| at);
    let head = &head[..limit];
    let closed = |end: usize| {
        let closer = |c: &char| matches!(c, '】' | '〕') || *c == '）' && text[..skipped].ends_with('（');
        end + text[end..].chars().next().filter(closer).map_or(0, char::len_utf8)
    };
    let agency = |from: usize| {
        let agency = AGENCIES.iter().find(|agency| text[from..].starts_with(**agency))?;
        Some((from, from + agency.len()))
    };
    if let Some(news) = NEWS.iter().find(|news| head.starts_with(**news)) {
        return Some(Wire { end: closed(skipped + news.len()), agency: agency(skipped), ..Wire::default() });
    }
    let at = head.find("日电")?;
    let before = &head[..at];
    let wired = before.ends_with(|c: char| c.is_numeric() || is_numeral(c))
        && !before.contains(['。', '，', '“', '：']);
    if !wired {
        return None;
    }
    let to = skipped + at + "日".len();
    let from = skipped + before.len() - before.trim_start_matches('据').len();
    let agency = agency(from);
    let from = agency.map_or(from, |(_, end)| end);
    let in_date = |c: char| c.is_numeric() || is_numeral(c) || matches!(c, '〇' | '年' | '月' | '日' | ' ');
    let date = from + text[from..to].trim_end_matches(in_date).len();
    // Behind 记者 stand a name and a place that nothing parts.
    let place = Some((from, date)).filter(|_| !text[from..date].starts_with("记者"));
    Some(Wire {
        end: closed(to + "电".len()),
        place: place.and_then(|(from, to)| within(text, from, to)),
        date: within(text, date, to),
        agency,
        reporters: Vec::new(),
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

/// （记者　林一、周二） behind a dateline: where the names are, and the length in bytes.
fn reporters(text: &str) -> Option<(Vec<(usize, usize)>, usize)> {
    let inner = text.strip_prefix(OPEN)?;
    let open = text.len() - inner.len();
    let (close, mark) = inner.char_indices().take(80).find(|(_, c)| CLOSE.contains(c))?;
    let words = &inner[..close];
    let names = words.trim_start_matches(['本', '报']).trim_start_matches("特约");
    let names = names.strip_prefix("记者").or_else(|| names.strip_prefix("通讯员"))?;
    let mut at = open + close - names.len();
    let mut ranges = Vec::new();
    for name in names.split_inclusive(['、', '　', ' ', '，', ',']) {
        let bare = name.trim_end_matches(['、', '　', ' ', '，', ',']);
        ranges.extend((!bare.is_empty()).then_some((at, at + bare.len())));
        at += name.len();
    }
    Some((ranges, open + close + mark.len_utf8()))
}

/// 下转第三版, 文转A3版, 上接1版; with the number lost or misread too, or another character.
pub(super) fn note(words: &str) -> Option<Note> {
    read_note(words).or_else(|| misread_note(words))
}

/// 下传第三版, 上接际一版: what would be a note, and nothing else, if one character were another. (下册第二版 is a book.)
fn misread_note(words: &str) -> Option<Note> {
    let chars: Vec<char> = words.chars().take(MISREAD + 1).collect();
    let is_volume = chars.get(1).is_some_and(|c| VOLUMES.contains(c));
    if !(5..=MISREAD).contains(&chars.len()) || is_volume {
        return None;
    }
    let read = |at: usize, right: char| {
        let mended: String =
            chars.iter().enumerate().map(|(n, c)| if n == at { right } else { *c }).collect();
        let whole = |note: &Note| note.surety == Surety::Strong && note.len == mended.len();
        let usual = mended.starts_with("下转") || mended.starts_with("上接");
        let note = read_note(&mended).filter(whole).filter(|_| usual)?;
        Some(Note { len: words.len(), surety: Surety::Vague, ..note })
    };
    let places = [(0, '下'), (0, '上'), (1, '转'), (1, '接'), (2, '第'), (chars.len() - 1, '版')];
    places.into_iter().find_map(|(at, right)| read(at, right))
}

fn read_note(words: &str) -> Option<Note> {
    let opener = |list: &'static [&'static str], way: Way| {
        list.iter().find(|opener| words.starts_with(**opener)).map(|opener| (*opener, way))
    };
    let (opener, way) = opener(TO, Way::To).or_else(|| opener(FROM, Way::From))?;
    let rest = words[opener.len()..].trim_start();
    let ordinal = rest.starts_with('第');
    let rest = rest.trim_start_matches('第').trim_start();
    let digits = rest.find(|c: char| !is_figure(c)).unwrap_or(rest.len());
    let (figures, rest) = rest.split_at(digits);
    let after = rest.trim_start();
    let named = after.chars().next().filter(|c| matches!(c, '版' | '页' | '面' | '板' | '皈'));
    let lone = opener.chars().count() == 1;
    let page = number(figures);
    let whole = match named {
        Some(_) => !lone || !figures.is_empty(),
        // （下转A3）
        None => !lone && page.is_some() && after.is_empty(),
    };
    let len = words.len() - named.map_or(rest.len(), |c| after.len() - c.len_utf8());
    let surety = match page {
        None => Surety::Vague,
        _ if lone || !ordinal => Surety::Plain,
        _ => Surety::Strong,
    };
    whole.then_some(Note { way, page, len, surety })
}

/// What may stand where a page's number does, misread figures among them.
fn is_figure(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || is_numeral(c)
        || matches!(
            c,
            '〇' | '零'
                | '○'
                | '两'
                | '百'
                | '廿'
                | '卅'
                | '千'
                | '干'
                | '＋'
                | '+'
                | '-'
                | '|'
                | '.'
                | '．'
        )
        || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '①'..='⑳' | '⒈'..='⒛' | 'Ⅰ'..='Ⅻ')
}

/// The number that some figures stand for. Letters before them name a part of the paper and are left out; l and O are
/// 1 and 0, 千 and 干 and + are 十: no paper has a thousand pages.
fn number(figures: &str) -> Option<PageNumber> {
    let mut read = String::new();
    for c in figures.chars() {
        let from = |first: char| u32::from(c) - u32::from(first) + 1;
        match c {
            '千' | '干' | '＋' | '+' => read.push('十'),
            'l' | 'i' | 'I' | '|' => read.push('1'),
            'o' | 'O' => read.push('0'),
            '①'..='⑳' => read.push_str(&from('①').to_string()),
            '⒈'..='⒛' => read.push_str(&from('⒈').to_string()),
            'Ⅰ'..='Ⅻ' => read.push_str(&from('Ⅰ').to_string()),
            '-' | '.' | '．' => {}
            c if c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ') => {}
            c => read.push(c),
        }
    }
    PageNumber::parse(&read)
}
