//! What is suggested while somebody types, gathered from the entries of the index.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::phrases::{Phrase, PhraseCounter};
use tracuu_index::entry::{Entry, Record};
use tracuu_index::plan::Field;
use tracuu_index::record::{AgencyRecord, DocumentRecord, Unit};
use tracuu_index::suggest::record::{
    NewSuggestion, SuggestionDetail, SuggestionKind, SuggestionRecord,
};
use tracuu_legal::agency::body::Agency;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::citation::known_name::law_numbered;
use tracuu_legal::document::symbol::Symbol;
use tracuu_text::capitals::capitalised;
use tracuu_text::one_line::one_line;
use tracuu_text::syllable::normal_words;

/// Longest suggested text, in characters. A suggestion is one or two lines in a list, and
/// it is searched as it stands.
const MAX_TEXT_CHARS: usize = 200;
/// Longest title inside a second line, in characters.
const MAX_LABEL_TITLE_CHARS: usize = 120;

/// What is suggested of the entries of a group: of a document, or of all that stands in one.
pub(crate) fn suggestions_in(entries: &[Entry]) -> Vec<NewSuggestion> {
    let n_covering = count_covering(entries);
    let mut found = Vec::new();
    for entry in entries {
        let is_folder = |(field, _): &&(Field, String)| *field == Field::Collection;
        let folder = entry.keys.iter().find(is_folder).map(|(_, folder)| folder);
        let start = found.len();
        match &entry.record {
            Record::Document(document) => {
                found.extend(symbol(document));
                found.extend(title(document));
            }
            Record::Unit(unit) => {
                let n_covering = n_covering.get(unit.id.as_str()).copied();
                found.extend(measure(unit, n_covering.unwrap_or(0)));
            }
            Record::Agency(record) => found.push(agency(record)),
            Record::Assignment(_) => {}
        }
        for one in found.iter_mut().skip(start) {
            one.record.folder = folder.cloned().unwrap_or_default();
        }
    }
    found
}

/// The phrases that are suggested beside all others.
pub(crate) fn phrase_suggestions(
    phrases: &PhraseCounter,
    others: &[NewSuggestion],
) -> Vec<NewSuggestion> {
    let form = |one: &NewSuggestion| normal_words(&one.record.text);
    let n_letters = |text: &str| text.chars().filter(|one| one.is_alphanumeric()).count();
    let found = phrases.best();
    // The normal form keeps all letters: what is longer than every phrase is none.
    let longest = found.iter().map(|phrase| n_letters(&phrase.text)).max().unwrap_or(0);
    let is_short = |one: &&NewSuggestion| n_letters(&one.record.text) <= longest;
    let known: FxHashSet<String> = others.iter().filter(is_short).map(form).collect();
    found.iter().map(phrase).filter(|one| !known.contains(&form(one))).collect()
}

fn suggestion(kind: SuggestionKind, text: &str, n_uses: u64) -> NewSuggestion {
    let text = shorten(text, MAX_TEXT_CHARS);
    // As pages print names and titles; a phrase is what stands inside a sentence.
    let text = if kind == SuggestionKind::Phrase { text } else { capitalised(&text) };
    let record = SuggestionRecord { text, ..Default::default() };
    NewSuggestion { kind, record, spellings: Vec::new(), n_uses }
}

fn symbol(document: &DocumentRecord) -> Option<NewSuggestion> {
    let symbol = document.symbol.as_deref()?;
    let text = match &document.type_name {
        Some(type_name) => format!("{type_name} số {symbol}"),
        None => symbol.to_owned(),
    };
    let mut found = suggestion(SuggestionKind::Symbol, &text, count_uses(document));
    let title = document
        .title
        .as_deref()
        .map(|title| shorten(&one_line(title), MAX_LABEL_TITLE_CHARS));
    found.record.details = details([
        issued_on(document),
        document.issuer.clone().map(SuggestionDetail::Quoted),
        title.map(SuggestionDetail::Quoted),
        without_text(document),
        over(document),
    ]);
    found.record.url = format!("/documents/{}", document.id);
    if let Ok(symbol) = symbol.parse::<Symbol>() {
        found.spellings =
            spellings(&symbol, document.type_name.as_deref().unwrap_or_default());
        let law = law_numbered(&symbol);
        found
            .spellings
            .extend(law.map(|law| format!("{} {}", law.name, law.meaning.issued.year())));
    }
    Some(found)
}

/// Orders in which the parts of a symbol are typed, beside the printed one: without "số",
/// with the code first or last, without the year, without the zero in front.
fn spellings(symbol: &Symbol, type_name: &str) -> Vec<String> {
    let Symbol { number, type_code: code, .. } = symbol;
    let printed = symbol.printed_number();
    let year = symbol.year.map(|year| year.to_string()).unwrap_or_default();
    let issuers = symbol.issuers.join(" ");
    let mut numbers = vec![printed.as_str()];
    if printed != *number {
        numbers.push(number);
    }
    let mut found = Vec::new();
    for number in numbers {
        let orders: [&[&str]; 7] = [
            &[number, &year, code, &issuers],
            &[number, code, &issuers],
            &[type_name, number, &year, code, &issuers],
            &[type_name, number, code, &issuers],
            &[type_name, "số", number, &year, code, &issuers],
            &[code, number, &year, &issuers],
            &[code, &issuers, number, &year],
        ];
        found.extend(orders.map(|parts| one_line(&parts.join(" "))));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn title(document: &DocumentRecord) -> Option<NewSuggestion> {
    let title = one_line(document.title.as_deref()?);
    let type_name = document.type_name.as_deref().unwrap_or_default();
    let has_type = normal_words(&title).starts_with(&normal_words(type_name));
    let text = if has_type { title } else { format!("{type_name} {title}") };
    let mut found = suggestion(SuggestionKind::Document, &text, count_uses(document));
    found.record.details = details([
        document.symbol.clone().map(SuggestionDetail::Quoted),
        issued_on(document),
        document.issuer.clone().map(SuggestionDetail::Quoted),
        without_text(document),
        over(document),
    ]);
    if document.symbol.is_some() || document.held {
        found.record.url = format!("/documents/{}", document.id);
    }
    Some(found)
}

fn count_uses(document: &DocumentRecord) -> u64 {
    (document.n_mentions + usize::from(document.held)) as u64
}

fn agency(record: &AgencyRecord) -> NewSuggestion {
    let AgencyRecord { n_lead, n_coordinating, n_issued, .. } = *record;
    let n_uses = (n_lead + n_coordinating + n_issued) as u64;
    let mut found = suggestion(SuggestionKind::Agency, &record.name, n_uses);
    found.record.details = details([
        (n_lead > 0).then_some(SuggestionDetail::Leads(n_lead)),
        (n_coordinating > 0).then_some(SuggestionDetail::Coordinates(n_coordinating)),
        (n_issued > 0).then_some(SuggestionDetail::Issues(n_issued)),
    ]);
    found.record.url = format!("/agencies/{}", record.id);
    found.spellings.clone_from(&record.variants);
    let listed = Registry::built_in().read(&record.name);
    found.spellings.extend(listed.iter().flat_map(Agency::abbreviations));
    found
}

/// How many assignments cover each unit.
fn count_covering(entries: &[Entry]) -> FxHashMap<&str, u64> {
    let mut n_covering = FxHashMap::default();
    for entry in entries {
        let Record::Assignment(assignment) = &entry.record else { continue };
        for unit in &assignment.units {
            *n_covering.entry(unit.as_str()).or_default() += 1;
        }
    }
    n_covering
}

fn measure(unit: &Unit, n_covering: u64) -> Option<NewSuggestion> {
    let title = Some(one_line(&unit.title)).filter(|title| !title.is_empty());
    let title = title.filter(|_| unit.is_measure)?;
    let n_uses = 1 + unit.citations.len() as u64 + n_covering;
    let mut found = suggestion(SuggestionKind::Measure, &title, n_uses);
    let document = &unit.document;
    let name = document.symbol.clone().or_else(|| document.title.clone());
    let name = name.map(|name| shorten(&one_line(&name), MAX_LABEL_TITLE_CHARS));
    found.record.details = details([
        Some(SuggestionDetail::Measure(unit.path.clone())),
        name.map(SuggestionDetail::Quoted),
    ]);
    found.record.url = format!("/documents/{}#{}", document.id, unit.path);
    Some(found)
}

fn phrase(phrase: &Phrase) -> NewSuggestion {
    let mut found = suggestion(SuggestionKind::Phrase, &phrase.text, phrase.count);
    let Phrase { count: n, is_estimate, .. } = *phrase;
    found.record.details = vec![SuggestionDetail::Uses { n, is_estimate }];
    found
}

/// The facts that there are.
fn details<const N: usize>(
    facts: [Option<SuggestionDetail>; N],
) -> Vec<SuggestionDetail> {
    facts.into_iter().flatten().collect()
}

fn without_text(document: &DocumentRecord) -> Option<SuggestionDetail> {
    (!document.held).then_some(SuggestionDetail::WithoutText)
}

/// That a document has lost its force for good, by all that is known: the index has no clock.
fn over(document: &DocumentRecord) -> Option<SuggestionDetail> {
    let timeline = document.timeline();
    let standing = timeline.state_on(Date::MAX);
    let from = standing.evidence.first().and_then(|event| event.from);
    standing.state.is_over().then_some(SuggestionDetail::Over(standing.state, from))
}

/// When a document was issued; a date that is none in the sources is left out.
fn issued_on(document: &DocumentRecord) -> Option<SuggestionDetail> {
    let date = document.date.as_deref()?.parse().ok()?;
    Some(SuggestionDetail::IssuedOn(date))
}

/// The first words of a text that fit, with an ellipsis where any are left out.
fn shorten(text: &str, max_chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(max_chars) else {
        return text.to_owned();
    };
    let kept = text.get(..end).unwrap_or_default();
    let kept = kept.rsplit_once(' ').map_or(kept, |(words, _)| words);
    format!("{}…", kept.trim_end_matches([',', ';', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_found_in_the_orders_in_which_it_is_typed() {
        let symbol: Symbol = "07-NQ/TU".parse().unwrap();
        let found = spellings(&symbol, "Nghị quyết");
        for expected in
            ["NQ 07 TU", "NQ 7 TU", "Nghị quyết 7 NQ TU", "NQ TU 07", "7 NQ TU"]
        {
            assert!(found.iter().any(|one| one == expected), "{expected}: {found:?}");
        }
        let symbol: Symbol = "15/2023/NĐ-CP".parse().unwrap();
        let found = spellings(&symbol, "Nghị định");
        for expected in ["NĐ 15 2023 CP", "15 NĐ CP", "Nghị định 15 2023 NĐ CP"] {
            assert!(found.iter().any(|one| one == expected), "{expected}: {found:?}");
        }
    }

    #[test]
    fn long_texts_end_with_whole_words() {
        assert_eq!(shorten("công tác cán bộ", 12), "công tác…");
        assert_eq!(shorten("công tác", 12), "công tác");
    }
}
