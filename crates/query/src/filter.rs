//! Operators as plans: what every hit must have, and what none may have.

use super::answer::Part;
use super::directory::{Directory, period_plan};
use super::free_text::FreeText;
use super::phrase::Phrase;
use super::structure::Finder;
use crate::parsed::query::DocumentsWanted;
use crate::read::field::QueryField;
use crate::read::operator::{Asks, Operator};
use crate::read::parse::understand_plain;
use crate::read::value::Value;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_documents, of_kind};
use tracuu_index::record::DocumentRecord;
use tracuu_text::span::Span;

/// The operators of a query as plans.
#[derive(Clone, Default)]
pub(crate) struct Filter {
    /// Phrases that every hit has; they are marked, and count for the order.
    phrases: Vec<Phrase>,
    /// What else every hit fits.
    wanted: Vec<Plan>,
    /// What no hit fits.
    excluded: Vec<Plan>,
}

impl Filter {
    /// Looks up what the operators name; `parts` are told which documents these are.
    pub(crate) fn new(
        (collection, directory): (&Collection, &Directory),
        operators: &[Operator],
        parts: &mut [Part],
    ) -> Result<Self, ReadError> {
        let lookup = Lookup { collection, directory };
        let mut filter = Self::default();
        let mut either: Vec<(QueryField, Vec<Plan>)> = Vec::new();
        for operator in operators {
            let (field, value) = match &operator.asks {
                Asks::Phrase(text) => {
                    filter.phrase(text, operator.is_excluded);
                    continue;
                }
                Asks::Field(field, value) => (*field, value),
            };
            let part = parts.iter_mut().find(|part| part.at == Some(operator.span.start));
            let plan = lookup.plan(field, value, (operator.is_excluded, part))?;
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
    pub(crate) fn of(&self, plan: Plan) -> Plan {
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
struct Lookup<'c> {
    collection: &'c Collection,
    directory: &'c Directory,
}

impl Lookup<'_> {
    fn plan(
        &self,
        field: QueryField,
        value: &Value,
        (is_excluded, part): (bool, Option<&mut Part>),
    ) -> Result<Plan, ReadError> {
        Ok(match value {
            Value::Types(types) => {
                Plan::any_of(Field::Type, types.iter().map(|one| one.id().to_owned()))
            }
            Value::Agency(asked) if field == QueryField::Issuer => {
                Plan::any_of(Field::Issuer, self.directory.issuer_terms(asked))
            }
            Value::Agency(asked) => {
                Plan::any_of(agency_field(field), self.directory.ids(asked))
            }
            Value::AgencyId { id, .. } => Plan::term(agency_field(field), id.clone()),
            Value::Period(period) => period_plan(*period),
            Value::Symbol(symbol) => {
                let wanted = DocumentsWanted {
                    symbols: vec![symbol.clone()],
                    ..DocumentsWanted::default()
                };
                let found = self.directory.documents(self.collection, &wanted)?;
                inside(&told(part, found))
            }
            Value::Document(text) => {
                let ids = told(part, self.documents(text)?);
                match field {
                    QueryField::Cites if is_excluded => {
                        Plan::any_of(Field::CitesWithin, ids)
                    }
                    QueryField::Cites => Plan::any_of(Field::Cites, ids),
                    _ => inside(&ids),
                }
            }
            Value::Title { words, is_phrase: true } => {
                Phrase::new(words).map_or(Plan::Nothing, |phrase| phrase.heading_plan())
            }
            Value::Title { words, is_phrase: false } => Plan::all(
                words
                    .split_whitespace()
                    .filter_map(Phrase::new)
                    .map(|one| one.heading_plan()),
            ),
            Value::Collection(name) => Plan::term(Field::Collection, name.clone()),
            Value::Kind(kind) => of_kind(*kind),
        })
    }

    /// The documents that a value names: by id, by symbol or facts, by the beginning of
    /// their names, else by the words of their names.
    fn documents(&self, text: &str) -> Result<Vec<DocumentRecord>, ReadError> {
        if let Some(document) = self.collection.document(text)? {
            return Ok(vec![document]);
        }
        let asked = understand_plain(text, self.directory.registry());
        if let Some(wanted) = &asked.documents {
            return self.directory.documents(self.collection, wanted);
        }
        let finder = Finder { collection: self.collection, directory: self.directory };
        if let Some(named) = finder.named(&asked)? {
            return Ok(named);
        }
        let words = FreeText::new(text);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let plan = Plan::all([of_documents(), words.every_word(Field::Heading)]);
        Ok(self.collection.documents(&plan, Page::WHOLE)?.items)
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

/// Tells in the answer which documents a value names; their ids.
fn told(part: Option<&mut Part>, found: Vec<DocumentRecord>) -> Vec<String> {
    let ids: Vec<String> = found.into_iter().map(|document| document.id).collect();
    if let Some(part) = part {
        match ids.as_slice() {
            [] => {}
            [only] => part.document = Some(only.clone()),
            several => part.candidates = several.to_vec(),
        }
    }
    ids
}
