//! Language: how well one piece of text goes on with another, by the counts of characters that follow each other.
//!
//! The counts are a learned asset, `assets/stitch/ngrams.bin` (its card: `assets/stitch/README.md`): a hash table of
//! one to three characters, each entry a fingerprint of 12 bits and a count in octaves of 4 bits. Nothing can be
//! read back from it.

/// Paragraph borders, as characters of the model.
const START: char = '\u{2}';
const END: char = '\u{3}';

/// How many counts of experience a shorter context is worth (Dirichlet smoothing), for pairs and for triples.
const PRIOR: f32 = 5.0;

/// Characters a Chinese newspaper may use, for the probability of one never seen.
const ALPHABET: f32 = 4000.0;

/// Slots looked at for one key; the learner drops the rarest where more would be needed.
pub const PROBES: usize = 8;

/// A table of n-gram counts.
#[derive(Clone, Debug)]
pub(super) struct Language {
    slots: Vec<u16>,
    total: f32,
}

/// Marks at half their width, as many an OCR engine gives them, are those of full width.
pub(super) fn widen(c: char) -> char {
    match c {
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        _ => c,
    }
}

/// Bits of a character in a packed n-gram.
pub const CHAR: u32 = 21;

/// Up to three characters as one number, the last lowest.
#[must_use]
pub fn pack(gram: &[char]) -> u64 {
    gram.iter().fold(0, |packed, c| packed << CHAR | u64::from(u32::from(*c)))
}

/// The characters of a packed n-gram, in the last places; NUL before them.
#[must_use]
pub fn unpack(packed: u64) -> [char; 3] {
    let point = |at: u32| (packed >> (CHAR * at)) as u32 & ((1 << CHAR) - 1);
    [2, 1, 0].map(|at| char::from_u32(point(at)).unwrap_or('\0'))
}

/// The hash of an n-gram (FNV-1a over its code points, finished by a multiply-xor so that all bits count).
#[must_use]
pub fn hash(gram: impl Iterator<Item = char>) -> u64 {
    let h = gram
        .map(widen)
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, c| (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3));
    let h = (h ^ (h >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

/// The 12 bits that stand for an n-gram in its slot; never 0, which is an empty slot.
#[must_use]
pub fn fingerprint(hash: u64) -> u16 {
    u16::try_from(hash >> 52).expect("a 64-bit number shifted by 52 has 12 bits").max(1)
}

impl Language {
    /// Reads the asset: a header of 8 bytes (the number of characters learned from, little-endian f64), then slots of 2.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let (head, slots) = bytes.split_at(bytes.len().min(8));
        let total = head.try_into().map_or(0.0, f64::from_le_bytes);
        let slots = slots.chunks_exact(2).map(|slot| u16::from_le_bytes([slot[0], slot[1]])).collect();
        Self { slots, total: total as f32 }
    }

    /// How often an n-gram was seen, to the octave; 0 when it was too rare to keep.
    fn count(&self, gram: impl Iterator<Item = char>) -> f32 {
        let len = self.slots.len();
        if len == 0 {
            return 0.0;
        }
        let hash = hash(gram);
        let wanted = fingerprint(hash);
        let home = (hash % len as u64) as usize;
        for probe in 0..PROBES {
            let slot = self.slots[(home + probe) % len];
            if slot == 0 {
                return 0.0;
            }
            if slot >> 4 == wanted {
                return expand(slot & 15);
            }
        }
        0.0
    }

    /// The probability of `c` by itself, behind the last character of `context`, and behind its last two; where there are
    /// none so many, behind those there are.
    fn probabilities(&self, context: &[char], c: char) -> [f32; 3] {
        let mut p = [(self.count([c].into_iter()) + 0.5) / (self.total + ALPHABET); 3];
        for order in 1..=context.len().min(2) {
            let h = &context[context.len() - order..];
            let seen = self.count(h.iter().copied());
            let both = self.count(h.iter().copied().chain([c])).min(seen);
            let known = match both {
                0.0 if seen > 0.0 => p[order - 1] * seen.powf(-BACK),
                _ => smoothed(both, seen, p[order - 1]),
            };
            p[order..].fill(known);
        }
        p
    }

    /// By how much `tail` makes `head` more probable than it is by itself (log odds, natural): above zero when the
    /// second goes on with the first. Judged by its first two characters (of those behind, which stand behind two of
    /// their own, a tail says nothing); by the first alone; and by the first behind the last alone.
    pub(super) fn links(&self, tail: &[char], head: &[char]) -> [f32; 3] {
        let Some(first) = head.first() else { return [0.0; 3] };
        let [alone, pair, triple] = self.probabilities(tail, *first);
        let second = head.get(1).map_or(0.0, |second| {
            let context = [*tail.last().unwrap_or(first), *first];
            let [_, own, joined] = self.probabilities(&context[usize::from(tail.is_empty())..], *second);
            (joined / own).ln()
        });
        let by_first = (triple / alone).ln();
        [by_first + second, by_first, (pair / alone).ln()]
    }

    /// …by its first two characters.
    pub(super) fn link(&self, tail: &[char], head: &[char]) -> f32 {
        self.links(tail, head)[0]
    }

    /// By how much `head` is likelier at the start of a paragraph than anywhere.
    pub(super) fn starts(&self, head: &[char]) -> f32 {
        self.link(&[START, START], head)
    }

    /// How probable it is that a paragraph ends behind `tail`, as log odds against ending anywhere.
    pub(super) fn ends(&self, tail: &[char]) -> f32 {
        let [alone, _, behind] = self.probabilities(tail, END);
        (behind / alone).ln()
    }

    /// True when an n-gram was seen so often, to the octave.
    pub(super) fn has(&self, gram: &[char], times: f32) -> bool {
        self.count(gram.iter().copied()) >= times
    }

    /// How rare a character or a pair is in the language at large, in natural logarithms: 5 for the commonest characters, 16
    /// for what was never seen.
    pub(super) fn rarity(&self, gram: &[char]) -> f32 {
        ((self.total + 1.0) / (self.count(gram.iter().copied()) + 1.0)).ln()
    }
}

/// What was not kept behind a context is about as probable as behind a shorter one, or never came: the commoner the context,
/// the more so ("backing off"). Its count to this power is taken off, in natural logarithms. Chosen on articles not learned
/// from: which of 24 beginnings goes on with an end is told .524 of times; .498 if what was not kept never came.
const BACK: f32 = 0.3;

/// The probability of what came `both` of `seen` times, and has `p` by a shorter context.
#[must_use]
pub fn smoothed(both: f32, seen: f32, p: f32) -> f32 {
    (both + PRIOR * p) / (seen + PRIOR)
}

/// The count a step stands for.
fn expand(step: u16) -> f32 {
    (1_u32 << (step + COUNT_BASE)) as f32
}

/// Counts are kept in octaves from this power of two on.
const COUNT_BASE: u16 = 1;

/// The step a count is kept as, 0 to 15.
#[must_use]
pub fn quantise(count: u32) -> u16 {
    let step = f64::from(count.max(1)).log2().round() as u16;
    step.saturating_sub(COUNT_BASE).min(15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_survive_quantising_within_an_octave() {
        for count in 2..60_000_u32 {
            let back = expand(quantise(count));
            let ratio = back / count as f32;
            assert!((0.65..=1.5).contains(&ratio), "{count} came back as {back}");
        }
    }

    #[test]
    fn words_hold_together() {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        let language = &crate::stitch::Model::shipped().language;
        let link = |a: &str, b: &str| language.link(&chars(a), &chars(b));
        // Cut in mid-word, against a sentence's beginning.
        assert!(link("全市图书", "馆已经") > link("全市图书", "本报记"));
        assert!(link("高质量发", "展的路") > 2.0);
        assert!(language.starts(&chars("本报北京")) > language.starts(&chars("的时候，")));
        assert!(language.ends(&chars("前景。")) > language.ends(&chars("前景")));
    }
}
