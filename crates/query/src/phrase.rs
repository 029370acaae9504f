//! Quoted phrases: these words in this order.
//!
//! A phrase in which any word has a mark is compared with its marks, the old and the new
//! place of a tone mark being the same; one without any is found in every spelling.

use tracuu_analysis::term::{self, Field as Terms};
use tracuu_index::plan::{Field, Plan};
use tracuu_text::span::Span;
use tracuu_text::syllable::folded;

/// Most words of a phrase that are compared; a longer one is looked for by its beginning,
/// so that the work of a query is bounded.
const MAX_WORDS: usize = 64;

/// A phrase, analysed.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// Its words with their distances from the first.
    words: Vec<(usize, String)>,
    /// Whether marks count.
    is_exact: bool,
}

impl Phrase {
    /// Analyses a phrase; `None` where it has no words.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut exact = term::terms(text, Terms::Exact);
        exact.truncate(MAX_WORDS);
        let is_exact = exact.iter().any(|word| word.text != folded(&word.text));
        let first = exact.first()?.position;
        let word = |found: term::Term| {
            let text = if is_exact { found.text } else { folded(&found.text) };
            (found.position - first, text)
        };
        Some(Self { words: exact.into_iter().map(word).collect(), is_exact })
    }

    /// Entries whose text has the phrase.
    pub(crate) fn plan(&self) -> Plan {
        let field = if self.is_exact { Field::Exact } else { Field::Folded };
        Plan::Phrase(field, self.words.clone())
    }

    /// Entries whose title or heading has the phrase. Headings are indexed without marks;
    /// marks are then asked of the whole text, of which the heading is part.
    pub(crate) fn heading_plan(&self) -> Plan {
        let plain = self.words.iter().map(|(at, word)| (*at, folded(word))).collect();
        let heading = Plan::Phrase(Field::Heading, plain);
        if self.is_exact { Plan::all([heading, self.plan()]) } else { heading }
    }

    /// The places of the phrase in `text`, ascending, without overlap. Linear in the text.
    pub(crate) fn marks(&self, text: &str) -> Vec<Span> {
        let field = if self.is_exact { Terms::Exact } else { Terms::Folded };
        let terms = term::terms(text, field);
        let mut found: Vec<Span> = Vec::new();
        let mut from = 0;
        while let Some(window) = terms.get(from..from + self.words.len()) {
            match self.place(window) {
                Some(span) => {
                    found.push(span);
                    from += self.words.len();
                }
                None => from += 1,
            }
        }
        found
    }

    /// The place of the phrase where it is exactly these terms.
    fn place(&self, window: &[term::Term]) -> Option<Span> {
        let (first, last) = (window.first()?, window.last()?);
        let is_here = window.iter().zip(&self.words).all(|(term, (offset, word))| {
            term.text == *word && term.position == first.position + offset
        });
        is_here.then(|| first.span.cover(last.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(phrase: &str, text: &str) -> Vec<String> {
        let spans = Phrase::new(phrase).unwrap().marks(text);
        spans.into_iter().map(|span| span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_phrase_with_marks_has_these_marks_only() {
        let text = "Uỷ ban bán hàng; UY BAN; ủy  ban\nban uỷ";
        assert_eq!(marked("ủy ban", text), ["Uỷ ban", "ủy  ban"]);
        assert_eq!(marked("uy ban", text), ["Uỷ ban", "UY BAN", "ủy  ban"]);
        assert_eq!(marked("bàn", text), Vec::<String>::new());
        assert_eq!(marked("ban bán", text), ["ban bán"]);
    }

    #[test]
    fn punctuation_and_line_breaks_do_not_part_a_phrase() {
        assert_eq!(marked("kiểm tra giám sát", "kiểm tra,\ngiám sát").len(), 1);
        assert_eq!(marked("kiểm tra giám sát", "kiểm tra và giám sát").len(), 0);
    }

    #[test]
    fn nothing_but_signs_is_no_phrase() {
        assert!(Phrase::new("").is_none());
        assert!(Phrase::new("-- ?!").is_none());
    }
}
