//! Draws a picture of the demo edition on the screen, for the README: as text, or as SVG.
//!
//! ```text
//! dubao-picture text|svg COLUMNSxROWS [KEY…]       e.g. dubao-picture text 100x28 j Enter S
//! ```
//!
//! It presses the keys as a reader would and prints the last frame. No terminal is needed.

use dubao::config::keys::default_keys;
use dubao::layout::{self, Ambiguous};
use dubao::library;
use dubao::reader::{Effect, Key, News, Reader, Settings};
use dubao::tui::screen;
use dubao::widget::screen_text;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::io::{self, Write as _};

const USAGE: &str = "usage: dubao-picture text|svg COLUMNSxROWS [KEY…]";

fn main() -> io::Result<()> {
    let mut args = std::env::args().skip(1);
    let (form, size) = (args.next().unwrap_or_default(), args.next().unwrap_or_default());
    let size = size.split_once('x').and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)));
    let keys: Option<Vec<Key>> = args.map(|word| key(&word)).collect();
    let (Some((columns, rows)), Some(keys)) = (size, keys) else { return Err(io::Error::other(USAGE)) };
    let frame = frame(columns, rows, &keys)?;
    let picture = match form.as_str() {
        "text" => screen_text(&frame),
        "svg" => svg(&frame),
        _ => return Err(io::Error::other(USAGE)),
    };
    io::stdout().lock().write_all(picture.as_bytes())
}

/// A key by its name, or by its character.
fn key(word: &str) -> Option<Key> {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(Key::char(c)),
        _ => Key::named(word),
    }
}

/// What the screen shows after the keys; marks are kept as if a disk were there.
fn frame(columns: u16, rows: u16, keys: &[Key]) -> io::Result<Buffer> {
    let settings = Settings::default();
    let mut reader =
        Reader::new(library::demo(), library::DEMO.to_owned(), settings, default_keys(), Vec::new(), None);
    reader.resize(columns, rows);
    for key in keys {
        for effect in reader.press(*key) {
            if let Effect::Keep(mark) = effect {
                reader.hear(News::Kept(mark.id));
            }
        }
    }
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).map_err(io::Error::other)?;
    let drawn = terminal.draw(|frame| screen::draw(frame, &reader)).map_err(io::Error::other)?;
    Ok(drawn.buffer.clone())
}

/// The size of a cell in the picture's units.
const CELL: (u32, u32) = (9, 20);
/// Paper and ink.
const GROUND: (&str, &str) = ("#fdfbf5", "#24211c");

/// A picture of the cells: a rectangle for every run of a ground of its own, a text for every run of one style.
fn svg(frame: &Buffer) -> String {
    let (columns, rows) = (u32::from(frame.area.width), u32::from(frame.area.height));
    let (width, height) = (columns * CELL.0, rows * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"'Noto Sans Mono CJK SC','Sarasa Mono SC','Noto Sans CJK SC',monospace\" font-size=\"16\">\n<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
        GROUND.0
    );
    for y in 0..frame.area.height {
        let mut x = 0;
        while x < frame.area.width {
            let cell = &frame[(x, y)];
            let cells = layout::width(cell.symbol(), Ambiguous::Narrow).0.max(1);
            draw(&mut svg, cell, u32::from(x), u32::from(y), u32::from(cells));
            x += cells;
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// One character: placed by its cell, so that no font can shift the row.
fn draw(svg: &mut String, cell: &Cell, x: u32, y: u32, cells: u32) {
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let (mut paper, mut ink) = (colour(cell.bg, GROUND.0), colour(cell.fg, GROUND.1));
    if reversed {
        std::mem::swap(&mut paper, &mut ink);
    }
    let (left, top) = (x * CELL.0, y * CELL.1);
    if paper != GROUND.0 {
        // Writing to a String does not fail, here and below.
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" fill=\"{paper}\"/>",
            cells * CELL.0,
            CELL.1
        );
    }
    if cell.symbol().trim().is_empty() {
        return;
    }
    let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let faint = if cell.modifier.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
    let line =
        if cell.modifier.contains(Modifier::UNDERLINED) { " text-decoration=\"underline\"" } else { "" };
    let symbol = cell.symbol().replace('&', "&amp;").replace('<', "&lt;");
    let (middle, base) = (left + cells * CELL.0 / 2, top + 15);
    let _ = writeln!(
        svg,
        "<text x=\"{middle}\" y=\"{base}\" text-anchor=\"middle\" fill=\"{ink}\"{weight}{faint}{line}>{symbol}</text>"
    );
}

/// The terminal's sixteen colours as a light terminal has them.
fn colour(colour: Color, otherwise: &'static str) -> &'static str {
    match colour {
        Color::Black => "#24211c",
        Color::Red | Color::LightRed => "#b3261e",
        Color::Green | Color::LightGreen => "#3d7a2a",
        Color::Yellow | Color::LightYellow => "#94660a",
        Color::Blue | Color::LightBlue => "#1f5fa8",
        Color::Magenta | Color::LightMagenta => "#8a3a8f",
        Color::Cyan | Color::LightCyan => "#16737a",
        Color::Gray | Color::DarkGray => "#7a756b",
        Color::White => "#fdfbf5",
        _ => otherwise,
    }
}
