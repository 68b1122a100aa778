//! Directions: numbers that pieces of words have, moved step by step until sums of them point where they should.

use crate::wear::Dice;

/// A row each for the pieces hashed to it.
pub(crate) struct Directions<const DIMS: usize> {
    /// As they are moved, in small steps…
    exact: Vec<[f32; DIMS]>,
    /// …and as they are summed: what the asset would keep of each, so that they learn to do with that
    /// ("quantisation-aware").
    kept: Vec<[f32; DIMS]>,
    keep: fn(f32) -> f32,
    /// The sums of the squares of what each was moved by: its steps get smaller (AdaGrad).
    moved: Vec<[f32; DIMS]>,
}

impl<const DIMS: usize> Directions<DIMS> {
    pub(crate) fn new(rows: usize, keep: fn(f32) -> f32, dice: &mut Dice) -> Self {
        let mut number = || (dice.below(2001) as f32 / 1000.0 - 1.0) / 10.0;
        let exact: Vec<[f32; DIMS]> = (0..rows).map(|_| std::array::from_fn(|_| number())).collect();
        let kept = exact.iter().map(|row| row.map(keep)).collect();
        Self { exact, kept, keep, moved: vec![[1e-2; DIMS]; rows] }
    }

    /// The sum of some rows.
    pub(crate) fn sum(&self, rows: &[usize]) -> [f32; DIMS] {
        let mut sum = [0.0; DIMS];
        rows.iter().for_each(|row| add(&mut sum, 1.0, &self.kept[*row]));
        sum
    }

    /// Moves rows against a slope.
    pub(crate) fn step(&mut self, rows: &[usize], slope: &[f32; DIMS], rate: f32) {
        for row in rows {
            let (exact, moved) = (&mut self.exact[*row], &mut self.moved[*row]);
            for ((number, moved), slope) in exact.iter_mut().zip(moved).zip(slope) {
                *moved += slope * slope;
                *number -= rate * slope / moved.sqrt();
            }
            self.kept[*row] = exact.map(self.keep);
        }
    }

    /// All numbers, row by row.
    pub(crate) fn numbers(&self) -> &[f32] {
        self.exact.as_flattened()
    }
}

/// How fast directions are moved in a round of so many: less each time, a tenth in the end.
pub(crate) fn falling(rate: f32, round: usize, rounds: usize) -> f32 {
    rate * (1.0 - 0.9 * round as f32 / rounds as f32)
}

/// Adds some times of one to another.
pub(crate) fn add<const DIMS: usize>(sum: &mut [f32; DIMS], times: f32, other: &[f32; DIMS]) {
    sum.iter_mut().zip(other).for_each(|(sum, number)| *sum += times * number);
}

/// The product of two.
pub(crate) fn dot<const DIMS: usize>(a: &[f32; DIMS], b: &[f32; DIMS]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
