//! Glued: what an engine has run together comes apart: a running line before the first words of a page, a headline before
//! a dateline.

use super::split::Piece;
use super::{Marks, tongue};
use crate::source::{Folio, Span};

/// A headline run together with its story is this long, in characters.
const HEADLINE: std::ops::RangeInclusive<usize> = 5..=40;

/// …and the dateline behind it, to the end of its date, no longer than this.
const DATELINE: usize = 40;

/// The blocks that a block is made of.
pub(super) fn part(piece: Piece) -> Vec<Piece> {
    let mut parts = Vec::new();
    let mut rest = piece;
    if let Some((running, behind)) = Folio::head_len(rest.text.as_str()).and_then(|at| cut(&rest, at)) {
        // The marks are those of the words behind.
        rest = Piece { marks: running.marks, ..behind };
        parts.push(Piece { marks: Marks::default(), ..running });
    }
    if let Some((headline, behind)) = dateline(rest.text.as_str()).and_then(|at| cut(&rest, at)) {
        parts.push(headline);
        rest = behind;
    }
    parts.push(rest);
    parts
}

/// Where the dateline begins that a headline stands right before.
fn dateline(text: &str) -> Option<usize> {
    let limit = text.char_indices().nth(HEADLINE.end() + DATELINE).map_or(text.len(), |(at, _)| at);
    let plain = tongue::plain(&text[..limit]);
    let head = plain.char_indices().take_while(|(_, c)| !"，。；：,;:(（".contains(*c));
    let mut places = head.enumerate().filter(|(chars, _)| HEADLINE.contains(chars));
    let (_, (at, _)) = places.find(|(_, (at, _))| tongue::begins_with_agency(&plain[*at..]))?;
    let wire = tongue::wire(&text[at..limit], &plain[at..])?;
    (wire.date.is_some() && wire.agency.is_some()).then_some(at)
}

/// Cuts a block before the byte `at` of its text; `None` when only blanks stand behind.
fn cut(piece: &Piece, at: usize) -> Option<(Piece, Piece)> {
    let behind = piece.text.slice(at..piece.text.as_str().len()).trim();
    let border = behind.span().start;
    (!behind.is_empty()).then(|| {
        let before = Piece {
            span: Span::new(piece.span.start, border),
            text: piece.text.slice(0..at).trim(),
            marks: piece.marks,
            blank_before: piece.blank_before,
            lines: piece.lines,
            indented: piece.indented,
            goes_on: piece.goes_on,
        };
        let behind = Piece {
            span: Span::new(border, piece.span.end),
            text: behind,
            marks: Marks::default(),
            blank_before: 1,
            lines: piece.lines,
            indented: false,
            goes_on: 0.0,
        };
        (before, behind)
    })
}

#[cfg(test)]
mod tests {
    use crate::block::{Page, Role, lines_apart};
    use crate::source::Source;
    use std::path::Path;

    #[track_caller]
    fn check(page: &str, blocks: &[(Role, &str)]) {
        let page = Page::read(Source::new(Path::new("01.md"), page.as_bytes()), lines_apart);
        let found: Vec<(Role, &str)> = page.blocks.iter().map(|b| (b.role, b.text.as_str())).collect();
        assert_eq!(found, blocks);
    }

    #[test]
    fn headlines_before_datelines() {
        check(
            "## 渡口老钟移入新楼本报江城3月13日电（记者林一）昨日上午，老钟动身。",
            &[
                (Role::Headline, "渡口老钟移入新楼"),
                (Role::Body, "本报江城3月13日电（记者林一）昨日上午，老钟动身。"),
            ],
        );
        check(
            "渡口老鐘移入新樓 本報江城3月13日電 昨日上午，老鐘動身。",
            &[(Role::Unknown, "渡口老鐘移入新樓"), (Role::Body, "本報江城3月13日電 昨日上午，老鐘動身。")],
        );
        for whole in [
            "据新华社江城3月13日电 老钟动身。",
            "老钟动身，据本报江城3月13日电，人都来了。",
            "老钟动身，本报记者林一在场。",
        ] {
            check(whole, &[(Role::Body, whole)]);
        }
    }

    #[test]
    fn running_lines_before_words() {
        check(
            "2副刊2026年3月14日星期六河湾日报渡口老钟移入新楼",
            &[(Role::Furniture, "2副刊2026年3月14日星期六河湾日报"), (Role::Unknown, "渡口老钟移入新楼")],
        );
        check(
            "18 要闻 2026年3月14日 星期六（上接第一版）老钟动身。",
            &[(Role::Furniture, "18 要闻 2026年3月14日 星期六"), (Role::Body, "老钟动身。")],
        );
        for whole in [
            "2026年3月14日，老钟动身。",
            "2026年3月14日星期六，渡口的老钟搬进了新楼。",
            "3月14日星期六江城晚报记者到场。",
        ] {
            check(whole, &[(Role::Body, whole)]);
        }
    }
}
