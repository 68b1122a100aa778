//! widget: to be written.
