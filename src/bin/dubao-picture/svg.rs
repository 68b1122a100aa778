//! SVG: a frame as a drawing. Every character is placed by its cell, so that no font can shift a row.

use dubao::layout::{self, Ambiguous};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

/// The size of a cell in the picture's units.
const CELL: (u32, u32) = (9, 21);
/// From the top of a row to the line its letters stand on, and to the middle of a line under them.
const BASE: u32 = 16;
const UNDER: f32 = 18.5;
/// Around the screen.
const MARGIN: u32 = 14;

/// Two fonts, as terminals have it: `“` of one cell is a Latin letter, and in a Han font would hang into its neighbours. The sizes make
/// a letter of the usual fonts one cell wide, and a Han character a little less than two.
const STYLE: &str = "text{white-space:pre;text-anchor:middle;font:15px 'DejaVu Sans Mono','Noto Sans Mono',Menlo,\
                     Consolas,monospace}.h{font:17px 'Noto Sans CJK SC','Source Han Sans SC','PingFang SC',\
                     'Microsoft YaHei',sans-serif}.b{font-weight:bold}.i{font-style:italic}";

/// The colours of a terminal: its ground, its letters, and its sixteen.
pub(super) struct Screen {
    ground: u32,
    ink: u32,
    sixteen: [u32; 16],
}

/// A terminal of dark letters on light ground.
pub(super) const LIGHT: Screen = Screen {
    ground: 0xffffff,
    ink: 0x24211c,
    sixteen: [
        0x24211c, 0xb3261e, 0x3d7a2a, 0x8a5d00, 0x1f5fa8, 0x8a3a8f, 0x11707a, 0xd8d3c8, 0x7a756b, 0xc9372c,
        0x4b8f35, 0xa37210, 0x2f74c4, 0xa24aa8, 0x1a8791, 0xffffff,
    ],
};

/// A terminal of light letters on dark ground.
pub(super) const DARK: Screen = Screen {
    ground: 0x1d1f23,
    ink: 0xd9d5cc,
    sixteen: [
        0x1d1f23, 0xe5786d, 0x95b877, 0xdcb765, 0x78a9dc, 0xc594d4, 0x6bbcbc, 0xd9d5cc, 0x7b7d82, 0xf09388,
        0xa9cc8b, 0xecca7e, 0x93bfee, 0xd8aae6, 0x84d1d1, 0xf7f4ee,
    ],
};

impl Screen {
    fn colour(&self, colour: Color, otherwise: u32) -> u32 {
        let rgb = |r: u8, g: u8, b: u8| u32::from_be_bytes([0, r, g, b]);
        let own = [
            Color::Black,
            Color::Red,
            Color::Green,
            Color::Yellow,
            Color::Blue,
            Color::Magenta,
            Color::Cyan,
            Color::Gray,
            Color::DarkGray,
            Color::LightRed,
            Color::LightGreen,
            Color::LightYellow,
            Color::LightBlue,
            Color::LightMagenta,
            Color::LightCyan,
            Color::White,
        ];
        match colour {
            Color::Rgb(r, g, b) => rgb(r, g, b),
            // The cube of xterm and its greys (256colres.pl).
            Color::Indexed(nth @ 16..232) => {
                let [r, g, b] =
                    [36, 6, 1].map(|step| [0, 95, 135, 175, 215, 255][usize::from((nth - 16) / step % 6)]);
                rgb(r, g, b)
            }
            Color::Indexed(nth @ 232..) => [8 + 10 * (nth - 232)].map(|grey| rgb(grey, grey, grey))[0],
            Color::Indexed(nth) => self.sixteen[usize::from(nth)],
            named => own.iter().position(|own| *own == named).map_or(otherwise, |nth| self.sixteen[nth]),
        }
    }
}

/// What is seen of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    ground: u32,
    ink: u32,
    modifier: Modifier,
    /// A Han character, or one like them.
    wide: bool,
}

/// A character in its place.
struct Glyph<'a> {
    symbol: &'a str,
    look: Look,
    /// Cells from the left.
    x: u32,
    cells: u32,
}

/// A drawing of the cells.
pub(super) fn svg(frame: &Buffer, screen: &Screen) -> String {
    let (columns, rows) = (u32::from(frame.area.width), u32::from(frame.area.height));
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    let paper = screen.colour(frame.content.first().map_or(Color::Reset, |cell| cell.bg), screen.ground);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} \
         {height}\">\n<style>{STYLE}</style>\n<rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"8\" \
         fill=\"#{paper:06x}\" stroke=\"#8a8a8a\"/>\n",
        width - 1,
        height - 1,
    );
    for (y, cells) in (0..).zip(frame.content.chunks(usize::from(frame.area.width).max(1))) {
        row(&mut svg, &glyphs(cells, screen), MARGIN + y * CELL.1, paper);
    }
    svg.push_str("</svg>\n");
    svg
}

fn glyphs<'a>(cells: &'a [Cell], screen: &Screen) -> Vec<Glyph<'a>> {
    let mut glyphs = Vec::new();
    let mut x = 0;
    while let Some(cell) = cells.get(x) {
        let width = layout::width(cell.symbol(), Ambiguous::Narrow).0.max(1);
        let (mut ground, mut ink) =
            (screen.colour(cell.bg, screen.ground), screen.colour(cell.fg, screen.ink));
        if cell.modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut ground, &mut ink);
        }
        let look = Look { ground, ink, modifier: cell.modifier, wide: width > 1 };
        let at = u32::try_from(x).unwrap_or(u32::MAX);
        glyphs.push(Glyph { symbol: cell.symbol(), look, x: at, cells: u32::from(width) });
        x += usize::from(width);
    }
    glyphs
}

/// Grounds first, then lines under letters, then the letters: a text for each look, as many places in it as characters.
fn row(svg: &mut String, glyphs: &[Glyph<'_>], top: u32, paper: u32) {
    // Writing to a String does not fail, here and below.
    for run in glyphs.chunk_by(|a, b| a.look.ground == b.look.ground) {
        let (left, width, ground) = (left(run), width(run), run[0].look.ground);
        if ground != paper {
            let _ = writeln!(
                svg,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"#{ground:06x}\"/>",
                CELL.1
            );
        }
    }
    let underlined = |glyph: &Glyph<'_>| glyph.look.modifier.contains(Modifier::UNDERLINED);
    for run in glyphs.chunk_by(|a, b| underlined(a) == underlined(b) && a.look.ink == b.look.ink) {
        if underlined(&run[0]) {
            let (left, width, ink) = (left(run), width(run), run[0].look.ink);
            let _ =
                writeln!(svg, "<path d=\"M{left} {}h{width}\" stroke=\"#{ink:06x}\"/>", top as f32 + UNDER);
        }
    }
    let rules = glyphs.iter().filter_map(|glyph| Some((glyph, rule(glyph.symbol)?)));
    for (glyph, path) in rules {
        let _ = writeln!(
            svg,
            "<path d=\"M{} {top}{path}\" fill=\"none\" stroke=\"#{:06x}\"{}/>",
            MARGIN + glyph.x * CELL.0,
            glyph.look.ink,
            faint(glyph.look)
        );
    }
    let blank = |glyph: &Glyph<'_>| glyph.symbol.trim().is_empty() || rule(glyph.symbol).is_some();
    let inked: Vec<&Glyph<'_>> = glyphs.iter().filter(|glyph| !blank(glyph)).collect();
    let mut looks: Vec<Look> = Vec::new();
    for glyph in &inked {
        if !looks.contains(&glyph.look) {
            looks.push(glyph.look);
        }
    }
    for look in looks {
        let of_look: Vec<&Glyph<'_>> = inked.iter().copied().filter(|glyph| glyph.look == look).collect();
        // Places are those of characters: what consists of several stands alone, at the place of its first.
        let single = |glyph: &Glyph<'_>| glyph.symbol.chars().count() == 1;
        for run in of_look.chunk_by(|a, b| single(a) && single(b)) {
            text(svg, run, top + BASE);
        }
    }
}

fn text(svg: &mut String, run: &[&Glyph<'_>], base: u32) {
    let look @ Look { ink, modifier, wide, .. } = run[0].look;
    let middle = |glyph: &&Glyph<'_>| {
        let twice = 2 * (MARGIN + glyph.x * CELL.0) + glyph.cells * CELL.0;
        (f64::from(twice) / 2.0).to_string()
    };
    let places: Vec<String> = run.iter().map(middle).collect();
    let classes: Vec<&str> =
        [("h", wide), ("b", modifier.contains(Modifier::BOLD)), ("i", modifier.contains(Modifier::ITALIC))]
            .into_iter()
            .filter_map(|(class, has)| has.then_some(class))
            .collect();
    let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
    let faint = faint(look);
    let words: String = run.iter().map(|glyph| glyph.symbol).collect();
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{base}\" fill=\"#{ink:06x}\"{class}{faint}>{words}</text>",
        places.join(" ")
    );
}

/// A box character as lines from its top left corner, so that they meet whatever the font.
fn rule(symbol: &str) -> Option<&'static str> {
    match symbol {
        "│" => Some("m4.5 0v21"),
        "─" => Some("m0 10.5h9"),
        "┌" => Some("m4.5 21v-10.5h4.5"),
        "┐" => Some("m4.5 21v-10.5h-4.5"),
        "└" => Some("m4.5 0v10.5h4.5"),
        "┘" => Some("m4.5 0v10.5h-4.5"),
        _ => None,
    }
}

fn faint(look: Look) -> &'static str {
    if look.modifier.contains(Modifier::DIM) { " opacity=\".65\"" } else { "" }
}

fn left(run: &[Glyph<'_>]) -> u32 {
    MARGIN + run.first().map_or(0, |glyph| glyph.x) * CELL.0
}

fn width(run: &[Glyph<'_>]) -> u32 {
    run.iter().map(|glyph| glyph.cells).sum::<u32>() * CELL.0
}
