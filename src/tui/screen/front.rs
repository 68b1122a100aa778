//! The page as a page: its head, and its stories as tiles.

use super::{Stage, rect};
use crate::layout::Tile;
use crate::reader::Entry;
use crate::theme::Role;
use crate::widget::{TileStand, TileView, draw_head, draw_rules};
use ratatui::layout::Rect;

impl Stage<'_> {
    pub(super) fn draw_front(&mut self) {
        let (Some(area), Some(page)) = (self.reader.view().front, self.reader.front()) else { return };
        let left = page.left(area);
        let area = rect(area);
        let area = Rect { x: left, width: area.right().saturating_sub(left), ..area };
        let front = page.front();
        draw_head(&front.head, page.top(), area, self.buffer, self.theme, self.ambiguous);
        draw_rules(&front.rules, page.top(), area, self.buffer, self.theme, self.ambiguous);
        if front.tiles.is_empty() {
            let words = self.reader.settings().lang.pick("（本版没有文章）", "(no articles on this page)");
            let below = u16::try_from(front.head.len() + 1).unwrap_or(u16::MAX).min(area.height - 1);
            self.pen(Rect { y: area.y + below, height: 1, ..area }).write(words, Role::Quiet);
        }
        let chosen = self.reader.tile();
        let read = |tile: &Tile| {
            let mut articles = self.reader.shelf().articles();
            articles.any(|item| {
                let Entry::Article(ix) = item.entry else { return false };
                item.read && ix.page == page.page() && ix.nth == tile.article
            })
        };
        for (nth, tile) in front.tiles.iter().enumerate() {
            let stand = match (chosen == Some(nth), read(tile)) {
                (true, _) => TileStand::Selected,
                (false, true) => TileStand::Read,
                (false, false) => TileStand::Plain,
            };
            let view = TileView { tile, stand, top: page.top(), ambiguous: self.ambiguous };
            view.draw(area, self.buffer, self.theme);
        }
    }
}
