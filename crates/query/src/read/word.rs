//! The words of a query, and phrases found in them as they were typed.

use rustc_hash::FxHashMap;

use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, normal};

/// A word of the query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Word {
    /// Its place.
    pub(crate) span: Span,
    /// In normal form.
    pub(crate) normal: String,
    /// Without marks.
    pub(crate) folded: String,
}

impl Word {
    /// Whether it was typed without marks, so that it may stand for a marked word.
    pub(crate) fn is_unmarked(&self) -> bool {
        self.normal == self.folded
    }
}

/// The words of a text: runs of letters and digits.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(Some).chain([None]);
    for next in ends {
        let inside = next.is_some_and(|(_, letter)| is_word_letter(letter));
        let at = next.map_or(text.len(), |(at, _)| at);
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(word(text, Span::new(from, at)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter)
}

fn word(text: &str, span: Span) -> Word {
    let written = span.of(text);
    Word { span, normal: normal(written), folded: folded(written) }
}

/// Phrases of known words, each with a meaning, found in typed words.
#[derive(Debug)]
pub(crate) struct PhraseTable<M> {
    /// By the folded first word; longest first.
    by_first: FxHashMap<String, Vec<Phrase<M>>>,
}

#[derive(Debug)]
struct Phrase<M> {
    words: Vec<Word>,
    meaning: M,
}

impl<M: Copy> PhraseTable<M> {
    /// Phrases and their meanings; of two equal ones the first stands.
    pub(crate) fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, M)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<Phrase<M>>> = FxHashMap::default();
        for (phrase, meaning) in phrases {
            let words = words(phrase);
            if let Some(first) = words.first() {
                let same = by_first.entry(first.folded.clone()).or_default();
                same.push(Phrase { words, meaning });
            }
        }
        for same in by_first.values_mut() {
            same.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Self { by_first }
    }

    /// The longest phrase at the beginning of `typed`: how many words, and its meaning.
    /// Typed words with marks match those marks only; unmarked ones match any, but rather
    /// the phrase that is written like them ("cho" is no "chỗ").
    pub(crate) fn at(&self, typed: &[Word]) -> Option<(usize, M)> {
        let same = self.by_first.get(&typed.first()?.folded)?;
        let fits = |phrase: &&Phrase<M>| {
            phrase.words.len() <= typed.len()
                && phrase.words.iter().zip(typed).all(|(known, word)| {
                    known.normal == word.normal
                        || (word.is_unmarked() && known.folded == word.folded)
                })
        };
        let longest = same.iter().find(fits)?;
        let n_words = longest.words.len();
        let is_as_typed = |phrase: &&Phrase<M>| {
            phrase.words.len() == n_words
                && phrase
                    .words
                    .iter()
                    .zip(typed)
                    .all(|(known, word)| known.normal == word.normal)
        };
        let chosen = same.iter().find(is_as_typed).unwrap_or(longest);
        Some((n_words, chosen.meaning))
    }
}

/// The words of a text with one space between.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let found = words("Mục 15.1, uỷ  ban");
        let normal: Vec<_> = found.iter().map(|word| word.normal.as_str()).collect();
        assert_eq!(normal, ["mục", "15", "1", "ủy", "ban"]);
    }

    #[test]
    fn the_longest_phrase_wins_with_or_without_marks() {
        let phrases = PhraseTable::new([
            ("chủ trì", 1),
            ("chủ trì thực hiện", 2),
            ("chú", 3),
            ("chu", 4),
        ]);
        assert_eq!(phrases.at(&words("chu")), Some((1, 4)));
        assert_eq!(phrases.at(&words("chủ trì thực hiện mục")), Some((4, 2)));
        assert_eq!(phrases.at(&words("chu tri muc")), Some((2, 1)));
        assert_eq!(phrases.at(&words("chù trì")), None);
    }
}
