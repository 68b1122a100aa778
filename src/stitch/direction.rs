//! Directions: what hashed pieces of words have learned of each other, as numbers of a few bits.
//!
//! Each piece has a direction in a space; those of a text, added up, say what it is about ([`super::topic`]) or what it
//! offers at a cut ([`super::bond`]). Few bits are enough: what one number is off, the sum of many evens out, and the bytes
//! are better spent on more of them (`assets/stitch/README.md`).

/// A table of directions of `DIMS` numbers, each of which is one of `LEVELS`, as the asset has it: row by row, the first
/// number of a byte in its lowest bits. Levels are 1 apart and 0 is in their middle: four are −3/2, −1/2, 1/2 and 3/2.
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
                let levels = (0..).step_by(bits).map(|shift| byte >> shift & (u8::MAX >> (8 - bits)));
                sums.iter_mut().zip(levels).for_each(|(sum, level)| *sum += number::<LEVELS>(level));
            }
        }
        sum
    }
}

/// The bits that so many levels take.
const fn bits(levels: usize) -> usize {
    levels.next_power_of_two().ilog2() as usize
}

/// The highest of the levels; the lowest is less than 0 by as much.
const fn most(levels: usize) -> f32 {
    (levels - 1) as f32 / 2.0
}

/// The number at a level.
fn number<const LEVELS: usize>(level: u8) -> f32 {
    f32::from(level) - const { most(LEVELS) }
}

/// The level a number is kept as.
fn level<const LEVELS: usize>(number: f32) -> u8 {
    // Half is added and the rest cut off: where there are so many, `round` is slow.
    ((number + const { most(LEVELS) } + 0.5) as u8).min((LEVELS - 1) as u8)
}

/// A number as it is kept.
#[must_use]
pub fn kept<const LEVELS: usize>(given: f32) -> f32 {
    number::<LEVELS>(level::<LEVELS>(given))
}

/// The bytes of directions, row by row; `unit` is how far the levels are apart in these numbers.
#[must_use]
pub fn pack_directions<const LEVELS: usize>(numbers: &[f32], unit: f32) -> Vec<u8> {
    let bits = const { bits(LEVELS) };
    let byte = |numbers: &[f32]| {
        let levels = numbers.iter().map(|number| level::<LEVELS>(number / unit));
        levels.rev().fold(0, |byte, level| (byte << bits) | level)
    };
    numbers.chunks(8 / bits).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_survive_packing() {
        let numbers = [-9.0, -0.2, 0.4, 1.1, 1.5, 0.5, -0.5, -1.5];
        let packed = pack_directions::<4>(&numbers, 1.0);
        assert_eq!(packed, [0b11_10_01_00, 0b00_01_10_11]);
        let directions = Directions::<4, 4>::read(&packed);
        assert_eq!(directions.sum([0]), [-1.5, -0.5, 0.5, 1.5]);
        assert_eq!(directions.sum([0, 1, 1, 2]), [1.5, 0.5, -0.5, -1.5], "there is no third");
        let packed = pack_directions::<15>(&numbers, 0.5);
        assert_eq!(packed.len(), 4);
        let halves = Directions::<8, 15>::read(&packed).sum([0]);
        assert_eq!(halves, [-7.0, 0.0, 1.0, 2.0, 3.0, 1.0, -1.0, -3.0]);
        assert_eq!(halves.to_vec(), numbers.map(|n| kept::<15>(n / 0.5)));
    }
}
