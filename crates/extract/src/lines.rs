//! A source text as lines: the first step of the readers of plain text and Markdown.

use memchr::memchr3;

use super::raw::{BlockGap, BreakKind};

/// One line of a source that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct SourceLine<'a> {
    /// Its text without the line end; white space at both ends is kept, since tabs and
    /// the two spaces of a hard break carry meaning.
    pub(super) text: &'a str,
    /// Blank lines before it.
    pub(super) blank_lines: usize,
    /// Whether a form feed stands between it and the line before.
    pub(super) page_break: bool,
}

impl SourceLine<'_> {
    /// Columns of white space before the text; a tab goes on to the next multiple of 8.
    pub(super) fn indent(&self) -> usize {
        indent(self.text)
    }

    /// What stands before it.
    pub(super) fn gap(&self) -> BlockGap {
        let break_kind =
            if self.page_break { BreakKind::PageEnd } else { BreakKind::Nothing };
        BlockGap { blank_lines: self.blank_lines, break_kind }
    }

    /// Whether it stands right under the line before.
    pub(super) fn is_next(&self) -> bool {
        self.blank_lines == 0 && !self.page_break
    }
}

/// Columns of white space before a text; a tab goes on to the next multiple of 8.
pub(super) fn indent(text: &str) -> usize {
    text.chars().take_while(|letter| letter.is_whitespace()).fold(0, advance)
}

/// The column after a letter that stands at `column`.
pub(super) fn advance(column: usize, letter: char) -> usize {
    if letter == '\t' { (column / 8 + 1) * 8 } else { column + 1 }
}

/// The lines of a text that are not blank. Line ends are LF, CRLF, CR, vertical tab (the
/// manual line break of word processors), form feed, U+2028 and U+2029.
pub(super) fn split(text: &str) -> Vec<SourceLine<'_>> {
    let mut collector = Collector::default();
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if memchr3(b'\r', 0x0b, 0x0c, line.as_bytes()).is_none()
            && !line.contains(['\u{2028}', '\u{2029}'])
        {
            collector.add(line);
            continue;
        }
        for piece in line.split_inclusive(is_line_end) {
            collector.add(piece.trim_end_matches(is_line_end));
            collector.page_break |= piece.ends_with('\u{c}');
        }
    }
    collector.lines
}

fn is_line_end(letter: char) -> bool {
    matches!(letter, '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

#[derive(Default)]
struct Collector<'a> {
    lines: Vec<SourceLine<'a>>,
    blank_lines: usize,
    page_break: bool,
}

impl<'a> Collector<'a> {
    fn add(&mut self, text: &'a str) {
        if text.trim().is_empty() {
            self.blank_lines += 1;
            return;
        }
        self.lines.push(SourceLine {
            text,
            blank_lines: std::mem::take(&mut self.blank_lines),
            page_break: std::mem::take(&mut self.page_break),
        });
    }
}

/// Whether a line is a rule: three or more signs such as `-----`, `* * *`, `=====`.
pub(super) fn is_rule(line: &str) -> bool {
    let mut n_signs = 0;
    for letter in line.chars() {
        if matches!(letter, '-' | '_' | '=' | '*' | '~' | '+' | '–' | '—' | '─') {
            n_signs += 1;
        } else if !letter.is_whitespace() {
            return false;
        }
    }
    n_signs >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_parts_lines() {
        let lines = split("a\r\nb\rc\u{b}d\u{2028}e\n\n\n\u{c}f\n");
        let texts: Vec<_> = lines.iter().map(|line| line.text).collect();
        assert_eq!(texts, ["a", "b", "c", "d", "e", "f"]);
        assert!(lines[..5].iter().all(SourceLine::is_next));
        assert!(lines[5].page_break);
        assert_eq!(lines[5].blank_lines, 3);
    }

    #[test]
    fn rules_are_lines_of_signs_only() {
        for line in ["-----", "* * *", " ____ ", "—————", "====="] {
            assert!(is_rule(line), "{line}");
        }
        for line in ["*", "--", "- a -", ".....", "-- 3 --"] {
            assert!(!is_rule(line), "{line}");
        }
    }

    #[test]
    fn tabs_indent_to_the_next_stop() {
        assert_eq!(indent("\tĐiều 1"), 8);
        assert_eq!(indent("  \tĐiều 1"), 8);
        assert_eq!(indent("   Điều 1"), 3);
    }
}
