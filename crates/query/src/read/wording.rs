//! How the words of a question hang together: the words of the lexicon that they make, and
//! the marks that they most probably lack.
//!
//! A cue is a small word, and many words of the lexicon hold one: "ma túy" (mà), "thi đua"
//! (thì), "tại chỗ". It counts only where this reading leaves it one.

use std::ops::Range;

use tracuu_analysis::restore::{restore, share_of_marked_syllables};
use tracuu_analysis::term::{Field, terms};
use tracuu_text::syllable::{folded, normal};
use tracuu_text::words::{Word, words};

/// Share of marked words below which a question was typed without marks here and there; "ma
/// túy" has one half.
const FEW_MARKS: f64 = 0.4;

/// The words of a question, with what they most probably are.
pub(super) struct Wording<'q> {
    pub(super) words: Vec<Word<'q>>,
    /// Share of the words that were typed with marks, from 0 to 1.
    marked_share: f64,
    /// The words with the marks that they probably lack, in normal form.
    restored: Vec<String>,
    /// For each word the words that make one of the lexicon with it, itself among them.
    lexical: Vec<Range<usize>>,
}

impl<'q> Wording<'q> {
    /// Reads a text. Linear in it.
    pub(super) fn new(text: &'q str) -> Self {
        let words: Vec<Word<'q>> = words(text).collect();
        let marked = restore(text);
        let restored: Vec<Word<'_>> = tracuu_text::words::words(&marked).collect();
        // Restoring changes marks only, so that the words of both stand for one another.
        let mut lexical: Vec<Range<usize>> =
            (0..words.len()).map(|at| at..at + 1).collect();
        for term in terms(&marked, Field::Word) {
            let start = restored.partition_point(|word| word.span.end <= term.span.start);
            let end = restored.partition_point(|word| word.span.start < term.span.end);
            for slot in lexical.get_mut(start..end).into_iter().flatten() {
                *slot = start..end;
            }
        }
        Self {
            marked_share: share_of_marked_syllables(text),
            restored: restored.iter().map(|word| word.normal.to_string()).collect(),
            words,
            lexical,
        }
    }

    /// The words with the marks that they probably lack.
    pub(super) fn restored(&self) -> impl Iterator<Item = &str> {
        self.restored.iter().map(String::as_str)
    }

    /// Whether the words of a range are a phrase of their own: no word of the lexicon
    /// reaches over an end of it.
    pub(super) fn is_apart(&self, range: Range<usize>) -> bool {
        let inside = self.lexical.get(range.clone()).unwrap_or_default();
        inside.iter().all(|word| range.start <= word.start && word.end <= range.end)
    }

    /// Whether one word, as typed, can be `listed`: with its marks; without where the
    /// question has none, or few and these are the ones that the word most probably lacks.
    pub(super) fn can_be(&self, at: usize, listed: &str) -> bool {
        let listed = normal(listed);
        let is_typed = self.words.get(at).is_some_and(|word| *word.normal == *listed);
        let is_restored = || self.restored.get(at).is_some_and(|word| *word == listed);
        let is_bare = self.marked_share <= 0.0;
        is_typed || is_bare || (self.marked_share < FEW_MARKS && is_restored())
    }
}

/// Whether a word has a letter that makes a syllable.
pub(super) fn has_vowel(written: &str) -> bool {
    folded(written).chars().any(|letter| "aeiouy".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_lexicon_hold_their_syllables_together() {
        for (text, at, is_apart) in [
            ("ma túy", 0, false),
            ("ma tuy", 0, false),
            ("4 tại chỗ", 1, false),
            ("dang vien", 0, false),
            ("mục nào", 0, true),
            ("muc nao", 1, true),
        ] {
            assert_eq!(Wording::new(text).is_apart(at..at + 1), is_apart, "{text}");
        }
    }

    #[test]
    fn a_word_among_marked_ones_is_what_it_looks_like() {
        assert!(!Wording::new("ma trận").can_be(0, "mà"));
        assert!(Wording::new("ma tran").can_be(0, "mà"));
        assert!(!Wording::new("ủy ban nhân dân Lam").can_be(4, "làm"));
    }
}
