//! Sessions that write at once, each a process, some of them killed: nothing that was acknowledged is lost.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use dubao::reader::{Anchor, Mark, MarkId, MarkKind};
use dubao::source::Fingerprint;
use dubao::store::{Dirs, Store};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

fn bookmark(id: &str, headline: &str) -> Mark {
    let anchor = Anchor {
        edition: "2031-03-14".to_owned(),
        page: "01.md".to_owned(),
        fingerprint: Fingerprint(0xfeed),
        offset: 42,
        context: "渡口的雾散得很晚".to_owned(),
    };
    Mark { id: MarkId(id.to_owned()), kind: MarkKind::Bookmark, anchor, headline: headline.to_owned() }
}

const FOLDER: &str = "DUBAO_TEST_FOLDER";
const COUNT: &str = "DUBAO_TEST_COUNT";

/// A folder in memory where there is one: a process that is killed takes nothing from the page cache with it, so a
/// disk would only make the same test slower.
fn quick_folder() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

/// Starts a session that adds bookmarks and says `ack ID` of each when it is acknowledged.
fn start_writer(folder: &Path, count: usize) -> Child {
    start("writer_process", folder, count)
}

/// Starts this test's binary as a process that runs one of its tests.
fn start(test: &str, folder: &Path, count: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What a writer acknowledged, up to `enough` of them.
fn acknowledged(lines: &mut impl BufRead, enough: usize) -> Vec<String> {
    let acks = lines.lines().map_while(Result::ok);
    acks.filter_map(|line| line.split_once("ack ").map(|(_, id)| id.to_owned())).take(enough).collect()
}

#[test]
#[ignore = "a process of its own, started by other tests"]
fn writer_process() {
    // Run by hand with all ignored tests, it has nobody to write for.
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let count: usize = std::env::var(COUNT).unwrap().parse().unwrap();
    let (mut store, _) = Store::open(&Dirs::under(Path::new(&folder)));
    let mut out = std::io::stdout();
    for n in 0..count {
        let id = store.new_id();
        store.add(&Mark { id: id.clone(), ..bookmark("", &format!("第{n}则")) }).unwrap();
        writeln!(out, "\nack {}", id.0).unwrap();
        out.flush().unwrap();
    }
}

#[test]
#[ignore = "a process of its own, started by other tests"]
fn compacting_process() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    // One bookmark, changed so often and so long that every opening finds a journal worth compacting.
    let headline = "渡".repeat(100_000);
    for _ in 0..15 {
        let (mut store, _) = Store::open(&Dirs::under(Path::new(&folder)));
        for _ in 0..4 {
            store.add(&bookmark("heavy", &headline)).unwrap();
        }
    }
    Store::open(&Dirs::under(Path::new(&folder))).0.add(&bookmark("heavy", "")).unwrap();
}

#[test]
fn writers_lose_nothing_to_compaction() {
    let folder = quick_folder();
    let mut compacting = start("compacting_process", folder.path(), 0);
    let mut writers: Vec<Child> = (0..2).map(|_| start_writer(folder.path(), 200)).collect();
    let mut acks = BTreeSet::from(["heavy".to_owned()]);
    for writer in &mut writers {
        acks.extend(acknowledged(&mut BufReader::new(writer.stdout.take().unwrap()), usize::MAX));
        assert!(writer.wait().unwrap().success());
    }
    assert!(compacting.wait().unwrap().success());
    let (store, notes) = Store::open(&Dirs::under(folder.path()));
    assert!(notes.is_empty(), "{notes:?}");
    let kept: BTreeSet<String> = store.marks().into_iter().map(|mark| mark.id.0).collect();
    assert_eq!(acks.difference(&kept).count(), 0, "of {}", acks.len());
    let journals = std::fs::read_dir(folder.path().join("data/marks.d")).unwrap();
    let bytes: u64 = journals.map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    assert!(bytes < 15 * 4 * 300_000 / 2, "{bytes} bytes: it was compacted on the way");
}

#[test]
fn writers_at_once_lose_nothing() {
    let folder = quick_folder();
    let mut writers: Vec<Child> = (0..4).map(|_| start_writer(folder.path(), 25)).collect();
    let mut acks = BTreeSet::new();
    for writer in &mut writers {
        acks.extend(acknowledged(&mut BufReader::new(writer.stdout.take().unwrap()), usize::MAX));
        assert!(writer.wait().unwrap().success());
    }
    assert_eq!(acks.len(), 100);
    let (store, notes) = Store::open(&Dirs::under(folder.path()));
    assert!(notes.is_empty(), "{notes:?}");
    let kept: BTreeSet<String> = store.marks().into_iter().map(|mark| mark.id.0).collect();
    assert_eq!(kept, acks);
}

/// Kills writers in the middle of their work, again and again, over one folder.
fn kill_writers(kills: usize) {
    let folder = quick_folder();
    let dirs = Dirs::under(folder.path());
    let mut acks = BTreeSet::new();
    for round in 0..kills.div_ceil(3) {
        let mut writers: Vec<Child> = (0..3).map(|_| start_writer(folder.path(), 100_000)).collect();
        for (nth, writer) in writers.iter_mut().enumerate() {
            let mut lines = BufReader::new(writer.stdout.take().unwrap());
            // Each is killed at another point of its work, while the others go on.
            acks.extend(acknowledged(&mut lines, 1 + (round + nth) % 4));
            writer.kill().unwrap();
            acks.extend(acknowledged(&mut lines, usize::MAX));
            writer.wait().unwrap();
        }
    }
    let (mut store, _) = Store::open(&dirs);
    let kept: BTreeSet<String> = store.marks().into_iter().map(|mark| mark.id.0).collect();
    let lost: Vec<&String> = acks.difference(&kept).collect();
    assert!(lost.is_empty(), "lost {} of {}: {lost:?}", lost.len(), acks.len());
    assert!(acks.len() >= kills);
    store.add(&bookmark("after", "劫后余生")).expect("no lock outlives its process");
}

#[test]
fn killed_writers_lose_nothing() {
    kill_writers(30);
}

#[test]
#[ignore = "takes minutes: 10,000 kills"]
fn ten_thousand_killed_writers_lose_nothing() {
    // Journals of 300 kills each, or reading them would be all we do.
    for _ in 0..34 {
        kill_writers(300);
    }
}
