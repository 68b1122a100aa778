//! Setting: how a paragraph is set in lines, and how much of it a column's end leaves.

/// The blanks before a paragraph's first line.
pub(super) const INDENT: usize = 2;

/// How lines are set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// Characters a line holds.
    pub(super) measure: usize,
    /// A mark that may not begin a line is taken into the one before; else it takes that line's last character along.
    pub(super) squeezes: bool,
}

impl Setting {
    /// How many lines these characters fill, the first one indented so.
    pub(super) fn lines(self, words: &[char], indent: usize) -> usize {
        (1..).find(|lines| self.fits(words, indent, *lines) == words.len()).unwrap_or(1)
    }

    /// How many of these characters fit on so many lines.
    pub(super) fn fits(self, words: &[char], indent: usize, lines: usize) -> usize {
        let mut at = 0;
        for line in 0..lines {
            let mut end = at + self.measure - if line == 0 { indent } else { 0 };
            if end >= words.len() {
                return words.len();
            }
            if is_no_beginning(words[end]) {
                if self.squeezes {
                    end += 1;
                } else {
                    end -= 1;
                }
            }
            at = end;
        }
        at
    }
}

/// True for a mark that may not begin a line.
pub(crate) fn is_no_beginning(c: char) -> bool {
    "，。、；：？！”’）》〉】".contains(c)
}
