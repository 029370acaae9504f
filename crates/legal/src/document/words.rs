//! Words by which the parts of a document are known: `data/structure-words.tsv`.

use std::sync::LazyLock;

use tracuu_text::span::Span;
use tracuu_text::syllable::normal;

/// The table itself.
const TABLE: &str = include_str!("../../../../data/structure-words.tsv");

/// What a phrase of the table is a sign of; the table's head explains each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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

/// Names of the roles in the table, in the order of [`Role`].
const ROLES: [(&str, Role); 25] = [
    ("annex", Role::Annex),
    ("attached", Role::Attached),
    ("basis", Role::Basis),
    ("recital", Role::Recital),
    ("motto", Role::Motto),
    ("recipients", Role::Recipients),
    ("addressee", Role::Addressee),
    ("urgency", Role::Urgency),
    ("secrecy", Role::Secrecy),
    ("proxy", Role::Proxy),
    ("post", Role::Post),
    ("signed", Role::Signed),
    ("task", Role::Task),
    ("task-lead", Role::TaskLead),
    ("no-task", Role::NoTask),
    ("aim", Role::Aim),
    ("plan-word", Role::PlanWord),
    ("connective", Role::Connective),
    ("place", Role::Place),
    ("body-end", Role::BodyEnd),
    ("collective", Role::Collective),
    ("type-tail", Role::TypeTail),
    ("sentence", Role::Sentence),
    ("session", Role::Session),
    ("rank", Role::Rank),
];

/// The phrases of each role, in the order of [`ROLES`].
static PHRASES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let rows: Vec<_> = table_lines().filter_map(parse).collect();
    let of = |role| rows.iter().filter(move |(known, _)| *known == role);
    ROLES.iter().map(|(_, role)| of(*role).map(|(_, phrase)| *phrase).collect()).collect()
});

fn table_lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn parse(line: &'static str) -> Option<(Role, &'static str)> {
    let (name, phrase) = line.split_once('\t')?;
    let (_, role) = ROLES.iter().find(|(known, _)| *known == name)?;
    Some((*role, phrase))
}

/// The phrases of a role.
fn phrases(role: Role) -> impl Iterator<Item = &'static str> {
    PHRASES.get(role as usize).into_iter().flatten().copied()
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
    let words = tokens(text);
    let found = phrases(role).filter_map(|phrase| {
        let wanted: Vec<&str> = phrase.split(|c: char| !c.is_alphanumeric()).collect();
        let wanted: Vec<&str> =
            wanted.into_iter().filter(|word| !word.is_empty()).collect();
        words.windows(wanted.len().max(1)).find_map(|window| {
            let is_it =
                window.iter().map(|(word, _)| word.as_str()).eq(wanted.iter().copied());
            let (first, last) = (window.first()?.1, window.last()?.1);
            is_it.then_some(first.cover(last))
        })
    });
    found.min_by_key(|span| span.start)
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

/// The words of a raw text in normal form, with their places.
fn tokens(text: &str) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let span = Span::new(from, at);
                found.push((normal(span.of(text)), span));
                start = None;
            }
            _ => {}
        }
    }
    found
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
    fn every_line_of_the_table_is_a_phrase_in_normal_form() {
        assert_eq!(PHRASES.iter().flatten().count(), table_lines().count());
        assert!(
            ROLES.iter().enumerate().all(|(place, (_, role))| *role as usize == place)
        );
        for phrase in PHRASES.iter().flatten() {
            assert_eq!(normal_words(phrase), *phrase);
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
