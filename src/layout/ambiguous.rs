//! Ambiguous: the characters that some terminals draw in one cell and others in two (UAX #11, class A), and what stands
//! in for them where none may be sent.

use super::Ambiguous;
use unicode_width::UnicodeWidthChar;

/// Letters and modifier symbols of class A, with the letter that stands in for each. Crate unicode-width holds them
/// narrow everywhere, as UAX #11 advises fonts to; terminals that draw the class wide draw these wide too. Of Unicode
/// 14, EastAsianWidth.txt; the table is sorted.
#[rustfmt::skip] // A table.
const LETTERS: &[(char, &str)] = &[
    ('¨', "\""), ('ª', "a"), ('´', "'"), ('¸', ","), ('º', "o"), ('Æ', "AE"), ('Ð', "D"),
    ('Ø', "O"), ('Þ', "Th"), ('ß', "ss"), ('à', "a"), ('á', "a"), ('æ', "ae"), ('è', "e"),
    ('é', "e"), ('ê', "e"), ('ì', "i"), ('í', "i"), ('ð', "d"), ('ò', "o"), ('ó', "o"), ('ø', "o"),
    ('ù', "u"), ('ú', "u"), ('ü', "u"), ('þ', "th"), ('ā', "a"), ('đ', "d"), ('ē', "e"), ('ě', "e"),
    ('Ħ', "H"), ('ħ', "h"), ('ī', "i"), ('ı', "i"), ('Ĳ', "IJ"), ('ĳ', "ij"), ('ĸ', "k"),
    ('Ŀ', "L"), ('ŀ', "l"), ('Ł', "L"), ('ł', "l"), ('ń', "n"), ('ň', "n"), ('ŉ', "'n"),
    ('Ŋ', "NG"), ('ŋ', "ng"), ('ō', "o"), ('Œ', "OE"), ('œ', "oe"), ('Ŧ', "T"), ('ŧ', "t"),
    ('ū', "u"), ('ǎ', "a"), ('ǐ', "i"), ('ǒ', "o"), ('ǔ', "u"), ('ǖ', "u"), ('ǘ', "u"), ('ǚ', "u"),
    ('ǜ', "u"), ('ɑ', "a"), ('ɡ', "g"), ('˄', "^"), ('ˇ', "v"), ('ˉ', "-"), ('ˊ', "'"), ('ˋ', "`"),
    ('ˍ', "_"), ('ː', ":"), ('˘', "~"), ('˙', "."), ('˚', "o"), ('˛', ","), ('˝', "\""), ('˟', "x"),
    ('ⁿ', "n"), ('ℓ', "l"), ('Ω', "ohm"), ('Å', "A"),
];

/// What newspapers print, with what stands in for it: marks of the same meaning that are two cells wide everywhere
/// where there are any, ASCII elsewhere.
#[rustfmt::skip] // A table.
const MARKS: &[(char, &str)] = &[
    ('“', "「"), ('”', "」"), ('‘', "『"), ('’', "』"), ('—', "－"), ('―', "－"), ('–', "-"),
    ('…', "..."), ('‥', ".."), ('·', "・"), ('•', "・"), ('‧', "・"), ('●', "・"), ('○', "〇"),
    ('◎', "〇"), ('◯', "〇"), ('°', "度"), ('℃', "度"), ('℉', "F"), ('‰', "/1000"), ('§', "S."),
    ('¶', "P."), ('№', "No."), ('×', "x"), ('÷', "/"), ('±', "+/-"), ('≤', "<="), ('≥', ">="),
    ('≦', "<="), ('≧', ">="), ('≠', "!="), ('≈', "~="), ('≒', "~="), ('≡', "=="), ('∶', ":"),
    ('∼', "~"), ('√', "sqrt"), ('∞', "inf"), ('∕', "/"), ('′', "'"), ('″', "\""), ('‵', "`"),
    ('←', "<-"), ('→', "->"), ('↑', "^"), ('↓', "v"), ('⇒', "=>"), ('⇔', "<=>"), ('®', "(R)"),
    ('™', "TM"), ('€', "EUR"), ('¼', "1/4"), ('½', "1/2"), ('¾', "3/4"), ('⅓', "1/3"), ('⅔', "2/3"),
    ('¹', "1"), ('²', "2"), ('³', "3"), ('⁴', "4"), ('¡', "!"), ('¿', "?"), ('†', "+"), ('‡', "+"),
    ('※', "＊"), ('★', "＊"), ('☆', "＊"), ('♀', "女"), ('♂', "男"),
];

/// 1 to 20 in brackets; also 21 to 35, which few fonts have.
const NUMBERS: [&str; 35] = [
    "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)", "(13)", "(14)",
    "(15)", "(16)", "(17)", "(18)", "(19)", "(20)", "(21)", "(22)", "(23)", "(24)", "(25)", "(26)", "(27)",
    "(28)", "(29)", "(30)", "(31)", "(32)", "(33)", "(34)", "(35)",
];
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
/// 〓, which printers set where a sort is missing; it is wide in all terminals.
const GETA: &str = "〓";

/// True when terminals differ on its width.
pub(super) fn is_ambiguous(c: char) -> bool {
    // Greek and Cyrillic as whole alphabets: those letters of them that are in class A.
    let alphabets = || matches!(c, 'Α'..='Ρ' | 'Σ'..='Ω' | 'α'..='ρ' | 'σ'..='ω' | 'Ё' | 'А'..='я' | 'ё');
    c >= '\u{a1}'
        && (c.width() == Some(1) && (c.width_cjk() == Some(2) || alphabets() || listed(LETTERS, c).is_some()))
}

/// The cells an ambiguous character is given.
pub(super) fn cells(c: char, ambiguous: Ambiguous) -> u8 {
    match ambiguous {
        Ambiguous::Narrow => 1,
        Ambiguous::Wide | Ambiguous::Safe => 2,
        Ambiguous::Replace => {
            let cells = stand_in(c).chars().filter_map(UnicodeWidthChar::width).sum::<usize>();
            u8::try_from(cells).unwrap_or(u8::MAX)
        }
    }
}

/// What stands in for an ambiguous character: itself not ambiguous, and never empty.
pub(super) fn stand_in(c: char) -> &'static str {
    listed(MARKS, c).or_else(|| listed(LETTERS, c)).or_else(|| numbered(c)).unwrap_or_else(|| drawn(c))
}

fn listed(table: &[(char, &'static str)], c: char) -> Option<&'static str> {
    table.iter().find(|(listed, _)| *listed == c).map(|(_, stand_in)| *stand_in)
}

fn numbered(c: char) -> Option<&'static str> {
    let nth = |first: char, from: usize| (u32::from(c) - u32::from(first)) as usize + from;
    match c {
        '①'..='⑳' => NUMBERS.get(nth('①', 0)).copied(),
        '⑴'..='⒇' => NUMBERS.get(nth('⑴', 0)).copied(),
        '⒈'..='⒛' => NUMBERS.get(nth('⒈', 0)).copied(),
        '⓫'..='⓴' => NUMBERS.get(nth('⓫', 10)).copied(),
        '⓵'..='⓾' => NUMBERS.get(nth('⓵', 0)).copied(),
        '❶'..='❿' => NUMBERS.get(nth('❶', 0)).copied(),
        '㉑'..='㉟' => NUMBERS.get(nth('㉑', 20)).copied(),
        'Ⅰ'..='Ⅻ' => ROMAN.get(nth('Ⅰ', 0)).copied(),
        'ⅰ'..='ⅻ' => ROMAN.get(nth('ⅰ', 0)).copied(),
        _ => None,
    }
}

/// Lines, blocks and shapes, as typewriters draw them.
fn drawn(c: char) -> &'static str {
    match c {
        '─' | '━' | '┄' | '┅' | '┈' | '┉' => "-",
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '║' => "|",
        '═' => "=",
        '╱' => "/",
        '╲' => "\\",
        '\u{2500}'..='\u{257f}' => "+",
        '\u{2580}'..='\u{259f}' => "#",
        '\u{25a0}'..='\u{26ff}' => "＊",
        _ => GETA,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_differ_on() {
        for c in "“”‘’—…·①§※■ⅢαЯé─│█★℃→".chars() {
            assert!(is_ambiguous(c), "{c}");
        }
        for c in "a中，。（「・〇〓＊－~\u{301}ç\u{2014}".chars().filter(|&c| c != '—') {
            assert!(!is_ambiguous(c), "{c}");
        }
    }

    #[test]
    fn what_stands_in_is_not_ambiguous_itself() {
        for c in ('\u{a1}'..='\u{ffff}').filter(|&c| is_ambiguous(c)) {
            let stand_in = stand_in(c);
            assert!(!stand_in.is_empty() && !stand_in.chars().any(is_ambiguous), "{c}: {stand_in}");
            let wide: usize = stand_in.chars().filter_map(UnicodeWidthChar::width).sum();
            assert_eq!(usize::from(cells(c, Ambiguous::Replace)), wide, "{c}: {stand_in}");
        }
    }

    #[test]
    fn stand_ins_mean_the_same() {
        let sent_for = |c: char| if is_ambiguous(c) { stand_in(c).to_owned() } else { c.to_string() };
        for (printed, sent) in [
            ("“合龙”", "「合龙」"),
            ("——……·", "－－......・"),
            ("①⑳⑶⒋Ⅳ", "(1)(20)(3)(4)IV"),
            ("二○三一", "二〇三一"),
            ("┌─┐│└", "+-+|+"),
            ("café ≥3℃", "cafe >=3度"),
            ("α■", "〓＊"),
        ] {
            assert_eq!(printed.chars().map(sent_for).collect::<String>(), sent);
        }
    }
}
