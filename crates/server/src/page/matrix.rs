//! The cross-reference table of a plan: measure by measure, who leads, who coordinates,
//! and which documents it cites.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use strum::VariantArray;

use super::asset;
use super::layout::html_response;
use super::names::{DocumentLabel, DocumentNames, document_name};
use crate::language;
use crate::params::Params;
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::Collection;
use tracuu_index::record::{AgencyKey, AssignmentRecord, Unit};
use tracuu_print::messages::{Messages, spoken};
use tracuu_text::collate::compare;

#[derive(Template)]
#[template(path = "matrix.html")]
struct MatrixPage {
    msg: Messages,
    id: String,
    matrix: Matrix,
    has_deadlines: bool,
}

/// The table of a document.
pub(crate) struct Matrix {
    /// What the document is called.
    pub(crate) name: String,
    order: MatrixOrder,
    /// The measures.
    pub(crate) rows: Vec<MeasureRow>,
    /// The documents that they cite, in the order of the first citation.
    pub(crate) documents: Vec<CitedDocument>,
}

/// A document that measures cite.
pub(crate) struct CitedDocument {
    /// Its id.
    id: String,
    /// What it is called.
    pub(crate) label: DocumentLabel,
    /// Paths of the measures, in order.
    pub(crate) measures: Vec<String>,
}

/// The order of the rows.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
enum MatrixOrder {
    #[default]
    Measure,
    Lead,
    Documents,
}

impl MatrixOrder {
    fn label(self) -> &'static str {
        match self {
            Self::Measure => spoken().matrix_by_measure(),
            Self::Lead => spoken().matrix_by_lead(),
            Self::Documents => spoken().matrix_by_documents(),
        }
    }
}

/// A measure.
#[derive(Default)]
pub(crate) struct MeasureRow {
    /// Its path in the outline.
    pub(crate) path: String,
    /// Its title.
    pub(crate) title: String,
    /// Who leads.
    pub(crate) lead: Vec<AgencyKey>,
    /// Who coordinates.
    pub(crate) coordinating: Vec<AgencyKey>,
    /// Deadlines as written.
    pub(crate) deadlines: Vec<String>,
    /// Documents that it cites.
    pub(crate) documents: Vec<MeasureSource>,
}

/// A document that a measure cites.
pub(crate) struct MeasureSource {
    /// Its id.
    id: String,
    /// What it is called.
    pub(crate) label: DocumentLabel,
}

/// `/documents/{id}/matrix`.
pub(crate) async fn page(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let page = service.run_blocking(move |searcher| {
        let matrix = Matrix::read(searcher.collection(), &id, &params)?;
        let has_deadlines = matrix.rows.iter().any(|row| !row.deadlines.is_empty());
        Ok(MatrixPage { msg: spoken(), id, matrix, has_deadlines })
    });
    html_response(&page.await?)
}

impl Matrix {
    /// The table of the document with an id, in the order of `sort`.
    pub(crate) fn read(
        collection: &Collection,
        id: &str,
        params: &Params,
    ) -> Result<Self, Problem> {
        let order = params.choice("sort", spoken().parameter_matrix_orders())?;
        let order = order.unwrap_or_default();
        let record = queries::document(collection, id)?;
        let mut rows = rows(collection, id)?;
        let documents = cited_documents(&rows);
        match order {
            MatrixOrder::Measure => {}
            MatrixOrder::Lead => rows.sort_by(by_lead),
            MatrixOrder::Documents => {
                rows.sort_by_key(|row| Reverse(row.documents.len()));
            }
        }
        Ok(Self { name: document_name(&record), order, rows, documents })
    }
}

/// The table the other way round: by document.
fn cited_documents(rows: &[MeasureRow]) -> Vec<CitedDocument> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut documents: Vec<CitedDocument> = Vec::new();
    for row in rows {
        for source in &row.documents {
            let place = *places.entry(&source.id).or_insert_with(|| {
                let (id, label) = (source.id.clone(), source.label.clone());
                documents.push(CitedDocument { id, label, measures: Vec::new() });
                documents.len() - 1
            });
            if let Some(document) = documents.get_mut(place) {
                document.measures.push(row.path.clone());
            }
        }
    }
    documents
}

/// A row for each measure, in the order of the document.
fn rows(collection: &Collection, id: &str) -> Result<Vec<MeasureRow>, Problem> {
    let units = queries::all_units(collection, id)?;
    let measures = units.iter().filter(|unit| unit.is_measure);
    let places: HashMap<&str, usize> = measures
        .clone()
        .enumerate()
        .map(|(place, unit)| (unit.id.as_str(), place))
        .collect();
    let mut rows: Vec<MeasureRow> = measures.map(MeasureRow::new).collect();
    let mut names = DocumentNames::new(collection);
    for unit in &units {
        let around = unit.within.iter().find_map(|around| places.get(around.as_str()));
        let Some(row) = around.and_then(|place| rows.get_mut(*place)) else { continue };
        for cited in unit.citations.iter().filter_map(|one| one.document.as_deref()) {
            if cited != id {
                row.cite(cited, &mut names)?;
            }
        }
    }
    let plan = Plan::term(Field::Document, id);
    for assignment in queries::all_pages(|page| collection.assignments(&plan, page))? {
        for unit in &assignment.units {
            let place = places.get(unit.as_str());
            if let Some(row) = place.and_then(|place| rows.get_mut(*place)) {
                row.assign(&assignment);
            }
        }
    }
    Ok(rows)
}

impl MeasureRow {
    fn new(unit: &Unit) -> Self {
        Self { path: unit.path.clone(), title: unit.title.clone(), ..Self::default() }
    }

    fn cite(&mut self, id: &str, names: &mut DocumentNames<'_>) -> Result<(), Problem> {
        if !self.documents.iter().any(|known| known.id == id) {
            let label = names.name(id)?;
            self.documents.push(MeasureSource { id: id.to_owned(), label });
        }
        Ok(())
    }

    fn assign(&mut self, assignment: &AssignmentRecord) {
        add(&mut self.lead, &assignment.lead);
        add(&mut self.coordinating, &assignment.coordinating);
        if let Some(deadline) = &assignment.deadline
            && !self.deadlines.contains(deadline)
        {
            self.deadlines.push(deadline.clone());
        }
    }
}

/// By the first lead agency, in Vietnamese order; measures without one last.
fn by_lead(one: &MeasureRow, other: &MeasureRow) -> Ordering {
    match (one.lead.first(), other.lead.first()) {
        (Some(one), Some(other)) => compare(&one.name, &other.name),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}

/// Adds the agencies that are not listed yet.
fn add(known: &mut Vec<AgencyKey>, agencies: &[AgencyKey]) {
    for agency in agencies {
        if !known.iter().any(|one| one.id == agency.id) {
            known.push(agency.clone());
        }
    }
}

tracuu_text::display_serde_names!(MatrixOrder);
