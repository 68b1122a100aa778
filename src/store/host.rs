//! Host: the name of this machine, as a file name; and names no other session gives.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// Longest part of a host's name that we keep, in bytes: a file name holds 255, and ours adds to it.
const MAX_NAME: usize = 64;

/// The name of this machine. Two machines of one name do no harm: they share a file, or their files are merged.
pub(super) fn name() -> String {
    let said = ["/proc/sys/kernel/hostname", "/etc/hostname"];
    let said = said.iter().find_map(|file| std::fs::read_to_string(file).ok());
    file_name(said.as_deref().unwrap_or_default())
}

/// The first label of a host's name, with nothing in it that a file name or a shell minds.
fn file_name(host: &str) -> String {
    let label = host.trim().split('.').next().unwrap_or_default();
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = label.chars().map(safe).take(MAX_NAME).collect();
    if name.is_empty() { "host".to_owned() } else { name }
}

/// A number no other session has, by std's own source of randomness.
pub(super) fn session() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names_become_file_names() {
        let cases = [
            ("desk\n", "desk"),
            ("desk.example.org", "desk"),
            ("../../etc", "host"),
            ("a b/c", "a_b_c"),
            ("", "host"),
            ("书房", "__"),
        ];
        for (host, expected) in cases {
            assert_eq!(file_name(host), expected, "{host:?}");
        }
        assert_eq!(file_name(&"x".repeat(300)).len(), MAX_NAME);
    }
}
