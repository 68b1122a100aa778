//! Topics: what a text is about, beyond the words it shares with another.
//!
//! 法院 and 判决 belong together, though no character of one is in the other: that takes many stories to learn. Each of
//! the language's common pairs of characters has a direction in a space of [`DIMS`]; those of a text, added up, are its
//! topic, and texts of one story point the same way. Learned (`assets/stitch/topics.bin`, its card:
//! `assets/stitch/README.md`) by telling the rest of a story from other stories by its first part ("contrastive
//! embedding"). Pairs are hashed, so that nothing can be read back.

use super::direction::Directions;
use super::language::{Language, hash};
use super::subject::{Term, ends, terms};
use super::weights::dot;
use crate::block::{Tongue, plain};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Directions there are; pairs that share one are told apart by the others around them.
pub const ROWS: usize = 1 << 13;

/// Numbers of a direction.
pub const DIMS: usize = 32;

/// Levels of a number.
pub const LEVELS: usize = 15;

/// Pairs rarer than this in what the language was learned from have no direction.
const COMMON: f32 = 64.0;

/// What a text is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Topic {
    numbers: [f32; DIMS],
    /// The product with itself.
    square: f32,
}

impl Topic {
    /// Of no text.
    pub(super) const NONE: Self = Self { numbers: [0.0; DIMS], square: 0.0 };

    fn new(numbers: [f32; DIMS]) -> Self {
        Self { numbers, square: dot(&numbers, &numbers) }
    }

    /// How much two texts are about the same: −1 to 1, the cosine; 0 where one says nothing.
    pub(super) fn cosine(&self, other: &Self) -> f32 {
        let norm = (self.square * other.square).sqrt();
        if norm > 0.0 { dot(&self.numbers, &other.numbers) / norm } else { 0.0 }
    }
}

impl AddAssign<&Topic> for Topic {
    fn add_assign(&mut self, other: &Topic) {
        self.numbers.iter_mut().zip(other.numbers).for_each(|(sum, number)| *sum += number);
        *self = Self::new(self.numbers);
    }
}

impl<'a> std::iter::Sum<&'a Topic> for Topic {
    fn sum<I: Iterator<Item = &'a Topic>>(topics: I) -> Self {
        topics.fold(Self::NONE, |mut sum, topic| {
            sum += topic;
            sum
        })
    }
}

/// The learned directions.
pub(super) type Topics = Directions<DIMS, LEVELS>;

/// The topics of a page's texts. Of other tongues than Chinese nothing was learned: there the page's own words are the
/// directions.
pub(super) fn of_page(topics: &Topics, language: &Language, tongue: Tongue, texts: &[&str]) -> Vec<Topic> {
    match tongue {
        Tongue::Chinese => texts.iter().map(|text| Topic::new(topics.sum(rows(language, text)))).collect(),
        Tongue::Japanese | Tongue::English => by_own_words(tongue, texts),
    }
}

/// A direction for each of the words that most of a page's texts share; those in more than a third of them say nothing.
fn by_own_words(tongue: Tongue, texts: &[&str]) -> Vec<Topic> {
    let mut blocks: BTreeMap<Term, Vec<usize>> = BTreeMap::new();
    for (nth, text) in texts.iter().enumerate() {
        terms(tongue, text).into_iter().for_each(|term| blocks.entry(term).or_default().push(nth));
    }
    let texts_with = |blocks: &[usize]| blocks.chunk_by(|a, b| a == b).count();
    let shared = blocks.into_values().map(|blocks| (texts_with(&blocks), blocks));
    let mut shared: Vec<_> =
        shared.filter(|(with, _)| (2..=(texts.len() / 3).max(2)).contains(with)).collect();
    shared.sort_by_key(|(with, _)| Reverse(*with));
    let mut topics = vec![[0.0; DIMS]; texts.len()];
    for (direction, (_, blocks)) in shared.iter().take(DIMS).enumerate() {
        blocks.iter().for_each(|block| topics[*block][direction] += 1.0);
    }
    topics.into_iter().map(Topic::new).collect()
}

/// The directions that a text's pairs of characters have, each as often as it has them.
pub(super) fn rows(language: &Language, text: &str) -> Vec<usize> {
    let chars: Vec<char> = plain(text).chars().collect();
    let runs = ends(&chars).into_iter().flat_map(|part| part.split(|c| !c.is_alphanumeric()));
    let pairs = runs.flat_map(|run| run.windows(2)).filter(|pair| language.has(pair, COMMON));
    pairs.map(|pair| (hash(pair.iter().copied()) % ROWS as u64) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stitch::Model;

    /// Texts that share no pair of characters: `near` is about the same, `far` is not.
    #[test]
    fn what_belongs_together_points_the_same_way() {
        let model = Model::shipped();
        let topic = |text: &str| Topic::new(model.topics.sum(rows(&model.language, text)));
        for (text, near, far) in [
            ("法院开庭审理此案", "被告人依法判处有期徒刑", "小麦长势喜人，农民抢收抢种"),
            ("球队昨晚主场取胜", "运动员备战奥运比赛", "网民下单，快递员送货上门"),
            ("患者确诊住院", "核酸检测疫情防控", "列车驶过大桥，铁路通车"),
        ] {
            let (near_cosine, far_cosine) =
                (topic(text).cosine(&topic(near)), topic(text).cosine(&topic(far)));
            assert!(near_cosine > far_cosine + 0.2, "{text}: {near} {near_cosine}, {far} {far_cosine}");
        }
        assert_eq!(topic("").cosine(&topic("法院")), 0.0, "nothing is about nothing");
    }

    #[test]
    fn where_nothing_was_learned_the_words_of_the_page_are_the_directions() {
        let page = [
            "終着駅にパン屋が開いた",
            "分校の卒業制作",
            "パン屋の終着駅",
            "卒業する分校の児童",
            "川の水位",
            "雪の峠",
        ];
        let topics = of_page(&Topics::default(), &Model::shipped().language, Tongue::Japanese, &page);
        assert!(topics[0].cosine(&topics[2]) > 0.9, "{topics:?}");
        assert!(topics[1].cosine(&topics[3]) > 0.9, "{topics:?}");
        assert_eq!(topics[0].cosine(&topics[1]), 0.0);
        assert_eq!(topics[4], Topic::NONE);
    }
}
