//! The syllables that Vietnamese has, of all that its grammar allows.
//!
//! The grammar allows some 18,000; the table `lexicon/syllables.tsv` lists those that occur
//! in words. It leans to listing too many: what it has is never taken for a slip.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use tracuu_text::grammar::{splits, without_tone};
use tracuu_text::tsv::{self, Table};

/// The tones in the order of the table's columns, level first.
const TONES: [Option<char>; 6] = [
    None,
    Some('\u{300}'),
    Some('\u{309}'),
    Some('\u{303}'),
    Some('\u{301}'),
    Some('\u{323}'),
];

type SyllableParts = (&'static str, &'static str, Option<char>);

/// Onset, rime and tone of each syllable.
static SYLLABLES: LazyLock<FxHashSet<SyllableParts>> =
    LazyLock::new(|| parts().collect());

const TABLE: Table =
    Table::new("lexicon/syllables.tsv", include_str!("../../../lexicon/syllables.tsv"));

fn parts() -> impl Iterator<Item = SyllableParts> {
    let rows =
        TABLE.load(|[rime, columns @ ..]: [_; TONES.len() + 1]| Some((rime, columns)));
    rows.into_iter().flat_map(|(rime, columns)| {
        columns.into_iter().zip(TONES).flat_map(move |(onsets, tone)| {
            onsets
                .split(' ')
                .filter(|onset| !onset.is_empty())
                .map(move |onset| (tsv::optional(onset).unwrap_or_default(), rime, tone))
        })
    })
}

/// Whether `normal`, in normal form, is a syllable of Vietnamese words.
pub(super) fn is_in_use(normal: &str) -> bool {
    let (base, tone) = without_tone(normal);
    splits(&base).any(|(onset, rime)| SYLLABLES.contains(&(onset, rime, tone)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::grammar::spell;

    #[test]
    fn every_row_spells_a_syllable() {
        let wrong: Vec<String> = parts()
            .filter(|(onset, rime, tone)| {
                spell(&format!("{onset}{rime}"), *tone).is_none()
            })
            .map(|(onset, rime, tone)| format!("{onset} {rime} {tone:?}"))
            .collect();
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(SYLLABLES.len(), parts().count(), "a syllable stands twice");
    }

    #[test]
    fn words_are_told_from_what_the_grammar_allows() {
        for syllable in ["chó", "mãi", "hộp", "quyết", "giường", "ghế", "gì", "quý", "ủy"]
        {
            assert!(is_in_use(syllable), "{syllable}");
        }
        for other in ["quynể", "đợc", "nghiển", "ghuế", "xyz", ""] {
            assert!(!is_in_use(other), "{other}");
        }
    }
}
