//! `dubao cat`: the stitched text, set to a measure.

use super::call::{self, Call};
use super::error::Error;
use super::proof::{self, Annotation};
use super::which;
use std::path::PathBuf;

/// What `cat` understands.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// A page file, an edition's folder, - for standard input, or demo
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Cells in a line (a Han character takes two); else 80, or what the terminal has
    #[arg(long, value_name = "N", value_parser = call::width())]
    pub width: Option<u16>,
    /// Only this one: its number in ls, or its id
    #[arg(long, value_name = "N|ID")]
    pub article: Option<String>,
    /// Mark seams ｜98%｜ and gaps 〔缺文〕 in the text; lines with marks get longer
    #[arg(long)]
    pub seams: bool,
}

/// Prints it.
pub(super) fn run(options: &Options, call: &mut Call) -> Result<(), Error> {
    let edition = call.edition(&options.path)?;
    let only = which::article(&edition, options.article.as_deref(), call.lang)?;
    let measure = call.measure(options.width);
    let annotation = match (options.seams, call.linear) {
        (true, _) => Annotation::Seams,
        (false, true) => Annotation::Words,
        (false, false) => Annotation::None,
    };
    proof::print(&edition, only, &measure, annotation, call)
}
