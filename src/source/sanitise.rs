//! Sanitise: what no terminal may see goes out of the text, once, when it is loaded.
//!
//! It is a table of characters, not a parser of escape sequences: a table cannot lose its place (CVE-2022-46663 was
//! a parser that did). ESC shows as U+FFFD, and what followed it is harmless text.

use super::wayback::Wayback;
use unicode_segmentation::UnicodeSegmentation;

/// The most combining marks a base keeps. Vietnamese and Hebrew need three; more is a flood.
const MARKS_PER_BASE: u8 = 4;

/// U+25CC, what a mark without a base is set on (Unicode 17, 2.11 "Combining Characters").
const DOTTED_CIRCLE: char = '\u{25CC}';

/// U+3013 〓, the printer's stand-in for a missing sort; two cells wide in every terminal, as U+FFFD is not.
const GETA: char = '〓';

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Keep,
    /// It ends a line.
    Newline,
    /// Tab.
    Blank,
    /// A control or a noncharacter: shown as U+FFFD.
    Control,
    /// Nobody knows what it looks like: shown as 〓.
    PrivateUse,
    /// Invisible, or it would reorder the line: taken out.
    Invisible,
}

fn fate(c: char) -> Fate {
    match c {
        ' '..='~' => Fate::Keep,
        // CR LF was taken for one before; NEL, LS, PS as the Unicode line breaking algorithm has them.
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Newline,
        '\t' => Fate::Blank,
        c if c.is_control() => Fate::Control,
        // Default_Ignorable_Code_Point of Unicode 17 (soft hyphen, joiners, bidi controls, fillers, variation
        // selectors, tags, …), and the interlinear annotation marks.
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => Fate::Invisible,
        '\u{FDD0}'..='\u{FDEF}' => Fate::Control,
        c if u32::from(c) & 0xFFFE == 0xFFFE => Fate::Control,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => Fate::PrivateUse,
        _ => Fate::Keep,
    }
}

/// True for a character that may go to a terminal. Of the ends of lines none may: rows are the painter's business.
#[must_use]
pub fn is_safe(c: char) -> bool {
    fate(c) == Fate::Keep
}

/// One safe line, for file names, headlines in status lines and pasted text: the ends of lines become blanks.
#[must_use]
pub fn line(text: &str) -> String {
    let mut washer = Washer::default();
    washer.feed(text);
    washer.text.replace('\n', " ")
}

/// True for a character that sits on the one before it: the Extend and SpacingMark classes of UAX #29.
fn is_mark(c: char) -> bool {
    match c {
        // Nearly all of a page: no table needed.
        '\0'..'\u{300}' | '\u{2E80}'..'\u{302A}' | '\u{3030}'..'\u{3099}' | '\u{309B}'..'\u{A66F}' => false,
        '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..'\u{FB1E}' | '\u{FF00}'..='\u{FFEF}' => false,
        // Skin tones have a body of their own.
        '\u{1F3FB}'..='\u{1F3FF}' => false,
        c => {
            let mut pair = [b'x', 0, 0, 0, 0];
            let len = 1 + c.encode_utf8(&mut pair[1..]).len();
            std::str::from_utf8(&pair[..len]).is_ok_and(|pair| pair.graphemes(true).count() == 1)
        }
    }
}

/// How much was changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Bytes that are no characters of the encoding.
    pub(super) unreadable: usize,
    /// Controls and noncharacters, shown as U+FFFD.
    pub(super) controls: usize,
    /// Characters of private use, shown as 〓.
    pub(super) private_use: usize,
    /// Invisible characters taken out.
    pub(super) invisible: usize,
    /// Combining marks taken out.
    pub(super) marks: usize,
}

/// Takes the characters of a page one by one and keeps the safe text, its way back, and the counts.
#[derive(Debug, Default)]
pub(super) struct Washer {
    pub(super) text: String,
    pub(super) wayback: Wayback,
    pub(super) counts: Counts,
    /// How many more marks the character before can bear; `None` when it is a blank, or there is none.
    room: Option<u8>,
}

impl Washer {
    /// Takes the next piece of the page. It must not end between CR and LF.
    pub(super) fn feed(&mut self, piece: &str) {
        let mut characters = piece.chars().peekable();
        while let Some(c) = characters.next() {
            if c == '\r' && characters.peek() == Some(&'\n') {
                self.wayback.advance(0, 1);
            } else {
                self.take(c);
            }
        }
    }

    /// Takes `len` bytes that are no characters: one U+FFFD.
    pub(super) fn unreadable(&mut self, len: usize) {
        self.counts.unreadable += len;
        self.put(char::REPLACEMENT_CHARACTER, len);
    }

    /// Passes over a byte-order mark of `len` bytes.
    pub(super) fn skip(&mut self, len: usize) {
        self.wayback.advance(0, len);
    }

    fn take(&mut self, c: char) {
        match fate(c) {
            Fate::Keep if is_mark(c) => self.take_mark(c),
            Fate::Keep => self.put(c, c.len_utf8()),
            Fate::Newline => self.put('\n', c.len_utf8()),
            Fate::Blank => self.put(' ', c.len_utf8()),
            Fate::Control => {
                self.counts.controls += 1;
                self.put(char::REPLACEMENT_CHARACTER, c.len_utf8());
            }
            Fate::PrivateUse => {
                self.counts.private_use += 1;
                self.put(GETA, c.len_utf8());
            }
            Fate::Invisible => {
                self.counts.invisible += 1;
                self.wayback.advance(0, c.len_utf8());
            }
        }
    }

    fn take_mark(&mut self, c: char) {
        match self.room {
            Some(0) => {
                self.counts.marks += 1;
                self.wayback.advance(0, c.len_utf8());
                return;
            }
            Some(_) => {}
            None => self.put(DOTTED_CIRCLE, 0),
        }
        let left = self.room.unwrap_or(MARKS_PER_BASE) - 1;
        self.put(c, c.len_utf8());
        self.room = Some(left);
    }

    fn put(&mut self, c: char, file: usize) {
        self.text.push(c);
        self.wayback.advance(c.len_utf8(), file);
        self.room = (!c.is_whitespace()).then_some(MARKS_PER_BASE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> String {
        let mut washer = Washer::default();
        washer.feed(text);
        washer.text
    }

    #[test]
    fn what_a_page_may_hold() {
        let cases = [
            ("晨雾散尽。\r\n渡口开船。", "晨雾散尽。\n渡口开船。"),
            ("甲\r乙\u{85}丙\u{2028}丁\u{2029}戊\u{C}己\u{B}庚", "甲\n乙\n丙\n丁\n戊\n己\n庚"),
            ("一\t二\u{3000}三", "一 二\u{3000}三"),
            ("\u{1b}[31m红\u{1b}[0m", "\u{FFFD}[31m红\u{FFFD}[0m"),
            ("\u{1b}]52;c;cXVpdA==\u{7}", "\u{FFFD}]52;c;cXVpdA==\u{FFFD}"),
            ("\u{9b}2J\u{7f}\0", "\u{FFFD}2J\u{FFFD}\u{FFFD}"),
            ("河\u{200b}湾\u{202e}日\u{2066}报\u{feff}", "河湾日报"),
            ("葛\u{E0100}城、\u{2764}\u{FE0F}", "葛城、\u{2764}"),
            ("\u{3164}\u{115f}가\u{ffa0}", "가"),
            ("字\u{E000}形\u{F0000}缺\u{10FFFD}", "字〓形〓缺〓"),
            ("\u{FFFE}\u{FDD0}\u{1FFFF}\u{10FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("e\u{301}", "e\u{301}"),
            ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}x", "e\u{301}\u{302}\u{303}\u{304}x"),
            ("\u{301}a", "\u{25CC}\u{301}a"),
            ("a \u{301}\u{302}", "a \u{25CC}\u{301}\u{302}"),
            ("か\u{3099}", "か\u{3099}"),
            ("ｶﾞｽ", "ｶﾞｽ"),
            ("\u{44B}ё שלום مرحبا ไทย हिन्दी", "\u{44B}ё שלום مرحبا ไทย हिन्दी"),
            ("\u{1F44D}\u{1F3FD}", "\u{1F44D}\u{1F3FD}"),
        ];
        for (text, wanted) in cases {
            assert_eq!(page(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(line("晨雾\r\n渡口\n\u{1b}c"), "晨雾 渡口 \u{FFFD}c");
    }

    /// The list of the project's research, said independently of the table above.
    fn forbidden(c: char) -> bool {
        let n = u32::from(c);
        let ranges = [
            (0x0, 0x1F),
            (0x7F, 0x9F),
            (0xAD, 0xAD),
            (0x34F, 0x34F),
            (0x61C, 0x61C),
            (0x115F, 0x1160),
            (0x180E, 0x180E),
            (0x200B, 0x200F),
            (0x2028, 0x202E),
            (0x2060, 0x2064),
            (0x2066, 0x2069),
            (0x3164, 0x3164),
            (0xE000, 0xF8FF),
            (0xFDD0, 0xFDEF),
            (0xFE00, 0xFE0F),
            (0xFEFF, 0xFEFF),
            (0xFFA0, 0xFFA0),
            (0xFFF9, 0xFFFB),
            (0xE0000, 0xE0FFF),
            (0xF0000, 0x10FFFF),
        ];
        ranges.iter().any(|&(from, to)| (from..=to).contains(&n)) || n & 0xFFFE == 0xFFFE
    }

    #[test]
    fn every_code_point() {
        for c in '\0'..=char::MAX {
            if forbidden(c) {
                assert!(!is_safe(c), "U+{:04X} is let through", u32::from(c));
            }
            let once = page(&format!("甲{c}乙"));
            assert!(once.chars().all(|c| c == '\n' || is_safe(c)), "U+{:04X} gives {once:?}", u32::from(c));
            assert_eq!(page(&once), once, "U+{:04X} is not washed at once", u32::from(c));
            let alone = line(&c.to_string());
            assert!(alone.chars().all(is_safe), "U+{:04X} gives {alone:?}", u32::from(c));
            assert_eq!(line(&alone), alone, "U+{:04X} alone is not washed at once", u32::from(c));
        }
    }

    #[test]
    fn words_of_the_world_are_kept() {
        for text in
            ["中文，標點；「」『』《》——……", "日本語・ー々〇", "한국어", "Ünïcödé ſ ﬁ", "①②㈱㎡℃％￥〓"]
        {
            assert_eq!(page(text), text);
        }
    }
}
