//! Edges: by its first or last words, whether a text is a headline, the first paragraph of a story or the last, whether a
//! paragraph begins or ends there at all, and whether a line is a heading or a piece of prose.
//!
//! Logistic models over hashed pieces of words, so that nothing can be read back from them
//! (`assets/stitch/edges.bin`; its card: `assets/stitch/README.md`).

use super::language::{hash, widen};
use super::level::{pack_levels, unpacked};

/// Weights are kept at so many levels, of which this many are a unit.
const LEVELS: usize = 15;
const STEPS: f32 = 2.0;

/// Characters at an edge that are looked at.
const LOOK: usize = 30;

/// What an edge may be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A headline, by all of it.
    Title,
    /// The first paragraph of a story, by its head.
    First,
    /// The last paragraph of a story, by its tail.
    Last,
    /// A paragraph's first sentence, by its head, against its later ones.
    Opening,
    /// A paragraph's last sentence, by its tail, against its earlier ones.
    Closing,
    /// The start of a paragraph, by its head, against any place within one.
    Fresh,
    /// A heading or a line of one, by all of it, against a piece of prose.
    Heading,
}

/// The end of a text that tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Head,
    Tail,
    Both,
}

impl Edge {
    /// All of them, in the order of the asset.
    pub const ALL: [Self; 7] =
        [Self::Title, Self::First, Self::Last, Self::Opening, Self::Closing, Self::Fresh, Self::Heading];

    /// Buckets that its pieces of words are hashed into: more where more of them save errors.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Fresh => 1 << 17,
            _ => 1 << 15,
        }
    }

    /// True when its examples are whole paragraphs, so that their length tells.
    fn is_of_whole(self) -> bool {
        matches!(self, Self::First | Self::Last)
    }

    fn side(self) -> Side {
        match self {
            Self::Title | Self::Heading => Side::Both,
            Self::First | Self::Opening | Self::Fresh => Side::Head,
            Self::Last | Self::Closing => Side::Tail,
        }
    }

    /// The buckets of a text: the pieces of words at its edge, and how long it is.
    pub fn buckets(self, text: &Pieces) -> impl Iterator<Item = usize> {
        let (head, tail) = (self.side() != Side::Tail, self.side() != Side::Head);
        let pieces = text.head.iter().filter(move |_| head).chain(text.tail.iter().filter(move |_| tail));
        let step = if self.is_of_whole() { (text.len as f32).log2() * 2.0 } else { 0.0 };
        let number = number(if self == Self::Title { text.chars } else { step as usize });
        let size = self.size() as u64;
        pieces.copied().chain([tagged(0x80, [number])]).map(move |hash| (hash % size) as usize)
    }

    /// The bytes of its part of a table.
    fn bytes(self) -> usize {
        1 + self.size() / 2
    }

    /// The weights of a table that are its own.
    #[must_use]
    pub fn weights(self, table: &[u8]) -> Option<EdgeWeights<'_>> {
        let before = Self::ALL.iter().take_while(|edge| **edge != self);
        let start = before.map(|edge| edge.bytes()).sum::<usize>();
        let (bias, buckets) = table.get(start..start + self.bytes())?.split_first()?;
        Some(EdgeWeights { bias: *bias, buckets })
    }
}

/// What an edge's model weighs.
#[derive(Clone, Copy, Debug)]
pub struct EdgeWeights<'a> {
    /// In steps, and [`BIAS`] more.
    bias: u8,
    /// Two weights a byte.
    buckets: &'a [u8],
}

/// A bias of 0 as it is kept.
const BIAS: u8 = 128;

impl EdgeWeights<'_> {
    /// The log odds that buckets add up to.
    pub fn odds(&self, buckets: impl Iterator<Item = usize>) -> f32 {
        let told = buckets.map(|bucket| unpacked::<LEVELS>(self.buckets, bucket));
        let (n, sum) = told.fold((0.0_f32, 0.0), |(n, sum), weight| (n + 1.0, sum + weight));
        (f32::from(self.bias) - f32::from(BIAS) + sum / n.max(1.0).sqrt()) / STEPS
    }
}

/// The bytes of an edge's weights: the bias, then one for each bucket.
#[must_use]
pub fn pack_edge(bias: f32, weights: &[f32]) -> Vec<u8> {
    let bias = ((bias * STEPS).round().clamp(-127.0, 127.0) + f32::from(BIAS)) as u8;
    [bias].into_iter().chain(pack_levels::<LEVELS>(weights, 1.0 / STEPS)).collect()
}

/// Marks that part clauses, and those that tell what sort of text it is.
const CLAUSES: [char; 7] = ['，', '。', '；', '：', '？', '！', '、'];
const MARKS: [char; 13] = ['，', '。', '；', '：', '？', '！', '、', '“', '”', '《', '》', '（', '）'];

/// The pieces of words at both edges of a text, hashed.
#[derive(Debug)]
pub struct Pieces {
    head: Vec<u64>,
    tail: Vec<u64>,
    /// Characters looked at, and bytes in all.
    chars: usize,
    len: usize,
}

impl Pieces {
    /// Those of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let solid = |c: &char| !c.is_whitespace();
        let head: Vec<char> = text.chars().filter(solid).map(widen).take(LOOK).collect();
        // Told from the edge inwards, as the head is.
        let tail: Vec<char> = text.chars().rev().filter(solid).map(widen).take(LOOK).collect();
        Self {
            head: EdgePieces::of(0, &head),
            tail: EdgePieces::of(0x40, &tail),
            chars: head.len(),
            len: text.len(),
        }
    }
}

/// The hash of a piece; a tag tells pieces of different sorts apart.
fn tagged(tag: u32, piece: impl IntoIterator<Item = char>) -> u64 {
    hash(char::from_u32(0xe000 + tag).into_iter().chain(piece))
}

/// The pieces of one edge, hashed.
struct EdgePieces {
    tag: u32,
    hashes: Vec<u64>,
}

impl EdgePieces {
    /// Of characters told from the edge inwards: the first words, characters and pairs anywhere and where they stand, the
    /// order of the marks, the first clause, and what opens the second.
    fn of(tag: u32, edge: &[char]) -> Vec<u64> {
        let mut pieces = Self { tag, hashes: Vec::new() };
        pieces.firsts(1, edge, 6);
        edge.iter().for_each(|c| pieces.add(2, [*c]));
        edge.windows(2).for_each(|pair| pieces.add(3, pair.iter().copied()));
        for (at, pair) in (0_u32..).zip(edge.windows(2)).take(10) {
            pieces.add(0x10 + at, [pair[0]]);
            if at < 5 {
                pieces.add(0x20 + at, pair.iter().copied());
            }
        }
        let marks: Vec<char> = edge.iter().copied().filter(|c| MARKS.contains(c)).collect();
        pieces.firsts(4, &marks, 4);
        let (clause, mark, second) = clauses(edge);
        pieces.clause(clause, mark);
        pieces.firsts(12, second, 3);
        pieces.hashes
    }

    fn add(&mut self, tag: u32, piece: impl IntoIterator<Item = char>) {
        self.hashes.push(tagged(self.tag + tag, piece));
    }

    /// The first characters: one, two, and so on.
    fn firsts(&mut self, tag: u32, of: &[char], most: usize) {
        (1..=of.len().min(most)).for_each(|n| self.add(tag, of[..n].iter().copied()));
    }

    /// A clause by its length and its ends: 某某说， at the head of a paragraph is a speaker, whoever that is.
    fn clause(&mut self, clause: &[char], mark: char) {
        let len = number(clause.len());
        self.add(5, [len]);
        self.add(6, [len, mark]);
        let last = |n: usize| clause[clause.len() - n..].iter().copied();
        (1..=clause.len().min(4)).for_each(|n| self.add(7, last(n)));
        for n in 1..=clause.len().min(2) {
            self.add(8, last(n).chain([mark]));
            self.add(9, last(n).chain([mark, number(clause.len().min(9))]));
        }
        if let (Some(first), Some(last)) = (clause.first(), clause.last()) {
            self.add(10, [*first, *last]);
            self.add(11, [*first, len]);
        }
    }
}

/// The first clause, the mark behind it, and what follows.
fn clauses(edge: &[char]) -> (&[char], char, &[char]) {
    let end = edge.iter().position(|c| CLAUSES.contains(c)).unwrap_or(edge.len());
    (&edge[..end], edge.get(end).copied().unwrap_or(' '), edge.get(end + 1..).unwrap_or_default())
}

/// A number as a character, to be hashed with others.
fn number(number: usize) -> char {
    char::from_u32(0x100 + number as u32).unwrap_or(' ')
}

/// The models of all edges.
#[derive(Clone, Debug, Default)]
pub(super) struct Edges {
    table: Vec<u8>,
}

impl Edges {
    /// Reads the asset.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self { table: bytes.to_vec() }
    }

    /// The log odds that a text is an edge of that kind, -6 to 6.
    pub(super) fn odds(&self, edge: Edge, text: &Pieces) -> f32 {
        let weights = edge.weights(&self.table);
        weights.map_or(0.0, |weights| weights.odds(edge.buckets(text)).clamp(-6.0, 6.0))
    }
}
