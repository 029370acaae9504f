//! The parts of a question for a reader: a name to show, and the question without the
//! part, so that a click removes it.

use super::part_readings::readings;
use super::value::value_words;
use crate::parsed::operator::{Condition, Operator};
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::ParsedQuery;
use tracuu_print::messages::{VIETNAMESE, spoken};
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_word_char;

/// Fills in the name of every part, all its words, and the question that is left without
/// it; words that no part has become parts of their own, so that none is lost. Linear in the
/// text for each part.
pub(crate) fn complete_parts(parts: &mut Vec<QueryPart>, query: &ParsedQuery) {
    let text = &query.repaired;
    let mut taken: Vec<Span> =
        parts.iter().flat_map(|part| &part.places).copied().collect();
    taken.sort_unstable();
    let left = gaps(&taken, text.len()).into_iter();
    let left = left.map(|gap| (gap, gap.of(text).trim_matches(|c| !is_word_char(c))));
    parts.extend(left.filter(|(_, words)| !words.is_empty()).map(|(gap, words)| {
        let unused = QueryPart::new(PartRole::Unused, words);
        QueryPart { places: vec![gap], at: Some(gap.start), ..unused }
    }));
    for part in parts {
        part.places.sort_unstable();
        part.without = without(text, part);
        part.name = name(part, &query.operators);
        part.text = words_at(text, &part.places);
        part.readings = readings(part);
    }
}

/// The question without a part. A type that alone makes something else a fact about documents
/// leaves "văn bản" where it is removed ("nghị quyết của …", "nghị quyết 56"), and the words
/// that go with it stay.
fn without(text: &str, part: &QueryPart) -> String {
    if !part.needs_stand_in {
        return remove_places(text, &part.places, "");
    }
    let own = |place: &&Span| Some(place.start) == part.at;
    let own: Vec<Span> = part.places.iter().filter(own).copied().collect();
    remove_places(text, &own, VIETNAMESE.query_any_document())
}

/// The words at some places, which are in order; those that stand together as one run.
fn words_at(text: &str, places: &[Span]) -> String {
    let is_near = |one: &Span, other: &Span| {
        one.end <= other.start
            && Span::new(one.end, other.start).of(text).trim().is_empty()
    };
    let runs = places.chunk_by(is_near).filter_map(|run| {
        let run = run.iter().copied().reduce(Span::cover)?;
        Some(one_line(run.of(text)))
    });
    runs.filter(|run| !run.is_empty()).collect::<Vec<_>>().join(" … ")
}

/// What a part asks for as staff read it; empty where its role says all.
fn name(part: &QueryPart, operators: &[Operator]) -> String {
    let typed = operators.iter().find(|one| Some(one.span.start) == part.at);
    match typed.filter(|_| part.is_operator).map(|operator| &operator.condition) {
        Some(Condition::Phrase(words)) => spoken().query_quoted(words),
        Some(Condition::Field(_, value)) => value_words(value),
        None => match part.role {
            PartRole::WithoutCitation | PartRole::Numbered => String::new(),
            PartRole::Unused => part.value.clone(),
            _ => part.text.clone(),
        },
    }
}

/// A text without some places, which are in order, with something in the place of the
/// first; one space between what is left.
fn remove_places(text: &str, places: &[Span], stand_in: &str) -> String {
    let is_loose = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
    let first = places.first().map_or(text.len(), |place| place.start);
    let mut words: Vec<&str> = Span::new(0, first).of(text).split_whitespace().collect();
    words.extend((!stand_in.is_empty()).then_some(stand_in));
    for gap in gaps(places, text.len()).into_iter().filter(|gap| gap.start >= first) {
        // A comma behind what is taken away parts nothing any more.
        let rest = gap.of(text).trim_start_matches(is_loose);
        words.extend(rest.split_whitespace());
    }
    words.join(" ").trim_matches(is_loose).to_owned()
}

/// What lies between places, which are in order.
pub(crate) fn gaps(places: &[Span], end: usize) -> Vec<Span> {
    let mut gaps = Vec::with_capacity(places.len() + 1);
    let mut done = 0;
    for place in places {
        if place.start > done {
            gaps.push(Span::new(done, place.start));
        }
        done = done.max(place.end);
    }
    if done < end {
        gaps.push(Span::new(done, end));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_one_text() {
        let text = "do Ban A chủ trì, Ban B  phối hợp";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        for (places, expected) in [
            (vec![], "do Ban A chủ trì, Ban B phối hợp"),
            (vec![at("do"), at("Ban A"), at("chủ trì")], "Ban B phối hợp"),
            (vec![at("Ban B"), at("phối hợp")], "do Ban A chủ trì"),
            (vec![at("chủ trì")], "do Ban A Ban B phối hợp"),
            (vec![Span::new(0, text.len())], ""),
        ] {
            assert_eq!(remove_places(text, &places, ""), expected);
        }
        assert_eq!(
            remove_places("nghị quyết của A", &[Span::new(0, 14)], "văn bản"),
            "văn bản của A"
        );
    }

    #[test]
    fn places_and_gaps_cover_the_text() {
        let spans = |all: &[(usize, usize)]| -> Vec<Span> {
            all.iter().map(|(start, end)| Span::new(*start, *end)).collect()
        };
        assert_eq!(gaps(&spans(&[(1, 3), (2, 4), (6, 9)]), 9), spans(&[(0, 1), (4, 6)]));
        assert_eq!(gaps(&[], 2), spans(&[(0, 2)]));
        assert_eq!(gaps(&[], 0), []);
    }
}
