//! Sim: a disk in memory that forgets what was not synced, and fails where it is told to.

use super::super::disk::{Disk, Pen, Stat, Wait};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

/// What the disk says it has done and has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lie {
    None,
    /// Files are not synced.
    Files,
    /// Names are not synced.
    Names,
}

/// What goes wrong, counted in operations that change the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// The power goes at this operation: it is done by half, and nothing after it.
    Cut(usize),
    /// The disk is full from one operation to another.
    Full(usize, usize),
}

/// What becomes of the bytes that were not synced.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bytes {
    Kept,
    Lost,
    Torn,
    Zeroed,
}

/// What becomes of the names that were not synced.
#[derive(Clone, Copy, Debug)]
pub(super) enum Names {
    Kept,
    Lost,
}

/// Every way of losing what was not synced.
pub(super) const LOSSES: [(Bytes, Names); 8] = [
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
pub(super) struct SimDisk(Rc<RefCell<State>>);

#[derive(Debug)]
pub(super) struct SimPen(SimDisk, usize);

pub(super) struct SimLock(SimDisk, PathBuf);

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
    pub(super) fn new(lie: Lie) -> Self {
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

    pub(super) fn with(self, fault: Fault) -> Self {
        let mut state = self.0.borrow_mut();
        (state.fault, state.operations) = (fault, 0);
        drop(state);
        self
    }

    /// The disk as it is found when the power comes back.
    pub(super) fn after(&self, (bytes, names): (Bytes, Names)) -> Self {
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

    /// How many operations have changed the disk, or tried to.
    pub(super) fn operations(&self) -> usize {
        self.0.borrow().operations
    }

    /// The names of all files.
    pub(super) fn names(&self) -> Vec<String> {
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
