//! Crash: the journal on a disk that loses its power between any two operations, and what it then still knows.
//!
//! The disk keeps, beside what programs see, what would be there after a power cut: the bytes synced by file, the
//! names synced by folder. A session of writing, deleting and compacting is run once for each of its operations,
//! cut there; every way the unsynced rest may be lost is tried; and all that was acknowledged must be known again.

use super::compact;
use super::disk::{Disk, Pen, Stat, Wait};
use super::journal::{Journal, Promise};
use super::record::Change;
use crate::reader::{Anchor, Mark, MarkId, MarkKind};
use crate::source::Fingerprint;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

const FOLDER: &str = "/data/marks.d";

/// What the disk says it has done and has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lie {
    None,
    /// Files are not synced.
    Files,
    /// Names are not synced.
    Names,
}

/// What goes wrong, counted in operations that change the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// The power goes at this operation: it is done by half, and nothing after it.
    Cut(usize),
    /// The disk is full from one operation to another.
    Full(usize, usize),
}

/// What becomes of the bytes that were not synced.
#[derive(Clone, Copy, Debug)]
enum Bytes {
    Kept,
    Lost,
    Torn,
    Zeroed,
}

/// What becomes of the names that were not synced.
#[derive(Clone, Copy, Debug)]
enum Names {
    Kept,
    Lost,
}

const LOSSES: [(Bytes, Names); 8] = [
    (Bytes::Kept, Names::Kept),
    (Bytes::Kept, Names::Lost),
    (Bytes::Lost, Names::Kept),
    (Bytes::Lost, Names::Lost),
    (Bytes::Torn, Names::Kept),
    (Bytes::Torn, Names::Lost),
    (Bytes::Zeroed, Names::Kept),
    (Bytes::Zeroed, Names::Lost),
];

#[derive(Clone, Debug, Default)]
struct Inode {
    seen: Vec<u8>,
    synced: usize,
}

#[derive(Clone, Debug)]
struct State {
    inodes: Vec<Inode>,
    seen: BTreeMap<PathBuf, usize>,
    synced: BTreeMap<PathBuf, usize>,
    locked: BTreeSet<PathBuf>,
    operations: usize,
    fault: Fault,
    lie: Lie,
}

/// The disk in memory.
#[derive(Clone, Debug)]
struct SimDisk(Rc<RefCell<State>>);

#[derive(Debug)]
struct SimPen(SimDisk, usize);

struct SimLock(SimDisk, PathBuf);

impl Drop for SimLock {
    fn drop(&mut self) {
        self.0.0.borrow_mut().locked.remove(&self.1);
    }
}

impl State {
    fn dead(&self) -> bool {
        matches!(self.fault, Fault::Cut(at) if self.operations > at)
    }

    /// Counts an operation; `Err` when it fails.
    fn operate(&mut self) -> io::Result<()> {
        let now = self.operations;
        self.operations += 1;
        match self.fault {
            Fault::Cut(at) if now >= at => Err(ErrorKind::Other.into()),
            Fault::Full(from, to) if (from..to).contains(&now) => Err(ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }

    fn inode(&self, path: &Path) -> io::Result<usize> {
        if self.dead() {
            return Err(ErrorKind::Other.into());
        }
        self.seen.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn new_file(&mut self, path: &Path) -> io::Result<usize> {
        self.operate()?;
        self.inodes.push(Inode::default());
        self.seen.insert(path.to_owned(), self.inodes.len() - 1);
        Ok(self.inodes.len() - 1)
    }

    fn stat_of(&self, inode: usize) -> Stat {
        Stat { identity: (0, inode as u64), len: self.inodes[inode].seen.len() as u64, modified: None }
    }
}

impl SimDisk {
    fn new(lie: Lie) -> Self {
        Self(Rc::new(RefCell::new(State {
            inodes: Vec::new(),
            seen: BTreeMap::new(),
            synced: BTreeMap::new(),
            locked: BTreeSet::new(),
            operations: 0,
            fault: Fault::None,
            lie,
        })))
    }

    fn with(self, fault: Fault) -> Self {
        let mut state = self.0.borrow_mut();
        (state.fault, state.operations) = (fault, 0);
        drop(state);
        self
    }

    /// The disk as it is found when the power comes back.
    fn after(&self, (bytes, names): (Bytes, Names)) -> Self {
        let mut state = self.0.borrow().clone();
        state.locked.clear();
        for inode in &mut state.inodes {
            let len = inode.seen.len();
            match bytes {
                Bytes::Kept => {}
                Bytes::Lost => inode.seen.truncate(inode.synced),
                Bytes::Torn => inode.seen.truncate(inode.synced.midpoint(len)),
                Bytes::Zeroed => inode.seen[inode.synced..].fill(0),
            }
            inode.synced = inode.seen.len();
        }
        match names {
            Names::Kept => state.synced.clone_from(&state.seen),
            Names::Lost => state.seen.clone_from(&state.synced),
        }
        Self(Rc::new(RefCell::new(state))).with(Fault::None)
    }

    fn names(&self) -> Vec<String> {
        let state = self.0.borrow();
        state.seen.keys().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }
}

impl Disk for SimDisk {
    type Pen = SimPen;
    type Lock = SimLock;

    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.0.borrow();
        if state.dead() {
            return Err(ErrorKind::Other.into());
        }
        Ok(state.seen.keys().filter(|path| path.parent() == Some(folder)).cloned().collect())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let state = self.0.borrow();
        Ok(state.stat_of(state.inode(path)?))
    }

    fn read(&self, path: &Path, from: u64) -> io::Result<(Stat, Vec<u8>)> {
        let state = self.0.borrow();
        let inode = state.inode(path)?;
        Ok((state.stat_of(inode), state.inodes[inode].seen[usize::try_from(from).unwrap()..].to_vec()))
    }

    fn age(&self, _: &Path) -> Option<Duration> {
        None
    }

    fn writable(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.borrow().inode(path).map(|_| path.to_owned())
    }

    fn create_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn append(&self, path: &Path) -> io::Result<SimPen> {
        let mut state = self.0.borrow_mut();
        let inode = match state.inode(path) {
            Ok(inode) => inode,
            Err(_) => state.new_file(path)?,
        };
        Ok(SimPen(self.clone(), inode))
    }

    fn create(&self, path: &Path) -> io::Result<SimPen> {
        let mut state = self.0.borrow_mut();
        if state.inode(path).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let inode = state.new_file(path)?;
        Ok(SimPen(self.clone(), inode))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.operate()?;
        let inode = state.inode(from)?;
        state.seen.remove(from);
        state.seen.insert(to.to_owned(), inode);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.operate()?;
        state.seen.remove(path);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.operate()?;
        if state.lie != Lie::Names {
            let here = |path: &Path| path.parent() == Some(folder);
            state.synced.retain(|path, _| !here(path));
            let now: Vec<_> =
                state.seen.iter().filter(|(p, _)| here(p)).map(|(p, i)| (p.clone(), *i)).collect();
            state.synced.extend(now);
        }
        Ok(())
    }

    fn lock(&self, path: &Path, _: Wait) -> io::Result<SimLock> {
        if !self.0.borrow_mut().locked.insert(path.to_owned()) {
            return Err(ErrorKind::WouldBlock.into());
        }
        Ok(SimLock(self.clone(), path.to_owned()))
    }
}

impl Pen for SimPen {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.0.0.borrow_mut();
        let dead = state.dead();
        let done = state.operate();
        let written = match (&done, dead) {
            (Ok(()), _) => bytes,
            (Err(_), false) => &bytes[..bytes.len() / 2],
            (Err(_), true) => &[],
        };
        state.inodes[self.1].seen.extend_from_slice(written);
        done
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.0.0.borrow_mut();
        state.operate()?;
        if state.lie != Lie::Files {
            let inode = &mut state.inodes[self.1];
            inode.synced = inode.seen.len();
        }
        Ok(())
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(self.0.0.borrow().stat_of(self.1))
    }
}

/// What was tried, in order, and whether it was acknowledged.
#[derive(Debug, Default)]
struct Ledger(Vec<(String, Change, bool)>);

impl Ledger {
    fn put(&mut self, journal: &mut Journal<SimDisk>, id: &str, change: Change) {
        let kept = journal.put(vec![(id.to_owned(), change.clone())]).is_ok();
        self.0.push((id.to_owned(), change, kept));
    }

    /// How many things are not known as they were last acknowledged, nor as anything tried after that.
    fn lost(&self, disk: &SimDisk) -> usize {
        let journal = open(disk);
        let ids: BTreeSet<&String> = self.0.iter().map(|(id, ..)| id).collect();
        ids.into_iter()
            .filter(|&id| {
                let tried: Vec<_> = self.0.iter().filter(|(of, ..)| of == id).collect();
                let Some(kept) = tried.iter().rposition(|(.., kept)| *kept) else { return false };
                let known = journal.known().get(id).map(|entry| &entry.change);
                !tried[kept..].iter().any(|(_, change, _)| Some(change) == known)
            })
            .count()
    }
}

fn open(disk: &SimDisk) -> Journal<SimDisk> {
    Journal::open(disk.clone(), Some(FOLDER.into()), "desk", Promise::Durable).0
}

fn mark(id: &str, headline: &str) -> Change {
    let anchor = Anchor {
        edition: "2031-03-14".to_owned(),
        page: "01.md".to_owned(),
        fingerprint: Fingerprint(7),
        offset: 30,
        context: "渡口".to_owned(),
    };
    let headline = headline.to_owned();
    Change::Mark(Mark { id: MarkId(id.to_owned()), kind: MarkKind::Bookmark, anchor, headline })
}

/// Two sessions that write, change, delete and compact.
fn two_sessions(disk: &SimDisk, name: &str) -> Ledger {
    let mut ledger = Ledger::default();
    let id = |n: u32| format!("{name}{n}");
    let mut one = open(disk);
    for n in 0..2 {
        ledger.put(&mut one, &id(n), mark(&id(n), "渡口晨雾"));
    }
    for version in ["桥", "桥下", "桥上", "桥头", "桥边"] {
        ledger.put(&mut one, &id(0), mark(&id(0), version));
    }
    let mut two = open(disk);
    ledger.put(&mut two, &id(1), Change::Delete);
    let journal = Path::new(FOLDER).join("desk.jsonl");
    let lock = disk.lock(&Path::new(FOLDER).join("desk.lock"), Wait::Never);
    // Whether it succeeds is not the question.
    let _ = compact::compact(disk, &journal, "desk");
    drop(lock);
    ledger.put(&mut two, &id(2), mark(&id(2), "老街"));
    ledger.put(&mut one, &id(3), mark(&id(3), "春耕"));
    ledger
}

/// Cuts the power at every operation, in every way; gives the states tried and the things lost.
fn cut_everywhere(lie: Lie) -> (usize, usize) {
    let whole = SimDisk::new(lie);
    two_sessions(&whole, "a");
    let (_, bytes) = whole.read(&Path::new(FOLDER).join("desk.jsonl"), 0).unwrap();
    assert!(!String::from_utf8(bytes).unwrap().contains("桥下"), "the journal was compacted on the way");
    let operations = whole.0.borrow().operations;
    let (mut states, mut lost) = (0, 0);
    for at in 0..=operations {
        let disk = SimDisk::new(lie).with(Fault::Cut(at));
        let first = two_sessions(&disk, "a");
        for loss in LOSSES {
            let found = disk.after(loss);
            lost += first.lost(&found);
            // Life goes on, and the power goes again.
            for again in (0..=operations).step_by(3) {
                let disk = found.after((Bytes::Kept, Names::Kept)).with(Fault::Cut(again));
                let second = two_sessions(&disk, "b");
                for loss in [(Bytes::Lost, Names::Lost), (Bytes::Torn, Names::Kept)] {
                    let found = disk.after(loss);
                    lost += first.lost(&found) + second.lost(&found);
                    states += 1;
                }
            }
        }
    }
    (states, lost)
}

#[test]
fn nothing_acknowledged_is_lost_to_a_power_cut() {
    let (states, lost) = cut_everywhere(Lie::None);
    assert!(states > 1_000, "{states}");
    assert_eq!(lost, 0, "of {states} states");
}

#[test]
fn the_crash_test_notices_a_missing_sync() {
    for lie in [Lie::Files, Lie::Names] {
        assert!(cut_everywhere(lie).1 > 0, "{lie:?}");
    }
}

#[test]
fn a_full_disk_costs_nothing_and_is_caught_up_with() {
    let whole = SimDisk::new(Lie::None);
    two_sessions(&whole, "a");
    let operations = whole.0.borrow().operations;
    for from in 0..operations {
        let disk = SimDisk::new(Lie::None).with(Fault::Full(from, from + 4));
        let mut journal = open(&disk);
        let mut ledger = Ledger::default();
        for n in 0..operations {
            let id = format!("m{n}");
            ledger.put(&mut journal, &id, mark(&id, "堤岸"));
            assert!(journal.known().contains_key(&id), "what is not saved still holds");
        }
        let refused = ledger.0.iter().filter(|(.., kept)| !kept).count();
        assert!(refused > 0 && journal.unsaved() == 0, "{refused} refused, {} unsaved", journal.unsaved());
        let again = open(&disk.after((Bytes::Lost, Names::Lost)));
        assert_eq!(again.known().len(), operations, "full from {from}");
    }
}

#[test]
fn without_the_lock_a_session_writes_a_file_of_its_own() {
    let disk = SimDisk::new(Lie::None);
    let lock = disk.lock(&Path::new(FOLDER).join("desk.lock"), Wait::Never).ok();
    let mut ledger = Ledger::default();
    let mut journal = open(&disk);
    ledger.put(&mut journal, "a", mark("a", "渡口"));
    assert_eq!(disk.names(), [format!("desk.{}.jsonl", std::process::id())]);
    drop(lock);
    ledger.put(&mut open(&disk), "b", mark("b", "老街"));
    assert!(disk.names().contains(&"desk.jsonl".to_owned()));
    assert!(ledger.0.iter().all(|(.., kept)| *kept));
    assert_eq!(ledger.lost(&disk.after((Bytes::Lost, Names::Lost))), 0);
}

#[test]
fn what_an_editor_dropped_is_written_again() {
    let disk = SimDisk::new(Lie::None);
    let mut journal = open(&disk);
    let mut ledger = Ledger::default();
    ledger.put(&mut journal, "a", mark("a", "渡口"));
    // The editor saves what it read before.
    let path = Path::new(FOLDER).join("desk.jsonl");
    disk.remove(&path).unwrap();
    disk.append(&path).unwrap().write_all(b"# mine\n").unwrap();
    ledger.put(&mut journal, "b", mark("b", "老街"));
    assert_eq!(ledger.lost(&disk), 0);
    let (_, bytes) = disk.read(&path, 0).unwrap();
    assert!(bytes.starts_with(b"# mine\n"));
}
