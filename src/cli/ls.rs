//! `dubao ls`: the articles of an edition, or the editions of a library, as a table.

use super::call::Call;
use super::error::Error;
use super::place::{self, page_name};
use super::table::{Side, Table};
use crate::edition::{ArticleIx, Edition, PageIx};
use crate::lang::Lang;
use crate::layout::{self, Ambiguous, Cells};
use crate::library::{Opened, Shelf};
use crate::reader::{Mark, MarkKind};
use crate::source::Text;
use crate::stitch::{Article, Paragraph};
use std::path::PathBuf;

/// What `ls` understands.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// A page file, an edition's folder, a library, - for standard input, or demo
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
}

/// How wide a headline may be, in cells: with it a row fits into 100 columns.
const TITLE: Cells = Cells(40);

/// Prints it.
pub(super) fn run(options: &Options, call: &mut Call) -> Result<(), Error> {
    let table = match call.open(&options.path)? {
        Opened::Edition { edition, .. } => {
            articles(&edition, &call.store().marks(), call.ambiguous, call.lang)
        }
        Opened::Shelf(shelf) => editions(&shelf, call.lang),
    };
    table.write(&mut call.out, call.ambiguous)
}

fn articles(edition: &Edition, marks: &[Mark], ambiguous: Ambiguous, lang: Lang) -> Table {
    let mut table = Table::new([
        (lang.pick("编号", "no."), Side::Right),
        (lang.pick("标题", "headline"), Side::Left),
        (lang.pick("版", "page"), Side::Left),
        (lang.pick("字数", "length"), Side::Right),
        (lang.pick("接缝", "seams"), Side::Right),
        (lang.pick("缺文", "gaps"), Side::Right),
        (lang.pick("已读", "read"), Side::Left),
        (lang.pick("书签", "marks"), Side::Right),
        ("id", Side::Left),
    ]);
    let placed: Vec<(ArticleIx, MarkKind)> =
        marks.iter().filter_map(|mark| Some((article_of(edition, mark)?, mark.kind))).collect();
    for (nth, (ix, article)) in edition.articles().enumerate() {
        let here = || placed.iter().filter(move |(of, _)| *of == ix);
        let read = here().any(|(_, kind)| *kind == MarkKind::Read);
        let seams: usize = article.paragraphs.iter().map(|paragraph| paragraph.seams.len()).sum();
        let gaps: usize = article.paragraphs.iter().map(|paragraph| paragraph.gaps.len()).sum();
        table.row([
            (nth + 1).to_string(),
            layout::elide(&place::title(article), TITLE, ambiguous),
            page_name(&edition.pages[ix.page.0].page, lang),
            length(article).to_string(),
            seams.to_string(),
            gaps.to_string(),
            if read { lang.pick("是", "yes") } else { "-" }.to_owned(),
            here().filter(|(_, kind)| *kind != MarkKind::Read).count().to_string(),
            article.id.to_string(),
        ]);
    }
    table
}

/// Characters of the body without blanks, as editors count.
fn length(article: &Article) -> usize {
    let prose = article.paragraphs.iter().map(Paragraph::text);
    prose.map(|text| text.as_str().chars().filter(|c| !c.is_whitespace()).count()).sum()
}

/// The article in which a mark stands, if the mark is of one of these pages as they are now.
fn article_of(edition: &Edition, mark: &Mark) -> Option<ArticleIx> {
    let pages = edition.pages.iter().enumerate();
    let (page, found) =
        pages.into_iter().find(|(_, page)| page.page.source.fingerprint() == mark.anchor.fingerprint)?;
    let at = found.page.source.from_file(mark.anchor.offset);
    let nth = found.stitched.articles.iter().position(|article| holds(article, at))?;
    Some(ArticleIx { page: PageIx(page), nth })
}

fn holds(article: &Article, at: usize) -> bool {
    let has = |text: &Text| text.position_of(at).is_some();
    let headline = article.headline.iter();
    headline.flat_map(|h| [Some(&h.title), h.kicker.as_ref(), h.deck.as_ref()]).flatten().any(has)
        || article.paragraphs.iter().flat_map(|paragraph| &paragraph.fragments).any(|f| has(&f.text))
}

fn editions(shelf: &Shelf, lang: Lang) -> Table {
    let mut table = Table::new([
        (lang.pick("编号", "no."), Side::Right),
        (lang.pick("日期", "date"), Side::Left),
        (lang.pick("报期", "edition"), Side::Left),
        (lang.pick("版数", "pages"), Side::Right),
        (lang.pick("位置", "path"), Side::Left),
    ]);
    for (nth, edition) in shelf.editions.iter().enumerate() {
        table.row([
            (nth + 1).to_string(),
            edition.date.map_or_else(|| "-".to_owned(), |date| date.to_string()),
            edition.name.clone(),
            edition.page_files.to_string(),
            edition.path.display().to_string(),
        ]);
    }
    table
}
