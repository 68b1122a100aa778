//! Calibration: the weights of the shown confidence, fitted to the joins that the shipped model shows on pages with gold,
//! each right or wrong.
//!
//! A logistic model over a few inputs, none of which may count against a join. How far it holds is read on one half of the
//! editions with what was fitted on the other, both ways; what is shipped is fitted on all.

use crate::fault;
use crate::gold::LearnPage;
use dubao::block::Page;
use dubao::source::Source;
use dubao::stitch::learned::followed;
use dubao::stitch::{Model, words_go_on};
use std::io::{self, Write};
use std::path::Path;

/// What the table shows a line for.
const THRESHOLDS: [f64; 7] = [0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99];

/// Keeps weights small where there is little to learn from.
const RIDGE: f64 = 0.02;

/// Steps of the fit, and how long the first are: more change nothing that shows.
const STEPS: usize = 20_000;
const RATE: f64 = 0.5;

/// A join that is shown.
struct Join {
    edition: usize,
    inputs: Vec<f64>,
    right: bool,
}

/// Fits the weights and prints them with their table.
pub(crate) fn calibrate(model: &Model, pages: &[LearnPage], out: &mut impl Write) -> io::Result<()> {
    let (joins, gold) = collect(model, pages);
    let halves = |parity: usize| joins.iter().filter(move |join| join.edition % 2 == parity);
    let mut read: Vec<(f64, bool)> = Vec::new();
    for parity in [0, 1] {
        let weights = fit(&halves(1 - parity).collect::<Vec<_>>());
        read.extend(halves(parity).map(|join| (probability(&weights, &join.inputs), join.right)));
    }
    read.sort_by(|a, b| b.0.total_cmp(&a.0));
    let right = joins.iter().filter(|join| join.right).count();
    writeln!(
        out,
        "{} joins shown, {right} right, {gold} in the gold; each half read with the other's fit:",
        joins.len()
    )?;
    writeln!(out, "shown from  seams  right  recall")?;
    for threshold in THRESHOLDS {
        let sure: Vec<bool> = read.iter().filter(|(p, _)| *p >= threshold).map(|(_, right)| *right).collect();
        let right = sure.iter().filter(|right| **right).count() as f64;
        let (share, recall) = (right / sure.len().max(1) as f64, right / gold.max(1) as f64);
        writeln!(out, "{threshold:10}  {:5}  {share:5.3}  {recall:6.3}", sure.len())?;
    }
    writeln!(out, "recall at .99 right: {:.3}", reach(&read, 0.99) as f64 / gold.max(1) as f64)?;
    let weights: Vec<String> =
        fit(&joins.iter().collect::<Vec<_>>()).iter().map(|weight| format!("{weight:.2}")).collect();
    writeln!(out, "fitted on all: CONFIDENCE = [{}]", weights.join(", "))
}

/// The joins shown on these pages, and how many the gold has.
fn collect(model: &Model, pages: &[LearnPage]) -> (Vec<Join>, usize) {
    let (mut joins, mut gold) = (Vec::new(), 0);
    for given in pages {
        let page = Page::read(Source::new(Path::new(&given.file), given.text.as_bytes()), words_go_on);
        let of_gold = fault::joins(&page, &given.gold);
        gold += of_gold.len();
        let (_, followed) = followed(model, &page);
        joins.extend(followed.into_iter().filter(|two| two.joined).map(|two| Join {
            edition: given.edition,
            inputs: two.inputs.iter().map(|input| f64::from(*input)).collect(),
            right: of_gold.contains(&(two.u, two.f)),
        }));
    }
    (joins, gold)
}

fn probability(weights: &[f64], inputs: &[f64]) -> f64 {
    let odds: f64 = weights.iter().zip(inputs).map(|(weight, input)| weight * input).sum();
    1.0 / (1.0 + (-odds).exp())
}

/// Gradient descent with a falling rate; the first weight is free, no other falls below zero.
fn fit(joins: &[&Join]) -> Vec<f64> {
    let inputs = joins.first().map_or(0, |join| join.inputs.len());
    let n = joins.len().max(1) as f64;
    // Inputs are brought to a like size: else one rate does not suit all.
    let size =
        |at: usize| (joins.iter().map(|join| join.inputs[at].powi(2)).sum::<f64>() / n).sqrt().max(1e-6);
    let sizes: Vec<f64> = (0..inputs).map(size).collect();
    let mut weights = vec![0.0; inputs];
    for step in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| RIDGE * weight / n).collect();
        for join in joins {
            let odds: f64 = (0..inputs).map(|at| weights[at] * join.inputs[at] / sizes[at]).sum();
            let pull = 1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(join.right));
            for at in 0..inputs {
                gradient[at] += pull * join.inputs[at] / sizes[at] / n;
            }
        }
        let rate = RATE * (1.0 - step as f64 / STEPS as f64);
        for (at, (weight, g)) in weights.iter_mut().zip(gradient).enumerate() {
            *weight -= rate * g;
            if at > 0 {
                *weight = weight.max(0.0);
            }
        }
    }
    weights.iter().zip(sizes).map(|(weight, size)| weight / size).collect()
}

/// How many are right of the longest head of the list that is right to this share.
fn reach(read: &[(f64, bool)], share: f64) -> usize {
    let (mut right, mut best) = (0, 0);
    for (n, (_, is)) in read.iter().enumerate() {
        right += usize::from(*is);
        if right as f64 >= share * (n + 1) as f64 {
            best = right;
        }
    }
    best
}
