//! Reads the visible sheets of a workbook, each under its name.

use std::io::Cursor;
use std::panic::catch_unwind;

use calamine::{Dimensions, Ods, Reader, SheetVisible, Xls, Xlsx};

use super::cells::{SheetCells, shown, shown_ref};
use super::error::SheetError;
use super::xls_extent::{ExtentFault, bounded};
use crate::flow::RawDocument;
use crate::format::Format;
use crate::package::container::Package;
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::XmlNode;
use crate::raw::{BlockGap, RawBlock, RawContent};
use tracuu_text::styled::StyledText;

/// Reads a workbook of the format that its content shows.
///
/// # Errors
///
/// A damaged or encrypted file, or one that is too large.
pub(crate) fn read(bytes: &[u8], format: Format) -> Result<RawDocument, SheetError> {
    // The crate cuts what it reads by what a damaged file states, and panics (found by a fuzzer).
    let sheets = catch_unwind(|| match format {
        Format::Xlsx => read_xlsx(bytes),
        Format::Xls => read_xls(bytes),
        _ => read_ods(bytes),
    });
    let sheets =
        sheets.unwrap_or(Err(SheetFault::Damaged)).map_err(|fault| match fault {
            SheetFault::Damaged => SheetError::Damaged { format },
            SheetFault::TooMuch => SheetError::TooMuch { format },
        })?;
    let has_several = sheets.len() > 1;
    let mut blocks = Vec::new();
    for (name, sheet) in sheets {
        // The name of a single sheet is most often the one that the program gave.
        if has_several && !sheet.is_empty() {
            let content = RawContent::Heading(1, StyledText::plain(name));
            blocks.push(RawBlock::new(BlockGap::default(), content));
        }
        blocks.extend(sheet);
    }
    Ok(RawDocument { blocks, furniture: Vec::new(), knows_pages: false })
}

/// What is wrong with a workbook, before its format is named.
enum SheetFault {
    Damaged,
    TooMuch,
}

impl From<ExtentFault> for SheetFault {
    fn from(fault: ExtentFault) -> Self {
        match fault {
            ExtentFault::Damaged => Self::Damaged,
            ExtentFault::TooMuch => Self::TooMuch,
        }
    }
}

/// The blocks of the visible sheets with their names.
type Sheets = Result<Vec<(String, Vec<RawBlock>)>, SheetFault>;

fn visible<R: Reader<Cursor<Vec<u8>>>>(workbook: &R) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    let visible = sheets.filter(|sheet| sheet.visible == SheetVisible::Visible);
    visible.map(|sheet| sheet.name.clone()).collect()
}

/// Cell by cell: a sheet with two cells far apart must not cost all cells between them.
fn read_xlsx(bytes: &[u8]) -> Sheets {
    let mut workbook =
        Xlsx::new(Cursor::new(bytes.to_vec())).map_err(|_| SheetFault::Damaged)?;
    let mut sheets = Vec::new();
    for name in visible(&workbook) {
        let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut cells = SheetCells::default();
        // A sheet of charts has no cells.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = reader.next_cell().map_err(|_| SheetFault::Damaged)? {
            let at = cell.get_position();
            let text = shown_ref(cell.get_value().clone());
            cells.push(at, text).ok_or(SheetFault::TooMuch)?;
        }
        sheets.push((name, cells.into_blocks(&merged)));
    }
    Ok(sheets)
}

fn read_xls(bytes: &[u8]) -> Sheets {
    let workbook =
        Xls::new(Cursor::new(bounded(bytes)?)).map_err(|_| SheetFault::Damaged)?;
    read_ranges(workbook, |workbook, name| {
        workbook.merge_cells_by_sheet_name(name).unwrap_or_default()
    })
}

/// The part of an `OpenDocument` file that holds its sheets.
const ODS_BODY: &str = "content.xml";

fn read_ods(bytes: &[u8]) -> Sheets {
    if is_cut_off(bytes) {
        return Err(SheetFault::Damaged);
    }
    let workbook =
        Ods::new(Cursor::new(bytes.to_vec())).map_err(|_| SheetFault::Damaged)?;
    // The crate does not tell what is merged.
    read_ranges(workbook, |_, _| Vec::new())
}

/// Whether the XML of the sheets ends before its elements do: the crate would wait for their
/// ends for ever (found by a fuzzer). A file with too much for our reader is left to it.
fn is_cut_off(bytes: &[u8]) -> bool {
    let read = || -> Result<(), PackageError> {
        let mut package = Package::open(bytes)?;
        let Some(mut body) = package.part(ODS_BODY, PackagePart::Body)? else {
            return Ok(());
        };
        while body.next()? != XmlNode::Eof {}
        Ok(())
    };
    read().is_err_and(|error| !matches!(error, PackageError::TooMuch { .. }))
}

fn read_ranges<R: Reader<Cursor<Vec<u8>>>>(
    mut workbook: R,
    merged: impl Fn(&R, &str) -> Vec<Dimensions>,
) -> Sheets {
    let mut sheets = Vec::new();
    for name in visible(&workbook) {
        let merged = merged(&workbook, &name);
        let cells = range_cells(&mut workbook, &name)?;
        sheets.push((name, cells.into_blocks(&merged)));
    }
    Ok(sheets)
}

fn range_cells<R: Reader<Cursor<Vec<u8>>>>(
    workbook: &mut R,
    name: &str,
) -> Result<SheetCells, SheetFault> {
    let range = workbook.worksheet_range(name).map_err(|_| SheetFault::Damaged)?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut cells = SheetCells::default();
    for (row, column, value) in range.used_cells() {
        let row = first_row + u32::try_from(row).unwrap_or(u32::MAX);
        let column = first_column + u32::try_from(column).unwrap_or(u32::MAX);
        cells.push((row, column), shown(value)).ok_or(SheetFault::TooMuch)?;
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A file of one sheet whose XML ends at these words.
    fn ods(content: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<manifest/>"),
            (ODS_BODY, content),
        ] {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(part.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_sheet_that_is_cut_off_is_damaged_and_ends() {
        let whole = "<office:document-content \
            xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
            xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
            xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
            <office:spreadsheet><table:table table:name=\"A\"><table:table-row>\
            <table:table-cell office:value-type=\"string\"><text:p>Việc</text:p>\
            </table:table-cell></table:table-row></table:table>\
            <table:named-expressions></table:named-expressions>\
            </office:spreadsheet></office:body></office:document-content>";
        assert!(read(&ods(whole), Format::Ods).is_ok());
        for (at, _) in whole.match_indices('<').skip(1) {
            let (cut, _) = whole.split_at(at);
            let cut = read(&ods(cut), Format::Ods);
            assert_eq!(cut.err(), Some(SheetError::Damaged { format: Format::Ods }));
        }
    }
}
