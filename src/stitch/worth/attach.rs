//! Attach: a headline comes late to a story that has none.

use super::Scene;
use super::look::LookSignal;
use crate::stitch::weights::{Row, signals};

signals! {
    /// What speaks for a late headline of this story.
    AttachSignal from LookSignal::ALL.len(); {
        /// Always 1.
        Always = "attach",
        /// The best subject the story shares with a heading further on.
        Later = "attach_later",
        /// Subject shared with the story, less that.
        OverLater = "attach_over_later",
        /// Subject shared with the story (cosine).
        Subject = "attach_subject",
        /// …less that of the best other story without headline.
        Margin = "attach_margin",
        /// …less that of the best other story.
        OverBest = "attach_over_best",
        /// Subject the blocks ahead share with the story.
        Ahead = "attach_ahead",
        /// Subject shared with the story, less that shared with the blocks ahead.
        OverAhead = "attach_over_ahead",
        /// Topic in common with the story (cosine)…
        Topic = "attach_topic",
        /// …less the best of the others…
        TopicMargin = "attach_topic_margin",
        /// …less that in common with the blocks ahead.
        TopicOverAhead = "attach_topic_over_ahead",
        /// The story is the one of the block before.
        Current = "attach_current",
        /// The story stops in mid-sentence: the headline stands inside its body.
        Cut = "attach_cut",
        /// Log odds that the next block goes on with it.
        GoesOn = "attach_goes_on",
        /// The best log odds that the next block goes on in any story.
        OtherGoesOn = "attach_other_goes_on",
        /// The story is a photograph's caption.
        Photo = "attach_photo",
        /// Blocks of the story (logarithm).
        Length = "attach_length",
        /// Blocks since the story was left (logarithm).
        Distance = "attach_distance",
        /// Blocks since the story began (logarithm).
        Age = "attach_age",
        /// The story begins with a dateline.
        Dateline = "attach_dateline",
        /// The story's first block reads like the start of a paragraph.
        Starts = "attach_starts",
        /// The story's first block reads like the first of a story.
        FirstLike = "attach_first_like",
        /// The story begins with a from line: its headline may be lost for good.
        FromLine = "attach_from_line",
        /// The story is signed or closed.
        Ended = "attach_ended",
        /// The story begins the page.
        First = "attach_first",
        /// The story has subheads that look like this one.
        Subheads = "attach_subheads",
        /// The story of the block before is another and goes on further on (probability).
        LeavesCut = "attach_leaves_cut",
    }
}

use AttachSignal as S;

impl Scene<'_> {
    pub(super) fn attach(&self, t: usize, row: &mut Row) {
        let (thread, view, f) = (self.thread(t), &self.views[t], self.look.f);
        let first = &self.digests.blocks[thread.first];
        row.tell(S::Always, 1.0);
        row.tell(S::Subject, view.subject);
        row.tell(S::Margin, view.subject - self.best_headless(Some(t)));
        row.tell(S::OverBest, view.subject - self.best_subject(Some(t)));
        row.tell(S::Ahead, view.ahead);
        let later = self.later_headline(thread);
        row.tell(S::Later, later);
        row.tell(S::OverLater, view.subject - later);
        row.tell(S::OverAhead, view.subject - self.look.headline_ahead);
        row.tell(S::Topic, view.topic);
        row.tell(S::TopicMargin, view.topic - self.best_topic(Some(t)));
        row.tell(S::TopicOverAhead, view.topic - self.look.own_topic_ahead);
        row.flag(S::Current, self.is_current(t));
        row.flag(S::Cut, view.cut);
        row.tell(S::GoesOn, self.next_goes_on(Some(t)));
        row.tell(S::OtherGoesOn, self.next_goes_on(None));
        row.flag(S::Photo, thread.last().is_some_and(|u| self.digests.blocks[u].is_photo()));
        row.tell(S::Length, (thread.len as f32 + 1.0).ln());
        row.tell(S::Distance, ((f - thread.touched) as f32).ln());
        row.tell(S::Age, ((f - thread.first) as f32).ln());
        row.flag(S::Dateline, first.has_dateline());
        row.tell(S::Starts, first.voice.starts / 3.0);
        row.tell(S::FirstLike, first.voice.first / 3.0);
        row.flag(S::FromLine, first.block.from.is_some());
        row.flag(S::Ended, self.has_ended(thread));
        row.flag(S::First, thread.first == 0);
        row.flag(S::Subheads, self.is_like_subhead(thread));
        row.tell(S::LeavesCut, self.leaves_cut(Some(t)));
    }
}
