//! Edges: what headlines, first and last paragraphs begin and end with, by stochastic gradient descent.

use crate::Article;
use crate::wear::Dice;
use dubao::stitch::learned::{BUCKETS, Edge, quantise_weight};

/// How often all texts are gone through.
const ROUNDS: usize = 4;
/// How fast.
const RATE: f32 = 0.25;
/// Keeps weights small.
const RIDGE: f32 = 2e-5;
/// A paragraph longer than this (characters) is no headline.
const SHORT: usize = 60;

/// The asset learned from these articles.
pub(crate) fn table<'a>(articles: impl Iterator<Item = &'a Article>, seed: u64) -> Vec<u8> {
    let articles: Vec<&Article> = articles.collect();
    let mut bytes = Vec::new();
    for edge in Edge::ALL {
        let mut examples = examples(edge, &articles);
        let weights = fit(&mut examples, seed);
        bytes.extend(weights.iter().map(|weight| quantise_weight(*weight)));
    }
    bytes
}

/// Buckets, and whether the text is what it is asked for.
fn examples(edge: Edge, articles: &[&Article]) -> Vec<(Vec<usize>, bool)> {
    let mut examples = Vec::new();
    for article in articles {
        let last = article.paragraphs.len().saturating_sub(1);
        for (nth, paragraph) in article.paragraphs.iter().enumerate() {
            let is = match edge {
                Edge::Title if paragraph.chars().count() > SHORT => continue,
                Edge::Title => false,
                Edge::First => nth == 0,
                Edge::Last => nth == last,
            };
            examples.push((edge.buckets(paragraph), is));
        }
        if edge == Edge::Title {
            examples.push((edge.buckets(&article.title), true));
        }
    }
    examples
}

/// A logistic model: the bias, then a weight for each bucket.
fn fit(examples: &mut [(Vec<usize>, bool)], seed: u64) -> Vec<f32> {
    let mut weights = vec![0.0_f32; BUCKETS + 1];
    let mut dice = Dice::new(seed);
    for round in 0..ROUNDS {
        dice.shuffle(examples);
        let rate = RATE / (1.0 + round as f32);
        for (buckets, is) in examples.iter() {
            let scale = 1.0 / (buckets.len().max(1) as f32).sqrt();
            let odds = weights[0] + scale * buckets.iter().map(|bucket| weights[bucket + 1]).sum::<f32>();
            let pull = 1.0 / (1.0 + (-odds).exp()) - f32::from(u8::from(*is));
            weights[0] -= 0.1 * rate * pull;
            for bucket in buckets {
                let weight = &mut weights[bucket + 1];
                *weight -= rate * (pull * scale + RIDGE * *weight);
            }
        }
    }
    weights
}
