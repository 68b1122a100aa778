//! Store: marks and places on disk, so that none that was acknowledged is ever lost.
//!
//! ```text
//! data/marks.d/<host>.jsonl       bookmarks, named marks: written, synced, then acknowledged
//! state/positions.d/<host>.jsonl  places, what was read: written
//! ```
//!
//! Both are journals: files one can read, edit, put under version control and carry about; every host appends to its
//! own, and what we know is the union of all. `journal` says how, `record` what a line is, `compact` how a file gets
//! shorter, and `disk` is the seam at which the tests cut the power.

mod compact;
#[cfg(test)]
mod crash;
mod dirs;
mod disk;
mod host;
mod journal;
mod record;
mod words;

pub use dirs::Dirs;
pub use words::{StoreError, StoreNote};

use crate::reader::{Mark, MarkId, MarkKind, Place};
use crate::source::Fingerprint;
use disk::HostDisk;
use journal::{Entry, Journal, Promise};
use record::Change;
use std::collections::HashSet;

/// Marks and places, here and on disk.
#[derive(Debug)]
pub struct Store {
    marks: Journal<HostDisk>,
    positions: Journal<HostDisk>,
    host: String,
    session: u64,
    /// Ids given out.
    given: u64,
}

/// What there can be only one mark of.
#[derive(PartialEq, Eq, Hash)]
enum Slot<'a> {
    /// A letter, in an edition or (then without one) everywhere.
    Letter(char, Option<&'a str>),
    /// The article that begins there, read.
    Read(Fingerprint, usize),
}

impl Store {
    /// Opens the store, reading all journals. Never fails: a place that is broken or read-only gives notes, and
    /// what can be read of it.
    #[must_use]
    pub fn open(dirs: &Dirs) -> (Self, Vec<StoreNote>) {
        Self::at(Some(dirs))
    }

    /// A store without a place on disk, for when there is no home: it remembers for this session, and every
    /// attempt to write says so.
    #[must_use]
    pub fn nowhere() -> (Self, Vec<StoreNote>) {
        (Self::at(None).0, vec![StoreNote::NoPlace])
    }

    fn at(dirs: Option<&Dirs>) -> (Self, Vec<StoreNote>) {
        let host = host::name();
        let marks = dirs.map(|dirs| dirs.data.join("marks.d"));
        let positions = dirs.map(|dirs| dirs.state.join("positions.d"));
        let (marks, mut notes) = Journal::open(HostDisk, marks, &host, Promise::Durable);
        let (positions, more) = Journal::open(HostDisk, positions, &host, Promise::Written);
        notes.extend(more);
        (Self { marks, positions, host, session: host::session(), given: 0 }, notes)
    }

    /// All marks, newest last. Of several in one slot (a letter set by two sessions at once) only the newest.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        let mut taken = HashSet::new();
        let mut all: Vec<(&Entry, &Mark)> = self.living().collect();
        all.sort_by(|(a, left), (b, right)| (&b.order, &right.id).cmp(&(&a.order, &left.id)));
        let mut marks: Vec<Mark> = all
            .into_iter()
            .filter(|(_, mark)| slot(mark).is_none_or(|slot| taken.insert(slot)))
            .map(|(_, mark)| mark.clone())
            .collect();
        marks.reverse();
        marks
    }

    /// Keeps a mark, in the place of another of its letter, or of its own id.
    ///
    /// # Errors
    /// When it could not be written. It holds for this session nevertheless, and the next write tries again.
    pub fn add(&mut self, mark: &Mark) -> Result<(), StoreError> {
        let mut changes = deletions(self.rivals(mark));
        changes.push((mark.id.0.clone(), Change::Mark(mark.clone())));
        self.put(mark.kind, changes)
    }

    /// Forgets a mark; one that is not there is forgotten already.
    ///
    /// # Errors
    /// When that could not be written. It holds for this session nevertheless, and the next write tries again.
    pub fn remove(&mut self, id: &MarkId) -> Result<(), StoreError> {
        let Some(mark) = self.living().map(|(_, mark)| mark).find(|mark| mark.id == *id) else {
            return Ok(());
        };
        let kind = mark.kind;
        // With those of its slot: an older one must not come to light instead.
        let mut ids = self.rivals(mark);
        ids.push(id.clone());
        self.put(kind, deletions(ids))
    }

    /// Where the reading of an edition stopped: by the text of its pages, however they are named now; else by the
    /// edition's name.
    #[must_use]
    pub fn place_of(&self, edition: &str, fingerprints: &[Fingerprint]) -> Option<Place> {
        let newest = |wanted: &dyn Fn(&Place) -> bool| {
            self.places().filter(|(_, place)| wanted(place)).max_by_key(|(entry, _)| &entry.order)
        };
        newest(&|place| fingerprints.contains(&place.anchor.fingerprint))
            .or_else(|| newest(&|place| place.anchor.edition == edition))
            .map(|(_, place)| place.clone())
    }

    /// Where the last session stopped.
    #[must_use]
    pub fn last_place(&self) -> Option<Place> {
        self.places().max_by_key(|(entry, _)| &entry.order).map(|(_, place)| place.clone())
    }

    /// Keeps where the reading is.
    ///
    /// # Errors
    /// When it could not be written. It holds for this session nevertheless, and the next write tries again.
    pub fn save_place(&mut self, place: &Place) -> Result<(), StoreError> {
        if self.positions.unsaved() == 0 && self.last_place().as_ref() == Some(place) {
            return Ok(());
        }
        let changes = vec![(format!("place {}", place.path), Change::Place(place.clone()))];
        self.put_positions(changes)
    }

    /// A name for a new mark: of this host, this session, and none before.
    #[must_use]
    pub fn new_id(&mut self) -> MarkId {
        self.given += 1;
        MarkId(format!("{}-{:016x}-{}", self.host, self.session, self.given))
    }

    /// Reads what other sessions and hosts have written since: a few calls to the system while there is nothing
    /// new. True when something changed.
    pub fn reload(&mut self) -> bool {
        let marks = self.marks.reload();
        self.positions.reload() || marks
    }

    /// How many changes are in no file yet.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.marks.unsaved() + self.positions.unsaved()
    }

    /// Tries again to write what could not be written.
    ///
    /// # Errors
    /// When it still cannot; the marks are tried first, and their error is the one told.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        let marks = self.marks.flush();
        let positions = self.positions.flush();
        marks.and(positions)
    }

    fn put(&mut self, kind: MarkKind, changes: Vec<(String, Change)>) -> Result<(), StoreError> {
        if kind == MarkKind::Read {
            return self.put_positions(changes);
        }
        self.marks.put(changes)
    }

    fn put_positions(&mut self, changes: Vec<(String, Change)>) -> Result<(), StoreError> {
        // What waits over there is counted by `unsaved`, and not what was asked about here.
        let _ = self.marks.flush();
        self.positions.put(changes)
    }

    /// All marks, of both journals, in no order.
    fn living(&self) -> impl Iterator<Item = (&Entry, &Mark)> {
        let entries = self.marks.known().values().chain(self.positions.known().values());
        entries.filter_map(|entry| match &entry.change {
            Change::Mark(mark) => Some((entry, mark)),
            _ => None,
        })
    }

    fn places(&self) -> impl Iterator<Item = (&Entry, &Place)> {
        self.positions.known().values().filter_map(|entry| match &entry.change {
            Change::Place(place) => Some((entry, place)),
            _ => None,
        })
    }

    /// The other marks in a mark's slot.
    fn rivals(&self, mark: &Mark) -> Vec<MarkId> {
        let Some(slot_of) = slot(mark) else { return Vec::new() };
        let others = self.living().map(|(_, other)| other).filter(|other| other.id != mark.id);
        others.filter(|other| slot(other).as_ref() == Some(&slot_of)).map(|other| other.id.clone()).collect()
    }
}

fn slot(mark: &Mark) -> Option<Slot<'_>> {
    match mark.kind {
        MarkKind::Bookmark => None,
        MarkKind::Named(letter) if letter.is_uppercase() => Some(Slot::Letter(letter, None)),
        MarkKind::Named(letter) => Some(Slot::Letter(letter, Some(&mark.anchor.edition))),
        MarkKind::Read => Some(Slot::Read(mark.anchor.fingerprint, mark.anchor.offset)),
    }
}

fn deletions(ids: Vec<MarkId>) -> Vec<(String, Change)> {
    ids.into_iter().map(|id| (id.0, Change::Delete)).collect()
}
