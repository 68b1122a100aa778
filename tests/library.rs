//! The library over trees such as people have, and such as nobody should.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use dubao::edition::Edition;
use dubao::lang::Lang;
use dubao::library::{self, LibraryError, Opened, Shelf};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const STORY: &str = "# 渡口改了班次\n\n晨雾散去之前，渡船不再开航。\n";

/// A folder with these files, each holding a short story; a name that ends in `/` is an empty folder.
fn tree(names: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in names {
        let path = folder.path().join(name);
        if name.ends_with('/') {
            fs::create_dir_all(path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, STORY).unwrap();
        }
    }
    folder
}

fn edition(path: &Path) -> (Edition, Vec<LibraryError>) {
    match library::open(path) {
        Ok(Opened::Edition { edition, notes, path }) => {
            assert!(path.is_absolute());
            (*edition, notes)
        }
        other => panic!("{}: {other:?}", path.display()),
    }
}

fn shelf(path: &Path) -> Shelf {
    match library::open(path) {
        Ok(Opened::Shelf(shelf)) => shelf,
        other => panic!("{}: {other:?}", path.display()),
    }
}

fn refused(path: &Path) -> LibraryError {
    match library::open(path) {
        Err(error) => {
            for lang in [Lang::Zh, Lang::En] {
                assert!(!error.words(lang).contains(char::is_control), "{:?}", error.words(lang));
            }
            error
        }
        Ok(opened) => panic!("{}: {opened:?}", path.display()),
    }
}

fn page_names(edition: &Edition) -> Vec<String> {
    edition.pages.iter().map(|page| page.page.source.name.clone()).collect()
}

fn fifo(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

#[test]
fn a_file_is_an_edition_of_one_page() {
    let folder = tree(&["2031-03-14/01.md", "2031-03-14/02.md", "2031-03-14/notes.ocr"]);
    for name in ["01.md", "notes.ocr"] {
        let (edition, notes) = edition(&folder.path().join("2031-03-14").join(name));
        assert_eq!((page_names(&edition), edition.name), (vec![name.to_owned()], name.to_owned()));
        assert!(notes.is_empty(), "{notes:?}");
        assert!(edition.pages[0].page.source.text().contains("渡船"));
    }
}

#[test]
fn a_folder_of_pages_is_an_edition_in_the_order_people_count() {
    let folder = tree(&[
        "2031-03-14/10.md",
        "2031-03-14/2.MD",
        "2031-03-14/1.markdown",
        "2031-03-14/3.txt",
        "2031-03-14/README.md",
        "2031-03-14/.hidden.md",
        "2031-03-14/scan.pdf",
        "2031-03-14/images/caption.md",
    ]);
    let (edition, notes) = edition(&folder.path().join("2031-03-14"));
    assert_eq!(page_names(&edition), ["1.markdown", "2.MD", "3.txt", "10.md"]);
    assert_eq!(edition.name, "2031-03-14");
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn a_folder_of_editions_is_a_shelf() {
    let folder = tree(&[
        "b/01.md",
        "b/02.md",
        "b/images/x.md",
        "a10/01.md",
        "a9/01.txt",
        "2031/03/14/01.md",
        "empty/",
        "pictures/x.png",
        ".git/01.md",
        "1/2/3/4/01.md",
        "too/deep/to/be/found/01.md",
    ]);
    let shelf = shelf(folder.path());
    let mut editions: Vec<(&str, usize)> =
        shelf.editions.iter().map(|entry| (entry.name.as_str(), entry.page_files)).collect();
    // Which have a date, and so stand first, is not asked here.
    editions.sort_unstable();
    assert_eq!(editions, [("2-3-4", 1), ("2031-03-14", 1), ("a10", 1), ("a9", 1), ("b", 2)]);
    let nth = |name: &str| shelf.editions.iter().position(|entry| entry.name == name);
    assert!(nth("a9") < nth("a10") && nth("a10") < nth("b"), "{:?}", shelf.editions);
    for entry in &shelf.editions {
        assert_eq!(edition(&entry.path).0.name, entry.name, "opened, it is called the same");
    }
}

#[test]
fn newer_editions_stand_first() {
    let folder = tree(&["2031-03-14/01.md", "2031-03-15/01.md", "2030-12-31/01.md", "副刊/01.md"]);
    let shelf = shelf(folder.path());
    let dated = shelf.editions.iter().map(|entry| entry.date);
    assert!(dated.is_sorted_by(|a, b| a >= b), "{:?}", shelf.editions);
    assert_eq!(shelf.editions.last().map(|entry| entry.name.as_str()), Some("副刊"));
}

#[test]
fn editions_stand_beside_each_other_by_their_days() {
    let check = |names: &[&str], from: &str, by: isize, expected: Option<&str>| {
        let tree = tree(names);
        let root = fs::canonicalize(tree.path()).unwrap();
        let found = library::neighbour(&root.join(from), by);
        assert_eq!(found, expected.map(|name| root.join(name)), "{by} from {from}");
    };
    let days = ["2031-03-09/1.md", "2031-03-14/1.md", "2031-04-01/1.md", "pictures/a.png", "empty/"];
    check(&days, "2031-03-14", 1, Some("2031-04-01"));
    check(&days, "2031-03-14", -1, Some("2031-03-09"));
    check(&days, "2031-03-09", 2, Some("2031-04-01"));
    check(&days, "2031-03-14", 0, Some("2031-03-14"));
    check(&days, "2031-04-01", 1, None);
    check(&days, "2031-03-09", -1, None);
    check(&days, "2031-03-09/1.md", 1, None);
    check(&days, "empty", 1, None);
    check(&days, "not there", 1, None);
    // Where this one has a day or page numbers, others have them too.
    let mixed =
        ["demo/01.md", "demo/04.txt", "model/learned.txt", "more/1.md", "2031-03-14/1.md", "notes/one.md"];
    check(&mixed, "demo", 1, Some("more"));
    check(&mixed, "more", 1, Some("2031-03-14"));
    check(&mixed, "2031-03-14", -1, None);
    check(&mixed, "notes", -1, Some("more"));
    // A date in parts goes on over months and years, and a page below a folder of another name is none of it.
    let parts = ["p/2031/03/31/1.md", "p/2031/04/01/1.md", "p/2032/01/01/1.md", "p/other/04/02/1.md"];
    check(&parts, "p/2031/03/31", 1, Some("p/2031/04/01"));
    check(&parts, "p/2031/04/01", 1, Some("p/2032/01/01"));
    check(&parts, "p/2032/01/01", 1, None);
}

#[test]
fn links_to_pages_are_followed_and_links_to_folders_are_not() {
    let folder = tree(&["day/01.md", "elsewhere/02.md", "shelf/"]);
    let at = |name: &str| folder.path().join(name);
    symlink(at("elsewhere/02.md"), at("day/02.md")).unwrap();
    symlink(at("day"), at("day/loop")).unwrap();
    symlink("03.md", at("day/03.md")).unwrap();
    symlink("nowhere.md", at("day/04.md")).unwrap();
    let (opened, notes) = edition(&at("day"));
    assert_eq!(page_names(&opened), ["01.md", "02.md"]);
    assert_eq!(notes.len(), 2, "a circle, and a link to nowhere: {notes:?}");

    symlink(folder.path(), at("shelf/above")).unwrap();
    symlink(at("day"), at("shelf/day")).unwrap();
    assert!(matches!(refused(&at("shelf")), LibraryError::NoPages { .. }));

    // The path itself may be a link: what it leads to has the better name.
    symlink(at("day"), at("today")).unwrap();
    assert_eq!(edition(&at("today")).0.name, "day");
    symlink(at("round"), at("round")).unwrap();
    assert!(matches!(refused(&at("round")), LibraryError::Io { .. }));
}

#[test]
fn what_is_no_page_is_refused_at_once() {
    let folder = tree(&["day/01.md", "folder.md/"]);
    let at = |name: &str| folder.path().join(name);
    fifo(&at("day/02.md"));
    symlink("/dev/zero", at("day/03.md")).unwrap();
    let _socket = UnixListener::bind(at("day/04.md")).unwrap();
    symlink(at("folder.md"), at("day/05.md")).unwrap();
    let not_regular = |error: &LibraryError| matches!(error, LibraryError::NotRegular { .. });
    for name in ["day/02.md", "day/03.md", "day/04.md"] {
        assert!(not_regular(&refused(&at(name))), "{name}: {:?}", refused(&at(name)));
    }
    let (opened, notes) = edition(&at("day"));
    assert_eq!(page_names(&opened), ["01.md"]);
    assert!(notes.len() == 4 && notes.iter().all(not_regular), "{notes:?}");
    assert!(notes[0].words(Lang::En).contains("02.md"));
}

#[test]
fn pages_that_cannot_be_read_do_not_hide_those_that_can() {
    let folder = tree(&["day/01.md", "day/02.md", "day/03.md", "day/04.md"]);
    let at = |name: &str| folder.path().join(name);
    fs::write(at("day/02.md"), [0; 4096]).unwrap();
    let large = fs::File::create(at("day/03.md")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    fs::set_permissions(at("day/04.md"), fs::Permissions::from_mode(0o000)).unwrap();
    let (opened, notes) = edition(&at("day"));
    // Root may read everything.
    let denied = fs::File::open(at("day/04.md")).is_err();
    assert_eq!(opened.pages.len(), if denied { 1 } else { 2 });
    let kinds: Vec<String> = notes.iter().map(|note| format!("{note:?}")).collect();
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.split(' ').next().unwrap()).collect();
    let expected = ["Binary", "TooLarge", "Denied"];
    assert_eq!(kinds, if denied { &expected[..] } else { &expected[..2] });

    fs::remove_file(at("day/01.md")).unwrap();
    fs::remove_file(at("day/04.md")).unwrap();
    assert!(
        matches!(refused(&at("day")), LibraryError::Binary { .. }),
        "none can be read: the first says why"
    );
}

#[test]
fn a_name_that_is_not_there_gets_the_nearest() {
    let folder = tree(&["2031-03-14/01.md", "2031-03-14/第二版.md", "empty/"]);
    let cases = [
        ("2031-03-41", Some("2031-03-14")),
        ("2031-03-15/01.md", Some("2031-03-14")),
        ("2031-03-14/第二板.md", Some("第二版.md")),
        ("2031-03-14/01.md/x", Some("01.md")),
        ("2031-03-14/quite different", None),
        ("empty/01.md", None),
    ];
    for (name, expected) in cases {
        let LibraryError::Missing { nearest, .. } = refused(&folder.path().join(name)) else {
            panic!("{name}")
        };
        assert_eq!(nearest.as_deref(), expected, "{name}");
    }
    let words = refused(&folder.path().join("2031-03-41")).words(Lang::En);
    assert!(words.contains("2031-03-41") && words.contains("did you mean 2031-03-14"), "{words}");
    assert!(matches!(refused(Path::new("no such\u{1b}[31m name")), LibraryError::Missing { .. }));
}

#[test]
fn a_folder_without_pages_says_what_pages_are_called() {
    let folder = tree(&["empty/", "pictures/01.png", "pictures/README.md"]);
    for name in ["empty", "pictures", ""] {
        let error = refused(&folder.path().join(name));
        assert!(matches!(error, LibraryError::NoPages { .. }), "{error:?}");
        assert!(error.words(Lang::Zh).contains(".markdown"), "{}", error.words(Lang::Zh));
    }
}

#[test]
fn names_may_be_of_any_bytes_and_any_length() {
    let folder = TempDir::new().unwrap();
    let long = "长".repeat(84) + ".md";
    assert_eq!(long.len(), 255);
    let names: [&[u8]; 4] = [b"\xff\xfe.md", b"a\nb.md", b"\x1b[2J.md", long.as_bytes()];
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.path().join(OsStr::from_bytes(name))).collect();
    for path in &paths {
        fs::write(path, STORY).unwrap();
        let (edition, _) = edition(path);
        assert!(!edition.name.contains(char::is_control), "{:?}", edition.name);
    }
    let (edition, notes) = edition(folder.path());
    assert_eq!((edition.pages.len(), notes.len()), (4, 0));
}

#[test]
fn standard_input_can_be_the_page() {
    let read = library::stdin(STORY.as_bytes()).unwrap();
    assert!(read.pages[0].page.source.text().contains("渡船"));
    assert_eq!(library::stdin(&b""[..]).unwrap().pages.len(), 1);
    assert!(matches!(library::stdin(&[0; 100][..]), Err(LibraryError::Binary { .. })));
}

#[test]
fn the_built_in_edition_opens() {
    let demo = library::demo();
    assert_eq!(
        (demo.name.as_str(), page_names(&demo)),
        (library::DEMO, ["01.md", "02.md", "03.md", "04.txt"].map(String::from).to_vec())
    );
    assert!(demo.pages.iter().all(|page| !page.page.source.text().is_empty()));
}

#[test]
fn a_short_page_takes_the_encoding_of_its_folder() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    // GB18030, by the bytes; the second page says too little to tell.
    let long: Vec<u8> = [
        0xbd, 0xad, 0xb3, 0xc7, 0xb6, 0xc9, 0xbf, 0xda, 0xa3, 0xac, 0xb4, 0xac, 0xb6, 0xbc, 0xcd, 0xa3, 0xc1,
        0xcb, 0xa1, 0xa3,
    ]
    .repeat(20);
    std::fs::write(folder.path().join("1.md"), long).expect("a page can be written");
    std::fs::write(folder.path().join("2.md"), [0xbd, 0xad, 0xb3, 0xc7]).expect("a page can be written");
    let Ok(Opened::Edition { edition, .. }) = library::open(folder.path()) else {
        panic!("the folder is an edition")
    };
    let texts: Vec<_> =
        edition.pages.iter().map(|page| (page.page.source.encoding, page.page.source.text())).collect();
    assert_eq!(texts[1], ("gb18030", "江城"));
}
