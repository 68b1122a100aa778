//! Articles in columns: each line once and in order, filled and balanced as a newspaper does.

use crate::copy::{Copy, front_page_story};
use crate::pages::pages;
use crate::rules::{measure, set_words, sound, words};
use dubao::layout::{self, Ambiguous, Cells, Columns, Line, LineKind, Measure, Spread, Spreads};
use dubao::stitch::ParagraphRole;
use proptest::prelude::*;
use std::ops::Range;

/// A spread as text, column beside column.
fn picture(spreads: &Spreads, spread: &Spread) -> String {
    let span = usize::from(spreads.columns.span().0) + 2;
    let lines = &spreads.sheet.lines;
    let put = |row: &mut String, at: usize, line: &Line| {
        let at = at + usize::from(line.indent.0);
        let used = usize::from(layout::width(row, Ambiguous::Narrow).0);
        row.push_str(&" ".repeat(at.saturating_sub(used)));
        row.push_str(line.text.as_str());
    };
    let deepest = spread.columns.iter().map(Range::len).max().unwrap_or(0);
    let mut rows = vec![String::with_capacity(span); spread.top() + deepest];
    for (row, nth) in spread.head.clone().enumerate() {
        put(&mut rows[row], 0, &lines[nth]);
    }
    for (column, range) in spread.columns.iter().enumerate() {
        let left = usize::from(spreads.columns.left(column).0);
        for (row, nth) in range.clone().enumerate() {
            put(&mut rows[spread.top() + row], left, &lines[nth]);
        }
    }
    rows.into_iter().map(|row| row.trim_end().to_owned() + "\n").collect()
}

/// What holds for all spreads: every line that is not blank once and in order, nothing below the window, every line
/// found where it stands.
fn whole(spreads: &Spreads, height: u16) {
    let mut shown = Vec::new();
    for (nth, spread) in spreads.spreads.iter().enumerate() {
        let deepest = spread.columns.iter().map(Range::len).max().unwrap_or(0);
        assert!(spread.top() + deepest <= usize::from(height.max(1)), "{height}: {spread:?}");
        assert!(spread.columns.len() <= usize::from(spreads.columns.count));
        assert!(spread.columns.iter().all(|column| !column.is_empty()), "{spread:?}");
        for (row, line) in spread.head.clone().enumerate() {
            let place = spreads.place_of(line);
            assert_eq!((place.spread, place.column, place.row), (nth, None, row));
        }
        for (column, lines) in spread.columns.iter().enumerate() {
            for (row, line) in lines.clone().enumerate() {
                let place = spreads.place_of(line);
                assert_eq!((place.spread, place.column, place.row), (nth, Some(column), spread.top() + row));
            }
        }
        shown.extend(spread.head.clone().chain(spread.columns.iter().cloned().flatten()));
    }
    let inked = |&nth: &usize| spreads.sheet.lines[nth].kind != LineKind::Blank;
    let expected: Vec<usize> = (0..spreads.sheet.lines.len()).filter(inked).collect();
    shown.retain(inked);
    assert_eq!(shown, expected);
    assert!(!spreads.spreads.is_empty());
}

#[test]
fn how_many_columns() {
    for (width, most, count, each) in [
        (20, 3, 1, 20),
        (63, 3, 1, 62),
        (64, 3, 2, 30),
        (64, 1, 1, 64),
        (97, 3, 2, 46),
        (98, 3, 3, 30),
        (98, 2, 2, 46),
        (200, 3, 3, 64),
        (0, 3, 1, 0),
        (80, 0, 1, 80),
    ] {
        let columns = Columns::fit(Cells(width), most);
        assert_eq!((columns.count, columns.width.0), (count, each), "{width} cells, {most} at most");
        assert!(columns.span().0 <= width);
    }
}

#[test]
fn a_story_in_two_columns() {
    let (_, article) = front_page_story().print();
    let spreads = layout::columns(&article, &measure(64), 2, 24);
    whole(&spreads, 24);
    assert_eq!(spreads.spreads.len(), 1);
    assert_eq!(
        String::from("\n") + &picture(&spreads, &spreads.spreads[0]),
        "
                       江城两岸盼了十二年
          跨江大桥主桥昨日合龙 沿江两岸明年起一桥通达
                      ——记河湾大桥的建设者

      本报记者 林一 周桥              图①：晨雾里合龙的河湾
                                      大桥主桥，远处是江城老
（上接第一版）                        渡口。
    本报江城3月13日电（记者林                         周桥摄
一）昨日上午十时许，随着最后一
段钢箱梁就位，河湾大桥主桥合龙。      大桥通车以后，渡轮仍将保留
    “我等这一天等了十二年。”渡                （参与采写：何江）
工老何说                                          （下转第二版）

    一座桥，两座城
    两岸原来要绕行35.6公里，现
在只有1,280米。
"
    );
}

#[test]
fn columns_end_where_they_should() {
    // Ten lines of 15 Han fill a column of ten rows; what follows says where the column ends instead.
    let line = "河湾大桥主桥昨日上午合龙两岸相";
    let lines = |count: usize| line.repeat(count);
    let last_and_first = |copy: Copy| {
        let (_, article) = copy.print();
        let spreads = layout::columns(&article, &Measure { hang: false, ..measure(64) }, 2, 10);
        let columns = &spreads.spreads[0].columns;
        let kind = |nth: usize| spreads.sheet.lines[nth].kind;
        (columns[0].len(), kind(columns[0].end - 1), kind(columns[1].start))
    };
    use LineKind::{Body, BodyFirst, Caption, Subhead};
    // 28 cells of the first line are text: one Han goes on to the line after the last.
    let body = |count: usize| lines(count)[..line.len() * count - 9].to_owned();
    for (copy, expected) in [
        // Nothing stands in the way.
        (Copy::default().body(&body(30)), (10, Body, Body)),
        // A subhead goes over to its text.
        (
            Copy::default().body(&body(8)).paragraph(ParagraphRole::Subhead, "一座桥").body(&body(20)),
            (8, Body, Subhead),
        ),
        // The first line of a paragraph is not left behind,
        (Copy::default().body(&body(9)).body(&body(20)), (9, Body, BodyFirst)),
        // nor does the last go over alone.
        (Copy::default().body(&body(11)).body(&body(20)), (9, Body, Body)),
        // A caption is not torn.
        (
            Copy::default().body(&body(7)).paragraph(ParagraphRole::Caption, &body(3)).body(&body(20)),
            (7, Body, Caption),
        ),
    ] {
        assert_eq!(last_and_first(copy), expected);
    }
}

#[test]
fn the_last_spread_is_balanced() {
    let line = "河湾大桥主桥昨日上午合龙两岸相";
    for (count, columns) in [(6, [2, 2, 2]), (7, [3, 2, 2]), (24, [8, 8, 8]), (30, [10, 10, 10])] {
        let body = &line.repeat(count)[..line.len() * count - 9];
        let (_, article) = Copy::default().body(body).print();
        let spreads = layout::columns(&article, &Measure { hang: false, ..measure(98) }, 3, 10);
        whole(&spreads, 10);
        let found: Vec<usize> = spreads.spreads[0].columns.iter().map(Range::len).collect();
        assert_eq!(found, columns, "{count} lines");
    }
}

#[test]
fn whole_pages_in_columns() {
    for (path, page) in pages() {
        for (width, height) in [(64, 20), (80, 22), (100, 30), (120, 5), (200, 50), (240, 1), (10, 3)] {
            for article in &page.stitched.articles {
                let measure = measure(width);
                let spreads = layout::columns(article, &measure, 3, height);
                whole(&spreads, height);
                assert_eq!(set_words(&spreads.sheet), words(article), "{path} at {width}x{height}");
                sound(&page.page.source, &spreads.sheet, &measure);
            }
        }
    }
}

/// A part of an article: what it is, and how many Han it has.
fn parts() -> impl Strategy<Value = Vec<(ParagraphRole, usize)>> {
    use ParagraphRole::{Body, Byline, Caption, Credit, Subhead};
    let role = prop::sample::select(vec![Body, Body, Body, Subhead, Caption, Credit, Byline]);
    prop::collection::vec((role, 1..200_usize), 0..20)
}

proptest! {
    #[test]
    fn every_line_once_and_in_order(
        parts in parts(),
        title in 0..60_usize,
        width in 0..=200_u16,
        most in 0..=4_u16,
        height in 0..=60_u16,
    ) {
        let mut copy = Copy::default();
        if title > 0 {
            copy = copy.headline("", &"桥".repeat(title), "");
        }
        for (role, length) in parts {
            copy = copy.paragraph(role, &"江".repeat(length));
        }
        let (_, article) = copy.print();
        whole(&layout::columns(&article, &measure(width), most, height), height);
    }
}
