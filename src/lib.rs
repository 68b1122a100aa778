//! dubao 读报: a terminal newspaper reader that puts OCR'd pages back together.
//!
//! # The stream
//!
//! ```text
//! bytes ─source→ Source ─block→ Page ─stitch→ Articles ─edition→ Edition ─layout→ Sheet ─widget→ cells
//! ```
//!
//! | stage | takes → gives | must not know |
//! |---|---|---|
//! | [`source`] | bytes → decoded, sanitised text with a way back to the bytes of the file | Markdown, newspapers |
//! | [`block`] | text → [`block::Page`] of blocks with roles, and the evidence for each role | what belongs to what |
//! | [`stitch`] | page → articles made of fragments, with seams, gaps, confidence | files, terminals |
//! | [`edition`] | articles of all pages → [`edition::Edition`], jumps resolved | typesetting |
//! | [`layout`] | article + measure → [`layout::Sheet`] of lines | ratatui |
//! | [`reader`] | action → new state, effects | ratatui, crossterm, files |
//! | [`widget`], [`theme`] | borrowed values → cells | the reader itself |
//! | [`store`] [`config`] [`library`] [`export`] [`tui`] [`cli`] | all input and output | – |
//!
//! # What holds everywhere
//!
//! - **One way.** A module uses only what stands before it in the list below. `std::fs` lives only in the edges,
//!   the terminal crates only in `theme`, `widget`, `tui`; `tests/tidy.rs` checks it.
//! - **Nothing lost, nothing doubled.** Every non-blank character of a page comes out exactly once: in an article,
//!   in the page's furniture, or in its tray of unplaced fragments.
//! - **Everything has a way back.** [`source::Text`] carries, for each piece of prose at every stage, where in the
//!   page it stands. Rows and paragraph numbers are never identities.
//! - **The stream cannot fail.** Stages give a value and notes; only the edges return `Result`.
//! - **Same input, same output.** No clock, no randomness, no locale inside the stream.
//!
//! Deliberately absent: a network, a shell, global state, a tick. Nothing runs while nothing happens.

pub mod lang;

pub mod source;

pub mod block;

pub mod stitch;

pub mod edition;

pub mod layout;

pub mod reader;

pub mod theme;

pub mod store;

pub mod config;

pub mod library;

pub mod export;

pub mod widget;

pub mod tui;

pub mod cli;
