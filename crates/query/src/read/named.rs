//! Documents that a question calls by a listed name: laws ("luật đất đai 2024"),
//! resolutions of plenums ("nghị quyết trung ương 8 khóa 12").

use tracuu_legal::citation::find;
use tracuu_legal::citation::known_name::{
    NameMeaning, as_listed, meanings, meanings_abbreviated, meanings_at,
};
use tracuu_legal::document::date::{DateText, YEARS};
use tracuu_legal::document::date_reader::read_date;
use tracuu_legal::document::symbol::Symbol;
use tracuu_text::syllable::normal_words;
use tracuu_text::words::Word;

use super::wording::{Wording, has_vowel};
use crate::parsed::query::NamedDocument;

/// Words of the shortest name of a plenum that is spelled out: "Nghị quyết Hội nghị lần thứ tư
/// khóa XII".
const SPELLED_OUT_WORDS: usize = 9;

/// The listed names of a question, in order; marks may be missing. Linear in it.
pub(super) fn named_documents(text: &str, wording: &Wording<'_>) -> Vec<NamedDocument> {
    let restored = wording.words.iter().zip(wording.restored());
    let words = as_listed(
        restored
            .map(|(word, restored)| Word { span: word.span, normal: restored.into() }),
    );
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((end, meanings)) =
            meanings_at(&words, at).or_else(|| abbreviated_at(text, &words, at))
        else {
            at += 1;
            continue;
        };
        let name: Vec<&str> = words
            .get(at..end)
            .unwrap_or_default()
            .iter()
            .map(|word| word.normal.as_ref())
            .collect();
        let (year, end) = year_behind(text, &words, end);
        let (Some(first), Some(last)) = (words.get(at), words.get(end - 1)) else {
            break;
        };
        found.push(NamedDocument {
            span: first.span.cover(last.span),
            names: names_of(meanings.iter(), &name.join(" ")),
            symbols: symbols_of(meanings, year),
            year,
        });
        at = end;
    }
    if found.is_empty() && words.len() >= SPELLED_OUT_WORDS {
        return spelled_out(text);
    }
    found
}

/// A law by an abbreviation in capitals, or that cannot be a syllable: "BLLĐ".
fn abbreviated_at(
    text: &str,
    words: &[Word<'_>],
    at: usize,
) -> Option<(usize, &'static [NameMeaning])> {
    let written = words.get(at)?.span.of(text);
    let is_capitals = written.chars().filter(|letter| letter.is_uppercase()).count() > 1;
    if !is_capitals && has_vowel(written) {
        return None;
    }
    let meanings = meanings_abbreviated(written);
    (!meanings.is_empty()).then_some((at + 1, meanings))
}

/// The names of documents in the words of a text, not of a list: "Nghị quyết Hội nghị lần thứ
/// tư Ban Chấp hành Trung ương khóa XII".
fn spelled_out(text: &str) -> Vec<NamedDocument> {
    let citations = find::in_text(text).into_iter();
    let named = citations.filter_map(|citation| {
        let meant = meanings(text, &citation, None).all;
        (!meant.is_empty()).then(|| NamedDocument {
            span: citation.span,
            names: names_of(meant.iter().copied(), citation.span.of(text)),
            symbols: meant.iter().map(|meaning| meaning.symbol.clone()).collect(),
            year: None,
        })
    });
    named.collect()
}

/// The names of what is meant, as listed, and as typed.
fn names_of<'m>(
    meanings: impl Iterator<Item = &'m NameMeaning>,
    typed: &str,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in meanings.map(|meaning| meaning.name).chain([typed]) {
        if !names.iter().any(|known| normal_words(known) == normal_words(name)) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The symbols that a name can mean, of a year where one is stated.
fn symbols_of(meanings: &[NameMeaning], year: Option<i16>) -> Vec<Symbol> {
    let of_year = meanings
        .iter()
        .filter(|meaning| year.is_none_or(|year| meaning.issued.year() == year));
    of_year.map(|meaning| meaning.symbol.clone()).collect()
}

/// The year behind a word, and the word behind it: "2024", "năm 2024".
fn year_behind(text: &str, words: &[Word<'_>], end: usize) -> (Option<i16>, usize) {
    let Some(next) = words.get(end) else { return (None, end) };
    if let Some((DateText::Year(year), span)) = read_date(text, next.span.start) {
        return (Some(year), words.partition_point(|word| word.span.start < span.end));
    }
    let year = next.normal.parse().ok().filter(|year| YEARS.contains(year));
    (year, end + usize::from(year.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &[&str])]) {
        let found = named_documents(text, &Wording::new(text));
        let found: Vec<(&str, Vec<String>)> = found
            .iter()
            .map(|one| {
                let symbols = one.symbols.iter().map(ToString::to_string);
                (one.span.of(text), symbols.collect())
            })
            .collect();
        let expected: Vec<(&str, Vec<String>)> = expected
            .iter()
            .map(|(words, symbols)| {
                (*words, symbols.iter().map(|&symbol| symbol.to_owned()).collect())
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn laws_are_known_with_and_without_their_year() {
        check("luật nhà ở 2023 nói gì", &[("luật nhà ở 2023", &["27/2023/QH15"])]);
        check("luat nha o nam 2014", &[("luat nha o nam 2014", &["65/2014/QH13"])]);
        let text = "văn bản nào dẫn Bộ luật Lao động";
        assert_eq!(named_documents(text, &Wording::new(text)).len(), 1);
        check("luật chơi", &[]);
    }

    #[test]
    fn plenums_are_known_in_either_numeral() {
        for text in [
            "Nghị quyết Trung ương 7 khóa XII",
            "nghị quyết trung ương 7 khoá 12",
            "nghi quyet trung uong bay khoa XII",
        ] {
            assert_eq!(named_documents(text, &Wording::new(text)).len(), 1, "{text}");
        }
    }
}
