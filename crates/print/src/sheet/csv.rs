//! Tables as CSV, for any program (RFC 4180).
//!
//! The file begins with a byte order mark, by which Excel knows UTF-8. A cell that a
//! spreadsheet would take for a formula gets an apostrophe in front, so that no text of a
//! document or a draft can be run.

use super::formula::is_formula;
use super::table::{Cell, Sheet};

/// A table as CSV; its note stands in the second column of a last row.
pub fn csv(sheet: &Sheet) -> String {
    let mut out = String::from("\u{feff}");
    push_row(&mut out, sheet.head.iter().map(|name| field(name)));
    for row in &sheet.rows {
        push_row(&mut out, row.iter().map(cell_field));
    }
    if let Some(note) = &sheet.note {
        push_row(&mut out, [String::new(), field(note)].into_iter());
    }
    out
}

fn push_row(out: &mut String, fields: impl Iterator<Item = String>) {
    out.push_str(&fields.collect::<Vec<_>>().join(","));
    out.push_str("\r\n");
}

fn cell_field(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) | Cell::Day { written: text, .. } | Cell::Link { text, .. } => {
            field(text)
        }
    }
}

fn field(text: &str) -> String {
    let text = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_is_read_by_excel_and_runs_nothing() {
        let mut sheet = Sheet::new("Văn bản", ["Văn bản", "Nơi dẫn"]);
        sheet.push(["=1+1, \"a\"".into(), "<II.1>\u{1}".into()]);
        sheet.push([12.into(), Cell::date_or_text("05/3/2020".to_owned())]);
        sheet.note = Some("Tệp chỉ có 2 kết quả.".to_owned());
        assert_eq!(
            csv(&sheet),
            "\u{feff}Văn bản,Nơi dẫn\r\n\"'=1+1, \"\"a\"\"\",<II.1>\u{1}\r\n\
             12,05/3/2020\r\n,Tệp chỉ có 2 kết quả.\r\n"
        );
    }
}
