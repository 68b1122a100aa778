//! The model: everything the stitcher has learned, as one value.
//!
//! Its card is `assets/stitch/README.md`: what it was learned from, how, and how good it is.

use super::bond::{self, Bond, Bonds};
use super::edges::Edges;
use super::forest::Forest;
use super::language::Language;
use super::topic::{self, Topics, rows};
use super::weights::{self, Row};
use super::worth::Kind;
use super::{border, join, lines, reading, seam, worth};
use crate::block::Tongue;
use std::sync::LazyLock;

/// What was learned: the language, and what signals are worth.
#[derive(Clone, Debug)]
pub struct Model {
    /// Counts of characters that follow each other.
    pub(super) language: Language,
    /// What headlines, first and last paragraphs begin and end with.
    pub(super) edges: Edges,
    /// What pairs of characters have to do with each other.
    pub(super) topics: Topics,
    /// What words go on with what words.
    pub(super) bonds: Bonds,
    /// One for each [`Table`].
    scorers: Vec<Scorer>,
}

/// The parts of the asset that know words and nothing of pages, in the order in which [`Model::read`] takes them.
pub const WORDS: [&str; 4] = ["ngrams.bin", "edges.bin", "topics.bin", "bonds.bin"];

/// Turns a row of signals into log odds.
#[derive(Clone, Debug, Default)]
pub struct Scorer {
    /// Logits a unit, a signal each.
    pub weights: Vec<f32>,
    /// What only holds together.
    pub forest: Forest,
}

/// The things that are scored, each with signals of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// Does this block go on in that block's paragraph, of any two?
    Seam,
    /// …of two that follow each other in a story?
    Join,
    /// Does this block stop in mid-paragraph, and go on on the page?
    Cut,
    /// Does it begin in mid-paragraph, with the first half on the page?
    Middle,
    /// A move of the search.
    Move(Kind),
    /// A reading of the whole page.
    Reading,
    /// Does this printed line go on in the next, by widths and words?
    Line,
    /// …by widths alone?
    Width,
}

impl Table {
    /// All tables, in the order of the asset.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let moves = Kind::ALL.iter().map(|kind| Self::Move(*kind));
        let blocks = [Self::Seam, Self::Join, Self::Cut, Self::Middle];
        blocks.into_iter().chain(moves).chain([Self::Reading, Self::Line, Self::Width]).collect()
    }

    /// Its name in the asset.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Seam => "seam",
            Self::Join => "join",
            Self::Cut => "cut",
            Self::Middle => "middle",
            Self::Move(kind) => kind.name(),
            Self::Reading => "reading",
            Self::Line => "line",
            Self::Width => "width",
        }
    }

    /// Its signals: name, and what it says.
    #[must_use]
    pub fn signals(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Seam => seam::SeamSignal::described(),
            Self::Join => join::described(),
            Self::Cut | Self::Middle => border::BorderSignal::described(),
            Self::Move(kind) => worth::described(kind),
            Self::Reading => reading::ReadingSignal::described(),
            Self::Line => lines::described(),
            Self::Width => lines::WidthSignal::described(),
        }
    }

    /// Its place among the tables.
    #[must_use]
    pub fn place(self) -> usize {
        match self {
            Self::Seam => 0,
            Self::Join => 1,
            Self::Cut => 2,
            Self::Middle => 3,
            Self::Move(kind) => 4 + kind as usize,
            Self::Reading => 4 + Kind::ALL.len(),
            Self::Line => 5 + Kind::ALL.len(),
            Self::Width => 6 + Kind::ALL.len(),
        }
    }
}

impl Scorer {
    /// The log odds of a row.
    pub(super) fn score(&self, row: &Row) -> f32 {
        self.linear(row) + self.forest.sum(&row.0)
    }

    /// …of each of many rows: a fraction of the work.
    pub(super) fn scores(&self, rows: &[Row]) -> Vec<f32> {
        let signals: Vec<&[f32]> = rows.iter().map(|row| row.0.as_slice()).collect();
        let trees = self.forest.sums(&signals);
        rows.iter().zip(trees).map(|(row, trees)| self.linear(row) + trees).collect()
    }

    /// What the weights alone say: a fraction of the work.
    pub(super) fn linear(&self, row: &Row) -> f32 {
        weights::dot(&self.weights, &row.0)
    }
}

impl Model {
    /// The model that comes with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Model> = LazyLock::new(|| {
            let weights = include_str!("../../assets/stitch/weights.txt");
            let trees = include_bytes!("../../assets/stitch/trees.bin");
            let words: [&[u8]; 4] = [
                include_bytes!("../../assets/stitch/ngrams.bin"),
                include_bytes!("../../assets/stitch/edges.bin"),
                include_bytes!("../../assets/stitch/topics.bin"),
                include_bytes!("../../assets/stitch/bonds.bin"),
            ];
            Model::read(words, weights, trees)
        });
        &SHIPPED
    }

    /// Reads the parts of the asset: those of [`WORDS`], the weights and the trees.
    #[must_use]
    pub fn read(words: [&[u8]; 4], weights: &str, mut trees: &[u8]) -> Self {
        let scorer = |table: Table| {
            let names = table.signals().into_iter().map(|(name, _)| name);
            let weights = weights::read(weights, table.name(), names);
            Scorer { weights, forest: Forest::read(&mut trees) }
        };
        let scorers = Table::all().into_iter().map(scorer).collect();
        let [ngrams, edges, topics, bonds] = words;
        Self {
            language: Language::read(ngrams),
            edges: Edges::read(edges),
            topics: Topics::read(topics),
            bonds: Bonds::read(bonds),
            scorers,
        }
    }

    /// A model that knows words, and nothing of pages.
    #[must_use]
    pub fn unlearned(words: [&[u8]; 4]) -> Self {
        Self::read(words, "", &[])
    }

    /// The directions of a text's topic, each as often as the text has it.
    #[must_use]
    pub fn topic_rows(&self, text: &str) -> Vec<usize> {
        rows(&self.language, text)
    }

    /// The directions of the bond that an end offers, of which these are the last characters.
    #[must_use]
    pub fn end_rows(&self, tail: &[char]) -> Vec<usize> {
        bond::end(&self.language, tail)
    }

    /// …and of the bond that a beginning does, of which these are the first.
    #[must_use]
    pub fn beginning_rows(&self, head: &[char]) -> Vec<usize> {
        bond::beginning(&self.language, head)
    }

    /// How much two texts are about the same: −1 to 1, the cosine of their topics.
    #[must_use]
    pub fn same_topic(&self, a: &str, b: &str) -> f32 {
        let topics = topic::of_page(&self.topics, &self.language, Tongue::Chinese, &[a, b]);
        topics[0].cosine(&topics[1])
    }

    /// How well the words of a beginning go on with those of an end, in logits.
    #[must_use]
    pub fn bond(&self, end: &str, beginning: &str) -> f32 {
        let bond = |text: &str| Bond::of(&self.bonds, &self.language, text);
        bond(end).with(&bond(beginning))
    }

    /// By how much the last characters of a text make the first of another more probable (log odds).
    #[must_use]
    pub fn link(&self, tail: &[char], head: &[char]) -> f32 {
        self.language.link(tail, head)
    }

    /// What scores a table.
    #[must_use]
    pub fn scorer(&self, table: Table) -> &Scorer {
        &self.scorers[table.place()]
    }

    /// Replaces what scores a table.
    pub fn set(&mut self, table: Table, scorer: Scorer) {
        self.scorers[table.place()] = scorer;
    }

    /// The weights of all tables, as text.
    #[must_use]
    pub fn weights(&self) -> String {
        let mut text = String::from("# Learned by learn-stitch. Weights in logits a unit of the signal.\n");
        let sort = |table: &Table| match table {
            Table::Seam | Table::Join => 0,
            Table::Cut | Table::Middle => 1,
            Table::Move(_) => 2,
            Table::Reading => 3,
            Table::Line | Table::Width => 4,
        };
        for alike in Table::all().chunk_by(|a, b| sort(a) == sort(b)) {
            let written =
                |table: &Table| (table.name(), table.signals(), self.scorer(*table).weights.as_slice());
            weights::write(&alike.iter().map(written).collect::<Vec<_>>(), &mut text);
        }
        text
    }

    /// The trees of all tables, as bytes.
    #[must_use]
    pub fn trees(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for table in Table::all() {
            self.scorer(table).forest.write(&mut bytes);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_figures_survive_reading_and_writing() {
        let model = Model::shipped();
        assert!(model.weights() == include_str!("../../assets/stitch/weights.txt"), "weights.txt");
        assert!(model.trees() == include_bytes!("../../assets/stitch/trees.bin"), "trees.bin");
    }
}
