//! The shelf: the articles of an edition as a list, page by page.

use super::list::{List, Motion};
use super::words;
use crate::block::JumpLine;
use crate::edition::{ArticleIx, Edition, EditionPage, PageIx};
use crate::lang::Lang;
use crate::source::PageNumber;
use crate::stitch::{Article, Kind, ParagraphRole};

/// How much of an article without a headline stands for it, in characters.
const FIRST_WORDS: usize = 24;

/// Something that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entry {
    /// A story.
    Article(ArticleIx),
    /// What a page holds besides its stories: fragments that found no place.
    Tray(PageIx),
}

impl Entry {
    /// The page it is on.
    #[must_use]
    pub fn page(self) -> PageIx {
        match self {
            Self::Article(ix) => ix.page,
            Self::Tray(page) => page,
        }
    }
}

/// A row of the list.
#[derive(Clone, Debug)]
pub enum ShelfRow {
    /// Air between pages.
    Space,
    /// The heading of a page.
    Page(PageIx),
    /// What stands on it.
    Item(Item),
}

/// An article, or a tray, as the list shows it.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it opens.
    pub entry: Entry,
    /// Its headline, or what stands for it.
    pub title: String,
    /// Its signs, besides those of the reader.
    pub signs: Vec<Sign>,
    /// It was read.
    pub read: bool,
    /// It holds a bookmark.
    pub bookmarked: bool,
}

/// What the list says of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Text is missing.
    Gap,
    /// It goes on on another page.
    To(Option<PageNumber>),
    /// It began on another page.
    From(Option<PageNumber>),
}

impl Sign {
    /// 缺文, 转第二版, 接第一版.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Gap => lang.pick("缺文", "gap").to_owned(),
            Self::To(page) => {
                let page = words::page_or_other(page, lang);
                lang.pick(format!("转{page}"), format!("to {page}"))
            }
            Self::From(page) => {
                let page = words::page_or_other(page, lang);
                lang.pick(format!("接{page}"), format!("from {page}"))
            }
        }
    }
}

/// The list and where one is in it.
#[derive(Clone, Debug)]
pub struct Shelf {
    rows: Vec<ShelfRow>,
    list: List,
}

impl Shelf {
    pub(super) fn new(edition: &Edition, lang: Lang) -> Self {
        let mut rows = Vec::new();
        for (nth, page) in edition.pages.iter().enumerate() {
            let ix = PageIx(nth);
            rows.extend((nth > 0).then_some(ShelfRow::Space));
            rows.push(ShelfRow::Page(ix));
            for (nth, article) in page.stitched.articles.iter().enumerate() {
                rows.push(ShelfRow::Item(Item::of(article, ArticleIx { page: ix, nth }, lang)));
            }
            // A page without stories still has a way in: to its tray, and from there to the raw page.
            if !page.stitched.unplaced.is_empty() || page.stitched.articles.is_empty() {
                rows.push(ShelfRow::Item(Item::tray(page, ix, lang)));
            }
        }
        let list = List::new(rows.len());
        let mut shelf = Self { rows, list };
        shelf.settle(1);
        shelf
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> &[ShelfRow] {
        &self.rows
    }

    /// Cursor and window.
    #[must_use]
    pub fn list(&self) -> &List {
        &self.list
    }

    /// What the cursor is on; `None` when there is nothing at all.
    #[must_use]
    pub fn selected(&self) -> Option<&Item> {
        self.item(self.list.cursor())
    }

    pub(super) fn item(&self, row: usize) -> Option<&Item> {
        match self.rows.get(row)? {
            ShelfRow::Item(item) => Some(item),
            ShelfRow::Page(_) | ShelfRow::Space => None,
        }
    }

    /// The items with their rows.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = (usize, &Item)> {
        self.rows.iter().enumerate().filter_map(|(row, kind)| match kind {
            ShelfRow::Item(item) => Some((row, item)),
            ShelfRow::Page(_) | ShelfRow::Space => None,
        })
    }

    pub(super) fn items_mut(&mut self) -> impl Iterator<Item = &mut Item> {
        self.rows.iter_mut().filter_map(|row| match row {
            ShelfRow::Item(item) => Some(item),
            ShelfRow::Page(_) | ShelfRow::Space => None,
        })
    }

    /// The articles, without trays.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = &Item> {
        self.items().map(|(_, item)| item).filter(|item| matches!(item.entry, Entry::Article(_)))
    }

    pub(super) fn get(&self, entry: Entry) -> Option<&Item> {
        self.items().map(|(_, item)| item).find(|item| item.entry == entry)
    }

    /// Puts the cursor on an entry.
    pub(super) fn select(&mut self, entry: Entry) {
        let row = self.items().find(|(_, item)| item.entry == entry).map(|(row, _)| row);
        if let Some(row) = row {
            self.go_to(row);
        }
    }

    pub(super) fn go_to(&mut self, row: usize) {
        self.list.go_to(row);
        self.settle(1);
    }

    pub(super) fn set_height(&mut self, height: usize) {
        self.list.set_height(height);
        self.show_heading();
    }

    /// Moves the cursor; headings of pages are stepped over.
    pub(super) fn apply(&mut self, motion: Motion) {
        let before = self.list.cursor();
        match motion {
            Motion::Lines(n) => self.step(n),
            Motion::Nth(n) => {
                let nth = self.items().nth(n.saturating_sub(1)).or_else(|| self.items().last());
                if let Some(row) = nth.map(|(row, _)| row) {
                    self.go_to(row);
                }
            }
            _ => self.list.apply(motion),
        }
        self.settle(if self.list.cursor() < before { -1 } else { 1 });
    }

    fn step(&mut self, by: isize) {
        let cursor = self.list.cursor();
        let steps = by.unsigned_abs().saturating_sub(1);
        let row = if by < 0 {
            let mut before = self.items().rev().map(|(row, _)| row).filter(|row| *row < cursor);
            before.nth(steps).or_else(|| self.items().next().map(|(row, _)| row))
        } else {
            let mut behind = self.items().map(|(row, _)| row).filter(|row| *row > cursor);
            behind.nth(steps).or_else(|| self.items().last().map(|(row, _)| row))
        };
        if let Some(row) = row {
            self.list.go_to(row);
        }
    }

    /// Off a heading, in the direction of travel; the other way at the ends.
    fn settle(&mut self, direction: isize) {
        if self.selected().is_none() {
            let at = self.list.cursor();
            let behind = self.items().map(|(row, _)| row).find(|row| *row > at);
            let before = self.items().rev().map(|(row, _)| row).find(|row| *row < at);
            let row = if direction < 0 { before.or(behind) } else { behind.or(before) };
            self.list.go_to(row.unwrap_or(at));
        }
        self.show_heading();
    }

    /// The heading of a page stays in sight with its first article.
    fn show_heading(&mut self) {
        let above = self.list.cursor().checked_sub(1).and_then(|row| self.rows.get(row));
        if matches!(above, Some(ShelfRow::Page(_))) {
            self.list.show_above();
        }
    }
}

impl Item {
    fn of(article: &Article, ix: ArticleIx, lang: Lang) -> Self {
        let page = |line: &JumpLine| line.page;
        let gap = article.paragraphs.iter().any(|p| !p.gaps.is_empty()).then_some(Sign::Gap);
        let to = article.jump.as_ref().map(|line| Sign::To(page(line)));
        let from = article.from.as_ref().map(|line| Sign::From(page(line)));
        Self {
            entry: Entry::Article(ix),
            title: title(article, lang),
            signs: gap.into_iter().chain(from).chain(to).collect(),
            read: false,
            bookmarked: false,
        }
    }

    fn tray(page: &EditionPage, ix: PageIx, lang: Lang) -> Self {
        let n = page.stitched.unplaced.len();
        let title = match n {
            0 => lang.pick("（本版没有文章）".to_owned(), "(no articles on this page)".to_owned()),
            1 => lang.pick("未归位的片段 1 段".to_owned(), "1 fragment without a place".to_owned()),
            _ => lang.pick(format!("未归位的片段 {n} 段"), format!("{n} fragments without a place")),
        };
        Self { entry: Entry::Tray(ix), title, signs: Vec::new(), read: false, bookmarked: false }
    }
}

/// What stands for an article in a list: its headline; a photograph's caption; its first words in brackets.
pub(super) fn title(article: &Article, lang: Lang) -> String {
    if let Some(headline) = article.headline.as_ref().filter(|h| !h.title.is_empty()) {
        return headline.title.as_str().to_owned();
    }
    let caption = article.paragraphs.iter().find(|p| p.role == ParagraphRole::Caption);
    let first = article.paragraphs.iter().find(|p| p.role == ParagraphRole::Body);
    let words = |paragraph: Option<&crate::stitch::Paragraph>| {
        paragraph.map_or_else(String::new, |p| first_words(p.text().as_str()))
    };
    match (article.kind, caption, first) {
        (Kind::Photo, ..) => {
            lang.pick("图片：", "Photo: ").to_owned() + &words(caption.or(article.paragraphs.first()))
        }
        (_, _, Some(_)) => format!("〔{}〕", words(first)),
        (Kind::Notice, ..) => lang.pick("启事", "Notice").to_owned(),
        (Kind::Brief, ..) => lang.pick("简讯", "Brief").to_owned(),
        (Kind::Article, ..) => format!("〔{}〕", words(article.paragraphs.first())),
    }
}

/// The first words of a text, up to its first full stop.
pub(super) fn first_words(text: &str) -> String {
    let text = text.trim_start();
    let stop = text.find(['。', '！', '？', '\n']).unwrap_or(text.len());
    cut(&text[..stop], FIRST_WORDS)
}

/// The first characters of a text, with `…` where there are more.
pub(super) fn cut(text: &str, longest: usize) -> String {
    let short: String = text.chars().take(longest).collect();
    if short.len() < text.len() { short + "…" } else { short }
}
