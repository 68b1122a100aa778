//! Awaited: what the other pages of an edition say of this one: which of its stories go on there.

use super::digest::Digests;
use super::thread::{Move, State};
use crate::block::BlockId;
use crate::source::PageNumber;

/// A story of this page that another page goes on with, under the same headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The heading that has the headline here.
    pub heading: BlockId,
    /// The page that goes on with it.
    pub page: Option<PageNumber>,
}

/// A jump line that stands in another story than the one that is awaited costs this much (natural logarithm): pages that
/// go on with a story repeat its headline word for word.
const ASTRAY: f32 = 6.0;

/// The awaited stories, by the blocks of a page.
#[derive(Debug, Default)]
pub(super) struct AwaitedHere(Vec<(usize, Option<PageNumber>)>);

impl AwaitedHere {
    /// Finds their headings.
    pub(super) fn of(digests: &Digests, awaited: &[Awaited]) -> Self {
        let place = |id: BlockId| digests.blocks.iter().position(|digest| digest.id == id);
        Self(awaited.iter().filter_map(|awaited| Some((place(awaited.heading)?, awaited.page))).collect())
    }

    /// True when no page awaits any.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a move costs a block with a jump line, when it takes the line to another story than the one awaited there.
    pub(super) fn cost(&self, digests: &Digests, state: &State, f: usize, step: Move) -> f32 {
        let Some(jump) = &digests.blocks[f].block.jump else { return 0.0 };
        let fits = |page: Option<PageNumber>| jump.page.is_none() || page.is_none() || page == jump.page;
        let mut headings =
            self.0.iter().filter(|(_, page)| fits(*page)).map(|(heading, _)| *heading).peekable();
        if headings.peek().is_none() {
            return 0.0;
        }
        let at_home = match step {
            // Its headline may still come.
            Move::Go(t) | Move::Divide(t) if state.threads[t].headline.is_empty() => true,
            Move::Go(t) | Move::Divide(t) => headings.any(|h| state.threads[t].headline.contains(&h)),
            _ => false,
        };
        if at_home { 0.0 } else { ASTRAY }
    }
}
