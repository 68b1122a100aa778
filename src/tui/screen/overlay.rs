//! What lies over the panes: help, bookmarks and marks, the contents of an article. All are lists.

use super::{Stage, rect};
use crate::reader::{HELP, HelpKind, HelpLine, Listed, MarginSign, MarkKind, Overlay, Part, PartKind, words};
use crate::theme::Role;
use crate::widget::{Item, Stand};
use ratatui::layout::Rect;

impl Stage<'_> {
    pub(super) fn draw_overlay(&mut self) {
        let (Some(area), Some(overlay)) = (self.reader.view().overlay.map(rect), self.reader.overlay())
        else {
            return;
        };
        let lang = self.reader.settings().lang;
        let (title, list) = match overlay {
            Overlay::Help(list) => (lang.pick("按键", "Keys"), list),
            Overlay::Marks(_, list) => (lang.pick("书签和记号", "Bookmarks and marks"), list),
            Overlay::Contents(_, list) => (lang.pick("目录", "Contents"), list),
        };
        let mut pen = self.pen(Rect { height: 1, ..area });
        pen.skip(1);
        pen.write(title, Role::Headline);
        let width = if matches!(overlay, Overlay::Help(_)) { area.width.min(HELP) } else { area.width };
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), width, ..area };
        let help = self.reader.help_lines();
        for (nth, y) in (list.top()..list.len()).zip(body.top()..body.bottom()) {
            let row = Rect { y, height: 1, ..body };
            let stand = if nth == list.cursor() { Stand::Selected } else { Stand::Plain };
            match overlay {
                Overlay::Help(_) => self.draw_help(help.get(nth), stand, row),
                Overlay::Marks(listed, _) => self.draw_mark(listed.get(nth), stand, row),
                Overlay::Contents(parts, _) => self.draw_part(parts.get(nth), stand, row),
            }
        }
    }

    fn draw_help(&mut self, line: Option<&HelpLine<'_>>, stand: Stand, area: Rect) {
        let Some(line) = line else { return };
        let role = match line.kind {
            HelpKind::Title => Role::Subhead,
            HelpKind::Entry => Role::Text,
            HelpKind::Ruler => Role::Quiet,
        };
        let names: Vec<_> = line.name.iter().map(|name| (name.clone(), Role::Quiet)).collect();
        self.draw_row(&line.text, role, &names, stand, area);
    }

    fn draw_mark(&mut self, listed: Option<&Listed>, stand: Stand, area: Rect) {
        let Some(listed) = listed else { return };
        let lang = self.reader.settings().lang;
        let kind = match listed.mark.kind {
            MarkKind::Named(letter) => MarginSign::Named(letter),
            MarkKind::Bookmark | MarkKind::Read => MarginSign::Bookmark,
        };
        let kind = kind.sign(lang);
        let pages = &self.reader.edition().pages;
        let place = match listed.page().and_then(|page| pages.get(page.0)) {
            Some(page) => words::page_heading(&page.page.folio, &page.page.source.name, lang),
            None => listed.mark.anchor.edition.clone(),
        };
        let anchor = &listed.mark.anchor;
        // A mark on the headline itself says it once.
        let headline = listed.mark.headline.as_str();
        // It is cut from the file, with the marks of Markdown, which are none of its words.
        let words = anchor.context.trim_start_matches(['#', ' ']).replace("**", "");
        let words = words.as_str();
        let text = if words.starts_with(headline) || headline.starts_with(words) {
            format!("{kind} {headline}")
        } else {
            format!("{kind} {headline}  {words}")
        };
        self.draw_row(&text, Role::Text, &[(place, Role::Quiet)], stand, area);
    }

    fn draw_part(&mut self, part: Option<&Part>, stand: Stand, area: Rect) {
        let Some(part) = part else { return };
        let (indent, role) = match part.kind {
            PartKind::Headline => ("", Role::Headline),
            PartKind::Subhead => ("", Role::Subhead),
            PartKind::Seam => ("  ", Role::Quiet),
            PartKind::Gap => ("  ", Role::Gap),
        };
        self.draw_row(&format!("{indent}{}", part.words), role, &[], stand, area);
    }

    fn draw_row(&mut self, text: &str, role: Role, signs: &[(String, Role)], stand: Stand, area: Rect) {
        let item = Item { text, role, hits: &[], signs, stand, ambiguous: self.ambiguous };
        item.draw(area, self.buffer, self.theme);
    }
}
