//! The front: a page as a page, its stories as tiles. Which story is chosen the list knows; here is where it stands.

use super::list::Motion;
use super::shelf::Entry;
use super::view::Area;
use super::{Pane, Reader, words};
use crate::edition::{ArticleIx, EditionPage, PageIx};
use crate::layout::{self, Cells, Front, Masthead, Measure, Tile};
use crate::source::PageNumber;

/// Air at either side of the page; the sign of the chosen tile stands in it.
const SIDE: u16 = 2;
/// A page is not made wider than three columns of 36 Han: more, and the eye loses the page.
const WIDEST: u16 = 226;

/// How the articles of an edition are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// As a list, page by page.
    #[default]
    List,
    /// One page at a time, as a page.
    Page,
}

/// A page set as a page, and how far down one is.
#[derive(Clone, Debug)]
pub struct FrontPage {
    page: PageIx,
    set_to: (Measure, u16),
    front: Front,
    top: usize,
}

/// A direction in which one goes from tile to tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Left,
    Right,
}

impl FrontPage {
    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> PageIx {
        self.page
    }

    /// Head and tiles.
    #[must_use]
    pub fn front(&self) -> &Front {
        &self.front
    }

    /// The first row in view.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The first cell of the page in its area, so that it stands in the middle.
    #[must_use]
    pub fn left(&self, area: Area) -> u16 {
        let end = |tile: &Tile| tile.area.x.0 + tile.area.width.0;
        let width = self.front.tiles.iter().map(end).max().unwrap_or(self.set_to.0.width.0);
        area.x + area.width.saturating_sub(width) / 2
    }

    /// Scrolls as far as is needed to show a tile; the head is shown with the tiles right under it.
    fn show(&mut self, tile: usize, height: usize) {
        let Some(area) = self.front.tiles.get(tile).map(|tile| tile.area) else { return };
        let first = self.front.tiles.iter().map(|tile| tile.area.y).min().unwrap_or(0);
        let lowest = (area.y + area.height).saturating_sub(height).min(area.y);
        let highest = if area.y == first { 0 } else { area.y };
        let last = self.front.height.saturating_sub(height);
        self.top = self.top.clamp(lowest.min(highest), highest).min(last);
    }
}

impl Reader {
    /// The page that is shown as a page.
    #[must_use]
    pub fn front(&self) -> Option<&FrontPage> {
        self.front.as_ref().filter(|_| self.on_front())
    }

    /// The chosen tile of it; `None` on a page without stories.
    #[must_use]
    pub fn tile(&self) -> Option<usize> {
        let (front, Entry::Article(ix)) = (self.front()?, self.shelf.selected()?.entry) else { return None };
        let chosen = |tile: &Tile| ix.page == front.page && tile.article == ix.nth;
        front.front.tiles.iter().position(chosen)
    }

    /// True where keys go to a page shown as a page.
    pub(super) fn on_front(&self) -> bool {
        self.pane == Pane::List && self.form == Form::Page
    }

    /// The page one is on as a page, or the list again.
    pub(super) fn toggle_front(&mut self) {
        if self.on_front() {
            self.form = Form::List;
        } else if self.shelf.selected().is_some() {
            (self.pane, self.form, self.frame) = (Pane::List, Form::Page, super::Frame::Full);
        } else {
            self.say("这一期没有文章", "this edition has no articles");
        }
    }

    /// Makes up the page of the chosen story, unless it is made up already, and shows the story on it.
    pub(super) fn set_front(&mut self) {
        let (Some(area), Some(item)) = (self.view.front, self.shelf.selected()) else { return };
        let ix = item.entry.page();
        let Some(page) = self.edition.pages.get(ix.0) else { return };
        let width = Cells(area.width.saturating_sub(2 * SIDE).min(WIDEST));
        let set_to = (self.measure_of(width), area.height);
        if self.front.as_ref().is_none_or(|front| front.page != ix || front.set_to != set_to) {
            let front = layout::front(page, &self.masthead(page, ix), &set_to.0, area.height);
            self.front = Some(FrontPage { page: ix, set_to, front, top: 0 });
        }
        let tile = self.tile();
        if let (Some(front), Some(tile)) = (&mut self.front, tile) {
            front.show(tile, usize::from(area.height));
        }
    }

    /// The paper's name over page one; on the others it stands in the folio line.
    fn masthead(&self, page: &EditionPage, ix: PageIx) -> Masthead {
        let lang = self.lang();
        let (paper, date) = self.edition_words();
        let first = page.page.folio.number.map_or(ix == PageIx(0), |number| number == PageNumber(1));
        let (flag, own) = if first { (paper, None) } else { (String::new(), Some(paper)) };
        let heading = words::page_heading(&page.page.folio, &page.page.source.name, lang);
        let parts: Vec<String> = own.into_iter().chain(date).chain([heading]).collect();
        let more = lang.pick("（余{}段）", " ({} more)").to_owned();
        let gap = lang.pick("（缺文）", " (text missing)").to_owned();
        Masthead { flag, folio: parts.join("  "), more, gap }
    }

    /// Chooses a tile of the page that is shown.
    fn choose_tile(&mut self, tile: usize) {
        let Some(front) = &self.front else { return };
        if let Some(tile) = front.front.tiles.get(tile) {
            self.shelf.select(Entry::Article(ArticleIx { page: front.page, nth: tile.article }));
        }
    }

    /// To the story that leads the page one is on now.
    pub(super) fn choose_lead(&mut self) {
        self.set_front();
        self.choose_tile(0);
    }

    /// So many tiles that way.
    pub(super) fn step_tile(&mut self, way: Way, times: usize) {
        let Some(from) = self.tile() else { return };
        let Some(front) = self.front() else { return };
        let next = |tile: usize| {
            let beside = front.front.tiles.get(tile)?.beside;
            match way {
                Way::Up => beside.up,
                Way::Down => beside.down,
                Way::Left => beside.left,
                Way::Right => beside.right,
            }
        };
        // Neither way leads round, so that no more steps than tiles are ever taken.
        let steps = times.min(front.front.tiles.len());
        let to = (0..steps).try_fold(from, |tile, _| next(tile).ok_or(tile)).unwrap_or_else(|last| last);
        if to == from {
            self.say("这边没有了", "nothing further that way");
        }
        self.choose_tile(to);
    }

    /// Moves on the page as in a list; by screens, to the tile that stands nearest to where one would be.
    pub(super) fn move_on_front(&mut self, motion: Motion) {
        let (Some(front), Some(from)) = (self.front(), self.tile()) else { return };
        let tiles = &front.front.tiles;
        let to = match motion {
            Motion::Lines(n) => {
                let way = if n < 0 { Way::Up } else { Way::Down };
                return self.step_tile(way, n.unsigned_abs());
            }
            Motion::Top => 0,
            Motion::Bottom => tiles.len() - 1,
            Motion::Nth(n) => {
                let nth = n.saturating_sub(1).min(tiles.len() - 1);
                tiles.iter().position(|tile| tile.article == nth).unwrap_or(from)
            }
            Motion::Percent(n) => (tiles.len() - 1) * n.min(100) / 100,
            Motion::Halves(_) | Motion::Screens(_) => {
                let rows = motion.lines(usize::from(front.set_to.1)).unwrap_or(0);
                let here = tiles[from].area;
                let wanted = here.y.saturating_add_signed(rows);
                let away = |tile: &Tile| (tile.area.y.abs_diff(wanted), tile.area.x.0.abs_diff(here.x.0));
                (0..tiles.len()).min_by_key(|nth| away(&tiles[*nth])).unwrap_or(from)
            }
        };
        self.choose_tile(to);
    }
}
