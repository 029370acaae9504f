//! The words around citations: `data/citation-words.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use tracuu_text::cursor::Cursor;
use tracuu_text::syllable::normal;
use tracuu_text::tsv::Table;

/// The table itself.
const TABLE: Table = Table::new(
    "data/citation-words.tsv",
    include_str!("../../../../data/citation-words.tsv"),
);

/// What a phrase does; the head of the table explains each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Class {
    Lead,
    LeadComma,
    NoLead,
    Head,
    BodyOn,
    BodyStop,
    Stop,
    NameStop,
    CommaStop,
    PeriodGo,
    Bare,
    Unsaid,
    Make,
    Holder,
    Meeting,
    Alias,
    LawComma,
    Form,
    Joint,
    LawOn,
    Aside,
    Period,
    Term,
    Area,
    Count,
    Plural,
    Agent,
    Passive,
    Adverb,
    Part,
    Back,
    BackEnd,
    BackGo,
}

/// Reads blanks and the longest phrase of a class; gives the cursor behind it.
pub(super) fn read(class: Class, cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut ahead = cursor;
    ahead.skip_blanks();
    let word = ahead.word();
    let phrases = PHRASES.get(&class)?.get(normal(word).as_str())?;
    phrases.iter().find_map(|rest| {
        let mut ahead = ahead;
        let fits = rest.iter().all(|part| eat_part(&mut ahead, part));
        let whole = ahead.peek().is_none_or(|next| !next.is_alphabetic());
        (fits && whole).then_some(ahead)
    })
}

/// Whether a word is a phrase of a class by itself.
pub(super) fn holds(class: Class, word: &str) -> bool {
    let phrases = PHRASES.get(&class).and_then(|words| words.get(normal(word).as_str()));
    phrases.is_some_and(|phrases| phrases.iter().any(Vec::is_empty))
}

/// Reads one part of a phrase: a word, or a mark such as the slash of `v/v`.
fn eat_part(cursor: &mut Cursor<'_>, part: &str) -> bool {
    if part.chars().all(char::is_alphabetic) {
        cursor.eat_word(&[part])
    } else {
        part.chars().all(|mark| cursor.eat(|next| next == mark).is_some())
    }
}

/// For each class and first word, what may follow the word, the longest first.
type Phrases = FxHashMap<Class, FxHashMap<&'static str, Vec<Vec<&'static str>>>>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for (class, phrase) in rows() {
        let mut parts = parts(phrase);
        let first = parts.remove(0);
        phrases.entry(class).or_default().entry(first).or_default().push(parts);
    }
    for words in phrases.values_mut().flat_map(FxHashMap::values_mut) {
        words.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
    }
    phrases
});

/// The rows of the table.
fn rows() -> Vec<(Class, &'static str)> {
    TABLE.load(|[class, phrase]| Some((class_of(class)?, phrase)))
}

/// Words and marks of a phrase; never empty for a phrase that is not.
fn parts(phrase: &'static str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    for chunk in phrase.split(' ') {
        let mut rest = chunk;
        while let Some(first) = rest.chars().next() {
            let same = |letter: char| letter.is_alphabetic() == first.is_alphabetic();
            let end = rest.find(|letter| !same(letter)).unwrap_or(rest.len());
            let (part, behind) = rest.split_at(end);
            parts.push(part);
            rest = behind;
        }
    }
    parts
}

/// A class by its word in the table.
fn class_of(word: &str) -> Option<Class> {
    Some(match word {
        "lead" => Class::Lead,
        "lead-comma" => Class::LeadComma,
        "no-lead" => Class::NoLead,
        "head" => Class::Head,
        "body-on" => Class::BodyOn,
        "body-stop" => Class::BodyStop,
        "stop" => Class::Stop,
        "name-stop" => Class::NameStop,
        "comma-stop" => Class::CommaStop,
        "period-go" => Class::PeriodGo,
        "bare" => Class::Bare,
        "unsaid" => Class::Unsaid,
        "make" => Class::Make,
        "holder" => Class::Holder,
        "meeting" => Class::Meeting,
        "alias" => Class::Alias,
        "law-comma" => Class::LawComma,
        "form" => Class::Form,
        "joint" => Class::Joint,
        "law-on" => Class::LawOn,
        "aside" => Class::Aside,
        "period" => Class::Period,
        "term" => Class::Term,
        "area" => Class::Area,
        "count" => Class::Count,
        "plural" => Class::Plural,
        "agent" => Class::Agent,
        "passive" => Class::Passive,
        "adverb" => Class::Adverb,
        "part" => Class::Part,
        "back" => Class::Back,
        "back-end" => Class::BackEnd,
        "back-go" => Class::BackGo,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::syllable::normal_words;

    #[test]
    fn phrases_of_the_table_are_in_normal_form() {
        for (class, phrase) in rows() {
            assert_eq!(normal_words(phrase), phrase, "{class:?}");
        }
    }

    #[test]
    fn the_longest_phrase_is_read_in_any_case() {
        let end =
            |class, text| read(class, Cursor::new(text, 0)).map(|cursor| cursor.at());
        assert_eq!(end(Class::Lead, "về việc học"), Some("về việc".len()));
        assert_eq!(end(Class::Lead, " VỀ nông thôn"), Some(" VỀ".len()));
        assert_eq!(end(Class::Lead, "V/v đính chính"), Some("V/v".len()));
        assert_eq!(end(Class::Lead, "vềnh"), None);
        assert!(holds(Class::Bare, "PHẢI"));
        assert!(!holds(Class::Bare, "phải chăng"));
    }
}
