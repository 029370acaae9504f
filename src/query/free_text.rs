//! Free words: their plan over the text fields, and the places where they matched.
//!
//! The recipe was measured (`docs/ranking.md`): syllables, words and pairs of syllables
//! as separate fields, symbols with more weight. A word typed with marks ranks the same
//! marks before other ones; a word typed without finds all.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::term::{self, Field as Terms, Term};
use crate::index::plan::{Clauses, Field, Plan};
use crate::text::span::Span;
use crate::text::syllable::{folded, normal};

/// Most syllables of a query that take part; the rest is ignored, so that the work of a
/// query is bounded. A long question has forty.
const MAX_SYLLABLES: usize = 64;

/// Share of a short query's syllables that an entry must have: one word of several is no
/// answer.
const MINIMUM_SHARE: f32 = 0.6;
/// The same for a question in whole sentences, which carries words that no text has.
const MINIMUM_SHARE_LONG: f32 = 0.3;
/// Syllables from which a query is a question in whole sentences.
const LONG_QUERY: usize = 13;

/// Weight of words and of pairs beside syllables.
const WORD_WEIGHT: f32 = 0.5;
/// Weight of document symbols: they are what is looked for, wherever they stand.
const SYMBOL_WEIGHT: f32 = 2.0;
/// Weight of headings and titles beside the text.
const HEADING_WEIGHT: f32 = 0.5;
/// Weight of the whole query as a phrase.
const PHRASE_WEIGHT: f32 = 2.0;
/// Weight of other marks where the query has its own.
const OTHER_MARKS_WEIGHT: f32 = 0.5;

/// Longest text in which matches are looked for, in bytes. Longer units are marked in
/// their beginning only.
const MAX_MARKED_BYTES: usize = 256 * 1024;

/// The free words of a query, analysed.
#[derive(Clone, Debug, Default)]
pub(super) struct FreeText {
    /// Syllables as folded and, where typed with marks, in normal form.
    syllables: Vec<(String, Option<String>)>,
    words: Vec<String>,
    pairs: Vec<String>,
    symbols: Vec<String>,
}

impl FreeText {
    /// Analyses a text; of a very long one the beginning.
    pub(super) fn new(text: &str) -> Self {
        let folded_terms = limited(term::terms(text, Terms::Folded));
        let syllables = folded_terms
            .into_iter()
            .map(|found| {
                let exact = normal(found.span.of(text));
                let is_marked = exact != folded(&exact);
                (found.text, is_marked.then_some(exact))
            })
            .collect();
        let texts = |field| {
            limited(term::terms(text, field))
                .into_iter()
                .map(|found| found.text)
                .collect()
        };
        Self {
            syllables,
            words: texts(Terms::Word),
            pairs: texts(Terms::Pair),
            symbols: texts(Terms::Symbol),
        }
    }

    /// Whether there is nothing to search for.
    pub(super) fn is_empty(&self) -> bool {
        self.syllables.is_empty() && self.symbols.is_empty()
    }

    /// The plan that ranks entries by these words.
    pub(super) fn plan(&self) -> Plan {
        let syllables = self.syllable_plans();
        let n_syllables = syllables.len();
        let share =
            if n_syllables < LONG_QUERY { MINIMUM_SHARE } else { MINIMUM_SHARE_LONG };
        let must = if n_syllables == 0 {
            vec![]
        } else {
            vec![Plan::Bool(Clauses {
                should: syllables,
                minimum_should: share_of(n_syllables, share),
                ..Clauses::default()
            })]
        };
        let mut should = Vec::new();
        add(&mut should, Field::Word, &self.words, WORD_WEIGHT);
        add(&mut should, Field::Pair, &self.pairs, WORD_WEIGHT);
        add(&mut should, Field::Symbol, &self.symbols, SYMBOL_WEIGHT);
        let folded_syllables: Vec<String> =
            self.syllables.iter().map(|(text, _)| text.clone()).collect();
        add(&mut should, Field::Heading, &folded_syllables, HEADING_WEIGHT);
        add(&mut should, Field::HeadingPair, &self.pairs, HEADING_WEIGHT);
        should.extend(self.phrase_plan().map(|plan| plan.boosted(PHRASE_WEIGHT)));
        let minimum_should = usize::from(must.is_empty());
        Plan::Bool(Clauses { must, should, must_not: vec![], minimum_should })
    }

    /// Entries that have all the words in this order.
    pub(super) fn phrase_plan(&self) -> Option<Plan> {
        if self.syllables.len() < 2 {
            return None;
        }
        let all_marked = self.syllables.iter().all(|(_, exact)| exact.is_some());
        let (field, words): (Field, Vec<String>) = if all_marked {
            (Field::Exact, self.syllables.iter().filter_map(|(_, e)| e.clone()).collect())
        } else {
            (Field::Folded, self.syllables.iter().map(|(f, _)| f.clone()).collect())
        };
        Some(Plan::Phrase(field, words.into_iter().enumerate().collect()))
    }

    /// Entries that have every word, in any order.
    pub(super) fn every_word(&self) -> Plan {
        Plan::all(self.syllable_plans())
    }

    /// Entries whose title has all the words in this order.
    pub(super) fn heading_phrase(&self) -> Option<Plan> {
        let words = self.syllables.iter().map(|(text, _)| text.clone()).enumerate();
        let words: Vec<(usize, String)> = words.collect();
        (words.len() > 1).then_some(Plan::Phrase(Field::Heading, words))
    }

    /// Whether `name` begins with the words of `typed`, typed with or without marks.
    pub(super) fn begins(name: &str, typed: &str) -> bool {
        let name = Self::new(name);
        let typed = Self::new(typed);
        typed.syllables.len() <= name.syllables.len()
            && typed.syllables.iter().zip(&name.syllables).all(|(asked, known)| {
                asked.0 == known.0 && (asked.1.is_none() || asked.1 == known.1)
            })
    }

    /// The places in `text` that have all these words in this order.
    pub(super) fn phrase_marks(&self, text: &str) -> Vec<Span> {
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

    /// One plan for each distinct syllable.
    fn syllable_plans(&self) -> Vec<Plan> {
        let mut seen = FxHashSet::default();
        let mut plans = Vec::new();
        for (text, exact) in &self.syllables {
            if !seen.insert((text, exact)) {
                continue;
            }
            let any = Plan::term(Field::Folded, text.clone());
            plans.push(match exact {
                None => any,
                Some(exact) => Plan::DisMax(
                    vec![
                        Plan::term(Field::Exact, exact.clone()),
                        any.boosted(OTHER_MARKS_WEIGHT),
                    ],
                    0.0,
                ),
            });
        }
        plans
    }

    /// The places in `text` that these words match: the exact ones where there are any,
    /// else those with other marks; neighbours as one.
    pub(super) fn marks(&self, text: &str) -> Vec<Span> {
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
    /// stand alone are left out: they are mostly other words.
    fn runs(&self, found: &[&Term]) -> Vec<Span> {
        let mut runs: Vec<(Span, usize, usize)> = Vec::new();
        for term in found {
            match runs.last_mut() {
                Some((span, last, n_terms)) if *last + 1 == term.position => {
                    *span = span.cover(term.span);
                    *last = term.position;
                    *n_terms += 1;
                }
                _ => runs.push((term.span, term.position, 1)),
            }
        }
        let any_joined = self.syllables.len() > 1 && runs.iter().any(|run| run.2 > 1);
        runs.into_iter()
            .filter(|(_, _, n_terms)| !any_joined || *n_terms > 1)
            .map(|(span, _, _)| span)
            .collect()
    }
}

/// As much of a text as is looked at.
fn beginning(text: &str) -> &str {
    let mut end = text.len().min(MAX_MARKED_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(0, end).of(text)
}

fn limited(mut terms: Vec<Term>) -> Vec<Term> {
    terms.truncate(MAX_SYLLABLES);
    terms
}

/// Adds one weighted clause for each distinct term.
fn add(should: &mut Vec<Plan>, field: Field, terms: &[String], weight: f32) {
    let mut seen = FxHashSet::default();
    for text in terms.iter().filter(|text| seen.insert(text.as_str())) {
        should.push(Plan::term(field, text.clone()).boosted(weight));
    }
}

/// A share of a count, rounded up, at least one.
fn share_of(count: usize, share: f32) -> usize {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts are at most MAX_SYLLABLES"
    )]
    let wanted = (count as f32 * share).ceil() as usize;
    wanted.max(1)
}
