//! Export: an edition as a document for other programs and for other readers.
//!
//! One call, [`document`], and one file for each format: `json` (the contract scripts rely on), `markdown`, `plain`.

mod json;
mod markdown;
mod plain;

use crate::edition::{ArticleIx, Edition};
use crate::lang::Lang;

/// The formats an edition can be exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One JSON document with the way back to the bytes of the page files.
    Json,
    /// CommonMark.
    Markdown,
    /// Plain text, one paragraph a line.
    Text,
}

impl Format {
    /// All formats, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Json, Self::Markdown, Self::Text];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Text => "txt",
        }
    }

    /// What it is, for help.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Json => {
                lang.pick("JSON，带回到原文件的字节位置", "JSON, with byte offsets into the page files")
            }
            Self::Markdown => lang.pick("Markdown", "Markdown"),
            Self::Text => lang.pick("纯文本，一段一行", "plain text, one paragraph a line"),
        }
    }
}

/// The whole edition, or one of its articles, in that format. Ends with a line end unless it is empty.
#[must_use]
pub fn document(edition: &Edition, only: Option<ArticleIx>, format: Format) -> String {
    match format {
        Format::Json => json::document(edition, only),
        Format::Markdown => markdown::document(edition, only),
        Format::Text => plain::document(edition, only),
    }
}

#[cfg(test)]
mod bench;
