//! A table as a file that a browser stores.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use strum::VariantArray;

use crate::attachment::attachment_header;
use crate::problem::Problem;
use tracuu_print::messages::{Messages, spoken};
use tracuu_print::sheet::csv::csv;
use tracuu_print::sheet::table::{Cell, Sheet};
use tracuu_print::sheet::xlsx::xlsx;

/// Most rows of a file: as many as the index gives out at once, so that a request has a
/// bound. Who needs more asks for less at a time, or reads the API page by page.
pub(crate) const MAX_ROWS: usize = 1_000;

/// The form of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, VariantArray)]
pub(crate) enum Format {
    /// Comma-separated values.
    Csv,
    /// Excel.
    Xlsx,
}

impl Format {
    /// The ending of a name.
    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Xlsx => {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        }
    }
}

/// The file of some tables, of which a form without several sheets has the first; `ascii_name` and `name`, both without extension, are for clients
/// without and with RFC 6266.
pub(super) fn file(
    sheets: &[Sheet],
    format: Format,
    ascii_name: &'static str,
    name: &str,
) -> Result<Response, Problem> {
    let bytes = match format {
        Format::Csv => sheets.first().map(csv).unwrap_or_default().into_bytes(),
        Format::Xlsx => xlsx(sheets).map_err(|error| Problem::internal(&error))?,
    };
    let mut headers = HeaderMap::new();
    let media_type = HeaderValue::from_static(format.media_type());
    headers.insert(header::CONTENT_TYPE, media_type);
    let value = attachment_header(&stem(name), ascii_name, format.extension());
    headers.insert(header::CONTENT_DISPOSITION, value);
    Ok((headers, bytes).into_response())
}

/// A text without the characters that systems of files keep for themselves.
fn stem(name: &str) -> String {
    let in_name = |letter: char| match letter {
        '/' | '\\' | ':' => '-',
        '*' | '?' | '"' | '<' | '>' | '|' => ' ',
        other => other,
    };
    let name: String = name.chars().map(in_name).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page of this service as a cell; `origin` is where the request found the service.
pub(super) fn link(origin: &str, path: String) -> Cell {
    Cell::Link { url: format!("{origin}{path}"), text: path }
}

/// The note of a table that leaves rows out: how many there are. A total that is not exact
/// is a lower bound.
pub(super) fn cut_note(shown: usize, total: usize, is_exact: bool) -> Option<String> {
    let note = if is_exact { Messages::file_cut } else { Messages::file_cut_at_least };
    (total > shown).then(|| note(spoken(), shown, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_stays_readable_in_a_name() {
        assert_eq!(stem("Kết quả 56-NQ/TU \"x?\""), "Kết quả 56-NQ-TU x");
    }

    #[test]
    fn what_is_left_out_is_said() {
        assert_eq!(cut_note(20, 20, true), None);
        let note = cut_note(1_000, 2_000, false);
        assert_eq!(note.as_deref(), Some("Tệp chỉ có 1.000 trong hơn 2.000 kết quả."));
    }
}
