//! Signs: what a newspaper's own grammar says of a block, whatever its marks: how it begins and ends, datelines,
//! bylines, credits, captions, editors' lines, the blanks that part a headline.

mod dateline;

pub use dateline::Dateline;

use super::tongue;

/// Headlines of one block, kicker and deck included, seldom pass this many characters.
pub(super) const LONGEST_HEADLINE: usize = 125;
/// The longest formula, in characters.
const LONGEST_FORMULA: usize = 90;

/// What the words of a block say.
#[derive(Clone, Debug, PartialEq)]
pub struct Signs {
    /// Its length in characters, blanks left out.
    pub chars: usize,
    /// How it begins.
    pub opening: Opening,
    /// How it ends.
    pub ending: Ending,
    /// Quotation marks and brackets left open at its end (closed without being opened: below zero).
    pub open: i32,
    /// It begins with a dateline, this many bytes long.
    pub dateline: Option<usize>,
    /// Newspaper formulas it follows.
    pub formula: Option<Formula>,
    /// It speaks of the picture beside it: 图为, 上图, （见图）.
    pub names_picture: bool,
    /// It is a person's name, with what the person is or in brackets, and nothing else: 江城中学校长林一, （林一）.
    pub names_person: bool,
    /// Blanks part it as they do the lines of a headline set in one.
    pub parted: bool,
    /// It is a date and nothing else, a label and its fact, or who signs a letter: 时间：3月14日上午, 浙江临坪县　林一.
    pub states_fact: bool,
}

/// Formulas that newspapers set apart from their prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// 本报记者　林一.
    Byline,
    /// （本报记者林一、周二报道）, behind a story.
    Signature,
    /// 林一摄, （河湾图片）.
    Credit,
    /// 责任编辑：周二.
    Editors,
    /// 国内统一刊号, 今日8版: what the paper is and costs.
    Imprint,
}

/// How a block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// With a word.
    Word,
    /// With an opening quotation mark or bracket.
    Opener,
    /// With a stop or a closing mark: in mid-sentence for sure.
    Middle,
    /// With a small Latin letter: in mid-sentence, most likely.
    Lower,
    /// With a digit.
    Digit,
    /// With 一、 or （二） or 3. or ■.
    Enumeration,
}

/// How a block ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a full stop, or a closing mark behind one.
    Sentence,
    /// With a closing mark behind a word.
    Closer,
    /// With a colon or semicolon.
    Colon,
    /// With a comma: in mid-sentence for sure.
    Comma,
    /// With a word: in mid-sentence, if it is prose.
    Word,
    /// With an opening mark: in mid-sentence for sure.
    Opener,
}

impl Ending {
    /// True when prose cannot end so.
    #[must_use]
    pub fn is_cut(self) -> bool {
        matches!(self, Self::Comma | Self::Word | Self::Opener)
    }
}

/// How a page marks the ends of its sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stops {
    /// With full stops.
    Full,
    /// With 、 alone, as Chinese papers did before about 1930: whether a sentence ends there, the mark does not say.
    Pauses,
}

impl Stops {
    /// How the text of a page does it.
    pub(super) fn of(text: &str) -> Self {
        /// Fewer marks than this are no manner.
        const FEWEST: usize = 30;
        let (mut pauses, mut others) = (0_usize, 0);
        for c in text.chars() {
            pauses += usize::from(c == '、');
            others += usize::from(matches!(c, '。' | '，' | '.' | '！' | '？'));
        }
        if pauses >= FEWEST && others * 20 < pauses { Self::Pauses } else { Self::Full }
    }

    /// How a text ends on a page with such stops, told from how it would end elsewhere.
    pub(super) fn ending(self, text: &str, ending: Ending) -> Ending {
        let pause = self == Self::Pauses && text.trim_end().ends_with('、');
        if pause { Ending::Sentence } else { ending }
    }
}

impl Signs {
    /// Reads the signs of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        let plain = tongue::plain(text);
        let ending = ending(&plain);
        // Formulas are short: what is longer is prose.
        let formula = if (1..=LONGEST_FORMULA).contains(&chars) {
            tongue::formula(text.trim(), plain.trim(), chars, ending)
        } else {
            None
        };
        Self {
            chars,
            opening: opening(&plain),
            ending,
            open: balance(&plain),
            dateline: dateline::at_head(text, &plain),
            formula,
            names_picture: tongue::names_picture(text, &plain),
            names_person: tongue::names_person(plain.trim()),
            parted: chars <= LONGEST_HEADLINE && !text.contains('。') && is_parted(text),
            states_fact: tongue::states_fact(plain.trim()),
        }
    }
}

impl Signs {
    /// Reads the signs of a printed line again, knowing the line before: what closes a bracket or a quotation that is open there
    /// begins in mid-sentence, and is no formula of its own: （特约 | 记者林一）.
    pub(super) fn go_on_from(&mut self, before: &Self) {
        if before.open > 0 && self.open < 0 {
            self.opening = Opening::Middle;
            self.formula = None;
        }
    }
}

/// True when blanks part the text where no Latin words or figures are: prose in Han characters has none.
fn is_parted(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let solid = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    words.len() > 1
        && words.windows(2).all(|two| solid(two[0].chars().next_back()) && solid(two[1].chars().next()))
}

/// Marks as a text read as [`plain`](tongue::plain) has them.
fn is_opener(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '(' | '《' | '〈' | '【' | '〔' | '[' | '［' | '｛')
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | ')' | '》' | '〉' | '】' | '〕' | ']' | '］' | '｝')
}

fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．' | '.' | '!' | '?' | '…' | '｡')
}

fn opening(text: &str) -> Opening {
    let mut chars = text.trim_start().chars();
    let Some(first) = chars.next() else { return Opening::Word };
    if enumeration(text.trim_start()) {
        Opening::Enumeration
    } else if is_opener(first) || matches!(first, '"' | '—') {
        Opening::Opener
    } else if is_closer(first)
        || is_full_stop(first)
        || matches!(first, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '％' | '%' | '·')
    {
        Opening::Middle
    } else if first.is_lowercase() {
        Opening::Lower
    } else if first.is_numeric() && !is_han(first) {
        Opening::Digit
    } else {
        Opening::Word
    }
}

fn ending(text: &str) -> Ending {
    let mut chars = text.trim_end().chars().rev();
    let Some(mut last) = chars.next() else { return Ending::Sentence };
    let mut closed = false;
    while is_closer(last) || last == '"' {
        closed = true;
        match chars.next() {
            Some(c) => last = c,
            None => return Ending::Closer,
        }
    }
    match last {
        '.' if !closed && tongue::ends_in_abbreviation(text) => Ending::Word,
        c if is_full_stop(c) => Ending::Sentence,
        _ if !closed && tongue::ends_in_misread_stop(text) => Ending::Sentence,
        _ if closed => Ending::Closer,
        c if is_opener(c) => Ending::Opener,
        '：' | '；' | ':' | ';' => Ending::Colon,
        '，' | '、' | ',' | '—' | '–' | '-' | '‐' | '·' => Ending::Comma,
        _ => Ending::Word,
    }
}

/// Marks opened minus marks closed. ’ inside a word and ASCII quotation marks do not count.
fn balance(text: &str) -> i32 {
    let weigh = |c: char| match c {
        '‘' | '’' | '(' | ')' | '[' | ']' => 0,
        c if is_opener(c) => 1,
        c if is_closer(c) => -1,
        _ => 0,
    };
    text.chars().map(weigh).sum()
}

/// 一、 十二、 （三） 1. ２、 ■ ● ▲ ◆ ①: the head of an item or of a numbered subhead.
fn enumeration(text: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || tongue::is_numeral(c);
    let first = text.chars().next().unwrap_or(' ');
    if matches!(first, '■' | '●' | '▲' | '◆' | '□' | '○' | '★' | '▶' | '◎' | '①'..='⑳')
    {
        return true;
    }
    let inner = text.trim_start_matches(['（', '(', '第']);
    let numerals = inner.chars().take_while(|c| numeral(*c)).count();
    let behind = inner.chars().nth(numerals).unwrap_or(' ');
    let after = inner.chars().nth(numerals + 1).unwrap_or(' ');
    let bracketed = text.starts_with(['（', '(']);
    match behind {
        '、' => !bracketed && (1..=2).contains(&numerals),
        '）' | ')' => bracketed && (1..=2).contains(&numerals),
        '.' | '．' => (1..=2).contains(&numerals) && !after.is_ascii_digit(),
        _ => false,
    }
}

/// Han characters, the numeral zero 〇 and the repetition mark among them.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇' | '々')
}

/// Scripts and marks that are set without blanks between words.
pub(super) fn is_cjk(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, opening: Opening, ending: Ending, formula: Option<Formula>) {
        let signs = Signs::of(text);
        assert_eq!((signs.opening, signs.ending, signs.formula), (opening, ending, formula), "{text}");
    }

    #[test]
    fn heads_and_tails() {
        check("渡口今晨起雾。", Opening::Word, Ending::Sentence, None);
        check("“船走得慢。”", Opening::Opener, Ending::Sentence, None);
        check("，水位才慢慢退下去", Opening::Middle, Ending::Word, None);
        check("3艘渡船先后靠岸，", Opening::Digit, Ending::Comma, None);
        check("一、把渡口留下来", Opening::Enumeration, Ending::Word, None);
        check("（二）修一段路：", Opening::Enumeration, Ending::Colon, None);
        check("一些老人仍住在岸边；", Opening::Word, Ending::Colon, None);
        check("他读完了《江边的人》", Opening::Word, Ending::Closer, None);
        check("12.5公里的堤", Opening::Digit, Ending::Word, None);
        check("船走得慢o", Opening::Word, Ending::Sentence, None);
        check("唱卡拉OK", Opening::Word, Ending::Word, None);
        check("The bell hung in Oslo", Opening::Word, Ending::Word, None);
        check("", Opening::Word, Ending::Sentence, None);
    }

    #[test]
    fn formulas() {
        check("责任编辑：周二　版式：吴三", Opening::Word, Ending::Word, Some(Formula::Editors));
        check("林一摄", Opening::Word, Ending::Word, Some(Formula::Credit));
        check("林一摄 （河湾图片）", Opening::Word, Ending::Closer, Some(Formula::Credit));
        check("（本报记者林一、周二报道）", Opening::Opener, Ending::Closer, Some(Formula::Signature));
        check("《本报江城3月13日电)", Opening::Opener, Ending::Closer, Some(Formula::Signature));
        check("《本报三十年》", Opening::Opener, Ending::Closer, None);
        check("本报记者　林一", Opening::Word, Ending::Word, Some(Formula::Byline));
        check("记者在渡口看到，船都停了。", Opening::Word, Ending::Sentence, None);
    }

    #[test]
    fn facts() {
        for (text, is) in [
            ("2026年3月14日", true),
            ("二〇二六年三月十四日", true),
            ("（2026年3月14日）", false),
            ("3月14日", true),
            ("3月14日通车", false),
            ("2026年", false),
            ("14日", false),
            ("时间：3月14日上午", true),
            ("电子信箱：dukou@example.com", true),
            ("時間：三月十四日", true),
            ("渡口：最后一班船", false),
            ("时间都去哪儿了", false),
        ] {
            assert_eq!(Signs::of(text).states_fact, is, "{text}");
        }
    }

    #[test]
    fn what_closes_an_open_bracket_is_no_formula() {
        for (before, line, opening, formula) in [
            ("本报江城3月13日电（特约", "记者林一）渡口今晨起雾", Opening::Middle, None),
            ("本报江城3月13日电（记者林", "一、周二）渡口今晨起雾", Opening::Middle, None),
            ("本报江城3月13日电", "记者林一）渡口今晨起雾", Opening::Word, Some(Formula::Byline)),
            ("他说：“渡口停了，", "记者林一", Opening::Word, Some(Formula::Byline)),
        ] {
            let mut signs = Signs::of(line);
            signs.go_on_from(&Signs::of(before));
            assert_eq!((signs.opening, signs.formula), (opening, formula), "{before} | {line}");
        }
    }

    #[test]
    fn blanks_part_headlines() {
        for (text, parted) in [
            ("雾散船开　渡口迎来头班客", true),
            ("雾散船开 渡口迎来头班客 ——江城春运见闻", true),
            ("雾散船开，渡口迎来头班客", false),
            ("雾散船开 渡口迎来头班客。船票卖完了", false),
            ("3 月 14 日", false),
            ("乘坐 Ferry 号渡江", false),
            ("  雾散船开  ", false),
            (&"雾散船开 渡口迎客 ".repeat(20), false),
        ] {
            assert_eq!(Signs::of(text).parted, parted, "{text}");
        }
    }

    #[test]
    fn pauses_end_sentences_where_nothing_else_does() {
        let old = "渡口今晨起霧、船皆停、".repeat(20);
        let new = "渡口今晨起雾、船、人都停了，等到中午。".repeat(20);
        for (page, text, expected) in [
            (&old, "水位漸退、", Ending::Sentence),
            (&old, "水位漸退", Ending::Word),
            (&new, "水位漸退、", Ending::Comma),
        ] {
            assert_eq!(Stops::of(page).ending(text, ending(text)), expected, "{text}");
        }
    }
}
