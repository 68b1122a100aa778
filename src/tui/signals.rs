//! Signals: the thread that waits for them, and how to stop as a good member of a job.

use super::events::{Event, Signal, insist};
use super::shutdown::Shutdown;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// Starts to wait for signals. From here on none of them has its default action.
///
/// SIGHUP is caught even where our parent ignored it: a reader always has a terminal to lose. SIGXFSZ is caught to do
/// nothing, so that a file size limit is an error of that write and not the end of us.
pub(super) fn watch(events: Sender<Event>, shutdown: Arc<Shutdown>) -> io::Result<()> {
    let all = [SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ];
    let mut signals = Signals::new(all)?;
    let thread = std::thread::Builder::new().name("signals".to_owned());
    thread.spawn(move || {
        for number in signals.forever() {
            let event = match number {
                SIGWINCH => Event::Resize,
                SIGTSTP => Event::Signal(Signal::Stop),
                SIGCONT => Event::Signal(Signal::Continue),
                SIGXFSZ => continue,
                end => insist(&events, Event::Signal(Signal::End(end)), &shutdown, 128 + end),
            };
            // The main thread has gone: the process is about to end.
            if events.send(event).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// What the key for it does: asks everyone in our job to stop, us among them, as the terminal would in cooked mode.
pub(super) fn ask_job_to_stop() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// True when there is a shell above us that can continue us. In the session leader's own job (a window of its own,
/// `ssh host dubao`) nobody could, and the kernel's default is not to stop there (POSIX: orphaned process group).
pub(super) fn can_stop() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}

/// Stops this process; returns when it was continued.
pub(super) fn stop() {
    let _ = signal_hook::low_level::raise(SIGSTOP);
}
