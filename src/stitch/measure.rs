//! Measure: how many characters a line of the page's columns holds, and whether a block ends with a full line.
//!
//! A column's end cuts a paragraph behind a full line: the lengths of what is cut are multiples of the measure, while a
//! paragraph's own end falls anywhere in its line. Nobody says what the measure is; the lengths of the blocks that stop
//! in mid-sentence tell, where there are enough of them. That is the one trace that a cut behind a full stop leaves.

use std::ops::RangeInclusive;

/// Characters a line may hold: narrower is a table, wider no column.
const WIDTHS: RangeInclusive<usize> = 8..=30;

/// The blanks before a paragraph's first line, in characters (two, by custom).
const INDENT: f32 = 2.0;

/// The share of cuts that fall where a line ends, for all the OCR did: of clean pages nearly all, where text was lost less.
const HELD: f32 = 0.85;

/// A line has a character more or less where a mark may not begin the next one. How much the lengths stray so: the part of
/// each distance against the one below, for no line, and for each line more; and at most.
const STRAY: f32 = 0.15;
const STRAY_A_LINE: f32 = 0.05;
const STRAY_MOST: f32 = 0.7;

/// The length of a block, as its lines are counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    /// Characters of full width…
    pub(super) wide: usize,
    /// …and digits and Latin letters, which some papers set at half of it.
    pub(super) narrow: usize,
    /// The probability that it begins with a paragraph's first line.
    pub(super) indented: f32,
}

impl Extent {
    /// That of a text.
    pub(super) fn of(text: &str, indented: f32) -> Self {
        let chars = || text.chars().filter(|c| !c.is_whitespace());
        let narrow = chars().filter(char::is_ascii_alphanumeric).count();
        Self { wide: chars().count() - narrow, narrow, indented }
    }
}

/// A measure that a page may have.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Measure {
    /// Characters a line.
    width: usize,
    /// The width of a digit, in characters.
    digit: f32,
}

/// The measures that a page may have, each with what speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Measures {
    /// How much likelier the lengths of the page's cut blocks are by it than by none (natural logarithm).
    told: Vec<(Measure, f32)>,
}

impl Measures {
    /// What the lengths of the blocks that stop in mid-sentence tell.
    pub(super) fn of(cut: &[Extent]) -> Self {
        let all = [1.0, 0.5].into_iter().flat_map(|digit| WIDTHS.map(move |width| Measure { width, digit }));
        let told = |measure: Measure| cut.iter().map(|extent| measure.odds(extent).ln()).sum();
        Self { told: all.map(|measure| (measure, told(measure))).collect() }
    }

    /// The probability that the page has a measure that its cuts keep to.
    pub(super) fn sure(&self) -> f32 {
        1.0 - self.weigh(|_| 0.0).1
    }

    /// By how much likelier a block's length is for what a column's end cuts than for what ends anywhere (log odds), by all
    /// measures that the page may have. `told` says that the block is among those that told them: it does not speak for itself.
    pub(super) fn full(&self, extent: &Extent, told: bool) -> f32 {
        let own = |measure: &Measure| if told { measure.odds(extent).ln() } else { 0.0 };
        let (weights, none) = self.weigh(own);
        let measures = self.told.iter().zip(weights);
        (none + measures.map(|((measure, _), weight)| weight * measure.odds(extent)).sum::<f32>()).ln()
    }

    /// The probability of each measure, and that there is none: as likely as any together, beforehand.
    fn weigh(&self, less: impl Fn(&Measure) -> f32) -> (Vec<f32>, f32) {
        let few = (self.told.len() as f32).ln();
        let logs: Vec<f32> = self.told.iter().map(|(measure, told)| told - less(measure) - few).collect();
        let most = logs.iter().copied().fold(0.0, f32::max);
        let sum = logs.iter().map(|log| (log - most).exp()).sum::<f32>() + (-most).exp();
        (logs.iter().map(|log| (log - most).exp() / sum).collect(), (-most).exp() / sum)
    }
}

impl Measure {
    /// By how much likelier a length is for what a column's end cuts than for what ends anywhere.
    fn odds(self, extent: &Extent) -> f32 {
        let length = extent.wide as f32 + self.digit * extent.narrow as f32;
        let (first, later) = (self.line_end(length + INDENT), self.line_end(length));
        extent.indented * first + (1.0 - extent.indented) * later
    }

    fn line_end(self, length: f32) -> f32 {
        let width = self.width as f32;
        let lines = (length / width).round();
        let off = (length - lines * width).abs().floor();
        let stray = (STRAY + STRAY_A_LINE * lines).min(STRAY_MOST);
        let held = if lines < 1.0 { 0.0 } else { stray.powf(off) * (1.0 - stray) / (1.0 + stray) };
        HELD * held * width + 1.0 - HELD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(wide: usize, indented: f32) -> Extent {
        Extent { wide, narrow: 0, indented }
    }

    fn likeliest(measures: &Measures) -> Measure {
        let best = measures.told.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        best.expect("there are measures").0
    }

    #[test]
    fn the_lengths_of_what_is_cut_tell_the_measure() {
        for (width, lines) in [(11, [3, 7, 2, 5, 1]), (14, [1, 4, 6, 2, 5]), (18, [2, 9, 3, 4, 1])] {
            let measures = Measures::of(&lines.map(|lines| extent(width * lines - 2, 1.0)));
            assert_eq!(likeliest(&measures).width, width, "{lines:?}");
            assert!(measures.sure() > 0.9);
            for (length, full) in [(width * 4 - 2, true), (width * 4 + 3, false), (width * 4 - 7, false)] {
                assert_eq!(measures.full(&extent(length, 1.0), false) > 0.0, full, "{length} at {width}");
            }
            // What goes on from a cut has no indent.
            assert!(measures.full(&extent(width * 3, 0.0), false) > 1.0);
        }
    }

    #[test]
    fn lengths_at_random_tell_nothing() {
        let lengths = [23, 87, 59, 70, 179, 229, 170, 133, 41, 98];
        let measures = Measures::of(&lengths.map(|length| extent(length, 1.0)));
        assert!(measures.sure() < 0.5);
        for length in lengths {
            assert!(measures.full(&extent(length, 1.0), true).abs() < 0.7, "{length}");
        }
        assert!(Measures::of(&[]).full(&extent(30, 1.0), false).abs() < 0.1);
    }

    #[test]
    fn digits_may_be_narrow() {
        let cut = [(1, 4), (2, 8), (3, 16), (5, 24), (4, 6), (3, 12)];
        let cut = cut.map(|(lines, narrow)| Extent { wide: 14 * lines - narrow / 2, narrow, indented: 0.0 });
        assert_eq!(likeliest(&Measures::of(&cut)), Measure { width: 14, digit: 0.5 });
    }
}
