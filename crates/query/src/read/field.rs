//! The fields of the query language and their names: `data/query-fields.tsv`.

use std::sync::LazyLock;

use super::word::{Phrases, Word};
use tracuu_index::entry::EntryKind;

/// What `name:value` asks of a hit or of the document that it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum QueryField {
    /// Type of the document.
    Type,
    /// Body that issued it.
    Issuer,
    /// Agency that leads the task.
    Lead,
    /// Agency that coordinates it.
    Coordinating,
    /// Agency in any role.
    Agency,
    /// Year of issue.
    Year,
    /// Date of issue.
    Date,
    /// Number or symbol of the document.
    Number,
    /// A document that the hit cites.
    Cites,
    /// The document itself.
    Document,
    /// Words of the title or heading.
    Title,
    /// Folder of the collection in which the document lies.
    Collection,
    /// What kind of hit it is.
    Kind,
}

impl QueryField {
    /// All fields.
    const ALL: [Self; 13] = [
        Self::Type,
        Self::Issuer,
        Self::Lead,
        Self::Coordinating,
        Self::Agency,
        Self::Year,
        Self::Date,
        Self::Number,
        Self::Cites,
        Self::Document,
        Self::Title,
        Self::Collection,
        Self::Kind,
    ];

    /// The English name, which is also the role of the part in an answer. Stable.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Issuer => "issuer",
            Self::Lead => "lead",
            Self::Coordinating => "coordinating",
            Self::Agency => "agency",
            Self::Year => "year",
            Self::Date => "date",
            Self::Number => "number",
            Self::Cites => "cites",
            Self::Document => "document",
            Self::Title => "title",
            Self::Collection => "collection",
            Self::Kind => "kind",
        }
    }

    /// Whether an entry can have several values, so that two operators of the field ask
    /// for both; of the other fields they ask for either.
    pub(crate) const fn is_many(self) -> bool {
        matches!(
            self,
            Self::Lead | Self::Coordinating | Self::Agency | Self::Cites | Self::Title
        )
    }
}

const TABLE: &str = include_str!("../../../../data/query-fields.tsv");

static FIELDS: LazyLock<Phrases<QueryField>> = LazyLock::new(|| {
    Phrases::new(rows().filter_map(|(meaning, name)| match meaning {
        Meaning::Field(field) => Some((name, field)),
        Meaning::Kind(_) => None,
    }))
});

static KINDS: LazyLock<Phrases<EntryKind>> = LazyLock::new(|| {
    Phrases::new(rows().filter_map(|(meaning, name)| match meaning {
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
            None => Meaning::Field(
                QueryField::ALL.into_iter().find(|field| field.name() == meaning)?,
            ),
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
