//! Margin: the real pages in `../shared/pages` come out as their gold says, and still do when what an OCR engine could have
//! done otherwise is changed: levels of headings, bold marks, blank lines, line ends, no marks at all.
//!
//! Skipped, saying so, where the pages are not at hand. Changes that a page does not bear yet are on record in
//! `tests/tricky/wrong/margin.txt`; the record is part of the test, and goes when the page is right.
//! `RECORD=1 cargo test --test margin` writes it.

use dubao::source::{FileSpan, Source, Text};
use dubao::stitch::{Article, Stitched, read_page};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A story by its words alone: headline, then paragraphs.
type Story = (String, Vec<String>);

const RECORD: &str = "tests/tricky/wrong/margin.txt";

/// A page as it is in another OCR engine's manner.
struct Change {
    name: String,
    /// The page's file name and its text.
    file: String,
    text: String,
}

/// All editions with gold: the page's path, its text, and the stories of its gold.
fn pages() -> Vec<(PathBuf, String, Vec<Story>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/pages");
    let Ok(editions) = fs::read_dir(&folder) else {
        // The only way for a test to be skipped and say so.
        drop(writeln!(std::io::stderr(), "skipped: {} is not here", folder.display()));
        return Vec::new();
    };
    let mut pages = Vec::new();
    for edition in editions.flatten().map(|entry| entry.path()) {
        let Ok(gold) = fs::read(edition.join("gold.json")) else { continue };
        let gold: Value = serde_json::from_slice(&gold).expect("gold is JSON");
        for page in gold["pages"].as_array().expect("gold has pages") {
            let path = edition.join(page["file"].as_str().expect("a page has a file"));
            let text = fs::read_to_string(&path).expect("gold names files that are there");
            let stories = page["articles"].as_array().expect("a page has articles").iter();
            let stories = stories.map(|article| gold_story(&text, article)).collect();
            pages.push((path, text, sorted(stories)));
        }
    }
    pages
}

fn gold_story(text: &str, article: &Value) -> Story {
    let number = |value: &Value| usize::try_from(value.as_u64().expect("an offset")).expect("fits");
    let words = |spans: &Value| -> String {
        let spans = spans.as_array().into_iter().flatten();
        let spans = spans.map(|span| FileSpan { start: number(&span[0]), end: number(&span[1]) });
        spans.map(|span| bare(&text[span.start..span.end])).collect()
    };
    let paragraphs = article["paragraphs"].as_array().into_iter().flatten();
    (words(&article["title"]), paragraphs.map(words).collect())
}

/// The characters that count: no blanks, no marks.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '#' | '*' | '_' | '>')).collect()
}

fn sorted(mut stories: Vec<Story>) -> Vec<Story> {
    stories.sort();
    stories
}

fn stories(file: &str, text: &str) -> Vec<Story> {
    let (_, Stitched { articles, .. }) = read_page(Source::new(Path::new(file), text.as_bytes()));
    sorted(articles.iter().map(story).collect())
}

fn story(article: &Article) -> Story {
    let parts = article.headline.iter().flat_map(|h| h.kicker.iter().chain([&h.title]).chain(&h.deck));
    let mut parts: Vec<&Text> = parts.collect();
    parts.sort_by_key(|part| part.span().start);
    let paragraphs = article.paragraphs.iter().map(|paragraph| bare(paragraph.text().as_str()));
    (parts.iter().map(|part| bare(part.as_str())).collect(), paragraphs.collect())
}

/// Every line changed by itself; the number is the line's.
fn lines(text: &str, change: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(n, line)| change(n, line) + "\n").collect()
}

/// A heading's words.
fn heading(line: &str) -> Option<&str> {
    line.starts_with('#').then(|| line.trim_start_matches('#').trim_start())
}

/// The manners a page could have come in.
fn changes(path: &Path, text: &str) -> Vec<Change> {
    let file = path.file_name().expect("a page is a file").to_string_lossy().into_owned();
    let mut changes = Vec::new();
    let mut add = |name: String, text: String| changes.push(Change { name, file: file.clone(), text });
    add("as it is".into(), text.to_owned());
    let marked = |mark: &dyn Fn(usize) -> String| {
        lines(text, |n, line| heading(line).map_or_else(|| line.to_owned(), |words| mark(n) + words))
    };
    for level in 1..=3 {
        add(format!("all headings of level {level}"), marked(&|_| format!("{} ", "#".repeat(level))));
    }
    for turn in 0..3 {
        // Lines of headings are far apart and of all remainders: each turn gives another mixture.
        let level = |n: usize| 1 + (n * 7 + n / 5 + turn) % 3;
        add(format!("levels mixed, {turn}"), marked(&|n| format!("{} ", "#".repeat(level(n)))));
    }
    add(
        "headings bold too".into(),
        lines(text, |_, line| match heading(line) {
            Some(words) => line.replace(words, &format!("**{}**", words.replace("**", ""))),
            None => line.to_owned(),
        }),
    );
    add(
        "headings only bold".into(),
        lines(text, |_, line| match heading(line) {
            Some(words) => format!("**{}**", words.replace("**", "")),
            None => line.to_owned(),
        }),
    );
    add("nothing bold".into(), text.replace("**", ""));
    let headings: Vec<usize> =
        text.lines().enumerate().filter(|(_, line)| heading(line).is_some()).map(|(at, _)| at).collect();
    let numbers = |at: &[usize]| at.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(" and ");
    let without = |unmarked: &[usize]| {
        lines(text, |n, line| match heading(line) {
            Some(words) if unmarked.iter().any(|at| headings[*at] == n) => words.to_owned(),
            _ => line.to_owned(),
        })
    };
    for one in 0..headings.len() {
        for two in one..headings.len() {
            let unmarked = if one == two { vec![one] } else { vec![one, two] };
            add(format!("heading {} without mark", numbers(&unmarked)), without(&unmarked));
        }
    }
    for turn in 0..12 {
        // Marked, only bold or not at all, and of any level: each turn another mixture.
        let manner = |n: usize, words: &str| match (n * (7 + 2 * turn) + n / 5 + turn) % 4 {
            0 => words.to_owned(),
            1 => format!("**{}**", words.replace("**", "")),
            _ => format!("{} {words}", "#".repeat(1 + (n / 3 + turn) % 4)),
        };
        add(
            format!("marks mixed, {turn}"),
            lines(text, |n, line| heading(line).map_or_else(|| line.to_owned(), |words| manner(n, words))),
        );
    }
    let blocks: Vec<&str> = text.split("\n\n").map(|block| block.trim_matches('\n')).collect();
    let blocks: Vec<&str> = blocks.into_iter().filter(|block| !block.trim().is_empty()).collect();
    add("one blank line everywhere".into(), blocks.join("\n\n"));
    add("two blank lines everywhere".into(), blocks.join("\n\n\n"));
    add(
        "blank lines doubled".into(),
        lines(text, |_, line| if line.is_empty() { "\n".into() } else { line.into() }),
    );
    add("lines end as on Windows".into(), text.replace('\n', "\r\n"));
    add("blanks at the lines' ends".into(), lines(text, |_, line| format!("{line}  ")));
    add("a byte order mark".into(), format!("\u{feff}{text}"));
    let plain = marked(&|_| String::new()).replace("**", "");
    changes.push(Change { name: "no marks at all".into(), file: file.replace(".md", ".txt"), text: plain });
    changes
}

#[test]
fn real_pages_come_out_as_their_gold() {
    for (path, text, gold) in pages() {
        let file = path.file_name().expect("a page is a file").to_string_lossy().into_owned();
        assert!(stories(&file, &text) == gold, "{}", path.display());
    }
}

#[test]
fn real_pages_bear_another_manner() {
    let pages = pages();
    if pages.is_empty() {
        return;
    }
    let mut wrong = BTreeSet::new();
    for (path, text, gold) in &pages {
        for change in changes(path, text) {
            if &stories(&change.file, &change.text) != gold {
                let edition = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
                wrong.insert(format!("{edition}/{}: {}", change.file, change.name));
            }
        }
    }
    let record = fs::read_to_string(RECORD).unwrap_or_default();
    let on_record: BTreeSet<String> = record.lines().map(str::to_owned).collect();
    if std::env::var_os("RECORD").is_some() {
        let lines: String = wrong.iter().map(|line| format!("{line}\n")).collect();
        let _ = if wrong.is_empty() { fs::remove_file(RECORD) } else { fs::write(RECORD, lines) };
        return;
    }
    let new: Vec<&String> = wrong.difference(&on_record).collect();
    let right: Vec<&String> = on_record.difference(&wrong).collect();
    assert!(
        new.is_empty() && right.is_empty(),
        "wrong now: {new:#?}\nright now, take off {RECORD}: {right:#?}"
    );
}
