//! The help: the key map line by line, the signs of the margin, and a ruler.

use super::action::Action;
use super::keymap::{KeyMap, Row};
use crate::lang::Lang;
use crate::layout::{Ambiguous, Cells, elide, width, wrap};

/// Cells for the keys, and the blanks behind them, at most.
const KEYS: u16 = 20;
/// Blanks between columns.
const APART: u16 = 2;
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
    /// The action's name, where it is shown, in a column as wide as the longest: the eye finds them one under the other.
    pub(crate) name: Option<String>,
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
    /// A boundary in doubt.
    Boundary,
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
            Self::Boundary => lang.pick("界", "=").to_owned(),
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
            Self::Boundary => lang.pick("从这里起未必属于这一篇", "from here on it may be another article’s"),
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
    let table = Table::of(map, setting);
    let mut lines = Vec::new();
    for group in map.groups().iter().filter(|group| group.rows.iter().any(|row| !row.later)) {
        table.title(group.title.pick(lang), &mut lines);
        for row in group.rows.iter().filter(|row| !row.later) {
            table.entry(&row.keys.join(" "), row.words.pick(lang), Some(row), &mut lines);
            if row.action == Action::AmbiguousWidth {
                for ruler in Ruler::ALL {
                    let words = ruler.words(ambiguous, lang);
                    let from = lines.len();
                    table.entry("", &words, None, &mut lines);
                    lines[from..].iter_mut().for_each(|line| line.kind = HelpKind::Ruler);
                }
            }
        }
    }
    table.title(lang.pick("页边的字", "In the margin"), &mut lines);
    let signs = [
        MarginSign::Gap,
        MarginSign::Bookmark,
        MarginSign::Named('a'),
        MarginSign::Doubt,
        MarginSign::Boundary,
        MarginSign::Sure(98),
    ];
    for sign in signs {
        table.entry(&sign.sign(lang), sign.words(lang), None, &mut lines);
    }
    lines
}

/// The columns of the help.
#[derive(Clone, Copy, Debug)]
struct Table {
    setting: HelpSetting,
    /// Cells for the keys, and the blanks behind them.
    keys: u16,
    /// Cells for the names of actions; none where they are not shown.
    names: Option<u16>,
}

impl Table {
    fn of(map: &KeyMap, setting: HelpSetting) -> Self {
        let rows = || map.groups().iter().flat_map(|group| &group.rows).filter(|row| !row.later);
        let cells = |text: &str| width(text, setting.ambiguous).0;
        let keys = rows().map(|row| cells(&row.keys.join(" ")) + APART).max().unwrap_or(0);
        let names = rows().map(|row| cells(row.action.name())).max();
        Self { setting, keys: keys.min(KEYS), names: names.filter(|_| setting.width >= NAMES_FROM) }
    }

    fn title(self, words: &str, into: &mut Vec<HelpLine<'_>>) {
        let HelpSetting { width, ambiguous, .. } = self.setting;
        for bytes in wrap(words, Cells(width.saturating_sub(AROUND)), ambiguous) {
            let text = words[bytes].to_owned();
            into.push(HelpLine { text, kind: HelpKind::Title, row: None, name: None });
        }
    }

    /// Keys, and beside or below them, on as many lines as it takes, what they do.
    fn entry<'a>(self, keys: &str, words: &str, row: Option<&'a Row>, into: &mut Vec<HelpLine<'a>>) {
        let line = |text| HelpLine { text, kind: HelpKind::Entry, row, name: None };
        let blanks = |count: u16| " ".repeat(count.into());
        let HelpSetting { width: all, ambiguous, .. } = self.setting;
        let first = into.len();
        let inner = all.min(HELP).saturating_sub(AROUND);
        let beside = inner >= self.keys + BESIDE;
        let (column, longest) = if beside { (self.keys, self.keys - APART) } else { (BELOW, inner) };
        let keys = elide(keys, Cells(longest), ambiguous);
        let mut before = blanks(column);
        if beside {
            before = blanks(self.keys - width(&keys, ambiguous).0);
            before.insert_str(0, &keys);
        } else if !keys.is_empty() {
            into.push(line(keys));
        }
        let taken = column + self.names.map_or(0, |names| names + APART);
        for bytes in wrap(words, Cells(inner.saturating_sub(taken)), ambiguous) {
            let before = std::mem::replace(&mut before, blanks(column));
            into.push(line(before + &words[bytes]));
        }
        if let (Some(line), Some(row), Some(names)) = (into.get_mut(first), row, self.names) {
            line.name = Some(format!("{:<1$}", row.action.name(), usize::from(names)));
        }
    }
}
