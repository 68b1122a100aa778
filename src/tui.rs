//! tui: the terminal edge.

pub mod screen;
