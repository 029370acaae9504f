//! The names of the fields of the query language, and of the kinds of hits:
//! `data/query-fields.tsv`.

use std::sync::LazyLock;

use crate::parsed::field::QueryField;
use tracuu_index::entry::EntryKind;
use tracuu_text::phrase_table::{PhraseMatch, PhraseTable};
use tracuu_text::tsv::{Table, member};
use tracuu_text::words::Word;

const TABLE: Table = Table::new(
    "data/query-fields.tsv",
    include_str!("../../../../data/query-fields.tsv"),
);

/// What a row of the table gives a name to.
#[derive(Clone, Copy)]
enum Named {
    Field(QueryField),
    Kind(EntryKind),
}

static ROWS: LazyLock<Vec<(&str, Named)>> = LazyLock::new(|| {
    TABLE.load(|[meaning, name]| {
        let named = match meaning.strip_prefix("kind=") {
            Some(kind) => {
                Named::Kind(kind.parse().ok().filter(|kind: &EntryKind| kind.is_hit())?)
            }
            None => Named::Field(member(meaning)?),
        };
        Some((name, named))
    })
});

static FIELDS: LazyLock<PhraseTable<QueryField>> = LazyLock::new(|| {
    PhraseTable::typed(ROWS.iter().filter_map(|(name, named)| match named {
        Named::Field(field) => Some((*name, *field)),
        Named::Kind(_) => None,
    }))
});

static KINDS: LazyLock<PhraseTable<EntryKind>> = LazyLock::new(|| {
    PhraseTable::typed(ROWS.iter().filter_map(|(name, named)| match named {
        Named::Kind(kind) => Some((*name, *kind)),
        Named::Field(_) => None,
    }))
});

/// The field that a text names, all of it.
pub(crate) fn field_named(name: &str) -> Option<QueryField> {
    FIELDS.whole(name)
}

/// The longest Vietnamese name of a field, behind which no word before it is read as a part
/// of the name; empty for a field that has none.
pub(crate) fn longest_name(field: QueryField) -> &'static str {
    let names = ROWS.iter().filter_map(|(name, named)| match named {
        Named::Field(of) if *of == field && !name.is_ascii() => Some(*name),
        _ => None,
    });
    names.max_by_key(|name| name.chars().count()).unwrap_or_default()
}

/// The kind of hit that words name from the first on.
pub(crate) fn kind_at_start(words: &[Word<'_>]) -> Option<PhraseMatch<EntryKind>> {
    KINDS.longest_at(words, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(field_named(name), expected, "{name}");
        }
    }

    #[test]
    fn the_longest_name_is_a_vietnamese_one() {
        assert_eq!(longest_name(QueryField::Agency), "thực hiện");
        assert_eq!(longest_name(QueryField::Collection), "thư mục");
    }
}
