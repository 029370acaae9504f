//! Function words: prepositions, conjunctions, auxiliaries, pronouns, which no text is about.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use tracuu_text::tsv::Table;

const TABLE: Table = Table::new(
    "data/function-words.tsv",
    include_str!("../../../data/function-words.tsv"),
);

static FUNCTION_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| TABLE.load(|[word]| Some(word)).into_iter().collect());

/// Whether a word in normal form, its syllables parted by single spaces, is one.
pub fn is_function_word(normal: &str) -> bool {
    FUNCTION_WORDS.contains(normal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::syllable::normal_words;

    #[test]
    fn the_table_is_in_normal_form() {
        assert!(FUNCTION_WORDS.len() > 100);
        assert!(FUNCTION_WORDS.iter().all(|word| normal_words(word) == *word));
    }

    #[test]
    fn marks_tell_them_from_other_words() {
        assert!(is_function_word("và") && is_function_word("đối với"));
        assert!(!is_function_word("va") && !is_function_word("vả"));
    }
}
