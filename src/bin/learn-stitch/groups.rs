//! Groups of signals, to learn without one of them and see what it is worth (`--without GROUP,…`).

use dubao::stitch::learned::{Decision, Table};
use std::io;

/// Each group, and the names of its signals; `*` stands for anything at a name's beginning or end.
const GROUPS: [(&str, &[&str]); 17] = [
    // What the others are measured beside.
    ("nothing", &[]),
    ("language", &["link*", "*starts", "ends", "go_last_ends", "go_start_behind*", "crown_link"]),
    (
        "paragraph",
        &[
            "opens",
            "*_opens*",
            "*fresh*",
            "closes_paragraph",
            "*ends_paragraph",
            "left_closes*",
            "go_last_closes",
        ],
    ),
    (
        "story",
        &[
            "first",
            "last",
            "title",
            "next_first",
            "next_title",
            "before_title",
            "before_last",
            "right_first",
            "*reads_heading",
        ],
    ),
    (
        "subject",
        &[
            "*subject*",
            "*ahead*",
            "*_headline",
            "*ratio",
            "*over_*",
            "open_b*",
            "late",
            "*_late*",
            "go_last",
            "bare_before",
        ],
    ),
    ("topic", &["*topic*"]),
    ("bond", &["bond*"]),
    ("quotation", &["*quote*", "*opener", "*closer", "closes", "leaves_open", "*_open", "quoted"]),
    ("dateline", &["*dateline*"]),
    (
        "columns",
        &[
            "*turn*",
            "go_passed",
            "go_other_band",
            "*stretch",
            "*leaving",
            "go_run",
            "go_opened_since",
            "*runs",
            "run_*",
            "runs_of_story",
        ],
    ),
    // Without it the best of the readings is the one whose steps are the likeliest.
    (
        "reading",
        &[
            "*runs",
            "asides",
            "headline_topics",
            "heading_lines",
            "lone_subheads",
            "marks_tell",
            "firsts",
            "lasts",
        ],
    ),
    ("ahead", &["*later*", "*dangles", "next_*", "*goes_on", "*leaves_cut", "two_headings", "*late*"]),
    ("matching", &["*matched", "begins", "stops", "*elsewhere", "left_ends", "right_begins", "next_begins"]),
    ("measure", &["*full*", "page_measured"]),
    ("borders", &["cut_odds", "*middle_odds", "middle", "go_last_cut", "go_agree"]),
    ("rivals", &["*rival*", "go_seam_before", "go_seam_margin", "*led_to", "over_*", "*waiting"]),
    (
        "marks",
        &[
            "level_*",
            "bold*",
            "plain",
            "same_level",
            "under_higher",
            "*like_*",
            "*higher",
            "*lower",
            "*alike",
        ],
    ),
];

/// The groups of a list, `topic,bond`, each with the names of its signals.
pub(crate) fn named(list: &str) -> io::Result<Vec<(&'static str, &'static [&'static str])>> {
    let named = |group: &str| {
        GROUPS.iter().copied().find(|(name, _)| *name == group).ok_or_else(|| {
            let all = GROUPS.map(|(name, _)| name).join(", ");
            io::Error::other(format!("--without {group}: no such group of signals; there are {all}"))
        })
    };
    list.split(',').map(named).collect()
}

/// Makes the signals of those names say nothing.
pub(crate) fn silence(names: &[&str], decisions: &mut [Decision]) {
    let silent = |table: Table| -> Vec<usize> {
        let signals = table.signals().into_iter().enumerate();
        signals
            .filter(|(_, (signal, _))| names.iter().any(|name| fits(name, signal)))
            .map(|(at, _)| at)
            .collect()
    };
    let tables: Vec<(Table, Vec<usize>)> =
        Table::all().into_iter().map(|table| (table, silent(table))).collect();
    for option in decisions.iter_mut().flat_map(|decision| &mut decision.options) {
        if let Some((_, silent)) = tables.iter().find(|(table, _)| Some(*table) == option.table) {
            silent.iter().for_each(|at| option.row[*at] = 0.0);
        }
    }
}

fn fits(pattern: &str, name: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(rest), Some(_)) => name.contains(rest.trim_end_matches('*')),
        (Some(end), None) => name.ends_with(end),
        (None, Some(start)) => name.starts_with(start),
        (None, None) => name == pattern,
    }
}
