//! cli, the command line: arguments in, text and an exit code out.
//!
//! 1. `usage` reads the arguments that `args` defines, in the language that `wording` gives them;
//! 2. `call` gathers what every command needs, and opens what was named;
//! 3. one file for each command does it: `read` (the default), `cat`, `ls`, `check`, `inspect`, `export`, `keys`,
//!    `config`, `completions`, `man`;
//! 4. `out` is the only way out for text, `error` the only place that prints what went wrong.

mod args;
mod call;
mod cat;
mod check;
mod completions;
mod config;
mod error;
mod export;
mod inspect;
mod keeper;
mod keys;
mod ls;
mod man;
mod out;
mod place;
mod proof;
mod read;
mod report;
mod table;
mod usage;
mod which;
mod wording;

use crate::config::Language;
use crate::lang::Lang;
use crate::library::DEMO;
use args::{Args, Command};
use call::Call;
use error::Error;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use usage::Asked;

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let mut lang = usage::lang(&args).unwrap_or_else(|| config::language(Language::Auto));
    match run(&args, &mut lang) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let (_, mut err) = call::streams(None);
            error.print(&mut err, lang);
            ExitCode::from(error.exit_code())
        }
    }
}

/// Does what the arguments ask for. `lang` becomes what the configuration says, once that is known.
fn run(args: &[OsString], lang: &mut Lang) -> Result<(), Error> {
    let args = match usage::read(args, *lang)? {
        Asked::For(args) => args,
        Asked::Help(text) => {
            let (mut out, _) = call::streams(None);
            write!(out, "{text}")?;
            return out.flush();
        }
    };
    let mut call = Call::new(&args.global);
    *lang = call.lang;
    // Asked for its faults, the configuration gives them as the answer.
    if !matches!(args.command, Some(Command::Config(_))) {
        call.warn();
    }
    let done = obey(*args, &mut call);
    // First what was found, then what is wrong with it.
    let written = call.out.flush();
    done.and(written)
}

fn obey(args: Args, call: &mut Call) -> Result<(), Error> {
    let Some(command) = args.command else { return read::run(&args.paths, call) };
    match command {
        Command::Demo => read::run(&[PathBuf::from(DEMO)], call),
        Command::Cat(options) => cat::run(&options, call),
        Command::Ls(options) => ls::run(&options, call),
        Command::Check(options) => check::run(&options, call),
        Command::Inspect(options) => inspect::run(&options, call),
        Command::Export(options) => export::run(&options, call),
        Command::Keys => keys::run(call),
        Command::Config(what) => config::run(what, call),
        Command::Completions(options) => completions::run(&options, call),
        Command::Man => man::run(call),
    }
}
