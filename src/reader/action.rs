//! Actions: everything a reader can ask for, each under a name of its own. What they are called in words, and which
//! keys ask for them, stands in the key table.

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a key asks for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[$doc])* $variant,)* }

        impl Action {
            /// Every action, in the order of the list above.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in the configuration, in `dubao keys` and in the key table.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

actions! {
    /// One line or one item on.
    LineDown = "line-down",
    /// One line or one item back.
    LineUp = "line-up",
    /// Half a page on.
    HalfPageDown = "half-page-down",
    /// Half a page back.
    HalfPageUp = "half-page-up",
    /// A screenful on.
    PageDown = "page-down",
    /// A screenful back.
    PageUp = "page-up",
    /// To the first line or item.
    Top = "top",
    /// To the last line or item.
    Bottom = "bottom",
    /// To the paragraph or item of that number.
    GoTo = "go-to",
    /// To so many hundredths of the whole.
    GoToPercent = "go-to-percent",
    /// Further in: from the list to the text, from the text along its jump line.
    In = "in",
    /// Further out: from the text to the list.
    Out = "out",
    /// The next article, from anywhere.
    NextArticle = "next-article",
    /// The article before, from anywhere.
    PreviousArticle = "previous-article",
    /// The next page's first article.
    NextPage = "next-page",
    /// The first article of the page before.
    PreviousPage = "previous-page",
    /// The page as a page, or the list.
    Front = "front",
    /// On the page: the tile to the left.
    TileLeft = "tile-left",
    /// On the page: the tile to the right.
    TileRight = "tile-right",
    /// The next article that was not read.
    NextUnread = "next-unread",
    /// The article before that was not read.
    PreviousUnread = "previous-unread",
    /// The next paragraph.
    NextParagraph = "next-paragraph",
    /// The paragraph before.
    PreviousParagraph = "previous-paragraph",
    /// The next subhead.
    NextSubhead = "next-subhead",
    /// The subhead before.
    PreviousSubhead = "previous-subhead",
    /// The next seam, gap or boundary in doubt.
    NextSeam = "next-seam",
    /// The seam, gap or boundary before.
    PreviousSeam = "previous-seam",
    /// Ask what to search for in the focused pane.
    Search = "search",
    /// The next hit; without a search, the next unread article.
    NextHit = "next-hit",
    /// The hit before.
    PreviousHit = "previous-hit",
    /// Along （下转第N版） or （上接第N版）.
    Follow = "follow",
    /// Back to where the last leap began.
    Back = "back",
    /// To the place before the last leap, and there and back again.
    LastPosition = "last-position",
    /// Set a named mark.
    SetMark = "set-mark",
    /// Go to a named mark.
    GoToMark = "go-to-mark",
    /// Bookmark the paragraph, or take its bookmark away.
    Bookmark = "bookmark",
    /// List the bookmarks and named marks.
    Marks = "marks",
    /// In that list: remove the mark.
    RemoveMark = "remove-mark",
    /// In that list: put the removed mark back.
    RestoreMark = "restore-mark",
    /// Read or not, the other way round.
    ToggleRead = "toggle-read",
    /// The whole page is read.
    ReadPage = "read-page",
    /// Show the seams, or hide them.
    Seams = "seams",
    /// The page as the OCR left it, or stitched.
    Raw = "raw",
    /// The parts of the article as a list.
    Contents = "contents",
    /// The text alone.
    Zen = "zen",
    /// The other pane.
    NextPane = "next-pane",
    /// A wider measure.
    Wider = "wider",
    /// A narrower measure.
    Narrower = "narrower",
    /// The measure of the settings.
    ResetMeasure = "reset-measure",
    /// The article in one column, in two, in three.
    Columns = "columns",
    /// Another width for characters on which terminals differ.
    AmbiguousWidth = "ambiguous-width",
    /// Another theme.
    Theme = "theme",
    /// Read the edition from disk again.
    Reload = "reload",
    /// The keys.
    Help = "help",
    /// Out of whatever is open or being typed; never out of the program.
    Cancel = "cancel",
    /// Back; at the top, quit.
    Quit = "quit",
    /// Quit from anywhere.
    QuitNow = "quit-now",
    /// Draw every cell anew.
    Redraw = "redraw",
    /// Stop until the shell says go on.
    Suspend = "suspend",
    /// Later: show only what matches in the list.
    Filter = "filter",
    /// Later: write a note.
    Note = "note",
    /// Later: select text.
    Select = "select",
    /// Later: copy the paragraph.
    CopyParagraph = "copy-paragraph",
    /// Later: copy the article.
    CopyArticle = "copy-article",
    /// Later: copy a citation.
    CopyCitation = "copy-citation",
    /// Later: save the article.
    Save = "save",
    /// Later: send the article through a command.
    Pipe = "pipe",
    /// Later: open the source in an editor.
    Edit = "edit",
    /// Later: the command line.
    CommandLine = "command-line",
    /// The next edition of the library.
    NextEdition = "next-edition",
    /// The edition of the library before.
    PreviousEdition = "previous-edition",
}

impl Action {
    /// The action of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}

/// An action with what was typed along with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// What is asked for.
    pub action: Action,
    /// The number typed before it.
    pub count: Option<u32>,
    /// The letter of a named mark.
    pub letter: Option<char>,
}

impl Input {
    /// The number typed, or one.
    #[must_use]
    pub fn times(self) -> usize {
        self.count.map_or(1, |n| n as usize).max(1)
    }
}

impl From<Action> for Input {
    fn from(action: Action) -> Self {
        Self { action, count: None, letter: None }
    }
}
