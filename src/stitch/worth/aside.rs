//! Aside: a scrap that belongs to no story.

use super::Scene;
use super::look::LookSignal;
use crate::stitch::weights::{Row, signals};

signals! {
    /// What speaks for a scrap.
    AsideSignal from LookSignal::ALL.len(); {
        /// Always 1.
        Always = "aside",
        /// The best subject shared with an open story (cosine).
        Subject = "aside_subject",
        /// The story before stops in mid-sentence.
        BehindCut = "aside_behind_cut",
        /// The best log odds that it goes on in a story that is cut.
        Seam = "aside_seam",
        /// The best log odds that the next block goes on in a story that is cut.
        NextGoesOn = "aside_next_goes_on",
    }
}

use AsideSignal as S;

impl Scene<'_> {
    pub(super) fn aside(&self, row: &mut Row) {
        row.tell(S::Always, 1.0);
        row.tell(S::Subject, self.best_subject(None));
        row.flag(S::BehindCut, self.behind_cut());
        row.tell(S::Seam, self.best_seam(None) / 4.0);
        row.tell(S::NextGoesOn, self.next_goes_on(None));
    }
}
