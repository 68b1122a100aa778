//! Update: one input changes the state.

use super::action::{Action, Input};
use super::contents::{self, Overlay};
use super::front::{Form, Way};
use super::key::Key;
use super::keyboard::Typed;
use super::keymap::Scope;
use super::list::{List, Motion};
use super::prompt::{Answer, Prompt};
use super::shelf::Shelf;
use super::view::Frame;
use super::whereabouts::Whereabouts;
use super::{Effect, News, Notice, Pane, Reader, Seams};

impl Reader {
    pub(super) fn take_key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        if self.prompt.is_some() && key != Key::ctrl('c') {
            self.type_key(key);
            return Vec::new();
        }
        let scope = match self.overlay {
            Some(Overlay::Marks(..)) => Scope::Marks,
            None if self.on_front() => Scope::Front,
            _ => Scope::Everywhere,
        };
        match self.keyboard.press(key, scope) {
            Typed::Done(input) => self.act(input),
            // Whatever the keys were made to be, this one is a way out.
            Typed::Unknown(_) if key == Key::ctrl('c') => self.act(Action::QuitNow.into()),
            Typed::Unknown(keys) => {
                // No longer than the narrowest window.
                let help = self.keys().hint(Action::Help, self.lang()).map_or("?", |(key, _)| key).to_owned();
                self.say(
                    format!("{keys} 没有用处；{help} 帮助"),
                    format!("{keys}: no such key; {help} help"),
                );
                Vec::new()
            }
            Typed::Waiting | Typed::Dropped => Vec::new(),
        }
    }

    /// Does what an input asks for, and lays out what that opens.
    pub fn update(&mut self, input: Input) -> Vec<Effect> {
        self.notice = None;
        let effects = self.act(input);
        self.arrange();
        effects
    }

    fn act(&mut self, input: Input) -> Vec<Effect> {
        let mut effects = self.finish_article(input.action);
        effects.extend(match self.overlay {
            Some(_) => self.act_on_overlay(input),
            None => self.act_on_panes(input),
        });
        effects
    }

    fn act_on_panes(&mut self, input: Input) -> Vec<Effect> {
        if self.keys().row(input.action).is_some_and(|row| row.later) {
            return self.later(input.action);
        }
        if let Some(motion) = motion(input) {
            self.moved(motion);
            return Vec::new();
        }
        let times = isize::try_from(input.times()).unwrap_or(isize::MAX);
        match input.action {
            Action::In => self.go_in(),
            Action::Out => self.go_out(),
            Action::Quit => return self.go_back_or_quit(),
            Action::QuitNow => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Repaint],
            Action::Theme => return vec![Effect::NextTheme],
            Action::Reload => return self.reload(),
            Action::NextEdition => return self.turn_edition(times),
            Action::PreviousEdition => return self.turn_edition(-times),
            Action::Cancel => self.cancel(),
            Action::NextArticle => self.step_article(times),
            Action::PreviousArticle => self.step_article(-times),
            Action::NextPage => self.step_page(times),
            Action::PreviousPage => self.step_page(-times),
            Action::NextUnread => self.step_unread(1),
            Action::PreviousUnread => self.step_unread(-1),
            Action::NextParagraph => self.step_paragraph(times),
            Action::PreviousParagraph => self.step_paragraph(-times),
            Action::NextSubhead => self.step_subhead(times),
            Action::PreviousSubhead => self.step_subhead(-times),
            Action::NextSeam => self.step_seam(1),
            Action::PreviousSeam => self.step_seam(-1),
            Action::Search => self.ask(),
            Action::NextHit => self.step_hit(1),
            Action::PreviousHit => self.step_hit(-1),
            Action::Follow => self.follow(),
            Action::Back => self.back(),
            Action::LastPosition => self.last_position(),
            Action::SetMark => return self.set_mark(input.letter),
            Action::GoToMark => self.go_to_named(input.letter),
            Action::Bookmark => return self.toggle_bookmark(),
            Action::ToggleRead => return self.toggle_read(),
            Action::ReadPage => return self.read_page(),
            Action::Seams => self.toggle_seams(),
            Action::Raw => self.toggle_raw(),
            Action::Zen => self.toggle_zen(),
            Action::NextPane => self.next_pane(),
            Action::Wider => self.set_measure(4),
            Action::Narrower => self.set_measure(-4),
            Action::ResetMeasure => self.reset_measure(),
            Action::Front => self.toggle_front(),
            Action::TileLeft => self.step_tile(Way::Left, input.times()),
            Action::TileRight => self.step_tile(Way::Right, input.times()),
            Action::Columns => self.next_columns(),
            Action::AmbiguousWidth => self.next_ambiguous(),
            Action::Help | Action::Marks | Action::Contents => self.show(input.action),
            _ => {}
        }
        Vec::new()
    }

    /// Help, marks and contents are lists: keys move in them, choose from them, and close them; any other key closes
    /// them and does what it does.
    fn act_on_overlay(&mut self, input: Input) -> Vec<Effect> {
        if let (Some(motion), Some(overlay)) = (motion(input), &mut self.overlay) {
            overlay.list_mut().apply(motion);
            return Vec::new();
        }
        match (input.action, &self.overlay) {
            (Action::In, _) => return self.choose(),
            (Action::RemoveMark, _) => return self.remove_mark(),
            (Action::RestoreMark, _) => return self.restore_mark(),
            (Action::Out | Action::Quit | Action::Cancel | Action::Back, _)
            | (Action::Help, Some(Overlay::Help(_)))
            | (Action::Marks, Some(Overlay::Marks(..)))
            | (Action::Contents, Some(Overlay::Contents(..))) => {
                self.overlay = None;
                return Vec::new();
            }
            _ => self.overlay = None,
        }
        self.arrange();
        self.act_on_panes(input)
    }

    /// Does what the chosen row of an overlay stands for.
    fn choose(&mut self) -> Vec<Effect> {
        let key = self.help_row().map(|row| row.action);
        match self.overlay.take() {
            Some(Overlay::Marks(listed, list)) => {
                if let Some(chosen) = listed.get(list.cursor()) {
                    self.go_to_mark(&chosen.mark);
                }
            }
            Some(Overlay::Contents(parts, list)) => {
                if let Some(part) = parts.get(list.cursor()) {
                    self.go_to_part(part);
                }
            }
            Some(Overlay::Help(_)) => {
                self.arrange();
                if let Some(action) = key.filter(|action| *action != Action::Help) {
                    return self.act_on_panes(action.into());
                }
            }
            None => {}
        }
        Vec::new()
    }

    fn show(&mut self, what: Action) {
        let lang = self.lang();
        self.overlay = match what {
            Action::Help => Some(Overlay::Help(List::default())),
            Action::Marks => {
                let listed = self.marks.listed();
                if listed.is_empty() {
                    self.say("这一期还没有书签和记号", "no bookmarks or marks in this edition yet");
                    return;
                }
                let list = List::new(listed.len());
                Some(Overlay::Marks(listed, list))
            }
            _ => {
                let parts = self.story.as_ref().map(|story| contents::parts(story, lang));
                let Some(parts) = parts.filter(|parts| !parts.is_empty()) else {
                    self.say("这里没有目录可看", "no contents to show here");
                    return;
                };
                let list = List::new(parts.len());
                Some(Overlay::Contents(parts, list))
            }
        };
    }

    fn moved(&mut self, motion: Motion) {
        if self.on_front() {
            return self.move_on_front(motion);
        }
        match (self.pane, &mut self.story) {
            (Pane::List, _) => self.shelf.apply(motion),
            (Pane::Article, Some(story)) => {
                let from = story.spot();
                let moved = story.apply(motion);
                let far =
                    matches!(motion, Motion::Top | Motion::Bottom | Motion::Nth(_) | Motion::Percent(_));
                if moved && far {
                    self.remember(from);
                } else if !moved {
                    self.say_at_border(motion);
                }
            }
            (Pane::Article, None) => {}
        }
    }

    fn type_key(&mut self, key: Key) {
        let Some(prompt) = &mut self.prompt else { return };
        match prompt.press(key) {
            Answer::Typing => self.look_ahead(),
            Answer::Accepted => self.accept_search(),
            Answer::Cancelled => {
                self.prompt = None;
                self.search = None;
            }
        }
    }

    fn ask(&mut self) {
        let last = self.search.take().map_or_else(String::new, |search| search.query);
        self.prompt = Some(Prompt::new(&last));
    }

    /// Out of whatever is on: the search, then the page as a page, the text alone.
    fn cancel(&mut self) {
        if self.search.take().is_some() {
            return;
        }
        if self.on_front() {
            self.form = Form::List;
        }
        self.frame = Frame::Full;
    }

    fn toggle_seams(&mut self) {
        self.seams = match self.seams {
            Seams::Hidden => Seams::Shown,
            Seams::Shown => Seams::Hidden,
        };
        if self.view.article.is_none() {
            match self.seams {
                Seams::Shown => self.say("文章里会显示接缝", "articles show their seams now"),
                Seams::Hidden => self.say("文章里不再显示接缝", "articles show their seams no more"),
            }
        }
    }

    fn toggle_zen(&mut self) {
        self.frame = match self.frame {
            Frame::Full => Frame::Zen,
            Frame::Zen => Frame::Full,
        };
        if self.frame == Frame::Zen && self.pane == Pane::List {
            self.go_in();
        }
    }

    fn reload(&mut self) -> Vec<Effect> {
        self.say("正在重读…", "reading again…");
        vec![Effect::Open(self.path.clone())]
    }

    /// So many editions of the library on, or back.
    fn turn_edition(&mut self, by: isize) -> Vec<Effect> {
        self.say("正在打开…", "opening…");
        vec![Effect::OpenBeside(self.path.clone(), by)]
    }

    fn later(&mut self, action: Action) -> Vec<Effect> {
        let words =
            self.keys().row(action).map_or_else(String::new, |row| row.words.pick(self.lang()).to_owned());
        self.say(format!("{words}：以后的版本会有"), format!("{words}: comes in a later version"));
        Vec::new()
    }

    pub(super) fn take_news(&mut self, news: News) {
        match news {
            News::Opened(edition, path, place) => {
                let same = path == self.path;
                self.elsewhere.extend(self.place().map(|place| (self.path.clone(), place)));
                let place = self.elsewhere.remove(&path).or(place);
                self.notice = None;
                self.shelf = Shelf::new(&edition, self.settings.lang);
                self.whereabouts = Whereabouts::new(&edition);
                (self.edition, self.path) = (*edition, path);
                self.front = None;
                (self.story, self.overlay, self.prompt, self.search) = (None, None, None, None);
                (self.history, self.unread) = (super::History::default(), None);
                self.left.clear();
                self.relocate_marks();
                self.resume(place);
                if same {
                    self.say("已重读", "read again");
                }
            }
            News::NotOpened(words) => self.notice = Some(Notice::trouble(words)),
            News::NoEdition(1..) => self.say("没有更新的一期了", "no later edition here"),
            News::NoEdition(_) => self.say("没有更早的一期了", "no earlier edition here"),
            News::Kept(id) => self.kept(&id),
            News::NotKept(id, words) => {
                self.awaited.retain(|(awaited, _)| *awaited != id);
                self.notice = Some(Notice::trouble(words));
            }
            News::Marks(all) => {
                self.marks.replace(all);
                self.relocate_marks();
            }
        }
    }

    /// Says something in the status line until the next key.
    pub(super) fn say(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.notice = Some(Notice::plain(self.lang().pick(zh.into(), en.into())));
    }

    pub(super) fn lang(&self) -> crate::lang::Lang {
        self.settings.lang
    }
}

/// The movement an input asks for.
fn motion(input: Input) -> Option<Motion> {
    let times = isize::try_from(input.times()).unwrap_or(isize::MAX);
    Some(match input.action {
        Action::LineDown => Motion::Lines(times),
        Action::LineUp => Motion::Lines(-times),
        Action::HalfPageDown => Motion::Halves(times),
        Action::HalfPageUp => Motion::Halves(-times),
        Action::PageDown => Motion::Screens(times),
        Action::PageUp => Motion::Screens(-times),
        Action::Top => Motion::Top,
        Action::Bottom => Motion::Bottom,
        Action::GoTo => Motion::Nth(input.times()),
        Action::GoToPercent => Motion::Percent(input.count.map_or(100, |n| n as usize)),
        _ => return None,
    })
}
