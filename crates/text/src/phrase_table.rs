//! Listed phrases and where they stand in a text.
//!
//! A phrase stands where its words stand one after another, whole, in any letter case and
//! with the tone mark on its old- or new-style place. All phrases of a table are one
//! automaton (Aho-Corasick) over the words in normal form, so that a text is searched in
//! one pass whatever the number of phrases.

use std::cmp::Reverse;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, MatchKind};

use super::span::Span;
use super::syllable::folded;
use super::words::{Word, words, words_and_marks};

/// Stands between two words in the automaton; no word holds it.
const BETWEEN: u8 = 0x1f;

/// How the phrases of a table are compared with a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Matching {
    /// Words in normal form; marks are words of their own.
    WithMarks,
    /// Words in normal form; marks are left out.
    WithoutMarks,
    /// As [`Self::WithoutMarks`], and a word without accents stands for all words that
    /// have its letters.
    Typed,
}

/// Phrases, each with what it means.
#[derive(Clone, Debug)]
pub struct PhraseTable<T> {
    automaton: NFA,
    /// State before the first word of a phrase that must begin there.
    anchored: StateID,
    /// State before the first word of a text.
    unanchored: StateID,
    phrases: Vec<Phrase<T>>,
    matching: Matching,
    /// Words of the longest phrase.
    n_longest: usize,
    first_words: FirstWords,
}

#[derive(Clone, Debug)]
struct Phrase<T> {
    /// In normal form.
    words: Vec<String>,
    value: T,
}

/// A phrase where it stands among words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PhraseMatch<T> {
    /// Index of its first word.
    pub start: usize,
    /// Index behind its last word.
    pub end: usize,
    /// What the phrase means.
    pub value: T,
}

impl<T> PhraseMatch<T> {
    /// Number of its words.
    pub const fn n_words(&self) -> usize {
        self.end - self.start
    }

    /// Its place in the text, if the words that were searched are given.
    pub fn span(&self, words: &[Word<'_>]) -> Span {
        let found = words.get(self.start..self.end).unwrap_or_default();
        let places = found.iter().map(|word| word.span);
        places.reduce(Span::cover).unwrap_or_default()
    }
}

impl<T: Copy> PhraseTable<T> {
    /// A table whose phrases match with their marks: "cơ quan, đơn vị" stands only where
    /// the comma does.
    pub fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        Self::build(phrases, Matching::WithMarks)
    }

    /// A table whose phrases match over any marks: "sửa đổi bổ sung" stands in "sửa đổi,
    /// bổ sung".
    pub fn without_marks<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        Self::build(phrases, Matching::WithoutMarks)
    }

    /// A table for typed text, over any marks: a word without accents and tone mark stands
    /// for every word with its letters, one with them for itself only. Of phrases of one
    /// length the one that is written as typed comes first.
    pub fn typed<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        Self::build(phrases, Matching::Typed)
    }

    /// The words of a text, cut as the table needs them: with their marks or without.
    pub fn words<'t>(&self, text: &'t str) -> Vec<Word<'t>> {
        cut(text, self.matching)
    }

    /// The phrases that begin with word `start`, the longest first; of equal ones the one
    /// that was listed first. Cost: the longest phrase.
    pub fn starting_at(&self, words: &[Word<'_>], start: usize) -> Vec<PhraseMatch<T>> {
        if !words.get(start).is_some_and(|word| self.may_begin(word)) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut state = self.anchored;
        for (at, word) in words.iter().enumerate().skip(start) {
            state = self.step(Anchored::Yes, state, word);
            if self.automaton.is_dead(state) {
                break;
            }
            found.extend(self.ending(state, words, at).filter(|hit| hit.start == start));
        }
        self.in_order(found)
    }

    /// The longest phrase that begins with word `start`.
    pub fn longest_at(&self, words: &[Word<'_>], start: usize) -> Option<PhraseMatch<T>> {
        self.starting_at(words, start).into_iter().next()
    }

    /// The longest phrase with which a stream of words begins: the place behind it in the
    /// text, and what it means. Reads one word more than the phrase; not for typed text.
    pub fn leading<'t>(
        &self,
        words: impl IntoIterator<Item = Word<'t>>,
    ) -> Option<(usize, T)> {
        debug_assert!(self.matching != Matching::Typed, "accents would be left out");
        let mut found = None;
        let mut state = self.anchored;
        for (at, word) in words.into_iter().enumerate() {
            state = self.step(Anchored::Yes, state, &word);
            if self.automaton.is_dead(state) {
                break;
            }
            // Phrases that end here but began later are reported as well.
            let value = self
                .patterns(state)
                .filter_map(|place| self.phrases.get(place))
                .find(|phrase| phrase.words.len() == at + 1)
                .map(|phrase| phrase.value);
            found = value.map(|value| (word.span.end, value)).or(found);
        }
        found
    }

    /// The phrases whose last word is the one before `end`, the longest first. Cost: the
    /// longest phrase.
    pub fn ending_at(&self, words: &[Word<'_>], end: usize) -> Vec<PhraseMatch<T>> {
        let Some(last) = end.checked_sub(1) else { return Vec::new() };
        let start = end.saturating_sub(self.n_longest);
        let mut state = self.unanchored;
        for word in words.get(start..end).unwrap_or_default() {
            state = self.step(Anchored::No, state, word);
        }
        self.in_order(self.ending(state, words, last).collect())
    }

    /// Every phrase of the text, also inside others, by its first word; the longest first
    /// where several begin. Linear in the words and the phrases found.
    pub fn all(&self, words: &[Word<'_>]) -> Vec<PhraseMatch<T>> {
        let mut found = Vec::new();
        let mut state = self.unanchored;
        for (at, word) in words.iter().enumerate() {
            state = self.step(Anchored::No, state, word);
            found.extend(self.ending(state, words, at));
        }
        self.in_order(found)
    }

    /// The phrases of the text from left to right, each the longest that begins there, none
    /// inside another. Linear.
    pub fn longest(&self, words: &[Word<'_>]) -> Vec<PhraseMatch<T>> {
        let mut end = 0;
        let mut found = self.all(words);
        found.retain(|found| {
            let is_free = found.start >= end;
            if is_free {
                end = found.end;
            }
            is_free
        });
        found
    }

    /// The first phrase of the text, the longest of those that begin there.
    pub fn first(&self, words: &[Word<'_>]) -> Option<PhraseMatch<T>> {
        (0..words.len()).find_map(|start| self.longest_at(words, start))
    }

    /// What the whole text means, if it is a phrase of the table and nothing else.
    pub fn whole(&self, text: &str) -> Option<T> {
        let words = self.words(text);
        let found = self.longest_at(&words, 0)?;
        (found.end == words.len()).then_some(found.value)
    }

    fn build<'p>(
        phrases: impl IntoIterator<Item = (&'p str, T)>,
        matching: Matching,
    ) -> Self {
        let phrases: Vec<Phrase<T>> = phrases
            .into_iter()
            .map(|(phrase, value)| {
                let words = cut(phrase, matching).into_iter();
                Phrase {
                    words: words.map(|word| word.normal.into_owned()).collect(),
                    value,
                }
            })
            .filter(|phrase| !phrase.words.is_empty())
            .collect();
        let patterns = phrases.iter().map(|phrase| pattern(&phrase.words, matching));
        let automaton = NFA::builder()
            .match_kind(MatchKind::Standard)
            .build(patterns)
            .expect("a table has far fewer than the billion states that fit");
        let begin = |anchored| {
            let start = automaton.start_state(anchored);
            let start = start.expect("this kind of automaton supports both");
            automaton.next_state(anchored, start, BETWEEN)
        };
        let (anchored, unanchored) = (begin(Anchored::Yes), begin(Anchored::No));
        let n_longest = phrases.iter().map(|phrase| phrase.words.len()).max();
        let n_longest = n_longest.unwrap_or_default();
        let mut first_words = FirstWords::default();
        for word in phrases.iter().filter_map(|phrase| phrase.words.first()) {
            first_words.add(word);
        }
        Self {
            automaton,
            anchored,
            unanchored,
            phrases,
            matching,
            n_longest,
            first_words,
        }
    }

    /// Whether a phrase may begin with a word; `false` is sure, and cheap. Typed text, whose
    /// words stand for others, is left to the automaton.
    fn may_begin(&self, word: &Word<'_>) -> bool {
        self.matching == Matching::Typed || self.first_words.may_hold(&word.normal)
    }

    /// The state behind a word.
    fn step(&self, anchored: Anchored, state: StateID, word: &Word<'_>) -> StateID {
        if self.matching == Matching::Typed {
            self.step_bytes(anchored, state, &word.folded())
        } else {
            self.step_bytes(anchored, state, &word.normal)
        }
    }

    /// Most words begin no phrase and are dead after their first letter.
    fn step_bytes(&self, anchored: Anchored, mut state: StateID, word: &str) -> StateID {
        for byte in word.bytes().chain([BETWEEN]) {
            state = self.automaton.next_state(anchored, state, byte);
            if self.automaton.is_dead(state) {
                break;
            }
        }
        state
    }

    /// The phrases that end with word `last` in a state of the automaton.
    fn ending(
        &self,
        state: StateID,
        words: &[Word<'_>],
        last: usize,
    ) -> impl Iterator<Item = Hit> {
        self.patterns(state).filter_map(move |place| {
            let phrase = &self.phrases.get(place)?.words;
            let end = last + 1;
            let start = end.checked_sub(phrase.len())?;
            let written = words.get(start..end)?;
            let agrees = |(known, word): (&String, &Word<'_>)| *known == word.normal;
            let is_exact = self.matching != Matching::Typed
                || phrase.iter().zip(written).all(agrees);
            let stands_for =
                |pair: (&String, &Word<'_>)| agrees(pair) || pair.1.is_unmarked();
            let fits = is_exact || phrase.iter().zip(written).all(stands_for);
            fits.then_some(Hit { start, end, is_exact, place })
        })
    }

    /// Places in the table of the phrases that a state says to end.
    fn patterns(&self, state: StateID) -> impl Iterator<Item = usize> {
        let is_match = self.automaton.is_match(state);
        let n_found = if is_match { self.automaton.match_len(state) } else { 0 };
        (0..n_found)
            .map(move |found| self.automaton.match_pattern(state, found).as_usize())
    }

    fn in_order(&self, mut found: Vec<Hit>) -> Vec<PhraseMatch<T>> {
        let order = |hit: &Hit| (hit.start, Reverse(hit.end), !hit.is_exact, hit.place);
        found.sort_unstable_by_key(order);
        let value = |hit: Hit| {
            let phrase = self.phrases.get(hit.place)?;
            Some(PhraseMatch { start: hit.start, end: hit.end, value: phrase.value })
        };
        found.into_iter().filter_map(value).collect()
    }
}

/// The first words of all phrases, told by their first two bytes: most words of a text begin
/// no phrase, and need no automaton to say so.
#[derive(Clone, Debug, Default)]
struct FirstWords([u64; 16]);

impl FirstWords {
    fn add(&mut self, word: &str) {
        let (place, bit) = Self::place(word);
        if let Some(bits) = self.0.get_mut(place) {
            *bits |= bit;
        }
    }

    fn may_hold(&self, word: &str) -> bool {
        let (place, bit) = Self::place(word);
        self.0.get(place).is_some_and(|bits| bits & bit != 0)
    }

    /// The place of the bits of a word, and its bit among them.
    fn place(word: &str) -> (usize, u64) {
        let mut bytes = word.bytes().map(usize::from);
        let (first, second) = (bytes.next(), bytes.next());
        let both = first.unwrap_or_default() * 31 + second.unwrap_or_default();
        (both / 64 % 16, 1 << (both % 64))
    }
}

/// A phrase that was found, before it is put in order.
struct Hit {
    start: usize,
    end: usize,
    is_exact: bool,
    /// Its place in the table.
    place: usize,
}

fn cut(text: &str, matching: Matching) -> Vec<Word<'_>> {
    match matching {
        Matching::WithMarks => words_and_marks(text).collect(),
        Matching::WithoutMarks | Matching::Typed => words(text).collect(),
    }
}

/// The bytes that the automaton looks for: every word between two separators, so that
/// only whole words match.
fn pattern(words: &[String], matching: Matching) -> Vec<u8> {
    let mut pattern = vec![BETWEEN];
    for word in words {
        match matching {
            Matching::Typed => pattern.extend(folded(word).bytes()),
            Matching::WithMarks | Matching::WithoutMarks => pattern.extend(word.bytes()),
        }
        pattern.push(BETWEEN);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ROWS: [(&str, u8); 6] = [
        ("chủ trì", 1),
        ("chủ trì thực hiện", 2),
        ("cơ quan, đơn vị", 3),
        ("thực hiện", 4),
        ("ủy", 5),
        ("hoà giải", 6),
    ];

    fn values(found: &[PhraseMatch<u8>]) -> Vec<(usize, usize, u8)> {
        found.iter().map(|found| (found.start, found.end, found.value)).collect()
    }

    #[test]
    fn the_longest_phrase_comes_first_and_whole_words_only() {
        let table = PhraseTable::new(ROWS);
        let words = table.words("Sở CHỦ TRÌ thực hiện; chủ trìx, uỷ");
        assert_eq!(values(&table.starting_at(&words, 1)), [(1, 5, 2), (1, 3, 1)]);
        assert_eq!(
            values(&table.all(&words)),
            [(1, 5, 2), (1, 3, 1), (3, 5, 4), (9, 10, 5)]
        );
        assert_eq!(values(&table.longest(&words)), [(1, 5, 2), (9, 10, 5)]);
        assert_eq!(table.first(&words).map(|found| found.value), Some(2));
        assert_eq!(values(&table.ending_at(&words, 5)), [(1, 5, 2), (3, 5, 4)]);
        let leading = table.leading(words[1..].iter().cloned());
        assert_eq!(leading, Some(("Sở CHỦ TRÌ thực hiện".len(), 2)));
        assert_eq!(table.leading(words.iter().cloned()), None);
        let found = table.first(&words).unwrap();
        let text = "Sở CHỦ TRÌ thực hiện; chủ trìx, uỷ";
        assert_eq!(found.span(&words).of(text), "CHỦ TRÌ thực hiện");
    }

    #[test]
    fn marks_count_or_not() {
        let with = PhraseTable::new(ROWS);
        assert_eq!(with.whole("Cơ quan, đơn vị"), Some(3));
        assert_eq!(with.whole("cơ quan đơn vị"), None);
        let without = PhraseTable::without_marks(ROWS);
        assert_eq!(without.whole("cơ quan - đơn vị"), Some(3));
        assert_eq!(without.whole("hòa giải."), Some(6));
        assert_eq!(without.whole("hòa giải viên"), None);
    }

    #[test]
    fn typed_words_may_lack_their_accents() {
        let table = PhraseTable::typed([
            ("chủ trì", 1),
            ("chủ trì thực hiện", 2),
            ("chú", 3),
            ("chu", 4),
        ]);
        let longest = |text: &str| {
            table.longest_at(&table.words(text), 0).map(|found| (found.end, found.value))
        };
        assert_eq!(longest("chu"), Some((1, 4)));
        assert_eq!(longest("chủ trì thực hiện mục"), Some((4, 2)));
        assert_eq!(longest("chu tri muc"), Some((2, 1)));
        assert_eq!(longest("chù trì"), None);
    }

    #[test]
    fn an_empty_table_finds_nothing() {
        let table = PhraseTable::<u8>::new([("  ", 1)]);
        assert!(table.all(&table.words("chủ trì")).is_empty());
        assert_eq!(table.whole(""), None);
    }

    proptest! {
        #[test]
        fn all_is_what_a_search_word_by_word_finds(
            listed in prop::collection::vec("[ab]( [abă]){0,2}", 0..6),
            text in "[abăA,]{0,2}( [abăA]{1,2}){0,8}",
        ) {
            let rows = listed.iter().enumerate().map(|(at, row)| (row.as_str(), at));
            let table = PhraseTable::new(rows);
            let words = table.words(&text);
            let mut expected = Vec::new();
            for start in 0..words.len() {
                for end in (start + 1..=words.len()).rev() {
                    let found: Vec<_> =
                        words[start..end].iter().map(|word| &*word.normal).collect();
                    let is_it = |(_, row): &(usize, &String)| row.split(' ').eq(found.clone());
                    let same = listed.iter().enumerate().filter(is_it);
                    expected.extend(same.map(|(at, _)| (start, end, at)));
                }
            }
            let found: Vec<_> = table
                .all(&words)
                .iter()
                .map(|found| (found.start, found.end, found.value))
                .collect();
            prop_assert_eq!(&found, &expected);
            for start in 0..words.len() {
                let here: Vec<_> =
                    expected.iter().filter(|hit| hit.0 == start).map(|hit| hit.2).collect();
                let at: Vec<_> =
                    table.starting_at(&words, start).iter().map(|hit| hit.value).collect();
                prop_assert_eq!(at, here);
            }
        }
    }
}
