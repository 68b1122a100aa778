//! Block, the second stage: the text of a page becomes blocks with roles, and the evidence for each role.
//!
//! 1. `split`: where blocks begin and end; `markup`: which characters of them are Markdown, HTML or a formula's marks;
//! 2. `lines`: where every printed line is a block, the lines of a paragraph become one;
//! 3. `glued`: what an engine has run together comes apart;
//! 4. `jump_line`: （下转第N版） and （上接第N版）, in the languages newspapers print them in;
//! 5. `signs`: what a newspaper's own grammar says: datelines, bylines, credits, captions, editors' lines;
//! 6. `tongue`: the words all of these are told by, each language in a file of its own;
//! 7. `role`: what the block is taken for, weighing marks and signs.
//!
//! Does not know what belongs to what: that is [`stitch`](crate::stitch), which may overrule a role.

mod glued;
mod jump_line;
mod lines;
mod markup;
mod role;
mod signs;
mod split;
mod tongue;

pub use lines::{Fill, GoesOn, Joint, lines_apart};
pub use role::Role;
pub use signs::{Dateline, Ending, Formula, Opening, Signs, is_han};
pub use tongue::{
    Tongue, begins_with_dash, blank_between, content_words, is_figure, is_hiragana, is_kana, is_latin,
    is_numeral, names_notice, names_roundup, plain, speakers,
};

use self::signs::Stops;
use self::split::Piece;
use crate::source::{Folio, PageNumber, Source, Span, Text};

/// A page as the OCR left it: its source, and its blocks in the order of the text.
#[derive(Clone, Debug)]
pub struct Page {
    /// The text everything stands in.
    pub source: Source,
    /// What names and folio lines say, together.
    pub folio: Folio,
    /// The blocks. Together they hold every non-blank character of the source exactly once.
    pub blocks: Vec<Block>,
}

/// The number of a block on its page, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(pub usize);

/// What stands between two blank lines: a headline, a paragraph or a piece of one, a folio line, …
#[derive(Clone, Debug)]
pub struct Block {
    /// The whole of it, marks and all.
    pub span: Span,
    /// Its prose: without Markdown marks, jump line and from line.
    pub text: Text,
    /// What it is taken for.
    pub role: Role,
    /// Why.
    pub evidence: Vec<Evidence>,
    /// What its Markdown marks say.
    pub marks: Marks,
    /// What its words say.
    pub signs: Signs,
    /// Blank lines before it.
    pub blank_before: usize,
    /// The log odds, by the widths of their printed lines, that it goes on from the block before; 0 where they say nothing.
    pub goes_on: f32,
    /// （下转第N版） at its end.
    pub jump: Option<JumpLine>,
    /// （上接第N版） at its head.
    pub from: Option<JumpLine>,
}

/// The Markdown marks of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The level of a heading, 1 to 6.
    pub heading: Option<u8>,
    /// How much of it is bold.
    pub bold: Bold,
    /// An image without words, a rule, a comment.
    pub wordless: bool,
    /// A row of a table.
    pub table: bool,
}

/// How much of a block is bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bold {
    /// Nothing, or something in the middle.
    #[default]
    None,
    /// Its first words, as a dateline or a name in a dialogue is.
    Lead,
    /// All of it.
    Whole,
}

/// One reason for a block's role, in the words of the trade; shown by `inspect --why`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence(pub &'static str);

/// A printed "continued on" or "continued from".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpLine {
    /// The page it names, when the number could be read.
    pub page: Option<PageNumber>,
    /// Its words, with their way back.
    pub text: Text,
}

impl Page {
    /// Splits a page into blocks and says what each is. `goes_on` says how surely a printed line goes on in the next: where each
    /// line is a block, that tells paragraphs (`stitch::read_page`).
    #[must_use]
    pub fn read(source: Source, goes_on: impl Fn(&Joint<'_>) -> GoesOn) -> Self {
        let mut folio = source.folio.clone();
        let mut blocks: Vec<Block> = Vec::new();
        let stops = Stops::of(source.text());
        let pieces = lines::gather(split::split(&source), goes_on);
        let mut pieces = pieces.into_iter().flat_map(glued::part).peekable();
        while let Some(piece) = pieces.next() {
            let (text, from, jump) = jump_line::part(piece.text);
            let mut signs = Signs::of(text.as_str());
            signs.ending = stops.ending(text.as_str(), signs.ending);
            if let Some(before) = blocks.last().filter(|_| piece.goes_on > 0.0) {
                signs.go_on_from(&before.signs);
            }
            let goes_on_in_next = pieces.peek().is_some_and(|next| next.goes_on > 0.0);
            let at_head = || blocks.iter().all(|block: &Block| block.role == Role::Furniture);
            let masthead = Folio::from_masthead(text.as_str()).filter(|_| at_head());
            let (role, evidence) = match masthead {
                Some(_) => (Role::Furniture, vec![Evidence("the paper's name at the head of the page")]),
                None => role::of(&text, piece.marks, &signs, from.as_ref(), jump.as_ref(), goes_on_in_next),
            };
            if role == Role::Furniture {
                let line = masthead.or_else(|| Folio::from_line(text.as_str()));
                folio = folio.or(line.unwrap_or_default());
            }
            let Piece { span, marks, blank_before, goes_on, .. } = piece;
            blocks.push(Block {
                span,
                text,
                role,
                evidence,
                marks,
                signs,
                blank_before,
                goes_on,
                jump,
                from,
            });
        }
        Self { source, folio, blocks }
    }

    /// The block of that number.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0]
    }

    /// The blocks with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks.iter().enumerate().map(|(n, block)| (BlockId(n), block))
    }
}
