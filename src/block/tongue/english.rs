//! English: the words of its newspapers' formulas, its abbreviations, and the words that say nothing of a subject.

use super::{Note, Surety, Way, Wire};
use crate::block::signs::Formula;
use crate::source::PageNumber;

/// Headlines of notices, whole.
pub(super) const NOTICES: &[&str] = &[
    "correction",
    "corrections",
    "for the record",
    "clarification",
    "notice",
    "public notice",
    "legal notices",
];

/// Headlines of roundups, whole.
pub(super) const ROUNDUPS: &[&str] = &["in brief", "news in brief", "briefs", "news briefs", "briefly"];

/// How a credit begins, in small letters…
const CREDITS: &[&str] = &[
    "photo by ",
    "photos by ",
    "photograph by ",
    "photographs by ",
    "photo courtesy ",
    "photo: ",
    "image: ",
    "illustration by ",
    "graphic by ",
    "source: ",
    "ap photo",
];

/// …and how it ends.
const CREDITED: &[&str] = &[
    "/reuters",
    "/ap",
    "/afp",
    "/associated press",
    "/getty images",
    "via getty images",
    " photo",
    "staff photographer",
];

/// How a bracket that signs a story begins.
const SIGNED: &[&str] = &["reporting by", "writing by", "editing by", "additional reporting", "compiled by"];

/// How the names of a page's editors begin.
const EDITORS: &[&str] = &["editor:", "editors:", "page editor:", "layout:", "copy editor:"];

/// Words that point at the picture beside a text.
const PICTURE: &[&str] = &[
    "photo shows",
    "picture shows",
    "pictured above",
    "pictured below",
    "pictured left",
    "pictured right",
    "in this photo",
    "in this image",
];

/// Agencies, as datelines have them in brackets.
const AGENCIES: &[&str] = &["(ap)", "(reuters)", "(afp)", "(upi)", "(xinhua)"];

/// Openers of notes. Those of the second list also begin sentences: a page must stand behind them.
const TO: &[&str] =
    &["continued on ", "continues on ", "cont. on ", "cont'd on ", "cont’d on ", "contd. on ", "contd on "];
const TO_PAGE: &[&str] = &["please turn to ", "turn to ", "please see ", "see ", "jump to ", "go to "];
const FROM: &[&str] =
    &["continued from ", "cont. from ", "cont'd from ", "cont’d from ", "contd. from ", "contd from "];

/// Where a note without brackets may begin.
pub(super) const OPENERS: &[&str] = &[
    "continued on ",
    "continues on ",
    "cont. on ",
    "cont'd on ",
    "cont’d on ",
    "please turn to ",
    "turn to ",
    "please see ",
    "see ",
];

/// Numbers in words.
const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The longest name of a story in a note, in bytes: See BRIDGE on A4.
const SLUG: usize = 24;

/// Abbreviations before a name or a number, and others that seldom end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "gov", "sen", "rep", "gen", "col", "lt", "sgt", "capt",
    "maj", "st", "mt", "nos", "vs", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "dept", "assn", "ave",
    "blvd",
];

/// Words of four letters and more that stand in any story.
const STOP_WORDS: &[&str] = &[
    "about",
    "above",
    "after",
    "again",
    "against",
    "also",
    "although",
    "among",
    "another",
    "around",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "between",
    "both",
    "came",
    "come",
    "comes",
    "could",
    "days",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "each",
    "even",
    "ever",
    "every",
    "first",
    "five",
    "four",
    "friday",
    "from",
    "goes",
    "going",
    "gone",
    "have",
    "having",
    "hers",
    "herself",
    "himself",
    "into",
    "itself",
    "just",
    "last",
    "least",
    "less",
    "like",
    "made",
    "make",
    "makes",
    "many",
    "might",
    "monday",
    "more",
    "most",
    "much",
    "must",
    "near",
    "never",
    "next",
    "nothing",
    "once",
    "only",
    "other",
    "others",
    "ours",
    "over",
    "people",
    "same",
    "saturday",
    "says",
    "seven",
    "several",
    "shall",
    "should",
    "since",
    "some",
    "still",
    "such",
    "sunday",
    "take",
    "than",
    "that",
    "their",
    "theirs",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "things",
    "this",
    "those",
    "though",
    "three",
    "through",
    "thursday",
    "time",
    "today",
    "told",
    "took",
    "tuesday",
    "under",
    "until",
    "upon",
    "very",
    "want",
    "wednesday",
    "week",
    "well",
    "went",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "whom",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
    "year",
    "years",
    "yesterday",
    "your",
    "yours",
];

pub(super) fn formula(text: &str, chars: usize) -> Option<Formula> {
    let lower = text.to_ascii_lowercase();
    let begins = |words: &[&str]| words.iter().any(|head| lower.starts_with(head));
    let bare = lower.trim_end_matches(['.', ')']);
    if begins(EDITORS) && chars <= 60 {
        Some(Formula::Editors)
    } else if chars <= 60 && (begins(CREDITS) || CREDITED.iter().any(|tail| bare.ends_with(tail))) {
        Some(Formula::Credit)
    } else if SIGNED.iter().any(|head| lower.strip_prefix('(').is_some_and(|inner| inner.starts_with(head))) {
        Some(Formula::Signature)
    } else if chars <= 60 && is_byline(text) {
        Some(Formula::Byline)
    } else {
        None
    }
}

/// By Orla Fenn and Tam Reeve: nothing but names, which have capitals.
fn is_byline(text: &str) -> bool {
    let Some(names) = text.strip_prefix("By ").or_else(|| text.strip_prefix("BY ")) else { return false };
    let name = |word: &str| {
        word.starts_with(char::is_uppercase) || matches!(word, "and" | "of" | "the" | "for" | "&")
    };
    let count = names.split_whitespace().count();
    (1..=10).contains(&count) && names.split_whitespace().all(name) && !names.ends_with(['.', ',', '?', '!'])
}

pub(super) fn names_picture(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    PICTURE.iter().any(|words| lower.contains(words))
}

/// HARROW BAY, March 13 —, HARROW BAY (Reuters) -: a place in capitals, and a dash within reach.
pub(super) fn wire(text: &str) -> Option<Wire> {
    const LONGEST: usize = 60;
    let head = &text[..text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)];
    let dash =
        ["—", "–", " - ", "--"].iter().filter_map(|dash| Some((head.find(dash)?, dash.len()))).min()?;
    let before = &head[..dash.0];
    let capital = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let words = || before.split_inclusive([' ', ',']);
    let place: usize =
        words().take_while(|word| capital(&word.trim_end_matches([' ', ',']))).map(str::len).sum();
    let place_words = before[..place].trim_end_matches([' ', ',', '(']);
    let letters = place_words.chars().filter(|c| c.is_alphabetic()).count();
    let rest = before[place..].trim();
    let lower = before.to_ascii_lowercase();
    let agency = AGENCIES.iter().find_map(|agency| Some((lower.find(agency)? + 1, agency.len() - 2)));
    let month =
        |words: &str| words.starts_with(char::is_uppercase) && words.contains(|c: char| c.is_ascii_digit());
    let dated = rest.is_empty() || rest.starts_with('(') || month(rest);
    if letters < 3 || !dated || place_words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let place_end = agency.map_or(place_words.len(), |(at, _)| place_words.len().min(at - 1));
    let date = month(rest).then(|| before[place..].trim_end().split(" (").next().unwrap_or_default().len());
    let end = dash.0 + dash.1;
    let blanks = text[end..].len() - text[end..].trim_start().len();
    Some(Wire {
        end: end + blanks.min(1),
        place: Some((0, place_words[..place_end].trim_end().len())),
        date: date.map(|len| (place, place + len)),
        agency: agency.map(|(at, len)| (at, at + len)),
        reporters: Vec::new(),
    })
}

/// Continued on Page A12, Column 3; See BRIDGE on A4; Continued from Page 1. `words` in small letters.
pub(super) fn note(words: &str) -> Option<Note> {
    let strip = |list: &[&str]| list.iter().find_map(|opener| words.strip_prefix(opener));
    let at = |rest: &str| words.len() - rest.len();
    if let Some((rest, way)) =
        strip(TO).map(|rest| (rest, Way::To)).or_else(|| strip(FROM).map(|rest| (rest, Way::From)))
    {
        if let Some((page, len)) = page(rest) {
            return Some(Note { way, page: Some(page), len: at(rest) + len, surety: Surety::Strong });
        }
        let lost = rest.len() <= 16 && rest.contains("page");
        return lost.then_some(Note { way, page: None, len: words.len(), surety: Surety::Vague });
    }
    if let Some(rest) = strip(TO_PAGE) {
        let (page, len) = named(rest)?;
        return Some(Note { way: Way::To, page: Some(page), len: at(rest) + len, surety: Surety::Plain });
    }
    // BRIDGE, from Page A1; From Page A1. Prose begins so too: only by itself.
    let from = words.find("from page ").filter(|at| *at <= SLUG && !words[..*at].contains('.'))?;
    let (page, len) = page(&words[from + "from ".len()..])?;
    Some(Note { way: Way::From, page: Some(page), len: from + "from ".len() + len, surety: Surety::Vague })
}

/// The page, with the name of the story before it or without.
fn named(words: &str) -> Option<(PageNumber, usize)> {
    page(words).or_else(|| {
        let parted = [" on ", ", "].iter().filter_map(|part| Some(words.find(part)? + part.len())).min()?;
        let (number, len) =
            page(&words[parted..]).filter(|_| parted <= SLUG && !words[..parted].contains('.'))?;
        Some((number, parted + len))
    })
}

/// page a12, column 3; a12; page two.
fn page(words: &str) -> Option<(PageNumber, usize)> {
    let rest =
        ["page ", "pages ", "pg. ", "pg ", "p. ", "p."].iter().find_map(|name| words.strip_prefix(name));
    let (word, said) = (rest.unwrap_or(words), rest.is_some());
    let end = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(word.len());
    let token = &word[..end];
    let figures = token.trim_start_matches(|c: char| c.is_ascii_lowercase()).trim_start_matches('-');
    let letters = token.len() - figures.len();
    let by_name = || {
        let nth = NUMBERS.iter().position(|number| *number == token)?;
        PageNumber::parse(&(nth + 1).to_string())
    };
    let number = if figures.is_empty() { by_name().filter(|_| said) } else { PageNumber::parse(figures) };
    // A number alone is a page only where the word stands before it: see 12 men.
    let number = number.filter(|_| said || (1..=2).contains(&letters))?;
    let after = &word[end..];
    let column =
        [", column ", ", col. ", " column ", " col. "].iter().find_map(|name| after.strip_prefix(name));
    let column = column.map(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        after.len() - rest.len() + digits
    });
    Some((number, words.len() - after.len() + column.unwrap_or(0)))
}

pub(super) fn ends_in_abbreviation(text: &str) -> bool {
    let Some(text) = text.trim_end().strip_suffix('.') else { return false };
    let word =
        text.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"')).next().unwrap_or_default();
    // J., U.S., a.m.: single letters with stops between them.
    let initials = word != "I"
        && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    initials || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Words with a capital that are no names.
const NO_NAMES: &[&str] = &["I", "He", "She", "It", "We", "You", "They", "Who", "The", "One", "Some"];

/// Who speaks in a text: the last name behind said, or right before it.
pub(super) fn speakers(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_name = |word: &str| {
        let letters = word.trim_start_matches(['“', '"', '(']);
        let capital = letters.starts_with(char::is_uppercase);
        capital
            && letters.chars().nth(1).is_some_and(char::is_lowercase)
            && !NO_NAMES.contains(&bare(word).as_str())
    };
    let parts = |word: &str| word.ends_with([',', '.', ';', '”']) && !ends_in_abbreviation(word);
    let named = |at: usize| {
        let mut behind = words[at + 1..].iter().take_while(|word| is_name(word)).peekable();
        if behind.peek().is_none() {
            return words[..at].last().filter(|word| is_name(word) && !parts(word)).map(|word| bare(word));
        }
        let mut name = None;
        for word in behind {
            name = Some(bare(word));
            if parts(word) {
                break;
            }
        }
        name
    };
    let said = |word: &str| ["said", "says"].contains(&bare(word).as_str());
    (0..words.len()).filter(|at| said(words[*at])).filter_map(named).collect()
}

/// The words that say what an English text is about, in small letters, of four letters and more.
pub fn content_words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'');
    let words = words.map(|word| {
        let word = word.trim_matches(['’', '\'']).to_lowercase();
        word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(&word).to_owned()
    });
    words.filter(|word| word.chars().count() >= 4 && STOP_WORDS.binary_search(&word.as_str()).is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_in_order() {
        assert!(STOP_WORDS.is_sorted(), "they are searched by halves");
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        for (text, abbreviation) in [
            ("He met Mr.", true),
            ("the harbor master, J.", true),
            ("the largest in the U.S.", true),
            ("at eight a.m.", true),
            ("on Nov.", true),
            ("It weighs nine hundred kilos.", false),
            ("He said no. Then he left.", false),
            ("Mr", false),
            ("", false),
            (".", false),
        ] {
            assert_eq!(ends_in_abbreviation(text), abbreviation, "{text}");
        }
    }

    #[test]
    fn who_speaks_has_a_name() {
        for (text, named) in [
            ("“It can wait,” said Orla Fenn, who runs the bakery.", vec!["Fenn"]),
            ("Mr. Hobbs said that it would.", vec!["Hobbs"]),
            ("“No,” said Mr. Hobbs. The ferry left.", vec!["Hobbs"]),
            ("She said that it would, the mayor said.", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(speakers(text), named, "{text}");
        }
    }

    #[test]
    fn words_of_a_subject() {
        let words: Vec<String> =
            content_words("The harbor’s ferry, which “was” never Built, in 1871").collect();
        assert_eq!(words, ["harbor", "ferry", "built", "1871"]);
    }
}
