//! Tables as XLSX, for Excel: the few parts that ECMA-376 asks for. All text is inline
//! strings, which are never formulas; the head is bold and stays while the rest scrolls.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::table::Sheet;

/// Longest text of a cell that Excel opens, in characters.
const MAX_CELL_CHARS: usize = 32_767;

/// Tables as one XLSX file.
///
/// # Errors
/// Where the file grows beyond what its format holds.
pub fn xlsx(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
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
    let package = [
        ("[Content_Types].xml", content_types(sheets)),
        ("_rels/.rels", root()),
        ("xl/workbook.xml", workbook(sheets)),
        ("xl/_rels/workbook.xml.rels", workbook_parts(sheets)),
        ("xl/styles.xml", styles()),
    ];
    let package = package.into_iter().map(|(name, part)| (name.to_owned(), part));
    let sheets = sheets.iter().enumerate().map(|(at, sheet)| {
        (format!("xl/worksheets/sheet{}.xml", at + 1), sheet_part(sheet))
    });
    for (name, part) in package.chain(sheets) {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(DECLARATION.as_bytes())?;
        zip.write_all(part.as_bytes())?;
    }
    Ok(())
}

/// What `part` says of every sheet, with its number from 1.
fn each(sheets: &[Sheet], part: impl Fn(usize, &Sheet) -> String) -> String {
    sheets.iter().enumerate().map(|(at, sheet)| part(at + 1, sheet)).collect()
}

fn content_types(sheets: &[Sheet]) -> String {
    let types = each(sheets, |n, _| {
        format!(
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" \
             ContentType=\"{TYPE}.worksheet+xml\"/>"
        )
    });
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/>\
         {types}</Types>"
    )
}

fn root() -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" \
         Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

fn workbook(sheets: &[Sheet]) -> String {
    let names = each(sheets, |n, sheet| {
        format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"r{n}\"/>", escaped(sheet.name))
    });
    format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{names}</sheets>\
         </workbook>"
    )
}

fn workbook_parts(sheets: &[Sheet]) -> String {
    let targets = each(sheets, |n, _| {
        format!(
            "<Relationship Id=\"r{n}\" Type=\"{RELATIONS}/worksheet\" \
             Target=\"worksheets/sheet{n}.xml\"/>"
        )
    });
    format!(
        "<Relationships xmlns=\"{PACKAGE}\">{targets}<Relationship Id=\"styles\" \
         Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
    )
}

/// Two styles of cells: text that wraps, and the same in bold for the head.
fn styles() -> String {
    let cell = |font: u8| {
        format!(
            "<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" \
             applyFont=\"1\" applyAlignment=\"1\">\
             <alignment vertical=\"top\" wrapText=\"1\"/></xf>"
        )
    };
    format!(
        "<styleSheet xmlns=\"{MAIN}\">\
         <fonts count=\"2\"><font><sz val=\"11\"/></font><font><b/><sz val=\"11\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border/></borders>\
         <cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
         <cellXfs count=\"2\">{}{}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
         </styleSheet>",
        cell(0),
        cell(1)
    )
}

fn sheet_part(sheet: &Sheet) -> String {
    let mut out = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         </sheetView></sheetViews><cols>"
    );
    for (at, width) in widths(sheet).iter().enumerate() {
        let n = at + 1;
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    out.push_str("</cols><sheetData>");
    for (at, row) in sheet.rows.iter().enumerate() {
        let style = u8::from(at == 0);
        out.push_str("<row>");
        for cell in row {
            // Writing to a string cannot fail.
            let _ = write!(out, "<c s=\"{style}\" t=\"inlineStr\">");
            out.push_str("<is><t xml:space=\"preserve\">");
            out.push_str(&escaped(cell));
            out.push_str("</t></is></c>");
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData></worksheet>");
    out
}

/// The widths of the columns, in characters: as wide as the longest line of a cell, inside
/// what can be read on a screen beside the others.
fn widths(sheet: &Sheet) -> Vec<usize> {
    const NARROWEST: usize = 8;
    const WIDEST: usize = 60;
    let n_columns = sheet.rows.first().map_or(0, Vec::len);
    let mut widths = vec![NARROWEST; n_columns];
    for row in &sheet.rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            let longest = cell.lines().map(|line| line.chars().take(WIDEST).count());
            *width = longest.fold(*width, |width, line| width.max(line + 2)).min(WIDEST);
        }
    }
    widths
}

/// Text inside XML 1.0; characters that it cannot hold are left out, and what looks like
/// the format's own escape of one (`_x0041_`) is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices().take(MAX_CELL_CHARS) {
        match letter {
            '_' if is_escape(text.get(at..).unwrap_or_default()) => {
                out.push_str("_x005F_");
            }
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

/// Whether a text begins with `_x`, four hexadecimal digits and `_`.
fn is_escape(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.as_bytes().get(..5));
    digits.is_some_and(|digits| {
        digits.ends_with(b"_") && digits.iter().take(4).all(u8::is_ascii_hexdigit)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn part(name: &str) -> String {
        let mut sheet = Sheet::new("Văn bản", ["Văn bản", "Nơi dẫn"]);
        sheet.push(["=1+1, \"a\"", "<II.1>\u{1}"].map(str::to_owned));
        sheet.push(["_x0041_ a_x", "a\nb"].map(str::to_owned));
        let bytes = xlsx(&[sheet]).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut part).unwrap();
        part
    }

    #[test]
    fn text_stays_text() {
        let part = part("xl/worksheets/sheet1.xml");
        for cell in ["=1+1, &quot;a&quot;", "&lt;II.1&gt;<", "_x005F_x0041_ a_x<", "a\nb"]
        {
            assert!(part.contains(cell), "{cell}: {part}");
        }
        assert!(!part.contains("<f"));
    }

    #[test]
    fn every_part_is_named_where_the_format_asks() {
        let types = part("[Content_Types].xml");
        for name in ["/xl/workbook.xml", "/xl/styles.xml", "/xl/worksheets/sheet1.xml"] {
            assert!(types.contains(name), "{types}");
        }
        assert!(part("xl/_rels/workbook.xml.rels").contains("styles.xml"));
        assert!(part("xl/styles.xml").contains("<cellXfs count=\"2\">"));
    }
}
