//! Theme: what each part of the screen looks like. Roles, not colours, are what the widgets name.
//!
//! State is never told by colour alone: what is chosen is in reverse video, hits and seams are underlined, and what is
//! read, marked or missing is said in words.

use crate::reader::Palette;
use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Body text, and whatever is nothing else.
    Text,
    /// The headline; the paper's name.
    Headline,
    /// Kicker and deck.
    Deck,
    /// A heading inside the text, or of a group in a list.
    Subhead,
    /// What stands back: bylines, captions, words about the text.
    Quiet,
    /// A jump line.
    Jump,
    /// A key in a hint.
    Key,
    /// The row the cursor is on, in the pane that has the focus.
    Selected,
    /// The same in the other pane.
    SelectedAside,
    /// A place the query stands at.
    Hit,
    /// The one gone to.
    CurrentHit,
    /// Where a seam is.
    Seam,
    /// The seam spoken of.
    ChosenSeam,
    /// The sign of a seam in doubt.
    Doubt,
    /// The sign of missing text.
    Gap,
    /// The sign of a bookmark or mark.
    Bookmark,
    /// What went wrong.
    Trouble,
}

impl Role {
    /// All roles.
    pub const ALL: &[Self] = &[
        Self::Text,
        Self::Headline,
        Self::Deck,
        Self::Subhead,
        Self::Quiet,
        Self::Jump,
        Self::Key,
        Self::Selected,
        Self::SelectedAside,
        Self::Hit,
        Self::CurrentHit,
        Self::Seam,
        Self::ChosenSeam,
        Self::Doubt,
        Self::Gap,
        Self::Bookmark,
        Self::Trouble,
    ];
}

/// A style for each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    palette: Palette,
}

/// Ink and paper of the `paper` palette, from the 256-colour cube: #262626 on #ffffd7, a contrast of 15:1.
const INK: Color = Color::Indexed(235);
const PAPER: Color = Color::Indexed(230);

impl Theme {
    /// The theme of a palette.
    #[must_use]
    pub const fn new(palette: Palette) -> Self {
        Self { palette }
    }

    /// What every cell has before anything is drawn.
    #[must_use]
    pub fn ground(&self) -> Style {
        match self.palette {
            Palette::Paper => Style::new().fg(INK).bg(PAPER),
            Palette::Terminal | Palette::Mono => Style::new(),
        }
    }

    /// The style of a role, on top of the ground.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        let style = Style::new().add_modifier(weight(role));
        match self.palette {
            Palette::Mono => style,
            Palette::Terminal => colour(role).map_or(style, |colour| style.fg(colour)),
            Palette::Paper => ink(role).map_or(style, |colour| style.fg(colour)),
        }
    }
}

/// What tells a role without colours.
fn weight(role: Role) -> Modifier {
    match role {
        Role::Text => Modifier::empty(),
        Role::Headline | Role::Subhead | Role::Key | Role::SelectedAside => Modifier::BOLD,
        Role::Gap | Role::Bookmark | Role::Doubt | Role::Trouble => Modifier::BOLD,
        Role::Deck | Role::Quiet => Modifier::DIM,
        Role::Jump | Role::Seam => Modifier::UNDERLINED,
        Role::Hit => Modifier::UNDERLINED.union(Modifier::BOLD),
        Role::Selected | Role::CurrentHit | Role::ChosenSeam => Modifier::REVERSED,
    }
}

/// The terminal's own colours, which its owner chose to be readable.
fn colour(role: Role) -> Option<Color> {
    match role {
        Role::Jump | Role::Seam => Some(Color::Cyan),
        Role::Hit | Role::Doubt => Some(Color::Yellow),
        Role::Gap | Role::Trouble => Some(Color::Red),
        Role::Bookmark => Some(Color::Green),
        _ => None,
    }
}

/// Darker shades, from the 256-colour cube, that hold on paper.
fn ink(role: Role) -> Option<Color> {
    match role {
        Role::Jump | Role::Seam => Some(Color::Indexed(24)),
        Role::Hit | Role::Doubt => Some(Color::Indexed(94)),
        Role::Gap | Role::Trouble => Some(Color::Indexed(124)),
        Role::Bookmark => Some(Color::Indexed(22)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_state_is_told_by_colour_alone() {
        let telling = Role::ALL.iter().filter(|role| colour(**role).is_some() || ink(**role).is_some());
        for role in telling {
            assert!(!weight(*role).is_empty(), "{role:?} looks like text in mono");
        }
    }

    #[test]
    fn mono_has_no_colours() {
        let theme = Theme::new(Palette::Mono);
        for role in Role::ALL {
            assert_eq!((theme.style(*role).fg, theme.style(*role).bg), (None, None), "{role:?}");
        }
    }
}
