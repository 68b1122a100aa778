//! Arranging: after every change the window is divided anew, and what is newly open or has a new measure is laid out.
//! Drawing finds everything done.

use super::action::Action;
use super::contents::Overlay;
use super::keymap::Row;
use super::marks::MarkKind;
use super::seeking::look;
use super::setting::{Forme, Setting};
use super::shelf::Entry;
use super::story::{Mode, Spot, Story};
use super::view::{Column, Columns, Room, View, Wanted};
use super::{Pane, Reader, Seams, Settings};
use crate::edition::{Edition, PageIx};
use crate::layout::{self, Cells, Measure};
use crate::stitch::{Article, ArticleId, Fragment, Kind, Paragraph, ParagraphRole};
use std::collections::HashSet;

impl Reader {
    /// Brings view, sheets and windows of lists up to the state.
    pub(super) fn arrange(&mut self) {
        let overlay = self.overlay.as_ref().map(|overlay| match overlay {
            Overlay::Help(_) => Room::Whole,
            Overlay::Marks(..) | Overlay::Contents(..) => Room::Beside,
        });
        let wanted = Wanted {
            pane: self.pane,
            form: self.form,
            overlay,
            frame: self.frame,
            seams: self.seams == Seams::Shown,
            wide_from: self.settings.wide_from,
        };
        // The lines of the help hang on the window; the one chosen stays chosen.
        let chosen = self.help_row().map(|row| row.action);
        self.view = View::new(self.window.0, self.window.1, &wanted);
        if let Some(area) = self.view.list {
            self.shelf.set_height(usize::from(area.height));
        }
        self.count_help(chosen);
        if let (Some(area), Some(overlay)) = (self.view.overlay, &mut self.overlay) {
            // One row is its title.
            overlay.list_mut().set_height(usize::from(area.height.saturating_sub(1)));
        }
        if self.view.article.is_some() && self.pane == Pane::List {
            // Beside the list stands the article the cursor is on.
            if let Some(entry) = self.shelf.selected().map(|item| item.entry) {
                self.open(entry);
            }
        }
        self.set_front();
        self.set_story();
    }

    /// The keys the cursor of the help is on.
    pub(super) fn help_row(&self) -> Option<&Row> {
        let Some(Overlay::Help(list)) = &self.overlay else { return None };
        self.help_lines().get(list.cursor())?.row
    }

    /// Tells the help's list how many lines there are, and where the keys chosen before are now.
    fn count_help(&mut self, chosen: Option<Action>) {
        let lines = self.help_lines();
        let of = |action| lines.iter().position(|line| line.row.is_some_and(|row| row.action == action));
        let (len, at) = (lines.len(), chosen.and_then(of));
        if let Some(Overlay::Help(list)) = self.overlay.as_mut().filter(|_| len > 0)
            && list.len() != len
        {
            list.set_len(len);
            list.go_to(at.unwrap_or(list.cursor()));
        }
    }

    /// Lays the open article out, unless it is set to this measure already.
    fn set_story(&mut self) {
        let (Some(area), Some(column)) = (self.view.article, self.column()) else { return };
        // Columns leave the room for what is said of seams: poured anew for it, they would take the text from under the
        // reader's eyes.
        let kept = if self.view.note.is_some() { 0 } else { View::note_rows(self.window.0, self.window.1) };
        let rows = area.height.saturating_sub(kept).max(1);
        let forme = Forme {
            measure: self.measure_of(column.span),
            columns: (column.count > 1).then_some((column.count, rows)),
        };
        let Some(story) = &mut self.story else { return };
        story.set_height(usize::from(area.height));
        if !story.is_set_to(forme) {
            let setting = lay_out(&self.edition, story.entry, story.mode, &forme);
            story.set(setting, forme, self.settings.doubtful_below);
            if let Some(search) = &mut self.search {
                search.locate(story.sheet());
            }
        }
    }

    /// The measure of lines so long.
    pub(super) fn measure_of(&self, width: Cells) -> Measure {
        let Settings { ambiguous, hang, level, justify, .. } = self.settings;
        Measure { width, ambiguous, hang, level, justify }
    }

    /// Where the text of the article stands; `None` while none is shown.
    #[must_use]
    pub fn column(&self) -> Option<Column> {
        let raw = self.story.as_ref().is_some_and(|story| story.mode == Mode::Raw);
        // The raw page is read line by line against the printed one.
        let columns = if raw { Columns::Most(1) } else { self.columns };
        self.view.article.map(|area| Column::new(area, self.measure, self.settings.hang, columns))
    }

    /// Opens an entry where it was left, in the mode of the one before; nothing when it is open.
    pub(super) fn open(&mut self, entry: Entry) {
        if self.story.as_ref().is_some_and(|story| story.entry == entry) {
            return;
        }
        let mode = self.story.as_ref().map_or(Mode::default(), |story| story.mode);
        let spot = match mode {
            Mode::Stitched => self.left.get(&entry).copied(),
            Mode::Raw => Some(Spot { offset: self.start_of(entry), above: 0 }),
        };
        self.open_at(entry, mode, spot);
    }

    /// Opens an entry at a spot.
    pub(super) fn open_at(&mut self, entry: Entry, mode: Mode, spot: Option<Spot>) {
        let same_entry = self.story.as_ref().is_some_and(|story| story.entry == entry);
        self.leave();
        self.story = Some(Story::new(entry, mode, spot));
        self.shelf.select(entry);
        if !same_entry {
            self.unread = None;
        }
        self.search_again();
        self.set_story();
    }

    /// Remembers where the open article is left; one read to its end begins anew.
    fn leave(&mut self) {
        let Some(story) = self.story.as_ref().filter(|story| story.mode == Mode::Stitched) else { return };
        match story.spot().filter(|_| !story.at_end()) {
            Some(spot) => self.left.insert(story.entry, spot),
            None => self.left.remove(&story.entry),
        };
    }

    /// The search that is on is on in what is open now.
    pub(super) fn search_again(&mut self) {
        let Some(search) = &mut self.search else { return };
        let pane = search.pane;
        search.found = look(&self.edition, &self.shelf, self.story.as_ref(), &search.query, pane);
        search.current = search.current.filter(|_| pane == Pane::List);
        if let Some(story) = &mut self.story {
            search.locate(story.sheet());
        }
    }

    /// The first byte of an entry in its page.
    pub(super) fn start_of(&self, entry: Entry) -> usize {
        self.whereabouts.start_of(&self.edition, entry)
    }

    /// Finds all marks in the edition again, and tells the list of them.
    pub(super) fn relocate_marks(&mut self) {
        self.marks.locate(&self.edition, &self.whereabouts);
        let with = |kind: MarkKind| -> HashSet<Entry> {
            self.marks.here().iter().filter(|mark| mark.kind == kind).map(|mark| mark.entry).collect()
        };
        let (read, bookmarked) = (with(MarkKind::Read), with(MarkKind::Bookmark));
        for item in self.shelf.items_mut() {
            item.read = read.contains(&item.entry);
            item.bookmarked = bookmarked.contains(&item.entry);
        }
        if let Some(Overlay::Marks(listed, list)) = &mut self.overlay {
            *listed = self.marks.listed();
            list.set_len(listed.len());
        }
    }
}

fn lay_out(edition: &Edition, entry: Entry, mode: Mode, forme: &Forme) -> Setting {
    let Some(page) = edition.pages.get(entry.page().0) else { return Setting::default() };
    let source = &page.page.source;
    let set = |article: &Article| match forme.columns {
        None => Setting::Scroll(layout::set(article, &forme.measure)),
        Some((count, height)) => Setting::Turn(layout::columns(article, &forme.measure, count, height)),
    };
    match (mode, entry) {
        (Mode::Raw, _) => Setting::Scroll(layout::raw(source, &forme.measure)),
        (Mode::Stitched, Entry::Tray(ix)) => set(&tray(edition, ix)),
        (Mode::Stitched, Entry::Article(ix)) => edition.article(ix).map_or_else(Setting::default, set),
    }
}

/// The fragments that found no place, as an article, so that they are set and read like one.
pub(super) fn tray(edition: &Edition, ix: PageIx) -> Article {
    let paragraph = |(text, block)| Paragraph {
        role: ParagraphRole::Body,
        fragments: vec![Fragment { block, text }],
        seams: Vec::new(),
        gaps: Vec::new(),
    };
    let page = edition.pages.get(ix.0);
    let unplaced = page.into_iter().flat_map(|page| {
        page.stitched.unplaced.iter().filter_map(|id| Some((page.page.blocks.get(id.0)?.text.clone(), *id)))
    });
    Article {
        id: ArticleId("".into()),
        kind: Kind::Brief,
        headline: None,
        byline: None,
        dateline: None,
        paragraphs: unplaced.map(paragraph).collect(),
        jump: None,
        from: None,
        boundaries: Vec::new(),
    }
}
