//! Place: the tiles in the columns of the page, the rules between them, and which of them are neighbours.

use super::dummy::Dummy;
use super::matter::Matter;
use super::{Front, Neighbours, Rule, RuleWay, Sort, Tile, TileArea, TileFrame};
use crate::layout::{Cells, Line};

/// Between two columns a rule stands one cell behind the left one: the sign of a chosen tile has the next cell.
const RULE: u16 = 1;

/// Makes up a page: the head, `air` rows under it, and the stories.
pub(super) fn page(matter: &[Matter], dummy: &Dummy, sort: &Sort<'_>, head: Vec<Line>, air: usize) -> Front {
    let top = if matter.is_empty() { head.len() } else { head.len() + air };
    let areas = areas(matter, dummy, sort, top);
    let tile = |(nth, story): (usize, &Matter)| Tile {
        article: story.article,
        kind: story.kind,
        area: areas[nth],
        frame: story.frame(dummy.told[nth]),
        lines: story.lines(dummy.told[nth], *sort),
        beside: beside(&areas, nth),
    };
    let tiles: Vec<Tile> = matter.iter().enumerate().map(tile).collect();
    let mut rules = across(&tiles, dummy);
    rules.extend(between(&tiles, dummy, sort));
    if top > head.len() {
        let area = TileArea { x: Cells(0), y: head.len(), width: sort.columns.span(), height: 1 };
        rules.push(Rule { way: RuleWay::Across, area });
    }
    let height = areas.iter().map(|area| down(*area).1).max().unwrap_or(top);
    Front { head, tiles, rules, height }
}

/// Where each story stands: in its columns, under those above it.
fn areas(matter: &[Matter], dummy: &Dummy, sort: &Sort<'_>, top: usize) -> Vec<TileArea> {
    let columns = &sort.columns;
    let mut areas = vec![TileArea::default(); matter.len()];
    for (column, stories) in dummy.columns.iter().enumerate().rev() {
        let mut y = top;
        let mut above = None;
        for &nth in stories {
            y += above.map_or(0, |above| dummy.air(above, nth));
            let height = matter[nth].height(dummy.told[nth]);
            let over = matter[nth].across as u16;
            let width = Cells(over * columns.width.0 + (over - 1) * columns.gutter.0);
            // Of the columns of a wide one the first is met last.
            areas[nth] = TileArea { x: columns.left(column), y, width, height };
            y += height;
            above = Some(nth);
        }
    }
    areas
}

/// The rules over stories that stand under another, as wide as the wider of the two, where a line of a list beside them
/// leaves the room. A frame is a rule already, and between the lines of a list there is none.
fn across(tiles: &[Tile], dummy: &Dummy) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for pair in dummy.columns.iter().flat_map(|column| column.windows(2)) {
        let (above, below) = (&tiles[pair[0]], &tiles[pair[1]]);
        let framed = [above, below].iter().any(|tile| tile.frame == TileFrame::Boxed);
        if framed || dummy.air(pair[0], pair[1]) == 0 {
            continue;
        }
        let mut both = [above.area, below.area];
        both.sort_by_key(|area| area.width);
        let [narrow, wide] = both;
        let between = |area: TileArea| TileArea { y: down(above.area).1, height: 1, ..area };
        let is_free = tiles.iter().all(|tile| !meet(tile.area, between(wide)));
        let rule = Rule { way: RuleWay::Across, area: between(if is_free { wide } else { narrow }) };
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

/// The rules between columns, from where no story stands over both.
fn between(tiles: &[Tile], dummy: &Dummy, sort: &Sort<'_>) -> Vec<Rule> {
    let rule = |column: usize| {
        let [left, right] = [&dummy.columns[column], &dummy.columns[column + 1]];
        let shared = left.iter().zip(right).take_while(|(left, right)| left == right).count();
        let first = tiles[*left.get(shared)?].area.y.min(tiles[*right.get(shared)?].area.y);
        let last = [left, right].into_iter().filter_map(|column| column.last());
        let last = last.map(|&nth| down(tiles[nth].area).1).max()?;
        let x = Cells(sort.columns.left(column).0 + sort.columns.width.0 + RULE);
        let area = TileArea { x, y: first, width: Cells(1), height: last - first };
        Some(Rule { way: RuleWay::Down, area })
    };
    (0..dummy.columns.len().saturating_sub(1)).filter_map(rule).collect()
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
        let (columns, rows) = (overlap(aside(from), aside(to)), overlap(down(from), down(to)));
        let (faces, away) = match way {
            Way::Up => (columns, down(from).0.checked_sub(down(to).1)),
            Way::Down => (columns, down(to).0.checked_sub(down(from).1)),
            Way::Left => (rows, aside(from).0.checked_sub(aside(to).1)),
            Way::Right => (rows, aside(to).0.checked_sub(aside(from).1)),
        };
        // Nothing that stands wholly above or below is to the left or right, though it be there as well.
        let sideways = matches!(way, Way::Left | Way::Right);
        let beside = down(from).0.abs_diff(down(to).0) + aside(from).0.abs_diff(aside(to).0);
        away.filter(|_| faces || !sideways).map(|away| (!faces, away, beside, other))
    };
    (0..areas.len())
        .filter(|&other| other != nth)
        .filter_map(|other| distance(&other))
        .min()
        .map(|found| found.3)
}

/// First cell, and one past the last.
fn aside(area: TileArea) -> (usize, usize) {
    (usize::from(area.x.0), usize::from(area.x.0 + area.width.0))
}

/// First row, and one past the last.
fn down(area: TileArea) -> (usize, usize) {
    (area.y, area.y + area.height)
}

fn meet(a: TileArea, b: TileArea) -> bool {
    overlap(aside(a), aside(b)) && overlap(down(a), down(b))
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}
