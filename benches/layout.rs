//! How fast a page is set, beside textwrap as it comes and the bare table of unicode-linebreak on the same text.
//!
//! `cargo bench --bench layout` prints the ratios first, then divan's own table. The text is the real page where it is
//! there, else the demo's first.

use divan::Bencher;
use divan::counter::BytesCount;
use dubao::edition::Edition;
use dubao::layout::{self, Ambiguous, Cells, Measure};
use dubao::source::Source;
use dubao::stitch::Article;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

const WIDTH: u16 = 60;

/// A page put in order, and its paragraphs as strings for those who know no articles.
struct Copy {
    name: String,
    edition: Edition,
    paragraphs: Vec<String>,
}

static COPY: LazyLock<Copy> = LazyLock::new(|| {
    let pages = ["../shared/pages/2025-06-19/01.md", "assets/demo/01.md"].map(Path::new);
    let read = |path: &Path| Some((path.display().to_string(), std::fs::read(path).ok()?));
    let (name, bytes) = pages.into_iter().find_map(read).expect("the demo is in the repository");
    let edition = Edition::assemble("bench", vec![Source::new(Path::new(&name), &bytes)]);
    let paragraphs = edition.articles().flat_map(|(_, article)| words(article)).collect();
    Copy { name, edition, paragraphs }
});

fn words(article: &Article) -> Vec<String> {
    let titles = article.headline.iter().map(|headline| headline.title.as_str().to_owned());
    titles.chain(article.paragraphs.iter().map(|p| p.text().as_str().to_owned())).collect()
}

impl Copy {
    fn bytes(&self) -> usize {
        self.paragraphs.iter().map(String::len).sum()
    }
}

fn set(ambiguous: Ambiguous) -> usize {
    let measure = Measure::new(Cells(WIDTH), ambiguous, true);
    let sheets = COPY.edition.articles().map(|(_, article)| layout::set(article, &measure));
    sheets.map(|sheet| sheet.lines.len()).sum()
}

fn wrap() -> usize {
    COPY.paragraphs.iter().map(|words| textwrap::wrap(words, usize::from(WIDTH)).len()).sum()
}

fn table() -> usize {
    COPY.paragraphs.iter().map(|words| unicode_linebreak::linebreaks(words).count()).sum()
}

#[divan::bench]
fn dubao_narrow(bencher: Bencher) {
    bencher.counter(BytesCount::new(COPY.bytes())).bench(|| set(black_box(Ambiguous::Narrow)));
}

#[divan::bench]
fn dubao_wide(bencher: Bencher) {
    bencher.counter(BytesCount::new(COPY.bytes())).bench(|| set(black_box(Ambiguous::Wide)));
}

#[divan::bench]
fn textwrap_default(bencher: Bencher) {
    bencher.counter(BytesCount::new(COPY.bytes())).bench(wrap);
}

#[divan::bench]
fn unicode_linebreak_table(bencher: Bencher) {
    bencher.counter(BytesCount::new(COPY.bytes())).bench(table);
}

/// Megabytes a second, the median of many rounds.
fn median(work: impl Fn() -> usize) -> f64 {
    let mut seconds: Vec<f64> = (0..301)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    COPY.bytes() as f64 / 1e6 / seconds[seconds.len() / 2]
}

fn main() {
    let [ours, wrap, table] = [median(|| set(Ambiguous::Narrow)), median(wrap), median(table)];
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{}, {} bytes, {WIDTH} cells, medians:", COPY.name, COPY.bytes());
    let _ = writeln!(out, "  dubao, breaks and lines     {ours:6.1} MB/s");
    let _ = writeln!(
        out,
        "  textwrap, breaks and lines  {wrap:6.1} MB/s  dubao is {:.1} times as fast",
        ours / wrap
    );
    let _ = writeln!(
        out,
        "  unicode-linebreak, breaks   {table:6.1} MB/s  dubao is {:.2} times as fast",
        ours / table
    );
    divan::main();
}
