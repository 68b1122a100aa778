//! Folios: paper, date, section and page number, as names of files and folders and as running lines say them.

mod date;
mod line;
mod names;
mod number;
mod scan;
mod titles;

pub use date::Date;
pub use number::PageNumber;

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
    /// What the names of a page file and of its folder say; `folder` may be several, with `/` between them
    /// (`2025/06/19`). What the file says counts more. A page number is only taken from the file.
    #[must_use]
    pub fn from_names(file: &str, folder: &str) -> Self {
        names::read(file, folder)
    }

    /// Reads a running line, as in `2 综合  2026年3月14日 星期六` or `河湾日报 2026年3月14日 第3版 国际`.
    ///
    /// `None` unless the line is made of parts of a folio and of nothing else, and of enough of them: a date alone
    /// (as under an official notice), a number alone or a paper's name alone is no running line.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        line::read(line)
    }

    /// Reads a paper's name as it stands, with nothing beside it, at the head of a page: `河湾日报`. Further down it may be
    /// the source of a story.
    #[must_use]
    pub fn from_masthead(line: &str) -> Option<Self> {
        titles::is_masthead(line)
            .then(|| Self { paper: Some(line.split_whitespace().collect()), ..Self::default() })
    }

    /// The bytes of the running line that an engine has run together with the words behind it, as in
    /// `2副刊2026年3月14日星期六河湾日报渡口今晨停航`.
    #[must_use]
    pub fn head_len(text: &str) -> Option<usize> {
        let blank = text.len() - text.trim_start().len();
        let chars = line::head_len(text)?;
        Some(text[blank..].char_indices().nth(chars).map_or(text.len(), |(at, _)| blank + at))
    }

    /// This folio, with what it does not say taken from another.
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

#[cfg(test)]
mod tests;
