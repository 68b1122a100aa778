//! Roles: what a block is taken for, weighing its marks against its signs, with the evidence.
//!
//! What only the neighbourhood can tell (headline or subhead, caption or paragraph) is left to `stitch`.

use super::signs::{Ending, Formula, LONGEST_HEADLINE, Opening, Signs};
use super::tongue::begins_with_dash;
use super::{Bold, Evidence, JumpLine, Marks};
use crate::source::{Folio, Text};

/// What a block is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 主题: the title of a story.
    Headline,
    /// 引题: the line above the headline.
    Kicker,
    /// 副题: the line below it.
    Deck,
    /// 小标题: a heading inside the body.
    Subhead,
    /// 署名: who wrote it.
    Byline,
    /// 电头: where, when, agency, as a block of its own.
    Dateline,
    /// 正文.
    Body,
    /// 图片说明.
    Caption,
    /// 图片来源.
    Credit,
    /// （下转第N版） as a block of its own.
    JumpLine,
    /// （上接第N版） as a block of its own.
    FromLine,
    /// 版面附件: folio lines, editors' names, images without words.
    Furniture,
    /// Nothing speaks for any role.
    Unknown,
}

impl Role {
    /// Its name, as `inspect` prints it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Kicker => "kicker",
            Self::Deck => "deck",
            Self::Subhead => "subhead",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Body => "body",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::JumpLine => "jump_line",
            Self::FromLine => "from_line",
            Self::Furniture => "furniture",
            Self::Unknown => "unknown",
        }
    }
}

/// A bare line (no marks at all) that is a heading is shorter, unless blanks part it into kicker, title and deck.
const LONGEST_BARE_HEADING: usize = 60;

/// Small letters within a picture are read as scraps up to this long; prose that goes on is longer.
const LONGEST_SCRAP: usize = 12;

/// The role of a block, and why. A printed line that goes on in the next (`goes_on`) is no short block.
pub(super) fn of(
    text: &Text,
    marks: Marks,
    signs: &Signs,
    from: Option<&JumpLine>,
    jump: Option<&JumpLine>,
    goes_on: bool,
) -> (Role, Vec<Evidence>) {
    let mut why = Vec::new();
    let role =
        weigh(text.as_str(), marks, signs, from, jump, goes_on, &mut |reason| why.push(Evidence(reason)));
    (role, why)
}

fn weigh(
    text: &str,
    marks: Marks,
    signs: &Signs,
    from: Option<&JumpLine>,
    jump: Option<&JumpLine>,
    goes_on: bool,
    because: &mut impl FnMut(&'static str),
) -> Role {
    if marks.wordless {
        because("an image or a rule, no words");
        return Role::Furniture;
    }
    if text.is_empty() {
        return match (from, jump) {
            (Some(_), _) => {
                because("a from line alone");
                Role::FromLine
            }
            (None, Some(_)) => {
                because("a jump line alone");
                Role::JumpLine
            }
            (None, None) => Role::Unknown,
        };
    }
    if let Some(role) = by_formula(text, signs, because) {
        return role;
    }
    if marks.table {
        because("a row of a table");
        return Role::Body;
    }
    if signs.dateline.is_some() {
        because("begins with a dateline");
        let alone = signs.dateline == Some(text.len());
        return if alone { Role::Dateline } else { Role::Body };
    }
    heading(text, marks, signs, goes_on, because).unwrap_or_else(|| prose(signs, because))
}

fn by_formula(text: &str, signs: &Signs, because: &mut impl FnMut(&'static str)) -> Option<Role> {
    if signs.formula == Some(Formula::Editors) {
        because("names the page's editors");
        return Some(Role::Furniture);
    }
    if signs.formula == Some(Formula::Imprint) {
        because("says what the paper is or costs");
        return Some(Role::Furniture);
    }
    if signs.chars <= 60 && (Folio::from_line(text).is_some() || is_section(text)) {
        because("reads as a folio line");
        return Some(Role::Furniture);
    }
    match signs.formula {
        Some(Formula::Credit) => {
            because("credits a photographer or an agency");
            Some(Role::Credit)
        }
        Some(Formula::Byline | Formula::Signature) => {
            because("names the reporters");
            Some(Role::Byline)
        }
        _ => None,
    }
}

/// 要闻 News: a section's name in two languages, or with its page number.
fn is_section(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(first), Some(second), None) = (words.next(), words.next(), words.next()) else { return false };
    let han = |word: &str| (2..=4).contains(&word.chars().count()) && word.chars().all(super::is_han);
    let latin = |word: &str| word.len() <= 16 && word.chars().all(|c| c.is_ascii_alphabetic());
    let number = |word: &str| word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit());
    (han(first) && (latin(second) || number(second))) || (number(first) && han(second))
}

fn heading(
    text: &str,
    marks: Marks,
    signs: &Signs,
    goes_on: bool,
    because: &mut impl FnMut(&'static str),
) -> Option<Role> {
    let whole =
        matches!(signs.ending, Ending::Word | Ending::Closer) || text.ends_with(['！', '？', '…', '!', '?']);
    let numbered = signs.opening == Opening::Enumeration;
    if let Some(level) = marks.heading {
        if signs.chars > LONGEST_HEADLINE {
            because("marked as a heading, but too long for one");
            return None;
        }
        because("marked as a heading");
        if numbered && level > 1 {
            because("numbered");
            return Some(Role::Subhead);
        }
        return Some(Role::Headline);
    }
    let may_be_headline = signs.chars <= LONGEST_HEADLINE && !text.contains('。');
    if marks.bold == Bold::Whole && (may_be_headline || signs.chars <= LONGEST_BARE_HEADING) {
        because("all of it is bold");
        return Some(Role::Subhead);
    }
    if numbered && whole && signs.chars <= 30 && !goes_on {
        because("numbered, short and without a full stop");
        return Some(Role::Subhead);
    }
    if whole && signs.parted && has_deck(text) {
        because("parted into a headline and its deck");
        return Some(Role::Headline);
    }
    let short = signs.chars <= LONGEST_BARE_HEADING || signs.parted;
    if whole
        && short
        && signs.opening != Opening::Middle
        && !(signs.opening == Opening::Lower && signs.chars > LONGEST_SCRAP)
        && !text.contains('。')
    {
        because("short, without a full stop");
        return Some(Role::Unknown);
    }
    None
}

/// True when a part behind a blank begins with a dash: of a parted text that is the deck.
fn has_deck(text: &str) -> bool {
    text.split_whitespace().skip(1).any(begins_with_dash)
}

fn prose(signs: &Signs, because: &mut impl FnMut(&'static str)) -> Role {
    if signs.names_picture {
        because("speaks of the picture beside it");
        return Role::Caption;
    }
    because("prose");
    Role::Body
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Page, lines_apart};
    use crate::source::Source;
    use std::path::Path;

    const DECK: &str =
        "渡口管理处负责人就停航期间的接送、补偿与复航日期回答本报记者的提问并介绍今后三年的安排";

    #[track_caller]
    fn check(page: &str, roles: &[Role]) {
        check_file("01.txt", page, roles);
    }

    #[track_caller]
    fn check_file(file: &str, page: &str, roles: &[Role]) {
        let page = Page::read(Source::new(Path::new(file), page.as_bytes()), lines_apart);
        assert_eq!(page.blocks.iter().map(|block| block.role).collect::<Vec<_>>(), roles);
    }

    #[test]
    fn bare_headings() {
        check(
            &format!("老渡口今晨停航 江城新桥同日通车 {DECK}并说明两岸居民关心的其他各项事务"),
            &[Role::Unknown],
        );
        check(
            &format!("老渡口今晨停航，江城新桥同日通车，{DECK}并说明两岸居民关心的其他各项事务"),
            &[Role::Body],
        );
        check(
            &format!("老渡口今晨停航，江城新桥同日通车，两岸居民出行从此少等一小时 ——{DECK}"),
            &[Role::Headline],
        );
        check(&format!("老渡口今晨停航。 ——{DECK}"), &[Role::Body]);
        check("渡口今晨停航", &[Role::Unknown]);
        check("渡口今晨停航。", &[Role::Body]);
    }

    #[test]
    fn bold_headings() {
        check_file("01.md", "**渡口今晨停航**", &[Role::Subhead]);
        check_file("01.md", &format!("**老渡口今晨停航，江城新桥同日通车，{DECK}**"), &[Role::Subhead]);
        check_file(
            "01.md",
            &format!("**老渡口今晨停航。江城新桥同日通车，{DECK}，由渡口出**"),
            &[Role::Body],
        );
    }

    #[test]
    fn a_paper_has_its_name_at_the_head_of_the_page() {
        check("河湾日报\n\n渡口今晨停航\n\n河湾日报", &[Role::Furniture, Role::Unknown, Role::Unknown]);
        check("3 要闻\n\n河湾日报\n\n渡口今晨停航", &[Role::Furniture, Role::Furniture, Role::Unknown]);
    }
}
