//! `dubao inspect`: a page as each stage sees it, one line a thing, with the bytes of the page file it comes from.

use super::call::{self, Call};
use super::error::Error;
use super::out::Out;
use super::place::{head, one_line, page_name};
use crate::block::Page;
use crate::edition::{Edition, EditionPage};
use crate::lang::Lang;
use crate::layout::{self, Measure};
use crate::source::{Folio, Source, Span, Text};
use crate::stitch::{Article, Boundary, Dateline, Paragraph, Reason, Seam};
use clap::ValueEnum;
use std::path::PathBuf;

/// What `inspect` understands.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// A page file, an edition's folder, - for standard input, or demo
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The stage
    #[arg(
        long,
        value_enum,
        value_name = "source|blocks|articles|edition|lines",
        hide_possible_values = true
    )]
    pub stage: Stage,
    /// With the reasons for each decision
    #[arg(long)]
    pub why: bool,
    /// Cells in a line, for the stage lines
    #[arg(long, value_name = "N", value_parser = call::width())]
    pub width: Option<u16>,
}

/// The stages of the stream, as far as they give something to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    Source,
    Blocks,
    Articles,
    Edition,
    Lines,
}

/// How much of a text is shown, in characters.
const SHOWN: usize = 24;

/// Prints it.
pub(super) fn run(options: &Options, call: &mut Call) -> Result<(), Error> {
    let edition = call.edition(&options.path)?;
    let measure = call.measure(options.width);
    let mut view = View { out: &mut call.out, lang: call.lang, why: options.why };
    if options.stage == Stage::Edition {
        return view.edition(&edition);
    }
    for page in &edition.pages {
        view.out.heading(&format!("{}  {}", page.page.source.name, page_name(&page.page, view.lang)))?;
        match options.stage {
            Stage::Source => view.source(&page.page.source)?,
            Stage::Blocks => view.blocks(&page.page)?,
            Stage::Articles => view.articles(page)?,
            Stage::Lines => view.lines(page, &measure)?,
            Stage::Edition => {}
        }
    }
    Ok(())
}

struct View<'a> {
    out: &'a mut Out,
    lang: Lang,
    why: bool,
}

impl View<'_> {
    fn source(&mut self, source: &Source) -> Result<(), Error> {
        let (encoding, print) = (source.encoding, source.fingerprint());
        writeln!(self.out, "  {encoding}  {} bytes  {print}", source.text().len())?;
        writeln!(self.out, "  {}", folio(&source.folio))?;
        for note in &source.notes {
            writeln!(self.out, "  {}", note.words(self.lang))?;
        }
        let mut at = 0;
        for (nth, line) in source.text().split('\n').enumerate() {
            if !line.trim().is_empty() {
                let span = Span::new(at, at + line.len());
                writeln!(self.out, "  {:>4}  {:<13}  {line}", nth + 1, bytes(source, span))?;
            }
            at += line.len() + 1;
        }
        Ok(())
    }

    fn blocks(&mut self, page: &Page) -> Result<(), Error> {
        writeln!(self.out, "  {}", folio(&page.folio))?;
        for (nth, block) in page.blocks.iter().enumerate() {
            let (role, at) = (format!("{:?}", block.role), bytes(&page.source, block.span));
            writeln!(self.out, "  {nth:>3}  {role:<9}  {at:<13}  {}", shown(&block.text))?;
            for (side, line) in [("→", &block.jump), ("←", &block.from)] {
                if let Some(line) = line {
                    let at = bytes(&page.source, line.text.span());
                    writeln!(self.out, "       {side}          {at:<13}  {}", line.text.as_str())?;
                }
            }
            if self.why {
                for evidence in &block.evidence {
                    writeln!(self.out, "       · {}", evidence.0)?;
                }
            }
        }
        Ok(())
    }

    fn articles(&mut self, page: &EditionPage) -> Result<(), Error> {
        for article in &page.stitched.articles {
            self.article(&page.page, article)?;
        }
        for (name, blocks) in [("furniture", &page.stitched.furniture), ("unplaced", &page.stitched.unplaced)]
        {
            for id in blocks {
                let block = page.page.block(*id);
                let at = bytes(&page.page.source, block.span);
                writeln!(self.out, "  {name:<9}  {at:<13}  [{}] {}", id.0, shown(&block.text))?;
            }
        }
        Ok(())
    }

    fn article(&mut self, page: &Page, article: &Article) -> Result<(), Error> {
        let source = &page.source;
        writeln!(self.out, "  {}  {:?}", article.id, article.kind)?;
        let headline = article.headline.as_ref();
        for (name, text) in [
            ("kicker", headline.and_then(|headline| headline.kicker.as_ref())),
            ("headline", headline.map(|headline| &headline.title)),
            ("deck", headline.and_then(|headline| headline.deck.as_ref())),
            ("byline", article.byline.as_ref()),
            ("from", article.from.as_ref().map(|line| &line.text)),
        ] {
            if let Some(text) = text {
                writeln!(self.out, "    {name:<8}  {:<13}  {}", bytes(source, text.span()), shown(text))?;
            }
        }
        if let Some(dateline) = &article.dateline {
            writeln!(self.out, "    dateline  {}", dateline_words(dateline))?;
        }
        for paragraph in &article.paragraphs {
            self.paragraph(page, paragraph)?;
        }
        for boundary in &article.boundaries {
            self.boundary(boundary)?;
        }
        if let Some(line) = &article.jump {
            let at = bytes(source, line.text.span());
            writeln!(self.out, "    jump      {at:<13}  {}", line.text.as_str())?;
        }
        Ok(())
    }

    fn paragraph(&mut self, page: &Page, paragraph: &Paragraph) -> Result<(), Error> {
        let role = format!("{:?}", paragraph.role).to_lowercase();
        for (nth, fragment) in paragraph.fragments.iter().enumerate() {
            let name = if nth == 0 { role.as_str() } else { "  +" };
            let at = bytes(&page.source, fragment.text.span());
            writeln!(self.out, "    {name:<8}  {at:<13}  [{}] {}", fragment.block.0, shown(&fragment.text))?;
            if let Some(seam) = paragraph.seams.get(nth) {
                self.seam(page, seam)?;
            }
        }
        for gap in &paragraph.gaps {
            writeln!(self.out, "      gap     {}", gap.kind.name())?;
        }
        Ok(())
    }

    fn seam(&mut self, page: &Page, seam: &Seam) -> Result<(), Error> {
        writeln!(self.out, "      seam    {}", seam.confidence)?;
        if !self.why {
            return Ok(());
        }
        self.reasons(&seam.reasons)?;
        if let Some(other) = seam.runner_up {
            let (block, words) = (other.block.0, self.lang.pick("其次", "runner-up"));
            let text = shown(&page.block(other.block).text);
            writeln!(self.out, "              · {words} {} [{block}] {text}", other.confidence)?;
        }
        Ok(())
    }

    fn reasons(&mut self, reasons: &[Reason]) -> Result<(), Error> {
        for reason in reasons {
            writeln!(self.out, "              · {}", reason.words(self.lang))?;
        }
        Ok(())
    }

    fn boundary(&mut self, boundary: &Boundary) -> Result<(), Error> {
        writeln!(self.out, "    boundary  [{}] {}", boundary.block.0, boundary.confidence)?;
        if !self.why {
            return Ok(());
        }
        self.reasons(&boundary.reasons)?;
        if let Some(other) = &boundary.runner_up {
            let words = self.lang.pick("其次", "runner-up");
            let own = || self.lang.pick("另起一篇", "an article of its own").to_owned();
            let which = other.article.as_ref().map_or_else(own, ToString::to_string);
            writeln!(self.out, "              · {words} {} {which}", other.confidence)?;
        }
        Ok(())
    }

    fn edition(&mut self, edition: &Edition) -> Result<(), Error> {
        self.out.heading(&edition.name)?;
        writeln!(self.out, "  {}", folio(&edition.folio))?;
        for page in &edition.pages {
            let (name, stitched) = (&page.page.source.name, &page.stitched);
            let (articles, rest) = (stitched.articles.len(), stitched.unplaced.len());
            writeln!(
                self.out,
                "  {name}  {}  articles {articles}  unplaced {rest}",
                folio(&page.page.folio)
            )?;
        }
        for jump in &edition.jumps {
            writeln!(self.out, "  {} → {}  {}", jump.from, jump.to, jump.confidence)?;
        }
        Ok(())
    }

    fn lines(&mut self, page: &EditionPage, measure: &Measure) -> Result<(), Error> {
        let source = &page.page.source;
        for article in &page.stitched.articles {
            writeln!(self.out, "  {}", article.id)?;
            for line in &layout::set(article, measure).lines {
                let (kind, at) = (format!("{:?}", line.kind), line.span().map(|span| bytes(source, span)));
                let (indent, width, text) = (line.indent.0, line.width.0, line.text.as_str());
                let at = at.unwrap_or_default();
                let said = format!("    {kind:<9}  {at:<13}  {indent:>3}+{width:<3}  {text}");
                writeln!(self.out, "{}", said.trim_end())?;
            }
        }
        Ok(())
    }
}

fn bytes(source: &Source, span: Span) -> String {
    let span = source.to_file(span);
    format!("{}..{}", span.start, span.end)
}

fn shown(text: &Text) -> String {
    head(&one_line(text), SHOWN)
}

/// What is known of a folio; `-` where nothing is.
fn folio(folio: &Folio) -> String {
    let Folio { paper, date, section, number } = folio;
    let or = |known: Option<String>| known.unwrap_or_else(|| "-".to_owned());
    format!(
        "paper {}  date {}  page {}  section {}",
        or(paper.clone()),
        or(date.map(|date| date.to_string())),
        or(number.map(|number| number.0.to_string())),
        or(section.clone())
    )
}

fn dateline_words(dateline: &Dateline) -> String {
    let Dateline { place, date, agency, reporters } = dateline;
    let parts = [agency, place, date].into_iter().flatten().map(String::as_str);
    parts.chain(reporters.iter().map(String::as_str)).collect::<Vec<_>>().join("  ")
}
