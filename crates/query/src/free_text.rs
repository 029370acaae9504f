//! Free words: the entries that have them, and the places where they stand. Ranking by
//! them is the business of [`super::ranking`].

use rustc_hash::{FxHashMap, FxHashSet};

use tracuu_analysis::term::{self, Field as Terms, Term};
use tracuu_index::plan::{Field, Plan};
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, normal};

/// Most syllables of a query that take part; the rest is ignored, so that the work of a
/// query is bounded. A long question has forty.
const MAX_SYLLABLES: usize = 64;

/// Syllables from which free words beside a type or an agency are what the question is
/// about: a Vietnamese word has two.
const SUBJECT_SYLLABLES: usize = 3;

/// Syllables outside of quotes from which a query is a sentence: who asks for a phrase
/// types few words beside.
const SENTENCE_SYLLABLES: usize = 6;

/// Longest text in which matches are looked for, in bytes. Longer units are marked in
/// their beginning only.
const MAX_MARKED_BYTES: usize = 256 * 1024;

/// The free words of a query, analysed.
#[derive(Clone, Debug, Default)]
pub(crate) struct FreeText {
    /// Syllables as folded and, where typed with marks, in normal form.
    syllables: Vec<(String, Option<String>)>,
    /// Those of them that are words of their own, folded.
    single: FxHashSet<String>,
    has_symbols: bool,
}

impl FreeText {
    /// Analyses a text; of a very long one the beginning.
    pub(crate) fn new(text: &str) -> Self {
        let syllables = limited_terms(text, Terms::Folded)
            .into_iter()
            .map(|found| {
                let exact = with_marks(&found, text);
                (found.text, exact)
            })
            .collect();
        let words = limited_terms(text, Terms::Word).into_iter();
        let single = words
            .filter(|word| !word.is_function && term::syllables(&word.text).count() == 1)
            .map(|word| word.text);
        let has_symbols = !term::terms(text, Terms::Symbol).is_empty();
        Self { syllables, single: single.collect(), has_symbols }
    }

    /// Whether there is nothing to search for.
    pub(crate) fn is_empty(&self) -> bool {
        self.syllables.is_empty() && !self.has_symbols
    }

    /// Number of its syllables.
    pub(crate) fn n_syllables(&self) -> usize {
        self.syllables.len()
    }

    /// Whether there are words enough to be what a question is about.
    pub(crate) fn is_subject(&self) -> bool {
        self.syllables.len() >= SUBJECT_SYLLABLES
    }

    /// Whether it is a question in whole sentences, in which quotes are those of a name.
    pub(crate) fn is_sentence(&self) -> bool {
        self.syllables.len() >= SENTENCE_SYLLABLES
    }

    /// Entries that have every word in a field of folded syllables, in any order and with
    /// any marks.
    pub(crate) fn every_word(&self, field: Field) -> Plan {
        let mut seen = FxHashSet::default();
        let words = self.syllables.iter().map(|(text, _)| text.as_str());
        let distinct = words.filter(|text| seen.insert(*text));
        Plan::all(distinct.map(|text| Plan::term(field, text)))
    }

    /// Entries whose title has all the words in this order.
    pub(crate) fn heading_phrase(&self) -> Option<Plan> {
        let words = self.syllables.iter().map(|(text, _)| text.clone()).enumerate();
        let words: Vec<(usize, String)> = words.collect();
        (words.len() > 1).then_some(Plan::Phrase(Field::Heading, words))
    }

    /// Whether `name` begins with the words of `typed`, typed with or without marks.
    pub(crate) fn begins(name: &str, typed: &str) -> bool {
        let name = Self::new(name);
        let typed = Self::new(typed);
        typed.syllables.len() <= name.syllables.len()
            && typed.syllables.iter().zip(&name.syllables).all(|(asked, known)| {
                asked.0 == known.0 && (asked.1.is_none() || asked.1 == known.1)
            })
    }

    /// The places in `text` that have all these words in this order.
    pub(crate) fn phrase_marks(&self, text: &str) -> Vec<Span> {
        let n_words = self.syllables.len();
        let terms = term::terms(beginning(text), Terms::Folded);
        if n_words == 0 {
            return Vec::new();
        }
        terms
            .windows(n_words)
            .filter(|window| {
                window.iter().zip(&self.syllables).all(|(term, (word, exact))| {
                    term.text == *word
                        && exact
                            .as_ref()
                            .is_none_or(|exact| *exact == normal(term.span.of(text)))
                })
            })
            .filter_map(|window| Some(window.first()?.span.cover(window.last()?.span)))
            .collect()
    }

    /// The places in `text` that these words match: the exact ones where there are any,
    /// else those with other marks; neighbours as one.
    pub(crate) fn marks(&self, text: &str) -> Vec<Span> {
        let text = beginning(text);
        let terms = term::terms(text, Terms::Folded);
        let mut wanted: FxHashMap<&str, Vec<Option<&str>>> = FxHashMap::default();
        for (text, exact) in &self.syllables {
            wanted.entry(text).or_default().push(exact.as_deref());
        }
        let matching = |needs_exact: bool| -> Vec<&Term> {
            let is_match = |found: &&Term| {
                wanted.get(found.text.as_str()).is_some_and(|asked| {
                    !needs_exact
                        || asked.contains(&None)
                        || asked.contains(&Some(&normal(found.span.of(text))))
                })
            };
            terms.iter().filter(is_match).collect()
        };
        let strict = matching(true);
        let found = if strict.is_empty() { matching(false) } else { strict };
        self.runs(&found)
    }

    /// Joins neighbouring matches. Where any two stand together, single syllables that
    /// stand alone are left out, being mostly other words; not those that are words of the
    /// query and stand beside no other.
    fn runs(&self, found: &[&Term]) -> Vec<Span> {
        let runs: Vec<&[&Term]> =
            found.chunk_by(|one, other| one.position + 1 == other.position).collect();
        let joined: FxHashSet<&str> = runs
            .iter()
            .filter(|run| run.len() > 1)
            .flat_map(|run| run.iter().map(|term| term.text.as_str()))
            .collect();
        let is_marked = |run: &&&[&Term]| match **run {
            [only] => {
                let is_word = self.single.contains(&only.text);
                joined.is_empty()
                    || self.syllables.len() < 2
                    || (is_word && !joined.contains(only.text.as_str()))
            }
            _ => true,
        };
        let marked = runs.iter().filter(is_marked);
        marked
            .filter_map(|run| run.iter().map(|term| term.span).reduce(Span::cover))
            .collect()
    }
}

/// As much of a text as is looked at.
fn beginning(text: &str) -> &str {
    Span::new(0, text.floor_char_boundary(MAX_MARKED_BYTES)).of(text)
}

/// The first terms of a text: [`MAX_SYLLABLES`] of them.
pub(crate) fn limited_terms(text: &str, field: Terms) -> Vec<Term> {
    let mut terms = term::terms(text, field);
    terms.truncate(MAX_SYLLABLES);
    terms
}

/// A syllable of `text` in normal form, where it was typed with marks.
pub(crate) fn with_marks(term: &Term, text: &str) -> Option<String> {
    let exact = normal(term.span.of(text));
    (exact != folded(&exact)).then_some(exact)
}
