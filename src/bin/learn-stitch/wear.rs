//! Wear: a page as another OCR engine might have left it, with its gold. What real engines do more of than the pages to
//! learn from show: headings of any level or none, headlines in pieces, scraps, paragraphs cut more often, halves left
//! as neighbours, characters misread and marks at half their width. And as another paper might have printed it (`foreign`), and
//! read line by line (`lined`).

mod foreign;
mod lined;

pub(crate) use foreign::foreign;
pub(crate) use lined::in_lines;

use crate::gold::LearnPage;
use dubao::source::FileSpan;

/// Dice that fall the same way every time (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    /// True in `percent` of a hundred falls.
    pub(crate) fn falls(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

/// Whose a piece of the page is.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Title(usize),
    Text(usize, usize),
    Furniture,
    Nobody,
}

/// A block being worn: its words without marks of a heading, and whose it is.
#[derive(Clone)]
struct Piece {
    owner: Owner,
    /// Place among the pieces of its owner.
    nth: usize,
    words: String,
    level: usize,
}

impl Piece {
    /// Takes its marks off.
    fn unmark(&mut self) {
        self.level = 0;
        self.words = self.words.replace("**", "");
    }
}

/// Wears a page.
pub(crate) fn wear(page: &LearnPage, seed: u64) -> LearnPage {
    let mut dice = Dice::new(seed);
    let mut pieces = pieces(page);
    let marks = dice.below(4);
    let (scraps, cuts) = ([0, 0, 5, 12][dice.below(4)], [0, 0, 8, 25][dice.below(4)]);
    let (in_pieces, misread) = (dice.falls(50), dice.falls(30));
    let mut worn = Vec::new();
    for piece in pieces.drain(..) {
        if dice.falls(scraps) {
            worn.push(scrap(&mut dice));
        }
        match piece.owner {
            Owner::Title(_) if in_pieces && dice.falls(60) => split_title(piece, &mut dice, &mut worn),
            Owner::Text(..) if dice.falls(cuts) => cut(piece, &mut dice, &mut worn),
            _ => worn.push(piece),
        }
    }
    for piece in &mut worn {
        if misread {
            piece.words = misreading(&piece.words, &mut dice);
        }
        match marks {
            0 => piece.unmark(),
            1 if piece.level > 0 => piece.level = 2,
            2 if piece.level > 0 => piece.level = 1 + dice.below(3),
            _ => {}
        }
    }
    set(page, &worn)
}

/// A page as an engine leaves it that marks nothing.
pub(crate) fn bare(page: &LearnPage) -> LearnPage {
    let mut pieces = pieces(page);
    pieces.iter_mut().for_each(Piece::unmark);
    set(page, &pieces)
}

/// The blocks of a page with their owners.
fn pieces(page: &LearnPage) -> Vec<Piece> {
    let mut spans: Vec<(FileSpan, Owner, usize)> = Vec::new();
    for (nth, article) in page.gold.articles.iter().enumerate() {
        spans.extend(article.title.iter().enumerate().map(|(i, span)| (*span, Owner::Title(nth), i)));
        for (p, paragraph) in article.paragraphs.iter().enumerate() {
            spans.extend(paragraph.iter().enumerate().map(|(i, span)| (*span, Owner::Text(nth, p), i)));
        }
    }
    spans.extend(page.gold.furniture.iter().map(|span| (*span, Owner::Furniture, 0)));
    spans.sort_by_key(|(span, ..)| span.start);
    let mut pieces = Vec::new();
    let mut at = 0;
    for (span, owner, nth) in spans {
        // What no gold holds (a jump line of its own) stays as it is.
        let between = page.text.get(at..span.start).unwrap_or_default();
        let level =
            between.rsplit('\n').next().map_or(0, |marks| marks.bytes().filter(|b| *b == b'#').count());
        let lost = between.trim_matches(|c: char| c.is_whitespace() || c == '#');
        if !lost.is_empty() {
            pieces.push(Piece { owner: Owner::Nobody, nth: 0, words: lost.to_owned(), level: 0 });
        }
        pieces.push(Piece {
            owner,
            nth: nth * 100,
            words: page.text[span.start..span.end].to_owned(),
            level,
        });
        at = span.end.max(at);
    }
    let rest = page.text.get(at..).unwrap_or_default().trim();
    if !rest.is_empty() {
        pieces.push(Piece { owner: Owner::Nobody, nth: 0, words: rest.to_owned(), level: 0 });
    }
    pieces
}

/// A block of marks of nothing.
fn scrap(dice: &mut Dice) -> Piece {
    let words = scrap_of(dice);
    let level = if dice.falls(15) { 1 + dice.below(2) } else { 0 };
    Piece { owner: Owner::Furniture, nth: 0, words, level }
}

/// A few marks read in a picture or a rule.
pub(crate) fn scrap_of(dice: &mut Dice) -> String {
    let len = 1 + dice.below(4);
    (0..len).map(|_| MARKS[dice.below(MARKS.len())]).collect()
}

/// Words as a poor print is read: now and then a wrong character or none, the marks at half their width, brackets and
/// dashes as others.
pub(crate) fn misreading(words: &str, dice: &mut Dice) -> String {
    let dash = ["-一", "一一", "——"][dice.below(3)];
    let read = |c: char, dice: &mut Dice| match c {
        '；' => Some(';'),
        '：' => Some(':'),
        '！' => Some('!'),
        '？' => Some('?'),
        '（' => Some(['(', '(', '〈', '《'][dice.below(4)]),
        '）' => Some(')'),
        '*' | '\n' => Some(c),
        _ if dice.below(1000) < 4 => None,
        _ if dice.below(1000) < 8 => Some(MARKS[dice.below(MARKS.len())]),
        _ => Some(c),
    };
    words.replace("——", dash).chars().filter_map(|c| read(c, dice)).collect()
}

/// What is read into pictures and rules.
const MARKS: [char; 24] = [
    '一', '二', '人', '下', '国', '十', '口', '日', '|', '—', '.', '=', '<', '>', 'A', 'i', 'l', '(', '1',
    '7', '“', '、', '。', '上',
];

/// A headline becomes two blocks: at a blank, or anywhere; now and then of two sizes.
fn split_title(piece: Piece, dice: &mut Dice, out: &mut Vec<Piece>) {
    let blank = piece.words.char_indices().find(|(at, c)| *at > 0 && (c.is_whitespace() || *c == '—'));
    let chars: Vec<usize> = piece.words.char_indices().map(|(at, _)| at).collect();
    if piece.words.contains("**") || chars.len() < 8 {
        return out.push(piece);
    }
    let at = blank.map_or_else(|| chars[3 + dice.below(chars.len() - 6)], |(at, _)| at);
    let (first, second) = (piece.words[..at].trim().to_owned(), piece.words[at..].trim().to_owned());
    let other = if piece.level > 0 && dice.falls(50) { 1 + dice.below(3) } else { piece.level };
    out.push(Piece { words: first, ..piece.clone() });
    out.push(Piece { words: second, nth: piece.nth + 1, level: other, ..piece });
}

/// A paragraph is cut in two that stay neighbours.
fn cut(piece: Piece, dice: &mut Dice, out: &mut Vec<Piece>) {
    let chars: Vec<usize> = piece.words.char_indices().map(|(at, _)| at).collect();
    if chars.len() < 60 || piece.words.contains("**") || piece.words.contains('\n') {
        return out.push(piece);
    }
    let at = chars[20 + dice.below(chars.len() - 40)];
    out.push(Piece { words: piece.words[..at].to_owned(), ..piece.clone() });
    out.push(Piece { words: piece.words[at..].to_owned(), nth: piece.nth + 1, ..piece });
}

/// Sets the pieces as a page again.
fn set(page: &LearnPage, pieces: &[Piece]) -> LearnPage {
    let mut worn = LearnPage { text: String::new(), ..page.clone() };
    worn.gold.furniture.clear();
    let mut found: Vec<(Owner, usize, FileSpan)> = Vec::new();
    for piece in pieces {
        if piece.level > 0 {
            worn.text.push_str(&"#".repeat(piece.level));
            worn.text.push(' ');
        }
        let start = worn.text.len();
        worn.text.push_str(&piece.words);
        found.push((piece.owner, piece.nth, FileSpan { start, end: worn.text.len() }));
        worn.text.push_str("\n\n");
    }
    found.sort_by_key(|(_, nth, _)| *nth);
    let of = |owner: Owner| found.iter().filter(|(o, ..)| *o == owner).map(|(.., span)| *span).collect();
    for (nth, article) in worn.gold.articles.iter_mut().enumerate() {
        article.title = of(Owner::Title(nth));
        for (p, paragraph) in article.paragraphs.iter_mut().enumerate() {
            *paragraph = of(Owner::Text(nth, p));
        }
    }
    worn.gold.furniture = of(Owner::Furniture);
    worn
}
