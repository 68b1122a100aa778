//! Scan: a line read from left to right, with a way to take back what was read in vain.

/// A line and a place in it. Full-width forms are folded to ASCII, so that １２ reads as 12.
#[derive(Debug)]
pub(super) struct Scan {
    characters: Vec<char>,
    at: usize,
}

impl Scan {
    pub(super) fn new(text: &str) -> Self {
        Self { characters: text.trim().chars().map(fold).collect(), at: 0 }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.characters.len()
    }

    /// The place, in characters.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    /// The character before the place.
    pub(super) fn before(&self) -> Option<char> {
        self.characters.get(self.at.checked_sub(1)?).copied()
    }

    pub(super) fn bump(&mut self) {
        self.at += 1;
    }

    /// Goes back to a place that was read already.
    pub(super) fn back_to(&mut self, at: usize) {
        self.at = self.at.min(at);
    }

    /// The characters read since `from`.
    pub(super) fn since(&self, from: usize) -> String {
        self.characters[from..self.at].iter().collect()
    }

    /// The characters but those from `from` to the place, for which a blank stands.
    pub(super) fn without(&self, from: usize) -> String {
        let (head, tail) = (&self.characters[..from], &self.characters[self.at..]);
        head.iter().chain(&[' ']).chain(tail).collect()
    }

    /// Goes past `wanted` when it stands here; letters of either case.
    pub(super) fn eat(&mut self, wanted: &str) -> Option<()> {
        let mut at = self.at;
        for c in wanted.chars() {
            if !self.characters.get(at)?.eq_ignore_ascii_case(&c) {
                return None;
            }
            at += 1;
        }
        self.at = at;
        Some(())
    }

    /// Goes past the first of `wanted` that stands here, and says which.
    pub(super) fn eat_any(&mut self, wanted: &[&str]) -> Option<usize> {
        wanted.iter().position(|word| self.eat(word).is_some())
    }

    /// Goes past one character of `wanted`, and says which.
    pub(super) fn eat_of(&mut self, wanted: &str) -> Option<usize> {
        let found = wanted.chars().position(|c| Some(c) == self.peek())?;
        self.at += 1;
        Some(found)
    }

    pub(super) fn skip(&mut self, unwanted: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&unwanted) {
            self.at += 1;
        }
    }

    pub(super) fn skip_blanks(&mut self) {
        self.skip(char::is_whitespace);
    }

    /// Goes past the characters of that sort, at most `most`; `None` when there is none.
    pub(super) fn take(&mut self, most: usize, sort: impl Fn(char) -> bool) -> Option<String> {
        let from = self.at;
        while self.at - from < most && self.peek().is_some_and(&sort) {
            self.at += 1;
        }
        (self.at > from).then(|| self.since(from))
    }

    /// Reads something, or stays where it is.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let from = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = from;
        }
        found
    }

    /// True when that could be read here.
    pub(super) fn sees<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> bool {
        let from = self.at;
        let found = read(self).is_some();
        self.at = from;
        found
    }
}

/// Full-width forms as ASCII (Unicode block FF00–FFEF), every blank as a blank.
fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// True for a Han character of the blocks that pages are printed in, and 〇 and 々.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '〇' | '々')
}
