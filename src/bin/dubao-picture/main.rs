//! Draws pictures of the demo edition on the screen, for the README: as text, or as SVG.
//!
//! ```text
//! dubao-picture all FOLDER                            every picture of the README, into that folder
//! dubao-picture text|svg COLUMNSxROWS [KEY…]          one screen, e.g. dubao-picture text 100x28 j Enter S
//! ```
//!
//! It presses the keys as a reader would and draws the last frame. No terminal is needed, and the same program draws
//! the same picture everywhere.

mod svg;

use dubao::config::keys::default_keys;
use dubao::config::{Themes, themes};
use dubao::lang::Lang;
use dubao::library;
use dubao::reader::{Effect, Key, News, Reader, Settings};
use dubao::theme::{Depth, Theme};
use dubao::tui::screen;
use dubao::widget::screen_text;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use svg::{DARK, LIGHT, Screen, svg};

const USAGE: &str = "usage: dubao-picture all FOLDER | dubao-picture text|svg COLUMNSxROWS [KEY…]";

/// A picture of the README.
struct Picture {
    /// Its file.
    name: &'static str,
    /// Columns and rows.
    size: (u16, u16),
    /// What is pressed, blanks between the keys.
    keys: &'static str,
    lang: Lang,
    theme: &'static str,
    /// The terminal it is seen on.
    screen: Screen,
}

const PICTURES: [Picture; 5] = [
    Picture {
        name: "list.svg",
        size: (120, 40),
        keys: "Enter",
        lang: Lang::Zh,
        theme: "terminal",
        screen: LIGHT,
    },
    Picture {
        name: "article.svg",
        size: (80, 24),
        keys: "Enter Space S",
        lang: Lang::En,
        theme: "terminal",
        screen: DARK,
    },
    Picture {
        name: "columns.svg",
        size: (200, 50),
        keys: "Enter",
        lang: Lang::Zh,
        theme: "terminal",
        screen: LIGHT,
    },
    Picture {
        name: "front.svg",
        size: (120, 40),
        keys: "F",
        lang: Lang::Zh,
        theme: "terminal",
        screen: DARK,
    },
    Picture {
        name: "paper.svg",
        size: (100, 30),
        keys: "Enter",
        lang: Lang::Zh,
        theme: "paper",
        screen: LIGHT,
    },
];

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["all", folder] => draw_all(Path::new(folder)),
        [form @ ("text" | "svg"), size, keys @ ..] => {
            let size = size.split_once('x').and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)));
            let size = size.ok_or_else(wrong_use)?;
            let frame = frame(size, keys, Lang::Zh, "terminal")?;
            let picture = if *form == "svg" { svg(&frame, &LIGHT) } else { screen_text(&frame) };
            io::stdout().lock().write_all(picture.as_bytes())
        }
        _ => Err(wrong_use()),
    }
}

fn wrong_use() -> io::Error {
    io::Error::other(USAGE)
}

fn draw_all(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for Picture { name, size, keys, lang, theme, screen } in PICTURES {
        let keys: Vec<&str> = keys.split_whitespace().collect();
        fs::write(folder.join(name), svg(&frame(size, &keys, lang, theme)?, &screen))?;
    }
    Ok(())
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
fn frame((columns, rows): (u16, u16), keys: &[&str], lang: Lang, theme: &str) -> io::Result<Buffer> {
    let settings = Settings { lang, ..Settings::default() };
    let mut reader =
        Reader::new(library::demo(), library::DEMO.to_owned(), settings, default_keys(), Vec::new(), None);
    reader.resize(columns, rows);
    for word in keys {
        for effect in reader.press(key(word).ok_or_else(wrong_use)?) {
            if let Effect::Keep(mark) = effect {
                reader.hear(News::Kept(mark.id));
            }
        }
    }
    let theme = Theme::new(&themes::looks(theme, &Themes::new()), Depth::Direct);
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).map_err(io::Error::other)?;
    let drawn = terminal.draw(|frame| screen::draw(frame, &reader, theme)).map_err(io::Error::other)?;
    Ok(drawn.buffer.clone())
}
