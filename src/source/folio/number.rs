//! Numbers: Chinese and Arabic numerals, and the number of a page.

use super::scan::Scan;

/// The number printed on a page (第N版), from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageNumber(pub u16);

impl PageNumber {
    /// No paper has more pages.
    const MOST: u32 = 999;

    /// Reads a page number as jump lines and folios have it: `二`, `十二`, `12`, `１２`, `第3版`, `A3` (of which the
    /// letter is left out). `None` for anything else, and for more than 999.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        let _ = scan.eat("第");
        scan.skip_blanks();
        let _ = scan.take(1, |c| c.is_ascii_uppercase());
        let number = read_page(&mut scan)?;
        scan.skip_blanks();
        let _ = scan.eat_any(&["版面", "版", "面", "页", "頁"]);
        scan.is_done().then_some(number)
    }

    pub(super) fn new(number: u32) -> Option<Self> {
        (1..=Self::MOST).contains(&number).then(|| u16::try_from(number).ok().map(Self)).flatten()
    }
}

/// The page number that stands here, of up to three figures or in Chinese numerals.
pub(super) fn read_page(scan: &mut Scan) -> Option<PageNumber> {
    scan.attempt(|scan| {
        let number = read(scan, 5)?;
        // A longer number than that is none of a page.
        scan.peek().is_none_or(|c| !is_numeral(c)).then_some(())?;
        PageNumber::new(number)
    })
}

/// The number that stands here, of at most `most` numerals, all of them Arabic or all of them Chinese.
pub(super) fn read(scan: &mut Scan, most: usize) -> Option<u32> {
    scan.attempt(|scan| {
        let arabic = scan.peek()?.is_ascii_digit();
        let numerals = if arabic {
            scan.take(most, |c| c.is_ascii_digit())
        } else {
            scan.take(most, |c| !c.is_ascii_digit() && is_numeral(c))
        };
        value(&numerals?)
    })
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || unit(c).is_some()
}

fn digit(c: char) -> Option<u32> {
    if let Some(digit) = c.to_digit(10) {
        return Some(digit);
    }
    Some(match c {
        '〇' | '零' | '○' | '◯' => 0,
        '一' | '元' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// 十 and the like; 廿 and 卅 are 二十 and 三十 in one.
fn unit(c: char) -> Option<(u32, u32)> {
    Some(match c {
        '十' => (1, 10),
        '廿' => (2, 10),
        '卅' => (3, 10),
        '百' => (1, 100),
        '千' => (1, 1000),
        _ => return None,
    })
}

/// The value of numerals, read by their units (二十三, 一百零五) or, when there are none, by place (二〇二六).
fn value(numerals: &str) -> Option<u32> {
    let by_place = numerals.chars().all(|c| unit(c).is_none());
    let (mut sum, mut open, mut least) = (0_u32, None, u32::MAX);
    for c in numerals.chars() {
        match (digit(c), unit(c)) {
            (Some(digit), _) if by_place => {
                open = Some(open.unwrap_or(0_u32).checked_mul(10)?.checked_add(digit)?);
            }
            // Two figures in a row between units are no number, but 零 may stand before one.
            (Some(digit), _) if open.unwrap_or(0) == 0 => open = Some(digit),
            (None, Some((times, unit))) if unit < least => {
                sum += open.filter(|&digit| digit > 0).unwrap_or(times) * unit;
                (open, least) = (None, unit);
            }
            _ => return None,
        }
    }
    sum.checked_add(open.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers() {
        let cases = [
            ("二", Some(2)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("廿三", Some(23)),
            ("一百零五", Some(105)),
            ("一二", Some(12)),
            ("12", Some(12)),
            ("１２", Some(12)),
            ("02", Some(2)),
            ("A3", Some(3)),
            ("Ｂ12", Some(12)),
            ("第3版", Some(3)),
            ("第 A03 版", Some(3)),
            ("第十六版", Some(16)),
            (" 四版 ", Some(4)),
            ("0", None),
            ("零", None),
            ("1000", None),
            ("99999999999", None),
            ("2026", None),
            ("3月", None),
            ("十百", None),
            ("十二十", None),
            ("版", None),
            ("", None),
            ("三号", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(PageNumber::parse(text), wanted.map(PageNumber), "{text}");
        }
    }
}
