//! Input: the thread that reads keys. It sleeps in `poll` until there are some, or until the terminal is gone.

use super::decode::Decoder;
use super::events::{Event, Signal, insist};
use super::shutdown::Shutdown;
use super::terminal::Terminal;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

/// Starts to listen.
pub(super) fn listen(
    terminal: Arc<Terminal>,
    events: Sender<Event>,
    shutdown: Arc<Shutdown>,
) -> io::Result<()> {
    let thread = std::thread::Builder::new().name("input".to_owned());
    thread.spawn(move || {
        read_until_gone(&terminal, &events);
        insist(&events, Event::InputGone, &shutdown, Signal::HUNG_UP)
    })?;
    Ok(())
}

fn read_until_gone(terminal: &Terminal, events: &Sender<Event>) {
    let mut decoder = Decoder::default();
    let mut bytes = [0; 4096];
    loop {
        match wait(terminal, decoder.patience()) {
            Waited::Gone => return,
            Waited::InVain => decoder.give_up(),
            Waited::Ready => match rustix::io::read(terminal.keys(), &mut bytes) {
                Ok(0) => return,
                Ok(n) => decoder.feed(&bytes[..n]),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(_) => return,
            },
        }
        for event in decoder.take() {
            if events.send(event).is_err() {
                return;
            }
        }
    }
}

enum Waited {
    Ready,
    InVain,
    Gone,
}

fn wait(terminal: &Terminal, patience: Option<Duration>) -> Waited {
    let timeout = patience.and_then(|p| Timespec::try_from(p).ok());
    let mut fds = [PollFd::from_borrowed_fd(terminal.keys(), PollFlags::IN)];
    match poll(&mut fds, timeout.as_ref()) {
        Ok(0) => Waited::InVain,
        // Also on a hang-up: what is still there is read first, and reading then says that it was all.
        Ok(_) if fds[0].revents().contains(PollFlags::IN) => Waited::Ready,
        Ok(_) => Waited::Gone,
        // A stop and a continue interrupt the wait; the patience starts anew.
        Err(Errno::INTR) => wait(terminal, patience),
        Err(_) => Waited::Gone,
    }
}
