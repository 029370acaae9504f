//! The manuscript as the outline reads it: a line per block, with what its look tells.
//!
//! A table that only arranges text (letterhead or closing block in two columns) is taken
//! apart into the paragraphs of its cells; any other table is one line.

use super::words::{self, Role};
use tracuu_text::capitals::is_capitals;
use tracuu_text::layout::{Block, BlockKind, Table};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::sentence::is_complete;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter_or_digit, normal_words};

/// Bytes at the start of a line that [`Line::lead`] covers; the longest phrase that is
/// looked for there has 60.
const LEAD_BYTES: usize = 120;

/// Most letters and digits of a rule with an ornament.
const MAX_RULE_LETTERS: usize = 3;

/// Rows of the largest table that is taken for a mere arrangement of text.
const MAX_LAYOUT_ROWS: usize = 8;

/// Length of the longest cell of such a table: a long list of recipients.
const MAX_LAYOUT_BYTES: usize = 4096;

/// One line of the body.
#[derive(Clone, Debug)]
pub(super) struct Line<'m> {
    /// Where a unit that begins with this line begins, in bytes.
    pub start: usize,
    /// The line without white space at its ends.
    pub span: Span,
    /// The text under `span`.
    pub text: &'m str,
    /// The first words in normal form.
    pub lead: String,
    /// What it is.
    pub shape: Shape,
    /// Whether it stands in a quotation of provisions of another document.
    pub is_quoted: bool,
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// Words.
    Text,
    /// A table.
    Table,
    /// Nothing but marks: a rule, a row of stars or dots.
    Rule,
}

/// The lines that lie wholly inside a stretch of the text; lines are given in order.
pub(super) fn lines_in<'l, 'm>(lines: &'l [Line<'m>], span: Span) -> &'l [Line<'m>] {
    let first = lines.partition_point(|line| line.span.start < span.start);
    let after = lines.partition_point(|line| line.span.end <= span.end);
    lines.get(first..after).unwrap_or_default()
}

/// The lines of the body of a manuscript, in order; empty ones are left out. None is
/// marked as quoted yet (`quotation::lines`).
pub(super) fn plain_lines(manuscript: &Manuscript) -> Vec<Line<'_>> {
    let body = manuscript.body();
    let mut lines = Vec::with_capacity(manuscript.blocks().len());
    let blocks = manuscript.blocks().iter();
    for block in blocks.take_while(|block| block.span.start < body.end) {
        match &block.kind {
            BlockKind::Furniture => {}
            BlockKind::Table(table) if !is_layout(manuscript, table) => {
                push(&mut lines, manuscript, block.span, true);
            }
            BlockKind::Table(table) => push_cells(&mut lines, manuscript, table, block),
            _ => push(&mut lines, manuscript, block.span, false),
        }
    }
    lines
}

impl Line<'_> {
    /// Whether it is words and no quotation: only such lines structure a document.
    pub(super) fn is_plain(&self) -> bool {
        self.shape == Shape::Text && !self.is_quoted
    }

    /// Whether it ends like a sentence or a clause.
    pub(super) fn is_complete(&self) -> bool {
        is_complete(self.text)
    }

    /// Whether it surely goes on in the next line.
    pub(super) fn is_open(&self) -> bool {
        is_open(self.text)
    }

    /// Whether its letters are capitals.
    pub(super) fn is_capitals(&self) -> bool {
        self.shape == Shape::Text && is_capitals(self.text)
    }

    /// Number of words, counted to 200.
    pub(super) fn n_words(&self) -> usize {
        n_words(self.text)
    }
}

/// Whether a text surely goes on in the next line: by its last mark or its last word.
pub(super) fn is_open(text: &str) -> bool {
    let mut words = text.rsplit(' ');
    let (last, before) =
        (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_short = last.len() + before.len() < 32;
    if last.contains("://") || last.starts_with("www.") {
        return false;
    }
    text.ends_with([',', '-', '/', '('])
        || is_short
            && words::ends_with(
                &normal_words(&format!("{before} {last}")),
                Role::Connective,
            )
}

/// Whether a text is a rule: marks, with no more than an ornament among them: `---o0o---`.
fn is_rule(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| is_letter_or_digit(*letter));
    let n_letters = letters.by_ref().take(MAX_RULE_LETTERS + 1).count();
    let is_mark =
        |letter: char| matches!(letter, '-' | '–' | '—' | '*' | '=' | '~' | '_');
    let n_marks = || text.chars().filter(|letter| is_mark(*letter)).count();
    let has_ornament = n_letters <= MAX_RULE_LETTERS && text.starts_with(is_mark);
    n_letters == 0 || has_ornament && n_marks() >= 2 * n_letters
}

/// Words of a text, counted to 200.
pub(super) fn n_words(text: &str) -> usize {
    text.split_whitespace().take(200).count()
}

fn push<'m>(
    lines: &mut Vec<Line<'m>>,
    manuscript: &'m Manuscript,
    block: Span,
    is_table: bool,
) {
    let span = block.trimmed(manuscript.text());
    let text = manuscript.slice(span);
    if text.is_empty() {
        return;
    }
    let shape = match is_rule(text) {
        _ if is_table => Shape::Table,
        true => Shape::Rule,
        false => Shape::Text,
    };
    let lead = if shape == Shape::Text { lead(text) } else { String::new() };
    let line = Line { start: block.start, span, text, lead, shape, is_quoted: false };
    lines.push(line);
}

fn push_cells<'m>(
    lines: &mut Vec<Line<'m>>,
    manuscript: &'m Manuscript,
    table: &Table,
    block: &Block,
) {
    let n_before = lines.len();
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        for paragraph in &cell.paragraphs {
            push(lines, manuscript, *paragraph, false);
        }
    }
    if let Some(first) = lines.get_mut(n_before) {
        first.start = block.span.start;
    }
}

/// Whether a table only arranges the head or the end of a document in columns.
fn is_layout(manuscript: &Manuscript, table: &Table) -> bool {
    table.rows.len() <= MAX_LAYOUT_ROWS
        && table.rows.iter().flat_map(|row| &row.cells).any(|cell| {
            let text = manuscript.slice(cell.span);
            let words = lead(text);
            text.len() <= MAX_LAYOUT_BYTES
                && (words::find_in_text(text, Role::Motto).is_some()
                    || words::opens_with(&words, Role::Recipients)
                    || words::opens_with(&words, Role::Proxy))
        })
}

fn lead(text: &str) -> String {
    let mut end = text.len().min(LEAD_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    normal_words(text.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_extract::read_text;

    #[test]
    fn a_rule_may_hold_an_ornament() {
        for text in ["-----", "---o0o---", "* * *", "=== 3 ==="] {
            assert!(is_rule(text), "{text}");
        }
        for text in ["Số: ........", "- a", "--- Xã Đông ---", "(1)", "1.1.", "Tổ: _____"]
        {
            assert!(!is_rule(text), "{text}");
        }
    }

    #[test]
    fn endings_tell_whether_a_line_goes_on() {
        let is_open =
            |text: &str| plain_lines(&read_text(text)).iter().any(Line::is_open);
        for text in ["theo quy định tại khoản", "của các sở,", "các bộ và"]
        {
            assert!(is_open(text), "{text}");
        }
        for text in [
            "xem tại https://vi.du.vn/hop/",
            "Tổ chức thực hiện.",
            "MỤC TIÊU",
            "Ủy ban nhân dân",
        ] {
            assert!(!is_open(text), "{text}");
        }
    }
}
