//! Words: what went wrong with the store, and what to do about it.

use crate::lang::Lang;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

/// A change could not be written.
#[derive(Debug)]
pub enum StoreError {
    /// There is no home folder to keep anything in.
    NoPlace,
    /// The system refused.
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// What was noticed while opening the store; none of it stops the reading.
#[derive(Debug)]
pub enum StoreNote {
    /// There is no home folder to keep anything in.
    NoPlace,
    /// What is there can be read, but nothing can be added.
    ReadOnly {
        /// The folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A journal, or the folder of journals, could not be read.
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Some lines are no records. They stay where they are.
    BadLines {
        /// The file.
        path: PathBuf,
        /// How many.
        count: usize,
    },
    /// A newer version has written there; we read what we know.
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of its lines.
        version: u64,
    },
    /// Our file could not be made shorter. Nothing is lost.
    NotTidied {
        /// The folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl StoreError {
    /// The message for people.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::NoPlace => no_place(lang),
            Self::Write { path, error } => {
                let path = path.display();
                let todo = remedy(error.kind(), lang);
                lang.pick(
                    format!("未能写入 {path}：{error}。本次阅读中仍然有效，下次写入时再试；{todo}"),
                    format!("could not write {path}: {error}. It holds for this session and is tried again at the next write; {todo}"),
                )
            }
        }
    }
}

impl StoreNote {
    /// The message for people.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::NoPlace => no_place(lang),
            Self::ReadOnly { path, error } => {
                let (path, todo) = (path.display(), remedy(error.kind(), lang));
                lang.pick(
                    format!("{path} 只能读，书签无法保存：{error}；{todo}"),
                    format!("{path} can only be read, marks cannot be saved: {error}; {todo}"),
                )
            }
            Self::Unreadable { path, error } => {
                let (path, todo) = (path.display(), remedy(error.kind(), lang));
                lang.pick(
                    format!("读不了 {path}：{error}；{todo}"),
                    format!("could not read {path}: {error}; {todo}"),
                )
            }
            Self::BadLines { path, count } => {
                let path = path.display();
                lang.pick(
                    format!("{path}：有 {count} 行不是记录，已跳过，原样保留；可用编辑器查看"),
                    format!("{path}: {count} line(s) are no records; skipped and left as they are, an editor will show them"),
                )
            }
            Self::Newer { path, version } => {
                let path = path.display();
                lang.pick(
                    format!("{path} 由更新的版本写过（v{version}），只读认得的部分；请升级 dubao"),
                    format!("{path} was written to by a newer version (v{version}); what is known is read. Upgrade dubao"),
                )
            }
            Self::NotTidied { path, error } => {
                let path = path.display();
                lang.pick(
                    format!("{path} 未能整理：{error}。记录都在，下次启动再试"),
                    format!(
                        "{path} could not be tidied: {error}. No record is lost; the next start tries again"
                    ),
                )
            }
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}

impl fmt::Display for StoreNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoPlace => None,
            Self::Write { error, .. } => Some(error),
        }
    }
}

fn no_place(lang: Lang) -> String {
    lang.pick(
        "找不到主目录，书签和位置只在本次阅读中有效；请设置 HOME，或用 --state-dir 指定文件夹".to_owned(),
        "there is no home folder: marks and positions hold for this session only. Set HOME, or name a folder with --state-dir".to_owned(),
    )
}

/// What to do about it.
fn remedy(kind: ErrorKind, lang: Lang) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            lang.pick("磁盘已满，请腾出空间", "the disk is full, free some space")
        }
        ErrorKind::PermissionDenied => lang.pick(
            "请检查权限，或用 --state-dir 换一个文件夹",
            "check its permissions, or name another folder with --state-dir",
        ),
        ErrorKind::ReadOnlyFilesystem => lang.pick(
            "文件系统只读，可用 --state-dir 换一个文件夹",
            "the file system is read-only; name another folder with --state-dir",
        ),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => lang.pick(
            "那里应当是文件夹，请移开同名文件",
            "a folder is expected there, move the file of that name away",
        ),
        _ => lang.pick("可用 --state-dir 换一个文件夹", "another folder can be named with --state-dir"),
    }
}
