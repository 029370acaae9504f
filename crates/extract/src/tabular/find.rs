//! Asks each recogniser, line by line.

use std::ops::Range;

use super::table::{TableFinding, TextTable};
use super::{bars, cell_per_line, pipe, simple, tabbed};
use crate::lines::SourceLine;

/// The tables among `lines`, in order, with the lines that each takes. Linear.
pub(crate) fn find_tables(lines: &[SourceLine<'_>]) -> Vec<(Range<usize>, TextTable)> {
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(line) = lines.get(place) {
        let rest = lines.get(place..).unwrap_or_default();
        let finding = if bars::is_bar(line.text) {
            bars::read(rest)
        } else if pipe::is_row(line.text) {
            pipe::read(rest)
        } else if tabbed::is_row(line.text) {
            tabbed::read(rest)
        } else {
            cell_per_line::read(rest)
                .or_else(|| simple::read(rest))
                .unwrap_or(TableFinding { n_lines: 1, table: None })
        };
        let end = place + finding.n_lines.max(1);
        if let Some(table) = finding.table {
            found.push((place..end, table));
        }
        place = end;
    }
    found
}
