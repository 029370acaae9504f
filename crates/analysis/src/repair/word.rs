//! The words of a typed text, and which of them may be repaired at all.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::quote::quoted_spans;
use crate::symbol_token::symbols;
use tracuu_text::span::Span;
use tracuu_text::tsv::Table;
use tracuu_text::words::words_in;

/// Longest word looked at, in bytes: four syllables run together, with their marks
/// decomposed. Longer ones stay as they are.
const MAX_WORD_BYTES: usize = 64;

/// A typed word and what surrounds it.
#[derive(Debug)]
pub(super) struct CheckedWord<'t> {
    pub(super) typed: &'t str,
    pub(super) span: Span,
    /// What stands around it without white space.
    pub(super) chunk: &'t str,
    /// Its normal form.
    pub(super) form: String,
    pub(super) place: WordPlace,
    /// Whether the text has small letters, so that capitals mean something.
    pub(super) has_small_letters: bool,
    /// Whether nothing but white space is between it and the word before.
    pub(super) follows: bool,
}

/// Where a word stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum WordPlace {
    /// Among words.
    Free,
    /// In a document symbol.
    Symbol,
    /// Where nothing is repaired: between quotes, in an address or the name of a field.
    Kept,
}

impl CheckedWord<'_> {
    /// Whether it stands in capitals among small letters, as abbreviations do.
    pub(super) fn is_capitals(&self) -> bool {
        self.has_small_letters && self.is_all_capitals()
    }

    /// Whether it has two letters or more, all of them capitals.
    pub(super) fn is_all_capitals(&self) -> bool {
        let letters = || self.typed.chars().filter(|letter| letter.is_alphabetic());
        letters().count() > 1 && letters().all(char::is_uppercase)
    }

    /// Whether it is an ordinary foreign word that keystrokes or a slip could make.
    pub(super) fn is_foreign(&self) -> bool {
        FOREIGN.contains(self.form.as_str())
    }
}

const TABLE: Table =
    Table::new("lexicon/foreign.tsv", include_str!("../../../../lexicon/foreign.tsv"));

static FOREIGN: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| TABLE.load(|[word]| Some(word)).into_iter().collect());

/// The words of a text, in order. Linear in the text.
pub(super) fn words(text: &str) -> Vec<CheckedWord<'_>> {
    let has_small_letters = text.contains(char::is_lowercase);
    let mut symbols = symbols(text).map(|symbol| symbol.span()).peekable();
    let mut quotes = quoted_spans(text).into_iter().peekable();
    let mut found: Vec<CheckedWord<'_>> = Vec::new();
    for chunk in chunks(text) {
        for word in words_in(text, chunk) {
            let span = word.span;
            while symbols.next_if(|symbol| symbol.end <= span.start).is_some() {}
            while quotes.next_if(|quote| quote.end <= span.start).is_some() {}
            let is_symbol = symbols.peek().is_some_and(|symbol| symbol.overlaps(span));
            let is_quoted = quotes.peek().is_some_and(|quote| quote.overlaps(span));
            let place = if is_quoted || is_kept(text, chunk, span) {
                WordPlace::Kept
            } else if is_symbol {
                WordPlace::Symbol
            } else {
                WordPlace::Free
            };
            let before = found.last().map_or(0, |word| word.span.end);
            let between = Span::new(before, span.start).of(text);
            found.push(CheckedWord {
                typed: span.of(text),
                span,
                chunk: chunk.of(text),
                form: word.normal.into_owned(),
                place,
                has_small_letters,
                follows: before > 0 && between.chars().all(char::is_whitespace),
            });
        }
    }
    found
}

/// Whether a word is left as typed: too long, the name of a field, or part of an address.
fn is_kept(text: &str, chunk: Span, word: Span) -> bool {
    let around = chunk.of(text);
    let rest = Span::new(word.end, chunk.end).of(text);
    let mut after = rest.chars();
    // "agency:", with its value right behind.
    let is_field = after.next() == Some(':') && after.next().is_some();
    word.len() > MAX_WORD_BYTES
        || is_field
        || around.contains(['@', '\\', '_'])
        || around.contains("://")
}

/// The stretches between white space.
fn chunks(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|letter: char| !letter.is_whitespace())?;
        let rest = text.get(start..)?;
        at = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
        Some(Span::new(start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_place() {
        let text = "loai:nghij \"quyeets\" 15/QDD-UBND a@b.vn, ddinhj ra";
        let places: Vec<(&str, WordPlace)> =
            words(text).iter().map(|word| (word.typed, word.place)).collect();
        assert_eq!(
            places,
            [
                ("loai", WordPlace::Kept),
                ("nghij", WordPlace::Free),
                ("quyeets", WordPlace::Kept),
                ("15", WordPlace::Symbol),
                ("QDD", WordPlace::Symbol),
                ("UBND", WordPlace::Symbol),
                ("a", WordPlace::Kept),
                ("b", WordPlace::Kept),
                ("vn", WordPlace::Kept),
                ("ddinhj", WordPlace::Free),
                ("ra", WordPlace::Free),
            ]
        );
        let follows: Vec<bool> = words(text).iter().map(|word| word.follows).collect();
        assert!(follows.ends_with(&[false, true]));
    }
}
