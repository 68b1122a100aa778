//! Reading: movement in the article and between articles, panes and measures.

use super::action::Action;
use super::front::Form;
use super::list::Motion;
use super::shelf::{Entry, Item};
use super::story::{Mode, Spot};
use super::view::Frame;
use super::{Columns, Effect, Pane, Reader, words};
use crate::edition::PageIx;

impl Reader {
    /// Further in: into the article; in the article, along its jump line when that is in view.
    pub(super) fn go_in(&mut self) {
        match self.pane {
            Pane::List => {
                let Some(entry) = self.shelf.selected().map(|item| item.entry) else {
                    self.say("这一期没有文章", "this edition has no articles");
                    return;
                };
                if self.story.as_ref().is_some_and(|story| story.entry != entry) {
                    self.remember(self.story.as_ref().and_then(super::Story::spot));
                }
                self.pane = Pane::Article;
                self.open(entry);
            }
            Pane::Article if self.jump_in_view() => self.follow(),
            Pane::Article => {}
        }
    }

    pub(super) fn go_out(&mut self) {
        match self.pane {
            Pane::Article => {
                self.pane = Pane::List;
                self.frame = Frame::Full;
            }
            Pane::List if self.on_front() => self.form = Form::List,
            Pane::List => {
                let quit = self.keys().hint(Action::Quit, self.lang()).map_or("q", |(key, _)| key).to_owned();
                self.say(
                    format!("已在最外层；{quit} 退出"),
                    format!("this is the outermost list; {quit} quits"),
                );
            }
        }
    }

    pub(super) fn go_back_or_quit(&mut self) -> Vec<Effect> {
        match (self.frame, self.pane) {
            (Frame::Zen, _) => self.frame = Frame::Full,
            (Frame::Full, Pane::Article) => self.pane = Pane::List,
            (Frame::Full, Pane::List) if self.on_front() => self.form = Form::List,
            (Frame::Full, Pane::List) => return vec![Effect::Quit],
        }
        Vec::new()
    }

    pub(super) fn next_pane(&mut self) {
        match self.pane {
            Pane::List => self.go_in(),
            Pane::Article => self.go_out(),
        }
    }

    /// Where one is in the list: at the open article, or at the cursor.
    pub(super) fn entry(&self) -> Option<Entry> {
        match (self.pane, &self.story) {
            (Pane::Article, Some(story)) => Some(story.entry),
            _ => self.shelf.selected().map(|item| item.entry),
        }
    }

    /// Goes to an entry: opens it, or moves the cursor to it.
    pub(super) fn turn_to(&mut self, entry: Entry) {
        match self.pane {
            Pane::List => self.shelf.select(entry),
            Pane::Article => {
                self.remember(self.story.as_ref().and_then(super::Story::spot));
                self.open(entry);
            }
        }
    }

    pub(super) fn step_article(&mut self, by: isize) {
        let Some(now) = self.entry() else { return };
        // From a tray, whose page's articles all stand before it, the order of the list tells.
        let here = self.shelf.items().position(|(_, item)| item.entry == now).unwrap_or(0);
        let places = self.shelf.items().enumerate().map(|(nth, (_, item))| (nth, item));
        let articles: Vec<(usize, Entry)> = places
            .filter(|(_, item)| matches!(item.entry, Entry::Article(_)))
            .map(|(nth, item)| (nth, item.entry))
            .collect();
        let steps = by.unsigned_abs().saturating_sub(1);
        let target = if by > 0 {
            let mut on = articles.iter().filter(|(nth, _)| *nth > here);
            on.nth(steps).or_else(|| articles.last().filter(|(nth, _)| *nth > here))
        } else {
            let mut back = articles.iter().rev().filter(|(nth, _)| *nth < here);
            back.nth(steps).or_else(|| articles.first().filter(|(nth, _)| *nth < here))
        };
        match target.map(|(_, entry)| *entry) {
            Some(entry) => self.turn_to(entry),
            None if by > 0 => self.say("已是最后一篇", "this is the last article"),
            None => self.say("已是第一篇", "this is the first article"),
        }
    }

    pub(super) fn step_page(&mut self, by: isize) {
        let Some(PageIx(now)) = self.entry().map(Entry::page) else { return };
        let last = self.edition.pages.len().saturating_sub(1);
        let target = PageIx(now.saturating_add_signed(by).min(last));
        let first = self.shelf.items().map(|(_, item)| item.entry).find(|entry| entry.page() == target);
        match first.filter(|_| target != PageIx(now)) {
            Some(entry) => {
                self.turn_to(entry);
                if self.on_front() {
                    self.choose_lead();
                }
            }
            None if by > 0 => self.say("已是最后一版", "this is the last page"),
            None => self.say("已是第一版", "this is the first page"),
        }
    }

    pub(super) fn step_unread(&mut self, by: isize) {
        let Some(now) = self.entry() else { return };
        let unread = |item: &&Item| !item.read;
        let target = if by > 0 {
            self.shelf.articles().filter(unread).map(|item| item.entry).find(|entry| *entry > now)
        } else {
            self.shelf.articles().rev().filter(unread).map(|item| item.entry).find(|entry| *entry < now)
        };
        match target {
            Some(entry) => {
                self.turn_to(entry);
                if by > 0 {
                    self.say("下一篇未读", "next unread");
                } else {
                    self.say("上一篇未读", "previous unread");
                }
            }
            None if by > 0 => self.say("后面没有未读的文章", "no unread article further on"),
            None => self.say("前面没有未读的文章", "no unread article before this"),
        }
    }

    pub(super) fn step_paragraph(&mut self, by: isize) {
        match (self.pane, &mut self.story) {
            (Pane::Article, Some(story)) => {
                if !story.step_paragraph(by) {
                    let (zh, en) = if by > 0 {
                        ("已是末段", "this is the last paragraph")
                    } else {
                        ("已是首段", "this is the first paragraph")
                    };
                    self.say(zh, en);
                }
            }
            // In the list, pages are what articles are grouped into.
            _ => self.step_page(by),
        }
    }

    pub(super) fn step_subhead(&mut self, by: isize) {
        let Some(story) = self.story.as_mut().filter(|_| self.pane == Pane::Article) else {
            return self.step_page(by);
        };
        if !story.has_subheads() {
            self.say("这一篇没有小标题", "no subheads in this article");
        } else if !story.step_subhead(by) {
            self.say("没有更多小标题", "no more subheads this way");
        }
    }

    pub(super) fn step_seam(&mut self, by: isize) {
        let Some(story) = self.story.as_mut().filter(|_| self.view.article.is_some()) else {
            self.say("先打开一篇文章", "open an article first");
            return;
        };
        if story.seams().is_empty() {
            // Where seams are shown the note says so already.
            if self.seams == super::Seams::Hidden {
                self.say("这一篇没有接缝，也没有缺文", "no seams and no gaps in this article");
            }
            return;
        }
        self.seams = super::Seams::Shown;
        if !story.step_seam(by) {
            self.say("没有更多接缝", "no more seams this way");
        }
    }

    pub(super) fn say_at_border(&mut self, motion: Motion) {
        let down = match motion {
            Motion::Lines(n) | Motion::Halves(n) | Motion::Screens(n) => n > 0,
            Motion::Top | Motion::Nth(_) | Motion::Percent(_) => return,
            Motion::Bottom => true,
        };
        if down {
            let next = self.keys().hint(Action::NextArticle, self.lang());
            let next = next.map_or_else(String::new, |(key, words)| format!("{key} {words}"));
            self.say(format!("完    {next}"), format!("the end    {next}"));
        } else {
            self.say("已在开头", "this is the beginning");
        }
    }

    /// The page as the OCR left it, or the article that stands there: at the same byte of the page.
    pub(super) fn toggle_raw(&mut self) {
        let Some(story) = &self.story else {
            self.go_in();
            if self.story.is_some() {
                self.toggle_raw();
            }
            return;
        };
        let entry = story.entry;
        let start = self.start_of(entry);
        match story.mode {
            Mode::Stitched => {
                let was = story.spot();
                self.open_at(entry, Mode::Raw, was.or(Some(Spot { offset: start, above: 0 })));
                if let Some(story) = &mut self.story {
                    story.turned_from(was);
                }
                self.say("识别出来的文字，未经整理", "the text as it was recognised");
            }
            Mode::Raw => {
                // A hit just found is what is being looked at; else the line one is at.
                let hit = self.hit_in_view();
                if let (None, Some(was)) = (hit, story.turned_at()) {
                    self.open_at(entry, Mode::Stitched, was);
                    self.pane = Pane::Article;
                    return;
                }
                let offset = hit.or(story.spot().map(|spot| spot.offset)).unwrap_or(0);
                let entry = self.whereabouts.entry_at(entry.page(), offset).unwrap_or(entry);
                let at_start = offset <= self.start_of(entry);
                let spot = (!at_start).then_some(Spot { offset, above: 0 });
                self.open_at(entry, Mode::Stitched, spot);
            }
        }
        self.pane = Pane::Article;
    }

    /// A measure so many cells wider than the one in use.
    pub(super) fn set_measure(&mut self, by: i16) {
        let used = self.column().map_or(self.measure, |column| column.measure.0);
        // Shorter than ten Han characters every line is ragged; longer than a hundred the eye loses its way back.
        let wanted = used.saturating_add_signed(by).clamp(20, 200);
        self.measure = wanted;
        let now = self.column().map_or(wanted, |column| column.measure.0);
        if now == used && by > 0 {
            self.measure = used;
            self.say(
                format!("行宽 {now}，窗口再宽不下了"),
                format!("measure {now}: the window has no more room"),
            );
        } else {
            self.say(format!("行宽 {now}"), format!("measure {now}"));
        }
    }

    /// One column more, as long as there is room for it; then one again.
    pub(super) fn next_columns(&mut self) {
        let Some(now) = self.column().map(|column| column.count) else {
            self.say("先打开一篇文章", "open an article first");
            return;
        };
        if self.story.as_ref().is_some_and(|story| story.mode == Mode::Raw) {
            self.say("原版只有一栏", "the raw page has one column");
            return;
        }
        let count = |reader: &Self| reader.column().map_or(1, |column| column.count);
        self.columns = Columns::Most(now + 1);
        if count(self) == now {
            self.columns = Columns::Most(1);
        }
        match count(self) {
            1 if now == 1 => self.say("窗口不够宽，只有一栏", "one column: the window has no more room"),
            1 => self.say("一栏", "one column"),
            2 => self.say("两栏", "two columns"),
            _ => self.say("三栏", "three columns"),
        }
    }

    /// The next policy for the characters whose width the terminal decides.
    pub(super) fn next_ambiguous(&mut self) {
        let next = self.settings.ambiguous.next();
        self.settings.ambiguous = next;
        let (zh, en) = words::ambiguous(next);
        let name = next.name();
        self.say(format!("“ ” — … 的宽度：{zh}（{name}）"), format!("width of “ ” — …: {en} ({name})"));
    }

    /// All is drawn in the theme of that name from here on.
    pub fn say_theme(&mut self, name: &str) {
        self.say(format!("配色：{name}"), format!("theme: {name}"));
    }

    pub(super) fn reset_measure(&mut self) {
        self.measure = self.settings.measure.0;
        let now = self.column().map_or(self.measure, |column| column.measure.0);
        self.say(format!("行宽 {now}"), format!("measure {now}"));
    }
}
