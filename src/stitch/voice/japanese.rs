//! Japanese: particles say that a sentence goes on; 。 and 」 that it may end; kana behind a character that its word does.

use super::Voice;
use crate::block::{Block, Ending, Opening, is_han, is_hiragana, is_kana};

/// What stands last in a phrase and never in a sentence.
const PARTICLES: &str = "はがをのにでともへやてり";

/// What no word begins with.
const WITHIN_WORD: &str = "ーぁぃぅぇぉっゃゅょァィゥェォッャュョヮゎ々んをゝゞヽヾ";

/// Tells the signs of a block as a Chinese block's.
pub(super) fn hear(block: &mut Block) {
    let text = block.text.as_str();
    let signs = &mut block.signs;
    let (last, mut head) = (text.trim_end().chars().next_back(), text.trim_start().chars());
    match last {
        // 「…」: newspapers leave the full stop within out.
        Some('」' | '』') if signs.ending == Ending::Closer => signs.ending = Ending::Sentence,
        Some(c) if signs.ending == Ending::Word && PARTICLES.contains(c) => signs.ending = Ending::Comma,
        _ => {}
    }
    let (first, second) = (head.next(), head.next());
    let within = first.is_some_and(|c| WITHIN_WORD.contains(c));
    let particle = first.is_some_and(|c| PARTICLES.contains(c)) && second == Some('、');
    if within || particle {
        signs.opening = Opening::Middle;
    }
}

/// What the words of a block say, from `hear`d signs.
pub(super) fn voice(block: &Block) -> Voice {
    let first_char = block.text.as_str().chars().find(|c| !c.is_whitespace());
    let kana = first_char.is_some_and(is_hiragana);
    let (starts, opens, first) = match block.signs.opening {
        _ if block.signs.dateline.is_some() => (1.5, 1.0, 2.0),
        Opening::Middle => (-4.0, -3.0, -3.0),
        _ if is_rest(block.text.as_str()) => (-2.5, -2.0, -2.5),
        Opening::Digit => (-0.5, 0.0, -1.0),
        _ if kana => (-0.5, -0.5, -1.0),
        _ => (1.0, 0.5, -0.5),
    };
    let (ends, closes, last) = match block.signs.ending {
        Ending::Sentence => (2.5, 0.5, -0.5),
        Ending::Closer => (0.5, 0.0, -1.0),
        Ending::Colon => (-1.0, -1.0, -2.0),
        Ending::Word | Ending::Comma | Ending::Opener => (-4.0, -3.0, -2.5),
    };
    let title = title(block);
    Voice { starts, ends, title, heading: title, first, last, opens, closes, fresh: starts }
}

/// The longest first sentence that is but the rest of one, in characters: 話す。
const REST: usize = 9;

/// …and the longest when it names no topic: 塩に漬けられた。
const REST_WITHOUT_TOPIC: usize = 14;

/// A verb and a full stop, as the rest of a sentence. Whole sentences are seldom so short, or say what they are about.
fn is_rest(text: &str) -> bool {
    let stop = text.chars().take(REST_WITHOUT_TOPIC).position(|c| c == '。');
    let short =
        stop.is_some_and(|at| at < REST || !text.chars().take(at).any(|c| matches!(c, 'は' | 'が' | 'も')));
    short && !text.starts_with(['「', '『', '（'])
}

/// Headlines are short and have no full stop; they may end with a particle.
fn title(block: &Block) -> f32 {
    let text = block.text.as_str();
    if text.contains('。') || block.signs.chars > 45 || block.signs.opening == Opening::Middle {
        return -4.0;
    }
    2.5 - block.signs.chars as f32 / 20.0
}

/// How well one block goes on with another, by the characters that meet.
pub(super) fn link(a: &Block, b: &Block) -> f32 {
    let last = a.text.as_str().chars().rev().find(|c| !c.is_whitespace());
    let first = b.text.as_str().chars().find(|c| !c.is_whitespace());
    let (Some(x), Some(y)) = (last, first) else { return 0.0 };
    let katakana = |c: char| is_kana(c) && !is_hiragana(c);
    if a.signs.ending == Ending::Sentence {
        return if b.signs.opening == Opening::Middle { -3.0 } else { 0.0 };
    }
    match (x, y) {
        (_, y) if WITHIN_WORD.contains(y) => 5.0,
        (x, y) if x.is_numeric() && (y.is_numeric() || "年月日時分人円万億件歳回".contains(y)) => {
            5.0
        }
        (x, y) if katakana(x) && katakana(y) => 4.0,
        (x, y) if is_han(x) && is_hiragana(y) => 3.0,
        ('、', _) => 1.5,
        (x, y) if PARTICLES.contains(x) && !is_hiragana(y) => 2.5,
        (x, y) if is_hiragana(x) && is_hiragana(y) => 1.0,
        (x, y) if is_han(x) && is_han(y) => 2.0,
        _ => 0.0,
    }
}
