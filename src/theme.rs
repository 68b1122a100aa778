//! theme: to be written.
