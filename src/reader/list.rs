//! A list with a cursor: which row is chosen and which rows are in view, whatever the rows are.

/// Cursor and window of a list. Rows are counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    len: usize,
    height: usize,
    cursor: usize,
    top: usize,
}

impl List {
    /// A list of `len` rows, the cursor on the first.
    #[must_use]
    pub fn new(len: usize) -> Self {
        Self { len, ..Self::default() }
    }

    /// The chosen row; 0 in an empty list.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first row in view.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// True when there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many rows are in view.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Chooses a row, or the last one.
    pub fn go_to(&mut self, row: usize) {
        self.cursor = row.min(self.len.saturating_sub(1));
        self.keep_in_view();
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        self.go_to(self.cursor.saturating_add_signed(by));
    }

    /// The window is this high now.
    pub fn set_height(&mut self, height: usize) {
        self.height = height;
        self.keep_in_view();
    }

    /// There are this many rows now.
    pub fn set_len(&mut self, len: usize) {
        self.len = len;
        self.go_to(self.cursor);
    }

    /// Shows the row above the cursor as well, where there is room: a heading, say.
    pub fn show_above(&mut self) {
        if self.height > 1 && self.cursor > 0 && self.top == self.cursor {
            self.top -= 1;
        }
    }

    fn keep_in_view(&mut self) {
        let last_top = self.len.saturating_sub(self.height.max(1));
        let lowest = (self.cursor + 1).saturating_sub(self.height.max(1));
        self.top = self.top.clamp(lowest, self.cursor).min(last_top);
    }
}

/// How far a movement goes, whatever it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motion {
    /// So many lines or items; negative: back.
    Lines(isize),
    /// So many halves of the window's height.
    Halves(isize),
    /// So many heights, less the line of overlap that keeps the eye in place.
    Screens(isize),
    /// To the beginning.
    Top,
    /// To the end.
    Bottom,
    /// To the n-th item, from 1.
    Nth(usize),
    /// To so many hundredths.
    Percent(usize),
}

impl Motion {
    /// The movement in lines for a window of that height; `None` when it goes to a fixed place.
    pub(super) fn lines(self, height: usize) -> Option<isize> {
        let height = isize::try_from(height).unwrap_or(isize::MAX);
        match self {
            Self::Lines(n) => Some(n),
            Self::Halves(n) => Some(n.saturating_mul((height / 2).max(1))),
            Self::Screens(n) => Some(n.saturating_mul((height - 1).max(1))),
            _ => None,
        }
    }
}

impl List {
    /// Moves the cursor.
    pub(super) fn apply(&mut self, motion: Motion) {
        match motion {
            Motion::Top => self.go_to(0),
            Motion::Bottom => self.go_to(self.len),
            Motion::Nth(n) => self.go_to(n.saturating_sub(1)),
            Motion::Percent(n) => self.go_to(self.len.saturating_sub(1) * n.min(100) / 100),
            _ => self.step(motion.lines(self.height).unwrap_or(0)),
        }
    }
}
