//! Leaping: along jump lines, to marks and parts, and back again; and where a session begins and ends.

use super::contents::Part;
use super::history::Stop;
use super::marks::{Anchor, Mark, Place};
use super::shelf::Entry;
use super::story::{Mode, Spot, Story};
use super::{Pane, Reader, words};
use crate::block::JumpLine;
use crate::stitch::Article;

/// Along which of an article's lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// （下转第N版）
    On,
    /// （上接第N版）
    Back,
}

impl Reader {
    /// Remembers that a leap began at this spot of the open article.
    pub(super) fn remember(&mut self, spot: Option<Spot>) {
        if let Some(story) = &self.story {
            self.history.push(Stop { entry: story.entry, mode: story.mode, spot });
        }
    }

    fn stop(&self) -> Option<Stop> {
        let story = self.story.as_ref().filter(|_| self.pane == Pane::Article)?;
        Some(Stop { entry: story.entry, mode: story.mode, spot: story.spot() })
    }

    fn go_to_stop(&mut self, stop: Stop) {
        self.pane = Pane::Article;
        self.open_at(stop.entry, stop.mode, stop.spot);
    }

    pub(super) fn back(&mut self) {
        match self.history.back(self.stop()) {
            Some(stop) => self.go_to_stop(stop),
            None => self.say("没有更早的位置了", "nowhere further back"),
        }
    }

    pub(super) fn last_position(&mut self) {
        match self.history.swap(self.stop()) {
            Some(stop) => self.go_to_stop(stop),
            None => self.say("还没有上一处位置", "no last position yet"),
        }
    }

    /// Along （下转第N版） or （上接第N版） to the other half.
    pub(super) fn follow(&mut self) {
        let Some(Entry::Article(ix)) = self.entry() else {
            self.say("这里没有转版", "no jump line here");
            return;
        };
        let Some(article) = self.edition.article(ix) else { return };
        let Some((way, line)) = self.way(article) else {
            self.say("这一篇没有下转或上接", "this article neither goes on nor began elsewhere");
            return;
        };
        let jumps = self.edition.jumps.iter();
        let target = match way {
            Way::On => jumps.filter(|jump| jump.from == article.id).map(|jump| &jump.to).next(),
            Way::Back => jumps.filter(|jump| jump.to == article.id).map(|jump| &jump.from).next(),
        };
        match target.and_then(|id| self.edition.find(id)) {
            Some(ix) => self.turn_to(Entry::Article(ix)),
            None => {
                let number = line.page;
                self.say_unresolved(way, number);
            }
        }
    }

    fn say_unresolved(&mut self, way: Way, number: Option<crate::source::PageNumber>) {
        let name = |lang| words::page_or_other(number, lang);
        let (zh, en) = (name(crate::lang::Lang::Zh), name(crate::lang::Lang::En));
        let here = self.edition.pages.iter().any(|page| number.is_some() && page.page.folio.number == number);
        match (number, here, way) {
            (Some(_), false, _) => self.say(format!("{zh}不在此期"), format!("{en} is not in this edition")),
            (_, _, Way::On) => {
                self.say(format!("没有在{zh}找到下文"), format!("its continuation was not found on {en}"));
            }
            (_, _, Way::Back) => {
                self.say(format!("没有在{zh}找到上文"), format!("its beginning was not found on {en}"));
            }
        }
    }

    /// The line to follow: the one in view where there are two, （下转） before （上接）.
    fn way<'a>(&self, article: &'a Article) -> Option<(Way, &'a JumpLine)> {
        let on = article.jump.as_ref().map(|line| (Way::On, line));
        let back = article.from.as_ref().map(|line| (Way::Back, line));
        let in_view = |way: &Option<(Way, &JumpLine)>| way.is_some_and(|(_, line)| self.line_in_view(line));
        match (in_view(&on), in_view(&back)) {
            (false, true) => back,
            _ => on.or(back),
        }
    }

    fn line_in_view(&self, line: &JumpLine) -> bool {
        let open = self.story.as_ref().filter(|story| {
            self.pane == Pane::Article && story.mode == Mode::Stitched && !story.sheet().lines.is_empty()
        });
        open.is_some_and(|story| {
            let at = story.sheet().line_at(line.text.source_of(0));
            story.in_view().contains(&at)
        })
    }

    /// True when a jump line of the open article can be seen.
    pub(super) fn jump_in_view(&self) -> bool {
        let Some(Entry::Article(ix)) = self.story.as_ref().map(|story| story.entry) else { return false };
        let Some(article) = self.edition.article(ix) else { return false };
        article.jump.iter().chain(article.from.iter()).any(|line| self.line_in_view(line))
    }

    /// What following would lead to, for the status line.
    pub(super) fn way_words(&self) -> Option<String> {
        let Entry::Article(ix) = self.entry()? else { return None };
        let (way, line) = self.way(self.edition.article(ix)?)?;
        let page = words::page_or_other(line.page, self.lang());
        Some(match way {
            Way::On => self.lang().pick(format!("转{page}"), format!("on to {page}")),
            Way::Back => self.lang().pick(format!("回{page}"), format!("back to {page}")),
        })
    }

    pub(super) fn go_to_part(&mut self, part: &Part) {
        let Some(story) = &mut self.story else { return };
        let from = story.spot();
        self.pane = Pane::Article;
        story.go_to_offset(part.offset);
        self.remember(from);
    }

    /// Goes to a mark of this edition; of another, says which.
    pub(super) fn go_to_mark(&mut self, mark: &Mark) {
        let Some((entry, offset)) = self.find_anchor(&mark.anchor) else {
            let edition = &mark.anchor.edition;
            let (zh, en) = if *edition == self.edition.name {
                (
                    "这个记号的原文找不到了".to_owned(),
                    "the text of this mark is not there any more".to_owned(),
                )
            } else {
                (
                    format!("这个记号在另一期：{edition}"),
                    format!("this mark is in another edition: {edition}"),
                )
            };
            self.say(zh, en);
            return;
        };
        self.remember(self.story.as_ref().and_then(Story::spot));
        self.pane = Pane::Article;
        self.open_at(entry, Mode::Stitched, self.spot_of(entry, offset));
    }

    fn find_anchor(&self, anchor: &Anchor) -> Option<(Entry, usize)> {
        let (page, offset) = anchor.find(&self.edition, self.whereabouts.prints())?;
        Some((self.whereabouts.entry_at(page, offset)?, offset))
    }

    fn spot_of(&self, entry: Entry, offset: usize) -> Option<Spot> {
        (offset > self.start_of(entry)).then_some(Spot { offset, above: 0 })
    }

    /// Begins where the reading stopped.
    pub(super) fn resume(&mut self, place: Option<Place>) {
        let Some((entry, offset, place)) =
            place.and_then(|place| self.find_anchor(&place.anchor).map(|(e, o)| (e, o, place)))
        else {
            self.pane = Pane::List;
            return;
        };
        let spot = self.spot_of(entry, offset);
        self.open_at(entry, Mode::Stitched, spot);
        self.pane = if place.reading { Pane::Article } else { Pane::List };
        if place.reading || spot.is_some() {
            self.say("接着上次读到的地方", "going on where the reading stopped");
        }
    }

    /// Where the reading is now, to be kept. `None` while there is nothing to read.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let entry = self.entry()?;
        let open = self.story.as_ref().filter(|story| story.entry == entry);
        let spot = open.map_or_else(|| self.left.get(&entry).copied(), Story::spot);
        let offset = spot.map_or_else(|| self.start_of(entry), |spot| spot.offset);
        let anchor = self.anchor(entry.page(), offset)?;
        Some(Place { path: self.path.clone(), anchor, reading: self.pane == Pane::Article })
    }

    pub(super) fn anchor(&self, page: crate::edition::PageIx, offset: usize) -> Option<Anchor> {
        Anchor::at(&self.edition, page, offset, *self.whereabouts.prints().get(page.0)?)
    }
}
