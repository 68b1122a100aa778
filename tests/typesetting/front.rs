//! The page as a page: every story has its tile, none covers another, and one gets from each to each.

use crate::pages::pages;
use crate::rules::{POLICIES, measure};
use dubao::edition::{Edition, EditionPage};
use dubao::layout::{
    self, Ambiguous, Cells, Front, Line, LineKind, Masthead, Measure, Rule, RuleWay, TileArea, TileFrame,
    TileKind,
};
use dubao::source::Source;
use proptest::prelude::*;
use std::path::Path;

fn masthead() -> Masthead {
    Masthead {
        flag: "河湾日报".into(),
        folio: "2026年3月14日 第1版 要闻".into(),
        more: "（余{}段）".into(),
        gap: "（缺文）".into(),
    }
}

/// A page as it would be drawn, `╎` for the sides of a frame; what would fall on something else fails.
fn picture(front: &Front, ambiguous: Ambiguous) -> String {
    let mut rows: Vec<Vec<(usize, usize, String)>> = vec![Vec::new(); front.height.max(front.head.len())];
    for Rule { way, area } in &front.rules {
        let sign = if *way == RuleWay::Across { "─" } else { "│" };
        let (x, width) = (usize::from(area.x.0), usize::from(area.width.0));
        for row in &mut rows[area.y..area.y + area.height] {
            row.push((x, x + width, sign.repeat(width)));
        }
    }
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
        let others = front.tiles[nth + 1..].iter().map(|other| other.area);
        for other in others.chain(front.rules.iter().map(|rule| rule.area)) {
            let (a, b) = (area, other);
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

#[track_caller]
fn drawn(width: u16, height: u16, expected: &str) {
    let front = check(&page(), &measure(width), height);
    let drawn = picture(&front, Ambiguous::Narrow);
    assert!(drawn == expected.trim_start_matches('\n'), "{width}x{height}:\n{drawn}");
}

#[test]
fn at_80_columns() {
    drawn(
        80,
        24,
        "
                                  河 湾 日 报
                            2026年3月14日 第1版 要闻
────────────────────────────────────────────────────────────────────────────────
        跨 江 大 桥 主 桥 昨 日 合 龙  沿 江 两 岸 明 年 起 一 桥 通 达
    本报江城3月13日电（记者林一）昨日     合龙。昨日上午十时许，最后一段钢箱梁就
上午十时许，最后一段钢箱梁就位，河湾大    位，河湾大桥主桥合龙。昨日上午十时许，
桥主桥合龙。昨日上午十时许，最后一段钢    最后一段钢箱梁就位，河湾大桥主桥合龙。
箱梁就位，河湾大桥主桥合龙。昨日上午十    昨日上午十时许，最后一段钢箱梁就位，河
时许，最后一段钢箱梁就位，河湾大桥主桥    湾大桥主桥合龙。
────────────────────────────────────────────────────────────────────────────────
春耕备耕由南向北展开                   │  老街改造先问居民
    本报江城3月13日电（记者林一）惊蛰  │      本报江城3月13日电（记者林一）芦洲
过后，洄江流域气温回升，春耕自南向北铺 │  老街的改造方案改了四稿，每一稿都先贴在
开。惊蛰过后，洄江流域气温回升，春耕自 │  巷口。芦洲老街的改造方案改了四稿，每一
南向北铺开。惊蛰过后，洄江流域气温回   │  稿都先贴在巷口。芦洲老街的改造方案改了
升，春耕自南向北铺开。惊蛰过后，洄江流 │  四稿，每一稿都先贴在巷口。芦洲老街的改
域气温回升，春耕自南向北铺开。惊蛰过   │  造方案改了四稿，每一稿都先贴在巷口…
后，洄江流域气温回升，春耕自南向北铺…  │  ──────────────────────────────────────
────────────────────────────────────── │  一座图书馆的夜
轮渡末班延长一小时                     │      本报江城3月13日电（记者林一）闭馆
    本报江城3月13日电（记者林一）自本  │  铃响过以后，灯还亮着，读书的人不肯走。
月起，芦洲渡口的末班轮渡改在夜里十一时 │  闭馆铃响过以后，灯还亮着，读书的人不肯
开出。自本月起，芦洲渡口的末班轮渡改在 │  走。闭馆铃响过以后，灯还亮着，读书的人
夜里十一时开出。自本月起，芦洲渡口的…  │  不肯走。闭馆铃响过以后，灯还亮着，读…
",
    );
}

#[test]
fn at_40_columns() {
    drawn(
        40,
        20,
        "
              河 湾 日 报
        2026年3月14日 第1版 要闻
────────────────────────────────────────
     跨 江 大 桥 主 桥 昨 日 合 龙
    沿 江 两 岸 明 年 起 一 桥 通 达
    本报江城3月13日电（记者林一）昨日上
午十时许，最后一段钢箱梁就位，河湾大桥主
桥合龙。昨日上午十时许，最后一段钢箱梁…
────────────────────────────────────────
春耕备耕由南向北展开
    本报江城3月13日电（记者林一）惊蛰过…
────────────────────────────────────────
老街改造先问居民
    本报江城3月13日电（记者林一）芦洲老…
────────────────────────────────────────
一座图书馆的夜
    本报江城3月13日电（记者林一）闭馆铃…
────────────────────────────────────────
轮渡末班延长一小时
    本报江城3月13日电（记者林一）自本月…
",
    );
}

#[test]
fn at_120_columns() {
    drawn(120, 40, "
                                                    河 湾 日 报
                                              2026年3月14日 第1版 要闻
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
      跨 江 大 桥 主 桥 昨 日 合 龙  沿 江 两 岸 明 年 起 一 桥 通 达        │  春耕备耕由南向北展开
    本报江城3月13日电（记者林一）昨     湾大桥主桥合龙。昨日上午十时许，最后 │      本报江城3月13日电（记者林一）惊
日上午十时许，最后一段钢箱梁就位，河    一段钢箱梁就位，河湾大桥主桥合龙。昨 │  蛰过后，洄江流域气温回升，春耕自南向
湾大桥主桥合龙。昨日上午十时许，最后    日上午十时许，最后一段钢箱梁就位，河 │  北铺开。惊蛰过后，洄江流域气温回升，
一段钢箱梁就位，河湾大桥主桥合龙。昨    湾大桥主桥合龙。昨日上午十时许，最后 │  春耕自南向北铺开。惊蛰过后，洄江流域
日上午十时许，最后一段钢箱梁就位，河    一段钢箱梁就位，河湾大桥主桥合龙。   │  气温回升，春耕自南向北铺开。惊蛰过
──────────────────────────────────────────────────────────────────────────── │  后，洄江流域气温回升，春耕自南向北铺
老街改造先问居民                     │  一座图书馆的夜                       │  开。惊蛰过后，洄江流域气温回升，春耕
    本报江城3月13日电（记者林一）芦  │      本报江城3月13日电（记者林一）闭  │  自南向北铺开。惊蛰过后，洄江流域气温
洲老街的改造方案改了四稿，每一稿都先 │  馆铃响过以后，灯还亮着，读书的人不肯 │  回升，春耕自南向北铺开。
贴在巷口。芦洲老街的改造方案改了四   │  走。闭馆铃响过以后，灯还亮着，读书的 │  ────────────────────────────────────
稿，每一稿都先贴在巷口。芦洲老街的改 │  人不肯走。闭馆铃响过以后，灯还亮着， │  轮渡末班延长一小时
造方案改了四稿，每一稿都先贴在巷口。 │  读书的人不肯走。闭馆铃响过以后，灯还 │      本报江城3月13日电（记者林一）自
芦洲老街的改造方案改了四稿，每一稿都 │  亮着，读书的人不肯走。闭馆铃响过以   │  本月起，芦洲渡口的末班轮渡改在夜里十
先贴在巷口。芦洲老街的改造方案改了四 │  后，灯还亮着，读书的人不肯走。闭馆铃 │  一时开出。自本月起，芦洲渡口的末班轮
稿，每一稿都先贴在巷口。芦洲老街的改 │  响过以后，灯还亮着，读书的人不肯走。 │  渡改在夜里十一时开出。自本月起，芦洲
造方案改了四稿，每一稿都先贴在巷口。 │                                       │  渡口的末班轮渡改在夜里十一时开出。自
                                                                             │  本月起，芦洲渡口的末班轮渡改在夜里十
                                                                             │  一时开出。自本月起，芦洲渡口的末班轮
                                                                             │  渡改在夜里十一时开出。自本月起，芦洲
                                                                             │  渡口的末班轮渡改在夜里十一时开出。
");
}

#[test]
fn at_20_columns() {
    drawn(
        20,
        5,
        "
河湾日报  2026年3月…
跨江大桥主桥昨日合…
春耕备耕由南向北展开
老街改造先问居民
一座图书馆的夜
轮渡末班延长一小时
",
    );
}

/// A page of so many stories, each longer than any window.
fn long(stories: usize) -> EditionPage {
    let body = "河湾两岸的人说，过去过江要先等船，船又要等雾散，一等就是半天。".repeat(250);
    let mut page = printed(&format!("## 渡口今日开放\n\n本报江城3月13日电（记者林一）{body}\n"));
    // All alike: what a stitcher makes of so many stories is no matter here.
    let story = page.stitched.articles.remove(0);
    page.stitched.articles = vec![story; stories];
    page
}

#[test]
fn a_page_with_enough_to_tell_is_full() {
    for stories in [1, 2, 3, 5, 8, 13] {
        for (width, height) in [(40, 20), (80, 24), (120, 40), (200, 50), (226, 60)] {
            let front = check(&long(stories), &measure(width), height);
            let columns = layout::Columns::fit(Cells(width), 3);
            assert!(front.height <= usize::from(height), "{stories} stories at {width}x{height}");
            for nth in 0..columns.count {
                let over = |area: &TileArea| {
                    let x = columns.left(nth.into()).0;
                    area.x.0 <= x && x < area.x.0 + area.width.0
                };
                let areas = front.tiles.iter().map(|tile| tile.area).filter(over);
                let last = areas.map(|area| area.y + area.height).max().unwrap_or(0);
                // What is left is too little for one more story to be begun, or there is none for the column.
                let none = stories <= usize::from(nth);
                assert!(none || last + 2 >= usize::from(height), "{stories} at {width}x{height}: {last}");
            }
        }
    }
}

#[test]
fn the_lead_is_told_most() {
    let told = |tile: &layout::Tile| -> u32 {
        let cells = tile.lines.iter().filter(|line| line.kind != LineKind::Headline);
        cells.map(|line| u32::from(line.width.0)).sum()
    };
    for (width, height) in [(40, 20), (80, 24), (120, 40), (200, 50)] {
        let front = check(&long(6), &measure(width), height);
        let most = front.tiles[1..].iter().map(told).max().unwrap_or(0);
        assert!(told(&front.tiles[0]) >= most, "{width}x{height}");
    }
}

#[test]
fn more_stories_than_the_window_holds_are_a_list_that_goes_on() {
    let front = check(&long(60), &measure(80), 24);
    assert!(front.height > 24);
    assert!(front.tiles[1..].iter().all(|tile| tile.lines.len() == 1));
    // Twenty find room, and some of them more than a line.
    let front = check(&long(20), &measure(80), 24);
    assert!(front.height <= 24);
    assert!(front.tiles[1..].iter().any(|tile| tile.lines.len() > 1));
}

#[test]
fn only_han_are_spaced() {
    let check = |flag: &str, expected: &str| {
        let masthead = Masthead { flag: flag.into(), folio: "14 March 2026  Page 1".into(), ..masthead() };
        let front = layout::front(&page(), &masthead, &measure(80), 24);
        let head: Vec<&str> = front.head.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(head, [expected, "14 March 2026  Page 1"]);
    };
    check("河湾日报", "河 湾 日 报");
    check("The River Bend Daily", "The River Bend Daily");
    check("河湾日报 River Bend Daily", "河 湾 日 报  River Bend Daily");
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

#[test]
fn a_story_that_is_not_whole_says_so() {
    for (end, expected) in [
        ("河湾大桥主桥合龙。", "湾大桥主桥合龙。"),
        ("河湾大桥主桥合", "湾大桥主桥合（缺文）"),
        // At the right, and nothing is missing.
        ("河湾大桥主桥合（下转第三版）", "                          （下转第三版）"),
    ] {
        let page = printed(&format!(
            "# 跨江大桥主桥昨日合龙\n\n本报江城3月13日电（记者林一）昨日上午十时许，最后一段钢箱梁就位。据介绍，{end}\n"
        ));
        let front = check(&page, &measure(40), 24);
        let last = front.tiles[0].lines.last().unwrap();
        assert_eq!(" ".repeat(last.indent.0.into()) + last.text.as_str(), expected);
        assert_eq!(picture(&front, Ambiguous::Narrow).contains("缺文"), expected.contains("缺文"));
    }
}

/// A page of stories as long as that: headline, text; and the level of the heading.
fn of_lengths(stories: &[(usize, usize, usize)]) -> EditionPage {
    let mut text = String::new();
    for &(title, body, level) in stories {
        if title > 0 {
            text += &format!("{} {}\n\n", "#".repeat(level + 1), "桥江".repeat(title));
        }
        text += &format!("本报江城3月13日电　{}。\n\n", "河湾两岸".repeat(body));
    }
    printed(&text)
}

#[test]
fn under_a_lead_of_one_line_a_rule_leaves_the_line_beside_it_its_room() {
    let stories = [(1, 0, 0), (0, 50, 0), (14, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (0, 9, 0)];
    check(&of_lengths(&stories), &measure(98), 5);
}

proptest! {
    #[test]
    fn no_tile_covers_another(
        stories in prop::collection::vec((0..30_usize, 0..200_usize, 0..4_usize), 0..20),
        width in 0..=200_u16,
        height in 0..=60_u16,
    ) {
        check(&of_lengths(&stories), &measure(width), height);
    }
}
