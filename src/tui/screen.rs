//! Screen: composes what the reader state says out of widgets.

use crate::reader::Reader;
use ratatui::Frame;

/// Draws the whole screen. Borrows only; layout has happened before.
pub fn draw(_frame: &mut Frame<'_>, _reader: &Reader) {}
