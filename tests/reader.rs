//! The reader: keys in, state and effects out, no terminal.

mod newsroom;

use dubao::config::keys::{default_keys, key_map, printed};
use dubao::lang::Lang;
use dubao::layout::Ambiguous;
use dubao::reader::{
    Action, Anchor, Effect, Frame, Key, Mark, MarkId, MarkKind, Mode, News, Pane, Place, Reader, Seams,
    Settings,
};
use newsroom::{Desk, edition, edition_told, filler};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// At 80 columns, one pane at a time.
#[track_caller]
fn check(keys: &str, state: &str) {
    let mut desk = Desk::new(80, 24);
    assert_eq!(desk.keys(keys).state(), state, "after {keys}");
}

#[test]
fn the_list_is_gone_through_by_articles() {
    check("", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("j", "列 第1版 2/5 春耕备耕由南向北展开");
    check("j j j k", "列 第1版 3/5 〔老街改造先问居民，一户一票，票箱就放在井边〕");
    check("3 j", "列 第1版 4/5 图片：晨雾中的渡口");
    check("k", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("G", "列 第2版 未归位的片段 1 段");
    check("5 j", "列 第2版 1/2 跨江大桥主桥昨日合龙");
    check("5 j k", "列 第1版 5/5 一座图书馆的夜");
    check("G g", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("4 G", "列 第1版 4/5 图片：晨雾中的渡口");
    check("99 G", "列 第2版 未归位的片段 1 段");
    check("100 %", "列 第2版 未归位的片段 1 段");
    check("End Home", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("L", "列 第2版 1/2 跨江大桥主桥昨日合龙");
    check("L L", "列 第2版 1/2 跨江大桥主桥昨日合龙：已是最后一版");
    check("L H", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("h", "列 第1版 1/5 跨江大桥主桥昨日合龙：已在最外层；q 退出");
}

#[test]
fn articles_are_gone_through_from_anywhere() {
    check("J", "列 第1版 2/5 春耕备耕由南向北展开");
    check("Enter J", "文 第1版 2/5 春耕备耕由南向北展开");
    check("Enter J K", "文 第1版 1/5 跨江大桥主桥昨日合龙");
    check("Enter K", "文 第1版 1/5 跨江大桥主桥昨日合龙：已是第一篇");
    check("Enter 6 J", "文 第2版 2/2 河湾站售票窗口Ｇ12次延长至夜间");
    check("Enter 6 J J", "文 第2版 2/2 河湾站售票窗口Ｇ12次延长至夜间：已是最后一篇");
    check("G Enter K", "文 第2版 2/2 河湾站售票窗口Ｇ12次延长至夜间");
    check("Enter L", "文 第2版 1/2 跨江大桥主桥昨日合龙");
    check("Enter h", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("Enter Tab Tab", "文 第1版 1/5 跨江大桥主桥昨日合龙");
    check("Enter J q", "列 第1版 2/5 春耕备耕由南向北展开");
}

#[test]
fn full_width_keys_are_the_keys_they_stand_for() {
    check("ｊ", "列 第1版 2/5 春耕备耕由南向北展开");
    check("３Ｇ", "列 第1版 3/5 〔老街改造先问居民，一户一票，票箱就放在井边〕");
    check("１００％", "列 第2版 未归位的片段 1 段");
    check("Ｌ 《", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("Enter 】】", "文 第1版 1/5 跨江大桥主桥昨日合龙");
    check("Enter 、", "文 第1版 1/5 跨江大桥主桥昨日合龙：识别出来的文字，未经整理");
    // In a prompt they are what they are.
    check("／Ｇ12 Enter", "列 第2版 2/2 河湾站售票窗口Ｇ12次延长至夜间");
}

#[test]
fn jump_lines_lead_there_and_back() {
    check("Enter o", "文 第2版 1/2 跨江大桥主桥昨日合龙");
    check("Enter o o", "文 第1版 1/5 跨江大桥主桥昨日合龙");
    check("Enter G Enter", "文 第2版 1/2 跨江大桥主桥昨日合龙");
    check("Enter o ^O", "文 第1版 1/5 跨江大桥主桥昨日合龙");
    check("Enter o Backspace Backspace", "文 第1版 1/5 跨江大桥主桥昨日合龙：没有更早的位置了");
    check("o", "列 第2版 1/2 跨江大桥主桥昨日合龙");
    check("5 G Enter o", "文 第1版 5/5 一座图书馆的夜：第五版不在此期");
    check("j Enter o", "文 第1版 2/5 春耕备耕由南向北展开：这一篇没有下转或上接");
    check("Enter G o ''", "文 第1版 1/5 跨江大桥主桥昨日合龙");
    check("Enter G o '' ''", "文 第2版 1/2 跨江大桥主桥昨日合龙");
}

#[test]
fn back_leads_to_the_line_that_was_left() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter Space j j");
    let left = desk.top_line();
    desk.keys("o");
    assert_ne!(desk.top_line(), left);
    desk.keys("^O");
    assert_eq!(desk.top_line(), left);
    desk.keys("J J K K");
    assert_eq!(desk.top_line(), left, "each article keeps its place");
}

#[test]
fn the_text_moves_by_lines_screens_paragraphs_and_subheads() {
    let at = |keys: &str| {
        let mut desk = Desk::new(80, 24);
        desk.keys("Enter").keys(keys);
        desk.line()
    };
    assert_eq!(at("j"), "跨江大桥主桥昨日合龙");
    assert_eq!(at("j j k k k"), "沿江两岸明年起一桥通达");
    assert!(at("}").starts_with("本报江城"), "the head is one step");
    assert!(at("} }").starts_with("其1，"));
    assert!(at("3 }").starts_with("其2，"));
    assert!(at("3 } {").starts_with("其1，"));
    assert_eq!(at("]]"), "先修路，后架桥");
    assert_eq!(at("]] ]]"), "桥那边的集市");
    assert_eq!(at("]] ]] [["), "先修路，后架桥");
    assert!(at("4 G").starts_with("其3，"), "paragraphs are counted without the head");
    assert_eq!(at("Space b"), "沿江两岸明年起一桥通达");
    assert_eq!(at("d u"), "沿江两岸明年起一桥通达");
    assert_eq!(at("G g"), "沿江两岸明年起一桥通达");
    assert_eq!(at("50 % <"), "沿江两岸明年起一桥通达");
    assert_eq!(at("99 }"), "（下转第二版）", "the last can be gone to below the first line in view");
    assert!(at("99 } {").starts_with("集市上最早来的"));
}

#[test]
fn to_the_raw_page_and_back_nothing_has_moved() {
    let place = |desk: &Desk| {
        let story = desk.reader.story().expect("an article is open");
        (story.entry, story.in_view(), story.line())
    };
    for (columns, rows) in [(80, 24), (80, 9), (40, 20), (20, 6), (120, 40)] {
        for keys in
            ["Enter", "Enter Space", "Enter G", "Enter }", "Enter C", "Enter C Space", "Enter C G", "G Enter"]
        {
            let mut desk = Desk::new(columns, rows);
            let before = place(desk.keys(keys));
            assert_eq!(place(desk.keys("\\ \\")), before, "{keys} at {columns}x{rows}");
        }
    }
}

#[test]
fn of_seams_is_spoken_where_they_are_seen() {
    for (columns, keys, spoken) in [
        (80, "Enter S", true),
        (80, "Enter S q", false),
        (80, "Enter S ?", false),
        (80, "Enter S t", false),
        (80, "Enter S z", true),
        (80, "Enter S q F", false),
        (120, "S", true),
        (120, "S ?", false),
        (120, "Enter S t", true),
    ] {
        let mut desk = Desk::new(columns, 24);
        assert_eq!(desk.keys(keys).reader.view().note.is_some(), spoken, "{keys} at {columns}");
    }
    // What the note says is not said again.
    check("j Enter S )", "文 第1版 2/5 春耕备耕由南向北展开");
}

#[test]
fn moving_past_the_end_says_what_comes_next() {
    check("Enter G j", "文 第1版 1/5 跨江大桥主桥昨日合龙：完    J 下一篇");
    check("Enter k", "文 第1版 1/5 跨江大桥主桥昨日合龙：已在开头");
    check("j Enter ]]", "文 第1版 2/5 春耕备耕由南向北展开：这一篇没有小标题");
    check("j Enter )", "文 第1版 2/5 春耕备耕由南向北展开：这一篇没有接缝，也没有缺文");
}

#[test]
fn a_search_goes_across_line_breaks_and_seams() {
    let found = |keys: &str| {
        let mut desk = Desk::new(40, 20);
        desk.keys("Enter").keys(keys);
        desk.reader.search().map(dubao::reader::Search::count)
    };
    assert_eq!(found("/桥墩 Enter"), Some((Some(1), 11)));
    assert_eq!(found("/桥墩 Enter n n"), Some((Some(3), 11)));
    assert_eq!(found("/桥墩 Enter N"), Some((Some(11), 11)), "round the end");
    assert_eq!(found("/主桥正式合龙 Enter"), Some((Some(1), 1)), "across a seam");
    assert_eq!(found("/钢箱梁稳稳落下 Enter"), Some((Some(1), 1)), "across a line's end");
    assert_eq!(found("/桥墩 Enter Esc"), None);
    assert_eq!(found("/没有的话 Enter"), None);
    assert_eq!(found("/桥墩 Esc"), None);
    assert_eq!(found("/桥墩 Enter J"), Some((None, 3)), "the search goes on in the next article");
    check("Enter /没有的话 Enter", "文 第1版 1/5 跨江大桥主桥昨日合龙：没有找到“没有的话”");
    check("/合龙 Enter n", "列 第2版 1/2 跨江大桥主桥昨日合龙");
    check("/合龙 Enter n n", "列 第1版 1/5 跨江大桥主桥昨日合龙：从头再找");
    check("/g12 Enter", "列 第2版 2/2 河湾站售票窗口Ｇ12次延长至夜间");
}

#[test]
fn a_search_survives_a_resize() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter /桥墩 Enter n n");
    desk.reader.resize(40, 20);
    assert_eq!(desk.reader.search().map(dubao::reader::Search::count), Some((Some(3), 11)));
    desk.keys("n");
    assert_eq!(desk.reader.search().map(dubao::reader::Search::count), Some((Some(4), 11)));
    let story = desk.reader.story().expect("an article is open");
    let shown = story.sheet().lines[story.top()..].iter().take(story.height());
    assert!(shown.map(|line| line.text.as_str()).collect::<String>().contains("编号为4的桥墩"));
}

#[test]
fn the_prompt_is_edited_like_any_line() {
    let typed = |keys: &str| {
        let mut desk = Desk::new(80, 24);
        desk.keys("/").keys(keys);
        desk.reader.prompt().map(|prompt| prompt.text().to_owned())
    };
    assert_eq!(typed("大桥"), Some("大桥".into()));
    assert_eq!(typed("大桥 Backspace"), Some("大".into()));
    assert_eq!(typed("大桥 Left 江 Home 跨 End 梁"), Some("跨大江桥梁".into()));
    assert_eq!(typed("大桥 ^U"), Some(String::new()));
    assert_eq!(typed("a Space bc ^W"), Some("a ".into()));
    assert_eq!(typed("大 Backspace Backspace"), None);
    assert_eq!(typed("q Q j"), Some("qQj".into()));
    assert_eq!(typed("大桥 Enter / Up"), Some("大桥".into()));
}

#[test]
fn a_paste_goes_to_the_prompt_and_nowhere_else() {
    let mut desk = Desk::new(80, 24);
    assert!(!desk.reader.wants_paste());
    desk.reader.paste("jjjq");
    assert_eq!(desk.state(), "列 第1版 1/5 跨江大桥主桥昨日合龙");
    desk.keys("/");
    assert!(desk.reader.wants_paste());
    desk.reader.paste("跨江\n大桥\u{202e}\u{7}");
    assert_eq!(desk.reader.prompt().map(dubao::reader::Prompt::text), Some("跨江 大桥"));
    desk.reader.paste(&"长".repeat(5_000));
    assert_eq!(desk.reader.prompt().map(|prompt| prompt.text().chars().count()), Some(200));
}

#[test]
fn nothing_is_said_to_be_saved_before_it_is() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter } B");
    let [Effect::Keep(mark)] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    let mark = mark.clone();
    assert_eq!((mark.kind, mark.headline.as_str()), (MarkKind::Bookmark, "跨江大桥主桥昨日合龙"));
    assert!(mark.anchor.context.starts_with("本报江城3月13日电"));
    assert_eq!(desk.reader.notice(), None);
    desk.reader.hear(News::Kept(mark.id.clone()));
    assert_eq!(desk.reader.notice().map(|notice| notice.words.as_str()), Some("书签已存"));
    assert_eq!(desk.reader.bookmarks(), 1);
    desk.keys("B");
    assert_eq!(desk.effects.last(), Some(&Effect::Forget(mark)));
    assert_eq!(desk.reader.bookmarks(), 0);
}

#[test]
fn a_mark_that_could_not_be_written_is_told_of() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter B");
    let [Effect::Keep(mark)] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    desk.reader.hear(News::NotKept(mark.id.clone(), "磁盘已满".into()));
    assert_eq!(desk.reader.notice().map(|notice| notice.words.as_str()), Some("磁盘已满"));
    assert_eq!(desk.reader.bookmarks(), 1, "it stays for this session");
}

#[test]
fn the_bookmark_is_on_the_paragraph_from_any_of_its_lines() {
    let mut desk = Desk::new(40, 20);
    desk.keys("Enter 2 G B j j B");
    let kinds: Vec<bool> = desk.effects.iter().map(|effect| matches!(effect, Effect::Keep(_))).collect();
    assert_eq!(kinds, [true, false], "set on its first line, taken away on its third");
}

#[test]
fn marks_are_listed_gone_to_removed_and_put_back() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter 3 G ma J B L M");
    desk.keys("Enter");
    assert_eq!(desk.state(), "文 第1版 1/5 跨江大桥主桥昨日合龙");
    assert!(desk.top_line().starts_with("其2，"), "{}", desk.top_line());
    desk.keys("M d");
    assert!(matches!(desk.effects.last(), Some(Effect::Forget(mark)) if mark.kind == MarkKind::Named('a')));
    assert_eq!(desk.reader.notice().map(|notice| notice.words.as_str()), Some("已删；u 恢复"));
    desk.keys("u");
    assert!(matches!(desk.effects.last(), Some(Effect::Keep(mark)) if mark.kind == MarkKind::Named('a')));
    desk.keys("Esc J 'a");
    assert_eq!(desk.state(), "文 第1版 1/5 跨江大桥主桥昨日合龙");
    check("Enter 'x", "文 第1版 1/5 跨江大桥主桥昨日合龙：没有记号 x");
    check("M", "列 第1版 1/5 跨江大桥主桥昨日合龙：这一期还没有书签和记号");
}

#[test]
fn a_letter_names_one_mark() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter ma J ma K 'a");
    assert_eq!(desk.state(), "文 第1版 2/5 春耕备耕由南向北展开");
    let ids: Vec<&MarkId> = desk
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Keep(mark) if matches!(mark.kind, MarkKind::Named(_)) => Some(&mark.id),
            _ => None,
        })
        .collect();
    assert!(ids.len() == 2 && ids[0] == ids[1], "{ids:?}");
}

#[test]
fn a_mark_in_another_edition_says_which() {
    let anchor = Anchor {
        edition: "2031-03-01".into(),
        page: "01.md".into(),
        fingerprint: dubao::source::Fingerprint(7),
        offset: 0,
        context: "别处".into(),
    };
    let mark = Mark { id: MarkId("m".into()), kind: MarkKind::Named('Z'), anchor, headline: "别处".into() };
    let mut desk = Desk::with(80, 24, Settings::default(), vec![mark], None);
    desk.keys("'Z");
    assert_eq!(desk.state(), "列 第1版 1/5 跨江大桥主桥昨日合龙：这个记号在另一期：2031-03-01");
}

#[test]
fn an_article_read_to_its_end_is_read() {
    let read = |keys: &str| {
        let mut desk = Desk::new(80, 24);
        desk.keys(keys);
        desk.reader.shelf().articles().filter(|item| item.read).count()
    };
    assert_eq!(read("Enter"), 0);
    assert_eq!(read("Enter J"), 0, "the first is too long to have been read");
    assert_eq!(read("Enter G"), 0, "not before the reader goes on");
    assert_eq!(read("Enter G J"), 1);
    assert_eq!(read("j Enter q"), 1, "a short one, seen whole");
    assert_eq!(read("j Enter r"), 1);
    assert_eq!(read("j Enter r r j k h"), 0, "the reader's word counts");
    assert_eq!(read("r"), 1);
    assert_eq!(read("A"), 5);
    assert_eq!(read("A L r"), 6);
    check("r n", "列 第1版 2/5 春耕备耕由南向北展开：下一篇未读");
    check("A n", "列 第2版 1/2 跨江大桥主桥昨日合龙：下一篇未读");
    check("A L p", "列 第2版 1/2 跨江大桥主桥昨日合龙：前面没有未读的文章");
}

#[test]
fn seams_tell_where_how_sure_and_why() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter");
    assert_eq!(desk.reader.seams(), Seams::Hidden);
    desk.keys("S");
    assert_eq!(desk.reader.seams(), Seams::Shown);
    desk.keys(") )");
    let story = desk.reader.story().expect("an article is open");
    assert_eq!(story.chosen(), Some(1));
    let shown = story.top()..story.top() + story.height();
    assert!(shown.contains(&story.seams()[1].line), "the chosen seam is in view");
    desk.keys(") )");
    assert_eq!(desk.reader.notice().map(|notice| notice.words.as_str()), Some("没有更多接缝"));
    desk.keys("( (");
    assert_eq!(desk.reader.story().and_then(dubao::reader::Story::chosen), Some(0));
}

#[test]
fn boundaries_are_spoken_of_where_they_are_in_doubt() {
    let told = |headline: f32, paragraphs: &[(usize, f32)]| -> Vec<String> {
        let mut desk = Desk::of(edition_told(headline, paragraphs), 80, 24, Settings::default());
        desk.keys("j Enter");
        let story = desk.reader.story().expect("an article is open");
        let lines = story.seams().iter().map(|seam| &story.sheet().lines[seam.line]);
        lines.map(|line| line.text.as_str().chars().take(3).collect()).collect()
    };
    assert_eq!(told(0.97, &[(1, 0.9)]), [""; 0], "all are sure");
    assert_eq!(told(0.97, &[(1, 0.6), (2, 0.85)]), ["其21"]);
    assert_eq!(told(0.5, &[(2, 0.3)]), ["其20", "其22"], "what a headline leaves in doubt is told below it");
    assert_eq!(told(0.95, &[(0, 0.5)]), ["其20"], "of two at one place the less sure");
}

#[test]
fn the_raw_page_and_the_article_are_at_the_same_place() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter 4 G");
    let line = desk.line();
    desk.keys("\\");
    assert_eq!(desk.reader.story().map(|story| story.mode), Some(Mode::Raw));
    assert_eq!(desk.line().chars().take(10).collect::<String>(), line.chars().take(10).collect::<String>());
    desk.keys("\\");
    assert_eq!(desk.line(), line);
    // Having gone elsewhere in the raw page, one comes out at the article that stands there.
    desk.keys("\\ /春耕 Enter \\");
    assert_eq!(desk.state(), "文 第1版 2/5 春耕备耕由南向北展开");
}

#[test]
fn contents_lead_to_parts() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter t j j Enter");
    assert_eq!(desk.line(), "先修路，后架桥");
    desk.keys("t G Enter");
    assert!(desk.line().starts_with("集市上最早来的是卖藕的"), "{}", desk.line());
}

#[test]
fn esc_cancels_and_never_quits() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Esc Esc Enter Esc ? Esc M Esc / Esc 5 Esc ] Esc z Esc Esc");
    assert_eq!(
        (desk.effects.len(), desk.reader.pane(), desk.reader.frame()),
        (0, Pane::Article, Frame::Full)
    );
}

#[test]
fn quitting_is_quitting() {
    let effects = |keys: &str| {
        let mut desk = Desk::new(80, 24);
        desk.keys(keys);
        desk.effects.iter().filter(|effect| !matches!(effect, Effect::Keep(_))).cloned().collect::<Vec<_>>()
    };
    assert_eq!(effects("q"), [Effect::Quit]);
    assert_eq!(effects("Enter q"), []);
    assert_eq!(effects("Enter z q q q"), [Effect::Quit]);
    assert_eq!(effects("Enter ? q"), []);
    assert_eq!(effects("Enter Q"), [Effect::Quit]);
    assert_eq!(effects("Enter ZZ"), [Effect::Quit]);
    assert_eq!(effects("? ^C"), [Effect::Quit]);
    assert_eq!(effects("/大 ^C"), [Effect::Quit]);
    assert_eq!(effects("^L"), [Effect::Repaint]);
    assert_eq!(effects("T"), [Effect::NextTheme]);
    assert_eq!(effects("^Z"), [Effect::Suspend]);
    assert_eq!(effects("R"), [Effect::Open("/papers/2031-03-14".into())]);
}

#[test]
fn keys_for_later_say_so_and_unknown_keys_name_the_help() {
    check("&", "列 第1版 1/5 跨江大桥主桥昨日合龙：筛选列表：以后的版本会有");
    check("yy", "列 第1版 1/5 跨江大桥主桥昨日合龙：复制这一段：以后的版本会有");
    check("x", "列 第1版 1/5 跨江大桥主桥昨日合龙：x 没有用处；? 帮助");
    check("]x", "列 第1版 1/5 跨江大桥主桥昨日合龙：]x 没有用处；? 帮助");
}

#[test]
fn the_help_does_what_is_chosen_in_it() {
    let mut desk = Desk::new(80, 24);
    let before = desk.state();
    desk.keys("?");
    while desk.reader.pane() == Pane::List && !desk.effects.contains(&Effect::Repaint) {
        desk.keys("j");
        let status = desk.reader.status();
        assert!(status.hints.iter().any(|hint| hint.key == "Enter"), "{status:?}");
        desk.keys("Enter");
        if desk.state() != before {
            break;
        }
        desk.keys("?");
    }
    assert_eq!(desk.state(), "列 第1版 2/5 春耕备耕由南向北展开", "the first row is line-down");
}

#[test]
fn a_session_goes_on_where_it_stopped() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter Space j");
    let (line, place) = (desk.top_line(), desk.reader.place());
    let mut again = Desk::with(40, 20, Settings::default(), Vec::new(), place.clone());
    assert_eq!(again.state(), "文 第1版 1/5 跨江大桥主桥昨日合龙：接着上次读到的地方");
    let first = line.chars().next().expect("the line has text");
    assert!(again.top_line().contains(first), "{line} begins within {}", again.top_line());
    again.reader.resize(80, 24);
    assert_eq!(again.top_line(), line);
    assert_eq!(again.reader.place(), place, "opening it has moved nothing");
}

#[test]
fn a_place_in_the_list_is_kept_as_well() {
    let mut desk = Desk::new(80, 24);
    let place = desk.keys("L j").reader.place();
    assert!(place.as_ref().is_some_and(|place| !place.reading));
    let again = Desk::with(120, 40, Settings::default(), Vec::new(), place);
    assert_eq!(again.state(), "列 第2版 2/2 河湾站售票窗口Ｇ12次延长至夜间");
}

#[test]
fn a_place_is_found_in_a_changed_page_by_its_words() {
    let mut desk = Desk::new(80, 24);
    let place = desk.keys("Enter 5 G").reader.place().expect("an article is open");
    let line = desk.line();
    let anchor = Anchor { fingerprint: dubao::source::Fingerprint(1), offset: 3, ..place.anchor.clone() };
    let again = Desk::with(80, 24, Settings::default(), Vec::new(), Some(Place { anchor, ..place }));
    assert_eq!(again.line(), line);
}

#[test]
fn a_reload_keeps_the_place() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter Space R");
    let line = desk.top_line();
    desk.reader.hear(News::Opened(Box::new(edition()), "/papers/2031-03-14".into(), None));
    assert_eq!((desk.top_line(), desk.reader.pane()), (line, Pane::Article));
    desk.reader.hear(News::NotOpened("没有这个文件夹".into()));
    assert_eq!(desk.reader.notice().map(|notice| notice.words.as_str()), Some("没有这个文件夹"));
    desk.reader.hear(News::Opened(Box::new(edition()), "/papers/other".into(), None));
    assert_eq!(desk.state(), "列 第1版 1/5 跨江大桥主桥昨日合龙");
}

#[test]
fn every_edition_keeps_its_place() {
    let mut desk = Desk::new(80, 24);
    desk.keys("Enter Space ^N");
    let line = desk.top_line();
    assert_eq!(desk.effects.last(), Some(&Effect::OpenBeside("/papers/2031-03-14".into(), 1)));
    desk.reader.hear(News::Opened(Box::new(edition()), "/papers/2031-03-15".into(), None));
    assert_eq!(desk.state(), "列 第1版 1/5 跨江大桥主桥昨日合龙");
    desk.keys("2 ^P");
    assert_eq!(desk.effects.last(), Some(&Effect::OpenBeside("/papers/2031-03-15".into(), -2)));
    desk.reader.hear(News::Opened(Box::new(edition()), "/papers/2031-03-14".into(), None));
    assert_eq!((desk.top_line(), desk.reader.pane()), (line, Pane::Article));
    for (by, said) in [(1, "没有更新的一期了"), (-1, "没有更早的一期了")] {
        desk.reader.hear(News::NoEdition(by));
        assert_eq!(desk.reader.notice().map(|notice| notice.words.as_str()), Some(said));
    }
}

#[test]
fn an_empty_edition_can_be_looked_at() {
    let nothing = dubao::edition::Edition::default();
    let mut reader = Reader::new(nothing, "-".into(), Settings::default(), default_keys(), Vec::new(), None);
    reader.resize(80, 24);
    for action in Action::ALL {
        reader.update((*action).into());
    }
    assert_eq!(reader.place(), None);
}

#[test]
fn in_a_wide_window_the_article_follows_the_cursor() {
    let mut desk = Desk::new(120, 40);
    desk.keys("j");
    assert_eq!(desk.top_line(), "春耕备耕由南向北展开");
    assert_eq!(desk.reader.pane(), Pane::List);
    assert_eq!(desk.reader.leaps(), 0, "looking is not leaping");
    desk.keys("Enter J");
    assert_eq!(desk.state(), "文 第1版 3/5 〔老街改造先问居民，一户一票，票箱就放在井边〕");
}

#[test]
fn the_measure_is_even_and_within_its_bounds() {
    let mut desk = Desk::new(80, 24);
    let width = |desk: &Desk| desk.reader.column().map(|column| column.measure.0);
    desk.keys("Enter");
    assert_eq!(width(&desk), Some(72));
    desk.keys("-");
    assert_eq!(width(&desk), Some(68));
    desk.keys("+ +");
    assert_eq!(width(&desk), Some(74));
    desk.keys("+");
    assert_eq!(desk.reader.notice().map(|notice| notice.words.as_str()), Some("行宽 74，窗口再宽不下了"));
    for _ in 0..40 {
        desk.keys("-");
    }
    assert_eq!(width(&desk), Some(20));
    desk.keys("=");
    assert_eq!(width(&desk), Some(72));
}

#[test]
fn a_page_is_gone_through_by_its_tiles() {
    check("F", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("F j", "列 第1版 2/5 春耕备耕由南向北展开");
    check("F j l", "列 第1版 3/5 〔老街改造先问居民，一户一票，票箱就放在井边〕");
    check("F j l j", "列 第1版 4/5 图片：晨雾中的渡口");
    check("F j j", "列 第1版 5/5 一座图书馆的夜");
    check("F j Right Left", "列 第1版 2/5 春耕备耕由南向北展开");
    check("F j h", "列 第1版 2/5 春耕备耕由南向北展开：这边没有了");
    check("F j k", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("F k", "列 第1版 1/5 跨江大桥主桥昨日合龙：这边没有了");
    check("F 4 G", "列 第1版 4/5 图片：晨雾中的渡口");
    check("F 4 G g", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("F G J", "列 第2版 1/2 跨江大桥主桥昨日合龙");
    check("F L", "列 第2版 1/2 跨江大桥主桥昨日合龙");
    check("F L L", "列 第2版 1/2 跨江大桥主桥昨日合龙：已是最后一版");
    check("F j L H", "列 第1版 1/5 跨江大桥主桥昨日合龙");
    check("F /图书 Enter", "列 第1版 5/5 一座图书馆的夜");
    check("F j Enter", "文 第1版 2/5 春耕备耕由南向北展开");
    check("F j Enter q j", "列 第1版 5/5 一座图书馆的夜");
}

#[test]
fn a_page_is_left_for_the_list_and_come_back_to_from_an_article() {
    let fronts = |keys: &str| {
        let mut desk = Desk::new(120, 40);
        desk.keys(keys);
        (desk.reader.front().is_some(), desk.reader.pane(), desk.effects.contains(&Effect::Quit))
    };
    assert_eq!(fronts("F"), (true, Pane::List, false));
    for keys in ["F F", "F q", "F Esc"] {
        assert_eq!(fronts(keys), (false, Pane::List, false), "{keys}");
    }
    assert_eq!(fronts("F q q"), (false, Pane::List, true));
    assert_eq!(fronts("F Enter"), (false, Pane::Article, false));
    assert_eq!(fronts("F Enter q"), (true, Pane::List, false));
    assert_eq!(fronts("F Enter h"), (true, Pane::List, false));
    assert_eq!(fronts("Enter Space F"), (true, Pane::List, false), "from an article to its page");
    assert_eq!(fronts("F z"), (false, Pane::Article, false));
    assert_eq!(fronts("F ? F"), (false, Pane::List, false));
}

#[test]
fn the_chosen_tile_is_in_view_in_any_window() {
    for (columns, rows) in [(80, 24), (40, 20), (40, 8), (20, 6), (200, 50)] {
        let mut desk = Desk::new(columns, rows);
        desk.keys("F");
        for keys in ["j", "j", "l", "Space", "G", "k", "b", "g", "L", "j"] {
            desk.keys(keys);
            let page = desk.reader.front().expect("the page is shown");
            let tile = &page.front().tiles[desk.reader.tile().expect("a tile is chosen")];
            let rows = usize::from(desk.reader.view().front.map_or(0, |area| area.height));
            assert!(
                (page.top()..page.top() + rows).contains(&tile.area.y),
                "{columns}x{rows} after {keys}: {:?} from {}",
                tile.area,
                page.top()
            );
        }
    }
}

/// At 160 columns, the text alone: two columns of 72.
fn spread_out(keys: &str) -> Desk {
    let mut desk = Desk::new(160, 20);
    desk.keys("Enter z").keys(keys);
    desk
}

#[test]
fn screens_of_columns_are_turned_and_lines_gone_through() {
    let at = |keys: &str| {
        let desk = spread_out(keys);
        let story = desk.reader.story().expect("an article is open");
        (story.top(), story.line(), story.in_view().len())
    };
    let (_, _, first) = at("");
    assert!(first > 20, "more than one column is in view");
    let second = at("Space");
    assert!(second.0 >= first && second.1 == second.0, "{second:?}");
    for keys in ["d", "f", "^D", "Space Space b", "Space u", "d j b d"] {
        assert_eq!(if keys.ends_with(['b', 'u']) { (0, 0, first) } else { second }, at(keys), "{keys}");
    }
    assert_eq!(at("j").0, 0, "a line on is in the same spread");
    assert!(at("j").1 > 0);
    assert_eq!(at("99 j").0, at("G").0);
    assert_eq!(at("Space k").0, 0, "before the first line of a spread is the spread before");
    assert_eq!(at("G g"), at(""));
}

#[test]
fn one_is_at_the_same_words_in_one_column_and_in_two() {
    let mut desk = spread_out("Space } B");
    let line = desk.line();
    let first = line.chars().next().expect("the line has text");
    for keys in ["C C", "C", "z", "z", "W", "C"] {
        assert!(desk.keys(keys).line().contains(first), "{keys}: {line} begins within {}", desk.line());
    }
    desk.keys("/桥墩 Enter n n");
    let story = desk.reader.story().expect("an article is open");
    let shown: String = story
        .panels()
        .into_iter()
        .flat_map(|panel| panel.lines)
        .map(|n| story.sheet().lines[n].text.as_str())
        .collect();
    assert!(shown.contains("桥墩"), "{shown}");
}

#[test]
fn what_is_said_of_seams_takes_no_text_from_columns() {
    for keys in ["", "Space", "Space j j", "G"] {
        let at = |desk: &Desk| {
            let story = desk.reader.story().expect("an article is open");
            (story.in_view(), story.line(), story.panels())
        };
        let mut desk = spread_out(keys);
        let before = at(&desk);
        assert_eq!(at(desk.keys("S")), before, "after {keys:?}");
        assert_eq!(at(desk.keys("S")), before, "after {keys:?}");
    }
}

#[test]
fn columns_are_as_many_as_there_is_room_for() {
    let count = |columns, keys: &str| {
        let mut desk = Desk::new(columns, 30);
        desk.keys("Enter").keys(keys).reader.column().map(|column| (column.count, column.measure.0))
    };
    assert_eq!(count(80, ""), Some((1, 72)));
    assert_eq!(count(80, "C"), Some((2, 34)));
    assert_eq!(count(80, "C C"), Some((1, 72)), "a third finds no room");
    assert_eq!(count(60, "C"), Some((1, 54)), "none is narrower than 30");
    assert_eq!(count(120, "C"), Some((2, 32)));
    assert_eq!(count(160, "z"), Some((2, 72)));
    assert_eq!(count(160, "z C"), Some((3, 46)));
    assert_eq!(count(160, "z C C"), Some((1, 72)));
    assert_eq!(count(220, "z"), Some((3, 66)));
    assert_eq!(count(120, "z - - - -"), Some((1, 56)), "a narrower measure makes no columns");
    assert_eq!(count(160, "z \\"), Some((1, 72)), "the raw page has one");
}

#[test]
fn a_key_goes_through_the_widths_of_ambiguous_characters() {
    let mut desk = Desk::new(80, 24);
    let used: Vec<Ambiguous> = (0..4).map(|_| desk.keys("Enter W h").reader.settings().ambiguous).collect();
    assert_eq!(used, [Ambiguous::Wide, Ambiguous::Safe, Ambiguous::Replace, Ambiguous::Narrow]);
    check("W", "列 第1版 1/5 跨江大桥主桥昨日合龙：“ ” — … 的宽度：两格（wide）");
}

#[test]
fn every_action_can_be_asked_for_and_every_key_is_alive() {
    let map = default_keys();
    for row in printed(&map, Lang::Zh) {
        for keys in row.keys.split(' ') {
            let keys = keys.replace("{n}", "3").replace("{a-z}", "a").replace("{A-Z}", "A");
            let mut desk = Desk::new(80, 24);
            desk.keys("Enter ma mA B M");
            if !matches!(row.action, "remove-mark" | "restore-mark") {
                desk.keys("Esc");
            }
            desk.keys(&keys);
            let said = desk.reader.notice().map_or("", |notice| &notice.words);
            assert!(!said.contains("没有用处"), "{keys} of {} is dead", row.action);
            assert!(desk.reader.status().pending.is_empty(), "{keys} of {} waits for more", row.action);
        }
    }
}

#[test]
fn a_rebound_key_does_what_it_was_given_to() {
    let keys = BTreeMap::from([
        ("next-article".to_owned(), vec!["x".to_owned()]),
        ("help".to_owned(), vec!["F1".to_owned()]),
    ]);
    let map = key_map(&keys).expect("x is free");
    let mut reader = Reader::new(edition(), "-".into(), Settings::default(), map, Vec::new(), None);
    reader.resize(80, 24);
    reader.press(Key::char('x'));
    assert_eq!(reader.status().place, "第1版 2/5");
    reader.press(Key::char('?'));
    assert_eq!(reader.notice().map(|notice| notice.words.as_str()), Some("? 没有用处；F1 帮助"));
}

#[test]
fn the_text_of_a_narrow_window_loses_nothing() {
    let mut desk = Desk::new(21, 8);
    desk.keys("j Enter");
    let story = desk.reader.story().expect("an article is open");
    let text: String = story.sheet().lines.iter().map(|line| line.text.as_str()).collect();
    for n in 20..23 {
        assert!(text.contains(&filler(n)), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// However often the window changes, the line one was at is the first again when it is as it was.
    #[test]
    fn resizing_there_and_back_moves_nothing(
        down in 0usize..70,
        sizes in prop::collection::vec((20u16..140, 6u16..50), 1..8),
        key in prop::sample::select(vec!["j", "}", "d"]),
    ) {
        let mut desk = Desk::new(80, 24);
        desk.keys("Enter");
        for _ in 0..down {
            desk.keys(key);
        }
        let top = |desk: &Desk| desk.reader.story().map(|story| (story.top(), story.line()));
        let (before, place) = (top(&desk), desk.reader.place());
        for (columns, rows) in sizes {
            desk.reader.resize(columns, rows);
            prop_assert_eq!(desk.reader.place(), place.clone(), "only the reader moves the place");
        }
        desk.reader.resize(80, 24);
        prop_assert_eq!(top(&desk), before);
    }
}
