//! Stitch, the third stage: the blocks of a page become articles made of fragments, with seams, gaps and confidence.
//!
//! Does not know files or terminals.

pub use crate::block::Dateline;
mod assemble;
mod awaited;
mod bond;
mod border;
mod boundary;
mod digest;
mod direction;
mod edges;
mod evidence;
mod forest;
mod join;
mod language;
mod lesson;
mod level;
mod lines;
mod measure;
mod model;
mod pairs;
mod reading;
mod reason;
mod seam;
mod search;
mod story;
mod subject;
mod thread;
mod topic;
mod voice;
mod weights;
mod worth;

pub use awaited::Awaited;
pub use lines::read_page;
pub use model::Model;

/// What the programs that learn and that read errors share with the stitcher that uses what was learned.
pub mod learned {
    pub use super::bond::{
        DIMS as BOND_DIMS, LEVELS as BOND_LEVELS, LOOK as BOND_LOOK, ROWS as BOND_ROWS, UNIT as BOND_UNIT,
    };
    pub use super::edges::{Edge, Pieces, pack_edge};
    pub use super::evidence::{Ask, Clues, Followed, Shown, Side, Step, TakenOver, Told, shown};
    pub use super::forest::{Forest, Node, rough};
    pub use super::language::{CHAR, PROBES, fingerprint, hash, pack, quantise, smoothed, unpack};
    pub use super::lesson::{Choice, Decision, Gold, GoldPage, Lesson, lines};
    pub use super::level::{kept, pack_levels};
    pub use super::model::{Scorer, Table, WORDS};
    pub use super::topic::{DIMS as TOPIC_DIMS, LEVELS as TOPIC_LEVELS, ROWS as TOPIC_ROWS};
    pub use super::worth::Kind;
}

use crate::block::{BlockId, JumpLine, Page};
use crate::source::Text;
use std::fmt;
use std::sync::Arc;

/// All that a page holds, put in order. Every block of the page is in exactly one of the three.
#[derive(Clone, Debug, Default)]
pub struct Stitched {
    /// The stories, in the order they begin on the page.
    pub articles: Vec<Article>,
    /// Folio lines, editors' names and the like.
    pub furniture: Vec<BlockId>,
    /// Blocks that belong to no story for all we know.
    pub unplaced: Vec<BlockId>,
}

/// An article's name within its edition: the page's file name without its ending, and the byte of the file where the
/// article's first words stand, as in `01:535`. It stays the same as long as the page does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub Arc<str>);

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A story, whole as far as its page holds it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its name.
    pub id: ArticleId,
    /// What sort of story it is.
    pub kind: Kind,
    /// Its headline; a story on without one (a lead whose headline the OCR lost, a photograph) has none.
    pub headline: Option<Headline>,
    /// Who wrote it, when that is a block of its own; it is among the paragraphs too.
    pub byline: Option<Text>,
    /// Where, when and by which agency, as the first paragraph says it.
    pub dateline: Option<Dateline>,
    /// Its paragraphs in reading order, subheads, captions and credits among them.
    pub paragraphs: Vec<Paragraph>,
    /// （下转第N版） at its end.
    pub jump: Option<JumpLine>,
    /// （上接第N版） at its head.
    pub from: Option<JumpLine>,
    /// Where it takes over from another story on its page: first where it begins, then wherever it goes on.
    pub boundaries: Vec<Boundary>,
}

/// Sorts of stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A story.
    Article,
    /// A photograph with its caption.
    Photo,
    /// A short item of a roundup.
    Brief,
    /// A notice, a correction, an advertisement.
    Notice,
}

/// The title of a story in its parts.
#[derive(Clone, Debug, Default)]
pub struct Headline {
    /// 引题, the line above.
    pub kicker: Option<Text>,
    /// 主题.
    pub title: Text,
    /// 副题, the line below.
    pub deck: Option<Text>,
}

/// A paragraph made of the fragments that the OCR left of it.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// What it is within its story.
    pub role: ParagraphRole,
    /// The fragments in reading order; at least one.
    pub fragments: Vec<Fragment>,
    /// The seams: `seams[i]` joins `fragments[i]` and `fragments[i + 1]`.
    pub seams: Vec<Seam>,
    /// Where text is missing.
    pub gaps: Vec<Gap>,
}

/// What a paragraph is within its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParagraphRole {
    /// 正文.
    Body,
    /// 小标题.
    Subhead,
    /// 图片说明.
    Caption,
    /// 图片来源.
    Credit,
    /// 署名.
    Byline,
}

/// The unbroken run of a paragraph that one block of the page holds.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// The block.
    pub block: BlockId,
    /// Its words.
    pub text: Text,
}

/// Where two fragments of a paragraph were joined.
#[derive(Clone, Debug, PartialEq)]
pub struct Seam {
    /// How sure that is.
    pub confidence: Confidence,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
    /// What else could have gone on here.
    pub runner_up: Option<RunnerUp>,
}

/// The next best continuation that was not taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunnerUp {
    /// The block.
    pub block: BlockId,
    /// How probable it was.
    pub confidence: Confidence,
}

/// A boundary: a story takes over here from another, or from nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// The first block behind it.
    pub block: BlockId,
    /// How sure it is that the story begins here, or goes on here behind its last block before.
    pub confidence: Confidence,
    /// Why, one reason at least.
    pub reasons: Vec<Reason>,
    /// Where else the block could belong.
    pub runner_up: Option<OtherStory>,
}

/// The next best story for a block.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherStory {
    /// The story; none where the block would begin one of its own.
    pub article: Option<ArticleId>,
    /// How probable it was.
    pub confidence: Confidence,
}

/// A probability, 0.0 to 1.0.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Confidence(pub f32);

impl Confidence {
    /// In hundredths: 98 for 0.983; never 100, as nothing here is certain.
    #[must_use]
    pub fn percent(self) -> u8 {
        // Between 0 and 99 after the clamp.
        (self.0 * 100.0).round().clamp(0.0, 99.0) as u8
    }
}

/// As people are told it: 98%, or <1%, as nothing that is told is impossible.
impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.percent() {
            0 => f.write_str("<1%"),
            percent => write!(f, "{percent}%"),
        }
    }
}

/// A reason for a seam or a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The first half stops in mid-sentence and the second begins in mid-sentence.
    ContinuesSentence,
    /// The second half closes a quotation or bracket that the first opened.
    ClosesQuotation,
    /// Both are about the same things.
    SameSubject,
    /// The same person speaks in both.
    SameSpeaker,
    /// The second half has words of the headline.
    NamesHeadline,
    /// The second half is the block right behind the first.
    NextBlock,
    /// It is the next piece in the order of the columns.
    NextInColumns,
    /// Nothing else on the page could go on here.
    OnlyCandidate,
    /// A headline stands there.
    Headline,
    /// Where and when stands there, as in a story's first line.
    Dateline,
    /// It reads like a story's first paragraph.
    FirstParagraph,
    /// The story before it has come to its end.
    StoryEnded,
    /// It is about something else than the stories before.
    OtherSubject,
}

impl Reason {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ContinuesSentence => "continues_sentence",
            Self::ClosesQuotation => "closes_quotation",
            Self::SameSubject => "same_subject",
            Self::SameSpeaker => "same_speaker",
            Self::NamesHeadline => "names_headline",
            Self::NextBlock => "next_block",
            Self::NextInColumns => "next_in_columns",
            Self::OnlyCandidate => "only_candidate",
            Self::Headline => "headline",
            Self::Dateline => "dateline",
            Self::FirstParagraph => "first_paragraph",
            Self::StoryEnded => "story_ended",
            Self::OtherSubject => "other_subject",
        }
    }

    /// The reason in words, for a reader.
    #[must_use]
    pub fn words(self, lang: crate::lang::Lang) -> &'static str {
        match self {
            Self::ContinuesSentence => lang.pick("接续未完的句子", "continues the sentence"),
            Self::ClosesQuotation => lang.pick("合上引号或括号", "closes the quotation"),
            Self::SameSubject => lang.pick("谈的是同一件事", "same subject"),
            Self::SameSpeaker => lang.pick("同一人在说话", "same speaker"),
            Self::NamesHeadline => lang.pick("与标题用词相同", "shares the headline's words"),
            Self::NextBlock => lang.pick("紧接在后", "next block on the page"),
            Self::NextInColumns => lang.pick("按栏序该接此段", "next in column order"),
            Self::OnlyCandidate => lang.pick("别无可接之段", "nothing else could follow"),
            Self::Headline => lang.pick("是标题", "a headline"),
            Self::Dateline => lang.pick("有电头", "a dateline"),
            Self::FirstParagraph => lang.pick("像首段", "reads like a first paragraph"),
            Self::StoryEnded => lang.pick("前文已完", "the story before has ended"),
            Self::OtherSubject => lang.pick("另说一事", "about something else"),
        }
    }
}

/// Where text is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The byte of the source's text behind which it is missing.
    pub at: usize,
    /// How we know.
    pub kind: GapKind,
}

/// Kinds of gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// The paragraph stops in mid-sentence and nothing on the page goes on with it.
    CutWithoutContinuation,
    /// The paragraph begins in mid-sentence and nothing on the page leads to it.
    StartMissing,
    /// A quotation or bracket is opened and never closed, or the reverse.
    UnbalancedQuote,
}

impl GapKind {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CutWithoutContinuation => "cut_without_continuation",
            Self::StartMissing => "start_missing",
            Self::UnbalancedQuote => "unbalanced_quote",
        }
    }
}

impl Paragraph {
    /// The whole paragraph, its fragments joined.
    #[must_use]
    pub fn text(&self) -> Text {
        let mut whole = Text::default();
        for fragment in &self.fragments {
            whole.append(&fragment.text);
        }
        whole
    }
}

/// Puts a page back together.
#[must_use]
pub fn stitch(page: &Page) -> Stitched {
    stitch_awaited(page, &[])
}

/// Puts a page back together, of which other pages go on with some stories.
#[must_use]
pub fn stitch_awaited(page: &Page, awaited: &[Awaited]) -> Stitched {
    let model = Model::shipped();
    let digests = digest::Digests::of(model, page);
    let pairs = pairs::Pairs::new(model, &digests);
    let chosen = search::search(&pairs, &awaited::AwaitedHere::of(&digests, awaited));
    assemble::assemble(page, &pairs, &chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_certain() {
        for (confidence, percent) in [(1.0, 99), (0.995, 99), (0.984, 98), (0.0, 0), (f32::NAN, 0)] {
            assert_eq!(Confidence(confidence).percent(), percent, "{confidence}");
        }
        assert_eq!(Confidence(0.983).to_string(), "98%");
        assert_eq!(Confidence(0.002).to_string(), "<1%");
    }
}
