//! Shutdown: the one way out. Saves first, restores then, and ends even where either hangs.

use super::desk::{Backlog, Places, Whereabouts};
use super::terminal::Terminal;
use crate::lang::Lang;
use crate::source::is_safe;
use std::any::Any;
use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, OnceLock};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// All of it may take this long; a terminal that has gone leaves nobody waiting, and nothing spinning.
const DEADLINE: Duration = Duration::from_secs(2);
/// Of which marks still on their way to disk may take this much.
const GRACE: Duration = Duration::from_secs(1);
/// The exit code of a panic, as Rust programs have it.
const PANICKED: i32 = 101;

/// What has to be done before the process may end.
pub(super) struct Shutdown {
    /// Where the reading is, to be saved.
    pub(super) whereabouts: Whereabouts,
    /// Marks on their way to disk, to be waited for.
    pub(super) backlog: Backlog,
    terminal: Arc<Terminal>,
    begun: AtomicBool,
    by: OnceLock<ThreadId>,
}

impl Shutdown {
    /// Of a session on `terminal`.
    pub(super) fn new(terminal: Arc<Terminal>, places: Box<dyn Places>) -> Self {
        Self {
            whereabouts: Whereabouts::new(places),
            backlog: Backlog::default(),
            terminal,
            begun: AtomicBool::new(false),
            by: OnceLock::new(),
        }
    }

    /// The ordinary end: saves and restores, and returns.
    ///
    /// # Errors
    /// The place could not be kept; the message is for people.
    pub(super) fn close(&self) -> Result<(), String> {
        self.once(0)
    }

    /// Saves, restores and ends the process, quietly.
    pub(super) fn exit(&self, code: i32) -> ! {
        // Nobody is there to be told when the place could not be kept.
        let _ = self.once(code);
        // Not `process::exit`: that runs handlers which may wait for other threads.
        signal_hook::low_level::exit(code)
    }

    /// Does it if nobody did. The second to come never returns: the first is about to end the process.
    fn once(&self, code: i32) -> Result<(), String> {
        if self.begun.swap(true, Ordering::SeqCst) {
            loop {
                thread::park();
            }
        }
        let _ = self.by.set(thread::current().id());
        let disarm = self.arm_watchdog(code);
        let saved = self.whereabouts.save();
        self.backlog.settle(GRACE);
        self.terminal.close();
        drop(disarm);
        saved
    }

    /// Ends the process at the deadline unless what it returns was dropped.
    fn arm_watchdog(&self, code: i32) -> mpsc::Sender<()> {
        let (disarm, alarm) = mpsc::channel::<()>();
        let terminal = Arc::clone(&self.terminal);
        // Without a thread to spare we go on without a watchdog.
        let _ = thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
            if alarm.recv_timeout(DEADLINE) == Err(RecvTimeoutError::Timeout) {
                terminal.close();
                signal_hook::low_level::exit(code);
            }
        });
        disarm
    }

    /// A panic while this same thread was saving must not wait for itself.
    fn is_mine(&self) -> bool {
        self.by.get() == Some(&thread::current().id())
    }
}

/// A panic hook as the standard library keeps it.
pub(super) type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// From here on a panic, on any thread, saves, restores and ends the process with one plain sentence. Returns the
/// hook that was there.
pub(super) fn install_panic_hook(shutdown: Arc<Shutdown>, lang: Lang) -> Hook {
    let former = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let saved = if shutdown.is_mine() {
            shutdown.terminal.close();
            Err(String::new())
        } else {
            // The thread that panicked may be the one that would do what is waited for.
            shutdown.backlog.abandon();
            shutdown.once(PANICKED)
        };
        let place = match saved {
            Ok(()) => lang.pick("阅读位置已存好。", "Your place is kept."),
            Err(_) => lang.pick("阅读位置没能存下来。", "Your place could not be kept."),
        };
        // It may quote a page.
        let what: String = message(info.payload()).chars().filter(|&c| is_safe(c)).collect();
        let at = info.location().map(ToString::to_string).unwrap_or_default();
        let begin = lang.pick("读报自己出了错，只好停下：", "dubao stopped on an error of its own: ");
        // Standard error may have gone with the terminal.
        let _ = writeln!(std::io::stderr(), "{begin}{what} ({at})\n{place}");
        signal_hook::low_level::exit(PANICKED)
    }));
    former
}

fn message(payload: &(dyn Any + Send)) -> &str {
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => "?",
    }
}
