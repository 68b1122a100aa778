//! Look: what a block says by itself, and beside its neighbours, whatever the stories so far.

use crate::block::{Bold, Ending, Formula, Opening, begins_with_dash};
use crate::stitch::digest::{Digest, Digests, Sort};
use crate::stitch::pairs::{Pairs, SURE, WITHIN};
use crate::stitch::topic::Topic;
use crate::stitch::voice;
use crate::stitch::weights::{Row, signals};

signals! {
    /// How a block looks.
    LookSignal from 0; {
        /// It is a heading of the first level.
        Level1 = "level_1",
        /// …of the second.
        Level2 = "level_2",
        /// …of the third or lower.
        Level3 = "level_3",
        /// All of it is bold, and it is no heading.
        Bold = "bold",
        /// Its first words are bold.
        Lead = "bold_lead",
        /// It is a short line without marks and full stop.
        Line = "line",
        /// Nothing on the page is marked.
        Plain = "plain",
        /// The share of the page's headings and lines that stand right behind another one.
        Stacked = "page_stacked",
        /// The share of the page's prose blocks that stop in mid-sentence.
        PageCut = "page_cut",
        /// The share of the page's blocks with marks at half their width.
        PageMisread = "page_misread",
        /// The share of scraps among the page's blocks.
        PageScraps = "page_scraps",
        /// Headings and lines for every block of prose on the page.
        PageHeadings = "page_headings",
        /// The two blocks before are headings or lines.
        ThirdHeading = "third_heading",
        /// The two blocks behind are headings or lines.
        TwoHeadings = "two_headings",
        /// Its level is that of the last heading before.
        SameLevel = "same_level",
        /// The block before is a heading of a higher level.
        UnderHigher = "under_higher",
        /// Its length (logarithm of its characters).
        Length = "length",
        /// Its length: characters below twelve, in twelves.
        Short = "short",
        /// It is numbered.
        Numbered = "numbered",
        /// It begins with an opening mark.
        Quoted = "quoted",
        /// It begins with a digit.
        Digit = "digit",
        /// It begins with a stop or closing mark.
        Middle = "middle",
        /// It has the blank or dash that parts the lines of a headline.
        Parted = "parted",
        /// A colon stands behind its first two to five characters.
        Label = "label",
        /// It begins with a dash.
        Dash = "dash",
        /// It ends with a full stop.
        Whole = "whole",
        /// It stops in mid-sentence.
        Cut = "cut",
        /// It ends with a colon or semicolon.
        Colon = "colon",
        /// It ends with a closing mark behind a word.
        Closer = "closer",
        /// It has a comma in it.
        Comma = "has_comma",
        /// The share of characters that are neither Han nor digits nor stops.
        Foreign = "foreign",
        /// It leaves a quotation open.
        LeavesOpen = "leaves_open",
        /// It closes a quotation that it did not open.
        Closes = "closes",
        /// It begins with a dateline.
        Dateline = "dateline",
        /// It begins with a from line.
        FromLine = "from_line",
        /// It ends with a jump line.
        Jump = "jump",
        /// It is a byline.
        Byline = "byline",
        /// It is a signature.
        Signature = "signature",
        /// It is a credit.
        Credit = "credit",
        /// It speaks of a picture.
        Picture = "picture",
        /// Other headings and lines of the page that begin or end as it does (logarithm)…
        Alike = "alike",
        /// …and of the block before.
        BeforeAlike = "before_alike",
        /// It reads like the start of a paragraph.
        Starts = "starts",
        /// It reads like the end of a paragraph.
        Ends = "ends",
        /// It reads like a headline.
        Title = "title",
        /// It reads like a heading, and unlike a piece of prose…
        Heading = "reads_heading",
        /// …when it is a short line…
        LineHeading = "line_reads_heading",
        /// …the block before…
        BeforeReadsHeading = "before_reads_heading",
        /// …and the block behind.
        NextReadsHeading = "next_reads_heading",
        /// It reads like the first paragraph of a story.
        First = "first",
        /// It reads like the last paragraph of a story.
        Last = "last",
        /// Its first sentence reads like a paragraph's first.
        Opens = "opens",
        /// Its first words do not read like the middle of a paragraph.
        Fresh = "fresh",
        /// Its last sentence reads like a paragraph's last.
        EndsParagraph = "ends_paragraph",
        /// The same of the block before.
        BeforeEndsParagraph = "before_ends_paragraph",
        /// The block behind does not begin with words like the middle of a paragraph.
        NextFresh = "next_fresh",
        /// The block before reads like the last paragraph of a story.
        BeforeLast = "before_last",
        /// The block before reads like a headline.
        BeforeTitle = "before_title",
        /// The block behind reads like the first paragraph of a story.
        NextFirst = "next_first",
        /// The block behind reads like a headline.
        NextTitle = "next_title",
        /// More blank lines than usual stand before it.
        Blank = "blank",
        /// It is the first block of the page.
        FirstBlock = "first_block",
        /// It is the last block of the page.
        LastBlock = "last_block",
        /// The block before is a heading.
        BeforeHeading = "before_heading",
        /// The block before is a short line.
        BeforeLine = "before_line",
        /// The block before stops in mid-sentence.
        BeforeCut = "before_cut",
        /// The block before is signed, closed, or a credit.
        BeforeEnds = "before_ends",
        /// The block before speaks of a picture.
        BeforePicture = "before_picture",
        /// Log odds that it goes on in the block before.
        BeforeSeam = "before_seam",
        /// Subject shared with the block before (cosine).
        BeforeSubject = "before_subject",
        /// The block behind is a heading.
        NextHeading = "next_heading",
        /// The block behind is a short line.
        NextLine = "next_line",
        /// The block behind stops in mid-sentence.
        NextCut = "next_cut",
        /// The block behind begins with a dateline.
        NextDateline = "next_dateline",
        /// The block behind is a byline, signature or credit.
        NextFormula = "next_formula",
        /// The block behind reads like the start of a paragraph.
        NextStarts = "next_starts",
        /// The block behind begins in mid-sentence.
        NextMiddle = "next_middle",
        /// Log odds that the block behind goes on with it.
        NextSeam = "next_seam",
        /// Subject shared with the block behind.
        NextSubject = "next_subject",
        /// The best log odds that the block behind goes on from a cut block before this.
        NextLedTo = "next_led_to",
        /// The best log odds that it goes on from a cut block before.
        LedTo = "led_to",
        /// The best log odds that a block behind goes on with it.
        GoesOn = "goes_on",
        /// The log odds that it stops in mid-paragraph, by its own look.
        CutOdds = "cut_odds",
        /// The log odds that it begins in mid-paragraph, by its own look.
        MiddleOdds = "middle_odds",
        /// The same of the block behind.
        NextMiddleOdds = "next_middle_odds",
        /// The probability that it begins a paragraph, all pairs of the page considered.
        Begins = "begins",
        /// The probability that nothing on the page goes on with it.
        Stops = "stops",
        /// The probability that the block behind begins a paragraph.
        NextBegins = "next_begins",
        /// The best subject a headline further on shares with it and the blocks ahead.
        Late = "late",
        /// Subject it shares with the blocks behind it.
        HeadlineAhead = "headline_ahead",
        /// Subject it shares with the two blocks before it.
        HeadlineBack = "headline_back",
        /// Topic in common with the block before (cosine)…
        BeforeTopic = "before_topic",
        /// …with the block behind…
        NextTopic = "next_topic",
        /// …and with the blocks behind it.
        TopicAhead = "topic_ahead",
        /// The best topic a headline further on has in common with it and the blocks ahead.
        TopicLate = "topic_late",
    }
}

use LookSignal as S;

/// A late headline is looked for this many blocks ahead.
const LATE: usize = 25;

/// How many blocks ahead the subject is looked for.
const AHEAD: usize = 3;

/// A block with its looks.
pub(in crate::stitch) struct Look {
    /// The block.
    pub(super) f: usize,
    /// The blocks whose subject speaks for this one: itself and the next ones, up to a heading. Of a heading: the next.
    pub(super) ahead: Vec<usize>,
    pub(super) ahead_square: f32,
    pub(super) topic_ahead: Topic,
    /// The headings further on.
    pub(super) headings: Vec<usize>,
    /// The best subject a heading further on shares with the blocks ahead, and the best topic.
    pub(super) late: f32,
    pub(super) topic_late: f32,
    /// The subject it shares with the blocks behind it, and the topic.
    pub(super) headline_ahead: f32,
    pub(super) own_topic_ahead: f32,
    /// The best seam odds of a cut block before: which, and how much; and the second best.
    led_to: [(Option<usize>, f32); 2],
    /// The signals.
    pub(super) row: Row,
}

impl Look {
    /// Looks at block `f`.
    pub(in crate::stitch) fn at(pairs: &Pairs<'_>, f: usize) -> Self {
        let digests = pairs.digests;
        let ahead = ahead(digests, f);
        let ahead_square = digests.subjects.square(&ahead);
        let topic_ahead = ahead.iter().map(|at| &digests.blocks[*at].topic).sum();
        let mut look = Self {
            f,
            ahead,
            ahead_square,
            topic_ahead,
            headings: headings(digests, f),
            late: 0.0,
            topic_late: 0.0,
            headline_ahead: 0.0,
            own_topic_ahead: 0.0,
            led_to: led_to(pairs, f),
            row: Row::new(LookSignal::ALL.len()),
        };
        look.own(digests);
        look.around(digests);
        look.before(pairs);
        look.next(pairs);
        look
    }

    /// The best seam odds of a cut block before, but `but`.
    pub(super) fn led_to_but(&self, but: Option<usize>) -> f32 {
        let [first, second] = self.led_to;
        if first.0 == but { second.1 } else { first.1 }
    }

    fn own(&mut self, digests: &Digests) {
        let (d, row) = (&digests.blocks[self.f], &mut self.row);
        let (marks, signs, text) = (d.block.marks, &d.block.signs, d.block.text.as_str());
        row.flag(S::Level1, marks.heading == Some(1));
        row.flag(S::Level2, marks.heading == Some(2));
        row.flag(S::Level3, marks.heading >= Some(3));
        row.flag(S::Bold, marks.heading.is_none() && marks.bold == Bold::Whole);
        row.flag(S::Lead, marks.bold == Bold::Lead);
        row.flag(S::Line, d.sort == Sort::Line);
        row.flag(S::Plain, digests.manner.plain);
        row.tell(S::Stacked, digests.manner.stacked);
        row.tell(S::PageCut, digests.manner.cut);
        row.tell(S::PageMisread, digests.manner.misread);
        row.tell(S::PageScraps, digests.manner.scraps);
        row.tell(S::PageHeadings, digests.manner.headings);
        row.tell(S::Length, d.length());
        row.tell(S::Short, 12_usize.saturating_sub(signs.chars) as f32 / 12.0);
        row.flag(S::Numbered, d.is_numbered());
        row.flag(S::Quoted, signs.opening == Opening::Opener);
        row.flag(S::Digit, signs.opening == Opening::Digit);
        row.flag(S::Middle, d.begins_in_mid_sentence());
        row.flag(S::Parted, voice::has_parts(digests.tongue, text));
        row.flag(S::Label, matches!(text.chars().position(|c| c == '：' || c == ':'), Some(2..=5)));
        row.flag(S::Dash, begins_with_dash(text.trim_start()));
        row.flag(S::Whole, signs.ending == Ending::Sentence);
        row.flag(S::Cut, d.cut);
        row.flag(S::Colon, signs.ending == Ending::Colon);
        row.flag(S::Closer, signs.ending == Ending::Closer);
        row.flag(S::Comma, voice::has_clauses(digests.tongue, text));
        row.tell(S::Foreign, voice::foreign(digests.tongue, text));
        row.flag(S::LeavesOpen, signs.open > 0);
        row.flag(S::Closes, signs.open < 0);
        row.flag(S::Dateline, d.has_dateline());
        row.flag(S::FromLine, d.block.from.is_some());
        row.flag(S::Jump, d.block.jump.is_some());
        row.flag(S::Byline, d.has_formula(Formula::Byline));
        row.flag(S::Signature, d.has_formula(Formula::Signature));
        row.flag(S::Credit, d.has_formula(Formula::Credit));
        row.flag(S::Picture, signs.names_picture);
        row.tell(S::Alike, (d.alike as f32 + 1.0).ln());
        row.tell(S::Starts, d.voice.starts / 3.0);
        row.tell(S::Ends, d.voice.ends / 3.0);
        row.tell(S::Title, d.voice.title / 3.0);
        row.tell(S::Heading, d.voice.heading / 3.0);
        if d.sort == Sort::Line {
            row.tell(S::LineHeading, d.voice.heading / 3.0);
        }
        row.tell(S::First, d.voice.first / 3.0);
        row.tell(S::Last, d.voice.last / 3.0);
        row.tell(S::Opens, d.voice.opens / 3.0);
        row.tell(S::Fresh, d.voice.fresh / 3.0);
        row.tell(S::EndsParagraph, d.voice.closes / 3.0);
        row.flag(S::Blank, d.block.blank_before > 1);
    }

    /// What the headings further on and the blocks on both sides have in common with it.
    fn around(&mut self, digests: &Digests) {
        let (subjects, f) = (&digests.subjects, self.f);
        let own = subjects.product(f, f);
        let shared = self
            .headings
            .iter()
            .map(|h| subjects.cosine(&[*h], subjects.product(*h, *h), &self.ahead, self.ahead_square));
        self.late = shared.reduce(f32::max).unwrap_or(0.0);
        let behind: Vec<usize> = self.ahead.iter().copied().filter(|at| *at != f).collect();
        self.headline_ahead = subjects.cosine(&[f], own, &behind, subjects.square(&behind));
        let back: Vec<usize> = (f.saturating_sub(2)..f).collect();
        let topic = |at: usize| &digests.blocks[at].topic;
        let topic_behind: Topic = behind.iter().map(|at| topic(*at)).sum();
        self.own_topic_ahead = topic(f).cosine(&topic_behind);
        self.row.tell(S::TopicAhead, self.own_topic_ahead);
        let late = self.headings.iter().map(|h| topic(*h).cosine(&self.topic_ahead));
        self.topic_late = late.reduce(f32::max).unwrap_or(0.0);
        self.row.tell(S::TopicLate, self.topic_late);
        self.row.tell(S::Late, self.late);
        self.row.tell(S::HeadlineAhead, self.headline_ahead);
        self.row.tell(S::HeadlineBack, subjects.cosine(&[f], own, &back, subjects.square(&back)));
    }

    fn before(&mut self, pairs: &Pairs<'_>) {
        let (f, digests) = (self.f, pairs.digests);
        let row = &mut self.row;
        row.tell(S::LedTo, self.led_to[0].1 / 4.0);
        row.tell(S::CutOdds, pairs.borders[f].0 / 3.0);
        row.tell(S::MiddleOdds, pairs.borders[f].1 / 3.0);
        row.tell(S::Begins, pairs.matched.begins[f]);
        row.tell(S::Stops, pairs.matched.ends[f]);
        let Some(before) = f.checked_sub(1) else {
            row.tell(S::FirstBlock, 1.0);
            return;
        };
        let d = &digests.blocks[before];
        let heads = |at: usize| digests.blocks.get(at).is_some_and(|d| d.sort != Sort::Prose);
        row.flag(S::ThirdHeading, heads(before) && before > 0 && heads(before - 1));
        row.flag(S::TwoHeadings, heads(f + 1) && heads(f + 2));
        let level = |d: &Digest| d.block.marks.heading.unwrap_or(7);
        let last = digests.blocks[..f].iter().rev().take(LATE).find(|d| d.block.marks.heading.is_some());
        row.flag(S::SameLevel, last.is_some_and(|last| level(last) == level(&digests.blocks[f])));
        row.flag(S::UnderHigher, d.sort == Sort::Heading && level(d) < level(&digests.blocks[f]));
        row.tell(S::BeforeLast, d.voice.last / 3.0);
        row.tell(S::BeforeEndsParagraph, d.voice.closes / 3.0);
        row.tell(S::BeforeTitle, d.voice.title / 3.0);
        row.tell(S::BeforeReadsHeading, d.voice.heading / 3.0);
        row.tell(S::BeforeAlike, (d.alike as f32 + 1.0).ln());
        row.flag(S::BeforeHeading, d.sort == Sort::Heading);
        row.flag(S::BeforeLine, d.sort == Sort::Line);
        row.flag(S::BeforeCut, d.cut);
        row.flag(S::BeforeEnds, d.ends_story());
        row.flag(S::BeforePicture, d.is_photo());
        row.tell(S::BeforeSeam, pairs.seam(before, f) / 4.0);
        row.tell(S::BeforeSubject, digests.subjects.cosine_of(before, f));
        row.tell(S::BeforeTopic, d.topic.cosine(&digests.blocks[f].topic));
    }

    fn next(&mut self, pairs: &Pairs<'_>) {
        let (f, digests) = (self.f, pairs.digests);
        let row = &mut self.row;
        let Some(d) = digests.blocks.get(f + 1) else {
            row.tell(S::LastBlock, 1.0);
            return;
        };
        row.tell(S::NextFirst, d.voice.first / 3.0);
        row.tell(S::NextTitle, d.voice.title / 3.0);
        row.tell(S::NextReadsHeading, d.voice.heading / 3.0);
        row.flag(S::NextHeading, d.sort == Sort::Heading);
        row.flag(S::NextLine, d.sort == Sort::Line);
        row.flag(S::NextCut, d.cut);
        row.flag(S::NextDateline, d.has_dateline());
        row.flag(S::NextFormula, d.block.signs.formula.is_some());
        row.tell(S::NextSubject, digests.subjects.cosine_of(f, f + 1));
        row.tell(S::NextTopic, d.topic.cosine(&digests.blocks[f].topic));
        row.tell(S::GoesOn, pairs.best_later(f, f) / 4.0);
        if d.sort != Sort::Heading {
            row.tell(S::NextMiddleOdds, pairs.borders[f + 1].1 / 3.0);
            row.tell(S::NextBegins, pairs.matched.begins[f + 1]);
            row.tell(S::NextStarts, d.voice.starts / 3.0);
            row.tell(S::NextFresh, d.voice.fresh / 3.0);
            row.flag(S::NextMiddle, d.begins_in_mid_sentence());
            row.tell(S::NextSeam, pairs.seam(f, f + 1) / 4.0);
            row.tell(S::NextLedTo, pairs.best_before(Some(f), f + 1) / 4.0);
        }
    }
}

fn headings(digests: &Digests, f: usize) -> Vec<usize> {
    let late = (f + 1..digests.blocks.len()).take(LATE);
    late.filter(|at| digests.blocks[*at].is_heading()).collect()
}

fn ahead(digests: &Digests, f: usize) -> Vec<usize> {
    let first = if digests.blocks[f].sort == Sort::Prose { f } else { f + 1 };
    (first..digests.blocks.len())
        .take(AHEAD)
        .take_while(|at| *at == f || !digests.blocks[*at].is_heading())
        .collect()
}

fn led_to(pairs: &Pairs<'_>, f: usize) -> [(Option<usize>, f32); 2] {
    let mut best = [(None, -SURE); 2];
    for u in (f.saturating_sub(WITHIN)..f).filter(|u| pairs.digests.blocks[*u].cut) {
        let odds = pairs.seam(u, f);
        if odds > best[0].1 {
            best = [(Some(u), odds), best[0]];
        } else if odds > best[1].1 {
            best[1] = (Some(u), odds);
        }
    }
    best
}
