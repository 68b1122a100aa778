//! `dubao completions`: a shell's completion script.

use super::call::Call;
use super::error::Error;
use super::wording;
use clap_complete::Shell;

/// What `completions` understands.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The shell
    #[arg(value_name = "bash|elvish|fish|powershell|zsh", value_enum, hide_possible_values = true)]
    pub shell: Shell,
}

/// Prints it.
pub(super) fn run(options: &Options, call: &mut Call) -> Result<(), Error> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut wording::command(call.lang), "dubao", &mut script);
    call.out.verbatim(&script)
}
