//! Cue phrases of relations: `data/relation-cues.tsv`, and the clause that they stand in.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::relation::RelationKind;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal;
use tracuu_text::tsv::Table;

/// The table itself.
const TABLE: Table = Table::new(
    "data/relation-cues.tsv",
    include_str!("../../../../data/relation-cues.tsv"),
);

/// Where a cue stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Place {
    /// Before the citation.
    Before,
    /// Before another cue, which it changes.
    Outer,
    /// Behind the citation.
    After,
}

/// A word of a clause, in normal form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    pub(super) normal: String,
    pub(super) span: Span,
    /// Whether a comma stands before it.
    pub(super) after_comma: bool,
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

/// The longest cue of a place whose last word is the one before `end`.
pub(super) fn ending_at(place: Place, words: &[Word], end: usize) -> Option<Cue> {
    let last = words.get(end.checked_sub(1)?)?;
    let phrases = ENDINGS.get(&place)?.get(last.normal.as_str())?;
    phrases.iter().find_map(|(kind, phrase)| {
        let start = end.checked_sub(phrase.len())?;
        let written = words.get(start..end)?;
        let fits = written.iter().zip(phrase).all(|(word, part)| word.normal == *part);
        fits.then_some(Cue { kind: *kind, start, end })
    })
}

/// The first cue of a place in a clause.
pub(super) fn first(place: Place, words: &[Word]) -> Option<Cue> {
    let ends = (1..=words.len()).filter_map(|end| ending_at(place, words, end));
    let first = ends.min_by_key(|cue| (cue.start, std::cmp::Reverse(cue.end)))?;
    // A longer phrase with the same beginning ends later.
    let mut same =
        (first.end..=words.len()).filter_map(|end| ending_at(place, words, end));
    same.rfind(|cue| cue.start == first.start).or(Some(first))
}

/// Words of a stretch of text; digits and marks are left out.
pub(super) fn words(text: &str, span: Span) -> Vec<Word> {
    let mut found = Vec::new();
    let mut after_comma = false;
    let mut start: Option<usize> = None;
    let stretch = span.of(text);
    let ends = std::iter::once((stretch.len(), ' '));
    for (at, letter) in stretch.char_indices().chain(ends) {
        if letter.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            let word = normal(stretch.get(from..at).unwrap_or_default());
            let span = Span::new(span.start + from, span.start + at);
            found.push(Word { normal: word, span, after_comma });
            after_comma = false;
        }
        after_comma |= letter == ',';
    }
    found
}

/// For each place and last word the phrases, the longest first.
type Endings =
    FxHashMap<Place, FxHashMap<&'static str, Vec<(Option<RelationKind>, Phrase)>>>;

type Phrase = Vec<&'static str>;

static ENDINGS: LazyLock<Endings> = LazyLock::new(|| {
    let mut endings = Endings::default();
    for (kind, place, phrase) in rows() {
        let phrase: Phrase = phrase.split(' ').collect();
        let Some(last) = phrase.last() else { continue };
        endings.entry(place).or_default().entry(last).or_default().push((kind, phrase));
    }
    for phrases in endings.values_mut().flat_map(FxHashMap::values_mut) {
        phrases.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.len()));
    }
    endings
});

/// The rows of the table.
fn rows() -> Vec<(Option<RelationKind>, Place, &'static str)> {
    TABLE.load(|[kind, place, phrase]| {
        let kind = match kind {
            "none" => None,
            name => Some(RelationKind::from_name(name)?),
        };
        let place = match place {
            "before" => Place::Before,
            "outer" => Place::Outer,
            "after" => Place::After,
            _ => return None,
        };
        Some((kind, place, phrase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::syllable::normal_words;

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
        let words = words(text, Span::new(0, text.len()));
        let cue = ending_at(Place::Before, &words, words.len()).unwrap();
        assert_eq!((cue.kind, cue.start), (Some(RelationKind::Amends), 1));
    }
}
