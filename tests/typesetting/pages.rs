//! Whole pages: the demo's, and the real one where it is there, at every width.

use crate::rules::{measure, measures, rarer, set_words, sound, violations, words};
use dubao::edition::{Edition, EditionPage};
use dubao::layout::{self, Ambiguous, Cells, Justify, LineKind, Measure};
use dubao::source::Source;
use std::io::Write;
use std::path::Path;

const DEMO: [&str; 4] = ["assets/demo/01.md", "assets/demo/02.md", "assets/demo/03.md", "assets/demo/04.txt"];
const REAL: &str = "../shared/pages/2025-06-19/01.md";

/// The demo's pages and the real one, each put in order.
pub(crate) fn pages() -> Vec<(&'static str, EditionPage)> {
    let read = |path: &'static str| Some((path, std::fs::read(path).ok()?));
    let paths = DEMO.into_iter().chain([REAL]);
    let found: Vec<(&str, Vec<u8>)> = paths.filter_map(read).collect();
    assert!(found.len() >= DEMO.len(), "the demo is in the repository");
    if found.len() == DEMO.len() {
        let _ = writeln!(std::io::stderr(), "skipped: {REAL} is not here");
    }
    let stitched = |(path, bytes): (&'static str, Vec<u8>)| {
        let edition = Edition::assemble("", vec![Source::new(Path::new(path), &bytes)]);
        edition.pages.into_iter().map(move |page| (path, page))
    };
    found.into_iter().flat_map(stitched).collect()
}

#[test]
fn whole_pages_keep_the_rules_at_every_width() {
    let pages = pages();
    // Each second width in its own thread: the widths are the same work, page after page.
    std::thread::scope(|scope| {
        for first in [10, 11] {
            let pages = &pages;
            scope.spawn(move || (first..=120).step_by(2).for_each(|width| check_width(pages, width)));
        }
    });
}

fn check_width(pages: &[(&str, EditionPage)], width: u16) {
    let seldom = rarer(width).filter(|_| width % 8 < 2);
    for measure in measures(width).chain(seldom) {
        for (path, page) in pages {
            let source = &page.page.source;
            for article in &page.stitched.articles {
                let sheet = layout::set(article, &measure);
                assert_eq!(set_words(&sheet), words(article), "{path} at {measure:?}");
                sound(source, &sheet, &measure);
                let found = violations(source, &sheet, &measure);
                assert!(found.is_empty(), "{path}: {}", found.join("\n"));
            }
        }
    }
}

/// Of the lines of body text that are not a paragraph's last, how many in a hundred lack two cells or more.
fn short_lines(pages: &[&EditionPage], measure: &Measure) -> f64 {
    let (mut short, mut all) = (0_u32, 0_u32);
    for width in 20..=80 {
        let measure = Measure { width: Cells(width), ..*measure };
        for article in pages.iter().flat_map(|page| &page.stitched.articles) {
            for pair in layout::set(article, &measure).lines.windows(2) {
                if pair[1].kind == LineKind::Body {
                    all += 1;
                    let reach = pair[0].indent.0 + pair[0].width.0;
                    short += u32::from((width & !1) >= reach + 2);
                }
            }
        }
    }
    100.0 * f64::from(short) / f64::from(all)
}

#[test]
fn few_lines_are_short() {
    let pages = pages();
    let of = |real: bool| -> Vec<&EditionPage> {
        pages.iter().filter(|(path, _)| (*path == REAL) == real).map(|(_, page)| page).collect()
    };
    for (name, pages) in [("demo", of(false)), ("real page", of(true))] {
        if pages.is_empty() {
            continue;
        }
        let measure = |ambiguous, hang, justify| Measure { ambiguous, hang, justify, ..measure(0) };
        let found = [Justify::Off, Justify::Natural].map(|justify| {
            [
                (Ambiguous::Narrow, true),
                (Ambiguous::Narrow, false),
                (Ambiguous::Wide, true),
                (Ambiguous::Wide, false),
            ]
            .map(|(ambiguous, hang)| short_lines(&pages, &measure(ambiguous, hang, justify)))
        });
        for ([hung, plain, hung_wide, plain_wide], manner) in found.iter().zip(["ragged", "filled"]) {
            let _ = writeln!(
                std::io::stderr(),
                "{name}, {manner}: short lines {hung:.2} % hanging, {plain:.2} % not; \
                 wide {hung_wide:.2} %, {plain_wide:.2} %"
            );
        }
        let [[hung, plain, ..], filled] = found;
        assert!(hung <= 3.0 && plain <= 10.0, "{name}: {hung:.2} % hanging, {plain:.2} % not");
        assert!(filled[0] <= 2.0 && filled[1] <= 7.0, "{name}, filled: {filled:?}");
    }
}
