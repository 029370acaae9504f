//! Cue words of a question: `data/query-words.tsv`.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use tracuu_text::phrase_table::{PhraseMatch, PhraseTable};
use tracuu_text::tsv::Table;
use tracuu_text::words::Word;

/// What a cue phrase says; the serde names stand in the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cue {
    /// Measures are asked for.
    Measure,
    /// Provisions of any kind are asked for.
    Unit,
    /// Documents are asked for.
    Document,
    /// Assignments are asked for.
    Assignment,
    /// Something cites.
    Cites,
    /// What follows is denied.
    Not,
    /// Documents that have a number.
    Numbered,
    /// An agency leads.
    Lead,
    /// An agency coordinates.
    Coordinating,
    /// An agency takes part.
    AnyRole,
    /// An agency follows, sums up, advises.
    Monitoring,
    /// "của"
    Of,
    /// "do", "bởi"
    By,
    /// Something is issued.
    Issued,
    /// Beginning of a period.
    From,
    /// End of a period.
    Until,
    /// The time before.
    Before,
    /// The time after.
    After,
    /// "số", "thứ" before a number.
    Quantity,
    /// A word that carries no subject.
    Filler,
}

const TABLE: Table =
    Table::new("data/query-words.tsv", include_str!("../../../../data/query-words.tsv"));

static PHRASES: LazyLock<PhraseTable<Cue>> = LazyLock::new(|| {
    PhraseTable::typed(TABLE.load(|[name, phrase]| {
        let cue: Result<Cue, Error> = Cue::deserialize(name.into_deserializer());
        Some((phrase, cue.ok()?))
    }))
});

/// The longest cue phrase that begins with word `start`.
pub(crate) fn cue_at(words: &[Word<'_>], start: usize) -> Option<PhraseMatch<Cue>> {
    PHRASES.longest_at(words, start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_cue_wins() {
        let cue = |text: &str| {
            let found = cue_at(&PHRASES.words(text), 0)?;
            Some((found.n_words(), found.value))
        };
        assert_eq!(cue("nhiem vu giai phap nao"), Some((4, Cue::Measure)));
        assert_eq!(cue("không dẫn"), Some((1, Cue::Not)));
    }
}
