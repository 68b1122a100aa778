//! A window to test in: a pseudo-terminal, what an emulator makes of what comes out of it, and the child inside.

use super::child::FOLDER;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Nothing takes that long unless it is broken.
pub(crate) const LONG: Duration = Duration::from_secs(30);
const SIZE: PtySize = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };

/// What came out so far.
pub(crate) struct Seen {
    emulator: vt100::Parser,
    bytes: Vec<u8>,
    reading: Reading,
}

/// What the reading thread does when the next bytes have come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    GoOn,
    LetGo,
    Pause,
    Over,
}

impl Seen {
    /// The screen as the emulator shows it.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    /// What was sent after the first `bytes` bytes.
    pub(crate) fn since(&self, bytes: usize) -> String {
        String::from_utf8_lossy(&self.bytes[bytes..]).into_owned()
    }
}

type Shared = Arc<(Mutex<Seen>, Condvar)>;

/// A window with a program in it.
pub(crate) struct Window {
    /// The terminal's modes before the program ran.
    pub(crate) modes_before: String,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Shared,
    reader: Option<JoinHandle<()>>,
    folder: TempDir,
}

/// How a session ended.
pub(crate) struct Ending {
    pub(crate) code: u32,
    pub(crate) log: Log,
    pub(crate) bytes: Vec<u8>,
}

/// What the child wrote down.
#[derive(Debug)]
pub(crate) struct Log(String);

impl Log {
    /// The offset of the place saved last.
    pub(crate) fn last_place(&self) -> Option<usize> {
        let line = self.0.lines().rfind(|line| line.starts_with("place "))?;
        line.rsplit(' ').next()?.parse().ok()
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        self.0.contains(text)
    }

    pub(crate) fn count(&self, beginning: &str) -> usize {
        self.0.lines().filter(|line| line.starts_with(beginning)).count()
    }
}

impl Window {
    /// The child alone, leader of its session as in a window of its own; it has drawn its first frame.
    pub(crate) fn open() -> Self {
        Self::open_by(r#"exec "$0" "$@""#)
    }

    /// The child as a shell script starts it: it is `"$0" "$@"`.
    pub(crate) fn open_by(script: &str) -> Self {
        let window = Self::start(script, Tty::Controlling);
        window.wait_for("count 0");
        window
    }

    /// Runs a script in a session without a terminal; its log is what the child said on `$FOLDER/out`.
    pub(crate) fn run_without_terminal(script: &str) -> Log {
        let mut window = Self::start(script, Tty::None);
        let code = window.child.wait().unwrap().exit_code();
        let said = std::fs::read_to_string(window.folder.path().join("out")).unwrap();
        Log(format!("{said}exit {code}\n"))
    }

    fn start(script: &str, tty: Tty) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script]);
        command.arg(std::env::current_exe().unwrap());
        command.args(["child", "--exact", "--nocapture", "--quiet"]);
        command.env(FOLDER, folder.path());
        command.set_controlling_tty(tty == Tty::Controlling);
        let modes_before = modes_of(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen: Shared = Arc::new((Mutex::new(Seen::new()), Condvar::new()));
        let output = pair.master.try_clone_reader().unwrap();
        let reader = std::thread::spawn({
            let seen = Arc::clone(&seen);
            move || read(output, &seen)
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self {
            modes_before,
            master: Some(pair.master),
            keyboard: Some(keyboard),
            child,
            seen,
            reader: Some(reader),
            folder,
        }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    pub(crate) fn resize(&mut self, cols: u16, rows: u16) {
        let size = PtySize { rows, cols, ..SIZE };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Sends the child itself a signal.
    pub(crate) fn send(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(|seen| seen.screen().contents().contains(text));
    }

    #[track_caller]
    pub(crate) fn wait_until(&self, condition: impl Fn(&Seen) -> bool) {
        let (mutex, changed) = &*self.seen;
        let seen = mutex.lock().unwrap();
        let (seen, timeout) = changed.wait_timeout_while(seen, LONG, |seen| !condition(seen)).unwrap();
        assert!(!timeout.timed_out(), "it never came; shown was:\n{}", seen.screen().contents());
    }

    /// Waits until nothing has come for so long.
    pub(crate) fn wait_for_quiet(&self, rest: Duration) {
        let start = Instant::now();
        loop {
            let before = self.bytes().len();
            let (mutex, changed) = &*self.seen;
            let seen = mutex.lock().unwrap();
            let more = |seen: &mut Seen| seen.bytes.len() == before;
            if changed.wait_timeout_while(seen, rest, more).unwrap().1.timed_out() {
                return;
            }
            assert!(start.elapsed() < LONG, "never quiet");
        }
    }

    /// The line is cut: whoever reads and writes at our end lets go, with `torn` still on its way in.
    pub(crate) fn hang_up(&mut self, torn: &str) {
        // The reading thread sits in a read; what the key makes the child send wakes it.
        self.seen().reading = Reading::LetGo;
        self.press(&format!("\x0c{torn}"));
        self.reader.take().unwrap().join().unwrap();
        self.keyboard = None;
        self.master = None;
    }

    /// From the next bytes on nobody takes what the child sends.
    pub(crate) fn stop_reading(&mut self) {
        self.seen().reading = Reading::Pause;
    }

    /// Waits for the end.
    pub(crate) fn end(&mut self) -> Ending {
        let code = self.child.wait().unwrap().exit_code();
        if self.seen().reading == Reading::GoOn {
            self.reader.take().unwrap().join().unwrap();
        }
        let log = Log(std::fs::read_to_string(self.folder.path().join("log")).unwrap());
        Ending { code, log, bytes: self.bytes() }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.seen().bytes.clone()
    }

    /// The terminal's modes, to be compared.
    pub(crate) fn modes(&self) -> String {
        modes_of(&**self.master.as_ref().unwrap())
    }

    /// The screen is the shell's.
    #[track_caller]
    pub(crate) fn check_restored(&self) {
        let seen = self.seen();
        let screen = seen.screen();
        let state = (screen.alternate_screen(), screen.hide_cursor(), screen.bracketed_paste());
        assert_eq!(state, (false, false, false), "alternate screen, hidden cursor, bracketed paste");
    }

    /// The screen is ours.
    #[track_caller]
    pub(crate) fn check_on_stage(&self) {
        let on_stage = self.seen().screen().alternate_screen();
        assert!(on_stage && self.modes() != self.modes_before);
    }

    /// How often the child's threads went to sleep, in all.
    pub(crate) fn context_switches(&self) -> Option<u64> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.pid().as_raw_nonzero())).ok()?;
        let of = |status: String| {
            let line = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches:"));
            line?.rsplit('\t').next()?.trim().parse::<u64>().ok()
        };
        tasks.flatten().map(|task| of(std::fs::read_to_string(task.path().join("status")).ok()?)).sum()
    }

    fn pid(&self) -> Pid {
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap();
        let line = log.lines().find_map(|line| line.strip_prefix("pid ")).unwrap();
        Pid::from_raw(line.parse().unwrap()).unwrap()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Window {
    /// No test leaves a process behind, also not one that failed.
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = kill_process(self.pid(), Signal::KILL);
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        self.seen().reading = Reading::Over;
        self.seen.1.notify_all();
    }
}

/// Whether the session gets our pseudo-terminal as its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tty {
    Controlling,
    None,
}

impl Seen {
    fn new() -> Self {
        let size = |cells| NonZeroU16::new(cells).unwrap();
        let emulator = vt100::Parser::new(size(SIZE.rows), size(SIZE.cols), 0);
        Self { emulator, bytes: Vec::new(), reading: Reading::GoOn }
    }
}

fn read(mut output: Box<dyn Read + Send>, shared: &Shared) {
    let (mutex, changed) = &**shared;
    let mut bytes = [0; 4096];
    // A pseudo-terminal whose last user has gone is an error on Linux, the end elsewhere.
    while let Ok(n @ 1..) = output.read(&mut bytes) {
        let mut seen = mutex.lock().unwrap();
        seen.emulator.process(&bytes[..n]);
        seen.bytes.extend_from_slice(&bytes[..n]);
        changed.notify_all();
        if seen.reading == Reading::LetGo {
            return;
        }
        drop(changed.wait_while(seen, |seen| seen.reading == Reading::Pause).unwrap());
    }
}

fn modes_of(master: &dyn MasterPty) -> String {
    format!(
        "{:?}",
        master.get_termios().map(|modes| (modes.input_flags, modes.output_flags, modes.local_flags))
    )
}
