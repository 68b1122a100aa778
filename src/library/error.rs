//! Error: why a path could not be opened, and what to do about it.

use super::folder::shown;
use crate::config::nearest;
use crate::lang::Lang;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Names of a folder that are compared with one that is not there.
const MAX_NAMES: usize = 10_000;

/// A path could not be opened.
#[derive(Debug)]
pub enum LibraryError {
    /// Nothing is there.
    Missing {
        /// What was looked for.
        path: PathBuf,
        /// The first folder of the path that is there.
        folder: PathBuf,
        /// The name in that folder that was probably meant.
        nearest: Option<String>,
    },
    /// A folder without pages, and without folders of pages.
    NoPages {
        /// The folder.
        path: PathBuf,
    },
    /// A pipe, a device, a socket, a folder that is called like a page.
    NotRegular {
        /// What it is called.
        path: PathBuf,
    },
    /// A file that holds no text.
    Binary {
        /// The file.
        path: PathBuf,
    },
    /// More bytes than any page has.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Bytes that are read at most.
        limit: u64,
    },
    /// It is somebody else's.
    Denied {
        /// What may not be read.
        path: PathBuf,
    },
    /// The system refused.
    Io {
        /// What was to be read.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl LibraryError {
    /// What the system's refusal to open `path` means.
    pub(super) fn opening(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            // A link is there; what it leads to is not.
            ErrorKind::NotFound if path.is_symlink() => Self::Io { path, error },
            ErrorKind::NotFound | ErrorKind::NotADirectory => missing(path),
            ErrorKind::PermissionDenied => Self::Denied { path },
            // A socket cannot be opened at all.
            _ if fs::metadata(&path).is_ok_and(|m| !m.is_file() && !m.is_dir()) => Self::NotRegular { path },
            _ => Self::Io { path, error },
        }
    }

    /// The message for people: what was looked for, what is wrong, what to do.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Missing { path, folder, nearest } => {
                let (path, folder) = (safe(path), safe(folder));
                let guess = match nearest {
                    Some(name) => lang.pick(
                        format!("；{folder} 里有 {name}，是否指它？"),
                        format!("; did you mean {name} in {folder}?"),
                    ),
                    None => lang.pick(
                        format!("；{folder} 里没有相近的名字"),
                        format!("; {folder} holds nothing of a similar name"),
                    ),
                };
                lang.pick(format!("找不到 {path}{guess}"), format!("there is no {path}{guess}"))
            }
            Self::NoPages { path } => {
                let path = safe(path);
                lang.pick(
                    format!(
                        "{path} 里没有版面文件（名字以 .md、.markdown 或 .txt 结尾），其下的文件夹里也没有"
                    ),
                    format!("{path} holds no page files (.md, .markdown or .txt), nor do the folders in it"),
                )
            }
            Self::NotRegular { path } => {
                let path = safe(path);
                lang.pick(
                    format!("{path} 不是普通文件；管道可以这样读：dubao - < {path}"),
                    format!("{path} is not a regular file; a pipe can be read with: dubao - < {path}"),
                )
            }
            Self::Binary { path } => {
                let path = safe(path);
                lang.pick(
                    format!("{path} 不是文本；请打开文字识别的结果（Markdown 或纯文本）"),
                    format!(
                        "{path} is no text; open what the text recognition wrote (Markdown or plain text)"
                    ),
                )
            }
            Self::TooLarge { path, limit } => {
                let (path, limit) = (safe(path), limit >> 20);
                lang.pick(
                    format!("{path} 超过 {limit} MiB，不像一个版面；请按版拆开"),
                    format!("{path} is longer than {limit} MiB and no page; split it into pages"),
                )
            }
            Self::Denied { path } => {
                let path = safe(path);
                lang.pick(
                    format!("没有权限读 {path}；请用 ls -l 查看其权限"),
                    format!("{path} may not be read by this user; ls -l shows its permissions"),
                )
            }
            Self::Io { path, error } => {
                let path = safe(path);
                lang.pick(
                    format!("读不了 {path}：{error}；请检查磁盘或链接后再试"),
                    format!("{path} could not be read: {error}; check the disk or the link and try again"),
                )
            }
        }
    }
}

impl fmt::Display for LibraryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}

impl std::error::Error for LibraryError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// What is there instead of `path`.
fn missing(path: PathBuf) -> LibraryError {
    let whole = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
    let there = whole.ancestors().skip(1).find(|above| above.is_dir()).unwrap_or(Path::new("/"));
    let wanted =
        whole.strip_prefix(there).ok().and_then(|rest| rest.iter().next()).map(shown).unwrap_or_default();
    let entries = fs::read_dir(there).into_iter().flatten().filter_map(Result::ok).take(MAX_NAMES);
    let mut names: Vec<String> = entries.map(|entry| shown(&entry.file_name())).collect();
    // The order of a folder is nobody's; the same question has one answer.
    names.sort();
    let nearest = nearest(&wanted, names.iter().map(String::as_str)).map(str::to_owned);
    LibraryError::Missing { folder: there.to_owned(), path, nearest }
}

/// A path that can be shown.
fn safe(path: &Path) -> String {
    shown(OsStr::new(path))
}
