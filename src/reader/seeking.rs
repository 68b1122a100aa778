//! Seeking: a query becomes hits, and the hits are gone through.

use super::action::Action;
use super::search::{Found, Search, find, find_spans};
use super::shelf::{Entry, Shelf};
use super::story::{Mode, Story};
use super::{Pane, Reader};
use crate::edition::Edition;
use crate::source::{Span, Text};
use crate::stitch::Article;

impl Reader {
    /// While a query is typed: how often it is there; nothing moves yet.
    pub(super) fn look_ahead(&mut self) {
        let Some(prompt) = &self.prompt else { return };
        let query = prompt.text().to_owned();
        let pane = self.pane;
        let found = look(&self.edition, &self.shelf, self.story.as_ref(), &query, pane);
        let mut search = Search::new(query, pane, found);
        if let Some(story) = &self.story {
            search.locate(story.sheet());
        }
        self.search = Some(search);
    }

    pub(super) fn accept_search(&mut self) {
        self.look_ahead();
        self.prompt = None;
        let Some(search) = self.search.take().filter(|search| !search.query.is_empty()) else { return };
        if search.found.len() == 0 {
            let query = &search.query;
            self.say(format!("没有找到“{query}”"), format!("\"{query}\" was not found"));
            return;
        }
        self.search = Some(search);
        let from = self.story.as_ref().and_then(Story::spot);
        self.go_to_hit(self.nearest_hit());
        if self.pane == Pane::Article {
            self.remember(from);
        }
    }

    /// The first hit at or behind the place one is at, else the first.
    fn nearest_hit(&self) -> usize {
        let Some(search) = &self.search else { return 0 };
        let behind = match (&search.found, &self.story) {
            (Found::Rows(rows), _) => rows.iter().position(|row| *row >= self.shelf.list().cursor()),
            (Found::Spans(_), Some(story)) => search.first_from(story.line()),
            (Found::Spans(_), None) => None,
        };
        behind.unwrap_or(0)
    }

    fn go_to_hit(&mut self, hit: usize) {
        let Some(search) = &mut self.search else { return };
        search.current = Some(hit);
        match (&search.found, &mut self.story) {
            (Found::Rows(rows), _) => {
                if let Some(row) = rows.get(hit) {
                    self.shelf.go_to(*row);
                }
            }
            (Found::Spans(_), Some(story)) => {
                if let Some(line) = search.line_of(hit) {
                    story.show(line);
                }
            }
            (Found::Spans(_), None) => {}
        }
    }

    /// The byte of the page where the hit gone to begins, while it can be seen.
    pub(super) fn hit_in_view(&self) -> Option<usize> {
        let (search, story) = (self.search.as_ref()?, self.story.as_ref()?);
        let hit = search.current?;
        let line = search.line_of(hit)?;
        let Found::Spans(hits) = &search.found else { return None };
        let in_view = story.in_view().contains(&line);
        hits.get(hit)?.first().map(|span| span.start).filter(|_| in_view)
    }

    /// The next hit, or the one before, round the ends; without a search, the next unread article.
    pub(super) fn step_hit(&mut self, by: isize) {
        let Some(search) = self.search.as_ref().filter(|search| search.pane == self.pane) else {
            if by > 0 {
                self.step_unread(1);
            } else {
                let search =
                    self.keys().hint(Action::Search, self.lang()).map_or("/", |(key, _)| key).to_owned();
                self.say(format!("还没有查找；按 {search}"), format!("no search is on; press {search}"));
            }
            return;
        };
        let (len, current) = (search.found.len(), search.current);
        if len == 0 {
            let query = search.query.clone();
            self.say(format!("这一篇里没有“{query}”"), format!("\"{query}\" is not in this article"));
            return;
        }
        let next = match (current, by > 0) {
            (None, _) => self.nearest_hit(),
            (Some(hit), true) => (hit + 1) % len,
            (Some(hit), false) => hit.checked_sub(1).unwrap_or(len - 1),
        };
        let round = current.is_some_and(|hit| if by > 0 { next <= hit } else { next >= hit });
        self.go_to_hit(next);
        if round && len > 1 {
            if by > 0 {
                self.say("从头再找", "from the beginning again");
            } else {
                self.say("从尾再找", "from the end again");
            }
        }
    }
}

/// Where a query stands: in the rows of the list, or in the whole text of what is open.
pub(super) fn look(
    edition: &Edition,
    shelf: &Shelf,
    story: Option<&Story>,
    query: &str,
    pane: Pane,
) -> Found {
    match (pane, story) {
        (Pane::List, _) => {
            let hits = shelf.items().filter(|(_, item)| !find(&item.title, query).is_empty());
            Found::Rows(hits.map(|(row, _)| row).collect())
        }
        (Pane::Article, None) => Found::Spans(Vec::new()),
        (Pane::Article, Some(story)) => {
            let texts = prose(edition, story);
            Found::Spans(texts.iter().flat_map(|text| find_spans(text, query)).collect())
        }
    }
}

/// The texts of what is open, paragraphs whole, in the order they are set.
fn prose(edition: &Edition, story: &Story) -> Vec<Text> {
    let Some(page) = edition.pages.get(story.entry.page().0) else { return Vec::new() };
    let source = &page.page.source;
    match (story.mode, story.entry) {
        (Mode::Raw, _) => vec![Text::cut(source, Span::new(0, source.text().len()))],
        (Mode::Stitched, Entry::Tray(ix)) => article_prose(&super::arrange::tray(edition, ix)),
        (Mode::Stitched, Entry::Article(ix)) => edition.article(ix).map_or_else(Vec::new, article_prose),
    }
}

fn article_prose(article: &Article) -> Vec<Text> {
    let headline = article.headline.iter();
    let headline = headline.flat_map(|h| h.kicker.iter().chain([&h.title]).chain(h.deck.iter()));
    let from = article.from.iter().map(|line| &line.text);
    let head = headline.chain(article.byline.iter()).chain(from).cloned();
    let body = article.paragraphs.iter().map(crate::stitch::Paragraph::text);
    head.chain(body).chain(article.jump.iter().map(|line| line.text.clone())).collect()
}
