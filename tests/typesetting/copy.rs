//! Copy: articles written part by part, with the page that they stand on.

use dubao::block::{BlockId, JumpLine};
use dubao::source::{Source, Span, Text};
use dubao::stitch::{
    Article, ArticleId, Confidence, Fragment, Gap, GapKind, Headline, Kind, Paragraph, ParagraphRole, Seam,
};
use std::path::Path;

/// A page on which one article stands, written part by part.
#[derive(Default)]
pub(crate) struct Copy {
    text: String,
    headline: Option<[Option<Span>; 3]>,
    from: Option<Span>,
    jump: Option<Span>,
    paragraphs: Vec<(ParagraphRole, Vec<Span>, Vec<Gap>)>,
}

impl Copy {
    fn write(&mut self, words: &str) -> Span {
        let start = self.text.len();
        // As the sanitiser leaves them, so that the spans count in the sanitised page.
        self.text.push_str(Source::new(Path::new("01.md"), words.as_bytes()).text());
        let span = Span::new(start, self.text.len());
        self.text.push_str("\n\n");
        span
    }

    pub(crate) fn headline(mut self, kicker: &str, title: &str, deck: &str) -> Self {
        let spans = [kicker, title, deck].map(|words| (!words.is_empty()).then(|| self.write(words)));
        self.headline = Some(spans);
        self
    }

    pub(crate) fn byline(self, words: &str) -> Self {
        self.paragraph(ParagraphRole::Byline, words)
    }

    pub(crate) fn from(mut self, words: &str) -> Self {
        self.from = Some(self.write(words));
        self
    }

    pub(crate) fn jump(mut self, words: &str) -> Self {
        self.jump = Some(self.write(words));
        self
    }

    /// A paragraph; `|` stands where two fragments were joined, and the later one stands first on the page.
    pub(crate) fn paragraph(mut self, role: ParagraphRole, words: &str) -> Self {
        let mut spans: Vec<Span> = words.split('|').rev().map(|fragment| self.write(fragment)).collect();
        spans.reverse();
        self.paragraphs.push((role, spans, Vec::new()));
        self
    }

    pub(crate) fn body(self, words: &str) -> Self {
        self.paragraph(ParagraphRole::Body, words)
    }

    /// A gap in the last paragraph, behind (or for a missing start, before) the only occurrence of `words`.
    pub(crate) fn gap(mut self, kind: GapKind, words: &str) -> Self {
        let found = self.text.find(words).expect("the gap is in the text");
        let at = if kind == GapKind::StartMissing { found } else { found + words.len() };
        self.paragraphs.last_mut().expect("a gap is in a paragraph").2.push(Gap { at, kind });
        self
    }

    pub(crate) fn print(self) -> (Source, Article) {
        let source = Source::new(Path::new("01.md"), self.text.as_bytes());
        assert_eq!(source.text(), self.text, "sanitising twice changes nothing");
        let cut = |span: Span| Text::cut(&source, span);
        let line = |span: Span| JumpLine { page: None, text: cut(span) };
        let paragraph = |(role, spans, gaps): &(ParagraphRole, Vec<Span>, Vec<Gap>)| Paragraph {
            role: *role,
            fragments: spans.iter().map(|&span| Fragment { block: BlockId(0), text: cut(span) }).collect(),
            seams: spans.iter().skip(1).map(|_| seam()).collect(),
            gaps: gaps.clone(),
        };
        let article = Article {
            id: ArticleId("01:0".into()),
            kind: Kind::Article,
            headline: self.headline.map(|[kicker, title, deck]| Headline {
                kicker: kicker.map(cut),
                title: title.map(cut).unwrap_or_default(),
                deck: deck.map(cut),
            }),
            byline: None,
            dateline: None,
            paragraphs: self.paragraphs.iter().map(paragraph).collect(),
            jump: self.jump.map(line),
            from: self.from.map(line),
            boundaries: Vec::new(),
        };
        (source, article)
    }
}

fn seam() -> Seam {
    Seam { confidence: Confidence(0.9), reasons: Vec::new(), runner_up: None }
}

pub(crate) fn front_page_story() -> Copy {
    Copy::default()
        .headline("江城两岸盼了十二年", "跨江大桥主桥昨日合龙 沿江两岸明年起一桥通达", "——记河湾大桥的建设者")
        .byline("本报记者 林一 周桥")
        .from("（上接第一版）")
        .body("\u{3000}\u{3000}本报江城3月13日电（记者林一）昨日上午十时许，随着最后一段|钢箱梁就位，河湾大桥主桥合龙。")
        .body("“我等这一天等了十二年。”渡工老何说")
        .gap(GapKind::CutWithoutContinuation, "老何说")
        .paragraph(ParagraphRole::Subhead, "一座桥，两座城")
        .body("两岸原来要绕行35.6公里，现在只有1,280米。")
        .paragraph(ParagraphRole::Caption, "图①：晨雾里合龙的河湾大桥主桥，远处是江城老渡口。")
        .paragraph(ParagraphRole::Credit, "周桥摄")
        .body("大桥通车以后，渡轮仍将保留")
        .gap(GapKind::StartMissing, "大桥通车以后")
        .paragraph(ParagraphRole::Byline, "（参与采写：何江）")
        .jump("（下转第二版）")
}

/// Words as a headline, and as a paragraph, whatever the sanitiser leaves of them.
pub(crate) fn trial(words: &str) -> (Source, [Article; 2]) {
    let source = Source::new(Path::new("01.md"), words.as_bytes());
    let title = Text::cut(&source, Span::new(0, source.text().len()));
    let (_, blank) = Copy::default().print();
    let body = Article { paragraphs: vec![paragraph(title.clone())], ..blank.clone() };
    (source, [Article { headline: Some(Headline { title, ..Headline::default() }), ..blank }, body])
}

pub(crate) fn paragraph(text: Text) -> Paragraph {
    let fragments = vec![Fragment { block: BlockId(0), text }];
    Paragraph { role: ParagraphRole::Body, fragments, seams: Vec::new(), gaps: Vec::new() }
}
