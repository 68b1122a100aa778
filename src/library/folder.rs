//! Folder: the page files in it, the editions below it, and what they are called.

use super::LibraryError;
use std::cmp::Ordering;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// What a page file's name ends in.
const PAGE_ENDINGS: [&str; 3] = ["md", "markdown", "txt"];

/// Files that are about a folder, and no page of it.
const NO_PAGES: [&str; 3] = ["readme", "license", "changelog"];

/// Folders below a shelf that are looked into: paper, year, month, day.
const MAX_DEPTH: usize = 4;

/// What stands in a folder.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Page files, in natural order.
    pub(super) pages: Vec<PathBuf>,
    /// Folders; links to folders are none.
    folders: Vec<PathBuf>,
}

impl Folder {
    /// Lists a folder.
    pub(super) fn list(path: &Path) -> Result<Self, LibraryError> {
        let mut folder = Self::default();
        let entries = fs::read_dir(path).map_err(|error| LibraryError::opening(path, error))?;
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folder.folders.push(entry.path()),
                _ if is_page(&name) => folder.pages.push(entry.path()),
                _ => {}
            }
        }
        let by_name = |a: &PathBuf, b: &PathBuf| {
            let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            natural(&name(a), &name(b)).then_with(|| a.cmp(b))
        };
        folder.pages.sort_by(by_name);
        folder.folders.sort_by(by_name);
        Ok(folder)
    }
}

/// The folders with page files below a folder, with those files. What is below an edition belongs to it; what cannot
/// be listed is not ours to read.
pub(super) fn editions(root: &Path) -> Vec<(PathBuf, Vec<PathBuf>)> {
    let mut found = Vec::new();
    let mut ahead = vec![(root.to_owned(), 0)];
    while let Some((path, depth)) = ahead.pop() {
        let Ok(folder) = Folder::list(&path) else { continue };
        if !folder.pages.is_empty() {
            found.push((path, folder.pages));
        } else if depth < MAX_DEPTH {
            ahead.extend(folder.folders.into_iter().map(|folder| (folder, depth + 1)));
        }
    }
    found
}

/// The editions of the library in which a folder is one, itself among them, with their page files: the folders beside
/// it; where its path is a date in parts, those of other months and years as well.
pub(super) fn beside(path: &Path) -> Vec<(PathBuf, Vec<PathBuf>)> {
    let depth = parts_of_date(path).max(1);
    let root = path.ancestors().nth(depth);
    let mut folders: Vec<PathBuf> = root.into_iter().map(Path::to_owned).collect();
    let is_wanted =
        |folder: &PathBuf| depth == 1 || folder.file_name().map(shown).is_some_and(|name| is_part(&name));
    for _ in 0..depth {
        let below = folders.iter().filter_map(|folder| Folder::list(folder).ok());
        folders = below.flat_map(|folder| folder.folders).filter(is_wanted).collect();
    }
    let pages = |folder: PathBuf| Some((Folder::list(&folder).ok()?.pages, folder));
    let found = folders.into_iter().filter_map(pages).filter(|(pages, _)| !pages.is_empty());
    found.map(|(pages, folder)| (folder, pages)).collect()
}

/// The name of a folder as that of an edition. A number of up to four digits is only a part of a date: the folders
/// above say the rest, and `2031/03/14` is `2031-03-14`.
pub(super) fn edition_name(path: &Path) -> String {
    let parts = path.iter().rev().map(shown).take(parts_of_date(path).max(1));
    parts.reduce(|name, part| format!("{part}-{name}")).unwrap_or_default()
}

/// How many names at the end of a path are parts of a date: day, month and year at most.
fn parts_of_date(path: &Path) -> usize {
    path.iter().rev().take(3).take_while(|name| is_part(&shown(name))).count()
}

fn is_part(name: &str) -> bool {
    name.len() <= 4 && name.bytes().all(|b| b.is_ascii_digit())
}

/// A name that can be shown: without what steers a terminal or cannot be seen.
pub(super) fn shown(name: &OsStr) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(c, '\u{e0000}'..='\u{e007f}')
    };
    name.to_string_lossy().chars().map(|c| if unseen(c) { '\u{fffd}' } else { c }).collect()
}

fn is_page(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    let ends = name.rsplit_once('.').is_some_and(|(_, ending)| PAGE_ENDINGS.contains(&ending));
    ends && !NO_PAGES.iter().any(|word| name.starts_with(word))
}

/// The order in which people count: 2 before 10.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let ((x, x_rest), (y, y_rest)) = (token(left), token(right));
        let order = match (x.as_bytes().first(), y.as_bytes().first()) {
            (Some(p), Some(q)) if p.is_ascii_digit() && q.is_ascii_digit() => {
                let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
                x.len().cmp(&y.len()).then_with(|| x.cmp(y))
            }
            (None, None) => return a.cmp(b),
            _ => x.cmp(y),
        };
        if order.is_ne() {
            return order;
        }
        (left, right) = (x_rest, y_rest);
    }
}

/// The first number, or the first character, of a name, and the rest.
fn token(name: &str) -> (&str, &str) {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let end = if digits > 0 { digits } else { name.chars().next().map_or(0, char::len_utf8) };
    name.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_as_people_count() {
        let ordered =
            ["", "01.md", "1.md", "2.md", "10.md", "010.txt", "A1.md", "A2.md", "A10.md", "第2版", "第10版"];
        for (at, a) in ordered.iter().enumerate() {
            for (other, b) in ordered.iter().enumerate() {
                assert_eq!(natural(a, b), at.cmp(&other), "{a} {b}");
            }
        }
        let long = ["9".repeat(40), "1".to_owned() + &"0".repeat(40)];
        assert_eq!(natural(&long[0], &long[1]), Ordering::Less);
    }

    #[test]
    fn pages_are_told_by_their_names() {
        let pages = ["01.md", "第一版.TXT", "a.b.Markdown", "my readme.md"];
        let others =
            ["01.pdf", "README.md", "readme.zh.txt", "LICENSE.txt", "Changelog.md", "md", "01.md~", "01"];
        for (names, expected) in [(&pages[..], true), (&others[..], false)] {
            for name in names {
                assert_eq!(is_page(OsStr::new(name)), expected, "{name}");
            }
        }
    }

    #[test]
    fn an_edition_is_called_by_its_folder() {
        let cases = [
            ("/papers/2031-03-14", "2031-03-14"),
            ("/papers/2031/03/14", "2031-03-14"),
            ("/papers/2031/0314", "2031-0314"),
            ("/papers/20310314", "20310314"),
            ("/1/2/3/4/5", "3-4-5"),
            ("/papers/河湾日报", "河湾日报"),
            ("/papers/a\u{1b}[2J\u{202e}", "a\u{fffd}[2J\u{fffd}"),
        ];
        for (path, expected) in cases {
            assert_eq!(edition_name(Path::new(path)), expected);
        }
    }
}
