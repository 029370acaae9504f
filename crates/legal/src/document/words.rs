//! Words by which the parts of a document are known: `data/structure-words.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::span::Span;
use tracuu_text::tsv::{self, Table};

/// The table itself.
const TABLE: Table = Table::new(
    "data/structure-words.tsv",
    include_str!("../../../../data/structure-words.tsv"),
);

/// What a phrase of the table is a sign of; the table's head explains each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Role {
    Annex,
    Attached,
    Basis,
    Recital,
    Motto,
    Recipients,
    Addressee,
    Urgency,
    Secrecy,
    Proxy,
    Post,
    Signed,
    Task,
    TaskLead,
    NoTask,
    Aim,
    PlanWord,
    Connective,
    Place,
    BodyEnd,
    Collective,
    TypeTail,
    Sentence,
    Session,
    Rank,
}

/// The phrases of a role.
struct Phrases {
    listed: Vec<&'static str>,
    /// The same, for texts whose marks do not count.
    over_marks: PhraseTable<()>,
}

static PHRASES: LazyLock<FxHashMap<Role, Phrases>> = LazyLock::new(|| {
    let mut roles: FxHashMap<Role, Vec<&'static str>> = FxHashMap::default();
    for (role, phrase) in rows() {
        roles.entry(role).or_default().push(phrase);
    }
    let phrases = |listed: Vec<&'static str>| Phrases {
        over_marks: PhraseTable::without_marks(listed.iter().map(|one| (*one, ()))),
        listed,
    };
    roles.into_iter().map(|(role, listed)| (role, phrases(listed))).collect()
});

/// The rows of the table.
fn rows() -> Vec<(Role, &'static str)> {
    TABLE.load(|[role, phrase]| Some((tsv::member(role)?, phrase)))
}

/// The phrases of a role.
fn phrases(role: Role) -> impl Iterator<Item = &'static str> {
    PHRASES.get(&role).into_iter().flat_map(|phrases| phrases.listed.iter().copied())
}

/// The longest phrase of `role` with which `words` (in normal form) begins; it ends where
/// a word ends.
pub(super) fn opening(words: &str, role: Role) -> Option<&'static str> {
    phrases(role)
        .filter(|phrase| words.strip_prefix(phrase).is_some_and(starts_anew))
        .max_by_key(|phrase| phrase.len())
}

/// Whether `words` (in normal form) begins with a phrase of `role`.
pub(super) fn opens_with(words: &str, role: Role) -> bool {
    opening(words, role).is_some()
}

/// Whether `words` (in normal form) ends with a phrase of `role`.
pub(super) fn ends_with(words: &str, role: Role) -> bool {
    phrases(role).any(|phrase| words.strip_suffix(phrase).is_some_and(ends_before))
}

/// Whether a phrase of `role` stands anywhere in `words` (in normal form).
pub(super) fn says(words: &str, role: Role) -> bool {
    phrases(role).any(|phrase| find(words, phrase).is_some())
}

/// Where `phrase` stands in `words` as whole words, in bytes; both in normal form.
pub(super) fn find(words: &str, phrase: &str) -> Option<usize> {
    words.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let (before, from) = words.split_at(*at);
        ends_before(before) && from.strip_prefix(phrase).is_some_and(starts_anew)
    })
}

/// Where a phrase of `role` stands in a raw text, marks and letter case aside; the first.
pub(super) fn find_in_text(text: &str, role: Role) -> Option<Span> {
    let phrases = &PHRASES.get(&role)?.over_marks;
    let words = phrases.words(text);
    Some(phrases.first(&words)?.span(&words))
}

/// Byte at which the word after `n` words starts.
pub(super) fn skip(text: &str, n: usize) -> Option<usize> {
    let mut at = 0;
    for _ in 0..n {
        let rest = text.get(at..)?;
        let word = rest.split_whitespace().next()?;
        at += rest.find(word)? + word.len();
    }
    let rest = text.get(at..)?;
    Some(at + (rest.len() - rest.trim_start().len()))
}

fn starts_anew(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

fn ends_before(before: &str) -> bool {
    !before.ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::syllable::normal_words;

    #[test]
    fn every_phrase_of_the_table_is_in_normal_form() {
        for (role, phrase) in rows() {
            assert_eq!(normal_words(phrase), phrase, "{role:?}");
        }
    }

    #[test]
    fn phrases_match_whole_words_only() {
        assert_eq!(opening("căn cứ luật", Role::Basis), Some("căn cứ"));
        assert_eq!(opening("căn cứu", Role::Basis), None);
        assert!(says("các giải pháp, nhiệm vụ", Role::Task));
        assert!(!says("giải pháo", Role::Task));
        assert!(ends_with("quy định tại khoản", Role::Connective));
        assert!(!ends_with("tài khoảnx", Role::Connective));
    }
}
