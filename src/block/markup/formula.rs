//! Formulas: the figures and units of a newspaper that an engine took for mathematics: `$3 . 5 \%$` is 3.5%.

use std::ops::Range;

/// The longest, in characters.
const LONGEST: usize = 120;

/// What the commands of a formula stand for.
const COMMANDS: &[(&str, &str)] = &[
    ("bf", ""),
    ("cdot", "·"),
    ("cdots", "…"),
    ("circ", "°"),
    ("div", "÷"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("ldots", "…"),
    ("le", "≤"),
    ("left", ""),
    ("leq", "≤"),
    ("mathbf", ""),
    ("mathrm", ""),
    ("mathsf", ""),
    ("permil", "‰"),
    ("pm", "±"),
    ("prime", "′"),
    ("quad", ""),
    ("right", ""),
    ("rightarrow", "→"),
    ("rm", ""),
    ("sim", "～"),
    ("text", ""),
    ("textbf", ""),
    ("textcircled", ""),
    ("times", "×"),
    ("to", "→"),
];

/// A piece of a formula that is of the page's words.
#[derive(Debug, PartialEq)]
pub(super) enum Word {
    /// What stands there, in bytes behind the formula's first.
    At(Range<usize>),
    /// A character that a command stands for.
    For(&'static str),
}

/// A figure or a unit that an engine took for a formula: `$3 . 5 \%$` is 3.5%. What has other commands stays as it is.
/// Its length in bytes, and its words.
pub(super) fn formula(rest: &str, opens: &str, closes: &str) -> Option<(usize, Vec<Word>)> {
    let inner = rest.strip_prefix(opens)?;
    let near = inner.char_indices().nth(LONGEST).map_or(inner, |(at, _)| &inner[..at]);
    let len = near.find(closes).filter(|len| *len > 0)?;
    let (formula, behind) = (&inner[..len], &inner[len + closes.len()..]);
    // Of two sums of money, $5 and $6, nothing is a formula.
    let money = opens == "$" && (formula.ends_with([' ', ',']) && !formula.contains('\\'));
    if money || opens == "$" && behind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let pieces = words_of(formula, opens.len())?;
    let tells = formula.contains('\\') || formula.chars().any(|c| c.is_ascii_digit());
    tells.then_some((opens.len() + len + closes.len(), pieces))
}

/// The words of a formula that begins at byte `from`; blanks in it say nothing.
fn words_of(formula: &str, from: usize) -> Option<Vec<Word>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let letters = formula.contains('\\');
    while let Some(c) = formula[at..].chars().next() {
        let rest = &formula[at..];
        let len = match c {
            ' ' | '{' | '}' | '~' | '_' | '^' => 1,
            '\\' => {
                let name = &rest[1..];
                let name = &name[..name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len())];
                if name.is_empty() {
                    match rest[1..].chars().next()? {
                        '%' | '#' | '&' | '$' => pieces.push(Word::At(from + at + 1..from + at + 2)),
                        ',' | ';' | ':' | '!' | ' ' => {}
                        _ => return None,
                    }
                    2
                } else {
                    let (_, characters) = COMMANDS.iter().find(|(command, _)| *command == name)?;
                    pieces.push(Word::For(characters));
                    1 + name.len()
                }
            }
            c if c.is_ascii_digit() || ".,%+-=()/:<>".contains(c) || letters && c.is_ascii_alphabetic() => {
                pieces.push(Word::At(from + at..from + at + 1));
                1
            }
            _ => return None,
        };
        at += len;
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a formula at the head of a text reads as.
    fn read(text: &str) -> Option<String> {
        let (opens, closes) = if text.starts_with('$') { ("$", "$") } else { ("\\(", "\\)") };
        let (len, words) = formula(text, opens, closes)?;
        let word = |word: Word| match word {
            Word::At(range) => text[range].to_owned(),
            Word::For(characters) => characters.to_owned(),
        };
        Some(words.into_iter().map(word).collect::<String>() + &text[len..])
    }

    #[test]
    fn figures_are_no_formulas() {
        for (text, expected) in [
            ("$3 . 5$米", Some("3.5米")),
            ("$12\\%$。", Some("12%。")),
            ("$2 0 ^ { \\circ } \\mathrm { C }$", Some("20°C")),
            ("\\(35\\%\\)左右", Some("35%左右")),
            ("$5 0 \\sim 6 0$人", Some("50～60人")),
            // Money, and what newspapers do not print.
            ("$5，买$6", None),
            ("$5, $6 to $7", None),
            ("$100 and $200", None),
            ("$\\frac{1}{2}$", None),
            ("$水位$", None),
            ("$", None),
            ("$$", None),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }
}
