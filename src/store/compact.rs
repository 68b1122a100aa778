//! Compact: a journal without the records that later ones of the same file have replaced.
//!
//! This is the one dangerous step of the store, so it looks at one file only, keeps every line it does not
//! understand and every deletion (a copy of the file may still hold what was deleted), and puts the new file in the
//! old one's place only when it is on the disk.

use super::disk::{Disk, Pen};
use super::record::{Line, VERSION, parse};
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Bytes under which a journal is left alone: it is read in a few milliseconds.
pub(super) const WORTHWHILE: u64 = 1 << 20;

/// The age from which a temporary file cannot be anybody's work in progress.
const LEFTOVER: Duration = Duration::from_secs(24 * 60 * 60);

/// Compacts a journal (no link to one) that is more than half dead. The caller holds its lock.
pub(super) fn compact<D: Disk>(disk: &D, path: &Path, host: &str) -> io::Result<()> {
    let (_, bytes) = disk.read(path, 0)?;
    let Some(living) = living(&bytes) else { return Ok(()) };
    let folder = path.parent().unwrap_or(Path::new("/"));
    let temporary = folder.join(temporary_name(host, std::process::id()));
    let written = disk.create(&temporary).and_then(|mut pen| {
        pen.write_all(&living)?;
        pen.sync()?;
        disk.rename(&temporary, path)
    });
    if let Err(error) = written {
        // Best effort: the sweep takes what stays.
        let _ = disk.remove(&temporary);
        return Err(error);
    }
    disk.sync_folder(folder)
}

/// Removes what compactions of this journal left beside it when they were killed.
pub(super) fn sweep<D: Disk>(disk: &D, path: &Path, host: &str) -> io::Result<()> {
    let Ok(files) = disk.files(path.parent().unwrap_or(Path::new("/"))) else { return Ok(()) };
    let prefix = format!(".{host}.");
    let is_leftover = |path: &Path| {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        name.starts_with(&prefix)
            && name.ends_with(".tmp")
            && disk.age(path).is_some_and(|age| age > LEFTOVER)
    };
    files.iter().filter(|path| is_leftover(path)).try_for_each(|path| disk.remove(path))
}

fn temporary_name(host: &str, process: u32) -> String {
    format!(".{host}.{process}.tmp")
}

/// The journal without its dead records; `None` when that would not halve it, or when a newer version has written
/// to it, whose rules we do not know.
fn living(bytes: &[u8]) -> Option<Vec<u8>> {
    let lines: Vec<(&[u8], Line)> =
        bytes.split_inclusive(|&b| b == b'\n').map(|line| (line, parse(line))).collect();
    let mut last: HashMap<&str, (u64, usize)> = HashMap::new();
    for (at, (_, line)) in lines.iter().enumerate() {
        match line {
            Line::Record(_, v) | Line::Foreign { v, .. } if *v > VERSION => return None,
            Line::Record(record, _) => {
                let best = last.entry(&record.id).or_insert((record.n, at));
                *best = (*best).max((record.n, at));
            }
            _ => {}
        }
    }
    let lives = |at: usize, line: &Line| match line {
        Line::Record(record, _) => last.get(record.id.as_str()) == Some(&(record.n, at)),
        _ => true,
    };
    let kept = lines.iter().enumerate().filter(|(at, (_, line))| lives(*at, line));
    let living: Vec<u8> = kept.flat_map(|(_, (raw, _))| raw.iter().copied()).collect();
    (living.len() < bytes.len() / 2).then_some(living)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, n: u64, padding: usize) -> String {
        format!("{{\"v\":1,\"id\":\"{id}\",\"n\":{n},\"op\":\"del\",\"x\":\"{}\"}}\n", "-".repeat(padding))
    }

    #[test]
    fn only_what_the_same_file_replaced_goes() {
        let old = record("a", 1, 200) + &record("a", 2, 200) + &record("a", 3, 200);
        let keep = "# mine\n".to_owned() + &record("b", 1, 0) + "garbage\n" + &record("a", 4, 0);
        let torn = "{\"v\":1,\"id\":\"c";
        let before = old + &keep + torn;
        let after = living(before.as_bytes()).expect("most of it is dead");
        assert_eq!(String::from_utf8(after).unwrap(), keep + torn);
    }

    #[test]
    fn a_journal_is_left_alone() {
        let dead = record("a", 1, 500);
        let cases = [
            ("half of it lives", record("a", 1, 0) + &record("a", 2, 0)),
            ("a newer version wrote to it", dead.clone() + "{\"v\":2,\"id\":\"a\",\"n\":2,\"op\":\"del\"}\n"),
            (
                "a newer version's own kind",
                dead.clone() + &record("a", 2, 0) + "{\"v\":9,\"n\":2,\"op\":\"x\"}\n",
            ),
            ("nothing was replaced", dead + &record("b", 2, 0)),
        ];
        for (case, journal) in cases {
            assert_eq!(living(journal.as_bytes()), None, "{case}");
        }
    }
}
