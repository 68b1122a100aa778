//! Desk: where marks are kept and editions opened, on a thread of its own, so that no key waits for a disk.

use super::events::Event;
use super::shutdown::Shutdown;
use crate::edition::Edition;
use crate::reader::{Mark, MarkId, News, Place};
use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{io, thread};

/// An edition, the path it is known by, and where its reading stopped.
pub type Opened = (Edition, String, Option<Place>);

/// Who keeps marks and opens editions. All messages are for people.
pub trait Desk: Send {
    /// Keeps a mark, durably.
    ///
    /// # Errors
    /// It could not be written. It will be tried again, before whatever is asked next.
    fn keep(&mut self, mark: &Mark) -> Result<(), String>;

    /// Forgets a mark, durably.
    ///
    /// # Errors
    /// As for [`keep`](Self::keep).
    fn forget(&mut self, mark: &Mark) -> Result<(), String>;

    /// Opens an edition by its path, or `demo`.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    fn open(&mut self, path: &str) -> Result<Opened, String>;

    /// Opens the edition so many after the one at that path, or before it, in its library; `None` where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    fn open_beside(&mut self, path: &str, by: isize) -> Result<Option<Opened>, String>;

    /// All marks, if another session changed them since they were last asked for.
    fn changed(&mut self) -> Option<Vec<Mark>>;
}

/// Who keeps places. Apart from [`Desk`], and usable from any thread, because the desk may be busy when a session ends.
pub trait Places: Send + Sync {
    /// Keeps where the reading of an edition stopped; the last one kept is where the next session begins.
    ///
    /// # Errors
    /// It could not be written; the message is for people.
    fn save(&self, place: &Place) -> Result<(), String>;
}

/// What the desk is asked to do.
#[derive(Debug)]
pub(super) enum Job {
    /// Keep this mark.
    Keep(Mark),
    /// Forget this mark.
    Forget(Mark),
    /// Open an edition.
    Open(String),
    /// Open the edition so many after, or before, that one.
    OpenBeside(String, isize),
    /// Save the places that have changed.
    SavePlaces,
    /// See what other sessions did.
    Look,
}

/// Opens the desk. Jobs are done in order, answers come as news.
pub(super) fn open(
    desk: Box<dyn Desk>,
    events: Sender<Event>,
    shutdown: Arc<Shutdown>,
) -> io::Result<Sender<Job>> {
    let (jobs, inbox) = mpsc::channel();
    let mut clerk = Clerk { desk, events, shutdown, unkept: BTreeMap::new() };
    thread::Builder::new().name("desk".to_owned()).spawn(move || clerk.work(&inbox))?;
    Ok(jobs)
}

struct Clerk {
    desk: Box<dyn Desk>,
    events: Sender<Event>,
    shutdown: Arc<Shutdown>,
    /// What could not be written yet, and has been said so; the last word on each mark counts.
    unkept: BTreeMap<MarkId, Wish>,
}

/// What is wanted of a mark.
#[derive(Clone, Debug)]
enum Wish {
    Keep(Mark),
    Forget(Mark),
}

impl Clerk {
    fn work(&mut self, inbox: &Receiver<Job>) {
        for job in inbox {
            self.retry();
            match job {
                Job::Keep(mark) => self.grant_first(Wish::Keep(mark)),
                Job::Forget(mark) => self.grant_first(Wish::Forget(mark)),
                Job::Open(path) => {
                    let opened = self.desk.open(&path);
                    self.tell_of(opened.map(Some), 0);
                }
                Job::OpenBeside(path, by) => {
                    let opened = self.desk.open_beside(&path, by);
                    self.tell_of(opened, by);
                }
                Job::SavePlaces => {
                    // Tried again at the next change, and at the end, where a failure is told.
                    let _ = self.shutdown.whereabouts.save();
                }
                Job::Look => {
                    if let Some(marks) = self.desk.changed() {
                        self.tell(News::Marks(marks));
                    }
                }
            }
        }
    }

    fn grant_first(&mut self, wish: Wish) {
        let id = wish.mark().id.clone();
        self.unkept.remove(&id);
        let news = match self.grant(&wish) {
            Ok(()) => News::Kept(id),
            Err(message) => {
                self.unkept.insert(id.clone(), wish);
                News::NotKept(id, message)
            }
        };
        self.shutdown.backlog.done();
        self.tell(news);
    }

    /// What failed once is tried again without complaint.
    fn retry(&mut self) {
        for (id, wish) in std::mem::take(&mut self.unkept) {
            match self.grant(&wish) {
                Ok(()) => self.tell(News::Kept(id)),
                Err(_) => drop(self.unkept.insert(id, wish)),
            }
        }
    }

    fn grant(&mut self, wish: &Wish) -> Result<(), String> {
        match wish {
            Wish::Keep(mark) => self.desk.keep(mark),
            Wish::Forget(mark) => self.desk.forget(mark),
        }
    }

    fn tell_of(&self, opened: Result<Option<Opened>, String>, by: isize) {
        self.tell(match opened {
            Ok(Some((edition, path, place))) => News::Opened(Box::new(edition), path, place),
            Ok(None) => News::NoEdition(by),
            Err(message) => News::NotOpened(message),
        });
    }

    fn tell(&self, news: News) {
        // Nobody listens any more when the session is over; what was asked for is done nevertheless.
        let _ = self.events.send(Event::News(Box::new(news)));
    }
}

impl Wish {
    fn mark(&self) -> &Mark {
        match self {
            Self::Keep(mark) | Self::Forget(mark) => mark,
        }
    }
}

/// How many marks are on their way to disk.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    open: Mutex<usize>,
    changed: Condvar,
}

impl Backlog {
    /// One more.
    pub(super) fn add(&self) {
        *self.open() += 1;
    }

    /// One less.
    fn done(&self) {
        let mut open = self.open();
        *open = open.saturating_sub(1);
        self.changed.notify_all();
    }

    /// None will arrive any more.
    pub(super) fn abandon(&self) {
        *self.open() = 0;
        self.changed.notify_all();
    }

    /// Waits until all have arrived, or for that long.
    pub(super) fn settle(&self, grace: Duration) {
        // Which of the two it was makes no difference to what comes next.
        let _ = self.changed.wait_timeout_while(self.open(), grace, |open| *open > 0);
    }

    fn open(&self) -> MutexGuard<'_, usize> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the reading is. The main thread notes it; whoever comes first saves it.
pub(super) struct Whereabouts {
    places: Box<dyn Places>,
    /// One for each edition read, the latest last.
    unsaved: Mutex<Vec<Place>>,
    /// One saves at a time, so that the latest place is also the last one written.
    saving: Mutex<()>,
}

impl Whereabouts {
    fn unsaved(&self) -> MutexGuard<'_, Vec<Place>> {
        self.unsaved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nowhere yet.
    pub(super) fn new(places: Box<dyn Places>) -> Self {
        Self { places, unsaved: Mutex::default(), saving: Mutex::default() }
    }

    /// The reading is there now.
    pub(super) fn note(&self, place: Place) {
        let mut unsaved = self.unsaved();
        unsaved.retain(|other| other.path != place.path);
        unsaved.push(place);
    }

    /// Saves what has changed.
    ///
    /// # Errors
    /// One could not be written; it will be tried again. The message is for people.
    pub(super) fn save(&self) -> Result<(), String> {
        let _one = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let places = self.unsaved().clone();
        for place in &places {
            self.places.save(place)?;
            self.unsaved().retain(|other| other != place);
        }
        Ok(())
    }
}
