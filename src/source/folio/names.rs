//! Names: what the names of a page file and its folders say of the page.

use super::number::{self, PageNumber};
use super::scan::{Scan, is_han};
use super::{Date, Folio, date, titles};

/// Reads the names of a file and its folders.
pub(super) fn read(file: &str, folder: &str) -> Folio {
    let (date, rest) = without_date(stem(file));
    let (number, rest) = without_number(&rest, date.is_some());
    let section = number.is_some().then(|| section(&rest)).flatten();
    let from_file = Folio { paper: paper(&rest), date, section, number };

    let (date, rest) = without_date(folder);
    from_file.or(Folio { paper: paper(&rest), date, ..Folio::default() })
}

/// The name without its endings: `01.md`, `01.txt.gz`, but not `2025.6.19`.
fn stem(name: &str) -> &str {
    const LONGEST: usize = 8;
    let mut stem = name;
    while let Some((head, ending)) = stem.rsplit_once('.') {
        let is_ending = ending.len() <= LONGEST
            && ending.bytes().all(|b| b.is_ascii_alphanumeric())
            && ending.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_ending || head.is_empty() {
            break;
        }
        stem = head;
    }
    stem
}

/// The first date of a name, and the name without it.
fn without_date(name: &str) -> (Option<Date>, String) {
    let mut scan = Scan::new(name);
    while !scan.is_done() {
        let from = scan.at();
        if !scan.before().is_some_and(|c| c.is_ascii_digit())
            && let Some(date) = date::read(&mut scan).or_else(|| date::read_compact(&mut scan))
        {
            return (Some(date), scan.without(from));
        }
        scan.bump();
    }
    (None, scan.without(scan.at()))
}

/// One way in which names say a page number. It reads at a place of the name, or does not.
type Way = fn(&mut Scan) -> Option<PageNumber>;

/// The ways, the surest first.
const WAYS: [Way; 3] = [printed, called, lettered];

/// The page number of a name, and the name without it.
fn without_number(name: &str, dated: bool) -> (Option<PageNumber>, String) {
    for way in WAYS {
        let mut scan = Scan::new(name);
        while !scan.is_done() {
            let from = scan.at();
            let inside_word = scan.before().is_some_and(|c| c.is_ascii_alphanumeric());
            if !inside_word && let Some(number) = scan.attempt(way) {
                return (Some(number), scan.without(from));
            }
            scan.bump();
        }
    }
    (bare(name, dated), name.to_owned())
}

/// `第02版`, `3版`, `第三版`, `A03版`, `第5页`.
fn printed(scan: &mut Scan) -> Option<PageNumber> {
    let _ = scan.eat("第");
    let _ = scan.take(1, |c| c.is_ascii_uppercase());
    let number = number::read_page(scan)?;
    scan.eat_any(&["版", "面", "页", "頁"])?;
    Some(number)
}

/// `page-3`, `page_03`, `p3`, `版3`.
fn called(scan: &mut Scan) -> Option<PageNumber> {
    scan.eat_any(&["page", "pg", "p", "seite", "版"])?;
    scan.skip(|c| " -_.".contains(c));
    whole_word(scan)
}

/// `A01`, `B12`.
fn lettered(scan: &mut Scan) -> Option<PageNumber> {
    scan.take(1, |c| c.is_ascii_uppercase())?;
    whole_word(scan)
}

fn whole_word(scan: &mut Scan) -> Option<PageNumber> {
    let number = number::read_page(scan)?;
    scan.peek().is_none_or(|c| !c.is_alphanumeric()).then_some(number)
}

/// The only word of the name that is a number: of up to three figures, so that it is no year, and no month and day in
/// one. Where there are two, nobody knows which is the page; but behind a date, the last is.
fn bare(name: &str, dated: bool) -> Option<PageNumber> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut numbers: Vec<&str> = words.filter(|word| word.chars().all(|c| c.is_ascii_digit())).collect();
    let last = numbers.pop()?;
    let figures = last.trim_start_matches('0').len();
    let is_page = last.len() <= 3 || figures <= 2;
    (is_page && (numbers.is_empty() || dated)).then(|| PageNumber::parse(last)).flatten()
}

/// The runs of Han characters of a name.
fn runs(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !is_han(c)).filter(|run| !run.is_empty())
}

fn section(name: &str) -> Option<String> {
    runs(name).find(|run| titles::is_section(run)).map(str::to_owned)
}

fn paper(name: &str) -> Option<String> {
    let chinese = runs(name).find_map(|run| {
        let run: Vec<char> = run.chars().collect();
        titles::paper_len(&run).map(|len| run[..len].iter().collect())
    });
    chinese.or_else(|| {
        let mut words = name.split(|c: char| !(c.is_ascii_alphabetic() || c == ' ')).map(str::trim);
        words.find(|words| titles::english(words) == Some(titles::English::Paper)).map(str::to_owned)
    })
}
