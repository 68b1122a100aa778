//! Journal: a folder of append-only files, one a host, whose union is what we know.
//!
//! Writing takes the lock, reads what others have added, appends in one call, syncs where the records are precious,
//! and only then says so. Reading takes no lock at all. The lock is a file of its own that is never renamed: locking
//! the data and renaming over it loses records, because the next writer locks a file that has no name any more.

use super::compact;
use super::disk::{Disk, Pen, Stat, Wait};
use super::record::{Change, Line, MAX_N, Record, VERSION, parse, write};
use super::{StoreError, StoreNote};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes before the point we have read to that are compared when a file has grown: were they changed, the file was
/// rewritten, not appended to.
const OVERLAP: usize = 256;

/// What an acknowledgement is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Promise {
    /// It survives a power cut.
    Durable,
    /// It survives our own death.
    Written,
}

/// How we write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Route {
    /// To the file all sessions of this host share, under its lock.
    Shared,
    /// To a file of this process alone: the lock was not to be had.
    Spool,
}

/// Where a record stands in the order of all records: the highest wins.
type Order = (u64, Arc<OsStr>);

/// What is known of one id.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// Its place in the order of all records.
    pub(super) order: Order,
    /// What it is now.
    pub(super) change: Change,
}

/// What we have read of one file.
#[derive(Clone, Debug)]
struct Seen {
    stat: Stat,
    /// Bytes, up to the end of the last whole line.
    read: u64,
    /// The last of those bytes.
    overlap: Vec<u8>,
    /// Whole lines that are no records.
    bad: usize,
    /// The last line lacks its end, and is no record either.
    torn: bool,
    /// The highest version of a line.
    version: u64,
}

/// What became of a file since we read it.
enum Since {
    /// It is as it was, or it has grown; true when that changed what we know.
    Followed(bool),
    /// It is another file now, or was changed in place.
    Rewritten,
}

/// A folder of journals.
#[derive(Debug)]
pub(super) struct Journal<D> {
    disk: D,
    /// `None`: there is no place to keep anything.
    folder: Option<PathBuf>,
    host: String,
    promise: Promise,
    route: Route,
    seen: BTreeMap<OsString, Seen>,
    known: BTreeMap<String, Entry>,
    /// The highest number seen.
    clock: u64,
    /// Records that are in no file yet, oldest first.
    unsaved: Vec<Record>,
    /// What this session wrote, by id: written again when an editor's save dropped it.
    written: BTreeMap<String, Record>,
    /// The file whose name is known to be on the disk.
    named: Option<(u64, u64)>,
}

impl<D: Disk> Journal<D> {
    /// Reads the journals of a folder, after putting our own in order. Never fails: what cannot be read is noted.
    pub(super) fn open(
        disk: D,
        folder: Option<PathBuf>,
        host: &str,
        promise: Promise,
    ) -> (Self, Vec<StoreNote>) {
        let mut journal = Self {
            disk,
            folder,
            host: host.to_owned(),
            promise,
            route: Route::Shared,
            seen: BTreeMap::new(),
            known: BTreeMap::new(),
            clock: 0,
            unsaved: Vec::new(),
            written: BTreeMap::new(),
            named: None,
        };
        let Some(folder) = journal.folder.clone() else { return (journal, Vec::new()) };
        let mut notes = Vec::new();
        if let Err(error) = journal.disk.writable(&journal.lock_path(&folder)) {
            notes.push(StoreNote::ReadOnly { path: folder.clone(), error });
        } else if let Err(error) = journal.tidy(&folder) {
            notes.push(StoreNote::NotTidied { path: folder.clone(), error });
        }
        journal.read_all(&mut notes);
        for (name, seen) in &journal.seen {
            let path = folder.join(name);
            if seen.version > VERSION {
                notes.push(StoreNote::Newer { path: path.clone(), version: seen.version });
            }
            let count = seen.bad + usize::from(seen.torn);
            if count > 0 {
                notes.push(StoreNote::BadLines { path, count });
            }
        }
        (journal, notes)
    }

    /// What is known, by id.
    pub(super) fn known(&self) -> &BTreeMap<String, Entry> {
        &self.known
    }

    /// How many records wait to be written.
    pub(super) fn unsaved(&self) -> usize {
        self.unsaved.len()
    }

    /// Takes changes in and writes them, together, with whatever still waits. When that fails they are kept and
    /// hold for this session.
    pub(super) fn put(&mut self, changes: Vec<(String, Change)>) -> Result<(), StoreError> {
        for (id, change) in changes {
            let record = Record { id, n: self.tick(), change };
            self.learn(&record, &self.own_file().into());
            self.unsaved.push(record);
        }
        self.flush()
    }

    /// Writes what waits to be written.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        if self.unsaved.is_empty() {
            return Ok(());
        }
        let Some(folder) = self.folder.clone() else { return Err(StoreError::NoPlace) };
        if let Err(error) = self.disk.create_folder(&folder) {
            return Err(StoreError::Write { path: folder, error });
        }
        let _lock = self.claim(&folder);
        self.reload();
        let own = self.own_file();
        let path = folder.join(&own);
        if let Err(error) = self.append(&path, &own.as_os_str().into()) {
            // Where nothing can be written, the lock could not be made either: that says nothing about locks.
            self.route = Route::Shared;
            return Err(StoreError::Write { path, error });
        }
        for record in self.unsaved.drain(..) {
            self.written.insert(record.id.clone(), record);
        }
        // So that the next look at the file can tell a rewritten one from one that has grown. Should it fail, the
        // next look reads the whole.
        let _ = self.follow(&own);
        Ok(())
    }

    /// Reads what others have written since. True when it changed what we know.
    pub(super) fn reload(&mut self) -> bool {
        let Some(names) = self.names() else { return false };
        let vanished = self.seen.keys().any(|name| !names.contains(name));
        let mut changed = false;
        let mut rewritten = vanished;
        for name in &names {
            match self.follow(name) {
                Ok(Since::Followed(news)) => changed |= news,
                Ok(Since::Rewritten) => rewritten = true,
                // It may be back the next time; what we know of it stays.
                Err(_) => {}
            }
        }
        if rewritten {
            let before = std::mem::take(&mut self.known);
            self.read_all(&mut Vec::new());
            changed |= before != self.known;
        }
        changed
    }

    /// The next number.
    fn tick(&mut self) -> u64 {
        self.clock = (self.clock + 1).min(MAX_N);
        self.clock
    }

    /// Takes a record in, unless a later one is known. True when that changed what we know.
    fn learn(&mut self, record: &Record, file: &Arc<OsStr>) -> bool {
        self.clock = self.clock.max(record.n);
        let entry = Entry { order: (record.n, Arc::clone(file)), change: record.change.clone() };
        match self.known.get_mut(&record.id) {
            Some(old) if entry.order < old.order || entry == *old => false,
            Some(old) => {
                *old = entry;
                true
            }
            None => {
                self.known.insert(record.id.clone(), entry);
                true
            }
        }
    }

    fn lock_path(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}.lock", self.host))
    }

    /// The name of the file we write to.
    fn own_file(&self) -> OsString {
        match self.route {
            Route::Shared => format!("{}.jsonl", self.host).into(),
            Route::Spool => format!("{}.{}.jsonl", self.host, std::process::id()).into(),
        }
    }

    /// The lock of our host's file; without one, for the rest of the session, a file that needs none.
    fn claim(&mut self, folder: &Path) -> Option<D::Lock> {
        if self.route == Route::Spool {
            return None;
        }
        let lock = self.disk.lock(&self.lock_path(folder), Wait::ABit).ok();
        if lock.is_none() {
            self.route = Route::Spool;
        }
        lock
    }

    /// Appends what waits, numbered after all we have seen, and keeps the promise.
    fn append(&mut self, path: &Path, own: &Arc<OsStr>) -> io::Result<()> {
        let mut pen = self.disk.append(path)?;
        let stat = pen.stat()?;
        let whole = stat.len == 0 || self.seen.get(&**own).is_some_and(|seen| seen.read == stat.len);
        // A torn line must not swallow ours.
        let mut lines = String::from(if whole { "" } else { "\n" });
        for mut record in std::mem::take(&mut self.unsaved) {
            record.n = self.tick();
            self.learn(&record, own);
            lines.push_str(&write(&record));
            self.unsaved.push(record);
        }
        pen.write_all(lines.as_bytes())?;
        if self.promise == Promise::Durable {
            pen.sync()?;
            // Also after somebody's compaction, whose rename may not have reached the disk.
            if self.named != Some(stat.identity) {
                if let Some(folder) = self.disk.resolve(path)?.parent() {
                    self.disk.sync_folder(folder)?;
                }
                self.named = Some(stat.identity);
            }
        }
        Ok(())
    }

    /// Compacts our own file where that is worth it. Where the lock is not to be had, another time will do.
    fn tidy(&self, folder: &Path) -> io::Result<()> {
        // A link is followed: people keep such files elsewhere and link to them.
        let Ok(path) = self.disk.resolve(&folder.join(self.own_file())) else { return Ok(()) };
        compact::sweep(&self.disk, &path, &self.host)?;
        if self.disk.stat(&path)?.len <= compact::WORTHWHILE {
            return Ok(());
        }
        let Ok(_lock) = self.disk.lock(&self.lock_path(folder), Wait::Never) else { return Ok(()) };
        compact::compact(&self.disk, &path, &self.host)
    }

    /// The names of the folder's journals; `None` when it cannot be listed.
    fn names(&self) -> Option<Vec<OsString>> {
        let paths = match self.disk.files(self.folder.as_ref()?) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            paths => paths.ok()?,
        };
        let is_journal = |name: &OsString| {
            let name = name.as_encoded_bytes();
            name.ends_with(b".jsonl") && !name.starts_with(b".")
        };
        let mut names: Vec<OsString> = paths
            .iter()
            .filter_map(|path| path.file_name())
            .map(OsStr::to_owned)
            .filter(is_journal)
            .collect();
        names.sort();
        Some(names)
    }

    /// Reads everything anew. What is in no file any more, or not yet, but was done in this session, still holds.
    fn read_all(&mut self, notes: &mut Vec<StoreNote>) {
        let Some(folder) = self.folder.clone() else { return };
        self.seen.clear();
        self.known.clear();
        let names = self.names().unwrap_or_else(|| {
            let error = self.disk.files(&folder).err().unwrap_or_else(|| io::ErrorKind::Other.into());
            notes.push(StoreNote::Unreadable { path: folder.clone(), error });
            Vec::new()
        });
        for name in &names {
            if let Err(error) = self.follow(name) {
                notes.push(StoreNote::Unreadable { path: folder.join(name), error });
            }
        }
        let dropped = |record: &&Record| self.known.get(&record.id).is_none_or(|e| e.order.0 < record.n);
        let dropped: Vec<Record> = self.written.values().filter(dropped).cloned().collect();
        self.written.retain(|_, record| !dropped.contains(record));
        self.unsaved.splice(0..0, dropped);
        let own = self.own_file().into();
        for record in self.unsaved.clone() {
            self.learn(&record, &own);
        }
    }

    /// Reads what is new in a file.
    fn follow(&mut self, name: &OsStr) -> io::Result<Since> {
        let Some(folder) = &self.folder else { return Ok(Since::Followed(false)) };
        let path = folder.join(name);
        let (from, overlap) = match self.seen.get(name) {
            None => (0, &[][..]),
            Some(seen) => {
                let stat = self.disk.stat(&path)?;
                if stat == seen.stat {
                    return Ok(Since::Followed(false));
                }
                if stat.identity != seen.stat.identity || stat.len <= seen.stat.len {
                    return Ok(Since::Rewritten);
                }
                (seen.read - seen.overlap.len() as u64, &seen.overlap[..])
            }
        };
        let (stat, bytes) = self.disk.read(&path, from)?;
        if !bytes.starts_with(overlap) {
            return Ok(Since::Rewritten);
        }
        let news = overlap.len();
        Ok(Since::Followed(self.take_in(name, stat, from, &bytes, news)))
    }

    /// Takes in the lines of `bytes`, which stand at byte `from` of a file, from `news` on.
    fn take_in(&mut self, name: &OsStr, stat: Stat, from: u64, bytes: &[u8], news: usize) -> bool {
        let file: Arc<OsStr> = name.into();
        let whole = bytes.iter().rposition(|&b| b == b'\n').map_or(news, |end| (end + 1).max(news));
        let before = self.seen.get(name);
        let mut bad = before.map_or(0, |seen| seen.bad);
        let mut version = before.map_or(0, |seen| seen.version);
        let mut changed = false;
        let mut torn = false;
        // The last line may lack its end and still be whole; it is then read again when the end has come.
        for line in bytes[news..].split_inclusive(|&b| b == b'\n') {
            match parse(line) {
                Line::Record(record, v) => {
                    version = version.max(v);
                    changed |= self.learn(&record, &file);
                }
                Line::Foreign { v, n } => {
                    version = version.max(v);
                    self.clock = self.clock.max(n);
                }
                Line::Bad if line.ends_with(b"\n") => bad += 1,
                Line::Bad => torn = true,
                Line::Aside => {}
            }
        }
        let overlap = bytes[whole.saturating_sub(OVERLAP)..whole].to_vec();
        let seen = Seen { stat, read: from + whole as u64, overlap, bad, torn, version };
        self.seen.insert(name.to_owned(), seen);
        changed
    }
}
