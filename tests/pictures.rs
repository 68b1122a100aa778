//! Pictures: those of the README show the program as it is.
//!
//! `UPDATE_PICTURES=1 cargo test --test pictures` draws them anew; look at them before keeping them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// More bytes than this and a picture is a burden to who reads the README.
const LARGEST: usize = 150_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn drawn(args: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_dubao-picture")).args(args).output().expect("it starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("pictures are UTF-8")
}

fn updating() -> bool {
    std::env::var_os("UPDATE_PICTURES").is_some()
}

#[test]
fn pictures_show_the_program_as_it_is() {
    let kept = root().join("assets/pictures");
    let fresh = tempfile::TempDir::new().expect("there is room for pictures");
    let folder = if updating() { kept.clone() } else { fresh.path().to_owned() };
    drawn(&["all", folder.to_str().expect("a name in UTF-8")]);
    let names = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        let mut names: Vec<PathBuf> =
            entries.map(|entry| entry.expect("it can be listed").file_name().into()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&folder), names(&kept), "as many are kept as are drawn");
    let readmes = ["README.md", "README.zh-CN.md"];
    let readmes = readmes.map(|path| fs::read_to_string(root().join(path)).expect("the README can be read"));
    for name in names(&kept) {
        let picture = |folder: &Path| fs::read_to_string(folder.join(&name)).expect("a picture is text");
        assert!(picture(&folder) == picture(&kept), "{} is out of date", name.display());
        assert!(picture(&kept).len() <= LARGEST, "{} is large", name.display());
        let shown = format!("](assets/pictures/{})", name.display());
        assert!(readmes.iter().all(|readme| readme.contains(&shown)), "both READMEs show {}", name.display());
    }
}

#[test]
fn the_screen_in_the_readme_is_the_program_as_it_is() {
    let block = format!(
        "<!-- screen: begin -->\n```text\n{}```\n<!-- screen: end -->",
        drawn(&["text", "100x26", "Enter"])
    );
    for path in ["README.md", "README.zh-CN.md"] {
        let path = root().join(path);
        let text = fs::read_to_string(&path).expect("the README can be read");
        if updating() {
            let (before, rest) = text.split_once("<!-- screen: begin -->").expect("the README has a screen");
            let (_, after) = rest.split_once("<!-- screen: end -->").expect("the screen ends");
            fs::write(&path, format!("{before}{block}{after}")).expect("the README can be written");
        } else {
            assert!(text.contains(&block), "the screen of {} is out of date", path.display());
        }
    }
}
