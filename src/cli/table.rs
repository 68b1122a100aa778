//! Tables in text, their columns aligned in cells of the terminal.

use super::error::Error;
use super::out::Out;
use crate::layout::{self, Ambiguous};

/// Two blanks: enough to tell columns apart, and what `awk -F'  +'` splits at.
const GUTTER: &str = "  ";

/// On which side a column is even.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Rows of columns.
#[derive(Debug)]
pub(super) struct Table {
    sides: Vec<Side>,
    heading: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new<'a>(columns: impl IntoIterator<Item = (&'a str, Side)>) -> Self {
        let (heading, sides) = columns.into_iter().map(|(name, side)| (name.to_owned(), side)).unzip();
        Self { sides, heading, rows: Vec::new() }
    }

    /// Adds a row. Columns it lacks are blank.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Writes it, its heading first, without blanks at the ends of lines.
    pub(super) fn write(&self, out: &mut Out, ambiguous: Ambiguous) -> Result<(), Error> {
        let width = |cell: &str| usize::from(layout::width(cell, ambiguous).0);
        let mut widths = vec![0; self.sides.len()];
        for row in std::iter::once(&self.heading).chain(&self.rows) {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = width(cell).max(*widest);
            }
        }
        let line = |row: &[String]| {
            let mut line = String::new();
            for (n, ((cell, side), widest)) in row.iter().zip(&self.sides).zip(&widths).enumerate() {
                if n > 0 {
                    line.push_str(GUTTER);
                }
                let blank = " ".repeat(widest.saturating_sub(width(cell)));
                match side {
                    Side::Left => line.extend([cell.as_str(), &blank]),
                    Side::Right => line.extend([blank.as_str(), cell]),
                }
            }
            line.trim_end().to_owned()
        };
        out.heading(&line(&self.heading))?;
        for row in &self.rows {
            writeln!(out, "{}", line(row))?;
        }
        Ok(())
    }
}
