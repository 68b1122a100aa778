//! The oracle: ICU's line breaks (UAX #14, strict), beside ours. Where we differ is a list, with a reason for each.

use super::breaks::{Galley, Grade, Manner};
use super::classes::{Class, class};
use super::{Level, Measure};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use std::collections::{BTreeMap, BTreeSet};

/// Why we break where ICU does not, or do not where it does; `None` where there is no reason.
fn reason(before: &str, behind: &str, ours: bool) -> Option<&'static str> {
    use Class::{Closer, Inseparable, NonStarter, Opener, Postfix, Prefix, Slash, Space, Stop};
    let (last, next) = (class(before), class(behind));
    let quotes = |sign: &str| "“”‘’".contains(sign);
    Some(match (last, next, ours) {
        (_, Opener, true) if quotes(behind) => {
            "LB19 does not know which way “ looks; CLREQ does: a line may end before it"
        }
        (Closer, _, true) if quotes(before) => "and may end behind ”",
        (_, Inseparable, false) => {
            "CLREQ strict: — … ～ begin no line; UAX #14 only keeps two of them together"
        }
        (_, NonStarter, false) => "CLREQ: · begins no line; to UAX #14 it is a letter",
        (Slash, _, false) => {
            "CLREQ level GB: no solidus ends a line; an address is parted there only when it must be"
        }
        (_, _, false) if before == "?" => "an address is parted behind ? only when it must be",
        (_, Postfix, false) => "㎡ stays with its number, as m² does; to UAX #14 it is an ideograph",
        (Space, Closer, false) if quotes(behind) => {
            "’ behind a blank: nobody knows whether it closes or leaves out"
        }
        (Stop, Prefix, true) => "LB25 has (…)$ in mind; ， ends a clause, and № begins a number",
        _ => return None,
    })
}

#[test]
fn where_we_differ_from_icu_there_is_a_reason() {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    let icu = LineSegmenter::new_for_non_complex_scripts(options);
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unexplained = BTreeSet::new();
    let demo = ["01.md", "02.md", "03.md", "04.txt"].map(|name| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/").to_owned() + name;
        std::fs::read_to_string(path).unwrap_or_default()
    });
    let lines = demo.iter().flat_map(|page| page.lines()).chain(HARD.lines());
    for text in lines.filter(|line| !line.contains("**") && !line.starts_with('#')) {
        let theirs: BTreeSet<usize> = icu.segment_str(text).collect();
        let rules = Measure { level: Level::Strict, ..Measure::default() };
        let galley = Galley::compose(text, &rules, Manner::Standing);
        for nth in 1..galley.clusters.len() {
            let at = galley.bytes(&(nth..nth)).start;
            let ours = galley.clusters[nth].before == Grade::Free;
            if ours != theirs.contains(&at) {
                let (before, behind) = (galley.cluster(nth - 1), galley.cluster(nth));
                match reason(before, behind, ours) {
                    Some(reason) => *met.entry(reason).or_default() += 1,
                    None => {
                        let who = if ours { "we" } else { "ICU" };
                        unexplained.insert(format!("{before}|{behind}: only {who}"));
                    }
                }
            }
        }
    }
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    assert_eq!(met.len(), 9, "each reason is needed: {met:#?}");
}

/// What the demo has none of.
const HARD: &str = "\
老师问：“他说的‘桥’，是指《河湾》（第三版）里的‘桥’吗？”学生答：“是的。”
票价￥1,280元（约合US$176.50），涨幅为-3.65%～+12.5％，夜间温度−5℃，最高≥35.5℃。
详见http://paper.example/2026/03/14/page?id=1&lang=zh，或拨打010-5550-0199，每分钟9至10公斤/秒。
「江城——河灣」大橋……「『通車』了！」——老何說；《渡口·江城》一書，共3.65億字。
ちょっと待って、コーヒーをどうぞ。ニュース・ウィークリーの時々刻々、ヴァイオリン。
“Don’t stop,” said the U.S. engineer (aged 61), “the well-known ‘rock ’n’ roll’ bridge isn’t finished, e.g., its lamps.”
中国—中亚，河湾·江城，马里亚·诺娃，GDP增长5.2%，COVID-19，3.65亿亩，12.5km/h，№5，50㎡。
他说:\"好\",又说'行'.(笑)[注1]{略}——…………——。。。！？！？」』）";
