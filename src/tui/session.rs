//! Session: the main thread's round. Waits for events, takes all there are, draws once.

use super::app::App;
use super::desk::Job;
use super::events::{Event, Signal};
use super::painter::Painter;
use super::probe::{Probe, Widths};
use super::scrub::scrub;
use super::shutdown::Shutdown;
use super::signals;
use super::stage::Stage;
use super::terminal::Terminal;
use crate::layout::Ambiguous;
use crate::reader::{Effect, News, Place};
use ratatui::layout::{Position, Size};
use std::cell::Cell;
use std::collections::VecDeque;
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
    probe: Probe,
    /// What happened while answers were waited for.
    held: VecDeque<Event>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Then {
    GoOn,
    Stop,
    Quit,
}

impl Round {
    /// Nothing is shown and no size known yet.
    pub(super) fn new(
        app: Box<dyn App>,
        widths: Widths,
        terminal: Arc<Terminal>,
        shutdown: Arc<Shutdown>,
        jobs: Sender<Job>,
    ) -> Self {
        let cursor = Rc::default();
        let Ok(stage) = ratatui::Terminal::new(Stage { size: Size::ZERO, cursor: Rc::clone(&cursor) });
        Self {
            probe: Probe::new(widths, app.ambiguous()),
            app,
            stage,
            cursor,
            painter: Painter::default(),
            held: VecDeque::new(),
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
            self.held.push_back(first);
            self.held.extend(inbox.try_iter());
            let mut keys = 0_usize;
            while let Some(event) = self.held.pop_front() {
                keys += usize::from(matches!(event, Event::Key(_)));
                match self.take(event) {
                    Then::GoOn => {}
                    Then::Stop => self.stop(inbox),
                    Then::Quit => {
                        self.note_place();
                        self.await_answers(inbox);
                        return;
                    }
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

    /// Lets answers that are under way arrive: they must not end up in the shell. Keys that follow the start closely,
    /// typed ahead, are the only ones that come before them.
    fn await_answers(&mut self, inbox: &Receiver<Event>) {
        while let Some(until) = self.probe.awaited_until() {
            match inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Event::Column(column)) => drop(self.probe.hear(column, Instant::now())),
                Ok(event) => self.held.push_back(event),
                Err(_) => return,
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
            Event::Column(column) => {
                if let Some(ambiguous) = self.probe.hear(column, Instant::now()) {
                    self.learn(ambiguous);
                }
                Vec::new()
            }
            // Every frame looks at the size itself; this only woke us up for one.
            Event::Resize => Vec::new(),
            Event::Signal(Signal::Stop) => return Then::Stop,
            Event::Signal(Signal::Continue) => {
                self.come_back();
                Vec::new()
            }
            Event::Signal(Signal::End(number)) => self.exit(128 + number),
            Event::InputGone => self.exit(Signal::HUNG_UP),
        };
        // All effects of an event are performed, also those beside a quit.
        effects.into_iter().map(|effect| self.perform(effect)).max().unwrap_or(Then::GoOn)
    }

    fn perform(&mut self, effect: Effect) -> Then {
        match effect {
            Effect::Quit => return Then::Quit,
            Effect::Suspend => signals::ask_job_to_stop(),
            Effect::Repaint => self.painter.forget(),
            Effect::NextTheme => self.app.next_theme(),
            Effect::Open(path) => self.ask(Job::Open(path)),
            Effect::OpenBeside(path, by) => self.ask(Job::OpenBeside(path, by)),
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

    /// The terminal has said how it draws ambiguous characters. Most draw them as the frame shown assumes.
    fn learn(&mut self, ambiguous: Ambiguous) {
        if self.app.ambiguous() != ambiguous {
            self.app.set_ambiguous(ambiguous);
            self.painter.forget();
        }
    }

    fn stop(&mut self, inbox: &Receiver<Event>) {
        self.await_answers(inbox);
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
        self.probe.ask_again();
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
        let ambiguous = self.app.ambiguous();
        if self.probe.see(ambiguous) {
            // Chosen anew because the screen looked wrong.
            self.painter.forget();
        }
        let now = Instant::now();
        let question = self.probe.question(self.stage.backend().size.width, now);
        self.painter.rely(self.probe.certainty(now));
        let app = &self.app;
        let Ok(frame) = self.stage.draw(|frame| {
            app.draw(frame);
            scrub(frame.buffer_mut(), ambiguous);
        });
        let bytes = self.painter.paint(frame.buffer, self.cursor.get());
        let mut sent = match (question, bytes) {
            (b"", b"") => Ok(()),
            (b"", bytes) => self.terminal.write(bytes),
            (question, bytes) => self.terminal.write(&[question, bytes].concat()),
        };
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
