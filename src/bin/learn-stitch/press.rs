//! Press: pages printed from whole articles, and read down their columns, to learn from: there are never enough pages
//! with gold.
//!
//! What is true of every newspaper is all it knows: stories of a day stand side by side or stacked over several
//! columns; lines are full but for a paragraph's last, and a column's end cuts a paragraph behind a line; the reading goes
//! down one column through all the stories stacked there before it comes to the next; headlines come first, late, or not
//! at all; long stories jump. Some pages are scanned: read off paper, with what goes wrong there.

mod headline;
mod setting;

use crate::Article;
use crate::gold::LearnPage;
use crate::wear::{self, Dice};
use dubao::source::FileSpan;
use dubao::stitch::learned::{Gold, GoldPage};
use headline::{headline, headline_in_lines};
pub(crate) use setting::is_no_beginning;
use setting::{INDENT, Setting};

/// The edition of a printed page, which is in none.
pub(crate) const PRINTED: usize = usize::MAX;

/// Stories a page has at most, and characters a story has.
const STORIES: usize = 9;
const LONGEST: usize = 5000;

/// Of a hundred pages, so many are scanned: read off paper, with all that goes wrong there.
const SCANNED: usize = 35;

/// A block of the printed page, and whose it is.
#[derive(Clone)]
struct Printed {
    /// The story; none for what an engine reads into rules and pictures.
    story: Option<usize>,
    /// The paragraph; none for the headline.
    paragraph: Option<usize>,
    words: String,
    /// What stands before and behind the words that is not part of them.
    marks: (String, String),
}

/// Prints the pages of all days: once the stories of a page together, and then, so that each has other neighbours, those of
/// a day as they fall.
pub(crate) fn print(articles: &[Article], printings: usize, seed: u64) -> Vec<LearnPage> {
    let fit = |a: &&Article| {
        let chars: usize = a.paragraphs.iter().map(|p| p.chars().count()).sum();
        (30..LONGEST).contains(&chars) && a.title.chars().count() > 1
    };
    let mut pages = Vec::new();
    for (nth, day) in articles.chunk_by(|a, b| a.date == b.date).enumerate() {
        for printing in 0..printings {
            let mut dice = Dice::new(seed.wrapping_add((nth * printings + printing) as u64));
            let mut stories: Vec<&Article> = day.iter().filter(fit).collect();
            dice.shuffle(&mut stories);
            if printing == 0 {
                stories.sort_by_key(|story| story.page);
            }
            let mut rest = stories.as_slice();
            while let Some(first) = rest.first() {
                let together = |story: &&&Article| printing > 0 || story.page == first.page;
                let most = rest.iter().take_while(together).count().min(3 + dice.below(STORIES - 2));
                let (here, later) = rest.split_at(most);
                if here.len() > 1 {
                    pages.push(page(here, &first.date, &mut dice));
                }
                rest = later;
            }
        }
    }
    pages
}

/// How a page was set, and how the engine that read it went about it.
struct Engine {
    /// Nothing is marked as a heading.
    plain: bool,
    /// It was read off paper: headlines are read line by line and column by column, paragraphs broken, marks read where
    /// there are none.
    scanned: bool,
    /// Of a hundred halves that have become neighbours, so many are read as one.
    joins: usize,
    /// Of a hundred headlines, so many are read late.
    late: usize,
    setting: Setting,
}

fn page(stories: &[&Article], date: &str, dice: &mut Dice) -> LearnPage {
    let scanned = dice.falls(SCANNED);
    let engine = Engine {
        plain: dice.falls(45),
        scanned,
        joins: if scanned { [20, 40, 70] } else { [50, 80, 95] }[dice.below(3)],
        late: if scanned { [0, 6, 12] } else { [6, 12, 40] }[dice.below(3)],
        setting: Setting { measure: 10 + dice.below(9), squeezes: dice.falls(50) },
    };
    let mut printed: Vec<Printed> = Vec::new();
    let mut first = 0;
    while first < stories.len() {
        let last = stories.len().min(first + 1 + dice.below(4));
        printed.extend(band(&stories[first..last], first, &engine, dice));
        first = last;
    }
    if scanned {
        printed = noise(printed, dice);
    }
    let mut text = String::new();
    let mut gold = vec![Gold::default(); stories.len()];
    let mut furniture = Vec::new();
    for block in printed {
        text.push_str(&block.marks.0);
        let start = text.len();
        text.push_str(&block.words);
        let span = FileSpan { start, end: text.len() };
        text.push_str(&block.marks.1);
        text.push_str("\n\n");
        let Some(gold) = block.story.map(|story| &mut gold[story]) else {
            furniture.push(span);
            continue;
        };
        match block.paragraph {
            None => gold.title.push(span),
            Some(paragraph) => {
                gold.paragraphs.resize_with(gold.paragraphs.len().max(paragraph + 1), Vec::new);
                gold.paragraphs[paragraph].push(span);
            }
        }
    }
    for gold in &mut gold {
        gold.paragraphs.retain(|pieces| !pieces.is_empty());
    }
    let file = if engine.plain { "01.txt" } else { "01.md" }.to_owned();
    let gold = GoldPage { articles: gold, furniture };
    LearnPage { edition: PRINTED, date: date.to_owned(), file, text, gold }
}

/// A scanned page has misread characters everywhere, and marks of nothing between the blocks.
fn noise(printed: Vec<Printed>, dice: &mut Dice) -> Vec<Printed> {
    let often = [0, 2, 6][dice.below(3)];
    let mut out = Vec::new();
    for mut block in printed {
        block.words = wear::misreading(&block.words, dice);
        if block.words.is_empty() {
            continue;
        }
        out.push(block);
        if dice.falls(often) {
            let marks = if dice.falls(10) { "# ".to_owned() } else { String::new() };
            let marks = (marks, String::new());
            out.push(Printed { story: None, paragraph: None, words: wear::scrap_of(dice), marks });
        }
    }
    out
}

/// Stories set over the same columns.
fn band(stories: &[&Article], first: usize, engine: &Engine, dice: &mut Dice) -> Vec<Printed> {
    let columns = 1 + dice.below(5);
    let way = dice.below(100);
    // A scanned page mostly has its stories whole, one behind the other, each in its columns.
    let (single, whole) = if engine.scanned { (15, 60) } else { (30, 30) };
    let mut pieces: Vec<Vec<Vec<Printed>>> = stories
        .iter()
        .enumerate()
        .map(|(at, story)| story_in(story, first + at, if way < single { 1 } else { columns }, engine, dice))
        .collect();
    let mut read = Vec::new();
    if way < whole {
        read.extend(pieces.into_iter().flatten().flatten());
    } else if way < if engine.scanned { 92 } else { 75 } {
        // Down each column through all the stories.
        for column in 0..columns {
            read.extend(pieces.iter_mut().filter_map(|story| story.get_mut(column)).flat_map(std::mem::take));
        }
    } else {
        // Any order, as long as each story keeps its own.
        let mut turns: Vec<usize> = pieces.iter().enumerate().flat_map(|(at, p)| vec![at; p.len()]).collect();
        dice.shuffle(&mut turns);
        let mut next = vec![0; pieces.len()];
        for at in turns {
            read.append(&mut pieces[at][next[at]]);
            next[at] += 1;
        }
    }
    neighbours(read, engine, dice)
}

/// Halves that have become neighbours are mostly read as one.
fn neighbours(read: Vec<Printed>, engine: &Engine, dice: &mut Dice) -> Vec<Printed> {
    let mut out: Vec<Printed> = Vec::new();
    for block in read {
        match out.last_mut() {
            Some(last)
                if last.story == block.story
                    && block.paragraph.is_some()
                    && last.paragraph == block.paragraph
                    && dice.falls(engine.joins) =>
            {
                last.words.push_str(&block.words);
                last.marks.1.clone_from(&block.marks.1);
            }
            _ => out.push(block),
        }
    }
    out
}

/// A story in the pieces that its columns hold.
fn story_in(
    story: &Article,
    at: usize,
    columns: usize,
    engine: &Engine,
    dice: &mut Dice,
) -> Vec<Vec<Printed>> {
    let paragraphs: Vec<Vec<char>> = captions(story, dice)
        .iter()
        .map(|text| text.chars().filter(|c| !c.is_whitespace()).collect())
        .collect();
    let setting = engine.setting;
    let lines: usize = paragraphs.iter().map(|words| setting.lines(words, INDENT)).sum();
    let mut pieces: Vec<Vec<Printed>> = vec![Vec::new()];
    // Columns are not always quite full.
    let full = |dice: &mut Dice| (lines.div_ceil(columns) + dice.below(3)).saturating_sub(1).max(1);
    let mut room = full(dice);
    let style = dice.below(3);
    for (paragraph, words) in paragraphs.iter().enumerate() {
        let mut rest = words.as_slice();
        let mut indent = INDENT;
        while !rest.is_empty() {
            let last = pieces.len() == columns;
            let mut fits = setting.fits(rest, indent, if last { usize::MAX } else { room });
            // An engine breaks a paragraph now and then where it sees a border.
            let broken = engine.scanned && dice.falls(7) && setting.fits(rest, indent, 2) < fits;
            if broken {
                let lines = setting.lines(&rest[..fits], indent);
                fits = setting.fits(rest, indent, 1 + dice.below(lines - 1));
            }
            let (here, there) = rest.split_at(fits);
            if !here.is_empty() {
                let piece = block(at, paragraph, here, words.len(), engine, style);
                pieces.last_mut().expect("there is a piece").push(piece);
            }
            room = room.saturating_sub(setting.lines(here, indent));
            rest = there;
            if !here.is_empty() {
                indent = 0;
            }
            if room == 0 && !last {
                pieces.push(Vec::new());
                room = full(dice);
                if !rest.is_empty() && dice.falls(7) {
                    rest = &[];
                } else if !rest.is_empty() && dice.falls(4) {
                    rest = &rest[dice.below(rest.len().min(40))..];
                }
            }
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    if pieces.is_empty() {
        return pieces;
    }
    jump(&mut pieces, dice);
    if engine.scanned && dice.falls(85) {
        headline_in_lines(story, at, &mut pieces, engine, dice);
    } else {
        headline(story, at, &mut pieces, engine, dice);
    }
    pieces
}

/// True for a picture's caption and credit.
fn is_picture(story: &Article) -> bool {
    /// Characters of the longest.
    const CAPTION: usize = 400;
    let chars: usize = story.paragraphs.iter().map(|p| p.chars().count()).sum();
    let credit = |p: &String| p.chars().count() < 20 && p.contains('摄');
    story.paragraphs.len() <= 4 && chars < CAPTION && story.paragraphs.last().is_some_and(credit)
}

/// The paragraphs of a story; a picture's caption is often set in one.
fn captions(story: &Article, dice: &mut Dice) -> Vec<String> {
    match story.paragraphs.as_slice() {
        [caption @ .., credit] if is_picture(story) && dice.falls(60) => {
            vec![caption.concat(), credit.clone()]
        }
        all => all.to_vec(),
    }
}

fn block(
    story: usize,
    paragraph: usize,
    words: &[char],
    whole: usize,
    engine: &Engine,
    style: usize,
) -> Printed {
    let words: String = words.iter().collect();
    let heading = whole <= 25 && !words.ends_with(['。', '！', '？', '：', '”', '…', '）']);
    let marks = match (heading && !engine.plain, style) {
        (true, 0) => ("### ".to_owned(), String::new()),
        (true, 1) => ("**".to_owned(), "**".to_owned()),
        _ => Default::default(),
    };
    Printed { story: Some(story), paragraph: Some(paragraph), words, marks }
}

/// A long story goes on on another page, or comes from one.
fn jump(pieces: &mut [Vec<Printed>], dice: &mut Dice) {
    let last = pieces.last_mut().and_then(|piece| piece.last_mut());
    if let Some(last) = last.filter(|_| dice.falls(7)) {
        last.marks.1.push_str(&format!("（下转第{}版）", 2 + dice.below(8)));
    }
    let first = pieces.first_mut().and_then(|piece| piece.first_mut());
    if let Some(first) = first.filter(|_| dice.falls(5)) {
        first.marks.0.push_str("（上接第一版）");
    }
}
