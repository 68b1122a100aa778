//! Breaks: where a line may end, and at what price.
//!
//! The rule looks at two neighbouring clusters (and the one before them, and whether blanks stand between). Instead of
//! yes and no it answers with a [`Grade`]: a run that is longer than the line is cut at the mildest grade that helps,
//! so long addresses, long words and rows of marks need no rule of their own.

use super::classes::{Class, class};
use super::width::clusters;
use super::{Ambiguous, Level, Measure};
use std::ops::Range;

/// What a break before a cluster would cost, the cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// A line may end here.
    Free,
    /// Only in a run longer than the line: inside an address, behind / ? & .
    Strained,
    /// Only if that does not help: inside a word or a number.
    Torn,
    /// Only if nothing else helps: against the line-start and line-end rules. CLREQ allows it for marks in a row.
    Forced,
    /// Never: blanks stay behind the word they follow, where they are free at the line's end.
    Never,
}

impl Grade {
    /// The next dearer grade at which a run can be cut.
    pub(super) fn dearer(self) -> Option<Self> {
        match self {
            Self::Free => Some(Self::Strained),
            Self::Strained => Some(Self::Torn),
            Self::Torn => Some(Self::Forced),
            Self::Forced | Self::Never => None,
        }
    }
}

/// What sort of text is set: the rules differ in two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Running text in which one stop may hang past the line's end.
    Hanging,
    /// Running text.
    Standing,
    /// A headline: —— may begin a line behind a blank, as newspapers set the half that explains.
    Display,
}

/// A cluster with all that the rules ask of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cluster {
    /// Its first byte.
    start: usize,
    /// Its width in cells.
    pub(super) width: u8,
    /// What it is.
    pub(super) class: Class,
    /// What a break before it would cost.
    pub(super) before: Grade,
}

/// A galley (长条校样): composed text that is not yet broken into lines.
pub(super) struct Galley<'a> {
    text: &'a str,
    /// In order.
    pub(super) clusters: Vec<Cluster>,
    /// How it is to be set.
    pub(super) manner: Manner,
}

impl<'a> Galley<'a> {
    /// Composes `text`. Of the measure only the rules count, not the width.
    pub(super) fn compose(text: &'a str, measure: &Measure, manner: Manner) -> Self {
        let mut galley = Self { text, clusters: classed(text, measure.ambiguous), manner };
        resolve(text, &mut galley.clusters);
        if measure.level == Level::Basic {
            loosen(text, &mut galley.clusters);
        }
        galley.judge(measure.level);
        galley
    }

    /// The text of cluster `nth`.
    pub(super) fn cluster(&self, nth: usize) -> &'a str {
        &self.text[self.bytes(&(nth..nth + 1))]
    }

    /// The bytes of a run of clusters.
    pub(super) fn bytes(&self, run: &Range<usize>) -> Range<usize> {
        self.start(run.start)..self.start(run.end)
    }

    /// The run without the blanks at its end.
    pub(super) fn inked(&self, run: &Range<usize>) -> Range<usize> {
        let blanks = self.clusters[run.clone()].iter().rev().take_while(|c| c.class == Class::Space).count();
        run.start..run.end - blanks
    }

    /// The width of a run in cells.
    pub(super) fn cells(&self, run: &Range<usize>) -> u32 {
        self.clusters[run.clone()].iter().map(|cluster| u32::from(cluster.width)).sum()
    }

    fn start(&self, nth: usize) -> usize {
        self.clusters.get(nth).map_or(self.text.len(), |cluster| cluster.start)
    }

    fn judge(&mut self, level: Level) {
        let mut sight = Sight { text: "", class: None, before: None, blank: false, level };
        for nth in 0..self.clusters.len() {
            let cluster = self.clusters[nth];
            self.clusters[nth].before = sight.grade(cluster.class, self.manner);
            if cluster.class == Class::Space {
                sight.blank = true;
            } else {
                let before = if sight.blank { Some(Class::Space) } else { sight.class };
                sight = Sight {
                    text: self.cluster(nth),
                    class: Some(cluster.class),
                    before,
                    blank: false,
                    level,
                };
            }
        }
    }
}

fn classed(text: &str, ambiguous: Ambiguous) -> Vec<Cluster> {
    let mut at = 0;
    let cluster = |(text, width): (&str, u8)| {
        let start = at;
        at += text.len();
        Cluster { start, width, class: class(text), before: Grade::Never }
    };
    clusters(text, ambiguous).map(cluster).collect()
}

/// Marks whose class hangs on their neighbours: the apostrophe of don’t, the point of ３．５.
fn resolve(text: &str, clusters: &mut [Cluster]) {
    for nth in 1..clusters.len().saturating_sub(1) {
        let (before, behind) = (clusters[nth - 1].class, clusters[nth + 1].class);
        let cluster = &mut clusters[nth];
        let rest = &text[cluster.start..];
        if cluster.class == Class::Closer
            && before.is_word()
            && behind == Class::Letter
            && rest.starts_with('’')
        {
            cluster.class = Class::Letter;
        } else if cluster.class == Class::Stop
            && (before, behind) == (Class::Digit, Class::Digit)
            && rest.starts_with('．')
        {
            cluster.class = Class::WesternStop;
        }
    }
}

/// At the basic level —— and …… may begin a line: the first half of each, and a single …, becomes a class of its own. A
/// single — joins two names, ～ two figures; they stay what they are.
fn loosen(text: &str, clusters: &mut [Cluster]) {
    let mut nth = 0;
    while let Some(cluster) = clusters.get(nth) {
        let sign = text[cluster.start..].chars().next();
        let goes_on =
            |next: &Cluster| next.class == Class::Inseparable && text[next.start..].chars().next() == sign;
        let pair = clusters.get(nth + 1).is_some_and(goes_on);
        let long = cluster.class == Class::Inseparable && !matches!(sign, Some('～' | '〜'));
        if long && (pair || sign == Some('…')) {
            clusters[nth].class = Class::LongDash;
        }
        nth += if pair { 2 } else { 1 };
    }
}

/// What stands before a possible break.
struct Sight<'a> {
    /// The last cluster that is no blank.
    text: &'a str,
    /// Its class; `None` at the head of the text.
    class: Option<Class>,
    /// The class of what stands before that.
    before: Option<Class>,
    /// Blanks follow it.
    blank: bool,
    /// How strict the rules are.
    level: Level,
}

impl Sight<'_> {
    /// What a break before `next` costs: the pair rule.
    fn grade(&self, next: Class, manner: Manner) -> Grade {
        // UAX #14 LB7.
        if next == Class::Space {
            return Grade::Never;
        }
        let Some(class) = self.class else {
            return if self.blank { Grade::Forced } else { Grade::Never };
        };
        match () {
            // LB14, OP SP* ×: not behind an opener, even over blanks. CLREQ, line end.
            () if class.opens() => Grade::Forced,
            () if self.blank => behind_blank(next, manner),
            // CLREQ, line start; LB13, LB21; —— and …… are one (CLREQ 3.1.6.1, LB17, LB22).
            () if next.begins_no_line() => Grade::Forced,
            // LB12; LB19: a straight quote may be an opener or a closer.
            () if class == Class::Glue || next == Class::Glue => Grade::Torn,
            () if class == Class::StraightQuote || next == Class::StraightQuote => Grade::Torn,
            // CLREQ level GB: no solidus at a line's end. At the basic level one may end it, if no word goes on.
            () if class == Class::Slash && next == Class::Ideograph && self.level == Level::Basic => {
                Grade::Free
            }
            () if class == Class::Slash => Grade::Strained,
            () if class == Class::Hyphen => self.behind_hyphen(next),
            // LB25: a sign stays with its amount.
            () if class == Class::Prefix => Grade::Torn,
            // LB23, LB24, LB28 and, for (s) and f(x), LB30.
            () if self.goes_on(class, next) => self.inside_word(next),
            () => Grade::Free,
        }
    }

    /// True when the two are parts of one Latin word, number or formula.
    fn goes_on(&self, class: Class, next: Class) -> bool {
        use Class::{Combining, Postfix, Prefix, WesternCloser, WesternOpener, WesternStop};
        let head = class.is_word() || matches!(class, Postfix | Combining);
        (head && (next.is_word() || matches!(next, Prefix | WesternOpener)))
            || (matches!(class, WesternStop | WesternCloser) && next.is_word())
    }

    /// Inside a word: an address may be parted behind ? & and a point that is not a number's.
    fn inside_word(&self, next: Class) -> Grade {
        let decimal = (self.before, next) == (Some(Class::Digit), Class::Digit);
        match self.text {
            "?" | "&" => Grade::Strained,
            "." if !decimal => Grade::Strained,
            _ => Grade::Torn,
        }
    }

    /// LB25: a sign and its number; LB20a: the hyphen that begins a word. Else behind it, as in well-known.
    fn behind_hyphen(&self, next: Class) -> Grade {
        match self.before {
            _ if next == Class::Digit => Grade::Torn,
            None | Some(Class::Space | Class::Hyphen | Class::Opener | Class::WesternOpener) => Grade::Torn,
            Some(_) => Grade::Free,
        }
    }
}

/// A blank does not shield a mark that begins no line (LB13), except the sign or point of a number (LB15c), and in
/// headlines the —— of the half that explains.
fn behind_blank(next: Class, manner: Manner) -> Grade {
    match next {
        Class::Hyphen => Grade::Free,
        Class::Inseparable if manner == Manner::Display => Grade::Free,
        _ if next.begins_no_line() => Grade::Forced,
        _ => Grade::Free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(level: Level) -> Measure {
        Measure { level, ..Measure::default() }
    }

    /// `|` in `marked` stands where a line may end, and nowhere else; `marked` itself holds no bar.
    fn check(marked: &str, manner: Manner, level: Level) {
        let text = marked.replace('|', "");
        let galley = Galley::compose(&text, &rules(level), manner);
        let mut found = String::new();
        for (nth, cluster) in galley.clusters.iter().enumerate() {
            if cluster.before == Grade::Free {
                found.push('|');
            }
            found.push_str(galley.cluster(nth));
        }
        assert_eq!(found, marked);
    }

    #[test]
    fn where_a_line_may_end() {
        for marked in [
            // Quotations, also nested; UAX #14 15.1 would not break around them at all.
            "共|建|“一|桥”|沿|江",
            "他|说：|“‘桥’|通|了。”|众|人",
            "「『桥』」|と|（「橋」）",
            "《江|城》|（三）、|【本|报】",
            // Dashes and ellipses.
            "好——|好|啊……|啊|江|城—|河|湾",
            "马|里|亚·|诺|娃",
            "一～|二",
            // Numbers with all that belongs to them.
            "约|3.65|亿|亩、|1,000|吨、|￥1,000|元、|99.9％",
            "≥35℃，|−5℃|和-5%|共|12.5km/h|行",
            "9|至|10|公|斤/秒",
            "３．５|万，|１２|人",
            "50㎡|与|COVID-19|及|№5",
            "￥三|百|与|US$5",
            // Latin.
            "don’t |stop |at |U.S. |borders, |e.g., |here|啊",
            "a |well-|known |‘rock |‘n’ |roll’ |song(s) |of |f(x)",
            "见|http://a.example/b?c=d&e|页",
            "说\"好\"吧",
            "run |-v |--all |and |a\u{a0}b",
            // Openers and closers over blanks.
            "（ 桥 ）|与|桥 。|又",
            // Kana.
            "あっ|た|コー|ヒーャ",
            "時々|は|한|국",
            // Pictures and combining marks.
            "雪|🌉|e\u{301}a|か\u{3099}|👨\u{200d}👩\u{200d}👧|家",
        ] {
            check(marked, Manner::Standing, Level::Strict);
        }
    }

    #[test]
    fn in_a_headline_a_dash_may_follow_a_blank() {
        check("桥|通 |——|记|江|城", Manner::Display, Level::Strict);
        check("桥|通 ——|记|江|城", Manner::Standing, Level::Strict);
    }

    #[test]
    fn the_basic_level_lets_long_dashes_begin_a_line() {
        for (strict, basic) in [
            ("桥|通——|记|江|城", "桥|通|——|记|江|城"),
            ("好……|啊", "好|……|啊"),
            ("好…………|啊", "好|……|……|啊"),
            ("（……|啊）", "（……|啊）"),
            ("“——|啊”", "“——|啊”"),
            // The connector, the dot and the wave are forbidden at every level.
            ("江|城—|河|湾", "江|城—|河|湾"),
            ("马|里|亚·|诺", "马|里|亚·|诺"),
            ("一～～|二", "一～～|二"),
            ("桥。|通", "桥。|通"),
            ("公|斤/秒", "公|斤/|秒"),
            ("见|http://a/b", "见|http://a/b"),
        ] {
            check(strict, Manner::Standing, Level::Strict);
            check(basic, Manner::Standing, Level::Basic);
        }
    }

    #[test]
    fn long_runs_have_cheaper_and_dearer_places() {
        let text = "http://a.example/3.5?b&c”，";
        let galley = Galley::compose(text, &Measure::default(), Manner::Standing);
        let places = |grade| -> Vec<&str> {
            let ends = galley.clusters.iter().filter(|c| c.before == grade).map(|c| &text[c.start..]);
            ends.collect()
        };
        assert_eq!(
            places(Grade::Strained),
            ["a.example/3.5?b&c”，", "example/3.5?b&c”，", "3.5?b&c”，", "b&c”，", "c”，"]
        );
        assert!(places(Grade::Torn).contains(&"5?b&c”，"));
        assert!(places(Grade::Forced).contains(&"”，") && places(Grade::Forced).contains(&"，"));
    }
}
