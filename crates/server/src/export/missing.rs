//! The documents that are cited and not held, as a file: a list to ask others for.

use axum::extract::State;
use axum::response::Response;

use super::file::{Format, MAX_ROWS, cut_note, file};
use crate::problem::Problem;
use crate::state::Service;
use crate::wire::graph::Missing;
use tracuu_index::reader::Page;
use tracuu_print::date::shown_date;
use tracuu_print::messages::spoken;
use tracuu_print::sheet::table::{Cell, Sheet};
use tracuu_query::missing;

const COLUMNS: usize = 8;

fn head() -> [&'static str; COLUMNS] {
    [
        spoken().column_number(),
        spoken().column_document(),
        spoken().column_title(),
        spoken().column_issuer(),
        spoken().column_issued(),
        spoken().column_n_mentions(),
        spoken().column_n_places(),
        spoken().column_places(),
    ]
}

/// `/reports/missing.csv` and `.xlsx`.
pub(crate) async fn missing(
    State(service): State<Service>,
    format: Format,
) -> Result<Response, Problem> {
    let answered = service.run_blocking(move |searcher| {
        let page = Page { offset: 0, limit: MAX_ROWS };
        let title = spoken().missing_title();
        let listing = missing::report(searcher.collection(), page)?;
        let mut sheet = Sheet::new(title, head());
        for (at, document) in listing.items.into_iter().enumerate() {
            sheet.push(row(at + 1, document.into()));
        }
        sheet.note = cut_note(sheet.rows.len(), listing.total, true);
        file(&[sheet], format, "van-ban-con-thieu", title)
    });
    answered.await
}

fn row(number: usize, missing: Missing) -> [Cell; COLUMNS] {
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
