//! Questions for the meaning of a term: "an ninh mạng là gì?". The text that explains it
//! says "An ninh mạng là …".

use std::sync::LazyLock;

use super::question::Question;
use super::weight::{WordClass, phrases_of};
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words};

/// Longest term, in words; longer ones are questions of another kind.
const MAX_TERM_WORDS: usize = 12;

static AFTER: LazyLock<PhraseTable<WordClass>> =
    LazyLock::new(|| phrases_of(WordClass::DefinitionAfter));
static BEFORE: LazyLock<PhraseTable<WordClass>> =
    LazyLock::new(|| phrases_of(WordClass::DefinitionBefore));

/// The term whose meaning is asked for.
pub(crate) fn subject(question: &Question<'_>) -> Option<Span> {
    let typed = &question.words;
    let clauses = QuestionClauses(question);
    let asked_behind =
        |index: usize| AFTER.longest_at(typed, index).and_then(|_| clauses.before(index));
    let asked_before = |index: usize| {
        BEFORE.longest_at(typed, index).and_then(|found| clauses.after(found.end))
    };
    (0..typed.len())
        .find_map(asked_behind)
        .or_else(|| (0..typed.len()).find_map(asked_before))
}

/// Whether `text` has `term` at the beginning of a clause, with "là" behind it, whatever
/// the marks: the index knows that they stand together, not what stands before.
pub(crate) fn is_explained(text: &str, term: &[&str]) -> bool {
    let words: Vec<Word<'_>> = words(text).collect();
    let opens = |index: usize| {
        let Some(before) = index.checked_sub(1).and_then(|before| words.get(before))
        else {
            return true;
        };
        let start = words.get(index).map_or(0, |word| word.span.start);
        let between = Span::new(before.span.end, start).of(text);
        between.contains(['.', ')', ':', ';', '\n', '-', '+', '•'])
    };
    words.windows(term.len() + 1).enumerate().any(|(index, here)| {
        let mut folded = here.iter().map(Word::folded);
        let is_term = term.iter().all(|one| folded.next().as_deref() == Some(*one));
        is_term && folded.next().as_deref() == Some(IS) && opens(index)
    })
}

/// The folded "là".
pub(crate) const IS: &str = "la";

/// The words of a text, parted by punctuation and by the names of documents.
struct QuestionClauses<'q>(&'q Question<'q>);

impl QuestionClauses<'_> {
    /// The words of the clause before `end`, which a word like "khái niệm" may open.
    fn before(&self, end: usize) -> Option<Span> {
        let mut start = end;
        while start > 0 && self.is_inside(start - 1) && !self.is_parted(start - 1, end) {
            start -= 1;
        }
        let opened =
            self.0.words.get(start..end).and_then(|words| BEFORE.longest_at(words, 0));
        self.term(start + opened.map_or(0, |opened| opened.n_words()), end)
    }

    /// The words of the clause from `start`, without "của" or "về".
    fn after(&self, mut start: usize) -> Option<Span> {
        let is_link = |word: &Word<'_>| matches!(word.folded().as_str(), "cua" | "ve");
        start += usize::from(self.0.words.get(start).is_some_and(is_link));
        let mut end = start;
        while end < self.0.words.len()
            && self.is_inside(end)
            && (end == start || !self.is_parted(end - 1, self.0.words.len()))
        {
            end += 1;
        }
        self.term(start, end)
    }

    fn term(&self, start: usize, end: usize) -> Option<Span> {
        let words = self.0.words.get(start..end)?;
        let span = words.first()?.span.cover(words.last()?.span);
        (words.len() <= MAX_TERM_WORDS).then_some(span)
    }

    /// Whether a word is no part of a document's name.
    fn is_inside(&self, index: usize) -> bool {
        self.0
            .words
            .get(index)
            .is_some_and(|word| !self.0.names.iter().any(|name| name.overlaps(word.span)))
    }

    /// Whether a punctuation mark parts the word at `index` from the next, before `end`.
    fn is_parted(&self, index: usize, end: usize) -> bool {
        let next = index + 1;
        let (Some(one), Some(other)) = (self.0.words.get(index), self.0.words.get(next))
        else {
            return false;
        };
        let between = Span::new(one.span.end, other.span.start).of(self.0.text);
        next < end && between.contains([',', ';', '.', ':', '?', '“', '”', '"'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_term_is_found_where_its_meaning_is_asked_for() {
        for (question, term) in [
            ("An ninh mạng là gì?", "An ninh mạng"),
            ("an ninh mang la gi", "an ninh mang"),
            ("Định nghĩa của \"Quan hệ lao động\"?", "Quan hệ lao động"),
            ("Theo Bộ luật Dân sự 2015, hoa lợi được hiểu như thế nào?", "hoa lợi"),
            ("Theo Bộ luật Hình sự 2017, hình phạt là gì?", "hình phạt"),
            ("khái niệm hình phạt là gì", "hình phạt"),
            ("Thế nào là chuyển đổi số?", "chuyển đổi số"),
        ] {
            let found = subject(&Question::new(question)).map(|span| span.of(question));
            assert_eq!(found, Some(term), "{question}");
        }
    }

    #[test]
    fn a_term_is_explained_at_the_beginning_of_a_clause() {
        let term = ["an", "ninh", "mang"];
        assert!(is_explained("1. An ninh mạng là sự bảo đảm", &term));
        assert!(is_explained("An ninh mạng là sự bảo đảm", &term));
        assert!(!is_explained("1. Thẩm định an ninh mạng là hoạt động", &term));
        assert!(!is_explained("an ninh mạng", &term));
    }

    #[test]
    fn other_questions_ask_for_no_meaning() {
        for question in ["", "là gì", "ai chủ trì", "chuyển đổi số", "được hiểu"]
        {
            assert_eq!(subject(&Question::new(question)), None, "{question}");
        }
    }
}
