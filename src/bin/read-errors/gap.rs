//! Gaps: where text is said to be missing, against where it is.

use crate::gold::LearnPage;
use dubao::block::Page;
use dubao::source::Span;
use dubao::stitch::{GapKind, Stitched};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::{fmt, fs, io};

/// Where text is missing by the gold, in bytes: by the names of the edition and the page's file.
#[derive(Default)]
pub(crate) struct GoldGaps(HashMap<(String, String), Vec<usize>>);

impl GoldGaps {
    /// Adds those of all editions of a folder.
    pub(crate) fn read(&mut self, folder: &Path) -> io::Result<()> {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        for edition in fs::read_dir(folder)? {
            let edition = edition?;
            let Ok(bytes) = fs::read(edition.path().join("gold.json")) else { continue };
            let gold: Value = serde_json::from_slice(&bytes)?;
            for page in list(&gold["pages"]) {
                let gaps = list(&page["articles"]).into_iter().flat_map(|article| list(&article["gaps"]));
                let gaps = gaps.filter_map(|at| usize::try_from(at.as_u64()?).ok()).collect();
                let file = page["file"].as_str().unwrap_or_default().to_owned();
                self.0.insert((edition.file_name().to_string_lossy().into_owned(), file), gaps);
            }
        }
        Ok(())
    }

    fn of(&self, page: &LearnPage) -> &[usize] {
        self.0.get(&(page.date.clone(), page.file.clone())).map_or(&[], Vec::as_slice)
    }
}

/// A gap is found when it is told within this many bytes: a mark, and a line's end.
const NEAR: usize = 6;

/// Gaps of some pages.
#[derive(Clone, Copy, Default)]
pub(crate) struct Gaps {
    /// Ends that are told to miss their rest…
    told: usize,
    /// …the ends of pieces that do go on, here or nowhere…
    cut: usize,
    /// …and those of them where the gold has a gap.
    found: usize,
    /// Quotations told to be unbalanced.
    unbalanced: usize,
    /// Gaps of the gold: at the end of a paragraph…
    ends: usize,
    /// …and at a seam, or within a block.
    others: usize,
}

impl Gaps {
    pub(crate) fn of(given: &LearnPage, gold: &GoldGaps, page: &Page, stitched: &Stitched) -> Self {
        let gold = gold.of(given);
        let paragraphs = || given.gold.articles.iter().flat_map(|article| &article.paragraphs);
        let near = |a: usize, b: usize| a.abs_diff(b) <= NEAR;
        let ends = |at: usize| paragraphs().filter_map(|pieces| pieces.last()).any(|last| near(last.end, at));
        let inner = |at: usize| paragraphs().any(|p| p.iter().rev().skip(1).any(|piece| near(piece.end, at)));
        let mut gaps = Self::default();
        gaps.ends = gold.iter().filter(|at| ends(**at)).count();
        gaps.others = gold.len() - gaps.ends;
        let told = stitched.articles.iter().flat_map(|article| &article.paragraphs).flat_map(|p| &p.gaps);
        for gap in told {
            let at = page.source.to_file(Span::new(gap.at, gap.at)).start;
            let found = gold.iter().any(|gold| near(*gold, at));
            match gap.kind {
                GapKind::CutWithoutContinuation => {
                    gaps.told += 1;
                    gaps.found += usize::from(found);
                    gaps.cut += usize::from(found || inner(at));
                }
                GapKind::UnbalancedQuote => gaps.unbalanced += 1,
                GapKind::StartMissing => {}
            }
        }
        gaps
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.told += other.told;
        self.cut += other.cut;
        self.found += other.found;
        self.unbalanced += other.unbalanced;
        self.ends += other.ends;
        self.others += other.others;
    }
}

impl fmt::Display for Gaps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { told, cut, found, unbalanced, ends, others } = self;
        write!(
            f,
            "gaps: {told} ends told to miss their rest, {cut} of them cut, {found} where the gold has a gap, of {ends} there; \
             {unbalanced} quotations unbalanced; {others} gaps of the gold at seams or within blocks"
        )
    }
}
