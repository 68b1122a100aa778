//! Screen: composes what the reader state says out of widgets. Borrows only; layout has happened before.
//!
//! - `bars`: the head, the status line, the note on a seam;
//! - `shelf`: the list of articles;
//! - `front`: a page as a page;
//! - `article`: the text and its margin;
//! - `overlay`: help, marks, contents.

mod article;
mod bars;
mod front;
mod overlay;
mod shelf;

use crate::layout::{Ambiguous, Cells, elide, width};
use crate::reader::{Area, Reader};
use crate::theme::{Role, Theme};
use crate::widget::Pen;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What every part of the screen is drawn with.
struct Stage<'a> {
    reader: &'a Reader,
    buffer: &'a mut Buffer,
    theme: Theme,
    ambiguous: Ambiguous,
}

/// Draws the whole screen. Where the window is not the one the reader was
/// last told of, only what lies within both is drawn.
pub fn draw(frame: &mut Frame<'_>, reader: &Reader, theme: Theme) {
    let area = frame.area();
    let settings = reader.settings();
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.ground());
    let mut stage = Stage { reader, buffer, theme, ambiguous: settings.ambiguous };
    if reader.view().status.is_none() {
        stage.say_too_small(area);
        return;
    }
    stage.draw_head();
    stage.draw_shelf();
    stage.draw_front();
    stage.draw_gutter();
    stage.draw_article();
    stage.draw_overlay();
    stage.draw_note();
    if let Some((x, y)) = stage.draw_status()
        && area.contains((x, y).into())
    {
        frame.set_cursor_position((x, y));
    }
}

impl Stage<'_> {
    fn say_too_small(&mut self, area: Rect) {
        let words = self.reader.settings().lang.pick("窗口太小", "window too small");
        let words = elide(words, Cells(area.width), self.ambiguous);
        self.pen(area).write(&words, Role::Text);
    }

    fn draw_gutter(&mut self) {
        let Some(area) = self.reader.view().gutter else { return };
        // The box character is of ambiguous width; where that is two cells, a plain bar stands for it.
        let line = if width("│", self.ambiguous) == Cells(1) { "│" } else { "|" };
        for y in area.y..area.y + area.height {
            let row = Rect { x: area.x, y, width: 1, height: 1 };
            self.pen(row).write(line, Role::Quiet);
        }
    }

    fn pen(&mut self, area: Rect) -> Pen<'_> {
        Pen::new(self.buffer, area, self.theme, self.ambiguous)
    }
}

/// An area of the view as ratatui has it.
fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}
