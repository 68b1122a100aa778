//! Folios: paper, date, section and page number, as names of files and folders and as running lines say them.

use std::fmt;

/// A day, of the Gregorian calendar. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// 1600..=2999.
    pub year: u16,
    /// 1..=12.
    pub month: u8,
    /// 1..=31, and not past the month's end.
    pub day: u8,
}

impl fmt::Display for Date {
    /// As ISO 8601 has it: `2025-06-19`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The number printed on a page (第N版), from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageNumber(pub u16);

/// What a running line, or a name, says of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folio {
    /// The paper's name.
    pub paper: Option<String>,
    /// The day it was printed.
    pub date: Option<Date>,
    /// The page's section: 要闻, 国际, …
    pub section: Option<String>,
    /// The page's number.
    pub number: Option<PageNumber>,
}

impl Folio {
    /// The folio line a text is, if it is nothing else.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        (line.contains("星期") && line.contains('年') && !line.contains('。')).then(Self::default)
    }

    /// What `self` does not say, `other` may.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            paper: self.paper.or(other.paper),
            date: self.date.or(other.date),
            section: self.section.or(other.section),
            number: self.number.or(other.number),
        }
    }
}

impl PageNumber {
    /// Reads a number.
    #[must_use]
    pub fn parse(numeral: &str) -> Option<Self> {
        let han = || {
            "一二三四五六七八九十"
                .chars()
                .position(|c| numeral.starts_with(c))
                .and_then(|n| u16::try_from(n + 1).ok())
        };
        numeral.parse().ok().or_else(han).map(Self)
    }
}
