//! Proofs: set articles as lines of text.

use super::call::Call;
use super::error::Error;
use super::place::page_name;
use crate::edition::{ArticleIx, Edition};
use crate::lang::Lang;
use crate::layout::{self, Ambiguous, Line, LineKind, LineMarkKind, Measure};

/// What is added to the words of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Annotation {
    /// Nothing: what comes out is the page, and all of it.
    None,
    /// Where an article begins and where text is missing.
    Words,
    /// The seams too.
    Seams,
}

/// Prints the articles of an edition, or one of them.
pub(super) fn print(
    edition: &Edition,
    only: Option<ArticleIx>,
    measure: &Measure,
    annotation: Annotation,
    call: &mut Call,
) -> Result<(), Error> {
    let wanted = edition.articles().filter(|(ix, _)| only.is_none_or(|only| only == *ix));
    for (nth, (ix, article)) in wanted.enumerate() {
        if nth > 0 {
            // Two: not every article has a headline, and within one there is never more than one.
            writeln!(call.out, "\n")?;
        }
        if annotation != Annotation::None {
            writeln!(call.out, "{}\n", whereabouts(edition, ix, call.lang))?;
        }
        for line in &layout::set(article, measure).lines {
            let text = annotated(line, annotation, call.lang);
            let text = if measure.ambiguous == Ambiguous::Replace { replaced(&text) } else { text };
            match line.kind {
                LineKind::Headline => call.out.heading(&text)?,
                _ => writeln!(call.out, "{text}")?,
            }
        }
    }
    Ok(())
}

/// 第1版 3/5.
fn whereabouts(edition: &Edition, ix: ArticleIx, lang: Lang) -> String {
    let page = &edition.pages[ix.page.0];
    let (nth, count) = (ix.nth + 1, page.stitched.articles.len());
    let page = page_name(&page.page, lang);
    lang.pick(format!("{page} 第{nth}篇，共{count}篇"), format!("{page}, article {nth} of {count}"))
}

/// The line with its indent and, where they are wanted, its marks.
fn annotated(line: &Line, annotation: Annotation, lang: Lang) -> String {
    if line.text.is_empty() {
        return String::new();
    }
    let mut text = " ".repeat(usize::from(line.indent.0));
    let mut done = 0;
    for mark in &line.marks {
        let Some(words) = words(mark.kind, annotation, lang) else { continue };
        text.push_str(&line.text.as_str()[done..mark.at]);
        text.push_str(&words);
        done = mark.at;
    }
    text.push_str(&line.text.as_str()[done..]);
    text
}

/// With what stands in for marks that the terminal must not get: that is what the line's width was counted with.
fn replaced(text: &str) -> String {
    let mut before = None;
    let mut rest = text.chars();
    let mut sent = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let mut bytes = [0; 4];
        let cluster = c.encode_utf8(&mut bytes);
        sent.push_str(match c {
            // The apostrophe of don’t is no quotation mark.
            '’' if is_letter(before) && is_letter(rest.clone().next()) => "'",
            _ if layout::is_ambiguous(cluster) => layout::stand_in(cluster),
            _ => cluster,
        });
        before = Some(c);
    }
    sent
}

fn words(mark: LineMarkKind, annotation: Annotation, lang: Lang) -> Option<String> {
    match (mark, annotation) {
        (_, Annotation::None)
        | (LineMarkKind::Seam { .. }, Annotation::Words)
        | (LineMarkKind::Boundary { .. }, _) => None,
        (LineMarkKind::Seam { confidence, .. }, Annotation::Seams) => Some(format!("｜{confidence}｜")),
        (LineMarkKind::Gap(_), _) => Some(lang.pick("〔缺文〕", "〔text missing〕").to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Cells, LineMark};
    use crate::source::{Source, Span, Text};
    use crate::stitch::{Confidence, GapKind};
    use std::path::Path;

    #[test]
    fn nothing_ambiguous_is_printed_where_none_may_be() {
        for (text, expected) in [
            ("“桥通了……”——‘好’", "「桥通了......」－－『好』"),
            ("don’t, ①；é·№5", "don't, (1)；e・No.5"),
            ("河湾大桥", "河湾大桥"),
        ] {
            assert_eq!(replaced(text), expected);
            assert!(!replaced(text).chars().any(|c| layout::is_ambiguous(&c.to_string())));
        }
    }

    #[test]
    fn marks_stand_where_they_belong() {
        let prose = "桥通那天他走了两个来回";
        let source = Source::new(Path::new("1.md"), prose.as_bytes());
        let seam = LineMarkKind::Seam { paragraph: 0, seam: 0, confidence: Confidence(0.98) };
        let line = Line {
            kind: LineKind::BodyFirst,
            indent: Cells(4),
            text: Text::cut(&source, Span::new(0, prose.len())),
            width: Cells(22),
            marks: vec![
                LineMark { at: "桥通那天他".len(), kind: seam },
                LineMark { at: prose.len(), kind: LineMarkKind::Gap(GapKind::CutWithoutContinuation) },
            ],
        };
        for (annotation, expected) in [
            (Annotation::None, "    桥通那天他走了两个来回"),
            (Annotation::Words, "    桥通那天他走了两个来回〔缺文〕"),
            (Annotation::Seams, "    桥通那天他｜98%｜走了两个来回〔缺文〕"),
        ] {
            assert_eq!(annotated(&line, annotation, Lang::Zh), expected);
        }
    }
}
