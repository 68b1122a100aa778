//! Errors of the command line: their kinds, their exit codes, and the one place that prints them.

use super::out::Out;
use crate::lang::Lang;
use std::io;

/// Something that ends a command.
#[derive(Debug)]
pub(super) struct Error {
    kind: Kind,
    what: String,
    hints: Vec<String>,
}

/// Kinds of errors; each has its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Who read our output has gone, as `head` does.
    PipeClosed,
    /// What was typed can't be understood.
    Usage,
    /// A page, a folder or the configuration could not be read, or there is no such article.
    Unreadable,
    /// The output could not be written.
    Output,
    /// `check` found something below the threshold asked for.
    Below,
}

impl Error {
    /// The reader of our output has gone.
    pub(super) fn pipe_closed() -> Self {
        Self::new(Kind::PipeClosed, String::new())
    }

    /// What was typed can't be understood.
    pub(super) fn usage(what: impl Into<String>) -> Self {
        Self::new(Kind::Usage, what.into())
    }

    /// Something could not be read or found.
    pub(super) fn unreadable(what: impl Into<String>) -> Self {
        Self::new(Kind::Unreadable, what.into())
    }

    /// The output could not be written.
    pub(super) fn output(error: &io::Error) -> Self {
        Self::new(Kind::Output, error.to_string())
    }

    /// Something could not be written to `file`.
    pub(super) fn unwritable(what: impl Into<String>) -> Self {
        Self::new(Kind::Output, what.into())
    }

    /// Something is below the threshold asked for.
    pub(super) fn below(what: impl Into<String>) -> Self {
        Self::new(Kind::Below, what.into())
    }

    const fn new(kind: Kind, what: String) -> Self {
        Self { kind, what, hints: Vec::new() }
    }

    /// Adds what to do about it.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds what to do about it, where there is something.
    #[must_use]
    pub(super) fn hints(mut self, hints: impl IntoIterator<Item = String>) -> Self {
        self.hints.extend(hints);
        self
    }

    /// What went wrong.
    pub(super) fn what(&self) -> &str {
        &self.what
    }

    /// 0 fine, 1 could not read or write, 2 usage, 3 below the threshold.
    pub(super) const fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::PipeClosed => 0,
            Kind::Unreadable | Kind::Output => 1,
            Kind::Usage => 2,
            Kind::Below => 3,
        }
    }

    /// Prints it for people. That standard error is gone too is nothing one could still tell anyone.
    pub(super) fn print(&self, err: &mut Out, lang: Lang) {
        if self.kind != Kind::PipeClosed {
            let _ = self.write(err, lang).and_then(|()| err.flush());
        }
    }

    fn write(&self, err: &mut Out, lang: Lang) -> Result<(), Self> {
        let heading = match self.kind {
            Kind::Below => lang.pick("低于要求", "below the threshold"),
            Kind::Output => lang.pick("写不出去", "could not write"),
            Kind::PipeClosed | Kind::Usage | Kind::Unreadable => lang.pick("出错", "error"),
        };
        let colon = lang.pick("：", ": ");
        writeln!(err, "{heading}{colon}{}", self.what)?;
        for hint in &self.hints {
            writeln!(err, "{}{colon}{hint}", lang.pick("提示", "hint"))?;
        }
        Ok(())
    }
}
