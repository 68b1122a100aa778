//! Figures for the README: what the same frames cost dubao, and ratatui with its crossterm backend.
//!
//! `cargo test --test painting -- --ignored --nocapture figures` prints them.

use super::first::own_bytes;
use super::model::Kind;
use super::session::Session;
use super::wall::{Reading, Wall, difference};
use crate::{ENTER, full_page, key, settings};
use dubao::layout::Ambiguous;
use dubao::tui::{Certainty, scrub};
use ratatui::buffer::Buffer;
use ratatui::{Terminal, TerminalOptions, Viewport};
use ratatui_crossterm::CrosstermBackend;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;

/// What a terminal was sent.
#[derive(Clone, Default)]
struct Line(Rc<RefCell<Vec<u8>>>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The bytes of each of these frames, one after the other, from ratatui and its own backend.
fn plain_ratatui(frames: &[Buffer]) -> Vec<usize> {
    let line = Line::default();
    let options = TerminalOptions { viewport: Viewport::Fixed(frames[0].area) };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(line.clone()), options).unwrap();
    let cost = |frame: &Buffer| {
        line.0.borrow_mut().clear();
        terminal.draw(|drawn| drawn.buffer_mut().clone_from(frame)).unwrap();
        line.0.borrow().len()
    };
    frames.iter().map(cost).collect()
}

fn dubao(frames: &[Buffer]) -> Vec<usize> {
    let area = frames[0].area;
    let mut wall = Wall::new(Ambiguous::Narrow, Kind::Narrow, (area.width, area.height), Certainty::Known);
    frames.iter().map(|frame| wall.paint(frame, None)).collect()
}

/// Full lines of Han: a first screen, a line scrolled, the same again.
fn pages(size: (u16, u16)) -> [Buffer; 3] {
    [full_page(size, 20), full_page(size, 21), full_page(size, 21)]
}

#[test]
#[ignore = "prints the figures of the README; ten seconds of it are waiting for nothing to happen"]
fn figures() {
    let mut out = io::stderr();
    for (columns, rows) in [(80, 24), (200, 50)] {
        let frames = pages((columns, rows)).map(|mut frame| {
            scrub(&mut frame, Ambiguous::Narrow);
            frame
        });
        let (ours, theirs) = (dubao(&frames), plain_ratatui(&frames));
        writeln!(out, "{columns}x{rows}, {} bytes of characters", own_bytes(&frames[0])).unwrap();
        for (nth, what) in ["first screen", "line scrolled", "nothing changed"].into_iter().enumerate() {
            writeln!(out, "  {what:<16} dubao {:>6}   ratatui + crossterm {:>6}", ours[nth], theirs[nth])
                .unwrap();
        }
    }
    session(&mut out);
}

/// The program itself, on a pseudo-terminal.
fn session(out: &mut impl Write) {
    let size = (80, 24);
    let session = Session::open(Kind::Narrow, size, "", false);
    let mut reading = Reading::new(size, settings(Ambiguous::Narrow));
    let shown = |reading: &Reading| {
        let (mut frame, _) = reading.draw();
        scrub(&mut frame, Ambiguous::Narrow);
        session.wait_until(|seen| difference(&seen.model, &frame).is_none())
    };
    let list = shown(&reading);
    reading.press(ENTER);
    session.press("\r");
    let article = shown(&reading);
    reading.press(key('j'));
    session.press("j");
    let scrolled = shown(&reading);
    let idle = session.bytes_within(Duration::from_secs(10));
    writeln!(out, "on a pseudo-terminal, demo at 80x24: start and list {list}, article {}, line scrolled {}, ten seconds of nothing {idle}",
        article - list, scrolled - article).unwrap();
}
