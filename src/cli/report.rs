//! The stitcher's report on an edition: what `check` prints, in text or as JSON.

use super::place::{self, head, one_line, page_name, tail};
use crate::block::{self, BlockId, JumpLine};
use crate::edition::{Edition, EditionPage};
use crate::lang::Lang;
use crate::source::{Source, Span, Text};
use crate::stitch::{Article, ArticleId, Boundary, Confidence, GapKind, OtherStory, Paragraph, Reason};
use serde::Serialize;

/// The report on an edition. In JSON as it stands; bytes are those of the page file.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub schema: &'static str,
    pub edition: String,
    pub pages: Vec<PageReport>,
    pub jumps: Vec<JumpReport>,
}

/// The report on a page.
#[derive(Debug, Serialize)]
pub(super) struct PageReport {
    pub source: String,
    pub number: Option<u16>,
    /// The page's name for people.
    #[serde(skip)]
    pub name: String,
    pub articles: usize,
    pub notes: Vec<String>,
    pub seams: Vec<SeamReport>,
    pub boundaries: Vec<BoundaryReport>,
    pub gaps: Vec<GapReport>,
    pub unplaced: Vec<PlaceReport>,
    pub unresolved_jumps: Vec<UnresolvedReport>,
}

/// A place of the page file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PlaceReport {
    /// From 1.
    pub line: usize,
    pub start: usize,
    pub end: usize,
    /// The first words, or those around.
    pub text: String,
}

/// A seam.
#[derive(Debug, Serialize)]
pub(super) struct SeamReport {
    pub article: String,
    pub headline: String,
    pub confidence: f64,
    pub reasons: Vec<&'static str>,
    #[serde(skip)]
    pub why: Vec<Reason>,
    pub before: PlaceReport,
    pub after: PlaceReport,
    pub runner_up: Option<RunnerUpReport>,
}

/// What else could have gone on there.
#[derive(Debug, Serialize)]
pub(super) struct RunnerUpReport {
    pub confidence: f64,
    #[serde(flatten)]
    pub place: PlaceReport,
}

/// A place where an article takes over from another.
#[derive(Debug, Serialize)]
pub(super) struct BoundaryReport {
    pub article: String,
    pub headline: String,
    /// The article begins there.
    pub begins: bool,
    pub confidence: f64,
    pub reasons: Vec<&'static str>,
    #[serde(skip)]
    pub why: Vec<Reason>,
    #[serde(flatten)]
    pub place: PlaceReport,
    pub runner_up: Option<OtherStoryReport>,
}

/// Where else its first block could belong.
#[derive(Debug, Serialize)]
pub(super) struct OtherStoryReport {
    /// None where it would begin an article of its own.
    pub article: Option<String>,
    pub headline: Option<String>,
    pub confidence: f64,
}

/// A gap.
#[derive(Debug, Serialize)]
pub(super) struct GapReport {
    pub article: String,
    pub headline: String,
    pub kind: &'static str,
    #[serde(skip)]
    pub what: GapKind,
    pub line: usize,
    pub at: usize,
    /// The words before it.
    pub text: String,
}

/// A printed jump that leads nowhere.
#[derive(Debug, Serialize)]
pub(super) struct UnresolvedReport {
    pub article: String,
    pub to_page: Option<u16>,
    pub from_page: Option<u16>,
    #[serde(flatten)]
    pub place: PlaceReport,
}

/// A resolved jump.
#[derive(Debug, Serialize)]
pub(super) struct JumpReport {
    pub from: String,
    pub to: String,
    pub confidence: f64,
}

impl Report {
    /// The report on an edition.
    pub(super) fn on(edition: &Edition, lang: Lang) -> Self {
        Self {
            schema: "dubao.check/1",
            edition: edition.name.clone(),
            pages: edition.pages.iter().map(|page| page_report(edition, page, lang)).collect(),
            jumps: edition
                .jumps
                .iter()
                .map(|jump| JumpReport {
                    from: jump.from.to_string(),
                    to: jump.to.to_string(),
                    confidence: rounded(jump.confidence),
                })
                .collect(),
        }
    }

    /// What is less sure than that, in words.
    pub(super) fn below(&self, least: f64, lang: Lang) -> Vec<String> {
        let seams = self.pages.iter().flat_map(|page| {
            page.seams.iter().filter(move |seam| seam.confidence < least).map(move |seam| {
                let (name, per_cent) = (&page.source, told(seam.confidence));
                let (line, to) = (seam.before.line, seam.after.line);
                lang.pick(
                    format!("{name} 第{line}行接第{to}行 {per_cent}"),
                    format!("{name} line {line} to {to} {per_cent}"),
                )
            })
        });
        let boundaries = self.pages.iter().flat_map(|page| {
            page.boundaries.iter().filter(move |boundary| boundary.confidence < least).map(move |boundary| {
                let (name, line, per_cent) = (&page.source, boundary.place.line, told(boundary.confidence));
                lang.pick(
                    format!("{name} 第{line}行分界 {per_cent}"),
                    format!("{name} boundary at line {line} {per_cent}"),
                )
            })
        });
        let jumps = self
            .jumps
            .iter()
            .filter(|jump| jump.confidence < least)
            .map(|jump| format!("{} → {} {}", jump.from, jump.to, told(jump.confidence)));
        seams.chain(boundaries).chain(jumps).collect()
    }
}

fn page_report(edition: &Edition, page: &EditionPage, lang: Lang) -> PageReport {
    let EditionPage { page, stitched } = page;
    let paragraphs = || stitched.articles.iter().flat_map(|a| a.paragraphs.iter().map(move |p| (a, p)));
    PageReport {
        source: page.source.name.clone(),
        number: page.folio.number.map(|number| number.0),
        name: page_name(page, lang),
        articles: stitched.articles.len(),
        notes: page.source.notes.iter().map(|note| note.words(lang)).collect(),
        seams: paragraphs().flat_map(|(article, paragraph)| seams(page, article, paragraph)).collect(),
        boundaries: boundaries(page, &stitched.articles),
        gaps: paragraphs().flat_map(|(article, paragraph)| gaps(&page.source, article, paragraph)).collect(),
        unplaced: stitched.unplaced.iter().map(|id| block_place(page, *id)).collect(),
        unresolved_jumps: stitched
            .articles
            .iter()
            .flat_map(|a| unresolved(edition, &page.source, a))
            .collect(),
    }
}

fn seams(page: &block::Page, article: &Article, paragraph: &Paragraph) -> Vec<SeamReport> {
    let source = &page.source;
    let joined = paragraph.fragments.windows(2);
    joined
        .zip(&paragraph.seams)
        .map(|(pair, seam)| {
            let (before, after) = (&pair[0].text, &pair[1].text);
            let mut end = place(source, before.span(), tail(&one_line(before), 8));
            end.line = source.line_of(before.span().end.saturating_sub(1));
            SeamReport {
                article: article.id.to_string(),
                headline: place::title(article),
                confidence: rounded(seam.confidence),
                reasons: seam.reasons.iter().map(|reason| reason.name()).collect(),
                why: seam.reasons.clone(),
                before: end,
                after: place(source, after.span(), head(&one_line(after), 8)),
                runner_up: seam.runner_up.map(|other| RunnerUpReport {
                    confidence: rounded(other.confidence),
                    place: block_place(page, other.block),
                }),
            }
        })
        .collect()
}

/// The boundaries of all articles, in the order of the page.
fn boundaries(page: &block::Page, articles: &[Article]) -> Vec<BoundaryReport> {
    let other = |other: &OtherStory| {
        let article = other.article.as_ref();
        let found = article.and_then(|id| articles.iter().find(|article| article.id == *id));
        OtherStoryReport {
            article: article.map(ToString::to_string),
            headline: found.map(place::title),
            confidence: rounded(other.confidence),
        }
    };
    let report = |article: &Article, (nth, boundary): (usize, &Boundary)| BoundaryReport {
        article: article.id.to_string(),
        headline: place::title(article),
        begins: nth == 0,
        confidence: rounded(boundary.confidence),
        reasons: boundary.reasons.iter().map(|reason| reason.name()).collect(),
        why: boundary.reasons.clone(),
        place: block_place(page, boundary.block),
        runner_up: boundary.runner_up.as_ref().map(other),
    };
    let mut all: Vec<BoundaryReport> = articles
        .iter()
        .flat_map(|article| article.boundaries.iter().enumerate().map(move |one| report(article, one)))
        .collect();
    all.sort_by_key(|boundary| boundary.place.start);
    all
}

fn gaps(source: &Source, article: &Article, paragraph: &Paragraph) -> Vec<GapReport> {
    let words_before = |at: usize| {
        let held = paragraph.fragments.iter().find(|f| f.text.span().start <= at && at <= f.text.span().end);
        let before = |text: &Text| {
            let end = text.position_of(at).unwrap_or(text.as_str().len());
            tail(&text.as_str()[..end].trim().replace('\n', " "), 8)
        };
        held.map(|f| before(&f.text)).unwrap_or_default()
    };
    let report = |gap: &crate::stitch::Gap| GapReport {
        article: article.id.to_string(),
        headline: place::title(article),
        kind: gap.kind.name(),
        what: gap.kind,
        line: source.line_of(gap.at.saturating_sub(1)),
        at: source.to_file(Span::new(gap.at, gap.at)).start,
        text: words_before(gap.at),
    };
    paragraph.gaps.iter().map(report).collect()
}

fn unresolved(edition: &Edition, source: &Source, article: &Article) -> Vec<UnresolvedReport> {
    let known =
        |end: fn(&crate::edition::Jump) -> &ArticleId| edition.jumps.iter().any(|j| *end(j) == article.id);
    let report = |line: &JumpLine| UnresolvedReport {
        article: article.id.to_string(),
        to_page: None,
        from_page: None,
        place: place(source, line.text.span(), one_line(&line.text)),
    };
    let number = |line: &JumpLine| line.page.map(|page| page.0);
    let to = article.jump.as_ref().filter(|_| !known(|jump| &jump.from));
    let from = article.from.as_ref().filter(|_| !known(|jump| &jump.to));
    let to = to.map(|line| UnresolvedReport { to_page: number(line), ..report(line) });
    let from = from.map(|line| UnresolvedReport { from_page: number(line), ..report(line) });
    to.into_iter().chain(from).collect()
}

fn block_place(page: &block::Page, id: BlockId) -> PlaceReport {
    let block = page.block(id);
    place(&page.source, block.span, head(&one_line(&block.text), 16))
}

fn place(source: &Source, span: Span, text: String) -> PlaceReport {
    let file = source.to_file(span);
    PlaceReport { line: source.line_of(span.start), start: file.start, end: file.end, text }
}

/// As people are told it.
pub(super) fn told(confidence: f64) -> Confidence {
    Confidence(confidence as f32)
}

/// Three decimals, as in the export.
fn rounded(Confidence(value): Confidence) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}
