//! The JSON of `dubao export --format json`: the serde mirror of an edition.
//!
//! These types are the contract, not the program's own types: a field here may only be added, never renamed. All
//! offsets are bytes of the page file (of its UTF-8 decoding when the file is in another encoding).

use crate::block::{BlockId, JumpLine};
use crate::edition::{self, ArticleIx, PageIx};
use crate::source::{Source, Text};
use crate::stitch::{self, Confidence, Kind, ParagraphRole};
use serde::Serialize;

/// Raised when a field is taken away or changes its meaning.
const SCHEMA: &str = "dubao.edition/1";

#[derive(Serialize)]
struct Edition<'a> {
    schema: &'static str,
    edition: &'a str,
    paper: Option<&'a str>,
    date: Option<String>,
    pages: Vec<Page<'a>>,
    jumps: Vec<Jump>,
}

#[derive(Serialize)]
struct Page<'a> {
    source: &'a str,
    number: Option<u16>,
    section: Option<&'a str>,
    encoding: &'a str,
    articles: Vec<Article<'a>>,
    furniture: Vec<Offsets>,
    unplaced: Vec<Offsets>,
}

#[derive(Serialize)]
struct Article<'a> {
    id: String,
    kind: &'static str,
    headline: Option<Piece>,
    kicker: Option<Piece>,
    deck: Option<Piece>,
    /// Also among the paragraphs.
    byline: Option<Piece>,
    dateline: Option<Dateline<'a>>,
    paragraphs: Vec<Paragraph>,
    jump: Option<JumpLines>,
    boundaries: Vec<Boundary>,
}

/// Where the article takes over from another on its page: first where it begins, then wherever it goes on.
#[derive(Serialize)]
struct Boundary {
    at: usize,
    confidence: f64,
    reasons: Vec<&'static str>,
    runner_up: Option<OtherStory>,
}

#[derive(Serialize)]
struct OtherStory {
    /// Null where the block would begin a story of its own.
    article: Option<String>,
    confidence: f64,
}

#[derive(Serialize)]
struct Piece {
    spans: Vec<Offsets>,
    text: String,
}

#[derive(Serialize)]
struct Dateline<'a> {
    place: Option<&'a str>,
    date: Option<&'a str>,
    agency: Option<&'a str>,
    reporters: &'a [String],
}

#[derive(Serialize)]
struct Paragraph {
    role: &'static str,
    text: String,
    fragments: Vec<Offsets>,
    seams: Vec<Seam>,
    gaps: Vec<Gap>,
}

#[derive(Clone, Copy, Serialize)]
struct Offsets {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Seam {
    /// The fragment that begins behind the seam.
    at: usize,
    confidence: f64,
    reasons: Vec<&'static str>,
    runner_up: Option<RunnerUp>,
}

#[derive(Serialize)]
struct RunnerUp {
    start: usize,
    end: usize,
    confidence: f64,
}

#[derive(Serialize)]
struct Gap {
    at: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct JumpLines {
    to_page: Option<u16>,
    from_page: Option<u16>,
    /// The printed lines themselves, which no fragment holds.
    spans: Vec<Offsets>,
}

#[derive(Serialize)]
struct Jump {
    from: String,
    to: String,
    confidence: f64,
}

/// The edition, or the one article of it, as a document.
pub(super) fn document(edition: &edition::Edition, only: Option<ArticleIx>) -> String {
    let mut text = serde_json::to_string_pretty(&mirror(edition, only))
        .expect("strings, numbers and lists always serialise");
    text.push('\n');
    text
}

fn mirror(edition: &edition::Edition, only: Option<ArticleIx>) -> Edition<'_> {
    let alone = only.and_then(|ix| edition.article(ix)).map(|article| &article.id);
    let pages = edition
        .pages
        .iter()
        .enumerate()
        .filter(|(ix, _)| only.is_none_or(|only| only.page == PageIx(*ix)))
        .map(|(_, page)| page_of(page, only))
        .collect();
    let jumps = edition
        .jumps
        .iter()
        .filter(|jump| alone.is_none_or(|id| *id == jump.from || *id == jump.to))
        .map(|jump| Jump {
            from: jump.from.to_string(),
            to: jump.to.to_string(),
            confidence: probability(jump.confidence),
        })
        .collect();
    Edition {
        schema: SCHEMA,
        edition: &edition.name,
        paper: edition.folio.paper.as_deref(),
        date: edition.folio.date.map(|date| date.to_string()),
        pages,
        jumps,
    }
}

fn page_of(page: &edition::EditionPage, only: Option<ArticleIx>) -> Page<'_> {
    let edition::EditionPage { page, stitched } = page;
    // One article asked for: its page without its neighbours, and without what belongs to no article.
    let rest = |blocks: &[BlockId]| -> Vec<Offsets> {
        let blocks = if only.is_some() { &[] } else { blocks };
        blocks.iter().map(|id| whole(page, *id)).collect()
    };
    Page {
        source: &page.source.name,
        number: page.folio.number.map(|number| number.0),
        section: page.folio.section.as_deref(),
        encoding: page.source.encoding,
        articles: stitched
            .articles
            .iter()
            .enumerate()
            .filter(|(nth, _)| only.is_none_or(|only| only.nth == *nth))
            .map(|(_, article)| article_of(page, article))
            .collect(),
        furniture: rest(&stitched.furniture),
        unplaced: rest(&stitched.unplaced),
    }
}

fn article_of<'a>(page: &crate::block::Page, article: &'a stitch::Article) -> Article<'a> {
    let source = &page.source;
    let headline = article.headline.as_ref();
    let own = |text: Option<&Text>| text.map(|text| piece(source, vec![text]));
    Article {
        id: article.id.to_string(),
        kind: kind(article.kind),
        headline: headline.map(|headline| {
            let parts = [headline.kicker.as_ref(), Some(&headline.title), headline.deck.as_ref()];
            piece(source, parts.into_iter().flatten().collect())
        }),
        kicker: own(headline.and_then(|headline| headline.kicker.as_ref())),
        deck: own(headline.and_then(|headline| headline.deck.as_ref())),
        byline: own(article.byline.as_ref()),
        dateline: article.dateline.as_ref().map(|dateline| Dateline {
            place: dateline.place.as_deref(),
            date: dateline.date.as_deref(),
            agency: dateline.agency.as_deref(),
            reporters: &dateline.reporters,
        }),
        paragraphs: article.paragraphs.iter().map(|paragraph| paragraph_of(page, paragraph)).collect(),
        jump: jump_of(source, article.jump.as_ref(), article.from.as_ref()),
        boundaries: article.boundaries.iter().map(|boundary| boundary_of(page, boundary)).collect(),
    }
}

fn boundary_of(page: &crate::block::Page, boundary: &stitch::Boundary) -> Boundary {
    Boundary {
        at: whole(page, boundary.block).start,
        confidence: probability(boundary.confidence),
        reasons: boundary.reasons.iter().map(|reason| reason.name()).collect(),
        runner_up: boundary.runner_up.as_ref().map(|other| OtherStory {
            article: other.article.as_ref().map(ToString::to_string),
            confidence: probability(other.confidence),
        }),
    }
}

/// Some texts in the order in which they stand on the page, as one.
fn piece(source: &Source, mut parts: Vec<&Text>) -> Piece {
    parts.retain(|text| !text.is_empty());
    parts.sort_by_key(|text| text.span().start);
    Piece {
        spans: parts.iter().flat_map(|text| text.spans()).map(|span| offsets(source, span)).collect(),
        text: parts.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(" "),
    }
}

fn paragraph_of(page: &crate::block::Page, paragraph: &stitch::Paragraph) -> Paragraph {
    let source = &page.source;
    Paragraph {
        role: role(paragraph.role),
        text: paragraph.text().as_str().to_owned(),
        fragments: paragraph.fragments.iter().map(|fragment| offsets(source, fragment.text.span())).collect(),
        seams: paragraph
            .seams
            .iter()
            .enumerate()
            .map(|(nth, seam)| Seam {
                at: nth + 1,
                confidence: probability(seam.confidence),
                reasons: seam.reasons.iter().map(|reason| reason.name()).collect(),
                runner_up: seam.runner_up.map(|other| {
                    let Offsets { start, end } = whole(page, other.block);
                    RunnerUp { start, end, confidence: probability(other.confidence) }
                }),
            })
            .collect(),
        gaps: paragraph
            .gaps
            .iter()
            .map(|gap| Gap { at: source.to_file(point(gap.at)).start, kind: gap.kind.name() })
            .collect(),
    }
}

fn jump_of(source: &Source, to: Option<&JumpLine>, from: Option<&JumpLine>) -> Option<JumpLines> {
    let number = |line: Option<&JumpLine>| line.and_then(|line| line.page).map(|page| page.0);
    (to.is_some() || from.is_some()).then(|| JumpLines {
        to_page: number(to),
        from_page: number(from),
        spans: [from, to].into_iter().flatten().map(|line| offsets(source, line.text.span())).collect(),
    })
}

fn whole(page: &crate::block::Page, id: BlockId) -> Offsets {
    offsets(&page.source, page.block(id).span)
}

fn offsets(source: &Source, span: crate::source::Span) -> Offsets {
    let span = source.to_file(span);
    Offsets { start: span.start, end: span.end }
}

const fn point(at: usize) -> crate::source::Span {
    crate::source::Span::new(at, at)
}

/// Three decimals: more would promise a precision that the figures don't have.
fn probability(Confidence(value): Confidence) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "article",
        Kind::Photo => "photo",
        Kind::Brief => "brief",
        Kind::Notice => "notice",
    }
}

const fn role(role: ParagraphRole) -> &'static str {
    match role {
        ParagraphRole::Body => "body",
        ParagraphRole::Subhead => "subhead",
        ParagraphRole::Caption => "caption",
        ParagraphRole::Credit => "credit",
        ParagraphRole::Byline => "byline",
    }
}

#[cfg(test)]
mod tests {
    use super::super::bench::{EDITION, edition};
    use super::*;
    use serde_json::Value;

    fn exported(only: Option<ArticleIx>) -> Value {
        serde_json::from_str(&document(&edition(), only)).unwrap()
    }

    /// The pieces of the page file that a list of offsets names.
    fn pieces(list: &Value) -> Vec<&'static str> {
        let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        list.as_array().unwrap().iter().map(|o| &EDITION[at(&o["start"])..at(&o["end"])]).collect()
    }

    #[test]
    fn what_scripts_rely_on() {
        let json = exported(None);
        let story = &json["pages"][0]["articles"][0];
        for (what, found, expected) in [
            ("schema", &json["schema"], Value::from("dubao.edition/1")),
            ("source", &json["pages"][0]["source"], "02.md".into()),
            ("number", &json["pages"][0]["number"], 2.into()),
            ("encoding", &json["pages"][0]["encoding"], "utf-8".into()),
            ("id", &story["id"], "02:0".into()),
            ("kind", &story["kind"], "article".into()),
            ("headline", &story["headline"]["text"], "渡口通了桥 两岸少走三十里".into()),
            ("deck", &story["deck"]["text"], "两岸少走三十里".into()),
            ("kicker", &story["kicker"], Value::Null),
            ("role", &story["paragraphs"][0]["role"], "body".into()),
            ("text", &story["paragraphs"][0]["text"], "老人说，桥通那天他走了两个来回。".into()),
            ("seam", &story["paragraphs"][0]["seams"][0]["at"], 1.into()),
            ("confidence", &story["paragraphs"][0]["seams"][0]["confidence"], 0.98.into()),
            ("reason", &story["paragraphs"][0]["seams"][0]["reasons"][0], "continues_sentence".into()),
            ("gap", &story["paragraphs"][1]["gaps"][0]["kind"], "cut_without_continuation".into()),
            ("jump", &story["jump"]["to_page"], 3.into()),
            ("boundary", &story["boundaries"][0]["at"], 0.into()),
            ("why there", &story["boundaries"][0]["reasons"][0], "headline".into()),
            ("or of which story", &story["boundaries"][0]["runner_up"]["article"], Value::Null),
            ("jump from", &json["jumps"][0]["from"], "02:0".into()),
            ("photo without a headline", &json["pages"][0]["articles"][1]["headline"], Value::Null),
        ] {
            assert_eq!(*found, expected, "{what}");
        }
    }

    #[test]
    fn offsets_lead_back_to_the_bytes_of_the_file() {
        let json = exported(None);
        let page = &json["pages"][0];
        let story = &page["articles"][0];
        for (what, list, expected) in [
            ("headline", &story["headline"]["spans"], vec!["渡口通了桥", "两岸少走三十里"]),
            ("fragments", &story["paragraphs"][0]["fragments"], vec!["老人说，桥通那天他", "走了两个来回。"]),
            ("jump line", &story["jump"]["spans"], vec!["（下转第三版）"]),
            ("furniture", &page["furniture"], vec!["河湾日报 第2版"]),
            ("unplaced", &page["unplaced"], vec!["稻花"]),
        ] {
            assert_eq!(pieces(list), expected, "{what}");
        }
        let gap = &story["paragraphs"][1]["gaps"][0]["at"];
        assert!(EDITION[..usize::try_from(gap.as_u64().unwrap()).unwrap()].ends_with("船工们"));
    }

    #[test]
    fn one_article_comes_alone() {
        let json = exported(Some(ArticleIx { page: PageIx(0), nth: 1 }));
        assert_eq!(json["pages"][0]["articles"].as_array().unwrap().len(), 1);
        assert_eq!(json["pages"][0]["articles"][0]["kind"], "photo");
        assert_eq!(json["pages"][0]["furniture"], Value::Array(vec![]));
        assert_eq!(json["jumps"], Value::Array(vec![]));
    }
}
