//! First: text is the first behind a headline.

use super::Scene;
use super::look::LookSignal;
use crate::stitch::weights::{Row, signals};

signals! {
    /// What speaks for this headline's text beginning here.
    FirstSignal from LookSignal::ALL.len(); {
        /// Always 1.
        Always = "first_text",
        /// The headline is the block before.
        Behind = "first_behind",
        /// The headline is the story of the block before.
        Current = "first_current",
        /// Subject shared with the headline (cosine).
        Subject = "first_subject",
        /// …less the best of the other stories.
        Margin = "first_margin",
        /// Subject the headline shares with the next blocks.
        Ahead = "first_ahead",
        /// …less the best of the other stories.
        AheadMargin = "first_ahead_margin",
        /// Topic in common with the headline (cosine)…
        Topic = "first_topic",
        /// …less the best of the other stories.
        TopicMargin = "first_topic_margin",
        /// Topic the headline has in common with the next blocks…
        TopicAhead = "first_topic_ahead",
        /// …less the best of the other stories.
        TopicAheadMargin = "first_topic_ahead_margin",
        /// The best log odds that it goes on in a story that is cut.
        Rival = "first_rival",
        /// …when the headline is the block before.
        RivalBehind = "first_rival_behind",
        /// Blocks since the headline (logarithm).
        Distance = "first_distance",
        /// The story of the block before goes on further on (probability).
        LeavesCut = "first_leaves_cut",
        /// Another story is left for it.
        LeavesOpen = "first_leaves_open",
        /// Another story is left: its run against its earlier ones.
        Leaving = "first_leaving",
        /// The best log odds, all pairs of the page considered, that it goes on in a story's last paragraph.
        Elsewhere = "first_elsewhere",
        /// Stories that wait in mid-sentence.
        Waiting = "first_waiting",
        /// Headlines that wait for text.
        Empty = "first_empty",
    }
}

use FirstSignal as S;

impl Scene<'_> {
    pub(super) fn first(&self, t: usize, row: &mut Row) {
        let (thread, view, f) = (self.thread(t), &self.views[t], self.look.f);
        let behind = thread.touched + 1 == f;
        let rival = self.best_seam(Some(t)) / 4.0;
        row.tell(S::Always, 1.0);
        row.flag(S::Behind, behind);
        row.flag(S::Current, self.is_current(t));
        row.tell(S::Subject, view.headline);
        row.tell(S::Margin, view.headline - self.best_subject(Some(t)));
        row.tell(S::Ahead, view.headline_ahead);
        row.tell(S::AheadMargin, view.headline_ahead - self.best_ahead(Some(t)));
        row.tell(S::Topic, view.topic);
        row.tell(S::TopicMargin, view.topic - self.best_topic(Some(t)));
        row.tell(S::TopicAhead, view.topic_ahead);
        row.tell(S::TopicAheadMargin, view.topic_ahead - self.best_topic_ahead(Some(t)));
        row.tell(S::Rival, rival);
        row.tell(S::RivalBehind, if behind { rival } else { 0.0 });
        row.tell(S::Distance, ((f - thread.touched) as f32).ln());
        row.tell(S::LeavesCut, self.leaves_cut(Some(t)));
        row.flag(S::LeavesOpen, !self.is_current(t));
        row.tell(S::Leaving, self.current_stretch(t).unwrap_or(0.0));
        row.tell(S::Elsewhere, self.best_match(None));
        row.tell(S::Waiting, self.waiting(Some(t)));
        let empty = self.state.threads.iter().filter(|thread| thread.len == 0).count();
        row.tell(S::Empty, empty.min(5) as f32);
    }
}
