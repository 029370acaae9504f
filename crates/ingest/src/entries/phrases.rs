//! Frequent phrases of the collection: what its authors write again and again.
//!
//! A phrase is two to five syllables, cut where the segmenter cuts words, inside one
//! stretch between punctuation marks, and neither begins nor ends with a function word.
//! Counting looks at a sample of the texts, which has about the same size however large the
//! collection is; each text is in it or not by itself, so that texts can be taken out again.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize, Serializer};

use tracuu_analysis::function_word::is_function_word;
use tracuu_analysis::term::{self, Field, Term};
use tracuu_index::writer::Sample;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Phrases kept in the end.
const MAX_PHRASES: usize = 50_000;
/// Syllables of a phrase.
const SYLLABLES: std::ops::RangeInclusive<usize> = 2..=5;
/// Words of a phrase at most, each at least one syllable.
const MAX_WORDS: usize = 5;
/// A phrase that stands less often is no habit.
const MIN_COUNT: u32 = 3;
/// Of a phrase and a longer one around it, the shorter is left out where so many of a
/// hundred are part of the longer: it is a piece of it.
const PIECE_PERCENT: u64 = 80;

/// A phrase and how often it stands in the collection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Phrase {
    /// As it is written most of the time.
    pub(super) text: String,
    /// How often it stands there.
    pub(super) count: u64,
    /// Whether the count is an estimate from a part of the texts.
    pub(super) is_estimate: bool,
}

/// Counts phrases.
#[derive(Default, Deserialize)]
#[serde(from = "KeptPhrases<String>")]
pub(crate) struct PhraseCounter {
    sample: Sample,
    by_form: FxHashMap<String, PhraseCount>,
}

/// A counter as it is kept: by normal form every spelling, and how often it stands there, in order.
#[derive(Serialize, Deserialize)]
struct KeptPhrases<S>(Sample, Vec<(S, Vec<(S, u32)>)>);

/// How often a phrase is written in each way.
#[derive(Clone, Default)]
struct PhraseCount(Vec<(String, u32)>);

impl PhraseCounter {
    pub(crate) fn new(sample: Sample) -> Self {
        Self { sample, ..Self::default() }
    }

    /// Counts the phrases of a text, if it is in the sample by its id.
    pub(crate) fn add(&mut self, id: &str, text: &str) {
        self.count(id, text, |counts, written| counts.add(written, 1));
    }

    /// Takes out a text that was counted.
    pub(crate) fn remove(&mut self, id: &str, text: &str) {
        self.count(id, text, PhraseCount::remove);
    }

    fn count(&mut self, id: &str, text: &str, change: fn(&mut PhraseCount, &str)) {
        if !self.sample.has(id) {
            return;
        }
        let words = cut_words(text);
        let mut start = 0;
        for end in 1..=words.len() {
            if !words.get(end).is_some_and(|word| word.goes_on) {
                let run = words.get(start..end).unwrap_or_default();
                each_phrase(text, run, |written| {
                    let written = one_line(written);
                    let form = normal_words(&written);
                    change(self.by_form.entry(form).or_default(), &written);
                });
                start = end;
            }
        }
    }

    /// The phrases that stand most often, the first the most.
    pub(super) fn best(&self) -> Vec<Phrase> {
        let counted: FxHashMap<&str, u32> = self
            .by_form
            .iter()
            .map(|(form, counts)| (form.as_str(), counts.n_all()))
            .filter(|(_, count)| *count >= MIN_COUNT)
            .collect();
        let pieces = pieces(&counted);
        let mut best: Vec<(&str, u32)> =
            counted.into_iter().filter(|(form, _)| !pieces.contains(form)).collect();
        best.sort_unstable_by(|(first_form, first), (second_form, second)| {
            second.cmp(first).then(first_form.cmp(second_form))
        });
        best.truncate(MAX_PHRASES);
        let share = self.sample.share();
        let phrase = |(form, count): (&str, u32)| Phrase {
            text: self.by_form[form].usual().to_owned(),
            count: u64::from(count) * share,
            is_estimate: share > 1,
        };
        best.into_iter().map(phrase).collect()
    }
}

/// The phrases that are mostly pieces of a longer one.
fn pieces<'p>(counted: &FxHashMap<&'p str, u32>) -> FxHashSet<&'p str> {
    let mut pieces = FxHashSet::default();
    for (form, longer) in counted {
        for (space, _) in form.match_indices(' ') {
            let parts = [form.get(..space), form.get(space + 1..)];
            for part in parts.into_iter().flatten() {
                let Some((part, count)) = counted.get_key_value(part) else { continue };
                let inside = u64::from(*longer) * 100;
                if inside >= u64::from(*count) * PIECE_PERCENT {
                    pieces.insert(*part);
                }
            }
        }
    }
    pieces
}

/// The phrases of words that follow each other.
fn each_phrase(text: &str, run: &[Word], mut see: impl FnMut(&str)) {
    for start in 0..run.len() {
        let mut n_syllables = 0;
        for word in run.iter().skip(start).take(MAX_WORDS) {
            n_syllables += word.n_syllables;
            if n_syllables > *SYLLABLES.end() {
                break;
            }
            let Some(first) = run.get(start).filter(|first| !first.is_function) else {
                break;
            };
            let may_end = !word.is_function && !word.leads_to_number;
            if may_end && n_syllables >= *SYLLABLES.start() {
                see(first.span.cover(word.span).of(text));
            }
        }
    }
}

impl PhraseCount {
    fn add(&mut self, written: &str, count: u32) {
        match self.0.iter_mut().find(|(known, _)| *known == written) {
            Some((_, known)) => *known = known.saturating_add(count),
            None => self.0.push((written.to_owned(), count)),
        }
    }

    fn remove(&mut self, written: &str) {
        for (_, count) in self.0.iter_mut().filter(|(known, _)| *known == written) {
            *count = count.saturating_sub(1);
        }
        self.0.retain(|(_, count)| *count > 0);
    }

    fn n_all(&self) -> u32 {
        self.0.iter().map(|(_, count)| *count).sum()
    }

    /// How it is written most often.
    fn usual(&self) -> &str {
        let by_use =
            self.0.iter().max_by_key(|(written, count)| (*count, Reverse(written)));
        by_use.map_or("", |(written, _)| written)
    }
}

impl From<KeptPhrases<String>> for PhraseCounter {
    fn from(KeptPhrases(sample, phrases): KeptPhrases<String>) -> Self {
        let phrases =
            phrases.into_iter().map(|(form, counts)| (form, PhraseCount(counts)));
        Self { sample, by_form: phrases.collect() }
    }
}

impl Serialize for PhraseCounter {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let counted = self.by_form.iter().filter(|(_, counts)| !counts.0.is_empty());
        let mut phrases: Vec<(&str, Vec<(&str, u32)>)> = counted
            .map(|(form, counts)| {
                let counts = counts.0.iter();
                let mut counts: Vec<(&str, u32)> =
                    counts.map(|(written, count)| (written.as_str(), *count)).collect();
                counts.sort_unstable();
                (form.as_str(), counts)
            })
            .collect();
        phrases.sort_unstable();
        KeptPhrases(self.sample, phrases).serialize(out)
    }
}

/// A word of a text, as the segmenter cuts it.
struct Word {
    span: Span,
    n_syllables: usize,
    is_function: bool,
    /// Whether nothing but a space parts it from the word before.
    goes_on: bool,
    /// Whether a number follows: "nghị quyết số 7", "giai đoạn 2021".
    leads_to_number: bool,
}

fn cut_words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for Term { span, .. } in term::terms(text, Field::Word) {
        let goes_on = words.last().is_some_and(|before| {
            let between = Span::new(before.span.end, span.start).of(text);
            !between.is_empty()
                && between.chars().all(|one| one == ' ' || one == '\u{a0}')
        });
        let rest = text.get(span.end..).unwrap_or_default();
        let normal = normal_words(span.of(text));
        words.push(Word {
            span,
            n_syllables: normal.split(' ').count(),
            is_function: is_function_word(&normal),
            goes_on,
            leads_to_number: rest
                .trim_start_matches([' ', '\u{a0}'])
                .starts_with(|letter: char| letter.is_ascii_digit()),
        });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(texts: &[&str]) -> Vec<(String, u64)> {
        let mut phrases = PhraseCounter::default();
        for text in texts {
            phrases.add("", text);
        }
        phrases.best().into_iter().map(|one| (one.text, one.count)).collect()
    }

    #[test]
    fn phrases_are_whole_words_without_function_words_at_their_ends() {
        let text = "Tăng cường công tác kiểm tra và giám sát; công tác cán bộ.";
        let found = counted(&[text; 3]);
        let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert!(texts.contains(&"công tác cán bộ"), "{texts:?}");
        for (text, count) in &found {
            assert!(*count == 3 || text == "công tác" && *count == 6, "{text} {count}");
            assert!(!text.ends_with("và") && !text.starts_with("và"), "{text}");
            assert!(!text.contains("sát công"), "{text}");
            let n_syllables = text.split(' ').count();
            assert!((2..=5).contains(&n_syllables), "{text}");
        }
    }

    #[test]
    fn a_phrase_does_not_end_before_its_number() {
        let found = counted(&["chuyển đổi số; nghị quyết số 7"; 3]);
        let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["chuyển đổi số", "nghị quyết"]);
    }

    #[test]
    fn a_piece_of_a_longer_phrase_is_left_out_unless_it_stands_alone() {
        let alone = ["kiểm tra"; 8];
        let mut texts = vec!["ủy ban kiểm tra"; 3];
        let only = counted(&texts);
        assert_eq!(only, [("ủy ban kiểm tra".to_owned(), 3)]);
        texts.extend(alone);
        let both = counted(&texts);
        assert_eq!(both[0], ("kiểm tra".to_owned(), 11));
        assert_eq!(both.len(), 2, "{both:?}");
    }

    #[test]
    fn the_usual_spelling_stands_for_all() {
        let found = counted(&["Cán bộ", "cán bộ", "CÁN BỘ", "cán bộ", "cán bộ"]);
        assert_eq!(found, [("cán bộ".to_owned(), 5)]);
    }

    #[test]
    fn a_large_collection_is_sampled_and_its_counts_estimated() {
        let mut phrases = PhraseCounter::new(Sample::for_bytes(100 << 20));
        for number in 0..4000 {
            phrases.add(&format!("kh.{number}#I.1"), "công tác cán bộ.");
        }
        let best = phrases.best();
        let found = best.iter().find(|phrase| phrase.text == "công tác cán bộ").unwrap();
        assert!(found.is_estimate && found.count.abs_diff(4000) < 800, "{}", found.count);
    }

    #[test]
    fn what_is_taken_out_was_never_there() {
        let texts = ["Tăng cường công tác cán bộ", "công tác cán bộ. CÔNG TÁC CÁN BỘ"];
        let mut once = PhraseCounter::default();
        let mut more = PhraseCounter::default();
        for number in 0..3 {
            once.add(&number.to_string(), texts[0]);
            more.add("", texts[1]);
            more.add(&number.to_string(), texts[0]);
        }
        for _ in 0..3 {
            more.remove("", texts[1]);
        }
        assert_eq!(once.best(), more.best());
        let kept = [once, more].map(|counter| serde_json::to_string(&counter).unwrap());
        assert_eq!(kept[0], kept[1]);
        let back: PhraseCounter = serde_json::from_str(&kept[0]).unwrap();
        assert_eq!(kept[0], serde_json::to_string(&back).unwrap());
    }
}
