//! Place: the tiles in the columns of the page, and which of them are neighbours.

use super::rank::Story;
use super::tile::{FRAME, frame, lines};
use super::{Columns, Detail, Front, Neighbours, Tile, TileArea, TileFrame, TileKind};
use crate::layout::{Cells, Line, Measure};

/// A list of more short items than this is spread over all columns; a shorter one stands in the shortest.
const SHORT_LIST: usize = 4;

/// A page being made up.
struct Page<'a> {
    measure: &'a Measure,
    columns: Columns,
    detail: Detail,
    /// The first free row of each column.
    free: Vec<usize>,
    tiles: Vec<Tile>,
}

/// Makes up a page of stories, the lead first.
pub(super) fn page(
    stories: &[Story<'_>],
    head: &[Line],
    measure: &Measure,
    columns: Columns,
    detail: Detail,
) -> Front {
    let top = if head.is_empty() { 0 } else { head.len() + 1 };
    let free = vec![top; usize::from(columns.count)];
    let mut page = Page { measure, columns, detail, free, tiles: Vec::with_capacity(stories.len()) };
    let (briefs, stories): (Vec<_>, Vec<_>) = stories.iter().partition(|story| story.kind == TileKind::Brief);
    for story in stories {
        let at = if story.kind == TileKind::Lead { 0 } else { page.shortest() };
        page.place(story, at);
    }
    page.list(&briefs);
    let below = |tile: &Tile| tile.area.y + tile.area.height;
    let height = page.tiles.iter().map(below).max().unwrap_or(head.len());
    let areas: Vec<TileArea> = page.tiles.iter().map(|tile| tile.area).collect();
    for (nth, tile) in page.tiles.iter_mut().enumerate() {
        tile.beside = beside(&areas, nth);
    }
    Front { head: head.to_vec(), tiles: page.tiles, height }
}

impl Page<'_> {
    /// The column that has most room, the left one of equals.
    fn shortest(&self) -> usize {
        (0..self.free.len()).min_by_key(|&column| self.free[column]).unwrap_or(0)
    }

    /// Puts a story at the first free row of a column.
    fn place(&mut self, story: &Story<'_>, column: usize) {
        let across = if story.kind == TileKind::Lead { self.across() } else { 1 };
        let covered = column..column + across;
        let y = covered.clone().map(|column| self.free[column]).max().unwrap_or(0);
        let width = across as u16 * self.columns.width.0 + (across as u16 - 1) * self.columns.gutter.0;
        let frame = frame(story, self.detail, width);
        let (cells, rows) = if frame == TileFrame::Boxed { FRAME } else { (0, 0) };
        let lines = lines(story, self.detail, self.measure, width - 2 * cells);
        let height = lines.len() + 2 * rows;
        let area = TileArea { x: self.columns.left(column), y, width: Cells(width), height };
        let air = match (story.kind, self.detail) {
            (TileKind::Lead, _) => 1,
            (TileKind::Brief, _) | (_, Detail::List) => 0,
            (TileKind::Story | TileKind::Photo, Detail::Lede(_)) => 1,
        };
        self.free[covered].fill(y + height + air);
        let (article, kind) = (story.article, story.kind);
        self.tiles.push(Tile { article, kind, area, frame, lines, beside: Neighbours::default() });
    }

    /// The columns that the lead takes: of three, two, so that something stands beside it; else all.
    fn across(&self) -> usize {
        self.free.len().min(2)
    }

    /// The short items, one under the other.
    fn list(&mut self, briefs: &[&Story<'_>]) {
        if briefs.len() <= SHORT_LIST {
            let column = self.shortest();
            briefs.iter().for_each(|brief| self.place(brief, column));
            return;
        }
        let top = self.free.iter().copied().max().unwrap_or(0);
        self.free.fill(top);
        let each = briefs.len().div_ceil(self.free.len());
        for (column, part) in briefs.chunks(each).enumerate() {
            part.iter().for_each(|brief| self.place(brief, column));
        }
    }
}

/// A direction in which one moves between tiles.
#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
    Left,
    Right,
}

fn beside(areas: &[TileArea], nth: usize) -> Neighbours {
    let [up, down, left, right] =
        [Way::Up, Way::Down, Way::Left, Way::Right].map(|way| nearest(areas, nth, way));
    Neighbours { up, down, left, right }
}

/// The next tile that way: one that faces this tile before one that does not, then the nearest, then the one whose
/// beginning is nearest to where this one begins.
fn nearest(areas: &[TileArea], nth: usize, way: Way) -> Option<usize> {
    let from = areas[nth];
    let distance = |&other: &usize| {
        let to = areas[other];
        let (columns, rows) = (overlap(across(from), across(to)), overlap(down(from), down(to)));
        let (faces, away) = match way {
            Way::Up => (columns, down(from).0.checked_sub(down(to).1)),
            Way::Down => (columns, down(to).0.checked_sub(down(from).1)),
            Way::Left => (rows, across(from).0.checked_sub(across(to).1)),
            Way::Right => (rows, across(to).0.checked_sub(across(from).1)),
        };
        // Nothing that stands wholly above or below is to the left or right, though it be there as well.
        let sideways = matches!(way, Way::Left | Way::Right);
        let beside = down(from).0.abs_diff(down(to).0) + across(from).0.abs_diff(across(to).0);
        away.filter(|_| faces || !sideways).map(|away| (!faces, away, beside, other))
    };
    (0..areas.len())
        .filter(|&other| other != nth)
        .filter_map(|other| distance(&other))
        .min()
        .map(|found| found.3)
}

/// First cell, and one past the last.
fn across(area: TileArea) -> (usize, usize) {
    (usize::from(area.x.0), usize::from(area.x.0 + area.width.0))
}

/// First row, and one past the last.
fn down(area: TileArea) -> (usize, usize) {
    (area.y, area.y + area.height)
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}
