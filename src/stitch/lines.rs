//! Lines: a page is read and put back together; where its every printed line is a block, the page as a whole tells which lines
//! go together.

use super::model::Model;
use super::{Stitched, stitch, voice};
use crate::block::{Page, Tongue};
use crate::source::{Source, Text};
use std::collections::BTreeSet;

/// How often lines are put together and the page stitched again. (Of the headlines of `print-dev`, each line a block, .80 head
/// their story with one, .81 with two.)
const ROUNDS: usize = 2;

/// Reads a page and puts it back together. Lines whose words and widths leave it open whether they are of one paragraph become
/// one block where the page put back together has them so.
#[must_use]
pub fn read_page(source: Source) -> (Page, Stitched) {
    let tongue = Tongue::of(std::iter::once(source.text()));
    let mut joined = BTreeSet::new();
    let mut page = Page::read(source, |before, after| words_go_on(tongue, before, after));
    let mut stitched = stitch(&page);
    for _ in 0..ROUNDS {
        let more = joined_lines(&page, &stitched);
        if more.is_empty() {
            break;
        }
        joined.extend(more);
        page = Page::read(page.source, |before, after| match joined.contains(&after.span().start) {
            true => f32::INFINITY,
            false => words_go_on(tongue, before, after),
        });
        stitched = stitch(&page);
    }
    (page, stitched)
}

/// The lines, by their first byte, that are put together with the one right before.
fn joined_lines(page: &Page, stitched: &Stitched) -> Vec<usize> {
    let paragraphs = stitched.articles.iter().flat_map(|article| &article.paragraphs);
    let pairs = paragraphs.flat_map(|paragraph| paragraph.fragments.windows(2));
    let neighbours = pairs.filter_map(|pair| {
        let next = page.block(pair[1].block);
        (pair[0].block.0 + 1 == pair[1].block.0 && next.goes_on != 0.0).then_some(next.span.start)
    });
    neighbours.collect()
}

fn words_go_on(tongue: Tongue, before: &Text, after: &Text) -> f32 {
    /// Characters looked at on both sides: a paragraph may be as long as its page.
    const NEAR: usize = 40;
    let (before, after) = (before.as_str(), after.as_str());
    let from = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at);
    voice::words_go_on(Model::shipped(), tongue, &before[from..], &after[..to])
}
