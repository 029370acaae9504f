//! The documents that are cited and not held, as a file: a list to ask others for.

use axum::extract::State;
use axum::response::Response;

use super::file::{Format, MAX_ROWS, cut_note, file};
use crate::problem::Problem;
use crate::state::Service;
use crate::wire::graph::Missing;
use tracuu_index::reader::Page;
use tracuu_print::date::shown_date;
use tracuu_print::messages::VIETNAMESE;
use tracuu_print::sheet::table::{Cell, Sheet};
use tracuu_query::missing;

const HEAD: [&str; 8] = [
    VIETNAMESE.column_number(),
    VIETNAMESE.column_document(),
    VIETNAMESE.column_title(),
    VIETNAMESE.column_issuer(),
    VIETNAMESE.column_issued(),
    VIETNAMESE.column_n_mentions(),
    VIETNAMESE.column_n_places(),
    VIETNAMESE.column_places(),
];

/// `/reports/missing.csv` and `.xlsx`.
pub(crate) async fn missing(
    State(service): State<Service>,
    format: Format,
) -> Result<Response, Problem> {
    let answered = service.run_blocking(move |searcher| {
        let page = Page { offset: 0, limit: MAX_ROWS };
        let title = VIETNAMESE.missing_title();
        let listing = missing::report(searcher.collection(), page)?;
        let mut sheet = Sheet::new(title, HEAD);
        for (at, document) in listing.items.into_iter().enumerate() {
            sheet.push(row(at + 1, document.into()));
        }
        sheet.note = cut_note(sheet.rows.len(), listing.total, true);
        file(&[sheet], format, "van-ban-con-thieu", title)
    });
    answered.await
}

fn row(number: usize, missing: Missing) -> [Cell; HEAD.len()] {
    let name = missing.document.name();
    let places = missing.examples.iter().map(|example| example.url.as_str());
    let date = missing.document.date.as_deref().map(shown_date);
    [
        number.into(),
        name.into(),
        missing.document.title.into(),
        missing.document.issuer.into(),
        Cell::date_or_text(date.unwrap_or_default()),
        missing.document.n_mentions.into(),
        missing.n_places.into(),
        places.collect::<Vec<_>>().join("; ").into(),
    ]
}
