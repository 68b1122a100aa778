//! Jump lines and from lines: （下转第二版）, （上接第一版） and their like, in the languages newspapers print them in.
//!
//! Damaged ones count too: （下转第 版） says that a story goes on elsewhere, if not where.

use super::JumpLine;
use crate::source::{PageNumber, Text};

/// Words that open the note of a jump, and of a continuation.
const JUMP: &[&str] = &["下转", "下轉", "下接", "转入", "轉入", "转第", "轉第", "接转第", "續第", "续第"];
const FROM: &[&str] = &["上接", "紧接", "緊接", "续接", "續接", "文接"];
const JUMP_EN: &[&str] = &["continued on", "see page", "turn to page", "please see page", "continues on"];
const FROM_EN: &[&str] = &["continued from", "from page"];
const JUMP_JA: &[&str] = &["面に続く", "面へ続く", "面につづく", "面へつづく"];
const FROM_JA: &[&str] = &["面から続く", "面からつづく", "面の続き"];

/// The longest such note, in characters.
const LONGEST: usize = 24;

#[derive(Clone, Copy, PartialEq)]
enum Way {
    To,
    From,
}

/// Parts a block's text into its prose, the from line at its head and the jump line at its end.
pub(super) fn part(text: Text) -> (Text, Option<JumpLine>, Option<JumpLine>) {
    let (text, from) = match head_note(text.as_str()) {
        Some(end) => (text.slice(end..text.as_str().len()).trim(), Some(note(&text.slice(0..end)))),
        None => (text, None),
    };
    match tail_note(text.as_str()) {
        Some(start) => {
            let jump = note(&text.slice(start..text.as_str().len()));
            (text.slice(0..start).trim(), from, Some(jump))
        }
        None => (text, from, None),
    }
}

fn note(text: &Text) -> JumpLine {
    let text = text.trim();
    JumpLine { page: number(text.as_str()), text }
}

/// Where the from line at the head ends.
fn head_note(text: &str) -> Option<usize> {
    let (open, close) = bracket(text.chars().next()?)?;
    let end = text.char_indices().take(LONGEST).find(|(_, c)| *c == close || same_kind(*c, close))?;
    let inner = &text[open.len_utf8()..end.0];
    (way(inner)? == Way::From).then_some(end.0 + end.1.len_utf8())
}

/// Where the jump line at the end starts.
fn tail_note(text: &str) -> Option<usize> {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '。' | '.' | '▶' | '►' | '■'));
    let last = end.chars().next_back()?;
    let bracketed = matches!(last, '）' | ')' | '】' | '〕' | ']').then(|| {
        let (start, open) = end
            .char_indices()
            .rev()
            .take(LONGEST)
            .find(|(_, c)| matches!(c, '（' | '(' | '【' | '〔' | '['))?;
        let inner = &end[start + open.len_utf8()..end.len() - last.len_utf8()];
        (way(inner)? == Way::To).then_some(start)
    });
    if let Some(Some(start)) = bracketed {
        return Some(start);
    }
    bare_tail(end)
}

/// A jump line without brackets: only behind the end of a sentence, or alone in its block.
fn bare_tail(text: &str) -> Option<usize> {
    let from = text.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let lower = text[from..].to_ascii_lowercase();
    let at = JUMP.iter().chain(JUMP_EN).filter_map(|words| lower.rfind(words)).min()?;
    let (before, words) =
        (text[..from + at].trim_end_matches(['▶', '►', '■', '●', ' ', '　']), &text[from + at..]);
    let alone = before.is_empty() || before.ends_with(['。', '！', '？', '”', '.', '!', '?', '"']);
    (alone && way(words) == Some(Way::To) && number(words).is_some()).then_some(before.len())
}

/// What the inside of a note says: jump, continuation, or neither.
fn way(inner: &str) -> Option<Way> {
    let words: String = inner.trim().to_ascii_lowercase();
    let starts = |list: &[&str]| list.iter().any(|w| words.starts_with(w));
    let ends = |list: &[&str]| list.iter().any(|w| words.ends_with(w));
    // A page must be named, or have been: `第 版`, `第页`, `A4`. （转第三人称） is no jump line.
    let names_page = words.ends_with(['版', '页', '頁', '面']) || words.chars().any(|c| c.is_ascii_digit());
    if starts(FROM_EN) || ends(FROM_JA) || (starts(FROM) && names_page) {
        Some(Way::From)
    } else if starts(JUMP_EN) || ends(JUMP_JA) || (starts(JUMP) && names_page) {
        Some(Way::To)
    } else {
        None
    }
}

/// The page number in a note.
fn number(note: &str) -> Option<PageNumber> {
    let is_numeral = |c: char| c.is_numeric() || "〇零一二三四五六七八九十百廿卅".contains(c);
    let note = note.to_ascii_lowercase();
    note.split(|c: char| !is_numeral(c)).filter(|run| !run.is_empty()).find_map(PageNumber::parse)
}

/// The two brackets of a pair, by its opening one.
fn bracket(open: char) -> Option<(char, char)> {
    let close = match open {
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '〔' => '〕',
        '[' => ']',
        _ => return None,
    };
    Some((open, close))
}

/// OCR mixes full-width and ASCII brackets.
fn same_kind(found: char, wanted: char) -> bool {
    matches!((found, wanted), ('）' | ')', '）' | ')'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};
    use std::path::Path;

    #[track_caller]
    fn check(text: &str, prose: &str, from: Option<Option<u16>>, jump: Option<Option<u16>>) {
        let source = Source::new(Path::new("1.txt"), text.as_bytes());
        let (got, f, j) = part(Text::cut(&source, Span::new(0, source.text().len())));
        assert_eq!(got.as_str(), prose);
        let page = |line: Option<JumpLine>| line.map(|line| line.page.map(|page| page.0));
        assert_eq!((page(f), page(j)), (from, jump), "{text}");
    }

    #[test]
    fn notes_are_parted_from_the_prose() {
        check("江水上涨。（下转第二版）", "江水上涨。", None, Some(Some(2)));
        check("江水上（下转第12版）", "江水上", None, Some(Some(12)));
        check("（上接第一版）涨了三米。", "涨了三米。", Some(Some(1)), None);
        check("（上接第一版）涨了三米，（下转第三版）", "涨了三米，", Some(Some(1)), Some(Some(3)));
        check("(下转第4版)", "", None, Some(Some(4)));
        check("水位回落。下转第八版", "水位回落。", None, Some(Some(8)));
        check("江水上（下转第 版）", "江水上", None, Some(None));
        check("江水上（下转第 页）", "江水上", None, Some(None));
        check("（下轉第二版）", "", None, Some(Some(2)));
        check("川が増水した。（2面に続く）", "川が増水した。", None, Some(Some(2)));
        check("（1面から続く）水位は下がった。", "水位は下がった。", Some(Some(1)), None);
        check("The river rose. (Continued on Page 4)", "The river rose.", None, Some(Some(4)));
        check("The river rose. Continued on Page A4", "The river rose.", None, Some(Some(4)));
    }

    #[test]
    fn other_brackets_stay() {
        check("讲话全文见第二版。（讲话全文见第二版）", "讲话全文见第二版。（讲话全文见第二版）", None, None);
        check("（转第三人称）", "（转第三人称）", None, None);
        check("他说，下转的车次有三趟", "他说，下转的车次有三趟", None, None);
        check("（记者林一）江水上涨。", "（记者林一）江水上涨。", None, None);
        check("", "", None, None);
        check("（", "（", None, None);
    }
}
