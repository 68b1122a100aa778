//! Reads the stitcher's errors on pages with gold: which seams, successions and headlines are wrong, with the evidence on
//! both sides, the worst pages first; then a count by kind, Markdown and plain pages apart.
//!
//! ```text
//! cargo run --release --bin read-errors -- CORPUS… [--worst N] [--page EDITION/FILE]
//! cargo run --release --bin read-errors -- CORPUS… --calibrate
//! ```
//!
//! CORPUS is a folder of editions with `gold.json`, as the learner reads it. `--calibrate` fits the shown confidence instead
//! (`calibrate`). `--model FOLDER` reads with the figures that `learn-stitch` left there, not with those of the program.

mod calibrate;
mod fault;
mod gap;
#[path = "../learn-stitch/gold.rs"]
mod gold;
mod show;

use dubao::block::Page;
use dubao::source::Source;
use dubao::stitch::learned::{Lesson, WORDS, shown};
use dubao::stitch::{Model, read_page};
use fault::{Fault, Kind};
use gap::{Gaps, GoldGaps};
use gold::LearnPage;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// A page with what is wrong with it.
struct Reading<'a> {
    given: &'a LearnPage,
    page: Page,
    faults: Vec<Fault>,
    gaps: Gaps,
}

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (corpora, rest) = args.split_at(args.iter().take_while(|arg| !arg.starts_with("--")).count());
    if corpora.is_empty() {
        let usage =
            "usage: read-errors CORPUS… [--model FOLDER] [--worst N] [--page EDITION/FILE] [--calibrate]";
        return Err(io::Error::other(usage));
    }
    let option = |name: &str| rest.iter().position(|arg| arg == name).and_then(|at| rest.get(at + 1));
    let (mut pages, mut missing) = (Vec::new(), GoldGaps::default());
    for corpus in corpora {
        pages.extend(gold::read(Path::new(corpus))?);
        missing.read(Path::new(corpus))?;
    }
    let model = match option("--model") {
        Some(folder) => model(Path::new(folder))?,
        None => Model::shipped().clone(),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    if rest.iter().any(|arg| arg == "--calibrate") {
        calibrate::calibrate(&model, &pages, &mut out)?;
        return out.flush();
    }
    let wanted = option("--page");
    let name = |page: &LearnPage| format!("{}/{}", page.date, page.file);
    let pages: Vec<&LearnPage> =
        pages.iter().filter(|page| wanted.is_none_or(|wanted| *wanted == name(page))).collect();
    let readings: Vec<Reading<'_>> = pages.iter().map(|page| reading(&model, page, &missing)).collect();
    let mut worst: Vec<&Reading<'_>> = readings.iter().filter(|reading| !reading.faults.is_empty()).collect();
    worst.sort_by_key(|reading| std::cmp::Reverse(reading.faults.len()));
    worst.truncate(option("--worst").and_then(|n| n.parse().ok()).unwrap_or(10));
    for reading in worst {
        let lesson = Lesson::new(&model, &reading.page, &reading.given.gold);
        writeln!(out, "\n=== {}: {} faults", name(reading.given), reading.faults.len())?;
        show::page(&mut out, &model, &reading.page, &lesson, &reading.faults)?;
    }
    for (flavour, plain) in [("Markdown", false), ("plain", true)] {
        let of = readings.iter().filter(|reading| reading.given.file.ends_with(".txt") == plain);
        summary(&mut out, flavour, of)?;
    }
    out.flush()
}

/// What `learn-stitch` left in a folder.
fn model(folder: &Path) -> io::Result<Model> {
    let bytes = |name: &str| std::fs::read(folder.join(name));
    let weights = std::fs::read_to_string(folder.join("weights.txt"))?;
    let words = WORDS.iter().map(|name| bytes(name)).collect::<io::Result<Vec<_>>>()?;
    let words = std::array::from_fn(|part| words[part].as_slice());
    Ok(Model::read(words, &weights, &bytes("trees.bin")?))
}

fn reading<'a>(model: &Model, given: &'a LearnPage, missing: &GoldGaps) -> Reading<'a> {
    let (page, _) = read_page(Source::new(Path::new(&given.file), given.text.as_bytes()));
    let stitched = shown(model, &page).stitched;
    let faults = fault::find(&page, &given.gold, &stitched);
    let gaps = Gaps::of(given, missing, &page, &stitched);
    Reading { given, page, faults, gaps }
}

/// How many faults of each kind, on how many pages.
fn summary<'a>(
    out: &mut impl Write,
    flavour: &str,
    readings: impl Iterator<Item = &'a Reading<'a>>,
) -> io::Result<()> {
    let (mut pages, mut clean) = (0, 0);
    let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    let mut gaps = Gaps::default();
    for reading in readings {
        pages += 1;
        gaps.add(&reading.gaps);
        clean += usize::from(reading.faults.is_empty());
        let mut here: BTreeMap<Kind, usize> = BTreeMap::new();
        for fault in &reading.faults {
            *here.entry(fault.kind).or_default() += 1;
        }
        for (kind, n) in here {
            let count = counts.entry(kind).or_default();
            *count = (count.0 + n, count.1 + 1);
        }
    }
    if pages > 0 {
        writeln!(out, "\n{flavour}: {pages} pages, {clean} without a fault")?;
    }
    for (kind, (faults, pages)) in counts {
        writeln!(out, "{faults:6} on {pages:3} pages  {}", kind.words())?;
    }
    if pages > 0 {
        writeln!(out, "{gaps}")?;
    }
    Ok(())
}
