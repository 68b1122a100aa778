//! Colour: how a theme names colours, and what is left of them on a terminal that has fewer.

use ratatui::style::Color;
use std::fmt;
use std::ops::RangeInclusive;

/// A colour of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// The terminal's own, of letters or of ground.
    Default,
    /// By its number: 0 to 15 are the terminal's own sixteen, 16 to 255 the cube and the greys of xterm.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None, or none are wanted.
    None,
    /// Its own sixteen.
    Sixteen,
    /// Those and the 240 of xterm.
    Indexed,
    /// Any red, green and blue.
    Direct,
}

impl Depth {
    /// What the environment says of the terminal, and nothing else can without asking it: `COLORTERM` where it is
    /// `truecolor` or `24bit`, or a `TERM` that ends in `-direct`, promise any colour; a few names of `TERM` stand for
    /// terminals of sixteen or eight; the rest have had 256 for twenty years.
    #[must_use]
    pub fn of(colorterm: Option<&str>, term: Option<&str>) -> Self {
        let term = term.unwrap_or_default();
        let few = ["linux", "ansi", "cygwin", "screen", "vt100", "vt220", "xterm-color", "xterm-16color"];
        if matches!(colorterm, Some("truecolor" | "24bit")) || term.ends_with("-direct") {
            Self::Direct
        } else if few.contains(&term) {
            Self::Sixteen
        } else {
            Self::Indexed
        }
    }
}

/// The terminal's own sixteen, in the order of their numbers (ECMA-48, 8.3.117, and their bright forms): our name,
/// ratatui's, and what they look like in an xterm nobody has changed (XTerm-col.ad).
const SIXTEEN: [(&str, Color, [u8; 3]); 16] = [
    ("black", Color::Black, [0, 0, 0]),
    ("red", Color::Red, [205, 0, 0]),
    ("green", Color::Green, [0, 205, 0]),
    ("yellow", Color::Yellow, [205, 205, 0]),
    ("blue", Color::Blue, [0, 0, 238]),
    ("magenta", Color::Magenta, [205, 0, 205]),
    ("cyan", Color::Cyan, [0, 205, 205]),
    ("white", Color::Gray, [229, 229, 229]),
    ("bright-black", Color::DarkGray, [127, 127, 127]),
    ("bright-red", Color::LightRed, [255, 0, 0]),
    ("bright-green", Color::LightGreen, [0, 255, 0]),
    ("bright-yellow", Color::LightYellow, [255, 255, 0]),
    ("bright-blue", Color::LightBlue, [92, 92, 255]),
    ("bright-magenta", Color::LightMagenta, [255, 0, 255]),
    ("bright-cyan", Color::LightCyan, [0, 255, 255]),
    ("bright-white", Color::White, [255, 255, 255]),
];

/// The name of the terminal's own colour of letters, or of ground.
const DEFAULT: &str = "default";

impl Colour {
    /// All names of colours.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SIXTEEN.iter().map(|(name, ..)| *name).chain([DEFAULT])
    }

    /// The colour of that name, or one written `#rrggbb`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        if name == DEFAULT {
            return Some(Self::Default);
        }
        if let Some(digits) = name.strip_prefix('#') {
            let number = digits.bytes().all(|b| b.is_ascii_hexdigit()).then_some(digits);
            let number = number.filter(|digits| digits.len() == 6);
            let [_, r, g, b] = u32::from_str_radix(number?, 16).ok()?.to_be_bytes();
            return Some(Self::Rgb(r, g, b));
        }
        (0..).zip(SIXTEEN).find(|(_, (known, ..))| *known == name).map(|(nth, _)| Self::Indexed(nth))
    }

    /// As ratatui has it, no more of it than the terminal has.
    pub(super) fn within(self, depth: Depth) -> Color {
        let own = |nth: u8| SIXTEEN[usize::from(nth)].1;
        match (self, depth) {
            (Self::Default, _) | (_, Depth::None) => Color::Reset,
            (Self::Indexed(nth @ 0..16), _) => own(nth),
            (Self::Indexed(nth), Depth::Indexed | Depth::Direct) => Color::Indexed(nth),
            (Self::Rgb(r, g, b), Depth::Direct) => Color::Rgb(r, g, b),
            // Not the first sixteen: nobody knows what they look like here.
            (Self::Rgb(..), Depth::Indexed) => Color::Indexed(nearest(self.rgb(), 16..=255)),
            (_, Depth::Sixteen) => own(nearest(self.rgb(), 0..=15)),
        }
    }

    /// What it looks like; of the sixteen, where nobody has changed them.
    const fn rgb(self) -> [u8; 3] {
        /// The six levels of xterm's cube (256colres.pl).
        const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        match self {
            Self::Default => [0, 0, 0],
            Self::Rgb(r, g, b) => [r, g, b],
            Self::Indexed(nth @ 0..16) => SIXTEEN[nth as usize].2,
            Self::Indexed(nth @ 16..232) => {
                let nth = (nth - 16) as usize;
                [LEVELS[nth / 36], LEVELS[nth / 6 % 6], LEVELS[nth % 6]]
            }
            Self::Indexed(nth) => [8 + 10 * (nth - 232); 3],
        }
    }
}

impl fmt::Display for Colour {
    /// As it is written in a theme, without quotation marks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str(DEFAULT),
            Self::Indexed(nth @ 0..16) => f.write_str(SIXTEEN[usize::from(*nth)].0),
            Self::Indexed(nth) => write!(f, "{nth}"),
            Self::Rgb(r, g, b) => write!(f, "#{r:02x}{g:02x}{b:02x}"),
        }
    }
}

/// The number among these whose colour is nearest, by the squares of the differences.
fn nearest(wanted: [u8; 3], among: RangeInclusive<u8>) -> u8 {
    let first = *among.start();
    let distance = |nth: &u8| -> u32 {
        let pairs = Colour::Indexed(*nth).rgb().into_iter().zip(wanted);
        pairs.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    among.min_by_key(distance).unwrap_or(first)
}

/// The ink that can be read on a ground of the sixteen: letters must not vanish where there are few colours.
pub(super) fn readable_on(ground: Color) -> Color {
    let of = |ground| SIXTEEN.iter().find(|(_, own, _)| *own == ground).map(|(_, _, rgb)| rgb);
    let light = of(ground).is_some_and(|rgb| rgb.iter().map(|&part| u32::from(part)).sum::<u32>() > 3 * 127);
    if light { Color::Black } else { Color::White }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_named_and_written_the_same_way() {
        let cases = [
            ("default", Some(Colour::Default)),
            ("black", Some(Colour::Indexed(0))),
            ("cyan", Some(Colour::Indexed(6))),
            ("bright-white", Some(Colour::Indexed(15))),
            ("#ffffd7", Some(Colour::Rgb(255, 255, 215))),
            ("#fff", None),
            ("#ffffd", None),
            ("#+fffd7", None),
            ("#第一版", None),
            ("Cyan", None),
            ("", None),
        ];
        for (name, colour) in cases {
            assert_eq!(Colour::named(name), colour, "{name}");
            colour.inspect(|colour| assert_eq!(colour.to_string(), name));
        }
        assert_eq!(Colour::Indexed(230).to_string(), "230");
    }

    #[test]
    fn a_terminal_gets_no_more_colours_than_it_has() {
        let paper = Colour::Rgb(255, 255, 213);
        let cases = [
            (paper, Depth::Direct, Color::Rgb(255, 255, 213)),
            (paper, Depth::Indexed, Color::Indexed(230)),
            (paper, Depth::Sixteen, Color::Gray),
            (paper, Depth::None, Color::Reset),
            (Colour::Indexed(230), Depth::Indexed, Color::Indexed(230)),
            (Colour::Indexed(235), Depth::Sixteen, Color::Black),
            (Colour::Indexed(124), Depth::Sixteen, Color::Red),
            (Colour::Indexed(9), Depth::Direct, Color::LightRed),
            (Colour::Indexed(9), Depth::None, Color::Reset),
            (Colour::Rgb(0, 0, 0), Depth::Indexed, Color::Indexed(16)),
            (Colour::Default, Depth::Direct, Color::Reset),
        ];
        for (colour, depth, expected) in cases {
            assert_eq!(colour.within(depth), expected, "{colour} {depth:?}");
        }
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        let cases = [
            (Some("truecolor"), Some("xterm-256color"), Depth::Direct),
            (Some("24bit"), None, Depth::Direct),
            (None, Some("xterm-direct"), Depth::Direct),
            (None, Some("xterm-256color"), Depth::Indexed),
            (Some("yes"), Some("foot"), Depth::Indexed),
            (None, None, Depth::Indexed),
            (None, Some("linux"), Depth::Sixteen),
            (Some(""), Some("screen"), Depth::Sixteen),
        ];
        for (colorterm, term, depth) in cases {
            assert_eq!(Depth::of(colorterm, term), depth, "{colorterm:?} {term:?}");
        }
    }
}
