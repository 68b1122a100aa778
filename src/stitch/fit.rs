//! Fit: how well the blocks of a whole reading stand behind each other. A step of the search sees one border; whether all
//! that stops in mid-paragraph is gone on with, and all that begins in one is led to, only shows at the end.

use super::digest::Sort;
use super::pairs::{Pairs, probability};
use super::search::Placed;
use super::thread::Part;
use super::voice;
use std::collections::BTreeMap;

/// Nothing fits worse than this (natural logarithm): a border may be misread.
const WORST: f32 = -6.0;

/// The least and the most that words say of a border (log odds).
const LINK: (f32, f32) = (-4.0, 3.0);

/// How well the borders of all stories' blocks fit, in the order of the page (sum of logarithms).
pub(super) fn fit(pairs: &Pairs<'_>, placed: &[Placed]) -> f32 {
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sum = 0.0;
    for (f, placed) in placed.iter().enumerate() {
        if let Some(thread) = placed.thread.filter(|_| placed.part != Part::Headline) {
            sum += border(pairs, last.insert(thread, f), Some(f));
        }
    }
    sum + last.into_values().map(|u| border(pairs, Some(u), None)).sum::<f32>()
}

/// How well two blocks fit behind each other (logarithm of a probability, but for a factor): the one stops and the other
/// begins in mid-paragraph and their words go on, or neither does. A story begins with a paragraph, and ends with one.
fn border(pairs: &Pairs<'_>, before: Option<usize>, behind: Option<usize>) -> f32 {
    let blocks = &pairs.digests.blocks;
    let prose = |at: &usize| blocks[*at].sort != Sort::Heading;
    let cut = before.filter(prose).map_or(0.0, |u| probability(pairs.borders[u].0));
    let middle = behind.filter(prose).map_or(0.0, |f| probability(pairs.borders[f].1));
    let mut fits = (1.0 - cut) * (1.0 - middle);
    if let (Some(u), Some(f)) = (before, behind) {
        let [link, ..] = voice::link(pairs.model, pairs.digests.tongue, &blocks[u], &blocks[f]);
        fits += cut * middle * link.clamp(LINK.0, LINK.1).exp();
    }
    fits.ln().max(WORST)
}
