//! A place in the quoted new text of an amending clause, told by the labels in front of it.

use super::mention::Pinpoint;
use super::pinpoint_words::Here;
use super::vocabulary::{Class, holds};
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter_or_digit;

/// The units in which a place of quoted text stands. It only moves forwards.
#[derive(Default)]
pub(super) struct QuotedPlace {
    /// The amending clause whose new text it is, by its index.
    pub(super) clause: Option<usize>,
    start: usize,
    /// The labels up to here are read.
    read_to: usize,
    article: Option<String>,
    number: Option<String>,
    point: Option<String>,
}

impl QuotedPlace {
    /// The start of quoted text that stands for the provision that a clause changes.
    pub(super) fn new(clause: usize, quoted: Span, changed: Pinpoint) -> Self {
        Self {
            clause: Some(clause),
            start: quoted.start,
            read_to: quoted.start,
            article: changed.article,
            number: changed.clause,
            point: changed.point,
        }
    }

    /// The units around the place.
    pub(super) fn here(&self) -> Here<'_> {
        Here {
            article: self.article.as_deref(),
            clause: self.number.as_deref(),
            point: self.point.as_deref(),
            ..Here::default()
        }
    }

    /// Goes on to a byte of the text, reading the labels of the lines before it.
    pub(super) fn read_to(&mut self, text: &str, to: usize) {
        let lines = text.get(self.read_to..to).unwrap_or_default();
        for line in lines.split_inclusive('\n') {
            let before = text.get(..self.read_to).unwrap_or_default();
            if self.read_to == self.start || before.ends_with('\n') {
                self.read_label(line);
            }
            self.read_to += line.len();
        }
    }

    /// Takes up the label with which a quoted line begins.
    fn read_label(&mut self, line: &str) {
        let line = line.trim_start_matches(|mark: char| {
            mark.is_whitespace() || matches!(mark, '“' | '"' | '*')
        });
        let mut cursor = Cursor::new(line, 0);
        if holds(Class::Article, cursor.word()) {
            cursor.skip_blanks();
            let number = cursor.eat_while(is_letter_or_digit);
            if !number.is_empty()
                && cursor.eat(|mark| matches!(mark, '.' | ':')).is_some()
            {
                self.article = Some(number.to_owned());
                (self.number, self.point) = (None, None);
            }
            return;
        }
        let end =
            line.find(|letter: char| !is_letter_or_digit(letter)).unwrap_or_default();
        let (label, behind) = line.split_at(end);
        let is_number = label.starts_with(|first: char| first.is_ascii_digit());
        if label.chars().count() > 3 {
            return;
        }
        if is_number && behind.starts_with(". ") {
            self.number = Some(label.to_owned());
            self.point = None;
        } else if !label.is_empty() && behind.starts_with(')') {
            self.point = Some(label.to_owned());
        }
    }
}
