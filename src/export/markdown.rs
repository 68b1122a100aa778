//! Markdown: headlines as headings, escaped so that no character of the page is taken for a mark.

use super::Edition;
use crate::edition::ArticleIx;
use crate::stitch::{Article, Paragraph, ParagraphRole};

/// The edition, or the one article of it, as a document. Articles are told apart by a thematic break, because not
/// every article has a headline.
pub(super) fn document(edition: &Edition, only: Option<ArticleIx>) -> String {
    let parts: Vec<String> = articles(edition, only)
        .map(|article| blocks(article).join("\n\n"))
        .filter(|text| !text.is_empty())
        .collect();
    if parts.is_empty() { String::new() } else { parts.join("\n\n---\n\n") + "\n" }
}

/// The articles asked for, in reading order.
pub(super) fn articles(edition: &Edition, only: Option<ArticleIx>) -> impl Iterator<Item = &Article> {
    edition.articles().filter(move |(ix, _)| only.is_none_or(|only| only == *ix)).map(|(_, article)| article)
}

/// A text of more than one printed line on one line, without blanks at its ends.
pub(super) fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

fn blocks(article: &Article) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut add = |open: &str, text: &str, close: &str| {
        let text = escape(&one_line(text));
        if !text.is_empty() {
            blocks.push(format!("{open}{text}{close}"));
        }
    };
    if let Some(headline) = &article.headline {
        if let Some(kicker) = &headline.kicker {
            add("**", kicker.as_str(), "**");
        }
        add("# ", headline.title.as_str(), "");
        if let Some(deck) = &headline.deck {
            add("**", deck.as_str(), "**");
        }
    }
    if let Some(from) = &article.from {
        add("", from.text.as_str(), "");
    }
    for paragraph in &article.paragraphs {
        let (open, close) = marks(paragraph);
        add(open, paragraph.text().as_str(), close);
    }
    if let Some(jump) = &article.jump {
        add("", jump.text.as_str(), "");
    }
    blocks
}

/// What stands before and after a paragraph of that role.
const fn marks(paragraph: &Paragraph) -> (&'static str, &'static str) {
    match paragraph.role {
        ParagraphRole::Body => ("", ""),
        ParagraphRole::Subhead => ("## ", ""),
        ParagraphRole::Caption | ParagraphRole::Credit | ParagraphRole::Byline => ("*", "*"),
    }
}

/// Escapes a line of prose. CommonMark 0.31, 2.4: a backslash before ASCII punctuation makes it literal.
///
/// Always escaped is what opens a mark in mid-line; only at the head of the line what opens a block there. A full stop
/// or bracket behind a line's first digits would open a list.
fn escape(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = String::with_capacity(line.len() + 8);
    for (at, c) in line.char_indices() {
        let inline = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$');
        let head = at == 0 && matches!(c, '#' | '+' | '-' | '=');
        let list = digits > 0 && at == digits && matches!(c, '.' | ')');
        // A closing run of # would be taken off a heading.
        let tail = c == '#' && line[at..].bytes().all(|b| b == b'#');
        if inline || head || list || tail {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::bench::edition;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_edition_in_markdown() {
        let expected = "# 渡口通了桥\n\n**两岸少走三十里**\n\n老人说，桥通那天他走了两个来回。\n\n船工们\n\n\
                        （下转第三版）\n\n---\n\n*图为新桥。*\n";
        assert_eq!(document(&edition(), None), expected);
    }

    #[test]
    fn marks_in_the_text_are_no_marks() {
        for (text, expected) in [
            ("平常的话。", "平常的话。"),
            ("# 号", r"\# 号"),
            ("C# 与 #", r"C# 与 \#"),
            ("1. 一", r"1\. 一"),
            ("2026) 年", r"2026\) 年"),
            ("3.5 万", r"3\.5 万"),
            ("增长 3.5 成", "增长 3.5 成"),
            ("- 一", r"\- 一"),
            ("一 - 二", "一 - 二"),
            ("*星* _线_", r"\*星\* \_线\_"),
            ("<b>&amp;", r"\<b\>\&amp;"),
            ("[链接](x)", r"\[链接\](x)"),
            ("a\\b", r"a\\b"),
        ] {
            assert_eq!(escape(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_character_is_lost(line in "[ -~一-龥]{0,40}") {
            let mut back = String::new();
            let escaped = escape(&line);
            let mut chars = escaped.chars();
            while let Some(c) = chars.next() {
                back.push(if c == '\\' { chars.next().unwrap() } else { c });
            }
            prop_assert_eq!(back, line);
        }
    }
}
