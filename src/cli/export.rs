//! `dubao export`: an edition in another format, on standard output or in a file.

use super::call::Call;
use super::error::Error;
use super::which;
use crate::export::{self, Format};
use crate::lang::Lang;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::path::PathBuf;

/// What `export` understands.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// A page file, an edition's folder, - for standard input, or demo
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The format
    #[arg(long, value_enum, value_name = "json|md|txt", hide_possible_values = true)]
    pub format: Format,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only this one: its number in ls, or its id
    #[arg(long, value_name = "N|ID")]
    pub article: Option<String>,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }
    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.words(Lang::En)))
    }
}

/// Writes it.
pub(super) fn run(options: &Options, call: &mut Call) -> Result<(), Error> {
    let edition = call.edition(&options.path)?;
    let only = which::article(&edition, options.article.as_deref(), call.lang)?;
    let document = export::document(&edition, only, options.format);
    let Some(file) = &options.output else {
        return write!(call.out, "{document}");
    };
    std::fs::write(file, document).map_err(|error| {
        let file = file.display();
        let other =
            call.lang.pick("用 -o 换一个文件，或不写 -o", "name another file with -o, or leave -o away");
        Error::unwritable(format!("{file}: {error}")).hint(other)
    })
}
