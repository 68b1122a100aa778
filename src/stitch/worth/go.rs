//! Go: text goes on in a story.

use super::Scene;
use super::look::LookSignal;
use crate::block::Ending;
use crate::stitch::pairs::SURE;
use crate::stitch::thread::{Part, Thread};
use crate::stitch::weights::{Row, signals};
use std::rc::Rc;

signals! {
    /// What speaks for this story going on here.
    GoSignal from LookSignal::ALL.len(); {
        /// Always 1.
        Always = "go",
        /// The story is the one of the block before.
        Current = "go_current",
        /// …and stops in mid-sentence.
        CurrentCut = "go_current_cut",
        /// The story is another, and stops in mid-sentence.
        BackCut = "go_back_cut",
        /// Log odds that it goes on in the story's last paragraph, when that is cut.
        SeamCut = "go_seam",
        /// …when the story's last block is whole.
        SeamWhole = "go_seam_whole",
        /// …less the best of the other open stories.
        SeamMargin = "go_seam_margin",
        /// …less the best among the blocks still to come, when the story is cut.
        SeamLater = "go_seam_later",
        /// …less the best of all other cut blocks before.
        SeamBefore = "go_seam_before",
        /// Log odds that it goes on in the story's last paragraph, all pairs of the page considered.
        Matched = "go_matched",
        /// The story's last paragraph goes on further on (probability): it would be left dangling.
        Dangles = "go_dangles",
        /// Another story goes on here instead (the best probability).
        Elsewhere = "go_elsewhere",
        /// The story of the block before is another and goes on further on (probability).
        LeavesCut = "go_leaves_cut",
        /// The story of the block before is left without being cut.
        LeavesWhole = "go_leaves_whole",
        /// It reads like a paragraph's start, and the story is cut.
        StartBehindCut = "go_start_behind_cut",
        /// It reads like a paragraph's start, and the story is whole.
        StartBehindWhole = "go_start_behind_whole",
        /// Its first words do not read like the middle of a paragraph, and the story is cut.
        FreshBehindCut = "go_fresh_behind_cut",
        /// Its first sentence reads like a paragraph's first, and the story is whole.
        OpensBehindWhole = "go_opens_behind_whole",
        /// The story's last sentence reads like a paragraph's last.
        LastCloses = "go_last_closes",
        /// It is a formula (signature, byline, credit) that the story has already…
        SecondFormula = "go_second_formula",
        /// …or has not.
        FirstFormula = "go_first_formula",
        /// Subject shared with the story (cosine).
        Subject = "go_subject",
        /// …less the best of the others.
        SubjectMargin = "go_subject_margin",
        /// Subject shared with the story's last block.
        Last = "go_last",
        /// Subject shared with the headline (cosine).
        Headline = "go_headline",
        /// Subject shared with the story, less that shared with the story of the block before.
        OverCurrent = "go_over_current",
        /// Topic in common with the story (cosine)…
        Topic = "go_topic",
        /// …less the best of the others…
        TopicMargin = "go_topic_margin",
        /// …and less that of the story of the block before.
        TopicOverCurrent = "go_topic_over_current",
        /// Topic in common with the story's last block.
        TopicLast = "go_topic_last",
        /// Topic the blocks ahead have in common with the story, less the best of the others.
        TopicAheadMargin = "go_topic_ahead_margin",
        /// Blocks since the story was left (logarithm).
        Distance = "go_distance",
        /// The story came behind this one the last time: the order of the columns.
        InTurn = "go_in_turn",
        /// Stories of the band from the current one to this, in the order of the columns.
        Turn = "go_turn",
        /// Stories that wait in mid-sentence and are passed over so.
        Passed = "go_passed",
        /// Bands of the page since the story was touched.
        OtherBand = "go_other_band",
        /// The current run is longer than the story's earlier ones (logarithm of the ratio).
        Stretch = "go_stretch",
        /// The story before is left: its run against its earlier ones.
        Leaving = "go_leaving",
        /// Characters of the current run (logarithm), when it goes on.
        Run = "go_run",
        /// The story is signed, or credits its photograph.
        BehindEnd = "go_behind_end",
        /// The story's last block speaks of a picture.
        BehindPhoto = "go_behind_photo",
        /// The story's last block is a subhead.
        BehindSubhead = "go_behind_subhead",
        /// Characters of the story's last block (logarithm).
        LastLength = "go_last_length",
        /// The story's last block reads like the end of a paragraph.
        LastEnds = "go_last_ends",
        /// The story's last block stops in mid-paragraph, by its own look (log odds).
        LastCut = "go_last_cut",
        /// …and the log odds that this one begins in one: both agree (their product).
        Agree = "go_agree",
        /// The story's last block reads like the last of a story.
        LastLast = "go_last_last",
        /// The story's last block leaves a quotation open.
        LastOpen = "go_last_open",
        /// The story's last block ends with a colon.
        LastColon = "go_last_colon",
        /// Blocks of the story (logarithm).
        Length = "go_length",
        /// The story has no headline.
        Headless = "go_headless",
        /// …and the best subject it shares with a heading further on.
        LateHeadline = "go_late_headline",
        /// Stories opened since the story was left.
        OpenedSince = "go_opened_since",
        /// Other stories that wait in mid-sentence.
        Waiting = "go_waiting",
        /// The block before is a headline without text.
        EmptyHeadline = "go_empty_headline",
        /// Subject shared with the story against the best of the others, as the logarithm of the ratio.
        SubjectRatio = "go_subject_ratio",
        /// …by the blocks ahead.
        AheadRatio = "go_ahead_ratio",
        /// …against the story of the block before.
        CurrentRatio = "go_current_ratio",
    }
}

use GoSignal as S;

impl Scene<'_> {
    pub(super) fn go(&self, t: usize, row: &mut Row) {
        let (thread, view, f) = (self.thread(t), &self.views[t], self.look.f);
        let current = self.is_current(t);
        row.tell(S::Always, 1.0);
        row.flag(S::Current, current);
        row.flag(S::CurrentCut, current && view.cut);
        row.flag(S::BackCut, !current && view.cut);
        row.tell(S::Distance, ((f - thread.touched) as f32).ln());
        row.tell(S::Length, (thread.len as f32).ln());
        row.flag(S::Headless, thread.headline.is_empty());
        if thread.headline.is_empty() {
            row.tell(S::LateHeadline, self.later_headline(thread));
        }
        row.tell(S::OtherBand, (self.state.band - thread.band).min(4) as f32);
        let since = |other: &&Rc<Thread>| other.id > thread.id && other.touched > thread.touched;
        row.tell(S::OpenedSince, self.state.threads.iter().filter(since).count().min(6) as f32);
        row.tell(S::Waiting, self.waiting(Some(t)));
        if let Some(formula) = self.digest().block.signs.formula {
            let second = thread.formulas.contains(&formula);
            row.tell(if second { S::SecondFormula } else { S::FirstFormula }, 1.0);
        }
        self.go_seam(t, row);
        self.go_subject(t, row);
        self.go_order(t, row);
        if let Some(last) = thread.last().map(|u| &self.digests.blocks[u]) {
            row.flag(S::BehindEnd, last.ends_story());
            row.flag(S::BehindPhoto, last.is_photo());
            row.flag(S::BehindSubhead, thread.part == Part::Subhead);
            row.tell(S::LastLength, last.length());
            row.tell(S::LastEnds, last.voice.ends / 3.0);
            let u = thread.last().unwrap_or(f);
            let (cut, middle) = (self.pairs.borders[u].0 / 3.0, self.pairs.borders[f].1 / 3.0);
            row.tell(S::LastCut, cut);
            row.tell(S::Agree, cut * middle);
            row.tell(S::LastLast, last.voice.last / 3.0);
            row.tell(S::LastCloses, last.voice.closes / 3.0);
            row.flag(S::LastOpen, last.block.signs.open > 0);
            row.flag(S::LastColon, last.block.signs.ending == Ending::Colon);
        }
    }

    /// Whether it goes on in the story's last paragraph, and whether anything else would go on there.
    fn go_seam(&self, t: usize, row: &mut Row) {
        let (view, f) = (&self.views[t], self.look.f);
        let starts = self.digest().voice.starts / 3.0;
        let seam = view.seam.unwrap_or(-SURE);
        let last = self.thread(t).last();
        row.tell(if view.cut { S::SeamCut } else { S::SeamWhole }, seam / 4.0);
        row.tell(if view.cut { S::StartBehindCut } else { S::StartBehindWhole }, starts);
        let d = self.digest();
        if view.cut {
            row.tell(S::FreshBehindCut, d.voice.fresh / 3.0);
        } else {
            row.tell(S::OpensBehindWhole, d.voice.opens / 3.0);
        }
        row.tell(S::SeamMargin, (seam - self.best_seam(Some(t))).clamp(-SURE, SURE) / 4.0);
        row.tell(S::SeamBefore, (seam - self.look.led_to_but(last)).clamp(-SURE, SURE) / 4.0);
        if let Some(u) = last.filter(|_| view.cut) {
            row.tell(S::SeamLater, (seam - self.pairs.best_later(u, f)).clamp(-SURE, SURE) / 4.0);
        }
        if let Some(u) = last {
            row.tell(S::Matched, self.pairs.matched(u, f) / 4.0);
            row.tell(S::Dangles, self.pairs.waits(u, f));
        }
        row.tell(S::Elsewhere, self.best_match(Some(t)));
        row.tell(S::LeavesCut, self.leaves_cut(Some(t)));
        let leaves_whole = !self.is_current(t) && !self.behind_cut();
        row.flag(S::LeavesWhole, leaves_whole);
    }

    /// What it and the blocks ahead have in common with the story.
    fn go_subject(&self, t: usize, row: &mut Row) {
        let (thread, view) = (self.thread(t), &self.views[t]);
        let subjects = &self.digests.subjects;
        row.tell(S::Subject, view.subject);
        row.tell(S::SubjectMargin, view.subject.max(view.headline) - self.best_subject(Some(t)));
        row.tell(S::Headline, view.headline);
        let ours = view.subject.max(view.headline);
        row.tell(S::SubjectRatio, ratio(ours, self.best_subject(Some(t))));
        let ahead = view.ahead.max(view.headline_ahead);
        row.tell(S::AheadRatio, ratio(ahead, self.best_ahead(Some(t))));
        row.tell(S::Topic, view.topic);
        row.tell(S::TopicMargin, view.topic - self.best_topic(Some(t)));
        row.tell(S::TopicAheadMargin, view.topic_ahead - self.best_topic_ahead(Some(t)));
        if let Some(u) = thread.last() {
            row.tell(S::Last, subjects.cosine_of(u, self.look.f));
            row.tell(S::TopicLast, self.digests.blocks[u].topic.cosine(&self.digest().topic));
        }
        if let Some(current) = self.state.current.filter(|at| *at != t) {
            row.tell(S::OverCurrent, view.subject - self.views[current].subject);
            row.tell(S::TopicOverCurrent, view.topic - self.views[current].topic);
            row.tell(
                S::CurrentRatio,
                ratio(ours, self.views[current].subject.max(self.views[current].headline)),
            );
        }
    }

    /// Whether it is the story's turn, by the order and length of the columns.
    fn go_order(&self, t: usize, row: &mut Row) {
        let thread = self.thread(t);
        let follows = |before: &Thread| before.followed_by == Some(thread.id);
        row.flag(S::InTurn, !self.is_current(t) && self.current().is_some_and(follows));
        if let Some((by, passed)) = self.turn(t) {
            row.tell(S::Turn, by.min(6.0));
            row.tell(S::Passed, passed);
        }
        row.tell(S::Leaving, self.current_stretch(t).unwrap_or(0.0));
        row.flag(S::EmptyHeadline, self.current().is_some_and(|current| current.len == 0));
        if self.is_current(t) {
            row.tell(S::Stretch, thread.stretch().unwrap_or(0.0));
            row.tell(S::Run, (thread.run as f32 + 1.0).ln());
        }
    }
}

/// How much more one cosine is than another: papers differ in how alike all their stories are, less so in this.
pub(super) fn ratio(ours: f32, theirs: f32) -> f32 {
    ((ours.max(0.0) + NOTHING) / (theirs.max(0.0) + NOTHING)).ln()
}

/// A cosine that says nothing.
const NOTHING: f32 = 0.02;
