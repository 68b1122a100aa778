//! Learns the stitcher's tables, `assets/stitch/{seam,join,moves}.txt`, from editions with gold.
//!
//! ```text
//! learn-stitch FROM TO FOLDER… > /dev/null       (run in the project's root; it writes the tables)
//! ```
//!
//! Every folder holds a page's files and a `gold.json`; only those whose name lies between FROM and TO are used, so
//! that the n-grams can be learned on other dates than the tables. Deterministic: the same input gives the same tables.

use dubao::block::Page;
use dubao::source::{FileSpan, Source};
use dubao::stitch::learned::{Decision, Gold, Lesson, Weights, tables};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Keeps weights small (variance of their prior: 1 / (2 · RIDGE · decisions)).
const RIDGE: f64 = 2e-4;
/// Steps of gradient descent.
const STEPS: usize = 600;

fn main() -> io::Result<()> {
    let mut args = std::env::args().skip(1);
    let (from, to) = (args.next().unwrap_or_default(), args.next().unwrap_or_default());
    let mut lessons = Vec::new();
    for folder in args {
        let mut editions: Vec<PathBuf> =
            fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        editions.sort();
        for edition in editions {
            let name = edition.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if from <= name && name <= to && edition.join("gold.json").exists() {
                lessons.extend(read(&edition)?);
            }
        }
    }
    let [seam_table, join_table, move_table] = <[_; 3]>::try_from(tables()).expect("there are three tables");
    let seam = learn(&seam_table, &lessons.iter().flat_map(Lesson::seams).collect::<Vec<_>>())?;
    learn(&join_table, &lessons.iter().flat_map(|lesson| lesson.joins(&seam)).collect::<Vec<_>>())?;
    learn(&move_table, &lessons.iter().flat_map(|lesson| lesson.moves(&seam)).collect::<Vec<_>>())?;
    Ok(())
}

/// The pages of an edition with their gold.
fn read(edition: &Path) -> io::Result<Vec<Lesson>> {
    let gold: Value = serde_json::from_slice(&fs::read(edition.join("gold.json"))?)?;
    let pages = gold["pages"].as_array().cloned().unwrap_or_default();
    pages
        .iter()
        .map(|page| {
            let path = edition.join(page["file"].as_str().unwrap_or_default());
            let source = Source::new(&path, &fs::read(&path)?);
            let articles = page["articles"].as_array().cloned().unwrap_or_default();
            let gold: Vec<Gold> = articles.iter().map(article).collect();
            Ok(Lesson::new(&Page::read(source), &gold))
        })
        .collect()
}

fn article(article: &Value) -> Gold {
    let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let spans = |list: &Value| -> Vec<FileSpan> {
        let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().map(|span| FileSpan { start: number(&span[0]), end: number(&span[1]) }).collect()
    };
    let paragraphs = article["paragraphs"].as_array().map(Vec::as_slice).unwrap_or_default();
    Gold { title: spans(&article["title"]), paragraphs: paragraphs.iter().map(spans).collect() }
}

/// Fits one table and writes it.
fn learn(
    table: &(&'static str, Vec<(&'static str, &'static str)>),
    decisions: &[Decision],
) -> io::Result<Weights> {
    let (name, signals) = table;
    let weights = fit(decisions, signals.len());
    let mut text = format!(
        "# Learned by learn-stitch from {} decisions; weights in logits a unit of the signal.\n",
        decisions.len()
    );
    for ((signal, says), weight) in signals.iter().zip(&weights) {
        let _ = writeln!(text, "{signal:20} {weight:8.3}  #{says}");
    }
    fs::write(format!("assets/stitch/{name}.txt"), text)?;
    report(name, decisions, &weights);
    Ok(Weights(weights.iter().map(|weight| *weight as f32).collect()))
}

/// A conditional logit by gradient descent with momentum and a step size for each weight (Adam).
fn fit(decisions: &[Decision], signals: usize) -> Vec<f64> {
    let mut weights = vec![0.0_f64; signals];
    let (mut mean, mut square) = (vec![0.0_f64; signals], vec![0.0_f64; signals]);
    for step in 1..=STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| 2.0 * RIDGE * weight).collect();
        for decision in decisions {
            let (p, q) = probabilities(decision, &weights);
            for (((signals, _), p), q) in decision.options.iter().zip(p).zip(q) {
                for (signal, value) in signals {
                    gradient[*signal] += (p - q) * f64::from(*value) / decisions.len() as f64;
                }
            }
        }
        let rate = 0.1 * (1.0 - step as f64 / (STEPS + 1) as f64).max(0.02);
        for i in 0..signals {
            mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
            square[i] = 0.99 * square[i] + 0.01 * gradient[i] * gradient[i];
            let (m, s) =
                (mean[i] / (1.0 - 0.9_f64.powi(step as i32)), square[i] / (1.0 - 0.99_f64.powi(step as i32)));
            weights[i] -= rate * m / (s.sqrt() + 1e-8);
        }
    }
    weights
}

/// Of each option: its probability, and its probability given that the choice is right.
fn probabilities(decision: &Decision, weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let logits: Vec<f64> = decision
        .options
        .iter()
        .map(|(signals, _)| signals.iter().map(|(signal, value)| weights[*signal] * f64::from(*value)).sum())
        .collect();
    let most = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let p: Vec<f64> = logits.iter().map(|logit| (logit - most).exp()).collect();
    let all: f64 = p.iter().sum();
    let right: f64 = p.iter().zip(&decision.options).filter(|(_, (_, right))| *right).map(|(p, _)| p).sum();
    let q = p.iter().zip(&decision.options).map(|(p, (_, is))| if *is { p / right } else { 0.0 }).collect();
    (p.iter().map(|p| p / all).collect(), q)
}

fn report(name: &str, decisions: &[Decision], weights: &[f64]) {
    let (mut loss, mut wrong) = (0.0, 0);
    for decision in decisions {
        let (p, _) = probabilities(decision, weights);
        let right: f64 =
            p.iter().zip(&decision.options).filter(|(_, (_, right))| *right).map(|(p, _)| p).sum();
        let best = p
            .iter()
            .zip(&decision.options)
            .max_by(|a, b| a.0.total_cmp(b.0))
            .is_some_and(|(_, (_, right))| *right);
        loss -= right.ln();
        wrong += usize::from(!best);
    }
    let n = decisions.len().max(1) as f64;
    let line = format!(
        "{name}: {} decisions, loss {:.4}, wrong {:.2} %",
        decisions.len(),
        loss / n,
        100.0 * wrong as f64 / n
    );
    let _ = io::Write::write_fmt(&mut io::stderr(), format_args!("{line}\n"));
}
