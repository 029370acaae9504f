//! What the lexicon knows: its syllables with their codes, and which of them stand side by
//! side in its words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use tracuu_text::syllable::fold_into;
use tracuu_text::tsv::Table;

/// Code of the first syllable of a table; `build.rs` gives them away in sorted order.
const FIRST_CODE: u32 = 0x4e00;

/// The segmenter's character for every syllable outside the lexicon.
pub(super) const UNKNOWN_CODE: char = '\u{e000}';

/// The syllables of the lexicon in their normal form, and its folded syllables.
static MARKED: LazyLock<FxHashMap<&'static str, char>> =
    LazyLock::new(|| codes(include_str!(concat!(env!("OUT_DIR"), "/marked.txt"))));
static FOLDED: LazyLock<FxHashMap<&'static str, char>> =
    LazyLock::new(|| codes(include_str!(concat!(env!("OUT_DIR"), "/folded.txt"))));

/// Neighbours inside the words of the lexicon, by their codes, with the counts of the
/// words.
static PAIRS: LazyLock<FxHashMap<(char, char), u64>> = LazyLock::new(|| {
    let mut pairs = FxHashMap::default();
    for (first, second, count) in neighbours() {
        *pairs.entry((marked_code(first), marked_code(second))).or_default() += count;
    }
    pairs
});
static FOLDED_PAIRS: LazyLock<FxHashMap<(char, char), u64>> = LazyLock::new(|| {
    let mut pairs = FxHashMap::default();
    let (mut one, mut other) = (String::new(), String::new());
    for (first, second, count) in neighbours() {
        one.clear();
        fold_into(first, &mut one);
        other.clear();
        fold_into(second, &mut other);
        *pairs.entry((folded_code(&one), folded_code(&other))).or_default() += count;
    }
    pairs
});

fn codes(table: &'static str) -> FxHashMap<&'static str, char> {
    table.lines().zip((FIRST_CODE..).filter_map(char::from_u32)).collect()
}

const TABLE: Table =
    Table::new("lexicon/words.tsv", include_str!("../../../lexicon/words.tsv"));

static WORDS: LazyLock<Vec<(&'static str, u64)>> =
    LazyLock::new(|| TABLE.load(|[word, count]| Some((word, count.parse().ok()?))));

/// The words of the lexicon with their counts.
pub(super) fn words() -> impl Iterator<Item = (&'static str, u64)> {
    WORDS.iter().copied()
}

fn neighbours() -> impl Iterator<Item = (&'static str, &'static str, u64)> {
    words().flat_map(|(word, count)| {
        let pairs = word.split(' ').zip(word.split(' ').skip(1));
        pairs.map(move |(first, second)| (first, second, count))
    })
}

/// Whether the lexicon has the syllable `normal`, alone or in a word.
pub(super) fn is_attested(normal: &str) -> bool {
    MARKED.contains_key(normal)
}

/// The segmenter's character for a syllable in normal form.
pub(super) fn marked_code(normal: &str) -> char {
    MARKED.get(normal).copied().unwrap_or(UNKNOWN_CODE)
}

/// The segmenter's character for a folded syllable.
pub(super) fn folded_code(folded: &str) -> char {
    FOLDED.get(folded).copied().unwrap_or(UNKNOWN_CODE)
}

/// Count of the words in which two syllables, in normal form, are neighbours; 0 where
/// there is none.
pub(super) fn n_together(first: &str, second: &str) -> u64 {
    together(&PAIRS, (marked_code(first), marked_code(second)))
}

/// The same of folded syllables, whatever their marks.
pub(super) fn n_together_folded(first: &str, second: &str) -> u64 {
    together(&FOLDED_PAIRS, (folded_code(first), folded_code(second)))
}

fn together(pairs: &FxHashMap<(char, char), u64>, pair: (char, char)) -> u64 {
    pairs.get(&pair).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syllable_of_the_lexicon_has_a_code_of_its_own() {
        for table in [&MARKED, &FOLDED] {
            let mut codes: Vec<char> = table.values().copied().collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), table.len());
            assert!(!codes.contains(&UNKNOWN_CODE));
        }
    }

    #[test]
    fn neighbours_are_those_of_words() {
        assert!(n_together("kiểm", "tra") > 0);
        assert!(n_together_folded("kiem", "tra") > 0);
        assert_eq!(n_together("kiem", "tra"), 0);
        assert_eq!(n_together("tra", "kiểm"), 0);
        assert_eq!(n_together("xyz", "zyx"), 0);
    }
}
