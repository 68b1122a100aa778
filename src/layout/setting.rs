//! Setting: an article becomes a sheet: its head centred, its paragraphs indented, air where a newspaper has air.

use super::balance::balance;
use super::breaks::{Galley, Manner};
use super::fill::{Row, fill};
use super::fragments::Room;
use super::justify::justify;
use super::marks;
use super::{Justify, Line, LineKind, Measure};
use crate::source::Text;
use crate::stitch::{Article, Headline, ParagraphRole};

/// Two Han, as CLREQ 3.1.2 has it: by layout, so that it is neither searched nor copied.
const INDENT: u16 = 4;

/// The lines of a deck that is read at a glance; a longer one is a summary.
const DECK: usize = 3;

/// A forme: the lines set so far, and what they are set to.
struct Forme {
    lines: Vec<Line>,
    /// Even, so that lines of Han can be full.
    width: u16,
    measure: Measure,
    /// How running text is set.
    running: Manner,
}

/// How a part of an article is set. All widths are cells.
struct Style {
    first: LineKind,
    rest: LineKind,
    manner: Manner,
    align: Align,
    /// Left free at both sides of every line.
    margin: u16,
    /// Left free on the first line besides.
    indent: u16,
    justify: Justify,
}

/// Where lines that are not full stand.
#[derive(Clone, Copy)]
enum Align {
    Left,
    Right,
    Centre,
}

/// The lines of an article.
pub(super) fn article(article: &Article, measure: &Measure) -> Vec<Line> {
    let mut lines = head(article, measure);
    let body = body(article, measure);
    if !lines.is_empty() && !body.is_empty() {
        lines.push(Line::blank());
    }
    lines.extend(body);
    lines
}

/// Its headline, with kicker and deck.
pub(super) fn head(article: &Article, measure: &Measure) -> Vec<Line> {
    let mut forme = Forme::new(measure);
    if let Some(headline) = &article.headline {
        forme.headline(headline);
    }
    forme.lines
}

/// All that stands under the headline.
pub(super) fn body(article: &Article, measure: &Measure) -> Vec<Line> {
    let mut forme = Forme::new(measure);
    forme.paragraphs(article);
    if let Some(jump) = &article.jump {
        forme.set(&jump.text, &Style::aside(LineKind::Jump, Align::Right, 0));
    }
    forme.finish()
}

/// True where a newspaper leaves air between two paragraphs: before a subhead, and around a picture's words.
fn apart(above: ParagraphRole, below: ParagraphRole) -> bool {
    use ParagraphRole::{Body, Byline, Caption, Credit, Subhead};
    match (above, below) {
        (_, Subhead) | (Credit, Caption) | (Byline, Body) => true,
        (Caption | Credit, Caption | Credit) => false,
        (Caption | Credit, _) | (_, Caption | Credit) => true,
        _ => false,
    }
}

impl Style {
    /// A part of the article's head: centred, its lines balanced.
    fn head(kind: LineKind) -> Self {
        Self { manner: Manner::Display, ..Self::aside(kind, Align::Centre, 0) }
    }

    /// What stands beside the body.
    fn aside(kind: LineKind, align: Align, margin: u16) -> Self {
        Self {
            first: kind,
            rest: kind,
            manner: Manner::Standing,
            align,
            margin,
            indent: 0,
            justify: Justify::Off,
        }
    }
}

impl Forme {
    fn new(measure: &Measure) -> Self {
        let width = measure.width.0;
        Self {
            lines: Vec::new(),
            width: if width < 2 { width } else { width & !1 },
            measure: *measure,
            running: if measure.hang { Manner::Hanging } else { Manner::Standing },
        }
    }

    /// A blank line, if something stands above it.
    fn air(&mut self) {
        if self.lines.last().is_some_and(|line| line.kind != LineKind::Blank) {
            self.lines.push(Line::blank());
        }
    }

    /// The lines, without air at the end.
    fn finish(mut self) -> Vec<Line> {
        if self.lines.last().is_some_and(|line| line.kind == LineKind::Blank) {
            self.lines.pop();
        }
        self.lines
    }

    fn headline(&mut self, headline: &Headline) {
        if let Some(kicker) = &headline.kicker {
            self.set(kicker, &Style::head(LineKind::Kicker));
        }
        self.set(&headline.title, &Style::head(LineKind::Headline));
        if let Some(deck) = &headline.deck {
            self.deck(deck);
        }
    }

    /// A deck of a few lines is centred like the headline; a longer one is a summary (提要), and set as newspapers pull
    /// it out: running text, narrower than the rest, with air above it.
    fn deck(&mut self, deck: &Text) {
        let top = self.lines.len();
        let rows = self.set(deck, &Style::head(LineKind::Deck)).len();
        if rows > DECK {
            self.lines.truncate(top);
            self.air();
            let margin = INDENT.min(self.width / 6) & !1;
            self.set(deck, &Style::aside(LineKind::Deck, Align::Left, margin));
        }
    }

    fn paragraphs(&mut self, article: &Article) {
        let paragraphs = &article.paragraphs;
        // Who wrote it belongs to the head of the article when it stands there, behind the body when it does not.
        let bylines =
            paragraphs.iter().take_while(|paragraph| paragraph.role == ParagraphRole::Byline).count();
        let boundaries = marks::boundaries(article);
        for (nth, paragraph) in paragraphs.iter().enumerate() {
            if nth > 0 && apart(paragraphs[nth - 1].role, paragraph.role) {
                self.air();
            }
            let text = paragraph.text().trim();
            if nth == bylines {
                self.set_from(article);
            }
            let style =
                if nth < bylines { Style::head(LineKind::Byline) } else { self.style(paragraph.role) };
            let top = self.lines.len();
            let rows = self.set(&text, &style);
            let boundary = boundaries.get(&nth).copied();
            marks::place(nth, paragraph, boundary, &text, &rows, &mut self.lines[top..]);
        }
        if bylines == paragraphs.len() {
            self.set_from(article);
        }
    }

    fn set_from(&mut self, article: &Article) {
        if let Some(from) = &article.from {
            self.set(&from.text, &Style::aside(LineKind::Jump, Align::Left, 0));
        }
    }

    fn style(&self, role: ParagraphRole) -> Style {
        // On a short line not more than a quarter of it.
        let indent = INDENT.min(self.width / 4) & !1;
        match role {
            ParagraphRole::Body => Style {
                first: LineKind::BodyFirst,
                manner: self.running,
                indent,
                justify: self.measure.justify,
                ..Style::aside(LineKind::Body, Align::Left, 0)
            },
            ParagraphRole::Subhead => Style::aside(LineKind::Subhead, Align::Left, indent),
            ParagraphRole::Caption => Style::aside(LineKind::Caption, Align::Left, indent),
            ParagraphRole::Credit => Style::aside(LineKind::Credit, Align::Right, indent),
            ParagraphRole::Byline => Style::aside(LineKind::Byline, Align::Right, 0),
        }
    }

    /// Sets a text, and says which of its bytes went on which line.
    fn set(&mut self, text: &Text, style: &Style) -> Vec<Row> {
        let text = text.trim();
        let galley = Galley::compose(text.as_str(), &self.measure, style.manner);
        let width = self.width.saturating_sub(2 * style.margin);
        let room = Room { first: width.saturating_sub(style.indent).into(), rest: width.into() };
        let mut rows = match style.align {
            Align::Centre => balance(&galley, width.into()),
            Align::Left | Align::Right => fill(&galley, room),
        };
        if style.justify == Justify::Natural {
            justify(&galley, &mut rows, room);
        }
        for (nth, row) in rows.iter().enumerate() {
            let (kind, indent) = if nth == 0 { (style.first, style.indent) } else { (style.rest, 0) };
            let free = width.saturating_sub(row.width);
            let indent = style.margin
                + match style.align {
                    Align::Left => indent,
                    Align::Right => free,
                    Align::Centre => free / 2,
                };
            self.lines.push(Line::set(kind, indent, row.cut(&text), row.width));
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn air_around_what_is_not_body() {
        use ParagraphRole::{Body, Byline, Caption, Credit, Subhead};
        for (above, below, air) in [
            (Body, Body, false),
            (Body, Subhead, true),
            (Subhead, Body, false),
            (Body, Caption, true),
            (Caption, Credit, false),
            (Credit, Caption, true),
            (Credit, Body, true),
            (Body, Byline, false),
            (Byline, Body, true),
        ] {
            assert_eq!(apart(above, below), air, "{above:?} {below:?}");
        }
    }
}
