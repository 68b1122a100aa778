//! Showing: a fault with what should follow and what did, and the evidence of both side by side.

use crate::fault::Fault;
use dubao::block::{BlockId, Page};
use dubao::stitch::Model;
use dubao::stitch::learned::{Ask, Clues, Lesson, Side, Told};
use std::io::{self, Write};

/// Characters shown of a block's end or beginning.
const PIECE: usize = 24;

/// Signals shown of a sum.
const STRONGEST: usize = 5;

/// Everything that is wrong with a page.
pub(crate) fn page(
    out: &mut impl Write,
    model: &Model,
    page: &Page,
    lesson: &Lesson,
    faults: &[Fault],
) -> io::Result<()> {
    for fault in faults {
        writeln!(out, "\n{} at [{}] {}", fault.kind.words(), fault.at.0, head(page, fault.at))?;
        let asks = [("should follow", fault.ask), ("did follow", fault.follows)];
        for (which, ask) in asks {
            let Some(ask) = ask else { continue };
            writeln!(out, "  {which:13} {}", seam(page, ask))?;
            if let Some(clues) = lesson.clues(model, &[ask]).into_iter().flatten().next() {
                writeln!(out, "                {}", evidence(&clues))?;
                writeln!(out, "                {}", sum(&clues.told, clues.trees))?;
            }
        }
    }
    let steps = lesson.wrong_steps(model);
    let over = lesson.right_over_chosen(model);
    writeln!(out, "\nsteps wrong by themselves: {} (right reading over chosen: {over:+.1})", steps.len())?;
    for step in steps {
        writeln!(out, "  [{}] {}", step.block.0, head(page, step.block))?;
        for (which, side) in [("right", &step.right), ("taken", &step.taken)] {
            writeln!(out, "    {which} {:10} p {:.3} {}", side.name, side.p, story(page, side))?;
            writeln!(out, "          {}", sum(&side.told, side.trees))?;
        }
    }
    Ok(())
}

fn story(page: &Page, side: &Side) -> String {
    let heads: Vec<String> = side.story.iter().map(|id| head(page, *id)).collect();
    let last = side.last.map_or_else(String::new, |last| format!(" … {}", tail(page, last)));
    format!("{}{last}", heads.join("｜"))
}

fn seam(page: &Page, ask: Ask) -> String {
    format!("[{}] {}｜[{}] {}", ask.u.0, tail(page, ask.u), ask.f.0, head(page, ask.f))
}

fn head(page: &Page, id: BlockId) -> String {
    page.block(id).text.as_str().chars().take(PIECE).collect()
}

fn tail(page: &Page, id: BlockId) -> String {
    let mut last: Vec<char> = page.block(id).text.as_str().chars().rev().take(PIECE).collect();
    last.reverse();
    last.into_iter().collect()
}

fn evidence(clues: &Clues) -> String {
    format!(
        "join {:+.1}  seam {:+.1}  matched {:.2}  cut {:+.1}  middle {:+.1}",
        clues.join, clues.seam, clues.matched, clues.cut, clues.middle
    )
}

/// The strongest of a sum's parts.
fn sum(told: &[Told], trees: f32) -> String {
    let parts = told.iter().take(STRONGEST).map(|(name, added)| format!("{name} {added:+.1}"));
    let parts: Vec<String> = parts.chain([format!("trees {trees:+.1}")]).collect();
    parts.join("  ")
}
