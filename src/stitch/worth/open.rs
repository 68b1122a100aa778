//! Open: a heading begins a story.

use super::Scene;
use super::look::LookSignal;
use crate::stitch::thread::Part;
use crate::stitch::weights::{Row, signals};

signals! {
    /// What speaks for a new story under this heading.
    OpenSignal from LookSignal::ALL.len(); {
        /// Always 1.
        Always = "open",
        /// The story before stops in mid-sentence.
        BehindCut = "open_behind_cut",
        /// The story before is closed by a jump line, or signed.
        BehindEnd = "open_behind_end",
        /// The story before is a headline without text.
        BehindEmpty = "open_behind_empty",
        /// The block before is a subhead.
        BehindSubhead = "open_behind_subhead",
        /// The story before has subheads that look like this one.
        LikeSubhead = "open_like_subhead",
        /// …begins or ends as its last one does.
        SameForm = "open_same_form",
        /// …and is about as long.
        SameLength = "open_same_length",
        /// The story before has subheads (logarithm of their number).
        Subheads = "open_subheads",
        /// The best log odds that the next block goes on in a story that is cut.
        NextGoesOn = "open_next_goes_on",
        /// Subject shared with the story before (cosine).
        Back = "open_back",
        /// Subject shared with its headline.
        BackHeadline = "open_back_headline",
        /// Subject the story before shares with the blocks ahead.
        BackAhead = "open_back_ahead",
        /// Subject shared with the best story that has no headline.
        Rival = "open_rival",
        /// Subject shared with the best story.
        Best = "open_best",
        /// Subject the blocks ahead share with the best story.
        BestAhead = "open_best_ahead",
        /// Subject the heading shares with the blocks ahead, less that of the story before.
        Over = "open_over",
        /// Topic in common with the story before (cosine)…
        TopicBack = "open_topic_back",
        /// …with the best story.
        TopicBest = "open_topic_best",
        /// Topic the heading has in common with the blocks ahead, less that of the story before.
        TopicOver = "open_topic_over",
        /// Blocks of the story before (logarithm).
        Length = "open_length",
        /// The story before has no headline.
        Headless = "open_headless",
        /// The current run is longer than its story's earlier ones.
        Stretch = "open_stretch",
        /// The story of the block before goes on further on (probability).
        LeavesCut = "open_leaves_cut",
        /// Stories that wait in mid-sentence.
        Waiting = "open_waiting",
        /// Nothing stands before it.
        First = "open_first",
    }
}

use OpenSignal as S;

impl Scene<'_> {
    pub(super) fn open(&self, row: &mut Row) {
        let before = self.state.current.map(|at| (self.thread(at), &self.views[at]));
        row.tell(S::Always, 1.0);
        row.flag(S::BehindCut, self.behind_cut());
        row.flag(S::BehindEnd, self.behind_end());
        row.tell(S::NextGoesOn, self.next_goes_on(None));
        row.tell(S::Rival, self.best_headless(None));
        row.tell(S::Best, self.best_subject(None));
        row.tell(S::BestAhead, self.best_ahead(None));
        row.tell(S::TopicBest, self.best_topic(None));
        row.tell(S::LeavesCut, self.leaves_cut(None));
        row.tell(S::Waiting, self.waiting(None));
        row.flag(S::First, before.is_none());
        let Some((thread, view)) = before else { return };
        row.flag(S::BehindEmpty, thread.len == 0);
        row.flag(S::BehindSubhead, thread.part == Part::Subhead);
        row.flag(S::LikeSubhead, self.is_like_subhead(thread));
        row.flag(S::SameForm, self.has_form_of_subhead(thread));
        row.flag(S::SameLength, self.has_length_of_subhead(thread));
        row.tell(S::Subheads, (thread.subheads as f32 + 1.0).ln());
        row.tell(S::Back, view.subject);
        row.tell(S::BackHeadline, view.headline);
        row.tell(S::BackAhead, view.ahead);
        row.tell(S::Over, self.look.headline_ahead - view.ahead);
        row.tell(S::TopicBack, view.topic);
        row.tell(S::TopicOver, self.look.own_topic_ahead - view.topic_ahead);
        row.tell(S::Length, (thread.len as f32 + 1.0).ln());
        row.flag(S::Headless, thread.headline.is_empty());
        row.tell(S::Stretch, thread.stretch().unwrap_or(0.0));
    }
}
