//! Levels: learned numbers in two or four bits each.
//!
//! Levels are 1 apart and 0 is in their middle: four are −3/2, −1/2, 1/2 and 3/2, fifteen are −7 to 7. The first number of a
//! byte is in its lowest bits.

/// The bits that so many levels take.
pub(super) const fn bits(levels: usize) -> usize {
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

/// The number that stands at a place of a byte.
pub(super) fn in_byte<const LEVELS: usize>(byte: u8, at: usize) -> f32 {
    let bits = const { bits(LEVELS) };
    number::<LEVELS>(byte >> (bits * at) & (u8::MAX >> (8 - bits)))
}

/// The number that stands at a place of packed ones.
pub(super) fn unpacked<const LEVELS: usize>(bytes: &[u8], at: usize) -> f32 {
    let a_byte = const { 8 / bits(LEVELS) };
    in_byte::<LEVELS>(bytes[at / a_byte], at % a_byte)
}

/// The bytes of numbers; `unit` is how far the levels are apart in them.
#[must_use]
pub fn pack_levels<const LEVELS: usize>(numbers: &[f32], unit: f32) -> Vec<u8> {
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
    fn numbers_survive_packing() {
        let numbers = [-9.0, -0.2, 0.4, 1.1, 1.5, 0.5, -0.5, -1.5];
        let packed = pack_levels::<4>(&numbers, 1.0);
        assert_eq!(packed, [0b11_10_01_00, 0b00_01_10_11]);
        let unpack = |at: usize| unpacked::<4>(&packed, at);
        assert_eq!(std::array::from_fn(unpack), [-1.5, -0.5, 0.5, 1.5, 1.5, 0.5, -0.5, -1.5]);
        let packed = pack_levels::<15>(&numbers, 0.5);
        assert_eq!(packed.len(), 4);
        let halves: [f32; 8] = std::array::from_fn(|at| unpacked::<15>(&packed, at));
        assert_eq!(halves, [-7.0, 0.0, 1.0, 2.0, 3.0, 1.0, -1.0, -3.0]);
        assert_eq!(halves, numbers.map(|number| kept::<15>(number / 0.5)));
    }
}
