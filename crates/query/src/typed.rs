//! A text that is still being typed: its words, and what the keys may stand for where they
//! went into the field raw.

use tracuu_analysis::repair::key_word::{self, Method};
use tracuu_index::suggest::word::{TypedWord, words};
use tracuu_text::span::Span;
use tracuu_text::syllable::is_word_char;

/// The words of a typed text in one reading; all but the last are typed to their ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Reading {
    pub(crate) words: Vec<TypedWord>,
    /// Whether the words stand for keys, and are not what was typed.
    pub(crate) is_of_keys: bool,
}

impl Reading {
    /// Whether any mark is in the words.
    pub(crate) fn is_marked(&self) -> bool {
        self.words.iter().any(TypedWord::is_marked)
    }
}

/// The readings of a typed text: as it stands, then as raw Telex and raw VNI where these
/// say anything else. None where there are no words.
pub(crate) fn readings(text: &str) -> Vec<Reading> {
    let literal = literal_words(text);
    if literal.is_empty() {
        return Vec::new();
    }
    let mut readings = vec![Reading { words: literal, is_of_keys: false }];
    for method in [Method::Telex, Method::Vni] {
        let words = key_words(text, method);
        let is_new = readings.iter().all(|reading| reading.words != words);
        if is_new && !words.is_empty() {
            readings.push(Reading { words, is_of_keys: true });
        }
    }
    readings
}

fn literal_words(text: &str) -> Vec<TypedWord> {
    let word = |span: Span| TypedWord::new(span.of(text), span.end < text.len());
    words(text).map(word).filter(|word| !word.folded().is_empty()).collect()
}

/// The words with their keys read; those that are none as they stand.
fn key_words(text: &str, method: Method) -> Vec<TypedWord> {
    let mut found = Vec::new();
    for span in runs(text) {
        let run = span.of(text);
        let is_whole = span.end < text.len();
        if let Some(read) = key_word::read(run, method) {
            found.push(TypedWord::of_keys(&read.letters, read.tone, is_whole));
            continue;
        }
        let end = run.len();
        let word = |part: Span| TypedWord::new(part.of(run), is_whole || part.end < end);
        found.extend(words(run).map(word).filter(|word| !word.folded().is_empty()));
    }
    found
}

/// The stretches of letters and digits together.
fn runs(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(is_word_char)?;
        let rest = text.get(start..)?;
        at = start + rest.find(|letter| !is_word_char(letter)).unwrap_or(rest.len());
        Some(Span::new(start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_open_until_something_follows() {
        let ends = |text: &str| -> Vec<bool> {
            let reading = readings(text).remove(0);
            (0..reading.words.len())
                .map(|at| {
                    reading.words[at] == TypedWord::new(&reading.words[at].folded(), true)
                })
                .collect()
        };
        assert_eq!(ends("nghi quy"), [true, false]);
        assert_eq!(ends("nghi quy "), [true, true]);
        assert_eq!(ends("56-"), [true]);
    }

    #[test]
    fn keys_are_another_reading_beside_the_text_as_it_stands() {
        let telex =
            |text: &str| readings(text).get(1).map(|reading| reading.words.clone());
        let expected =
            vec![TypedWord::new("nghị", true), TypedWord::of_keys("quyê", None, false)];
        assert_eq!(telex("nghij quyee"), Some(expected.clone()));
        assert_eq!(telex("nghi5 quye6"), Some(expected));
        assert_eq!(readings("nghi quyet 56-nq").len(), 1);
        assert_eq!(readings("nghị quyết").len(), 1);
        assert!(readings(" — ").is_empty());
    }
}
