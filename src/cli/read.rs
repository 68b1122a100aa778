//! Reading: what `dubao`, `dubao PATH…` and `dubao demo` do. On a terminal the full screen, elsewhere the text.

use super::call::{self, Call};
use super::error::Error;
use super::keeper::{MarkKeeper, PlaceKeeper, place_of};
use super::keys;
use super::out::Ink;
use super::proof::{self, Annotation};
use crate::edition::Edition;
use crate::layout::Cells;
use crate::library::{DEMO, Opened};
use crate::reader::{Reader, Seams, Settings};
use crate::stitch::Confidence;
use crate::theme::{Depth, Theme};
use crate::tui::{self, Session, Shown, TuiError};
use std::env;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// An edition, and the path by which it can be opened again.
struct Opening {
    edition: Edition,
    path: String,
}

/// Reads what was named; nothing named: standard input, or where the last session stopped, or the library's newest
/// edition, or the demo edition.
pub(super) fn run(paths: &[PathBuf], call: &mut Call) -> Result<(), Error> {
    let full_screen = !call.linear && io::stdout().is_terminal();
    let opening = match paths {
        [] => unnamed(call)?,
        [path] if full_screen => newest(path, call)?,
        [first, ..] => {
            let path = std::path::absolute(first).unwrap_or_else(|_| first.clone());
            Opening { edition: call.one_edition(paths)?, path: path.to_string_lossy().into_owned() }
        }
    };
    if full_screen { read(opening, call) } else { print(&opening.edition, call) }
}

fn print(edition: &Edition, call: &mut Call) -> Result<(), Error> {
    let measure = call.measure(None);
    let annotation = if call.linear { Annotation::Words } else { Annotation::None };
    proof::print(edition, None, &measure, annotation, call)
}

fn unnamed(call: &mut Call) -> Result<Opening, Error> {
    let stdin = io::stdin();
    let piped = !stdin.is_terminal() && stdin.lock().fill_buf().is_ok_and(|bytes| !bytes.is_empty());
    if piped {
        let edition = call.edition(Path::new(call::STDIN))?;
        return Ok(Opening { edition, path: call::STDIN.to_owned() });
    }
    if let Some(place) = call.store().last_place() {
        match call.edition(Path::new(&place.path)) {
            Ok(edition) => return Ok(Opening { edition, path: place.path }),
            Err(error) => {
                let words = call.lang.pick(
                    "上次读的打不开了，先看别的",
                    "what was read last can't be opened, here is another",
                );
                call.note(&format!("{}\n{words}", error.what()));
            }
        }
    }
    match call.config.library.root.clone() {
        Some(root) => newest(&root, call),
        None => Ok(Opening { edition: call.edition(Path::new(DEMO))?, path: DEMO.to_owned() }),
    }
}

/// The edition named, or the newest of the library named.
fn newest(path: &Path, call: &mut Call) -> Result<Opening, Error> {
    match call.open(path)? {
        Opened::Edition { path, edition, .. } => {
            Ok(Opening { edition: *edition, path: path.to_string_lossy().into_owned() })
        }
        Opened::Shelf(shelf) => {
            let named = shelf.editions.first().map_or(path, |newest| &newest.path);
            Ok(Opening { edition: call.edition(named)?, path: named.to_string_lossy().into_owned() })
        }
    }
}

fn read(opening: Opening, call: &mut Call) -> Result<(), Error> {
    let keys = keys::map(call)?;
    let store = call.store();
    let place = place_of(&store, &opening.edition);
    let reader = Reader::new(opening.edition, opening.path, settings(call), keys, store.marks(), place);
    let session = Session {
        app: Box::new(Shown { reader, themes: themes(call) }),
        places: Box::new(PlaceKeeper { store: Mutex::new(call.opened_store().0), lang: call.lang }),
        desk: Box::new(MarkKeeper { store, lang: call.lang }),
        lang: call.lang,
        widths: call.widths,
    };
    tui::run(session).map(|_| ()).map_err(|error| match error {
        TuiError::NoTerminal => Error::usage(error.message(call.lang)),
        TuiError::Io(_) | TuiError::PlaceNotKept(_) => Error::unwritable(error.message(call.lang)),
    })
}

fn settings(call: &Call) -> Settings {
    let config = &call.config;
    Settings {
        lang: call.lang,
        measure: Cells(config.text.width),
        columns: config.text.columns,
        hang: config.text.hang,
        justify: config.text.justify(),
        level: config.text.level,
        ambiguous: call.ambiguous,
        wide_from: config.screen.panes,
        seams: if config.seams.show { Seams::Shown } else { Seams::Hidden },
        doubtful_below: Confidence(config.seams.doubtful_below as f32),
    }
}

/// The theme that is set, and behind it the others, in as many colours as are wanted and the terminal has.
fn themes(call: &Call) -> Vec<(String, Theme)> {
    let said = |variable| env::var(variable).ok();
    let depth = match call.out.ink() {
        Ink::Plain => Depth::None,
        Ink::Bold => Depth::of(said("COLORTERM").as_deref(), said("TERM").as_deref()),
    };
    let looks = call.config.looks().into_iter();
    looks.map(|(name, looks)| (name, Theme::new(&looks, depth))).collect()
}
