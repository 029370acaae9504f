//! Operators as plans: what every hit must have, and what none may have.

use super::directory::{Directory, period_plan};
use super::phrase::Phrase;
use super::resolver::resolve;
use crate::parsed::field::QueryField;
use crate::parsed::operator::{Condition, Operator};
use crate::parsed::part::QueryPart;
use crate::parsed::query::DocumentQuery;
use crate::parsed::value::FieldValue;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::of_kind;
use tracuu_index::record::DocumentRecord;
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
}

impl OperatorFilter {
    /// Looks up what the operators name, and records in `parts` which documents these are.
    pub(crate) fn new(
        directory: &Directory,
        operators: &[Operator],
        parts: &mut [QueryPart],
    ) -> Result<Self, ReadError> {
        let lookup = ValueLookup { directory };
        let mut filter = Self::default();
        let mut either: Vec<(QueryField, Vec<Plan>)> = Vec::new();
        for operator in operators {
            let (field, value) = match &operator.condition {
                Condition::Phrase(text) => {
                    filter.phrase(text, operator.is_excluded);
                    continue;
                }
                Condition::Field(field, value) => (*field, value),
            };
            let part = parts.iter_mut().find(|part| part.at == Some(operator.span.start));
            let plan = lookup.plan(operator, (field, value), part)?;
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

    /// The same without its phrases: in a sentence, quotes are those of a name.
    pub(crate) fn without_phrases(&self) -> Self {
        Self { phrases: Vec::new(), ..self.clone() }
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
}

impl ValueLookup<'_> {
    fn plan(
        &self,
        operator: &Operator,
        (field, value): (QueryField, &FieldValue),
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
            FieldValue::Period(period) => period_plan(*period),
            FieldValue::Symbol(symbol) => {
                let wanted = DocumentQuery::from_symbol(symbol.clone());
                let found = self.directory.documents(&wanted)?;
                inside(&record_documents(part, found))
            }
            FieldValue::Document(text) => {
                let ids = record_documents(part, resolve(self.directory, text)?);
                match field {
                    QueryField::Cites if operator.is_excluded => {
                        Plan::any_of(Field::CitesWithin, ids)
                    }
                    QueryField::Cites => Plan::any_of(Field::Cites, ids),
                    _ => inside(&ids),
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
}

const fn agency_field(field: QueryField) -> Field {
    match field {
        QueryField::Issuer => Field::Issuer,
        QueryField::Lead => Field::Lead,
        QueryField::Coordinating => Field::Coordinating,
        _ => Field::Agency,
    }
}

/// The documents themselves, and all that stands in them.
fn inside(ids: &[String]) -> Plan {
    let ids = || ids.iter().cloned();
    let themselves =
        Plan::all([of_kind(EntryKind::Document), Plan::any_of(Field::Id, ids())]);
    Plan::some([themselves, Plan::any_of(Field::Document, ids())])
}

/// Records which documents a value names; their ids.
fn record_documents(
    part: Option<&mut QueryPart>,
    found: Vec<DocumentRecord>,
) -> Vec<String> {
    let ids: Vec<String> = found.into_iter().map(|document| document.id).collect();
    if let Some(part) = part {
        part.record_resolution(&ids);
    }
    ids
}
