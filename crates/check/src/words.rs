//! Words that the rules look for: `data/check-words.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use strum::VariantArray;

use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::tsv::{self, Table};
use tracuu_text::words::Word;

const TABLE: Table =
    Table::new("data/check-words.tsv", include_str!("../../../data/check-words.tsv"));

/// What a phrase is a sign of; the head of the table explains each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize, VariantArray)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Role {
    BasisFirst,
    Basis,
    BasisPossible,
    Committee,
    Plenum,
    CentralPlenum,
    PartyCommittee,
    PartyMotto,
    Plural,
    AnyPaper,
    Whose,
    Guidance,
    And,
    OwnerGoesOn,
    About,
    Enclosing,
    Itself,
    Congress,
    Makes,
    CarriesOut,
    LooksBack,
    TitleLead,
    TitleMinor,
    TitleTwin,
    TitleAside,
    TitlePlace,
    TitleRest,
    Issues,
    InPaper,
    LawAtLarge,
    AtLargeType,
    NoGroup,
    HeadOf,
    CommonShort,
    IssuedBy,
    AmendedSince,
    FormerBody,
    Merges,
    PinLink,
    Prepares,
    UpTo,
    Period,
    Goods,
    PersonsOf,
    EachPeriod,
    NumberedThing,
    NumberWord,
    VerbType,
    Passes,
    CountedTask,
    PointsBack,
    QuotedFrom,
    LeadsQuotation,
    ShortForm,
    Standard,
    OneOfItsKind,
}

/// By role.
static TABLES: LazyLock<Vec<PhraseTable<()>>> = LazyLock::new(|| {
    let mut roles: Vec<Vec<&'static str>> = vec![Vec::new(); Role::VARIANTS.len()];
    for (role, phrase) in rows() {
        if let Some(phrases) = roles.get_mut(role as usize) {
            phrases.push(phrase);
        }
    }
    let table = |phrases: Vec<&'static str>| {
        PhraseTable::without_marks(phrases.into_iter().map(|phrase| (phrase, ())))
    };
    roles.into_iter().map(table).collect()
});

fn table(role: Role) -> Option<&'static PhraseTable<()>> {
    TABLES.get(role as usize)
}

fn rows() -> Vec<(Role, &'static str)> {
    TABLE.load(|[role, phrase]| Some((tsv::member(role)?, phrase)))
}

/// How many words from `at` on are a phrase of the role, the longest; 0 where none is.
pub(super) fn len_at(words: &[Word<'_>], at: usize, role: Role) -> usize {
    let found = table(role).and_then(|table| table.longest_at(words, at));
    found.map_or(0, |found| found.n_words())
}

/// How many words right before word `end` are a phrase of the role, the longest; 0 where
/// none is.
pub(super) fn len_before(words: &[Word<'_>], end: usize, role: Role) -> usize {
    let found = table(role).map(|table| table.ending_at(words, end));
    found.and_then(|found| Some(found.first()?.n_words())).unwrap_or_default()
}

/// Whether a phrase of the role ends right before word `end`.
pub(super) fn ends_before(words: &[Word<'_>], end: usize, role: Role) -> bool {
    len_before(words, end, role) > 0
}

/// Whether a phrase of the role stands among the words.
pub(super) fn is_among(words: &[Word<'_>], role: Role) -> bool {
    table(role).is_some_and(|table| table.first(words).is_some())
}

/// Whether a text begins with a phrase of the role. Reads no further than the phrase.
pub(super) fn opens(text: &str, role: Role) -> bool {
    let words = tracuu_text::words::words(text);
    table(role).is_some_and(|table| table.leading(words).is_some())
}

/// The words with one blank between them, as a name is looked up.
pub(super) fn joined(words: &[Word<'_>]) -> String {
    words.iter().map(|word| &*word.normal).collect::<Vec<_>>().join(" ")
}

/// The spelling under which a word with two of them is compared.
pub(super) fn spelling(word: &str) -> Option<&'static str> {
    static TWINS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
        let twins = rows().into_iter().filter(|(role, _)| *role == Role::TitleTwin);
        twins.filter_map(|(_, phrase)| phrase.split_once(' ')).collect()
    });
    TWINS.get(word).copied()
}

/// Whether a text is a phrase of the role and nothing else.
pub(super) fn is(text: &str, role: Role) -> bool {
    table(role).is_some_and(|table| table.whole(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::syllable::normal_words;

    #[test]
    fn every_phrase_is_in_normal_form() {
        for (role, phrase) in rows() {
            assert_eq!(normal_words(phrase), phrase, "{role:?}");
        }
    }

    #[test]
    fn phrases_match_whole_words_in_any_case() {
        assert!(opens("- Căn cứ Luật", Role::Basis) && !opens("căn cứu", Role::Basis));
        assert!(is("Các", Role::Plural) && !is("các kế hoạch", Role::Plural));
        let words: Vec<_> = tracuu_text::words::words("kết quả, viết tắt là").collect();
        assert!(is_among(&words, Role::LooksBack) && !is_among(&words, Role::Makes));
        assert!(ends_before(&words, 5, Role::ShortForm));
        assert_eq!(len_at(&words, 0, Role::LooksBack), 2);
    }
}
