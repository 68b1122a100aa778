//! Forests: small boosted trees over the same signals as the weights, for what only holds together.
//!
//! A weight can say "a cut story goes on" and "the column is full"; that the second only matters where the first holds
//! is what trees are for. They are few and small, and add to the weights' sum.

/// A forest.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    /// The nodes of all trees, as the asset has them.
    nodes: Vec<Node>,
    /// The same as rows are asked: of each tree its questions and its leaves, one behind the other.
    trees: Vec<Tree>,
    asks: Vec<Ask>,
    leaves: Vec<f32>,
}

/// How many questions and leaves a tree has.
#[derive(Clone, Copy, Debug)]
struct Tree {
    asks: usize,
    leaves: usize,
}

/// A question, and what it means that a row is above the border: of the tree's leaves, told from the left, a bit each, those
/// that can still be its own. All of a tree's questions answered, a row's leaf is the first that is left; so no answer has
/// to wait for another ("`QuickScorer`", Lucchese and others, 2015), and several rows are asked at a time.
#[derive(Clone, Copy, Debug)]
struct Ask {
    signal: u8,
    at_most: f32,
    above: u32,
}

/// Leaves of a tree, at most.
const LEAVES: usize = 32;

/// Rows asked at a time.
const LANES: usize = 8;

/// One node: a question to a signal, or a leaf with its log odds. A tree is its root, then its left branch, then its right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// Is the signal at this place of the row at most this? Then the left branch is next, else the right.
    Ask(u8, f32),
    /// Adds this much.
    Leaf(f32),
}

/// Bytes a node takes in the asset: the signal, and the upper half of a little-endian f32.
const NODE: usize = 3;

/// What stands in a leaf for the signal.
const LEAF: u8 = u8::MAX;

/// A number as it is kept: 8 bits of it tell.
#[must_use]
pub fn rough(number: f32) -> f32 {
    f32::from_bits(number.to_bits() & 0xffff_0000)
}

impl Forest {
    /// Adds the tree at the head of some nodes; says how many nodes that took, none when they are no tree of up to 32 leaves.
    pub fn push(&mut self, nodes: &[Node]) -> Option<usize> {
        let (asks, leaves) = (self.asks.len(), self.leaves.len());
        let Some(len) = self.plant(nodes, 0, leaves, LEAVES) else {
            self.asks.truncate(asks);
            self.leaves.truncate(leaves);
            return None;
        };
        self.trees.push(Tree { asks: self.asks.len() - asks, leaves: self.leaves.len() - leaves });
        self.nodes.extend_from_slice(&nodes[..len]);
        Some(len)
    }

    /// Adds what hangs at a node of a tree whose leaves begin at `first`; says where the next branch begins.
    fn plant(&mut self, nodes: &[Node], at: usize, first: usize, depth: usize) -> Option<usize> {
        match *nodes.get(at)? {
            Node::Leaf(value) => {
                self.leaves.push(value);
                (self.leaves.len() - first <= LEAVES).then_some(at + 1)
            }
            Node::Ask(signal, at_most) => {
                let depth = depth.checked_sub(1)?;
                let left = self.leaves.len() - first;
                let right = self.plant(nodes, at + 1, first, depth)?;
                let above = bits(left) | !bits(self.leaves.len() - first);
                self.asks.push(Ask { signal, at_most, above });
                self.plant(nodes, right, first, depth)
            }
        }
    }

    /// The sum of the trees' leaves for a row of signals.
    #[must_use]
    pub fn sum(&self, row: &[f32]) -> f32 {
        self.sum_lanes(&[row])[0]
    }

    /// …for each of many rows: a fraction of the work.
    #[must_use]
    pub fn sums(&self, rows: &[&[f32]]) -> Vec<f32> {
        let chunks = rows.chunks(LANES);
        chunks.flat_map(|rows| self.sum_lanes(rows).into_iter().take(rows.len())).collect()
    }

    fn sum_lanes(&self, rows: &[&[f32]]) -> [f32; LANES] {
        let mut columns = [[0.0; LANES]; 1 << u8::BITS];
        for (lane, row) in rows.iter().enumerate() {
            columns.iter_mut().zip(*row).for_each(|(column, value)| column[lane] = *value);
        }
        let mut sums = [0.0; LANES];
        let (mut asks, mut leaves) = (self.asks.as_slice(), self.leaves.as_slice());
        for tree in &self.trees {
            let (these, other) = asks.split_at(tree.asks);
            let mut left = [u32::MAX; LANES];
            for ask in these {
                let column = &columns[usize::from(ask.signal)];
                for (left, value) in left.iter_mut().zip(column) {
                    // No branch, so that all lanes are answered at once.
                    *left &= ask.above | u32::from(*value <= ask.at_most).wrapping_neg();
                }
            }
            for (sum, left) in sums.iter_mut().zip(left) {
                *sum += leaves[left.trailing_zeros() as usize];
            }
            (asks, leaves) = (other, &leaves[tree.leaves..]);
        }
        sums
    }

    /// The number of trees.
    #[must_use]
    pub fn len(&self) -> usize {
        self.trees.len()
    }

    /// True without trees.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// As bytes: the number of nodes, then the nodes.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX).to_le_bytes());
        for node in &self.nodes {
            let (signal, number) = match *node {
                Node::Ask(signal, at_most) => (signal, at_most),
                Node::Leaf(value) => (LEAF, value),
            };
            out.push(signal);
            out.extend(&number.to_le_bytes()[2..]);
        }
    }

    /// Reads what [`write`](Self::write) wrote from the head of `bytes` and moves them on; a damaged asset gives no trees.
    pub fn read(bytes: &mut &[u8]) -> Self {
        Self::parse(bytes).unwrap_or_default()
    }

    fn parse(bytes: &mut &[u8]) -> Option<Self> {
        let (len, rest) = bytes.split_first_chunk()?;
        let (nodes, rest) = rest.split_at_checked((u32::from_le_bytes(*len) as usize).checked_mul(NODE)?)?;
        *bytes = rest;
        let node = |n: &[u8]| {
            let number = f32::from_le_bytes([0, 0, n[1], n[2]]);
            if n[0] == LEAF { Node::Leaf(number) } else { Node::Ask(n[0], number) }
        };
        let nodes: Vec<Node> = nodes.chunks_exact(NODE).map(node).collect();
        let mut forest = Self::default();
        let mut rest = nodes.as_slice();
        while !rest.is_empty() {
            rest = &rest[forest.push(rest)?..];
        }
        Some(forest)
    }
}

/// The lowest `n` bits, of up to 32.
fn bits(n: usize) -> u32 {
    ((1_u64 << n) - 1) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forest_survives_writing() {
        let mut forest = Forest::default();
        let nodes =
            [Node::Ask(1, 0.5), Node::Leaf(-1.0), Node::Ask(0, 2.0), Node::Leaf(3.0), Node::Leaf(5.0)];
        assert_eq!(forest.push(&nodes), Some(5));
        assert_eq!(forest.push(&[Node::Leaf(0.25)]), Some(1));
        assert_eq!(forest.push(&nodes[..4]), None, "a branch is missing");
        let mut bytes = Vec::new();
        forest.write(&mut bytes);
        bytes.push(7);
        let mut rest = bytes.as_slice();
        let back = Forest::read(&mut rest);
        assert_eq!(rest, [7]);
        for (row, sum) in [([0.0, 0.0], -0.75), ([2.0, 1.0], 3.25), ([3.0, 1.0], 5.25)] {
            assert_eq!((forest.sum(&row), back.sum(&row)), (sum, sum));
        }
        assert!(Forest::read(&mut &bytes[..9]).is_empty());
    }
}
