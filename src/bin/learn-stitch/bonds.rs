//! Bonds: directions of what stands on the two sides of a cut, so learned that sides of one sentence point the same way:
//! which of some beginnings goes on with this end? ("Contrastive", with the other beginnings as the wrong answers.) What
//! the language tells of the characters at the cut is taken as known, so that the directions learn the rest.

use crate::Article;
use crate::directions::{Directions, add, dot, falling};
use crate::wear::Dice;
use dubao::stitch::Model;
use dubao::stitch::learned::{BOND_DIMS, BOND_LEVELS, BOND_LOOK, BOND_ROWS, BOND_UNIT, kept, pack_levels};

/// How often all articles are gone through.
const ROUNDS: usize = 6;
/// Cuts of a day told from each other at a time.
const CUTS: usize = 48;
/// Paragraphs are cut once in so many characters, each time elsewhere.
const EVERY: usize = 14;
/// Paragraphs of no more characters are not cut.
const SHORT: usize = 20;
/// How fast, at first; a tenth of that in the end.
const RATE: f32 = 0.12;
/// Of a hundred pieces, so many are left out, each time others: none shall be needed.
const UNSEEN: usize = 10;
/// How much of what the language tells is taken as known; it is too sure of itself.
const KNOWN: f32 = 0.6;

/// Some numbers, [`BOND_DIMS`] to each direction.
type Bond = [f32; BOND_DIMS];

/// The asset learned from these articles, in the language of `model`.
pub(crate) fn table<'a>(model: &Model, articles: impl Iterator<Item = &'a Article>, seed: u64) -> Vec<u8> {
    let mut articles: Vec<&Article> = articles.collect();
    articles.sort_by_key(|article| article.date.as_str());
    let solid = |p: &String| p.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let paragraphs = |day: &[&Article]| -> Vec<Vec<char>> {
        let all = day.iter().flat_map(|article| article.paragraphs.iter().map(solid));
        all.filter(|paragraph| paragraph.len() > SHORT).collect()
    };
    let days: Vec<Vec<Vec<char>>> = articles.chunk_by(|a, b| a.date == b.date).map(paragraphs).collect();
    let mut dice = Dice::new(seed);
    let mut directions = Directions::new(2 * BOND_ROWS, as_kept, &mut dice);
    for round in 0..ROUNDS {
        let rate = falling(RATE, round, ROUNDS);
        for day in &days {
            let places = |paragraph: &Vec<char>, dice: &mut Dice| -> Vec<usize> {
                (0..paragraph.len().div_ceil(EVERY)).map(|_| 3 + dice.below(paragraph.len() - 5)).collect()
            };
            let mut cuts: Vec<(&[char], &[char])> = Vec::new();
            for paragraph in day {
                cuts.extend(places(paragraph, &mut dice).into_iter().map(|at| paragraph.split_at(at)));
            }
            dice.shuffle(&mut cuts);
            for cuts in cuts.chunks(CUTS) {
                let cuts: Vec<Cut<'_>> =
                    cuts.iter().map(|sides| Cut::new(model, *sides, &mut dice)).collect();
                learn(&mut directions, model, &cuts, rate);
            }
        }
    }
    pack_levels::<BOND_LEVELS>(directions.numbers(), BOND_UNIT)
}

/// A number as the asset keeps it.
fn as_kept(number: f32) -> f32 {
    BOND_UNIT * kept::<BOND_LEVELS>(number / BOND_UNIT)
}

/// Beginnings told from each other when it is checked.
const ASKED: usize = 24;

/// How often the beginning that goes on with an end is told from others of about the same day, on articles not learned from: by the
/// language, and by that and the bonds.
pub(crate) fn check<'a>(model: &Model, articles: impl Iterator<Item = &'a Article>) -> [f64; 2] {
    let mut dice = Dice::new(1);
    let mut cuts: Vec<(String, String)> = Vec::new();
    for paragraph in articles.flat_map(|article| &article.paragraphs).step_by(8) {
        let chars: Vec<char> = paragraph.chars().filter(|c| !c.is_whitespace()).collect();
        if chars.len() > SHORT {
            let (before, behind) = chars.split_at(3 + dice.below(chars.len() - 5));
            cuts.push((before.iter().collect(), behind.iter().collect()));
        }
    }
    let (mut told, mut all) = ([0_u32; 2], 0_u32);
    for cuts in cuts.chunks(ASKED) {
        for (own, (end, _)) in cuts.iter().enumerate() {
            let tail: Vec<char> = end.chars().collect();
            let tail = &tail[tail.len().saturating_sub(2)..];
            for (told, words) in told.iter_mut().zip([0.0, 1.0]) {
                let odds = |(_, beginning): &(String, String)| {
                    let head: Vec<char> = beginning.chars().take(2).collect();
                    KNOWN * model.link(tail, &head) + words * model.bond(end, beginning)
                };
                let odds: Vec<f32> = cuts.iter().map(odds).collect();
                let best = (0..cuts.len()).max_by(|a, b| odds[*a].total_cmp(&odds[*b]));
                *told += u32::from(best == Some(own));
            }
            all += 1;
        }
    }
    told.map(|told| f64::from(told) / f64::from(all.max(1)))
}

/// A cut: the characters on its sides, and the directions that they have.
struct Cut<'a> {
    tail: &'a [char],
    head: &'a [char],
    end: Vec<usize>,
    beginning: Vec<usize>,
}

impl<'a> Cut<'a> {
    fn new(model: &Model, (before, behind): (&'a [char], &'a [char]), dice: &mut Dice) -> Self {
        let tail = &before[before.len().saturating_sub(BOND_LOOK)..];
        let head = &behind[..behind.len().min(BOND_LOOK)];
        let mut seen = |mut rows: Vec<usize>| {
            rows.retain(|_| !dice.falls(UNSEEN));
            rows
        };
        Self { tail, head, end: seen(model.end_rows(tail)), beginning: seen(model.beginning_rows(head)) }
    }
}

/// Moves the directions so that each end points where its own beginning does, and not where the others do.
fn learn(directions: &mut Directions<BOND_DIMS>, model: &Model, cuts: &[Cut<'_>], rate: f32) {
    let ends: Vec<Bond> = cuts.iter().map(|cut| directions.sum(&cut.end)).collect();
    let beginnings: Vec<Bond> = cuts.iter().map(|cut| directions.sum(&cut.beginning)).collect();
    let mut end_pulls = vec![[0.0; BOND_DIMS]; cuts.len()];
    let mut beginning_pulls = end_pulls.clone();
    for (own, cut) in cuts.iter().enumerate() {
        let known = |other: &Cut<'_>| KNOWN * model.link(cut.tail, other.head).clamp(-6.0, 10.0);
        let odds: Vec<f32> =
            cuts.iter().zip(&beginnings).map(|(other, b)| known(other) + dot(&ends[own], b)).collect();
        let most = odds.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let weights: Vec<f32> = odds.iter().map(|odds| (odds - most).exp()).collect();
        let all: f32 = weights.iter().sum();
        for (other, weight) in weights.iter().enumerate() {
            let pull = weight / all - f32::from(u8::from(other == own));
            add(&mut end_pulls[own], pull, &beginnings[other]);
            add(&mut beginning_pulls[other], pull, &ends[own]);
        }
    }
    for (cut, (end_pull, beginning_pull)) in cuts.iter().zip(end_pulls.iter().zip(&beginning_pulls)) {
        directions.step(&cut.end, end_pull, rate);
        directions.step(&cut.beginning, beginning_pull, rate);
    }
}
