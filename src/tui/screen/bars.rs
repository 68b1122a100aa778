//! The bars: the head, the status line, the note on a seam.

use super::{Stage, rect};
use crate::layout::{Cells, elide, width, wrap};
use crate::reader::{Area, Hint, Pane, SeamNote, Status, Tone};
use crate::theme::Role;
use crate::widget::{Bar, Piece};
use ratatui::layout::Rect;

/// From this width on, in cells, the status line keeps room for the headline before hints take it.
const TITLE_FROM: u16 = 60;
/// The room kept for it.
const TITLE_ROOM: u16 = 20;
/// From this width on the head counts bookmarks as well.
const BOOKMARKS_FROM: u16 = 50;
/// A headline shorter than this says nothing.
const TITLE_LEAST: u16 = 8;

impl Stage<'_> {
    /// Paper, date, page; what was read and marked.
    pub(super) fn draw_head(&mut self) {
        let Some(area) = self.reader.view().head else { return };
        let (reader, lang) = (self.reader, self.reader.settings().lang);
        let (name, date) = reader.edition_words();
        let mut left: Vec<Piece> = vec![(name, Role::Headline)];
        left.extend(date.map(|date| (format!("  {date}"), Role::Text)));
        left.push((format!("  {}", reader.page_words()), Role::Text));
        let all = reader.shelf().articles().count();
        let read = reader.shelf().articles().filter(|item| item.read).count();
        let mut right: Vec<Piece> =
            vec![(format!("{} {read}/{all}", lang.pick("已读", "read")), Role::Quiet)];
        if reader.bookmarks() > 0 && area.width >= BOOKMARKS_FROM {
            let words = lang.pick("书签", "bookmarks");
            right.push((format!("  {words} {}", reader.bookmarks()), Role::Quiet));
        }
        // What finds no room is left out: half a date says nothing, and the page stands in the status line as well.
        let room = area.width.saturating_sub(3 + Bar::width(&right, self.ambiguous));
        while left.len() > 1 && Bar::width(&left, self.ambiguous) > room {
            left.pop();
        }
        self.draw_bar(area, &left, &right);
    }

    fn draw_bar(&mut self, area: Area, left: &[Piece], right: &[Piece]) {
        Bar { left, right, ambiguous: self.ambiguous }.draw(rect(area), self.buffer, self.theme);
    }

    /// What is known of the chosen seam.
    pub(super) fn draw_note(&mut self) {
        let (Some(area), Some(note)) = (self.reader.view().note, self.reader.seam_note()) else { return };
        if area.height > 2 {
            self.draw_narrow_note(area, note);
            return;
        }
        let row = |nth| Area { y: area.y + nth, height: 1, ..area };
        let what = vec![(note.what, Role::Text)];
        let apart = |words: String, role| {
            let gap = if words.is_empty() { "" } else { "  " };
            (format!("{gap}{words}"), role)
        };
        let with_why = [&what[..], &[apart(note.why.clone(), Role::Text)]].concat();
        let fits = Bar::width(&with_why, self.ambiguous) + 2 <= area.width;
        if fits || area.height == 1 {
            self.draw_bar(row(0), &with_why, &[]);
        } else {
            self.draw_bar(row(0), &what, &[]);
        }
        match (area.height, fits) {
            (..=1, _) => {}
            (_, true) => self.draw_bar(row(1), &[(note.other, Role::Quiet)], &[]),
            // The reasons are worth more than what else there was.
            (_, false) => {
                self.draw_bar(row(1), &[(note.why, Role::Text), apart(note.other, Role::Quiet)], &[]);
            }
        }
    }

    /// What is known of a seam, in lines as narrow as the window; the last is cut where not all finds room.
    fn draw_narrow_note(&mut self, area: Area, note: SeamNote) {
        let room = Cells(area.width.saturating_sub(2));
        let bottom = area.y + area.height - 1;
        let mut rows = area.y..=bottom;
        for (words, role) in [(note.what, Role::Text), (note.why, Role::Text), (note.other, Role::Quiet)] {
            for (line, y) in wrap(&words, room, self.ambiguous).into_iter().zip(rows.by_ref()) {
                let end = if y == bottom { words.len() } else { line.end };
                let said = elide(&words[line.start..end], room, self.ambiguous);
                self.draw_bar(Area { y, height: 1, ..area }, &[(said, role)], &[]);
            }
        }
    }

    /// The status line; gives the cursor's place while a prompt is open.
    pub(super) fn draw_status(&mut self) -> Option<(u16, u16)> {
        let area = self.reader.view().status?;
        if self.reader.prompt().is_some() {
            return self.draw_prompt(area);
        }
        let status = self.reader.status();
        let room = area.width.saturating_sub(2);
        let (left, right) = match self.reader.notice() {
            Some(notice) => {
                let role = if notice.tone == Tone::Trouble { Role::Trouble } else { Role::Text };
                let words = width(&notice.words, self.ambiguous).0;
                if words + self.least(&status) + 2 <= room {
                    (self.where_one_is(&status, room - words - 2), vec![(notice.words.clone(), role)])
                } else {
                    (vec![(notice.words.clone(), role)], Vec::new())
                }
            }
            None if self.reader.frame() == crate::reader::Frame::Zen && status.pending.is_empty() => {
                return None;
            }
            None if !status.pending.is_empty() => {
                let right = vec![(status.pending.clone(), Role::Key)];
                let taken = Bar::width(&right, self.ambiguous);
                (self.where_one_is(&status, room.saturating_sub(taken + 2)), right)
            }
            None => {
                let right = self.hints(&status, room);
                let taken = Bar::width(&right, self.ambiguous);
                (self.where_one_is(&status, room.saturating_sub(taken + 2)), right)
            }
        };
        self.draw_bar(area, &left, &right);
        None
    }

    fn least(&self, status: &Status) -> u16 {
        let gap = if status.progress.is_empty() { 0 } else { 2 };
        width(&status.place, self.ambiguous).0 + gap + width(&status.progress, self.ambiguous).0
    }

    /// 第1版 2/5  headline  42%: the headline takes the room that is left.
    fn where_one_is(&self, status: &Status, room: u16) -> Vec<Piece> {
        let mut pieces = vec![(status.place.clone(), Role::Text)];
        let left = room.saturating_sub(self.least(status) + 2);
        if left >= TITLE_LEAST {
            pieces.push((format!("  {}", elide(&status.title, Cells(left), self.ambiguous)), Role::Quiet));
        }
        if !status.progress.is_empty() {
            pieces.push((format!("  {}", status.progress), Role::Text));
        }
        pieces
    }

    /// As many hints as there is room for.
    fn hints(&self, status: &Status, room: u16) -> Vec<Piece> {
        let title = if room >= TITLE_FROM { TITLE_ROOM + 2 } else { 0 };
        // In the narrowest windows the way to the help is worth a blank.
        let gap = if room < TITLE_ROOM { 1 } else { 2 };
        let room = room.saturating_sub(self.least(status) + title + gap);
        let cells =
            |hint: &Hint| width(&hint.key, self.ambiguous).0 + 1 + width(&hint.words, self.ambiguous).0;
        let mut by_rank: Vec<&Hint> = status.hints.iter().collect();
        by_rank.sort_by_key(|hint| hint.rank);
        let mut used = 0;
        let mut chosen = Vec::new();
        for hint in by_rank {
            let gap = if chosen.is_empty() { 0 } else { 2 };
            if used + gap + cells(hint) <= room {
                used += gap + cells(hint);
                chosen.push(hint.rank);
            }
        }
        let shown = status.hints.iter().filter(|hint| chosen.contains(&hint.rank));
        let pieces = shown.enumerate().map(|(nth, hint)| {
            let gap = if nth == 0 { "" } else { "  " };
            // In one voice: two for each hint would take more bytes than the words.
            (format!("{gap}{} {}", hint.key, hint.words), Role::Quiet)
        });
        pieces.collect()
    }

    /// `/` and what is typed, its end kept in view; how often it is there.
    fn draw_prompt(&mut self, area: Area) -> Option<(u16, u16)> {
        let prompt = self.reader.prompt()?;
        let lang = self.reader.settings().lang;
        let count = self.reader.search().map_or(0, |search| search.count().1);
        let place = match self.reader.pane() {
            Pane::List => lang.pick("标题", "headlines"),
            Pane::Article => lang.pick("本文", "this text"),
        };
        let right = match (prompt.text().is_empty(), count) {
            (true, _) => place.to_owned(),
            (false, 0) => format!("{place}  {}", lang.pick("没有", "none")),
            (false, n) => format!("{place}  {n}{}", lang.pick(" 处", " found")),
        };
        let right = [(right, Role::Quiet)];
        let room = area.width.saturating_sub(2 + Bar::width(&right, self.ambiguous) + 3);
        // Cut from the left until the cursor is in view.
        let mut shown = prompt.before_cursor();
        while width(shown, self.ambiguous).0 > room {
            shown = shown.get(shown.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        }
        let behind = &prompt.text()[prompt.before_cursor().len()..];
        let cursor = area.x + 2 + width(shown, self.ambiguous).0;
        let left = [("/".to_owned(), Role::Key), (format!("{shown}{behind}"), Role::Text)];
        self.draw_bar(area, &left, &right);
        let row = Rect { height: 1, ..rect(area) };
        Some((cursor.min(row.right().saturating_sub(1)), row.y))
    }
}
