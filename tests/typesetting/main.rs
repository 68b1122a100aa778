//! Typesetting as a reader sees it: whole articles set to many measures, and what must hold on every line of them.

mod columns;
mod copy;
mod front;
mod pages;
mod rules;

use copy::{Copy, front_page_story, trial};
use dubao::layout::{self, Cells, Justify, Level, LineKind, Measure, Sheet};
use dubao::source::Source;
use dubao::stitch::GapKind;
use proptest::prelude::*;
use rules::{POLICIES, check_article, ink, measure, measures, picture, rarer, set_words, sound, well_broken};
use std::path::Path;

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
        for measure in measures(width).chain(rarer(width)) {
            let sheet = check_article(&source, &article, &measure);
            if width >= 30 {
                well_broken(&source, &sheet, &measure);
            }
        }
    }
    let whole = layout::set(&article, &measure(u16::MAX));
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
    let sheet = layout::set(&article, &measure(16));
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
Raw       **　昨日上午，大桥合
Raw       龙。
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
        for measure in measures(width).chain(rarer(width)) {
            let sheet = check_article(&source, &article, &measure);
            if width >= 48 {
                well_broken(&source, &sheet, &measure);
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
    let policy = prop::sample::select(POLICIES.to_vec());
    let level = prop::sample::select(vec![Level::Strict, Level::Basic]);
    let justify = prop::sample::select(vec![Justify::Off, Justify::Natural]);
    (1..=120_u16, policy, any::<bool>(), level, justify).prop_map(
        |(width, ambiguous, hang, level, justify)| Measure {
            ambiguous,
            hang,
            level,
            justify,
            ..measure(width)
        },
    )
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
        well_broken(&source, &check_article(&source, &article, &wide_enough), &wide_enough);
        check_article(&source, &article, &measure);
    }
}

/// A hundred thousand lines of marks and words at random, the same at each run.
#[test]
fn a_hundred_thousand_random_lines_keep_the_rules() {
    let tokens: Vec<&str> = NASTY.split('|').collect();
    let mut seed = 20_260_314_u64;
    // Knuth's MMIX generator; its upper bits are the good ones.
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut lines = 0;
    while lines < 100_000 {
        let mut body = String::new();
        for _ in 0..600 {
            (0..random(4)).for_each(|_| body.push_str(tokens[random(tokens.len())]));
            body.push_str("江城");
        }
        let (source, article) = Copy::default().body(&body).print();
        let width = 40 + random(81) as u16;
        let measures: Vec<Measure> = measures(width).chain(rarer(width)).collect();
        let measure = measures[random(measures.len())];
        let sheet = check_article(&source, &article, &measure);
        well_broken(&source, &sheet, &measure);
        lines += sheet.lines.len();
    }
}

#[test]
fn a_long_deck_is_pulled_out() {
    let deck = "两岸明年起一桥通达";
    for (times, expected) in [
        (1, "Headline               夜读\nDeck            两岸明年起一桥通达\n"),
        (
            6,
            "\
Headline               夜读
Blank
Deck          两岸明年起一桥通达两岸
Deck          明年起一桥通达两岸明年
Deck          起一桥通达两岸明年起一
Deck          桥通达两岸明年起一桥通
Deck          达两岸明年起一桥通达
",
        ),
    ] {
        let (source, article) = Copy::default().headline("", "夜读", &deck.repeat(times)).print();
        assert_eq!(picture(&check_article(&source, &article, &measure(30))), expected);
    }
}

#[test]
fn a_rule_for_every_length() {
    let address = "http://paper.example/2026/03/14/page?id=1&lang=zh";
    for (body, width, expected) in [
        // A paragraph of one character, and of one mark.
        ("桥", 16, "    桥"),
        ("。", 16, "    。"),
        // An address is parted only where it is longer than a line, behind a solidus, point, ? or &.
        (address, 60, "    http://paper.example/2026/03/14/page?id=1&lang=zh"),
        (address, 30, "    http://paper.example/2026/|03/14/page?id=1&lang=zh"),
        (address, 16, "    http://|paper.example/|2026/03/14/page?|id=1&lang=zh"),
        // A word longer than the line, and a number.
        ("Donaudampfschifffahrt", 16, "    Donaudampfsc|hifffahrt"),
        ("见12345678901234567890", 16, "    见1234567890|1234567890"),
    ] {
        let (source, article) = Copy::default().body(body).print();
        let sheet = check_article(&source, &article, &measure(width));
        let lines: Vec<String> = picture(&sheet).lines().map(|line| line[10..].to_owned()).collect();
        assert_eq!(lines.join("|"), expected, "at {width}");
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
