//! What a question was taken to mean, in one line.

use super::period::period_words;
use super::value::{any_of, value_words};
use crate::parsed::field::QueryField;
use crate::parsed::operator::{Condition, Operator};
use crate::parsed::part::{PartRole, QueryPart, RelationDirection};
use crate::parsed::query::{
    DeadlineQuery, DocumentQuery, HitKindFilter, ParsedQuery, Performer, PerformerRole,
    PlaceTerm, RelationQuery, Standing,
};
use crate::parsed::value::first_name;
use tracuu_index::reader::Listing;
use tracuu_index::record::DocumentRecord;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::loose_symbol::LooseSymbol;
use tracuu_print::messages::spoken;
use tracuu_text::capitals::capitalised;

/// Most documents that the line names; more are counted.
pub(crate) const MAX_NAMED: usize = 3;

/// The line for a question that names documents, agencies or places; `found` has the first
/// [`MAX_NAMED`] of the documents.
pub(crate) fn structure_line(
    query: &ParsedQuery,
    found: &Listing<DocumentRecord>,
) -> String {
    if let Some(citing) = &query.citing {
        let any = DocumentQuery::default();
        let wanted = as_asked(query.documents.as_ref().unwrap_or(&any));
        return spoken().query_cited_by(capitalised(&wanted), as_asked(citing));
    }
    let line = positive_line(query, found);
    let line = match &query.denied {
        Some(denied) => {
            let line = if line.is_empty() { spoken().query_units() } else { &line };
            spoken().query_not_citing(line, as_asked(denied))
        }
        None => line,
    };
    with_within(line, query.within.as_ref())
}

/// The line with the documents in which hits stand.
pub(crate) fn with_within(line: String, within: Option<&DocumentQuery>) -> String {
    match within {
        Some(within) => spoken().query_within(line, as_asked(within)).trim().to_owned(),
        None => line,
    }
}

/// The line without what is denied and where the hits stand.
fn positive_line(query: &ParsedQuery, found: &Listing<DocumentRecord>) -> String {
    let Some(wanted) = &query.documents else {
        let hits = hits_asked_for(query);
        return if found.total > 0 {
            spoken().query_and_citers(listed(found))
        } else {
            hits
        };
    };
    let documents = described(wanted, found);
    if let Some(asked) = &query.relation {
        return related(asked, &documents);
    }
    if let Some(place) = query.place.as_ref().filter(|place| !place.is_cited)
        && wanted.is_named()
        && query.performers.is_empty()
    {
        return capitalised(&spoken().query_place_of(&place.label, documents));
    }
    let documents = match &query.place {
        Some(place) if place.is_cited => spoken().query_place_of(&place.label, documents),
        _ => documents,
    };
    let hits = match &query.citers {
        Some(types) => capitalised(&types_or_any(types)),
        None => hits_asked_for(query),
    };
    match (hits.is_empty(), wanted.needs_all) {
        (true, _) => spoken().query_and_citers(capitalised(&documents)),
        (false, true) => spoken().query_citing_all(hits, documents),
        (false, false) => spoken().query_citing(hits, documents),
    }
}

/// The documents that a question of relation asks for.
fn related(asked: &RelationQuery, named: &str) -> String {
    let others = &types_or_any(&asked.types);
    let verb = spoken().relation(asked.kind);
    let line = match asked.direction {
        RelationDirection::In => spoken().query_related_in(others, verb, named),
        RelationDirection::Out => spoken().query_related_out(others, named, verb),
    };
    capitalised(&line)
}

/// The types, or the word for documents of any.
fn types_or_any(types: &[DocumentType]) -> String {
    if types.is_empty() {
        return spoken().query_any_document().to_owned();
    }
    any_of(types.iter().map(|kind| kind.name()))
}

/// The line for a question that is searched as text.
pub(crate) fn text_line(text: &str) -> String {
    if text.is_empty() { String::new() } else { spoken().query_by_words(text) }
}

/// The line with the documents that the collection has not, as far as it has others.
pub(crate) fn with_absent(line: String, parts: &[QueryPart]) -> String {
    let absent = || named_in(parts).filter(|part| !part.is_resolved());
    if absent().next().is_none() {
        return line;
    }
    if named_in(parts).all(|part| !part.is_resolved()) {
        return spoken().query_all_absent(line);
    }
    let absent: Vec<&str> = absent().map(|part| part.value.as_str()).collect();
    spoken().query_absent(line, absent.join(", "))
}

/// The parts that name documents.
pub(crate) fn named_in(parts: &[QueryPart]) -> impl Iterator<Item = &QueryPart> {
    let is_named = |part: &&QueryPart| {
        matches!(part.role, PartRole::Cites | PartRole::Within) && !part.is_operator
    };
    parts.iter().filter(is_named)
}

/// The line with what the operators ask for behind it.
pub(crate) fn with_operators(line: String, operators: &[Operator]) -> String {
    let clauses = operators.iter().map(clause);
    let all: Vec<String> =
        std::iter::once(line).filter(|line| !line.is_empty()).chain(clauses).collect();
    capitalised(&all.join("; "))
}

/// The kind of hit that is asked for, at which place and of which agencies; empty where the
/// documents named are what is asked for.
fn hits_asked_for(query: &ParsedQuery) -> String {
    let kind = match query.hit_kind {
        HitKindFilter::Measures => spoken().query_measures(),
        HitKindFilter::Units => spoken().query_units(),
        HitKindFilter::Assignments => spoken().query_assignments(),
        HitKindFilter::Documents | HitKindFilter::Anything => {
            let is_idle = query.performers.is_empty() && query.deadline.is_none();
            match (is_idle, &query.place) {
                (false, _) => spoken().query_assignments(),
                (true, Some(_)) => spoken().query_units(),
                (true, None) => "",
            }
        }
    };
    let kind = match &query.place {
        Some(place) if !place.is_cited => match place.term {
            PlaceTerm::Number(_) => spoken().query_with_number(kind, &place.label),
            PlaceTerm::Paths(_) => spoken().query_at_place(kind, &place.label),
        },
        _ => kind.to_owned(),
    };
    let alike = query.performers.chunk_by(|one, next| {
        next.is_alternative || (one.role == next.role && one.is_denied == next.is_denied)
    });
    let hits = alike.fold(kind, |hits, performers| performed(&hits, performers));
    match query.deadline {
        Some(DeadlineQuery::Days(period)) => {
            spoken().query_due(hits, period_words(period))
        }
        Some(DeadlineQuery::Recurring(_)) => spoken().query_recurring(hits),
        Some(DeadlineQuery::Overdue) => spoken().query_overdue(hits),
        None => hits,
    }
}

/// What an agency does, or several.
fn performed(hits: &str, performers: &[Performer]) -> String {
    let Some(performer) = performers.first() else { return hits.to_owned() };
    let mut name = first_name(&performer.agency).to_owned();
    for other in performers.iter().skip(1) {
        let next = first_name(&other.agency);
        name = if other.is_alternative || performer.is_denied {
            spoken().query_or(name, next)
        } else {
            spoken().query_and(name, next)
        };
    }
    match performer.role {
        PerformerRole::Lead if performer.is_denied => {
            spoken().query_not_led_by(hits, name)
        }
        _ if performer.is_denied => spoken().query_not_of(hits, name),
        PerformerRole::Lead => spoken().query_led_by(hits, name),
        PerformerRole::Coordinating => spoken().query_coordinated_by(hits, name),
        PerformerRole::Any => spoken().query_of(hits, name),
    }
}

/// What one operator asks for.
fn clause(operator: &Operator) -> String {
    let is_excluded = operator.is_excluded;
    match &operator.condition {
        Condition::Phrase(words) if is_excluded => spoken().query_without_words(words),
        Condition::Phrase(words) => spoken().query_with_phrase(words),
        Condition::Field(field, value) => {
            let clause = field_clause(*field, &value_words(value));
            match field {
                QueryField::Cites if is_excluded => spoken().query_not(clause),
                _ if is_excluded => spoken().query_except(clause),
                _ => clause,
            }
        }
    }
}

/// A field with its value.
fn field_clause(field: QueryField, value: &str) -> String {
    match field {
        QueryField::Type => spoken().query_field_type(value),
        QueryField::Issuer => spoken().query_field_issuer(value),
        QueryField::Lead => spoken().query_field_lead(value),
        QueryField::Coordinating => spoken().query_field_coordinating(value),
        QueryField::Agency => spoken().query_field_agency(value),
        QueryField::Year => spoken().query_field_year(value),
        QueryField::Date => spoken().query_field_date(value),
        QueryField::Deadline => spoken().query_field_deadline(value),
        QueryField::Number => spoken().query_field_number(value),
        QueryField::Cites => spoken().query_field_cites(value),
        QueryField::Document => spoken().query_field_document(value),
        QueryField::Title => spoken().query_field_title(value),
        QueryField::Collection => spoken().query_field_collection(value),
        QueryField::Kind => spoken().query_field_kind(value),
    }
}

/// The documents wanted: by name where they were found by symbol, else as described.
pub(crate) fn described(
    wanted: &DocumentQuery,
    found: &Listing<DocumentRecord>,
) -> String {
    if wanted.is_named() && found.total > 0 { listed(found) } else { as_asked(wanted) }
}

/// The documents as the question describes them.
fn as_asked(wanted: &DocumentQuery) -> String {
    if let Some(name) = wanted.names.first() {
        return name.names.first().cloned().unwrap_or_default();
    }
    let types = any_of(wanted.types.iter().map(|kind| kind.name()));
    let any = spoken().query_any_document();
    let mut words = if types.is_empty() { any.to_owned() } else { types };
    for symbol in &wanted.symbols {
        words = spoken().query_with_number(words, number(symbol));
    }
    if wanted.numbered && wanted.symbols.is_empty() {
        words = spoken().query_numbered(words);
    }
    let issuers: Vec<&str> =
        wanted.issuers.iter().map(first_name).filter(|name| !name.is_empty()).collect();
    if !issuers.is_empty() {
        words = spoken().query_of(words, issuers.join(", "));
    }
    match wanted.standing {
        Some(Standing::InForce) => words = spoken().query_in_force(words),
        Some(Standing::Ended) => words = spoken().query_ended(words),
        None => {}
    }
    if let Some(period) = wanted.period {
        words.push(' ');
        words.push_str(&period_words(period));
    }
    words
}

/// The symbols that a typed one can be, or its number.
fn number(symbol: &LooseSymbol) -> String {
    let full = any_of(symbol.symbols().iter().map(ToString::to_string));
    if full.is_empty() { symbol.number.clone().unwrap_or_default() } else { full }
}

fn listed(found: &Listing<DocumentRecord>) -> String {
    let names: Vec<String> = found.items.iter().map(document_name).collect();
    let n_more = found.total.saturating_sub(names.len());
    let names = names.join("; ");
    if n_more == 0 { names } else { spoken().query_and_others(names, n_more) }
}

/// What a document is called: type and symbol, or its name.
pub(crate) fn document_name(document: &DocumentRecord) -> String {
    let kind = document.type_name.as_deref();
    let kind = kind.unwrap_or(spoken().query_a_document());
    match (&document.symbol, document.names.first()) {
        (Some(symbol), _) => spoken().query_with_number(kind, symbol),
        (None, Some(name)) => name.clone(),
        (None, None) => kind.to_owned(),
    }
}
