//! Library: what a path names, opened. A page file is an edition of one page; a folder of page files is an edition;
//! a folder of such folders is a shelf, of which only names are read.
//!
//! A path is somebody else's: what stands there may never end, never begin, be no text, or go in circles. `read`
//! takes regular files only, and only so much of them; `folder` follows no link to a folder.

mod error;
mod folder;
mod read;

pub use error::LibraryError;

use crate::edition::Edition;
use crate::source::{Date, Hint, Source};
use folder::{Folder, edition_name};
use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The name under which a place remembers the built-in edition.
pub const DEMO: &str = "demo";

/// The pages of the built-in edition.
const PAGES: &[(&str, &[u8])] = &[
    ("01.md", include_bytes!("../assets/demo/01.md")),
    ("02.md", include_bytes!("../assets/demo/02.md")),
    ("03.md", include_bytes!("../assets/demo/03.md")),
    ("04.txt", include_bytes!("../assets/demo/04.txt")),
];

/// What a path named.
#[derive(Debug)]
pub enum Opened {
    /// An edition.
    Edition {
        /// Its absolute path, without links.
        path: PathBuf,
        /// Its pages, put in order.
        edition: Box<Edition>,
        /// Why pages of it could not be read.
        notes: Vec<LibraryError>,
    },
    /// A folder of editions.
    Shelf(Shelf),
}

/// A folder of editions. None of them has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// Its absolute path, without links.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Newest first, then those without a date by name.
    pub editions: Vec<ShelfEntry>,
}

/// An edition on a shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfEntry {
    /// Its folder.
    pub path: PathBuf,
    /// The name it will have: [`Edition::name`].
    pub name: String,
    /// The day, as its folder's name says it.
    pub date: Option<Date>,
    /// How many page files there are.
    pub page_files: usize,
}

/// Opens what a path names.
///
/// # Errors
/// When nothing is there, or nothing that could be a newspaper; see [`LibraryError`]. A page that cannot be read is
/// an error only when it is the only one.
pub fn open(path: &Path) -> Result<Opened, LibraryError> {
    let path = std::fs::canonicalize(path).map_err(|error| LibraryError::opening(path, error))?;
    if !path.is_dir() {
        let bytes = read::page(&path)?;
        let name = folder::shown(path.file_name().unwrap_or(OsStr::new("")));
        let edition = Box::new(Edition::assemble(&name, vec![Source::new(&path, &bytes)]));
        return Ok(Opened::Edition { path, edition, notes: Vec::new() });
    }
    let folder = Folder::list(&path)?;
    if folder.pages.is_empty() { shelf(path).map(Opened::Shelf) } else { edition(path, folder.pages) }
}

/// Reads the page that standard input is.
///
/// # Errors
/// When it cannot be read, is too long, or is no text.
pub fn stdin(input: impl Read) -> Result<Edition, LibraryError> {
    let name = Path::new("-");
    let bytes = read::to_end(input, name)?;
    Ok(Edition::assemble("-", vec![Source::new(name, &bytes)]))
}

/// The built-in edition.
#[must_use]
pub fn demo() -> Edition {
    let sources = PAGES.iter().map(|(name, bytes)| Source::new(&Path::new(DEMO).join(name), bytes));
    Edition::assemble(DEMO, sources.collect())
}

/// The folder `path`, read as an edition of these page files.
fn edition(path: PathBuf, pages: Vec<PathBuf>) -> Result<Opened, LibraryError> {
    let name = edition_name(&path);
    let mut read = Vec::new();
    let mut notes = Vec::new();
    for page in pages {
        match read::page(&page) {
            Ok(bytes) => read.push((named(&name, &page), bytes)),
            Err(error) => notes.push(error),
        }
    }
    let sources = decode(&read);
    if sources.is_empty() {
        return Err(notes.into_iter().next().unwrap_or(LibraryError::NoPages { path }));
    }
    let edition = Box::new(Edition::assemble(&name, sources));
    Ok(Opened::Edition { path, edition, notes })
}

/// The encoding that needs no hint.
const UTF_8: &str = "utf-8";

/// Decodes the pages of a folder: those too short to tell their encoding take that of the others.
fn decode(pages: &[(PathBuf, Vec<u8>)]) -> Vec<Source> {
    let alone: Vec<Source> = pages.iter().map(|(path, bytes)| Source::new(path, bytes)).collect();
    let said = alone.iter().zip(pages).map(|(source, (_, bytes))| (source.encoding, bytes.len()));
    let hint = Hint::majority(said);
    let again = |(source, (path, bytes)): (Source, &(PathBuf, Vec<u8>))| match source.encoding {
        UTF_8 => source,
        _ => Source::with_hint(path, bytes, hint),
    };
    alone.into_iter().zip(pages).map(again).collect()
}

/// The folder `path`, as a shelf.
fn shelf(path: PathBuf) -> Result<Shelf, LibraryError> {
    let mut editions: Vec<ShelfEntry> = folder::editions(&path).into_iter().map(entry).collect();
    if editions.is_empty() {
        return Err(LibraryError::NoPages { path });
    }
    editions.sort_by(|a, b| {
        b.date.cmp(&a.date).then_with(|| folder::natural(&a.name, &b.name)).then_with(|| a.path.cmp(&b.path))
    });
    Ok(Shelf { name: edition_name(&path), path, editions })
}

/// A folder with page files, as an edition on a shelf.
fn entry((path, pages): (PathBuf, Vec<PathBuf>)) -> ShelfEntry {
    let name = edition_name(&path);
    let date = pages.first().and_then(|page| Source::new(&named(&name, page), &[]).folio.date);
    ShelfEntry { path, name, date, page_files: pages.len() }
}

/// The edition so many days of print after (before, where negative) the one whose folder is `path`, in the library
/// where that stands: the folders beside it that are called as it is. Those without a date come first, by name. `None`
/// past either end, and for what is no folder.
#[must_use]
pub fn neighbour(path: &Path, by: isize) -> Option<PathBuf> {
    let path = std::fs::canonicalize(path).ok().filter(|path| path.is_dir())?;
    let mut editions: Vec<(ShelfEntry, bool)> = folder::beside(&path)
        .into_iter()
        .map(|(path, pages)| {
            let numbered = is_numbered(&path, &pages);
            (entry((path, pages)), numbered)
        })
        .collect();
    let (dated, numbered) = editions
        .iter()
        .find(|(edition, _)| edition.path == path)
        .map(|(edition, numbered)| (edition.date.is_some(), *numbered))?;
    // Other text lies about in folders too: what has no day, or no page numbers, where this edition has them, is none.
    editions.retain(|(edition, number)| (!dated || edition.date.is_some()) && (!numbered || *number));
    editions.sort_by(|(a, _), (b, _)| {
        a.date.cmp(&b.date).then_with(|| folder::natural(&a.name, &b.name)).then_with(|| a.path.cmp(&b.path))
    });
    let here = editions.iter().position(|(edition, _)| edition.path == path)?;
    let there = here.checked_add_signed(by)?;
    (there < editions.len()).then(|| editions.swap_remove(there).0.path)
}

/// True where the name of a page file of a folder says which page it is.
fn is_numbered(path: &Path, pages: &[PathBuf]) -> bool {
    let name = edition_name(path);
    pages.iter().any(|page| Source::new(&named(&name, page), &[]).folio.number.is_some())
}

/// A page's path as its names are to be read: with the edition's name for a folder, since a folder called `14` says
/// nothing by itself.
fn named(edition: &str, page: &Path) -> PathBuf {
    Path::new(edition).join(page.file_name().unwrap_or_default())
}
