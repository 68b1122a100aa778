//! Jump lines and from lines: （下转第二版）, （上接第一版） and their like, in the languages newspapers print them in.
//!
//! What such a note says, `tongue` knows; here is where one may stand: at the head of a block or at its end, in
//! brackets (one of which OCR may have lost), behind an arrow, glued to a sentence, or alone. Damaged ones count too:
//! （下转第 版） says that a story goes on elsewhere, if not where.

use super::JumpLine;
use super::tongue::{Note, Surety, Way, note, note_heads};
use crate::source::Text;

/// The longest such note, in characters, brackets and arrows included.
const LONGEST: usize = 56;

/// What may stand in the bracket behind the note proper, in characters: the section's name, the headline to look for.
const LONGEST_REST: usize = 16;

/// A note where it stands.
struct Found {
    start: usize,
    end: usize,
    note: Note,
}

/// Parts a block's text into its prose, the from line at its head and the jump line at its end.
pub(super) fn part(text: Text) -> (Text, Option<JumpLine>, Option<JumpLine>) {
    let line = |text: &Text, found: &Found| JumpLine {
        page: found.note.page,
        text: text.slice(found.start..found.end).trim(),
    };
    let (text, from) = match head_note(text.as_str()) {
        Some(found) => {
            let from = line(&text, &found);
            (text.slice(found.end..text.as_str().len()).trim(), Some(from))
        }
        None => (text, None),
    };
    match tail_note(text.as_str()) {
        Some(found) => {
            let jump = line(&text, &found);
            (text.slice(0..found.start).trim(), from, Some(jump))
        }
        None => (text, from, None),
    }
}

/// The from line at the head.
fn head_note(text: &str) -> Option<Found> {
    let limit = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let found = at(&text[..limit], 0).filter(|found| found.note.way == Way::From)?;
    let rest = &text[found.end..];
    let alone = rest.trim().is_empty();
    let fits = match found.kind {
        Dress::Brackets => true,
        Dress::HalfBracket => found.note.surety != Surety::Vague,
        Dress::Bare => alone || found.note.surety == Surety::Strong,
    };
    fits.then_some(Found { start: 0, end: found.end, note: found.note })
}

/// The jump line at the end.
fn tail_note(text: &str) -> Option<Found> {
    let from = text.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
    let tail = &text[from..];
    let brackets = tail.char_indices().filter(|(_, c)| is_opener(*c)).map(|(at, _)| at);
    let mut starts: Vec<usize> = brackets.chain(note_heads(tail)).collect();
    starts.sort_unstable();
    let mut found = starts.into_iter().filter_map(|start| at(tail, start));
    let found = found.find(|found| {
        let before = text[..from + found.start].trim_end_matches(|c: char| c.is_whitespace() || is_arrow(c));
        let apart = before.is_empty() || before.ends_with(is_end);
        let done = text[from + found.end..]
            .trim_matches(|c: char| c.is_whitespace() || is_arrow(c) || c == '。' || c == '.');
        let fits = match found.kind {
            Dress::Brackets => true,
            Dress::HalfBracket => found.note.surety != Surety::Vague,
            Dress::Bare if before.is_empty() => found.note.page.is_some(),
            Dress::Bare => match found.note.surety {
                Surety::Strong => true,
                Surety::Plain => apart,
                Surety::Vague => false,
            },
        };
        fits && done.is_empty() && found.note.way == Way::To
    })?;
    let before =
        text[..from + found.start].trim_end_matches(|c: char| c.is_whitespace() || is_arrow(c)).len();
    let start = if found.kind == Dress::Bare { before } else { from + found.start };
    Some(Found { start, end: text.len(), note: found.note })
}

/// How a note is set off.
#[derive(Clone, Copy, PartialEq)]
enum Dress {
    Brackets,
    /// OCR has lost one of the two.
    HalfBracket,
    Bare,
}

/// A note that begins at a byte of a text, with its brackets and arrows.
struct Dressed {
    start: usize,
    end: usize,
    note: Note,
    kind: Dress,
}

fn at(text: &str, start: usize) -> Option<Dressed> {
    let whole = &text[start..];
    let inner = whole.trim_start_matches(|c: char| c.is_whitespace() || is_arrow(c));
    let opened = inner.starts_with(is_opener);
    let inner =
        inner.trim_start_matches(is_opener).trim_start_matches(|c: char| c.is_whitespace() || is_arrow(c));
    let words = text.len() - inner.len();
    // Between brackets the note is told from its end too: 社会面に続く.
    let close = inner.char_indices().take(LONGEST).find(|(_, c)| is_closer(*c));
    let within = close.filter(|_| opened).map_or(inner, |(at, _)| &inner[..at]);
    let note = note(within.trim_end())?;
    let behind = words + note.len;
    let rest = &text[behind..];
    let closed = rest.char_indices().take(LONGEST_REST).find(|(_, c)| is_closer(*c));
    let closed = closed.filter(|(at, _)| {
        !rest[..*at].contains(['。', '，', ',', '\n']) && (opened || rest[..*at].trim().is_empty())
    });
    let end = closed.map_or(behind, |(at, c)| behind + at + c.len_utf8());
    let kind = match (opened, closed) {
        (true, Some(_)) => Dress::Brackets,
        (false, None) => Dress::Bare,
        _ => Dress::HalfBracket,
    };
    let end = end + text[end..].chars().take_while(|c| is_arrow(*c)).map(char::len_utf8).sum::<usize>();
    // A word that goes on is another word: Continued on Page 2nd.
    let whole_word = kind != Dress::Bare || !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    whole_word.then_some(Dressed { start, end, note, kind })
}

fn is_opener(c: char) -> bool {
    matches!(c, '（' | '(' | '【' | '〔' | '[' | '［' | '︵' | '〈' | '﹙')
}

/// OCR mixes full-width and ASCII brackets.
fn is_closer(c: char) -> bool {
    matches!(c, '）' | ')' | '】' | '〕' | ']' | '］' | '︶' | '〉' | '﹚')
}

fn is_arrow(c: char) -> bool {
    matches!(
        c,
        '▶' | '►'
            | '■'
            | '●'
            | '→'
            | '◀'
            | '◄'
            | '←'
            | '▲'
            | '▼'
            | '▷'
            | '◁'
            | '☞'
            | '＝'
            | '➤'
            | '»'
            | '«'
    )
}

/// How sentences end.
fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '”' | '」' | '』' | '…' | '.' | '!' | '?' | '"' | '；' | '︒')
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
    fn without_brackets_or_with_one() {
        check("江水上下转第三版", "江水上", None, Some(Some(3)));
        check("江水上涨。▶下转A3版", "江水上涨。", None, Some(Some(3)));
        check("江水上涨。转第三版", "江水上涨。", None, Some(Some(3)));
        check("江水上涨。（下转第三版", "江水上涨。", None, Some(Some(3)));
        check("江水上涨。下转第三版）", "江水上涨。", None, Some(Some(3)));
        check("上接第一版", "", Some(Some(1)), None);
        check("上接第一版 涨了三米。", "涨了三米。", Some(Some(1)), None);
        check("（上接第一版涨了三米。", "涨了三米。", Some(Some(1)), None);
        check("◀上接第一版）涨了三米。", "涨了三米。", Some(Some(1)), None);
        check("下转第二版", "", None, Some(Some(2)));
        check("▶2面に続く", "", None, Some(Some(2)));
        check("川が増水した。２面に続く", "川が増水した。", None, Some(Some(2)));
    }

    #[test]
    fn misread_notes() {
        check("江水上（下转第页）", "江水上", None, Some(None));
        check("江水上（下转第⒉版）", "江水上", None, Some(Some(2)));
        check("江水上（下转第②版）", "江水上", None, Some(Some(2)));
        check("江水上（下转第l版）", "江水上", None, Some(Some(1)));
        check("江水上（下转第l0版）", "江水上", None, Some(Some(10)));
        check("江水上（下转第千二版）", "江水上", None, Some(Some(12)));
        check("江水上（下转第干版）", "江水上", None, Some(Some(10)));
        check("江水上（下传第三版）", "江水上", None, Some(Some(3)));
        check("江水上（下轩第三板）", "江水上", None, Some(Some(3)));
        check("（上按第一版）涨了三米。", "涨了三米。", Some(Some(1)), None);
        check("（斗接第一版）涨了三米。", "涨了三米。", Some(Some(1)), None);
        check("江水上（的转第三版）", "江水上", None, Some(Some(3)));
        check("江水上（下转际三版）", "江水上", None, Some(Some(3)));
        check("江水上（下转第十二饭）", "江水上", None, Some(Some(12)));
        check("江水上(下转第三版)", "江水上", None, Some(Some(3)));
        check("江水上（下转第三版)。", "江水上", None, Some(Some(3)));
        check("江水上（下转 第 3 版）", "江水上", None, Some(Some(3)));
        check("江水上（下转第三版·要闻）", "江水上", None, Some(Some(3)));
    }

    #[test]
    fn traditional_notes() {
        check("（上接A1版）水位回落。（下轉A3版）", "水位回落。", Some(Some(1)), Some(Some(3)));
        check("水位回落。（文轉第三版）", "水位回落。", None, Some(Some(3)));
        check("水位回落。（轉A12版）", "水位回落。", None, Some(Some(12)));
        check("︵緊接第一版︶水位回落。", "水位回落。", Some(Some(1)), None);
        check("水位回落。【下轉B6頁】", "水位回落。", None, Some(Some(6)));
    }

    #[test]
    fn japanese_notes() {
        check("川が増水した。（２面に続く）", "川が増水した。", None, Some(Some(2)));
        check("川が増水した。＝２面に続く", "川が増水した。", None, Some(Some(2)));
        check("川が増水した。（社会面に続く）", "川が増水した。", None, Some(None));
        check("川が増水した。（続きは3面）", "川が増水した。", None, Some(Some(3)));
        check("【1面から続く】水位は下がった。", "水位は下がった。", Some(Some(1)), None);
        for text in [
            "川が増水した。【3面に関連記事】",
            "川が増水した。（関連記事3面）",
            "川が増水した。【2面に社説】",
        ] {
            check(text, text, None, None);
        }
    }

    #[test]
    fn english_notes() {
        let prose = "The river rose.";
        for (line, page) in [
            ("Continued on Page A12, Column 3", Some(12)),
            ("Continued on A12", Some(12)),
            ("(Continued on page 4)", Some(4)),
            ("(Continued on Page )", None),
            ("(Cont'd on Page Four)", Some(4)),
            ("See FLOOD on A4", Some(4)),
            ("See FLOOD, Page A4", Some(4)),
            ("Turn to Page 4", Some(4)),
            ("Please turn to Page 4, Col. 1", Some(4)),
            ("[See Page 4]", Some(4)),
        ] {
            check(&format!("{prose} {line}"), prose, None, Some(page));
            check(line, "", None, Some(page));
        }
        check("the river that Continued on Page 2", "the river that", None, Some(Some(2)));
        for line in
            ["(Continued from Page 1)", "Continued from Page A1", "[From Page 1]", "(FLOOD, from Page 1)"]
        {
            check(&format!("{line} {prose}"), prose, Some(Some(1)), None);
            check(line, "", Some(Some(1)), None);
        }
    }

    #[test]
    fn other_brackets_stay() {
        check("讲话全文见第二版。（讲话全文见第二版）", "讲话全文见第二版。（讲话全文见第二版）", None, None);
        check("（转第三人称）", "（转第三人称）", None, None);
        check("水文志（下册第二版）", "水文志（下册第二版）", None, None);
        check("水文志（修订第二版）", "水文志（修订第二版）", None, None);
        check("他说，下转的车次有三趟", "他说，下转的车次有三趟", None, None);
        check("（记者林一）江水上涨。", "（记者林一）江水上涨。", None, None);
        for text in [
            "他转5路公交车",
            "水位回落（转5路公交车）",
            "续三杯茶",
            "接第三棒的是林一",
            "船工们见面",
            "他把书翻到第三版",
            "He wanted to see 12 men on deck",
            "They will see the bridge on Page 4 of the plan, he said",
            "From page 3 of the report the mayor read aloud.",
            "Turn to the left, see Pier 4",
        ] {
            check(text, text, None, None);
        }
        check("", "", None, None);
        check("（", "（", None, None);
    }
}
