//! Line: a running line, read part by part. What is no part of a folio makes it no folio.

use super::number::{self, PageNumber};
use super::scan::{Scan, is_han};
use super::titles::{self, English};
use super::{Date, Folio, date};

/// Most characters of a running line.
const LONGEST: usize = 100;

/// Reads a running line.
pub(super) fn read(line: &str) -> Option<Folio> {
    if line.chars().nth(LONGEST).is_some() {
        return None;
    }
    let mut scan = Scan::new(line);
    let mut seen = Seen::default();
    loop {
        scan.skip(is_separator);
        if scan.is_done() {
            return seen.judge();
        }
        seen.take(part(&mut scan)?)?;
    }
}

/// Reads the running line that other words stand right behind, as in `2副刊2026年3月14日星期六河湾日报渡口今晨停航`:
/// the characters it takes. A date with its weekday must be among it, and a section or a page number.
pub(super) fn head_len(line: &str) -> Option<usize> {
    let head: String = line.trim_start().chars().take(LONGEST).collect();
    let mut scan = Scan::new(&head);
    let mut seen = Seen::default();
    let mut end = 0;
    loop {
        scan.skip(is_separator);
        let part = own_sign(&mut scan).or_else(|| scan.attempt(figure).map(Part::Figure)).or_else(|| {
            let paper = scan.attempt(paper_before_words).map(Part::Paper);
            paper.or_else(|| scan.attempt(han)).filter(|part| !matches!(part, Part::Words(_)))
        });
        if part.and_then(|part| seen.take(part)).is_none() {
            break;
        }
        end = scan.at();
    }
    let placed = seen.section.is_some() || seen.page.or(seen.figure).is_some();
    let enough = seen.date.is_some() && seen.weekday && placed;
    (enough && seen.judge().is_some()).then_some(end)
}

/// A paper's name, whatever stands behind it.
fn paper_before_words(scan: &mut Scan) -> Option<String> {
    let from = scan.at();
    let mut run = Vec::new();
    while let Some(c) = scan.peek().filter(|c| is_han(*c) && run.len() < titles::PAPER_MOST) {
        run.push(c);
        scan.bump();
        if titles::is_paper(&run) {
            return Some(scan.since(from));
        }
    }
    None
}

/// What stands between the parts, OCR's specks among it.
fn is_separator(c: char) -> bool {
    c == ' ' || "|·・•‧∙—–-_/,，、。.:;“”\"'‘’()[]【】《》〈〉「」*●○◆■□".contains(c)
}

/// A part of a running line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Date(Date),
    Weekday,
    /// `第3版`.
    Page(PageNumber),
    /// `3`, `A3`.
    Figure(PageNumber),
    Paper(String),
    /// A section by a name that papers use.
    Section(String),
    /// A section in English.
    SectionEnglish(String),
    /// What may be a section.
    Words(String),
    /// Lunar date, issue number, number of pages, price.
    Aside,
}

fn part(scan: &mut Scan) -> Option<Part> {
    own_sign(scan)
        .or_else(|| scan.attempt(figure).map(Part::Figure))
        .or_else(|| scan.attempt(han))
        .or_else(|| scan.attempt(latin))
}

/// The parts that can be told by a sign of their own, also in the middle of a run of Han characters.
fn own_sign(scan: &mut Scan) -> Option<Part> {
    date::read(scan)
        .map(Part::Date)
        .or_else(|| scan.attempt(weekday).map(|()| Part::Weekday))
        .or_else(|| scan.attempt(lunar).map(|()| Part::Aside))
        .or_else(|| scan.attempt(aside).map(|()| Part::Aside))
        .or_else(|| scan.attempt(page).map(Part::Page))
}

fn weekday(scan: &mut Scan) -> Option<()> {
    const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    if scan.eat_any(&["星期", "礼拜", "禮拜", "周", "週"]).is_some() {
        return scan.eat_of("一二三四五六日天").map(|_| ());
    }
    if scan.eat_any(&ENGLISH).is_some() {
        return scan.peek().is_none_or(|c| !c.is_alphabetic()).then_some(());
    }
    // Japanese: 土曜日, 土曜, (土).
    let bracketed = scan.before() == Some('(');
    scan.eat_of("月火水木金土日")?;
    scan.eat_any(&["曜日", "曜"])
        .map(|_| ())
        .or_else(|| (bracketed && scan.peek() == Some(')')).then_some(()))
}

/// `农历乙巳年五月廿四`.
fn lunar(scan: &mut Scan) -> Option<()> {
    let called = scan.eat_any(&["农历", "農曆", "农曆", "夏历", "阴历", "陰曆", "旧历", "舊曆"]).is_some();
    scan.skip_blanks();
    let year = scan.attempt(|scan| {
        scan.eat_of("甲乙丙丁戊己庚辛壬癸")?;
        scan.eat_of("子丑寅卯辰巳午未申酉戌亥")?;
        let _ = scan.eat_of("鼠牛虎兔龙龍蛇马馬羊猴鸡雞狗猪豬");
        scan.eat("年")
    });
    scan.skip_blanks();
    let _ = scan.eat_of("闰閏");
    let _ = scan.eat("十");
    scan.eat_of("正一二三四五六七八九十冬腊臘")?;
    scan.eat("月")?;
    let _ = scan.eat_of("大小");
    let from = scan.at();
    scan.take(3, |c| "初一二三四五六七八九十廿卅".contains(c))?;
    // 三月十四 may be of either calendar.
    (called || year.is_some() || scan.since(from).starts_with(['初', '廿'])).then_some(())
}

/// Issue number, number of pages, price, postal and serial codes.
fn aside(scan: &mut Scan) -> Option<()> {
    scan.attempt(issue)
        .or_else(|| scan.attempt(extent))
        .or_else(|| scan.attempt(price))
        .or_else(|| scan.attempt(code))
}

/// `第28123期`, `总第 1234 号`, `No. 345`, `Vol. XII` not.
fn issue(scan: &mut Scan) -> Option<()> {
    if scan.eat_any(&["No.", "Vol."]).is_some() {
        scan.skip_blanks();
        return figures(scan);
    }
    let _ = scan.eat_any(&["总", "總", "新"]);
    scan.eat("第")?;
    scan.skip_blanks();
    figures(scan).or_else(|| number::read(scan, 9).map(|_| ()))?;
    scan.skip_blanks();
    scan.eat_any(&["期", "号", "號"]).map(|_| ())
}

/// `今日8版`, `今日四大张`, `共16版`.
fn extent(scan: &mut Scan) -> Option<()> {
    scan.eat_any(&["今日共", "今天共", "今日", "今天", "本期", "共"])?;
    scan.skip_blanks();
    number::read(scan, 3)?;
    scan.skip_blanks();
    scan.eat_any(&["个版", "版", "大张", "大張", "张", "張"]).map(|_| ())
}

/// `零售 1.50元`, `定价：二元`.
fn price(scan: &mut Scan) -> Option<()> {
    let called = ["零售价", "零售價", "零售", "定价", "定價", "售价", "售價", "每份", "每张"];
    scan.eat_any(&called)?;
    scan.skip(|c| c == ' ' || c == ':');
    scan.take(6, |c| c.is_ascii_digit() || c == '.' || "一二三四五六七八九十".contains(c))?;
    scan.eat_any(&["元", "角", "圆", "圓", "円", "分"]).map(|_| ())
}

/// `邮发代号 1-1`, `国内统一连续出版物号 CN 11-0065`.
fn code(scan: &mut Scan) -> Option<()> {
    let called = [
        "国内统一连续出版物号",
        "国内统一刊号",
        "统一刊号",
        "邮发代号",
        "郵發代號",
        "国外代号",
        "代号",
        "CN",
        "ISSN",
    ];
    scan.eat_any(&called)?;
    scan.skip(|c| c == ' ' || c == ':');
    let _ = scan.eat("CN");
    scan.skip_blanks();
    let _ = scan.take(1, |c| c.is_ascii_uppercase());
    figures(scan)?;
    scan.eat_of("-—–")?;
    figures(scan)
}

fn figures(scan: &mut Scan) -> Option<()> {
    scan.take(9, |c| c.is_ascii_digit() || c == ',').map(|_| ())
}

/// `第3版`, `三版`, `第A03版`, `Page 3`.
fn page(scan: &mut Scan) -> Option<PageNumber> {
    if scan.eat("Page ").is_some() {
        let _ = scan.take(1, |c| c.is_ascii_uppercase());
        return number::read_page(scan);
    }
    let _ = scan.eat("第");
    scan.skip_blanks();
    let _ = scan.take(1, |c| c.is_ascii_uppercase());
    let number = number::read_page(scan)?;
    scan.skip_blanks();
    scan.eat_any(&["版", "面"])?;
    Some(number)
}

/// `3`, `03`, `A3`: by itself, or with Han characters right behind.
fn figure(scan: &mut Scan) -> Option<PageNumber> {
    let _ = scan.take(1, |c| c.is_ascii_uppercase());
    let number = number::read_page(scan)?;
    // 3.5, 3%, 12:30 and the like are figures of something else.
    let behind = scan.peek();
    behind.is_none_or(|c| c == ' ' || is_han(c) || "|·・•)]-—–\"“”*".contains(c)).then_some(number)
}

/// A run of Han characters: a paper's name or a section, up to where another part begins.
fn han(scan: &mut Scan) -> Option<Part> {
    let from = scan.at();
    let mut run = Vec::new();
    while let Some(c) = scan.peek().filter(|&c| is_han(c)) {
        if !run.is_empty() && scan.sees(own_sign) {
            break;
        }
        run.push(c);
        scan.bump();
    }
    if let Some(len) = titles::paper_len(&run) {
        let name: String = run[..len].iter().collect();
        let rest: String = run[len..].iter().collect();
        // A section right behind the name is read next.
        return (rest.is_empty() || titles::is_section(&rest))
            .then(|| scan.back_to(from + len))
            .map(|()| Part::Paper(name));
    }
    let whole: String = run.iter().collect();
    if titles::is_section(&whole) {
        return Some(Part::Section(whole));
    }
    let (head, tail) = run.split_at_checked(2)?;
    let head: String = head.iter().collect();
    if titles::is_section(&head) && titles::paper_len(tail) == Some(tail.len()) {
        scan.back_to(from + 2);
        return Some(Part::Section(head));
    }
    titles::may_be_section(&whole).then_some(Part::Words(whole))
}

/// A run of English words: a paper's name or a section.
fn latin(scan: &mut Scan) -> Option<Part> {
    let from = scan.at();
    while scan.peek().is_some_and(|c| c.is_ascii_alphabetic() || c == '&' || c == ' ') {
        if scan.peek() == Some(' ')
            && scan.sees(|scan| {
                scan.bump();
                scan.skip_blanks();
                own_sign(scan).or_else(|| scan.attempt(figure).map(Part::Figure))
            })
        {
            break;
        }
        scan.bump();
    }
    let words = scan.since(from).trim().to_owned();
    match titles::english(&words)? {
        English::Paper => Some(Part::Paper(words)),
        English::Section => Some(Part::SectionEnglish(words)),
    }
}

/// The parts seen so far.
#[derive(Debug, Default)]
struct Seen {
    date: Option<Date>,
    page: Option<PageNumber>,
    figure: Option<PageNumber>,
    paper: Option<String>,
    section: Option<String>,
    english: Option<String>,
    words: Option<String>,
    weekday: bool,
    aside: bool,
}

impl Seen {
    /// `None` when there is one of the kind already: two dates are a story.
    fn take(&mut self, part: Part) -> Option<()> {
        fn fill<T>(place: &mut Option<T>, value: T) -> Option<()> {
            place.is_none().then(|| *place = Some(value))
        }
        match part {
            Part::Date(date) => fill(&mut self.date, date),
            Part::Page(page) => fill(&mut self.page, page),
            Part::Figure(figure) => fill(&mut self.figure, figure),
            Part::Paper(paper) => fill(&mut self.paper, paper),
            // 第三版 副刊·天下: a part of a section, by names that are sections both.
            Part::Section(section) if self.page.is_some() && self.section.is_some() => {
                self.section = self.section.take().map(|whole| format!("{whole}·{section}"));
                Some(())
            }
            Part::Section(section) => fill(&mut self.section, section),
            Part::SectionEnglish(section) => fill(&mut self.english, section),
            // Before a page number they send the reader to it: 详情第五版.
            Part::Words(words) if self.page.is_some() || self.date.is_some() || self.figure.is_some() => {
                fill(&mut self.words, words)
            }
            Part::Words(_) => None,
            Part::Weekday => (!std::mem::replace(&mut self.weekday, true)).then_some(()),
            Part::Aside => {
                self.aside = true;
                Some(())
            }
        }
    }

    /// A folio, if the parts are enough for one.
    fn judge(self) -> Option<Folio> {
        let number = self.page.or(self.figure);
        let section = self.section.is_some() || self.english.is_some();
        let enough = match self.date {
            // A date alone, or with a word before it, stands under notices.
            Some(_) if self.words.is_none() => {
                self.weekday || self.aside || section || number.is_some() || self.paper.is_some()
            }
            Some(_) => self.weekday || number.is_some() || self.paper.is_some(),
            None if self.words.is_some() => self.page.is_some(),
            None => {
                self.page.is_some()
                    || self.figure.is_some() && (section || self.paper.is_some())
                    || self.section.is_some() && self.english.is_some()
            }
        };
        let section = self.section.or(self.words).or(self.english);
        enough.then_some(Folio { paper: self.paper, date: self.date, section, number })
    }
}
