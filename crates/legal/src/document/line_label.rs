//! The labels with which the lines of a stretch begin, and what their lines and neighbours
//! tell of them.

use super::label;
use super::line::Line;
use super::numbering::Label;
use super::succession::supports;
use super::words::{self, Role};
use tracuu_text::capitals::{begins_firmly, is_capitals};
use tracuu_text::sentence::is_complete;
use tracuu_text::syllable::normal_words;

/// Longest heading of a part that need not be in capitals, in words.
const MAX_HEADING_WORDS: usize = 10;

/// A label that a line can begin with.
#[derive(Clone, Copy)]
pub(super) struct LineLabel {
    pub label: Label,
    /// Whether the words after it begin as a sentence or heading does.
    pub is_firm: bool,
    /// Whether its words are the heading of a part: in capitals, or listed ones.
    pub is_heading: bool,
    /// Whether the next label of the same scheme is the next number.
    pub is_supported: bool,
}

/// The two ways in which the label of each line can be read.
pub(super) fn read_labels(lines: &[Line<'_>]) -> Vec<[Option<LineLabel>; 2]> {
    let read = |line: &Line<'_>| {
        if !line.is_plain() {
            return [None, None];
        }
        match label::read(line.text) {
            [None, None] => [label::read_weak(line.text), None],
            labels => labels,
        }
    };
    let labels: Vec<[Option<Label>; 2]> = lines.iter().map(read).collect();
    let supports = supports(&labels);
    let lines = lines.iter().zip(labels).zip(supports);
    lines
        .map(|((line, [first, second]), [first_support, second_support])| {
            let with_line = |label: Label, is_supported| {
                let words = line.text.get(label.end..).unwrap_or_default();
                let is_firm = words.is_empty() || begins_firmly(words);
                let is_heading = is_part_heading(words);
                LineLabel { label, is_firm, is_heading, is_supported }
            };
            [
                first.map(|label| with_line(label, first_support)),
                second.map(|label| with_line(label, second_support)),
            ]
        })
        .collect()
}

/// Whether words are the heading of a part: in capitals, or like one that announces tasks,
/// aims or organisation.
fn is_part_heading(words: &str) -> bool {
    if is_complete(words) {
        return false;
    }
    is_capitals(words) || {
        let words = normal_words(words);
        words.split(' ').count() <= MAX_HEADING_WORDS
            && (words::opens_with(&words, Role::NoTask)
                || words::opens_with(&words, Role::Task))
    }
}
