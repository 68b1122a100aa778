//! Fit: how well a whole reading goes with the page's pairs of blocks. A step of the search sees one border; whether all
//! that stops in mid-paragraph is gone on with, and all that begins in one is led to, only shows at the end.

use super::pairs::Pairs;
use super::search::Placed;
use super::thread::Part;
use std::collections::BTreeMap;

/// Nothing is less probable than this: a border may be misread.
const LEAST: f32 = 0.02;

/// How well the blocks of all stories stand behind each other (sum of logarithms of probabilities): each ends a paragraph,
/// or goes on in the next one of its story; and begins a paragraph, or goes on from the one before.
pub(super) fn fit(pairs: &Pairs<'_>, placed: &[Placed]) -> f32 {
    let pairs = &pairs.balanced;
    let worth = |p: f32| (p + LEAST).ln().min(0.0);
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sum = 0.0;
    for (f, placed) in placed.iter().enumerate() {
        let Some(thread) = placed.thread.filter(|_| placed.part != Part::Headline) else { continue };
        let before = last.insert(thread, f);
        let led = before.map_or(0.0, |u| pairs.goes_on(u, f));
        sum += worth(pairs.begins[f] + led);
        sum += before.map_or(0.0, |u| worth(pairs.ends[u] + led));
    }
    sum + last.into_values().map(|u| worth(pairs.ends[u])).sum::<f32>()
}
