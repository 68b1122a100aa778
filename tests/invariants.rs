//! Properties of the whole stream: whatever the bytes, nothing panics, nothing is lost, nothing doubled, and everything
//! knows where in the page it came from.

use dubao::block::BlockId;
use dubao::edition::{Edition, EditionPage};
use dubao::source::{Source, Text};
use dubao::stitch::Article;
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The texts of an article.
fn texts_of(article: &Article) -> Vec<Text> {
    let headline = article.headline.iter().flat_map(|h| h.kicker.iter().chain([&h.title]).chain(&h.deck));
    let fragments = article.paragraphs.iter().flat_map(|p| p.fragments.iter().map(|f| &f.text));
    let lines = article.from.iter().chain(&article.jump).map(|line| &line.text);
    headline.chain(fragments).chain(lines).cloned().collect()
}

/// Every text of a page, each once: what the reader can reach.
fn texts(page: &EditionPage) -> Vec<Text> {
    let loose = page.stitched.furniture.iter().chain(&page.stitched.unplaced);
    let blocks = loose.flat_map(|id| {
        let block = page.page.block(*id);
        let lines = block.from.iter().chain(&block.jump).map(|line| line.text.clone());
        [block.text.clone()].into_iter().chain(lines).collect::<Vec<Text>>()
    });
    page.stitched.articles.iter().flat_map(texts_of).chain(blocks).collect()
}

/// True for a character that may be an engine's mark: of Markdown, of an HTML tag or character, of a formula, of a table.
fn may_be_mark(page: &str, at: usize) -> bool {
    let start = page[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = page[at..].find('\n').map_or(page.len(), |len| at + len);
    let (line, at) = (&page[start..end], at - start);
    let (before, rest) = line.split_at(at);
    let inside = |opens: char, closes: char| {
        let opened = rest.starts_with(opens) || before.rfind(opens) > before.rfind(closes);
        opened && rest.contains(closes)
    };
    let row = line.trim_start().starts_with('|') && rest.starts_with(['|', '-', ':']);
    let formula = line.matches('$').count() > 1 || line.contains("\\(");
    rest.starts_with(['#', '*', '\\'])
        || row
        || inside('<', '>')
        || inside('&', ';')
        || formula && rest.starts_with(|c: char| c.is_ascii())
}

/// Each solid character of the page comes out once; an engine's mark may stay behind.
fn nothing_lost_nothing_doubled(page: &EditionPage) {
    let source = &page.page.source;
    let mut seen: HashMap<usize, usize> = HashMap::new();
    for text in texts(page) {
        for span in text.spans() {
            for (at, _) in source.slice(span).char_indices() {
                *seen.entry(span.start + at).or_default() += 1;
            }
        }
    }
    for (at, c) in source.text().char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let times = seen.get(&at).copied().unwrap_or(0);
        assert!(
            times == 1 || (times == 0 && may_be_mark(source.text(), at)),
            "{c:?} at byte {at} comes out {times} times in:\n{}",
            source.text()
        );
    }
}

/// What a text says is what stands in the page where it says it stands.
fn everything_has_a_way_back(page: &EditionPage) {
    let source = &page.page.source;
    for text in texts(page) {
        for (at, c) in text.as_str().char_indices() {
            if let Some(back) = text.position_of(text.source_of(at)).filter(|back| *back == at) {
                let place = text.source_of(back);
                assert!(source.text()[place..].starts_with(c), "{c:?} is not at byte {place}");
            }
        }
    }
}

/// There is a boundary wherever the next block of a story is another's than the one before, and nowhere else.
fn boundaries_stand_where_stories_take_over(page: &EditionPage) {
    let articles = &page.stitched.articles;
    let block_at = |at: usize| page.page.numbered().find(|(_, b)| b.span.start <= at && at < b.span.end);
    let mut owned: BTreeMap<BlockId, usize> = BTreeMap::new();
    for (nth, article) in articles.iter().enumerate() {
        let starts =
            texts_of(article).into_iter().flat_map(|text| text.spans().map(|s| s.start).collect::<Vec<_>>());
        owned.extend(starts.filter_map(|at| Some((block_at(at)?.0, nth))));
    }
    let mut before = None;
    let takes_over =
        |(id, nth): (&BlockId, &usize)| (before.replace(*nth) != Some(*nth)).then_some((*id, *nth));
    let expected: Vec<(BlockId, usize)> = owned.iter().filter_map(takes_over).collect();
    let told = articles.iter().enumerate().flat_map(|(nth, a)| a.boundaries.iter().map(move |b| (b, nth)));
    let mut found: Vec<(BlockId, usize)> =
        told.clone().map(|(boundary, nth)| (boundary.block, nth)).collect();
    found.sort_unstable();
    assert_eq!(found, expected, "in:\n{}", page.page.source.text());
    for (boundary, nth) in told {
        assert!((0.0..=1.0).contains(&boundary.confidence.0) && !boundary.reasons.is_empty(), "{boundary:?}");
        let other = boundary.runner_up.as_ref().and_then(|other| other.article.as_ref());
        assert!(other.is_none_or(|id| *id != articles[nth].id), "the runner-up is another: {boundary:?}");
        assert!(other.is_none_or(|id| articles.iter().any(|article| article.id == *id)), "{boundary:?}");
    }
}

/// What was not chosen has no more than what the choice leaves it.
fn runners_up_have_what_is_left(page: &EditionPage) {
    /// Half a hundredth, from which and up to which confidence is told.
    const ROUNDED: f32 = 0.006;
    for article in &page.stitched.articles {
        let seams = article.paragraphs.iter().flat_map(|paragraph| &paragraph.seams);
        let seams = seams.filter_map(|seam| Some((seam.confidence, seam.runner_up?.confidence)));
        let boundaries = article.boundaries.iter();
        let boundaries = boundaries.filter_map(|b| Some((b.confidence, b.runner_up.as_ref()?.confidence)));
        for (chosen, other) in seams.chain(boundaries) {
            assert!(chosen.0 + other.0 <= 1.0 + ROUNDED, "{chosen} {other} in:\n{}", page.page.source.text());
        }
    }
}

fn check(name: &str, bytes: &[u8]) {
    let edition = Edition::assemble("an edition", vec![Source::new(Path::new(name), bytes)]);
    for page in &edition.pages {
        nothing_lost_nothing_doubled(page);
        everything_has_a_way_back(page);
        boundaries_stand_where_stories_take_over(page);
        runners_up_have_what_is_left(page);
    }
}

/// Pieces that pages are made of, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("# 渡口停航一日\n\n".to_owned()),
        Just("## 一、水位还在涨\n\n".to_owned()),
        Just("**本报江城3月13日电**（记者林一）清晨六时，".to_owned()),
        Just("**老船工的话**\n\n".to_owned()),
        Just("（下转第二版）\n\n".to_owned()),
        Just("（上接第一版）".to_owned()),
        Just("（下转第 版）\n".to_owned()),
        Just("图为渡口。\n林一摄\n\n".to_owned()),
        Just("责任编辑：周二\n\n".to_owned()),
        Just("1 要闻  2026年3月14日 星期六\n\n".to_owned()),
        Just("![](imgs/1.png)\n".to_owned()),
        Just("<div style=\"x\"><img src=\"a\"></div>\n".to_owned()),
        Just("| 水位 | 三米 |\n| --- | --- |\n".to_owned()),
        Just("<table><tr><td>水位</td><td>$3 . 5$米</td></tr></table>\n\n".to_owned()),
        Just("<p><b>渡口</b>停了<br/>$12\\%$，<h2>&nbsp;1\\. R&D \\(5\\)".to_owned()),
        Just("---\nlanguage: zh\n---\n```\n<summary>x</summary>\n{1}-----\n".to_owned()),
        "[<>/$\\\\()&;|*brtd=%0-9船 \n]{0,40}",
        Just("“江水到了堤脚，他说，".to_owned()),
        Just("”\n\n\n".to_owned()),
        Just("****\n***\n#\n##\n".to_owned()),
        Just("\r\n\r\n\u{2028}\u{feff}\u{202e}\u{1b}[31m".to_owned()),
        Just("Continued on Page 4\n\n".to_owned()),
        Just("渡口今晨起雾船都停了等着\n\n".repeat(13)),
        Just(format!("{}水位退了。\n", "码头上的人都上船去了等着\n".repeat(5))),
        Just("摆渡的人才把船撑离了岸。（下转第二版）\n\n（上接第一版）（下转第三版）\n\n".to_owned()),
        Just("3\n\n|\n\n■一则短讯\n\nThe river\n\nrose, and\n\n".to_owned()),
        "[船渡江水堤岸人们在今天，。！？：；“”（）《》、—… \n]{0,60}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn any_bytes_go_through(bytes in prop::collection::vec(any::<u8>(), 0..400), plain in any::<bool>()) {
        check(if plain { "1.txt" } else { "1.md" }, &bytes);
    }

    #[test]
    fn any_page_goes_through(pieces in prop::collection::vec(piece(), 0..40), plain in any::<bool>()) {
        check(if plain { "1.txt" } else { "1.md" }, pieces.concat().as_bytes());
    }
}

#[test]
fn the_demo_goes_through() {
    for (name, bytes) in [
        ("01.md", &include_bytes!("../assets/demo/01.md")[..]),
        ("02.md", include_bytes!("../assets/demo/02.md")),
        ("03.md", include_bytes!("../assets/demo/03.md")),
        ("04.txt", include_bytes!("../assets/demo/04.txt")),
    ] {
        check(name, bytes);
    }
}
