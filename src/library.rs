//! library: to be written.
