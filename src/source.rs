//! Source, the first stage: the bytes of a page file become decoded, sanitised text with a way back to the file.
//!
//! 1. `decode`: which encoding, and the text in UTF-8;
//! 2. `sanitise`: what no terminal may see is taken out, once, here;
//! 3. `wayback`: for each byte of the sanitised text, where it stands in the file;
//! 4. `folio`: page number, date and paper, from the names of file and folder, and from folio lines.
//!
//! Knows encodings and control characters; knows nothing of Markdown or of newspapers' contents.

mod folio;
mod span;
mod text;

pub use folio::{Date, Folio, PageNumber};
pub use span::{FileSpan, Span};
pub use text::Text;

use std::path::Path;

/// A page file, decoded and made safe.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name, sanitised, for people and for JSON.
    pub name: String,
    /// The encoding found, as the WHATWG names it in lower case: `utf-8`, `gb18030`, …
    pub encoding: &'static str,
    /// What the names of the file and its folder say.
    pub folio: Folio,
    text: String,
}

impl Source {
    /// Decodes and sanitises the bytes of a page. Never fails: what cannot be read becomes U+FFFD.
    #[must_use]
    pub fn new(path: &Path, bytes: &[u8]) -> Self {
        Self {
            name: path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
            encoding: "utf-8",
            folio: Folio::default(),
            text: String::from_utf8_lossy(bytes).into_owned(),
        }
    }

    /// The sanitised text. Every [`Span`] of the program counts bytes in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The piece of text at `span`.
    ///
    /// # Panics
    /// When `span` was not made from this source.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    /// Where `span` stands in the page file (in its UTF-8 decoding when the file is not UTF-8).
    #[must_use]
    pub fn to_file(&self, span: Span) -> FileSpan {
        FileSpan { start: span.start, end: span.end }
    }

    /// The byte of the sanitised text that stands at, or next after, byte `offset` of the file.
    #[must_use]
    pub fn from_file(&self, offset: usize) -> usize {
        offset.min(self.text.len())
    }

    /// A number that stays the same when the page is moved, renamed, re-encoded or its blanks change.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        // FNV-1a, 64 bit: stable for ever, unlike std's hasher.
        let hash =
            self.text.chars().filter(|c| !c.is_whitespace()).fold(0xcbf2_9ce4_8422_2325_u64, |h, c| {
                (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
            });
        Fingerprint(hash)
    }
}

/// The identity of a page's text; see [`Source::fingerprint`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub u64);

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
