//! Front: a page as a page. Flag and folio line on top, under them the stories as tiles, so that one sees at a glance
//! what leads.
//!
//! 1. `rank`: which story leads, in which order the others follow, and what share of the page each has;
//! 2. `matter`: a story's words, set to the width of its tile;
//! 3. `dummy`: which story stands in which column, and how many rows of it are told, so that the page is full;
//! 4. `place`: the tiles and the rules between them, and which tiles are neighbours.
//!
//! A page with too many stories is a list, which goes on below the window.

mod dummy;
mod matter;
mod place;
mod rank;

use super::columns::Columns;
use super::{Cells, Line, LineKind, Measure};
use crate::edition::EditionPage;
use crate::source::Text;
use dummy::Dummy;

/// What stands above the stories; its wording is the caller's. An empty part is not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masthead {
    /// The paper's name, on page one.
    pub flag: String,
    /// Date, section and number of the page.
    pub folio: String,
    /// What is said of a story that stops between two paragraphs: `{}` stands for how many follow.
    pub more: String,
    /// What is said behind a paragraph whose rest is missing.
    pub gap: String,
}

/// A page as a page, in cells and rows from its top left corner.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// Flag and folio line, from the first row on.
    pub head: Vec<Line>,
    /// The stories, the lead first, in the order in which they are read. Every article of the page has one.
    pub tiles: Vec<Tile>,
    /// The rules under the head and between the stories. None touches a tile.
    pub rules: Vec<Rule>,
    /// Rows of the whole; what is more than the window has is scrolled to.
    pub height: usize,
}

/// A line drawn between stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Which way it goes.
    pub way: RuleWay,
    /// Where it stands: one row high, or one cell wide.
    pub area: TileArea,
}

/// The ways a rule goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleWay {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
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

/// A page has three columns of tiles at most: more, and no story stands out.
const COLUMNS: u16 = 3;

/// In a window of fewer rows, flag and folio share a row, and no rule stands under them.
const LOW: u16 = 10;

/// Sets a page's stories for a window of `height` rows.
pub(super) fn front(page: &EditionPage, masthead: &Masthead, measure: &Measure, height: u16) -> Front {
    let columns = Columns::fit(measure.width, COLUMNS);
    let head = head(masthead, measure, &columns, height);
    let air = usize::from(!head.is_empty() && height >= LOW);
    let room = usize::from(height).saturating_sub(head.len() + air);
    let sort = Sort { measure, columns, more: &masthead.more, gap: &masthead.gap };
    let matter = matter::set(&rank::stories(page), sort, room);
    let dummy = Dummy::fit(&matter, usize::from(columns.count), room);
    place::page(&matter, &dummy, &sort, head, air)
}

/// What all tiles of a page are set with.
#[derive(Clone, Copy)]
struct Sort<'a> {
    measure: &'a Measure,
    columns: Columns,
    more: &'a str,
    gap: &'a str,
}

/// Flag and folio line, centred; neither stands anywhere in the source. Only the flag is set as a title is.
fn head(masthead: &Masthead, measure: &Measure, columns: &Columns, height: u16) -> Vec<Line> {
    let span = columns.span().0;
    let Masthead { flag, folio, .. } = masthead;
    let filler = |words: &str| {
        let mut text = Text::default();
        text.push_filler(&super::elide(words, Cells(span), measure.ambiguous));
        text
    };
    let folio_line = |words: &str| matter::centred(&filler(words), LineKind::Dateline, measure, span, 1);
    match (flag.is_empty(), folio.is_empty()) {
        (false, false) if height < LOW => folio_line(&format!("{flag}  {folio}")),
        (flagless, folioless) => {
            let mut lines = Vec::new();
            if !flagless {
                lines.extend(matter::display(&filler(flag), LineKind::Headline, measure, span));
            }
            if !folioless {
                lines.extend(folio_line(folio));
            }
            lines
        }
    }
}
