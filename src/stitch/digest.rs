//! Digests: what the search needs to know of each block, worked out once.

use super::bond::Bond;
use super::measure::{Extent, Measures};
use super::model::Model;
use super::pairs::probability;
use super::subject::Subjects;
use super::topic::{self, Topic};
use super::voice::{self, Voice};
use crate::block::{
    Block, BlockId, Bold, Ending, Formula, Opening, Page, Role, Tongue, is_han, is_numeral, plain,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The blocks that take part, in the order of the page, with what is known of each. Furniture is left out, and bylines below a
/// heading: papers differ in whether they set them below headlines, below subheads, or in brackets at a story's end.
#[derive(Debug)]
pub(super) struct Digests {
    pub(super) blocks: Vec<Digest>,
    pub(super) subjects: Subjects,
    /// How the page was marked and cut up.
    pub(super) manner: Manner,
    /// The language of the page.
    pub(super) tongue: Tongue,
}

/// How the OCR engine marked a page and cut it up; what a heading behind a heading means depends on it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Manner {
    /// Nothing on the page is marked as a heading or bold.
    pub(super) plain: bool,
    /// The share of headings and lines that stand right behind another one.
    pub(super) stacked: f32,
    /// The share of prose blocks that stop in mid-sentence.
    pub(super) cut: f32,
    /// The share of blocks of less than five characters.
    pub(super) scraps: f32,
    /// Headings for every block of prose.
    pub(super) headings: f32,
    /// The share of blocks with a mark at half its width behind a character of full width: what poor prints are read as.
    pub(super) misread: f32,
    /// The probability that the lengths of the cut blocks tell the measure of the columns.
    pub(super) measured: f32,
}

impl Manner {
    fn of(blocks: &[Digest]) -> Self {
        let marked = |d: &Digest| d.block.marks.heading.is_some() || d.block.marks.bold != Bold::None;
        let count = |holds: &dyn Fn(&Digest) -> bool| blocks.iter().filter(|d| holds(d)).count() as f32;
        let prose = count(&|d| d.sort == Sort::Prose).max(1.0);
        let headings = count(&|d| d.sort != Sort::Prose);
        let stacked = blocks.windows(2).filter(|two| two.iter().all(|d| d.sort != Sort::Prose)).count();
        Self {
            plain: !blocks.iter().any(marked),
            stacked: stacked as f32 / headings.max(1.0),
            cut: count(&|d| d.sort == Sort::Prose && d.cut) / prose,
            scraps: count(&|d| d.block.signs.chars < 5) / blocks.len().max(1) as f32,
            headings: (headings / prose).min(2.0),
            misread: count(&|d| has_narrow_mark(d.block.text.as_str())) / blocks.len().max(1) as f32,
            measured: 0.0,
        }
    }

    /// How poorly the page is printed, 0 to 1, as far as misread marks tell: of pages not scanned hardly one in twenty blocks
    /// has one, of scanned ones every fifth.
    pub(super) fn poor(&self) -> f32 {
        const POOR: f32 = 0.2;
        (self.misread / POOR).min(1.0)
    }
}

fn has_narrow_mark(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let narrow = matches!(c, ';' | ':' | '!' | '?' | '(' | ')') && is_han(before);
        before = c;
        narrow
    })
}

/// One block, as the search sees it.
#[derive(Debug)]
pub(super) struct Digest {
    /// Its number on the page.
    pub(super) id: BlockId,
    /// What it can be.
    pub(super) sort: Sort,
    /// The block itself, for signs and marks.
    pub(super) block: Block,
    /// Its first characters and its last.
    pub(super) head: Vec<char>,
    pub(super) tail: Vec<char>,
    /// It stops in mid-sentence, by its last mark, and is prose: long enough, or by its words.
    pub(super) cut: bool,
    /// What its words say of it.
    pub(super) voice: Voice,
    /// What it is about.
    pub(super) topic: Topic,
    /// What its sides offer to those of others.
    pub(super) bond: Bond,
    /// The log odds that its last line is full, by the measure of the page's columns; 0 where nobody can tell.
    pub(super) full: f32,
    /// How many other headings and lines of the page begin or end as it does: 某某代表, 某某代表 name the items of a roundup.
    pub(super) alike: usize,
    /// It is so short, and so unlike the rest of a sentence, that it may belong to no story.
    pub(super) scrap: bool,
    /// Who wrote what it heads, when that stands in blocks of its own right below: these go where it goes.
    pub(super) bylines: Vec<BlockId>,
}

/// What a block can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A heading by its marks: a headline or a subhead.
    Heading,
    /// A short line without marks: a heading, or prose.
    Line,
    /// Prose, and the formulas around it.
    Prose,
}

/// Characters at an edge that make a form.
const FORM: usize = 2;

/// Fewer characters than this, and a missing full stop says nothing: names, places, lines of verse.
const SHORT: usize = 12;

/// Prose of so many characters is a paragraph, or a piece of one: no signature, no caption's credit.
const LONG: usize = 40;

/// What belongs to no story is at most this long, in characters.
const SCRAP: usize = 4;

/// A line without marks is a heading by these log odds.
const HEADING: f32 = 1.0;

/// A word goes on from the block before when its characters follow each other by these log odds: 报告, cut before 告. (On
/// `print-dev` no mark read in a picture comes near.)
const LINKED: f32 = 4.0;

impl Digests {
    /// Digests a page.
    pub(super) fn of(model: &Model, page: &Page) -> Self {
        let taking_part = || page.numbered().filter(|(_, block)| block.role != Role::Furniture);
        let tongue = Tongue::of(taking_part().map(|(_, block)| block.text.as_str()));
        let mut blocks: Vec<Digest> = Vec::new();
        for (id, block) in taking_part() {
            let digest = Digest::of(model, tongue, id, block);
            match blocks.last_mut().filter(|above| above.may_be_heading()) {
                Some(heading) if digest.is_byline() => heading.bylines.push(id),
                _ => blocks.push(digest),
            }
        }
        // Blank lines say something only beyond those that this page has between any two blocks.
        let usual = usual_blank(&blocks);
        for digest in &mut blocks {
            digest.block.blank_before = 1 + digest.block.blank_before.saturating_sub(usual);
        }
        rank_headings(&mut blocks);
        for at in 1..blocks.len() {
            let linked = model.language.link(&blocks[at - 1].tail, &blocks[at].head) > LINKED;
            blocks[at].scrap &= !linked;
        }
        count_alike(&mut blocks);
        if tongue == Tongue::Chinese {
            let paragraphs =
                blocks.iter_mut().filter(|d| d.sort == Sort::Prose && d.block.signs.chars >= LONG);
            voice::level(paragraphs.map(|digest| &mut digest.voice));
        }
        let texts: Vec<&str> = blocks.iter().map(|digest| digest.block.text.as_str()).collect();
        let subjects = Subjects::of(&model.language, tongue, &texts);
        let topics = topic::of_page(&model.topics, &model.language, tongue, &texts);
        blocks.iter_mut().zip(topics).for_each(|(digest, topic)| digest.topic = topic);
        let mut manner = Manner::of(&blocks);
        manner.measured = measure(&mut blocks, tongue);
        Self { blocks, subjects, manner, tongue }
    }

    /// True when a photograph's credit is the block behind.
    pub(super) fn is_caption(&self, at: usize) -> bool {
        let is_credit = |d: &Digest| d.has_formula(Formula::Credit);
        !is_credit(&self.blocks[at]) && self.blocks.get(at + 1).is_some_and(is_credit)
    }
}

/// Counts, for each heading and line of the page, the others of its form.
fn count_alike(blocks: &mut [Digest]) {
    let mut counts: HashMap<(bool, [char; FORM]), usize> = HashMap::new();
    let headings = || blocks.iter().filter(|d| d.sort != Sort::Prose);
    for form in headings().flat_map(Digest::forms) {
        *counts.entry(form).or_default() += 1;
    }
    for digest in blocks.iter_mut().filter(|d| d.sort != Sort::Prose) {
        let most = digest.forms().map(|form| counts[&form]).max();
        digest.alike = most.map_or(0, |all| all - 1);
    }
}

/// Tells the measure of the columns, and of each block whether its last line is full. Lines of Latin words are as long as
/// their words let them be: they have no measure in characters.
fn measure(blocks: &mut [Digest], tongue: Tongue) -> f32 {
    if tongue == Tongue::English {
        return 0.0;
    }
    let tells = |d: &Digest| d.cut && d.sort != Sort::Heading;
    let extents: Vec<Extent> = blocks.iter().map(Digest::extent).collect();
    let cut = blocks.iter().zip(&extents).filter(|(d, _)| tells(d)).map(|(_, extent)| *extent);
    let measures = Measures::of(&cut.collect::<Vec<_>>());
    for (digest, extent) in blocks.iter_mut().zip(&extents).filter(|(d, _)| d.sort != Sort::Heading) {
        digest.full = measures.full(extent, tells(digest));
    }
    measures.sure()
}

/// With which level an engine begins is its own affair: that one heading is above another tells. The highest are the first.
fn rank_headings(blocks: &mut [Digest]) {
    let levels: BTreeSet<u8> = blocks.iter().filter_map(|digest| digest.block.marks.heading).collect();
    let ranks: BTreeMap<u8, u8> = levels.into_iter().zip(1..).collect();
    for level in blocks.iter_mut().filter_map(|digest| digest.block.marks.heading.as_mut()) {
        *level = ranks[level];
    }
}

/// The number of blank lines that most blocks of the page have before them.
fn usual_blank(blocks: &[Digest]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for digest in blocks.iter().skip(1) {
        *counts.entry(digest.block.blank_before).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, blocks)| *blocks).map_or(1, |(blank, _)| blank.max(1))
}

impl Digest {
    fn of(model: &Model, tongue: Tongue, id: BlockId, block: &Block) -> Self {
        let block = voice::heard(tongue, block);
        let text = plain(block.text.as_str());
        let solid = |c: &char| !c.is_whitespace();
        let head: Vec<char> = text.chars().filter(solid).take(4).collect();
        let mut tail: Vec<char> = text.chars().rev().filter(solid).take(3).collect();
        tail.reverse();
        let sort = match block.role {
            Role::Headline | Role::Subhead | Role::Kicker | Role::Deck => Sort::Heading,
            Role::Unknown => Sort::Line,
            _ => Sort::Prose,
        };
        let voice = Voice::of(model, tongue, &block, &head, &tail);
        let bond = match tongue {
            Tongue::Chinese => Bond::of(&model.bonds, &model.language, &text),
            // Of these nothing was learned.
            Tongue::Japanese | Tongue::English => Bond::default(),
        };
        let signs = &block.signs;
        // A bare line stops in mid-sentence as a heading does; only its words tell.
        let prose = match sort {
            Sort::Line => signs.chars > SCRAP && voice.heading < 0.0,
            _ => signs.chars >= SHORT,
        };
        let may_stop = signs.formula.is_none() && !block.marks.table;
        let cut = prose && block.jump.is_none() && signs.ending.is_cut() && may_stop;
        let whole = matches!(signs.ending, Ending::Sentence | Ending::Closer);
        let scrap = signs.chars <= SCRAP && !whole;
        let (topic, bylines) = (Topic::NONE, Vec::new());
        Self { id, sort, block, head, tail, cut, voice, topic, bond, full: 0.0, alike: 0, scrap, bylines }
    }

    /// What it begins with, and what it ends with: the two forms it may share with others.
    pub(super) fn forms(&self) -> impl Iterator<Item = (bool, [char; FORM])> {
        [(false, self.head.first_chunk()), (true, self.tail.last_chunk())]
            .into_iter()
            .filter_map(|(at_end, form)| Some((at_end, *form?)))
    }

    fn extent(&self) -> Extent {
        let indented = match self.block.signs.opening {
            Opening::Middle | Opening::Lower => 0.0,
            _ if self.has_dateline() => 1.0,
            _ => probability(self.voice.fresh),
        };
        Extent::of(&plain(self.block.text.as_str()), indented)
    }

    /// True when it is one of the formulas that end a story, or belong to a picture.
    pub(super) fn has_formula(&self, formula: Formula) -> bool {
        self.block.signs.formula == Some(formula)
    }

    /// True when it says who wrote the story, and is no heading by its marks.
    fn is_byline(&self) -> bool {
        self.has_formula(Formula::Byline) && self.block.marks.heading.is_none()
    }

    /// True when only the middle of a sentence begins so.
    pub(super) fn begins_in_mid_sentence(&self) -> bool {
        self.block.signs.opening == Opening::Middle
    }

    /// True when it is an item of a list, or a numbered subhead.
    pub(super) fn is_numbered(&self) -> bool {
        self.block.signs.opening == Opening::Enumeration
    }

    /// True when it begins with 一、 or （二）: a part of something, never its headline.
    pub(super) fn is_part(&self) -> bool {
        let text = self.block.text.as_str().trim_start();
        let numerals = text.trim_start_matches(['（', '(']).trim_start_matches(is_numeral);
        self.is_numbered() && numerals.len() < text.len() && numerals.starts_with(['、', '）', ')'])
    }

    /// True when it ends a story: jump line, signature, credit.
    pub(super) fn ends_story(&self) -> bool {
        self.block.jump.is_some() || self.has_formula(Formula::Signature) || self.has_formula(Formula::Credit)
    }

    /// True when it is a heading by its marks, or a line that reads like one.
    pub(super) fn is_heading(&self) -> bool {
        self.is_heading_from(HEADING)
    }

    /// …or a line that reads more like one than like a piece of prose.
    pub(super) fn may_be_heading(&self) -> bool {
        self.is_heading_from(0.0)
    }

    fn is_heading_from(&self, odds: f32) -> bool {
        match self.sort {
            Sort::Heading => true,
            Sort::Line => self.voice.heading > odds,
            Sort::Prose => false,
        }
    }

    /// True when blanks part it as they do the lines of a headline, and it may be one.
    pub(super) fn is_parted(&self) -> bool {
        self.sort != Sort::Prose && self.block.signs.parted
    }

    /// True when it only says who speaks, or when, or where to write to, and is not set as a page's largest headlines are.
    pub(super) fn is_no_title(&self) -> bool {
        let signs = &self.block.signs;
        (signs.names_person || signs.states_fact) && self.block.marks.heading != Some(1)
    }

    /// True when it belongs to a picture.
    pub(super) fn is_photo(&self) -> bool {
        self.block.signs.names_picture || self.block.role == Role::Credit
    }

    /// The logarithm of its characters.
    pub(super) fn length(&self) -> f32 {
        (self.block.signs.chars as f32 + 1.0).ln()
    }

    /// True when it begins with 电头.
    pub(super) fn has_dateline(&self) -> bool {
        self.block.signs.dateline.is_some()
    }
}
