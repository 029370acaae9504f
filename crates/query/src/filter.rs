//! Operators as plans: what every hit must have, and what none may have.

use super::directory::{Directory, period_plan};
use super::document_set::DocumentSet;
use super::phrase::Phrase;
use super::resolver::resolve;
use crate::parsed::field::QueryField;
use crate::parsed::operator::{Condition, Operator};
use crate::parsed::part::QueryPart;
use crate::parsed::query::DocumentQuery;
use crate::parsed::value::FieldValue;
use crate::plan::tasks::due_within;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Page, of_kind};
use tracuu_legal::document::loose_symbol::parse_loose;
use tracuu_text::span::Span;

/// The operators of a query as plans.
#[derive(Clone, Default)]
pub(crate) struct OperatorFilter {
    /// Phrases that every hit has; they are marked, and count for the order.
    phrases: Vec<Phrase>,
    /// What else every hit fits.
    wanted: Vec<Plan>,
    /// What no hit fits.
    excluded: Vec<Plan>,
    /// Whether some of the documents that the operators name were left out.
    is_cut: bool,
}

impl OperatorFilter {
    /// Looks up what the operators name, and records in `parts` which documents these are.
    pub(crate) fn new(
        directory: &Directory,
        operators: &[Operator],
        parts: &mut [QueryPart],
    ) -> Result<Self, ReadError> {
        let mut lookup = ValueLookup { directory, is_cut: false };
        let mut filter = Self::default();
        let mut either: Vec<(QueryField, Vec<Plan>)> = Vec::new();
        for operator in operators {
            let (field, value) = match &operator.condition {
                Condition::Phrase(text) => {
                    if operator.is_excluded
                        && let Some(document) = lookup.excluded_document(text)?
                    {
                        filter.excluded.push(document);
                    } else {
                        filter.phrase(text, operator.is_excluded);
                    }
                    continue;
                }
                Condition::Field(field, value) => (*field, value),
            };
            let part = parts.iter_mut().find(|part| part.at == Some(operator.span.start));
            let plan = lookup.plan(operator.is_excluded, field, value, part)?;
            if operator.is_excluded {
                filter.excluded.push(plan);
            } else if field.is_many() {
                filter.wanted.push(plan);
            } else if let Some((_, plans)) = either.iter_mut().find(|(f, _)| *f == field)
            {
                plans.push(plan);
            } else {
                either.push((field, vec![plan]));
            }
        }
        filter.wanted.extend(either.into_iter().map(|(_, plans)| Plan::some(plans)));
        filter.is_cut = lookup.is_cut;
        Ok(filter)
    }

    fn phrase(&mut self, text: &str, is_excluded: bool) {
        let Some(phrase) = Phrase::new(text) else { return };
        if is_excluded {
            self.excluded.push(phrase.plan());
        } else {
            self.phrases.push(phrase);
        }
    }

    /// Adds what every hit fits beside.
    pub(crate) fn narrow(&mut self, plan: Plan) {
        self.wanted.push(plan);
    }

    /// Adds a phrase that every hit has.
    pub(crate) fn add_phrase(&mut self, text: &str) {
        self.phrase(text, false);
    }

    /// The same without its phrases: in a sentence, quotes are those of a name.
    pub(crate) fn without_phrases(&self) -> Self {
        Self { phrases: Vec::new(), ..self.clone() }
    }

    /// Whether some of the documents that the operators name were left out.
    pub(crate) const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether nothing is asked.
    pub(crate) fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.wanted.is_empty() && self.excluded.is_empty()
    }

    /// The entries of a plan that fit; phrases add to its scores, nothing else does.
    pub(crate) fn apply(&self, plan: Plan) -> Plan {
        if self.is_empty() {
            return plan;
        }
        let wanted =
            self.wanted.iter().map(|plan| Plan::Const(Box::new(plan.clone()), 0.0));
        let must = std::iter::once(plan)
            .chain(self.phrases.iter().map(Phrase::plan))
            .chain(wanted);
        let fitting = Plan::all(must);
        if self.excluded.is_empty() {
            return fitting;
        }
        fitting.but_not(Plan::some(self.excluded.iter().cloned()))
    }

    /// The places of the phrases in a text, ascending for each phrase.
    pub(crate) fn marks(&self, text: &str) -> Vec<Span> {
        self.phrases.iter().flat_map(|phrase| phrase.marks(text)).collect()
    }
}

/// Looks up the values of fields.
struct ValueLookup<'c> {
    directory: &'c Directory,
    is_cut: bool,
}

impl ValueLookup<'_> {
    /// A document with all that stands in it and all places that cite it, where a word is its
    /// whole symbol: "-12-NQ/TU".
    fn excluded_document(&mut self, word: &str) -> Result<Option<Plan>, ReadError> {
        let symbols = parse_loose(word);
        let [symbol] = symbols.as_slice() else { return Ok(None) };
        if !symbol.is_full() || symbol.span != Span::new(0, word.len()) {
            return Ok(None);
        }
        let wanted = DocumentQuery::from_symbol(symbol.clone());
        let found = self.directory.documents(&wanted)?;
        let phrase = Phrase::new(word).map_or(Plan::Nothing, |phrase| phrase.plan());
        Ok(Some(Plan::some([found.inside(), found.joined(Field::Cites), phrase])))
    }

    fn plan(
        &mut self,
        is_excluded: bool,
        field: QueryField,
        value: &FieldValue,
        part: Option<&mut QueryPart>,
    ) -> Result<Plan, ReadError> {
        Ok(match value {
            FieldValue::Types(types) => {
                Plan::any_of(Field::Type, types.iter().map(|one| one.id().to_owned()))
            }
            FieldValue::Agency(asked) if field == QueryField::Issuer => {
                Plan::any_of(Field::Issuer, self.directory.issuer_terms(asked))
            }
            FieldValue::Agency(asked) => {
                Plan::any_of(agency_field(field), self.directory.agency_ids(asked))
            }
            FieldValue::AgencyId { id, .. } => {
                Plan::term(agency_field(field), id.clone())
            }
            FieldValue::Period(period) if field == QueryField::Deadline => {
                Plan::all([of_kind(EntryKind::Assignment), due_within(*period)])
            }
            FieldValue::Period(period) => period_plan(*period),
            FieldValue::Symbol(symbol) => {
                let wanted = DocumentQuery::from_symbol(symbol.clone());
                self.record(part, self.directory.documents(&wanted)?)?.inside()
            }
            FieldValue::Document(text) => {
                let found = self.record(part, resolve(self.directory, text)?)?;
                match field {
                    QueryField::Cites if is_excluded => found.joined(Field::CitesWithin),
                    QueryField::Cites => found.joined(Field::Cites),
                    _ => found.inside(),
                }
            }
            FieldValue::Title { words, is_phrase: true } => {
                Phrase::new(words).map_or(Plan::Nothing, |phrase| phrase.heading_plan())
            }
            FieldValue::Title { words, is_phrase: false } => Plan::all(
                words
                    .split_whitespace()
                    .filter_map(Phrase::new)
                    .map(|one| one.heading_plan()),
            ),
            FieldValue::Collection(name) => Plan::term(Field::Collection, name.clone()),
            FieldValue::Kind(kind) => of_kind(*kind),
        })
    }

    /// Records which documents a value names.
    fn record(
        &mut self,
        part: Option<&mut QueryPart>,
        found: DocumentSet,
    ) -> Result<DocumentSet, ReadError> {
        self.is_cut |= !found.is_whole;
        if let Some(part) = part {
            let ids = self.directory.collection().ids(&found.plan, Page::WHOLE)?;
            part.record_resolution(ids);
        }
        Ok(found)
    }
}

const fn agency_field(field: QueryField) -> Field {
    match field {
        QueryField::Issuer => Field::Issuer,
        QueryField::Lead => Field::Lead,
        QueryField::Coordinating => Field::Coordinating,
        _ => Field::Agency,
    }
}
