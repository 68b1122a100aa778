//! Keepers: what the terminal edge asks for while one reads: marks, places, other editions.

use super::call;
use crate::edition::Edition;
use crate::lang::Lang;
use crate::library::{self, Opened};
use crate::reader::{Mark, Place};
use crate::source::Fingerprint;
use crate::store::Store;
use crate::tui::{self, Desk, Places};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Keeps marks and opens editions.
#[derive(Debug)]
pub(super) struct MarkKeeper {
    pub store: Store,
    pub lang: Lang,
}

impl Desk for MarkKeeper {
    fn keep(&mut self, mark: &Mark) -> Result<(), String> {
        self.store.add(mark).map_err(|error| error.words(self.lang))
    }

    fn forget(&mut self, mark: &Mark) -> Result<(), String> {
        self.store.remove(&mark.id).map_err(|error| error.words(self.lang))
    }

    fn open(&mut self, path: &str) -> Result<tui::Opened, String> {
        match call::open(Path::new(path)).map_err(|error| error.words(self.lang))? {
            Opened::Edition { edition, .. } => {
                let place = place_of(&self.store, &edition);
                Ok((*edition, path.to_owned(), place))
            }
            Opened::Shelf(_) => Err(self.lang.pick(
                format!("{path} 是书库，请打开其中的一期"),
                format!("{path} is a library, open one of its editions"),
            )),
        }
    }

    fn open_beside(&mut self, path: &str, by: isize) -> Result<Option<tui::Opened>, String> {
        let there = library::neighbour(Path::new(path), by);
        there.map(|there| self.open(&there.to_string_lossy())).transpose()
    }

    fn changed(&mut self) -> Option<Vec<Mark>> {
        self.store.reload().then(|| self.store.marks())
    }
}

/// Keeps places. It has a store of its own, so that it never waits for a mark that a slow disk keeps.
#[derive(Debug)]
pub(super) struct PlaceKeeper {
    pub store: Mutex<Store>,
    pub lang: Lang,
}

impl Places for PlaceKeeper {
    fn save(&self, place: &Place) -> Result<(), String> {
        // Standard input can't be opened again.
        if place.path == call::STDIN {
            return Ok(());
        }
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        store.save_place(place).map_err(|error| error.words(self.lang))
    }
}

/// Where the reading of an edition stopped.
pub(super) fn place_of(store: &Store, edition: &Edition) -> Option<Place> {
    let pages: Vec<Fingerprint> = edition.pages.iter().map(|page| page.page.source.fingerprint()).collect();
    store.place_of(&edition.name, &pages)
}
