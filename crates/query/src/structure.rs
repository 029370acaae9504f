//! What a query names, looked up: documents, the units that cite them or are covered by
//! an assignment, and the assignments.

use super::answer::QueryInterpretation;
use super::directory::Directory;
use super::document_set::DocumentSet;
use super::filter::OperatorFilter;
use super::free_text::FreeText;
use super::resolver::{by_id, by_name};
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{DocumentQuery, HitKindFilter, ParsedQuery};
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, JoinColumn, Plan};
use tracuu_index::reader::{Page, of_kind, of_units};
use tracuu_text::one_line::one_line;

/// What a query names, looked up; all plans are whole lists, however long.
pub(crate) struct Structure {
    /// Documents named or described.
    pub(crate) documents: DocumentSet,
    /// Units that cite them, or are covered by the assignments.
    pub(crate) units: Plan,
    /// Assignments of the agencies named.
    pub(crate) assignments: Plan,
    /// Whether units are what is asked for.
    pub(crate) units_first: bool,
}

impl Structure {
    /// "các nhiệm vụ": all of a kind.
    fn listing(kind: HitKindFilter) -> Self {
        let units =
            if kind == HitKindFilter::Documents { Plan::Nothing } else { units_of(kind) };
        let documents = DocumentSet::EMPTY;
        Self { documents, units, assignments: Plan::Nothing, units_first: true }
    }
}

/// Looks things up for one query.
pub(crate) struct StructureFinder<'c> {
    /// What the collection has by name.
    pub(crate) directory: &'c Directory,
}

/// Whether a query that names nothing that is here is about its words: where it has words
/// of its own, or is a type alone ("quy hoạch").
fn may_be_subject(query: &ParsedQuery) -> bool {
    let is_type = query.documents.as_ref().is_some_and(DocumentQuery::is_type)
        && query.hit_kind == HitKindFilter::Anything
        && query.performers.is_empty();
    is_type || !FreeText::new(&free_text(query)).is_empty()
}

impl StructureFinder<'_> {
    /// What a query names, looked up; `None` where it names nothing, or nothing that the
    /// collection knows and that could not be a subject as well.
    pub(crate) fn structure(
        &self,
        query: &ParsedQuery,
        echo: &mut QueryInterpretation,
    ) -> Result<Option<Structure>, ReadError> {
        let free = FreeText::new(&free_text(query));
        let mut documents = match &query.documents {
            Some(wanted) => Some(self.directory.documents(wanted)?),
            None => by_name(self.directory, query)?,
        };
        let by_name = query.documents.is_none() && documents.is_some();
        let denied = query.documents.as_ref().is_some_and(|wanted| wanted.denied);
        let mut assignments = Plan::Nothing;
        if !query.performers.is_empty() {
            assignments = self.directory.assignments(&query.performers);
            let is_question = query.performers.iter().any(|p| p.is_explicit);
            if documents.is_none() && !is_question && self.is_empty(&assignments)? {
                return Ok(None);
            }
        }
        if documents.is_none() && query.performers.is_empty() && query.place.is_none() {
            let is_listing = free.is_empty() && query.hit_kind != HitKindFilter::Anything;
            return Ok(is_listing.then(|| Structure::listing(query.hit_kind)));
        }
        let mut words = FreeWords::new(if by_name { FreeText::default() } else { free });
        if let Some(found) = documents.as_mut().filter(|_| !denied) {
            words.used |=
                self.narrow_where_any(&mut found.plan, &words.text, Field::Heading)?;
        }
        self.narrow_assignments(&mut assignments, query, &mut words)?;
        let mut units = units_plan(query, documents.as_ref(), &assignments);
        if !words.used {
            words.used = self.narrow_where_any(&mut units, &words.text, Field::Folded)?;
        }
        if query.place.is_some() && query.performers.is_empty() {
            let covering = Plan::joined(Field::Within, JoinColumn::Id, units.clone());
            assignments = Plan::all([of_kind(EntryKind::Assignment), covering]);
        }
        let is_weak = query.documents.as_ref().is_none_or(DocumentQuery::is_weak);
        if is_weak && words.is_unused() && words.text.is_subject() {
            return Ok(None);
        }
        let documents = documents.unwrap_or(DocumentSet::EMPTY);
        self.record(query, &documents, words.is_unused(), &mut echo.understood)?;
        let mut found = Structure {
            documents: if denied { DocumentSet::EMPTY } else { documents },
            units,
            assignments,
            units_first: matches!(
                query.hit_kind,
                HitKindFilter::Measures | HitKindFilter::Units
            ),
        };
        limit_to_results(&mut found, query);
        let is_weak = is_weak && may_be_subject(query);
        if is_weak
            && self.is_empty(&found.documents.plan)?
            && self.is_empty(&found.assignments)?
            && self.is_empty(&found.units)?
        {
            return Ok(None);
        }
        Ok(Some(found))
    }

    /// Records in the parts of the answer which documents were meant, and which words
    /// narrow nothing.
    fn record(
        &self,
        query: &ParsedQuery,
        documents: &DocumentSet,
        has_unused: bool,
        parts: &mut Vec<QueryPart>,
    ) -> Result<(), ReadError> {
        if has_unused {
            parts.retain(|part| part.role != PartRole::Text);
            let unused = QueryPart::new(PartRole::Unused, free_text(query));
            parts.push(QueryPart { places: query.free.clone(), ..unused });
        }
        let collection = self.directory.collection();
        for part in parts.iter_mut().filter(|part| part.role == PartRole::Cites) {
            part.record_resolution(collection.ids(&documents.plan, Page::WHOLE)?);
            let Some(id) = &part.document else { continue };
            if let Some(symbol) = by_id(collection, id)?.and_then(|only| only.symbol) {
                part.value = symbol;
            }
        }
        Ok(())
    }

    fn is_empty(&self, plan: &Plan) -> Result<bool, ReadError> {
        Ok(self.directory.collection().count(plan)? == 0)
    }

    /// Keeps the entries of a plan that have every word in a field, where any has; whether
    /// any has.
    fn narrow_where_any(
        &self,
        plan: &mut Plan,
        words: &FreeText,
        field: Field,
    ) -> Result<bool, ReadError> {
        if words.is_empty() {
            return Ok(false);
        }
        let narrowed = Plan::all([plan.clone(), words.every_word(field)]);
        let any = !self.is_empty(&narrowed)?;
        if any {
            *plan = narrowed;
        }
        Ok(any)
    }

    /// Free words and duties beside an agency are words of its task.
    fn narrow_assignments(
        &self,
        assignments: &mut Plan,
        query: &ParsedQuery,
        words: &mut FreeWords,
    ) -> Result<(), ReadError> {
        for duty in query.performers.iter().filter_map(|performer| performer.duty) {
            let duty = FreeText::new(duty.of(&query.text));
            self.narrow_where_any(assignments, &duty, Field::Folded)?;
        }
        if !words.used {
            words.used =
                self.narrow_where_any(assignments, &words.text, Field::Folded)?;
        }
        Ok(())
    }
}

impl Structure {
    /// Keeps what fits the operators of the query.
    pub(crate) fn narrow(&mut self, filter: &OperatorFilter) {
        for plan in [&mut self.documents.plan, &mut self.assignments, &mut self.units] {
            *plan = filter.apply(std::mem::replace(plan, Plan::Nothing));
        }
    }
}

/// Units that cite the documents, or are covered by the assignments, or both.
fn units_plan(
    query: &ParsedQuery,
    documents: Option<&DocumentSet>,
    assignments: &Plan,
) -> Plan {
    let mut must = vec![units_of(query.hit_kind)];
    if let Some(number) = &query.place {
        must.push(Plan::term(Field::Number, number.clone()));
    }
    if !query.performers.is_empty() {
        let is_alone = documents.is_none()
            || query.documents.as_ref().is_some_and(|wanted| wanted.denied);
        let field = if is_alone { Field::Id } else { Field::Within };
        must.push(covered(field, assignments.clone()));
    }
    let Some(documents) = documents else { return Plan::all(must) };
    let Some(wanted) = query.documents.as_ref().filter(|wanted| wanted.denied) else {
        must.push(documents.joined(Field::Cites));
        return Plan::all(must);
    };
    let denied = match (wanted.is_any(), wanted.numbered) {
        (true, true) => Plan::term(Field::CitesWithin, "numbered"),
        (true, false) => {
            Plan::any_of(Field::CitesWithin, ["numbered", "named"].map(str::to_owned))
        }
        _ => documents.joined(Field::CitesWithin),
    };
    Plan::all(must).but_not(denied)
}

/// Where units are asked for, documents and assignments are those of the units found.
fn limit_to_results(found: &mut Structure, query: &ParsedQuery) {
    let has_documents = query.documents.is_some();
    let by_both = !query.performers.is_empty() && has_documents;
    if !(by_both || (has_documents && found.units_first)) {
        return;
    }
    let cited = Plan::joined(Field::Id, JoinColumn::Cites, found.units.clone());
    let documents = std::mem::replace(&mut found.documents.plan, Plan::Nothing);
    found.documents.plan = Plan::all([documents, cited]);
    if by_both {
        let covering =
            Plan::joined(Field::Within, JoinColumn::Within, found.units.clone());
        let assignments = std::mem::replace(&mut found.assignments, Plan::Nothing);
        found.assignments = Plan::all([assignments, covering]);
    }
}

/// Units that have in a field the id of one that the assignments cover.
pub(crate) fn covered(field: Field, assignments: Plan) -> Plan {
    Plan::joined(field, JoinColumn::Within, assignments)
}

/// Free words, and whether anything was narrowed by them.
struct FreeWords {
    text: FreeText,
    used: bool,
}

impl FreeWords {
    fn new(text: FreeText) -> Self {
        Self { text, used: false }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn is_unused(&self) -> bool {
        !self.used && !self.is_empty()
    }
}

/// Units of the kind that is asked for.
pub(crate) fn units_of(kind: HitKindFilter) -> Plan {
    if kind == HitKindFilter::Measures {
        return of_kind(EntryKind::Measure);
    }
    of_units()
}

/// The free words of a query as one text.
pub(crate) fn free_text(query: &ParsedQuery) -> String {
    let runs = query.free.iter().map(|span| one_line(span.of(&query.text)));
    runs.collect::<Vec<_>>().join(" ")
}
