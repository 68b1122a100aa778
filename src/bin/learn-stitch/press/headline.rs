//! Headlines: where a story's stands among its pieces, and how an engine reads one off paper.

use super::{Engine, Printed, is_picture};
use crate::Article;
use crate::wear::Dice;

/// Of a hundred headlines over several columns, so many are read with any of these, and not with the first.
const ELSEWHERE: usize = 60;

/// Before the story, late, or lost.
pub(super) fn headline(
    story: &Article,
    at: usize,
    pieces: &mut [Vec<Printed>],
    engine: &Engine,
    dice: &mut Dice,
) {
    // A picture's caption mostly stands by itself.
    if dice.falls(if is_picture(story) { 60 } else { 9 }) {
        return;
    }
    let level = if engine.plain { String::new() } else { format!("{} ", "#".repeat(1 + dice.below(3))) };
    let forms = story.headlines();
    let words = forms[(1 + dice.below(3)) % forms.len()].clone();
    let title = Printed { story: Some(at), paragraph: None, words, marks: (level, String::new()) };
    let last = pieces.len() - 1;
    let (piece, place) = match (dice.falls(engine.late), dice.falls(50) && last > 0) {
        (true, true) => (1 + dice.below(last), 0),
        (true, false) => (0, pieces[0].len().min(1 + dice.below(3))),
        _ => (0, 0),
    };
    let place = place.min(pieces[piece].len());
    pieces[piece].insert(place, title);
}

/// Over all columns of the story, as on paper: its lines whole on top of one of the columns, or each column's part of them
/// on top of the column.
pub(super) fn headline_in_lines(
    story: &Article,
    at: usize,
    pieces: &mut [Vec<Printed>],
    engine: &Engine,
    dice: &mut Dice,
) {
    if is_picture(story) && dice.falls(60) {
        return;
    }
    let mut lines: Vec<Vec<char>> = Vec::new();
    let kicker = Some(story.kicker.as_str()).filter(|_| dice.falls(70));
    for words in kicker.into_iter().chain(story.title.split_whitespace()) {
        match lines.last_mut() {
            // Short lines are set in one, more often than not.
            Some(last) if last.len() + words.chars().count() < 16 && dice.falls(60) => {
                last.extend(words.chars());
            }
            _ => lines.push(words.chars().collect()),
        }
    }
    lines.retain(|line| !line.is_empty());
    let columns = pieces.len();
    let sliced = columns > 1 && dice.falls(45);
    let under = if dice.falls(ELSEWHERE) { dice.below(columns) } else { 0 };
    let main = dice.below(lines.len());
    let mut tops: Vec<Vec<Printed>> = vec![Vec::new(); columns];
    for (nth, line) in lines.iter().enumerate() {
        let level = match (engine.plain, nth == main) {
            (true, _) => String::new(),
            (false, true) => format!("{} ", "#".repeat(1 + dice.below(2))),
            (false, false) if dice.falls(40) => "## ".to_owned(),
            (false, false) => String::new(),
        };
        let over = if sliced { columns.min(1 + line.len() / 4) } else { 1 };
        let place = dice.below(columns - over + 1);
        let first = if sliced { place } else { under };
        let mut rest = line.as_slice();
        for column in 0..over {
            let share = rest.len() / (over - column);
            let wider = if column + 1 < over { share.saturating_sub(1) + dice.below(3) } else { rest.len() };
            let (here, there) = rest.split_at(wider.min(rest.len()));
            rest = there;
            let words: String = here.iter().collect();
            if !words.is_empty() {
                let marks = (level.clone(), String::new());
                tops[first + column].push(Printed { story: Some(at), paragraph: None, words, marks });
            }
        }
    }
    for (piece, top) in pieces.iter_mut().zip(tops) {
        piece.splice(0..0, top);
    }
}
