//! The page as a page: every story has its tile, none covers another, and one gets from each to each.

use crate::pages::pages;
use crate::rules::{POLICIES, measure};
use dubao::edition::{Edition, EditionPage};
use dubao::layout::{self, Ambiguous, Front, Line, LineKind, Masthead, Measure, TileFrame, TileKind};
use dubao::source::Source;
use proptest::prelude::*;
use std::path::Path;

fn masthead() -> Masthead {
    Masthead { flag: "河湾日报".into(), folio: "2026年3月14日 第1版 要闻".into() }
}

/// A page as it would be drawn, `╎` for the sides of a frame; what would fall on something else fails.
fn picture(front: &Front, ambiguous: Ambiguous) -> String {
    let mut rows: Vec<Vec<(usize, usize, String)>> = vec![Vec::new(); front.height.max(front.head.len())];
    let mut put = |y: usize, x: usize, line: &Line| {
        let x = x + usize::from(line.indent.0);
        let end = x + usize::from(layout::width(line.text.as_str(), ambiguous).0);
        rows[y].push((x, end, line.text.as_str().to_owned()));
    };
    for (y, line) in front.head.iter().enumerate() {
        put(y, 0, line);
    }
    for tile in &front.tiles {
        let inset = if tile.frame == TileFrame::Boxed { (2, 1) } else { (0, 0) };
        for (row, line) in tile.lines.iter().enumerate() {
            put(tile.area.y + inset.1 + row, usize::from(tile.area.x.0) + inset.0, line);
        }
    }
    let mut text = String::new();
    for mut row in rows {
        row.sort();
        let mut at = 0;
        for (x, end, words) in row {
            assert!(x >= at, "{words} covers what stands before it");
            text.push_str(&" ".repeat(x - at));
            text.push_str(&words);
            at = end;
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
    text
}

fn check(page: &EditionPage, measure: &Measure, height: u16) -> Front {
    let front = layout::front(page, &masthead(), measure, height);
    let mut articles: Vec<usize> = front.tiles.iter().map(|tile| tile.article).collect();
    articles.sort_unstable();
    assert_eq!(articles, (0..page.stitched.articles.len()).collect::<Vec<_>>(), "each story has one tile");
    for (nth, tile) in front.tiles.iter().enumerate() {
        let area = tile.area;
        assert!(area.x.0 + area.width.0 <= measure.width.0, "{area:?} at {measure:?}");
        assert!(area.y + area.height <= front.height);
        assert!(area.y >= front.head.len());
        let (cells, rows) = if tile.frame == TileFrame::Boxed { (2, 1) } else { (0, 0) };
        assert_eq!(area.height, tile.lines.len() + 2 * rows);
        for line in &tile.lines {
            let text = line.text.as_str();
            assert_eq!(layout::width(text, measure.ambiguous), line.width);
            let whole = if measure.ambiguous == Ambiguous::Replace { 4 } else { 2 };
            let room = (area.width.0 - 2 * cells).max(whole);
            assert!(line.indent.0 + line.width.0 <= room, "{text:?} in {room} cells");
        }
        for other in &front.tiles[nth + 1..] {
            let (a, b) = (area, other.area);
            let apart = a.x.0 + a.width.0 <= b.x.0
                || b.x.0 + b.width.0 <= a.x.0
                || a.y + a.height <= b.y
                || b.y + b.height <= a.y;
            assert!(apart, "{a:?} and {b:?} at {measure:?}");
        }
    }
    connected(&front);
    front
}

/// From the first tile one gets to every other, and back.
fn connected(front: &Front) {
    let beside = |nth: usize| {
        let beside = front.tiles[nth].beside;
        [beside.up, beside.down, beside.left, beside.right].into_iter().flatten()
    };
    for start in 0..front.tiles.len() {
        let mut seen = vec![false; front.tiles.len()];
        let mut open = vec![start];
        while let Some(nth) = open.pop() {
            if !std::mem::replace(&mut seen[nth], true) {
                open.extend(beside(nth));
            }
        }
        assert!(seen.iter().all(|&seen| seen), "from tile {start}: {seen:?}");
    }
}

fn printed(text: &str) -> EditionPage {
    let source = Source::new(Path::new("01.md"), text.as_bytes());
    Edition::assemble("", vec![source]).pages.remove(0)
}

fn demo() -> EditionPage {
    pages().remove(0).1
}

#[test]
fn the_demo_at_80_columns() {
    let front = check(&demo(), &measure(80), 24);
    assert_eq!(picture(&front, Ambiguous::Narrow), "");
}

#[test]
fn the_demo_at_40_columns() {
    let front = check(&demo(), &measure(40), 20);
    assert_eq!(picture(&front, Ambiguous::Narrow), "");
}

#[test]
fn the_demo_at_120_columns() {
    let front = check(&demo(), &measure(120), 40);
    assert_eq!(picture(&front, Ambiguous::Narrow), "");
}

#[test]
fn whole_pages_at_every_width() {
    for (_, page) in pages() {
        for width in 0..=130 {
            for ambiguous in POLICIES {
                let measure = Measure { ambiguous, ..measure(width) };
                for height in [0, 20, 50] {
                    check(&page, &measure, height);
                }
            }
        }
    }
}

#[test]
fn one_sees_what_leads() {
    let front = check(&demo(), &measure(80), 24);
    assert_eq!(front.tiles[0].kind, TileKind::Lead);
    assert!(front.tiles[1..].iter().all(|tile| tile.kind != TileKind::Lead));
    // Its headline is spaced, and its tile is as wide as the page.
    let title = front.tiles[0].lines.iter().find(|line| line.kind == LineKind::Headline);
    assert!(title.is_some_and(|line| line.text.as_str().contains(' ')), "{title:?}");
    assert!(front.tiles[1..].iter().all(|tile| tile.area.width < front.tiles[0].area.width));
    // A page without stories has a head and nothing else.
    let empty = check(&printed(""), &measure(80), 24);
    assert!(empty.tiles.is_empty() && empty.height == 2);
}

proptest! {
    #[test]
    fn no_tile_covers_another(
        stories in prop::collection::vec((0..30_usize, 0..200_usize, 0..4_usize), 0..20),
        width in 0..=200_u16,
        height in 0..=60_u16,
    ) {
        let mut text = String::new();
        for (title, body, level) in stories {
            if title > 0 {
                text += &format!("{} {}\n\n", "#".repeat(level + 1), "桥江".repeat(title));
            }
            text += &format!("本报江城3月13日电　{}。\n\n", "河湾两岸".repeat(body));
        }
        check(&printed(&text), &measure(width), height);
    }
}
