//! Tongues: what newspapers say otherwise in another language. The words and rules of each stand in a file of its own;
//! here is what the rest of the program asks of all of them.
//!
//! Pages are not told apart before they are read: a Japanese credit under an English picture is a credit. What Chinese
//! papers print in Traditional characters is read as if it were Simplified ([`plain`]), so that no word stands here twice.

mod chinese;
mod english;
mod japanese;
mod plain;

pub use english::content_words;
pub use plain::plain;

use super::signs::{Ending, Formula, is_han};
use crate::source::PageNumber;

/// The language of a page, as far as its rules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// Chinese, Simplified or Traditional.
    Chinese,
    /// Japanese.
    Japanese,
    /// English, by whose rules everything in Latin letters goes.
    English,
}

impl Tongue {
    /// The language of a page, by its letters.
    #[must_use]
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut han, mut kana, mut latin) = (0_usize, 0, 0);
        for c in texts.flat_map(str::chars) {
            han += usize::from(is_han(c));
            kana += usize::from(is_kana(c));
            latin += usize::from(is_latin(c));
        }
        // Three Latin letters say about as much as one character does.
        if latin > 3 * (han + kana) {
            Self::English
        } else if 8 * kana > han + kana {
            // Names of Japanese places in a Chinese page are a hundredth of it; Japanese prose is half kana.
            Self::Japanese
        } else {
            Self::Chinese
        }
    }
}

/// Hiragana and katakana.
#[must_use]
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ff66}'..='\u{ff9d}')
}

/// Hiragana: particles, endings, little words.
#[must_use]
pub fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}

/// Letters of the Latin alphabet, those with accents too.
#[must_use]
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' if c != '×' && c != '÷')
}

/// Marks that only stand between Han characters or kana.
fn is_cjk_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// True when the full stop at the end of a text belongs to an abbreviation.
pub(super) fn ends_in_abbreviation(text: &str) -> bool {
    english::ends_in_abbreviation(text)
}

/// True when a text ends with the ring of a full stop, read as a letter.
pub(super) fn ends_in_misread_stop(text: &str) -> bool {
    chinese::ends_in_misread_stop(text)
}

/// 一 二 三 …, as items and dates are numbered.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    chinese::is_numeral(c)
}

/// A digit, or a character in the place of one.
#[must_use]
pub fn is_figure(c: char) -> bool {
    c.is_numeric() || is_numeral(c)
}

/// The formula that a block of its own follows; `plain` is its text read as Simplified.
pub(super) fn formula(text: &str, plain: &str, chars: usize, ending: Ending) -> Option<Formula> {
    chinese::formula(plain, chars, ending)
        .or_else(|| japanese::formula(text, chars, ending))
        .or_else(|| english::formula(text, chars))
}

/// True when a text speaks of the picture beside it.
pub(super) fn names_picture(text: &str, plain: &str) -> bool {
    chinese::names_picture(plain) || japanese::names_picture(text) || english::names_picture(text)
}

/// True for a line that is a person's name with what the person is: who speaks.
pub(super) fn names_person(plain: &str) -> bool {
    chinese::names_person(plain)
}

/// The names of who speaks in a text.
#[must_use]
pub fn speakers(tongue: Tongue, text: &str) -> Vec<String> {
    match tongue {
        Tongue::Chinese => chinese::speakers(&plain(text)),
        Tongue::Japanese => japanese::speakers(text),
        Tongue::English => english::speakers(text),
    }
}

/// True for a fact behind its label; for a date and nothing else, as it stands below the headline of a document, or at its foot;
/// and for the place and name that a letter is signed with.
pub(super) fn states_fact(plain: &str) -> bool {
    chinese::states_fact(plain)
}

/// True when a text begins with a dash, as decks do, and the speakers of pull quotes.
#[must_use]
pub fn begins_with_dash(text: &str) -> bool {
    chinese::begins_with_dash(text)
}

/// True when a text, read as Simplified, begins with what a dateline names first: 本报, 新华社.
pub(super) fn begins_with_agency(plain: &str) -> bool {
    chinese::begins_with_agency(plain)
}

/// The parts of a dateline, as ranges of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wire {
    /// Where it ends.
    pub(super) end: usize,
    pub(super) place: Option<(usize, usize)>,
    pub(super) date: Option<(usize, usize)>,
    pub(super) agency: Option<(usize, usize)>,
    pub(super) reporters: Vec<(usize, usize)>,
}

/// The dateline at the head of a text.
pub(super) fn wire(text: &str, plain: &str) -> Option<Wire> {
    chinese::wire(plain).or_else(|| japanese::wire(text)).or_else(|| english::wire(text))
}

/// Which way a note sends the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To where the story goes on.
    To,
    /// From where it began.
    From,
}

/// A "continued on" or "continued from", as its words say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) way: Way,
    /// The page it names, when the number could be read.
    pub(super) page: Option<PageNumber>,
    /// How many bytes of the words it takes.
    pub(super) len: usize,
    pub(super) surety: Surety,
}

/// How sure it is that some words are a note, and no prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surety {
    /// Wherever they stand: 下转第三版, Continued on Page 3.
    Strong,
    /// Between brackets, by themselves, or behind the end of a sentence: 转入三版, See Page 3.
    Plain,
    /// Between brackets or by themselves: OCR made another word of 下转, or no page can be read.
    Vague,
}

/// The note that some words begin with.
pub(super) fn note(words: &str) -> Option<Note> {
    let plain = plain(words).to_ascii_lowercase();
    chinese::note(&plain).or_else(|| japanese::note(words)).or_else(|| english::note(&plain))
}

/// Where in a text a note may begin: a little before its end, at a word that opens one.
pub(super) fn note_heads(text: &str) -> Vec<usize> {
    let plain = plain(text).to_ascii_lowercase();
    let openers = chinese::OPENERS.iter().chain(english::OPENERS).chain(japanese::OPENERS);
    let mut heads: Vec<usize> =
        openers.flat_map(|words| plain.match_indices(words)).map(|(at, _)| at).collect();
    heads.extend(japanese::note_heads(text));
    heads.sort_unstable();
    heads
}

/// True for the headline of a correction, an announcement, an obituary notice.
#[must_use]
pub fn names_notice(title: &str) -> bool {
    names(title, [chinese::NOTICES, japanese::NOTICES, english::NOTICES])
}

/// True for the headline of a roundup of briefs.
#[must_use]
pub fn names_roundup(title: &str) -> bool {
    names(title, [chinese::ROUNDUPS, japanese::ROUNDUPS, english::ROUNDUPS])
}

/// A short headline that has one of these words.
fn names(title: &str, words: [&[&str]; 3]) -> bool {
    let plain = plain(title).to_ascii_lowercase();
    let [chinese, japanese, english] = words;
    (title.chars().count() <= 12 && chinese.iter().any(|word| plain.contains(word)))
        || (title.chars().count() <= 14 && japanese.iter().any(|word| title.contains(word)))
        || english.iter().any(|word| plain.trim() == *word)
}

/// True when a blank was between two pieces of text that a cut, or the end of a printed line, has parted: between words
/// of Latin letters. Digits and marks go by the letters beside them. A hyphen holds on to what comes behind.
#[must_use]
pub fn blank_between(before: &str, after: &str) -> bool {
    // Marks and digits between the cut and the letter that tells; more says nothing.
    const NEAR: usize = 16;
    let tells = |c: &char| is_latin(*c) || is_han(*c) || is_kana(*c) || is_cjk_mark(*c);
    let left = before.chars().rev().take(NEAR).find(tells);
    let right = after.chars().take(NEAR).find(tells);
    let latin = |c: Option<char>| c.is_some_and(is_latin);
    let (last, next) = (before.chars().next_back(), after.chars().next());
    let held = matches!(last, Some('-' | '‐' | '—' | '–' | '/' | '(' | '[' | '“' | '‘'))
        || matches!(
            next,
            Some('—' | '–' | '/' | ')' | ']' | '”' | '’' | ',' | '.' | ';' | ':' | '!' | '?' | '%')
        );
    let number = last.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit());
    latin(left) && (latin(right) || right.is_none()) && !held && !number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_letters() {
        for (text, tongue) in [
            ("渡口今晨起雾，船都停了。", Tongue::Chinese),
            ("渡口今晨起霧，「の」字招牌還亮着。", Tongue::Chinese),
            ("記者問：GDP和COVID-19的關係", Tongue::Chinese),
            ("三日月島と本土を結ぶ渡し船", Tongue::Japanese),
            ("The ferry turned out to be a library (渡口).", Tongue::English),
            ("", Tongue::Chinese),
        ] {
            assert_eq!(Tongue::of([text].into_iter()), tongue, "{text}");
        }
    }

    #[test]
    fn blanks_stand_between_latin_words() {
        for (before, after, blank) in [
            ("rang on", "Friday", true),
            ("hung in 1871", "over the street", true),
            ("“it can wait,”", "said Orla", true),
            ("she said", "“wait", true),
            ("inter-", "national", false),
            ("it rang", "”", false),
            ("12", "340", false),
            ("渡口有3", "艘船", false),
            ("渡口的GDP", "增长5%", false),
            ("增长了5.", "6个百分点", false),
            ("", "rang", false),
        ] {
            assert_eq!(blank_between(before, after), blank, "{before}|{after}");
        }
    }
}
