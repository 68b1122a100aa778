//! Edges: by its first or last words, whether a text is a headline, the first paragraph of a story or the last, and whether
//! a paragraph begins or ends there at all.
//!
//! Logistic models over hashed pieces of words, so that nothing can be read back from them
//! (`assets/stitch/edges.bin`; its card: `assets/stitch/README.md`).

/// Buckets the pieces of words are hashed into.
pub const BUCKETS: usize = 1 << 15;

/// Weights are kept in steps of this many a unit.
const STEPS: f32 = 12.0;

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
    pub const ALL: [Self; 6] =
        [Self::Title, Self::First, Self::Last, Self::Opening, Self::Closing, Self::Fresh];

    /// True when its examples are whole paragraphs, so that their length tells.
    fn is_of_whole(self) -> bool {
        matches!(self, Self::First | Self::Last)
    }

    fn side(self) -> Side {
        match self {
            Self::Title => Side::Both,
            Self::First | Self::Opening | Self::Fresh => Side::Head,
            Self::Last | Self::Closing => Side::Tail,
        }
    }

    /// The buckets of a text: the pieces of words at its edge, and how long it is.
    #[must_use]
    pub fn buckets(self, text: &str) -> Vec<usize> {
        let solid = |c: &char| !c.is_whitespace();
        let head: Vec<char> = text.chars().filter(solid).take(LOOK).collect();
        let mut tail: Vec<char> = text.chars().rev().filter(solid).take(LOOK).collect();
        tail.reverse();
        let mut buckets = Vec::new();
        let mut add = |tag: u32, piece: &[char]| {
            let tag = char::from_u32(0xe000 + tag).into_iter();
            buckets.push((super::language::hash(tag.chain(piece.iter().copied())) % BUCKETS as u64) as usize);
        };
        if self.side() != Side::Tail {
            (1..=head.len().min(6)).for_each(|n| add(1, &head[..n]));
            head.windows(2).for_each(|pair| add(2, pair));
        }
        if self.side() != Side::Head {
            (1..=tail.len().min(6)).for_each(|n| add(3, &tail[tail.len() - n..]));
            tail.windows(2).for_each(|pair| add(4, pair));
        }
        let step = if self.is_of_whole() { (text.len() as f32).log2() * 2.0 } else { 0.0 };
        let len = if self == Self::Title { head.len() as u32 } else { step as u32 };
        add(5, &[char::from_u32(len + 0x100).unwrap_or(' ')]);
        buckets
    }
}

/// The models of all edges.
#[derive(Clone, Debug, Default)]
pub(super) struct Edges {
    /// For each edge: the bias, then a weight for each bucket.
    weights: Vec<i8>,
}

impl Edges {
    /// Reads the asset.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self { weights: bytes.iter().map(|byte| byte.cast_signed()).collect() }
    }

    /// The log odds that a text is an edge of that kind, -6 to 6.
    pub(super) fn odds(&self, edge: Edge, text: &str) -> f32 {
        let start = edge as usize * (BUCKETS + 1);
        let Some(table) = self.weights.get(start..start + BUCKETS + 1) else { return 0.0 };
        let buckets = edge.buckets(text);
        let sum: f32 = buckets.iter().map(|bucket| f32::from(table[bucket + 1])).sum();
        let odds = f32::from(table[0]) + sum / (buckets.len().max(1) as f32).sqrt();
        (odds / STEPS).clamp(-6.0, 6.0)
    }
}

/// The bytes a weight is kept as.
#[must_use]
pub fn quantise_weight(weight: f32) -> u8 {
    ((weight * STEPS).round().clamp(-127.0, 127.0) as i8).cast_unsigned()
}
