//! Terminal: the device. Opens it, takes it over, gives it back, writes to it. Knows nothing of what is shown.

use super::TuiError;
use super::pen::PLAIN;
use crossterm::QueueableCommand as _;
use crossterm::cursor::{Hide, Show};
use crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

/// Pastes come as keys again.
const NO_PASTE: &[u8] = b"\x1b[?2004l";
/// Larger windows are lies: 65,535 × 65,535 cells would take more memory than there is.
const LARGEST: (u16, u16) = (1000, 500);
/// What to believe of a terminal that does not know its own size (serial lines): the size of a VT100.
const USUAL: (u16, u16) = (80, 24);

/// The terminal of the session.
pub(super) struct Terminal {
    keys: OwnedFd,
    screen: OwnedFd,
    /// The modes to give back: those found at the start, not those found later, which may be our own.
    cooked: Termios,
    presence: Mutex<Presence>,
}

/// Whose the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    /// The shell's; nothing may be written.
    Away,
    /// Ours.
    Here,
    /// The shell's for good.
    Closed,
}

impl Terminal {
    /// Finds the terminal: standard input and output where they are one, else `/dev/tty` (the page may come through a pipe).
    pub(super) fn open() -> Result<Self, TuiError> {
        let keys = terminal_at(rustix::stdio::stdin())?;
        let screen = terminal_at(rustix::stdio::stdout())?;
        let cooked = tcgetattr(&keys).map_err(io::Error::from)?;
        Ok(Self { keys, screen, cooked, presence: Mutex::new(Presence::Away) })
    }

    /// Where the keys come from.
    pub(super) fn keys(&self) -> BorrowedFd<'_> {
        self.keys.as_fd()
    }

    /// Takes the terminal over: raw mode, alternate screen. Does no harm when that is so already.
    pub(super) fn enter(&self) -> io::Result<()> {
        let mut presence = self.presence();
        if *presence == Presence::Closed {
            return Err(gone());
        }
        let mut raw = self.cooked.clone();
        raw.make_raw();
        tcsetattr(&self.keys, OptionalActions::Now, &raw)?;
        *presence = Presence::Here;
        self.write_all(&takeover())
    }

    /// Gives the terminal back for a while.
    pub(super) fn leave(&self) {
        let mut presence = self.presence();
        if *presence == Presence::Here {
            *presence = Presence::Away;
            self.restore();
        }
    }

    /// Gives the terminal back for good; nothing is written to it after that. Never blocks for long, never fails.
    pub(super) fn close(&self) {
        // Whoever holds the lock may hang in a write. Modes are given back in any case: that cannot hang.
        let was = (0..20).find_map(|_| match self.presence.try_lock() {
            Ok(mut presence) => Some(std::mem::replace(&mut *presence, Presence::Closed)),
            Err(TryLockError::Poisoned(e)) => Some(std::mem::replace(&mut *e.into_inner(), Presence::Closed)),
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(Duration::from_millis(10));
                None
            }
        });
        if was.unwrap_or(Presence::Here) == Presence::Here {
            self.restore();
        }
    }

    /// Writes all of it, or nothing while the terminal is not ours.
    ///
    /// # Errors
    /// The terminal has gone.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        match *self.presence() {
            Presence::Here => self.write_all(bytes),
            Presence::Away => Ok(()),
            Presence::Closed => Err(gone()),
        }
    }

    /// The window in columns and rows, always something one can draw on; none once the terminal has gone, as the last
    /// place must not move with a size that is no size.
    pub(super) fn size(&self) -> Option<(u16, u16)> {
        let size = tcgetwinsize(&self.screen).ok()?;
        match (size.ws_col, size.ws_row) {
            (0, _) | (_, 0) => Some(USUAL),
            (columns, rows) => Some((columns.min(LARGEST.0), rows.min(LARGEST.1))),
        }
    }

    fn presence(&self) -> MutexGuard<'_, Presence> {
        self.presence.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Best effort, in this order: modes first, as nothing can hold that up; then one write, if the terminal takes any.
    fn restore(&self) {
        let _ = tcsetattr(&self.keys, OptionalActions::Now, &self.cooked);
        if self.takes_output(Some(&Timespec { tv_sec: 0, tv_nsec: 100_000_000 })) {
            let _ = rustix::io::write(&self.screen, &farewell());
        }
    }

    fn takes_output(&self, timeout: Option<&Timespec>) -> bool {
        let mut fds = [PollFd::new(&self.screen, PollFlags::OUT)];
        loop {
            match poll(&mut fds, timeout) {
                Err(Errno::INTR) => {}
                Ok(0) | Err(_) => return false,
                Ok(_) => return fds[0].revents().contains(PollFlags::OUT),
            }
        }
    }

    fn write_all(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.screen, bytes) {
                Ok(n) => bytes = &bytes[n..],
                Err(Errno::INTR) => {}
                // Someone who shares the device has made it non-blocking.
                Err(Errno::AGAIN) if self.takes_output(None) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Alternate screen, no cursor.
fn takeover() -> Vec<u8> {
    said(|out| out.queue(EnterAlternateScreen)?.queue(Hide).map(drop))
}

/// End of a synchronised frame, no bracketed paste, plain pen, cursor shown, back to the shell's screen.
fn farewell() -> Vec<u8> {
    said(|out| {
        out.queue(EndSynchronizedUpdate)?;
        out.extend_from_slice(NO_PASTE);
        out.extend_from_slice(PLAIN);
        out.queue(Show)?.queue(LeaveAlternateScreen).map(drop)
    })
}

fn said(say: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to a Vec does not fail.
    let _ = say(&mut out);
    out
}

/// A handle of its own on `fd` if that is a terminal, else on the terminal that controls us.
fn terminal_at(fd: BorrowedFd<'_>) -> Result<OwnedFd, TuiError> {
    if isatty(fd) {
        return Ok(fd.try_clone_to_owned()?);
    }
    let flags = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::CLOEXEC | rustix::fs::OFlags::NOCTTY;
    rustix::fs::open("/dev/tty", flags, rustix::fs::Mode::empty()).map_err(|_| TuiError::NoTerminal)
}

fn gone() -> io::Error {
    io::ErrorKind::BrokenPipe.into()
}
