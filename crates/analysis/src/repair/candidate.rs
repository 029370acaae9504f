//! Candidates: the syllables of a collection, to be found by words that are almost them.
//!
//! Each folded syllable is filed under itself and under itself less one letter. A word with
//! one letter wrong, missing, added or swapped meets it under one of its own such forms, so
//! that a look-up takes some ten binary searches, whatever the size of the collection.

use rustc_hash::FxHashSet;

use super::distance::{SyllableLetters, distance, with_other_onsets};
use tracuu_text::grammar::is_syllable;
use tracuu_text::syllable::folded;

/// Letters of the longest word looked up: the longest syllable has seven, and one more
/// may have been struck.
const MAX_LETTERS: usize = 8;

/// The Vietnamese syllables of a collection with the number of entries that have them. The
/// grammar of syllables bounds their number to some 20,000; numbers, foreign words and
/// debris are left out.
#[derive(Debug, Default)]
pub struct Candidates {
    /// By folded form.
    syllables: Vec<KnownSyllable>,
    groups: Vec<FoldedGroup>,
    /// Packed forms and the groups filed under them, in order.
    files: Vec<(u64, u32)>,
}

/// A syllable of the collection.
#[derive(Debug)]
pub(super) struct KnownSyllable {
    pub(super) normal: Box<str>,
    pub(super) n_entries: u64,
    letters: SyllableLetters,
}

/// The syllables of one folded form.
#[derive(Debug)]
pub(super) struct FoldedGroup {
    pub(super) folded: Box<str>,
    /// Entries that have one of them, each syllable counted apart.
    pub(super) n_entries: u64,
    letters: SyllableLetters,
    start: usize,
    end: usize,
}

/// A syllable or folded form that a word may have meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct NearSyllable<'c> {
    /// As it would be written.
    pub(super) text: &'c str,
    pub(super) folded: &'c str,
    /// In hundredths of a wrong letter.
    pub(super) distance: u32,
    pub(super) n_entries: u64,
}

impl Candidates {
    /// Files words in normal form with the number of entries that have them. What is no
    /// Vietnamese syllable is left out; the order does not matter.
    pub fn new<W: AsRef<str>>(words: impl IntoIterator<Item = (W, u64)>) -> Self {
        let mut syllables: Vec<(String, KnownSyllable)> = words
            .into_iter()
            .filter(|(word, n_entries)| *n_entries > 0 && is_syllable(word.as_ref()))
            .filter_map(|(word, n_entries)| {
                let normal: Box<str> = word.as_ref().into();
                let letters = SyllableLetters::new(&normal)?;
                Some((folded(&normal), KnownSyllable { normal, n_entries, letters }))
            })
            .collect();
        syllables.sort_by(|(one, first), (other, second)| {
            (one, &first.normal).cmp(&(other, &second.normal))
        });
        syllables.dedup_by(|(_, next), (_, kept)| {
            let is_same = next.normal == kept.normal;
            kept.n_entries += if is_same { next.n_entries } else { 0 };
            is_same
        });
        let mut candidates = Self::default();
        for (folded, syllable) in syllables {
            candidates.add(folded, syllable);
        }
        candidates.files.sort_unstable();
        candidates.files.dedup();
        candidates
    }

    fn add(&mut self, folded: String, syllable: KnownSyllable) {
        let n_entries = syllable.n_entries;
        self.syllables.push(syllable);
        let end = self.syllables.len();
        if let Some(group) =
            self.groups.last_mut().filter(|group| *group.folded == *folded)
        {
            group.n_entries += n_entries;
            group.end = end;
            return;
        }
        let Some(letters) = SyllableLetters::new(&folded) else { return };
        let number = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        self.files.extend(shorter_forms(&folded).map(|form| (form, number)));
        let start = end - 1;
        let folded = folded.into();
        self.groups.push(FoldedGroup { folded, n_entries, letters, start, end });
    }

    /// Number of syllables.
    pub fn len(&self) -> usize {
        self.syllables.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.syllables.is_empty()
    }

    /// Whether a syllable of that folded form is there.
    pub(super) fn has_folded(&self, folded: &str) -> bool {
        self.groups.binary_search_by(|group| (*group.folded).cmp(folded)).is_ok()
    }

    /// The syllables within `limit` of `typed`, in normal form.
    pub(super) fn near(&self, typed: &str, limit: u32) -> Vec<NearSyllable<'_>> {
        let Some(letters) = SyllableLetters::new(typed) else { return Vec::new() };
        let groups = self.groups_near(&folded(typed));
        let syllables = groups.iter().flat_map(|group| {
            let members = self.syllables.get(group.start..group.end);
            members.unwrap_or_default().iter().map(|syllable| NearSyllable {
                text: &syllable.normal,
                folded: &group.folded,
                distance: distance(&letters, &syllable.letters),
                n_entries: syllable.n_entries,
            })
        });
        syllables.filter(|near| near.distance <= limit).collect()
    }

    /// The folded forms within `limit` of `typed`, folded.
    pub(super) fn near_folded(&self, typed: &str, limit: u32) -> Vec<NearSyllable<'_>> {
        let Some(letters) = SyllableLetters::new(typed) else { return Vec::new() };
        let groups = self.groups_near(typed);
        let forms = groups.iter().map(|group| NearSyllable {
            text: &group.folded,
            folded: &group.folded,
            distance: distance(&letters, &group.letters),
            n_entries: group.n_entries,
        });
        forms.filter(|near| near.distance <= limit).collect()
    }

    fn groups_near(&self, folded: &str) -> Vec<&FoldedGroup> {
        if folded.len() > MAX_LETTERS {
            return Vec::new();
        }
        let other = with_other_onsets(folded).filter_map(|form| pack(form.bytes()));
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        for form in shorter_forms(folded).chain(other) {
            let from = self.files.partition_point(|(filed, _)| *filed < form);
            let filed = self.files.get(from..).unwrap_or_default().iter();
            for (_, group) in filed.take_while(|(filed, _)| *filed == form) {
                if seen.insert(*group) {
                    found.extend(self.groups.get(*group as usize));
                }
            }
        }
        found
    }
}

/// A word and the word less one letter, each place once, as numbers.
fn shorter_forms(folded: &str) -> impl Iterator<Item = u64> {
    let less_one = (0..folded.len()).filter_map(|left_out| {
        let letters = folded.bytes().enumerate();
        pack(letters.filter(|(at, _)| *at != left_out).map(|(_, letter)| letter))
    });
    pack(folded.bytes()).into_iter().chain(less_one)
}

/// A word of at most eight ASCII letters as a number.
fn pack(letters: impl Iterator<Item = u8>) -> Option<u64> {
    let mut number = 0_u64;
    for (at, letter) in letters.enumerate() {
        if at >= MAX_LETTERS || !letter.is_ascii_alphabetic() {
            return None;
        }
        number = (number << 8) | u64::from(letter);
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: [&str; 12] = [
        "nghị", "nghỉ", "quyết", "đảng", "thời", "trời", "phát", "kiểm", "tra", "pháp",
        "2025", "covid",
    ];

    fn candidates() -> Candidates {
        Candidates::new(WORDS.iter().map(|word| (*word, 3)))
    }

    #[test]
    fn syllables_are_found_by_words_almost_like_them() {
        let candidates = candidates();
        assert_eq!(candidates.len(), 10);
        for (typed, expected) in [
            ("nhgị", vec!["nghỉ", "nghị"]),
            ("quyêt", vec!["quyết"]),
            ("páht", vec!["phát"]),
            ("tjời", vec!["thời", "trời"]),
            ("dảng", vec!["đảng"]),
            ("cra", vec!["tra"]),
            ("kiêểm", vec!["kiểm"]),
            ("xyz", vec![]),
            ("nghiêngngang", vec![]),
            ("", vec![]),
        ] {
            let found = candidates.near(typed, 100);
            let mut texts: Vec<&str> = found.iter().map(|near| near.text).collect();
            texts.sort_unstable();
            assert_eq!(texts, expected, "{typed}");
        }
        assert!(candidates.has_folded("nghi") && !candidates.has_folded("ngh"));
    }

    #[test]
    fn folded_forms_are_found_too() {
        let candidates = candidates();
        let found = candidates.near_folded("quyte", 100);
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|near| near.text == "quyet" && near.n_entries == 3));
    }

    proptest! {
        #[test]
        fn one_slip_is_always_met(word in prop::sample::select(WORDS[..10].to_vec()), at in 0_usize..7, key in "[a-z]", kind in 0..4) {
            let mut letters: Vec<char> = word.chars().collect();
            let at = at % letters.len();
            let key = key.chars().next().unwrap_or('a');
            match kind {
                0 => letters[at] = key,
                1 => letters.insert(at, key),
                2 => drop(letters.remove(at)),
                _ if at + 1 < letters.len() => letters.swap(at, at + 1),
                _ => {}
            }
            let typed: String = letters.into_iter().collect();
            let candidates = candidates();
            let found = candidates.near(&typed, u32::MAX);
            prop_assert!(found.iter().any(|near| near.text == word), "{typed}");
        }
    }
}
