//! A session of the program itself on a pseudo-terminal, with a model of a terminal at the other end that shows what
//! comes and answers what it is asked.

use super::model::{Kind, Model};
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;

/// Nothing takes that long unless it is broken.
const LONG: Duration = Duration::from_secs(30);

type Shared = Arc<(Mutex<Seen>, Condvar)>;

/// What the terminal shows, and what it took to get there.
pub(crate) struct Seen {
    pub(crate) model: Model,
    pub(crate) bytes: Vec<u8>,
}

/// The program and its terminal.
pub(crate) struct Session {
    keyboard: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Shared,
    reader: Option<JoinHandle<()>>,
    _folder: TempDir,
}

impl Session {
    /// `dubao demo` in Chinese on a terminal of that kind, which answers unless it is mute.
    pub(crate) fn open(kind: Kind, (columns, rows): (u16, u16), config: &str, mute: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        std::fs::write(&file, config).unwrap();
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dubao"));
        command.args(["--lang", "zh", "--color", "always", "--config"]);
        command.arg(&file);
        command.arg("--state-dir");
        command.arg(folder.path());
        command.arg("demo");
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let model = Model::new(kind, columns.into(), rows.into());
        let seen: Shared = Arc::new((Mutex::new(Seen { model, bytes: Vec::new() }), Condvar::new()));
        let keyboard = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let output = pair.master.try_clone_reader().unwrap();
        let reader = std::thread::spawn({
            let (seen, keyboard) = (Arc::clone(&seen), Arc::clone(&keyboard));
            // The master stays open as long as somebody reads.
            let master = pair.master;
            move || {
                show(output, &seen, |answers| {
                    if !mute {
                        let _ = keyboard.lock().unwrap().write_all(answers);
                    }
                });
                drop(master);
            }
        });
        Self { keyboard, child, seen, reader: Some(reader), _folder: folder }
    }

    pub(crate) fn press(&self, keys: &str) {
        self.keyboard.lock().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    /// Waits until it is so, and gives what was asked for.
    #[track_caller]
    pub(crate) fn wait_until(&self, condition: impl Fn(&Seen) -> bool) -> usize {
        let (mutex, changed) = &*self.seen;
        let seen = mutex.lock().unwrap();
        let (seen, timeout) = changed.wait_timeout_while(seen, LONG, |seen| !condition(seen)).unwrap();
        assert!(!timeout.timed_out(), "it never came; shown was:\n{}", seen.model.screen().join("\n"));
        seen.bytes.len()
    }

    /// How many bytes come within that time.
    pub(crate) fn bytes_within(&self, time: Duration) -> usize {
        let (mutex, changed) = &*self.seen;
        let seen = mutex.lock().unwrap();
        let before = seen.bytes.len();
        let (seen, _) = changed.wait_timeout_while(seen, time, |seen| seen.bytes.len() == before).unwrap();
        seen.bytes.len() - before
    }

    /// Quits; the exit code and all that was sent.
    pub(crate) fn quit(mut self) -> (u32, Vec<u8>) {
        self.press("Q");
        let code = self.child.wait().unwrap().exit_code();
        self.reader.take().unwrap().join().unwrap();
        (code, self.seen.0.lock().unwrap().bytes.clone())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn show(mut output: Box<dyn Read + Send>, shared: &Shared, answer: impl Fn(&[u8])) {
    let (mutex, changed) = &**shared;
    let mut bytes = [0; 4096];
    while let Ok(n @ 1..) = output.read(&mut bytes) {
        let mut seen = mutex.lock().unwrap();
        seen.bytes.extend_from_slice(&bytes[..n]);
        seen.model.feed(&bytes[..n]);
        let answers = std::mem::take(&mut seen.model.answers);
        drop(seen);
        if !answers.is_empty() {
            answer(&answers);
        }
        changed.notify_all();
    }
}
