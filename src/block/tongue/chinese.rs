//! Chinese: the words of its newspapers' formulas. They are written in Simplified characters and asked of texts that are
//! read as such; Traditional ones need none of their own.

mod formula;
mod person;
mod wire;

pub(super) use formula::formula;
pub(super) use person::{names_person, speakers};
pub(super) use wire::{begins_with_agency, wire};

use super::{Note, Surety, Way};
use crate::block::signs::is_han;
use crate::source::PageNumber;

/// Headlines of notices.
pub(super) const NOTICES: &[&str] = &["更正", "启事", "公告", "声明", "通知", "讣告", "勘误", "致读者"];

/// Headlines of roundups.
pub(super) const ROUNDUPS: &[&str] = &["简讯", "短讯", "短波", "集锦", "速览", "快讯", "简报"];

/// Words that point at the picture beside a text.
const PICTURE: &[&str] = &["图为", "上图", "下图", "左图", "右图", "见图", "图①", "图②", "图一：", "题图"];

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

pub(super) fn names_picture(text: &str) -> bool {
    PICTURE.iter().any(|words| text.contains(words))
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
