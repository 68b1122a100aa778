//! Learns the stitcher's figures, `assets/stitch/{ngrams.bin,edges.bin,topics.bin,bonds.bin,weights.txt,trees.bin}`, from whole articles and from pages
//! with gold.
//!
//! ```text
//! zcat ARTICLES.jsonl.gz | cargo run --release --bin learn-stitch -- OUT EDITIONS [OPTION…]
//! ```
//!
//! Standard input has a JSON object a line with `date`, `page`, `kicker`, `title` and `paragraphs`; every folder in EDITIONS holds a page's files
//! and a `gold.json`. Run in the project's root with `assets/stitch` as OUT. Deterministic: the same input gives the
//! same figures. Options: `--seed N`, other dice; `--only even|odd`, half the editions and half the days; `--printings N`,
//! how often the articles are printed; `--entries N`, so many n-grams; `--check EDITIONS`, how well the model does there,
//! step by step; `--without GROUP,…`, for each of these groups of signals (`groups`) a model without it, in OUT/GROUP;
//! `--in-lines`, nothing is learned: EDITIONS are written to OUT as they would be if every printed line were a block.
//!
//! 1. The editions are parted in five by date. What a page is learned with (counts of the language, seam odds) never
//!    comes from its own fifth: else the stitcher would believe in both more than it may.
//! 2. More pages are printed from the whole articles (`press`). Each page is replayed with its gold: a given one as it is,
//!    without marks, worn (`wear`: marks changed or gone, headlines in pieces, scraps, paragraphs cut more often), and as
//!    of another paper (`wear::foreign`), a printed one as it is, worn, or as of another paper. Set in lines
//!    (`wear::in_lines`), the given pages tell which printed lines go together.
//! 3. Weights (a conditional logit) are fitted first, then small trees for what the weights leave unexplained.
//! 4. Each part's pages are read by a model that was learned from the others; which of its readings is right is what the
//!    weights of whole readings are fitted to.

mod bonds;
mod directions;
mod edges;
mod gold;
mod groups;
mod learn;
mod logit;
mod ngrams;
mod press;
mod report;
mod topics;
mod trees;
mod wear;
mod write;

use dubao::stitch::learned::WORDS;
use gold::LearnPage;
use learn::{Way, Words};
use std::io::{self, BufRead, Write};
use std::path::Path;

/// N-grams kept: two bytes and a tenth each.
const ENTRIES: usize = 140_000;

/// How often the articles are printed.
const PRINTINGS: usize = 1;

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [out, editions, rest @ ..] = args.as_slice() else {
        return Err(io::Error::other(
            "usage: learn-stitch OUT EDITIONS [--seed N] [--only even|odd] [--printings N] [--entries N] \
             [--check EDITIONS] [--without GROUP,…] [--in-lines] < articles.jsonl",
        ));
    };
    let option = |name: &str| rest.iter().position(|arg| arg == name).and_then(|at| rest.get(at + 1));
    let number = |name: &str| option(name).and_then(|n| n.parse::<usize>().ok());
    let seed = number("--seed").unwrap_or(1) as u64;
    let half = option("--only").map(|only| usize::from(only == "odd"));
    let without = option("--without").map(|list| groups::named(list)).transpose()?;
    let pages = gold::read(Path::new(editions))?;
    let pages: Vec<LearnPage> =
        pages.into_iter().filter(|page| half.is_none_or(|half| page.edition % 2 == half)).collect();
    if rest.iter().any(|arg| arg == "--in-lines") {
        let lined = pages.iter().enumerate().map(|(nth, page)| wear::in_lines(page, seed + nth as u64));
        return write::write(Path::new(out), lined);
    }
    let articles = articles(io::stdin().lock())?;
    let days = articles.chunk_by(|a, b| a.date == b.date).enumerate();
    let days = days.filter(|(day, _)| half.is_none_or(|half| day % 2 == half));
    let articles: Vec<Article> = days.flat_map(|(_, day)| day).cloned().collect();
    let printed = press::print(&articles, number("--printings").unwrap_or(PRINTINGS), seed);
    let checked = option("--check").map(|folder| gold::read(Path::new(folder))).transpose()?;
    let words = Words::learn(&articles, &pages, number("--entries").unwrap_or(ENTRIES), seed);
    let lessons = words.lessons(&pages, &printed, seed);
    let learn = |without: &[&str], out: &Path| -> io::Result<()> {
        let way = Way { seed, without };
        let mut model = words.and_pages(&lessons, &way);
        words.lines(&pages, &way).into_iter().for_each(|(table, scorer)| model.set(table, scorer));
        if let Some(pages) = &checked {
            report::check(&model, pages);
        }
        std::fs::create_dir_all(out)?;
        for (name, bytes) in WORDS.iter().zip(&words.assets) {
            std::fs::write(out.join(name), bytes)?;
        }
        std::fs::write(out.join("weights.txt"), model.weights())?;
        std::fs::write(out.join("trees.bin"), model.trees())
    };
    let out = Path::new(out);
    match without {
        None => learn(&[], out),
        Some(groups) => groups.into_iter().try_for_each(|(name, signals)| {
            let _ = writeln!(io::stderr(), "without {name}:");
            learn(signals, &out.join(name))
        }),
    }
}

/// An article, whole.
#[derive(Clone)]
struct Article {
    date: String,
    page: u64,
    title: String,
    kicker: String,
    paragraphs: Vec<String>,
}

impl Article {
    /// The headline by itself, behind its kicker, and with that as its deck: an engine may read all of it as one.
    fn headlines(&self) -> Vec<String> {
        let (title, kicker) = (&self.title, self.kicker.trim_end_matches('—'));
        match kicker {
            "" => vec![title.clone()],
            _ => vec![title.clone(), format!("{kicker} {title}"), format!("{title} ——{kicker}")],
        }
    }
}

/// Reads the articles.
fn articles(input: impl BufRead) -> io::Result<Vec<Article>> {
    let mut articles = Vec::new();
    for line in input.lines() {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        let text = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
        let paragraphs = article["paragraphs"].as_array().map(Vec::as_slice).unwrap_or_default();
        let paragraphs = paragraphs.iter().filter_map(|p| Some(p.as_str()?.to_owned())).collect();
        let page = article["page"].as_u64().unwrap_or(0);
        articles.push(Article {
            date: text("date"),
            page,
            title: text("title"),
            kicker: text("kicker"),
            paragraphs,
        });
    }
    Ok(articles)
}
