//! Awaited: an edition knows more than a page. A story that says （上接第二版） under a headline that page 2 has too is the
//! one that jumps there; where page 2, stitched by itself, has the jump line in another story, it is stitched anew.

use super::EditionPage;
use super::kinship::{alike, title};
use crate::block::{BlockId, Role};
use crate::source::PageNumber;
use crate::stitch::{Article, Awaited, Stitched, stitch_awaited};

/// Headlines that share as much as this are one: a character in ten may be misread.
const SAME: f32 = 0.75;

/// A story that comes from another page.
struct Coming {
    from: PageNumber,
    on: Option<PageNumber>,
    title: String,
}

/// Stitches the pages anew that the others know better.
pub(super) fn stitch_anew(pages: &mut [EditionPage]) {
    let coming: Vec<Coming> = pages.iter().flat_map(coming).collect();
    for page in pages {
        let number = page.folio().number;
        let here: Vec<&Coming> = coming.iter().filter(|coming| Some(coming.from) == number).collect();
        let met = |stitched: &Stitched| here.iter().filter(|coming| leaves(stitched, coming)).count();
        let before = met(&page.stitched);
        if before == here.len() {
            continue;
        }
        let awaited: Vec<Awaited> = here.iter().filter_map(|coming| awaited(page, coming)).collect();
        if awaited.is_empty() {
            continue;
        }
        let anew = stitch_awaited(&page.page, &awaited);
        if met(&anew) > before {
            page.stitched = anew;
        }
    }
}

/// The stories of a page that come from another.
fn coming(page: &EditionPage) -> Vec<Coming> {
    let on = page.folio().number;
    let coming = |article: &Article| {
        let from = article.from.as_ref()?.page?;
        Some(Coming { from, on, title: title(article)?.to_owned() })
    };
    page.stitched.articles.iter().filter_map(coming).collect()
}

/// True when the story leaves from this page.
fn leaves(stitched: &Stitched, coming: &Coming) -> bool {
    let same = |article: &&Article| title(article).is_some_and(|title| alike(title, &coming.title) >= SAME);
    stitched.articles.iter().filter(same).any(|article| article.jump.is_some())
}

/// The heading of this page that has its headline.
fn awaited(page: &EditionPage, coming: &Coming) -> Option<Awaited> {
    let heading = |role: Role| matches!(role, Role::Headline | Role::Subhead | Role::Unknown);
    let headings = page.page.numbered().filter(|(_, block)| heading(block.role));
    let alike = headings.map(|(id, block)| (alike(block.text.as_str(), &coming.title), id));
    let best: (f32, BlockId) = alike.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= SAME).then_some(Awaited { heading: best.1, page: coming.on })
}

#[cfg(test)]
mod tests {
    use crate::edition::Edition;
    use crate::source::Source;
    use std::path::Path;

    /// Page 1: two stories, and behind them a block with a jump line that could be of either. Page 2: a story from page 1.
    fn leaving(title: &str) -> Option<String> {
        let first = "# 渡口的钟又响了\n\n镇上的人早晨听见钟声，都停下来数。\n\n# 磨坊开门迎新麦\n\n\
                     磨坊的门昨天开了，院里晒着今年的新麦。\n\n来的人很多，都说今年比去年好，明年还要来。（下转第二版）";
        let second = format!("# {title}\n\n（上接第一版）他们说到做到，第二年又来了。");
        let source = |name: &str, text: &str| Source::new(Path::new(name), text.as_bytes());
        let edition = Edition::assemble("镇报", vec![source("01.md", first), source("02.md", &second)]);
        let leaves = edition.articles().map(|(_, article)| article).find(|article| article.jump.is_some())?;
        super::title(leaves).map(str::to_owned)
    }

    #[test]
    fn the_jump_line_is_the_awaited_storys() {
        for title in ["渡口的钟又响了", "磨坊开门迎新麦"] {
            assert_eq!(leaving(title).as_deref(), Some(title));
        }
    }
}
