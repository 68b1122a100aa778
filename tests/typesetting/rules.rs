//! The rules: what must hold for every sheet, and between each two lines of a paragraph.

use dubao::layout::{self, Ambiguous, Cells, Justify, Level, Line, LineKind, LineMarkKind, Measure, Sheet};
use dubao::source::{Source, Span};
use dubao::stitch::{Article, Paragraph, ParagraphRole};

pub(crate) const POLICIES: [Ambiguous; 4] =
    [Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Safe, Ambiguous::Replace];

pub(crate) fn measure(width: u16) -> Measure {
    Measure::new(Cells(width), Ambiguous::Narrow, true)
}

/// The measures of one width: both widths of doubtful marks, with and without a hanging stop.
pub(crate) fn measures(width: u16) -> impl Iterator<Item = Measure> {
    let policies = [Ambiguous::Narrow, Ambiguous::Wide].into_iter();
    policies.flat_map(move |policy| [true, false].map(|hang| Measure::new(Cells(width), policy, hang)))
}

/// The measures of one width that few will choose: other policies, the basic level, lines filled.
pub(crate) fn rarer(width: u16) -> impl Iterator<Item = Measure> {
    let base = move |policy| Measure::new(Cells(width), policy, true);
    let filled =
        [true, false].map(|hang| Measure { justify: Justify::Natural, hang, ..base(Ambiguous::Narrow) });
    let basic = [Justify::Off, Justify::Natural].map(|justify| Measure {
        level: Level::Basic,
        justify,
        ..base(Ambiguous::Wide)
    });
    [Ambiguous::Safe, Ambiguous::Replace].map(base).into_iter().chain(filled).chain(basic)
}

/// A sheet as text: kind, indent, words, `‖` for a seam, `□` for a gap.
pub(crate) fn picture(sheet: &Sheet) -> String {
    let line = |line: &Line| {
        let mut words = line.text.as_str().to_owned();
        for mark in line.marks.iter().rev() {
            let sign = if matches!(mark.kind, LineMarkKind::Gap(_)) { '□' } else { '‖' };
            words.insert(mark.at, sign);
        }
        let kind = format!("{:?}", line.kind);
        let indent = usize::from(line.indent.0);
        format!("{kind:<9} {blank:indent$}{words}", blank = "").trim_end().to_owned() + "\n"
    };
    sheet.lines.iter().map(line).collect()
}

pub(crate) fn ink(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

pub(crate) fn set_words(sheet: &Sheet) -> String {
    sheet.lines.iter().map(|line| ink(line.text.as_str())).collect()
}

/// All words of an article, in the order in which they are set.
pub(crate) fn words(article: &Article) -> String {
    let headline = article.headline.iter();
    let head = headline.flat_map(|h| [h.kicker.as_ref(), Some(&h.title), h.deck.as_ref()]).flatten().cloned();
    // Who wrote it stands before the line that says where it comes from.
    let bylines = article.paragraphs.iter().take_while(|p| p.role == ParagraphRole::Byline).count();
    let (opening, body) = article.paragraphs.split_at(bylines);
    let from = article.from.iter().map(|line| line.text.clone());
    let body = opening.iter().map(Paragraph::text).chain(from).chain(body.iter().map(Paragraph::text));
    let all = head.chain(body).chain(article.jump.iter().map(|line| line.text.clone()));
    all.map(|text| ink(text.as_str())).collect()
}

/// What holds for every sheet: nothing lost, nothing doubled, widths true, no line too wide, the way back open.
pub(crate) fn sound(source: &Source, sheet: &Sheet, measure: &Measure) {
    let even = measure.width.0 & if measure.width.0 < 2 { !0 } else { !1 };
    for (nth, line) in sheet.lines.iter().enumerate() {
        let text = line.text.as_str();
        assert_eq!(layout::width(text, measure.ambiguous), line.width, "{text:?}");
        let room = if line.kind == LineKind::Raw { measure.width.0 } else { even };
        let body = matches!(line.kind, LineKind::Body | LineKind::BodyFirst);
        let last = text.chars().rfind(|c| layout::width(&c.to_string(), measure.ambiguous) > Cells(0));
        let hung = last.filter(|c| body && measure.hang && STOPS.contains(*c));
        let hung = hung.map_or(0, |stop| layout::width(stop.encode_utf8(&mut [0; 4]), measure.ambiguous).0);
        let end = line.indent.0 + line.width.0 - hung;
        // A Han stands whole even where there is no room for one, and so does (20).
        let whole = if measure.ambiguous == Ambiguous::Replace { 4 } else { 2 };
        assert!(end <= room.max(whole), "{end} cells at {measure:?}: {text:?}");
        let back: String = line.text.spans().map(|span| source.slice(span)).collect();
        match measure.justify {
            Justify::Off => assert_eq!(back, text),
            // Blanks that fill a line stand nowhere in the source.
            Justify::Natural => assert_eq!(ink(&back), ink(text)),
        }
        for span in line.text.spans() {
            assert_eq!((sheet.line_at(span.start), sheet.line_at(span.end - 1)), (nth, nth), "{text:?}");
        }
        for mark in &line.marks {
            assert!(text.is_char_boundary(mark.at));
        }
        assert_eq!(text.is_empty(), line.kind == LineKind::Blank);
    }
}

const STOPS: &str = "。，、；：！？．";
const NOT_FIRST: &str = "，。、；：？！．”’）》」』】〉〕…—·・ー々っャ～％‰℃%/)]";
const NOT_LAST: &str = "（《“‘「『【〈〔([￥$≥";

/// The rules that a printer would be ashamed to break, between each two lines of a paragraph: what breaks them.
pub(crate) fn violations(source: &Source, sheet: &Sheet, measure: &Measure) -> Vec<String> {
    let pairs = sheet.lines.windows(2).filter(|pair| pair[1].kind == LineKind::Body);
    pairs.filter_map(|pair| violation(source, &pair[0], &pair[1], measure)).collect()
}

fn violation(source: &Source, above: &Line, below: &Line, measure: &Measure) -> Option<String> {
    let (above_text, below_text) = (above.text.as_str(), below.text.as_str());
    let (last, first) = (above_text.chars().last()?, below_text.chars().next()?);
    let place = |rule: &str| Some(format!("{rule} at {measure:?}: {above_text:?} / {below_text:?}"));
    let long_dash = measure.level == Level::Basic && (first == '…' || below_text.starts_with("——"));
    if NOT_FIRST.contains(first) && !long_dash {
        return place("line start");
    }
    if NOT_LAST.contains(last) {
        return place("line end");
    }
    if "—…".contains(last) && last == first && measure.level == Level::Strict {
        return place("a dash parted");
    }
    let (end, start) = (above.span()?.end, below.span()?.start);
    if !source.slice(Span::new(end.min(start), start)).is_empty() {
        return None;
    }
    let word = |c: char| c.is_ascii_alphanumeric();
    let digit_before_last = above_text.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
    if word(last) && word(first) {
        return place("a word or number parted");
    }
    if digit_before_last && ".,".contains(last) && first.is_ascii_digit() {
        return place("a number parted");
    }
    None
}

#[track_caller]
pub(crate) fn well_broken(source: &Source, sheet: &Sheet, measure: &Measure) {
    let found = violations(source, sheet, measure);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

pub(crate) fn check_article(source: &Source, article: &Article, measure: &Measure) -> Sheet {
    let sheet = layout::set(article, measure);
    assert_eq!(set_words(&sheet), words(article), "at {measure:?}");
    sound(source, &sheet, measure);
    sheet
}
