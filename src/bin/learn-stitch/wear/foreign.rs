//! Foreign: a page as of another paper. What was learned of words says less of its: many of its characters are others, the
//! same ones wherever they stand, so that its stories hold together by what they share and not by what is known of it.

use super::{Dice, Owner, Piece, pieces, set};
use crate::gold::LearnPage;
use dubao::block::{Signs, is_han};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of what all papers write alike: datelines, bylines, credits, jump lines, figures.
const COMMON: &str =
    "本报记者通讯员特约新华社网台电讯年月日摄图为版面下转上接第责任编辑一二三四五六七八九十百千万亿";

/// Makes a page one of another paper.
pub(crate) fn foreign(page: &LearnPage, seed: u64) -> LearnPage {
    let mut dice = Dice::new(seed);
    let mut pieces = pieces(page);
    let others = others(&pieces, [20, 35, 50][dice.below(3)], &mut dice);
    let (undated, marks) = (dice.falls(60), dice.below(3));
    for piece in &mut pieces {
        if undated {
            undate(piece);
        }
        piece.words = piece.words.chars().map(|c| others.get(&c).copied().unwrap_or(c)).collect();
        // Headlines of one level and subheads of another; all of one; as they are.
        match (marks, piece.owner) {
            (0, Owner::Title(_)) | (1, _) if piece.level > 0 => piece.level = 1,
            (0, Owner::Text(..)) if piece.level > 0 => piece.level = 3,
            _ => {}
        }
    }
    set(page, &pieces)
}

/// Of a hundred characters of the page so many change places with each other.
fn others(pieces: &[Piece], share: usize, dice: &mut Dice) -> BTreeMap<char, char> {
    let chars = pieces.iter().flat_map(|piece| piece.words.chars());
    let all: BTreeSet<char> = chars.filter(|c| is_han(*c) && !COMMON.contains(*c)).collect();
    let chosen: Vec<char> = all.into_iter().filter(|_| dice.falls(share)).collect();
    let mut places = chosen.clone();
    dice.shuffle(&mut places);
    chosen.into_iter().zip(places).collect()
}

/// Takes the dateline off.
fn undate(piece: &mut Piece) {
    let words = piece.words.replace("**", "");
    if let (Owner::Text(..), Some(len)) = (piece.owner, Signs::of(&words).dateline) {
        let rest = words[len..].trim_start();
        if !rest.is_empty() {
            piece.words = rest.to_owned();
        }
    }
}
