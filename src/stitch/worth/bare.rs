//! Bare: text opens a story that has no headline, or none yet.

use super::Scene;
use super::look::LookSignal;
use crate::stitch::thread::Part;
use crate::stitch::weights::{Row, signals};

signals! {
    /// What speaks for a story without headline beginning here.
    BareSignal from LookSignal::ALL.len(); {
        /// Always 1.
        Always = "bare",
        /// The best log odds that it goes on in a story that is cut.
        Rival = "bare_rival",
        /// The best subject shared with an open story (cosine).
        Subject = "bare_subject",
        /// …by the blocks ahead.
        Ahead = "bare_ahead",
        /// Subject shared with the story before.
        Before = "bare_before",
        /// …by the blocks ahead.
        BeforeAhead = "bare_before_ahead",
        /// The best subject shared with a story, less that with the story before.
        OverBefore = "bare_over_before",
        /// The best topic in common with a story (cosine)…
        Topic = "bare_topic",
        /// …of the blocks ahead…
        TopicAhead = "bare_topic_ahead",
        /// …less that of the best headline further on.
        TopicLate = "bare_topic_late_margin",
        /// Topic in common with the story before…
        TopicBefore = "bare_topic_before",
        /// …of the blocks ahead.
        TopicBeforeAhead = "bare_topic_before_ahead",
        /// The block before is a headline without text.
        BehindHeading = "bare_behind_heading",
        /// The story before is closed or signed.
        BehindEnd = "bare_behind_end",
        /// The story before stops in mid-sentence.
        BehindCut = "bare_behind_cut",
        /// The block before is a subhead.
        BehindSubhead = "bare_behind_subhead",
        /// The story of the block before goes on further on (probability).
        LeavesCut = "bare_leaves_cut",
        /// A headline further on shares its subject (cosine).
        Late = "bare_late",
        /// …less the best subject the blocks ahead share with an open story.
        LateMargin = "bare_late_margin",
        /// Nothing stands before it on the page.
        First = "bare_first",
        /// The story before is left: its run against its earlier ones.
        Leaving = "bare_leaving",
        /// The best log odds, all pairs of the page considered, that it goes on in a story's last paragraph.
        Elsewhere = "bare_elsewhere",
        /// Stories that wait in mid-sentence.
        Waiting = "bare_waiting",
        /// Stories without headline there are already.
        Headless = "bare_headless",
        /// Blocks of the story before (logarithm).
        Length = "bare_length",
        /// A story of this band was returned to.
        Returned = "bare_returned",
    }
}

use BareSignal as S;

impl Scene<'_> {
    pub(super) fn bare(&self, row: &mut Row) {
        row.tell(S::Always, 1.0);
        row.tell(S::Rival, self.best_seam(None) / 4.0);
        row.tell(S::Subject, self.best_subject(None));
        row.tell(S::Ahead, self.best_ahead(None));
        row.tell(S::Topic, self.best_topic(None));
        row.tell(S::TopicAhead, self.best_topic_ahead(None));
        row.tell(S::TopicLate, self.best_topic_ahead(None) - self.look.topic_late);
        row.flag(S::BehindEnd, self.behind_end());
        row.flag(S::BehindCut, self.behind_cut());
        row.tell(S::LeavesCut, self.leaves_cut(None));
        row.tell(S::Late, self.look.late);
        row.tell(S::LateMargin, self.look.late - self.best_ahead(None));
        row.tell(S::Elsewhere, self.best_match(None));
        row.tell(S::Waiting, self.waiting(None));
        let headless = self.state.threads.iter().filter(|thread| thread.headline.is_empty()).count();
        row.tell(S::Headless, headless.min(5) as f32);
        row.flag(S::Returned, self.state.returned);
        row.flag(S::First, self.state.threads.is_empty());
        let Some(at) = self.state.current else { return };
        let (thread, view) = (self.thread(at), &self.views[at]);
        row.tell(S::Before, view.subject);
        row.tell(S::BeforeAhead, view.ahead);
        row.tell(S::TopicBefore, view.topic);
        row.tell(S::TopicBeforeAhead, view.topic_ahead);
        row.tell(S::OverBefore, self.best_ahead(Some(at)) - view.ahead);
        row.flag(S::BehindHeading, thread.len == 0);
        row.flag(S::BehindSubhead, thread.part == Part::Subhead);
        row.tell(S::Leaving, thread.stretch().unwrap_or(0.0));
        row.tell(S::Length, (thread.len as f32 + 1.0).ln());
    }
}
