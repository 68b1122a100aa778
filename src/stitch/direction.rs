//! Directions: what hashed pieces of words have learned of each other, as numbers of a few bits.
//!
//! Each piece has a direction in a space; those of a text, added up, say what it is about ([`super::topic`]) or what it
//! offers at a cut ([`super::bond`]). Few bits are enough: what one number is off, the sum of many evens out, and the bytes
//! are better spent on more of them (`assets/stitch/README.md`).

use super::level::{bits, in_byte};

/// A table of directions of `DIMS` numbers, each of which is at one of `LEVELS`, as the asset has it: row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Directions<const DIMS: usize, const LEVELS: usize> {
    table: Vec<u8>,
}

impl<const DIMS: usize, const LEVELS: usize> Directions<DIMS, LEVELS> {
    /// Reads the asset.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self { table: bytes.to_vec() }
    }

    /// The sum of some directions; those that the table has not are 0.
    pub(super) fn sum(&self, rows: impl IntoIterator<Item = usize>) -> [f32; DIMS] {
        const { assert!((DIMS * bits(LEVELS)).is_multiple_of(8) && 8_usize.is_multiple_of(bits(LEVELS))) }
        let bits = const { bits(LEVELS) };
        let bytes = DIMS * bits / 8;
        let mut sum = [0.0; DIMS];
        for row in rows {
            let row = self.table.get(row * bytes..(row + 1) * bytes).unwrap_or_default();
            for (sums, byte) in sum.chunks_exact_mut(8 / bits).zip(row) {
                sums.iter_mut().enumerate().for_each(|(at, sum)| *sum += in_byte::<LEVELS>(*byte, at));
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stitch::level::pack_levels;

    #[test]
    fn a_sum_is_that_of_the_rows_there_are() {
        let packed = pack_levels::<4>(&[-9.0, -0.2, 0.4, 1.1, 1.5, 0.5, -0.5, -1.5], 1.0);
        let directions = Directions::<4, 4>::read(&packed);
        assert_eq!(directions.sum([0]), [-1.5, -0.5, 0.5, 1.5]);
        assert_eq!(directions.sum([0, 1, 1, 2]), [1.5, 0.5, -0.5, -1.5], "there is no third");
    }
}
