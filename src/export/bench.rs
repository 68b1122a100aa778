//! A small page and an edition made of it by hand, for the tests of the formats.

use crate::block::{BlockId, JumpLine, Page, lines_apart};
use crate::edition::{Edition, EditionPage, Jump};
use crate::source::{Folio, PageNumber, Source, Span, Text};
use crate::stitch::{
    Article, ArticleId, Boundary, Confidence, Fragment, Gap, GapKind, Headline, Kind, OtherStory, Paragraph,
    ParagraphRole, Reason, Seam, Stitched,
};
use std::path::Path;

/// The page file. One block a line; blank lines between them.
pub(super) const EDITION: &str = "\
# 渡口通了桥\n\n\
老人说，桥通那天他\n\n\
两岸少走三十里\n\n\
走了两个来回。\n\n\
船工们（下转第三版）\n\n\
图为*新桥*。\n\n\
河湾日报 第2版\n\n\
稻花\n";

/// The words of block `nth`, which begin behind `skip` bytes and leave out the last `drop` ones.
fn words(source: &Source, nth: usize, skip: usize, drop: usize) -> Text {
    let span = blocks()[nth];
    Text::cut(source, Span::new(span.start + skip, span.end - drop))
}

fn blocks() -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    for line in EDITION.split('\n') {
        if !line.is_empty() {
            spans.push(Span::new(at, at + line.len()));
        }
        at += line.len() + 1;
    }
    spans
}

fn fragment(block: usize, text: Text) -> Fragment {
    Fragment { block: BlockId(block), text }
}

/// The page, as a stitcher without fault would give it.
pub(super) fn edition() -> Edition {
    let source = Source::new(Path::new("02.md"), EDITION.as_bytes());
    let all = blocks();
    let jump = Span::new(all[4].end - "（下转第三版）".len(), all[4].end);
    let line = JumpLine { page: Some(PageNumber(3)), text: Text::cut(&source, jump) };
    let mut caption = words(&source, 5, 0, "*新桥*。".len());
    let from = all[5].start + "图为*".len();
    caption.push(&source, Span::new(from, from + "新桥".len()));
    caption.push(&source, Span::new(all[5].end - "。".len(), all[5].end));
    let story = Article {
        id: ArticleId("02:0".into()),
        kind: Kind::Article,
        headline: Some(Headline {
            kicker: None,
            title: words(&source, 0, "# ".len(), 0),
            deck: Some(words(&source, 2, 0, 0)),
        }),
        byline: None,
        dateline: None,
        paragraphs: vec![
            Paragraph {
                role: ParagraphRole::Body,
                fragments: vec![fragment(1, words(&source, 1, 0, 0)), fragment(3, words(&source, 3, 0, 0))],
                seams: vec![Seam {
                    confidence: Confidence(0.98),
                    reasons: vec![Reason::ContinuesSentence],
                    runner_up: None,
                }],
                gaps: vec![],
            },
            Paragraph {
                role: ParagraphRole::Body,
                fragments: vec![fragment(4, words(&source, 4, 0, jump.len()))],
                seams: vec![],
                gaps: vec![Gap { at: jump.start, kind: GapKind::CutWithoutContinuation }],
            },
        ],
        jump: Some(line),
        from: None,
        boundaries: vec![Boundary {
            block: BlockId(0),
            confidence: Confidence(0.97),
            reasons: vec![Reason::Headline],
            runner_up: Some(OtherStory { article: None, confidence: Confidence(0.02) }),
        }],
    };
    let photo = Article {
        id: ArticleId("02:158".into()),
        kind: Kind::Photo,
        headline: None,
        byline: None,
        dateline: None,
        paragraphs: vec![Paragraph {
            role: ParagraphRole::Caption,
            fragments: vec![fragment(5, caption)],
            seams: vec![],
            gaps: vec![],
        }],
        jump: None,
        from: None,
        boundaries: Vec::new(),
    };
    let page = Page {
        blocks: Page::read(source.clone(), lines_apart).blocks,
        folio: Folio { number: Some(PageNumber(2)), ..Folio::default() },
        source,
    };
    let stitched =
        Stitched { articles: vec![story, photo], furniture: vec![BlockId(6)], unplaced: vec![BlockId(7)] };
    Edition {
        name: "一期".to_owned(),
        folio: Folio::default(),
        pages: vec![EditionPage { page, stitched }],
        jumps: vec![Jump {
            from: ArticleId("02:0".into()),
            to: ArticleId("03:0".into()),
            confidence: Confidence(0.9),
        }],
    }
}
