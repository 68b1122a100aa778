//! Places of a page in words: its name, a headline, the text around a point.

use crate::block::Page;
use crate::lang::Lang;
use crate::source::Text;
use crate::stitch::Article;

/// 第1版, or the file's name when no number is known.
pub(super) fn page_name(page: &Page, lang: Lang) -> String {
    match page.folio.number {
        Some(number) => {
            let number = number.0;
            lang.pick(format!("第{number}版"), format!("page {number}"))
        }
        None => page.source.name.clone(),
    }
}

/// The headline's title; else the first words of the article in brackets.
pub(super) fn title(article: &Article) -> String {
    match &article.headline {
        Some(headline) if !headline.title.is_empty() => one_line(&headline.title),
        _ => {
            let first = article.paragraphs.iter().map(|paragraph| one_line(&paragraph.text()));
            let first = first.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
            format!("（{}）", head(&first, 12))
        }
    }
}

/// The first `n` characters, with … where there are more.
pub(super) fn head(text: &str, n: usize) -> String {
    match text.char_indices().nth(n) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The last `n` characters, with … where there are more.
pub(super) fn tail(text: &str, n: usize) -> String {
    match text.char_indices().rev().nth(n.saturating_sub(1)) {
        Some((start, _)) if start > 0 => format!("…{}", &text[start..]),
        _ => text.to_owned(),
    }
}

/// The text without line ends.
pub(super) fn one_line(text: &Text) -> String {
    text.as_str().trim().replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_a_text() {
        for (text, first, last) in
            [("一二三四", "一二…", "…三四"), ("一二", "一二", "一二"), ("一", "一", "一"), ("", "", "")]
        {
            assert_eq!((head(text, 2).as_str(), tail(text, 2).as_str()), (first, last));
        }
    }
}
