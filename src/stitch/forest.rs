//! Forests: small boosted trees over the same signals as the weights, for what only holds together.
//!
//! A weight can say "a cut story goes on" and "the column is full"; that the second only matters where the first holds
//! is what trees are for. They are few and small, and add to the weights' sum.

/// A forest: the trees' nodes one behind the other, each tree's root first.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    nodes: Vec<Node>,
    roots: Vec<u32>,
}

/// One node: a question to a signal, or a leaf with its log odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// Is the signal at most this? Then the node behind this one is next, else the one this many places on.
    Ask {
        /// The signal's place in the row.
        signal: u8,
        /// The border.
        at_most: f32,
        /// Where the other branch begins, counted from this node.
        skip: u8,
    },
    /// Adds this much.
    Leaf(f32),
}

/// Bytes a node takes in the asset: signal, skip (0 in a leaf), and the upper half of a little-endian f32.
const NODE: usize = 4;

/// A number as it is kept: 8 bits of it tell.
#[must_use]
pub fn rough(number: f32) -> f32 {
    f32::from_bits(number.to_bits() & 0xffff_0000)
}

impl Forest {
    /// Adds a tree. Its branches lie as [`Node::Ask`] says.
    pub fn push(&mut self, tree: &[Node]) {
        self.roots.push(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.extend_from_slice(tree);
    }

    /// The sum of the trees' leaves for a row of signals.
    #[must_use]
    pub fn sum(&self, row: &[f32]) -> f32 {
        self.roots.iter().map(|root| leaf(&self.nodes[*root as usize..], row)).sum()
    }

    /// The number of trees.
    #[must_use]
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    /// True without trees.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// As bytes: the numbers of trees and nodes, each tree's root, the nodes.
    pub fn write(&self, out: &mut Vec<u8>) {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        out.extend(count(self.roots.len()));
        out.extend(count(self.nodes.len()));
        out.extend(self.roots.iter().flat_map(|root| root.to_le_bytes()));
        for node in &self.nodes {
            let (signal, skip, number) = match node {
                Node::Ask { signal, at_most, skip } => (*signal, *skip, *at_most),
                Node::Leaf(value) => (0, 0, *value),
            };
            out.extend([signal, skip]);
            out.extend(&number.to_le_bytes()[2..]);
        }
    }

    /// Reads what [`write`](Self::write) wrote from the head of `bytes` and moves them on; a damaged asset gives no trees.
    pub fn read(bytes: &mut &[u8]) -> Self {
        let forest = Self::parse(bytes);
        forest.unwrap_or_default()
    }

    fn parse(bytes: &mut &[u8]) -> Option<Self> {
        let mut number = || {
            let (head, rest) = bytes.split_first_chunk::<4>()?;
            *bytes = rest;
            Some(u32::from_le_bytes(*head))
        };
        let (trees, len) = (number()? as usize, number()? as usize);
        let roots: Vec<u32> = (0..trees).map(|_| number()).collect::<Option<_>>()?;
        let (nodes, rest) = bytes.split_at_checked(len.checked_mul(NODE)?)?;
        *bytes = rest;
        let nodes = nodes.chunks_exact(NODE).map(|n| {
            let value = f32::from_le_bytes([0, 0, n[2], n[3]]);
            if n[1] == 0 { Node::Leaf(value) } else { Node::Ask { signal: n[0], at_most: value, skip: n[1] } }
        });
        Some(Self { nodes: nodes.collect(), roots })
    }
}

fn leaf(nodes: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match nodes.get(at) {
            Some(Node::Ask { signal, at_most, skip }) => {
                let value = row.get(usize::from(*signal)).copied().unwrap_or(0.0);
                at += if value <= *at_most { 1 } else { usize::from(*skip) };
            }
            Some(Node::Leaf(value)) => return *value,
            None => return 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forest_survives_writing() {
        let mut forest = Forest::default();
        forest.push(&[
            Node::Ask { signal: 1, at_most: 0.5, skip: 2 },
            Node::Leaf(-1.0),
            Node::Ask { signal: 0, at_most: 2.0, skip: 2 },
            Node::Leaf(3.0),
            Node::Leaf(5.0),
        ]);
        forest.push(&[Node::Leaf(0.25)]);
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
