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

/// A page of five stories, of which the second has a heading as large as the first, and one is a photograph.
fn page() -> EditionPage {
    let mut text = String::new();
    for (level, title, body) in [
        (
            "#",
            "跨江大桥主桥昨日合龙 沿江两岸明年起一桥通达",
            "昨日上午十时许，最后一段钢箱梁就位，河湾大桥主桥合龙。",
        ),
        ("##", "春耕备耕由南向北展开", "惊蛰过后，洄江流域气温回升，春耕自南向北铺开。"),
        ("##", "老街改造先问居民", "芦洲老街的改造方案改了四稿，每一稿都先贴在巷口。"),
        ("###", "一座图书馆的夜", "闭馆铃响过以后，灯还亮着，读书的人不肯走。"),
        ("###", "轮渡末班延长一小时", "自本月起，芦洲渡口的末班轮渡改在夜里十一时开出。"),
    ] {
        text += &format!("{level} {title}\n\n本报江城3月13日电（记者林一）{}\n\n", body.repeat(6));
    }
    printed(&text)
}

#[test]
fn at_80_columns() {
    let front = check(&page(), &measure(80), 24);
    assert_eq!(
        String::from("\n") + &picture(&front, Ambiguous::Narrow),
        "
                                  河 湾 日 报
                       2026 年 3 月 14 日  第 1 版  要 闻

        跨 江 大 桥 主 桥 昨 日 合 龙  沿 江 两 岸 明 年 起 一 桥 通 达
    本报江城3月13日电（记者林一）昨日上午十时许，最后一段钢箱梁就位，河湾大桥主
桥合龙。昨日上午十时许，最后一段钢箱梁就位，河湾大桥主桥合龙。昨日上午十时许，最
后一段钢箱梁就位，河湾大桥主桥合龙。昨日上午十时许，最后一段钢箱梁就位，河湾大桥
主桥合龙。昨日上午十时许，最后一段钢箱梁就位，河湾大桥主桥合龙。昨日上午十时许，
最后一段钢箱梁就位，河湾大桥主桥合龙。

春耕备耕由南向北展开                      老街改造先问居民
    本报江城3月13日电（记者林一）惊蛰         本报江城3月13日电（记者林一）芦洲
过后，洄江流域气温回升，春耕自南向北铺    老街的改造方案改了四稿，每一稿都先贴在
开。惊蛰过后，洄江流域气温回升，春耕自    巷口。芦洲老街的改造方案改了四稿，每一
南向北铺开。惊蛰过后，洄江流域气温回…     稿都先贴在巷口。芦洲老街的改造方案改…

一座图书馆的夜                            轮渡末班延长一小时
    本报江城3月13日电（记者林一）闭馆         本报江城3月13日电（记者林一）自本
铃响过以后，灯还亮着，读书的人不肯走。    月起，芦洲渡口的末班轮渡改在夜里十一时
闭馆铃响过以后，灯还亮着，读书的人不肯    开出。自本月起，芦洲渡口的末班轮渡改在
走。闭馆铃响过以后，灯还亮着，读书的…     夜里十一时开出。自本月起，芦洲渡口的…
"
    );
}

#[test]
fn at_40_columns() {
    let front = check(&page(), &measure(40), 20);
    assert_eq!(
        String::from("\n") + &picture(&front, Ambiguous::Narrow),
        "
              河 湾 日 报
   2026 年 3 月 14 日  第 1 版  要 闻

     跨 江 大 桥 主 桥 昨 日 合 龙
    沿 江 两 岸 明 年 起 一 桥 通 达
    本报江城3月13日电（记者林一）昨日上
午十时许，最后一段钢箱梁就位，河湾大桥主
桥合龙。昨日上午十时许，最后一段钢箱梁…

春耕备耕由南向北展开
    本报江城3月13日电（记者林一）惊蛰过…

老街改造先问居民
    本报江城3月13日电（记者林一）芦洲老…

一座图书馆的夜
    本报江城3月13日电（记者林一）闭馆铃…

轮渡末班延长一小时
    本报江城3月13日电（记者林一）自本月…
"
    );
}

#[test]
fn at_120_columns() {
    let front = check(&page(), &measure(120), 40);
    assert_eq!(String::from("\n") + &picture(&front, Ambiguous::Narrow), "
                                                    河 湾 日 报
                                         2026 年 3 月 14 日  第 1 版  要 闻

      跨 江 大 桥 主 桥 昨 日 合 龙  沿 江 两 岸 明 年 起 一 桥 通 达           春耕备耕由南向北展开
    本报江城3月13日电（记者林一）昨日上午十时许，最后一段钢箱梁就位，河湾大         本报江城3月13日电（记者林一）惊
桥主桥合龙。昨日上午十时许，最后一段钢箱梁就位，河湾大桥主桥合龙。昨日上午十    蛰过后，洄江流域气温回升，春耕自南向
时许，最后一段钢箱梁就位，河湾大桥主桥合龙。昨日上午十时许，最后一段钢箱梁就    北铺开。惊蛰过后，洄江流域气温回升，
位，河湾大桥主桥合龙。昨日上午十时许，最后一段钢箱梁就位，河湾大桥主桥合龙。    春耕自南向北铺开。惊蛰过后，洄江流…
昨日上午十时许，最后一段钢箱梁就位，河湾大桥主桥合龙。
                                                                                老街改造先问居民
一座图书馆的夜                          轮渡末班延长一小时                          本报江城3月13日电（记者林一）芦
    本报江城3月13日电（记者林一）闭         本报江城3月13日电（记者林一）自     洲老街的改造方案改了四稿，每一稿都先
馆铃响过以后，灯还亮着，读书的人不肯    本月起，芦洲渡口的末班轮渡改在夜里十    贴在巷口。芦洲老街的改造方案改了四
走。闭馆铃响过以后，灯还亮着，读书的    一时开出。自本月起，芦洲渡口的末班轮    稿，每一稿都先贴在巷口。芦洲老街的…
人不肯走。闭馆铃响过以后，灯还亮着…     渡改在夜里十一时开出。自本月起，芦…
");
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
    let front = check(&page(), &measure(80), 24);
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
