//! Worth: what speaks for and against a move, as named signals; the learned weights turn them into log odds.
//!
//! Every signal says something that is true of newspapers or of language. The weights stand in
//! `assets/stitch/moves.txt`, each with what it means.

use super::digest::{Digest, Digests, Sort};
use super::pairs::Pairs;
use super::thread::{Move, State, Thread};
use super::weights::{Weights, signals};
use crate::block::{Bold, Formula, Opening, Role};
use std::sync::LazyLock;

signals! {
    /// What speaks for or against a move.
    MoveSignal {
        // A heading opens a story.
        /// Always 1 for a heading that opens a story.
        Open = "open",
        /// It is a heading of the first level.
        OpenLevel1 = "open_level_1",
        /// …of the second.
        OpenLevel2 = "open_level_2",
        /// …of the third or lower.
        OpenLevel3 = "open_level_3",
        /// It is bold, no heading.
        OpenBold = "open_bold",
        /// It carries no mark at all.
        OpenLine = "open_line",
        /// It is numbered.
        OpenNumbered = "open_numbered",
        /// It begins with a quotation mark.
        OpenQuoted = "open_quoted",
        /// It has the blank or dash that parts the lines of a headline.
        OpenParted = "open_parted",
        /// Its length: characters below ten, in tens.
        OpenShort = "open_short",
        /// The next block begins with a dateline.
        OpenDateline = "open_dateline",
        /// The next block reads like a story's or a paragraph's start.
        OpenNextStarts = "open_next_starts",
        /// The next block reads like the middle of a sentence: the best place it could go on from (log odds).
        OpenNextGoesOn = "open_next_goes_on",
        /// The story before stops in mid-sentence.
        OpenBehindCut = "open_behind_cut",
        /// The story before is closed by a jump line, or signed.
        OpenBehindEnd = "open_behind_end",
        /// The block before is a heading too.
        OpenBehindHeading = "open_behind_heading",
        /// Subject shared with the blocks that follow (cosine).
        OpenAhead = "open_ahead",
        /// Subject shared with the story before (cosine).
        OpenBack = "open_back",
        /// Subject shared with the best story that has no headline (cosine).
        OpenRival = "open_rival",
        /// The story before has subheads that look like this one.
        OpenLikeSubhead = "open_like_subhead",
        /// Nothing stands before it on the page.
        OpenFirst = "open_first",
        // A heading comes late to a story without one.
        /// Always 1 for a late headline.
        Attach = "attach",
        /// Subject shared with the story (cosine).
        AttachSubject = "attach_subject",
        /// …less that of the best other story without headline.
        AttachMargin = "attach_margin",
        /// The story is the one of the block before.
        AttachCurrent = "attach_current",
        /// …and stops in mid-sentence: the headline stands inside its body.
        AttachCut = "attach_cut",
        /// …and the next block goes on with it (log odds).
        AttachGoesOn = "attach_goes_on",
        /// The next block begins with a dateline.
        AttachDateline = "attach_dateline",
        /// The next block reads like a paragraph's start.
        AttachNextStarts = "attach_next_starts",
        /// It is a heading of the first or second level.
        AttachHigh = "attach_high",
        /// It is bold, numbered, or carries no mark.
        AttachLow = "attach_low",
        /// The story is a photograph's caption.
        AttachPhoto = "attach_photo",
        /// The story has run for this many blocks, in logarithm.
        AttachLength = "attach_length",
        // A heading divides its story.
        /// Always 1 for a subhead.
        Divide = "divide",
        /// It is a heading of the first or second level.
        DivideHigh = "divide_high",
        /// It is a heading of the third level or lower.
        DivideLow = "divide_low",
        /// It is bold, no heading.
        DivideBold = "divide_bold",
        /// It carries no mark.
        DivideLine = "divide_line",
        /// It is numbered.
        DivideNumbered = "divide_numbered",
        /// It begins with a quotation mark.
        DivideQuoted = "divide_quoted",
        /// It looks like the story's subhead before.
        DivideAlike = "divide_alike",
        /// The story is the one of the block before.
        DivideCurrent = "divide_current",
        /// The story stops in mid-sentence.
        DivideCut = "divide_cut",
        /// Subject shared with the story (cosine).
        DivideSubject = "divide_subject",
        /// …less that of the best other.
        DivideMargin = "divide_margin",
        /// The next block begins with a dateline.
        DivideDateline = "divide_dateline",
        /// The next blocks share the story's subject (cosine).
        DivideAhead = "divide_ahead",
        /// The story has no headline.
        DivideBare = "divide_bare",
        // Text goes on in a story.
        /// Always 1 for text behind text.
        Go = "go",
        /// The story is the one of the block before.
        GoCurrent = "go_current",
        /// …and stops in mid-sentence.
        GoCurrentCut = "go_current_cut",
        /// The story is another, and stops in mid-sentence.
        GoBackCut = "go_back_cut",
        /// Log odds that it goes on in the story's last paragraph, when that is cut.
        GoSeam = "go_seam",
        /// …when the story's last block is whole.
        GoSeamWhole = "go_seam_whole",
        /// …less the best of the other open stories.
        GoSeamMargin = "go_seam_margin",
        /// …less the best among the blocks still to come, when the story is cut; at most 0.
        GoSeamLater = "go_seam_later",
        /// The block before was cut and is left so: log odds that nothing better comes for it.
        GoLeavesCut = "go_leaves_cut",
        /// It reads like a paragraph's start, and the story is cut.
        GoStartBehindCut = "go_start_behind_cut",
        /// It reads like a paragraph's start, and the story is whole.
        GoStartBehindWhole = "go_start_behind_whole",
        /// Subject shared with the story (cosine).
        GoSubject = "go_subject",
        /// …less the best of the others.
        GoSubjectMargin = "go_subject_margin",
        /// Subject shared by the story and the next blocks too.
        GoAhead = "go_ahead",
        /// …less the best of the others.
        GoAheadMargin = "go_ahead_margin",
        /// Subject shared with the headline (cosine).
        GoHeadline = "go_headline",
        /// Blocks since the story was left, in logarithm.
        GoDistance = "go_distance",
        /// The story came behind this one the last time: the order of the columns.
        GoInTurn = "go_in_turn",
        /// The current run is longer than the story's earlier ones (logarithm of the ratio).
        GoRun = "go_run",
        /// It begins with a dateline.
        GoDateline = "go_dateline",
        /// It begins with a from line.
        GoFromLine = "go_from_line",
        /// The story is signed, or credits its photograph.
        GoBehindEnd = "go_behind_end",
        /// It is a signature or credit, and the story is the one of the block before.
        GoFormula = "go_formula",
        /// It is a credit, and the story's last block speaks of a picture.
        GoCredit = "go_credit",
        /// It speaks of a picture.
        GoCaption = "go_caption",
        /// More blank lines than usual stand before it.
        GoExtraBlank = "go_extra_blank",
        /// Stories opened since the story was left.
        GoOpenedSince = "go_opened_since",
        /// It is a line without a full stop.
        GoLine = "go_line",
        // Text is the first of a headline.
        /// Always 1 for the first text behind a headline.
        First = "first",
        /// The headline is the block before.
        FirstBehind = "first_behind",
        /// Subject shared with the headline (cosine).
        FirstSubject = "first_subject",
        /// …less the best of the other stories.
        FirstMargin = "first_margin",
        /// It begins with a dateline.
        FirstDateline = "first_dateline",
        /// It reads like a paragraph's start.
        FirstStarts = "first_starts",
        /// The best log odds that it goes on in another story that is cut.
        FirstRival = "first_rival",
        /// It begins with a from line.
        FirstFromLine = "first_from_line",
        /// Blocks since the headline, in logarithm.
        FirstDistance = "first_distance",
        // Text opens a story without headline.
        /// Always 1 for a story without headline.
        Bare = "bare",
        /// It begins with a dateline.
        BareDateline = "bare_dateline",
        /// It begins with a from line.
        BareFromLine = "bare_from_line",
        /// It reads like a paragraph's start.
        BareStarts = "bare_starts",
        /// The best log odds that it goes on in an open story.
        BareRival = "bare_rival",
        /// The best subject shared with an open story (cosine).
        BareSubject = "bare_subject",
        /// …by the blocks ahead.
        BareAhead = "bare_ahead",
        /// The block before is a headline without text.
        BareBehindHeading = "bare_behind_heading",
        /// The story before is closed or signed.
        BareBehindEnd = "bare_behind_end",
        /// The story before stops in mid-sentence.
        BareBehindCut = "bare_behind_cut",
        /// A headline further on shares its subject (cosine).
        BareLateHeadline = "bare_late_headline",
        /// It speaks of a picture.
        BareCaption = "bare_caption",
        /// It is a signature or credit.
        BareFormula = "bare_formula",
        /// More blank lines than usual stand before it.
        BareExtraBlank = "bare_extra_blank",
        /// Nothing stands before it on the page.
        BareFirst = "bare_first",
        /// It is a line without a full stop.
        BareLine = "bare_line",
    }
}

use MoveSignal as S;

/// The shipped weights.
pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    Weights::read(include_str!("../../assets/stitch/moves.txt"), S::ALL.iter().map(|s| s.name()))
});

/// A late headline is looked for this many blocks ahead.
const LATE: usize = 25;

/// How many blocks ahead the subject is looked for.
const AHEAD: usize = 3;

/// Log odds beyond this say no more.
const SURE: f32 = 8.0;

/// A block about to be placed, in one state: what all its moves have in common.
pub(super) struct Scene<'a> {
    digests: &'a Digests,
    pairs: &'a Pairs<'a>,
    state: &'a State,
    f: usize,
    ahead: &'a [usize],
    ahead_square: f32,
    views: Vec<View>,
}

/// What one thread has to do with the block.
struct View {
    /// Log odds that the block goes on in the thread's last paragraph; `None` without text, or closed.
    seam: Option<f32>,
    subject: f32,
    ahead: f32,
    headline: f32,
}

/// The blocks ahead of `f`, itself included, up to the next heading: what [`Scene`] looks at.
pub(super) fn ahead(digests: &Digests, f: usize) -> Vec<usize> {
    let first = if digests.blocks[f].sort == Sort::Heading { f + 1 } else { f };
    (first..digests.blocks.len())
        .take(AHEAD)
        .take_while(|at| *at == f || digests.blocks[*at].sort != Sort::Heading)
        .collect()
}

impl<'a> Scene<'a> {
    /// Looks at block `f` from `state`. `ahead` comes from [`ahead`].
    pub(super) fn of(
        digests: &'a Digests,
        pairs: &'a Pairs<'a>,
        state: &'a State,
        f: usize,
        ahead: &'a [usize],
    ) -> Self {
        let ahead_square = digests.subjects.square(ahead);
        let mut scene = Self { digests, pairs, state, f, ahead, ahead_square, views: Vec::new() };
        scene.views = state.threads.iter().map(|thread| scene.view(thread)).collect();
        scene
    }

    fn view(&self, thread: &Thread) -> View {
        let subjects = &self.digests.subjects;
        let seam =
            thread.last().filter(|_| !thread.is_closed(self.digests)).map(|u| self.pairs.seam(u, self.f));
        let headline = thread.headline.map_or(0.0, |h| self.cosine(&[h]));
        View {
            seam: seam.map(|odds| odds.clamp(-SURE, SURE)),
            subject: subjects.cosine(
                &thread.recent,
                thread.square,
                &[self.f],
                subjects.product(self.f, self.f),
            ),
            ahead: subjects.cosine(&thread.recent, thread.square, self.ahead, self.ahead_square),
            headline,
        }
    }

    fn cosine(&self, other: &[usize]) -> f32 {
        let subjects = &self.digests.subjects;
        subjects.cosine(other, subjects.square(other), &[self.f], subjects.product(self.f, self.f))
    }

    fn digest(&self) -> &'a Digest {
        &self.digests.blocks[self.f]
    }

    fn next(&self) -> Option<&'a Digest> {
        self.digests.blocks.get(self.f + 1)
    }

    fn current(&self) -> Option<&'a Thread> {
        self.state.current.map(|at| &self.state.threads[at])
    }

    /// The block before, of whatever thread.
    fn before(&self) -> Option<&'a Digest> {
        self.f.checked_sub(1).map(|at| &self.digests.blocks[at])
    }

    /// True when the story of the block before has come to its end: jump line, signature, credit.
    fn behind_end(&self) -> bool {
        self.current().is_some_and(|thread| self.has_ended(thread))
    }

    fn has_ended(&self, thread: &Thread) -> bool {
        let ended = |d: &Digest| {
            d.block.jump.is_some() || d.has_formula(Formula::Signature) || d.has_formula(Formula::Credit)
        };
        thread.last().is_some_and(|u| ended(&self.digests.blocks[u]))
    }

    fn behind_cut(&self) -> bool {
        self.current().is_some_and(|thread| thread.dangling(self.digests).is_some())
    }

    /// The best of the threads but `but`, by some measure.
    fn best(&self, but: Option<usize>, measure: impl Fn(usize, &View) -> Option<f32>) -> Option<f32> {
        let others = self.views.iter().enumerate().filter(|(at, _)| Some(*at) != but);
        others.filter_map(|(at, view)| measure(at, view)).reduce(f32::max)
    }

    /// The signals of a move.
    pub(super) fn signals(&self, step: Move, tell: &mut impl FnMut(MoveSignal, f32)) {
        let mut flag = |signal, holds: bool| {
            if holds {
                tell(signal, 1.0);
            }
        };
        match step {
            Move::Open => {
                self.flags_open(&mut flag);
                self.open(tell);
            }
            Move::Attach(t) => {
                self.flags_attach(t, &mut flag);
                self.attach(t, tell);
            }
            Move::Divide(t) => {
                self.flags_divide(t, &mut flag);
                self.divide(t, tell);
            }
            Move::Go(t) if self.state.threads[t].len == 0 => {
                self.flags_first(t, &mut flag);
                self.first(t, tell);
            }
            Move::Go(t) => {
                self.flags_go(t, &mut flag);
                self.go(t, tell);
            }
            Move::OpenBare => {
                self.flags_bare(&mut flag);
                self.bare(tell);
            }
        }
    }

    fn flags_open(&self, flag: &mut impl FnMut(S, bool)) {
        let (d, level) = (self.digest(), self.digest().block.marks.heading);
        let text = d.block.text.as_str();
        flag(S::Open, true);
        flag(S::OpenLevel1, level == Some(1));
        flag(S::OpenLevel2, level == Some(2));
        flag(S::OpenLevel3, level >= Some(3));
        flag(S::OpenBold, d.block.marks.bold == Bold::Whole);
        flag(S::OpenLine, d.sort == Sort::Line);
        flag(S::OpenNumbered, is_numbered(d));
        flag(S::OpenQuoted, d.block.signs.opening == Opening::Opener);
        flag(S::OpenParted, text.contains([' ', '　', '—']));
        flag(S::OpenDateline, self.next().is_some_and(Digest::has_dateline));
        flag(S::OpenBehindCut, self.behind_cut());
        flag(S::OpenBehindEnd, self.behind_end());
        flag(S::OpenBehindHeading, self.before().is_some_and(|d| d.sort == Sort::Heading));
        flag(S::OpenLikeSubhead, self.current().is_some_and(|t| self.is_like_subhead(t)));
        flag(S::OpenFirst, self.state.threads.is_empty());
    }

    fn open(&self, tell: &mut impl FnMut(S, f32)) {
        let d = self.digest();
        tell(S::OpenShort, 10_usize.saturating_sub(d.block.signs.chars) as f32 / 10.0);
        if let Some(next) = self.next().filter(|next| next.sort != Sort::Heading) {
            tell(S::OpenNextStarts, next.starts / 3.0);
        }
        tell(S::OpenNextGoesOn, self.next_goes_on(None) / 4.0);
        tell(S::OpenAhead, self.headline_ahead());
        tell(S::OpenBack, self.state.current.map_or(0.0, |at| self.views[at].subject));
        let headless =
            |at: usize, view: &View| self.state.threads[at].headline.is_none().then_some(view.subject);
        tell(S::OpenRival, self.best(None, headless).unwrap_or(0.0));
    }

    /// The best log odds that the next block goes on in an open story that is cut: in `only`, or in any.
    fn next_goes_on(&self, only: Option<usize>) -> f32 {
        let Some(next) = self.next().filter(|next| next.sort != Sort::Heading) else { return 0.0 };
        debug_assert_eq!(next.sort == Sort::Heading, false);
        let threads =
            self.state.threads.iter().enumerate().filter(|(at, _)| only.is_none_or(|only| only == *at));
        let cut = threads.filter(|(_, thread)| thread.dangling(self.digests).is_some());
        let odds = cut.filter_map(|(_, thread)| Some(self.pairs.seam(thread.last()?, self.f + 1)));
        odds.reduce(f32::max).map_or(0.0, |odds| odds.clamp(-SURE, SURE))
    }

    /// The subject a heading shares with the blocks behind it.
    fn headline_ahead(&self) -> f32 {
        if self.ahead.is_empty() || self.digest().sort == Sort::Prose {
            return 0.0;
        }
        let behind: Vec<usize> = self.ahead.iter().copied().filter(|at| *at != self.f).collect();
        self.cosine(&behind)
    }

    fn flags_attach(&self, t: usize, flag: &mut impl FnMut(S, bool)) {
        let d = self.digest();
        let thread = &self.state.threads[t];
        let current = self.state.current == Some(t);
        let high = d.block.marks.heading.is_some_and(|level| level <= 2);
        flag(S::Attach, true);
        flag(S::AttachCurrent, current);
        flag(S::AttachCut, thread.dangling(self.digests).is_some());
        flag(S::AttachDateline, self.next().is_some_and(Digest::has_dateline));
        flag(S::AttachHigh, high);
        flag(S::AttachLow, d.block.marks.heading.is_none() || is_numbered(d));
        flag(S::AttachPhoto, thread.last().is_some_and(|u| self.is_photo(u)));
    }

    fn attach(&self, t: usize, tell: &mut impl FnMut(S, f32)) {
        let subject = self.views[t].subject;
        let headless =
            |at: usize, view: &View| self.state.threads[at].headline.is_none().then_some(view.subject);
        tell(S::AttachSubject, subject);
        tell(S::AttachMargin, subject - self.best(Some(t), headless).unwrap_or(0.0));
        tell(S::AttachGoesOn, self.next_goes_on(Some(t)) / 4.0);
        tell(S::AttachLength, (self.state.threads[t].len as f32).max(1.0).ln());
        if let Some(next) = self.next().filter(|next| next.sort != Sort::Heading) {
            tell(S::AttachNextStarts, next.starts / 3.0);
        }
    }

    fn is_photo(&self, u: usize) -> bool {
        let d = &self.digests.blocks[u];
        d.block.signs.names_picture || d.block.role == Role::Credit
    }

    fn flags_divide(&self, t: usize, flag: &mut impl FnMut(S, bool)) {
        let d = self.digest();
        let thread = &self.state.threads[t];
        let level = d.block.marks.heading;
        flag(S::Divide, true);
        flag(S::DivideHigh, level.is_some_and(|level| level <= 2));
        flag(S::DivideLow, level >= Some(3));
        flag(S::DivideBold, d.block.marks.bold == Bold::Whole);
        flag(S::DivideLine, d.sort == Sort::Line);
        flag(S::DivideNumbered, is_numbered(d));
        flag(S::DivideQuoted, d.block.signs.opening == Opening::Opener);
        flag(S::DivideAlike, self.is_like_subhead(thread));
        flag(S::DivideCurrent, self.state.current == Some(t));
        flag(S::DivideCut, thread.dangling(self.digests).is_some());
        flag(S::DivideDateline, self.next().is_some_and(Digest::has_dateline));
        flag(S::DivideBare, thread.headline.is_none());
    }

    fn divide(&self, t: usize, tell: &mut impl FnMut(S, f32)) {
        let subject = self.views[t].subject;
        tell(S::DivideSubject, subject);
        tell(S::DivideMargin, subject - self.best(Some(t), |_, view| Some(view.subject)).unwrap_or(0.0));
        tell(S::DivideAhead, self.views[t].ahead);
    }

    /// True when the block is marked as the thread's subheads are.
    fn is_like_subhead(&self, thread: &Thread) -> bool {
        let d = self.digest();
        let marked = |d: &Digest| (d.block.marks.heading, d.block.marks.bold == Bold::Whole, is_numbered(d));
        thread.subhead.is_some_and(|s| marked(&self.digests.blocks[s]) == marked(d))
    }

    fn flags_first(&self, t: usize, flag: &mut impl FnMut(S, bool)) {
        let d = self.digest();
        flag(S::First, true);
        flag(S::FirstBehind, self.state.threads[t].touched + 1 == self.f);
        flag(S::FirstDateline, d.has_dateline());
        flag(S::FirstFromLine, d.block.from.is_some());
    }

    fn first(&self, t: usize, tell: &mut impl FnMut(S, f32)) {
        let cosine = self.views[t].headline;
        tell(S::FirstSubject, cosine);
        tell(
            S::FirstMargin,
            cosine - self.best(Some(t), |_, view| Some(view.subject.max(view.headline))).unwrap_or(0.0),
        );
        tell(S::FirstStarts, self.digest().starts / 3.0);
        let cut = |at: usize, view: &View| self.state.threads[at].dangling(self.digests).and(view.seam);
        tell(S::FirstRival, self.best(Some(t), cut).unwrap_or(-4.0) / 4.0);
        tell(S::FirstDistance, ((self.f - self.state.threads[t].touched) as f32).ln());
    }

    fn flags_go(&self, t: usize, flag: &mut impl FnMut(S, bool)) {
        let d = self.digest();
        let thread = &self.state.threads[t];
        let current = self.state.current == Some(t);
        let cut = thread.dangling(self.digests).is_some();
        let signed = d.has_formula(Formula::Signature)
            || d.has_formula(Formula::Credit)
            || d.has_formula(Formula::Byline);
        flag(S::Go, true);
        flag(S::GoCurrent, current);
        flag(S::GoCurrentCut, current && cut);
        flag(S::GoBackCut, !current && cut);
        flag(S::GoInTurn, !current && self.current().is_some_and(|c| c.followed_by == Some(thread.id)));
        flag(S::GoDateline, d.has_dateline());
        flag(S::GoFromLine, d.block.from.is_some());
        flag(S::GoBehindEnd, self.has_ended(thread));
        flag(S::GoFormula, signed && current);
        flag(S::GoCredit, d.has_formula(Formula::Credit) && thread.last().is_some_and(|u| self.is_photo(u)));
        flag(S::GoCaption, d.block.signs.names_picture);
        flag(S::GoExtraBlank, current && d.block.blank_before > 1);
        flag(S::GoLine, d.sort == Sort::Line);
    }

    fn go(&self, t: usize, tell: &mut impl FnMut(S, f32)) {
        let (d, view, thread) = (self.digest(), &self.views[t], &self.state.threads[t]);
        let current = self.state.current == Some(t);
        let cut = thread.dangling(self.digests).is_some();
        let seam = view.seam.unwrap_or(-SURE);
        tell(if cut { S::GoSeam } else { S::GoSeamWhole }, seam / 4.0);
        tell(if cut { S::GoStartBehindCut } else { S::GoStartBehindWhole }, d.starts / 3.0);
        let rival = |at: usize, view: &View| self.state.threads[at].dangling(self.digests).and(view.seam);
        tell(S::GoSeamMargin, (seam - self.best(Some(t), rival).unwrap_or(-4.0)).clamp(-SURE, SURE) / 4.0);
        if let Some(u) = thread.last().filter(|_| cut) {
            tell(S::GoSeamLater, (seam - self.pairs.best_later(u, self.f)).clamp(-SURE, 0.0) / 4.0);
        }
        if let Some(u) =
            self.current().filter(|c| !current && c.dangling(self.digests).is_some()).and_then(Thread::last)
        {
            let here = self.pairs.seam(u, self.f).clamp(-SURE, SURE);
            tell(S::GoLeavesCut, (here - self.pairs.best_later(u, self.f)).clamp(-SURE, SURE) / 4.0);
        }
        tell(S::GoSubject, view.subject);
        tell(
            S::GoSubjectMargin,
            view.subject - self.best(Some(t), |_, view| Some(view.subject)).unwrap_or(0.0),
        );
        tell(S::GoAhead, view.ahead);
        tell(S::GoAheadMargin, view.ahead - self.best(Some(t), |_, view| Some(view.ahead)).unwrap_or(0.0));
        tell(S::GoHeadline, view.headline);
        tell(S::GoDistance, ((self.f - thread.touched) as f32).ln());
        if current && thread.runs > 0 && thread.earlier > 0 {
            let usual = thread.earlier as f32 / thread.runs as f32;
            tell(S::GoRun, (thread.run as f32 / usual).clamp(0.25, 4.0).ln());
        }
        tell(
            S::GoOpenedSince,
            self.state
                .threads
                .iter()
                .filter(|other| other.id > thread.id && other.touched > thread.touched)
                .count()
                .min(6) as f32,
        );
    }

    fn flags_bare(&self, flag: &mut impl FnMut(S, bool)) {
        let d = self.digest();
        flag(S::Bare, true);
        flag(S::BareDateline, d.has_dateline());
        flag(S::BareFromLine, d.block.from.is_some());
        flag(S::BareBehindHeading, self.current().is_some_and(|c| c.len == 0));
        flag(S::BareBehindEnd, self.behind_end());
        flag(S::BareBehindCut, self.behind_cut());
        flag(S::BareCaption, d.block.signs.names_picture);
        flag(S::BareFormula, d.block.signs.formula.is_some());
        flag(S::BareExtraBlank, d.block.blank_before > 1);
        flag(S::BareFirst, self.state.threads.is_empty());
        flag(S::BareLine, d.sort == Sort::Line);
    }

    fn bare(&self, tell: &mut impl FnMut(S, f32)) {
        tell(S::BareStarts, self.digest().starts / 3.0);
        tell(S::BareRival, self.best(None, |_, view| view.seam).unwrap_or(-4.0) / 4.0);
        tell(S::BareSubject, self.best(None, |_, view| Some(view.subject)).unwrap_or(0.0));
        tell(S::BareAhead, self.best(None, |_, view| Some(view.ahead)).unwrap_or(0.0));
        let late = (self.f + 1..self.digests.blocks.len()).take(LATE);
        let headings = late.filter(|at| self.digests.blocks[*at].sort == Sort::Heading);
        let subjects = &self.digests.subjects;
        let shared =
            headings.map(|h| subjects.cosine(&[h], subjects.product(h, h), self.ahead, self.ahead_square));
        tell(S::BareLateHeadline, shared.reduce(f32::max).unwrap_or(0.0));
    }
}

fn is_numbered(d: &Digest) -> bool {
    d.block.signs.opening == Opening::Enumeration
}
