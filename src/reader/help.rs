//! The help: the key map line by line, the signs of the margin, and a ruler.

use super::action::Action;
use super::keymap::{KeyMap, Row, Words};
use crate::lang::Lang;
use crate::layout::{Ambiguous, width};

/// A line of the help.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HelpLine<'a> {
    /// The title of a group of keys.
    Title(&'a Words),
    /// An action with its keys.
    Row(&'a Row),
    /// A line of the ruler.
    Ruler(Ruler),
    /// The title of the signs.
    Signs,
    /// A sign of the margin.
    Sign(MarginSign),
}

/// Marks over as many digits as they take cells: where the bars at their ends do not stand one under the other, the
/// terminal draws the marks wider or narrower than is assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruler {
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
    pub(crate) fn words(self, ambiguous: Ambiguous, lang: Lang) -> String {
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

/// All lines of the help: what comes in a later version is not among them.
pub(crate) fn help(map: &KeyMap) -> Vec<HelpLine<'_>> {
    let groups = map.groups().iter().filter(|group| group.rows.iter().any(|row| !row.later));
    let keys = groups.flat_map(|group| {
        let rows = group.rows.iter().filter(|row| !row.later).flat_map(|row| {
            let ruler = if row.action == Action::AmbiguousWidth { &Ruler::ALL[..] } else { &[] };
            [HelpLine::Row(row)].into_iter().chain(ruler.iter().copied().map(HelpLine::Ruler))
        });
        [HelpLine::Title(&group.title)].into_iter().chain(rows)
    });
    let signs = [
        MarginSign::Gap,
        MarginSign::Bookmark,
        MarginSign::Named('a'),
        MarginSign::Doubt,
        MarginSign::Sure(98),
    ];
    keys.chain([HelpLine::Signs]).chain(signs.map(HelpLine::Sign)).collect()
}
