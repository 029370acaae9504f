//! Similar measures (nhiệm vụ, giải pháp tương tự): those of earlier plans that say what a
//! paragraph of a draft says, so that their wording can be used again.
//!
//! Candidates come by the rarest words of the paragraph; each is then compared with it
//! word by word. Work is bounded by the constants of this file.

use rustc_hash::{FxHashMap, FxHashSet};

use super::answer::Hit;
use super::hit::{merged, text_hit};
use tracuu_analysis::term::{self, Field as Terms};
use tracuu_index::entry::{EntryKind, Record};
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Clauses, Field, Plan};
use tracuu_index::reader::{Collection, of_kind};
use tracuu_text::span::Span;
use tracuu_text::syllable::normal;

/// Longest paragraph that is compared, in bytes; of a longer one the beginning.
pub const MAX_PARAGRAPH_BYTES: usize = 12 * 1024;

/// So much of a measure is compared, in bytes.
const MAX_MEASURE_BYTES: usize = 64 * 1024;

/// Words by which candidates are looked for: the rarest of the paragraph. A copy has all of
/// them, and what has none of them has nothing of its subject.
const MAX_WORDS: usize = 24;

/// Measures that are compared word by word.
const MAX_CANDIDATES: usize = 100;

/// Syllables of a shingle: runs of three are rarely shared by chance.
const SHINGLE: usize = 3;

/// Most places of one shingle in a paragraph that the search for the longest run follows.
const MAX_PLACES: usize = 8;

/// A measure that is like a paragraph.
#[derive(Clone, Debug)]
pub struct SimilarMeasure {
    /// The measure; what it shares with the paragraph is marked.
    pub hit: Hit,
    /// How similar the two are.
    pub likeness: Likeness,
}

/// How similar a measure is to a paragraph.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Likeness {
    /// The mean of `wording` and `words`, from 0 to 1; a copy has 1.
    pub similarity: f32,
    /// Share of the paragraph's runs of three syllables that the measure has.
    pub wording: f32,
    /// Share of the paragraph's words that the measure has; rare words count more.
    pub words: f32,
    /// Syllables of the longest run that both have.
    pub longest_run: usize,
}

/// The measures most similar to a paragraph, the most similar first; at most `limit`, and
/// none without a common word.
///
/// # Errors
/// Where the index cannot be read.
pub fn similar(
    collection: &Collection,
    paragraph: &str,
    limit: usize,
) -> Result<Vec<SimilarMeasure>, ReadError> {
    let paragraph = beginning(paragraph, MAX_PARAGRAPH_BYTES);
    let words = weighted_words(collection, paragraph)?;
    let asked = ParagraphProfile::new(paragraph, words);
    let mut found = Vec::new();
    for (_, entry) in collection.candidates(&asked.candidates(), MAX_CANDIDATES)? {
        let record = collection.record_at(entry)?;
        let Record::Unit(unit) = &record else { continue };
        let (likeness, marks) = asked.compare(beginning(&unit.text, MAX_MEASURE_BYTES));
        let hit = text_hit(&record, &|_| marks.clone(), likeness.similarity);
        found.extend(hit.map(|hit| SimilarMeasure { hit, likeness }));
    }
    // Equal ones stay in the order of the ranking.
    found.sort_by(|one, other| {
        other.likeness.similarity.total_cmp(&one.likeness.similarity)
    });
    found.truncate(limit);
    Ok(found)
}

/// The words of a text, each once, with how much each tells: the rarer, the more.
fn weighted_words(
    collection: &Collection,
    text: &str,
) -> Result<Vec<(String, f32)>, ReadError> {
    let n_entries = collection.n_entries();
    let mut seen = FxHashSet::default();
    let mut words = Vec::new();
    let words_of_subject = term::terms(text, Terms::Word).into_iter();
    for word in words_of_subject.filter(|word| !word.is_function) {
        if seen.insert(word.text.clone()) {
            let n_with = collection.n_with_term(Field::Word, &word.text)?;
            words.push((word.text, rarity(n_entries, n_with)));
        }
    }
    Ok(words)
}

#[expect(clippy::cast_precision_loss, reason = "counts of entries, as a weight")]
fn rarity(n_entries: u64, n_with: u64) -> f32 {
    (1.0 + n_entries as f32 / (n_with as f32 + 1.0)).ln()
}

/// A paragraph, ready to be compared.
struct ParagraphProfile {
    words: Vec<(String, f32)>,
    /// The distinct syllables by number.
    syllables: FxHashMap<String, usize>,
    /// Where each run of three syllables stands.
    shingles: FxHashMap<[usize; SHINGLE], Vec<usize>>,
}

impl ParagraphProfile {
    fn new(paragraph: &str, words: Vec<(String, f32)>) -> Self {
        let mut syllables: FxHashMap<String, usize> = FxHashMap::default();
        let mut numbers = Vec::new();
        for syllable in term::terms(paragraph, Terms::Folded) {
            let next = syllables.len();
            let form = normal(syllable.span.of(paragraph));
            numbers.push(*syllables.entry(form).or_insert(next));
        }
        let mut shingles: FxHashMap<_, Vec<usize>> = FxHashMap::default();
        for (place, window) in numbers.array_windows::<SHINGLE>().enumerate() {
            let places = shingles.entry(*window).or_default();
            if places.len() < MAX_PLACES {
                places.push(place);
            }
        }
        Self { words, syllables, shingles }
    }

    /// Measures with any of the rarest words.
    fn candidates(&self) -> Plan {
        let mut rarest: Vec<&(String, f32)> = self.words.iter().collect();
        rarest.sort_by(|one, other| other.1.total_cmp(&one.1));
        let should = rarest.iter().take(MAX_WORDS);
        let should = should
            .map(|(word, weight)| Plan::term(Field::Word, word.clone()).boosted(*weight));
        Plan::Bool(Clauses {
            must: vec![of_kind(EntryKind::Measure)],
            should: should.collect(),
            minimum_should: 1,
            ..Clauses::default()
        })
    }

    /// How similar a measure is, and the stretches of it that the paragraph has, too.
    fn compare(&self, measure: &str) -> (Likeness, Vec<Span>) {
        let terms = term::terms(measure, Terms::Folded);
        let number = |span: Span| self.syllables.get(&normal(span.of(measure))).copied();
        let numbers: Vec<Option<usize>> =
            terms.iter().map(|syllable| number(syllable.span)).collect();
        let mut shared = FxHashSet::default();
        let mut marks: Vec<Span> = Vec::new();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut longest = 0;
        for (window, spans) in
            numbers.array_windows::<SHINGLE>().zip(terms.array_windows::<SHINGLE>())
        {
            let places = shingle(window).and_then(|found| {
                let places = self.shingles.get(&found)?;
                shared.insert(found);
                Some(places)
            });
            let Some(places) = places else {
                runs.clear();
                continue;
            };
            runs = longer(&runs, places);
            longest = runs.iter().map(|(_, length)| *length).fold(longest, usize::max);
            let [first, _, last] = spans;
            marks.push(first.span.cover(last.span));
        }
        let wording = share(shared.len(), self.shingles.len());
        let words = self.share_of_words(measure);
        let longest_run = if longest > 0 { longest + SHINGLE - 1 } else { 0 };
        let similarity = f32::midpoint(wording, words);
        (Likeness { similarity, wording, words, longest_run }, merged(marks))
    }

    fn share_of_words(&self, measure: &str) -> f32 {
        let held: FxHashSet<String> =
            term::terms(measure, Terms::Word).into_iter().map(|word| word.text).collect();
        let all: f32 = self.words.iter().map(|(_, weight)| weight).sum();
        let both = self.words.iter().filter(|(word, _)| held.contains(word));
        let both: f32 = both.map(|(_, weight)| weight).sum();
        if all > 0.0 { (both / all).min(1.0) } else { 0.0 }
    }
}

fn shingle(window: &[Option<usize>; SHINGLE]) -> Option<[usize; SHINGLE]> {
    let [Some(first), Some(second), Some(third)] = *window else { return None };
    Some([first, second, third])
}

/// Runs that end at these places of the paragraph, by place and length in shingles, where
/// `runs` ended one shingle before.
fn longer(runs: &[(usize, usize)], places: &[usize]) -> Vec<(usize, usize)> {
    let before = |place: usize| {
        let run = runs.iter().find(|(last, _)| last + 1 == place);
        run.map_or(0, |(_, length)| *length)
    };
    places.iter().map(|place| (*place, before(*place) + 1)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "both are bounded by the paragraph")]
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// As much of a text as is looked at.
fn beginning(text: &str, n_bytes: usize) -> &str {
    Span::new(0, text.floor_char_boundary(n_bytes)).of(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PARAGRAPH: &str = "Nâng cao chất lượng sinh hoạt chi bộ ở các thôn, tổ dân phố";

    fn asked(paragraph: &str) -> ParagraphProfile {
        let words = term::terms(paragraph, Terms::Word);
        ParagraphProfile::new(
            paragraph,
            words.into_iter().map(|word| (word.text, 1.0)).collect(),
        )
    }

    #[test]
    fn a_copy_is_wholly_alike_and_other_words_are_not() {
        let asked = asked(PARAGRAPH);
        let (likeness, marks) = asked.compare(&format!("1. {PARAGRAPH}."));
        assert!((likeness.similarity - 1.0).abs() < 1e-6, "{likeness:?}");
        assert_eq!(likeness.longest_run, 14);
        assert_eq!(marks.len(), 1);
        let (likeness, marks) = asked.compare("Trồng rừng gỗ lớn");
        assert_eq!((likeness, marks.len()), (Likeness::default(), 0));
    }

    #[test]
    fn what_both_have_is_marked() {
        let measure =
            "Tiếp tục nâng cao chất lượng sinh hoạt chi đoàn; các thôn, tổ dân cư";
        let (likeness, marks) = asked(PARAGRAPH).compare(measure);
        let marked: Vec<&str> = marks.iter().map(|mark| mark.of(measure)).collect();
        assert_eq!(marked, ["nâng cao chất lượng sinh hoạt chi", "các thôn, tổ dân"]);
        assert_eq!(likeness.longest_run, 7);
        assert!(likeness.similarity > 0.4 && likeness.similarity < 0.9, "{likeness:?}");
    }

    proptest! {
        #[test]
        fn every_share_lies_between_nothing_and_all(
            paragraph in "[abđ ,.7-]{0,80}",
            measure in "[abđ ,.7-]{0,80}",
        ) {
            let (likeness, marks) = asked(&paragraph).compare(&measure);
            for share in [likeness.similarity, likeness.wording, likeness.words] {
                prop_assert!((0.0..=1.0).contains(&share), "{:?}", likeness);
            }
            prop_assert_eq!(likeness.longest_run > 0, !marks.is_empty());
            prop_assert!(marks.iter().all(|mark| !mark.of(&measure).is_empty()));
        }
    }
}
