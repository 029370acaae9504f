//! Cue words of a question: `data/query-words.tsv`.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use super::word::{PhraseTable, Word};

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

const TABLE: &str = include_str!("../../../../data/query-words.tsv");

static PHRASES: LazyLock<PhraseTable<Cue>> =
    LazyLock::new(|| PhraseTable::new(rows(TABLE)));

/// The longest cue phrase at the beginning of `typed`: how many words, and the cue.
pub(crate) fn at(typed: &[Word]) -> Option<(usize, Cue)> {
    PHRASES.at(typed)
}

fn rows(table: &str) -> impl Iterator<Item = (&str, Cue)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (name, phrase) = line.split_once('\t')?;
        let cue: Result<Cue, Error> = Cue::deserialize(name.into_deserializer());
        Some((phrase, cue.ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::super::word::words;
    use super::*;

    #[test]
    fn every_row_parses() {
        let n_rows = TABLE
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .count();
        assert_eq!(rows(TABLE).count(), n_rows);
    }

    #[test]
    fn the_longest_cue_wins() {
        assert_eq!(at(&words("nhiem vu giai phap nao")), Some((4, Cue::Measure)));
        assert_eq!(at(&words("không dẫn")), Some((1, Cue::Not)));
    }
}
