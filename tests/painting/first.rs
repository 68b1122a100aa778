//! First screens: what it costs to paint one on a blank terminal, beside the bytes of the characters one then sees.

use super::model::Kind;
use super::wall::{Reading, Wall, paper_theme};
use crate::{settings, typed};
use dubao::edition::Edition;
use dubao::layout::Ambiguous;
use dubao::source::Source;
use dubao::tui::Certainty;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;
use std::io::Write;
use std::path::Path;

const REAL: &str = "../shared/pages/2025-06-19/01.md";
const SIZES: [(u16, u16); 4] = [(40, 20), (80, 24), (120, 40), (200, 50)];
/// Screens by the keys that lead to them. In the wider windows the first four have two panes.
const SCREENS: [(&str, &str); 7] = [
    ("list", ""),
    ("article", "\r"),
    ("further down", "\r "),
    ("columns", "\rC"),
    ("text alone", "\rz"),
    ("front page", "F"),
    ("help", "?"),
];

/// The bytes of what one sees of a frame: blanks are not counted, also where they are in reverse video.
pub(crate) fn own_bytes(frame: &Buffer) -> usize {
    frame.content.iter().map(|cell| cell.symbol().trim().len()).sum()
}

/// The demo, and the real page where it is.
fn editions() -> Vec<(&'static str, Edition)> {
    let mut editions = vec![("demo", dubao::library::demo())];
    match std::fs::read(REAL) {
        Ok(bytes) => {
            editions.push(("real page", Edition::assemble("", vec![Source::new(Path::new(REAL), &bytes)])));
        }
        Err(_) => drop(writeln!(std::io::stderr(), "skipped: {REAL} is not here")),
    }
    editions
}

/// In hundredths of the own characters. Where there is little text, what stands around it weighs: three blanks before
/// each row of a list, a move to its signs; in the help, keys and names in columns of ASCII, of which a byte is a whole
/// character, and from column to column a move.
fn most(screen: &str, columns: u16) -> usize {
    match (screen, columns) {
        ("help", ..80) => 168,
        ("help", ..120) => 158,
        ("help", _) => 150,
        ("list", ..80) => 134,
        _ => 130,
    }
}

/// Where no terminal answers, besides: a move behind every mark of doubtful width, and on every row that the line between
/// list and text is on.
const UNSURE: usize = 5;

/// Every screen of every edition, at every size: its name, its size, and who reads it.
fn each_screen(see: impl Fn(&str, &str, (u16, u16), &Reading)) {
    for (edition, pages) in editions() {
        for size in SIZES {
            for (screen, keys) in SCREENS {
                let mut reading = Reading::of(pages.clone(), size, settings(Ambiguous::Narrow));
                reading.press_all(typed(keys));
                see(edition, screen, size, &reading);
            }
        }
    }
}

/// The bytes of a frame on a blank terminal.
fn cost(frame: &Buffer, cursor: Option<Position>, size: (u16, u16), certainty: Certainty) -> usize {
    Wall::new(Ambiguous::Narrow, Kind::Narrow, size, certainty).paint(frame, cursor)
}

#[test]
fn a_first_screen_costs_little_more_than_its_characters() {
    each_screen(|edition, screen, size, reading| {
        let (frame, cursor) = reading.draw();
        let own = own_bytes(&frame);
        // A session's first frame is painted while the answer of the terminal is awaited.
        let bytes = cost(&frame, cursor, size, Certainty::Expected);
        let unsure = cost(&frame, cursor, size, Certainty::Assumed);
        let (columns, rows) = size;
        let _ = writeln!(
            std::io::stderr(),
            "{edition}, {screen} at {columns}x{rows}: {bytes} bytes for {own}, {:.2}; \
             where no terminal answers {unsure}, {:.2}",
            bytes as f64 / own as f64,
            unsure as f64 / own as f64
        );
        let most = most(screen, columns);
        assert!(bytes * 100 <= own * most, "{edition}, {screen} at {size:?}");
        assert!(unsure * 100 <= own * (most + UNSURE), "{edition}, {screen} at {size:?}, unsure");
    });
}

/// Erasing leaves no colour in some terminals, so on a ground of its own every blank is written: one byte each; and each
/// change of the pen names a colour out of 256, with eleven bytes, of which each row may have one.
#[test]
fn a_ground_of_its_own_costs_its_blanks_and_no_more() {
    each_screen(|edition, screen, size, reading| {
        let (frame, cursor) = reading.draw_in(paper_theme());
        // The second column of a wide character holds a blank too, which is not written.
        let wide = frame.content.iter().filter(|cell| cell.cell_width() > 1).count();
        let blanks = frame.content.iter().filter(|cell| cell.symbol() == " ").count() - wide;
        let own = own_bytes(&frame);
        let bytes = cost(&frame, cursor, size, Certainty::Expected);
        let (columns, rows) = size;
        let _ = writeln!(
            std::io::stderr(),
            "{edition}, {screen} on paper at {columns}x{rows}: {bytes} bytes for {own} and {blanks} blanks"
        );
        let most = own * most(screen, columns) / 100 + 11 * usize::from(rows);
        assert!(bytes <= blanks + most, "{edition}, {screen} at {size:?}: {bytes} bytes");
    });
}
