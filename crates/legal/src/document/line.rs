//! The manuscript as the outline reads it: a line per block, with what its look tells.
//!
//! A table that only arranges text (letterhead or closing block in two columns) is taken
//! apart into the paragraphs of its cells; any other table is one line.

use super::words::{self, Role};
use tracuu_text::layout::{Block, BlockKind, Table};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::syllable::{lower_char, normal_words};

/// Bytes at the start of a line that [`Line::lead`] covers; the longest phrase that is
/// looked for there has 60.
const LEAD_BYTES: usize = 120;

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

/// The lines of the body of a manuscript, in order; empty ones are left out.
pub(super) fn lines(manuscript: &Manuscript) -> Vec<Line<'_>> {
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
    mark_quotations(&mut lines);
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
    text.ends_with([',', '-', '/', '('])
        || is_short
            && words::ends_with(
                &normal_words(&format!("{before} {last}")),
                Role::Connective,
            )
}

/// Words of a text, counted to 200.
pub(super) fn n_words(text: &str) -> usize {
    text.split_whitespace().take(200).count()
}

/// Whether a text ends like a sentence or a clause, closing quotes and brackets aside.
pub(super) fn is_complete(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '»', '’', ')', ']', '*', ' ']);
    text.ends_with(['.', ';', ':', '!', '?', '…'])
}

/// Whether nine in ten letters of a text are capitals, and there are two or more.
pub(super) fn is_capitals(text: &str) -> bool {
    let (mut n_capitals, mut n_letters) = (0_usize, 0_usize);
    for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
        n_letters += 1;
        n_capitals += usize::from(letter.is_uppercase());
    }
    n_letters > 1 && n_capitals * 10 >= n_letters * 9
}

/// Whether the first letter or digit of a text is a digit or a capital.
pub(super) fn begins_firmly(text: &str) -> bool {
    let first = text.chars().find(|letter| letter.is_alphanumeric());
    first.is_some_and(|first| first.is_numeric() || lower_char(first) != first)
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
    let shape = match text.contains(char::is_alphanumeric) {
        _ if is_table => Shape::Table,
        true => Shape::Text,
        false => Shape::Rule,
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

/// Marks the lines of quotations that begin with a label: `“Điều 5. …`, `"a) …`. They run
/// to the line in which the quotation is closed; one that is never closed is none.
fn mark_quotations(lines: &mut [Line<'_>]) {
    let opens = |line: &Line<'_>| {
        let inside = line.text.trim_start_matches(['“', '"', '‘', '\'']);
        line.shape == Shape::Text
            && inside.len() < line.text.len()
            && super::label::is_labelled(inside)
    };
    if !lines.iter().any(opens) {
        return;
    }
    let balances = Balances::over(lines);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let close = if opens(line) { balances.close(at, line.text) } else { None };
        let Some(close) = close else {
            at += 1;
            continue;
        };
        for quoted in lines.get_mut(at..=close).into_iter().flatten() {
            quoted.is_quoted = true;
        }
        at = close + 1;
    }
}

/// For each line the line in which a quotation that begins there is closed.
struct Balances {
    curly: Vec<Option<usize>>,
    straight: Vec<Option<usize>>,
}

impl Balances {
    fn over(lines: &[Line<'_>]) -> Self {
        let depth_change = |text: &str| {
            text.chars().fold(0_i64, |depth, letter| match letter {
                '“' => depth + 1,
                '”' => depth - 1,
                _ => depth,
            })
        };
        let is_odd = |text: &str| text.matches('"').count() % 2 == 1;
        let mut curly = vec![None; lines.len()];
        // Lines whose quotation is still open, with the depth before them.
        let mut waiting: Vec<(usize, i64)> = Vec::new();
        let mut depth = 0;
        for (at, line) in lines.iter().enumerate() {
            waiting.push((at, depth));
            depth += depth_change(line.text);
            while let Some((opened, before)) =
                waiting.pop_if(|(_, before)| depth <= *before)
            {
                debug_assert!(depth <= before, "only closed quotations are taken");
                if let Some(place) = curly.get_mut(opened) {
                    *place = Some(at);
                }
            }
        }
        let mut straight = vec![None; lines.len()];
        let mut next_odd = None;
        for (at, line) in lines.iter().enumerate().rev() {
            let odd = is_odd(line.text);
            if let Some(place) = straight.get_mut(at) {
                *place = if odd { next_odd } else { Some(at) };
            }
            if odd {
                next_odd = Some(at);
            }
        }
        Self { curly, straight }
    }

    fn close(&self, at: usize, text: &str) -> Option<usize> {
        let table = if text.starts_with('"') { &self.straight } else { &self.curly };
        table.get(at).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_extract::read_text;

    fn quoted(text: &str) -> Vec<bool> {
        lines(&read_text(text)).iter().map(|line| line.is_quoted).collect()
    }

    #[test]
    fn quoted_provisions_are_marked_to_their_end() {
        assert_eq!(
            quoted("1. Sửa Điều 3:\n“Điều 3. Tên\n1. Một “hai”.\n2. Ba.”\n2. Bãi bỏ."),
            [false, true, true, true, false]
        );
        assert_eq!(
            quoted("1. Sửa:\n\"a) Một\";\n2. Sửa:\n\"Điều 4. Hai\n1. Ba\".\n3. Bốn"),
            [false, true, false, true, true, false]
        );
    }

    #[test]
    fn a_quotation_without_end_or_label_is_none() {
        assert_eq!(quoted("“Điều 3. Tên\n1. Một\n2. Hai"), [false; 3]);
        assert_eq!(quoted("“Toàn dân đoàn kết\nxây dựng” đời sống"), [false; 2]);
    }

    #[test]
    fn endings_tell_whether_a_line_goes_on() {
        let is_open = |text: &str| lines(&read_text(text)).iter().any(Line::is_open);
        for text in ["theo quy định tại khoản", "của các sở,", "các bộ và"]
        {
            assert!(is_open(text), "{text}");
        }
        for text in ["Tổ chức thực hiện.", "MỤC TIÊU", "Ủy ban nhân dân"] {
            assert!(!is_open(text), "{text}");
        }
    }

    #[test]
    fn capitals_may_hold_a_few_small_letters() {
        assert!(is_capitals("NGHỊ QUYẾT SỐ 5-NQ/TW"));
        assert!(!is_capitals("Nghị quyết"));
        assert!(!is_capitals("I"));
    }
}
