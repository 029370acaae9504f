//! How much each word of a question tells of its subject: `data/question-words.tsv`, and
//! the names of documents.

use std::sync::LazyLock;

use super::super::word::{Phrases, Word, words};
use crate::citation::find;
use crate::text::span::Span;

/// Weight of words that ask: "như thế nào".
const QUESTION_WEIGHT: f32 = 0.2;
/// Weight of particles: "của", "được".
const FUNCTION_WEIGHT: f32 = 0.8;
/// Weight of the words of a named document, "Bộ luật Dân sự 2015": they say where to look
/// rather than what for.
const NAME_WEIGHT: f32 = 0.3;
/// What weighs less finds no candidates: it would find everything.
const LEAST_SUBJECT: f32 = 0.5;

/// What a phrase of the table is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// A word that asks.
    Question,
    /// A particle.
    Function,
    /// Stands after a term that is to be explained.
    DefinitionAfter,
    /// Stands before a term that is to be explained.
    DefinitionBefore,
}

const TABLE: &str = include_str!("../../../data/question-words.tsv");

static WEIGHED: LazyLock<Phrases<Class>> = LazyLock::new(|| {
    Phrases::new(
        rows().filter(|(_, class)| matches!(class, Class::Question | Class::Function)),
    )
});

fn rows() -> impl Iterator<Item = (&'static str, Class)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (class, phrase) = line.split_once('\t')?;
        Some((phrase, class_of(class)?))
    })
}

fn class_of(name: &str) -> Option<Class> {
    Some(match name {
        "question" => Class::Question,
        "function" => Class::Function,
        "definition_after" => Class::DefinitionAfter,
        "definition_before" => Class::DefinitionBefore,
        _ => return None,
    })
}

/// The phrases of one class.
pub(super) fn phrases_of(class: Class) -> Phrases<Class> {
    Phrases::new(rows().filter(|row| row.1 == class))
}

/// The weights of the words of a text.
pub(super) struct Weights {
    light: Vec<(Span, f32)>,
}

impl Weights {
    /// Finds the light words of `text`. Linear in it.
    pub(super) fn of(text: &str) -> Self {
        let typed = words(text);
        let mut light: Vec<(Span, f32)> =
            names(text).map(|span| (span, NAME_WEIGHT)).collect();
        let mut index = 0;
        while let Some(rest) = typed.get(index..).filter(|rest| !rest.is_empty()) {
            let found = WEIGHED.at(rest).filter(|(n_words, _)| is_sure(rest, *n_words));
            let n_words = found.map_or(1, |(n_words, _)| n_words);
            if let (Some((_, class)), Some(phrase)) = (found, rest.get(..n_words)) {
                let weight = if class == Class::Question {
                    QUESTION_WEIGHT
                } else {
                    FUNCTION_WEIGHT
                };
                let spans = phrase.iter().map(|word| word.span);
                light.extend(spans.reduce(Span::cover).map(|span| (span, weight)));
            }
            index += n_words;
        }
        Self { light }
    }

    /// The weight of the word at `span`, from 0 to 1.
    pub(super) fn at(&self, span: Span) -> f32 {
        let around = self.light.iter().filter(|(light, _)| light.overlaps(span));
        around.map(|(_, weight)| *weight).fold(1.0, f32::min)
    }
}

/// Makes all weights full where none is: the question is about its light words.
pub(super) fn with_subject(weights: &mut [f32]) {
    if weights.iter().all(|weight| *weight < 1.0) {
        weights.fill(1.0);
    }
}

/// Whether a word is looked for at all.
pub(super) fn is_subject(weight: f32) -> bool {
    weight >= LEAST_SUBJECT
}

/// The names of documents that have no symbol.
pub(super) fn names(text: &str) -> impl Iterator<Item = Span> {
    let found = find::in_text(text).into_iter();
    found.filter(|citation| citation.symbol.is_none()).map(|citation| citation.span)
}

/// A single word typed without marks may be another word: "may" is "máy", too.
fn is_sure(typed: &[Word], n_words: usize) -> bool {
    n_words > 1 || typed.first().is_none_or(Word::is_telling)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(text: &str) -> Vec<f32> {
        let weights = Weights::of(text);
        words(text).iter().map(|word| weights.at(word.span)).collect()
    }

    #[test]
    fn every_row_parses() {
        let is_row = |line: &&str| !line.starts_with('#') && !line.is_empty();
        assert_eq!(rows().count(), TABLE.lines().filter(is_row).count());
    }

    #[test]
    fn words_that_ask_and_particles_are_light() {
        assert_eq!(weights("quy hoạch của tỉnh thế nào"), [1.0, 1.0, 0.8, 1.0, 0.2, 0.2]);
        assert_eq!(weights("quy hoach the nao"), [1.0, 1.0, 0.2, 0.2]);
    }

    #[test]
    fn a_single_word_without_marks_may_be_another() {
        assert_eq!(weights("nao bo"), [1.0, 1.0]);
        assert_eq!(weights("cua"), [1.0]);
    }

    #[test]
    fn the_name_of_a_law_is_light() {
        let found = weights("theo Bộ luật Dân sự 2015 thì tài sản");
        assert_eq!(found.get(1..6), Some([NAME_WEIGHT; 5].as_slice()));
        assert_eq!(found.last(), Some(&1.0));
    }

    #[test]
    fn where_nothing_else_is_asked_the_light_words_are_the_subject() {
        let mut all = [0.2, 0.2];
        with_subject(&mut all);
        assert!(all.iter().all(|weight| *weight >= 1.0));
        let mut some = [0.2, 1.0];
        with_subject(&mut some);
        assert!(some.iter().any(|weight| *weight < 1.0));
    }
}
