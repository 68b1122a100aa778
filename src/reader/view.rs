//! The view: which part of the window belongs to what. Computed from the window's size and the state, before anything
//! is laid out or drawn, so that both go by the same numbers.

use super::{Form, Pane};
use crate::layout::{self, Cells};

/// The smallest window that is drawn in, columns and rows.
pub const SMALLEST: (u16, u16) = (20, 5);
/// The margin left of the text: a mark of two cells and a blank.
pub const MARGIN: u16 = 3;
/// How far one stop may hang past the measure, in cells.
pub const HANG: u16 = 2;

/// Below this many columns there are never two panes, whatever the settings say.
const NARROWEST_PAIR: u16 = 60;

/// A rectangle of the window, in columns and rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// Who has which part of the window; `None` for what is not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The line at the top: paper, date, page.
    pub head: Option<Area>,
    /// The list of articles.
    pub list: Option<Area>,
    /// A page as a page.
    pub front: Option<Area>,
    /// The one column that tells list and article apart.
    pub gutter: Option<Area>,
    /// The article.
    pub article: Option<Area>,
    /// Help, marks or contents.
    pub overlay: Option<Area>,
    /// What is to be said of the chosen seam.
    pub note: Option<Area>,
    /// The status line.
    pub status: Option<Area>,
}

/// What there is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) pane: Pane,
    pub(super) form: Form,
    pub(super) overlay: Option<Room>,
    pub(super) frame: Frame,
    pub(super) seams: bool,
    pub(super) wide_from: u16,
}

impl Wanted {
    /// True where a page is shown as a page.
    fn on_front(&self) -> bool {
        self.pane == Pane::List && self.form == Form::Page
    }
}

/// How much room an overlay takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// Beside the article where there are two panes.
    Beside,
    /// All there is.
    Whole,
}

/// What stands around the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// Head, list and status line.
    #[default]
    Full,
    /// Nothing: the text alone.
    Zen,
}

impl View {
    pub(super) fn new(columns: u16, rows: u16, wanted: &Wanted) -> Self {
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
            return Self::default();
        }
        let row = |y, height| Area { x: 0, y, width: columns, height };
        let on_front = wanted.on_front();
        // A page has a head of its own.
        let head = (wanted.frame == Frame::Full && !on_front).then(|| row(0, 1));
        // Air below the head only where lines are not scarce.
        let first = match (on_front, rows) {
            (true, _) => u16::from(rows >= 30),
            (false, 10..) => 2,
            (false, _) => u16::from(head.is_some()),
        };
        // Nothing is said of a seam where no text is seen.
        let shows_text = Self::panes(row(0, rows), wanted).article.is_some();
        let note_rows = if wanted.seams && shows_text { Self::note_rows(columns, rows) } else { 0 };
        let status = row(rows - 1, 1);
        let note = (note_rows > 0).then(|| row(rows - 1 - note_rows, note_rows));
        // And above the status line.
        let air = u16::from(rows >= 16);
        let body = row(first, (rows - 1 - note_rows - air).saturating_sub(first).max(1));
        Self { head, note, status: Some(status), ..Self::panes(body, wanted) }
    }

    /// The rows that what is said of a seam takes in a window of that size: in a narrow one the reasons need two.
    pub(super) fn note_rows(columns: u16, rows: u16) -> u16 {
        match (columns, rows) {
            (_, ..16) => 1,
            (..60, 18..) => 3,
            _ => 2,
        }
    }

    fn panes(body: Area, wanted: &Wanted) -> Self {
        let full = wanted.frame == Frame::Full && !wanted.on_front();
        let wide = body.width >= wanted.wide_from.max(NARROWEST_PAIR) && full;
        let one = |area| Some(area);
        match (wanted.overlay, wide, wanted.pane) {
            (Some(Room::Whole), ..) | (Some(Room::Beside), false, _) => {
                Self { overlay: one(body), ..Self::default() }
            }
            (overlay, true, _) => {
                let (left, gutter, right) = Self::split(body);
                let (list, overlay) = match overlay {
                    Some(_) => (None, one(left)),
                    None => (one(left), None),
                };
                Self { list, overlay, gutter: one(gutter), article: one(right), ..Self::default() }
            }
            (None, ..) if wanted.on_front() => Self { front: one(body), ..Self::default() },
            (None, false, Pane::List) if wanted.frame == Frame::Full => {
                Self { list: one(body), ..Self::default() }
            }
            (None, false, _) => Self { article: one(body), ..Self::default() },
        }
    }

    /// List, gutter, article. The list takes a third: headlines are short, lines of text are not.
    fn split(body: Area) -> (Area, Area, Area) {
        let left = (body.width / 3).clamp(30, 48);
        let list = Area { width: left, ..body };
        let gutter = Area { x: left + 1, width: 1, ..body };
        let x = left + 3;
        (list, gutter, Area { x, width: body.width - x, ..body })
    }
}

/// How many columns of text are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// As many as are comfortable to read.
    #[default]
    Comfortable,
    /// So many, where they find room at all.
    Most(u16),
}

impl Columns {
    /// More columns than these, and the eye travels further between them than within.
    pub const MOST: u16 = 3;
    /// A column of 30 Han is comfortable: the short end of what is read at ease.
    const EASE: u16 = 60;

    /// The columns that `room` cells are divided into, each at most `longest` cells.
    fn divide(self, room: u16, longest: u16) -> layout::Columns {
        let fit = |most: u16| {
            let divided =
                |count: &u16| layout::Columns::fit(Cells(room.saturating_sub(signs(*count))), *count);
            let counts = (2..=most).rev();
            counts.map(|count| (count, divided(&count))).find(|(count, columns)| columns.count == *count)
        };
        let columns = match self {
            Self::Most(most) => fit(most.min(Self::MOST)),
            Self::Comfortable => {
                (2..=Self::MOST).rev().filter_map(fit).find(|(_, columns)| columns.width.0 >= Self::EASE)
            }
        };
        let columns = columns.map_or_else(|| layout::Columns::fit(Cells(room), 1), |(_, columns)| columns);
        layout::Columns { width: Cells(columns.width.0.min(longest).max(2) & !1), ..columns }
    }
}

/// The cells that the signs of the margins take between so many columns, besides those the layout leaves for a hanging
/// stop and for air.
pub(super) fn signs(columns: u16) -> u16 {
    2 * columns.saturating_sub(1)
}

/// Where the text stands within the article's area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The column of the margin.
    pub margin: u16,
    /// The column where lines begin: of the first, where the text stands in several columns.
    pub text: u16,
    /// Length of a line.
    pub measure: Cells,
    /// Columns of text.
    pub count: u16,
    /// What all are set to: their measures, and the air between them.
    pub span: Cells,
    /// Cells from the beginning of a line to the area's end.
    pub room: u16,
}

impl Column {
    /// The text, centred: an even measure of at most `longest` cells (so that full lines of Han fill it), in columns
    /// where there is room for them.
    #[must_use]
    pub fn new(area: Area, longest: u16, hang: bool, columns: Columns) -> Self {
        let hang = if hang { HANG } else { 0 };
        let columns = columns.divide(area.width.saturating_sub(MARGIN + hang), longest);
        let span = columns.span();
        let wide = MARGIN + span.0 + signs(columns.count) + hang;
        let margin = area.x + area.width.saturating_sub(wide) / 2;
        let text = margin + MARGIN;
        let room = (area.x + area.width).saturating_sub(text);
        Self { margin, text, measure: columns.width, count: columns.count, span, room }
    }
}
