//! The weights: a conditional logit over the options of each decision, fitted by stochastic gradient descent.

use crate::wear::Dice;
use dubao::stitch::learned::{Decision, Scorer, Table};

/// Keeps weights small: the strength of their prior, a decision.
const RIDGE: f64 = 1e-4;
/// How often all decisions are gone through; of few more often, for so many steps at least.
const ROUNDS: usize = 14;
const STEPS: usize = 4000;
/// Decisions a step.
const BATCH: usize = 128;

/// The place of each table among those fitted together.
pub(crate) fn places(tables: &[Table]) -> Vec<usize> {
    let most = tables.iter().map(|table| table.place()).max().unwrap_or(0);
    let mut places = vec![usize::MAX; most + 1];
    for (nth, table) in tables.iter().enumerate() {
        places[table.place()] = nth;
    }
    places
}

/// Fits the weights of tables that share decisions, by Adam with a falling rate.
pub(crate) fn fit(tables: &[Table], decisions: &[Decision], seed: u64) -> Vec<Vec<f32>> {
    let places = places(tables);
    let zeros = || -> Vec<Vec<f64>> { tables.iter().map(|table| vec![0.0; table.signals().len()]).collect() };
    let (mut weights, mut mean, mut square) = (zeros(), zeros(), zeros());
    let mut order: Vec<usize> = (0..decisions.len()).collect();
    let mut dice = Dice::new(seed);
    let batches = decisions.len().div_ceil(BATCH).max(1);
    let rounds = ROUNDS.max(STEPS.div_ceil(batches));
    let steps = rounds * batches;
    let mut step = 0;
    for _ in 0..rounds {
        dice.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            step += 1;
            let mut gradient = zeros();
            for decision in batch.iter().map(|at| &decisions[*at]) {
                let logits: Vec<f64> = decision
                    .options
                    .iter()
                    .map(|option| {
                        option.table.map_or(0.0, |table| dot(&weights[places[table.place()]], &option.row))
                    })
                    .collect();
                let pull = pull(&logits, decision);
                for (option, pull) in decision.options.iter().zip(pull) {
                    let Some(table) = option.table else { continue };
                    for (g, value) in gradient[places[table.place()]].iter_mut().zip(&option.row) {
                        *g += pull * f64::from(*value) / batch.len() as f64;
                    }
                }
            }
            let rate = 0.03 * (1.0 - step as f64 / (steps + 1) as f64);
            let (fix_mean, fix_square) = (1.0 - 0.9_f64.powi(step), 1.0 - 0.99_f64.powi(step));
            for t in 0..weights.len() {
                for i in 0..weights[t].len() {
                    let g = gradient[t][i] + 2.0 * RIDGE * weights[t][i];
                    mean[t][i] = 0.9 * mean[t][i] + 0.1 * g;
                    square[t][i] = 0.99 * square[t][i] + 0.01 * g * g;
                    weights[t][i] -=
                        rate * mean[t][i] / fix_mean / ((square[t][i] / fix_square).sqrt() + 1e-6);
                }
            }
        }
    }
    // As the table prints them: what is measured is what is shipped.
    let rounded = |weight: f64| ((weight * 1000.0).round() / 1000.0) as f32;
    weights.into_iter().map(|table| table.into_iter().map(rounded).collect()).collect()
}

fn dot(weights: &[f64], row: &[f32]) -> f64 {
    weights.iter().zip(row).map(|(weight, value)| weight * f64::from(*value)).sum()
}

/// The log odds of a decision's options.
pub(crate) fn logits(tables: &[Table], scorers: &[Scorer], decision: &Decision) -> Vec<f64> {
    let score = |table: Table, row: &[f32]| {
        let scorer = tables.iter().position(|t| *t == table).map(|at| &scorers[at]);
        scorer.map_or(0.0, |scorer| {
            let linear: f32 = scorer.weights.iter().zip(row).map(|(weight, value)| weight * value).sum();
            f64::from(linear + scorer.forest.sum(row))
        })
    };
    decision
        .options
        .iter()
        .map(|option| option.table.map_or(0.0, |table| score(table, &option.row)))
        .collect()
}

/// Of each option: its probability less its probability given that the choice is right, times the decision's weight.
pub(crate) fn pull(logits: &[f64], decision: &Decision) -> Vec<f64> {
    let most = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let p: Vec<f64> = logits.iter().map(|logit| (logit - most).exp()).collect();
    let all: f64 = p.iter().sum();
    let right: f64 = p.iter().zip(&decision.options).filter(|(_, option)| option.right).map(|(p, _)| p).sum();
    let weight = f64::from(decision.weight);
    let of_right = |p: f64, option: bool| if option && right > 0.0 { p / right } else { 0.0 };
    p.iter()
        .zip(&decision.options)
        .map(|(p, option)| weight * (p / all - of_right(*p, option.right)))
        .collect()
}
