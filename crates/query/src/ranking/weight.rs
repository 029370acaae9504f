//! How much each word of a question tells of its subject: `data/question-words.tsv`, and
//! the names of documents.

use std::sync::LazyLock;

use serde::Deserialize;

use super::question::Question;
use tracuu_text::phrase_table::{PhraseMatch, PhraseTable};
use tracuu_text::span::Span;
use tracuu_text::tsv::{Table, member};
use tracuu_text::words::Word;

/// Weight of words that ask: "như thế nào".
const QUESTION_WEIGHT: f32 = 0.2;
/// Weight of particles: "của", "được".
const FUNCTION_WEIGHT: f32 = 0.8;
/// Weight of the words of a named document, "Bộ luật Dân sự 2015": they say where to look
/// rather than what for.
const NAME_WEIGHT: f32 = 0.3;
/// What weighs less finds no candidates: it would find everything.
const LEAST_SUBJECT: f32 = 0.5;

/// What a phrase of the table is; the serde names stand in the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WordClass {
    /// A word that asks.
    Question,
    /// A particle.
    Function,
    /// Stands after a term that is to be explained.
    DefinitionAfter,
    /// Stands before a term that is to be explained.
    DefinitionBefore,
}

const TABLE: Table = Table::new(
    "data/question-words.tsv",
    include_str!("../../../../data/question-words.tsv"),
);

static ROWS: LazyLock<Vec<(&str, WordClass)>> =
    LazyLock::new(|| TABLE.load(|[class, phrase]| Some((phrase, member(class)?))));

static WEIGHED: LazyLock<PhraseTable<WordClass>> = LazyLock::new(|| {
    let is_light =
        |class: &WordClass| matches!(class, WordClass::Question | WordClass::Function);
    PhraseTable::typed(ROWS.iter().filter(|(_, class)| is_light(class)).copied())
});

/// The phrases of one class.
pub(crate) fn phrases_of(class: WordClass) -> PhraseTable<WordClass> {
    PhraseTable::typed(ROWS.iter().filter(|row| row.1 == class).copied())
}

/// The weights of the words at `spans`, each from 0 to 1.
pub(crate) fn weights(
    question: &Question<'_>,
    spans: impl Iterator<Item = Span>,
) -> Vec<f32> {
    let light = light_words(question);
    let weight = |span: Span| {
        let around = light.iter().filter(|(light, _)| light.overlaps(span));
        around.map(|(_, weight)| *weight).fold(1.0, f32::min)
    };
    spans.map(weight).collect()
}

/// The stretches that weigh little.
fn light_words(question: &Question<'_>) -> Vec<(Span, f32)> {
    let names = question.names.iter();
    let mut light: Vec<(Span, f32)> = names.map(|span| (*span, NAME_WEIGHT)).collect();
    let words = question.words.as_slice();
    let mut index = 0;
    while index < words.len() {
        let found =
            WEIGHED.longest_at(words, index).filter(|found| is_sure(words, found));
        if let Some(found) = found {
            let weight = if found.value == WordClass::Question {
                QUESTION_WEIGHT
            } else {
                FUNCTION_WEIGHT
            };
            light.push((found.span(words), weight));
        }
        index = found.map_or(index + 1, |found| found.end);
    }
    light
}

/// Makes all weights full where none is: the question is about its light words.
pub(crate) fn with_subject(weights: &mut [f32]) {
    if weights.iter().all(|weight| *weight < 1.0) {
        weights.fill(1.0);
    }
}

/// Whether a word is looked for at all.
pub(crate) fn is_subject(weight: f32) -> bool {
    weight >= LEAST_SUBJECT
}

/// A single word typed without marks may be another word: "may" is "máy", too.
fn is_sure(words: &[Word<'_>], found: &PhraseMatch<WordClass>) -> bool {
    found.n_words() > 1 || !words.get(found.start).is_some_and(Word::is_unmarked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights_of(text: &str) -> Vec<f32> {
        let question = Question::new(text);
        weights(&question, question.words.iter().map(|word| word.span))
    }

    #[test]
    fn words_that_ask_and_particles_are_light() {
        assert_eq!(
            weights_of("quy hoạch của tỉnh thế nào"),
            [1.0, 1.0, 0.8, 1.0, 0.2, 0.2]
        );
        assert_eq!(weights_of("quy hoach the nao"), [1.0, 1.0, 0.2, 0.2]);
    }

    #[test]
    fn a_single_word_without_marks_may_be_another() {
        assert_eq!(weights_of("nao bo"), [1.0, 1.0]);
        assert_eq!(weights_of("cua"), [1.0]);
    }

    #[test]
    fn the_name_of_a_law_is_light() {
        let found = weights_of("theo Bộ luật Dân sự 2015 thì tài sản");
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
