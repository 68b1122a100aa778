//! Tidiness: what the architecture page says is absent is absent, and stays so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Where files may be read and written: the edges, and the programs of our workshop under `src/bin`.
const FILES: &[&str] = &["store", "config", "library", "export", "tui", "cli", "bin"];

/// Which modules may name which third-party crate. `tests` and `benches` are those folders, and test modules.
const CRATES: &[(&str, &[&str])] = &[
    ("encoding_rs", &["source"]),
    ("chardetng", &["source"]),
    ("unicode_width", &["layout"]),
    ("unicode_segmentation", &["source", "layout"]),
    ("textwrap", &["layout"]),
    ("serde", &["reader", "store", "config", "library", "export", "cli"]),
    ("serde_json", &["store", "config", "library", "export", "cli", "bin", "tests"]),
    ("toml", &["config"]),
    ("directories", &["store"]),
    ("ratatui", &["theme", "widget", "tui", "bin"]),
    ("crossterm", &["tui"]),
    ("signal_hook", &["tui"]),
    ("rustix", &["library", "tui"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("proptest", &["tests"]),
    ("portable_pty", &["tests"]),
    ("vt100", &["tests"]),
    ("ratatui_crossterm", &["tests"]),
    ("tempfile", &["tests"]),
    ("icu_segmenter", &["layout"]),
    ("divan", &["benches"]),
    ("unicode_linebreak", &["benches"]),
];

/// More lines than this, the tests at its end not counted, and a file holds more than one thing.
const LONGEST: usize = 450;

/// A Rust file of the project: its path from the root, the module it belongs to (none under `tests`), its text.
struct File {
    path: String,
    module: Option<String>,
    /// What the program is made of, or what only tests see.
    part: Part,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Program,
    Tests,
}

impl File {
    /// Its lines of code: from 1, without comments, and without tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let program = self.part == Part::Program;
        self.lines().take_while(move |(_, line)| program && !line.starts_with("#[cfg(test)]"))
    }

    /// Its lines, tests included, from 1, without comments.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(n, line)| (n + 1, line.split("//").next().unwrap_or_default()))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn files_under(folder: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        if path.is_dir() { found.extend(files_under(&name)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// All Rust files under these folders.
fn rust(folders: &[&str]) -> Vec<File> {
    let paths = folders.iter().flat_map(|folder| files_under(folder));
    let rust = paths.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    rust.map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        // `#[cfg(test)] mod x;` in the front page makes all of x.rs tests.
        let front = fs::read_to_string(path.parent().unwrap().with_extension("rs")).unwrap_or_default();
        let own = format!("#[cfg(test)]\nmod {};", path.file_stem().unwrap().to_str().unwrap());
        let part = if front.contains(&own) { Part::Tests } else { Part::Program };
        let path = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        let module =
            path.strip_prefix("src/").map(|inner| inner.split(['/', '.']).next().unwrap().to_owned());
        File { path, module, part, text }
    })
    .collect()
}

/// The stages, in the order in which `lib.rs` lists them.
fn stages() -> Vec<String> {
    let lib = read("src/lib.rs");
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The crate's modules that code names, with the byte where it does: `crate::x`, `crate::{x, y}`, `dubao::x`, or
/// `super::x` from a front page.
fn modules_named(code: &str, front_page: bool) -> Vec<(usize, String)> {
    let heads = ["crate::", "dubao::", "super::"];
    let mut named = Vec::new();
    for head in &heads[..if front_page { 3 } else { 2 }] {
        for (at, _) in code.match_indices(head) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let rest = &code[at + head.len()..];
            let list = rest.strip_prefix('{').map_or_else(|| vec![rest], |list| top_level(list));
            named.extend(
                list.into_iter().map(first_word).filter(|name| !name.is_empty()).map(|name| (at, name)),
            );
        }
    }
    named
}

/// The parts of `a::{b, c}, d}` on the outermost level.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&list[start..at]);
                return parts;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts
}

fn first_word(text: &str) -> String {
    text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Fails with all that was found, a line each.
#[track_caller]
fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn the_stream_runs_one_way() {
    let stages = stages();
    assert!(stages.len() > 10, "lib.rs lists its modules one by one");
    let rank = |name: &str| stages.iter().position(|stage| stage == name);
    let mut found = Vec::new();
    for file in rust(&["src"]) {
        let Some(own) = file.module.as_deref().and_then(rank) else { continue };
        let front_page = file.path.matches('/').count() == 1;
        let code: String = file.lines().map(|(_, line)| format!("{line}\n")).collect();
        for (at, name) in modules_named(&code, front_page) {
            if rank(&name).is_some_and(|other| other > own) {
                let line = code[..at].matches('\n').count() + 1;
                found.push(format!(
                    "{}:{line}: {} names {name}, which stands behind it",
                    file.path, stages[own]
                ));
            }
        }
    }
    none(&found, "a module uses only what stands before it in src/lib.rs");
}

#[test]
fn names_of_modules_are_found() {
    for (line, front_page, expected) in [
        ("use crate::source::Text;", false, vec!["source"]),
        ("use crate::{source::{Span, Text}, tui};", false, vec!["source", "tui"]),
        ("use crate::{\n    source::Text,\n    tui,\n};", false, vec!["source", "tui"]),
        ("    let x = crate::stitch::stitch(&page);", false, vec!["stitch"]),
        ("pub(in crate::layout) fn x()", false, vec!["layout"]),
        ("use super::tui;", true, vec!["tui"]),
        ("use super::tui;", false, vec![]),
        ("use mycrate::tui;", false, vec![]),
        ("dubao::cli::main()", false, vec!["cli"]),
    ] {
        let named: Vec<String> = modules_named(line, front_page).into_iter().map(|(_, name)| name).collect();
        assert_eq!(named, expected, "{line}");
    }
}

#[test]
fn files_are_touched_at_the_edges_only() {
    let mut found = Vec::new();
    for file in rust(&["src"]) {
        let module = file.module.clone().unwrap_or_default();
        if FILES.contains(&module.as_str()) {
            continue;
        }
        for (n, line) in file.code() {
            if line.contains("std::fs") || line.contains("fs::") || line.contains("File::") {
                found.push(format!("{}:{n}: {}", file.path, line.trim()));
            }
        }
    }
    none(&found, "std::fs lives in the edges");
}

#[test]
fn every_crate_has_its_place() {
    let table: BTreeMap<&str, &[&str]> = CRATES.iter().copied().collect();
    let needed = dependencies();
    let listed: BTreeSet<String> = table.keys().map(|name| (*name).to_owned()).collect();
    assert_eq!(needed, listed, "the table in tests/tidy.rs and Cargo.toml name the same crates");
    let mut found = Vec::new();
    for file in rust(&["src"]) {
        let module = file.module.clone().unwrap_or_default();
        for (n, line) in file.code() {
            for (name, places) in &table {
                if names_crate(line, name) && !places.contains(&module.as_str()) {
                    found.push(format!(
                        "{}:{n}: {module} uses {name}; only {} may",
                        file.path,
                        places.join(", ")
                    ));
                }
            }
        }
    }
    none(&found, "each crate is used in its modules only");
}

/// `name::…`, not as the end of another path or word, and not a module of ours named through `crate` or `super`.
fn names_crate(line: &str, name: &str) -> bool {
    let path = format!("{name}::");
    line.match_indices(&path)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
}

fn dependencies() -> BTreeSet<String> {
    let manifest = read("Cargo.toml");
    let mut section = "";
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]")
            && let Some((name, _)) = line.split_once('=')
            && !line.starts_with('#')
        {
            names.insert(name.trim().replace('-', "_"));
        }
    }
    names
}

#[test]
fn every_file_says_what_lives_in_it() {
    let all = rust(&["src", "tests", "benches"]);
    let silent = all.iter().filter(|file| !file.text.starts_with("//!")).map(|file| file.path.clone());
    none(&silent.collect::<Vec<_>>(), "every file opens with //!");
}

#[test]
fn no_file_holds_more_than_one_thing() {
    let all = rust(&["src"]);
    let long = all.iter().map(|file| (file, file.code().count())).filter(|(_, lines)| *lines > LONGEST);
    let long = long.map(|(file, lines)| format!("{}: {lines} lines", file.path));
    none(&long.collect::<Vec<_>>(), "files are split by thing");
}

#[test]
fn nothing_is_left_to_be_done() {
    // In two halves, so that this file does not find itself.
    let marks = [("to", "do!("), ("db", "g!("), ("unimple", "mented!("), ("FIX", "ME"), ("TO", "DO")];
    let mut found = Vec::new();
    for file in rust(&["src", "tests", "benches"]) {
        for (n, line) in file.text.lines().enumerate() {
            if marks.iter().any(|(a, b)| line.contains(&format!("{a}{b}"))) {
                found.push(format!("{}:{}: {}", file.path, n + 1, line.trim()));
            }
        }
    }
    none(&found, "no stubs and no leftovers");
}

#[test]
fn nothing_prints_past_the_writers() {
    let marks = [("println", "!("), ("eprint", "!("), ("eprintln", "!(")];
    let mut found = Vec::new();
    for file in rust(&["src"]) {
        for (n, line) in file.code() {
            if marks.iter().any(|(a, b)| line.contains(&format!("{a}{b}"))) {
                found.push(format!("{}:{n}: {}", file.path, line.trim()));
            }
        }
    }
    none(&found, "output goes through the writers that make it safe");
}

#[test]
fn what_ships_as_toml_parses() {
    let toml = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let assets: Vec<PathBuf> = files_under("assets").into_iter().filter(toml).collect();
    assert!(assets.len() > 3, "{assets:?}");
    for path in assets.iter().chain([&root().join("config.example.toml")]) {
        if let Err(error) = toml::from_str::<toml::Table>(&fs::read_to_string(path).unwrap()) {
            panic!("{}: {error}", path.display());
        }
    }
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let here = root().to_str().unwrap().to_owned();
    let home = std::env::var("HOME").unwrap_or_default();
    let usual = [("/ro", "ot/"), ("/Us", "ers/"), ("/wo", "rk/")].map(|(a, b)| format!("{a}{b}"));
    let machine: Vec<String> =
        usual.into_iter().chain([here, home]).filter(|place| place.matches('/').count() > 1).collect();
    let mut paths: Vec<PathBuf> =
        ["src", "tests", "benches", "assets", ".ci"].iter().flat_map(|folder| files_under(folder)).collect();
    let top = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    paths.extend(top.filter(|path| path.is_file() && !path.ends_with(".git")));
    let mut found = Vec::new();
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (n, line) in text.lines().enumerate() {
            if machine.iter().any(|place| line.contains(place.as_str())) {
                found.push(format!("{}:{}: {}", path.display(), n + 1, line.trim()));
            }
        }
    }
    none(&found, "no absolute paths of a machine");
}

#[test]
fn both_readmes_name_the_same_commands() {
    let commands = |path: &str| -> BTreeSet<String> {
        let text = read(path);
        let called =
            ["`dubao ", "\n    dubao "].map(|head| text.match_indices(head).collect::<Vec<_>>()).concat();
        let named = called.into_iter().map(|(at, head)| first_word(&text[at + head.len()..]));
        named.filter(|name| name.chars().next().is_some_and(|c| c.is_ascii_lowercase())).collect()
    };
    let blocks = |path: &str| -> usize { read(path).matches("```").count() };
    let (english, chinese) = (commands("README.md"), commands("README.zh-CN.md"));
    assert!(english.contains("cat") && english.contains("export"), "{english:?}");
    assert_eq!(english, chinese);
    assert_eq!(blocks("README.md"), blocks("README.zh-CN.md"), "as many examples");
}

#[test]
fn both_readmes_name_the_keys_of_the_key_table() {
    let map = dubao::config::keys::default_keys();
    let rows = dubao::config::keys::printed(&map, dubao::lang::Lang::En);
    let bound = |later: bool| rows.iter().filter(move |row| row.later == later);
    let keys: BTreeSet<&str> = bound(false).flat_map(|row| row.keys.split(' ')).collect();
    for (path, head) in [("README.md", "| keys |"), ("README.zh-CN.md", "| 按键 |")] {
        let text = read(path);
        let table = text.lines().skip_while(|line| !line.starts_with(head)).skip(2);
        let table: Vec<&str> = table.take_while(|line| line.starts_with('|')).collect();
        let quoted =
            |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
        let named: BTreeSet<String> =
            table.iter().flat_map(|line| quoted(line.split('|').nth(1).unwrap_or_default())).collect();
        let unbound: Vec<String> = named.iter().filter(|key| !keys.contains(key.as_str())).cloned().collect();
        none(&unbound, "keys that do nothing");
        let all: BTreeSet<String> = table.iter().flat_map(|line| quoted(line)).collect();
        let unnamed = bound(false).filter(|row| !row.keys.split(' ').any(|key| all.contains(key)));
        let unnamed: Vec<String> = unnamed.map(|row| format!("{path}: {}", row.action)).collect();
        none(&unnamed, "actions without a key in the table");
    }
}
