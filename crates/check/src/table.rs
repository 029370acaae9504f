//! Tables of a draft: its documents as they should be cited, and which of its parts cite
//! which.

use rustc_hash::FxHashMap;

use super::draft::Draft;
use super::field::{CitationPart, Field, Verdict};
use super::mention_body::bare_body;
use super::report::{CheckReport, CitationCheck};
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::record::{self, CitingDocument};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::outline::Provision;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// A document that a draft cites.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CitedDocumentRow {
    /// Type and symbol, or the name.
    pub name: String,
    /// As its first mention should be: type, symbol, date, body and title, as far as the
    /// collection or the draft states them.
    pub full: String,
    /// What is missing in [`Self::full`].
    pub missing: Vec<CitationPart>,
    /// Id in the collection.
    pub document: Option<String>,
    /// Paths of the provisions that cite it, each once, in order.
    pub paths: Vec<String>,
    /// Number of mentions.
    pub n_mentions: usize,
}

/// A part of a draft with the documents that it cites.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CitingPartRow {
    /// Path in the outline.
    pub path: String,
    /// Title; may be empty.
    pub title: String,
    /// For every document of the draft whether the part cites it.
    pub cites: Vec<bool>,
}

/// The documents of a draft in the order of their first mentions, numbered ones first.
pub fn documents(draft: &Draft, report: &CheckReport) -> Vec<CitedDocumentRow> {
    let groups = groups(draft);
    groups.iter().map(|group| document_row(draft, report, group)).collect()
}

/// The measures of a draft, or its other parts, that cite something.
pub fn parts(draft: &Draft, report: &CheckReport) -> Vec<CitingPartRow> {
    let groups = groups(draft);
    let mut parts: Vec<(usize, CitingPartRow)> = Vec::new();
    for (column, group) in groups.iter().enumerate() {
        for index in group {
            let Some(citation) = draft.citations.get(*index) else { continue };
            let Some((place, unit)) = part_at(draft, citation.span.start) else {
                continue;
            };
            let known = parts.iter().position(|(other, _)| *other == place);
            let known = known.unwrap_or_else(|| {
                let title = one_line(unit.title.of(draft.text()));
                let cites = vec![false; groups.len()];
                parts.push((
                    place,
                    CitingPartRow { path: unit.path.clone(), title, cites },
                ));
                parts.len() - 1
            });
            let slot =
                parts.get_mut(known).and_then(|(_, part)| part.cites.get_mut(column));
            if let Some(slot) = slot {
                *slot = true;
            }
        }
    }
    debug_assert_eq!(report.citations.len(), draft.citations.len());
    parts.sort_by_key(|(place, _)| *place);
    parts.into_iter().map(|(_, part)| part).collect()
}

/// The measure around a place, else the innermost provision.
fn part_at(draft: &Draft, offset: usize) -> Option<(usize, &Provision)> {
    let outline = &draft.document.outline;
    let at = outline.at(offset)?;
    let measure = std::iter::once(at)
        .chain(outline.ancestors(at))
        .find(|place| outline.provisions.get(*place).is_some_and(|unit| unit.is_measure));
    let place = measure.unwrap_or(at);
    Some((place, outline.provisions.get(place)?))
}

/// The mentions of each document, as indexes of citations.
fn groups(draft: &Draft) -> Vec<Vec<usize>> {
    let citing = CitingDocument {
        text: draft.text(),
        citations: &draft.citations,
        head: None,
        home: &draft.home,
    };
    let numbered = record::group(&[citing]);
    let mut groups: Vec<Vec<usize>> = numbered
        .iter()
        .map(|work| work.places.iter().map(|place| place.citation).collect())
        .collect();
    let mut names: FxHashMap<String, usize> = FxHashMap::default();
    for (index, citation) in draft.citations.iter().enumerate() {
        if citation.kind != CitationKind::Named {
            continue;
        }
        let name = normal_words(citation.span.of(draft.text()));
        let known = names.get(&name).copied();
        if let Some(group) = known.and_then(|at| groups.get_mut(at)) {
            group.push(index);
        } else {
            names.insert(name, groups.len());
            groups.push(vec![index]);
        }
    }
    groups
}

fn document_row(
    draft: &Draft,
    report: &CheckReport,
    group: &[usize],
) -> CitedDocumentRow {
    let text = draft.text();
    let mentions = || group.iter().filter_map(|index| draft.citations.get(*index));
    let checks = || group.iter().filter_map(|index| report.citations.get(*index));
    let mut paths: Vec<String> = Vec::new();
    for citation in mentions() {
        let path = part_at(draft, citation.span.start).map(|(_, unit)| unit.path.clone());
        paths.extend(path.filter(|path| !paths.contains(path)));
    }
    let document = checks().find_map(|check| check.resolution.id()).map(str::to_owned);
    let symbol = mentions().find_map(|citation| citation.symbol.as_ref());
    let kind = mentions().find_map(|citation| citation.document_type);
    let Some(symbol) = symbol else {
        let name =
            mentions().next().map(|c| one_line(c.span.of(text))).unwrap_or_default();
        return CitedDocumentRow {
            full: name.clone(),
            name,
            missing: vec![CitationPart::Symbol, CitationPart::Date],
            document,
            paths,
            n_mentions: group.len(),
        };
    };
    let kind = kind.map_or(VIETNAMESE.name_document(), DocumentType::name);
    let name = VIETNAMESE.name_numbered(kind, symbol);
    let stated = |part: fn(&Citation) -> Option<Span>| {
        mentions().find_map(part).map(|span| one_line(span.of(text)))
    };
    let known = |field| checks().find_map(|check| known(check, field));
    let day = known(Field::Date)
        .and_then(|iso| iso.parse().ok())
        .or_else(|| mentions().find_map(|citation| citation.date))
        .map(DateText::vietnamese);
    let body = known(Field::Body)
        .map(|body| bare_body(&body))
        .or_else(|| stated(|citation| citation.issuer));
    let title = known(Field::Title).or_else(|| stated(|citation| citation.title));
    let mut full = name.clone();
    let mut missing = Vec::new();
    match day {
        Some(day) => full = VIETNAMESE.check_with_day(full, day),
        None => missing.push(CitationPart::Date),
    }
    match body {
        Some(body) => full = VIETNAMESE.check_with_body(full, body),
        None => missing.push(CitationPart::Body),
    }
    match title {
        Some(title) => full = format!("{full} {title}"),
        None => missing.push(CitationPart::Title),
    }
    CitedDocumentRow { name, full, missing, document, paths, n_mentions: group.len() }
}

/// What the collection states of a part of a citation.
fn known(check: &CitationCheck, field: Field) -> Option<String> {
    let compared = check.fields.iter().find(|compared| compared.field == field)?;
    (compared.verdict != Verdict::CannotCheck).then(|| compared.known.clone())?
}
