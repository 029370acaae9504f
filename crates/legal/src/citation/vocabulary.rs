//! The words around citations: `data/citation-words.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use tracuu_text::cursor::Cursor;
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::span::Span;
use tracuu_text::tsv::{self, Table};
use tracuu_text::words::Word;

/// The table itself.
const TABLE: Table = Table::new(
    "data/citation-words.tsv",
    include_str!("../../../../data/citation-words.tsv"),
);

/// What a phrase does; the head of the table explains each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Class {
    Lead,
    LeadComma,
    NoLead,
    Head,
    BodyOn,
    BodyStop,
    Stop,
    NameStop,
    DayStop,
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
    Listed,
    Agent,
    Passive,
    Adverb,
    Part,
    Back,
    BackEnd,
    BackGo,
    And,
    Of,
    Number,
    This,
    Day,
    Date,
    Issued,
    Amend,
    AnyDocument,
    WholeName,
    BracketTerm,
    MeetingOn,
    Plenum,
    Congress,
    PlenumTerm,
    Ordinal,
    Span,
    UpTo,
    From,
    To,
    Several,
    EndsForce,
    InPart,
    HasForce,
    Passed,
    AndHasForce,
    ForceVerb,
    Until,
    AfterDays,
    Since,
    Signing,
    Point,
    Clause,
    Article,
    Section,
    Chapter,
    PartUnit,
    Annex,
    ContainerHead,
    PinAnd,
    PinLink,
    By,
    ListJoint,
    NearCue,
    BasisLine,
    BasisStop,
    NoType,
    Subject,
    Compound,
    BackPlace,
    Deed,
    Steering,
    About,
    FieldStop,
    Dated,
    SameDay,
    AtHour,
    Hour,
    Minute,
    Sends,
    Against,
    Supposed,
    Doer,
    OtherDay,
    TypeTail,
    NumberTail,
    Person,
    NoHead,
    Council,
    ToIssue,
    Attached,
    Done,
    Assign,
    VerbAmend,
    VerbAdd,
    VerbReplace,
    VerbRepeal,
    Phrase,
    Into,
    Beside,
    PinLead,
    PinOpen,
    DocumentHead,
    DateHead,
    IssuerHead,
    TitleHead,
    InPaper,
    Proposal,
}

/// Reads blanks and the longest phrase of a class; gives the cursor behind it.
pub(super) fn read(class: Class, mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    eat(class, &mut cursor).then_some(cursor)
}

/// Reads blanks and the longest phrase of a class; nothing where none stands.
pub(super) fn eat(class: Class, cursor: &mut Cursor<'_>) -> bool {
    table(class).is_some_and(|phrases| cursor.eat_phrase(phrases).is_some())
}

/// Reads "số" and its colon.
pub(super) fn eat_number_word(cursor: &mut Cursor<'_>) -> bool {
    let found = eat(Class::Number, cursor);
    if found {
        cursor.eat(|mark| mark == ':');
    }
    found
}

/// Whether a word is a phrase of a class by itself.
pub(super) fn holds(class: Class, word: &str) -> bool {
    table(class).is_some_and(|phrases| meaning(phrases, word).is_some())
}

/// What a word means that is a phrase of a table by itself.
pub(super) fn meaning<T: Copy>(phrases: &PhraseTable<T>, word: &str) -> Option<T> {
    let word = Word::new(word, Span::new(0, word.len()));
    phrases.leading([word]).map(|(_, meaning)| meaning)
}

/// The phrases of several classes in one table, each with what its class means: for places
/// that would else ask one class after another. The classes must share no phrase.
pub(super) fn joint_table<T: Copy>(classes: &[(Class, T)]) -> PhraseTable<T> {
    PhraseTable::new(
        classes.iter().flat_map(|(class, meaning)| {
            phrases(*class).map(|phrase| (phrase, *meaning))
        }),
    )
}

/// Checks that each phrase of some classes is read as what its class means.
#[cfg(test)]
#[track_caller]
pub(super) fn check_meanings<T: Copy + PartialEq + std::fmt::Debug>(
    classes: &[(Class, T)],
    read: impl Fn(&str) -> Option<T>,
) {
    for (class, meaning) in classes {
        for phrase in phrases(*class) {
            assert_eq!(read(phrase), Some(*meaning), "{phrase}");
        }
    }
}

/// The first place among words where a phrase of a class begins.
pub(super) fn position(class: Class, words: &[Word<'_>]) -> Option<usize> {
    table(class)?.first(words).map(|found| found.start)
}

/// The first phrase of a class, in lower case: for writing.
pub(super) fn written(class: Class) -> &'static str {
    phrases(class).next().unwrap_or_default()
}

/// The phrases of a class, in lower case.
pub(super) fn phrases(class: Class) -> impl Iterator<Item = &'static str> {
    ROWS.iter().filter(move |(known, _)| *known == class).map(|(_, phrase)| *phrase)
}

/// The phrases of a class.
fn table(class: Class) -> Option<&'static PhraseTable<()>> {
    PHRASES.get(&class)
}

static ROWS: LazyLock<Vec<(Class, &str)>> =
    LazyLock::new(|| TABLE.load(|[class, phrase]| Some((tsv::member(class)?, phrase))));

static PHRASES: LazyLock<FxHashMap<Class, PhraseTable<()>>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<Class, Vec<_>> = FxHashMap::default();
    for (class, phrase) in ROWS.iter() {
        phrases.entry(*class).or_default().push((*phrase, ()));
    }
    let tables = phrases.into_iter();
    tables.map(|(class, phrases)| (class, PhraseTable::new(phrases))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::syllable::normal_words;

    #[test]
    fn phrases_of_the_table_are_in_normal_form() {
        for (class, phrase) in ROWS.iter() {
            assert_eq!(normal_words(phrase), *phrase, "{class:?}");
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
