//! Crash: the journal on a disk that loses its power between any two operations, and what it then still knows.
//!
//! The disk keeps, beside what programs see, what would be there after a power cut: the bytes synced by file, the
//! names synced by folder. A session of writing, deleting and compacting is run once for each of its operations,
//! cut there; every way the unsynced rest may be lost is tried; and all that was acknowledged must be known again.

mod sim;

use super::compact;
use super::disk::{Disk, Pen, Wait};
use super::journal::{Journal, Promise};
use super::record::Change;
use crate::reader::{Anchor, Mark, MarkId, MarkKind};
use crate::source::Fingerprint;
use sim::{Bytes, Fault, LOSSES, Lie, Names, SimDisk};
use std::collections::BTreeSet;
use std::path::Path;

const FOLDER: &str = "/data/marks.d";

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
    let operations = whole.operations();
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
fn a_rename_that_never_reached_the_disk_is_made_good_by_the_next_writer() {
    let disk = SimDisk::new(Lie::None);
    let mut ledger = Ledger::default();
    let mut running = open(&disk);
    for version in ["桥", "桥下", "桥上", "桥头", "桥边"] {
        ledger.put(&mut running, "a", mark("a", version));
    }
    // Another session dies in compaction, between the rename and the sync of the folder: the fifth operation.
    let disk = disk.with(Fault::Full(4, 5));
    let died = compact::compact(&disk, &Path::new(FOLDER).join("desk.jsonl"), "desk");
    assert!(died.is_err() && disk.operations() == 5, "{died:?} at {}", disk.operations());
    ledger.put(&mut running, "b", mark("b", "渡口"));
    assert_eq!(ledger.lost(&disk.after((Bytes::Lost, Names::Lost))), 0);
}

#[test]
fn a_full_disk_costs_nothing_and_is_caught_up_with() {
    let whole = SimDisk::new(Lie::None);
    two_sessions(&whole, "a");
    let operations = whole.operations();
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
