//! Role: what a piece of the screen is, and how that is told without colours.

use super::Emphasis;
use Emphasis::{Bold, Dim, Italic, Reverse, Underline};

/// What a piece of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Body text, and whatever is nothing else; its colours are those of the whole screen.
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
    /// All roles, in the order of their declaration.
    pub const ALL: [Self; 17] = [
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

    /// Its name in a theme.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Subhead => "subhead",
            Self::Quiet => "quiet",
            Self::Jump => "jump",
            Self::Key => "key",
            Self::Selected => "selected",
            Self::SelectedAside => "selected_aside",
            Self::Hit => "hit",
            Self::CurrentHit => "current_hit",
            Self::Seam => "seam",
            Self::ChosenSeam => "chosen_seam",
            Self::Doubt => "doubt",
            Self::Gap => "gap",
            Self::Bookmark => "bookmark",
            Self::Trouble => "trouble",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What it has in every theme: by this it is known where there are no colours.
    #[must_use]
    pub const fn telling(self) -> &'static [Emphasis] {
        match self {
            Self::Text | Self::Headline | Self::Deck | Self::Subhead | Self::Quiet | Self::Key => &[],
            Self::Jump | Self::Seam => &[Underline],
            Self::Hit => &[Underline, Bold],
            Self::Selected | Self::CurrentHit | Self::ChosenSeam => &[Reverse],
            Self::SelectedAside | Self::Doubt | Self::Gap | Self::Bookmark | Self::Trouble => &[Bold],
        }
    }

    /// What a theme may add to it: all that does not make it look like another role that tells something.
    #[must_use]
    pub const fn free(self) -> &'static [Emphasis] {
        match self {
            // The ground of everything: whatever it had, nothing else could be told by.
            Self::Text => &[],
            Self::Headline | Self::Deck | Self::Subhead | Self::Quiet => &[Bold, Dim, Italic],
            Self::Selected | Self::SelectedAside | Self::CurrentHit | Self::ChosenSeam => {
                &[Bold, Dim, Italic]
            }
            // Bold and underlined is what was found.
            Self::Jump | Self::Seam | Self::Hit => &[Dim, Italic],
            // Words and signs of their own.
            Self::Key | Self::Doubt | Self::Gap | Self::Bookmark | Self::Trouble => {
                &[Bold, Dim, Italic, Underline, Reverse]
            }
        }
    }
}
