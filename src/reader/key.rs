//! Keys as the reader knows them, whatever the terminal library calls them, and how they are written down.

/// A key with its modifiers. Shift is part of the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Control was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character.
    Char(char),
    /// F1 and its row.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// The keys that are written as a word.
const NAMED: &[(&str, KeyCode)] = &[
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("BackTab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
];

/// What an input method left on gives for a key, where it is not simply the full-width form of its character:
/// the marks of the Chinese layouts of Windows, macOS and ibus.
const CHINESE_MARKS: &[(char, char)] = &[
    ('。', '.'),
    ('、', '\\'),
    ('《', '<'),
    ('》', '>'),
    ('【', '['),
    ('】', ']'),
    ('「', '{'),
    ('」', '}'),
    ('『', '{'),
    ('』', '}'),
    ('‘', '\''),
    ('’', '\''),
    ('“', '"'),
    ('”', '"'),
    ('·', '`'),
    ('￥', '$'),
    ('\u{3000}', ' '),
];

impl Key {
    /// The key alone.
    #[must_use]
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// A character.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character with Control.
    #[must_use]
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: true, alt: false }
    }

    /// The key of that word: `Space`, `Down`, `F1`.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let code = NAMED.iter().find(|(name, _)| *name == word).map(|(_, code)| *code).or_else(|| {
            let number: u8 = word.strip_prefix('F')?.parse().ok()?;
            (1..=12).contains(&number).then_some(KeyCode::F(number))
        })?;
        Some(Self::plain(code))
    }

    /// The key that was meant when an input method was left on: `Ｊ` is `J`, `：` is `:`, `、` is `\`.
    #[must_use]
    pub fn without_input_method(self) -> Self {
        let KeyCode::Char(c) = self.code else { return self };
        let meant = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => CHINESE_MARKS.iter().find(|(mark, _)| *mark == c).map_or(c, |(_, key)| *key),
        };
        Self { code: KeyCode::Char(meant), ..self }
    }

    /// The character, when no modifier was held.
    #[must_use]
    pub const fn as_char(self) -> Option<char> {
        match self {
            Self { code: KeyCode::Char(c), ctrl: false, alt: false } => Some(c),
            _ => None,
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.alt {
            f.write_str("A-")?;
        }
        let word = NAMED.iter().find(|(_, code)| *code == self.code).map(|(name, _)| *name);
        match (self.code, word) {
            (KeyCode::Char(c), _) if self.ctrl => write!(f, "^{}", c.to_ascii_uppercase()),
            (_, Some(word)) => f.write_str(word),
            (KeyCode::Char(c), None) => write!(f, "{c}"),
            (KeyCode::F(n), None) => write!(f, "F{n}"),
            (_, None) => Ok(()),
        }
    }
}
