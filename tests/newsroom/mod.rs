//! A newsroom for tests: an invented edition of two pages, put together by hand, so that what the reader does is tested
//! apart from how pages are stitched. And a desk at which keys are pressed as they are written: `j ]] /大桥 Enter`.
#![allow(dead_code)] // Each test program uses its own part of it.

use dubao::block::{Block, BlockId, JumpLine, Page, lines_apart};
use dubao::config::keys::default_keys;
use dubao::edition::{Edition, EditionPage, Jump};
use dubao::reader::{Effect, Key, KeyCode, Mark, Pane, Place, Reader, Settings};
use dubao::source::{Date, Folio, PageNumber, Source, Span, Text};
use dubao::stitch::{
    Article, ArticleId, Boundary, Confidence, Fragment, Gap, GapKind, Headline, Kind, OtherStory, Paragraph,
    ParagraphRole, Reason, RunnerUp, Seam, Stitched,
};
use std::path::Path;

/// A story as its desk hands it in.
#[derive(Clone, Default)]
pub(crate) struct Copy {
    pub(crate) headline: &'static str,
    pub(crate) kicker: &'static str,
    pub(crate) deck: &'static str,
    pub(crate) photo: bool,
    pub(crate) from: Option<(u16, &'static str)>,
    pub(crate) jump: Option<(u16, &'static str)>,
    pub(crate) paragraphs: Vec<Graf>,
}

/// A paragraph of it.
#[derive(Clone)]
pub(crate) enum Graf {
    Body(String),
    /// Cut in two by the OCR; the second half stands at the foot of the page. How sure the seam is.
    Cut(String, String, f32),
    /// Cut, and the rest is missing.
    Torn(String),
    Subhead(&'static str),
    Caption(&'static str),
}

struct Compositor {
    text: String,
    blocks: Vec<Span>,
}

impl Compositor {
    fn set(&mut self, words: &str) -> BlockId {
        let start = self.text.len();
        self.text.push_str(words);
        self.blocks.push(Span::new(start, self.text.len()));
        self.text.push_str("\n\n");
        BlockId(self.blocks.len() - 1)
    }
}

/// Which blocks a story's parts became.
struct Proof {
    copy: Copy,
    head: Vec<(char, BlockId)>,
    paragraphs: Vec<Vec<BlockId>>,
}

pub(crate) fn page(file: &str, number: u16, section: &str, copies: Vec<Copy>, stray: &[&str]) -> EditionPage {
    let mut setter = Compositor { text: String::new(), blocks: Vec::new() };
    let mut proofs: Vec<Proof> = copies.into_iter().map(|copy| set_copy(&mut setter, copy)).collect();
    for proof in &mut proofs {
        for (graf, blocks) in proof.copy.paragraphs.iter().zip(&mut proof.paragraphs) {
            if let Graf::Cut(_, rest, _) = graf {
                blocks.push(setter.set(rest));
            }
        }
    }
    let unplaced: Vec<BlockId> = stray.iter().map(|words| setter.set(words)).collect();
    let source = Source::new(Path::new(file), setter.text.as_bytes());
    let stem = file.trim_end_matches(".md");
    let articles = proofs.iter().map(|proof| article(proof, &source, &setter.blocks, stem)).collect();
    let folio =
        Folio { number: Some(PageNumber(number)), section: Some(section.to_owned()), ..Folio::default() };
    let blocks = setter.blocks.iter().map(|span| block(&source, *span)).collect();
    EditionPage {
        page: Page { source, folio, blocks },
        stitched: Stitched { articles, furniture: Vec::new(), unplaced },
    }
}

fn set_copy(setter: &mut Compositor, copy: Copy) -> Proof {
    let mut head = Vec::new();
    for (part, words) in [('k', copy.kicker), ('h', copy.headline), ('d', copy.deck)] {
        if !words.is_empty() {
            head.push((part, setter.set(words)));
        }
    }
    if let Some((_, words)) = copy.from {
        head.push(('f', setter.set(words)));
    }
    let mut paragraphs = Vec::new();
    for graf in &copy.paragraphs {
        let words: &str = match graf {
            Graf::Body(words) | Graf::Cut(words, ..) | Graf::Torn(words) => words,
            Graf::Subhead(words) | Graf::Caption(words) => words,
        };
        paragraphs.push(vec![setter.set(words)]);
    }
    if let Some((_, words)) = copy.jump {
        head.push(('j', setter.set(words)));
    }
    Proof { copy, head, paragraphs }
}

/// The block as it is read when it stands alone, put where it stands here.
fn block(source: &Source, span: Span) -> Block {
    let text = Text::cut(source, span);
    let alone = Page::read(Source::new(Path::new("01.md"), text.as_str().as_bytes()), lines_apart);
    let read = alone.blocks.into_iter().next().expect("words make a block");
    Block { span, text, ..read }
}

fn article(proof: &Proof, source: &Source, blocks: &[Span], stem: &str) -> Article {
    let text = |id: &BlockId| Text::cut(source, blocks[id.0]);
    let part = |part: char| proof.head.iter().find(|(kind, _)| *kind == part).map(|(_, id)| text(id));
    let line = |kind: char, page: Option<(u16, &str)>| {
        let text = part(kind)?;
        let page = page.map(|(n, _)| PageNumber(n));
        Some(JumpLine { page, text })
    };
    let first = proof.head.first().map_or_else(|| &proof.paragraphs[0][0], |(_, id)| id);
    Article {
        id: ArticleId(format!("{stem}:{}", blocks[first.0].start).into()),
        kind: if proof.copy.photo { Kind::Photo } else { Kind::Article },
        headline: part('h').map(|title| Headline { kicker: part('k'), title, deck: part('d') }),
        byline: None,
        dateline: None,
        paragraphs: proof
            .copy
            .paragraphs
            .iter()
            .zip(&proof.paragraphs)
            .map(|(graf, ids)| {
                let fragments = ids.iter().map(|id| Fragment { block: *id, text: text(id) }).collect();
                paragraph(graf, fragments)
            })
            .collect(),
        jump: line('j', proof.copy.jump),
        from: line('f', proof.copy.from),
        boundaries: Vec::new(),
    }
}

fn paragraph(graf: &Graf, fragments: Vec<Fragment>) -> Paragraph {
    let role = match graf {
        Graf::Body(_) | Graf::Cut(..) | Graf::Torn(_) => ParagraphRole::Body,
        Graf::Subhead(_) => ParagraphRole::Subhead,
        Graf::Caption(_) => ParagraphRole::Caption,
    };
    let seams = match graf {
        Graf::Cut(_, _, sure) => vec![Seam {
            confidence: Confidence(*sure),
            reasons: vec![Reason::ContinuesSentence, Reason::SameSubject],
            runner_up: (*sure < 0.9).then_some(RunnerUp { block: BlockId(0), confidence: Confidence(0.2) }),
        }],
        _ => Vec::new(),
    };
    let end = fragments.last().map_or(0, |fragment| fragment.text.span().end);
    let gaps = match graf {
        Graf::Torn(_) => vec![Gap { at: end, kind: GapKind::CutWithoutContinuation }],
        _ => Vec::new(),
    };
    Paragraph { role, fragments, seams, gaps }
}

/// A paragraph of some length, with a number of its own.
pub(crate) fn filler(n: usize) -> String {
    format!(
        "其{n}，河湾两岸的人说，过去过江要先等船，船又要等雾散，一等就是半天；如今站在新堤上，望得见对岸的灯。\
         编号为{n}的桥墩旁，守夜的老人把水位记在本子上，字写得很小，一行挨着一行。"
    )
}

fn bridge() -> Copy {
    let mut paragraphs = vec![Graf::Cut(
        "本报江城3月13日电（记者　林一）昨日上午十时许，随着最后一段钢箱梁稳稳落下，全长两千余米的跨江大桥主桥".into(),
        "正式合龙，两岸的汽笛响了很久。".into(),
        0.98,
    )];
    paragraphs.extend((1..5).map(|n| Graf::Body(filler(n))));
    paragraphs.push(Graf::Subhead("先修路，后架桥"));
    paragraphs.extend((5..9).map(|n| Graf::Body(filler(n))));
    paragraphs.push(Graf::Cut("工地上的人把这座".into(), "桥叫作“等不及”，因为谁都等不及。".into(), 0.55));
    paragraphs.push(Graf::Subhead("桥那边的集市"));
    paragraphs.extend((9..12).map(|n| Graf::Body(filler(n))));
    paragraphs.push(Graf::Torn("集市上最早来的是卖藕的，他说".into()));
    Copy {
        headline: "跨江大桥主桥昨日合龙",
        kicker: "沿江两岸明年起一桥通达",
        jump: Some((2, "（下转第二版）")),
        paragraphs,
        ..Copy::default()
    }
}

/// The edition: 河湾日报 of 14 March 2031.
pub(crate) fn edition() -> Edition {
    let one = vec![
        bridge(),
        Copy {
            headline: "春耕备耕由南向北展开",
            paragraphs: (20..23).map(|n| Graf::Body(filler(n))).collect(),
            ..Copy::default()
        },
        Copy {
            paragraphs: vec![Graf::Body("老街改造先问居民，一户一票，票箱就放在井边。".into())],
            ..Copy::default()
        },
        Copy { photo: true, paragraphs: vec![Graf::Caption("晨雾中的渡口。")], ..Copy::default() },
        Copy {
            headline: "一座图书馆的夜",
            deck: "灯亮到十一点，座位要提前两天约",
            jump: Some((5, "（下转第五版）")),
            paragraphs: vec![Graf::Torn("馆员说，最晚走的总是那位写家谱的老人，他".into())],
            ..Copy::default()
        },
    ];
    let two = vec![
        Copy {
            headline: "跨江大桥主桥昨日合龙",
            from: Some((1, "（上接第一版）")),
            paragraphs: (30..34).map(|n| Graf::Body(filler(n))).collect(),
            ..Copy::default()
        },
        Copy {
            headline: "河湾站售票窗口Ｇ12次延长至夜间",
            paragraphs: vec![Graf::Body("车站说，窗口延长到晚上十点。".into())],
            ..Copy::default()
        },
    ];
    let pages = vec![
        page("01.md", 1, "要闻", one, &[]),
        page("02.md", 2, "综合", two, &["不知属于哪一篇的一句话。"]),
    ];
    let id = |page: usize, nth: usize| pages[page].stitched.articles[nth].id.clone();
    let jumps = vec![Jump { from: id(0, 0), to: id(1, 0), confidence: Confidence(0.9) }];
    let folio = Folio {
        paper: Some("河湾日报".into()),
        date: Some(Date { year: 2031, month: 3, day: 14 }),
        ..Folio::default()
    };
    Edition { name: "2031-03-14".into(), folio, pages, jumps }
}

/// The same, where it is told how sure it is that 春耕备耕由南向北展开 takes over at its headline and at some of its paragraphs.
pub(crate) fn edition_told(headline: f32, paragraphs: &[(usize, f32)]) -> Edition {
    let mut edition = edition();
    let articles = &mut edition.pages[0].stitched.articles;
    let bridge = articles[0].id.clone();
    let block = |nth: usize| articles[1].paragraphs[nth].fragments[0].block;
    let boundary = |block: BlockId, sure: f32, reason: Reason| Boundary {
        block,
        confidence: Confidence(sure),
        reasons: vec![reason],
        runner_up: Some(OtherStory {
            article: Some(bridge.clone()),
            confidence: Confidence(0.9 * (1.0 - sure)),
        }),
    };
    let mut told = vec![boundary(BlockId(block(0).0 - 1), headline, Reason::Headline)];
    told.extend(paragraphs.iter().map(|(nth, sure)| boundary(block(*nth), *sure, Reason::SameSubject)));
    articles[1].boundaries = told;
    edition
}

/// A reader at a window, and everything it asked for.
pub(crate) struct Desk {
    pub(crate) reader: Reader,
    pub(crate) effects: Vec<Effect>,
}

impl Desk {
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        Self::with(columns, rows, Settings::default(), Vec::new(), None)
    }

    pub(crate) fn with(
        columns: u16,
        rows: u16,
        settings: Settings,
        marks: Vec<Mark>,
        place: Option<Place>,
    ) -> Self {
        let path = "/papers/2031-03-14".to_owned();
        let mut reader = Reader::new(edition(), path, settings, default_keys(), marks, place);
        reader.resize(columns, rows);
        Self { reader, effects: Vec::new() }
    }

    /// A desk with another edition.
    pub(crate) fn of(edition: Edition, columns: u16, rows: u16, settings: Settings) -> Self {
        let mut reader = Reader::new(edition, "-".to_owned(), settings, default_keys(), Vec::new(), None);
        reader.resize(columns, rows);
        Self { reader, effects: Vec::new() }
    }

    /// Presses keys as they are written, blanks between them; what is no key's name is typed.
    pub(crate) fn keys(&mut self, written: &str) -> &mut Self {
        for word in written.split_whitespace() {
            for key in keys_of(word) {
                self.effects.extend(self.reader.press(key));
            }
        }
        self
    }

    /// Pane, headline, and what is said, if anything: `文 跨江大桥主桥昨日合龙：已是末段`.
    pub(crate) fn state(&self) -> String {
        let status = self.reader.status();
        let pane = match self.reader.pane() {
            Pane::List => "列",
            Pane::Article => "文",
        };
        let said = self.reader.notice().map_or_else(String::new, |notice| format!("：{}", notice.words));
        format!("{pane} {} {}{said}", status.place, status.title)
    }

    /// The text of the first line in view that has any.
    pub(crate) fn top_line(&self) -> String {
        let story = self.reader.story().expect("an article is open");
        let lines = story.sheet().lines[story.top()..].iter();
        lines.map(|line| line.text.as_str()).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
    }

    /// The text of the line one is at.
    pub(crate) fn line(&self) -> String {
        let story = self.reader.story().expect("an article is open");
        story.sheet().lines[story.line()].text.as_str().to_owned()
    }
}

fn keys_of(word: &str) -> Vec<Key> {
    if let Some(key) = Key::named(word) {
        return vec![key];
    }
    match word.strip_prefix('^').and_then(|rest| rest.chars().next()) {
        Some(c) => vec![Key::ctrl(c.to_ascii_lowercase())],
        None => word.chars().map(|c| Key::plain(KeyCode::Char(c))).collect(),
    }
}
