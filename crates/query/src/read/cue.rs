//! Cue words of a question: `data/query-words.tsv`.

use std::sync::LazyLock;

use super::word::{Phrases, Word};

/// What a cue phrase says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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

static PHRASES: LazyLock<Phrases<Cue>> = LazyLock::new(|| Phrases::new(rows(TABLE)));

/// The longest cue phrase at the beginning of `typed`: how many words, and the cue.
pub(crate) fn at(typed: &[Word]) -> Option<(usize, Cue)> {
    PHRASES.at(typed)
}

fn rows(table: &str) -> impl Iterator<Item = (&str, Cue)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (role, phrase) = line.split_once('\t')?;
        Some((phrase, cue(role)?))
    })
}

fn cue(role: &str) -> Option<Cue> {
    Some(match role {
        "measure" => Cue::Measure,
        "unit" => Cue::Unit,
        "document" => Cue::Document,
        "assignment" => Cue::Assignment,
        "cites" => Cue::Cites,
        "not" => Cue::Not,
        "numbered" => Cue::Numbered,
        "lead" => Cue::Lead,
        "coordinating" => Cue::Coordinating,
        "any_role" => Cue::AnyRole,
        "monitoring" => Cue::Monitoring,
        "of" => Cue::Of,
        "by" => Cue::By,
        "issued" => Cue::Issued,
        "from" => Cue::From,
        "until" => Cue::Until,
        "before" => Cue::Before,
        "after" => Cue::After,
        "quantity" => Cue::Quantity,
        "filler" => Cue::Filler,
        _ => return None,
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
