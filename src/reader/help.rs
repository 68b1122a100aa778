//! The help: the key map line by line, the signs of the margin, and a ruler.

use super::action::Action;
use super::keymap::{KeyMap, Row};
use crate::lang::Lang;
use crate::layout::{Ambiguous, Cells, elide, width, wrap};

/// Cells for the keys, and the blanks behind them.
const KEYS: u16 = 20;
/// The help is not wider: the eye would lose the row between what a key does and its name.
pub(crate) const HELP: u16 = 100;
/// From this width on it shows the names of the actions.
const NAMES_FROM: u16 = 76;
/// Cells of a row that are not its text: three before it, one behind.
const AROUND: u16 = 4;
/// Words with less room than this, in cells, stand below their keys instead of beside them.
const BESIDE: u16 = 12;
/// How far words are set in that stand below their keys.
const BELOW: u16 = 2;

/// A line of the help.
#[derive(Clone, Debug)]
pub(crate) struct HelpLine<'a> {
    /// The keys, and what they do: as much of both as is on this line.
    pub(crate) text: String,
    /// What it is part of.
    pub(crate) kind: HelpKind,
    /// Whose keys it is about.
    pub(crate) row: Option<&'a Row>,
    /// The action's name, where it is shown.
    pub(crate) name: Option<&'static str>,
}

/// What a line of the help is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HelpKind {
    /// The title of a group of keys, or of the signs.
    Title,
    /// An action with its keys, or a sign of the margin.
    Entry,
    /// The ruler.
    Ruler,
}

/// Marks over as many digits as they take cells: where the bars at their ends do not stand one under the other, the
/// terminal draws the marks wider or narrower than is assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ruler {
    /// Characters on whose width terminals differ.
    Marks,
    /// Characters that take one cell everywhere.
    Digits,
    /// What to do.
    Advice,
}

/// Of each sort that newspapers print, one.
const RULED: &str = "“——…·①”";

impl Ruler {
    /// All lines, from the top.
    const ALL: [Self; 3] = [Self::Marks, Self::Digits, Self::Advice];

    /// The line.
    fn words(self, ambiguous: Ambiguous, lang: Lang) -> String {
        match self {
            Self::Marks => format!("{RULED} |"),
            Self::Digits => {
                let digits = (1..=width(RULED, ambiguous).0).map(|n| char::from(b'0' + (n % 10) as u8));
                digits.chain(" |".chars()).collect()
            }
            Self::Advice => lang.pick(
                format!("现在是 {}；两个 | 没有上下对齐，就换一种", ambiguous.name()),
                format!("now {}; change it while the two | are not in line", ambiguous.name()),
            ),
        }
    }
}

/// What can stand in the margin of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarginSign {
    /// Text is missing on this line.
    Gap,
    /// A bookmark.
    Bookmark,
    /// A named mark.
    Named(char),
    /// A seam in doubt.
    Doubt,
    /// How sure a seam is, in hundredths.
    Sure(u8),
}

impl MarginSign {
    /// The sign: two cells at most.
    pub(crate) fn sign(self, lang: Lang) -> String {
        match self {
            Self::Gap => lang.pick("缺", "??").to_owned(),
            Self::Bookmark => lang.pick("签", "*").to_owned(),
            Self::Named(letter) => format!("'{letter}"),
            Self::Doubt => lang.pick("缝", "~").to_owned(),
            Self::Sure(percent) => format!("{percent:02}"),
        }
    }

    /// What it means.
    pub(crate) fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Gap => lang.pick("这里缺文", "text is missing here"),
            Self::Bookmark => lang.pick("书签", "a bookmark"),
            Self::Named(_) => lang.pick("记号", "a named mark"),
            Self::Doubt => lang.pick("这里有一处没有把握的接缝", "a seam in doubt is on this line"),
            Self::Sure(_) => {
                lang.pick("看接缝时：这一处有百分之几的把握", "while seams are shown: how sure, in per cent")
            }
        }
    }
}

/// How the help is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HelpSetting {
    /// The cells of a row.
    pub(crate) width: u16,
    pub(crate) ambiguous: Ambiguous,
    pub(crate) lang: Lang,
}

/// All lines of the help: what comes in a later version is not among them.
pub(crate) fn help(map: &KeyMap, setting: HelpSetting) -> Vec<HelpLine<'_>> {
    let HelpSetting { ambiguous, lang, .. } = setting;
    let mut lines = Vec::new();
    for group in map.groups().iter().filter(|group| group.rows.iter().any(|row| !row.later)) {
        setting.title(group.title.pick(lang), &mut lines);
        for row in group.rows.iter().filter(|row| !row.later) {
            setting.entry(&row.keys.join(" "), row.words.pick(lang), Some(row), &mut lines);
            if row.action == Action::AmbiguousWidth {
                for ruler in Ruler::ALL {
                    let words = ruler.words(ambiguous, lang);
                    let from = lines.len();
                    setting.entry("", &words, None, &mut lines);
                    lines[from..].iter_mut().for_each(|line| line.kind = HelpKind::Ruler);
                }
            }
        }
    }
    setting.title(lang.pick("页边的字", "In the margin"), &mut lines);
    let signs = [
        MarginSign::Gap,
        MarginSign::Bookmark,
        MarginSign::Named('a'),
        MarginSign::Doubt,
        MarginSign::Sure(98),
    ];
    for sign in signs {
        setting.entry(&sign.sign(lang), sign.words(lang), None, &mut lines);
    }
    lines
}

impl HelpSetting {
    fn title(self, words: &str, into: &mut Vec<HelpLine<'_>>) {
        for bytes in wrap(words, Cells(self.width.saturating_sub(AROUND)), self.ambiguous) {
            let text = words[bytes].to_owned();
            into.push(HelpLine { text, kind: HelpKind::Title, row: None, name: None });
        }
    }

    /// Keys, and beside or below them, on as many lines as it takes, what they do.
    fn entry<'a>(self, keys: &str, words: &str, row: Option<&'a Row>, into: &mut Vec<HelpLine<'a>>) {
        let line = |text| HelpLine { text, kind: HelpKind::Entry, row, name: None };
        let blanks = |count: u16| " ".repeat(count.into());
        let first = into.len();
        let inner = self.width.min(HELP).saturating_sub(AROUND);
        let name = row.map(|row| row.action.name()).filter(|_| self.width >= NAMES_FROM);
        let beside = inner >= KEYS + BESIDE;
        let (column, longest) = if beside { (KEYS, KEYS - 2) } else { (BELOW, inner) };
        let keys = elide(keys, Cells(longest), self.ambiguous);
        let mut before = blanks(column);
        if beside {
            before = blanks(KEYS - self.cells(&keys));
            before.insert_str(0, &keys);
        } else if !keys.is_empty() {
            into.push(line(keys));
        }
        let taken = column + name.map_or(0, |name| self.cells(name) + 2);
        for bytes in wrap(words, Cells(inner.saturating_sub(taken)), self.ambiguous) {
            let before = std::mem::replace(&mut before, blanks(column));
            into.push(line(before + &words[bytes]));
        }
        if let Some(line) = into.get_mut(first) {
            line.name = name;
        }
    }

    fn cells(self, text: &str) -> u16 {
        width(text, self.ambiguous).0
    }
}
