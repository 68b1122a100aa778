//! Look: what a theme says of a role.

use super::{Colour, Role};
use ratatui::style::Modifier;
use std::collections::BTreeMap;

/// What a theme says of each role it names.
pub type Looks = BTreeMap<Role, Look>;

/// What a theme says of a role. What it leaves open is as the theme beneath it has it, else as body text has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Of the letters.
    pub fg: Option<Colour>,
    /// Of the ground behind them.
    pub bg: Option<Colour>,
    /// What is switched on, and what off.
    pub emphases: BTreeMap<Emphasis, bool>,
}

impl Look {
    /// Takes what it leaves open from a look beneath it.
    pub fn fall_back_on(&mut self, beneath: &Self) {
        self.fg = self.fg.or(beneath.fg);
        self.bg = self.bg.or(beneath.bg);
        for (emphasis, on) in &beneath.emphases {
            self.emphases.entry(*emphasis).or_insert(*on);
        }
    }

    /// Its emphases as a role may have them, and those by which the role is known.
    pub(super) fn modifier(&self, role: Role) -> Modifier {
        let wanted = role.free().iter().filter(|emphasis| self.emphases.get(emphasis) == Some(&true));
        wanted.chain(role.telling()).fold(Modifier::empty(), |all, one| all.union(one.modifier()))
    }
}

/// How letters are set off, colours aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emphasis {
    /// Heavier, or brighter.
    Bold,
    /// Fainter.
    Dim,
    /// Slanted, where the terminal can.
    Italic,
    /// With a line beneath.
    Underline,
    /// Letters and ground exchanged.
    Reverse,
}

impl Emphasis {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::Bold, Self::Dim, Self::Italic, Self::Underline, Self::Reverse];

    /// Its name in a theme.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Dim => "dim",
            Self::Italic => "italic",
            Self::Underline => "underline",
            Self::Reverse => "reverse",
        }
    }

    /// The emphasis of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|emphasis| emphasis.name() == name)
    }

    const fn modifier(self) -> Modifier {
        match self {
            Self::Bold => Modifier::BOLD,
            Self::Dim => Modifier::DIM,
            Self::Italic => Modifier::ITALIC,
            Self::Underline => Modifier::UNDERLINED,
            Self::Reverse => Modifier::REVERSED,
        }
    }
}
