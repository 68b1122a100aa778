//! An item: a row of a list, with its text at the left and what is to be said of it at the right.

use super::Pen;
use crate::layout::{Ambiguous, Cells, elide, width};
use crate::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;

/// How a row stands in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Among the others.
    Plain,
    /// The cursor is on it, and keys go to this list.
    Selected,
    /// The cursor is on it, but keys go elsewhere.
    Aside,
}

/// A row of a list.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Its text; cut with `…` where it is too long.
    pub text: &'a str,
    /// The role of the text.
    pub role: Role,
    /// Bytes of the text where a query was found.
    pub hits: &'a [Range<usize>],
    /// What is said of it, the least dispensable first: as many as there is room for.
    pub signs: &'a [(String, Role)],
    /// How it stands.
    pub stand: Stand,
    /// How wide ambiguous characters are.
    pub ambiguous: Ambiguous,
}

/// Cells before the text: a blank, the cursor's sign, a blank.
const INDENT: u16 = 3;
/// Cells between the text and its signs.
const APART: u16 = 2;
/// What is left to the text before signs are left out, in cells: eight Han characters.
const TEXT_ROOM: u16 = 16;

impl Item<'_> {
    /// Draws the row.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, theme: Theme) {
        let room = area.width.saturating_sub(INDENT + 1);
        let wanted = width(self.text, self.ambiguous).0.min(TEXT_ROOM.min(room));
        let (shown, signs) = self.signs_within(room.saturating_sub(wanted));
        let text = elide(self.text, Cells(room.saturating_sub(signs)), self.ambiguous);
        let mut pen = Pen::new(buffer, area, theme, self.ambiguous);
        pen.skip(1);
        pen.write(if self.stand == Stand::Plain { " " } else { ">" }, self.over(Role::Text));
        pen.skip(1);
        let role = self.over(self.role);
        pen.write_with(&text, |at| {
            if self.hits.iter().any(|hit| hit.contains(&at)) && self.stand != Stand::Selected {
                Role::Hit
            } else {
                role
            }
        });
        // They begin behind the blanks that part them from the text, and end at the last column but one.
        let at = area.right().saturating_sub((signs + 1).saturating_sub(APART));
        let mut pen = Pen::new(
            buffer,
            Rect { x: at, width: area.right().saturating_sub(at), ..area },
            theme,
            self.ambiguous,
        );
        for (nth, (sign, role)) in shown.iter().enumerate() {
            pen.skip(if nth > 0 { apart(sign) } else { 0 });
            // Reverse video that is faint as well is hard to read.
            let faint = self.stand == Stand::Selected && *role == Role::Quiet;
            pen.write(sign, if faint { Role::Text } else { *role });
        }
        if self.stand == Stand::Selected {
            // The bar reaches as far as the words: what is behind them would be sent blank by blank.
            let words = INDENT + width(&text, self.ambiguous).0;
            let bar =
                Rect { width: if shown.is_empty() { words.min(area.width) } else { area.width }, ..area };
            buffer.set_style(bar.intersection(buffer.area), theme.style(Role::Selected));
        }
    }

    /// As many signs as fit, and their width with the two blanks before them; nothing when none fits.
    fn signs_within(&self, room: u16) -> (&[(String, Role)], u16) {
        let (mut used, mut fit) = (0, 0);
        for (nth, (sign, _)) in self.signs.iter().enumerate() {
            let more = used + if nth > 0 { apart(sign) } else { APART } + width(sign, self.ambiguous).0;
            if more > room {
                break;
            }
            (used, fit) = (more, fit + 1);
        }
        (&self.signs[..fit], used)
    }

    fn over(&self, role: Role) -> Role {
        if self.stand == Stand::Aside { Role::SelectedAside } else { role }
    }
}

/// Cells before a further sign: among words that have blanks in them, one would make one phrase of two signs.
fn apart(sign: &str) -> u16 {
    if sign.is_ascii() { 2 } else { 1 }
}
