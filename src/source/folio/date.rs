//! Dates: of the Gregorian calendar, as papers and names of files write them.

use super::number;
use super::scan::Scan;
use std::fmt;

/// A day, of the Gregorian calendar. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// 1600..=2999.
    pub year: u16,
    /// 1..=12.
    pub month: u8,
    /// 1..=31, and not past the month's end.
    pub day: u8,
}

impl Date {
    /// The day, if there is one.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        // The oldest newspaper is of 1605.
        ((1600..3000).contains(&year) && (1..=last).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads `2025-06-19` and nothing else.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let figures = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten()
        };
        let dashes = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        dashes.then_some(())?;
        of(figures(0..4)?.into(), figures(5..7)?.into(), figures(8..10)?.into())
    }

    /// As Chinese papers write it: `2026年3月14日`.
    #[must_use]
    pub fn zh(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }

    /// As English papers write it: `14 March 2026`.
    #[must_use]
    pub fn en(self) -> String {
        let name = usize::from(self.month).checked_sub(1).and_then(|nth| MONTHS.get(nth)).unwrap_or(&"");
        format!("{} {name} {}", self.day, self.year)
    }
}

impl fmt::Display for Date {
    /// As ISO 8601 has it: `2025-06-19`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn of(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

/// Eras by name, with the year before their first. The Republic's: founded 1912; the Japanese: by their accessions.
const ERAS: [(&str, u32); 12] = [
    ("中华民国", 1911),
    ("中華民國", 1911),
    ("民国", 1911),
    ("民國", 1911),
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("公元", 0),
    ("西元", 0),
    ("西暦", 0),
];

/// The date that stands here, in any of the forms of running lines and names.
pub(super) fn read(scan: &mut Scan) -> Option<Date> {
    scan.attempt(written).or_else(|| scan.attempt(separated)).or_else(|| scan.attempt(english))
}

/// `20260314`, as names of files have it. It may be followed by a page number of two figures.
pub(super) fn read_compact(scan: &mut Scan) -> Option<Date> {
    scan.attempt(|scan| {
        let figures: u32 = scan.take(8, |c| c.is_ascii_digit()).filter(|f| f.len() == 8)?.parse().ok()?;
        let date = of(figures / 10_000, figures / 100 % 100, figures % 100)?;
        let more = scan.sees(|scan| scan.take(3, |c| c.is_ascii_digit()).filter(|f| f.len() != 2));
        (!more).then_some(date)
    })
}

/// `2026年3月14日`, `二〇二六年三月十四日`, `令和8年3月14日`, `2026年(令和8年)3月14日`.
fn written(scan: &mut Scan) -> Option<Date> {
    let year = year(scan)?;
    scan.attempt(|scan| {
        scan.skip_blanks();
        scan.eat_of("([〔")?;
        self::year(scan)?;
        scan.eat_of(")]〕")
    });
    let month = part(scan, "月")?;
    let day = part(scan, "日曰号號")?;
    of(year, month, day)
}

/// A year with its 年, of the common era or another.
fn year(scan: &mut Scan) -> Option<u32> {
    let names = ERAS.map(|(name, _)| name);
    let before = scan.eat_any(&names).map(|i| ERAS[i].1);
    let year = part(scan, "年")?;
    // Years that say no era are written out: 二六年 is none.
    match before {
        Some(before) => before.checked_add(year),
        None => (year >= 1000).then_some(year),
    }
}

/// A number, and behind it one of the characters.
fn part(scan: &mut Scan, behind: &str) -> Option<u32> {
    scan.skip_blanks();
    let number = damaged(scan).or_else(|| number::read(scan, 6))?;
    scan.skip_blanks();
    scan.eat_of(behind)?;
    Some(number)
}

/// A number of Arabic figures as OCR leaves it: `]月` is 1月, `2O26` is 2026.
fn damaged(scan: &mut Scan) -> Option<u32> {
    scan.attempt(|scan| {
        let figures = scan.take(4, |c| c.is_ascii_digit() || "]lI|!Oo".contains(c))?;
        let mended = figures.chars().map(|c| match c {
            ']' | 'l' | 'I' | '|' | '!' => '1',
            'O' | 'o' => '0',
            figure => figure,
        });
        mended.collect::<String>().parse().ok()
    })
}

/// `2026-03-14`, `2026.3.14`, `2026/3/14`, `2026_03_14`.
fn separated(scan: &mut Scan) -> Option<Date> {
    let figures = |scan: &mut Scan, most| scan.take(most, |c| c.is_ascii_digit())?.parse().ok();
    let year = scan.sees(|scan| scan.take(5, |c| c.is_ascii_digit()).filter(|f| f.len() == 4));
    year.then_some(())?;
    let year = figures(scan, 4)?;
    let separator = scan.peek().filter(|c| "-./_·–".contains(*c))?;
    scan.bump();
    let month = figures(scan, 2)?;
    scan.eat(separator.encode_utf8(&mut [0; 4]))?;
    let day = figures(scan, 2)?;
    let more = scan.peek().is_some_and(|c| c.is_ascii_digit());
    (!more).then(|| of(year, month, day)).flatten()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `January 6, 2020`, `Jan. 6, 2020`, `6 January 2020`, `6th of January, 2020`.
fn english(scan: &mut Scan) -> Option<Date> {
    let gap = |scan: &mut Scan| scan.skip(|c| c == ' ' || c == ',' || c == '.');
    let (month, day) = if let Some(month) = month(scan) {
        gap(scan);
        (month, day_of_month(scan)?)
    } else {
        let day = day_of_month(scan)?;
        gap(scan);
        let _ = scan.eat("of ");
        (month(scan)?, day)
    };
    gap(scan);
    let year = scan.take(4, |c| c.is_ascii_digit()).filter(|f| f.len() == 4)?.parse().ok()?;
    let more = scan.peek().is_some_and(|c| c.is_ascii_alphanumeric());
    (!more).then(|| of(year, month, day)).flatten()
}

fn day_of_month(scan: &mut Scan) -> Option<u32> {
    let day = scan.take(2, |c| c.is_ascii_digit())?.parse().ok()?;
    let _ = scan.eat_any(&["st", "nd", "rd", "th"]);
    Some(day)
}

/// A month's name, whole or as its first three letters (and Sept).
fn month(scan: &mut Scan) -> Option<u32> {
    scan.attempt(|scan| {
        let word = scan.take(10, |c| c.is_ascii_alphabetic())?;
        let short = if word.eq_ignore_ascii_case("sept") { "sep" } else { &word };
        let is_month = |name: &&str| {
            name.eq_ignore_ascii_case(short) || short.len() == 3 && name[..3].eq_ignore_ascii_case(short)
        };
        (1..).zip(MONTHS).find(|(_, name)| is_month(name)).map(|(number, _)| number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: Option<(u16, u8, u8)>) {
        let mut scan = Scan::new(text);
        let read = read(&mut scan).or_else(|| read_compact(&mut scan));
        let found = read.filter(|_| scan.is_done()).map(|date| (date.year, date.month, date.day));
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn dates_in_every_form() {
        let pi_day = Some((2026, 3, 14));
        for text in [
            "2026年3月14日",
            "２０２６年３月１４日",
            "2026 年 3 月 14 日",
            "2026年03月14日",
            "二〇二六年三月十四日",
            "二○二六年三月十四日",
            "公元2026年3月14日",
            "令和8年3月14日",
            "令和八年三月十四日",
            "2026年(令和8年)3月14日",
            "2026年（令和８年）3月14日",
            "令和8年(2026年)3月14日",
            "中華民國一百一十五年三月十四日",
            "民国115年3月14号",
            "2026-03-14",
            "2026.3.14",
            "2026/3/14",
            "2026_03_14",
            "20260314",
            "March 14, 2026",
            "Mar. 14, 2026",
            "14 March 2026",
            "14th of March, 2026",
            "2O26年3月l4曰",
        ] {
            check(text, pi_day);
        }
        check("2020年]月3日", Some((2020, 1, 3)));
        check("2020年]]月]]日", Some((2020, 11, 11)));
        check("平成元年1月8日", Some((1989, 1, 8)));
        check("民国三十八年十月一日", Some((1949, 10, 1)));
        check("Sept. 3, 1945", Some((1945, 9, 3)));
        check("2024年2月29日", Some((2024, 2, 29)));
    }

    #[test]
    fn no_dates() {
        for text in [
            "2026年13月1日",
            "2026年2月29日",
            "1900年2月29日",
            "2026年4月31日",
            "2026年0月1日",
            "2026年3月0日",
            "26年3月14日",
            "3026年3月14日",
            "2026-03.14",
            "2026-03-145",
            "12026-03-14",
            "20261314",
            "202603141",
            "Marchy 14, 2026",
            "May be 2026",
            "March 14, 20261",
            "",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn iso_in_and_out() {
        let date = Date::parse_iso("2026-03-04").expect("a date");
        assert_eq!(date.to_string(), "2026-03-04");
        assert_eq!(date.zh(), "2026年3月4日");
        for text in
            ["2026-3-04", "2026-03-4", "2026-03-04x", "2026/03/04", "+026-03-04", "二〇二六", "2026-02-30"]
        {
            assert_eq!(Date::parse_iso(text), None, "{text}");
        }
    }
}
