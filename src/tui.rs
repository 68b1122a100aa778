//! tui, the terminal edge: keys in, frames out, and nothing lost when the terminal goes away.
//!
//! 1. `terminal`: the device itself: raw mode, the alternate screen, bytes out;
//! 2. `decode`, `input`, `signals`, `desk`: a thread for each thing that can happen, each handing in [`events`];
//! 3. `session`: the main thread. It sleeps until an event comes, takes all that are there, draws once;
//! 4. `stage`, `scrub`, `painter`, `pen`: a frame is drawn into cells, made safe, and becomes the fewest bytes;
//! 5. `shutdown`: the one way out, whatever the reason: save, restore, leave.
//!
//! Nothing here ticks: with no key, no signal and no news, no thread wakes and no byte is sent. One thing is asked of
//! the terminal (`probe`: how wide it draws “), and it is not left before it has answered.
//!
//! Keys are decoded here rather than by a library, because what must not happen happens in those: to go on polling a
//! terminal that has gone, to take an escape sequence cut in two by the network for three keys, to stop on `ESC[0;0R`.

mod app;
mod decode;
mod desk;
mod events;
mod input;
mod painter;
mod pen;
mod probe;
pub mod screen;
mod scrub;
mod session;
mod shutdown;
mod signals;
mod stage;
mod terminal;

pub use app::{App, Shown};
pub use desk::{Desk, Opened, Places};
pub use painter::{Certainty, Painter};
pub use probe::Widths;
pub use scrub::scrub;

use crate::lang::Lang;
use events::Event;
use session::Round;
use shutdown::Shutdown;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::{fmt, io};
use terminal::Terminal;

/// What a session at the terminal needs.
pub struct Session {
    /// What is pressed, heard and drawn.
    pub app: Box<dyn App>,
    /// Who keeps marks and opens editions, on a thread of its own.
    pub desk: Box<dyn Desk>,
    /// Who keeps places, from whichever thread is the last to run.
    pub places: Box<dyn Places>,
    /// The language of the last words.
    pub lang: Lang,
    /// Where the width of ambiguous characters comes from.
    pub widths: Widths,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("lang", &self.lang).finish_non_exhaustive()
    }
}

/// Why there was no session, or why it did not end well.
#[derive(Debug)]
pub enum TuiError {
    /// Neither standard input and output nor `/dev/tty` is a terminal.
    NoTerminal,
    /// The terminal or the system refused something.
    Io(io::Error),
    /// The session is over, but its place could not be kept; the message is for people.
    PlaceNotKept(String),
}

impl TuiError {
    /// The exit code that goes with it (INTERFACE §1: 1 could not, 2 wrong use).
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::NoTerminal => 2,
            Self::Io(_) | Self::PlaceNotKept(_) => 1,
        }
    }

    /// What to tell people: what is wrong and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoTerminal => lang
                .pick(
                    "这里没有终端，无法进入阅读界面；要在管道或日志里看正文，请用 dubao cat",
                    "there is no terminal to read on; for the text in a pipe or a log, try dubao cat",
                )
                .to_owned(),
            Self::Io(error) => format!("{}{error}", lang.pick("终端出错：", "the terminal failed: ")),
            Self::PlaceNotKept(why) => {
                format!("{}{why}", lang.pick("阅读位置没有存下来：", "the place could not be kept: "))
            }
        }
    }
}

impl fmt::Display for TuiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for TuiError {}

impl From<io::Error> for TuiError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads until the reader quits.
///
/// Ends the process itself when a signal, the loss of the terminal or a panic ends the session: the place is saved,
/// the terminal restored, and the exit code is 128 + the signal's number (129 for a lost terminal, 101 for a panic).
///
/// # Errors
/// [`TuiError`]: no terminal, a terminal that refuses, or a place that could not be kept.
pub fn run(session: Session) -> Result<ExitCode, TuiError> {
    let Session { app, desk, places, lang, widths } = session;
    let terminal = Arc::new(Terminal::open()?);
    let shutdown = Arc::new(Shutdown::new(Arc::clone(&terminal), places));
    let (events, inbox) = mpsc::channel::<Event>();
    // First who restores, then what has to be restored.
    signals::watch(events.clone(), Arc::clone(&shutdown))?;
    let former_hook = shutdown::install_panic_hook(Arc::clone(&shutdown), lang);
    let jobs = desk::open(desk, events.clone(), Arc::clone(&shutdown))?;
    let mut round = Round::new(app, widths, Arc::clone(&terminal), Arc::clone(&shutdown), jobs);
    terminal.enter()?;
    input::listen(terminal, events, Arc::clone(&shutdown))?;
    round.go(&inbox);
    let saved = shutdown.close();
    std::panic::set_hook(former_hook);
    saved.map(|()| ExitCode::SUCCESS).map_err(TuiError::PlaceNotKept)
}

/// The columns of the terminal that standard output is; `None` when it is not one.
#[must_use]
pub fn columns() -> Option<u16> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    (size.ws_col > 0).then_some(size.ws_col)
}
