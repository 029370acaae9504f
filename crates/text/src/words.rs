//! The words of a text, as places in it and in the form in which words are compared.
//!
//! A word is a run of letters, digits and combining marks; invisible characters inside it
//! (see [`syllable`](super::syllable)) do not end it. Whatever else is no white space is a
//! mark, one character each. All splitters are linear and make no copy of a word that
//! stands in normal form, as most words of a text do.

use std::borrow::Cow;

use super::span::Span;
use super::syllable::{
    Settled, SyllableLetters, folded, is_invisible, is_letter, is_word_char, normal_form,
    normal_form_of,
};

/// A word or a mark of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word<'t> {
    /// Its place in the text.
    pub span: Span,
    /// Its normal form (lower case, tone mark on the old-style place); a mark stands for
    /// itself.
    pub normal: Cow<'t, str>,
}

impl<'t> Word<'t> {
    /// The word at `span`, which should hold one word or one mark.
    pub fn new(text: &'t str, span: Span) -> Self {
        Self { span, normal: normal_form(span.of(text)) }
    }

    /// Whether it is a mark: a sign outside words.
    pub fn is_mark(&self) -> bool {
        !self.normal.starts_with(is_word_char)
    }

    /// The word without accents and tone marks, đ as d.
    pub fn folded(&self) -> String {
        folded(&self.normal)
    }

    /// Whether it was written without accents and tone marks, so that a typed word may
    /// stand for one with them.
    pub fn is_unmarked(&self) -> bool {
        self.normal.is_ascii() || self.folded() == self.normal
    }
}

/// Bytes of a word with the blank behind it, rather too few: room for the words of a text
/// is made by it.
const BYTES_OF_WORD: usize = 5;

/// The places of the words of a text, in order.
pub fn word_spans(text: &str) -> impl Iterator<Item = Span> {
    Splitter::new(text, Span::new(0, text.len()), false).map(|(span, _)| span)
}

/// The words of a text, in order, without the marks between them.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    words_in(text, Span::new(0, text.len()))
}

/// The words of a whole text, with room for all of them from the beginning.
pub fn all_words(text: &str) -> Vec<Word<'_>> {
    let mut all = Vec::with_capacity(text.len() / BYTES_OF_WORD);
    all.extend(words(text));
    all
}

/// The words under a span; their places count from the start of `text`.
pub fn words_in(text: &str, span: Span) -> impl Iterator<Item = Word<'_>> {
    Splitter::new(text, span, false).map(|(span, letters)| Word {
        span,
        normal: normal_form_of(span.of(text), letters),
    })
}

/// The word right before a place, blanks aside; empty where another sign stands there.
pub fn word_before(text: &str, at: usize) -> &str {
    split_last_word(text.get(..at).unwrap_or_default().trim_end()).1
}

/// A text in two before the word at its end, which is empty where another sign stands there.
pub fn split_last_word(text: &str) -> (&str, &str) {
    text.split_at(text.trim_end_matches(is_letter).len())
}

/// The words and the marks of a text, in order.
pub fn words_and_marks(text: &str) -> impl Iterator<Item = Word<'_>> {
    words_and_marks_in(text, Span::new(0, text.len()))
}

/// The words and the marks under a span; their places count from the start of `text`.
pub fn words_and_marks_in(text: &str, span: Span) -> impl Iterator<Item = Word<'_>> {
    Splitter::new(text, span, true).map(|(span, letters)| Word {
        span,
        normal: normal_form_of(span.of(text), letters),
    })
}

/// Cuts a stretch of text into words and, where wanted, marks, each with what its letters
/// tell of its normal form.
struct Splitter<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    with_marks: bool,
}

impl<'t> Splitter<'t> {
    fn new(text: &'t str, span: Span, with_marks: bool) -> Self {
        Self { text, at: span.start, end: span.end, with_marks }
    }

    fn rest(&self) -> &'t str {
        Span::new(self.at, self.end).of(self.text)
    }
}

impl Iterator for Splitter<'_> {
    type Item = (Span, Option<Settled>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut signs = self.rest().char_indices();
        let is_wanted = |letter: char| {
            is_word_char(letter)
                || self.with_marks && !letter.is_whitespace() && !is_invisible(letter)
        };
        let (skipped, first) = signs.find(|(_, letter)| is_wanted(*letter))?;
        let start = self.at + skipped;
        let mut end = start + first.len_utf8();
        let mut letters = SyllableLetters::default();
        letters.read(first);
        if is_word_char(first) {
            let mut hidden = None;
            for (at, letter) in signs {
                if is_word_char(letter) {
                    // A word with signs inside that nobody sees has no settled form.
                    hidden.take().into_iter().for_each(|sign| letters.read(sign));
                    letters.read(letter);
                    end = self.at + at + letter.len_utf8();
                } else if is_invisible(letter) {
                    hidden = Some(letter);
                } else {
                    break;
                }
            }
        }
        self.at = end;
        Some((Span::new(start, end), letters.settled()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::normal;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        word_spans(text).map(|span| span.of(text)).collect()
    }

    #[test]
    fn words_are_runs_of_letters_digits_and_marks() {
        assert_eq!(cut("Điều 5, (uỷ\u{301}) x😀y"), ["Điều", "5", "uỷ\u{301}", "x", "y"]);
        assert_eq!(cut("một"), ["một"]);
        assert!(cut(" - ").is_empty() && cut("").is_empty());
    }

    #[test]
    fn invisible_characters_do_not_end_a_word() {
        assert_eq!(cut("ng\u{ad}hị\u{200b} quyết"), ["ng\u{ad}hị", "quyết"]);
        let first = words("Ng\u{ad}hị").next().unwrap();
        assert_eq!(first.normal, "nghị");
    }

    #[test]
    fn marks_stand_for_themselves() {
        let text = "Uỷ ban, v/v";
        let found: Vec<_> = words_and_marks(text).map(|word| word.normal).collect();
        assert_eq!(found, ["ủy", "ban", ",", "v", "/", "v"]);
        assert!(words_and_marks(",").all(|word| word.is_mark()));
    }

    #[test]
    fn a_stretch_is_cut_with_places_of_the_whole() {
        let text = "các sở, ngành";
        let span = Span::new("các ".len(), "các sở,".len());
        let found: Vec<_> = words_in(text, span).map(|word| word.span.of(text)).collect();
        assert_eq!(found, ["sở"]);
    }

    #[test]
    fn unmarked_words_are_told_from_marked_ones() {
        let is_unmarked = |text| words(text).all(|word| word.is_unmarked());
        assert!(is_unmarked("Uy ban 2024"));
        assert!(!is_unmarked("ủy") && !is_unmarked("đ"));
    }

    proptest! {
        #[test]
        fn words_and_marks_are_all_that_is_seen(text in "\\PC{0,24}") {
            let kept: String =
                words_and_marks(&text).map(|word| word.span.of(&text)).collect();
            let is_kept =
                |letter: &char| !letter.is_whitespace() && !is_invisible(*letter);
            let seen: String = text.chars().filter(is_kept).collect();
            let kept: String = kept.chars().filter(is_kept).collect();
            prop_assert_eq!(kept, seen);
            for word in words(&text) {
                prop_assert_eq!(word.normal.clone(), normal(word.span.of(&text)));
            }
        }
    }
}
