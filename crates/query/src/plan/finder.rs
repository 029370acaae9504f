//! Looking up what a query names: documents, the units that cite them or are covered by an
//! assignment, and the assignments.

use jiff::civil::Date;

use super::groups::{grouped, limit_to_results, listing, mentions};
use super::structure::Structure;
use super::units::{covered, units_of, units_plan};
use super::{cited, place, relation, tasks};
use crate::answer::QueryInterpretation;
use crate::directory::Directory;
use crate::document_set::DocumentSet;
use crate::free_text::FreeText;
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{Ask, DocumentQuery, HitKindFilter, ParsedQuery, Standing};
use crate::resolver::{by_id, by_name};
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, JoinColumn, Plan};
use tracuu_index::reader::{Page, of_documents, of_kind, of_units};
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

/// Documents that are named as those cited most.
const MAX_MOST_CITED: usize = 10;

/// Looks things up for one query.
pub(crate) struct StructureFinder<'c> {
    /// What the collection has by name.
    pub(crate) directory: &'c Directory,
    /// The day of the question.
    pub(crate) today: Date,
}

/// Whether a query that names nothing that is here is about its words: where it has words
/// of its own, or is a type alone ("quy hoạch").
fn may_be_subject(query: &ParsedQuery) -> bool {
    let is_type = query.documents.as_ref().is_some_and(DocumentQuery::is_type)
        && query.hit_kind == HitKindFilter::Anything
        && query.performers.is_empty();
    is_type || !FreeText::new(&free_text(query)).is_empty()
}

/// Whether agencies are named beside words of a subject, and nothing says what they do.
fn is_topic_of_agencies(query: &ParsedQuery) -> bool {
    let is_plain = query.performers.iter().all(|one| !one.is_explicit && !one.is_denied);
    let has_more = query.has_documents()
        || query.place.is_some()
        || query.deadline.is_some()
        || query.hit_kind != HitKindFilter::Anything;
    is_plain && !query.performers.is_empty() && !has_more && !query.free.is_empty()
}

impl StructureFinder<'_> {
    /// What a query names, looked up; `None` where it names nothing, or nothing that the
    /// collection knows and that could not be a subject as well.
    pub(crate) fn structure(
        &self,
        query: &ParsedQuery,
        echo: &mut QueryInterpretation,
    ) -> Result<Option<Structure>, ReadError> {
        let wanted = query.documents.as_ref().filter(|wanted| wanted.is_named());
        if let Some(wanted) = wanted {
            let is_pinned = query.performers.is_empty() && query.deadline.is_none();
            let place = query.place.as_ref().filter(|_| is_pinned);
            if let Some(asked) = &query.relation {
                let documents = self.recorded(wanted, &mut echo.understood)?;
                let found = relation::related(self.directory, documents, asked, place)?;
                return Ok(Some(found));
            }
            if let Some(types) = query.citers.as_ref().filter(|_| query.denied.is_none())
            {
                let documents = self.recorded(wanted, &mut echo.understood)?;
                let found = cited::citing(self.directory, wanted, documents, types)?;
                return Ok(Some(found));
            }
            if let Some(place) = place.filter(|place| !place.is_cited) {
                let documents = self.recorded(wanted, &mut echo.understood)?;
                let is_who = matches!(query.ask, Some(Ask::Who | Ask::Due));
                return Ok(Some(place::at(self.directory, documents, place, is_who)?));
            }
        }
        if let Some(citing) = &query.citing {
            return Ok(Some(cited::cited_by(
                self.directory,
                query,
                citing,
                &mut echo.understood,
            )?));
        }
        if query.ask == Some(Ask::MostCited) {
            return Ok(Some(self.most_cited(query)?));
        }
        if is_topic_of_agencies(query)
            || (matches!(query.ask, Some(Ask::Who | Ask::Due)) && asks_by_words(query))
        {
            return Ok(None);
        }
        self.default_structure(query, echo)
    }

    /// Documents, units and assignments by all that is stated together.
    #[expect(
        clippy::too_many_lines,
        reason = "each step narrows the plans of the one before; parted they would pass six"
    )]
    fn default_structure(
        &self,
        query: &ParsedQuery,
        echo: &mut QueryInterpretation,
    ) -> Result<Option<Structure>, ReadError> {
        let mut documents = match &query.documents {
            Some(wanted) => {
                let found = self.directory.documents(wanted)?;
                Some(self.standing_as(wanted, found)?)
            }
            None => by_name(self.directory, query)?,
        };
        let by_name = query.documents.is_none() && documents.is_some();
        let free = if by_name { String::new() } else { free_text(query) };
        let free = FreeText::new(&free);
        let mut assignments = tasks::assignments(self.directory, query, self.today);
        let is_question = query.deadline.is_some()
            || query.performers.iter().any(|one| one.is_explicit || one.is_denied);
        if let Some(found) = assignments.as_ref().filter(|_| !is_question)
            && documents.is_none()
            && self.is_empty(found)?
        {
            return Ok(None);
        }
        let has_filter = query.place.is_some() || query.denied.is_some();
        if documents.is_none() && assignments.is_none() && !has_filter {
            let is_listing = free.is_empty() && query.hit_kind != HitKindFilter::Anything;
            return Ok(is_listing.then(|| listing(query.hit_kind)));
        }
        let topics = FreeText::new(&joined(query, &query.topics));
        let mut words = FreeWords { text: free, topics, used: false };
        let is_described =
            query.documents.as_ref().is_some_and(|asked| !asked.is_named());
        if let Some(found) = documents.as_mut().filter(|_| is_described) {
            words.used |=
                self.narrow_where_any(&mut found.plan, &words.text, Field::Heading)?;
            let asks_standing =
                query.documents.as_ref().is_some_and(|asked| asked.standing.is_some());
            if asks_standing && !words.used && !words.text.is_empty() {
                words.used |= self.narrow_to_holders(&mut found.plan, &words.text)?;
            }
        }
        if let Some(assignments) = &mut assignments {
            self.narrow_assignments(assignments, query, &mut words)?;
        }
        let is_denied_only = query.performers.iter().all(|one| one.is_denied);
        let covering =
            assignments.as_ref().filter(|_| !is_denied_only || query.deadline.is_some());
        let mut units = units_plan(self.directory, query, documents.as_ref(), covering)?;
        if let Some(denied) = tasks::denied(self.directory, query) {
            units = units.but_not(covered(Field::Within, denied));
        }
        if let (Some(place), Some(documents)) =
            (query.place.as_ref().filter(|place| place.is_cited), &documents)
        {
            units = Plan::all([
                units_of(query.hit_kind),
                place::citing_place(self.directory, documents, place)?,
            ]);
        }
        if !words.used {
            words.used =
                self.narrow_where_any(&mut units, &words.topics, Field::Folded)?;
        }
        let mut assignments = assignments.unwrap_or(Plan::Nothing);
        if query.place.is_some()
            && query.performers.is_empty()
            && query.deadline.is_none()
        {
            let covering = Plan::joined(Field::Within, JoinColumn::Id, units.clone());
            assignments = Plan::all([of_kind(EntryKind::Assignment), covering]);
        }
        let tiers = if words.used { FreeText::default() } else { words.text.clone() };
        let unit_tiers = self.tiers(units.clone(), &tiers)?;
        let assignment_tiers = self.tiers(assignments.clone(), &tiers)?;
        words.used |= unit_tiers.len() > 1 || assignment_tiers.len() > 1;
        let is_weak = query.documents.as_ref().is_none_or(DocumentQuery::is_weak);
        if is_weak && !is_question && words.is_unused() && words.text.is_subject() {
            return Ok(None);
        }
        let mut documents = documents.unwrap_or(DocumentSet::EMPTY);
        if words.is_unused() {
            record_unused(query, &mut echo.understood);
        }
        if let Some(wanted) = &query.documents {
            self.record(wanted, &documents, &mut echo.understood)?;
        }
        limit_to_results(&mut documents, &mut assignments, &units, query);
        let by_both = !query.performers.is_empty() && query.documents.is_some();
        let assignment_tiers = if by_both { vec![assignments] } else { assignment_tiers };
        let mut found = grouped(query, documents, unit_tiers, assignment_tiers);
        if let Some(mentions) = mentions(query) {
            let all = found.plan();
            found.groups.push(mentions.but_not(all));
        }
        if is_weak && may_be_subject(query) && self.is_empty(&found.plan())? {
            return Ok(None);
        }
        Ok(Some(found))
    }

    /// Those of some documents that stand as is asked for, on the day of the question.
    fn standing_as(
        &self,
        wanted: &DocumentQuery,
        found: DocumentSet,
    ) -> Result<DocumentSet, ReadError> {
        let Some(asked) = wanted.standing else { return Ok(found) };
        let collection = self.directory.collection();
        DocumentSet::from_records(collection, &found.plan, |document| {
            let state = document.timeline().state_on(self.today).state;
            match asked {
                Standing::InForce => {
                    matches!(state, LegalStatus::InForce | LegalStatus::Amended)
                }
                Standing::Ended => state.is_over(),
            }
        })
    }

    /// The documents that are cited most, of the types and facts asked for.
    fn most_cited(&self, query: &ParsedQuery) -> Result<Structure, ReadError> {
        let plan = match &query.documents {
            Some(wanted) => self.directory.documents(wanted)?.plan,
            None => of_kind(EntryKind::Document),
        };
        let page = Page { offset: 0, limit: MAX_MOST_CITED };
        let ids =
            crate::documents::most_cited_of(self.directory.collection(), &plan, page)?;
        let groups = ids.items.into_iter().map(|document| {
            Plan::all([of_documents(), Plan::term(Field::Id, document.id)])
        });
        Ok(Structure::new(DocumentSet::EMPTY, groups.collect()))
    }

    /// The entries of a plan in the order of words: those that have all of them first.
    fn tiers(&self, plan: Plan, words: &FreeText) -> Result<Vec<Plan>, ReadError> {
        if words.is_empty() {
            return Ok(vec![plan]);
        }
        let with = Plan::all([plan.clone(), words.every_word(Field::Folded)]);
        if self.is_empty(&with)? {
            return Ok(vec![plan]);
        }
        Ok(vec![with.clone(), plan.but_not(with)])
    }

    /// The documents wanted, recorded in the parts of the answer.
    fn recorded(
        &self,
        wanted: &DocumentQuery,
        parts: &mut [QueryPart],
    ) -> Result<DocumentSet, ReadError> {
        let documents = self.directory.documents(wanted)?;
        self.record(wanted, &documents, parts)?;
        Ok(documents)
    }

    /// Records in the parts of the answer which documents were meant.
    fn record(
        &self,
        wanted: &DocumentQuery,
        documents: &DocumentSet,
        parts: &mut [QueryPart],
    ) -> Result<(), ReadError> {
        let collection = self.directory.collection();
        let each = wanted.each();
        for part in parts.iter_mut().filter(|part| part.role == PartRole::Cites) {
            let own = each.iter().find(|one| {
                let symbols = one.symbols.iter().map(|symbol| symbol.span.start);
                let names = one.names.iter().map(|name| name.span.start);
                symbols.chain(names).any(|start| Some(start) == part.at)
            });
            let Some(own) = own else { continue };
            // Of a law that is named by its number in one place and by name in another, the
            // number decides.
            if own.names.is_empty() {
                let numbered = self.directory.described(own)?.plan;
                part.record_resolution(collection.ids(&numbered, Page::WHOLE)?);
            }
            if !part.is_resolved() {
                let found = if each.len() == 1 {
                    documents.plan.clone()
                } else {
                    self.directory.documents(own)?.plan
                };
                part.record_resolution(collection.ids(&found, Page::WHOLE)?);
            }
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
        self.narrow_if_any(plan, words.every_word(field))
    }

    /// Keeps the documents in which a unit has every word, where there are any; whether there
    /// are.
    fn narrow_to_holders(
        &self,
        documents: &mut Plan,
        words: &FreeText,
    ) -> Result<bool, ReadError> {
        let units = Plan::all([of_units(), words.every_word(Field::Folded)]);
        self.narrow_if_any(
            documents,
            Plan::joined(Field::Id, JoinColumn::Document, units),
        )
    }

    /// Keeps the entries of a plan that another finds too, where there are any; whether there
    /// are.
    fn narrow_if_any(&self, plan: &mut Plan, other: Plan) -> Result<bool, ReadError> {
        let narrowed = Plan::all([plan.clone(), other]);
        let any = !self.is_empty(&narrowed)?;
        if any {
            *plan = narrowed;
        }
        Ok(any)
    }

    /// The words of a topic, and duties beside an agency, are words of its task.
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
                self.narrow_where_any(assignments, &words.topics, Field::Folded)?;
        }
        Ok(())
    }
}

/// Whether "ai chủ trì …" is answered by words, and not by a place.
fn asks_by_words(query: &ParsedQuery) -> bool {
    query.place.is_none() && !query.free.is_empty()
}

/// Records the words that nothing was ranked or narrowed by.
fn record_unused(query: &ParsedQuery, parts: &mut Vec<QueryPart>) {
    parts.retain(|part| part.role != PartRole::Text);
    let unused = QueryPart::new(PartRole::Unused, free_text(query));
    parts.push(QueryPart { places: query.free.clone(), ..unused });
}

/// Free words, and whether anything was narrowed or ranked by them.
struct FreeWords {
    text: FreeText,
    /// Those that the question says its hits are about.
    topics: FreeText,
    used: bool,
}

impl FreeWords {
    fn is_unused(&self) -> bool {
        !self.used && !self.text.is_empty()
    }
}

/// The free words of a query as one text.
pub(crate) fn free_text(query: &ParsedQuery) -> String {
    joined(query, &query.free)
}

/// Runs of words as one text.
fn joined(query: &ParsedQuery, runs: &[Span]) -> String {
    let runs = runs.iter().map(|span| one_line(span.of(&query.text)));
    runs.collect::<Vec<_>>().join(" ")
}
