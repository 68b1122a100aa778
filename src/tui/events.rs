//! Events: everything that can happen to a session, in one closed list.

use super::shutdown::Shutdown;
use crate::reader::{Key, News};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// Something happened.
#[derive(Debug)]
pub(super) enum Event {
    /// A key.
    Key(Key),
    /// A bracketed paste, whole.
    Paste(String),
    /// The window's size may have changed.
    Resize,
    /// Someone sent us a signal.
    Signal(Signal),
    /// The desk has something to tell.
    News(Box<News>),
    /// No key will ever come again: the terminal has gone.
    InputGone,
}

/// The signals a session answers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// SIGTSTP: give the terminal back and stop.
    Stop,
    /// SIGCONT: we run again; the terminal may look like anything.
    Continue,
    /// SIGHUP, SIGINT, SIGQUIT or SIGTERM, by its number: leave.
    End(i32),
}

impl Signal {
    /// What a shell reports for a program that died of the terminal's loss: 128 + SIGHUP.
    pub(super) const HUNG_UP: i32 = 129;
}

/// How long the main thread may take to end the session by itself.
const COURTESY: Duration = Duration::from_millis(500);

/// Ends the session: by the main thread, which knows the latest place; if that does not react (it may hang in a write
/// to a terminal that takes nothing), by the caller.
pub(super) fn insist(events: &Sender<Event>, event: Event, shutdown: &Shutdown, code: i32) -> ! {
    // A closed channel means the main thread has gone; then waiting only lets it finish.
    let _ = events.send(event);
    std::thread::sleep(COURTESY);
    shutdown.exit(code)
}
