//! tui: to be written.
