//! The page of a document: its facts and who states them, what cites it, and its text
//! where it is held.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use super::asset;
use super::force::{self, ForceView};
use super::layout::html_response;
use super::linked_text::CitationLink;
use super::names::{DocumentNames, document_name};
use super::reader::{DocumentReader, ReaderRequest};
use super::related::{self, RelationGroup};
use super::text_blocks::TextBlock;
use crate::clock;
use crate::params::Params;
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use crate::wire::citation::CitingPlace;
use crate::wire::document::{Document, Fact, Statement};
use crate::words;
use tracuu_index::reader::{Collection, Page};
use tracuu_index::record::{DocumentRecord, Origin, Support, Unit, VersionRecord};
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::date;
use tracuu_print::messages::{Messages, VIETNAMESE};
use tracuu_print::names::page_numbers;
use tracuu_text::capitals;
use tracuu_text::invisible;

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    msg: Messages,
    name: String,
    document: Document,
    facts: Vec<FactRow>,
    force: Option<ForceView>,
    relations: Vec<RelationGroup>,
    citing: Vec<CitingPlace>,
    n_citing: usize,
    n_more_citing: usize,
    versions: Vec<VersionRecord>,
    reader: DocumentReader,
    has_measures: bool,
    /// Pages that were recognised from pictures (OCR); empty where there are none.
    recognised_pages: String,
}

/// One fact with all its stated values.
struct FactRow {
    label: &'static str,
    is_conflict: bool,
    values: Vec<FactValue>,
}

struct FactValue {
    value: String,
    stated_by: Vec<StatementView>,
    /// Statements beyond those listed.
    n_more: usize,
}

/// Who states a value.
struct StatementView {
    text: String,
    /// The place, for a citing document.
    url: Option<String>,
}

impl DocumentPage {
    /// The address of the first part, which has all that is not text; empty there.
    fn top(&self) -> String {
        if self.reader.part == 1 { String::new() } else { self.part_url(1) }
    }

    /// The address of a part of the text.
    fn part_url(&self, part: usize) -> String {
        let id = &self.document.summary.id;
        if part == 1 {
            format!("/documents/{id}")
        } else {
            format!("/documents/{id}?part={part}#toan-van")
        }
    }
}

/// Most characters to find in a document; a sentence has fewer.
const FIND_MAX: usize = 200;

/// Citing places on the page; the API has the rest.
const MAX_CITING: usize = 100;

/// `/documents/{id}`.
pub(crate) async fn page(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let request = ReaderRequest {
        part: params.get("part").and_then(|part| part.parse().ok()).unwrap_or(1),
        find: params
            .get("find")
            .unwrap_or_default()
            .trim()
            .chars()
            .take(FIND_MAX)
            .collect(),
    };
    let page = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let record = queries::any_document(collection, &id)?;
        view(collection, record, &request)
    });
    html_response(&page.await?)
}

fn view(
    collection: &Collection,
    record: DocumentRecord,
    request: &ReaderRequest,
) -> Result<DocumentPage, Problem> {
    let units = queries::all_units(collection, &record.id)?;
    let reader = DocumentReader::new(&record.id, &units, &record.outline, request);
    let first = Page { offset: 0, limit: MAX_CITING };
    let citing = collection.units_citing(&record.id, first)?;
    let name = document_name(&record);
    let id = record.id.clone();
    let mut names = DocumentNames::new(collection);
    let force = match clock::today() {
        Some(day) => force::view(&record, day, &mut names)?,
        None => None,
    };
    let relations = related::groups(collection, &record, &mut names)?;
    let versions = record.versions.clone();
    let document = Document::from(record);
    let facts = names.fact_rows(&document)?;
    Ok(DocumentPage {
        msg: VIETNAMESE,
        name,
        recognised_pages: recognised_pages(&units),
        has_measures: units.iter().any(|unit| unit.is_measure),
        facts,
        force,
        relations,
        n_citing: citing.total,
        n_more_citing: citing.total.saturating_sub(citing.items.len()),
        citing: citing
            .items
            .into_iter()
            .map(|unit| CitingPlace::new(unit, &id))
            .collect(),
        versions,
        reader,
        document,
    })
}

/// The pages of a document that were recognised from pictures.
fn recognised_pages(units: &[Unit]) -> String {
    let pages =
        units.iter().flat_map(|unit| unit.layout.recognised_pages.iter().copied());
    let pages: BTreeSet<u32> = pages.collect();
    page_numbers(&pages)
}

/// The facts in words.
impl DocumentNames<'_> {
    fn fact_rows(&mut self, document: &Document) -> Result<Vec<FactRow>, Problem> {
        let mut rows: Vec<(FactField, FactRow)> = Vec::new();
        for fact in &document.facts {
            let value = self.fact_value(fact, &document.summary.id)?;
            match rows.iter_mut().find(|(field, _)| *field == fact.field) {
                Some((_, row)) => row.values.push(value),
                None => rows.push((
                    fact.field,
                    FactRow {
                        label: VIETNAMESE.fact_field(fact.field),
                        is_conflict: document.conflicts.contains(&fact.field),
                        values: vec![value],
                    },
                )),
            }
        }
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    fn fact_value(&mut self, fact: &Fact, own_id: &str) -> Result<FactValue, Problem> {
        /// Statements listed for one value; the citing places stand below in full.
        const MAX_LISTED: usize = 6;
        let mut stated_by = Vec::new();
        let mut n_more = 0;
        for statement in &fact.stated_by {
            for view in self.statement_views(statement, own_id)? {
                if stated_by.len() < MAX_LISTED {
                    stated_by.push(view);
                } else {
                    n_more += 1;
                }
            }
        }
        let value = VIETNAMESE.fact_value(fact.field, &fact.value);
        Ok(FactValue { value, stated_by, n_more })
    }

    fn statement_views(
        &mut self,
        statement: &Statement,
        own_id: &str,
    ) -> Result<Vec<StatementView>, Problem> {
        Ok(match statement.origin {
            Origin::Own => {
                vec![StatementView {
                    text: VIETNAMESE.document_own_text().to_owned(),
                    url: None,
                }]
            }
            Origin::Citation => {
                let name = self.short(&statement.source)?;
                let is_own = statement.source == own_id;
                let place = |path: &String| StatementView {
                    text: if is_own {
                        VIETNAMESE.path_name(path)
                    } else {
                        VIETNAMESE.document_place_in(&name, VIETNAMESE.path_name(path))
                    },
                    url: Some(format!("/documents/{}#{path}", statement.source)),
                };
                statement.places.iter().map(place).collect()
            }
            Origin::Catalogue => {
                let text = VIETNAMESE.document_catalogue(&statement.source);
                vec![StatementView { text, url: None }]
            }
        })
    }
}
