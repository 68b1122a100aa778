//! `dubao check`: the stitcher's report, and a verdict where a threshold is asked for.

use super::call::Call;
use super::error::Error;
use super::out::Out;
use super::report::{BoundaryReport, GapReport, PageReport, Report, SeamReport, UnresolvedReport, told};
use crate::lang::Lang;
use crate::stitch::GapKind;
use clap::ValueEnum;
use std::path::PathBuf;

/// What `check` understands.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// A page file, an edition's folder, - for standard input, or demo
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The format of the report
    #[arg(long, value_enum, value_name = "text|json", hide_possible_values = true)]
    pub format: Option<Format>,
    /// Exit with 3 when a seam, boundary or jump is less sure than this (0 to 1)
    #[arg(long, value_name = "X", value_parser = probability)]
    pub min_confidence: Option<f64>,
}

/// Formats of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

fn probability(typed: &str) -> Result<f64, String> {
    match typed.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("0 … 1".to_owned()),
    }
}

/// Boundaries surer than this are only counted in the report for people, unless more is asked for: there are many.
const SURE: f64 = 0.8;

/// Prints it.
pub(super) fn run(options: &Options, call: &mut Call) -> Result<(), Error> {
    let edition = call.edition(&options.path)?;
    let lang = call.lang;
    let report = Report::on(&edition, lang);
    match options.format.unwrap_or_default() {
        Format::Json => {
            let json =
                serde_json::to_string_pretty(&report).expect("strings, numbers and lists always serialise");
            writeln!(call.out, "{json}")?;
        }
        Format::Text => {
            text(&report, &mut call.out, options.min_confidence.unwrap_or(0.0).max(SURE), lang)?;
        }
    }
    let below = options.min_confidence.map(|least| report.below(least, lang)).unwrap_or_default();
    if below.is_empty() {
        return Ok(());
    }
    let why = lang.pick("dubao check 列出每一处的理由", "dubao check lists the reasons for each");
    Err(Error::below(below.join(lang.pick("；", "; "))).hint(why))
}

fn text(report: &Report, out: &mut Out, sure: f64, lang: Lang) -> Result<(), Error> {
    for (nth, page) in report.pages.iter().enumerate() {
        if nth > 0 {
            writeln!(out)?;
        }
        out.heading(&summary(page, lang))?;
        for note in &page.notes {
            writeln!(out, "  {}  {note}", lang.pick("文字", "text"))?;
        }
        for seam in &page.seams {
            writeln!(out, "  {}", seam_line(seam, lang))?;
        }
        for boundary in page.boundaries.iter().filter(|boundary| boundary.confidence < sure) {
            writeln!(out, "  {}", boundary_line(boundary, lang))?;
        }
        for gap in &page.gaps {
            writeln!(out, "  {}", gap_line(gap, lang))?;
        }
        for place in &page.unplaced {
            let (line, text) = (place.line, &place.text);
            let said =
                lang.pick(format!("未归  第{line}行  {text}"), format!("unplaced  line {line}  {text}"));
            writeln!(out, "  {said}")?;
        }
        for jump in &page.unresolved_jumps {
            writeln!(out, "  {}", jump_line(report, jump, lang))?;
        }
    }
    for jump in &report.jumps {
        let per_cent = told(jump.confidence);
        writeln!(out, "{}  {per_cent}  {} → {}", lang.pick("转版", "jump"), jump.from, jump.to)?;
    }
    Ok(())
}

fn summary(page: &PageReport, lang: Lang) -> String {
    let PageReport { source, name, articles, seams, boundaries, gaps, unplaced, unresolved_jumps, .. } = page;
    let (seams, boundaries, gaps) = (seams.len(), boundaries.len(), gaps.len());
    let (unplaced, jumps) = (unplaced.len(), unresolved_jumps.len());
    lang.pick(
        format!("{source}  {name}  文章 {articles}  接缝 {seams}  分界 {boundaries}  缺文 {gaps}  未归 {unplaced}  转版未接 {jumps}"),
        format!(
            "{source}  {name}  articles {articles}  seams {seams}  boundaries {boundaries}  gaps {gaps}  unplaced {unplaced}  unresolved jumps {jumps}"
        ),
    )
}

fn seam_line(seam: &SeamReport, lang: Lang) -> String {
    let why: Vec<&str> = seam.why.iter().map(|reason| reason.words(lang)).collect();
    let (from, to) = (seam.before.line, seam.after.line);
    let lines = lang.pick(format!("第{from}行接第{to}行"), format!("line {from} to {to}"));
    let mut said = format!(
        "{}  {}  {lines}  {}｜{}  {}",
        lang.pick("接缝", "seam"),
        told(seam.confidence),
        seam.before.text,
        seam.after.text,
        why.join(lang.pick("、", ", "))
    );
    if let Some(other) = &seam.runner_up {
        let (line, per_cent, text) = (other.place.line, told(other.confidence), &other.place.text);
        said += &lang.pick(
            format!("；其次 {per_cent} 第{line}行 {text}"),
            format!("; runner-up {per_cent} line {line} {text}"),
        );
    }
    said
}

fn boundary_line(boundary: &BoundaryReport, lang: Lang) -> String {
    let why: Vec<&str> = boundary.why.iter().map(|reason| reason.words(lang)).collect();
    let (line, text) = (boundary.place.line, &boundary.place.text);
    let what = if boundary.begins {
        lang.pick("起一篇".to_owned(), "begins an article".to_owned())
    } else {
        let headline = &boundary.headline;
        lang.pick(format!("续《{headline}》"), format!("goes on in “{headline}”"))
    };
    let (name, per_cent) = (lang.pick("分界", "boundary"), told(boundary.confidence));
    let place = lang.pick(format!("第{line}行"), format!("line {line}"));
    let why = why.join(lang.pick("、", ", "));
    let mut said = format!("{name}  {per_cent}  {place}  {text}  {what}  {why}");
    if let Some(other) = &boundary.runner_up {
        let per_cent = told(other.confidence);
        let which = match &other.headline {
            Some(headline) => lang.pick(format!("《{headline}》"), format!("“{headline}”")),
            None => lang.pick("另起一篇".to_owned(), "an article of its own".to_owned()),
        };
        said += &lang.pick(format!("；其次 {per_cent} {which}"), format!("; runner-up {per_cent} {which}"));
    }
    said
}

fn gap_line(gap: &GapReport, lang: Lang) -> String {
    let kind = match gap.what {
        GapKind::StartMissing => lang.pick("开头缺失", "its beginning is missing"),
        GapKind::UnbalancedQuote => lang.pick("引号或括号不成对", "a quotation or bracket is unbalanced"),
        GapKind::CutWithoutContinuation => {
            lang.pick("句子未完，没有下文", "cut in mid-sentence, nothing goes on")
        }
    };
    let (line, text) = (gap.line, &gap.text);
    lang.pick(format!("缺文  第{line}行  {text}  {kind}"), format!("gap  line {line}  {text}  {kind}"))
}

/// Why it leads nowhere: the page is not here, or it has nothing that goes on.
fn jump_line(report: &Report, jump: &UnresolvedReport, lang: Lang) -> String {
    let page = jump.to_page.or(jump.from_page);
    let here = page.is_some_and(|page| report.pages.iter().any(|other| other.number == Some(page)));
    let why = match page {
        None => lang.pick("版次不清".to_owned(), "no page number could be read".to_owned()),
        Some(page) if here => {
            lang.pick(format!("第{page}版没有找到另一半"), format!("page {page} has no other half"))
        }
        Some(page) => lang.pick(format!("第{page}版不在这里"), format!("page {page} is not here")),
    };
    let (line, text) = (jump.place.line, &jump.place.text);
    lang.pick(format!("转版  第{line}行  {text}  {why}"), format!("jump  line {line}  {text}  {why}"))
}
