//! Call: what every command is given: the language, the output, the configuration, and how to open what was named.

use super::args::{Args, Colour, Global};
use super::error::Error;
use super::out::{Ink, Out};
use crate::config::{self, Config, ConfigWarning, nearest};
use crate::edition::Edition;
use crate::lang::Lang;
use crate::layout::{Ambiguous, Cells, Measure};
use crate::library::{self, DEMO, LibraryError, Opened};
use crate::store::{Dirs, Store, StoreNote};
use crate::tui;
use crate::tui::Widths;
use clap::builder::RangedI64ValueParser;
use clap::{CommandFactory, value_parser};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// The length of a line where nothing else is known, in cells: what a terminal has had since the VT100.
const WIDTH: u16 = 80;

/// One call of the program.
#[derive(Debug)]
pub(super) struct Call {
    pub lang: Lang,
    /// Data.
    pub out: Out,
    /// Talk.
    pub err: Out,
    /// Words line after line instead of the full screen.
    pub linear: bool,
    pub ambiguous: Ambiguous,
    /// Where that comes from.
    pub widths: Widths,
    pub config: Config,
    /// What of the configuration does not count.
    pub warnings: Vec<ConfigWarning>,
    /// Where the configuration is, or would be.
    pub config_file: Option<PathBuf>,
    pub dirs: Option<Dirs>,
}

/// The path that is standard input.
pub(super) const STDIN: &str = "-";

/// Opens a page, an edition, a library, standard input or the built-in edition.
pub(super) fn open(path: &Path) -> Result<Opened, LibraryError> {
    let edition = match path.to_str() {
        Some(STDIN) => library::stdin(io::stdin().lock())?,
        Some(DEMO) => library::demo(),
        _ => return library::open(path),
    };
    Ok(Opened::Edition { path: path.to_owned(), edition: Box::new(edition), notes: Vec::new() })
}

/// Widths that text can be set to, in cells.
pub(super) fn width() -> RangedI64ValueParser<u16> {
    value_parser!(u16).range(8..=1000)
}

/// Standard output and standard error as they are before anything is known of the configuration.
pub(super) fn streams(colour: Option<Colour>) -> (Out, Out) {
    let ink = |terminal: bool| match colour.unwrap_or(Colour::Auto) {
        Colour::Always => Ink::Bold,
        Colour::Auto if terminal && !dumb() && !set("NO_COLOR") => Ink::Bold,
        Colour::Auto | Colour::Never => Ink::Plain,
    };
    let (out, err) = (io::stdout(), io::stderr());
    let (out_ink, err_ink) = (ink(out.is_terminal()), ink(err.is_terminal()));
    (Out::new(out, out_ink), Out::new(err, err_ink))
}

/// A terminal that can do nothing but print.
fn dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// no-color.org: set, and not empty.
fn set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

impl Call {
    /// Reads the configuration and takes the options as given.
    pub(super) fn new(global: &Global) -> Self {
        let (out, err) = streams(global.color);
        let platform = Dirs::platform();
        let dirs = match &global.state_dir {
            Some(folder) => {
                let under = Dirs::under(folder);
                let config = platform.map_or_else(|| under.config.clone(), |dirs| dirs.config);
                Some(Dirs { config, ..under })
            }
            None => platform,
        };
        let (config, warnings) = Config::load(global.config.as_deref(), dirs.as_ref());
        Self {
            lang: global.lang.unwrap_or_else(|| super::config::language(config.language)),
            out,
            err,
            linear: global.linear || (dumb() && io::stdout().is_terminal()),
            ambiguous: global.ambiguous.unwrap_or(match config.text.ambiguous {
                config::Ambiguous::Auto | config::Ambiguous::Narrow => Ambiguous::Narrow,
                config::Ambiguous::Wide => Ambiguous::Wide,
                config::Ambiguous::Safe => Ambiguous::Safe,
                config::Ambiguous::Replace => Ambiguous::Replace,
            }),
            widths: match (global.ambiguous, config.text.ambiguous) {
                (None, config::Ambiguous::Auto) if config.text.probe => Widths::Ask,
                (None, config::Ambiguous::Auto) => Widths::Guess,
                _ => Widths::Told,
            },
            config_file: global.config.clone().or_else(|| dirs.as_ref().map(Config::path)),
            config,
            warnings,
            dirs,
        }
    }

    /// Says something that is no data, and goes on.
    pub(super) fn note(&mut self, words: &str) {
        let heading = self.lang.pick("注意：", "note: ");
        // Nothing is lost with it, and there is nobody to tell.
        let _ = writeln!(self.err, "{heading}{words}").and_then(|()| self.err.flush());
    }

    /// Says what of the configuration does not count.
    pub(super) fn warn(&mut self) {
        for warning in std::mem::take(&mut self.warnings) {
            self.note(&warning.words(self.lang));
        }
    }

    /// Opens what was named. Pages that could not be read are said, and stop nothing.
    pub(super) fn open(&mut self, path: &Path) -> Result<Opened, Error> {
        let opened = open(path).map_err(|error| self.not_opened(path, &error))?;
        if let Opened::Edition { notes, .. } = &opened {
            for note in notes {
                self.note(&note.words(self.lang));
            }
        }
        Ok(opened)
    }

    /// Opens an edition; a library is too much of it.
    pub(super) fn edition(&mut self, path: &Path) -> Result<Edition, Error> {
        match self.open(path)? {
            Opened::Edition { edition, .. } => Ok(*edition),
            Opened::Shelf(shelf) => {
                let (lang, path, newest) = (self.lang, path.display(), shelf.editions.first());
                let ls =
                    lang.pick(format!("dubao ls {path} 列出各期"), format!("dubao ls {path} lists them"));
                let newest = newest.map(|edition| edition.path.display());
                Err(Error::unreadable(lang.pick(
                    format!("{path} 是书库，这里要的是一期报纸"),
                    format!("{path} is a library, an edition is wanted here"),
                ))
                .hints(
                    newest
                        .map(|path| lang.pick(format!("最新一期是 {path}"), format!("the newest is {path}"))),
                )
                .hint(ls))
            }
        }
    }

    /// Opens all that was named as one edition.
    pub(super) fn one_edition(&mut self, paths: &[PathBuf]) -> Result<Edition, Error> {
        if let [path] = paths {
            return self.edition(path);
        }
        let mut sources = Vec::new();
        let mut name = None;
        for path in paths {
            let edition = self.edition(path)?;
            name.get_or_insert(edition.name);
            sources.extend(edition.pages.into_iter().map(|page| page.page.source));
        }
        Ok(Edition::assemble(&name.unwrap_or_default(), sources))
    }

    /// Marks and places on disk. That some could not be read is said, and stops nothing.
    pub(super) fn store(&mut self) -> Store {
        let (store, notes) = self.opened_store();
        for note in notes {
            self.note(&note.words(self.lang));
        }
        store
    }

    /// The same, with what there is to be said of it.
    pub(super) fn opened_store(&self) -> (Store, Vec<StoreNote>) {
        self.dirs.as_ref().map_or_else(Store::nowhere, Store::open)
    }

    /// What to set to: the width asked for; else what the terminal has, up to the configured measure.
    pub(super) fn measure(&self, width: Option<u16>) -> Measure {
        let terminal = || tui::columns().map(|columns| columns.min(self.config.text.width));
        let width = width.or_else(terminal).unwrap_or(WIDTH);
        let text = &self.config.text;
        Measure {
            level: text.level,
            justify: text.justify(),
            ..Measure::new(Cells(width), self.ambiguous, text.hang)
        }
    }

    fn not_opened(&self, path: &Path, error: &LibraryError) -> Error {
        let error = Error::unreadable(error.words(self.lang));
        // A mistyped command is taken for a path.
        let commands = Args::command();
        let names = commands.get_subcommands().map(clap::Command::get_name);
        let near = path.to_str().filter(|_| !path.exists()).and_then(|typed| nearest(typed, names));
        error.hints(near.map(|name| {
            self.lang
                .pick(format!("是不是命令 dubao {name}？"), format!("did you mean the command dubao {name}?"))
        }))
    }
}
