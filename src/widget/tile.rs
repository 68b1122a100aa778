//! A tile: a story on a page that is shown as a page.

use super::Pen;
use super::sheet::role_of;
use crate::layout::{Ambiguous, Line, LineKind, Rule, RuleWay, Tile, TileArea, TileFrame, width};
use crate::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A story on its page.
#[derive(Clone, Copy, Debug)]
pub struct TileView<'a> {
    /// The story.
    pub tile: &'a Tile,
    /// How it stands among the others.
    pub stand: TileStand,
    /// The first row of the page that is in view.
    pub top: usize,
    /// How wide ambiguous characters are.
    pub ambiguous: Ambiguous,
}

/// How a tile stands on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileStand {
    /// Among the others, to be read.
    Plain,
    /// Among the others; it was read.
    Read,
    /// Keys go to it.
    Selected,
}

/// Which part of a frame a row shows.
#[derive(Clone, Copy)]
enum Edge {
    Top,
    Side,
    Bottom,
}

/// Cells of a frame at either side of the words: its line and a blank.
const FRAME: u16 = 2;

impl TileView<'_> {
    /// Draws what of the tile is in view; the area is the page's.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, theme: Theme) {
        let TileArea { x, y, width, height } = self.tile.area;
        let at = |nth: usize| row(area, self.top, y + nth, x.0, width.0);
        let boxed = self.tile.frame == TileFrame::Boxed;
        if boxed {
            for nth in 0..height {
                let edge = match nth {
                    0 => Edge::Top,
                    _ if nth + 1 == height => Edge::Bottom,
                    _ => Edge::Side,
                };
                at(nth).into_iter().for_each(|at| self.draw_frame(edge, at, buffer, theme));
            }
        }
        let (left, above) = if boxed { (FRAME, 1) } else { (0, 0) };
        let headed = self.tile.lines.iter().any(|line| line.kind == LineKind::Headline);
        let mut signed = false;
        for (nth, line) in self.tile.lines.iter().enumerate() {
            let Some(at) = at(nth + above) else { continue };
            let within = Rect { x: at.x + left, width: at.width.saturating_sub(2 * left), ..at };
            // What has no headline is known by its first line.
            let head = if headed { line.kind == LineKind::Headline } else { nth == 0 };
            let role = match (self.stand, head) {
                (TileStand::Selected, true) => Role::Selected,
                (TileStand::Read, true) => Role::Quiet,
                _ => role_of(line.kind),
            };
            if role == Role::Selected && !signed {
                signed = true;
                let sign = Rect { x: (at.x + line.indent.0).saturating_sub(2), width: 1, ..at };
                Pen::new(buffer, sign, theme, self.ambiguous).write(">", Role::Key);
            }
            draw_line(line, role, within, buffer, theme, self.ambiguous);
        }
    }

    fn draw_frame(&self, edge: Edge, at: Rect, buffer: &mut Buffer, theme: Theme) {
        let (left, fill, right) = match (edge, is_narrow(self.ambiguous)) {
            (Edge::Top, true) => ("┌", "─", "┐"),
            (Edge::Bottom, true) => ("└", "─", "┘"),
            (Edge::Side, true) => ("│", " ", "│"),
            (Edge::Top | Edge::Bottom, false) => ("+", "-", "+"),
            (Edge::Side, false) => ("|", " ", "|"),
        };
        let fill = fill.repeat(usize::from(at.width.saturating_sub(2)));
        Pen::new(buffer, at, theme, self.ambiguous).write(&format!("{left}{fill}{right}"), Role::Quiet);
    }
}

/// The head of a page: what stands above its tiles, from the first row on.
pub fn draw_head(
    lines: &[Line],
    top: usize,
    area: Rect,
    buffer: &mut Buffer,
    theme: Theme,
    ambiguous: Ambiguous,
) {
    for (nth, line) in lines.iter().enumerate() {
        if let Some(at) = row(area, top, nth, 0, area.width) {
            draw_line(line, role_of(line.kind), at, buffer, theme, ambiguous);
        }
    }
}

/// The rules of a page, as far as they are in view.
pub fn draw_rules(
    rules: &[Rule],
    top: usize,
    area: Rect,
    buffer: &mut Buffer,
    theme: Theme,
    ambiguous: Ambiguous,
) {
    let narrow = is_narrow(ambiguous);
    for &Rule { way, area: TileArea { x, y, width, height } } in rules {
        let sign = match (way, narrow) {
            (RuleWay::Across, true) => "─",
            (RuleWay::Across, false) => "-",
            (RuleWay::Down, true) => "│",
            (RuleWay::Down, false) => "|",
        };
        let line = sign.repeat(width.0.into());
        for at in (0..height).filter_map(|nth| row(area, top, y + nth, x.0, width.0)) {
            Pen::new(buffer, at, theme, ambiguous).write(&line, Role::Quiet);
        }
    }
}

/// False where box characters are of doubtful width: there frames and rules are drawn as typewriters draw them.
fn is_narrow(ambiguous: Ambiguous) -> bool {
    width("─", ambiguous).0 == 1
}

fn draw_line(line: &Line, role: Role, at: Rect, buffer: &mut Buffer, theme: Theme, ambiguous: Ambiguous) {
    let mut pen = Pen::new(buffer, at, theme, ambiguous);
    pen.skip(line.indent.0);
    pen.write(line.text.as_str(), role);
}

/// A row of the page as one of its area; `None` when it is not in view.
fn row(area: Rect, top: usize, nth: usize, x: u16, width: u16) -> Option<Rect> {
    let y = u16::try_from(nth.checked_sub(top)?).ok().filter(|y| *y < area.height)?;
    let x = area.x.saturating_add(x);
    Some(Rect { x, y: area.y + y, width: width.min(area.right().saturating_sub(x)), height: 1 })
}
