//! The names of the fields of the query language, and of the kinds of hits:
//! `data/query-fields.tsv`.

use std::sync::LazyLock;

use super::word::{PhraseTable, Word};
use crate::parsed::field::QueryField;
use tracuu_index::entry::EntryKind;

const TABLE: &str = include_str!("../../../../data/query-fields.tsv");

static FIELDS: LazyLock<PhraseTable<QueryField>> = LazyLock::new(|| {
    PhraseTable::new(rows().filter_map(|(meaning, name)| match meaning {
        Meaning::Field(field) => Some((name, field)),
        Meaning::Kind(_) => None,
    }))
});

static KINDS: LazyLock<PhraseTable<EntryKind>> = LazyLock::new(|| {
    PhraseTable::new(rows().filter_map(|(meaning, name)| match meaning {
        Meaning::Kind(kind) => Some((name, kind)),
        Meaning::Field(_) => None,
    }))
});

/// The field that these words name, all of them.
pub(crate) fn named(name: &[Word]) -> Option<QueryField> {
    let (n_words, field) = FIELDS.at(name)?;
    (n_words == name.len()).then_some(field)
}

/// The kind of hit at the beginning of `typed`: how many words, and the kind.
pub(crate) fn kind(typed: &[Word]) -> Option<(usize, EntryKind)> {
    KINDS.at(typed)
}

#[derive(Clone, Copy)]
enum Meaning {
    Field(QueryField),
    Kind(EntryKind),
}

fn rows() -> impl Iterator<Item = (Meaning, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (meaning, name) = line.split_once('\t')?;
        let meaning = match meaning.strip_prefix("kind=") {
            Some(kind) => Meaning::Kind(kind_of(kind)?),
            None => Meaning::Field(QueryField::from_name(meaning)?),
        };
        Some((meaning, name))
    })
}

fn kind_of(name: &str) -> Option<EntryKind> {
    [EntryKind::Document, EntryKind::Measure, EntryKind::Provision, EntryKind::Assignment]
        .into_iter()
        .find(|kind| kind.name() == name)
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
        assert_eq!(rows().count(), n_rows);
    }

    #[test]
    fn fields_are_named_with_and_without_marks_and_in_english() {
        for (name, expected) in [
            ("loại", Some(QueryField::Type)),
            ("LOẠI", Some(QueryField::Type)),
            ("loai", Some(QueryField::Type)),
            ("loài", None),
            ("co quan chu tri", Some(QueryField::Lead)),
            ("symbol", Some(QueryField::Number)),
            ("cơ quan nào", None),
        ] {
            assert_eq!(named(&words(name)), expected, "{name}");
        }
    }
}
