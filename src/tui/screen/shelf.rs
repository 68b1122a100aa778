//! The list of articles, page by page.

use super::{Stage, rect};
use crate::layout::{Cells, elide};
use crate::reader::{self, Pane, ShelfRow, Sign, words};
use crate::theme::Role;
use crate::widget::{Item, Stand};
use ratatui::layout::Rect;
use std::ops::Range;

impl Stage<'_> {
    pub(super) fn draw_shelf(&mut self) {
        let Some(area) = self.reader.view().list.map(rect) else { return };
        let shelf = self.reader.shelf();
        let list = shelf.list();
        let rows = shelf.rows().iter().enumerate().skip(list.top());
        for ((nth, row), y) in rows.zip(area.top()..area.bottom()) {
            let at = Rect { y, height: 1, ..area };
            match row {
                ShelfRow::Space => {}
                ShelfRow::Page(page) => self.draw_page(page.0, at),
                ShelfRow::Item(item) => {
                    let stand = match (nth == list.cursor(), self.reader.pane()) {
                        (false, _) => Stand::Plain,
                        (true, Pane::List) => Stand::Selected,
                        (true, Pane::Article) => Stand::Aside,
                    };
                    self.draw_item(item, stand, at);
                }
            }
        }
    }

    fn draw_page(&mut self, nth: usize, area: Rect) {
        let Some(page) = self.reader.edition().pages.get(nth) else { return };
        let lang = self.reader.settings().lang;
        let heading = words::page_heading(&page.page.folio, &page.page.source.name, lang);
        let (n, ambiguous) = (page.stitched.articles.len(), self.ambiguous);
        let mut pen = self.pen(area);
        pen.skip(1);
        // One voice for both: a change of pen costs more bytes than the figure.
        let articles =
            lang.pick(format!("{n}篇"), format!("{n} {}", if n == 1 { "article" } else { "articles" }));
        let words = format!("{heading}  {articles}");
        pen.write(&elide(&words, Cells(area.width.saturating_sub(2)), ambiguous), Role::Subhead);
    }

    fn draw_item(&mut self, item: &reader::Item, stand: Stand, area: Rect) {
        let lang = self.reader.settings().lang;
        let read = item.read.then(|| (lang.pick("已读", "read").to_owned(), Role::Quiet));
        let bookmark = item.bookmarked.then(|| (lang.pick("书签", "marked").to_owned(), Role::Bookmark));
        let signs = item.signs.iter().map(|sign| {
            let role = if *sign == Sign::Gap { Role::Gap } else { Role::Quiet };
            (sign.words(lang), role)
        });
        let signs: Vec<(String, Role)> = bookmark.into_iter().chain(signs).chain(read).collect();
        let hits = self.title_hits(&item.title);
        Item {
            text: &item.title,
            role: if item.read { Role::Quiet } else { Role::Text },
            hits: &hits,
            signs: &signs,
            stand,
            ambiguous: self.ambiguous,
        }
        .draw(area, self.buffer, self.theme);
    }

    fn title_hits(&self, title: &str) -> Vec<Range<usize>> {
        let search = self.reader.search().filter(|search| search.pane == Pane::List);
        search.map_or_else(Vec::new, |search| search.within(title))
    }
}
