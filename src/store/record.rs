//! Record: one line of a journal, read and written.
//!
//! ```text
//! {"v":1,"id":"desk-5f3a9c21-1","n":7,"op":"add","kind":"bookmark","edition":…,"page":…,…}
//! {"v":1,"id":"desk-5f3a9c21-1","n":9,"op":"del"}
//! {"v":1,"id":"place /papers/2031-03-14","n":10,"op":"set","path":"/papers/2031-03-14",…}
//! ```
//!
//! A line is a whole JSON object or it is nothing: no proper prefix of an object parses, so a torn line needs no
//! checksum to be told, and a line written by hand needs none to be believed.

use crate::reader::{Anchor, Mark, MarkId, MarkKind, Place};
use crate::source::Fingerprint;
use serde::{Deserialize, Serialize};

/// The version of the lines we write.
pub(super) const VERSION: u64 = 1;

/// The highest number a record may carry: beyond 2^53 other readers of JSON round.
pub(super) const MAX_N: u64 = 1 << 53;

/// One change, with its place in the order of all changes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    /// What it is about.
    pub(super) id: String,
    /// Lamport's clock: higher than that of every record its writer had seen.
    pub(super) n: u64,
    /// What happened.
    pub(super) change: Change,
}

/// What happened to the thing a record is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// It is this mark now.
    Mark(Mark),
    /// It is this place now.
    Place(Place),
    /// It is gone.
    Delete,
}

/// What a line turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// A record, and the version of the program's lines it was written by.
    Record(Record, u64),
    /// Blank, or a comment.
    Aside,
    /// Written by a version that knows more than we do, or with an operation we do not know.
    Foreign {
        /// Its version.
        v: u64,
        /// Its number, which ours must exceed.
        n: u64,
    },
    /// Not a record.
    Bad,
}

/// A line as JSON has it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Raw {
    v: u64,
    id: String,
    n: u64,
    op: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    letter: Option<char>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    anchor: Option<RawAnchor>,
}

/// An anchor as JSON has it.
#[derive(Debug, Serialize, Deserialize)]
struct RawAnchor {
    edition: String,
    page: String,
    fingerprint: String,
    offset: usize,
    #[serde(default)]
    context: String,
}

/// The part of a line that every version has.
#[derive(Debug, Deserialize)]
struct Header {
    v: u64,
    #[serde(default)]
    n: u64,
}

/// Reads a line.
pub(super) fn parse(line: &[u8]) -> Line {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    if line.is_empty() || line.starts_with(b"#") {
        return Line::Aside;
    }
    let Ok(Header { v, n }) = serde_json::from_slice(line) else { return Line::Bad };
    if n > MAX_N || v == 0 {
        return Line::Bad;
    }
    let raw = serde_json::from_slice::<Raw>(line).ok();
    match raw.and_then(clean) {
        Some(record) => Line::Record(record, v),
        None if v > VERSION => Line::Foreign { v, n },
        None if is_foreign(line) => Line::Foreign { v, n },
        None => Line::Bad,
    }
}

/// The line of a record, its end included.
pub(super) fn write(record: &Record) -> String {
    let mut raw = Raw { v: VERSION, id: record.id.clone(), n: record.n, ..Raw::default() };
    match &record.change {
        Change::Delete => "del".clone_into(&mut raw.op),
        Change::Place(place) => {
            "set".clone_into(&mut raw.op);
            raw.path = Some(place.path.clone());
            raw.reading = Some(place.reading);
            raw.anchor = Some(raw_anchor(&place.anchor));
        }
        Change::Mark(mark) => {
            "add".clone_into(&mut raw.op);
            raw.kind = Some(kind_name(mark.kind).to_owned());
            raw.letter = if let MarkKind::Named(letter) = mark.kind { Some(letter) } else { None };
            raw.headline = Some(mark.headline.clone());
            raw.anchor = Some(raw_anchor(&mark.anchor));
        }
    }
    let mut line = serde_json::to_string(&raw).expect("strings and numbers always become JSON");
    line.push('\n');
    line
}

/// What a raw record says, where it says all it must.
fn clean(raw: Raw) -> Option<Record> {
    let Raw { id, n, .. } = raw;
    if id.is_empty() {
        return None;
    }
    let change = match raw.op.as_str() {
        "del" => Change::Delete,
        "set" => {
            let anchor = clean_anchor(&raw.anchor?)?;
            Change::Place(Place { path: raw.path?, anchor, reading: raw.reading.unwrap_or(true) })
        }
        "add" => {
            let kind = match (raw.kind?.as_str(), raw.letter) {
                ("bookmark", _) => MarkKind::Bookmark,
                ("read", _) => MarkKind::Read,
                ("named", Some(letter)) if letter.is_ascii_alphabetic() => MarkKind::Named(letter),
                _ => return None,
            };
            let anchor = clean_anchor(&raw.anchor?)?;
            let headline = printable(&raw.headline.unwrap_or_default());
            Change::Mark(Mark { id: MarkId(id.clone()), kind, anchor, headline })
        }
        _ => return None,
    };
    Some(Record { id, n, change })
}

/// True for a whole object with an operation or a kind of mark we do not know: somebody's, not damage.
fn is_foreign(line: &[u8]) -> bool {
    let Ok(raw) = serde_json::from_slice::<serde_json::Value>(line) else { return false };
    let says = |key: &str, ours: &[&str]| raw[key].as_str().is_some_and(|said| !ours.contains(&said));
    says("op", &["add", "set", "del"]) || says("kind", &["bookmark", "read", "named"])
}

fn kind_name(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Bookmark => "bookmark",
        MarkKind::Named(_) => "named",
        MarkKind::Read => "read",
    }
}

fn raw_anchor(anchor: &Anchor) -> RawAnchor {
    RawAnchor {
        edition: anchor.edition.clone(),
        page: anchor.page.clone(),
        fingerprint: anchor.fingerprint.to_string(),
        offset: anchor.offset,
        context: anchor.context.clone(),
    }
}

fn clean_anchor(raw: &RawAnchor) -> Option<Anchor> {
    Some(Anchor {
        edition: printable(&raw.edition),
        page: printable(&raw.page),
        fingerprint: Fingerprint(u64::from_str_radix(&raw.fingerprint, 16).ok()?),
        offset: raw.offset,
        context: printable(&raw.context),
    })
}

/// Journals can be edited by hand and come from elsewhere; what is printed of them must not steer the terminal.
fn printable(text: &str) -> String {
    text.chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
