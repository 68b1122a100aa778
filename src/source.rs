//! Source, the first stage: the bytes of a page file become decoded, sanitised text with a way back to the file.
//!
//! 1. `decode`: which encoding, and the text in UTF-8;
//! 2. `sanitise`: what no terminal may see is taken out, once, here;
//! 3. `wayback`: for each byte of the sanitised text, where it stands in the file;
//! 4. `folio`: page number, date and paper, from the names of file and folder, and from folio lines.
//!
//! Knows encodings and control characters; knows nothing of Markdown or of newspapers' contents.

mod decode;
mod folio;
mod note;
mod sanitise;
mod span;
mod text;
mod wayback;

pub use decode::Hint;
pub use folio::{Date, Folio, PageNumber};
pub use note::Note;
pub use sanitise::{is_safe, line};
pub use span::{FileSpan, Span};
pub use text::Text;

use std::path::Path;
use wayback::Wayback;

/// A page file, decoded and made safe.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name, sanitised, for people and for JSON.
    pub name: String,
    /// The encoding found, as the WHATWG names it in lower case: `utf-8`, `gb18030`, …
    pub encoding: &'static str,
    /// What the names of the file and its folder say.
    pub folio: Folio,
    /// What had to be changed to make the page readable and safe; empty for a clean page.
    pub notes: Vec<Note>,
    text: String,
    wayback: Wayback,
}

impl Source {
    /// Decodes and sanitises the bytes of a page. Never fails: what cannot be read becomes U+FFFD.
    #[must_use]
    pub fn new(path: &Path, bytes: &[u8]) -> Self {
        Self::with_hint(path, bytes, None)
    }

    /// As [`new`](Self::new), with an encoding to expect when the page is a short one that is not Unicode.
    #[must_use]
    pub fn with_hint(path: &Path, bytes: &[u8], hint: Option<Hint>) -> Self {
        let decoded = decode::decode(bytes, hint);
        let mut washer = sanitise::Washer::default();
        washer.skip(decoded.mark);
        for chunk in decoded.body[decoded.mark..].utf8_chunks() {
            washer.feed(chunk.valid());
            if !chunk.invalid().is_empty() {
                washer.unreadable(chunk.invalid().len());
            }
        }
        washer.counts.unreadable += decoded.unreadable;
        let (file, folder) = names_of(path);
        Self {
            name: line(&file),
            encoding: decoded.encoding,
            folio: Folio::from_names(&file, &folder),
            notes: Note::of(washer.counts),
            text: washer.text,
            wayback: washer.wayback,
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

    /// The line, from 1, in which byte `at` of the text stands.
    #[must_use]
    pub fn line_of(&self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|b| *b == b'\n').count()
    }

    /// Where `span` stands in the page file (in its UTF-8 decoding when the file is not UTF-8), without what was
    /// taken out at its edges. The span of the whole text is the whole file.
    #[must_use]
    pub fn to_file(&self, span: Span) -> FileSpan {
        self.wayback.to_file(span)
    }

    /// The byte of the sanitised text that stands at, or next after, byte `offset` of the file; always on the border
    /// of a character, whatever the offset.
    #[must_use]
    pub fn from_file(&self, offset: usize) -> usize {
        let at = self.wayback.text_at(offset);
        (at..self.text.len()).find(|&at| self.text.is_char_boundary(at)).unwrap_or(self.text.len())
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

/// The name of the file, and those of the folders it stands in, as far as a date may be spread over them:
/// `2025/06/19`.
fn names_of(path: &Path) -> (String, String) {
    const FOLDERS: usize = 3;
    let mut names = path.iter().rev().map(|name| name.to_string_lossy());
    let file = names.next().unwrap_or_default().into_owned();
    let mut folders: Vec<_> = names.take(FOLDERS).collect();
    folders.reverse();
    (file, folders.join("/"))
}

/// The identity of a page's text; see [`Source::fingerprint`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub u64);

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
