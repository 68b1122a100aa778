//! Divide: a heading within its story.

use super::Scene;
use super::look::LookSignal;
use crate::stitch::thread::Part;
use crate::stitch::weights::{Row, signals};

signals! {
    /// What speaks for a subhead of this story.
    DivideSignal from LookSignal::ALL.len(); {
        /// Always 1.
        Always = "divide",
        /// It looks like the story's subhead before.
        Alike = "divide_alike",
        /// The story has subheads that look otherwise.
        Unlike = "divide_unlike",
        /// Subheads of the story (logarithm).
        Subheads = "divide_subheads",
        /// The story is the one of the block before.
        Current = "divide_current",
        /// The story stops in mid-sentence.
        Cut = "divide_cut",
        /// …and the log odds that the next block goes on with it.
        GoesOn = "divide_goes_on",
        /// The best log odds that the next block goes on in any story.
        OtherGoesOn = "divide_other_goes_on",
        /// Subject shared with the story (cosine).
        Subject = "divide_subject",
        /// …less that of the best other.
        Margin = "divide_margin",
        /// Subject shared with the story's headline.
        Headline = "divide_headline",
        /// Subject the blocks ahead share with the story.
        Ahead = "divide_ahead",
        /// …less the best of the others.
        AheadMargin = "divide_ahead_margin",
        /// Subject the blocks ahead share with its headline.
        HeadlineAhead = "divide_headline_ahead",
        /// Topic in common with the story (cosine)…
        Topic = "divide_topic",
        /// …less the best of the others.
        TopicMargin = "divide_topic_margin",
        /// Topic the blocks ahead have in common with the story…
        TopicAhead = "divide_topic_ahead",
        /// …less that they have in common with the heading.
        TopicOver = "divide_topic_over",
        /// The story has no headline.
        Bare = "divide_bare",
        /// The story has no text yet.
        Empty = "divide_empty",
        /// Blocks of the story (logarithm).
        Length = "divide_length",
        /// It begins or ends as the story's last subhead does.
        SameForm = "divide_same_form",
        /// It is about as long as that.
        SameLength = "divide_same_length",
        /// The story's last block is a subhead.
        BehindSubhead = "divide_behind_subhead",
        /// Blocks since the story's last subhead (logarithm).
        SinceSubhead = "divide_since_subhead",
        /// The story is signed.
        Ended = "divide_ended",
        /// The current run is longer than its story's earlier ones.
        Stretch = "divide_stretch",
        /// The story of the block before is another and goes on further on (probability).
        LeavesCut = "divide_leaves_cut",
        /// It is a heading of a higher level than the story's headline.
        HighUnderLow = "divide_over_headline",
        /// It is marked as the story's headline.
        LikeHeadline = "divide_like_headline",
    }
}

use DivideSignal as S;

impl Scene<'_> {
    pub(super) fn divide(&self, t: usize, row: &mut Row) {
        let (thread, view, f) = (self.thread(t), &self.views[t], self.look.f);
        let alike = self.is_like_subhead(thread);
        row.tell(S::Always, 1.0);
        row.flag(S::Alike, alike);
        row.flag(S::Unlike, !alike && thread.subheads > 0);
        row.tell(S::Subheads, (thread.subheads as f32 + 1.0).ln());
        row.flag(S::Current, self.is_current(t));
        row.flag(S::Cut, view.cut);
        row.tell(S::GoesOn, self.next_goes_on(Some(t)));
        row.tell(S::OtherGoesOn, self.next_goes_on(None));
        row.tell(S::Subject, view.subject);
        row.tell(S::Margin, view.subject.max(view.headline) - self.best_subject(Some(t)));
        row.tell(S::Headline, view.headline);
        row.tell(S::Ahead, view.ahead);
        row.tell(S::AheadMargin, view.ahead.max(view.headline_ahead) - self.best_ahead(Some(t)));
        row.tell(S::HeadlineAhead, view.headline_ahead);
        row.tell(S::Topic, view.topic);
        row.tell(S::TopicMargin, view.topic - self.best_topic(Some(t)));
        row.tell(S::TopicAhead, view.topic_ahead);
        row.tell(S::TopicOver, view.topic_ahead - self.look.own_topic_ahead);
        row.flag(S::SameForm, self.has_form_of_subhead(thread));
        row.flag(S::SameLength, self.has_length_of_subhead(thread));
        row.flag(S::Bare, thread.headline.is_empty());
        row.flag(S::Empty, thread.len == 0);
        row.tell(S::Length, (thread.len as f32 + 1.0).ln());
        row.flag(S::BehindSubhead, thread.part == Part::Subhead);
        row.tell(S::SinceSubhead, thread.subhead.map_or(0.0, |s| ((f - s) as f32).ln()));
        row.flag(S::Ended, self.has_ended(thread));
        row.tell(S::Stretch, thread.stretch().filter(|_| self.is_current(t)).unwrap_or(0.0));
        row.tell(S::LeavesCut, self.leaves_cut(Some(t)));
        let level = |at: usize| self.digests.blocks[at].block.marks.heading.unwrap_or(7);
        if let Some(headline) = thread.headline.first() {
            row.flag(S::HighUnderLow, level(f) < level(*headline));
            row.flag(S::LikeHeadline, level(f) == level(*headline));
        }
    }
}
