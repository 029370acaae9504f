//! What a collection has by name: its agencies, documents by their facts, assignments by
//! agency.

use std::sync::{Mutex, PoisonError};

use super::document_set::{DocumentSet, fitting};
use super::free_text::FreeText;
use super::symbol_lookup::{loose_symbol_plan, symbol_of, symbol_plan};
use crate::parsed::field::QueryField;
use crate::parsed::period::Period;
use crate::parsed::query::{
    DocumentQuery, IssuerLevel, NamedDocument, Performer, PerformerRole,
};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::key::{day_number, shared_code_term};
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, of_documents, of_kind};
use tracuu_index::record::{AgencyRecord, DocumentRecord};
use tracuu_legal::agency::body::Agency;
use tracuu_legal::agency::closeness::Closeness;
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::citation::known_name::law_numbered;
use tracuu_legal::document::date::YEARS;
use tracuu_legal::document::date_reader::find_dates;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::issuer_code::{self, Level};
use tracuu_legal::document::loose_symbol::LooseSymbol;
use tracuu_legal::document::symbol::Symbol;
use tracuu_text::syllable::{folded, normal_words};
use tracuu_text::words::words;

/// The agencies of a collection, read once, and the readers that know them.
pub(crate) struct Directory {
    collection: Collection,
    registry: Registry,
    /// Agencies of the collection with their ids there.
    known: Vec<(Agency, AgencyRecord)>,
    /// Names by id, of the agencies that codes stand for, too.
    names: FxHashMap<String, String>,
    /// Codes that stand for several bodies, with these bodies.
    shared_codes: Vec<(&'static str, Vec<Agency>)>,
    /// The operators of [`Self::operator`]: as many as the collection has values of facets.
    operators: Mutex<FxHashMap<(QueryField, String), String>>,
}

impl Directory {
    pub(crate) fn new(collection: Collection) -> Self {
        let listed = Registry::built_in();
        let known: Vec<(Agency, AgencyRecord)> = collection
            .agencies()
            .iter()
            .filter_map(|record| Some((listed.read(&record.name)?, record.clone())))
            .collect();
        let registry = Registry::with_learnt(known.iter().map(|(agency, _)| agency));
        let shared_codes = issuer_code::all()
            .iter()
            .filter(|row| row.bodies.len() > 1)
            .map(|row| {
                let bodies =
                    row.bodies.iter().filter_map(|body| listed.read(body.written()));
                (row.code, bodies.collect())
            })
            .collect();
        let coded = issuer_code::all().iter().flat_map(|row| &row.bodies);
        let coded = coded.filter_map(|body| listed.read(body.written()));
        let mut names: FxHashMap<String, String> =
            coded.map(|body| (body.id().to_owned(), body.name().to_owned())).collect();
        let records = known.iter().map(|(_, record)| record);
        names.extend(records.map(|record| (record.id.clone(), record.name.clone())));
        let operators = Mutex::default();
        Self { collection, registry, known, names, shared_codes, operators }
    }

    /// The operator that asks for a value of a field, as `write` makes it the first time:
    /// it depends on the collection alone, and making it compares every agency.
    pub(crate) fn operator(
        &self,
        field: QueryField,
        value: &str,
        write: impl FnOnce() -> String,
    ) -> String {
        let known = || self.operators.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (field, value.to_owned());
        if let Some(operator) = known().get(&key) {
            return operator.clone();
        }
        let operator = write();
        known().insert(key, operator.clone());
        operator
    }

    pub(crate) fn collection(&self) -> &Collection {
        &self.collection
    }

    pub(crate) fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The name of the agency that has this id: one of the collection, or one that a code
    /// in a symbol stands for.
    pub(crate) fn name_of(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(String::as_str)
    }

    /// Ids of the agencies of the collection that a typed name can mean: those it names,
    /// else those it is short for or an earlier or later name of.
    pub(crate) fn agency_ids(&self, asked: &AgencyQuery) -> Vec<String> {
        let near = |least: Closeness| -> Vec<String> {
            self.known
                .iter()
                .filter(|(agency, _)| asked.closeness(agency) >= Some(least))
                .map(|(_, record)| record.id.clone())
                .collect()
        };
        let found = near(Closeness::Implied);
        if found.is_empty() { near(Closeness::Renamed) } else { found }
    }

    /// The agencies of the collection that a performer or a relative of it is (one whose name
    /// holds the other's: "UBND tỉnh" and its Ban cán sự đảng), with a task in some role.
    /// Looks at every agency: for answers that found nothing.
    pub(crate) fn near_roles(&self, performer: &Performer) -> Vec<&AgencyRecord> {
        /// Most agencies that are offered.
        const MAX_NEAR: usize = 4;
        let asked: Vec<String> = performer
            .agency
            .readings()
            .iter()
            .map(|reading| normal_words(reading.name()))
            .collect();
        let is_near = |name: &str| {
            asked.iter().any(|asked| holds_words(name, asked) || holds_words(asked, name))
        };
        let known = self.known.iter().filter(|(_, record)| {
            PerformerRole::Any.n_tasks(record) > 0 && is_near(&normal_words(&record.name))
        });
        known.map(|(_, record)| record).take(MAX_NEAR).collect()
    }

    /// Terms of [`Field::Issuer`] for a typed body. A name that stands for several bodies
    /// of one code ("Tỉnh ủy") also finds documents of which only the code is known.
    pub(crate) fn issuer_terms(&self, asked: &AgencyQuery) -> Vec<String> {
        let mut terms = self.agency_ids(asked);
        for (code, bodies) in &self.shared_codes {
            let n_meant = bodies
                .iter()
                .filter(|body| asked.closeness(body) >= Some(Closeness::Implied))
                .count();
            if n_meant > 1 {
                terms.push(shared_code_term(code));
                terms.extend(self.ids_of(bodies));
            }
        }
        terms
    }

    /// Ids of bodies of the collection.
    fn ids_of(&self, bodies: &[Agency]) -> impl Iterator<Item = String> {
        let is_meant = |agency: &Agency| {
            bodies.iter().any(|body| body.closeness(agency) >= Some(Closeness::Implied))
        };
        let known = self.known.iter().filter(move |(agency, _)| is_meant(agency));
        known.map(|(_, record)| record.id.clone())
    }

    /// The documents that fit, symbols compared part by part.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(crate) fn documents(
        &self,
        wanted: &DocumentQuery,
    ) -> Result<DocumentSet, ReadError> {
        let laws = laws_numbered(wanted);
        if wanted.names.is_empty() && laws.is_empty() {
            return self.in_area(wanted, self.described(wanted)?);
        }
        let mut plans = Vec::new();
        for name in wanted.names.iter().chain(&laws) {
            plans.push(self.named(name)?);
        }
        if !wanted.symbols.is_empty() {
            plans.push(self.described(wanted)?.plan);
        }
        Ok(DocumentSet::new(Plan::some(plans)))
    }

    /// The documents whose issuer has the place asked for; those that state none stand for
    /// it as well. All, where none has it: the words are no place then.
    fn in_area(
        &self,
        wanted: &DocumentQuery,
        found: DocumentSet,
    ) -> Result<DocumentSet, ReadError> {
        let Some(area) = wanted.area.as_deref().map(normal_words) else {
            return Ok(found);
        };
        let folded_area = folded(&area);
        let here = |text: &str| {
            let text = normal_words(text);
            holds_words(&text, &area) || holds_words(&folded(&text), &folded_area)
        };
        let names = wanted.issuers.iter().flat_map(AgencyQuery::readings);
        let names: Vec<usize> =
            names.map(|body| body.name().split_whitespace().count()).collect();
        let is_bare = |text: &str| {
            let n_words = text.split_whitespace().count();
            names.iter().any(|known| n_words <= *known)
        };
        let is_here = |document: &DocumentRecord| issuers_of(document).any(here);
        let fits = |document: &DocumentRecord| {
            is_here(document) || issuers_of(document).all(is_bare)
        };
        let fitting = fitting(&self.collection, &found.plan, fits)?;
        if !fitting.records.iter().any(is_here) {
            return Ok(found);
        }
        Ok(fitting.within(&found.plan))
    }

    /// The documents that a listed name can mean: by the numbers that the lists have, and
    /// those known by the name alone.
    fn named(&self, name: &NamedDocument) -> Result<Plan, ReadError> {
        let symbols = name.symbols.iter().map(symbol_plan);
        let mut plans: Vec<Plan> = symbols.collect();
        let headings = name.names.iter().filter_map(|one| {
            let heading = FreeText::new(one).heading_phrase()?;
            Some(Plan::all([of_documents(), heading]))
        });
        let plan = Plan::some(headings);
        let known = DocumentSet::from_records(&self.collection, &plan, |document| {
            document.names.iter().any(|known| is_name_of(known, name))
                && may_be_of_year(document, name)
        })?;
        plans.push(known.plan);
        Ok(Plan::some(plans))
    }

    /// The documents of the facts that are stated beside symbols, or without any.
    pub(crate) fn described(
        &self,
        wanted: &DocumentQuery,
    ) -> Result<DocumentSet, ReadError> {
        let is_other = |symbol: &LooseSymbol| {
            let types: Vec<DocumentType> =
                symbol.symbols().iter().flat_map(Symbol::types).collect();
            !types.is_empty() && !types.iter().any(|own| wanted.types.contains(own))
        };
        let is_untyped = !wanted.types.is_empty()
            && !wanted.symbols.is_empty()
            && wanted.symbols.iter().all(is_other);
        // "Quy chế số 518/QĐ-BNV" is issued with a decision: the word is none for its code.
        let plan = if is_untyped {
            self.document_plan(&DocumentQuery { types: Vec::new(), ..wanted.clone() })
        } else {
            self.document_plan(wanted)
        };
        // A plan knows which codes a symbol has, not their order.
        if wanted.symbols.iter().all(|symbol| symbol.issuers.len() < 2) {
            return Ok(DocumentSet::new(plan));
        }
        DocumentSet::from_records(&self.collection, &plan, |document| {
            symbol_of(document)
                .is_some_and(|own| wanted.symbols.iter().any(|one| one.fits(&own)))
        })
    }

    fn document_plan(&self, wanted: &DocumentQuery) -> Plan {
        let by_symbol = !wanted.symbols.is_empty();
        let kinds = if by_symbol || wanted.numbered {
            of_kind(EntryKind::Document)
        } else {
            of_documents()
        };
        let mut must = vec![kinds];
        if by_symbol {
            must.push(Plan::some(wanted.symbols.iter().map(loose_symbol_plan)));
        }
        if !wanted.types.is_empty() {
            let ids = wanted.types.iter().map(|kind| kind.id().to_owned());
            must.push(Plan::any_of(Field::Type, ids));
        }
        if !wanted.issuers.is_empty() {
            let terms = wanted.issuers.iter().flat_map(|asked| self.issuer_terms(asked));
            must.push(Plan::any_of(Field::Issuer, terms));
        }
        if let Some(level) = wanted.level {
            must.push(Plan::any_of(Field::IssuerCode, codes_of(level)));
        }
        if let Some(period) = wanted.period {
            let stated = period_plan(period);
            // A symbol is telling enough that a document without a date stays possible.
            must.push(if by_symbol {
                Plan::some([stated, of_kind(EntryKind::Document).but_not(any_date())])
            } else {
                stated
            });
        }
        Plan::all(must)
    }

    /// What an agency does in its role.
    pub(crate) fn assignments(&self, performer: &Performer) -> Plan {
        let field = match performer.role {
            PerformerRole::Lead => Field::Lead,
            PerformerRole::Coordinating => Field::Coordinating,
            PerformerRole::Any => Field::Agency,
        };
        Plan::any_of(field, self.agency_ids(&performer.agency))
    }
}

/// The laws whose numbers are typed, by name: texts cite them by number, or by name and
/// year.
fn laws_numbered(wanted: &DocumentQuery) -> Vec<NamedDocument> {
    let symbols = wanted.symbols.iter().filter(|symbol| symbol.is_full());
    let laws = symbols.flat_map(|typed| {
        typed.symbols().into_iter().filter_map(|symbol| {
            let law = law_numbered(&symbol)?;
            Some(NamedDocument {
                span: typed.span,
                names: vec![law.name.to_owned()],
                symbols: vec![symbol],
                year: Some(law.meaning.issued.year()),
            })
        })
    });
    laws.collect()
}

/// Whether a document is called by a listed name, with nothing behind it but a day or a year,
/// which is the one asked for.
fn is_name_of(known: &str, asked: &NamedDocument) -> bool {
    let date = find_dates(known).into_iter().next();
    let (head, behind) = match date {
        Some((_, span)) => (known.get(..span.start), known.get(span.end..)),
        None => (Some(known), None),
    };
    let mut name = plain_words(head.unwrap_or_default());
    let bare: Option<i16> = name.last().and_then(|last| last.parse().ok());
    let bare = bare.filter(|year| YEARS.contains(year));
    if bare.is_some() {
        name.pop();
    }
    let year = date.map(|(date, _)| date.year()).or(bare);
    let is_year = year.zip(asked.year).is_none_or(|(year, asked)| year == asked);
    let is_end = behind.is_none_or(|behind| plain_words(behind).is_empty());
    is_year && is_end && asked.names.iter().any(|asked| plain_words(asked) == name)
}

/// The words of a name, without what stands between them.
fn plain_words(name: &str) -> Vec<String> {
    words(name).map(|word| word.normal.into_owned()).collect()
}

/// Whether a document with a number can be the one of the year that is asked for.
fn may_be_of_year(document: &DocumentRecord, asked: &NamedDocument) -> bool {
    let Some(year) = asked.year else { return true };
    symbol_of(document).is_none_or(|own| {
        asked.symbols.iter().any(|symbol| symbol.same_work(&own))
            || own.year.is_some_and(|own| i32::from(own) == i32::from(year))
    })
}

/// The issuers of a document as stated anywhere, and its place.
fn issuers_of(document: &DocumentRecord) -> impl Iterator<Item = &str> {
    let facts = document.facts.iter().filter(|fact| fact.field == FactField::Issuer);
    facts.filter_map(|fact| fact.value.as_text()).chain(document.place.as_deref())
}

/// The codes of the issuers of a level.
fn codes_of(level: IssuerLevel) -> impl Iterator<Item = String> {
    let is_meant = move |own: Level| match level {
        IssuerLevel::Central => matches!(own, Level::Central | Level::Ministry),
        IssuerLevel::Province => matches!(own, Level::Province | Level::Local),
    };
    let codes = issuer_code::all().iter().filter(move |row| is_meant(row.level));
    codes.map(|row| issuer_code::comparable(row.code))
}

/// Whether a text holds words one after the other, all in normal form.
fn holds_words(text: &str, words: &str) -> bool {
    !words.is_empty() && format!(" {text} ").contains(&format!(" {words} "))
}

pub(crate) fn period_plan(period: Period) -> Plan {
    let by_day =
        Plan::Range(Field::Date, day_number(period.from), day_number(period.until));
    let is_whole_years =
        period.from.day_of_year() == 1 && period.until == period.until.last_of_year();
    if !is_whole_years {
        return by_day;
    }
    let year = |date: Date| u64::try_from(date.year()).unwrap_or(0);
    Plan::some([by_day, Plan::Range(Field::Year, year(period.from), year(period.until))])
}

fn any_date() -> Plan {
    Plan::Range(Field::Date, 0, u64::MAX)
}
