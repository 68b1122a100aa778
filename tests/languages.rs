//! Pages in words of no paper learned from, in Chinese and other languages: stories written for it, three a page; set in columns,
//! each cut where it is full: how many of the cuts are found, and how many pages come out whole, where a block is what stands of a
//! paragraph in a column, and where it is a printed line; and one behind the other, whole, with a byline below each headline.
//! `cargo test --test languages -- --nocapture` prints the figures.

use dubao::source::Source;
use dubao::stitch::{Fragment, read_page};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A story: its headline and its paragraphs.
struct Story<'a> {
    headline: &'a str,
    paragraphs: Vec<&'a str>,
}

/// What stands of a paragraph in a column: of which story, and of which of its paragraphs; `None` is the headline.
struct Set {
    story: usize,
    paragraph: Option<usize>,
    /// Its lines.
    lines: Vec<String>,
}

/// How a page is left by its engine.
#[derive(Clone, Copy)]
struct Manner {
    /// With marks.
    marked: bool,
    /// Every printed line is a block.
    lined: bool,
    /// Who wrote a story stands below its headline.
    signed: bool,
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
/// in their file's name; no tables.
fn of_goldens(folder: &str) -> io::Result<String> {
    /// In characters.
    const LEAST: usize = 110;
    let mut goldens: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<io::Result<_>>()?;
    goldens.retain(|golden| {
        let name = golden.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".gold.txt")
            && !["english", "japanese", "traditional", "jumps", "markup"]
                .iter()
                .any(|other| name.starts_with(other))
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
    poured[0].push(Set { story: nth, paragraph: None, lines: vec![story.headline.to_owned()] });
    let mut last = None;
    for (at, p, unit) in set {
        let column = &mut poured[at * columns / lines];
        if column.last().is_none_or(|set| set.paragraph != Some(p)) {
            column.push(Set { story: nth, paragraph: Some(p), lines: Vec::new() });
        } else if last == Some(at) {
            let line = column.last_mut().and_then(|set| set.lines.last_mut());
            line.expect("the line of the word before").push_str(unit);
            continue;
        }
        column.last_mut().expect("just seen").lines.push(unit.to_owned());
        last = Some(at);
    }
    poured
}

/// A page, and the bytes where each of its pieces begins.
fn page(sets: &[Set], manner: Manner) -> (String, Vec<usize>) {
    let mut page = String::new();
    let mut starts = Vec::new();
    for set in sets {
        starts.push(page.len());
        if manner.marked && set.paragraph.is_none() {
            page.push_str("# ");
        }
        let blocks = if manner.lined { set.lines.clone() } else { vec![set.lines.concat()] };
        for block in blocks {
            page.push_str(block.trim());
            page.push_str("\n\n");
        }
        if manner.signed && set.paragraph.is_none() {
            page.push_str(["本报记者　林一\n\n", "■河湾晚报首席记者 周二\n\n"][set.story % 2]);
        }
    }
    (page, starts)
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

    #[track_caller]
    #[allow(clippy::print_stdout, reason = "tests keep it to themselves unless asked")]
    fn check(&self, manner: &str, (joins, whole): (f64, f64)) {
        let share = self.whole as f64 / self.pages as f64;
        let Self { pages, cuts, .. } = self;
        println!("{manner}: {pages} pages, {share:.2} whole; {cuts} cuts, joins F1 {:.3}", self.joins());
        assert!(self.joins() >= joins && share >= whole, "{manner}");
    }

    /// Stitches one page and counts.
    fn add(&mut self, stories: &[&Story<'_>], line: usize, columns: usize, manner: Manner) {
        let mut poured: Vec<Vec<Vec<Set>>> =
            stories.iter().enumerate().map(|(nth, story)| pour(story, nth, line, columns)).collect();
        let read = (0..columns).flat_map(|column| (0..stories.len()).map(move |nth| (nth, column)));
        let blocks: Vec<Set> =
            read.flat_map(|(nth, column)| std::mem::take(&mut poured[nth][column])).collect();
        let (text, starts) = page(&blocks, manner);
        let file = if manner.marked { "01.md" } else { "01.txt" };
        let (page, stitched) = read_page(Source::new(Path::new(file), text.as_bytes()));
        let set_at = |byte: usize| starts.partition_point(|start| *start <= byte) - 1;
        let blocks = blocks.as_slice();
        // The pieces that some fragments stand in, each once where they follow each other.
        let pieces = |fragments: &mut dyn Iterator<Item = &Fragment>| -> Vec<usize> {
            let spans = fragments.map(|fragment| page.block(fragment.block).span);
            let mut pieces: Vec<usize> =
                spans.flat_map(|span| set_at(span.start)..=set_at(span.end - 1)).collect();
            // A byline stands with its headline.
            pieces.retain(|at| blocks[*at].paragraph.is_some());
            pieces.dedup();
            pieces
        };

        let of = move |story: usize| (0..blocks.len()).filter(move |at| blocks[*at].story == story);
        let cuts: BTreeSet<(usize, usize)> = (0..stories.len())
            .flat_map(move |story| of(story).zip(of(story).skip(1)))
            .filter(|(u, f)| blocks[*u].paragraph == blocks[*f].paragraph)
            .collect();
        let paragraphs = stitched.articles.iter().flat_map(|article| &article.paragraphs);
        let joined: BTreeSet<(usize, usize)> = paragraphs
            .flat_map(|paragraph| {
                let pieces = pieces(&mut paragraph.fragments.iter());
                pieces.windows(2).map(|two| (two[0], two[1])).collect::<Vec<_>>()
            })
            .collect();
        let put: BTreeSet<Vec<usize>> = stitched
            .articles
            .iter()
            .map(|article| pieces(&mut article.paragraphs.iter().flat_map(|paragraph| &paragraph.fragments)))
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

/// How pages of a language must come out at least: F1 of joins and the share of whole pages.
struct Least {
    blocks: (f64, f64),
    lines: (f64, f64),
    /// The share of whole pages, and of those in plain text, where the stories stand one behind the other.
    in_order: [f64; 2],
}

/// Sets every three stories that follow each other, in lines of so many characters, in two and in three columns, with marks and
/// without, each block what stands of a paragraph in a column, and each a printed line; and one behind the other.
#[track_caller]
fn check(language: &str, text: &str, line: usize, least: &Least) {
    let stories = stories(text);
    let pages = |columns: &[usize], manner: Manner, least: (f64, f64)| {
        let mut figures = Figures::default();
        for first in 0..stories.len() {
            let three: Vec<&Story<'_>> = stories.iter().cycle().skip(first).take(3).collect();
            for columns in columns {
                figures.add(&three, line, *columns, manner);
            }
        }
        let ways = [
            if manner.marked { "Markdown" } else { "plain" },
            if manner.lined { ", lines" } else { "" },
            if columns == [1] { ", in order" } else { "" },
        ];
        figures.check(&format!("{language}, {}", ways.concat()), least);
    };
    for marked in [true, false] {
        pages(&[2, 3], Manner { marked, lined: false, signed: false }, least.blocks);
        pages(&[2, 3], Manner { marked, lined: true, signed: false }, least.lines);
        let whole = least.in_order[usize::from(!marked)];
        pages(&[1], Manner { marked, lined: false, signed: true }, (0.0, whole));
    }
}

#[test]
fn chinese() {
    let stories =
        ["tests/demo", "tests/tricky"].map(|folder| of_goldens(folder).expect("the goldens are here"));
    let least = Least { blocks: (0.88, 0.54), lines: (0.38, 0.1), in_order: [0.7, 0.05] };
    check("Chinese", &stories.concat(), 15, &least);
}

#[test]
fn english() {
    let least = Least { blocks: (0.8, 0.65), lines: (0.2, 0.0), in_order: [0.9, 0.9] };
    check("English", include_str!("languages/english.txt"), 36, &least);
}

#[test]
fn japanese() {
    let least = Least { blocks: (0.85, 0.48), lines: (0.22, 0.02), in_order: [0.8, 0.6] };
    check("Japanese", include_str!("languages/japanese.txt"), 15, &least);
}
