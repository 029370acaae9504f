//! Tables as CSV, for any program (RFC 4180).
//!
//! The file begins with a byte order mark, by which Excel knows UTF-8. A cell that a
//! spreadsheet would take for a formula gets an apostrophe in front, so that no text of a
//! document or a draft can be run.

use super::table::Sheet;
use tracuu_text::invisible::is_invisible;

/// A table as CSV.
pub fn csv(sheet: &Sheet) -> String {
    let mut out = String::from("\u{feff}");
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(|cell| written(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn written(cell: &str) -> String {
    let cell = if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// Whether a spreadsheet could take a cell for a formula: by its first sign, also of full
/// width, whatever white space or invisible mark stands before it.
fn is_formula(cell: &str) -> bool {
    let first =
        cell.chars().find(|letter| !(letter.is_whitespace() || is_invisible(*letter)));
    let begins = first.is_some_and(|sign| "=+-@＝＋－＠".contains(sign));
    begins || cell.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_is_read_by_excel_and_runs_nothing() {
        let mut sheet = Sheet::new("Văn bản", ["Văn bản", "Nơi dẫn"]);
        sheet.push(["=1+1, \"a\"", "<II.1>\u{1}"].map(str::to_owned));
        assert_eq!(
            csv(&sheet),
            "\u{feff}Văn bản,Nơi dẫn\r\n\"'=1+1, \"\"a\"\"\",<II.1>\u{1}\r\n"
        );
    }

    #[test]
    fn no_sign_of_a_formula_comes_first() {
        for cell in ["=1", "+1", "-1", "@A1", "\t=1", " =1", "\u{202e}=1", "\n1", "＝1"]
        {
            assert!(written(cell).trim_start_matches('"').starts_with('\''), "{cell:?}");
        }
        for cell in ["", "1=1", "Điều 5", "(+)", "\u{202e}a"] {
            assert_eq!(written(cell), cell);
        }
    }
}
