//! Arguments: what can be typed, as clap reads it. Help, completions and the man page come from here.
//!
//! The English wording stands here, the Chinese in `wording`.

use super::{cat, check, completions, config, export, inspect, ls};
use crate::lang::Lang;
use crate::layout::Ambiguous;
use clap::builder::PossibleValue;
use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// A terminal newspaper reader that puts OCR'd pages back together
#[derive(Debug, Parser)]
#[command(name = "dubao", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, args_override_self = true)]
pub(super) struct Args {
    /// A page file, an edition's folder, a library (a folder of editions), or - for standard input; without one,
    /// reading goes on where it stopped, or begins with the demo edition
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command understands.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// When to write escape codes; auto: on a terminal, unless NO_COLOR is set or TERM is dumb
    #[arg(long, global = true, value_enum, value_name = "auto|always|never", hide_possible_values = true)]
    pub color: Option<Colour>,
    /// Read this configuration instead of the usual one
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The language of the interface
    #[arg(long, global = true, value_enum, value_name = "zh|en", hide_possible_values = true)]
    pub lang: Option<Lang>,
    /// Words line after line instead of the full screen, for screen readers and logs
    #[arg(long, global = true)]
    pub linear: bool,
    /// How wide the terminal draws “ ” — … and their like
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "narrow|wide|safe|replace",
        hide_possible_values = true
    )]
    pub ambiguous: Option<Ambiguous>,
    /// Keep marks and positions in this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    /// Print help
    #[arg(short, long, global = true, action = ArgAction::Help)]
    pub help: Option<bool>,
    /// Print the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    pub version: Option<bool>,
}

/// The commands, one file each. A path of such a name can be given as ./name.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read the built-in demo edition
    Demo,
    /// Print the stitched text
    Cat(cat::Options),
    /// List the articles of an edition, or the editions of a library
    Ls(ls::Options),
    /// Report seams, gaps, unplaced blocks and unresolved jumps
    Check(check::Options),
    /// Show a page as each stage sees it
    Inspect(inspect::Options),
    /// Write an edition in another format
    Export(export::Options),
    /// Print the keys
    Keys,
    /// Show where the configuration is, what it says, and whether it is right
    #[command(subcommand)]
    Config(config::What),
    /// Print a shell's completion script
    Completions(completions::Options),
    /// Print the man page
    Man,
}

/// When to write escape codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Zh, Self::En]
    }
    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.pick("zh", "en")))
    }
}

impl ValueEnum for Ambiguous {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Narrow, Self::Wide, Self::Safe, Self::Replace]
    }
    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Narrow => "narrow",
            Self::Wide => "wide",
            Self::Safe => "safe",
            Self::Replace => "replace",
        }))
    }
}
