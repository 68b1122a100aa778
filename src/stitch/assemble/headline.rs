//! Headlines: the pieces of one become kicker, title and deck.

use crate::block::{Block, begins_with_dash};
use crate::source::Text;
use crate::stitch::Headline;

/// The headline made of these blocks, in the order of the page.
pub(super) fn headline(pieces: &[&Block]) -> Option<Headline> {
    match pieces {
        [] => None,
        [whole] => Some(split(&whole.text)),
        _ => Some(stack(pieces)),
    }
}

/// 主题 ——副题: the deck is what a dash opens behind the title.
fn split(text: &Text) -> Headline {
    let words = text.as_str();
    let dash = words.find("——").filter(|at| *at > 0 && words[..*at].ends_with([' ', '　']));
    match dash {
        Some(at) => {
            let (title, deck) = (text.slice(0..at).trim(), text.slice(at..words.len()).trim());
            Headline { kicker: None, title, deck: Some(deck) }
        }
        None => Headline { kicker: None, title: text.clone(), deck: None },
    }
}

/// The title is what is set largest, from its first piece to its last; what stands above is the kicker, below the deck.
/// A piece that a dash opens is a deck, whatever its size.
fn stack(pieces: &[&Block]) -> Headline {
    let size = |block: &Block| block.marks.heading.unwrap_or(7);
    let is_deck = |block: &Block| begins_with_dash(block.text.as_str());
    let titles = || pieces.iter().enumerate().filter(|(_, block)| !is_deck(block));
    let largest = titles().map(|(_, block)| size(block)).min().unwrap_or(7);
    let large = || titles().filter(|(_, block)| size(block) == largest).map(|(at, _)| at);
    let (first, last) = (large().min().unwrap_or(0), large().max().unwrap_or(pieces.len() - 1));
    let part = |range: &[&Block]| (!range.is_empty()).then(|| join(range));
    Headline {
        kicker: part(&pieces[..first]),
        title: join(&pieces[first..=last]),
        deck: part(&pieces[last + 1..]),
    }
}

/// The pieces with a blank between them.
fn join(pieces: &[&Block]) -> Text {
    let mut text = Text::default();
    for piece in pieces {
        if !text.is_empty() {
            text.push_filler(" ");
        }
        text.append(&piece.text);
    }
    text
}
