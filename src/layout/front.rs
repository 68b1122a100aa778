//! Front: a page as a page. Flag and folio line on top, under them the stories as tiles, so that one sees at a glance
//! what leads.
//!
//! 1. `rank`: which story leads, and in which order the others follow;
//! 2. `tile`: a story's words, set to a tile of some detail;
//! 3. `place`: the tiles in the columns of the page, and which of them are neighbours.
//!
//! The page is set in the richest [`Detail`] with which the window holds all of it; a page with too many stories is set
//! in the poorest and goes on below the window.

mod place;
mod rank;
mod tile;

use super::columns::Columns;
use super::{Cells, Line, LineKind, Measure};
use crate::edition::EditionPage;
use crate::source::Text;

/// What stands above the stories; its wording is the caller's. An empty part is not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masthead {
    /// The paper's name, on page one.
    pub flag: String,
    /// Date, section and number of the page.
    pub folio: String,
}

/// A page as a page, in cells and rows from its top left corner.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// Flag and folio line, from the first row on.
    pub head: Vec<Line>,
    /// The stories, the lead first, in the order in which they are read. Every article of the page has one.
    pub tiles: Vec<Tile>,
    /// Rows of the whole; what is more than the window has is scrolled to.
    pub height: usize,
}

/// One story on the page.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Its number on the page, as in [`ArticleIx`](crate::edition::ArticleIx).
    pub article: usize,
    /// What it is shown as.
    pub kind: TileKind,
    /// Where it stands, its frame included.
    pub area: TileArea,
    /// What is drawn around it.
    pub frame: TileFrame,
    /// Its words. Their indents count from the tile's left edge, and from the inside of its frame.
    pub lines: Vec<Line>,
    /// The tiles beside it.
    pub beside: Neighbours,
}

/// What a story is shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// The story that leads the page.
    Lead,
    /// A further story.
    Story,
    /// A photograph, of which there are only words.
    Photo,
    /// One line of the list of short items.
    Brief,
}

/// What is drawn around a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileFrame {
    /// Nothing.
    Open,
    /// A box: a row above and below, two cells at either side.
    Boxed,
}

/// A rectangle of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TileArea {
    /// First cell.
    pub x: Cells,
    /// First row.
    pub y: usize,
    /// Cells.
    pub width: Cells,
    /// Rows.
    pub height: usize,
}

/// The tiles that are reached from a tile, by their number in [`Front::tiles`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// Above.
    pub up: Option<usize>,
    /// Below.
    pub down: Option<usize>,
    /// To the left.
    pub left: Option<usize>,
    /// To the right.
    pub right: Option<usize>,
}

/// How much of the stories is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    /// Headlines, and so many lines of each lede; a blank row between two tiles.
    Lede(usize),
    /// One line each.
    List,
}

/// From the richest to the poorest.
const DETAILS: [Detail; 5] =
    [Detail::Lede(4), Detail::Lede(3), Detail::Lede(2), Detail::Lede(1), Detail::List];

/// A page has three columns of tiles at most: more, and no story stands out.
const COLUMNS: u16 = 3;

/// Sets a page's stories for a window of `height` rows.
pub(super) fn front(page: &EditionPage, masthead: &Masthead, measure: &Measure, height: u16) -> Front {
    let stories = rank::stories(page);
    let columns = Columns::fit(measure.width, COLUMNS);
    let head = head(masthead, measure, &columns);
    let fits = |front: &Front| front.height <= usize::from(height);
    let mut tries = DETAILS.iter().map(|&detail| place::page(&stories, &head, measure, columns, detail));
    let mut last = Front::default();
    tries
        .find(|front| {
            last = front.clone();
            fits(front)
        })
        .unwrap_or(last)
}

/// Flag and folio line, centred; neither stands anywhere in the source.
fn head(masthead: &Masthead, measure: &Measure, columns: &Columns) -> Vec<Line> {
    let span = columns.span().0;
    let mut lines = Vec::new();
    for (words, kind) in [(&masthead.flag, LineKind::Headline), (&masthead.folio, LineKind::Dateline)] {
        let mut text = Text::default();
        text.push_filler(&super::elide(words, Cells(span), measure.ambiguous));
        if !text.is_empty() {
            lines.extend(tile::display(&text, kind, measure, span));
        }
    }
    lines
}
