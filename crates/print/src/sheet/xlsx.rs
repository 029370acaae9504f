//! Tables as XLSX, for Excel: texts that never become formulas; numbers, days and links as
//! such; a bold head that stays in view and filters each column.

use std::io;

use rust_xlsxwriter::{Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};

use super::formula::is_formula;
use super::table::{Cell, Sheet};

/// Longest text of a cell that Excel opens, in UTF-16 code units.
const MAX_CELL_UNITS: usize = 32_767;

/// Longest address of a link that Excel opens, in UTF-16 code units.
const MAX_URL_UNITS: usize = 2_080;

/// A4 in the numbering of Office.
const A4: u8 = 9;

/// Widest column in pixels, so that a long text does not push the others off the screen.
const MAX_WIDTH_PX: u32 = 420;

/// Tables as one XLSX file.
///
/// # Errors
/// Where a table has more rows or columns than the format holds.
pub fn xlsx(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        write_sheet(workbook.add_worksheet(), sheet).map_err(io::Error::other)?;
    }
    workbook.save_to_buffer().map_err(io::Error::other)
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let formats = Formats::new();
    worksheet.set_name(sheet.name)?.set_freeze_panes(1, 0)?;
    // On paper: the width of a page across, its head on each.
    worksheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    worksheet.set_repeat_rows(0, 0)?;
    for (column, text) in (0..).zip(&sheet.head) {
        worksheet.write_string_with_format(0, column, cell_text(text), &formats.head)?;
    }
    let mut next_row = 1;
    for row in &sheet.rows {
        for (column, cell) in (0..).zip(row) {
            write_cell(worksheet, (next_row, column), cell, &formats)?;
        }
        next_row += 1;
    }
    if let Some(last_column) = sheet.head.len().checked_sub(1) {
        let last_column = u16::try_from(last_column).unwrap_or(u16::MAX);
        worksheet.autofilter(0, 0, next_row - 1, last_column)?;
    }
    worksheet.set_autofit_max_width(MAX_WIDTH_PX).autofit();
    // Below the filtered rows, and after the widths: a sentence widens no column.
    if let Some(note) = &sheet.note {
        worksheet.write_string(next_row, 1, cell_text(note))?;
    }
    Ok(())
}

/// How cells look.
struct Formats {
    head: Format,
    body: Format,
    link: Format,
    /// Text that Excel would run if a person opened the cell and pressed Enter.
    quoted: Format,
}

impl Formats {
    fn new() -> Self {
        let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            head: body.clone().set_bold(),
            link: Format::new().set_hyperlink().set_align(FormatAlign::Top),
            quoted: body.clone().set_quote_prefix(),
            body,
        }
    }
}

fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => {
            let format = if is_formula(text) { &formats.quoted } else { &formats.body };
            worksheet.write_string_with_format(row, column, cell_text(text), format)?;
        }
        Cell::Number(number) => {
            // Excel has no other numbers; counts stay far below 2^53.
            #[expect(clippy::cast_precision_loss, reason = "counts are far smaller")]
            let number = *number as f64;
            worksheet.write_number_with_format(row, column, number, &formats.body)?;
        }
        Cell::Day { day, .. } => {
            let format = formats.body.clone().set_num_format(day_format(day.month()));
            worksheet.write_datetime_with_format(row, column, *day, &format)?;
        }
        Cell::Link { url, text } if url.encode_utf16().count() <= MAX_URL_UNITS => {
            let link = Url::new(url).set_text(cell_text(text));
            worksheet.write_url_with_format(row, column, link, &formats.link)?;
        }
        Cell::Link { text, .. } => {
            let text = cell_text(text);
            worksheet.write_string_with_format(row, column, text, &formats.body)?;
        }
    }
    Ok(())
}

/// A day as the rules write it, 08/3/2022: a zero before months 1 and 2 only
/// (30/2020/NĐ-CP, Annex I, II.4).
const fn day_format(month: i8) -> &'static str {
    if month <= 2 { "dd/mm/yyyy" } else { "dd/m/yyyy" }
}

/// What a cell can hold of a text: no control characters, no more than Excel opens.
fn cell_text(text: &str) -> String {
    let is_kept = |letter: &char| match letter {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    };
    let mut n_units = 0;
    text.chars()
        .filter(is_kept)
        .take_while(|letter| {
            n_units += letter.len_utf16();
            n_units <= MAX_CELL_UNITS
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Range, Reader as _, Xlsx};

    use super::*;

    fn workbook(sheet: Sheet) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(xlsx(&[sheet]).unwrap())).unwrap()
    }

    fn sheet() -> Sheet {
        let mut sheet = Sheet::new("Văn bản", ["Văn bản", "Số lần", "Ngày", "Địa chỉ"]);
        let link = Cell::Link {
            url: "http://tracuu.noibo/documents/a".to_owned(),
            text: "/documents/a".to_owned(),
        };
        let date = |written: &str| Cell::date_or_text(written.to_owned());
        sheet.push(["=1+1 <II.1>\u{1}".into(), 12.into(), date("08/3/2022"), link]);
        sheet.push(["_x0041_ a\nb".into(), 3.into(), date("3/2022"), "".into()]);
        sheet.note = Some("Tệp chỉ có 2 trong 5 kết quả.".to_owned());
        sheet
    }

    fn cells(range: &Range<Data>) -> Vec<&[Data]> {
        range.rows().collect()
    }

    #[test]
    fn a_spreadsheet_reads_back_texts_numbers_and_days() {
        let mut workbook = workbook(sheet());
        let range = workbook.worksheet_range("Văn bản").unwrap();
        let text = |text: &str| Data::String(text.to_owned());
        let [head, first, second, note] = cells(&range)[..] else { panic!() };
        assert_eq!(head[1], text("Số lần"));
        assert_eq!(first[..2], [text("=1+1 <II.1>"), Data::Float(12.0)]);
        let Data::DateTime(day) = first[2] else { panic!("{:?}", first[2]) };
        assert_eq!(day.as_f64().to_string(), "44628", "days since 30/12/1899");
        assert_eq!(first[3], text("/documents/a"));
        assert_eq!(second[0], text("_x0041_ a\nb"));
        assert_eq!(second[2], text("3/2022"));
        assert_eq!(note[1], text("Tệp chỉ có 2 trong 5 kết quả."));
        let formulas = workbook.worksheet_formula("Văn bản").unwrap();
        assert!(formulas.is_empty(), "{formulas:?}");
    }

    #[test]
    fn what_is_too_long_is_cut_and_not_refused() {
        let mut sheet = Sheet::new("a", ["a", "b"]);
        let url = format!("http://a/{}", "x".repeat(MAX_URL_UNITS));
        sheet.push(["𝔸".repeat(40_000).into(), Cell::Link { url, text: "b".to_owned() }]);
        let range = workbook(sheet).worksheet_range("a").unwrap();
        let [_, row] = cells(&range)[..] else { panic!() };
        let length = row[0].to_string().encode_utf16().count();
        assert_eq!(length, MAX_CELL_UNITS - 1);
        assert_eq!(row[1], Data::String("b".to_owned()));
    }
}
