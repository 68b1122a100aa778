//! Pen: what the terminal writes with, and the fewest bytes to change it (ECMA-48 SGR).

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::io::Write as _;

/// The pen of a terminal that was told nothing.
pub(super) const PLAIN: &[u8] = b"\x1b[m";

/// Colours and attributes in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Attributes, the parameters that switch them on, and those that switch them off. Bold and faint share the latter.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The pen a cell was written with.
    pub(super) fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// True when a blank written with it shows nothing at all.
    pub(super) fn is_invisible(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(super::scrub::VISIBLE_ON_BLANK)
    }

    /// True when a blank looks the same written with either: of letters it has neither the colour nor the weight.
    pub(super) fn is_same_on_blank(self, other: Self) -> bool {
        let seen = self.modifier.union(other.modifier).intersects(super::scrub::VISIBLE_ON_BLANK);
        self.bg == other.bg && !seen
    }

    /// True when the pen need not change to write that cell.
    pub(super) fn can_write(self, cell: &Cell) -> bool {
        let wanted = Self::of(cell);
        self == wanted || (cell.symbol() == " " && self.is_same_on_blank(wanted))
    }

    /// What makes any pen this one.
    pub(super) fn afresh(self) -> Vec<u8> {
        // A parameter that is not given resets what was.
        [b"\x1b[", &*Self::default().parameters_to(self), b"m"].concat()
    }

    /// Changes to `next`, writing what the terminal has to be told.
    pub(super) fn change(&mut self, next: Self, out: &mut Vec<u8>) {
        if *self == next {
            return;
        }
        if next == Self::default() {
            out.extend_from_slice(PLAIN);
        } else {
            let (changes, afresh) = (self.parameters_to(next), Self::default().parameters_to(next));
            out.extend_from_slice(b"\x1b[");
            // Every parameter comes with a semicolon before it. The first one needs none; left there it follows a
            // parameter that is not given, and so resets what was.
            out.extend_from_slice(if afresh.len() < changes.len() - 1 { &afresh } else { &changes[1..] });
            out.push(b'm');
        }
        *self = next;
    }

    /// What differs, as parameters; at least one.
    fn parameters_to(&self, next: Self) -> Vec<u8> {
        let mut parameters = Vec::new();
        self.change_attributes(next.modifier, &mut parameters);
        if self.fg != next.fg {
            colour(&mut parameters, next.fg, 30);
        }
        if self.bg != next.bg {
            colour(&mut parameters, next.bg, 40);
        }
        parameters
    }

    fn change_attributes(&self, next: Modifier, out: &mut Vec<u8>) {
        let mut on = self.modifier;
        for (attribute, _, off) in ATTRIBUTES {
            if on.contains(attribute) && !next.contains(attribute) {
                parameter(out, off);
                let same_off = ATTRIBUTES.iter().filter(|(_, _, other)| *other == off);
                same_off.for_each(|(attribute, _, _)| on.remove(*attribute));
            }
        }
        for (attribute, set, _) in ATTRIBUTES {
            if next.contains(attribute) && !on.contains(attribute) {
                parameter(out, set);
            }
        }
    }
}

fn parameter(out: &mut Vec<u8>, n: u8) {
    // Writing to a Vec does not fail.
    let _ = write!(out, ";{n}");
}

/// `base` is 30 for the ink, 40 for the paper.
fn colour(out: &mut Vec<u8>, colour: Color, base: u8) {
    let bright = base + 60;
    match colour {
        Color::Reset => parameter(out, base + 9),
        Color::Black => parameter(out, base),
        Color::Red => parameter(out, base + 1),
        Color::Green => parameter(out, base + 2),
        Color::Yellow => parameter(out, base + 3),
        Color::Blue => parameter(out, base + 4),
        Color::Magenta => parameter(out, base + 5),
        Color::Cyan => parameter(out, base + 6),
        Color::Gray => parameter(out, base + 7),
        Color::DarkGray => parameter(out, bright),
        Color::LightRed => parameter(out, bright + 1),
        Color::LightGreen => parameter(out, bright + 2),
        Color::LightYellow => parameter(out, bright + 3),
        Color::LightBlue => parameter(out, bright + 4),
        Color::LightMagenta => parameter(out, bright + 5),
        Color::LightCyan => parameter(out, bright + 6),
        Color::White => parameter(out, bright + 7),
        Color::Indexed(i) => [base + 8, 5, i].into_iter().for_each(|n| parameter(out, n)),
        Color::Rgb(r, g, b) => [base + 8, 2, r, g, b].into_iter().for_each(|n| parameter(out, n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    #[track_caller]
    fn check(from: Style, to: Style, expect: &str) {
        let pen = |style| Pen::of(Cell::new("x").set_style(style));
        let (mut from, to) = (pen(from), pen(to));
        let mut out = Vec::new();
        from.change(to, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expect);
        assert_eq!(from, to);
    }

    #[test]
    fn only_what_differs_is_said() {
        let plain = Style::new();
        check(plain, plain, "");
        check(plain.bold().red(), plain, "\x1b[m");
        check(plain, plain.reversed(), "\x1b[7m");
        check(plain.bold(), plain.bold().cyan(), "\x1b[36m");
        check(plain.red().reversed(), plain.red(), "\x1b[27m");
        check(plain.bold().dim(), plain.dim(), "\x1b[;2m");
        check(plain.bold().red(), plain.dim(), "\x1b[;2m");
        check(plain.bold(), plain.dim().cyan(), "\x1b[;2;36m");
        check(plain.fg(Color::Red), plain.bg(Color::White), "\x1b[;107m");
        check(plain.fg(Color::Red).bold(), plain.bold(), "\x1b[39m");
        check(plain, plain.fg(Color::Indexed(244)), "\x1b[38;5;244m");
        check(plain, plain.bg(Color::Rgb(1, 2, 3)).underlined(), "\x1b[4;48;2;1;2;3m");
    }
}
