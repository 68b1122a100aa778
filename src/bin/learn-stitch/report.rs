//! Reports: how well what was learned does, on what it was learned from and on what it was not.

use crate::gold::LearnPage;
use crate::{Article, bonds, edges, learn, logit, topics};
use dubao::stitch::Model;
use dubao::stitch::learned::{Choice, Decision, Kind, Lesson, Scorer, Table};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Says how well a model that knows words, with its edges, tells what belongs together in articles it has not learned from.
pub(crate) fn check_words(model: &Model, edges: &[u8], articles: &[&Article]) {
    let say = |what: &str, told: f64| {
        let _ = writeln!(io::stderr(), "{what}: told {:.1} % of times", 100.0 * told);
    };
    for (edge, told) in edges::check(edges, articles.iter().copied()) {
        say(&format!("edge {edge:?}"), told);
    }
    say("which rest goes with a story", topics::check(model, articles.iter().copied()));
    let [links, bonds] = bonds::check(model, articles.iter().copied());
    say("which beginning goes on with an end, by its characters", links);
    say("…by these and the bonds", bonds);
}

/// Says how well a model does, step by step, on pages it has not learned from.
pub(crate) fn check(model: &Model, pages: &[LearnPage]) {
    let lessons: Vec<Lesson> = pages.iter().map(|page| learn::lesson(model, page)).collect();
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
    let readings: Vec<Decision> = lessons.iter().map(|lesson| lesson.readings(model)).collect();
    say(&[Table::Reading], &readings, &scorers(&[Table::Reading]));
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

/// Says how well scorers do on the decisions they were fitted to.
pub(crate) fn say(tables: &[Table], decisions: &[Decision], scorers: &[Scorer]) {
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
