//! Calibration: the weights of the shown confidence, fitted to the joins and the boundaries that the shipped model shows on
//! pages with gold, each right or wrong.
//!
//! A logistic model over a few inputs, none of which may count against. How far it holds is read on one half of the editions
//! with what was fitted on the other, both ways; what is shipped is fitted on all. Beside it stands how far what is shown now
//! holds.

use crate::fault;
use crate::gold::LearnPage;
use dubao::block::BlockId;
use dubao::source::Source;
use dubao::stitch::{Confidence, Model, learned, read_page};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

/// What the table shows a line for.
const THRESHOLDS: [f64; 7] = [0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99];

/// Keeps weights small where there is little to learn from.
const RIDGE: f64 = 0.02;

/// Steps of the fit, and how long the first are: more change nothing that shows.
const STEPS: usize = 20_000;
const RATE: f64 = 0.5;

/// A join or a boundary that is shown.
struct Shown {
    edition: usize,
    inputs: Vec<f64>,
    /// How sure it is shown to be now.
    confidence: f64,
    right: bool,
}

/// Fits the weights of joins and of boundaries and prints them with their tables.
pub(crate) fn calibrate(model: &Model, pages: &[LearnPage], out: &mut impl Write) -> io::Result<()> {
    let (mut joins, mut joins_of_gold) = (Vec::new(), 0);
    let (mut boundaries, mut boundaries_of_gold) = (Vec::new(), 0);
    for given in pages {
        let (page, _) = read_page(Source::new(Path::new(&given.file), given.text.as_bytes()));
        let learned::Shown { stitched, followed, taken_over } = learned::shown(model, &page);
        let shown = |inputs: &[f32], confidence: Option<&Confidence>, right: bool| Shown {
            edition: given.edition,
            inputs: inputs.iter().map(|input| f64::from(*input)).collect(),
            confidence: confidence.map_or(0.0, |confidence| f64::from(confidence.0)),
            right,
        };
        let paragraphs = stitched.articles.iter().flat_map(|article| &article.paragraphs);
        let seams = paragraphs.flat_map(|p| p.fragments.iter().skip(1).zip(&p.seams));
        let seams: HashMap<BlockId, Confidence> =
            seams.map(|(next, seam)| (next.block, seam.confidence)).collect();
        let right = fault::joins(&page, &given.gold);
        joins_of_gold += right.len();
        let joined = followed.into_iter().filter(|two| two.joined);
        joins
            .extend(joined.map(|two| shown(&two.inputs, seams.get(&two.f), right.contains(&(two.u, two.f)))));
        let told = stitched.articles.iter().flat_map(|article| &article.boundaries);
        let told: HashMap<BlockId, Confidence> =
            told.map(|boundary| (boundary.block, boundary.confidence)).collect();
        let led = fault::led(&page, &given.gold);
        boundaries_of_gold += fault::turns(&page, &led);
        boundaries.extend(taken_over.into_iter().map(|taken| {
            shown(&taken.inputs, told.get(&taken.at), led.get(&taken.at) == Some(&taken.before))
        }));
    }
    for (what, shown, gold) in
        [("joins", joins, joins_of_gold), ("boundaries", boundaries, boundaries_of_gold)]
    {
        table(what, &shown, gold, out)?;
    }
    Ok(())
}

/// Prints how far the confidence of what is shown holds, and its weights.
fn table(what: &str, shown: &[Shown], gold: usize, out: &mut impl Write) -> io::Result<()> {
    let halves = |parity: usize| shown.iter().filter(move |shown| shown.edition % 2 == parity);
    let mut fitted: Vec<(f64, bool)> = Vec::new();
    for parity in [0, 1] {
        let weights = fit(&halves(1 - parity).collect::<Vec<_>>());
        fitted.extend(halves(parity).map(|shown| (probability(&weights, &shown.inputs), shown.right)));
    }
    fitted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let now: Vec<(f64, bool)> = shown.iter().map(|shown| (shown.confidence, shown.right)).collect();
    let right = shown.iter().filter(|shown| shown.right).count();
    writeln!(out, "\n{} {what} shown, {right} right, {gold} in the gold", shown.len())?;
    writeln!(out, "       each half read with the other’s fit     as shown now")?;
    writeln!(out, " from     shown  right  recall                shown  right  recall")?;
    for threshold in THRESHOLDS {
        let [fitted, now] = [&fitted, &now].map(|read| row(read, threshold, gold));
        writeln!(out, " {threshold:4}  {fitted}              {now}")?;
    }
    writeln!(out, "recall at .99 right: {:.3}", reach(&fitted, 0.99) as f64 / gold.max(1) as f64)?;
    let weights: Vec<String> =
        fit(&shown.iter().collect::<Vec<_>>()).iter().map(|weight| format!("{weight:.2}")).collect();
    writeln!(out, "fitted on all: CONFIDENCE = [{}]", weights.join(", "))
}

/// How many are shown as this sure, what share of them is right, and how much of the gold that is.
fn row(read: &[(f64, bool)], threshold: f64, gold: usize) -> String {
    let sure: Vec<bool> = read.iter().filter(|(p, _)| *p >= threshold).map(|(_, right)| *right).collect();
    let right = sure.iter().filter(|right| **right).count() as f64;
    let (share, recall) = (right / sure.len().max(1) as f64, right / gold.max(1) as f64);
    format!("{:8}  {share:5.3}  {recall:6.3}", sure.len())
}

fn probability(weights: &[f64], inputs: &[f64]) -> f64 {
    let odds: f64 = weights.iter().zip(inputs).map(|(weight, input)| weight * input).sum();
    1.0 / (1.0 + (-odds).exp())
}

/// Gradient descent with a falling rate; the first weight is free, no other falls below zero.
fn fit(shown: &[&Shown]) -> Vec<f64> {
    let inputs = shown.first().map_or(0, |shown| shown.inputs.len());
    let n = shown.len().max(1) as f64;
    // Inputs are brought to a like size: else one rate does not suit all.
    let size =
        |at: usize| (shown.iter().map(|shown| shown.inputs[at].powi(2)).sum::<f64>() / n).sqrt().max(1e-6);
    let sizes: Vec<f64> = (0..inputs).map(size).collect();
    let mut weights = vec![0.0; inputs];
    for step in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| RIDGE * weight / n).collect();
        for shown in shown {
            let odds: f64 = (0..inputs).map(|at| weights[at] * shown.inputs[at] / sizes[at]).sum();
            let pull = 1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(shown.right));
            for at in 0..inputs {
                gradient[at] += pull * shown.inputs[at] / sizes[at] / n;
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
