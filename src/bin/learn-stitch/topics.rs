//! Topics: directions of pairs of characters, so learned that texts of one story point the same way: from the first part of
//! each of some pages' stories, the rest of which is this? ("Contrastive", with the other stories as the wrong answers.)

use crate::Article;
use crate::directions::{Directions, add, dot, falling};
use crate::wear::Dice;
use dubao::stitch::Model;
use dubao::stitch::learned::{TOPIC_DIMS, TOPIC_LEVELS, TOPIC_ROWS, pack_levels};

/// How often all stories are gone through.
const ROUNDS: usize = 60;
/// Pages whose stories are told from each other at a time.
const PAGES: usize = 3;
/// How fast, at first; a tenth of that in the end.
const RATE: f32 = 0.1;
/// Cosines times this are log odds.
const SCALE: f32 = 8.0;
/// Of a hundred pairs, so many are left out, each time others: no pair shall be needed.
const UNSEEN: usize = 35;
/// Paragraphs of a first part, and of a rest, at most.
const FIRST: usize = 6;
const REST: usize = 3;
/// Of a hundred first parts, so many are a headline alone.
const HEADLINES: usize = 20;
/// Where kept numbers end, in the numbers' spread (root of the mean square).
const SPREAD: f32 = 2.6;

/// Some numbers, [`TOPIC_DIMS`] to each direction.
type Topic = [f32; TOPIC_DIMS];

/// The asset learned from these articles, in the language of `model`.
pub(crate) fn table<'a>(model: &Model, articles: impl Iterator<Item = &'a Article>, seed: u64) -> Vec<u8> {
    let mut articles: Vec<&Article> = articles.collect();
    articles.sort_by_key(|article| (article.date.as_str(), article.page));
    let pages = articles.chunk_by(|a, b| (&a.date, a.page) == (&b.date, b.page));
    let story = |article: &&Article| -> Vec<Vec<usize>> {
        let texts = [&article.title].into_iter().chain(&article.paragraphs);
        texts.map(|text| model.topic_rows(text)).collect()
    };
    let mut pages: Vec<Vec<Vec<Vec<usize>>>> = pages.map(|page| page.iter().map(story).collect()).collect();
    let mut dice = Dice::new(seed);
    let mut directions = Directions::new(TOPIC_ROWS, |number| number, &mut dice);
    for round in 0..ROUNDS {
        dice.shuffle(&mut pages);
        let rate = falling(RATE, round, ROUNDS);
        for pages in pages.chunks(PAGES) {
            let parts: Vec<[Vec<usize>; 2]> =
                pages.iter().flatten().filter_map(|story| parts(story, &mut dice)).collect();
            learn(&mut directions, &parts, rate);
        }
    }
    let numbers = directions.numbers();
    let squares: f32 = numbers.iter().map(|number| number * number).sum();
    let spread = (squares / numbers.len() as f32).sqrt();
    pack_levels::<TOPIC_LEVELS>(numbers, SPREAD * spread / (TOPIC_LEVELS / 2) as f32)
}

/// How often the rest of a story goes best with its own first half, of the first halves of its page, on articles not learned
/// from.
pub(crate) fn check<'a>(model: &Model, articles: impl Iterator<Item = &'a Article>) -> f64 {
    let mut articles: Vec<&Article> = articles.filter(|article| article.paragraphs.len() > 1).collect();
    articles.sort_by_key(|article| (article.date.as_str(), article.page));
    let halves = |article: &&Article| {
        let (first, rest) = article.paragraphs.split_at(article.paragraphs.len() / 2);
        (format!("{} {}", article.title, first.concat()), rest[..rest.len().min(REST)].concat())
    };
    let (mut told, mut all) = (0_u32, 0_u32);
    for page in articles.chunk_by(|a, b| (&a.date, a.page) == (&b.date, b.page)) {
        let stories: Vec<(String, String)> = page.iter().map(halves).collect();
        for (own, (_, rest)) in stories.iter().enumerate() {
            let with = |at: &usize| model.same_topic(&stories[*at].0, rest);
            let best = (0..stories.len()).max_by(|a, b| with(a).total_cmp(&with(b)));
            told += u32::from(best == Some(own));
            all += 1;
        }
    }
    f64::from(told) / f64::from(all.max(1))
}

/// A first part of a story and some of the rest.
fn parts(story: &[Vec<usize>], dice: &mut Dice) -> Option<[Vec<usize>; 2]> {
    let border = 1 + dice.below(story.len().checked_sub(1).filter(|rest| *rest > 0)?);
    let first = match border.saturating_sub(1 + dice.below(FIRST)) {
        _ if dice.falls(HEADLINES) => 0..1,
        0 if border > 1 => 1..border,
        start => start..border,
    };
    let rest = border..story.len().min(border + 1 + dice.below(REST));
    let mut seen = |part: &[Vec<usize>]| -> Vec<usize> {
        part.iter().flatten().copied().filter(|_| !dice.falls(UNSEEN)).collect()
    };
    let parts = [seen(&story[first]), seen(&story[rest])];
    parts.iter().all(|part| !part.is_empty()).then_some(parts)
}

/// The length of the sum of some directions, and where it points.
fn of(directions: &Directions<TOPIC_DIMS>, rows: &[usize]) -> (f32, Topic) {
    let sum = directions.sum(rows);
    let length = dot(&sum, &sum).sqrt().max(1e-6);
    (length, sum.map(|number| number / length))
}

/// Moves the directions so that each rest points where its own first part does, and not where the others do.
fn learn(directions: &mut Directions<TOPIC_DIMS>, parts: &[[Vec<usize>; 2]], rate: f32) {
    let [firsts, rests] = [0, 1].map(|part| -> Vec<(f32, Topic)> {
        parts.iter().map(|parts| of(directions, &parts[part])).collect()
    });
    let mut pulls = [vec![[0.0; TOPIC_DIMS]; parts.len()], vec![[0.0; TOPIC_DIMS]; parts.len()]];
    for (own, rest) in rests.iter().enumerate() {
        let cosines: Vec<f32> = firsts.iter().map(|first| dot(&first.1, &rest.1)).collect();
        let weights: Vec<f32> = cosines.iter().map(|cosine| (cosine * SCALE).exp()).collect();
        let all: f32 = weights.iter().sum();
        for (other, first) in firsts.iter().enumerate() {
            let pull = SCALE * (weights[other] / all - f32::from(u8::from(other == own)));
            // The slope of a cosine: towards the other, less what is along oneself.
            let mut slope = |part: usize, at: usize, of: &(f32, Topic), to: &(f32, Topic)| {
                add(&mut pulls[part][at], pull / of.0, &to.1);
                add(&mut pulls[part][at], -pull * cosines[other] / of.0, &of.1);
            };
            slope(0, other, first, rest);
            slope(1, own, rest, first);
        }
    }
    for (part, pulls) in pulls.iter().enumerate() {
        for (parts, pull) in parts.iter().zip(pulls) {
            directions.step(&parts[part], pull, rate);
        }
    }
}
