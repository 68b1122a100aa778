//! Markup: what an engine writes among a page's words that is none of them: bold marks, HTML tags, the bars of a table, marks of
//! formulas, escapes. It is left out of the text; what stands for a character becomes it.
//!
//! Newspapers have no formulas and no HTML: engines that look for both make `$12\%$` of a figure and `<div>` of a caption. Only
//! what is known by name is markup, everything else the page's own words.

mod formula;

use self::formula::{Word, formula};
use super::lines::needs_blank;
use crate::source::{Source, Span, Text};
use std::ops::Range;

/// The longest tag, in bytes.
const LONGEST_TAG: usize = 400;

/// What stands between the cells of a table, and between its rows.
const CELL: &str = "\u{3000}";
pub(super) const ROW: &str = "\u{3000}\u{3000}";

/// The elements of HTML that engines write, but for bold ones.
const TAGS: &[&str] = &[
    "a",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "code",
    "col",
    "colgroup",
    "details",
    "div",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "li",
    "nobr",
    "ol",
    "p",
    "page_number",
    "pre",
    "s",
    "section",
    "small",
    "span",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "watermark",
];

/// Those that end a line.
const BREAKS: &[&str] = &["br", "p", "div", "li", "hr", "caption", "figcaption", "table"];

/// Those whose words are the engine's, or stand outside the page's text.
const ASIDES: &[&str] = &["page_number", "summary", "watermark"];

/// Characters by their names in HTML.
const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&ensp;", " "),
    ("&emsp;", "\u{3000}"),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&middot;", "·"),
    ("&mdash;", "—"),
    ("&ndash;", "–"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&lsquo;", "‘"),
    ("&rsquo;", "’"),
    ("&hellip;", "…"),
];

/// What a piece of markup stands for.
#[derive(Debug, PartialEq)]
enum Stands {
    /// Nothing.
    Nothing,
    /// Bold words begin or end.
    Bold,
    /// The end of a line.
    Break,
    /// A character, or several.
    For(&'static str),
    /// The words of a formula.
    Formula(Vec<Word>),
}

/// The bold marks of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bolds {
    pub(super) count: usize,
    /// One stands before all words.
    pub(super) first: bool,
    /// One stands behind all words.
    pub(super) last: bool,
}

/// Adds the words of a line. A line without words keeps its markup: it is all it has.
pub(super) fn push_words(source: &Source, line: Span, text: &mut Text) -> Bolds {
    let words = source.slice(line);
    let mut own = Text::default();
    let mut bolds = Bolds::default();
    let mut behind = 0;
    let mut start = 0;
    let mut at = 0;
    let push = |own: &mut Text, words: Range<usize>| {
        own.push(source, Span::new(line.start + words.start, line.start + words.end));
    };
    while let Some(next) = words[at..].find(['*', '<', '$', '\\', '&', '|']) {
        at += next;
        let Some((len, stands)) = markup(words, at) else {
            at += words[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        // Blanks around a border between cells are the border's.
        let cell = matches!(stands, Stands::For(CELL));
        let before = if cell { words[start..at].trim_end() } else { &words[start..at] };
        push(&mut own, start..start + before.len());
        match stands {
            Stands::Nothing => {}
            Stands::Bold => {
                bolds.first |= own.as_str().trim().is_empty();
                bolds.count += 1;
                behind = own.as_str().len();
            }
            Stands::Break => {
                if !own.is_empty() && needs_blank(own.as_str(), words[at + len..].trim_start()) {
                    own.push_filler(" ");
                }
            }
            Stands::For(characters) => own.push_filler(characters),
            Stands::Formula(pieces) => {
                for piece in pieces {
                    match piece {
                        Word::At(range) => push(&mut own, at + range.start..at + range.end),
                        Word::For(characters) => own.push_filler(characters),
                    }
                }
            }
        }
        at += len;
        at += if cell { words[at..].len() - words[at..].trim_start().len() } else { 0 };
        start = at;
    }
    push(&mut own, start..words.len());
    if own.as_str().trim().is_empty() {
        text.push(source, line);
        return Bolds::default();
    }
    bolds.last = bolds.count > 0 && own.as_str().trim_end().len() <= behind;
    // Blanks that stood for borders of cells at both ends are none.
    text.append(&own.trim());
    bolds
}

/// The markup at byte `at` of a line: its length in bytes, and what it stands for.
fn markup(line: &str, at: usize) -> Option<(usize, Stands)> {
    let rest = &line[at..];
    match rest.as_bytes().first()? {
        b'*' => rest.starts_with("**").then_some((2, Stands::Bold)),
        b'<' => tag(rest),
        b'|' if is_barred(line) => Some((1, if at == 0 { Stands::Nothing } else { Stands::For(CELL) })),
        b'&' => {
            let entity = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
            entity.map(|(name, character)| (name.len(), Stands::For(character)))
        }
        b'$' => formula(rest, "$", "$").map(|(len, words)| (len, Stands::Formula(words))),
        b'\\' if rest.starts_with("\\(") => {
            formula(rest, "\\(", "\\)").map(|(len, words)| (len, Stands::Formula(words)))
        }
        b'\\' => {
            let escaped = rest[1..].starts_with(|c: char| c.is_ascii_punctuation());
            escaped.then_some((1, Stands::Nothing))
        }
        _ => None,
    }
}

/// The name of the HTML tag at the head of a text, in small letters, and the tag's length in bytes.
fn named(rest: &str) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (name, behind) = inner.split_at(inner.find(|c| !of_name(c))?);
    if !behind.starts_with([' ', '/', '>']) {
        return None;
    }
    let end = behind.find(['<', '>']).filter(|end| behind[*end..].starts_with('>') && *end < LONGEST_TAG)?;
    let attributes = behind[..end].trim_matches([' ', '/']);
    let len = rest.len() - behind.len() + end + 1;
    (attributes.is_empty() || attributes.contains('=')).then(|| (name.to_ascii_lowercase(), len))
}

fn tag(rest: &str) -> Option<(usize, Stands)> {
    let (name, len) = named(rest)?;
    let closing = rest.starts_with("</");
    let stands = match name.as_str() {
        "b" | "strong" => Stands::Bold,
        "td" | "th" | "tr" if closing => Stands::For(CELL),
        name if BREAKS.contains(&name) => Stands::Break,
        name if TAGS.contains(&name) => Stands::Nothing,
        _ => return None,
    };
    Some((len, stands))
}

/// The level of the HTML heading that a line is.
pub(super) fn heading(line: &str) -> Option<u8> {
    let (name, _) = named(line)?;
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// True for a line whose words are the engine's, or stand outside the page's text: `<summary>text_image</summary>`,
/// `<page_number>4</page_number>`, `<|ref|>title<|/ref|><|det|>[[52, 30, 500, 80]]<|/det|>`, a fence around the page.
pub(super) fn is_aside(line: &str) -> bool {
    let aside = named(line)
        .is_some_and(|(name, _)| ASIDES.contains(&name.as_str()) && line.ends_with(&format!("</{name}>")));
    let grounding = line.starts_with("<|ref|>") && line.ends_with("<|/det|>");
    let fence = line.strip_prefix("```").is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric()));
    aside || grounding || fence
}

/// True for the rule below the head of a table: `|---|---|`.
pub(super) fn is_table_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains("--") && line.chars().all(|c| "|-: ".contains(c))
}

/// True for a line of a table.
pub(super) fn is_row(line: &str) -> bool {
    is_barred(line) || ["<table", "<tr", "<td", "<th"].iter().any(|head| line.starts_with(head))
}

/// …with bars around its cells.
fn is_barred(line: &str) -> bool {
    line.strip_prefix('|').is_some_and(|cells| cells.contains('|'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let source = Source::new(Path::new("1.md"), line.as_bytes());
        let mut text = Text::default();
        push_words(&source, Span::new(0, source.text().len()), &mut text);
        assert_eq!(text.as_str(), expected, "{line}");
    }

    #[test]
    fn tags_are_no_words() {
        check("<div align=\"center\">图为停在岸边的渡船。</div>", "图为停在岸边的渡船。");
        check("水位<sup>①</sup>退了，<br>船<BR/>开了", "水位①退了，船开了");
        check("The river<br>rose", "The river rose");
        check("<p>渡口停航</p>", "渡口停航");
        check("渡船<img src=\"a.jpg\" alt=\"x\"/>开了", "渡船开了");
        check("a<b and b>c，<船名>号", "a<b and b>c，<船名>号");
        check("水位 < 3 米，> 2 米", "水位 < 3 米，> 2 米");
        // All it has.
        check("<div></div>", "<div></div>");
        check("****", "****");
    }

    #[test]
    fn cells_stand_apart() {
        check(
            "<table><tr><td>日期</td><td>水位</td></tr><tr><td>12日</td><td>三米</td></tr></table>",
            &format!("日期{CELL}水位{ROW}12日{CELL}三米"),
        );
        check("| 日期 | 水位 |", &format!("日期{CELL}水位"));
        check("甲|乙", "甲|乙");
        check("|云", "|云");
    }

    #[test]
    fn escapes_and_entities_are_characters() {
        check("1\\. 渡口\\*", "1. 渡口*");
        check("&nbsp;&nbsp;渡口&amp;码头", "渡口&码头");
        check("C:\\渡口 R&D;", "C:\\渡口 R&D;");
    }

    #[test]
    fn bold_marks_are_counted() {
        for (line, count, first, last) in [
            ("**渡口停航**", 2, true, true),
            ("**本报讯** 渡口", 2, true, false),
            ("渡口**停航**", 2, false, true),
            ("<strong>渡口</strong>", 2, true, true),
            ("<p><b>渡口停航</b></p>", 2, true, true),
            ("渡口", 0, false, false),
        ] {
            let source = Source::new(Path::new("1.md"), line.as_bytes());
            let found = push_words(&source, Span::new(0, source.text().len()), &mut Text::default());
            assert_eq!(found, Bolds { count, first, last }, "{line}");
        }
    }

    #[test]
    fn asides_are_not_of_the_page() {
        for (line, is) in [
            ("<summary>text_image</summary>", true),
            ("<page_number>4</page_number>", true),
            ("<|ref|>title<|/ref|><|det|>[[52, 30, 500, 80]]<|/det|>", true),
            ("```markdown", true),
            ("```", true),
            ("<summary>渡口</summary> 今晨", false),
            ("```渡口```", false),
        ] {
            assert_eq!(is_aside(line), is, "{line}");
        }
        assert_eq!([heading("<h2>渡口</h2>"), heading("<hr>"), heading("<h7>")], [Some(2), None, None]);
    }
}
