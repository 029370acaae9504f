//! The words around the times of a deadline: the phrases of `data/deadline-words.tsv`, by
//! which `deadline_text` finds a deadline in a sentence and `deadline_reader` reads it.

use std::sync::LazyLock;

use serde::Deserialize;

use super::deadline::{Recurrence, TimeUnit};
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::tsv::{self, Table};

/// A role of `data/deadline-words.tsv`, explained at its head.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Mark {
    Before,
    Until,
    Within,
    FromIssue,
    From,
    Half,
    Beginning,
    End,
    Next,
    /// A row whose role is a [`TimeUnit`].
    #[serde(skip)]
    Unit(TimeUnit),
    /// A row whose role is a [`Recurrence`].
    #[serde(skip)]
    Every(Recurrence),
}

pub(super) static MARKS: LazyLock<PhraseTable<Mark>> = LazyLock::new(|| {
    let file = include_str!("../../../../data/deadline-words.tsv");
    PhraseTable::new(Table::new("data/deadline-words.tsv", file).load(
        |[role, phrase]| {
            let every = || tsv::member(role).map(Mark::Every);
            let unit = || tsv::member(role).map(Mark::Unit);
            Some((phrase, tsv::member(role).or_else(every).or_else(unit)?))
        },
    ))
});
