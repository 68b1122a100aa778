//! How long a page takes to be put back together: the demo's pages, and the longest of them many times over, for the
//! growth with length. `cargo bench --bench stitch`.

use dubao::block::Page;
use dubao::source::Source;
use dubao::stitch::stitch;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Runs of each measurement; the median is shown.
const RUNS: usize = 15;

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut longest = String::new();
    for name in ["01.md", "02.md", "03.md", "04.txt"] {
        let path = Path::new("assets/demo").join(name);
        let page = Page::read(Source::new(&path, &std::fs::read(&path)?));
        let time = median(|| drop(stitch(&page)));
        writeln!(out, "{name:8} {:4} blocks  {time:8.2?}", page.blocks.len())?;
        if page.source.text().len() > longest.len() {
            longest = page.source.text().to_owned();
        }
    }
    for times in [1, 5, 10, 20, 50] {
        let page = Page::read(Source::new(Path::new("1.md"), longest.repeat(times).as_bytes()));
        let time = median(|| drop(stitch(&page)));
        writeln!(out, "×{times:<7} {:4} blocks  {time:8.2?}", page.blocks.len())?;
    }
    Ok(())
}
