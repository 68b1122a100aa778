//! Faults: where a stitched page differs from its gold, and of what kind each difference is.

use dubao::block::{BlockId, Page};
use dubao::source::FileSpan;
use dubao::stitch::Stitched;
use dubao::stitch::learned::{Ask, GoldPage};
use std::collections::{HashMap, HashSet};

/// Kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Two halves of a paragraph follow each other and stay two.
    JoinMissed,
    /// Two paragraphs follow each other and are made one.
    JoinedFalsely,
    /// The second opens a story without headline.
    OpensBare,
    /// The second goes under a subhead that was taken for a headline.
    UnderSubhead,
    /// The second goes under the headline of another story.
    UnderOther,
    /// The second goes on in another story.
    Elsewhere,
    /// A story begins, and was taken for more of another.
    StartMissed,
    /// Another story's text comes between, and was taken into this one.
    Intruder,
    /// The same story, in another order.
    Order,
    /// The first had gone astray already.
    Back,
    /// The second came out nowhere.
    Lost,
    /// A headline that is text or a subhead of its story.
    HeadlineMissed,
    /// A headline over another story.
    HeadlineElsewhere,
    /// A subhead taken for a headline.
    SubheadAsHeadline,
    /// Text or furniture taken for a headline.
    TextAsHeadline,
    /// Two blocks made one paragraph that do not follow each other in any story.
    JoinedAstray,
}

impl Kind {
    /// In words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::JoinMissed => "join missed",
            Self::JoinedFalsely => "falsely joined",
            Self::OpensBare => "opens a bare story",
            Self::UnderSubhead => "under a subhead taken for a headline",
            Self::UnderOther => "under another's headline",
            Self::Elsewhere => "goes on in another story",
            Self::StartMissed => "beginning of a story missed",
            Self::Intruder => "another story's text between",
            Self::Order => "wrong order",
            Self::Back => "back from astray",
            Self::Lost => "lost",
            Self::HeadlineMissed => "headline missed",
            Self::HeadlineElsewhere => "headline over another story",
            Self::SubheadAsHeadline => "subhead as headline",
            Self::TextAsHeadline => "no heading as headline",
            Self::JoinedAstray => "joined astray",
        }
    }
}

/// A difference from the gold.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    /// The block it is seen at: the second of a succession, a headline.
    pub(crate) at: BlockId,
    /// The succession the gold has, when it is one.
    pub(crate) ask: Option<Ask>,
    /// What did follow the first.
    pub(crate) follows: Option<Ask>,
}

/// Where a block came out.
#[derive(Clone, Copy)]
struct Place {
    article: usize,
    /// Its number among the article's fragments.
    nth: usize,
    paragraph: usize,
}

/// The page as stitched, by blocks.
struct Out {
    places: HashMap<BlockId, Place>,
    /// The fragments of each article.
    texts: Vec<Vec<BlockId>>,
    /// The article a block heads.
    heads: HashMap<BlockId, usize>,
    /// The gold article that most of an article's blocks are of.
    mostly: Vec<Option<usize>>,
}

/// What blocks are in the gold.
struct Gold<'a> {
    page: &'a Page,
    gold: &'a GoldPage,
    article: HashMap<BlockId, usize>,
    titles: HashMap<BlockId, usize>,
}

/// The joins of the gold.
pub(crate) fn joins(page: &Page, gold: &GoldPage) -> HashSet<(BlockId, BlockId)> {
    let gold = Gold::new(page, gold);
    let all = (0..gold.gold.articles.len()).flat_map(|nth| gold.successions(nth));
    all.filter(|(_, joined)| *joined).map(|(ask, _)| (ask.u, ask.f)).collect()
}

/// For each block of an article of the gold, the article's last block before it.
pub(crate) fn led(page: &Page, gold: &GoldPage) -> HashMap<BlockId, Option<BlockId>> {
    let gold = Gold::new(page, gold);
    let mut last: HashMap<usize, BlockId> = HashMap::new();
    let article = |id: &BlockId| gold.article.get(id).or_else(|| gold.titles.get(id)).copied();
    let led = |(id, _)| article(&id).map(|article| (id, last.insert(article, id)));
    page.numbered().filter_map(led).collect()
}

/// How often an article takes over from another, given what leads to each block.
pub(crate) fn turns(page: &Page, led: &HashMap<BlockId, Option<BlockId>>) -> usize {
    let blocks: Vec<BlockId> = page.numbered().map(|(id, _)| id).filter(|id| led.contains_key(id)).collect();
    let goes_on = |two: &[BlockId]| led[&two[1]] == Some(two[0]);
    blocks.len() - blocks.windows(2).filter(|two| goes_on(two)).count()
}

/// All differences of a page from its gold.
pub(crate) fn find(page: &Page, gold: &GoldPage, stitched: &Stitched) -> Vec<Fault> {
    let gold = Gold::new(page, gold);
    let out = Out::new(page, &gold, stitched);
    let mut faults = Vec::new();
    let mut right = HashSet::new();
    for nth in 0..gold.gold.articles.len() {
        for (ask, joined) in gold.successions(nth) {
            right.insert((ask.u, ask.f));
            let follows = out.next(ask.u).map(|f| Ask { f, ..ask });
            let fault = out.succession(&gold, ask, joined);
            faults.extend(fault.map(|kind| Fault { kind, at: ask.f, ask: Some(ask), follows }));
        }
        faults.extend(out.start(&gold, nth));
    }
    faults.extend(out.titles(&gold));
    faults.extend(out.astray(&right));
    faults.sort_by_key(|fault| fault.at);
    faults
}

impl<'a> Gold<'a> {
    fn new(page: &'a Page, gold: &'a GoldPage) -> Self {
        let mut read = Self { page, gold, article: HashMap::new(), titles: HashMap::new() };
        for (nth, article) in gold.articles.iter().enumerate() {
            for piece in article.paragraphs.iter().flatten() {
                for block in read.blocks(*piece) {
                    read.article.entry(block).or_insert(nth);
                }
            }
        }
        for (nth, article) in gold.articles.iter().enumerate() {
            let blocks: Vec<BlockId> = article.title.iter().flat_map(|piece| read.blocks(*piece)).collect();
            for block in blocks {
                if !read.article.contains_key(&block) {
                    read.titles.insert(block, nth);
                }
            }
        }
        read
    }

    /// The blocks a piece stands in.
    fn blocks(&self, piece: FileSpan) -> Vec<BlockId> {
        let shares = |span: FileSpan| span.start < piece.end && piece.start < span.end;
        let blocks = self.page.numbered();
        blocks.filter(|(_, b)| shares(self.page.source.to_file(b.text.span()))).map(|(id, _)| id).collect()
    }

    /// The successions of an article, and whether the two are one paragraph.
    fn successions(&self, nth: usize) -> Vec<(Ask, bool)> {
        let article = &self.gold.articles[nth];
        let pieces = article
            .paragraphs
            .iter()
            .enumerate()
            .flat_map(|(p, pieces)| pieces.iter().map(move |piece| (p, *piece)));
        let mut blocks: Vec<(usize, BlockId)> = Vec::new();
        for (p, piece) in pieces {
            for block in self.blocks(piece) {
                if blocks.last().is_none_or(|(_, last)| *last != block) {
                    blocks.push((p, block));
                }
            }
        }
        let ask = |two: &[(usize, BlockId)]| {
            let ((p, u), (q, f)) = (two[0], two[1]);
            (Ask { u, f }, p == q)
        };
        blocks.windows(2).map(ask).collect()
    }
}

impl Out {
    fn new(page: &Page, gold: &Gold<'_>, stitched: &Stitched) -> Self {
        let mut out =
            Self { places: HashMap::new(), texts: Vec::new(), heads: HashMap::new(), mostly: Vec::new() };
        for (article, story) in stitched.articles.iter().enumerate() {
            let mut texts = Vec::new();
            for (paragraph, p) in story.paragraphs.iter().enumerate() {
                for fragment in &p.fragments {
                    let place = Place { article, nth: texts.len(), paragraph };
                    out.places.entry(fragment.block).or_insert(place);
                    texts.push(fragment.block);
                }
            }
            let parts = story.headline.iter().flat_map(|h| h.kicker.iter().chain([&h.title]).chain(&h.deck));
            for span in parts.flat_map(|part| part.spans().collect::<Vec<_>>()) {
                let block = page.numbered().find(|(_, block)| block.span.contains(span.start));
                out.heads.extend(block.map(|(id, _)| (id, article)));
            }
            let mut counts: HashMap<usize, usize> = HashMap::new();
            for block in &texts {
                if let Some(of) = gold.article.get(block) {
                    *counts.entry(*of).or_default() += page.block(*block).signs.chars;
                }
            }
            out.mostly.push(counts.into_iter().max_by_key(|(of, n)| (*n, *of)).map(|(of, _)| of));
            out.texts.push(texts);
        }
        out
    }

    fn next(&self, u: BlockId) -> Option<BlockId> {
        let place = self.places.get(&u)?;
        self.texts[place.article].get(place.nth + 1).copied()
    }

    /// What is wrong with a succession of the gold.
    fn succession(&self, gold: &Gold<'_>, ask: Ask, joined: bool) -> Option<Kind> {
        let Some(f) = self.places.get(&ask.f).copied() else {
            return Some(match self.heads.get(&ask.f) {
                Some(_) => return None, // a subhead as headline: said there
                None => Kind::Lost,
            });
        };
        let of = gold.article.get(&ask.f).copied();
        let Some(u) = self.places.get(&ask.u).copied() else {
            // Behind a subhead taken for a headline, or behind what was lost.
            return (self.heads.get(&ask.u) != Some(&f.article)).then_some(Kind::Back);
        };
        if u.article == f.article {
            let between = self.texts[u.article].get(u.nth + 1..f.nth).unwrap_or_default();
            let whole = u.paragraph == f.paragraph;
            return match between {
                [] if f.nth < u.nth => Some(Kind::Order),
                [] if joined && !whole => Some(Kind::JoinMissed),
                [] if !joined && whole => Some(Kind::JoinedFalsely),
                [] => None,
                between if between.iter().all(|at| gold.article.get(at).copied() == of) => Some(Kind::Order),
                _ => Some(Kind::Intruder),
            };
        }
        let before = f.nth.checked_sub(1).map(|nth| self.texts[f.article][nth]);
        let head = self.heads.iter().filter(|(id, article)| **article == f.article && **id < ask.f);
        let head = head.map(|(id, _)| *id).max();
        Some(match (before, head) {
            (None, None) => Kind::OpensBare,
            (None, Some(head)) if gold.article.get(&head).copied() == of => Kind::UnderSubhead,
            (None, Some(head)) if gold.titles.get(&head).copied() == of => Kind::Back,
            (None, Some(_)) => Kind::UnderOther,
            (Some(_), _) if self.mostly[f.article] == of => Kind::Back,
            (Some(before), _) if gold.article.get(&before).copied() == of => Kind::Back,
            _ => Kind::Elsewhere,
        })
    }

    /// What is wrong with the beginning of a story of the gold.
    fn start(&self, gold: &Gold<'_>, nth: usize) -> Option<Fault> {
        let first = gold.gold.articles[nth].paragraphs.iter().flatten().next()?;
        let at = gold.blocks(*first).into_iter().next()?;
        let place = self.places.get(&at)?;
        let before = self.texts[place.article][..place.nth].last()?;
        let missed = self.mostly[place.article] != Some(nth) && gold.article.get(before) != Some(&nth);
        let follows = Ask { u: *before, f: at };
        missed.then_some(Fault { kind: Kind::StartMissed, at, ask: None, follows: Some(follows) })
    }

    /// Headlines that are none, and the reverse.
    fn titles(&self, gold: &Gold<'_>) -> Vec<Fault> {
        let fault = |kind, at| Fault { kind, at, ask: None, follows: None };
        let mut faults = Vec::new();
        for (id, of) in &gold.titles {
            let holds = self.mostly.iter().any(|mostly| mostly == &Some(*of));
            match self.heads.get(id) {
                Some(article) if self.mostly[*article] == Some(*of) || !holds => {}
                Some(_) => faults.push(fault(Kind::HeadlineElsewhere, *id)),
                None => faults.push(fault(Kind::HeadlineMissed, *id)),
            }
        }
        for id in self.heads.keys().filter(|id| !gold.titles.contains_key(id)) {
            let block = gold.page.block(*id);
            let text = gold.article.contains_key(id);
            let kind =
                if text && block.signs.chars <= 40 { Kind::SubheadAsHeadline } else { Kind::TextAsHeadline };
            faults.push(fault(kind, *id));
        }
        faults
    }

    /// Joins of blocks that are no succession of the gold.
    fn astray(&self, right: &HashSet<(BlockId, BlockId)>) -> Vec<Fault> {
        let twos = self.texts.iter().flat_map(|texts| texts.windows(2));
        let joined = twos.filter(|two| {
            let paragraph = |at: usize| self.places.get(&two[at]).map(|place| place.paragraph);
            paragraph(0) == paragraph(1) && !right.contains(&(two[0], two[1]))
        });
        joined
            .map(|two| {
                let follows = Ask { u: two[0], f: two[1] };
                Fault { kind: Kind::JoinedAstray, at: two[1], ask: None, follows: Some(follows) }
            })
            .collect()
    }
}
