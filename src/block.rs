//! Block, the second stage: the text of a page becomes blocks with roles, and the evidence for each role.
//!
//! Knows Markdown and plain text, and the signs of bylines, datelines, jump lines, captions and folio lines. Does not
//! know what belongs to what: that is [`stitch`](crate::stitch).

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
    /// （下转第N版） at its end.
    pub jump: Option<JumpLine>,
    /// （上接第N版） at its head.
    pub from: Option<JumpLine>,
}

/// What a block is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 主题: the title of a story.
    Headline,
    /// 引题: the line above the headline.
    Kicker,
    /// 副题: the line below it.
    Deck,
    /// 小标题: a heading inside the body.
    Subhead,
    /// 署名: who wrote it.
    Byline,
    /// 电头: where, when, agency, as a block of its own.
    Dateline,
    /// 正文.
    Body,
    /// 图片说明.
    Caption,
    /// 图片来源.
    Credit,
    /// （下转第N版） as a block of its own.
    JumpLine,
    /// （上接第N版） as a block of its own.
    FromLine,
    /// 版面附件: folio lines, editors' names, images without words.
    Furniture,
    /// Nothing speaks for any role.
    Unknown,
}

/// One reason for a block's role, in the words of the trade; shown by `inspect --why`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence(pub &'static str);

/// A printed "continued on" or "continued from".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpLine {
    /// The page it names, when the number could be read.
    pub page: Option<PageNumber>,
    /// Where it stands.
    pub span: Span,
    /// The words of it, with their way back.
    pub text: Text,
}

impl Page {
    /// Splits a page into blocks and says what each is.
    #[must_use]
    pub fn read(source: Source) -> Self {
        let folio = source.folio.clone();
        Self { source, folio, blocks: Vec::new() }
    }

    /// The block of that number.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0]
    }
}
