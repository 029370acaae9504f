//! Plain text → raw blocks: a line a block, tables and two columns side by side aside.
//! No mark has a meaning here; rules of signs are left out as in Markdown.

use super::columns::{self, TwoColumns};
use super::lines::{self, SourceLine};
use super::prose;
use super::raw::{BlockGap, BreakKind, RawBlock, RawBlocks, RawContent};
use super::tabular::find::find_tables;
use tracuu_text::styled::StyledText;

/// The raw blocks of a plain text.
pub(super) fn read(source: &str) -> Vec<RawBlock> {
    let lines = lines::split(source);
    let mut tables = find_tables(&lines).into_iter().peekable();
    let mut reader = PlainTextReader::default();
    let mut place = 0;
    while let Some(line) = lines.get(place) {
        if let Some((range, table)) = tables.next_if(|(range, _)| range.start == place) {
            let table = table.into_raw(read_cell);
            reader.blocks.push(line.gap(), line.indent(), RawContent::Table(table));
            place = range.end;
            continue;
        }
        let end = tables.peek().map_or(lines.len(), |(range, _)| range.start);
        let rest = lines.get(place..end).unwrap_or_default();
        place += match columns::read(rest) {
            Some(columns) => reader.columns(line, &columns),
            None => reader.line(line),
        };
    }
    reader.blocks.blocks
}

fn read_cell(text: &str) -> Vec<StyledText> {
    vec![StyledText::plain(text.replace("\\|", "|"))]
}

#[derive(Default)]
struct PlainTextReader {
    blocks: RawBlocks,
}

impl PlainTextReader {
    fn line(&mut self, line: &SourceLine<'_>) -> usize {
        if lines::is_rule(line.text) {
            self.blocks.after_rule = true;
        } else {
            self.text(line.gap(), line.indent(), line.text);
        }
        1
    }

    fn columns(&mut self, line: &SourceLine<'_>, columns: &TwoColumns<'_>) -> usize {
        let mut gap = line.gap();
        for text in columns.left.iter().chain(&columns.right) {
            self.text(gap, 0, text);
            gap = BlockGap { blank_lines: 0, break_kind: BreakKind::HardBreak };
        }
        columns.n_lines
    }

    fn text(&mut self, gap: BlockGap, indent: usize, text: &str) {
        let text = StyledText::plain(without_tabs(text.trim()));
        let content = if prose::starts_listed(text.text()) {
            RawContent::ListItem(text)
        } else {
            RawContent::Paragraph(text)
        };
        self.blocks.push(gap, indent, content);
    }
}

/// A line with each run of tabs as one space: a tab after a number (`1.⇥Về`) is one.
fn without_tabs(text: &str) -> String {
    if !text.contains('\t') {
        return text.to_owned();
    }
    let pieces: Vec<&str> =
        text.split('\t').map(str::trim).filter(|piece| !piece.is_empty()).collect();
    pieces.join(" ")
}
