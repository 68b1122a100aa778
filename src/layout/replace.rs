//! Replace: what is drawn for characters of doubtful width where not even the painter can put it right, as in a narrow
//! multiplexer inside a wide terminal.
//!
//! Each replacement is of the same width everywhere: marks of the same meaning that are always wide (「」 for “”), or
//! ASCII. One character stands for one, so that everything keeps its way back.

use unicode_width::UnicodeWidthStr;

/// 〓, the printers' sign for a sort that is not in the case.
const GETA: &str = "〓";

/// What is drawn for a cluster; `None` where its own width is sure.
pub(super) fn replacement(cluster: &str) -> Option<&'static str> {
    let doubtful = !cluster.is_ascii() && cluster.width() != cluster.width_cjk();
    doubtful.then(|| cluster.chars().next().and_then(sign).unwrap_or(GETA))
}

/// The marks that a newspaper has.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '“' => "「",
        '”' => "」",
        '‘' => "『",
        '’' => "』",
        '—' | '―' | '─' | '━' | '–' | '‐' => "－",
        '…' => "...",
        '‥' => "..",
        '·' | '‧' | '・' => "・",
        '～' | '∼' => "~",
        '○' | '◯' => "〇",
        '●' | '■' | '□' | '▲' | '△' | '▼' | '▽' | '◆' | '◇' | '★' | '☆' | '◎' | '※' => {
            "*"
        }
        '×' => "x",
        '÷' => "/",
        '±' => "+-",
        '°' => "゜",
        '′' => "'",
        '″' => "\"",
        '≤' | '≦' => "<=",
        '≥' | '≧' => ">=",
        '≠' => "!=",
        '≈' => "~=",
        '→' => "->",
        '←' => "<-",
        '↑' => "^",
        '↓' => "v",
        '℃' => "゜C",
        '℉' => "゜F",
        '‰' => "o/oo",
        '№' => "No.",
        '℡' => "TEL",
        '®' => "(R)",
        '™' => "(TM)",
        '①'..='⑳' => CIRCLED[(u32::from(c) - u32::from('①')) as usize],
        '⑴'..='⒇' => CIRCLED[(u32::from(c) - u32::from('⑴')) as usize],
        'Ⅰ'..='Ⅻ' => ROMAN[(u32::from(c) - u32::from('Ⅰ')) as usize],
        '│' | '┃' | '║' => "|",
        '\u{2500}'..='\u{257f}' => "+",
        '\u{2580}'..='\u{259f}' => "#",
        _ => return None,
    })
}

const CIRCLED: [&str; 20] = [
    "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)", "(13)", "(14)",
    "(15)", "(16)", "(17)", "(18)", "(19)", "(20)",
];

const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_replaces_is_of_sure_width() {
        let mut replaced = 0;
        for c in ('\0'..='\u{1ffff}').map(|c| c.to_string()) {
            if let Some(sign) = replacement(&c) {
                replaced += 1;
                assert_eq!(sign.width(), sign.width_cjk(), "{c} {sign}");
                assert_eq!(replacement(sign), None, "{c} {sign}");
            } else {
                assert_eq!(c.width(), c.width_cjk(), "{c}");
            }
        }
        assert!(replaced > 400, "{replaced}");
    }

    #[test]
    fn marks_are_replaced_by_their_like() {
        let shown = |text: &str| -> String {
            let one = |c: char| replacement(c.encode_utf8(&mut [0; 4])).map_or(c.to_string(), str::to_owned);
            text.chars().map(one).collect()
        };
        for (text, expected) in [
            ("“‘桥’通了”——", "「『桥』通了」－－"),
            ("好……②Ⅳ⑴", "好......(2)IV(1)"),
            ("二○二五，38℃，≥5‰", "二〇二五，38゜C，>=5o/oo"),
            ("河湾日报 plain", "河湾日报 plain"),
            ("¤", "〓"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }
}
