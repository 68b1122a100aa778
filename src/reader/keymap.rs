//! The key map: which keys ask for which action, with the words the help and the hints use. Built from rows, whoever
//! read them; keys that are not keys, and keys that mean two things, are refused.

use super::action::Action;
use super::key::Key;
use crate::lang::Lang;

/// All bindings, in the groups the help shows.
#[derive(Clone, Debug)]
pub struct KeyMap {
    groups: Vec<Group>,
    bindings: Vec<Binding>,
}

/// Rows that belong together under a title.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its title.
    pub title: Words,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// An action, its keys and its words.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the keys ask for.
    pub action: Action,
    /// Where they do.
    pub scope: Scope,
    /// The keys, as written: `j`, `Down`, `^D`, `]]`, `{n}G`, `m{a-z}`.
    pub keys: Vec<String>,
    /// What it does.
    pub words: Words,
    /// The same in a word or two, for the status line.
    pub hint: Option<Words>,
    /// True for what comes in a later version; its key says so.
    pub later: bool,
}

/// The same in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// In this language.
    #[must_use]
    pub fn pick(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Wherever no narrower one has the key.
    Everywhere,
    /// In the list of bookmarks and marks.
    Marks,
    /// On a page shown as a page.
    Front,
}

/// Why a key map was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// No action has that name.
    UnknownAction {
        /// The name given.
        name: String,
        /// The name most like it, if any is.
        nearest: Option<&'static str>,
    },
    /// That is not how keys are written.
    NotAKey {
        /// The action.
        action: Action,
        /// What was written.
        keys: String,
    },
    /// Two actions want the same keys, or the keys of one are the beginning of the other's.
    Conflict {
        /// The one action and its keys.
        one: (Action, String),
        /// The other.
        other: (Action, String),
    },
}

impl KeyError {
    /// What is wrong and what to do, for people.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::UnknownAction { name, nearest: Some(nearest) } => lang.pick(
                format!("没有叫“{name}”的操作；是不是 {nearest}？"),
                format!("no action is called \"{name}\"; did you mean {nearest}?"),
            ),
            Self::UnknownAction { name, nearest: None } => lang.pick(
                format!("没有叫“{name}”的操作；dubao keys 列出全部"),
                format!("no action is called \"{name}\"; dubao keys lists them all"),
            ),
            Self::NotAKey { action, keys } => lang.pick(
                format!("{}：“{keys}”不是按键的写法；写作 j、^D、Down、Space、F1、]]", action.name()),
                format!("{}: \"{keys}\" is not a key; write j, ^D, Down, Space, F1 or ]]", action.name()),
            ),
            Self::Conflict { one: (a, a_keys), other: (b, b_keys) } if a_keys == b_keys => lang.pick(
                format!("{} 和 {} 都要用 {a_keys}；请给其中一个另选按键", a.name(), b.name()),
                format!("{} and {} both want {a_keys}; give one of them another key", a.name(), b.name()),
            ),
            Self::Conflict { one: (a, a_keys), other: (b, b_keys) } => lang.pick(
                format!(
                    "{} 的 {a_keys} 和 {} 的 {b_keys} 开头相同；请给其中一个另选按键",
                    a.name(),
                    b.name()
                ),
                format!(
                    "{a_keys} of {} and {b_keys} of {} begin alike; give one of them another key",
                    a.name(),
                    b.name()
                ),
            ),
        }
    }
}

/// What keys typed so far amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    Action(Action),
    Longer,
    Nothing,
}

#[derive(Clone, Debug)]
struct Binding {
    action: Action,
    scope: Scope,
    /// True for `{n}…`: holds only behind a number.
    counted: bool,
    strokes: Vec<Stroke>,
    written: String,
}

/// One key of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stroke {
    Key(Key),
    /// `{a-z}`.
    Small,
    /// `{A-Z}`.
    Capital,
}

impl Stroke {
    fn takes(self, key: Key) -> bool {
        match self {
            Self::Key(own) => own == key,
            Self::Small => key.as_char().is_some_and(|c| c.is_ascii_lowercase()),
            Self::Capital => key.as_char().is_some_and(|c| c.is_ascii_uppercase()),
        }
    }

    fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Key(key), any) | (any, Self::Key(key)) => any.takes(key),
            (one, other) => one == other,
        }
    }
}

impl KeyMap {
    /// Reads the keys of all rows.
    ///
    /// # Errors
    /// Everything that is wrong with them, not only the first thing.
    pub fn new(groups: Vec<Group>) -> Result<Self, Vec<KeyError>> {
        let mut bindings = Vec::new();
        let mut errors = Vec::new();
        for row in groups.iter().flat_map(|group| &group.rows) {
            for keys in &row.keys {
                match Binding::parse(row, keys) {
                    Some(binding) => bindings.push(binding),
                    None => errors.push(KeyError::NotAKey { action: row.action, keys: keys.clone() }),
                }
            }
        }
        for (i, one) in bindings.iter().enumerate() {
            for other in bindings[i + 1..].iter().filter(|other| one.conflicts(other)) {
                errors.push(KeyError::Conflict {
                    one: (one.action, one.written.clone()),
                    other: (other.action, other.written.clone()),
                });
            }
        }
        if errors.is_empty() { Ok(Self { groups, bindings }) } else { Err(errors) }
    }

    /// The rows, grouped as the help shows them.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The row of an action.
    #[must_use]
    pub fn row(&self, action: Action) -> Option<&Row> {
        self.groups.iter().flat_map(|group| &group.rows).find(|row| row.action == action)
    }

    /// The first key of an action and its short words: `J`, `下一篇`. `None` when it has no key.
    #[must_use]
    pub fn hint(&self, action: Action, lang: Lang) -> Option<(&str, &str)> {
        let row = self.row(action)?;
        Some((row.keys.first()?.as_str(), row.hint.as_ref().unwrap_or(&row.words).pick(lang)))
    }

    /// What the keys typed mean in a scope: its own bindings come first, those behind a number before the others.
    pub(super) fn look_up(&self, scope: Scope, counted: bool, typed: &[Key]) -> Match {
        let meant = |binding: &&Binding| {
            (binding.scope == scope || binding.scope == Scope::Everywhere)
                && (counted || !binding.counted)
                && binding.strokes.len() >= typed.len()
                && binding.strokes.iter().zip(typed).all(|(stroke, key)| stroke.takes(*key))
        };
        let whole = self.bindings.iter().filter(meant).filter(|b| b.strokes.len() == typed.len());
        let best = whole.max_by_key(|b| (b.scope == scope, b.counted));
        match best {
            Some(binding) => Match::Action(binding.action),
            None if self.bindings.iter().any(|b| meant(&b)) => Match::Longer,
            None => Match::Nothing,
        }
    }
}

impl Binding {
    fn parse(row: &Row, keys: &str) -> Option<Self> {
        let (counted, rest) = match keys.strip_prefix("{n}") {
            Some(rest) => (true, rest),
            None => (false, keys),
        };
        let strokes = strokes(rest)?;
        // A digit begins a count, so nothing else can begin with one.
        let first_is_digit = matches!(strokes.first(), Some(Stroke::Key(key))
            if key.as_char().is_some_and(|c| c.is_ascii_digit()));
        if strokes.is_empty() || first_is_digit {
            return None;
        }
        Some(Self { action: row.action, scope: row.scope, counted, strokes, written: keys.to_owned() })
    }

    /// True when the two could not be told apart, or one would have to wait for the other.
    fn conflicts(&self, other: &Self) -> bool {
        let meets = self.strokes.iter().zip(&other.strokes).all(|(a, b)| a.meets(*b));
        let same_length = self.strokes.len() == other.strokes.len();
        let told_apart = same_length && (self.scope != other.scope || self.counted != other.counted);
        meets && !told_apart
    }
}

/// Reads `j`, `^D`, `Space`, `]]`, `m{a-z}`.
fn strokes(written: &str) -> Option<Vec<Stroke>> {
    if let Some(key) = Key::named(written) {
        return Some(vec![Stroke::Key(key)]);
    }
    let mut strokes = Vec::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if let Some(tail) = rest.strip_prefix("{a-z}") {
            strokes.push(Stroke::Small);
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix("{A-Z}") {
            strokes.push(Stroke::Capital);
            rest = tail;
        } else if let ('^', Some(held)) = (c, after.chars().next()) {
            if !held.is_ascii_graphic() {
                return None;
            }
            strokes.push(Stroke::Key(Key::ctrl(held.to_ascii_lowercase())));
            rest = &after[held.len_utf8()..];
        } else if c.is_whitespace() || c.is_control() || written.len() > 8 {
            return None;
        } else {
            // Full-width keys are folded before they are looked up, so they are folded here as well.
            strokes.push(Stroke::Key(Key::char(c).without_input_method()));
            rest = after;
        }
    }
    // A long word is a misspelt name of a key rather than a sequence: nobody types four keys for one action.
    (strokes.len() <= 3).then_some(strokes)
}
