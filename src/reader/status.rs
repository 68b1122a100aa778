//! Status: where one is and, in the same breath, what can be done next.

use super::action::Action;
use super::contents::Overlay;
use super::shelf::Entry;
use super::story::{SeamKind, Story};
use super::{Frame, Mode, Pane, Reader, Seams, shelf, words};
use crate::edition::EditionPage;
use crate::lang::Lang;
use crate::source::Folio;
use crate::stitch::{Article, Reason};

/// How much of a query the status line repeats, in characters.
const QUERY: usize = 8;

/// What the status line says; the screen fits it to its width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// 第1版 2/5.
    pub place: String,
    /// The headline.
    pub title: String,
    /// 42%, or which hit.
    pub progress: String,
    /// What can be done next, in the order it is shown.
    pub hints: Vec<Hint>,
    /// Keys typed of something unfinished.
    pub pending: String,
}

/// A key and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key.
    pub key: String,
    /// What it does here.
    pub words: String,
    /// Where room is short, the lowest ranks stay.
    pub rank: usize,
}

/// What is known of a seam or a gap; any part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SeamNote {
    /// Which it is, how sure, where.
    pub(crate) what: String,
    /// Why.
    pub(crate) why: String,
    /// What else could have gone on.
    pub(crate) other: String,
}

/// Something said until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub words: String,
    /// How they are meant.
    pub tone: Tone,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Plain,
    /// Something went wrong.
    Trouble,
}

impl Notice {
    pub(super) fn plain(words: String) -> Self {
        Self { words, tone: Tone::Plain }
    }

    pub(super) fn trouble(words: String) -> Self {
        Self { words, tone: Tone::Trouble }
    }
}

impl Reader {
    /// What was said last, until the next key.
    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Where one is and what can be done next.
    #[must_use]
    pub fn status(&self) -> Status {
        Status {
            place: self.place_words(),
            title: self.entry().and_then(|e| self.shelf.get(e)).map_or_else(String::new, |i| i.title.clone()),
            progress: self.progress(),
            hints: self.hints(),
            pending: self.keyboard.pending(),
        }
    }

    /// The paper's name, and the date. An edition whose paper is not known is called by its date, and one without either
    /// by its name.
    pub(crate) fn edition_words(&self) -> (String, Option<String>) {
        let folio = &self.edition.folio;
        let date = folio.date.map(|date| words::date(date, self.lang()));
        match (folio.paper.clone(), date) {
            (None, Some(date)) => (date, None),
            (paper, date) => (paper.unwrap_or_else(|| self.edition.name.clone()), date),
        }
    }

    /// The folio of the page one is on, and its file.
    pub(crate) fn page_words(&self) -> String {
        let page = self.entry().and_then(|entry| self.edition.pages.get(entry.page().0));
        page.map_or_else(String::new, |page| {
            words::page_heading(&page.page.folio, &page.page.source.name, self.lang())
        })
    }

    fn place_words(&self) -> String {
        let Some(entry) = self.entry() else { return String::new() };
        let Some(page) = self.edition.pages.get(entry.page().0) else { return String::new() };
        let folio = Folio { section: None, ..page.page.folio.clone() };
        let heading = words::page_heading(&folio, &page.page.source.name, self.lang());
        match entry {
            Entry::Article(ix) => {
                let comma = self.lang().pick("", ",");
                format!("{heading}{comma} {}/{}", ix.nth + 1, page.stitched.articles.len())
            }
            Entry::Tray(_) => heading,
        }
    }

    fn progress(&self) -> String {
        let search = self.search.as_ref().filter(|search| search.pane == self.pane && self.prompt.is_none());
        let hits = search.map(|search| {
            let query = shelf::cut(&search.query, QUERY);
            match search.count() {
                (Some(nth), all) => format!("/{query} {nth}/{all}"),
                (None, all) => format!("/{query} {all}"),
            }
        });
        let percent = match (self.pane, &self.story) {
            (Pane::Article, Some(story)) => Some(format!("{}%", story.percent())),
            _ => None,
        };
        let raw = self.story.as_ref().filter(|story| story.mode == Mode::Raw && self.pane == Pane::Article);
        let raw = raw.map(|_| self.lang().pick("原版", "raw").to_owned());
        [raw, percent, hits].into_iter().flatten().collect::<Vec<_>>().join("  ")
    }

    /// The most useful first, the help last; but it is the second to be given room.
    fn hints(&self) -> Vec<Hint> {
        let lang = self.lang();
        let searching = self.search.as_ref().is_some_and(|search| search.pane == self.pane);
        let way = self.way_words().filter(|_| self.overlay.is_none() && !searching);
        // In a list one opens first; in the text one reads on.
        let first = usize::from(self.pane == Pane::List && self.overlay.is_none() && !searching);
        let follow =
            way.and_then(|words| Some((self.keys().hint(Action::Follow, lang)?.0.to_owned(), words)));
        let pages = self.edition.pages.len();
        let useful = self.useful().iter().filter(|action| pages > 1 || **action != Action::NextPage);
        let useful = useful.filter_map(|action| {
            let (key, words) = self.keys().hint(*action, lang)?;
            Some((key.to_owned(), words.to_owned()))
        });
        let mut wanted: Vec<(String, String)> = useful.collect();
        if let Some(hint) = follow {
            wanted.insert(first.min(wanted.len()), hint);
        }
        let hints = wanted.into_iter().zip([0].into_iter().chain(2..));
        let mut hints: Vec<Hint> = hints.map(|((key, words), rank)| Hint { key, words, rank }).collect();
        if let (Some((key, words)), false) = (self.keys().hint(Action::Help, lang), hints.is_empty()) {
            hints.push(Hint { key: key.to_owned(), words: words.to_owned(), rank: 1 });
        }
        hints
    }

    /// What is most likely wanted here, the likeliest first.
    fn useful(&self) -> &'static [Action] {
        use Action as A;
        match (&self.overlay, self.pane) {
            (Some(Overlay::Help(_)), _) => &[A::In, A::Quit],
            (Some(Overlay::Marks(..)), _) => &[A::In, A::RemoveMark, A::Quit],
            (Some(Overlay::Contents(..)), _) => &[A::In, A::Quit],
            (None, _) if self.search.as_ref().is_some_and(|s| s.pane == self.pane) => {
                &[A::NextHit, A::PreviousHit, A::Cancel]
            }
            (None, _) if self.frame == Frame::Zen => &[],
            (None, Pane::List) if self.on_front() => &[A::In, A::NextPage, A::Quit, A::ToggleRead, A::Search],
            (None, Pane::List) => &[A::In, A::Front, A::Search, A::NextPage, A::ToggleRead, A::Quit],
            (None, Pane::Article) if self.seams == Seams::Shown => {
                &[A::NextSeam, A::Seams, A::Raw, A::NextArticle]
            }
            (None, Pane::Article) => {
                &[A::NextArticle, A::Seams, A::Search, A::Out, A::Bookmark, A::Contents, A::Raw]
            }
        }
    }

    /// What is known of the seam or gap that is spoken of.
    pub(crate) fn seam_note(&self) -> Option<SeamNote> {
        let story = self.story.as_ref().filter(|_| self.seams == Seams::Shown)?;
        let lang = self.lang();
        let Some(nth) = story.chosen() else {
            let words = if story.seams().is_empty() {
                lang.pick("这一篇没有接缝，也没有缺文", "no seams and no gaps in this article")
            } else {
                lang.pick("这一屏没有接缝", "no seams in view")
            };
            return Some(SeamNote { what: words.to_owned(), ..SeamNote::default() });
        };
        let count = format!("{}/{}", nth + 1, story.seams().len());
        match (story.seams()[nth].kind, story.entry) {
            (SeamKind::Gap(kind), _) => {
                let what = format!("{count}  {}", words::gap(kind, lang));
                Some(SeamNote { what, ..SeamNote::default() })
            }
            (SeamKind::Seam { paragraph, seam, .. }, Entry::Article(ix)) => {
                let note = self.describe(self.edition.article(ix)?, paragraph, seam, story)?;
                Some(SeamNote { what: format!("{count}  {}", note.what), ..note })
            }
            (SeamKind::Boundary { boundary, .. }, Entry::Article(ix)) => {
                let note = self.describe_boundary(self.edition.article(ix)?, boundary, story)?;
                Some(SeamNote { what: format!("{count}  {}", note.what), ..note })
            }
            (SeamKind::Seam { .. } | SeamKind::Boundary { .. }, Entry::Tray(_)) => None,
        }
    }

    fn describe(&self, article: &Article, paragraph: usize, seam: usize, story: &Story) -> Option<SeamNote> {
        let lang = self.lang();
        let paragraph = article.paragraphs.get(paragraph)?;
        let (known, before, after) =
            (paragraph.seams.get(seam)?, paragraph.fragments.get(seam)?, paragraph.fragments.get(seam + 1)?);
        let page = &self.edition.pages.get(story.entry.page().0)?.page;
        let end = before.text.spans().last().map_or(0, |span| span.end);
        let (from, to) = (page.source.line_of(end), page.source.line_of(after.text.source_of(0)));
        let place = lang.pick(format!("原版第{from}行接第{to}行"), format!("raw lines {from} and {to}"));
        let why = why(&known.reasons, lang);
        let what = format!("{}  {place}", words::seam(known.confidence, lang));
        let other = known.runner_up.and_then(|other| {
            let text = page.blocks.get(other.block.0)?.text.as_str();
            let (words, sure) = (shelf::first_words(text), other.confidence);
            Some(lang.pick(format!("其次 {sure}：{words}"), format!("or else, {sure}: {words}")))
        });
        Some(SeamNote { what, why, other: other.unwrap_or_else(|| nothing_else(lang)) })
    }

    fn describe_boundary(&self, article: &Article, boundary: usize, story: &Story) -> Option<SeamNote> {
        let lang = self.lang();
        let (known, begins) = (article.boundaries.get(boundary)?, boundary == 0);
        let EditionPage { page, stitched } = self.edition.pages.get(story.entry.page().0)?;
        let line = page.source.line_of(page.blocks.get(known.block.0)?.span.start);
        let place = lang.pick(format!("原版第{line}行"), format!("raw line {line}"));
        let does = if begins {
            lang.pick("这一篇从此起", "this article begins here")
        } else {
            lang.pick("这一篇从此续", "this article goes on here")
        };
        let other = known.runner_up.as_ref().map(|other| {
            let found = other.article.as_ref().and_then(|id| stitched.articles.iter().find(|a| a.id == *id));
            let which = found.map_or_else(
                || lang.pick("自成一篇", "an article of its own").to_owned(),
                |article| shelf::title(article, lang),
            );
            let sure = other.confidence;
            lang.pick(format!("其次 {sure}：{which}"), format!("or else, {sure}: {which}"))
        });
        Some(SeamNote {
            what: format!("{}  {place}  {does}", words::boundary(known.confidence, lang)),
            why: why(&known.reasons, lang),
            other: other.unwrap_or_else(|| nothing_else(lang)),
        })
    }
}

fn why(reasons: &[Reason], lang: Lang) -> String {
    let words: Vec<&str> = reasons.iter().map(|reason| reason.words(lang)).collect();
    words.join(lang.pick("，", ", "))
}

fn nothing_else(lang: Lang) -> String {
    lang.pick("没有别的可能", "no other possibility").to_owned()
}
