//! The table of several checked drafts, as a file.

use axum::response::Response;

use super::file::{Format, file};
use crate::problem::Problem;
use crate::wire::checked_file::CheckedFile;
use tracuu_check::rule::FindingGroup;
use tracuu_print::messages::spoken;
use tracuu_print::sheet::table::{Cell, Sheet};
use tracuu_text::capitals::capitalised;

const COLUMNS: usize = 8;

/// An Excel file with a row for each draft.
pub(crate) fn checked_files(rows: Vec<CheckedFile>) -> Result<Response, Problem> {
    let head = [
        spoken().column_number(),
        spoken().batch_file(),
        spoken().draft_kind(),
        FindingGroup::MustFix.label(),
        FindingGroup::ShouldAdd.label(),
        FindingGroup::NotChecked.label(),
        FindingGroup::Form.label(),
        spoken().batch_unchecked(),
    ];
    let mut sheet = Sheet::new(spoken().draft_title(), head);
    for (at, row) in rows.into_iter().enumerate() {
        sheet.push(cells(at + 1, row));
    }
    file(&[sheet], Format::Xlsx, "kiem-tra-du-thao", spoken().batch_title())
}

fn cells(number: usize, row: CheckedFile) -> [Cell; COLUMNS] {
    let kind = row.kind.map(|kind| capitalised(kind.label()));
    let [must_fix, should_add, not_checked, form] = row
        .cards
        .map_or([const { None }; 4], |cards| cards.all().map(Some))
        .map(|count| count.map_or(Cell::Text(String::new()), Cell::Number));
    [
        number.into(),
        row.name.into(),
        kind.into(),
        must_fix,
        should_add,
        not_checked,
        form,
        row.error.into(),
    ]
}
