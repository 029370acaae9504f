//! Words by which the parts of a document are known: `data/structure-words.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter_or_digit, normal};
use tracuu_text::tsv::{self, Table};
use tracuu_text::words::word_spans;

/// The table itself.
const TABLE: Table = Table::new(
    "data/structure-words.tsv",
    include_str!("../../../../data/structure-words.tsv"),
);

/// Fewest words by which a motto is known that goes on in the next line.
const MIN_MOTTO_WORDS: usize = 2;

/// How much of a text is searched for a phrase, in bytes: a whole head that lost its line ends
/// has some 1,500.
const MAX_SEARCHED_BYTES: usize = 4_000;

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
    SecrecyLead,
    SecrecyNote,
    SecrecyOpen,
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
    Area,
    BodyEnd,
    Collective,
    Sentence,
    Session,
    Rank,
    Body,
    NeedsName,
    Committee,
    OnBehalf,
    Stamp,
    FullText,
    Issues,
    Whole,
    NamedAlone,
    TitleLead,
    AnnexHead,
    PartTitle,
    RunOn,
    TypeTail,
    Passed,
    This,
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
pub(super) fn phrases(role: Role) -> impl Iterator<Item = &'static str> {
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

/// What stands behind `=` in the phrase of `role` that is `words` in front of it.
pub(super) fn meaning(words: &str, role: Role) -> Option<&'static str> {
    let mut pairs = phrases(role).filter_map(|phrase| phrase.split_once('='));
    pairs.find_map(|(name, meaning)| (name == words).then_some(meaning))
}

/// Where the words of a motto begin that end with `text` unfinished, and those that are still
/// to come, in normal form: `… CỘNG HÒA XÃ HỘI` leaves `chủ nghĩa việt nam`.
pub(super) fn motto_begun(text: &str) -> Option<(usize, Vec<&'static str>)> {
    let words: Vec<Span> = word_spans(text).collect();
    phrases(Role::Motto).find_map(|phrase| {
        let motto: Vec<&str> = word_spans(phrase).map(|word| word.of(phrase)).collect();
        (MIN_MOTTO_WORDS..motto.len()).rev().find_map(|n| {
            let (begun, rest) = motto.split_at(n);
            Some((ending(text, &words, begun)?, rest.to_vec()))
        })
    })
}

/// Whether a text is nothing but a part of a motto: `Hạnh phúc`.
pub(super) fn is_motto_part(text: &str) -> bool {
    let words: Vec<String> = word_spans(text).map(|word| normal(word.of(text))).collect();
    words.len() >= MIN_MOTTO_WORDS
        && phrases(Role::Motto).any(|phrase| {
            let motto: Vec<&str> =
                word_spans(phrase).map(|word| word.of(phrase)).collect();
            motto.windows(words.len()).any(|part| part == words)
        })
}

/// Byte of `text` at which the rest of a motto stands at its end.
pub(super) fn motto_ends(text: &str, rest: &[&str]) -> Option<usize> {
    let words: Vec<Span> = word_spans(text).collect();
    ending(text, &words, rest)
}

/// Byte at which `wanted`, in normal form, stand at the end of a text.
fn ending(text: &str, words: &[Span], wanted: &[&str]) -> Option<usize> {
    let tail = words.get(words.len().checked_sub(wanted.len())?..)?;
    let are_they =
        tail.iter().zip(wanted).all(|(word, wanted)| normal(word.of(text)) == *wanted);
    tail.first().filter(|_| are_they).map(|word| word.start)
}

/// Where a phrase of `role` stands in a raw text, marks and letter case aside; the first. Not
/// deep in a long paragraph, which is no line of a head.
pub(super) fn find_in_text(text: &str, role: Role) -> Option<Span> {
    let phrases = &PHRASES.get(&role)?.over_marks;
    let text = text.get(..text.floor_char_boundary(MAX_SEARCHED_BYTES))?;
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
    !rest.starts_with(is_letter_or_digit)
}

fn ends_before(before: &str) -> bool {
    !before.ends_with(is_letter_or_digit)
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
