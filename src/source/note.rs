//! Notes: what had to be changed to make a page readable and safe.

use super::sanitise::Counts;
use crate::lang::Lang;

/// Something that was changed, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// Bytes of the file that are no characters of its encoding; shown as U+FFFD.
    Unreadable(usize),
    /// Control characters and noncharacters; shown as U+FFFD.
    Controls(usize),
    /// Characters of private use; shown as 〓.
    PrivateUse(usize),
    /// Invisible characters and bidi controls; taken out.
    Invisible(usize),
    /// Combining marks beyond the fourth of a base; taken out.
    Marks(usize),
}

impl Note {
    /// The notes for what was counted.
    pub(super) fn of(counts: Counts) -> Vec<Self> {
        let notes = [
            Self::Unreadable(counts.unreadable),
            Self::Controls(counts.controls),
            Self::PrivateUse(counts.private_use),
            Self::Invisible(counts.invisible),
            Self::Marks(counts.marks),
        ];
        notes.into_iter().filter(|note| note.count() > 0).collect()
    }

    /// How often: bytes for [`Unreadable`](Self::Unreadable), else characters.
    #[must_use]
    pub const fn count(self) -> usize {
        match self {
            Self::Unreadable(n)
            | Self::Controls(n)
            | Self::PrivateUse(n)
            | Self::Invisible(n)
            | Self::Marks(n) => n,
        }
    }

    /// The note in words, for a reader.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        let n = self.count();
        let one_or_many = |one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        match self {
            Self::Unreadable(_) => {
                lang.pick(format!("{n} 字节无法识读"), one_or_many("byte unreadable", "bytes unreadable"))
            }
            Self::Controls(_) => {
                lang.pick(format!("{n} 个控制字符"), one_or_many("control character", "control characters"))
            }
            Self::PrivateUse(_) => lang.pick(
                format!("{n} 个自造字（〓）"),
                one_or_many("private character (〓)", "private characters (〓)"),
            ),
            Self::Invisible(_) => lang.pick(
                format!("略去 {n} 个不可见字符"),
                one_or_many("invisible character left out", "invisible characters left out"),
            ),
            Self::Marks(_) => lang.pick(
                format!("略去 {n} 个叠加符号"),
                one_or_many("stacked mark left out", "stacked marks left out"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_say_how_many() {
        let counts = Counts { unreadable: 3, invisible: 1, ..Counts::default() };
        let notes = Note::of(counts);
        assert_eq!(notes, [Note::Unreadable(3), Note::Invisible(1)]);
        let english: Vec<_> = notes.iter().map(|note| note.words(Lang::En)).collect();
        assert_eq!(english, ["3 bytes unreadable", "1 invisible character left out"]);
        assert_eq!(notes[0].words(Lang::Zh), "3 字节无法识读");
        assert!(Note::of(Counts::default()).is_empty());
    }
}
