//! Jumps: which story that says （下转第二版） goes on in which story that says （上接第一版）.
//!
//! Possible is every such pair on two pages; what it is worth stands in [`worth`]; chosen is the best pair first.

use super::kinship::{Half, Words};
use super::{EditionPage, Jump};
use crate::source::PageNumber;
use crate::stitch::{Article, Confidence};

/// A half of a story, with the page it stands on.
struct Candidate<'a> {
    article: &'a Article,
    page: Option<PageNumber>,
    half: Half,
}

/// Links the halves.
pub(super) fn resolve(pages: &[EditionPage]) -> Vec<Jump> {
    let numbered = || {
        pages
            .iter()
            .flat_map(|page| page.stitched.articles.iter().map(|article| (page.folio().number, article)))
    };
    let words =
        Words::of(numbered().map(|(_, article)| article).filter(|a| a.jump.is_some() || a.from.is_some()));
    let candidate = |(page, article)| Candidate { article, page, half: words.half(article) };
    let tails: Vec<_> = numbered().filter(|(_, article)| article.jump.is_some()).map(candidate).collect();
    let heads: Vec<_> = numbered().filter(|(_, article)| article.from.is_some()).map(candidate).collect();
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (t, tail) in tails.iter().enumerate() {
        for (h, head) in heads.iter().enumerate().filter(|(_, head)| head.article.id != tail.article.id) {
            pairs.push((worth(tail, head), t, h));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut used_tails, mut used_heads) = (vec![false; tails.len()], vec![false; heads.len()]);
    let mut jumps = Vec::new();
    for (odds, t, h) in pairs {
        if odds < 0.0 || used_tails[t] || used_heads[h] {
            continue;
        }
        (used_tails[t], used_heads[h]) = (true, true);
        let confidence = Confidence(1.0 / (1.0 + (-odds).exp()));
        jumps.push(Jump { from: tails[t].article.id.clone(), to: heads[h].article.id.clone(), confidence });
    }
    jumps
}

/// How much each sign is worth, in log odds.
mod weight {
    /// Both print the other's page number: next to certain, for two jumps between the same pages are rare…
    pub(super) const PAGE_NAMED: f32 = 2.0;
    /// …and a number that names another page speaks against it, though OCR does misread digits.
    pub(super) const PAGE_WRONG: f32 = -3.5;
    /// The headline is repeated, in whole (in part, in proportion).
    pub(super) const SAME_TITLE: f32 = 4.0;
    /// Two halves of a story share a cosine of about 0.2; two stories, 0.02.
    pub(super) const SAME_SUBJECT: f32 = 12.0;
    /// The first stops in mid-sentence and the second begins there.
    pub(super) const READS_ON: f32 = 0.5;
    /// Two stories with jump lines are seldom the same one.
    pub(super) const BIAS: f32 = -2.0;
}

/// The log odds that two halves are one story.
fn worth(tail: &Candidate<'_>, head: &Candidate<'_>) -> f32 {
    let names = |line: Option<PageNumber>, page: Option<PageNumber>| match (line, page) {
        (Some(line), Some(page)) if line == page => weight::PAGE_NAMED,
        (Some(_), Some(_)) => weight::PAGE_WRONG,
        _ => 0.0,
    };
    let to = tail.article.jump.as_ref().and_then(|line| line.page);
    let from = head.article.from.as_ref().and_then(|line| line.page);
    let reads_on = if tail.half.reads_on(&head.half) { weight::READS_ON } else { 0.0 };
    weight::BIAS
        + names(to, head.page)
        + names(from, tail.page)
        + weight::SAME_TITLE * tail.half.same_title(&head.half)
        + weight::SAME_SUBJECT * tail.half.same_subject(&head.half)
        + reads_on
}
