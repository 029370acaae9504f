//! Tables of HTML inside Markdown: a small reader of `table`, `tr`, `td`, `th` with
//! `rowspan` and `colspan`. Whatever else a cell holds is left to the inline reader.
//!
//! Bounded: one pass, spans are bounded; a table inside
//! a cell becomes paragraphs of that cell; a table without an end is no table.

use super::flow::span_table::SpanTable;
use super::inline;
use super::raw::RawTable;
use tracuu_text::builder::CellDraft;
use tracuu_text::span::Span;
use tracuu_text::styled::StyledText;

/// A piece of a source: text, or the inside of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SourcePiece<'a> {
    Text(&'a str),
    Table(&'a str),
}

/// Parts a source into text and tables, in order.
pub(super) fn split(source: &str) -> Vec<SourcePiece<'_>> {
    let mut pieces = Vec::new();
    let mut text_start = 0;
    let mut open: Option<(usize, usize)> = None;
    let mut depth = 0_usize;
    for tag in tags(source).filter(|tag| tag.name.eq_ignore_ascii_case("table")) {
        if !tag.is_end {
            if depth == 0 {
                open = Some((tag.span.start, tag.span.end));
            }
            depth += 1;
            continue;
        }
        depth = depth.saturating_sub(1);
        if let (0, Some((start, inside))) = (depth, open.take_if(|_| depth == 0)) {
            pieces.push(SourcePiece::Text(Span::new(text_start, start).of(source)));
            pieces.push(SourcePiece::Table(Span::new(inside, tag.span.start).of(source)));
            text_start = tag.span.end;
        }
    }
    pieces.push(SourcePiece::Text(source.get(text_start..).unwrap_or_default()));
    pieces
}

/// Reads the inside of a table; text outside its cells (a caption) comes beside it.
pub(super) fn read(source: &str) -> (Vec<StyledText>, RawTable) {
    let mut reader = HtmlTableReader::default();
    let mut text_start = 0;
    for tag in tags(source) {
        let is_structure = ["table", "tr", "td", "th"]
            .iter()
            .any(|name| tag.name.eq_ignore_ascii_case(name));
        if !is_structure {
            continue;
        }
        reader.text(Span::new(text_start, tag.span.start).of(source));
        text_start = tag.span.end;
        reader.tag(&tag);
    }
    reader.text(source.get(text_start..).unwrap_or_default());
    reader.finish()
}

/// A tag of HTML in a source.
struct HtmlTag<'a> {
    span: Span,
    name: &'a str,
    attributes: &'a str,
    is_end: bool,
}

/// The tags of a source, in order; `<` that begins none is passed over. A tag ends at the
/// next `>`; one with `<` in between is none.
fn tags(source: &str) -> impl Iterator<Item = HtmlTag<'_>> {
    let starts = memchr::memchr_iter(b'<', source.as_bytes());
    starts.filter_map(|start| {
        let inside = source.get(start + 1..)?;
        let is_end = inside.starts_with('/');
        let inside = inside.strip_prefix('/').unwrap_or(inside);
        if !inside.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return None;
        }
        let length = inside.find(['<', '>'])?;
        let (inside, rest) = inside.split_at(length);
        if !rest.starts_with('>') {
            return None;
        }
        let name_length = inside
            .find(|letter: char| !letter.is_ascii_alphanumeric())
            .unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_length);
        let end = start + 1 + usize::from(is_end) + length + 1;
        Some(HtmlTag { span: Span::new(start, end), name, attributes, is_end })
    })
}

impl HtmlTag<'_> {
    /// The number of an attribute such as `colspan="2"`; 1 where it has none.
    fn number(&self, attribute: &str) -> usize {
        let lowered = self.attributes.to_ascii_lowercase();
        let Some((_, value)) = lowered.split_once(attribute) else { return 1 };
        let value = value.trim_start_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, '=' | '"' | '\'')
        });
        let n_digits = value.bytes().take_while(u8::is_ascii_digit).count();
        value.get(..n_digits).and_then(|digits| digits.parse().ok()).unwrap_or(1).max(1)
    }
}

#[derive(Default)]
struct HtmlTableReader {
    table: SpanTable,
    /// The cell that is open, with the source of its content.
    cell: Option<(CellDraft, String)>,
    depth: usize,
    outside: String,
}

impl HtmlTableReader {
    fn text(&mut self, text: &str) {
        match &mut self.cell {
            Some((_, source)) => source.push_str(text),
            None => self.outside.push_str(text),
        }
    }

    fn tag(&mut self, tag: &HtmlTag<'_>) {
        if tag.name.eq_ignore_ascii_case("table") {
            self.depth =
                if tag.is_end { self.depth.saturating_sub(1) } else { self.depth + 1 };
            self.text("<br>");
        } else if self.depth > 0 {
            self.text("<br>");
        } else if tag.name.eq_ignore_ascii_case("tr") {
            self.end_cell();
            self.table.end_row();
        } else {
            self.end_cell();
            if !tag.is_end {
                self.start_cell(tag);
            }
        }
    }

    fn start_cell(&mut self, tag: &HtmlTag<'_>) {
        let spans = (tag.number("colspan"), tag.number("rowspan"));
        let cell = self.table.start_cell(spans, tag.name.eq_ignore_ascii_case("th"));
        self.cell = Some((cell, String::new()));
    }

    fn end_cell(&mut self) {
        let Some((mut cell, source)) = self.cell.take() else { return };
        cell.paragraphs = inline::read_cell(source.trim());
        self.table.push(cell);
    }

    fn finish(mut self) -> (Vec<StyledText>, RawTable) {
        self.end_cell();
        (inline::read_cell(&self.outside), self.table.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(source: &str) -> String {
        let (_, table) = read(source);
        let show_cell = |cell: &CellDraft| {
            let texts: Vec<_> = cell.paragraphs.iter().map(StyledText::text).collect();
            let (column, columns, rows) = (cell.column, cell.n_columns, cell.n_rows);
            format!("{column}+{columns}x{rows}:{}", texts.join("¶"))
        };
        let rows = table.rows.iter();
        rows.map(|row| {
            row.cells.cells.iter().map(show_cell).collect::<Vec<_>>().join(" ")
        })
        .collect::<Vec<_>>()
        .join(" / ")
    }

    #[test]
    fn spans_give_cells_their_columns() {
        assert_eq!(
            show(
                "<tr><td rowspan=\"2\">1</td><td colspan=2>Sở A</td></tr>\
                 <tr><td>b</td><TD>c<br>d</TD></tr>"
            ),
            "0+1x2:1 1+2x1:Sở A / 1+1x1:b 2+1x1:c¶d"
        );
    }

    #[test]
    fn spans_are_bounded_and_open_cells_are_closed() {
        assert_eq!(
            show("<tr><td rowspan=9999 colspan=99999>a<td>b"),
            "0+256x1:a 255+1x1:b"
        );
    }

    #[test]
    fn a_table_in_a_cell_becomes_paragraphs() {
        assert_eq!(
            show("<tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr>"),
            "0+1x1:a¶b 1+1x1:c"
        );
    }

    #[test]
    fn a_source_is_parted_into_text_and_tables() {
        assert_eq!(
            split("a\n<table border=1><tr></tr></table>b <table>"),
            [
                SourcePiece::Text("a\n"),
                SourcePiece::Table("<tr></tr>"),
                SourcePiece::Text("b <table>")
            ]
        );
        let (outside, table) = read("<caption>Biểu 1</caption><tr><th>a</th></tr>");
        assert_eq!(outside[0].text(), "Biểu 1");
        assert!(table.has_head);
    }
}
