//! Bonds: how well the words behind a cut go with the words before it, beyond the two characters that meet there.
//!
//! 投放 wants what is lent, and behind 我们 somebody does something: which words go together takes more pages to learn than
//! a table of counts can hold. What stands on each side of a cut (characters, pairs and triples by how far from the cut
//! they are, and the first clause's mark) has a direction in a space of [`DIMS`]; those of a side, added up, are what it
//! offers, and the two sides of one sentence point the same way. Learned (`assets/stitch/bonds.bin`, its card:
//! `assets/stitch/README.md`) by telling the beginning that goes on with an end from others of the same day
//! ("contrastive embedding"). Pieces are hashed, so that nothing can be read back.

use super::direction::Directions;
use super::language::{Language, hash};
use super::weights::dot;

/// Directions there are of each side; pieces that share one are told apart by the others around them.
pub const ROWS: usize = 20 << 10;

/// Numbers of a direction.
pub const DIMS: usize = 16;

/// Levels of a number.
pub const LEVELS: usize = 4;

/// What a kept number of 1 stands for, so that products are logits.
pub const UNIT: f32 = 0.14;

/// Characters of a side that are looked at.
pub const LOOK: usize = 14;

/// Pairs and triples rarer than this in what the language was learned from have no direction.
const COMMON: f32 = 64.0;

/// Marks that part clauses, and marks around words.
const MARKS: [char; 13] = ['，', '。', '、', '；', '：', '？', '！', '“', '”', '《', '》', '（', '）'];

/// What the sides of a block offer to other blocks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bond {
    /// Its end, to what goes on with it.
    end: [f32; DIMS],
    /// Its beginning, to what it goes on with.
    beginning: [f32; DIMS],
}

impl Bond {
    /// Of a text in the language.
    pub(super) fn of(bonds: &Bonds, language: &Language, text: &str) -> Self {
        let solid = |c: &char| !c.is_whitespace();
        let head: Vec<char> = text.chars().filter(solid).take(LOOK).collect();
        let mut tail: Vec<char> = text.chars().rev().filter(solid).take(LOOK).collect();
        tail.reverse();
        Self { end: bonds.sum(end(language, &tail)), beginning: bonds.sum(beginning(language, &head)) }
    }

    /// How well a beginning goes on with this end: the product, in logits.
    pub(super) fn with(&self, beginning: &Self) -> f32 {
        UNIT * UNIT * dot(&self.end, &beginning.beginning)
    }
}

/// The learned directions: of ends, then of beginnings.
pub(super) type Bonds = Directions<DIMS, LEVELS>;

/// The directions of a text's end, of which these are the last characters.
pub(super) fn end(language: &Language, tail: &[char]) -> Vec<usize> {
    let away: Vec<char> = tail.iter().rev().copied().collect();
    side(&away, |gram| language.has(&gram.iter().rev().copied().collect::<Vec<char>>(), COMMON))
}

/// …of its beginning, of which these are the first.
pub(super) fn beginning(language: &Language, head: &[char]) -> Vec<usize> {
    let rows = side(head, |gram| language.has(gram, COMMON));
    rows.into_iter().map(|row| ROWS + row).collect()
}

/// The directions of a side, its characters told from the cut on.
fn side(chars: &[char], is_common: impl Fn(&[char]) -> bool) -> Vec<usize> {
    /// So far from the cut it tells how far a piece is; further pairs are told without.
    const NEAR: usize = 4;
    let chars = &chars[..chars.len().min(LOOK)];
    let mut rows = Vec::new();
    let mut tell = |tag: u32, piece: &[char]| {
        let tag = char::from_u32(0xe000 + tag);
        rows.push((hash(tag.into_iter().chain(piece.iter().copied())) % ROWS as u64) as usize);
    };
    for (at, c) in (0..).zip(&chars[..chars.len().min(NEAR)]) {
        tell(at, &[*c]);
    }
    for (at, pair) in chars.windows(2).enumerate().filter(|(_, pair)| is_common(pair)) {
        tell(0x10 + at.min(NEAR) as u32, pair);
    }
    for (at, triple) in (0..).zip(chars.windows(3).take(NEAR - 1)).filter(|(_, triple)| is_common(triple)) {
        tell(0x20 + at, triple);
    }
    if let Some(at) = chars.iter().position(|c| MARKS.contains(c)) {
        tell(0x30, &[chars[at]]);
        tell(0x31 + at as u32, &[]);
        if at > 1 {
            tell(0x40, &[chars[at - 1], chars[at - 2]]);
        }
        if let Some(behind) = chars.get(at + 1) {
            tell(0x41, &[*behind]);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stitch::Model;

    /// Beginnings that the characters at the cut alone do not tell apart: `near` goes on with the end, `far` does not.
    #[test]
    fn the_two_sides_of_a_sentence_point_the_same_way() {
        let model = Model::shipped();
        let bond = |text: &str| Bond::of(&model.bonds, &model.language, text);
        for (end, near, far) in [
            ("银行向这些企业投放", "贷款三千万元", "着火的仓库被扑灭"),
            ("这项比赛吸引了来自全国各地的", "选手报名参加", "下降百分之三"),
            ("记者从县教育局", "了解到，新学期", "的苹果树上"),
        ] {
            let (near_odds, far_odds) = (bond(end).with(&bond(near)), bond(end).with(&bond(far)));
            assert!(near_odds > far_odds + 0.5, "{end}: {near} {near_odds}, {far} {far_odds}");
        }
        assert_eq!(bond("").with(&bond("选手")), 0.0, "nothing goes with everything");
    }
}
