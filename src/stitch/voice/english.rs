//! English: capitals and small letters say where sentences begin, stops where they end, and little words what may follow.

use super::Voice;
use crate::block::{Block, Ending, Opening, Signs};

/// A Chinese character says about as much as three letters.
const LETTERS: usize = 3;

/// Words after which a noun phrase has to come.
const BEFORE_NOUN: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "by", "for", "with", "from", "into", "its", "his", "her",
    "their", "our", "my", "your", "this", "these", "those", "every", "no", "under", "over", "between",
    "through", "against", "toward", "towards", "than", "per", "before", "after",
];

/// Words after which a sentence goes on, in whatever way.
const OPEN: &[&str] = &[
    "and", "or", "but", "that", "which", "who", "whose", "when", "where", "while", "because", "if", "as",
    "to", "not", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could",
    "can", "should", "may", "must", "might",
];

/// Words that stand before a name.
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "dr", "prof", "gov", "sen", "rep", "gen", "col", "capt", "st", "mt"];

/// Words that no noun phrase begins with.
const NO_NOUN: &[&str] = &[
    "was", "were", "is", "are", "has", "have", "had", "will", "would", "could", "can", "should", "of", "and",
    "or", "but", "which", "who", "from", "in", "on", "at", "by", "for", "with", "to", "into", "said", "says",
];

/// Verbs that stand behind who speaks.
const SAID: &[&str] = &["said", "says", "told", "asked", "added"];

/// Words after which a verb stands in its plain form…
const BEFORE_VERB: &[&str] = &["to", "will", "would", "could", "can", "should", "may", "must", "might"];

/// …and the commonest that do.
const VERBS: &[&str] = &["be", "have", "do", "not", "go", "make", "take", "get", "see", "say"];

/// Words that stand for a noun. Like the other little words they have a capital at the head of a sentence only.
const FOR_NOUN: &[&str] = &["it", "he", "she", "we", "they", "you", "there", "here", "what", "how", "why"];

/// Tells the signs of a text as those of Chinese.
pub(super) fn hear(text: &str, signs: &mut Signs) {
    if signs.chars >= 2 * LETTERS {
        // Two words are no scrap.
        signs.chars = signs.chars.div_ceil(LETTERS).max(5);
    }
    if signs.opening == Opening::Lower {
        signs.opening = Opening::Middle;
    }
    if signs.ending == Ending::Word && open_after(text) {
        signs.ending = Ending::Comma;
    }
}

/// What the words of a block say, from `hear`d signs.
pub(super) fn voice(block: &Block) -> Voice {
    let (starts, opens, mut first) = match block.signs.opening {
        _ if block.signs.dateline.is_some() => (1.5, 1.0, 2.0),
        Opening::Middle => (-4.0, -3.0, -3.0),
        Opening::Digit => (0.0, 0.0, -1.0),
        _ => (1.5, 0.5, -0.5),
    };
    let (ends, closes, last) = match block.signs.ending {
        Ending::Sentence => (2.5, 0.5, -0.5),
        Ending::Closer => (0.5, 0.0, -1.0),
        Ending::Colon => (-1.0, -1.0, -2.0),
        Ending::Word | Ending::Comma | Ending::Opener => (-4.0, -3.0, -2.5),
    };
    let title = title(block);
    if title > 1.0 {
        first -= 1.0;
    }
    Voice { starts, ends, title, heading: title, first, last, opens, closes, fresh: starts }
}

/// Headlines are short, have no full stop, and most of their words have capitals.
fn title(block: &Block) -> f32 {
    let words: Vec<&str> = block.text.as_str().split_whitespace().take(24).collect();
    if words.len() > 20 || block.signs.ending == Ending::Comma || block.signs.opening == Opening::Middle {
        return -4.0;
    }
    let long = words.iter().filter(|word| word.len() > 3);
    let capitals = long.clone().filter(|word| word.starts_with(char::is_uppercase)).count();
    let share = capitals as f32 / long.count().max(1) as f32;
    let stop = if block.text.as_str().ends_with('.') { 4.0 } else { 0.0 };
    5.0 * share - 1.5 - stop
}

/// How well one text goes on with another.
pub(super) fn link((left, before): (&str, &Signs), (right, after): (&str, &Signs)) -> f32 {
    let (last, first) = (last_word(left), first_word(right));
    let small = after.opening == Opening::Middle;
    let among = |words: &[&str], word: &str| words.contains(&word);
    if left.ends_with(['-', '‐']) {
        // What is behind a hyphen is no word of its own.
        return match (small, is_whole_word(&first)) {
            (_, true) => -3.0,
            (true, false) => 6.0,
            (false, false) => 0.5,
        };
    }
    // A name can look like one of these: May, Will.
    let begins_sentence = !small && is_whole_word(&first) && !["may", "will"].contains(&first.as_str());
    match before.ending {
        Ending::Word | Ending::Comma if begins_sentence => -5.0,
        Ending::Sentence => {
            if small {
                -4.0
            } else {
                0.0
            }
        }
        _ if among(TITLES, &last) => {
            if small {
                -4.0
            } else {
                5.0
            }
        }
        // A quotation begins a sentence of its own.
        _ if among(BEFORE_NOUN, &last) && right.starts_with('“') && !small => -2.0,
        _ if among(BEFORE_NOUN, &last) => match (small, among(NO_NOUN, &first)) {
            (_, true) => -3.0,
            (true, false) => 5.0,
            (false, false) => 2.0,
        },
        _ if among(BEFORE_VERB, &last) && among(VERBS, &first) => 6.0,
        _ if among(FOR_NOUN, &last) && among(SAID, &first) => 6.0,
        _ if among(SAID, &last) && among(FOR_NOUN, &first) => 6.0,
        _ if among(SAID, &last) && among(NO_NOUN, &first) => 1.0,
        _ if among(OPEN, &last) => {
            if small {
                4.5
            } else {
                1.0
            }
        }
        Ending::Closer | Ending::Colon => {
            if small {
                3.0
            } else {
                0.0
            }
        }
        _ => {
            if small {
                4.0
            } else {
                -1.5
            }
        }
    }
}

/// True when it is one of the little words.
fn is_whole_word(word: &str) -> bool {
    [BEFORE_NOUN, OPEN, NO_NOUN, BEFORE_VERB, VERBS, FOR_NOUN].iter().any(|words| words.contains(&word))
}

/// True when the last word wants another.
fn open_after(text: &str) -> bool {
    let last = last_word(text);
    [BEFORE_NOUN, OPEN, TITLES].iter().any(|words| words.contains(&last.as_str()))
}

fn last_word(text: &str) -> String {
    let word = text.split_whitespace().next_back().unwrap_or_default();
    word.trim_end_matches('.').to_lowercase()
}

fn first_word(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.trim_end_matches(|c: char| c.is_ascii_punctuation()).to_lowercase()
}
