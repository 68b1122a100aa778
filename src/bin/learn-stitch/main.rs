//! Learns the stitcher's figures, `assets/stitch/{ngrams.bin,edges.bin,topics.bin,weights.txt,trees.bin}`, from whole articles and from pages
//! with gold.
//!
//! ```text
//! zcat ARTICLES.jsonl.gz | cargo run --release --bin learn-stitch -- OUT EDITIONS [OPTION…]
//! ```
//!
//! Standard input has a JSON object a line with `date`, `page`, `kicker`, `title` and `paragraphs`; every folder in EDITIONS holds a page's files
//! and a `gold.json`. Run in the project's root with `assets/stitch` as OUT. Deterministic: the same input gives the
//! same figures. Options: `--seed N`, other dice; `--only even|odd`, half the editions and half the days; `--printings N`,
//! how often the articles are printed; `--without GROUP`, no signals of that group (`groups`); `--entries N`, so many n-grams; `--check EDITIONS`, how well the
//! model does there, step by step.
//!
//! 1. The editions are parted in three by date. What a page is learned with (counts of the language, seam odds) never
//!    comes from its own third: else the stitcher would believe in both more than it may.
//! 2. More pages are printed from the whole articles (`press`). Each page is replayed with its gold: a given one as it is,
//!    without marks, and worn (`wear`: marks changed or gone, headlines in pieces, scraps, paragraphs cut more often), a
//!    printed one as it is or worn.
//! 3. Weights (a conditional logit) are fitted first, then small trees for what the weights leave unexplained.

mod edges;
mod gold;
mod groups;
mod logit;
mod ngrams;
mod press;
mod topics;
mod trees;
mod wear;

use dubao::block::Page;
use dubao::source::Source;
use dubao::stitch::Model;
use dubao::stitch::learned::{Choice, Decision, Kind, Lesson, Scorer, Table};
use gold::LearnPage;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;

/// Parts of the editions; see above.
const FOLDS: usize = 3;

/// N-grams kept: two bytes and a tenth each.
const ENTRIES: usize = 140_000;

/// How often the articles are printed.
const PRINTINGS: usize = 1;

/// How much a page with gold weighs as it is: printed and worn ones, of which there are more, are only much like it.
const GIVEN: f32 = 3.0;

/// How a table's weights and trees are fitted.
#[derive(Clone, Copy)]
struct Plan {
    trees: usize,
    leaves: usize,
}

/// Trees for the seam, the join and the moves.
const SEAM: Plan = Plan { trees: 140, leaves: 12 };
const BORDER: Plan = Plan { trees: 120, leaves: 8 };
const JOIN: Plan = Plan { trees: 200, leaves: 10 };
const MOVES: Plan = Plan { trees: 340, leaves: 12 };

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [out, editions, rest @ ..] = args.as_slice() else {
        return Err(io::Error::other(
            "usage: learn-stitch OUT EDITIONS [--only even|odd] [--printings N] [--seed N] [--without GROUP] \
             [--entries N] [--check EDITIONS] < articles.jsonl",
        ));
    };
    let option = |name: &str| rest.iter().position(|arg| arg == name).and_then(|at| rest.get(at + 1));
    let number = |name: &str| option(name).and_then(|n| n.parse::<usize>().ok());
    let seed = number("--seed").unwrap_or(1) as u64;
    let half = option("--only").map(|only| usize::from(only == "odd"));
    let pages = gold::read(Path::new(editions))?;
    let pages: Vec<LearnPage> =
        pages.into_iter().filter(|page| half.is_none_or(|half| page.edition % 2 == half)).collect();
    let articles = articles(io::stdin().lock())?;
    let days = articles.chunk_by(|a, b| a.date == b.date).enumerate();
    let days = days.filter(|(day, _)| half.is_none_or(|half| day % 2 == half));
    let articles: Vec<Article> = days.flat_map(|(_, day)| day).cloned().collect();
    let printed = press::print(&articles, number("--printings").unwrap_or(PRINTINGS), seed);
    let without = match option("--without") {
        Some(group) => groups::named(group).ok_or_else(|| {
            io::Error::other(format!(
                "--without {group}: no such group of signals; there are {}",
                groups::all()
            ))
        })?,
        None => &[],
    };
    let entries = number("--entries").unwrap_or(ENTRIES);
    let model = learn(&articles, &pages, &printed, &Way { seed, entries, without });
    if let Some(folder) = option("--check") {
        check(&model.0, &gold::read(Path::new(folder))?);
    }
    for (name, bytes) in ["ngrams.bin", "edges.bin", "topics.bin"].iter().zip(&model.1) {
        std::fs::write(Path::new(out).join(name), bytes)?;
    }
    std::fs::write(Path::new(out).join("weights.txt"), model.0.weights())?;
    std::fs::write(Path::new(out).join("trees.bin"), model.0.trees())
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

/// How it is learned this time.
struct Way<'a> {
    seed: u64,
    /// N-grams kept.
    entries: usize,
    /// Signals left out.
    without: &'a [&'a str],
}

/// The model, and the bytes of its language, of its edges and of its topics.
fn learn(
    articles: &[Article],
    pages: &[LearnPage],
    printed: &[LearnPage],
    way: &Way<'_>,
) -> (Model, [Vec<u8>; 3]) {
    let editions: Vec<&str> = pages.iter().map(|page| page.date.as_str()).collect();
    let border = |fold: usize| editions.get(editions.len() * fold / FOLDS).copied().unwrap_or("9");
    let within = |date: &str, fold: usize| (fold == 0 || border(fold) <= date) && date < border(fold + 1);
    let tables = |keep: &dyn Fn(&str) -> bool| {
        let kept = || articles.iter().filter(|article| keep(&article.date));
        let paragraphs = kept().flat_map(|article| article.paragraphs.iter().map(String::as_str));
        let ngrams = ngrams::table(paragraphs, way.entries);
        let topics = topics::table(&Model::unlearned(&ngrams, &[], &[]), kept(), way.seed);
        [ngrams, edges::table(kept(), way.seed), topics]
    };
    let unlearned = |[language, edges, topics]: &[Vec<u8>; 3]| Model::unlearned(language, edges, topics);
    let (others, assets) =
        and_all(side_by_side(FOLDS + 1, |fold| tables(&|date| fold == FOLDS || !within(date, fold))));
    for (edge, told) in edges::check(&others[0][1], articles.iter().filter(|a| within(&a.date, 0))) {
        let _ = writeln!(io::stderr(), "edge {edge:?}: told {:.1} % of times", 100.0 * told);
    }
    let mut models: Vec<Model> = others.iter().map(unlearned).collect();
    let lessons: Vec<Vec<Lesson>> = side_by_side(FOLDS, |fold| {
        let pages = pages.iter().chain(printed).filter(|page| within(&page.date, fold));
        pages
            .enumerate()
            .flat_map(|(nth, page)| lessons(&models[fold], page, way.seed + nth as u64))
            .collect()
    });
    let seams = |fold: usize| -> Vec<Decision> {
        lessons[fold].iter().flat_map(|lesson| lesson.seams(&models[fold])).collect()
    };
    let folds: Vec<Vec<Decision>> = side_by_side(FOLDS, seams);
    let others = |but: usize| -> Vec<Decision> {
        let others = folds.iter().enumerate().filter(|(fold, _)| *fold != but);
        others.flat_map(|(_, decisions)| decisions.iter().cloned()).collect()
    };
    let borders = |table: Table, but: usize| -> Vec<Decision> {
        let others = lessons.iter().enumerate().filter(|(fold, _)| *fold != but);
        others.flat_map(|(_, lessons)| lessons.iter().flat_map(|lesson| lesson.borders(table))).collect()
    };
    let part = |fold: usize| {
        let border = |table: Table| fit(&[table], &mut borders(table, fold), BORDER, way).remove(0);
        [
            fit(&[Table::Seam], &mut others(fold), SEAM, way).remove(0),
            border(Table::Cut),
            border(Table::Middle),
        ]
    };
    let (scorers, last) = and_all(side_by_side(FOLDS + 1, part));
    let set = |model: &mut Model, [seam, cut, middle]: [Scorer; 3]| {
        model.set(Table::Seam, seam);
        model.set(Table::Cut, cut);
        model.set(Table::Middle, middle);
    };
    models.iter_mut().zip(scorers).for_each(|(model, scorers)| set(model, scorers));
    let decisions = |of: &(dyn Fn(&Lesson, &Model) -> Vec<Decision> + Sync)| -> Vec<Decision> {
        let fold = |fold: usize| lessons[fold].iter().flat_map(|lesson| of(lesson, &models[fold])).collect();
        side_by_side::<Vec<Decision>>(FOLDS, fold).into_iter().flatten().collect()
    };
    let join = fit(&[Table::Join], &mut decisions(&|lesson, model| lesson.joins(model)), JOIN, way).remove(0);
    let moves: Vec<Table> = Kind::ALL.iter().map(|kind| Table::Move(*kind)).collect();
    let scorers = fit(&moves, &mut decisions(&|lesson, model| lesson.moves(model)), MOVES, way);
    let mut model = unlearned(&assets);
    set(&mut model, last);
    model.set(Table::Join, join);
    for (table, scorer) in moves.into_iter().zip(scorers) {
        model.set(table, scorer);
    }
    (model, assets)
}

/// What is learned for each of some parts, side by side.
fn side_by_side<T: Send>(parts: usize, learn: impl Fn(usize) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let learn = &learn;
        let running: Vec<_> = (0..parts).map(|part| scope.spawn(move || learn(part))).collect();
        running.into_iter().map(|part| part.join().expect("learning does not panic")).collect()
    })
}

/// What is learned for each part from the others, and what from all: that comes last.
fn and_all<T>(mut learned: Vec<T>) -> (Vec<T>, T) {
    let all = learned.remove(FOLDS);
    (learned, all)
}

/// Says how well a model does, step by step, on pages it has not learned from.
fn check(model: &Model, pages: &[LearnPage]) {
    let lesson = |page: &LearnPage| {
        let source = Source::new(Path::new(&page.file), page.text.as_bytes());
        Lesson::new(model, &Page::read(source), &page.gold)
    };
    let lessons: Vec<Lesson> = pages.iter().map(lesson).collect();
    let scorers =
        |tables: &[Table]| tables.iter().map(|table| model.scorer(*table).clone()).collect::<Vec<_>>();
    let moves: Vec<Table> = Kind::ALL.iter().map(|kind| Table::Move(*kind)).collect();
    let _ = writeln!(io::stderr(), "on pages not learned from:");
    let seams: Vec<Decision> = lessons.iter().flat_map(|lesson| lesson.seams(model)).collect();
    say(&[Table::Seam], &seams, &scorers(&[Table::Seam]));
    for table in [Table::Cut, Table::Middle] {
        let borders: Vec<Decision> = lessons.iter().flat_map(|lesson| lesson.borders(table)).collect();
        say(&[table], &borders, &scorers(&[table]));
    }
    let joins: Vec<Decision> = lessons.iter().flat_map(|lesson| lesson.joins(model)).collect();
    say(&[Table::Join], &joins, &scorers(&[Table::Join]));
    let steps: Vec<Decision> = lessons.iter().flat_map(|lesson| lesson.moves(model)).collect();
    say(&moves, &steps, &scorers(&moves));
    mistakes(&moves, &steps, &scorers(&moves));
    let bare: Vec<Scorer> =
        scorers(&moves).into_iter().map(|s| Scorer { weights: s.weights, ..Scorer::default() }).collect();
    say(&moves, &steps, &bare);
}

/// Says which kinds of moves were taken for which.
fn mistakes(tables: &[Table], decisions: &[Decision], scorers: &[Scorer]) {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for decision in decisions {
        let logits = logit::logits(tables, scorers, decision);
        let best = |right: bool| {
            let options = logits.iter().zip(&decision.options).filter(|(_, option)| !right || option.right);
            options.max_by(|a, b| a.0.total_cmp(b.0)).map(|(_, option)| option)
        };
        let name = |option: &Choice| option.table.map_or("no", Table::name);
        if let Some((chosen, right)) = best(false).zip(best(true)).filter(|(chosen, _)| !chosen.right) {
            *counts.entry((name(right), name(chosen))).or_default() += 1;
        }
    }
    for ((right, chosen), count) in counts {
        let _ = writeln!(io::stderr(), "{count:6} × {right} taken for {chosen}");
    }
}

/// A page as it is, worn, and without marks; of a printed one, one of the first two.
fn lessons(model: &Model, page: &LearnPage, seed: u64) -> Vec<Lesson> {
    let worn = wear::wear(page, seed);
    let lesson = |page: &LearnPage| {
        let source = Source::new(Path::new(&page.file), page.text.as_bytes());
        Lesson::new(model, &Page::read(source), &page.gold)
    };
    match page.edition {
        press::PRINTED => vec![lesson(if seed.is_multiple_of(2) { page } else { &worn })],
        _ => {
            vec![lesson(page).weighing(GIVEN), lesson(&worn), lesson(&wear::bare(page))]
        }
    }
}

/// Fits the tables that share decisions, some signals left out: weights, then trees.
fn fit(tables: &[Table], decisions: &mut [Decision], plan: Plan, way: &Way<'_>) -> Vec<Scorer> {
    groups::silence(way.without, decisions);
    let weights = logit::fit(tables, decisions, way.seed);
    let bare = |weights: &Vec<f32>| Scorer { weights: weights.clone(), ..Scorer::default() };
    say(tables, decisions, &weights.iter().map(bare).collect::<Vec<_>>());
    let scorers = trees::fit(tables, decisions, weights, plan.trees, plan.leaves);
    say(tables, decisions, &scorers);
    scorers
}

/// Says how well scorers do on the decisions they were fitted to.
fn say(tables: &[Table], decisions: &[Decision], scorers: &[Scorer]) {
    let (mut loss, mut wrong) = (0.0, 0);
    for decision in decisions {
        let logits = logit::logits(tables, scorers, decision);
        let all: f64 = logits.iter().map(|logit| logit.exp()).sum();
        let right: f64 =
            logits.iter().zip(&decision.options).filter(|(_, o)| o.right).map(|(l, _)| l.exp()).sum();
        let best = logits.iter().zip(&decision.options).max_by(|a, b| a.0.total_cmp(b.0));
        loss -= (right / all).max(1e-12).ln();
        wrong += usize::from(!best.is_some_and(|(_, option)| option.right));
    }
    let n = decisions.len().max(1) as f64;
    let trees: usize = scorers.iter().map(|scorer| scorer.forest.len()).sum();
    let line = format!(
        "{:8} {:7} decisions, {trees:4} trees: loss {:.4}, wrong {:.2} %",
        tables[0].name(),
        decisions.len(),
        loss / n,
        100.0 * wrong as f64 / n
    );
    let _ = writeln!(io::stderr(), "{line}");
}
