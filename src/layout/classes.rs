//! Break classes: what each cluster is to the rules of line breaking.
//!
//! After W3C CLREQ 3.1 (line-start and line-end prohibition of Chinese printing, level strict), JLREQ's non-starters,
//! and the classes of UAX #14 whose names stand in brackets.

/// What a cluster is to the rules of line breaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A blank, U+3000 among them; free where a line ends \[SP].
    Space,
    /// A blank that holds its neighbours together \[GL].
    Glue,
    /// Han, kana, Hangul, a picture: stands for itself \[ID].
    Ideograph,
    /// Part of a Latin word or formula \[AL].
    Letter,
    /// Part of a number \[NU].
    Digit,
    /// （“《「: never at a line's end \[OP, QU].
    Opener,
    /// ( \[ {: likewise, and part of a word that it touches \[OP].
    WesternOpener,
    /// ）”》」: never at a line's start \[CL, QU].
    Closer,
    /// ) \] }: likewise, and part of a word that it touches \[CP].
    WesternCloser,
    /// 。，、；：！？: never at a line's start; may hang past its end \[CL, EX, NS].
    Stop,
    /// . , : ; ! ?: never at a line's start; part of the number or word that goes on behind it \[IS, EX].
    WesternStop,
    /// · ・ ー 々 and small kana: never at a line's start \[NS, CJ].
    NonStarter,
    /// — … ～: never at a line's start, and two of them are one \[B2, IN].
    Inseparable,
    /// —— and …… where they may begin a line: their first half.
    LongDash,
    /// % ‰ ℃ ° behind a number \[PO].
    Postfix,
    /// ¥ $ € № before a number \[PR].
    Prefix,
    /// - –: never at a line's start \[HY, BA].
    Hyphen,
    /// /: neither at a line's start nor at its end \[SY; CLREQ, solidus].
    Slash,
    /// " and ', of which nobody can say whether they open or close \[QU].
    StraightQuote,
    /// A combining mark that has lost its base \[CM].
    Combining,
}

impl Class {
    /// True for what ends no line (行尾禁则).
    pub(super) fn opens(self) -> bool {
        matches!(self, Self::Opener | Self::WesternOpener)
    }

    /// True for what begins no line (行首禁则).
    pub(super) fn begins_no_line(self) -> bool {
        matches!(
            self,
            Self::Closer
                | Self::WesternCloser
                | Self::Stop
                | Self::WesternStop
                | Self::NonStarter
                | Self::Inseparable
                | Self::Postfix
                | Self::Hyphen
                | Self::Slash
                | Self::Combining
        )
    }

    /// True for what Latin words and numbers are made of.
    pub(super) fn is_word(self) -> bool {
        matches!(self, Self::Letter | Self::Digit)
    }
}

/// The class of a cluster.
pub(super) fn class(cluster: &str) -> Class {
    match cluster.chars().next() {
        // A blank that carries a combining mark is not blank, and must not be dropped where a line ends.
        Some(first)
            if of_char(first) == Class::Space && !cluster.chars().all(|c| of_char(c) == Class::Space) =>
        {
            Class::Letter
        }
        Some(first) => of_char(first),
        None => Class::Space,
    }
}

fn of_char(c: char) -> Class {
    match c {
        '0'..='9' | '０'..='９' => Class::Digit,
        '\u{4e00}'..='\u{9fff}' => Class::Ideograph,
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2011}' => Class::Glue,
        c if c.is_whitespace() => Class::Space,
        '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' | '〖' | '〔' | '〘' | '〚' | '［' | '｛'
        | '｟' | '｢' | '〝' | '«' | '‹' => Class::Opener,
        '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' | '〗' | '〕' | '〙' | '〛' | '］' | '｝'
        | '｠' | '｣' | '〞' | '〟' | '»' | '›' => Class::Closer,
        '(' | '[' | '{' => Class::WesternOpener,
        ')' | ']' | '}' => Class::WesternCloser,
        '。' | '，' | '、' | '；' | '：' | '！' | '？' | '．' | '｡' | '､' => Class::Stop,
        '.' | ',' | ':' | ';' | '!' | '?' => Class::WesternStop,
        '—' | '―' | '…' | '‥' | '⋯' | '─' | '━' | '⸺' | '⸻' | '～' | '〜' => {
            Class::Inseparable
        }
        '%' | '‰' | '‱' | '°' | '′' | '″' | '℃' | '℉' | '％' | '¢' | '￠' => Class::Postfix,
        // Squared units: ㎏, ㎡, ㏄.
        '\u{3371}'..='\u{337a}' | '\u{3380}'..='\u{33df}' => Class::Postfix,
        '$' | '£' | '¥' | '§' | '±' | '−' | '№' | '＄' | '￡' | '￥' | '\u{20a0}'..='\u{20cf}' => {
            Class::Prefix
        }
        '-' | '\u{ad}' | '‐' | '‒' | '–' => Class::Hyphen,
        '/' | '／' => Class::Slash,
        '"' | '\'' | '＂' | '＇' => Class::StraightQuote,
        c if is_non_starter(c) => Class::NonStarter,
        c => by_block(c),
    }
}

/// JLREQ's cl-05 (middle dots), cl-09 (iteration marks), cl-10 (prolonged sound mark), cl-11 (small kana).
fn is_non_starter(c: char) -> bool {
    matches!(
        c,
        '·' | '‧' | '・' | '･' | '－' | 'ー' | 'ｰ' | '゠' | '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '゛' | '゜' | 'ﾞ' | 'ﾟ'
            | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
            | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
            | '\u{31f0}'..='\u{31ff}' | '\u{ff67}'..='\u{ff6f}'
            // Repeated exclamation and question marks.
            | '‼' | '⁇' | '⁈' | '⁉'
    )
}

/// What the tables above do not name, by the block of Unicode it stands in.
fn by_block(c: char) -> Class {
    match c {
        '\u{300}'..='\u{36f}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' => Class::Combining,
        '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => {
            Class::Combining
        }
        '\u{fe20}'..='\u{fe2f}' => Class::Combining,
        // Vertical and small forms of the marks above.
        '\u{fe10}'..='\u{fe16}' | '\u{fe50}'..='\u{fe57}' => Class::Stop,
        '\u{fe17}' | '\u{fe47}' => Class::Opener,
        '\u{fe18}' | '\u{fe48}' => Class::Closer,
        '\u{fe19}' | '\u{fe30}'..='\u{fe32}' | '\u{fe58}' => Class::Inseparable,
        '\u{fe35}'..='\u{fe44}' | '\u{fe59}'..='\u{fe5e}' if u32::from(c) % 2 == 1 => Class::Opener,
        '\u{fe35}'..='\u{fe44}' | '\u{fe59}'..='\u{fe5e}' => Class::Closer,
        // Full-width letters make words as the others do.
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::Letter,
        '\u{1100}'..='\u{11ff}'
        | '\u{2460}'..='\u{27bf}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Ideograph,
        _ => Class::Letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_has_its_class() {
        for (marks, expected) in [
            (" \u{3000}\t", Class::Space),
            ("桥", Class::Ideograph),
            ("かカ한🌉①■㍿", Class::Ideograph),
            ("aÄяΩ+=#&Ｇ", Class::Letter),
            ("09７", Class::Digit),
            ("（“‘《〈「『【〔︵", Class::Opener),
            ("）”’》〉」』】〕︶", Class::Closer),
            ("([{", Class::WesternOpener),
            (")]}", Class::WesternCloser),
            ("。，、；：！？．", Class::Stop),
            (".,:;!?", Class::WesternStop),
            ("·・ー々っャゞㇰ", Class::NonStarter),
            ("—…─⋯～〜", Class::Inseparable),
            ("%‰℃°％㎡㎏", Class::Postfix),
            ("¥$€№￥−±", Class::Prefix),
            ("-–", Class::Hyphen),
            ("/／", Class::Slash),
            ("\"'", Class::StraightQuote),
            ("\u{a0}", Class::Glue),
            ("\u{301}\u{3099}", Class::Combining),
        ] {
            for mark in marks.chars() {
                assert_eq!(class(&mark.to_string()), expected, "{mark}");
            }
        }
    }

    #[test]
    fn a_blank_that_carries_a_mark_is_no_blank() {
        assert_eq!(class(" \u{301}"), Class::Letter);
        assert_eq!(class("\r\n"), Class::Space);
    }
}
