//! Nearest: the known word that somebody probably meant.

/// The candidate nearest to `word`, by the letters to insert, remove, replace or swap (Damerau and Levenshtein's
/// distance, its restricted form, without regard to case); `None` when none is within a third of the word's length.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(MAX_WORD).collect();
    let reach = word.len().div_ceil(3);
    let measured = candidates.into_iter().map(|candidate| {
        let letters: Vec<char> = candidate.to_lowercase().chars().take(MAX_WORD).collect();
        (distance(&word, &letters), candidate)
    });
    measured
        .filter(|(distance, _)| *distance <= reach)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, found)| found)
}

/// Letters that are compared: names of files have no more, and the work grows with the square.
const MAX_WORD: usize = 255;

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found_or_none() {
        let known = ["width", "hang", "ambiguous"];
        let cases = [
            ("widht", Some("width")),
            ("with", Some("width")),
            ("Hang", Some("hang")),
            ("ambigous", Some("ambiguous")),
            ("colour", None),
            ("h", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
        assert_eq!(nearest("第二板.md", ["第一版.md", "第二版.md"]), Some("第二版.md"));
    }
}
