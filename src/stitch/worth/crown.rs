//! Crown: a further piece of a headline: its deck, its title behind the kicker, its second line.

use super::Scene;
use super::look::LookSignal;
use crate::stitch::voice;
use crate::stitch::weights::{Row, signals};

signals! {
    /// What speaks for a further piece of this headline.
    CrownSignal from LookSignal::ALL.len(); {
        /// Always 1.
        Always = "crown",
        /// The block before is a piece of it too.
        Behind = "crown_behind",
        /// The story has no text yet.
        Empty = "crown_empty",
        /// Blocks of text the story has (logarithm).
        Length = "crown_length",
        /// The story is the one of the block before.
        Current = "crown_current",
        /// Blocks since the piece before (logarithm).
        Distance = "crown_distance",
        /// Pieces it has already (logarithm).
        Pieces = "crown_pieces",
        /// It is marked as the piece before.
        Alike = "crown_alike",
        /// It is a heading of a lower level than the piece before, or none.
        Lower = "crown_lower",
        /// It is a heading of a higher level than the piece before.
        Higher = "crown_higher",
        /// Subject shared with the headline (cosine).
        Subject = "crown_subject",
        /// Subject shared with the story.
        Body = "crown_body",
        /// …less the best of the others.
        Margin = "crown_margin",
        /// Subject the headline shares with the blocks ahead.
        Ahead = "crown_ahead",
        /// Subject the headline shares with the blocks ahead, less that of this piece.
        OwnAhead = "crown_own_ahead",
        /// Topic in common with the story (cosine)…
        Topic = "crown_topic",
        /// …less the best of the others.
        TopicMargin = "crown_topic_margin",
        /// Topic the story has in common with the blocks ahead, less that of this piece.
        TopicOver = "crown_topic_over",
        /// The story stops in mid-sentence.
        Cut = "crown_cut",
        /// The piece before reads as going on with this one (log odds).
        Link = "crown_link",
        /// The piece before leaves a quotation open.
        OpenQuote = "crown_open_quote",
    }
}

use CrownSignal as S;

impl Scene<'_> {
    pub(super) fn crown(&self, t: usize, row: &mut Row) {
        let (thread, view, f) = (self.thread(t), &self.views[t], self.look.f);
        let Some(before) = thread.headline.last() else { return };
        let piece = &self.digests.blocks[*before];
        let level = |heading: Option<u8>| heading.unwrap_or(7);
        let (upper, lower) = (level(piece.block.marks.heading), level(self.digest().block.marks.heading));
        row.tell(S::Always, 1.0);
        row.flag(S::Behind, before + 1 == f);
        row.flag(S::Empty, thread.len == 0);
        row.tell(S::Length, (thread.len as f32 + 1.0).ln());
        row.flag(S::Current, self.is_current(t));
        row.tell(S::Distance, ((f - before) as f32).ln());
        row.tell(S::Pieces, (thread.headline.len() as f32).ln());
        row.flag(S::Alike, upper == lower);
        row.flag(S::Lower, lower > upper);
        row.flag(S::Higher, lower < upper);
        row.tell(S::Subject, view.headline);
        row.tell(S::Body, view.subject);
        row.tell(S::Margin, view.headline.max(view.subject) - self.best_subject(Some(t)));
        row.tell(S::Ahead, view.headline_ahead);
        row.tell(S::OwnAhead, view.headline_ahead - self.look.headline_ahead);
        row.tell(S::Topic, view.topic);
        row.tell(S::TopicMargin, view.topic - self.best_topic(Some(t)));
        row.tell(S::TopicOver, view.topic_ahead - self.look.own_topic_ahead);
        row.flag(S::Cut, view.cut);
        let [link, ..] = voice::link(self.pairs.model, self.digests.tongue, piece, self.digest());
        row.tell(S::Link, link.clamp(-6.0, 10.0) / 3.0);
        row.flag(S::OpenQuote, piece.block.signs.open > 0);
    }
}
