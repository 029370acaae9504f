//! Cue phrases of relations: `data/relation-cues.tsv`.

use std::cmp::Reverse;
use std::sync::LazyLock;

use serde::Deserialize;

use super::relation::RelationKind;
use tracuu_text::phrase_table::{PhraseMatch, PhraseTable};
use tracuu_text::syllable::is_letter_or_digit;
use tracuu_text::tsv::{self, Table};
use tracuu_text::words::Word;

/// The table itself.
const TABLE: Table = Table::new(
    "data/relation-cues.tsv",
    include_str!("../../../../data/relation-cues.tsv"),
);

/// Where a cue stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CuePlace {
    /// Before the citation.
    Before,
    /// Before another cue, which it changes.
    Outer,
    /// Behind the citation.
    After,
}

/// A cue found in a clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cue {
    /// What it says; `None`: that no relation is meant.
    pub(super) kind: Option<RelationKind>,
    /// Index of its first word.
    pub(super) start: usize,
    /// Index behind its last word.
    pub(super) end: usize,
}

/// The cues among some words.
pub(super) struct Cues(Vec<PhraseMatch<Meaning>>);

/// Where a phrase is a cue, and of what.
type Meaning = (CuePlace, Option<RelationKind>);

impl Cues {
    /// All cues of a stretch, over marks of any kind; linear in its words.
    pub(super) fn find(words: &[Word<'_>]) -> Self {
        Self(PHRASES.all(words))
    }

    /// The same without those that are part of a name: "Sở Xây dựng".
    pub(super) fn outside_names(text: &str, words: &[Word<'_>]) -> Self {
        let is_capital = |at: usize| {
            let word = words.get(at).map(|word| word.span.of(text));
            word.is_some_and(|word| word.starts_with(char::is_uppercase))
        };
        let is_name = |found: &PhraseMatch<Meaning>| {
            found.value.1.is_none()
                && is_capital(found.start)
                && found.start.checked_sub(1).is_some_and(is_capital)
        };
        let Self(mut found) = Self::find(words);
        found.retain(|found| !is_name(found));
        Self(found)
    }

    /// The longest cue of a place whose last word is the one before `end`.
    pub(super) fn ending_at(&self, place: CuePlace, end: usize) -> Option<Cue> {
        self.of(place).filter(|cue| cue.end == end).min_by_key(|cue| cue.start)
    }

    /// The cue before a citation that ends last and is no part of another one: "thi hành" in
    /// "có hiệu lực thi hành" says nothing. Of several that end there, the longest.
    pub(super) fn last_before(&self) -> Option<Cue> {
        let is_part = |cue: &Cue| {
            self.0.iter().any(|other| {
                other.start <= cue.start
                    && cue.end <= other.end
                    && other.n_words() > cue.end - cue.start
            })
        };
        let whole = self.of(CuePlace::Before).filter(|cue| !is_part(cue));
        whole.max_by_key(|cue| cue.end)
    }

    /// The cue of a place that begins first; of several that do, the longest.
    pub(super) fn first(&self, place: CuePlace) -> Option<Cue> {
        self.of(place).min_by_key(|cue| (cue.start, Reverse(cue.end)))
    }

    fn of(&self, place: CuePlace) -> impl Iterator<Item = Cue> {
        let here = self.0.iter().filter(move |found| found.value.0 == place);
        here.map(|found| Cue { kind: found.value.1, start: found.start, end: found.end })
    }
}

/// Whether a comma stands between a word and the one before it.
pub(super) fn follows_comma(text: &str, word: &Word<'_>) -> bool {
    let before = text.get(..word.span.start).unwrap_or_default();
    before
        .chars()
        .rev()
        .take_while(|mark| !is_letter_or_digit(*mark))
        .any(|mark| mark == ',')
}

static PHRASES: LazyLock<PhraseTable<Meaning>> = LazyLock::new(|| {
    let rows = rows().into_iter();
    PhraseTable::without_marks(rows.map(|(kind, place, phrase)| (phrase, (place, kind))))
});

/// The rows of the table.
fn rows() -> Vec<(Option<RelationKind>, CuePlace, &'static str)> {
    TABLE.load(|[kind, place, phrase]| {
        let kind = match kind {
            "none" => None,
            name => Some(tsv::member(name)?),
        };
        Some((kind, tsv::member(place)?, phrase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::syllable::normal_words;
    use tracuu_text::words::words;

    #[test]
    fn phrases_of_the_table_are_in_normal_form() {
        for (_, _, phrase) in rows() {
            assert_eq!(normal_words(phrase), phrase);
        }
    }

    #[test]
    fn no_phrase_stands_twice_in_one_place() {
        let mut seen = std::collections::BTreeSet::new();
        for (_, place, phrase) in rows() {
            assert!(seen.insert((place as u8, phrase)), "{phrase}");
        }
    }

    #[test]
    fn the_longest_phrase_is_found_over_commas_and_in_any_case() {
        let text = "việc SỬA ĐỔI, bổ sung";
        let words: Vec<_> = words(text).collect();
        let cue = Cues::find(&words).ending_at(CuePlace::Before, words.len()).unwrap();
        assert_eq!((cue.kind, cue.start), (Some(RelationKind::Amends), 1));
    }
}
