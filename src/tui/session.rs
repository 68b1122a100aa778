//! Session: the main thread's round. Waits for events, takes all there are, draws once.

use super::app::App;
use super::desk::Job;
use super::events::{Event, Signal};
use super::painter::Painter;
use super::scrub::scrub;
use super::shutdown::Shutdown;
use super::signals;
use super::stage::Stage;
use super::terminal::Terminal;
use crate::reader::{Effect, News, Place};
use ratatui::layout::{Position, Size};
use std::cell::Cell;
use std::iter;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// A changed place is on disk after so long, for the day the power fails.
const SAVE_AFTER: Duration = Duration::from_secs(5);
const PASTE_ON: &[u8] = b"\x1b[?2004h";
const PASTE_OFF: &[u8] = b"\x1b[?2004l";

/// The main thread's part of a session.
pub(super) struct Round {
    app: Box<dyn App>,
    stage: ratatui::Terminal<Stage>,
    cursor: Rc<Cell<Option<Position>>>,
    painter: Painter,
    terminal: Arc<Terminal>,
    shutdown: Arc<Shutdown>,
    jobs: Sender<Job>,
    place: Option<Place>,
    /// When the changed place has to be saved.
    save_by: Option<Instant>,
    /// What the terminal was last told about bracketed paste.
    paste: &'static [u8],
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    GoOn,
    Quit,
}

impl Round {
    /// Nothing is shown and no size known yet.
    pub(super) fn new(
        app: Box<dyn App>,
        terminal: Arc<Terminal>,
        shutdown: Arc<Shutdown>,
        jobs: Sender<Job>,
    ) -> Self {
        let cursor = Rc::default();
        let Ok(stage) = ratatui::Terminal::new(Stage { size: Size::ZERO, cursor: Rc::clone(&cursor) });
        Self {
            app,
            stage,
            cursor,
            painter: Painter::default(),
            terminal,
            shutdown,
            jobs,
            place: None,
            save_by: None,
            paste: PASTE_OFF,
        }
    }

    /// Goes on until the reader quits.
    pub(super) fn go(&mut self, inbox: &Receiver<Event>) {
        self.fit();
        self.note_place();
        // Where a session begins is saved when it ends.
        self.save_by = None;
        loop {
            self.show();
            let Some(first) = self.wait(inbox) else { continue };
            let mut keys = 0_usize;
            for event in iter::once(first).chain(inbox.try_iter()) {
                keys += usize::from(matches!(event, Event::Key(_)));
                if self.take(event) == Then::Quit {
                    self.note_place();
                    return;
                }
            }
            if keys > 0 {
                self.ask(Job::Look);
            }
            self.note_place();
        }
    }

    /// The next event; none when it is time to save.
    fn wait(&mut self, inbox: &Receiver<Event>) -> Option<Event> {
        let Some(by) = self.save_by else {
            return Some(inbox.recv().unwrap_or(Event::InputGone));
        };
        match inbox.recv_timeout(by.saturating_duration_since(Instant::now())) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Disconnected) => Some(Event::InputGone),
            Err(RecvTimeoutError::Timeout) => {
                self.save_by = None;
                self.ask(Job::SavePlaces);
                None
            }
        }
    }

    fn take(&mut self, event: Event) -> Then {
        let effects = match event {
            Event::Key(key) => self.app.press(key),
            Event::Paste(text) => self.app.paste(&text),
            Event::News(news) => {
                if matches!(*news, News::Opened(..)) {
                    // The last chance to know where the reading of the edition before it stopped.
                    self.note_place();
                }
                self.app.hear(*news)
            }
            // Every frame looks at the size itself; this only woke us up for one.
            Event::Resize => Vec::new(),
            Event::Signal(Signal::Stop) => {
                self.stop();
                Vec::new()
            }
            Event::Signal(Signal::Continue) => {
                self.come_back();
                Vec::new()
            }
            Event::Signal(Signal::End(number)) => self.exit(128 + number),
            Event::InputGone => self.exit(Signal::HUNG_UP),
        };
        // All effects of an event are performed, also those beside a quit.
        effects.into_iter().fold(Then::GoOn, |then, effect| match self.perform(effect) {
            Then::Quit => Then::Quit,
            Then::GoOn => then,
        })
    }

    fn perform(&mut self, effect: Effect) -> Then {
        match effect {
            Effect::Quit => return Then::Quit,
            Effect::Suspend => signals::ask_job_to_stop(),
            Effect::Repaint => self.painter.forget(),
            Effect::Open(path) => self.ask(Job::Open(path)),
            Effect::Keep(mark) => {
                self.shutdown.backlog.add();
                self.ask(Job::Keep(mark));
            }
            Effect::Forget(mark) => {
                self.shutdown.backlog.add();
                self.ask(Job::Forget(mark));
            }
        }
        Then::GoOn
    }

    fn ask(&self, job: Job) {
        // The desk only closes when it panicked, and a panic ends the process.
        let _ = self.jobs.send(job);
    }

    fn stop(&mut self) {
        if signals::can_stop() {
            self.terminal.leave();
            signals::stop();
        }
    }

    /// After a stop, whoever caused it: takes the terminal over anew and paints all of it.
    fn come_back(&mut self) {
        if self.terminal.enter().is_err() {
            self.exit(Signal::HUNG_UP);
        }
        self.paste = PASTE_OFF;
        self.painter.forget();
    }

    fn exit(&mut self, code: i32) -> ! {
        self.note_place();
        self.shutdown.exit(code)
    }

    fn note_place(&mut self) {
        let place = self.app.place();
        if place != self.place {
            if let Some(place) = &place {
                self.shutdown.whereabouts.note(place.clone());
                self.save_by.get_or_insert_with(|| Instant::now() + SAVE_AFTER);
            }
            self.place = place;
        }
    }

    /// Follows the window's size, as long as there is a window.
    fn fit(&mut self) {
        let Some((columns, rows)) = self.terminal.size() else { return };
        let size = Size::new(columns, rows);
        if self.stage.backend().size != size {
            self.stage.backend_mut().size = size;
            self.app.resize(columns, rows);
        }
    }

    /// Draws a frame, and sends what of it is new.
    fn show(&mut self) {
        self.fit();
        let app = &self.app;
        let Ok(frame) = self.stage.draw(|frame| {
            app.draw(frame);
            scrub(frame.buffer_mut());
        });
        let bytes = self.painter.paint(frame.buffer, self.cursor.get());
        let mut sent = if bytes.is_empty() { Ok(()) } else { self.terminal.write(bytes) };
        let paste = if self.app.wants_paste() { PASTE_ON } else { PASTE_OFF };
        if paste != self.paste {
            self.paste = paste;
            sent = sent.and_then(|()| self.terminal.write(paste));
        }
        if sent.is_err() {
            self.exit(Signal::HUNG_UP);
        }
    }
}
