//! The grammar of Vietnamese syllables: which letters can make one, and where its tone mark
//! stands. The tables are `lexicon/onsets.tsv` and `lexicon/rimes.tsv`.
//!
//! Limits: the standard orthography and its common loans; names from minority languages
//! (Krông, Pleiku) are not syllables here.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::syllable::{TONE_MARKS, folded};
use crate::tsv::{self, Table};

/// The tones that a rime ending in a stop can have: acute and dot below.
const STOP_TONES: [char; 2] = ['\u{301}', '\u{323}'];

/// Letters of the longest onset, `ngh`.
const MAX_ONSET_LETTERS: usize = 3;

/// The vowels that an onset stands before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum FollowingVowels {
    Any,
    Front,
    Back,
    Glide,
}

const ONSETS_TABLE: Table =
    Table::new("lexicon/onsets.tsv", include_str!("../../../lexicon/onsets.tsv"));

const RIMES_TABLE: Table =
    Table::new("lexicon/rimes.tsv", include_str!("../../../lexicon/rimes.tsv"));

static ONSETS: LazyLock<FxHashMap<&'static str, FollowingVowels>> = LazyLock::new(|| {
    let rows = ONSETS_TABLE.load(|[onset, before]| {
        let before = match before {
            "any" => FollowingVowels::Any,
            "front" => FollowingVowels::Front,
            "back" => FollowingVowels::Back,
            "glide" => FollowingVowels::Glide,
            _ => return None,
        };
        Some((tsv::optional(onset).unwrap_or_default(), before))
    });
    rows.into_iter().collect()
});

static RIMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| RIMES_TABLE.load(|[rime]| Some(rime)).into_iter().collect());

/// Every syllable without marks, whatever marks it may need.
static UNMARKED_RIMES: LazyLock<FxHashMap<String, Vec<&'static str>>> =
    LazyLock::new(|| {
        let mut unmarked: FxHashMap<String, Vec<&str>> = FxHashMap::default();
        for rime in RIMES.iter() {
            unmarked.entry(folded(rime)).or_default().push(rime);
        }
        unmarked
    });

/// Whether `normal`, in normal form, is a Vietnamese syllable with its tone mark in place.
pub fn is_syllable(normal: &str) -> bool {
    let (base, tone) = without_tone(normal);
    spell(&base, tone).is_some_and(|spelled| spelled == normal)
}

/// Whether `typed`, in small letters without marks, can be a syllable whose marks were
/// left out: `nghi`, `quyet`, `duong`.
pub fn is_unmarked_syllable(typed: &str) -> bool {
    splits(typed).any(|(onset, rest)| {
        let rimes = UNMARKED_RIMES.get(rest);
        rimes.is_some_and(|rimes| rimes.iter().any(|rime| agree(onset, rime)))
    })
}

/// The syllable of the toneless letters `base` with `tone` on the vowel that bears it, in
/// normal form. `None` if that is no Vietnamese syllable.
pub fn spell(base: &str, tone: Option<char>) -> Option<String> {
    let (onset, rime) =
        splits(base).find(|(onset, rime)| RIMES.contains(rime) && agree(onset, rime))?;
    let is_stop = rime.ends_with(['c', 'p', 't', 'k']) || rime.ends_with("ch");
    if is_stop && !tone.is_some_and(|tone| STOP_TONES.contains(&tone)) {
        return None;
    }
    let place = onset.len() + bearer_end(rime);
    let (head, tail) = base.split_at_checked(place)?;
    Some(head.chars().chain(tone).chain(tail.chars()).nfc().collect())
}

/// A form without its tone marks, and the first of them.
pub fn without_tone(form: &str) -> (String, Option<char>) {
    let tone = form.nfd().find(|letter| TONE_MARKS.contains(letter));
    (form.nfd().filter(|letter| !TONE_MARKS.contains(letter)).nfc().collect(), tone)
}

/// The ways to part a syllable into onset and rest, longest onset first.
pub fn splits(base: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends = base.char_indices().map(|(at, _)| at).take(MAX_ONSET_LETTERS + 1);
    let mut ends: Vec<usize> = ends.collect();
    ends.reverse();
    ends.into_iter()
        .filter_map(|end| base.split_at_checked(end))
        .filter(|(onset, _)| ONSETS.contains_key(onset))
}

/// Whether the onset can stand before the rime.
fn agree(onset: &str, rime: &str) -> bool {
    let is_front = rime.starts_with(['e', 'ê', 'i', 'y']);
    let fits = match ONSETS.get(onset) {
        Some(FollowingVowels::Any) => true,
        Some(FollowingVowels::Front) => is_front,
        // gì, gìn, giếng: the i belongs to both.
        Some(FollowingVowels::Back) => {
            !is_front || (onset == "g" && rime.starts_with('i'))
        }
        Some(FollowingVowels::Glide) => !rime.starts_with(['u', 'ư']),
        None => false,
    };
    let stands_anywhere = !rime.starts_with('y') || onset == "qu";
    let stands_alone = matches!(rime, "y" | "yêm" | "yên" | "yêng" | "yêt" | "yêu");
    fits && (stands_anywhere || rime == "y" || (onset.is_empty() && stands_alone))
}

/// Where the vowel that bears the tone ends in a rime, in bytes: the last vowel with a mark
/// of its own; else the last vowel before a consonant; else the first of two, the middle
/// one of three.
fn bearer_end(rime: &str) -> usize {
    let is_vowel = |letter: &char| "aăâeêioôơuưy".contains(*letter);
    let vowels: Vec<(usize, char)> =
        rime.char_indices().take_while(|(_, letter)| is_vowel(letter)).collect();
    let is_open = vowels.len() == rime.chars().count();
    let shaped = vowels.iter().rev().find(|(_, letter)| !letter.is_ascii());
    let plain = match vowels.len() {
        0 | 1 => 0,
        _ if !is_open => vowels.len() - 1,
        2 => 0,
        _ => 1,
    };
    let bearer = shaped.or_else(|| vowels.get(plain));
    bearer.map_or(0, |(at, letter)| at + letter.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_parses() {
        assert_eq!(ONSETS.len(), ONSETS_TABLE.load(|[onset, _]| Some(onset)).len());
        assert!(
            RIMES.iter().all(|rime| rime.starts_with(|one| "aăâeêioôơuưy".contains(one)))
        );
    }

    #[test]
    fn syllables_are_told_from_other_letters() {
        for syllable in [
            "nghị", "quyết", "của", "gì", "giếng", "giá", "ủy", "hòa", "khỏe", "quý",
            "thuở", "nghiêng", "khuya", "yêu", "y", "kỹ", "đắk", "ương", "người", "quốc",
            "huỳnh", "a",
        ] {
            assert!(is_syllable(syllable), "{syllable}");
        }
        for other in [
            "nghij", "cuả", "gía", "quyêt", "quyểt", "ngị", "ka", "ce", "tw", "nq",
            "web", "", "ủyy", "box", "hoạ", "of", "qu", "zalo", "năm5",
        ] {
            assert!(!is_syllable(other), "{other}");
        }
    }

    #[test]
    fn a_syllable_may_lack_its_marks() {
        for typed in
            ["nghi", "quyet", "duong", "nguoi", "duoc", "y", "quoc", "gi", "giet"]
        {
            assert!(is_unmarked_syllable(typed), "{typed}");
        }
        for typed in ["nghij", "quyeets", "coong", "tw", "nq", "was", "ddang", ""] {
            assert!(!is_unmarked_syllable(typed), "{typed}");
        }
    }

    #[test]
    fn the_tone_goes_on_the_vowel_that_bears_it() {
        for (base, tone, syllable) in [
            ("hoa", '\u{300}', "hòa"),
            ("hoan", '\u{300}', "hoàn"),
            ("uy", '\u{309}', "ủy"),
            ("khuyu", '\u{309}', "khuỷu"),
            ("ngoai", '\u{300}', "ngoài"),
            ("thương", '\u{323}', "thượng"),
            ("mua", '\u{300}', "mùa"),
            ("gia", '\u{301}', "giá"),
            ("gi", '\u{300}', "gì"),
            ("quy", '\u{301}', "quý"),
            ("thuơ", '\u{309}', "thuở"),
        ] {
            assert_eq!(spell(base, Some(tone)).as_deref(), Some(syllable));
        }
    }
}
