//! Questions that found nothing: what the collection lacks, or how people write that the
//! service does not understand.
//!
//! Only what was sent off on the search page counts: a box that asks while somebody types
//! asks for many beginnings of words. They are counted in memory: a question may hold the name
//! of a person, and is written to a file only where the settings keep the text of questions.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tracuu_text::syllable::folded;

/// Different questions remembered; the rarest makes room for a new one.
const MAX_QUESTIONS: usize = 500;

/// Longest question remembered, in characters; a pasted paragraph is no question.
const MAX_CHARS: usize = 160;

/// The questions, shared by all requests.
#[derive(Debug, Default)]
pub(super) struct ZeroResultQueries {
    questions: Mutex<Questions>,
}

#[derive(Debug, Default)]
struct Questions {
    /// By their words without marks and cases.
    by_words: HashMap<String, Question>,
    n_noted: u64,
}

#[derive(Clone, Debug)]
struct Question {
    text: String,
    count: usize,
    /// When it was last asked, as the number of notes until then.
    last: u64,
}

impl ZeroResultQueries {
    /// Notes a question that found nothing; whether it is one that is counted.
    pub(super) fn note(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        if text.is_empty() || text.chars().count() > MAX_CHARS {
            return false;
        }
        let mut questions = self.questions.lock().unwrap_or_else(PoisonError::into_inner);
        questions.note(text);
        true
    }

    /// The questions asked most often and how often, the latest first among equals.
    pub(super) fn most_asked(&self, limit: usize) -> Vec<(String, usize)> {
        let questions = self.questions.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sorted: Vec<&Question> = questions.by_words.values().collect();
        sorted.sort_by_key(|asked| std::cmp::Reverse((asked.count, asked.last)));
        sorted.into_iter().take(limit).map(|one| (one.text.clone(), one.count)).collect()
    }
}

impl Questions {
    fn note(&mut self, text: String) {
        self.n_noted += 1;
        let last = self.n_noted;
        let words = folded(&text);
        if let Some(known) = self.by_words.get_mut(&words) {
            *known = Question { text, count: known.count + 1, last };
            return;
        }
        if self.by_words.len() >= MAX_QUESTIONS {
            let rarest =
                self.by_words.iter().min_by_key(|(_, one)| (one.count, one.last));
            if let Some(words) = rarest.map(|(words, _)| words.clone()) {
                self.by_words.remove(&words);
            }
        }
        self.by_words.insert(words, Question { text, count: 1, last });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_question_are_one_and_the_frequent_stand_first() {
        let zero_result_queries = ZeroResultQueries::default();
        for text in ["a", "Vắng mặt", "b", " vang  MAT ", "", &"x".repeat(MAX_CHARS + 1)]
        {
            zero_result_queries.note(text);
        }
        let expected = [("vang MAT", 2), ("b", 1), ("a", 1)];
        let found = zero_result_queries.most_asked(9);
        assert_eq!(found, expected.map(|(text, count)| (text.to_owned(), count)));
        assert_eq!(zero_result_queries.most_asked(1).len(), 1);
    }

    #[test]
    fn no_more_are_remembered_than_there_is_room_for() {
        let zero_result_queries = ZeroResultQueries::default();
        zero_result_queries.note("often");
        zero_result_queries.note("often");
        for number in 0..2 * MAX_QUESTIONS {
            zero_result_queries.note(&number.to_string());
        }
        let found = zero_result_queries.most_asked(usize::MAX);
        assert_eq!(found.len(), MAX_QUESTIONS);
        assert_eq!(found[0], ("often".to_owned(), 2));
        assert_eq!(found[1].0, (2 * MAX_QUESTIONS - 1).to_string());
    }
}
