//! Stitching: the demo edition and the tricky pages against their goldens (`tests/tricky/README.md`), and
//! pages far larger than a newspaper's.
//!
//! A page that is not yet right has what came out of it on record in `tests/tricky/wrong`; the record is part of the
//! test, so that what changes is seen, and goes when the page is right. `RECORD=1 cargo test --test stitching` writes it.

use dubao::block::Page;
use dubao::source::{Source, Text};
use dubao::stitch::{Article, GapKind, Kind, Paragraph, ParagraphRole, Stitched, read_page};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> (Page, Stitched) {
    read_page(Source::new(path, &fs::read(path).expect("the page is in the repository")))
}

/// A stitched page as the goldens are written.
fn render(page: &Page, stitched: &Stitched) -> String {
    let mut out = String::new();
    for article in &stitched.articles {
        render_article(page, article, &mut out);
        out.push('\n');
    }
    out.push_str("-- furniture\n");
    for id in stitched.furniture.iter().chain(&stitched.unplaced) {
        let _ = writeln!(out, "{}", page.block(*id).text.as_str());
    }
    out
}

fn render_article(page: &Page, article: &Article, out: &mut String) {
    let _ = writeln!(out, "=={}", headline(page, article));
    let kind = match article.kind {
        Kind::Article => "article",
        Kind::Photo => "photo",
        Kind::Brief => "brief",
        Kind::Notice => "notice",
    };
    let _ = writeln!(out, "kind: {kind}");
    let number =
        |line: &dubao::block::JumpLine| line.page.map_or_else(|| "?".to_owned(), |page| page.0.to_string());
    if let Some(from) = &article.from {
        let _ = writeln!(out, "from: {}", number(from));
    }
    for paragraph in &article.paragraphs {
        out.push_str(&render_paragraph(paragraph));
    }
    if let Some(jump) = &article.jump {
        let _ = writeln!(out, "jump: {}", number(jump));
    }
}

/// The headline's blocks, in the order of the page.
fn headline(page: &Page, article: &Article) -> String {
    let Some(headline) = &article.headline else { return String::new() };
    let parts = headline.kicker.iter().chain([&headline.title]).chain(&headline.deck);
    let starts: Vec<usize> = parts.flat_map(Text::spans).map(|span| span.start).collect();
    let blocks = page.blocks.iter().filter(|block| starts.iter().any(|start| block.span.contains(*start)));
    format!(" {}", blocks.map(|block| block.text.as_str()).collect::<Vec<_>>().join("｜"))
}

fn render_paragraph(paragraph: &Paragraph) -> String {
    let sign = match paragraph.role {
        ParagraphRole::Body | ParagraphRole::Byline => "",
        ParagraphRole::Subhead => "## ",
        ParagraphRole::Caption => ">> ",
        ParagraphRole::Credit => "© ",
    };
    let latin = paragraph.fragments.iter().skip(1).any(|fragment| fragment.text.as_str().starts_with(' '));
    let texts: Vec<&str> = paragraph.fragments.iter().map(|fragment| fragment.text.as_str()).collect();
    let mut line = format!("{sign}{}\n", texts.join(if latin { "" } else { "｜" }));
    if paragraph.gaps.iter().any(|gap| gap.kind == GapKind::CutWithoutContinuation) {
        line.push_str("~~\n");
    }
    line
}

/// A page against its golden: right, or wrong in the way that is on record.
fn check(page: &Path, golden: &Path) {
    let (read, stitched) = read(page);
    let got = render(&read, &stitched);
    let want = fs::read_to_string(golden).expect("every page has its golden");
    let name = golden.file_name().expect("a golden is a file");
    let record = Path::new("tests/tricky/wrong").join(name);
    let right = got.trim() == want.trim();
    if std::env::var_os("RECORD").is_some() {
        let _ = if right { fs::remove_file(&record) } else { fs::write(&record, &got) };
        return;
    }
    match fs::read_to_string(&record) {
        Ok(_) if right => panic!("{} is right now: remove {}", page.display(), record.display()),
        Ok(on_record) => assert_eq!(got, on_record, "{} went wrong in another way", page.display()),
        Err(_) => assert_eq!(got.trim(), want.trim(), "{}", page.display()),
    }
}

#[test]
fn the_demo_comes_out_as_its_goldens() {
    for name in ["01.md", "02.md", "03.md", "04.txt"] {
        let golden = name.split_once('.').map_or(name, |(stem, _)| stem);
        check(
            &Path::new("assets/demo").join(name),
            &Path::new("tests/demo").join(format!("{golden}.gold.txt")),
        );
    }
}

fn pages(folder: &str) -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> =
        fs::read_dir(folder).expect("it is in the repository").flatten().map(|e| e.path()).collect();
    pages.retain(|path| {
        path.is_file() && !path.ends_with("README.md") && !path.to_string_lossy().ends_with(".gold.txt")
    });
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

#[test]
fn the_tricky_pages_come_out_as_their_goldens_or_as_on_record() {
    for page in pages("tests/tricky") {
        check(&page, &page.with_extension("gold.txt"));
    }
}

/// Many engines leave no blank lines.
#[test]
fn pages_come_out_the_same_without_their_blank_lines() {
    for path in pages("tests/tricky").into_iter().chain(pages("assets/demo")) {
        let text = fs::read_to_string(&path).expect("the page is in the repository");
        let name = path.to_str().expect("its name is ASCII");
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let [with, without] = [text.as_str(), &lines.join("\n")].map(|text| {
            let (page, stitched) = stitched(name, text);
            render(&page, &stitched)
        });
        assert_eq!(without, with, "{name}");
    }
}

fn stitched(name: &str, text: &str) -> (Page, Stitched) {
    read_page(Source::new(Path::new(name), text.as_bytes()))
}

/// Pages far larger than a newspaper's, at a share of the full size.
fn huge_pages(share: usize) {
    let many: String =
        (0..4_000 / share).map(|n| format!("第{n}段只有一句话，说的是渡口的第{n}条船\n\n")).collect();
    let headings: String = (0..20_000 / share).map(|n| format!("# 标题{n}\n\n")).collect();
    let long = "江水一涨再涨，船都停了，".repeat(140_000 / share);
    for text in [many, headings, long] {
        let (page, stitched) = stitched("1.md", &text);
        every_block_count(&page, &stitched);
    }
}

#[test]
fn large_pages_are_bounded() {
    huge_pages(20);
}

#[test]
#[ignore = "takes a minute without optimisation: cargo test --release --test stitching -- --ignored"]
fn huge_pages_are_bounded() {
    huge_pages(1);
}

/// As many blocks come out as there are; which characters they have, `tests/invariants.rs` checks on smaller pages.
fn every_block_count(page: &Page, stitched: &Stitched) {
    let placed: usize = stitched
        .articles
        .iter()
        .map(|article| {
            let headline =
                article.headline.iter().flat_map(|h| h.kicker.iter().chain([&h.title]).chain(&h.deck));
            headline.map(|text| text.spans().count()).sum::<usize>()
                + article.paragraphs.iter().map(|p| p.fragments.len()).sum::<usize>()
        })
        .sum();
    assert_eq!(placed + stitched.furniture.len() + stitched.unplaced.len(), page.blocks.len());
}
