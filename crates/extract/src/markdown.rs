//! Markdown → raw blocks.
//!
//! Block structure is our own, since `CommonMark` takes typed numbers (`1. `, `4- `) and
//! leading tabs for its own marks. Marks at the line start are those of headings, lists,
//! quotes, rules and fences; the level of a heading is kept as a hint. Lines without a
//! blank line between are one paragraph for the inline marks, and stay lines; whether they
//! are one paragraph of text is decided when they are mended.

use super::html_table::{self, SourcePiece};
use super::inline;
use super::lines::{self, SourceLine};
use super::mend::joint;
use super::prose::{self, LineEnd, LineStart};
use super::raw::{BlockGap, BreakKind, RawBlock, RawBlocks, RawContent};
use super::tabular::find::find_tables;
use tracuu_text::styled::StyledText;

/// The raw blocks of a Markdown source.
pub(super) fn read(source: &str) -> Vec<RawBlock> {
    let mut reader = MarkdownReader::default();
    for piece in html_table::split(source) {
        match piece {
            SourcePiece::Text(text) => reader.text(text),
            SourcePiece::Table(inside) => reader.html_table(inside),
        }
    }
    reader.blocks.blocks
}

#[derive(Default)]
struct MarkdownReader<'a> {
    blocks: RawBlocks,
    /// Lines of the paragraph that is open.
    unit: Vec<SourceLine<'a>>,
    /// The fence of the block of code that is open.
    fence: Option<Fence>,
}

impl<'a> MarkdownReader<'a> {
    fn text(&mut self, text: &'a str) {
        let lines = lines::split(text);
        let mut tables = find_tables(&lines).into_iter().peekable();
        let mut place = 0;
        while let Some(line) = lines.get(place) {
            if let Some((range, table)) =
                tables.next_if(|(range, _)| range.start == place)
            {
                self.end_unit();
                let table = table.into_raw(inline::read_cell);
                self.blocks.push(line.gap(), line.indent(), RawContent::Table(table));
                place = range.end;
                continue;
            }
            self.line(line);
            place += 1;
        }
        self.end_unit();
    }

    fn html_table(&mut self, inside: &str) {
        let (outside, table) = html_table::read(inside);
        for text in outside {
            self.blocks.push(BlockGap::default(), 0, RawContent::Paragraph(text));
        }
        self.blocks.push(BlockGap::default(), 0, RawContent::Table(table));
    }

    fn line(&mut self, line: &SourceLine<'a>) {
        let text = line.text.trim();
        if let Some(fence) = self.fence {
            if fence.is_closed_by(text) {
                self.fence = None;
                return;
            }
            let content = RawContent::Paragraph(StyledText::plain(text));
            self.blocks.push(line.gap(), line.indent(), content);
        } else if let Some(fence) = Fence::open(line) {
            self.end_unit();
            self.fence = Some(fence);
        } else if lines::is_rule(text) {
            self.end_unit();
            self.blocks.after_rule = true;
        } else if let Some((level, title)) = heading(text) {
            self.end_unit();
            self.heading(line, level, title);
        } else {
            if !line.is_next() || prose::starts_listed(text) {
                self.end_unit();
            }
            self.unit.push(SourceLine { text: without_quote(line.text), ..*line });
        }
    }

    fn heading(&mut self, line: &SourceLine<'_>, level: u8, title: &str) {
        let mut gap = line.gap();
        for line in inline::read(title) {
            self.blocks.push(gap, 0, RawContent::Heading(level, line.text));
            gap = BlockGap { blank_lines: 0, break_kind: BreakKind::HardBreak };
        }
    }

    fn end_unit(&mut self) {
        let unit = std::mem::take(&mut self.unit);
        let Some(first) = unit.first() else { return };
        let source: Vec<&str> = unit.iter().map(|line| line.text.trim_start()).collect();
        for (place, line) in inline::read(&source.join("\n")).into_iter().enumerate() {
            if line.in_bold && !line.after_break && self.continues_heading(&line.text) {
                continue;
            }
            let gap = match place {
                0 => first.gap(),
                _ if line.after_break => {
                    BlockGap { blank_lines: 0, break_kind: BreakKind::HardBreak }
                }
                _ => BlockGap { blank_lines: 0, break_kind: BreakKind::SoftBreak },
            };
            let indent = unit.get(place).map_or(0, SourceLine::indent);
            let content = if prose::starts_listed(line.text.text()) {
                RawContent::ListItem(line.text)
            } else {
                RawContent::Paragraph(line.text)
            };
            self.blocks.push(gap, indent, content);
        }
    }
}

/// Most columns before the line that opens a block of code (`CommonMark` 4.5).
const MAX_FENCE_INDENT: usize = 3;

/// The line that opens a block of code: three or more backticks or tildes.
#[derive(Clone, Copy)]
struct Fence {
    letter: char,
    length: usize,
}

impl Fence {
    fn open(line: &SourceLine<'_>) -> Option<Self> {
        if line.indent() > MAX_FENCE_INDENT {
            return None;
        }
        let line = line.text.trim();
        let letter = line.chars().next().filter(|letter| matches!(letter, '`' | '~'))?;
        let rest = line.trim_start_matches(letter);
        let length = line.len() - rest.len();
        // Backticks after the first run are code inside a line: its words would be lost.
        let is_fence = length >= 3 && (letter == '~' || !rest.contains('`'));
        is_fence.then_some(Self { letter, length })
    }

    fn is_closed_by(self, line: &str) -> bool {
        let rest = line.trim_start_matches(self.letter);
        rest.is_empty() && line.len() >= self.length
    }
}

impl MarkdownReader<'_> {
    /// Adds a line to the numbered heading in bold type that it goes on with.
    fn continues_heading(&mut self, line: &StyledText) -> bool {
        let last = self.blocks.blocks.last_mut();
        let Some(above) = last.and_then(|block| block.content.text_mut()) else {
            return false;
        };
        let is_heading = prose::label(above.text()).is_some() && above.is_bold();
        let goes_on = is_heading
            && prose::start(line.text()) != LineStart::Unit
            && prose::end(above.text()) != LineEnd::Finished;
        if goes_on {
            joint::append(above, line, false);
        }
        goes_on
    }
}

/// Level and title of an ATX heading.
fn heading(line: &str) -> Option<(u8, &str)> {
    let title = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - title.len()).ok()?;
    let is_heading = (1..=6).contains(&level) && title.starts_with([' ', '\t']);
    let title = title.trim();
    let without_marks = title.trim_end_matches('#');
    let is_closed = without_marks.is_empty() || without_marks.ends_with(' ');
    is_heading
        .then_some((level, if is_closed { without_marks.trim_end() } else { title }))
}

/// A line without the marks of a block quote.
fn without_quote(line: &str) -> &str {
    let mut text = line;
    while let Some(inside) = text.trim_start().strip_prefix('>') {
        if !(inside.is_empty() || inside.starts_with([' ', '>'])) {
            break;
        }
        text = inside;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The raw blocks of a source, a line each: gap, kind, text.
    fn show(source: &str) -> Vec<String> {
        let show_block = |block: &RawBlock| {
            let break_kind = match block.gap.break_kind {
                BreakKind::Nothing | BreakKind::SoftBreak => "",
                BreakKind::HardBreak => "⏎",
                BreakKind::Rule => "—",
                BreakKind::PageEnd => "¤",
            };
            let kind = match &block.content {
                RawContent::Heading(level, _) => format!("h{level}"),
                RawContent::Paragraph(_) => "p".to_owned(),
                RawContent::ListItem(_) => "li".to_owned(),
                RawContent::Note(_) => "note".to_owned(),
                RawContent::Table(table) => format!("table {}", table.rows.len()),
            };
            let text = block.content.text().map_or("", |text| text.text().trim_end());
            format!("{}{break_kind} {kind} {text}", block.gap.blank_lines)
                .trim_end()
                .to_owned()
        };
        read(source).iter().map(show_block).collect()
    }

    #[test]
    fn marks_of_blocks_go_and_typed_numbers_stay() {
        assert_eq!(
            show(
                "## **II- NHIỆM VỤ** ##\n\n1. Một  \nhai\n\n-----\n\n4- Bốn\n- a\n* b\n> c\n#đ"
            ),
            [
                "0 h2 II- NHIỆM VỤ",
                "1 p 1. Một",
                "0⏎ p hai",
                "1— p 4- Bốn",
                "0 li - a",
                "0 li * b",
                "0 p c",
                "0 p #đ"
            ]
        );
    }

    #[test]
    fn fences_keep_their_lines_as_they_are() {
        assert_eq!(show("```text\n**a**\n```\nb"), ["0 p **a**", "0 p b"]);
        assert_eq!(show("~~~~\n```a\n~~~~~\nb"), ["0 p ```a", "0 p b"]);
        assert_eq!(show("```a``` b"), ["0 p a b"]);
        assert_eq!(show("\t```a"), ["0 p ```a"]);
    }

    #[test]
    fn tables_of_every_kind_stand_in_their_place() {
        assert_eq!(
            show("a\n\n| x | y |\n|---|---|\n\nb\n<table><tr><td>1</td></tr></table>\nc"),
            ["0 p a", "1 table 1", "1 p b", "0 table 1", "1 p c"]
        );
    }

    #[test]
    fn a_heading_needs_a_space() {
        assert_eq!(heading("# a"), Some((1, "a")));
        assert_eq!(heading("### C# #"), Some((3, "C#")));
        assert_eq!(heading("#a"), None);
        assert_eq!(heading("####### a"), None);
    }
}
