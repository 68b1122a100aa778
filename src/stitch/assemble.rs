//! Assembling: the threads of the search become articles: headline in its parts, paragraphs with their seams, gaps.

mod headline;

use super::boundary::boundaries;
use super::digest::{Digest, Digests, Sort};
use super::join::join;
use super::pairs::{Pairs, lines_go_on};
use super::search::{Chosen, Placed};
use super::story::{Story, Succession, stories};
use super::thread::Part;
use super::{
    Article, ArticleId, Boundary, Confidence, Dateline, Fragment, Gap, GapKind, Headline, Kind, Paragraph,
    ParagraphRole, Seam, Stitched,
};
use crate::block::{
    Block, BlockId, Ending, JumpLine, Opening, Page, Role, begins_with_dash, blank_between, names_notice,
    names_roundup, plain,
};
use crate::source::Text;
use std::collections::BTreeMap;

/// The longest brief, in characters.
const BRIEF: usize = 150;

/// The log odds, by a block's own look, from which a paragraph that stops in mid-sentence, or begins in one, is said to miss
/// the rest: what has no full stop is mostly a heading within a text, or a name. (Of 913 such ends in `train` 98 are cut, of
/// the 129 above this 87; of the 284 of `dev` 34, of 41 above it 27.)
const MISSING: f32 = 0.5;

/// From how poorly printed a page a quotation mark without its other half says nothing: there it is mostly a blank misread.
const MISREAD: f32 = 0.5;

/// Makes the articles of a page.
pub(super) fn assemble(page: &Page, pairs: &Pairs<'_>, chosen: &Chosen) -> Stitched {
    let digests = pairs.digests;
    let of_none = |(at, placed): (usize, &Placed)| placed.thread.is_none().then(|| &digests.blocks[at]);
    let with_bylines = |digest: &Digest| [&[digest.id], digest.bylines.as_slice()].concat();
    let furniture = page.numbered().filter(|(_, block)| block.role == Role::Furniture).map(|(id, _)| id);
    let stories = stories(digests, &chosen.placed);
    let ids: Vec<ArticleId> = stories.iter().map(|story| id(page, digests, story)).collect();
    let boundaries = boundaries(digests, chosen, &stories, &ids);
    let each = stories.iter().zip(boundaries).zip(ids);
    Stitched {
        articles: each.map(|((story, own), id)| article(page, pairs, chosen, story, own, id)).collect(),
        furniture: furniture.collect(),
        unplaced: chosen.placed.iter().enumerate().filter_map(of_none).flat_map(with_bylines).collect(),
    }
}

fn article(
    page: &Page,
    pairs: &Pairs<'_>,
    chosen: &Chosen,
    story: &Story,
    mut boundaries: Vec<Boundary>,
    id: ArticleId,
) -> Article {
    let digests = pairs.digests;
    let block = |at: &usize| &digests.blocks[*at].block;
    let pieces: Vec<&Block> = story.headline.iter().map(block).collect();
    let headline = headline::headline(&pieces);
    let mut paragraphs = signed(page, digests, story, paragraphs(pairs, chosen, story));
    let mut jumps =
        story.blocks.iter().filter_map(|at| Some((digests.blocks[*at].id, block(at).jump.clone()?)));
    let mut froms =
        story.blocks.iter().filter_map(|at| Some((digests.blocks[*at].id, block(at).from.clone()?)));
    let (jump, from) = (jumps.next().map(|(_, line)| line), froms.next().map(|(_, line)| line));
    // A story has one of each; what damaged OCR prints beyond that stays as text.
    let line = |(block, line): (BlockId, JumpLine)| whole(ParagraphRole::Body, block, line.text);
    paragraphs.extend(froms.chain(jumps).map(line));
    crossed(&mut boundaries, &paragraphs);
    let opening = story.text.first().map(block);
    Article {
        id,
        kind: kind(headline.as_ref(), &paragraphs),
        headline,
        byline: paragraphs.iter().take(2).find(|p| p.role == ParagraphRole::Byline).map(Paragraph::text),
        dateline: opening.and_then(|block| Dateline::read(block.text.as_str())),
        paragraphs,
        jump,
        from,
        boundaries,
    }
}

/// The least probable runner-up that is told.
const RUNNER_UP: f32 = 0.01;

/// A story goes on where its paragraph does: a boundary is as sure as the seam that goes across it. What is left is all that
/// the runner-up can have.
fn crossed(boundaries: &mut [Boundary], paragraphs: &[Paragraph]) {
    let joined = |p: &Paragraph| -> Vec<(BlockId, Confidence)> {
        p.fragments.iter().skip(1).zip(&p.seams).map(|(next, seam)| (next.block, seam.confidence)).collect()
    };
    let seams: BTreeMap<BlockId, Confidence> = paragraphs.iter().flat_map(joined).collect();
    for Boundary { block, confidence, runner_up, .. } in boundaries {
        confidence.0 = seams.get(block).map_or(confidence.0, |seam| confidence.0.max(seam.0));
        if let Some(other) = runner_up {
            other.confidence.0 = other.confidence.0.min(1.0 - confidence.0);
        }
        runner_up.take_if(|other| other.confidence.0 < RUNNER_UP);
    }
}

/// See [`ArticleId`].
fn id(page: &Page, digests: &Digests, story: &Story) -> ArticleId {
    let stem = page.source.name.rsplit_once('.').map_or(page.source.name.as_str(), |(stem, _)| stem);
    let first = story.blocks.iter().map(|at| digests.blocks[*at].block.span).min().unwrap_or_default();
    ArticleId(format!("{stem}:{}", page.source.to_file(first).start).into())
}

/// A paragraph of one block.
fn whole(role: ParagraphRole, block: BlockId, text: Text) -> Paragraph {
    Paragraph { role, fragments: vec![Fragment { block, text }], seams: Vec::new(), gaps: Vec::new() }
}

/// The paragraphs of a story with the bylines below its headline and its subheads.
fn signed(page: &Page, digests: &Digests, story: &Story, paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let bylines: BTreeMap<BlockId, &[BlockId]> =
        story.blocks.iter().map(|at| &digests.blocks[*at]).map(|d| (d.id, d.bylines.as_slice())).collect();
    let below = |block: BlockId| {
        let bylines = bylines.get(&block).into_iter().copied().flatten();
        bylines.map(|id| whole(ParagraphRole::Byline, *id, page.block(*id).text.clone())).collect::<Vec<_>>()
    };
    let mut signed: Vec<Paragraph> =
        story.headline.iter().flat_map(|at| below(digests.blocks[*at].id)).collect();
    for paragraph in paragraphs {
        let blocks: Vec<BlockId> = paragraph.fragments.iter().map(|fragment| fragment.block).collect();
        signed.push(paragraph);
        signed.extend(blocks.into_iter().flat_map(below));
    }
    signed
}

fn paragraphs(pairs: &Pairs<'_>, chosen: &Chosen, story: &Story) -> Vec<Paragraph> {
    let digests = pairs.digests;
    let successions: BTreeMap<usize, Succession> =
        story.successions(digests, &chosen.placed).map(|s| (s.f, s)).collect();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut firsts: Vec<usize> = Vec::new();
    let mut before: Option<usize> = None;
    for f in &story.text {
        let digest = &digests.blocks[*f];
        let headless = digest.begins_in_mid_sentence() && pairs.borders[*f].1 > MISSING;
        let role = role(&digest.block, chosen.placed[*f].part);
        let fragment = Fragment { block: digest.id, text: digest.block.text.clone() };
        let both = paragraphs.last().and_then(|last| together(last.role, role));
        let seam = successions.get(f).filter(|_| both.is_some()).and_then(|s| join(pairs, *s));
        match (paragraphs.last_mut(), seam) {
            (Some(last), Some(seam)) => {
                last.role = both.unwrap_or(role);
                extend(last, fragment, seam);
            }
            _ => {
                close(&mut paragraphs, pairs, before, headless, &fragment.text);
                firsts.push(*f);
                paragraphs.push(whole(role, fragment.block, fragment.text));
            }
        }
        before = Some(*f);
    }
    close(&mut paragraphs, pairs, before, false, &Text::default());
    for nth in 1..paragraphs.len() {
        let (line, text) = (&paragraphs[nth - 1], &paragraphs[nth]);
        let alone = line.role == ParagraphRole::Body && line.fragments.len() == 1;
        if alone && text.role == ParagraphRole::Body && is_bare_heading(pairs, firsts[nth - 1]) {
            paragraphs[nth - 1].role = ParagraphRole::Subhead;
        }
    }
    if digests.manner.poor() < MISREAD {
        let block = |at: &usize| &digests.blocks[*at].block;
        // What a quotation lacks can stand on the page that the story comes from, or goes to.
        let comes = story.blocks.iter().any(|at| block(at).from.is_some());
        let goes = story.blocks.iter().any(|at| block(at).jump.is_some());
        let (first, last) = (usize::from(comes), paragraphs.len().saturating_sub(usize::from(goes)));
        for nth in first..last {
            let gap = unbalanced(&paragraphs[nth], paragraphs.get(nth + 1));
            paragraphs[nth].gaps.extend(gap);
        }
    }
    paragraphs
}

/// The longest subhead without marks, in characters: what is longer is rather a quotation set alone.
const SUBHEAD: usize = 36;

/// …and the longest question that is one.
const QUESTION: usize = 24;

/// True for a line without marks that heads the text behind it: a full stop is not missing there, it has none; or it asks
/// what the text answers. (It is told here, where no half of a paragraph can be taken for one any more.)
fn is_bare_heading(pairs: &Pairs<'_>, at: usize) -> bool {
    let digest = &pairs.digests.blocks[at];
    let Block { signs, text, .. } = &digest.block;
    let text = text.as_str();
    if digest.begins_in_mid_sentence() || signs.formula.is_some() || signs.states_fact {
        return false;
    }
    let line = digest.sort == Sort::Line && signs.chars <= SUBHEAD && !begins_with_dash(text);
    let stops = matches!(signs.ending, Ending::Sentence | Ending::Colon | Ending::Opener);
    let asks = text.ends_with(['？', '?']) && signs.chars <= QUESTION && signs.opening != Opening::Opener;
    let goes_on = pairs.borders[at].0 + lines_go_on(pairs.digests, at, at + 1);
    asks || line && !stops && goes_on <= 0.0
}

/// What two halves are together, when they can be one paragraph. 图为 and the photographer stand in the second half of a
/// caption only: the first looks like text.
fn together(first: ParagraphRole, second: ParagraphRole) -> Option<ParagraphRole> {
    use ParagraphRole as R;
    match (first, second) {
        (R::Subhead, _) | (_, R::Subhead) => None,
        (first, second) if first == second => Some(first),
        (R::Body | R::Caption, R::Body | R::Caption | R::Credit) => Some(R::Caption),
        _ => None,
    }
}

/// Adds the next fragment to a paragraph. Lines of Latin words keep the blank that the cut took away.
fn extend(paragraph: &mut Paragraph, mut fragment: Fragment, seam: Seam) {
    let last = paragraph.fragments.last().map_or("", |fragment| fragment.text.as_str());
    if blank_between(last, fragment.text.as_str()) {
        let mut text = Text::default();
        text.push_filler(" ");
        text.append(&fragment.text);
        fragment.text = text;
    }
    paragraph.fragments.push(fragment);
    paragraph.seams.push(seam);
}

/// Marks what is missing behind the paragraph that ends here, and before the one that begins.
fn close(paragraphs: &mut [Paragraph], pairs: &Pairs<'_>, u: Option<usize>, headless: bool, next: &Text) {
    let Some((last, u)) = paragraphs.last_mut().zip(u) else { return };
    let cut = pairs.digests.blocks[u].cut && pairs.borders[u].0 > MISSING;
    let cut = cut && matches!(last.role, ParagraphRole::Body | ParagraphRole::Caption);
    if cut {
        let at = last.fragments.last().map_or(0, |fragment| fragment.text.span().end);
        last.gaps.push(Gap { at, kind: GapKind::CutWithoutContinuation });
    } else if headless && !next.is_empty() {
        last.gaps.push(Gap { at: next.span().start, kind: GapKind::StartMissing });
    }
}

/// A quotation closed that was never opened, or never closed though its paragraph has come to its end: something is missing
/// behind the mark that opens, before the one that closes. A quotation of several paragraphs opens in each, and closes in
/// the last: `next` is the paragraph behind.
fn unbalanced(paragraph: &Paragraph, next: Option<&Paragraph>) -> Option<Gap> {
    let text = paragraph.text();
    let words = plain(text.as_str());
    let gap = |at: usize| Some(Gap { at: text.source_of(at), kind: GapKind::UnbalancedQuote });
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in words.char_indices() {
        match c {
            '“' | '《' => open.push(at),
            '”' | '》' if open.pop().is_none() => return gap(at),
            _ => {}
        }
    }
    let whole = paragraph.gaps.is_empty() && words.trim_end().ends_with(['。', '！', '？']);
    let goes_on = next.is_some_and(|next| plain(next.text().as_str()).trim_start().starts_with('“'));
    open.first().filter(|_| whole && !goes_on).and_then(|at| gap(*at))
}

fn role(block: &Block, part: Part) -> ParagraphRole {
    match (part, block.role) {
        // The search knows a heading that goes on in its story from one that divides it only by halves: both are right.
        (Part::Subhead, _) | (_, Role::Headline | Role::Subhead) => ParagraphRole::Subhead,
        (_, Role::Caption) => ParagraphRole::Caption,
        (_, Role::Credit) => ParagraphRole::Credit,
        (_, Role::Byline) => ParagraphRole::Byline,
        _ => ParagraphRole::Body,
    }
}

fn kind(headline: Option<&Headline>, paragraphs: &[Paragraph]) -> Kind {
    let picture = |p: &Paragraph| matches!(p.role, ParagraphRole::Caption | ParagraphRole::Credit);
    let title = headline.map_or("", |headline| headline.title.as_str());
    if headline.is_none() && !paragraphs.is_empty() && paragraphs.iter().all(picture) {
        Kind::Photo
    } else if names_notice(title) {
        Kind::Notice
    } else if names_roundup(title) || is_brief(headline, paragraphs) {
        Kind::Brief
    } else {
        Kind::Article
    }
}

/// A headline and one short paragraph that names no reporter.
fn is_brief(headline: Option<&Headline>, paragraphs: &[Paragraph]) -> bool {
    let [only] = paragraphs else { return false };
    let text = only.text();
    let short = text.as_str().chars().count() <= BRIEF;
    headline.is_some() && only.role == ParagraphRole::Body && short && Dateline::read(text.as_str()).is_none()
}
