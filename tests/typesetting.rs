//! Typesetting as a reader sees it: whole articles set to many measures, and what must hold on every line of them.

use dubao::block::{BlockId, JumpLine};
use dubao::layout::{self, Ambiguous, Cells, Line, LineKind, LineMarkKind, Measure, Sheet};
use dubao::source::{Source, Span, Text};
use dubao::stitch::{
    Article, ArticleId, Confidence, Fragment, Gap, GapKind, Headline, Kind, Paragraph, ParagraphRole, Seam,
};
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;

/// A page on which one article stands, written part by part.
#[derive(Default)]
struct Copy {
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

    fn headline(mut self, kicker: &str, title: &str, deck: &str) -> Self {
        let spans = [kicker, title, deck].map(|words| (!words.is_empty()).then(|| self.write(words)));
        self.headline = Some(spans);
        self
    }

    fn byline(self, words: &str) -> Self {
        self.paragraph(ParagraphRole::Byline, words)
    }

    fn from(mut self, words: &str) -> Self {
        self.from = Some(self.write(words));
        self
    }

    fn jump(mut self, words: &str) -> Self {
        self.jump = Some(self.write(words));
        self
    }

    /// A paragraph; `|` stands where two fragments were joined, and the later one stands first on the page.
    fn paragraph(mut self, role: ParagraphRole, words: &str) -> Self {
        let mut spans: Vec<Span> = words.split('|').rev().map(|fragment| self.write(fragment)).collect();
        spans.reverse();
        self.paragraphs.push((role, spans, Vec::new()));
        self
    }

    fn body(self, words: &str) -> Self {
        self.paragraph(ParagraphRole::Body, words)
    }

    /// A gap in the last paragraph, behind (or for a missing start, before) the only occurrence of `words`.
    fn gap(mut self, kind: GapKind, words: &str) -> Self {
        let found = self.text.find(words).expect("the gap is in the text");
        let at = if kind == GapKind::StartMissing { found } else { found + words.len() };
        self.paragraphs.last_mut().expect("a gap is in a paragraph").2.push(Gap { at, kind });
        self
    }

    fn print(self) -> (Source, Article) {
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
        };
        (source, article)
    }
}

fn seam() -> Seam {
    Seam { confidence: Confidence(0.9), reasons: Vec::new(), runner_up: None }
}

fn measure(width: u16) -> Measure {
    Measure { width: Cells(width), ambiguous: Ambiguous::Narrow, hang: true }
}

/// All measures of one width.
fn measures(width: u16) -> impl Iterator<Item = Measure> {
    let policies = [Ambiguous::Narrow, Ambiguous::Wide].into_iter();
    policies.flat_map(move |ambiguous| {
        [true, false].map(|hang| Measure { width: Cells(width), ambiguous, hang }).into_iter()
    })
}

/// A sheet as text: kind, indent, words, `‖` for a seam, `□` for a gap.
fn picture(sheet: &Sheet) -> String {
    let line = |line: &Line| {
        let mut words = line.text.as_str().to_owned();
        for mark in line.marks.iter().rev() {
            let sign = if matches!(mark.kind, LineMarkKind::Gap(_)) { '□' } else { '‖' };
            words.insert(mark.at, sign);
        }
        let kind = format!("{:?}", line.kind);
        let indent = usize::from(line.indent.0);
        format!("{kind:<9} {blank:indent$}{words}", blank = "").trim_end().to_owned() + "\n"
    };
    sheet.lines.iter().map(line).collect()
}

fn ink(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn set_words(sheet: &Sheet) -> String {
    sheet.lines.iter().map(|line| ink(line.text.as_str())).collect()
}

/// All words of an article, in the order in which they are set.
fn words(article: &Article) -> String {
    let headline = article.headline.iter();
    let head = headline.flat_map(|h| [h.kicker.as_ref(), Some(&h.title), h.deck.as_ref()]).flatten().cloned();
    let (bylines, body): (Vec<_>, Vec<_>) =
        article.paragraphs.iter().partition(|p| p.role == ParagraphRole::Byline);
    let (opening, closing): (Vec<_>, Vec<_>) =
        bylines.into_iter().partition(|p| p.text().as_str().starts_with("本报"));
    let from = article.from.iter().map(|line| line.text.clone());
    let body = opening
        .into_iter()
        .map(Paragraph::text)
        .chain(from)
        .chain(body.into_iter().chain(closing).map(Paragraph::text));
    let all = head.chain(body).chain(article.jump.iter().map(|line| line.text.clone()));
    all.map(|text| ink(text.as_str())).collect()
}

/// What holds for every sheet: nothing lost, nothing doubled, widths true, no line too wide, the way back open.
fn sound(source: &Source, sheet: &Sheet, measure: &Measure) {
    let even = measure.width.0 & if measure.width.0 < 2 { !0 } else { !1 };
    for (nth, line) in sheet.lines.iter().enumerate() {
        let text = line.text.as_str();
        assert_eq!(layout::width(text, measure.ambiguous), line.width, "{text:?}");
        let room = if line.kind == LineKind::Raw { measure.width.0 } else { even };
        let body = matches!(line.kind, LineKind::Body | LineKind::BodyFirst);
        let last = text.chars().rfind(|c| layout::width(&c.to_string(), measure.ambiguous) > Cells(0));
        let hung = last.filter(|c| body && measure.hang && STOPS.contains(*c));
        let hung = hung.map_or(0, |stop| layout::width(stop.encode_utf8(&mut [0; 4]), measure.ambiguous).0);
        let end = line.indent.0 + line.width.0 - hung;
        // A Han stands whole even where there is no room for one.
        assert!(end <= room.max(2), "{end} cells at {measure:?}: {text:?}");
        assert_eq!(line.text.spans().map(|span| source.slice(span)).collect::<String>(), text);
        for span in line.text.spans() {
            assert_eq!((sheet.line_at(span.start), sheet.line_at(span.end - 1)), (nth, nth), "{text:?}");
        }
        for mark in &line.marks {
            assert!(text.is_char_boundary(mark.at));
        }
        assert_eq!(text.is_empty(), line.kind == LineKind::Blank);
    }
}

const STOPS: &str = "。，、；：！？．";
const NOT_FIRST: &str = "，。、；：？！．”’）》」』】〉〕…—·・ー々っャ～％‰℃%/)]";
const NOT_LAST: &str = "（《“‘「『【〈〔([￥$≥";

/// The rules that a printer would be ashamed to break, between each two lines of a paragraph.
fn well_broken(source: &Source, sheet: &Sheet) {
    for pair in sheet.lines.windows(2) {
        let [above, below] = pair else { continue };
        if below.kind != LineKind::Body {
            continue;
        }
        let (above_text, below_text) = (above.text.as_str(), below.text.as_str());
        let (Some(last), Some(first)) = (above_text.chars().last(), below_text.chars().next()) else {
            continue;
        };
        let place = format!("{above_text:?} / {below_text:?}");
        assert!(!NOT_FIRST.contains(first), "line start: {place}");
        assert!(!NOT_LAST.contains(last), "line end: {place}");
        let (Some(end), Some(start)) = (above.span().map(|s| s.end), below.span().map(|s| s.start)) else {
            continue;
        };
        if source.slice(Span::new(end.min(start), start)).is_empty() {
            let digit_before_last = above_text.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
            let word = |c: char| c.is_ascii_alphanumeric();
            assert!(!(word(last) && word(first)), "a word or number parted: {place}");
            assert!(
                !(digit_before_last && ".,".contains(last) && first.is_ascii_digit()),
                "a number parted: {place}"
            );
        }
    }
}

fn check_article(source: &Source, article: &Article, measure: &Measure) -> Sheet {
    let sheet = layout::set(source, article, measure);
    assert_eq!(set_words(&sheet), words(article), "at {measure:?}");
    sound(source, &sheet, measure);
    sheet
}

fn front_page_story() -> Copy {
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

#[test]
fn an_article_as_a_newspaper_sets_it() {
    let (source, article) = front_page_story().print();
    let sheet = check_article(&source, &article, &measure(41));
    assert_eq!(
        picture(&sheet),
        "\
Kicker               江城两岸盼了十二年
Headline            跨江大桥主桥昨日合龙
Headline           沿江两岸明年起一桥通达
Deck                ——记河湾大桥的建设者
Blank
Byline               本报记者 林一 周桥
Blank
Jump      （上接第一版）
BodyFirst     本报江城3月13日电（记者林一）昨日上
Body      午十时许，随着最后一段‖钢箱梁就位，河湾大
Body      桥主桥合龙。
BodyFirst     “我等这一天等了十二年。”渡工老何说□
Blank
Subhead       一座桥，两座城
BodyFirst     两岸原来要绕行35.6公里，现在只有
Body      1,280米。
Blank
Caption       图①：晨雾里合龙的河湾大桥主桥，
Caption       远处是江城老渡口。
Credit                                  周桥摄
Blank
BodyFirst     □大桥通车以后，渡轮仍将保留
Byline                          （参与采写：何江）
Jump                                （下转第二版）
"
    );
}

#[test]
fn the_story_holds_at_every_width() {
    let (source, article) = front_page_story().print();
    for width in 0..=130 {
        for measure in measures(width) {
            let sheet = check_article(&source, &article, &measure);
            if width >= 30 {
                well_broken(&source, &sheet);
            }
        }
    }
    let whole = layout::set(&source, &article, &measure(u16::MAX));
    assert_eq!(whole.lines.iter().filter(|line| line.kind == LineKind::BodyFirst).count(), 4);
}

#[test]
fn marks_stand_at_their_byte() {
    for (words, width, expected) in [
        // In mid-line, at a line's head, behind its last character.
        ("甲乙丙|丁戊己庚辛壬癸", 16, "甲乙丙‖丁戊己/庚辛壬癸"),
        ("甲乙丙丁戊己|庚辛壬癸", 16, "甲乙丙丁戊己/‖庚辛壬癸"),
        ("甲乙丙丁戊己庚|辛|壬癸", 16, "甲乙丙丁戊己/庚‖辛‖壬癸"),
        // The blank at the seam is not set where the line ends.
        ("甲乙丙丁戊己 |庚辛", 16, "甲乙丙丁戊己/‖庚辛"),
        ("甲乙丙丁戊己| 庚辛", 16, "甲乙丙丁戊己/‖庚辛"),
    ] {
        let (source, article) = Copy::default().body(words).print();
        let sheet = check_article(&source, &article, &measure(width));
        let lines: Vec<String> = picture(&sheet).lines().map(|line| line[9..].trim().to_owned()).collect();
        assert_eq!(lines.join("/"), expected);
    }
    for (kind, behind, expected) in [
        (GapKind::CutWithoutContinuation, "戊己", "甲乙丙丁戊己□/庚辛壬癸"),
        (GapKind::UnbalancedQuote, "辛", "甲乙丙丁戊己/庚辛□壬癸"),
        (GapKind::CutWithoutContinuation, "壬癸", "甲乙丙丁戊己/庚辛壬癸□"),
        (GapKind::StartMissing, "甲", "□甲乙丙丁戊己/庚辛壬癸"),
    ] {
        let (source, article) = Copy::default().body("甲乙丙丁戊己庚辛壬癸").gap(kind, behind).print();
        let sheet = check_article(&source, &article, &measure(16));
        let lines: Vec<String> = picture(&sheet).lines().map(|line| line[9..].trim().to_owned()).collect();
        assert_eq!(lines.join("/"), expected);
    }
}

#[test]
fn every_byte_of_the_source_has_its_line() {
    // The second fragment stands first on the page.
    let (source, article) = Copy::default().headline("", "河湾", "").body("甲乙丙丁戊己|庚辛壬癸").print();
    let sheet = layout::set(&source, &article, &measure(16));
    let line_of = |words: &str| sheet.line_at(source.text().find(words).unwrap());
    let shown = |nth: usize| sheet.lines[nth].text.as_str();
    assert_eq!(
        ["河湾", "甲", "己", "庚", "癸"].map(line_of).map(shown),
        ["河湾", "甲乙丙丁戊己", "甲乙丙丁戊己", "庚辛壬癸", "庚辛壬癸"]
    );
    // Between two blocks: what stands before it on the page. Past the end: the last on the page.
    let blank = source.text().find("\n\n甲").unwrap();
    assert_eq!(shown(sheet.line_at(blank)), "庚辛壬癸");
    assert_eq!(shown(sheet.line_at(usize::MAX)), "甲乙丙丁戊己");
    assert_eq!(Sheet::default().line_at(7), 0);
}

#[test]
fn the_raw_page_is_shown_as_it_is() {
    let text = "# 河湾大桥合龙 两岸相通\n\n**本报江城3月13日电**　昨日上午，大桥合龙。\n  缩进的一行\n";
    let source = Source::new(Path::new("01.md"), text.as_bytes());
    let sheet = layout::raw(&source, &measure(20));
    sound(&source, &sheet, &measure(20));
    assert_eq!(
        picture(&sheet),
        "\
Raw       # 河湾大桥合龙 两岸
Raw       相通
Blank
Raw       **本报江城3月13日电
Raw       **　昨日上午，大桥
Raw       合龙。
Raw         缩进的一行
"
    );
    for width in 0..=60 {
        let sheet = layout::raw(&source, &measure(width));
        sound(&source, &sheet, &measure(width));
        assert_eq!(set_words(&sheet), ink(text));
    }
}

#[test]
fn hard_cases_keep_the_rules() {
    let (source, article) = Copy::default()
        .body("老师问：“他说的‘桥’，是指《河湾》（第三版）里的‘桥’吗？”学生答：“是的。”")
        .body("票价￥1,280元（约合US$176.50），涨幅为-3.65%～+12.5％，夜间温度−5℃，最高≥35.5℃。")
        .body("详见http://paper.example/2026/03/14/page?id=1&lang=zh，或拨打010-5550-0199，每分钟9至10公斤/秒。")
        .body("「江城——河灣」大橋……「『通車』了！」——老何說；《渡口·江城》一書，共3.65億字。")
        .body("ちょっと待って、コーヒーをどうぞ。ニュース・ウィークリーの時々刻々、ヴァイオリン。")
        .body("“Don’t stop,” said the U.S. engineer (aged 61), “the well-known ‘rock ’n’ roll’ bridge isn’t finished, e.g., its lamps.”")
        .body("夜色🌉里，👨\u{200d}👩\u{200d}👧一家看e\u{301}toile，か\u{3099}き，🇨🇳🇫🇷旗；①一②二③三。")
        .body("他说:\"好\",又说'行'.(笑)[注1]{略}——…………——。。。！？！？」』）")
        .print();
    for width in 20..=120 {
        for measure in measures(width) {
            let sheet = check_article(&source, &article, &measure);
            if width >= 48 {
                well_broken(&source, &sheet);
            }
        }
    }
}

/// Marks and runs that belong together; each is at most 8 cells wide under either policy.
const NASTY: &str = "（|）|“|”|‘|’|《|》|「|」|——|……|—|·|，|。|、|：|？|！|；|ー|々|っ|ャ|～|/|-|①|№|a| |  |\u{3000}|\
    3.65|1,000|99.9％|≥35℃|￥5|-5%|３．５|GDP|don’t|U.S.|km/h|🌉|e\u{301}|か\u{3099}|\"|'|(|)|[|]";

fn nasty() -> impl Strategy<Value = &'static str> {
    prop::sample::select(NASTY.split('|').collect::<Vec<_>>())
}

fn any_measure() -> impl Strategy<Value = Measure> {
    (1..=120_u16, any::<bool>(), any::<bool>()).prop_map(|(width, wide, hang)| Measure {
        width: Cells(width),
        ambiguous: if wide { Ambiguous::Wide } else { Ambiguous::Narrow },
        hang,
    })
}

/// Characters of which each is some trouble to somebody.
const TROUBLE: &str = "[江城a1。”“（—…·/%￥.,’\" \u{3000}\u{a0}\u{301}\u{200d}\u{ad}\u{1100}\u{1161}か\u{3099}👩🌉🇨🇳\u{fe0f}ーक्ष]{0,80}";

proptest! {
    #[test]
    fn nothing_is_lost_whatever_comes(words in TROUBLE, measure in any_measure()) {
        let (source, articles) = trial(&words);
        for article in articles {
            check_article(&source, &article, &measure);
        }
        let raw = layout::raw(&source, &measure);
        sound(&source, &raw, &measure);
        prop_assert_eq!(set_words(&raw), ink(source.text()));
    }

    #[test]
    fn marks_and_words_keep_the_rules(
        body in prop::collection::vec(prop::collection::vec(nasty(), 0..=3), 1..40),
        width in 40..=120_u16,
        measure in any_measure(),
    ) {
        // Between 江 and 城 a line may always end, so no run is longer than 3 × 8 + 4 cells: nothing excuses a fault.
        let body: String = body.into_iter().map(|tokens| tokens.concat() + "江城").collect();
        let (source, article) = Copy::default().headline("", &body, "").body(&body).print();
        let wide_enough = Measure { width: Cells(width), ..measure };
        well_broken(&source, &check_article(&source, &article, &wide_enough));
        check_article(&source, &article, &measure);
    }
}

#[test]
fn sizes_that_no_newspaper_has() {
    let sentence = "河湾大桥全长1,280米，“一桥通达”——两岸……";
    let han = sentence.repeat(100_000 / sentence.chars().count());
    let line = sentence.repeat(5 << 20 >> 6);
    assert!(line.len() > 5_000_000);
    for body in [han, line] {
        let (source, article) = Copy::default().body(&body).print();
        check_article(&source, &article, &measure(60));
        sound(&source, &layout::raw(&source, &measure(60)), &measure(60));
    }
    for trouble in
        ["「", "。", "a", "—", "\u{301}", "\u{1100}", " 」", "🇨", "👩\u{200d}", "\"", "http://a.example/"]
    {
        let run = format!("江{}", trouble.repeat(20_000));
        let (source, articles) = trial(&run);
        for measure in measures(7) {
            for article in &articles {
                check_article(&source, article, &measure);
            }
        }
    }
}

/// Words as a headline, and as a paragraph, whatever the sanitiser leaves of them.
fn trial(words: &str) -> (Source, [Article; 2]) {
    let source = Source::new(Path::new("01.md"), words.as_bytes());
    let title = Text::cut(&source, Span::new(0, source.text().len()));
    let (_, blank) = Copy::default().print();
    let body = Article { paragraphs: vec![paragraph(title.clone())], ..blank.clone() };
    (source, [Article { headline: Some(Headline { title, ..Headline::default() }), ..blank }, body])
}

fn paragraph(text: Text) -> Paragraph {
    let fragments = vec![Fragment { block: BlockId(0), text }];
    Paragraph { role: ParagraphRole::Body, fragments, seams: Vec::new(), gaps: Vec::new() }
}

/// The articles of a page by its headings alone, paragraphs as they stand.
fn by_headings(source: &Source) -> Vec<Article> {
    let mut articles: Vec<Article> = Vec::new();
    let mut start = 0;
    for block in source.text().split("\n\n") {
        let span = Span::new(start, start + block.trim_end().len());
        start += block.len() + 2;
        let marks = block.len() - block.trim_start_matches(['#', ' ']).len();
        if marks > 0 || articles.is_empty() {
            let (_, mut article) = Copy::default().headline("", "江", "").print();
            let title = Text::cut(source, Span::new(span.start + marks, span.end));
            article.headline = Some(Headline { title, ..Headline::default() });
            articles.push(article);
        } else if let Some(article) = articles.last_mut() {
            article.paragraphs.push(paragraph(Text::cut(source, span)));
        }
    }
    articles
}

#[test]
fn a_real_page_keeps_the_rules() {
    let path = Path::new("../shared/pages/2025-06-19/01.md");
    let Ok(bytes) = std::fs::read(path) else {
        let _ = writeln!(std::io::stderr(), "skipped: {} is not here", path.display());
        return;
    };
    let source = Source::new(path, &bytes);
    let articles = by_headings(&source);
    assert!(articles.len() > 1);
    for width in [20, 31, 40, 41, 60, 80, 100, 120] {
        for measure in measures(width) {
            for article in &articles {
                well_broken(&source, &check_article(&source, article, &measure));
            }
            sound(&source, &layout::raw(&source, &measure), &measure);
        }
    }
}
