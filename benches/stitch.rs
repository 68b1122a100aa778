//! How long a page takes to be put back together: the pages of `../shared/stitch-bench/dev` where they are at hand, else the
//! demo's; pages laid end to end, for the growth with length; and pages no newspaper prints.
//! `cargo bench --bench stitch`.

use dubao::block::Page;
use dubao::source::Source;
use dubao::stitch::read_page;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Runs of each measurement; the median is shown.
const RUNS: usize = 5;

/// What a newspaper's page may take, at the median of all.
const BUDGET: Duration = Duration::from_millis(20);

/// From the bytes of a file to its articles: what opening a page takes.
fn read(text: &str) -> Page {
    read_page(Source::new(Path::new("1.md"), text.as_bytes())).0
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn time(text: &str, runs: usize) -> (usize, Duration) {
    let mut blocks = 0;
    let run = |_| {
        let start = Instant::now();
        blocks = read(text).blocks.len();
        start.elapsed()
    };
    let times = (0..runs).map(run).collect();
    (blocks, median(times))
}

/// All pages of a folder of editions.
fn pages(folder: &Path) -> io::Result<Vec<String>> {
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md" || ending == "txt");
    let mut editions: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    editions.sort();
    let mut pages = Vec::new();
    for edition in editions.iter().filter(|path| path.is_dir()) {
        let mut files: Vec<PathBuf> = fs::read_dir(edition)?.flatten().map(|entry| entry.path()).collect();
        files.retain(is_page);
        files.sort();
        for file in files {
            pages.push(fs::read_to_string(file)?);
        }
    }
    Ok(pages)
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    read("江边的船都停了。"); // the model is read once
    let folder = Path::new("../shared/stitch-bench/dev");
    let (name, pages) = match pages(folder) {
        Ok(pages) if !pages.is_empty() => ("dev", pages),
        _ => ("demo", pages(Path::new("assets"))?),
    };
    let times: Vec<Duration> = pages.iter().map(|page| time(page, RUNS).1).collect();
    let worst = times.iter().max().copied().unwrap_or_default();
    let (count, median) = (times.len(), median(times));
    writeln!(
        out,
        "{name}: {count} pages, median {median:.1?} a page (at most {BUDGET:?}), the longest {worst:.1?}"
    )?;
    for times in [1, 5, 10, 20, 50] {
        let text: Vec<&str> = pages.iter().map(String::as_str).cycle().take(times).collect();
        let (blocks, time) = time(&text.join("\n\n"), 1);
        let each = time / u32::try_from(blocks.max(1)).unwrap_or(u32::MAX);
        writeln!(out, "×{times:<3} {blocks:6} blocks  {time:8.1?}  {each:6.1?} a block")?;
    }
    let many: String =
        (0..4_000).map(|n| format!("第{n}段只有一句话，说的是渡口的第{n}条船。\n\n")).collect();
    let headings: String = (0..20_000).map(|n| format!("# 标题{n}\n\n")).collect();
    let long = "江水一涨再涨，船都停了，".repeat(140_000);
    let line =
        |n| if n % 7 == 6 { "水位退了。\n" } else { "渡口今晨起雾船都停了等着的人上\n" };
    let lines: String = (0..20_000).map(line).collect();
    let odd = [
        ("4,000 paragraphs", many),
        ("20,000 headings", headings),
        ("20,000 lines", lines),
        ("one of 5 MB", long),
    ];
    for (what, text) in odd {
        let (blocks, time) = time(&text, 1);
        writeln!(out, "{what:18} {blocks:6} blocks  {time:8.1?}")?;
    }
    Ok(())
}
