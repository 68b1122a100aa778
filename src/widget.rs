//! Widget: borrowed values become cells. What is drawn was laid out before; here nothing is wrapped or measured anew.
//!
//! - `pen`: text into cells, one grapheme at a time, by the widths of [`layout`](crate::layout);
//! - [`Bar`]: a line with something at its left and something at its right;
//! - [`Item`]: a row of a list;
//! - [`SheetView`]: lines of a sheet with their margin;
//! - [`TileView`]: a story on a page that is shown as a page.
//!
//! Knows ratatui; does not know the reader's state.

mod bar;
mod item;
mod pen;
mod sheet;
mod tile;

pub use bar::{Bar, Piece};
pub use item::{Item, Stand};
pub use pen::{Pen, screen_text};
pub use sheet::{Adornment, Kind, SheetView};
pub use tile::{TileStand, TileView, draw_head, draw_rules};
