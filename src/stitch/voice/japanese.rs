//! Japanese: particles say that a sentence goes on; 。 and 」 that it may end; kana behind a character that its word does.

use super::Voice;
use crate::block::{Block, Ending, Opening, Signs, is_figure, is_han, is_hiragana, is_kana};

/// What stands last in a phrase and never in a sentence.
const PARTICLES: &str = "はがをのにでともへやてり";

/// What no word begins with that is written in kana.
const NO_HEAD: &str = "らるれろ";

/// What no word begins with.
const WITHIN_WORD: &str = "ーぁぃぅぇぉっゃゅょァィゥェォッャュョヮゎ々んをゝゞヽヾ";

/// What no word begins with, as a rule, and the words that do: what else begins so is the rest of a phrase.
const AFTER_NOUN: &str = "をがはの";
const WORDS_LIKE_PARTICLES: &str =
    "がん がら がっ はじ はる はや はた はな はし はい はり のち のど のん のり のこ";

/// Words in kana that sentences begin with at the head of a paragraph. What else begins in kana is the rest of a word or phrase
/// more often than not: nouns and verbs begin with a character.
const HEADS: &str = "あいにく あさ あす あの あわせて いず いち いったん いっぽう いつ いま うわさ おお おかげ おと \
    かつて かね きっかけ きのう きょう けさ こう ここ この これ さっそく さて さまざま さらに \
    しか しば すで すべて そう そこ その そも それ ただ たとえば だから だが ちな \
    ちょうど つい つまり では とくに ところが ところで とはいえ とりわけ どう どこ どの \
    どれ なお なかでも なぜ なに ひと ふた ふだん ふも ほか ほとんど まず また まち \
    まも みん むろん もう もし もちろん もっとも もともと やがて やはり ようやく よそ \
    わが わずか";

/// What verbs end with that have a character at their head: 話|して, 出|せば.
const VERB_ENDINGS: [char; 10] = ['て', 'た', 'し', 'さ', 'せ', 'げ', 'め', 'け', 'べ', 'な'];

/// Quotation marks and brackets.
const OPENING: [char; 3] = ['「', '『', '（'];
const CLOSING: [char; 3] = ['」', '』', '）'];

/// Tells the signs of a text as those of Chinese.
pub(super) fn hear(text: &str, signs: &mut Signs) {
    let (last, mut head) = (text.trim_end().chars().next_back(), text.trim_start().chars());
    match last {
        // 「…」: newspapers leave the full stop within out. Of a few words it is a name.
        Some('」' | '』') if signs.ending == Ending::Closer && quotes_sentence(text) => {
            signs.ending = Ending::Sentence;
        }
        Some(c) if signs.ending == Ending::Word && PARTICLES.contains(c) => signs.ending = Ending::Comma,
        _ => {}
    }
    let (first, second) = (head.next(), head.next());
    let within = first.is_some_and(|c| WITHIN_WORD.contains(c) || NO_HEAD.contains(c));
    let particle = first.is_some_and(|c| PARTICLES.contains(c)) && second == Some('、');
    if within || particle || follows_noun(text) || closes_first(text) {
        signs.opening = Opening::Middle;
    }
}

/// True when the quotation at its end may be a sentence: it is all there is, or long, in characters.
fn quotes_sentence(text: &str) -> bool {
    const NAME: usize = 10;
    let quoted = text.rfind(['「', '『']).map_or(text, |at| &text[at..]);
    text.starts_with(['「', '『']) || quoted.chars().count() > NAME
}

/// True when a text begins with one of some words.
fn begins_with(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| text.starts_with(word))
}

/// True when it begins with a particle that only a noun has before it.
fn follows_noun(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(|c| AFTER_NOUN.contains(c))
        && !begins_with(text, WORDS_LIKE_PARTICLES)
        && !begins_with(text, HEADS)
}

/// True when it closes a quotation or bracket before it opens one.
fn closes_first(text: &str) -> bool {
    text.find(CLOSING).is_some_and(|at| !text[..at].contains(OPENING))
}

/// True when it begins in kana as words end, not as a paragraph begins: with few, or with what verbs end with.
fn begins_with_ending(text: &str) -> bool {
    /// Kana of an ending, at most: もたち of 子どもたち.
    const FEW: usize = 3;
    let text = text.trim_start();
    let kana = text.chars().take_while(|c| is_hiragana(*c)).count();
    let few = (1..=FEW).contains(&kana) || text.starts_with(VERB_ENDINGS);
    few && !begins_with(text, HEADS)
}

/// What the words of a block say, from `hear`d signs.
pub(super) fn voice(block: &Block) -> Voice {
    let text = block.text.as_str();
    let (starts, opens, first) = match block.signs.opening {
        _ if block.signs.dateline.is_some() => (1.5, 1.0, 2.0),
        Opening::Middle => (-4.0, -3.0, -3.0),
        _ if is_rest(text) || begins_with_ending(text) => (-2.5, -2.0, -2.5),
        Opening::Digit => (-0.5, 0.0, -1.0),
        _ if names(&['は'], text) => (1.5, 1.0, -0.5),
        _ if names(&['が', 'も'], text) => (0.5, 0.5, -0.5),
        _ => (-0.5, -0.5, -1.0),
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
    short && !text.starts_with(OPENING)
}

/// True when the first sentence soon says what it is about, with one of these particles, or who speaks.
fn names(particles: &[char], text: &str) -> bool {
    /// In characters.
    const SOON: usize = 30;
    let mut sentence = text.chars().take(SOON).take_while(|c| *c != '。');
    text.starts_with(OPENING) || sentence.by_ref().skip(1).any(|c| particles.contains(&c))
}

/// Forms of verbs, and of particles on each other, that prose has and headlines seldom.
const PROSE: &[&str] =
    &["した", "れた", "った", "ている", "ていた", "という", "って", "には", "では", "とは", "ので", "さん（"];

/// Headlines are short and have no full stop; they may end with a particle that tells a direction.
fn title(block: &Block) -> f32 {
    let (text, signs) = (block.text.as_str().trim_end(), &block.signs);
    let broken = signs.opening == Opening::Middle || signs.open != 0 || text.ends_with('、');
    if text.contains('。') || signs.chars > 45 || broken {
        return -4.0;
    }
    let forms = PROSE.iter().filter(|form| text.contains(**form)).count().min(2);
    let topic = text.contains('は');
    let particle = text.ends_with(['を', 'が', 'は', 'の', 'で', 'と', 'も']);
    2.5 - signs.chars as f32 / 20.0
        - 1.2 * forms as f32
        - if topic { 1.5 } else { 0.0 }
        - if particle { 1.5 } else { 0.0 }
}

/// How well one text goes on with another, by the characters that meet and the quotation they are in.
pub(super) fn link((left, before): (&str, &Signs), (right, after): (&str, &Signs)) -> f32 {
    if before.ending == Ending::Sentence {
        return if after.opening == Opening::Middle { -3.0 } else { 0.0 };
    }
    let quotation = match (before.open > 0, closes_first(right)) {
        (true, true) => 3.0,
        (false, true) => -3.0,
        _ => 0.0,
    };
    quotation + meeting(left, right)
}

fn meeting(left: &str, right: &str) -> f32 {
    let last = left.chars().rev().find(|c| !c.is_whitespace());
    let first = right.chars().find(|c| !c.is_whitespace());
    let (Some(x), Some(y)) = (last, first) else { return 0.0 };
    let katakana = |c: char| is_kana(c) && !is_hiragana(c);
    match (x, y) {
        (x, y) if WITHIN_WORD.contains(y) && x != '、' => 5.0,
        (x, _) if follows_noun(right) && is_noun_end(x) => 4.0,
        ('、' | 'を' | 'が' | 'は', y) if follows_noun(right) || NO_HEAD.contains(y) => -3.0,
        ('、', _) if begins_with_ending(right) => -2.0,
        ('」' | '』', y) if is_hiragana(y) => 4.0,
        // 四か所, 三か月.
        ('か', y) if "所月国".contains(y) => 4.0,
        (x, y) if NO_HEAD.contains(y) && is_hiragana(x) => 5.0,
        (x, y) if is_figure(x) && (is_figure(y) || COUNTERS.contains(y)) => 5.0,
        (x, y) if katakana(x) && katakana(y) => 5.0,
        (x, y) if is_han(x) && is_hiragana(y) => 3.0,
        ('、', _) => 1.5,
        // Headlines end so too.
        ('へ' | 'に', y) if !is_hiragana(y) => 1.0,
        (x, y) if PARTICLES.contains(x) && !is_hiragana(y) => 2.5,
        (x, _) if is_hiragana(x) && begins_with_ending(right) => 2.5,
        (x, y) if is_hiragana(x) && is_hiragana(y) => 1.0,
        (x, y) if is_han(x) && is_han(y) => 2.0,
        _ => 0.0,
    }
}

/// What is counted in figures.
const COUNTERS: &str = "年月日時分秒人円万億件歳回度倍本枚匹台冊";

/// True for what a noun may end with: a character, katakana, a bracket.
fn is_noun_end(c: char) -> bool {
    !is_hiragana(c) && !matches!(c, '、' | '「' | '『' | '（')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Page, Tongue, lines_apart};
    use crate::source::Source;
    use crate::stitch::voice::heard;
    use std::path::Path;

    fn voice_of(text: &str) -> Voice {
        let page = Page::read(Source::new(Path::new("1.md"), text.as_bytes()), lines_apart);
        voice(&heard(Tongue::Japanese, &page.blocks[0]))
    }

    #[test]
    fn headlines_are_told_from_pieces_of_prose() {
        for line in ["渡し場の鐘、十二年ぶりに鳴る", "新しい橋が開通", "最後の渡し船、母校の沖へ"]
        {
            assert!(voice_of(line).heading > 1.0, "{line}");
        }
        for line in
            ["会の代表の水谷和子さん（六十", "渡し守は船を出し、", "岸に置かれた古い船は", "はそのまま残した"]
        {
            assert!(voice_of(line).heading < 0.5, "{line}");
        }
    }

    #[test]
    fn paragraphs_begin_with_what_they_are_about() {
        let starts = |text: &str| voice_of(text).starts;
        for (head, rest) in [
            ("渡し守は「船を出す」と話す。", "布団を敷いて待ち、船に乗る。"),
            ("この春、橋が開いた。", "した。橋が開いた。"),
            ("船が三日ぶりに出た。", "員の一言だった。"),
            ("「船を出す」と話す。", "る。渡し守は船を出した。"),
        ] {
            assert!(starts(head) > 0.0, "{head}");
            assert!(starts(rest) < 0.0, "{rest}");
        }
    }
}
