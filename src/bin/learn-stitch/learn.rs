//! Learns: first words from articles, then what pages are like, from lessons that know these words.

use crate::gold::LearnPage;
use crate::report::{check_words, say};
use crate::{Article, bonds, edges, groups, logit, ngrams, press, topics, trees, wear};
use dubao::block::{Page, lines_apart};
use dubao::source::Source;
use dubao::stitch::Model;
use dubao::stitch::learned::{Decision, Kind, Lesson, Scorer, Table, lines};
use std::path::Path;

/// The parts of the editions: what is known of a page when it is learned with comes from the others (`main`).
const FOLDS: usize = 5;

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
/// What lines say is added up.
const LINES: Plan = Plan { trees: 0, leaves: 0 };
/// There are too few readings for trees.
const READINGS: Plan = Plan { trees: 0, leaves: 0 };

/// How pages are learned from this time.
pub(crate) struct Way<'a> {
    pub(crate) seed: u64,
    /// Signals left out.
    pub(crate) without: &'a [&'a str],
}

/// What is learned of words.
pub(crate) struct Words {
    /// The dates that part the editions.
    borders: Vec<String>,
    /// For each part of the editions, what is learned from the others.
    others: Vec<Model>,
    /// The bytes of [`dubao::stitch::learned::WORDS`], learned from all.
    pub(crate) assets: [Vec<u8>; 4],
}

/// A model that knows such words, and nothing of pages.
fn unlearned(words: &[Vec<u8>; 4]) -> Model {
    Model::unlearned(words.each_ref().map(Vec::as_slice))
}

impl Words {
    /// Learns them from the articles, that are parted by date as the pages are; so many n-grams are kept.
    pub(crate) fn learn(articles: &[Article], pages: &[LearnPage], entries: usize, seed: u64) -> Self {
        let border = |fold: usize| pages.get(pages.len() * fold / FOLDS).map(|page| page.date.clone());
        let borders: Vec<String> = (1..FOLDS).filter_map(border).collect();
        let table = |fold: usize| {
            let kept =
                || articles.iter().filter(|article| fold == FOLDS || part(&borders, &article.date) != fold);
            let paragraphs = kept().flat_map(|article| article.paragraphs.iter().map(String::as_str));
            let ngrams = ngrams::table(paragraphs, entries);
            let model = Model::unlearned([&ngrams, &[], &[], &[]]);
            let topics = topics::table(&model, kept(), seed);
            let bonds = bonds::table(&model, kept(), seed);
            [ngrams, edges::table(kept(), seed), topics, bonds]
        };
        let (others, assets) = and_all(side_by_side(FOLDS + 1, table));
        let unseen: Vec<&Article> =
            articles.iter().filter(|article| part(&borders, &article.date) == 0).collect();
        check_words(&unlearned(&others[0]), &others[0][1], &unseen);
        Self { others: others.iter().map(unlearned).collect(), borders, assets }
    }

    /// The lessons of each part's pages.
    pub(crate) fn lessons(&self, pages: &[LearnPage], printed: &[LearnPage], seed: u64) -> Vec<Vec<Lesson>> {
        side_by_side(FOLDS, |fold| {
            let pages = pages.iter().chain(printed).filter(|page| part(&self.borders, &page.date) == fold);
            let lessons = |(nth, page)| lessons(&self.others[fold], page, seed + nth as u64);
            pages.enumerate().flat_map(lessons).collect()
        })
    }

    /// What the given pages tell of printed lines when they are set in them: the tables `line` and `width`.
    pub(crate) fn lines(&self, pages: &[LearnPage], way: &Way<'_>) -> [(Table, Scorer); 2] {
        let decisions = side_by_side(FOLDS, |fold| {
            let own = pages.iter().enumerate().filter(|(_, page)| part(&self.borders, &page.date) == fold);
            let of_page = |(nth, page): (usize, &LearnPage)| {
                let lined = wear::in_lines(page, way.seed + nth as u64);
                lines(&self.others[fold], &source(&lined), &lined.gold)
            };
            own.flat_map(of_page).collect::<Vec<Decision>>()
        });
        let mut decisions = decisions.concat();
        let line = fit(&[Table::Line], &mut decisions, LINES, way).remove(0);
        // The signals of widths come first.
        for option in decisions.iter_mut().flat_map(|decision| &mut decision.options) {
            option.table = option.table.map(|_| Table::Width);
            option.row.truncate(Table::Width.signals().len());
        }
        let width = fit(&[Table::Width], &mut decisions, LINES, way).remove(0);
        [(Table::Line, line), (Table::Width, width)]
    }

    /// The model that knows these words and what is learned from the lessons.
    pub(crate) fn and_pages(&self, lessons: &[Vec<Lesson>], way: &Way<'_>) -> Model {
        let mut models = self.others.clone();
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
        let scorers = |fold: usize| {
            let border = |table: Table| fit(&[table], &mut borders(table, fold), BORDER, way).remove(0);
            [
                fit(&[Table::Seam], &mut others(fold), SEAM, way).remove(0),
                border(Table::Cut),
                border(Table::Middle),
            ]
        };
        let (scorers, last) = and_all(side_by_side(FOLDS + 1, scorers));
        let set = |model: &mut Model, [seam, cut, middle]: [Scorer; 3]| {
            model.set(Table::Seam, seam);
            model.set(Table::Cut, cut);
            model.set(Table::Middle, middle);
        };
        models.iter_mut().zip(scorers).for_each(|(model, scorers)| set(model, scorers));
        let ask = |models: &[Model],
                   of: &(dyn Fn(&Lesson, &Model) -> Vec<Decision> + Sync)|
         -> Vec<Vec<Decision>> {
            side_by_side(FOLDS, |fold| {
                lessons[fold].iter().flat_map(|lesson| of(lesson, &models[fold])).collect()
            })
        };
        let joins = fit_apart(&[Table::Join], ask(&models, &|lesson, model| lesson.joins(model)), JOIN, way);
        let moves: Vec<Table> = Kind::ALL.iter().map(|kind| Table::Move(*kind)).collect();
        let steps = fit_apart(&moves, ask(&models, &|lesson, model| lesson.moves(model)), MOVES, way);
        let mut model = unlearned(&self.assets);
        set(&mut model, last);
        let each = models.iter_mut().chain([&mut model]);
        for (model, (join, steps)) in each.zip(joins.into_iter().zip(steps)) {
            let scorers = [Table::Join].iter().chain(&moves).zip(join.into_iter().chain(steps));
            scorers.for_each(|(table, scorer)| model.set(*table, scorer));
        }
        let mut readings: Vec<Decision> =
            ask(&models, &|lesson, model| vec![lesson.readings(model)]).into_iter().flatten().collect();
        model.set(Table::Reading, fit(&[Table::Reading], &mut readings, READINGS, way).remove(0));
        model
    }
}

/// The part of the editions that a date is in.
fn part(borders: &[String], date: &str) -> usize {
    borders.iter().take_while(|border| border.as_str() <= date).count()
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

fn source(page: &LearnPage) -> Source {
    Source::new(Path::new(&page.file), page.text.as_bytes())
}

/// A page with its gold, in the language of `model`.
pub(crate) fn lesson(model: &Model, page: &LearnPage) -> Lesson {
    Lesson::new(model, &Page::read(source(page), lines_apart), &page.gold)
}

/// A page as it is, worn, without marks, and as of another paper; of a printed one, one of these, but never the third.
fn lessons(model: &Model, page: &LearnPage, seed: u64) -> Vec<Lesson> {
    let lesson = |page: &LearnPage| lesson(model, page);
    let (worn, foreign) = (|| wear::wear(page, seed), || wear::foreign(page, seed));
    match page.edition {
        press::PRINTED => vec![match seed % 4 {
            0 | 2 => lesson(page),
            1 => lesson(&worn()),
            _ => lesson(&foreign()),
        }],
        _ => {
            let given = lesson(page).weighing(GIVEN);
            vec![given, lesson(&worn()), lesson(&wear::bare(page)), lesson(&foreign())]
        }
    }
}

/// Fits tables for each part to the decisions of the others, and to all: that comes last.
fn fit_apart(tables: &[Table], parts: Vec<Vec<Decision>>, plan: Plan, way: &Way<'_>) -> Vec<Vec<Scorer>> {
    let lens: Vec<usize> = parts.iter().map(Vec::len).collect();
    let mut all: Vec<Decision> = parts.into_iter().flatten().collect();
    let others = all.len();
    let apart = |len: &usize| {
        // Each part in turn comes behind the others; when all have, they stand as they stood.
        all.rotate_left(*len);
        fit(tables, &mut all[..others - len], plan, way)
    };
    let mut scorers: Vec<Vec<Scorer>> = lens.iter().map(apart).collect();
    scorers.push(fit(tables, &mut all, plan, way));
    scorers
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
