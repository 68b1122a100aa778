//! Pages in words of no paper learned from, in Chinese and other languages: stories written for it, set in columns, three a
//! page, each column cut where it is full; how many of the cuts are found, and how many pages come out whole.
//! `cargo test --test languages -- --nocapture` prints the figures.

use dubao::source::Source;
use dubao::stitch::read_page;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A story: its headline and its paragraphs.
struct Story<'a> {
    headline: &'a str,
    paragraphs: Vec<&'a str>,
}

/// A block as it is set: of which story, and of which of its paragraphs; `None` is the headline.
struct Set {
    story: usize,
    paragraph: Option<usize>,
    words: String,
}

/// Stories behind `# HEADLINE`, a paragraph a line.
fn stories(text: &str) -> Vec<Story<'_>> {
    let mut stories: Vec<Story<'_>> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match (line.strip_prefix("# "), stories.last_mut()) {
            (Some(headline), _) => stories.push(Story { headline, paragraphs: Vec::new() }),
            (None, Some(story)) => story.paragraphs.push(line),
            (None, None) => panic!("a story begins with its headline: {line}"),
        }
    }
    stories
}

/// The stories of the goldens in a folder, as `# HEADLINE` and a paragraph a line: those of some length whose language is not
/// in their file's name.
fn of_goldens(folder: &str) -> io::Result<String> {
    /// In characters.
    const LEAST: usize = 110;
    let mut goldens: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<io::Result<_>>()?;
    goldens.retain(|golden| {
        let name = golden.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".gold.txt")
            && !["english", "japanese", "traditional", "jumps"].iter().any(|other| name.starts_with(other))
    });
    goldens.sort();
    let mut stories = String::new();
    for golden in goldens {
        let golden = fs::read_to_string(golden)?;
        for story in golden.split("\n\n") {
            let mut lines = story.lines();
            let Some(headline) = lines.next().and_then(|line| line.strip_prefix("== ")) else { continue };
            let is_text = |line: &&str| !line.starts_with(|c: char| c.is_ascii() || "©□▣".contains(c));
            let paragraphs: Vec<String> =
                lines.filter(is_text).map(|line| line.replace(['｜', '‖'], "")).collect();
            let chars: usize = paragraphs.iter().map(|paragraph| paragraph.chars().count()).sum();
            if chars >= LEAST && paragraphs.len() > 1 {
                stories += &format!("# {}\n{}\n", headline.replace('｜', ""), paragraphs.join("\n"));
            }
        }
    }
    Ok(stories)
}

/// Words with the blanks behind them, or single characters with the marks behind them that begin no line.
fn units(paragraph: &str) -> Vec<&str> {
    if paragraph.contains(' ') {
        return paragraph.split_inclusive(' ').collect();
    }
    let begins = |(_, c): &(usize, char)| !"，、。：；？！”」）》".contains(*c);
    let mut from: Vec<usize> = paragraph.char_indices().filter(begins).map(|(at, _)| at).collect();
    from.push(paragraph.len());
    from.windows(2).map(|two| &paragraph[two[0]..two[1]]).collect()
}

/// A story's paragraphs, set in lines of so many characters and poured into columns of one height.
fn pour(story: &Story<'_>, nth: usize, line: usize, columns: usize) -> Vec<Vec<Set>> {
    let mut set: Vec<(usize, usize, &str)> = Vec::new();
    let mut lines = 0;
    for (p, paragraph) in story.paragraphs.iter().enumerate() {
        lines += 1;
        // A blank before the first line.
        let mut at = 1;
        for unit in units(paragraph) {
            let length = unit.chars().count();
            if at + length > line {
                lines += 1;
                at = 0;
            }
            at += length;
            set.push((lines - 1, p, unit));
        }
    }
    let mut poured: Vec<Vec<Set>> = (0..columns).map(|_| Vec::new()).collect();
    poured[0].push(Set { story: nth, paragraph: None, words: story.headline.to_owned() });
    for (at, p, unit) in set {
        let column = &mut poured[at * columns / lines];
        match column.last_mut() {
            Some(set) if set.paragraph == Some(p) => set.words.push_str(unit),
            _ => column.push(Set { story: nth, paragraph: Some(p), words: unit.to_owned() }),
        }
    }
    poured
}

/// What came of the pages of a language.
#[derive(Default)]
struct Figures {
    pages: usize,
    whole: usize,
    cuts: usize,
    joined: usize,
    right: usize,
}

impl Figures {
    /// F1 of the joins.
    fn joins(&self) -> f64 {
        2.0 * self.right as f64 / (self.cuts + self.joined).max(1) as f64
    }

    /// Stitches one page and counts.
    fn add(&mut self, stories: &[&Story<'_>], line: usize, columns: usize, marked: bool) {
        let mut poured: Vec<Vec<Vec<Set>>> =
            stories.iter().enumerate().map(|(nth, story)| pour(story, nth, line, columns)).collect();
        let read = (0..columns).flat_map(|column| (0..stories.len()).map(move |nth| (nth, column)));
        let blocks: Vec<Set> =
            read.flat_map(|(nth, column)| std::mem::take(&mut poured[nth][column])).collect();
        let mark = |set: &Set| if marked && set.paragraph.is_none() { "# " } else { "" };
        let page: Vec<String> =
            blocks.iter().map(|set| format!("{}{}", mark(set), set.words.trim())).collect();
        let file = if marked { "01.md" } else { "01.txt" };
        let (page, stitched) = read_page(Source::new(Path::new(file), page.join("\n\n").as_bytes()));
        assert_eq!(page.blocks.len(), blocks.len(), "each is a block of its own");

        let blocks = blocks.as_slice();
        let of = move |story: usize| (0..blocks.len()).filter(move |at| blocks[*at].story == story);
        let cuts: BTreeSet<(usize, usize)> = (0..stories.len())
            .flat_map(move |story| of(story).zip(of(story).skip(1)))
            .filter(|(u, f)| blocks[*u].paragraph == blocks[*f].paragraph)
            .collect();
        let paragraphs = stitched.articles.iter().flat_map(|article| &article.paragraphs);
        let pairs = paragraphs.flat_map(|paragraph| paragraph.fragments.windows(2));
        let joined: BTreeSet<(usize, usize)> = pairs.map(|two| (two[0].block.0, two[1].block.0)).collect();
        let put: BTreeSet<Vec<usize>> = stitched
            .articles
            .iter()
            .map(|article| {
                let text = article.paragraphs.iter().flat_map(|paragraph| &paragraph.fragments);
                text.map(|fragment| fragment.block.0).collect()
            })
            .collect();
        let gold: BTreeSet<Vec<usize>> = (0..stories.len())
            .map(|story| of(story).filter(|at| blocks[*at].paragraph.is_some()).collect())
            .collect();
        self.pages += 1;
        self.whole += usize::from(put == gold && joined == cuts);
        self.cuts += cuts.len();
        self.joined += joined.len();
        self.right += joined.intersection(&cuts).count();
    }
}

/// Sets every three stories that follow each other, in lines of so many characters, in two and in three columns, with marks and
/// without; at least this F1 of
/// joins and this share of whole pages must come out.
#[track_caller]
#[allow(clippy::print_stdout, reason = "tests keep it to themselves unless asked")]
fn check(language: &str, text: &str, line: usize, joins: f64, whole: f64) {
    let stories = stories(text);
    for marked in [true, false] {
        let mut figures = Figures::default();
        for first in 0..stories.len() {
            let three: Vec<&Story<'_>> = stories.iter().cycle().skip(first).take(3).collect();
            for columns in [2, 3] {
                figures.add(&three, line, columns, marked);
            }
        }
        let share = figures.whole as f64 / figures.pages as f64;
        let flavour = if marked { "Markdown" } else { "plain" };
        println!(
            "{language}, {flavour}: {} pages, {:.2} whole; {} cuts, joins F1 {:.3}",
            figures.pages,
            share,
            figures.cuts,
            figures.joins()
        );
        assert!(figures.joins() >= joins && share >= whole, "{language}, {flavour}");
    }
}

#[test]
fn chinese() {
    let stories =
        ["tests/demo", "tests/tricky"].map(|folder| of_goldens(folder).expect("the goldens are here"));
    check("Chinese", &stories.concat(), 15, 0.88, 0.54);
}

#[test]
fn english() {
    check("English", include_str!("languages/english.txt"), 36, 0.8, 0.65);
}

#[test]
fn japanese() {
    check("Japanese", include_str!("languages/japanese.txt"), 15, 0.85, 0.48);
}
