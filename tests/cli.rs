//! The command line, from outside: a hermetic run of the program is one value, and tables say what it has to hold.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use dubao::edition::Edition;
use dubao::layout::{Ambiguous, width};
use dubao::library::{self, Opened};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{fmt, fs, thread};
use tempfile::TempDir;

/// A page whose middle story is cut by its neighbour, with furniture, a jump to a page that is not there, and marks.
const PAGE: &str = "\
柳塘晚报 2026年3月14日 星期六 第2版

# 渡口通了桥

本报柳塘3月13日电（记者林一）老人站在桥头数过往的车，说：“桥通那天我从东岸到西

## 果园里的课堂

孩子们在树下听讲，老师把一只苹果切成两半，让他们数里面的籽。

岸走了两个来回，渡船还停在原来的地方。”

船工们如今在码头卖茶。（下转第四版）
";

/// A place of its own for one test: home, folders, pages.
struct Place {
    folder: TempDir,
}

/// What a run of the program gave.
struct Ran {
    stdout: String,
    stderr: String,
    status: Option<i32>,
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}------- stderr -------\n{}", self.stdout, self.stderr)?;
        write!(f, "[exit status: {}]", self.status.map_or("signal".to_owned(), |status| status.to_string()))
    }
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: TempDir::new().unwrap() };
        place.file("02.md", PAGE);
        place
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: impl AsRef<Path>, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn command(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dubao"));
        command
            .env_clear()
            .env("HOME", self.path("home"))
            .env("LANG", "zh_CN.UTF-8")
            .current_dir(self.folder.path())
            .args(args);
        for (variable, folder) in
            [("CONFIG", "config"), ("DATA", "data"), ("STATE", "state"), ("CACHE", "cache")]
        {
            command.env(format!("XDG_{variable}_HOME"), self.path(folder));
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, line: &str) -> Ran {
        self.ran(self.command(line.split_whitespace()).output().unwrap())
    }

    fn run_with_input(&self, line: &str, input: &[u8]) -> Ran {
        let mut child = self.command(line.split_whitespace()).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        self.ran(output)
    }

    /// With the test's own folder written as `$PLACE`.
    fn ran(&self, output: Output) -> Ran {
        let folder = self.folder.path().to_str().unwrap().to_owned();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&folder, "$PLACE");
        Ran { stdout: text(output.stdout), stderr: text(output.stderr), status: output.status.code() }
    }

    fn edition(&self, path: &str) -> Edition {
        match library::open(&self.path(path)) {
            Ok(Opened::Edition { edition, .. }) => *edition,
            _ => panic!("{path} is an edition"),
        }
    }
}

/// The run ends with that status, its output and its talk hold these words, and it is silent where none are given.
#[track_caller]
fn expect(ran: &Ran, status: i32, stdout: &[&str], stderr: &[&str]) {
    assert_eq!(ran.status, Some(status), "{ran}");
    for (side, words) in [(&ran.stdout, stdout), (&ran.stderr, stderr)] {
        assert_eq!(side.is_empty(), words.is_empty(), "{ran}");
        for word in words {
            assert!(side.contains(word), "no {word:?} in\n{ran}");
        }
    }
    assert!(!ran.stderr.contains("panicked"), "{ran}");
}

#[test]
fn commands_that_succeed() {
    let place = Place::new();
    for (line, stdout) in [
        ("cat 02.md", vec!["渡口通了桥", "西岸走了两个来回", "（下转第四版）"]),
        ("02.md", vec!["西岸走了两个来回"]),
        ("--linear 02.md", vec!["第2版 第1篇，共2篇", "西岸走了两个来回"]),
        ("--lang en --linear 02.md", vec!["page 2, article 1 of 2"]),
        ("cat 02.md --article 2", vec!["果园里的课堂"]),
        ("cat 02.md --seams --width 120", vec!["东岸到西｜"]),
        ("--ambiguous replace cat 02.md", vec!["」"]),
        ("cat --color always 02.md", vec!["\u{1b}[1m"]),
        ("ls 02.md", vec!["编号", "渡口通了桥", "果园里的课堂", "第2版"]),
        ("ls --lang en 02.md", vec!["headline", "page 2"]),
        ("check 02.md", vec!["02.md", "接缝", "东岸到西｜岸走了两个来", "第4版不在这里"]),
        ("check 02.md --lang en", vec!["unresolved jumps 1", "page 4 is not here"]),
        ("check 02.md --format json", vec!["\"dubao.check/1\"", "\"confidence\"", "\"to_page\": 4"]),
        ("check 02.md --min-confidence 0", vec!["接缝"]),
        ("inspect 02.md --stage source", vec!["utf-8", "渡口通了桥"]),
        ("inspect 02.md --stage blocks --why", vec!["Headline", "Body", "·"]),
        ("inspect 02.md --stage articles --why", vec!["headline", "seam", "·"]),
        ("inspect 02.md --stage edition", vec!["02.md", "page 2"]),
        ("inspect 02.md --stage lines --width 40", vec!["BodyFirst", "Headline"]),
        ("export 02.md --format json", vec!["\"dubao.edition/1\"", "\"source\": \"02.md\""]),
        ("export 02.md --format md", vec!["# 渡口通了桥\n"]),
        ("export 02.md --format txt", vec!["桥通那天我从东岸到西岸走了两个来回，渡船还停在原来的地方。”\n"]),
        ("keys", vec!["j"]),
        ("config path", vec!["config.toml"]),
        ("config check", vec!["config.toml"]),
        ("completions bash", vec!["dubao"]),
        ("completions zsh", vec!["#compdef dubao"]),
        ("man", vec![".TH dubao", "退出码"]),
        ("--help", vec!["用法", "export"]),
        ("--help --lang en", vec!["Usage", "export"]),
        ("cat --help", vec!["--seams", "--width"]),
        ("--version", vec![env!("CARGO_PKG_VERSION")]),
        ("cat demo", vec!["\n"]),
        ("demo", vec!["\n"]),
        ("", vec!["\n"]),
    ] {
        expect(&place.run(line), 0, &stdout, &[]);
    }
}

#[test]
fn bad_input_gets_an_answer() {
    let place = Place::new();
    place.file("empty/notes.pdf", "");
    place.file("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0".repeat(40));
    for (line, status, stderr) in [
        ("cat nothing.md", 1, vec!["出错：", "nothing.md"]),
        ("--lang en cat nothing.md", 1, vec!["error: ", "nothing.md"]),
        ("cat empty", 1, vec!["empty"]),
        ("cat picture.md", 1, vec!["picture.md"]),
        ("chek", 1, vec!["chek", "dubao check"]),
        ("cat 02.md --article 9", 1, vec!["没有文章 9", "共 2 篇", "dubao ls"]),
        ("export 02.md --format jsn", 2, vec!["--format", "jsn", "是不是 json？", "json md txt"]),
        ("export 02.md", 2, vec!["--format"]),
        ("export 02.md --format json -o nowhere/x.json", 1, vec!["nowhere/x.json", "-o"]),
        ("inspect 02.md --stage block", 2, vec!["block", "是不是 blocks？"]),
        ("cat 02.md --widht 40", 2, vec!["--widht", "是不是 --width？"]),
        ("cat 02.md --width 3", 2, vec!["--width", "3", "8"]),
        ("cat 02.md --width", 2, vec!["--width", "缺一个值"]),
        ("cat", 2, vec!["缺少 <PATH>"]),
        ("check 02.md --min-confidence 7", 2, vec!["--min-confidence", "0 … 1"]),
        ("config", 2, vec!["一个命令"]),
        ("--color sometimes 02.md", 2, vec!["sometimes", "auto always never"]),
        ("--lang fr 02.md", 2, vec!["fr", "zh en"]),
    ] {
        expect(&place.run(line), status, &[], &stderr);
    }
}

#[test]
fn check_has_a_verdict() {
    let place = Place::new();
    let ran = place.run("check 02.md --min-confidence 1");
    expect(&ran, 3, &["接缝"], &["低于要求：02.md 第5行接第11行", "%"]);
}

#[test]
fn standard_input_can_be_the_page() {
    let place = Place::new();
    for line in ["cat -", "-", ""] {
        expect(&place.run_with_input(line, PAGE.as_bytes()), 0, &["西岸走了两个来回"], &[]);
    }
}

#[test]
fn what_is_broken_stops_no_more_than_it_must() {
    let place = Place::new();
    place.file("data/dubao/marks.d/other.jsonl", "这不是记录\n");
    expect(&place.run("ls 02.md"), 0, &["渡口通了桥"], &["other.jsonl"]);
    place.file("config/dubao/config.toml", "measure = \n");
    expect(&place.run("cat 02.md"), 0, &["渡口通了桥"], &["config.toml:1"]);
    expect(&place.run("--config nothing.toml cat 02.md"), 0, &["渡口通了桥"], &["nothing.toml"]);
    expect(&place.run("config check"), 1, &[], &["config.toml", "1"]);
    expect(&place.run("config path"), 0, &["$PLACE/config/dubao/config.toml"], &[]);
}

#[test]
fn nothing_is_written_unasked() {
    let place = Place::new();
    let before = listing(place.folder.path());
    for line in
        ["", "02.md", "cat 02.md", "ls 02.md", "check 02.md", "config print", "export 02.md --format json"]
    {
        place.run(line);
    }
    assert_eq!(listing(place.folder.path()), before);
    expect(&place.run("export 02.md --format json -o out.json"), 0, &[], &[]);
    assert!(fs::read_to_string(place.path("out.json")).unwrap().starts_with("{\n"));
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(listing(&path));
        }
        found.push(path);
    }
    found.sort();
    found
}

#[test]
fn a_closed_pipe_is_silent() {
    let place = Place::new();
    place.file("long.md", "河水慢慢地流过石桥。".repeat(20_000));
    let mut child = place.command(["cat", "long.md"]).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("河水"), "{first}");
    // Here the pipe is closed, with most of the page still to come.
    let ran = place.ran(child.wait_with_output().unwrap());
    expect(&ran, 0, &[], &[]);
}

#[test]
fn no_escape_code_comes_through() {
    let place = Place::new();
    place.file("evil.md", "# 题\u{1b}]0;坏标题\u{7}\n\n正文\u{1b}[2J结束，\u{202e}倒写。\n");
    for line in [
        "cat evil.md",
        "ls evil.md",
        "check evil.md",
        "export evil.md --format txt",
        "inspect evil.md --stage source",
    ] {
        let ran = place.run(line);
        assert!(!ran.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{line}\n{ran}");
    }
    let ran = place.ran(place.command(["cat", "no\u{1b}[31mthing"]).output().unwrap());
    assert!(!ran.stderr.contains('\u{1b}'), "{ran}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf8_are_names() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let name = OsString::from(OsStr::from_bytes(b"\xd6\xd0.md"));
    place.file(&name, PAGE);
    for args in [vec![OsString::from("cat"), name.clone()], vec![name]] {
        expect(&place.ran(place.command(args).output().unwrap()), 0, &["渡口通了桥"], &[]);
    }
}

/// How often each character is there, blanks left out.
fn counted(text: &str) -> BTreeMap<char, i64> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// The words of the stories, as the blocks of the page have them.
fn words(edition: &Edition) -> String {
    let mut words = String::new();
    for page in &edition.pages {
        let apart: Vec<_> =
            page.stitched.furniture.iter().chain(&page.stitched.unplaced).map(|id| id.0).collect();
        for (_, block) in page.page.blocks.iter().enumerate().filter(|(nth, _)| !apart.contains(nth)) {
            words.push_str(block.text.as_str());
            for line in [&block.jump, &block.from].into_iter().flatten() {
                words.push_str(line.text.as_str());
            }
        }
    }
    words
}

/// Every line fits, and every character of the stories comes out once.
#[track_caller]
fn check_cat(place: &Place, path: &str, edition: &Edition) {
    for columns in [20, 31, 40, 41, 60, 80, 100, 120] {
        let ran = place.run(&format!("cat {path} --width {columns}"));
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
        for line in ran.stdout.lines() {
            let hanging =
                if line.ends_with(['，', '。', '、', '；', '：', '！', '？']) { 2 } else { 0 };
            assert!(width(line, Ambiguous::Narrow).0 <= columns + hanging, "{columns}: {line}");
        }
        let mut over = counted(&ran.stdout);
        for (c, n) in counted(&words(edition)) {
            *over.entry(c).or_default() -= n;
        }
        over.retain(|_, n| *n != 0);
        assert!(over.is_empty(), "{path} at width {columns}: too many, or too few, of {over:?}");
    }
}

#[test]
fn cat_keeps_the_measure_and_every_character() {
    let place = Place::new();
    check_cat(&place, "02.md", &place.edition("02.md"));
    check_cat(&place, "demo", &library::demo());
}

#[test]
fn cat_keeps_the_measure_and_every_character_of_real_pages() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/pages");
    let Ok(editions) = fs::read_dir(&pages) else {
        // The only way for a test to be skipped and say so.
        drop(writeln!(std::io::stderr(), "skipped: {} is not here", pages.display()));
        return;
    };
    let place = Place::new();
    for edition in editions {
        let path = edition.unwrap().path();
        let name = path.to_str().unwrap();
        check_cat(&place, name, &place.edition(name));
    }
}
