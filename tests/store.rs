//! The store on a real disk: journals in every state they are found in, and what is kept in them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use dubao::lang::Lang;
use dubao::reader::{Anchor, Mark, MarkId, MarkKind, Place};
use dubao::source::Fingerprint;
use dubao::store::{Dirs, Store, StoreError, StoreNote};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn anchor(offset: usize) -> Anchor {
    Anchor {
        edition: "2031-03-14".to_owned(),
        page: "01.md".to_owned(),
        fingerprint: Fingerprint(0xfeed),
        offset,
        context: "渡口的雾散得很晚".to_owned(),
    }
}

fn mark(id: &str, kind: MarkKind, headline: &str) -> Mark {
    Mark { id: MarkId(id.to_owned()), kind, anchor: anchor(42), headline: headline.to_owned() }
}

fn bookmark(id: &str, headline: &str) -> Mark {
    mark(id, MarkKind::Bookmark, headline)
}

fn place(path: &str, fingerprint: u64, offset: usize) -> Place {
    let mut anchor = anchor(offset);
    anchor.edition = Path::new(path).file_name().unwrap().to_string_lossy().into_owned();
    anchor.fingerprint = Fingerprint(fingerprint);
    Place { path: path.to_owned(), anchor, reading: true }
}

/// The line of a bookmark as it stands in a journal.
fn line(id: &str, n: u64, headline: &str) -> String {
    let anchor = r#""edition":"2031-03-14","page":"01.md","fingerprint":"feed","offset":42,"context":"雾""#;
    format!(
        "{{\"v\":1,\"id\":\"{id}\",\"n\":{n},\"op\":\"add\",\"kind\":\"bookmark\",\"headline\":\"{headline}\",{anchor}}}\n"
    )
}

fn del(id: &str, n: u64) -> String {
    format!("{{\"v\":1,\"id\":\"{id}\",\"n\":{n},\"op\":\"del\"}}\n")
}

/// A store's folder with these journals of marks in it.
fn with_journals(journals: &[(&str, &[u8])]) -> (TempDir, Dirs) {
    let folder = TempDir::new().unwrap();
    let dirs = Dirs::under(folder.path());
    fs::create_dir_all(dirs.data.join("marks.d")).unwrap();
    for (name, bytes) in journals {
        fs::write(dirs.data.join("marks.d").join(name), bytes).unwrap();
    }
    (folder, dirs)
}

fn headlines(store: &Store) -> Vec<String> {
    store.marks().into_iter().map(|mark| mark.headline).collect()
}

/// Opens the store over these journals and compares what is known, and what kinds of notes there are.
fn check(case: &str, journals: &[(&str, &[u8])], expected: &[&str], notes: &[&str]) {
    let (_folder, dirs) = with_journals(journals);
    let (mut store, noted) = Store::open(&dirs);
    assert_eq!(headlines(&store), expected, "{case}");
    let kinds: Vec<String> = noted.iter().map(|note| format!("{note:?}")).collect();
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(kinds, notes, "{case}: {noted:?}");
    // Whatever was found there, one can go on writing, and nothing that stood there is touched.
    store.add(&bookmark("new", "新书签")).expect("it can be written");
    let (again, _) = Store::open(&dirs);
    assert_eq!(headlines(&again).last().map(String::as_str), Some("新书签"), "{case}");
    assert_eq!(again.marks().len(), expected.len() + 1, "{case}");
    for (name, bytes) in journals {
        assert!(fs::read(dirs.data.join("marks.d").join(name)).unwrap().starts_with(bytes), "{case}: {name}");
    }
}

/// What it is, the journals, the headlines known from them, the kinds of notes.
type Case = (&'static str, Vec<(&'static str, Vec<u8>)>, &'static [&'static str], &'static [&'static str]);

#[test]
fn journals_are_read_in_any_state() {
    let a = line("a", 1, "渡口");
    let b = line("b", 2, "老街");
    let both = a.clone() + &b;
    let torn = both[..both.len() - 20].to_owned();
    let cases: &[Case] = &[
        ("no journal", vec![], &[], &[]),
        ("an empty one", vec![("x.jsonl", vec![])], &[], &[]),
        ("two records", vec![("x.jsonl", both.clone().into())], &["渡口", "老街"], &[]),
        ("the last line lacks its end", vec![("x.jsonl", both.trim_end().into())], &["渡口", "老街"], &[]),
        ("torn", vec![("x.jsonl", torn.into())], &["渡口"], &["BadLines"]),
        (
            "garbage between",
            vec![("x.jsonl", (a.clone() + "\u{1}\u{2}garbage\n" + &b).into())],
            &["渡口", "老街"],
            &["BadLines"],
        ),
        (
            "zeros at the end",
            vec![("x.jsonl", [both.as_bytes(), &[0; 600]].concat())],
            &["渡口", "老街"],
            &["BadLines"],
        ),
        (
            "not UTF-8",
            vec![("x.jsonl", [&[0xff, 0xfe, b'\n'], both.as_bytes()].concat())],
            &["渡口", "老街"],
            &["BadLines"],
        ),
        (
            "edited on another system",
            vec![("x.jsonl", ("\u{feff}# mine\r\n\r\n".to_owned() + &both.replace('\n', "\r\n")).into())],
            &["渡口", "老街"],
            &[],
        ),
        (
            "later records win",
            vec![("x.jsonl", (both.clone() + &line("a", 3, "渡口（二）")).into())],
            &["老街", "渡口（二）"],
            &[],
        ),
        (
            "earlier ones come late",
            vec![("x.jsonl", (line("a", 3, "渡口（二）") + &both).into())],
            &["老街", "渡口（二）"],
            &[],
        ),
        (
            "of equals the later line",
            vec![("x.jsonl", (a.clone() + &line("a", 1, "渡口（二）")).into())],
            &["渡口（二）"],
            &[],
        ),
        (
            "of equals the later host",
            vec![("x.jsonl", a.clone().into()), ("y.jsonl", line("a", 1, "彼岸").into())],
            &["彼岸"],
            &[],
        ),
        ("deleted", vec![("x.jsonl", (both.clone() + &del("a", 3)).into())], &["老街"], &[]),
        (
            "deleted elsewhere",
            vec![("x.jsonl", both.clone().into()), ("y.jsonl", del("a", 3).into())],
            &["老街"],
            &[],
        ),
        (
            "deleted, then set again",
            vec![("x.jsonl", (del("a", 2) + &line("a", 3, "又见渡口")).into())],
            &["又见渡口"],
            &[],
        ),
        (
            "a conflict of two copies",
            vec![
                ("x.jsonl", a.clone().into()),
                ("x.sync-conflict-20310314-120000-ABCDEFG.jsonl", b.clone().into()),
            ],
            &["渡口", "老街"],
            &[],
        ),
        (
            "other files",
            vec![
                ("x.jsonl", a.clone().into()),
                ("x.jsonl.bak", b.clone().into()),
                (".x.jsonl", b.clone().into()),
            ],
            &["渡口"],
            &[],
        ),
        (
            "a newer version",
            vec![("x.jsonl", (a.clone() + &b.replace("\"v\":1", "\"v\":7,\"colour\":[1]")).into())],
            &["渡口", "老街"],
            &["Newer"],
        ),
        (
            "a newer version, unreadable",
            vec![(
                "x.jsonl",
                (a.clone() + &b.replace("\"v\":1", "\"v\":7").replace("\"page\":\"01.md\"", "\"page\":1"))
                    .into(),
            )],
            &["渡口"],
            &["Newer"],
        ),
        (
            "an unknown operation",
            vec![("x.jsonl", (a.clone() + &del("a", 2).replace("del", "fold")).into())],
            &["渡口"],
            &[],
        ),
        (
            "an unknown kind",
            vec![("x.jsonl", (a.clone() + &b.replace("bookmark", "note")).into())],
            &["渡口"],
            &[],
        ),
        (
            "a record without a place",
            vec![("x.jsonl", (a.clone() + &b.replace("\"offset\":42,", "")).into())],
            &["渡口"],
            &["BadLines"],
        ),
        (
            "a number beyond reason",
            vec![("x.jsonl", (a.clone() + &b.replace("\"n\":2", "\"n\":18446744073709551615")).into())],
            &["渡口"],
            &["BadLines"],
        ),
        (
            "nested beyond reason",
            vec![("x.jsonl", (a.clone() + &"[".repeat(100_000) + "\n").into())],
            &["渡口"],
            &["BadLines"],
        ),
        (
            "control characters",
            vec![("x.jsonl", line("a", 1, "渡\\u001b[31m口\\u009b").into())],
            &["渡[31m口"],
            &[],
        ),
    ];
    for (case, journals, expected, notes) in cases {
        let journals: Vec<(&str, &[u8])> = journals.iter().map(|(name, bytes)| (*name, &bytes[..])).collect();
        check(case, &journals, expected, notes);
    }
}

#[test]
fn every_prefix_of_a_journal_gives_all_its_whole_records() {
    let lines: Vec<String> = (1..=4).map(|n| line(&format!("m{n}"), n, &format!("第{n}则"))).collect();
    let whole = lines.concat();
    // A record is there with its last brace, its line's end or not.
    let ends: Vec<usize> = whole.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
    let (_folder, dirs) = with_journals(&[]);
    let file = dirs.data.join("marks.d/x.jsonl");
    for cut in 0..=whole.len() {
        fs::write(&file, &whole.as_bytes()[..cut]).unwrap();
        let expected = ends.iter().filter(|end| **end <= cut).count();
        assert_eq!(Store::open(&dirs).0.marks().len(), expected, "cut at byte {cut}");
    }
}

#[test]
fn what_is_kept_is_found_again() {
    let (_folder, dirs) = with_journals(&[]);
    let (mut store, notes) = Store::open(&dirs);
    assert!(notes.is_empty(), "{notes:?}");
    let mut kept = Vec::new();
    for kind in [MarkKind::Bookmark, MarkKind::Named('a'), MarkKind::Named('A'), MarkKind::Read] {
        let id = store.new_id();
        kept.push(Mark { id, ..mark("", kind, "“引号”与\\反斜杠\t") });
        store.add(kept.last().unwrap()).unwrap();
    }
    let here = place("/papers/2031-03-14", 1, 99);
    store.save_place(&here).unwrap();

    let (again, notes) = Store::open(&dirs);
    assert!(notes.is_empty(), "{notes:?}");
    let mut found = again.marks();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(found, kept);
    assert_eq!(again.last_place(), Some(here));

    for mark in &kept {
        store.remove(&mark.id).unwrap();
        store.remove(&mark.id).expect("what is gone may go again");
    }
    assert_eq!(Store::open(&dirs).0.marks(), []);
}

#[test]
fn only_the_user_can_read_what_is_kept() {
    let folder = TempDir::new().unwrap();
    let dirs = Dirs::under(folder.path());
    let (mut store, _) = Store::open(&dirs);
    assert!(!dirs.data.exists(), "nothing is made before there is something to keep");
    store.add(&bookmark("a", "渡口")).unwrap();
    store.save_place(&place("/papers/x", 1, 1)).unwrap();
    for folder in [dirs.data.join("marks.d"), dirs.state.join("positions.d")] {
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        for entry in fs::read_dir(&folder).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
    }
}

#[test]
fn a_letter_marks_one_place() {
    let (_folder, dirs) = with_journals(&[]);
    let (mut one, _) = Store::open(&dirs);
    let (mut two, _) = Store::open(&dirs);
    let elsewhere = |mut mark: Mark| {
        mark.anchor.edition = "2031-03-15".to_owned();
        mark
    };
    one.add(&mark("1", MarkKind::Named('a'), "旧")).unwrap();
    one.add(&elsewhere(mark("2", MarkKind::Named('a'), "另一期"))).unwrap();
    one.add(&mark("3", MarkKind::Named('Z'), "旧Z")).unwrap();
    one.add(&elsewhere(mark("4", MarkKind::Named('Z'), "新Z"))).unwrap();
    // Another session, which has not seen the first.
    two.add(&mark("5", MarkKind::Named('a'), "新")).unwrap();
    one.reload();
    for store in [&one, &two, &Store::open(&dirs).0] {
        assert_eq!(headlines(store), ["另一期", "新Z", "新"]);
    }
    one.remove(&MarkId("5".to_owned())).unwrap();
    assert_eq!(headlines(&one), ["另一期", "新Z"], "the old one stays forgotten");
}

#[test]
fn places_are_found_by_text_then_by_name() {
    let (_folder, dirs) = with_journals(&[]);
    let (mut store, _) = Store::open(&dirs);
    let places = [
        place("/papers/2031-03-14", 1, 10),
        place("/other/2031-03-14", 2, 20),
        place("/papers/2031-03-15", 3, 30),
    ];
    for place in &places {
        store.save_place(place).unwrap();
    }
    let check = |store: &Store, edition: &str, text: &[u64], expected: Option<usize>| {
        let text: Vec<Fingerprint> = text.iter().map(|n| Fingerprint(*n)).collect();
        let found = store.place_of(edition, &text).map(|place| place.anchor.offset);
        assert_eq!(found, expected, "{edition} {text:?}");
    };
    check(&store, "2031-03-14", &[7, 1], Some(10));
    check(&store, "moved and renamed", &[2], Some(20));
    check(&store, "2031-03-14", &[99], Some(20));
    check(&store, "2031-03-16", &[99], None);
    check(&store, "2031-03-16", &[], None);
    assert_eq!(store.last_place().as_ref(), Some(&places[2]));

    store.save_place(&place("/papers/2031-03-14", 1, 11)).unwrap();
    let (again, _) = Store::open(&dirs);
    check(&again, "2031-03-14", &[1], Some(11));
    assert_eq!(again.last_place().map(|place| place.anchor.offset), Some(11));
}

#[test]
fn a_place_that_did_not_change_is_not_written_again() {
    let (_folder, dirs) = with_journals(&[]);
    let (mut store, _) = Store::open(&dirs);
    let size = || fs::metadata(journal_in(&dirs.state.join("positions.d"))).unwrap().len();
    store.save_place(&place("/papers/x", 1, 1)).unwrap();
    let before = size();
    store.save_place(&place("/papers/x", 1, 1)).unwrap();
    assert_eq!(size(), before);
    store.save_place(&place("/papers/x", 1, 2)).unwrap();
    assert!(size() > before);
}

#[test]
fn sessions_that_take_turns_see_each_other() {
    let (_folder, dirs) = with_journals(&[]);
    let (mut one, _) = Store::open(&dirs);
    let (mut two, _) = Store::open(&dirs);
    let mut ids = BTreeSet::new();
    for turn in 0..20 {
        let (writer, other) = if turn % 2 == 0 { (&mut one, &mut two) } else { (&mut two, &mut one) };
        let id = writer.new_id();
        writer.add(&Mark { id: id.clone(), ..bookmark("", &format!("第{turn}则")) }).unwrap();
        assert!(other.reload(), "turn {turn}");
        assert!(!other.reload(), "nothing more happened");
        assert!(!writer.reload(), "one's own writing is no news");
        assert_eq!(headlines(other).last(), Some(&format!("第{turn}则")));
        assert!(ids.insert(id), "ids are never given twice");
    }
    one.remove(ids.first().unwrap()).unwrap();
    assert!(two.reload());
    assert_eq!(two.marks().len(), 19);
    assert_eq!(two.marks(), Store::open(&dirs).0.marks());
}

#[test]
fn a_file_changed_by_hand_is_read_anew() {
    let (_folder, dirs) =
        with_journals(&[("x.jsonl", (line("a", 1, "渡口") + &line("b", 2, "老街")).as_bytes())]);
    let (mut store, _) = Store::open(&dirs);
    let file = dirs.data.join("marks.d/x.jsonl");
    // Longer than before, and yet not appended to.
    fs::write(&file, line("b", 2, "老街改造先问居民") + &line("c", 3, "图书馆的夜") + &line("d", 4, "春耕"))
        .unwrap();
    assert!(store.reload());
    assert_eq!(headlines(&store), ["老街改造先问居民", "图书馆的夜", "春耕"]);
    fs::remove_file(&file).unwrap();
    assert!(store.reload());
    assert_eq!(store.marks(), []);
}

#[test]
fn compaction_keeps_what_counts() {
    let (folder, dirs) = with_journals(&[]);
    Store::open(&dirs).0.add(&bookmark("first", "渡口")).unwrap();
    let file = journal_in(&dirs.data.join("marks.d"));
    let mut journal = fs::read(&file).unwrap();
    journal.extend_from_slice(b"# kept\nnot a record\n");
    for n in 0..6_000 {
        journal.extend_from_slice(line("a", n + 10, "反复修改的标题").as_bytes());
    }
    journal.extend_from_slice(del("b", 9_000).as_bytes());
    // The journal is kept elsewhere and linked to, as people do with such files.
    let target = folder.path().join("elsewhere.jsonl");
    fs::write(&target, &journal).unwrap();
    fs::remove_file(&file).unwrap();
    symlink(&target, &file).unwrap();
    // One compaction was killed long ago, another just now.
    let host = file.file_stem().unwrap().to_string_lossy().into_owned();
    let leftovers = [1, 2].map(|process| folder.path().join(format!(".{host}.{process}.tmp")));
    for leftover in &leftovers {
        fs::write(leftover, "x").unwrap();
    }
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    fs::File::options().write(true).open(&leftovers[0]).unwrap().set_modified(long_ago).unwrap();

    let (mut running, _) = Store::open(&dirs);
    let after = fs::read_to_string(&target).unwrap();
    assert!(after.len() < 2_000, "{} bytes", after.len());
    for kept in ["渡口", "# kept\n", "not a record\n", "\"n\":6009,", "\"op\":\"del\""] {
        assert!(after.contains(kept), "{kept}");
    }
    assert!(file.is_symlink(), "the link still is one");
    assert_eq!(leftovers.map(|leftover| leftover.exists()), [false, true]);
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(headlines(&running), ["渡口", "反复修改的标题"]);
    running.add(&bookmark("c", "老街")).unwrap();
    assert_eq!(headlines(&Store::open(&dirs).0), ["渡口", "反复修改的标题", "老街"]);
}

#[test]
fn another_hosts_file_and_a_newer_versions_are_never_compacted() {
    let many =
        |v: &str| (0..6_000).map(|n| line("a", n + 1, "反复").replace("\"v\":1", v)).collect::<String>();
    let (_folder, dirs) = with_journals(&[("another-host.jsonl", many("\"v\":1").as_bytes())]);
    Store::open(&dirs).0.add(&bookmark("b", "渡口")).unwrap();
    let own = dirs.data.join("marks.d").join(own_name(&dirs));
    let newer = many("\"v\":1") + &line("a", 7_000, "新").replace("\"v\":1", "\"v\":2");
    fs::write(&own, &newer).unwrap();
    let (store, _) = Store::open(&dirs);
    assert_eq!(headlines(&store), ["新"]);
    assert_eq!(fs::read_to_string(&own).unwrap(), newer);
    assert_eq!(fs::read_to_string(dirs.data.join("marks.d/another-host.jsonl")).unwrap(), many("\"v\":1"));
}

#[test]
fn a_place_that_cannot_be_written_still_reads() {
    let (_folder, dirs) = with_journals(&[("x.jsonl", line("a", 1, "渡口").as_bytes())]);
    // A file stands where the folder of positions should be, and our journal's name is taken by a folder.
    fs::write(&dirs.state, "").unwrap();
    fs::create_dir(dirs.data.join("marks.d").join(format!("{}.jsonl", host()))).unwrap();
    let (mut store, notes) = Store::open(&dirs);
    assert_eq!(headlines(&store), ["渡口"]);
    assert!(
        matches!(&notes[..], [StoreNote::Unreadable { .. } | StoreNote::ReadOnly { .. }, ..]),
        "{notes:?}"
    );

    let error = store.add(&bookmark("b", "老街")).unwrap_err();
    assert!(matches!(error, StoreError::Write { .. }));
    for lang in [Lang::Zh, Lang::En] {
        assert!(error.words(lang).contains("marks.d"), "{}", error.words(lang));
        assert!(error.words(lang).contains("--state-dir"), "{}", error.words(lang));
    }
    assert!(store.save_place(&place("/papers/x", 1, 1)).is_err());
    assert_eq!((store.unsaved(), headlines(&store).len()), (2, 2), "it holds for the session");
    assert!(store.last_place().is_some());

    // The way is cleared: what waited is written.
    fs::remove_dir(dirs.data.join("marks.d").join(format!("{}.jsonl", host()))).unwrap();
    fs::remove_file(&dirs.state).unwrap();
    store.save_place(&place("/papers/x", 1, 2)).unwrap();
    assert_eq!(store.unsaved(), 0);
    let (again, notes) = Store::open(&dirs);
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!(headlines(&again), ["渡口", "老街"]);
    assert_eq!(again.last_place(), Some(place("/papers/x", 1, 2)));
}

#[test]
fn without_a_home_the_session_still_remembers() {
    let (mut store, notes) = Store::nowhere();
    assert!(matches!(&notes[..], [StoreNote::NoPlace]));
    assert!(matches!(store.add(&bookmark("a", "渡口")), Err(StoreError::NoPlace)));
    assert_eq!(headlines(&store), ["渡口"]);
    assert!(!store.reload());
    assert_eq!(store.unsaved(), 1);
}

/// The name of this host's journals.
fn own_name(dirs: &Dirs) -> String {
    let names = fs::read_dir(dirs.data.join("marks.d")).unwrap().map(|e| e.unwrap().file_name());
    names
        .map(|name| name.into_string().unwrap())
        .find(|name| name.starts_with(&host()) && name.ends_with("jsonl"))
        .unwrap()
}

fn host() -> String {
    let folder = TempDir::new().unwrap();
    let dirs = Dirs::under(folder.path());
    Store::open(&dirs).0.add(&bookmark("a", "")).unwrap();
    journal_in(&dirs.data.join("marks.d")).file_stem().unwrap().to_string_lossy().into_owned()
}

/// The only journal of a folder.
fn journal_in(folder: &Path) -> PathBuf {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut journals = paths.filter(|path| path.extension().is_some_and(|e| e == "jsonl"));
    let journal = journals.next().expect("a journal");
    assert_eq!(journals.next(), None);
    journal
}
