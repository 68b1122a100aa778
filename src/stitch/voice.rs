//! Voice: what the words at the edges of a block say, in the language of its page.
//!
//! The tables are learned from Simplified Chinese. Traditional text is asked about as if it were Simplified. For Japanese
//! and English, rules of grammar take the tables' place; they answer in the same units, so that whatever is learned of
//! newspapers holds for them too.

mod english;
mod japanese;

use super::digest::Digest;
use super::edges::{Edge, Pieces};
use super::model::Model;
use crate::block::{Block, Signs, Tongue, is_han, is_kana, is_latin, plain};

/// What a block's words say of the block, in log odds, −6 to 6.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Voice {
    /// It reads like the start of a paragraph…
    pub(super) starts: f32,
    /// …like the end of one…
    pub(super) ends: f32,
    /// …like a headline…
    pub(super) title: f32,
    /// …like a heading, and unlike a piece of prose…
    pub(super) heading: f32,
    /// …like the first paragraph of a story…
    pub(super) first: f32,
    /// …like the last.
    pub(super) last: f32,
    /// Its first sentence reads like a paragraph's first…
    pub(super) opens: f32,
    /// …its last like a paragraph's last…
    pub(super) closes: f32,
    /// …and its first words unlike the middle of a paragraph.
    pub(super) fresh: f32,
}

impl Voice {
    /// Hears a block, whose first and last characters are `head` and `tail`.
    pub(super) fn of(model: &Model, tongue: Tongue, block: &Block, head: &[char], tail: &[char]) -> Self {
        match tongue {
            Tongue::Chinese => Self::learned(model, &plain(block.text.as_str()), head, tail),
            Tongue::Japanese => japanese::voice(block),
            Tongue::English => english::voice(block),
        }
    }

    fn learned(model: &Model, text: &str, head: &[char], tail: &[char]) -> Self {
        let pieces = Pieces::of(text);
        let edge = |edge: Edge| model.edges.odds(edge, &pieces);
        Self {
            starts: clip(model.language.starts(head)),
            ends: clip(model.language.ends(tail)),
            title: edge(Edge::Title),
            heading: edge(Edge::Heading),
            first: edge(Edge::First),
            last: edge(Edge::Last),
            opens: edge(Edge::Opening),
            closes: edge(Edge::Closing),
            fresh: edge(Edge::Fresh),
        }
    }
}

/// Levels what is heard of a page's paragraphs: papers differ in how first and last paragraphs read (a dateline, a phrase that
/// ends), so that on pages of another paper all of them read less like one. Their mean is made the same on all pages ("prior
/// shift"), the more so the more paragraphs there are.
pub(super) fn level<'a>(paragraphs: impl Iterator<Item = &'a mut Voice>) {
    /// The mean log odds that a paragraph of a page is a first one, and a last one. (On `dev` they are −3.0 and −2.9 by
    /// themselves; with somewhat more, pages of other words came out better, and those of `dev` no worse.)
    const FIRST: f32 = -2.6;
    const LAST: f32 = -2.5;
    /// So many paragraphs tell half of it.
    const HALF: f32 = 4.0;
    let mut paragraphs: Vec<&mut Voice> = paragraphs.collect();
    let n = paragraphs.len() as f32;
    let by = |usual: f32, odds: fn(&Voice) -> f32| -> f32 {
        let sum: f32 = paragraphs.iter().map(|voice| odds(voice)).sum();
        (usual * n - sum) / (n + HALF)
    };
    let (first, last) = (by(FIRST, |voice| voice.first), by(LAST, |voice| voice.last));
    for voice in &mut paragraphs {
        voice.first += first;
        voice.last += last;
    }
}

fn clip(odds: f32) -> f32 {
    odds.clamp(-6.0, 6.0)
}

/// The block with its signs told as a Chinese block's would be: lengths in characters that say as much, and openings and
/// endings that only the middle of a sentence has.
pub(super) fn heard(tongue: Tongue, block: &Block) -> Block {
    let mut block = block.clone();
    hear(tongue, block.text.as_str(), &mut block.signs);
    block
}

fn hear(tongue: Tongue, text: &str, signs: &mut Signs) {
    match tongue {
        Tongue::Chinese => {}
        Tongue::Japanese => japanese::hear(text, signs),
        Tongue::English => english::hear(text, signs),
    }
}

/// By how much the end of one block makes the beginning of another more probable (log odds): judged by two characters,
/// by the first alone, and by the first behind the last alone.
pub(super) fn link(model: &Model, tongue: Tongue, a: &Digest, b: &Digest) -> [f32; 3] {
    match tongue {
        Tongue::Chinese => model.language.links(&a.tail, &b.head),
        Tongue::Japanese => [japanese::link(side(a), side(b)); 3],
        Tongue::English => [english::link(side(a), side(b)); 3],
    }
}

fn side(digest: &Digest) -> (&str, &Signs) {
    (digest.block.text.as_str(), &digest.block.signs)
}

/// What the words of two printed lines say, that are no blocks yet, of whether one goes on in the other.
#[derive(Clone, Copy, Debug)]
pub(super) enum LineWords {
    /// By figures.
    Learned {
        /// How well the characters on both sides follow each other (log odds)…
        link: f32,
        /// …and how well the words go together.
        bond: f32,
        /// What the end of the first says of it, and the head of the second, as in [`Voice`].
        ends: f32,
        closes: f32,
        starts: f32,
        fresh: f32,
    },
    /// By rules of grammar (log odds).
    Ruled(f32),
}

impl LineWords {
    /// Hears two lines.
    pub(super) fn of(model: &Model, tongue: Tongue, before: &str, after: &str) -> Self {
        /// Characters looked at on both sides: a paragraph may be as long as its page.
        const NEAR: usize = 40;
        /// What the odds of a rule weigh: every small letter goes on from every line.
        const RULES: f32 = 0.35;
        let from = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at);
        let (before, after) = (&before[from..], &after[..to]);
        let told = |text: &str| {
            let mut signs = Signs::of(text);
            hear(tongue, text, &mut signs);
            signs
        };
        match tongue {
            Tongue::Chinese => {
                let [before, after] = [before, after].map(plain);
                let [tail, head] = [&before, &after]
                    .map(|text| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>());
                Self::Learned {
                    link: model.link(&tail, &head),
                    bond: model.bond(&before, &after),
                    ends: clip(model.language.ends(&tail)),
                    closes: model.edges.odds(Edge::Closing, &Pieces::of(&before)),
                    starts: clip(model.language.starts(&head)),
                    fresh: model.edges.odds(Edge::Fresh, &Pieces::of(&after)),
                }
            }
            Tongue::Japanese => {
                Self::Ruled(RULES * japanese::link((before, &told(before)), (after, &told(after))))
            }
            Tongue::English => {
                Self::Ruled(RULES * english::link((before, &told(before)), (after, &told(after))))
            }
        }
    }
}

/// True when a line has a mark that parts sentences or clauses, as prose does and headlines do not.
pub(super) fn has_clauses(tongue: Tongue, text: &str) -> bool {
    match tongue {
        Tongue::Chinese => plain(text).contains(['，', '。', '；']),
        Tongue::Japanese => text.contains(['。', '、']),
        Tongue::English => [". ", "; "].iter().any(|mark| text.contains(mark)),
    }
}

/// True when a text has the blank or dash that parts the lines of a headline. Latin words are parted by blanks anyway.
pub(super) fn has_parts(tongue: Tongue, text: &str) -> bool {
    match tongue {
        Tongue::Chinese | Tongue::Japanese => text.trim().contains([' ', '　', '—']),
        Tongue::English => text.contains('—'),
    }
}

/// The share of characters that are neither of the page's language, nor digits, nor stops.
pub(super) fn foreign(tongue: Tongue, text: &str) -> f32 {
    /// No more than this many characters are looked at.
    const MOST: usize = 200;
    let own = |c: char| match tongue {
        Tongue::Chinese => is_han(c) || "，。、；：？！“”‘’（）《》".contains(c),
        Tongue::Japanese => is_han(c) || is_kana(c) || "。、「」『』（）・！？“”".contains(c),
        Tongue::English => is_latin(c) || c.is_ascii_punctuation() || "“”‘’—–".contains(c),
    };
    let (mut all, mut foreign) = (0.0_f32, 0.0);
    for c in plain(text).chars().filter(|c| !c.is_whitespace()).take(MOST) {
        all += 1.0;
        foreign += f32::from(u8::from(!own(c) && !c.is_numeric()));
    }
    foreign / all.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Page, lines_apart};
    use crate::source::Source;
    use std::path::Path;

    /// The link of two blocks of a page in that language.
    fn links(tongue: Tongue, a: &str, b: &str) -> f32 {
        let page = Page::read(Source::new(Path::new("1.md"), format!("{a}\n\n{b}").as_bytes()), lines_apart);
        let [a, b] = [0, 1].map(|at| heard(tongue, &page.blocks[at]));
        let [a, b] = [&a, &b].map(|block| (block.text.as_str(), &block.signs));
        if tongue == Tongue::English { english::link(a, b) } else { japanese::link(a, b) }
    }

    #[test]
    fn what_goes_on_links_better_than_what_does_not() {
        use Tongue::{English, Japanese};
        for (tongue, a, good, bad) in [
            (English, "The bell was hung from", "a good beam.", "The goose left the slipway."),
            (English, "She spoke to Mr.", "Hobbs of the ferry.", "and the ferry left."),
            (English, "They were inter-", "nationally known.", "The ferry left."),
            (English, "They were inter-", "nationally known.", "be right."),
            (English, "Nobody has known it to", "be right.", "nationally known."),
            (English, "It lay under the", "bridge.", "was never built."),
            (English, "The ferry left.", "The goose stayed.", "and stayed."),
            (English, "Because the crowd had", "Mayor Hobbs to thank.", "It stops for nobody."),
            (English, "Nobody had seen the ferry", "May lay down to rest.", "The goose stayed."),
            (English, "“You learn it,” she", "said.", "players came in."),
            (English, "The baker says", "she has a crock.", "had lost its way."),
            (English, "Several of", "the players came in.", "“We lost,” said Hobbs."),
            (English, "They found an old", "players’ bench.", "The ferry left."),
            (Japanese, "船の汽", "笛が鳴った。", "「海は静かだ」と言う。"),
            (Japanese, "新しいコ", "ッペパンを焼く。", "船が出た。"),
            (Japanese, "一人ずつの名を呼", "んで頭を下げた。", "船が出た。"),
            (Japanese, "昨年の3", "月に閉じた。", "船が出た。"),
            (Japanese, "橋の欄干に残る古い傷", "は、船の跡だという。", "船が出た。"),
            (Japanese, "橋の欄干を", "渡し守が直した。", "は、船の跡だという。"),
            (Japanese, "渡し守は「船は一人でも", "出る」と話す。", "船が出た。"),
            (Japanese, "渡し守は船を出し、", "対岸へ渡った。", "は、船の跡だという。"),
            (Japanese, "会は毎月の「水車の日」", "に限って届ける。", "船が出た。"),
            (Japanese, "埋もれた井戸が四か", "所で見つかった。", "船が出た。"),
        ] {
            assert!(links(tongue, a, good) > links(tongue, a, bad), "{a} | {good} | {bad}");
        }
    }

    #[test]
    fn a_page_s_paragraphs_are_heard_against_each_other() {
        let voice = |last: f32| Voice { first: -3.0, last, ..Voice::default() };
        let mut page: Vec<Voice> = [-6.0, -4.0, -5.0, -2.0].repeat(4).into_iter().map(voice).collect();
        level(page.iter_mut());
        let mean = page.iter().map(|voice| voice.last).sum::<f32>() / 16.0;
        // Which reads more like a last paragraph than which stays; all of them together do as on other pages.
        assert!(page[3].last - page[0].last == 4.0 && (-2.9..-2.5).contains(&mean), "{mean}");
        let mut lone = [voice(-6.0)];
        level(lone.iter_mut());
        assert!((-5.5..-5.0).contains(&lone[0].last), "one paragraph tells little: {}", lone[0].last);
        level([].iter_mut());
    }

    #[test]
    fn blanks_and_dashes_part_a_headline_where_no_words_are_parted_by_blanks() {
        use Tongue::{Chinese, English, Japanese};
        for (tongue, text, parted) in [
            (Chinese, "渡口停航 新桥今晨通车", true),
            (Chinese, "渡口停航——新桥今晨通车", true),
            (Chinese, " 渡口今日停航 ", false),
            (Japanese, "渡し船が休む　新しい橋が開く", true),
            (English, "The ferry rests today", false),
            (English, "The Ferry Rests — A Bridge Opens", true),
        ] {
            assert_eq!(has_parts(tongue, text), parted, "{text}");
        }
    }

    #[test]
    fn signs_are_told_as_a_chinese_block_would_tell_them() {
        use crate::block::{Ending, Opening};
        for (tongue, text, opening, ending) in [
            (Tongue::English, "was never built and never", Opening::Middle, Ending::Word),
            (Tongue::English, "The bell was hung from the", Opening::Word, Ending::Comma),
            (Tongue::English, "The bell was hung by Mr.", Opening::Word, Ending::Comma),
            (Tongue::English, "The bell rang.", Opening::Word, Ending::Sentence),
            (Tongue::Japanese, "ーで焼いたパンを", Opening::Middle, Ending::Comma),
            (Tongue::Japanese, "「海は静かだ」", Opening::Opener, Ending::Sentence),
            (Tongue::Japanese, "会は毎月の「水車の日」", Opening::Word, Ending::Closer),
            (Tongue::Japanese, "は船の跡だという。", Opening::Middle, Ending::Sentence),
            (Tongue::Japanese, "はじめに船が出た。", Opening::Word, Ending::Sentence),
            (Tongue::Japanese, "八）は「船が出る」と言う。", Opening::Middle, Ending::Sentence),
            (Tongue::Japanese, "が、船は出た。", Opening::Middle, Ending::Sentence),
        ] {
            let page = Page::read(Source::new(Path::new("1.md"), text.as_bytes()), lines_apart);
            let signs = heard(tongue, &page.blocks[0]).signs;
            assert_eq!((signs.opening, signs.ending), (opening, ending), "{text}");
        }
    }
}
