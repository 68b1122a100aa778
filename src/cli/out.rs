//! Out: the one way by which text leaves the command line.
//!
//! It lets through only what a terminal may see, whatever a page, a file name or an argument holds, and it knows a
//! closed pipe from a failure.

use super::error::Error;
use crate::source::is_safe;
use std::fmt;
use std::io::{self, BufWriter, Write};

/// Whether emphasis is written as escape codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Characters only.
    Plain,
    /// Emphasis as SGR 1 (ECMA-48, 8.3.117), which every terminal knows and no colour scheme fights with.
    Bold,
}

/// Standard output or standard error.
pub(super) struct Out {
    to: Box<dyn Write>,
    ink: Ink,
}

impl fmt::Debug for Out {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Out").field("ink", &self.ink).finish_non_exhaustive()
    }
}

impl Out {
    /// Writes to `to`, many lines at a time.
    pub(super) fn new(to: impl Write + 'static, ink: Ink) -> Self {
        Self { to: Box::new(BufWriter::new(to)), ink }
    }

    /// Whether emphasis is written as escape codes.
    pub(super) const fn ink(&self) -> Ink {
        self.ink
    }

    /// What `write!` and `writeln!` call.
    pub(super) fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> Result<(), Error> {
        match text.as_str() {
            Some(text) => self.write(text),
            None => self.write(&text.to_string()),
        }
    }

    /// A line that leads what follows.
    pub(super) fn heading(&mut self, line: &str) -> Result<(), Error> {
        match self.ink {
            Ink::Plain => writeln!(self, "{line}"),
            Ink::Bold => {
                self.verbatim(b"\x1b[1m")?;
                self.write(line)?;
                self.verbatim(b"\x1b[0m\n")
            }
        }
    }

    /// Bytes that the program itself has made, such as a completion script: no text of others may be among them.
    pub(super) fn verbatim(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.to.write_all(bytes).map_err(|error| told(&error))
    }

    /// Hands on what was written. Has to be called at the end: a failure of the last bytes shows only here.
    pub(super) fn flush(&mut self) -> Result<(), Error> {
        self.to.flush().map_err(|error| told(&error))
    }

    fn write(&mut self, text: &str) -> Result<(), Error> {
        let clean = |c: char| c == '\n' || is_safe(c);
        if text.chars().all(clean) {
            return self.verbatim(text.as_bytes());
        }
        let text: String =
            text.chars().map(|c| if clean(c) { c } else { char::REPLACEMENT_CHARACTER }).collect();
        self.verbatim(text.as_bytes())
    }
}

fn told(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Error::pipe_closed(),
        _ => Error::output(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    /// A place to write to that can be looked at, or that refuses.
    #[derive(Clone, Default)]
    struct Paper {
        written: Rc<RefCell<Vec<u8>>>,
        refuses: Option<io::ErrorKind>,
    }

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.refuses {
                Some(kind) => Err(kind.into()),
                None => self.written.borrow_mut().write(bytes),
            }
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn nothing_unsafe_leaves() {
        for (text, expected) in [
            ("平常的话\n", "平常的话\n"),
            ("\u{1b}[2J清屏", "\u{fffd}[2J清屏"),
            ("响铃\u{7}", "响铃\u{fffd}"),
            ("倒\u{202e}写", "倒\u{fffd}写"),
        ] {
            let paper = Paper::default();
            let mut out = Out::new(paper.clone(), Ink::Bold);
            write!(out, "{text}").unwrap();
            out.flush().unwrap();
            assert_eq!(String::from_utf8(paper.written.take()).unwrap(), expected);
        }
    }

    #[test]
    fn headings_are_bold_where_that_is_wanted() {
        for (ink, expected) in [(Ink::Plain, "题\u{fffd}\n"), (Ink::Bold, "\u{1b}[1m题\u{fffd}\u{1b}[0m\n")]
        {
            let paper = Paper::default();
            let mut out = Out::new(paper.clone(), ink);
            out.heading("题\u{1b}").unwrap();
            out.flush().unwrap();
            assert_eq!(String::from_utf8(paper.written.take()).unwrap(), expected);
        }
    }

    #[test]
    fn a_closed_pipe_is_no_failure_and_a_full_disk_is() {
        for (refuses, code) in [(io::ErrorKind::BrokenPipe, 0), (io::ErrorKind::StorageFull, 1)] {
            let mut out = Out::new(Paper { refuses: Some(refuses), ..Paper::default() }, Ink::Plain);
            writeln!(out, "一行").unwrap();
            assert_eq!(out.flush().unwrap_err().exit_code(), code, "{refuses:?}");
        }
    }
}
