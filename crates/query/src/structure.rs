//! What a query names, looked up: documents, the units that cite them or are covered by
//! an assignment, and the assignments.

use rustc_hash::FxHashSet;

use super::answer::QueryInterpretation;
use super::directory::{Directory, covered};
use super::filter::OperatorFilter;
use super::free_text::FreeText;
use super::resolver::by_name;
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{DocumentQuery, HitKindFilter, ParsedQuery};
use crate::read::word::one_line;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Page, of_kind};
use tracuu_index::record::{AssignmentRecord, DocumentRecord};

/// What a query names, looked up.
pub(crate) struct Structure {
    /// Documents named or described.
    pub(crate) documents: Vec<DocumentRecord>,
    /// Units that cite them, or are covered by the assignments.
    pub(crate) units: Plan,
    /// Assignments of the agencies named.
    pub(crate) assignments: Vec<AssignmentRecord>,
    /// Whether units are what is asked for.
    pub(crate) units_first: bool,
}

impl Structure {
    /// "các nhiệm vụ": all of a kind.
    fn listing(kind: HitKindFilter) -> Self {
        let units =
            if kind == HitKindFilter::Documents { Plan::Nothing } else { units_of(kind) };
        Self { documents: Vec::new(), units, assignments: Vec::new(), units_first: true }
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
        let named = by_name(self.directory, query)?;
        let mut documents = match (&query.documents, named) {
            (Some(wanted), _) => Some(self.directory.documents(wanted)?),
            (None, Some(named)) => Some(named),
            (None, None) => None,
        };
        let by_name = query.documents.is_none() && documents.is_some();
        let denied = query.documents.as_ref().is_some_and(|wanted| wanted.denied);
        let mut assignments = Vec::new();
        if !query.performers.is_empty() {
            assignments = self.directory.assignments(&query.performers)?;
            let is_question = query.performers.iter().any(|p| p.is_explicit);
            if assignments.is_empty() && documents.is_none() && !is_question {
                return Ok(None);
            }
        }
        if documents.is_none() && query.performers.is_empty() && query.place.is_none() {
            let is_listing = free.is_empty() && query.hit_kind != HitKindFilter::Anything;
            return Ok(is_listing.then(|| Structure::listing(query.hit_kind)));
        }
        let mut words = FreeWords::new(if by_name { FreeText::default() } else { free });
        if let Some(found) = documents.as_mut().filter(|_| !denied) {
            self.narrow_documents(found, &mut words)?;
        }
        self.narrow_assignments(&mut assignments, query, &mut words)?;
        let units = Self::units_plan(query, documents.as_deref(), &assignments);
        let units = self.narrow_units(units, &mut words)?;
        if query.place.is_some() && query.performers.is_empty() {
            assignments = self.assignments_of(&units)?;
        }
        let is_weak = query.documents.as_ref().is_none_or(DocumentQuery::is_weak);
        if is_weak && words.is_unused() && words.text.is_subject() {
            return Ok(None);
        }
        if words.is_unused() {
            let text = free_text(query);
            echo.understood.retain(|part| part.role != PartRole::Text);
            let places = query.free.clone();
            let unused = QueryPart::new(PartRole::Unused, text);
            let unused = QueryPart { places, ..unused };
            echo.understood.push(unused);
        }
        echo.understood.iter_mut().filter(|part| part.role == PartRole::Cites).for_each(
            |part| {
                record_documents(part, documents.as_deref().unwrap_or_default());
            },
        );
        let mut found = Structure {
            documents: if denied { Vec::new() } else { documents.unwrap_or_default() },
            units,
            assignments,
            units_first: matches!(
                query.hit_kind,
                HitKindFilter::Measures | HitKindFilter::Units
            ),
        };
        self.limit_to_results(&mut found, query)?;
        let is_empty = found.documents.is_empty() && found.assignments.is_empty();
        let is_weak = is_weak && is_empty && may_be_subject(query);
        if is_weak && self.directory.collection().count(&found.units)? == 0 {
            return Ok(None);
        }
        Ok(Some(found))
    }

    /// Keeps what fits the operators of the query.
    pub(crate) fn narrow(
        &self,
        found: &mut Structure,
        filter: &OperatorFilter,
    ) -> Result<(), ReadError> {
        if filter.is_empty() {
            return Ok(());
        }
        if !found.documents.is_empty() {
            let ids = found.documents.iter().map(|document| document.id.clone());
            let plan = filter.apply(Plan::any_of(Field::Id, ids));
            found.documents =
                self.directory.collection().documents(&plan, Page::WHOLE)?.items;
        }
        if !found.assignments.is_empty() {
            let ids = found.assignments.iter().map(|record| record.id.clone());
            let plan = filter.apply(Plan::any_of(Field::Id, ids));
            found.assignments =
                self.directory.collection().assignments(&plan, Page::WHOLE)?.items;
        }
        found.units = filter.apply(std::mem::replace(&mut found.units, Plan::Nothing));
        Ok(())
    }

    /// Free words beside a document are words of its title.
    fn narrow_documents(
        &self,
        documents: &mut Vec<DocumentRecord>,
        words: &mut FreeWords,
    ) -> Result<(), ReadError> {
        if words.is_empty() || documents.is_empty() {
            return Ok(());
        }
        let ids = documents.iter().map(|document| document.id.clone());
        let titled = words.text.every_word(Field::Heading);
        let plan = Plan::all([Plan::any_of(Field::Id, ids), titled]);
        let kept = self.directory.collection().documents(&plan, Page::WHOLE)?.items;
        if !kept.is_empty() {
            let kept: FxHashSet<String> = kept.into_iter().map(|kept| kept.id).collect();
            documents.retain(|document| kept.contains(&document.id));
            words.used = true;
        }
        Ok(())
    }

    /// Free words and duties beside an agency are words of its task.
    fn narrow_assignments(
        &self,
        assignments: &mut Vec<AssignmentRecord>,
        query: &ParsedQuery,
        words: &mut FreeWords,
    ) -> Result<(), ReadError> {
        let duties = query.performers.iter().filter_map(|performer| performer.duty);
        for duty in duties {
            let duty = FreeText::new(duty.of(&query.text));
            self.keep_matching(assignments, &duty)?;
        }
        if !words.is_empty() && !words.used {
            words.used = self.keep_matching(assignments, &words.text)?;
        }
        Ok(())
    }

    /// Keeps the assignments that have every word, where any has.
    fn keep_matching(
        &self,
        assignments: &mut Vec<AssignmentRecord>,
        words: &FreeText,
    ) -> Result<bool, ReadError> {
        if assignments.is_empty() || words.is_empty() {
            return Ok(false);
        }
        let ids = assignments.iter().map(|record| record.id.clone());
        let plan =
            Plan::all([Plan::any_of(Field::Id, ids), words.every_word(Field::Folded)]);
        let kept = self.directory.collection().assignments(&plan, Page::WHOLE)?.items;
        let any = !kept.is_empty();
        if any {
            *assignments = kept;
        }
        Ok(any)
    }

    fn units_plan(
        query: &ParsedQuery,
        documents: Option<&[DocumentRecord]>,
        assignments: &[AssignmentRecord],
    ) -> Plan {
        let mut must = vec![units_of(query.hit_kind)];
        if let Some(number) = &query.place {
            must.push(Plan::term(Field::Number, number.clone()));
        }
        if !query.performers.is_empty() {
            let is_alone = documents.is_none()
                || query.documents.as_ref().is_some_and(|wanted| wanted.denied);
            let field = if is_alone { Field::Id } else { Field::Within };
            must.push(Plan::any_of(field, covered(assignments)));
        }
        let Some(documents) = documents else { return Plan::all(must) };
        let ids = || documents.iter().map(|document| document.id.clone());
        let Some(wanted) = query.documents.as_ref().filter(|wanted| wanted.denied) else {
            must.push(Plan::any_of(Field::Cites, ids()));
            return Plan::all(must);
        };
        let denied = match (wanted.is_any(), wanted.numbered) {
            (true, true) => Plan::term(Field::CitesWithin, "numbered"),
            (true, false) => {
                Plan::any_of(Field::CitesWithin, ["numbered", "named"].map(str::to_owned))
            }
            _ => Plan::any_of(Field::CitesWithin, ids()),
        };
        Plan::all(must).but_not(denied)
    }

    /// Free words that no document or assignment has used narrow the units.
    fn narrow_units(
        &self,
        units: Plan,
        words: &mut FreeWords,
    ) -> Result<Plan, ReadError> {
        if words.is_empty() || words.used {
            return Ok(units);
        }
        let narrowed = Plan::all([units.clone(), words.text.every_word(Field::Folded)]);
        if self.directory.collection().count(&narrowed)? == 0 {
            return Ok(units);
        }
        words.used = true;
        Ok(narrowed)
    }

    /// The assignments that cover some units.
    fn assignments_of(&self, units: &Plan) -> Result<Vec<AssignmentRecord>, ReadError> {
        let units = self.directory.collection().units(units, Page::WHOLE)?.items;
        let ids = units.into_iter().map(|unit| unit.id);
        let plan = Plan::any_of(Field::Within, ids);
        Ok(self.directory.collection().assignments(&plan, Page::WHOLE)?.items)
    }

    /// Where units are asked for, documents and assignments are those of the units found.
    fn limit_to_results(
        &self,
        found: &mut Structure,
        query: &ParsedQuery,
    ) -> Result<(), ReadError> {
        let has_documents = query.documents.is_some();
        let by_both = !query.performers.is_empty() && has_documents;
        let by_documents = has_documents && found.units_first;
        if !(by_both || by_documents) {
            return Ok(());
        }
        let units = self.directory.collection().units(&found.units, Page::WHOLE)?.items;
        let cited: FxHashSet<&str> = units
            .iter()
            .flat_map(|unit| &unit.citations)
            .filter_map(|citation| citation.document.as_deref())
            .collect();
        found.documents.retain(|document| cited.contains(document.id.as_str()));
        if by_both {
            let within: FxHashSet<&str> =
                units.iter().flat_map(|unit| &unit.within).map(String::as_str).collect();
            found.assignments.retain(|record| {
                record.units.iter().any(|unit| within.contains(unit.as_str()))
            });
        }
        Ok(())
    }
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
    let both = [EntryKind::Measure, EntryKind::Provision];
    Plan::any_of(Field::Kind, both.map(|kind| kind.name().to_owned()))
}

/// The free words of a query as one text.
pub(crate) fn free_text(query: &ParsedQuery) -> String {
    let runs = query.free.iter().map(|span| one_line(span.of(&query.text)));
    runs.collect::<Vec<_>>().join(" ")
}

/// Records which documents a part names; the symbol of a single one is its value.
fn record_documents(part: &mut QueryPart, documents: &[DocumentRecord]) {
    part.record_resolution(documents.iter().map(|document| &document.id));
    if let [only] = documents
        && let Some(symbol) = &only.symbol
    {
        part.value.clone_from(symbol);
    }
}
