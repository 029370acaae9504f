//! Frequent phrases of the collection: what its authors write again and again.
//!
//! A phrase is two to five syllables, cut where the segmenter cuts words, inside one
//! stretch between punctuation marks, and neither begins nor ends with a function word.
//! Counting is one pass with bounded memory and work: after every [`SAMPLE_BYTES`] of
//! counted text only half as many texts are counted from there on, and all counts are
//! halved, so that the parts of a large collection weigh the same; phrases that stay
//! rare are forgotten when the table is full.

use rustc_hash::{FxHashMap, FxHashSet};

use tracuu_analysis::function_word::is_function_word;
use tracuu_analysis::term::{self, Field, Term};
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Text after which only every other text is counted. 8 MB of administrative text
/// holds each phrase of everyday use hundreds of times.
const SAMPLE_BYTES: usize = 8 << 20;
/// Phrases remembered at most; at some 120 bytes each the table stays below 64 MB.
const MAX_COUNTED: usize = 1 << 19;
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
#[derive(Default)]
pub(super) struct PhraseCounter {
    by_form: FxHashMap<String, PhraseCount>,
    n_texts: usize,
    n_bytes: usize,
    /// Binary logarithm of how many texts stand for one that is counted.
    thinning: u32,
}

struct PhraseCount {
    count: u32,
    /// A spelling, and how many more times it was seen than all others together; the
    /// spelling of the majority is left in the end.
    text: String,
    lead: u32,
}

impl PhraseCounter {
    /// Counts the phrases of a text, if it is one of those that are counted.
    pub(super) fn count(&mut self, text: &str) {
        let number = self.n_texts;
        self.n_texts += 1;
        if !number.is_multiple_of(1 << self.thinning) {
            return;
        }
        self.n_bytes += text.len();
        let words = cut_words(text);
        let mut start = 0;
        for end in 1..=words.len() {
            if !words.get(end).is_some_and(|word| word.goes_on) {
                self.count_run(text, words.get(start..end).unwrap_or_default());
                start = end;
            }
        }
        if self.by_form.len() > MAX_COUNTED {
            self.forget_rare();
        }
        if self.n_bytes >= SAMPLE_BYTES && self.thinning < 31 {
            self.thin();
        }
    }

    fn count_run(&mut self, text: &str, run: &[Word]) {
        for start in 0..run.len() {
            let mut n_syllables = 0;
            for word in run.iter().skip(start).take(MAX_WORDS) {
                n_syllables += word.n_syllables;
                if n_syllables > *SYLLABLES.end() {
                    break;
                }
                let Some(first) = run.get(start).filter(|first| !first.is_function)
                else {
                    break;
                };
                let may_end = !word.is_function && !word.leads_to_number;
                if may_end && n_syllables >= *SYLLABLES.start() {
                    self.add(first.span.cover(word.span).of(text));
                }
            }
        }
    }

    fn add(&mut self, written: &str) {
        let written = one_line(written);
        let form = normal_words(&written);
        match self.by_form.get_mut(&form) {
            Some(known) => known.see(written),
            None => {
                self.by_form
                    .insert(form, PhraseCount { count: 1, text: written, lead: 1 });
            }
        }
    }

    /// Forgets the phrases that stand least often, until half of the table is free.
    fn forget_rare(&mut self) {
        let mut floor = 1;
        while self.by_form.len() > MAX_COUNTED / 2 {
            self.by_form.retain(|_, counted| counted.count > floor);
            floor += 1;
        }
    }

    fn thin(&mut self) {
        self.thinning += 1;
        self.n_bytes /= 2;
        self.by_form.retain(|_, counted| {
            counted.count /= 2;
            counted.count > 0
        });
    }

    /// The phrases that stand most often, the first the most.
    pub(super) fn best(self) -> Vec<Phrase> {
        let pieces = self.pieces();
        let mut best: Vec<(&String, &PhraseCount)> = self
            .by_form
            .iter()
            .filter(|(form, counted)| {
                counted.count >= MIN_COUNT && !pieces.contains(form.as_str())
            })
            .collect();
        best.sort_unstable_by(|(first_form, first), (second_form, second)| {
            second.count.cmp(&first.count).then(first_form.cmp(second_form))
        });
        best.truncate(MAX_PHRASES);
        let phrase = |(_, counted): (&String, &PhraseCount)| Phrase {
            text: counted.text.clone(),
            count: u64::from(counted.count) << self.thinning,
            is_estimate: self.thinning > 0,
        };
        best.into_iter().map(phrase).collect()
    }

    /// The phrases that are mostly pieces of a longer one.
    fn pieces(&self) -> FxHashSet<&str> {
        let mut pieces = FxHashSet::default();
        for (form, longer) in &self.by_form {
            for (space, _) in form.match_indices(' ') {
                let parts = [form.get(..space), form.get(space + 1..)];
                for part in parts.into_iter().flatten() {
                    let known = self.by_form.get_key_value(part);
                    let is_piece = |shorter: &PhraseCount| {
                        u64::from(longer.count) * 100
                            >= u64::from(shorter.count) * PIECE_PERCENT
                    };
                    if let Some((part, _)) = known.filter(|(_, part)| is_piece(part)) {
                        pieces.insert(part.as_str());
                    }
                }
            }
        }
        pieces
    }
}

impl PhraseCount {
    fn see(&mut self, written: String) {
        self.count = self.count.saturating_add(1);
        if self.text == written {
            self.lead += 1;
        } else if self.lead > 0 {
            self.lead -= 1;
        } else {
            self.text = written;
            self.lead = 1;
        }
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
            phrases.count(text);
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
        let mut phrases = PhraseCounter::default();
        let text = "công tác cán bộ. ".repeat(4096);
        let n_texts = 400;
        for _ in 0..n_texts {
            phrases.count(&text);
        }
        assert!(phrases.thinning > 0);
        let best = phrases.best();
        let expected = 4096 * n_texts;
        let found = best.iter().find(|phrase| phrase.text == "công tác cán bộ").unwrap();
        assert!(found.count.abs_diff(expected) < expected / 4, "{}", found.count);
    }
}
