//! Tables as files: CSV for any program, XLSX for Excel.
//!
//! CSV begins with a byte order mark, by which Excel knows UTF-8 (RFC 4180 otherwise). A
//! cell that a spreadsheet would take for a formula gets an apostrophe in front, so that
//! no text of a draft can be run. XLSX has the few parts that ECMA-376 asks for, all text
//! as inline strings, which are never formulas.

use std::io::{self, Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// A table with its head.
pub(super) struct Sheet {
    /// What it is called.
    pub(super) name: &'static str,
    /// The rows, the head first.
    pub(super) rows: Vec<Vec<String>>,
}

/// Longest text of a cell that Excel opens, in characters.
const MAX_CELL_CHARS: usize = 32_767;

/// A table as CSV.
pub(super) fn csv(sheet: &Sheet) -> String {
    let mut out = String::from("\u{feff}");
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn csv_cell(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if risky { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// Tables as one XLSX file.
pub(super) fn xlsx(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let written = write_parts(&mut zip, sheets);
    written.map_err(io::Error::other)?;
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

fn write_parts(zip: &mut ZipWriter<Cursor<Vec<u8>>>, sheets: &[Sheet]) -> ZipResult<()> {
    let each = |part: &dyn Fn(usize, &Sheet) -> String| -> String {
        sheets.iter().enumerate().map(|(at, sheet)| part(at + 1, sheet)).collect()
    };
    let types = each(&|n, _| {
        format!(
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" \
             ContentType=\"{TYPE}.worksheet+xml\"/>"
        )
    });
    let names = each(&|n, sheet| {
        format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"r{n}\"/>", escaped(sheet.name))
    });
    let targets = each(&|n, _| {
        format!(
            "<Relationship Id=\"r{n}\" Type=\"{RELATIONS}/worksheet\" \
             Target=\"worksheets/sheet{n}.xml\"/>"
        )
    });
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" \
                 ContentType=\"{TYPE}.sheet.main+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" \
                 Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/>\
                 </Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{names}</sheets>\
                 </workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{PACKAGE}\">{targets}</Relationships>"),
        ),
    ];
    for (at, sheet) in sheets.iter().enumerate() {
        parts.push((format!("xl/worksheets/sheet{}.xml", at + 1), sheet_part(sheet)));
    }
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(DECLARATION.as_bytes())?;
        zip.write_all(part.as_bytes())?;
    }
    Ok(())
}

fn sheet_part(sheet: &Sheet) -> String {
    let mut out = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for row in &sheet.rows {
        out.push_str("<row>");
        for cell in row {
            out.push_str("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            out.push_str(&escaped(cell));
            out.push_str("</t></is></c>");
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData></worksheet>");
    out
}

/// Text inside XML 1.0; characters that it cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().take(MAX_CELL_CHARS) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn sheet() -> Sheet {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = vec![row(["Văn bản", "Nơi dẫn"]), row(["=1+1, \"a\"", "<II.1>\u{1}"])];
        Sheet { name: "Văn bản", rows }
    }

    #[test]
    fn csv_is_read_by_excel_and_runs_nothing() {
        assert_eq!(
            csv(&sheet()),
            "\u{feff}Văn bản,Nơi dẫn\r\n\"'=1+1, \"\"a\"\"\",<II.1>\u{1}\r\n"
        );
    }

    #[test]
    fn xlsx_is_a_container_of_well_formed_parts() {
        let bytes = xlsx(&[sheet()]).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = String::new();
        let mut file = zip.by_name("xl/worksheets/sheet1.xml").unwrap();
        file.read_to_string(&mut part).unwrap();
        assert!(part.contains("=1+1, &quot;a&quot;"));
        assert!(part.contains("&lt;II.1&gt;<"));
    }
}
