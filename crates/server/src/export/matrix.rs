//! The cross-reference table of a plan as a file.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use super::file::{Format, file};
use super::search::names;
use crate::page::matrix::{CitedDocument, Matrix, MeasureRow};
use crate::page::names::DocumentLabel;
use crate::params::Params;
use crate::problem::Problem;
use crate::state::Service;
use tracuu_print::messages::spoken;
use tracuu_print::sheet::table::{Cell, Sheet};

const DOCUMENT_COLUMNS: usize = 5;

fn document_head() -> [&'static str; DOCUMENT_COLUMNS] {
    [
        spoken().column_number(),
        spoken().column_document(),
        spoken().column_issued(),
        spoken().column_document_title(),
        spoken().column_measures(),
    ]
}

const COLUMNS: usize = 7;

fn head() -> [&'static str; COLUMNS] {
    [
        spoken().column_number(),
        spoken().column_unit(),
        spoken().column_measures(),
        spoken().column_lead(),
        spoken().column_coordinating(),
        spoken().column_deadline(),
        spoken().column_cited(),
    ]
}

/// `/documents/{id}/matrix.csv` and `.xlsx`, in the order of the page.
pub(crate) async fn matrix(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    format: Format,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let answered = service.run_blocking(move |searcher| {
        let matrix = Matrix::read(searcher.collection(), &id, &params)?;
        let mut sheet = Sheet::new(spoken().matrix_sheet(), head());
        for (at, row) in matrix.rows.iter().enumerate() {
            sheet.push(cells(at + 1, row));
        }
        let mut documents = Sheet::new(spoken().matrix_cited(), document_head());
        for (at, document) in matrix.documents.iter().enumerate() {
            documents.push(document_cells(at + 1, document));
        }
        let name = spoken().matrix_of(&matrix.name);
        file(&[sheet, documents], format, "bang-doi-chieu", &name)
    });
    answered.await
}

fn cells(number: usize, row: &MeasureRow) -> [Cell; COLUMNS] {
    let documents = row.documents.iter().map(|source| {
        let DocumentLabel { full, date, .. } = &source.label;
        let dated = date.as_ref().map(|date| spoken().matrix_dated(date));
        dated.map_or_else(|| full.clone(), |dated| format!("{full} {dated}"))
    });
    [
        number.into(),
        spoken().path_name(&row.path).into(),
        row.title.clone().into(),
        names(&row.lead).into(),
        names(&row.coordinating).into(),
        Cell::date_or_text(row.deadlines.join("; ")),
        documents.collect::<Vec<_>>().join("; ").into(),
    ]
}

fn document_cells(number: usize, document: &CitedDocument) -> [Cell; DOCUMENT_COLUMNS] {
    let DocumentLabel { full, date, title, .. } = &document.label;
    let measures = document.measures.iter().map(|path| spoken().path_name(path));
    [
        number.into(),
        full.clone().into(),
        Cell::date_or_text(date.clone().unwrap_or_default()),
        title.clone().unwrap_or_default().into(),
        measures.collect::<Vec<_>>().join(", ").into(),
    ]
}
