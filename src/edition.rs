//! Edition, the fourth stage: the stitched pages of one day, with the jumps between them resolved.
//!
//! 1. Each page is read and stitched by itself;
//! 2. pages are put in the order of their numbers, and what some of them say of paper and date holds for all;
//! 3. `awaited`: a page is stitched anew when another knows which of its stories jumps;
//! 4. `jumps`: stories that go on on another page are linked.

mod awaited;
mod jumps;
mod kinship;

use crate::block::Page;
use crate::source::{Folio, PageNumber, Source};
use crate::stitch::{Article, ArticleId, Confidence, Stitched, read_page};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::{iter, thread};

/// What was printed on one day, as far as its files are here.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// Its name: that of its folder, or of its only file.
    pub name: String,
    /// Paper and date, as its pages agree on them.
    pub folio: Folio,
    /// The pages, in the order of their numbers, then of their names.
    pub pages: Vec<EditionPage>,
    /// Stories that go on on another page.
    pub jumps: Vec<Jump>,
}

/// One page of an edition.
#[derive(Clone, Debug)]
pub struct EditionPage {
    /// The page as the OCR left it.
    pub page: Page,
    /// The page put in order.
    pub stitched: Stitched,
}

/// The number of a page within its edition, from 0 (not the number printed on it).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageIx(pub usize);

/// A place in the list of an edition's articles: page, and article on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleIx {
    /// The page.
    pub page: PageIx,
    /// The article's number on the page, from 0.
    pub nth: usize,
}

/// A story that goes on on another page.
#[derive(Clone, Debug, PartialEq)]
pub struct Jump {
    /// The half that says （下转第N版）.
    pub from: ArticleId,
    /// The half it goes on with.
    pub to: ArticleId,
    /// How sure that is.
    pub confidence: Confidence,
}

impl Edition {
    /// Reads, stitches and links the pages of an edition.
    #[must_use]
    pub fn assemble(name: &str, sources: Vec<Source>) -> Self {
        let mut pages = read(sources);
        if pages.iter().all(|page| page.folio().number.is_some()) {
            pages.sort_by_key(|page| page.folio().number);
        } else {
            number_by_place(&mut pages);
        }
        awaited::stitch_anew(&mut pages);
        let said = pages.iter().fold(Folio::default(), |said, page| said.or(page.folio().clone()));
        let folio = Folio { paper: said.paper, date: said.date, ..Folio::default() };
        let jumps = jumps::resolve(&pages);
        Self { name: name.to_owned(), folio, pages, jumps }
    }

    /// Where a story goes on, by its jump line.
    #[must_use]
    pub fn jump_from(&self, id: &ArticleId) -> Option<&Jump> {
        self.jumps.iter().find(|jump| jump.from == *id)
    }

    /// Where a story comes from, by its from line.
    #[must_use]
    pub fn jump_to(&self, id: &ArticleId) -> Option<&Jump> {
        self.jumps.iter().find(|jump| jump.to == *id)
    }

    /// All articles in reading order, with their places.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleIx, &Article)> {
        self.pages.iter().enumerate().flat_map(|(p, page)| {
            let nth = page.stitched.articles.iter().enumerate();
            nth.map(move |(nth, article)| (ArticleIx { page: PageIx(p), nth }, article))
        })
    }

    /// The article at a place.
    #[must_use]
    pub fn article(&self, ix: ArticleIx) -> Option<&Article> {
        self.pages.get(ix.page.0)?.stitched.articles.get(ix.nth)
    }

    /// Where the article of that name is.
    #[must_use]
    pub fn find(&self, id: &ArticleId) -> Option<ArticleIx> {
        self.articles().find(|(_, article)| article.id == *id).map(|(ix, _)| ix)
    }
}

impl EditionPage {
    fn read(source: Source) -> Self {
        let (page, stitched) = read_page(source);
        Self { page, stitched }
    }

    /// What names and folio lines say of the page.
    #[must_use]
    pub fn folio(&self) -> &Folio {
        &self.page.folio
    }
}

/// Reads and stitches pages, as many at a time as there are cores; they stay in their order.
fn read(sources: Vec<Source>) -> Vec<EditionPage> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(sources.len());
    let waiting = Mutex::new(sources.into_iter().enumerate());
    // A worker that panics holds no lock: the pages are taken from it one by one.
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || -> Vec<(usize, EditionPage)> {
        iter::from_fn(next).map(|(nth, source)| (nth, EditionPage::read(source))).collect()
    };
    let mut pages: Vec<(usize, EditionPage)> = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let own = work();
        let found =
            others.into_iter().flat_map(|other| other.join().unwrap_or_else(|why| resume_unwind(why)));
        own.into_iter().chain(found).collect()
    });
    pages.sort_by_key(|(nth, _)| *nth);
    pages.into_iter().map(|(_, page)| page).collect()
}

/// Pages without a number get that of their place, when no other page has it.
fn number_by_place(pages: &mut [EditionPage]) {
    let taken: Vec<Option<PageNumber>> = pages.iter().map(|page| page.folio().number).collect();
    for (place, page) in pages.iter_mut().enumerate() {
        let number = u16::try_from(place + 1).ok().map(PageNumber);
        if page.page.folio.number.is_none() && !taken.contains(&number) {
            page.page.folio.number = number;
        }
    }
}
