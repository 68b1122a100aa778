//! A terminal, as far as we speak to one: cells, a cursor, a scrolling region; it draws ambiguous characters in one cell
//! or in two, and says where its cursor is. A sequence it does not know fails the test: we do not send others.

use unicode_width::UnicodeWidthChar;

/// How a terminal draws characters of ambiguous width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Narrow,
    Wide,
}

/// The terminal.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) kind: Kind,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    /// What each cell shows; the second half of a wide character is empty.
    cells: Vec<String>,
    /// Column and row, from 0.
    pub(crate) cursor: (usize, usize),
    /// The last column was written: the next character begins a new row.
    wraps: bool,
    /// The cell written last, which combining marks join.
    last: usize,
    region: (usize, usize),
    pub(crate) cursor_shown: bool,
    /// What it has to say, to be typed.
    pub(crate) answers: Vec<u8>,
    /// How many lines a region moved.
    pub(crate) moved: usize,
    /// A sequence, or a character, that has not come whole.
    held: Vec<u8>,
}

impl Model {
    pub(crate) fn new(kind: Kind, columns: usize, rows: usize) -> Self {
        Self {
            kind,
            columns,
            rows,
            // What a terminal shows that was just resized: anything.
            cells: vec!["X".to_owned(); columns * rows],
            cursor: (columns / 2, rows / 2),
            wraps: false,
            last: 0,
            region: (0, rows - 1),
            cursor_shown: true,
            answers: Vec::new(),
            moved: 0,
            held: Vec::new(),
        }
    }

    /// What the cells from `x` on show, so many of them.
    pub(crate) fn text(&self, x: usize, y: usize, cells: usize) -> String {
        self.cells[y * self.columns + x..][..cells].concat()
    }

    /// The whole screen, blanks at the ends of rows left out.
    pub(crate) fn screen(&self) -> Vec<String> {
        (0..self.rows).map(|y| self.text(0, y, self.columns).trim_end().to_owned()).collect()
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
        let all = std::mem::take(&mut self.held);
        let text = match std::str::from_utf8(&all) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&all[..error.valid_up_to()]).unwrap(),
        };
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if c != '\x1b' {
                self.put(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let body = rest.get(2..).unwrap_or("");
            let Some(end) = body.find(|c: char| ('@'..='~').contains(&c)) else { break };
            assert!(rest.starts_with("\x1b["), "no control sequence: {rest:?}");
            self.control(&body[..end], body.as_bytes()[end]);
            rest = &body[end + 1..];
        }
        self.held = all[text.len() - rest.len()..].to_vec();
    }

    fn width(&self, c: char) -> usize {
        match c {
            '\u{300}'..='\u{36f}' | '\u{1160}'..='\u{11ff}' | '\u{3099}' | '\u{309a}' => 0,
            // Neutral, though its neighbours are ambiguous.
            '\u{25cc}' => 1,
            // Not all of these are ambiguous: ÿ and Ѓ are neutral.
            '\u{a1}'..='\u{451}' | '\u{2010}'..='\u{27bf}' if self.kind == Kind::Wide => {
                UnicodeWidthChar::width_cjk(c).unwrap_or(1).max(1)
            }
            '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
            '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff60}' => 2,
            '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3ffff}' => 2,
            _ => 1,
        }
    }

    fn put(&mut self, c: char) {
        if c == '\r' {
            (self.cursor.0, self.wraps) = (0, false);
            return;
        }
        if c == '\u{8}' {
            assert!(!self.wraps && self.cursor.0 > 0, "a backspace where terminals differ");
            self.cursor.0 -= 1;
            return;
        }
        if c == '\n' {
            assert!(self.cursor.1 + 1 < self.rows && !self.wraps, "a line feed that scrolls");
            self.cursor.1 += 1;
            return;
        }
        assert!(!c.is_control(), "{c:?}");
        let width = self.width(c);
        if width == 0 {
            self.cells[self.last].push(c);
            return;
        }
        if self.wraps || self.cursor.0 + width > self.columns {
            // At the bottom the screen would scroll; nothing we send may do that.
            assert!(self.cursor.1 + 1 < self.rows || self.columns < 2, "{c:?} scrolls the screen");
            self.cursor = (0, (self.cursor.1 + 1).min(self.rows - 1));
        }
        let (x, y) = self.cursor;
        let width = width.min(self.columns);
        self.blank(x, y, width);
        let at = y * self.columns + x;
        self.last = at;
        self.cells[at] = c.to_string();
        self.cells[at + 1..at + width].fill(String::new());
        self.wraps = x + width >= self.columns;
        self.cursor.0 = (x + width).min(self.columns - 1);
    }

    /// Blanks cells, and the other halves of what they cut.
    fn blank(&mut self, x: usize, y: usize, cells: usize) {
        let row = &mut self.cells[y * self.columns..][..self.columns];
        let end = (x + cells).min(row.len());
        let first = if row[x].is_empty() { x.saturating_sub(1) } else { x };
        let last = row[end..].iter().take_while(|cell| cell.is_empty()).count() + end;
        row[first..last].fill(" ".to_owned());
    }

    fn control(&mut self, parameters: &str, last: u8) {
        let number = |nth: usize| parameters.split(';').nth(nth).and_then(|n| n.parse::<usize>().ok());
        let first = number(0).unwrap_or(1).max(1);
        let (x, y) = self.cursor;
        if !matches!(last, b'm' | b'h' | b'l' | b'n') {
            self.wraps = false;
        }
        match (last, parameters) {
            (b'm', _) | (b'h' | b'l', "?1049" | "?2004" | "?2026") => {}
            (b'h', "?25") => self.cursor_shown = true,
            (b'l', "?25") => self.cursor_shown = false,
            (b'n', "6") => self.answers.extend(format!("\x1b[{};{}R", y + 1, x + 1).bytes()),
            (b'H', _) => self.cursor = (number(1).unwrap_or(1).max(1) - 1, first - 1),
            (b'G', _) => self.cursor.0 = first - 1,
            (b'C', _) => self.cursor.0 = x + first,
            (b'D', _) => self.cursor.0 = x - first,
            (b'X', _) => self.blank(x, y, first),
            (b'K', "") => self.blank(x, y, self.columns - x),
            (b'K', "2") => self.blank(0, y, self.columns),
            (b'J', "") => {
                assert_eq!(self.cursor, (0, 0));
                self.cells.fill(" ".to_owned());
            }
            (b'r', _) => {
                self.region = (first - 1, number(1).unwrap_or(self.rows) - 1);
                assert!(self.region.0 < self.region.1 && self.region.1 < self.rows, "{:?}", self.region);
                self.cursor = (0, 0);
            }
            (b'L' | b'M', _) => self.move_lines(first, last == b'M'),
            _ => panic!("ESC [ {parameters} {}", char::from(last)),
        }
        assert!(self.cursor.0 < self.columns && self.cursor.1 < self.rows, "{:?}", self.cursor);
    }

    /// Deletes lines at the cursor, or inserts them, within the region.
    fn move_lines(&mut self, lines: usize, deletes: bool) {
        let (top, bottom) = (self.cursor.1, self.region.1);
        assert!((self.region.0..=bottom).contains(&top) && lines <= bottom - top);
        let band = &mut self.cells[top * self.columns..(bottom + 1) * self.columns];
        let cells = lines * self.columns;
        if deletes {
            band.rotate_left(cells);
            let end = band.len();
            band[end - cells..].fill(" ".to_owned());
        } else {
            band.rotate_right(cells);
            band[..cells].fill(" ".to_owned());
        }
        self.moved += lines;
    }
}
