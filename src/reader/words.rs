//! What the reader says, in both languages: dates, pages, seams.

use crate::lang::Lang;
use crate::layout::Ambiguous;
use crate::source::{Date, Folio, PageNumber};
use crate::stitch::{Confidence, GapKind};

/// A number as Chinese newspapers print it: 二, 十二, 二十三. Above 99, in figures.
#[must_use]
pub(super) fn han(n: u16) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |n: u16| DIGITS[usize::from(n % 10)];
    match n {
        0..=9 => digit(n).to_string(),
        10..=99 => {
            let tens = if n < 20 { String::new() } else { digit(n / 10).to_string() };
            let ones = if n.is_multiple_of(10) { String::new() } else { digit(n).to_string() };
            format!("{tens}十{ones}")
        }
        _ => n.to_string(),
    }
}

/// 第二版, page 2.
pub(super) fn page(number: PageNumber, lang: Lang) -> String {
    lang.pick(format!("第{}版", han(number.0)), format!("page {}", number.0))
}

/// The page a jump line names, or that it names one.
pub(super) fn page_or_other(number: Option<PageNumber>, lang: Lang) -> String {
    number.map_or_else(|| lang.pick("他版", "another page").to_owned(), |number| page(number, lang))
}

/// 2031年3月14日, 14 March 2031.
pub(crate) fn date(date: Date, lang: Lang) -> String {
    lang.pick(date.zh(), date.en())
}

/// 第1版 要闻; for a page without a number, the name of its file.
pub(crate) fn page_heading(folio: &Folio, file: &str, lang: Lang) -> String {
    let number = folio.number.map(|PageNumber(n)| lang.pick(format!("第{n}版"), format!("Page {n}")));
    let heading = number.unwrap_or_else(|| file.to_owned());
    folio.section.iter().fold(heading, |heading, section| format!("{heading} {section}"))
}

/// 接缝 98%.
pub(super) fn seam(confidence: Confidence, lang: Lang) -> String {
    format!("{} {confidence}", lang.pick("接缝", "seam"))
}

/// 分界 61%.
pub(super) fn boundary(confidence: Confidence, lang: Lang) -> String {
    format!("{} {confidence}", lang.pick("分界", "boundary"))
}

/// What is missing, in a few words.
pub(super) fn gap(kind: GapKind, lang: Lang) -> &'static str {
    match kind {
        GapKind::CutWithoutContinuation => {
            lang.pick("缺文：句未完，本版无下文", "text missing: no continuation on the page")
        }
        GapKind::StartMissing => lang.pick("缺文：缺上文", "text missing: the beginning"),
        GapKind::UnbalancedQuote => {
            lang.pick("缺文：引号或括号不成对", "text missing: a quotation is not closed")
        }
    }
}

/// What a policy for characters of ambiguous width does, in Chinese and in English.
pub(super) fn ambiguous(policy: Ambiguous) -> (&'static str, &'static str) {
    match policy {
        Ambiguous::Narrow => ("一格", "one cell"),
        Ambiguous::Wide => ("两格", "two cells"),
        Ambiguous::Safe => ("两格，两种终端都对", "two cells, right on either kind of terminal"),
        Ambiguous::Replace => ("换成「」等", "「」 and their like are sent instead"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_are_printed() {
        let check = |n, printed: &str| assert_eq!(han(n), printed);
        check(2, "二");
        check(10, "十");
        check(12, "十二");
        check(20, "二十");
        check(24, "二十四");
        check(100, "100");
    }
}
