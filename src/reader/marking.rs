//! Marking: bookmarks, named marks, read and unread.

use super::action::Action;
use super::contents::Overlay;
use super::marks::{Here, Mark, MarkId, MarkKind};
use super::shelf::Entry;
use super::{Effect, Pane, Reader};
use crate::edition::PageIx;
use crate::source::Span;

impl Reader {
    /// Bookmarks the paragraph one is at, in the list the article; or takes its bookmark away.
    pub(super) fn toggle_bookmark(&mut self) -> Vec<Effect> {
        let Some((entry, spans)) = self.paragraph() else { return Vec::new() };
        let within = |mark: &Here| {
            mark.kind == MarkKind::Bookmark
                && mark.entry.page() == entry.page()
                && spans.iter().any(|span| span.contains(mark.offset))
        };
        let there: Vec<Mark> = self
            .marks
            .here()
            .iter()
            .filter(|mark| within(mark))
            .map(|h| self.marks.get(*h).clone())
            .collect();
        if there.is_empty() {
            let offset = spans.first().map_or(0, |span| span.start);
            return self.keep(
                MarkKind::Bookmark,
                entry,
                offset,
                self.lang().pick("书签已存", "bookmark saved"),
            );
        }
        let words = self.lang().pick("书签已去掉", "bookmark removed");
        there.into_iter().map(|mark| self.forget(mark, words)).collect()
    }

    /// The entry one is at, and where its paragraph stands in the page.
    fn paragraph(&self) -> Option<(Entry, Vec<Span>)> {
        let entry = self.entry()?;
        let start = self.start_of(entry);
        let story = self.story.as_ref().filter(|_| self.pane == Pane::Article);
        let spans = story.and_then(|story| {
            let lines = &story.sheet().lines[story.paragraph()?];
            Some(lines.iter().flat_map(|line| line.text.spans().collect::<Vec<_>>()).collect())
        });
        let spans = spans.unwrap_or_else(|| vec![Span::new(start, start + 1)]);
        // In the raw page one may be anywhere.
        let owner = spans.first().and_then(|span| self.whereabouts.entry_at(entry.page(), span.start));
        Some((owner.unwrap_or(entry), spans))
    }

    pub(super) fn set_mark(&mut self, letter: Option<char>) -> Vec<Effect> {
        let (Some(letter), Some((entry, spans))) = (letter, self.paragraph()) else {
            self.say("记号要一个字母，如 ma", "a mark takes a letter, as in ma");
            return Vec::new();
        };
        let offset = spans.first().map_or(0, |span| span.start);
        let words = self.lang().pick(format!("记号 {letter} 已存"), format!("mark {letter} saved"));
        self.keep(MarkKind::Named(letter), entry, offset, &words)
    }

    pub(super) fn go_to_named(&mut self, letter: Option<char>) {
        let Some(letter) = letter else {
            self.say("去哪个记号？如 'a", "which mark? as in 'a");
            return;
        };
        match self.marks.named(letter, &self.edition.name).cloned() {
            Some(mark) => self.go_to_mark(&mark),
            None => self.say(format!("没有记号 {letter}"), format!("no mark {letter}")),
        }
    }

    fn keep(&mut self, kind: MarkKind, entry: Entry, offset: usize, words: &str) -> Vec<Effect> {
        let Some(anchor) = self.anchor(entry.page(), offset) else { return Vec::new() };
        let headline = self.shelf.get(entry).map_or_else(String::new, |item| item.title.clone());
        let mark = Mark::new(kind, anchor, headline);
        self.await_news(&mark.id, words);
        self.marks.keep(mark.clone());
        self.relocate_marks();
        vec![Effect::Keep(mark)]
    }

    fn forget(&mut self, mark: Mark, words: &str) -> Effect {
        self.await_news(&mark.id, words);
        self.marks.forget(&mark.id);
        self.relocate_marks();
        Effect::Forget(mark)
    }

    /// Nothing is said to be saved before it is; what is to be said then is kept until then.
    fn await_news(&mut self, id: &MarkId, words: &str) {
        self.awaited.retain(|(awaited, _)| awaited != id);
        if !words.is_empty() {
            self.awaited.push((id.clone(), words.to_owned()));
        }
    }

    pub(super) fn kept(&mut self, id: &MarkId) {
        if let Some(nth) = self.awaited.iter().position(|(awaited, _)| awaited == id) {
            let (_, words) = self.awaited.remove(nth);
            self.say(words.clone(), words);
        }
    }

    /// In the list of marks: removes the chosen one.
    pub(super) fn remove_mark(&mut self) -> Vec<Effect> {
        let Some(Overlay::Marks(listed, list)) = &self.overlay else { return Vec::new() };
        let Some(mark) = listed.get(list.cursor()).map(|listed| listed.mark.clone()) else {
            return Vec::new();
        };
        self.marks.remember_removed(mark.clone());
        let effect = self.forget(mark, "");
        let undo = self.keys().hint(Action::RestoreMark, self.lang()).map_or("", |(key, _)| key).to_owned();
        self.say(format!("已删；{undo} 恢复"), format!("removed; {undo} puts it back"));
        vec![effect]
    }

    pub(super) fn restore_mark(&mut self) -> Vec<Effect> {
        let Some(mark) = self.marks.take_removed() else {
            self.say("没有可恢复的", "nothing to put back");
            return Vec::new();
        };
        let words = self.lang().pick("已恢复", "put back");
        self.await_news(&mark.id, words);
        self.marks.keep(mark.clone());
        self.relocate_marks();
        vec![Effect::Keep(mark)]
    }

    pub(super) fn toggle_read(&mut self) -> Vec<Effect> {
        let Some(entry) = self.entry() else { return Vec::new() };
        if self.is_read(entry) {
            self.unread = Some(entry);
            self.say("标为未读", "marked unread");
            self.forget_read(entry)
        } else {
            self.unread = None;
            self.say("标为已读", "marked read");
            self.keep_read(entry)
        }
    }

    pub(super) fn read_page(&mut self) -> Vec<Effect> {
        let Some(page) = self.entry().map(Entry::page) else { return Vec::new() };
        let unread = self.shelf.articles().filter(|item| !item.read && item.entry.page() == page);
        let unread: Vec<Entry> = unread.map(|item| item.entry).collect();
        if unread.is_empty() {
            self.say("本版都已读过", "everything on this page is read");
        } else {
            let n = unread.len();
            self.say(format!("本版 {n} 篇标为已读"), format!("{n} articles of this page marked read"));
        }
        unread.into_iter().flat_map(|entry| self.keep_read(entry)).collect()
    }

    fn is_read(&self, entry: Entry) -> bool {
        self.shelf.get(entry).is_some_and(|item| item.read)
    }

    fn keep_read(&mut self, entry: Entry) -> Vec<Effect> {
        match entry {
            Entry::Article(_) => self.keep(MarkKind::Read, entry, self.start_of(entry), ""),
            Entry::Tray(PageIx(_)) => Vec::new(),
        }
    }

    fn forget_read(&mut self, entry: Entry) -> Vec<Effect> {
        let here = self.marks.here().iter().filter(|h| h.kind == MarkKind::Read && h.entry == entry);
        let marks: Vec<Mark> = here.map(|h| self.marks.get(*h).clone()).collect();
        marks.into_iter().map(|mark| self.forget(mark, "")).collect()
    }

    /// An article whose end was in view when the reader went on to something else is read.
    pub(super) fn finish_article(&mut self, next: Action) -> Vec<Effect> {
        let Some(story) = self.story.as_ref().filter(|_| self.pane == Pane::Article) else {
            return Vec::new();
        };
        let (entry, finished) = (story.entry, story.at_end() && story.mode == super::Mode::Stitched);
        let by_hand = matches!(next, Action::ToggleRead | Action::ReadPage) || self.unread == Some(entry);
        if finished && !by_hand && self.overlay.is_none() && !self.is_read(entry) {
            return self.keep_read(entry);
        }
        Vec::new()
    }

    /// The byte offsets of bookmarks and named marks on the page of the open article, for the margin.
    pub(crate) fn marks_on(&self, page: PageIx) -> impl Iterator<Item = (usize, MarkKind)> + '_ {
        let here = self.marks.here().iter().filter(move |h| h.entry.page() == page);
        here.filter(|h| h.kind != MarkKind::Read).map(|h| (h.offset, h.kind))
    }

    /// How many bookmarks the edition has.
    #[must_use]
    pub fn bookmarks(&self) -> usize {
        self.marks.here().iter().filter(|h| h.kind == MarkKind::Bookmark).count()
    }
}
