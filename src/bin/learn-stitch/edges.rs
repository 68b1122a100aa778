//! Edges: what headlines, headings, first and last paragraphs begin and end with, by stochastic gradient descent.

use crate::Article;
use crate::wear::Dice;
use dubao::stitch::learned::{Edge, Pieces, pack_edge};

/// How often all texts are gone through.
const ROUNDS: usize = 4;
/// How fast.
const RATE: f32 = 0.15;
/// Keeps weights small.
const RIDGE: f32 = 2e-4;
/// A paragraph longer than this (characters) is no headline.
const SHORT: usize = 60;
/// A subhead is no longer than this.
const LINE: usize = 25;
/// Lengths of pieces of prose that might be taken for a heading.
const PIECES: [usize; 5] = [7, 11, 16, 22, 30];

/// The asset learned from these articles.
pub(crate) fn table<'a>(articles: impl Iterator<Item = &'a Article>, seed: u64) -> Vec<u8> {
    let articles: Vec<&Article> = articles.collect();
    let mut bytes = Vec::new();
    for edge in Edge::ALL {
        let mut examples = examples(edge, &articles);
        let weights = fit(&mut examples, edge.size(), seed);
        bytes.extend(pack_edge(weights[0], &weights[1..]));
    }
    bytes
}

/// How well each edge is told on articles not learned from: the chance that one that is gets more than one that is not.
pub(crate) fn check<'a>(table: &[u8], articles: impl Iterator<Item = &'a Article>) -> Vec<(Edge, f64)> {
    let articles: Vec<&Article> = articles.collect();
    let told = |edge: Edge| {
        let odds = |buckets: &[usize]| {
            edge.weights(table).map_or(0.0, |weights| weights.odds(buckets.iter().copied()))
        };
        let mut scored: Vec<(f32, bool)> =
            examples(edge, &articles).iter().map(|(buckets, is)| (odds(buckets), *is)).collect();
        scored.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut below, mut won) = (0_f64, 0_f64);
        for (_, is) in &scored {
            if *is { won += below } else { below += 1.0 }
        }
        let are = scored.iter().filter(|(_, is)| *is).count() as f64;
        (edge, won / (are * below).max(1.0))
    };
    Edge::ALL.iter().map(|edge| told(*edge)).collect()
}

/// Buckets, and whether the text is what it is asked for.
fn examples(edge: Edge, articles: &[&Article]) -> Vec<(Vec<usize>, bool)> {
    let buckets = |text: &str| edge.buckets(&Pieces::of(text)).collect::<Vec<usize>>();
    let mut examples = Vec::new();
    for article in articles {
        let last = article.paragraphs.len().saturating_sub(1);
        for (nth, paragraph) in article.paragraphs.iter().enumerate() {
            let is = match edge {
                Edge::Title if paragraph.chars().count() > SHORT => continue,
                Edge::Title => false,
                Edge::Heading if is_line(paragraph) => true,
                Edge::Heading => {
                    examples.extend(pieces(paragraph).map(|piece| (buckets(piece), false)));
                    continue;
                }
                Edge::First => nth == 0,
                Edge::Last => nth == last,
                Edge::Opening | Edge::Closing | Edge::Fresh if paragraph.chars().count() < SHORT => continue,
                Edge::Opening | Edge::Closing | Edge::Fresh => true,
            };
            examples.push((buckets(paragraph), is));
            let (before, behind) = (|at: usize| &paragraph[..at], |at: usize| &paragraph[at..]);
            match edge {
                Edge::Opening => {
                    examples.extend(sentences(paragraph).map(|at| (buckets(behind(at)), false)));
                }
                Edge::Closing => {
                    examples.extend(sentences(paragraph).map(|at| (buckets(before(at)), false)));
                }
                Edge::Fresh => examples.extend(places(paragraph).map(|at| (buckets(behind(at)), false))),
                Edge::Title | Edge::First | Edge::Last | Edge::Heading => {}
            }
        }
        if edge == Edge::Title {
            examples.extend(article.headlines().iter().map(|words| (buckets(words), true)));
        }
        if edge == Edge::Heading {
            examples.extend(title_lines(article).map(|line| (buckets(line), true)));
            examples.extend(article.headlines().iter().skip(1).map(|words| (buckets(words), true)));
        }
    }
    examples
}

/// Where the sentences of a paragraph begin, but for the first.
fn sentences(paragraph: &str) -> impl Iterator<Item = usize> {
    let stops = paragraph.char_indices().filter(|(_, c)| matches!(c, '。' | '！' | '？' | '；'));
    let ends = stops.map(|(at, c)| {
        let rest = &paragraph[at + c.len_utf8()..];
        paragraph.len() - rest.trim_start_matches(['”', '’', '」', '』', '）']).len()
    });
    ends.filter(|at| *at < paragraph.len())
}

/// Some places within a paragraph, at which a column might end.
fn places(paragraph: &str) -> impl Iterator<Item = usize> {
    paragraph.char_indices().map(|(at, _)| at).skip(17).step_by(29)
}

/// A subhead, by its look.
fn is_line(paragraph: &str) -> bool {
    paragraph.chars().count() <= LINE && !paragraph.contains(['。', '：', '（', '《'])
}

/// A headline whole, in lines, and in halves as columns cut it.
fn title_lines(article: &Article) -> impl Iterator<Item = &str> {
    let whole = [article.kicker.as_str(), article.title.as_str()];
    let lines = whole.into_iter().flat_map(|words| [words].into_iter().chain(words.split_whitespace()));
    let halves = article.title.split_whitespace().flat_map(|line| {
        let middle = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at);
        [&line[..middle], &line[middle..]]
    });
    lines.chain(halves).filter(|line| line.chars().count() > 2)
}

/// Some pieces of a paragraph as a printed line holds them: its beginning, and from the middle on.
fn pieces(paragraph: &str) -> impl Iterator<Item = &str> {
    let at: Vec<usize> = paragraph.char_indices().map(|(at, _)| at).chain([paragraph.len()]).collect();
    let starts = (0..at.len()).step_by(61).chain((9..at.len()).step_by(97));
    let lengths = PIECES.iter().cycle();
    let piece = move |(start, length): (usize, &usize)| Some(&paragraph[at[start]..*at.get(start + length)?]);
    let pieces = starts.zip(lengths).filter_map(piece).filter(|piece| !piece.contains('。'));
    pieces.map(|piece| piece.trim_matches(|c: char| "，、；：".contains(c)))
}

/// A logistic model: the bias, then a weight for each bucket. Each weight's step shrinks as it is moved (AdaGrad), so that rare
/// pieces are learned as well as common ones.
fn fit(examples: &mut [(Vec<usize>, bool)], len: usize, seed: u64) -> Vec<f32> {
    let mut weights = vec![0.0_f32; len + 1];
    let mut moved = vec![1e-3_f32; len + 1];
    let mut dice = Dice::new(seed);
    for _ in 0..ROUNDS {
        dice.shuffle(examples);
        for (buckets, is) in examples.iter() {
            let scale = 1.0 / (buckets.len().max(1) as f32).sqrt();
            let odds = weights[0] + scale * buckets.iter().map(|bucket| weights[bucket + 1]).sum::<f32>();
            let pull = 1.0 / (1.0 + (-odds).exp()) - f32::from(u8::from(*is));
            let mut step = |at: usize, pull: f32| {
                let pull = pull + RIDGE * weights[at];
                moved[at] += pull * pull;
                weights[at] -= RATE * pull / moved[at].sqrt();
            };
            step(0, pull);
            buckets.iter().for_each(|bucket| step(bucket + 1, pull * scale));
        }
    }
    weights
}
