//! Reader: what the reader of the newspaper sees and does, as plain data. Keys in, new state and effects out.
//!
//! 1. `key`, `keymap`, `keyboard`: keys become an [`Input`]: an [`Action`] with its count;
//! 2. `update`: the input changes the state; `reading`, `marking`, `seeking` and `leaping` hold the larger changes;
//! 3. `arrange`: the window is divided ([`View`]) and what is newly open, or has a new measure, is laid out: an article
//!    in one column or several (`setting`), a page as a page (`front`);
//! 4. `status`, `words`: what is to be said of it all.
//!
//! Knows panes, positions, search, bookmarks. Does not know ratatui, crossterm or files. Drawing borrows the state and
//! never changes it.

mod action;
mod arrange;
mod contents;
mod front;
mod help;
mod history;
mod key;
mod keyboard;
mod keymap;
mod leaping;
mod list;
mod marking;
mod marks;
mod prompt;
mod reading;
mod search;
mod seeking;
mod setting;
mod shelf;
mod status;
mod story;
mod update;
mod view;
mod whereabouts;
pub(crate) mod words;

pub use action::{Action, Input};
pub(crate) use contents::{Overlay, Part, PartKind};
pub use front::{Form, FrontPage};
pub(crate) use help::{HELP, HelpKind, HelpLine, MarginSign};
pub use key::{Key, KeyCode};
pub use keymap::{Group, KeyError, KeyMap, Row, Scope, Words};
pub use list::List;
pub(crate) use marks::Listed;
pub use marks::{Anchor, Mark, MarkId, MarkKind, Place};
pub use prompt::Prompt;
pub use search::{LineHit, Search};
pub use setting::Panel;
pub use shelf::{Entry, Item, Shelf, ShelfRow, Sign};
pub(crate) use status::SeamNote;
pub use status::{Hint, Notice, Status, Tone};
pub use story::{Mode, SeamAt, SeamKind, Spot, Story};
pub use view::{Area, Column, Columns, Frame, HANG, MARGIN, SMALLEST, View};

use crate::edition::Edition;
use crate::lang::Lang;
use crate::layout::{Ambiguous, Cells, Justify, Level};
use crate::stitch::Confidence;
use help::HelpSetting;
use history::History;
use keyboard::Keyboard;
use marks::Marks;
use std::collections::HashMap;
use whereabouts::Whereabouts;

/// The whole state of a session.
#[derive(Debug)]
pub struct Reader {
    edition: Edition,
    path: String,
    settings: Settings,
    keyboard: Keyboard,
    marks: Marks,
    whereabouts: Whereabouts,
    window: (u16, u16),
    view: View,
    frame: Frame,
    pane: Pane,
    overlay: Option<Overlay>,
    prompt: Option<Prompt>,
    notice: Option<Notice>,
    shelf: Shelf,
    /// How the list is shown.
    form: Form,
    /// The page that was last made up.
    front: Option<FrontPage>,
    story: Option<Story>,
    /// Where the reading of other editions stopped in this session.
    elsewhere: HashMap<String, Place>,
    /// Where articles were left half read.
    left: HashMap<Entry, Spot>,
    /// The article the reader said was not read; it does not become read by itself while it is open.
    unread: Option<Entry>,
    history: History,
    search: Option<Search>,
    seams: Seams,
    /// The longest line of text wanted, in cells.
    measure: u16,
    /// The columns of text wanted.
    columns: Columns,
    /// Marks whose keeping the reader is to hear of.
    awaited: Vec<(MarkId, String)>,
}

/// What the reader of the newspaper can set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The language of the interface.
    pub lang: Lang,
    /// The longest line of text.
    pub measure: Cells,
    /// How many columns an article is set in.
    pub columns: Columns,
    /// One stop may hang past the end of a line.
    pub hang: bool,
    /// What is done to lines that are not full.
    pub justify: Justify,
    /// How strict the rules of line starts are.
    pub level: Level,
    /// How wide the terminal draws characters of ambiguous width.
    pub ambiguous: Ambiguous,
    /// From how many columns on list and article stand side by side.
    pub wide_from: u16,
    /// Whether seams are shown from the start.
    pub seams: Seams,
    /// Seams and boundaries less sure than this have a mark in the margin even while seams are not shown.
    pub doubtful_below: Confidence,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: Lang::default(),
            // 36 Han characters: the long end of what is comfortable to read.
            measure: Cells(72),
            columns: Columns::default(),
            hang: true,
            justify: Justify::default(),
            level: Level::default(),
            ambiguous: Ambiguous::default(),
            wide_from: 100,
            seams: Seams::default(),
            // Of seams this sure, one in five is wrong: worth a mark.
            doubtful_below: Confidence(0.8),
        }
    }
}

/// Whether seams are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seams {
    /// Only those in doubt, by a mark in the margin.
    #[default]
    Hidden,
    /// All, with what is known of them.
    Shown,
}

/// The two panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of articles.
    #[default]
    List,
    /// The article.
    Article,
}

/// What the reader wants done outside: the edge does it and, where there is an answer, reports it as [`News`].
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Leave; the edge saves [`Reader::place`] first.
    Quit,
    /// Give the terminal back and stop until the shell says go on.
    Suspend,
    /// Draw every cell anew: the terminal may show something else.
    Repaint,
    /// Another theme; what is drawn with says which, by [`Reader::say_theme`].
    NextTheme,
    /// Open an edition by its absolute path (or `demo`), answered by [`News::Opened`] or [`News::NotOpened`].
    Open(String),
    /// Open the edition so many after the one at this path (before it, where negative) in the library where that
    /// stands; answered by [`News::Opened`], [`News::NotOpened`] or [`News::NoEdition`].
    OpenBeside(String, isize),
    /// Keep this mark, durably; answered by [`News::Kept`] or [`News::NotKept`].
    Keep(Mark),
    /// Forget this mark; answered likewise.
    Forget(Mark),
}

/// What the outside tells the reader.
#[derive(Debug)]
pub enum News {
    /// An edition is there; begin at the place where its reading stopped, if any.
    Opened(Box<Edition>, String, Option<Place>),
    /// It could not be opened; the message is for people.
    NotOpened(String),
    /// There is no edition so many further on, or back.
    NoEdition(isize),
    /// The mark is on disk (or, when forgotten, off it).
    Kept(MarkId),
    /// It could not be written; it will be tried again. The message is for people.
    NotKept(MarkId, String),
    /// All marks, after another session changed them.
    Marks(Vec<Mark>),
}

impl Reader {
    /// Opens an edition, where its reading stopped if a place is given. Nothing is laid out before
    /// [`resize`](Self::resize) says how large the window is.
    #[must_use]
    pub fn new(
        edition: Edition,
        path: String,
        settings: Settings,
        keys: KeyMap,
        marks: Vec<Mark>,
        place: Option<Place>,
    ) -> Self {
        let shelf = Shelf::new(&edition, settings.lang);
        let whereabouts = Whereabouts::new(&edition);
        let mut reader = Self {
            edition,
            path,
            settings,
            keyboard: Keyboard::new(keys),
            marks: Marks::new(marks),
            whereabouts,
            window: (0, 0),
            view: View::default(),
            frame: Frame::default(),
            pane: Pane::default(),
            overlay: None,
            prompt: None,
            notice: None,
            shelf,
            form: Form::default(),
            front: None,
            story: None,
            elsewhere: HashMap::new(),
            left: HashMap::new(),
            unread: None,
            history: History::default(),
            search: None,
            seams: settings.seams,
            measure: settings.measure.0,
            columns: settings.columns,
            awaited: Vec::new(),
        };
        reader.relocate_marks();
        reader.resume(place);
        reader
    }

    /// A key was pressed.
    pub fn press(&mut self, key: Key) -> Vec<Effect> {
        let effects = self.take_key(key);
        self.arrange();
        effects
    }

    /// Text was pasted: it goes where there is a prompt, and nowhere else.
    pub fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(prompt) = &mut self.prompt {
            prompt.insert(text);
            self.look_ahead();
        }
        Vec::new()
    }

    /// The window has this many columns and rows now.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.window = (columns, rows);
        self.arrange();
    }

    /// The terminal draws characters of ambiguous width so.
    pub fn set_ambiguous(&mut self, ambiguous: Ambiguous) {
        self.settings.ambiguous = ambiguous;
        self.arrange();
    }

    /// Something happened outside.
    pub fn hear(&mut self, news: News) -> Vec<Effect> {
        self.take_news(news);
        self.arrange();
        Vec::new()
    }

    /// True while a prompt (search) is open: only then is bracketed paste switched on.
    #[must_use]
    pub fn wants_paste(&self) -> bool {
        self.prompt.is_some()
    }

    /// The edition that is open.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// What was set.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &KeyMap {
        self.keyboard.map()
    }

    /// Columns and rows of the window.
    #[must_use]
    pub fn window(&self) -> (u16, u16) {
        self.window
    }

    /// Who has which part of the window.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The pane that has the focus.
    #[must_use]
    pub fn pane(&self) -> Pane {
        self.pane
    }

    /// The list of articles.
    #[must_use]
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The article that is open.
    #[must_use]
    pub fn story(&self) -> Option<&Story> {
        self.story.as_ref()
    }

    /// The search that is on.
    #[must_use]
    pub fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// The line being typed.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// Whether seams are shown.
    #[must_use]
    pub fn seams(&self) -> Seams {
        self.seams
    }

    /// What stands around the text.
    #[must_use]
    pub fn frame(&self) -> Frame {
        self.frame
    }

    /// How many leaps can be taken back.
    #[must_use]
    pub fn leaps(&self) -> usize {
        self.history.len()
    }

    /// The help, as it is set in the window; nothing while it is not open.
    pub(crate) fn help_lines(&self) -> Vec<HelpLine<'_>> {
        let area = self.view.overlay.filter(|_| matches!(self.overlay, Some(Overlay::Help(_))));
        let Some(Area { width, .. }) = area else { return Vec::new() };
        let Settings { ambiguous, lang, .. } = self.settings;
        help::help(self.keyboard.map(), HelpSetting { width, ambiguous, lang })
    }

    pub(crate) fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }
}
