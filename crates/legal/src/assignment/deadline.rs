//! The day of a deadline (thời hạn) as tables and sentences write it, to put tasks in
//! order: `30/9/2023`, `Quý II/2025`, `tháng 6 năm 2025`, `12/2025`, `2022-2025`.
//!
//! A deadline without a year (`Quý II`, `Cả năm`, `Thường xuyên`) has no day: the year of
//! the document would be a guess.

use jiff::civil::Date;

use crate::document::date::{DateText, YEARS};
use crate::document::date_reader::read_date;
use tracuu_text::cursor::Cursor;
use tracuu_text::numeral::roman;

/// The last day that a deadline names; of several times the latest. Linear in the text.
pub fn last_day(deadline: &str) -> Option<Date> {
    let mut latest: Option<Date> = None;
    let mut cursor = Cursor::new(deadline, 0);
    while let Some(next) = cursor.peek() {
        if !next.is_alphanumeric() {
            cursor.bump();
            continue;
        }
        let mut ahead = cursor;
        if let Some(day) = time(&mut ahead) {
            latest = latest.max(Some(day));
            cursor = ahead;
        } else {
            cursor.eat_while(char::is_alphanumeric);
        }
    }
    latest
}

/// The last day of the time that begins here.
fn time(cursor: &mut Cursor<'_>) -> Option<Date> {
    if let Some((found, span)) = read_date(cursor.rest(), 0) {
        cursor.move_to(cursor.at() + span.end);
        return Some(last_of(found));
    }
    let start = *cursor;
    for attempt in [quarter, month, year] {
        *cursor = start;
        let found = attempt(cursor);
        let ends = cursor.peek().is_none_or(|next| !next.is_alphanumeric());
        if let Some(day) = found.filter(|_| ends) {
            return Some(day);
        }
    }
    None
}

fn last_of(found: DateText) -> Date {
    match found {
        DateText::Day(day) => day,
        DateText::Month { year, month } => {
            last_of_month(year, month).unwrap_or(Date::MAX)
        }
        DateText::Year(year) => last_of_month(year, 12).unwrap_or(Date::MAX),
    }
}

fn last_of_month(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// `Quý II/2025`, `quý 2 năm 2025`.
fn quarter(cursor: &mut Cursor<'_>) -> Option<Date> {
    if !cursor.eat_word(&["quý"]) {
        return None;
    }
    cursor.skip_blanks();
    let written = cursor.eat_while(char::is_alphanumeric);
    let number = written.parse::<u32>().ok().or_else(|| roman(written))?;
    let last_month = i8::try_from(number).ok().filter(|n| (1..=4).contains(n))? * 3;
    cursor.skip_blanks();
    if cursor.eat(|mark| matches!(mark, '/' | '-' | '–')).is_none() {
        cursor.eat_word(&["năm"]).then_some(())?;
    }
    cursor.skip_blanks();
    last_of_month(year_number(cursor)?, last_month)
}

/// `12/2025`.
fn month(cursor: &mut Cursor<'_>) -> Option<Date> {
    let month = cursor.digits(2)?.parse().ok()?;
    cursor.eat(|mark| matches!(mark, '/' | '-'))?;
    last_of_month(year_number(cursor)?, month)
}

/// `2025`.
fn year(cursor: &mut Cursor<'_>) -> Option<Date> {
    last_of_month(year_number(cursor)?, 12)
}

fn year_number(cursor: &mut Cursor<'_>) -> Option<i16> {
    let digits = cursor.digits(4).filter(|digits| digits.len() == 4)?;
    digits.parse().ok().filter(|year| YEARS.contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn deadlines_with_a_year_have_a_day() {
        for (deadline, expected) in [
            ("30/9/2023", "2023-09-30"),
            ("Trước ngày 15 tháng 6 năm 2025", "2025-06-15"),
            ("Quý II/2025", "2025-06-30"),
            ("quý 4 năm 2024", "2024-12-31"),
            ("Quý I, quý III/2024", "2024-09-30"),
            ("tháng 2/2024", "2024-02-29"),
            ("Trong tháng 12/2025", "2025-12-31"),
            ("12/2025", "2025-12-31"),
            ("2022-2025", "2025-12-31"),
            ("Năm 2021-2025", "2025-12-31"),
            ("Từ năm 2022, hoàn thành 30/6/2023", "2023-06-30"),
        ] {
            let found = last_day(deadline).map(|day| day.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{deadline}");
        }
    }

    #[test]
    fn what_names_no_year_has_no_day() {
        for deadline in
            ["", "Quý II", "Cả năm", "Thường xuyên", "30/9", "123456", "13/2025a"]
        {
            assert_eq!(last_day(deadline), None, "{deadline}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,60}|[quýnămtháng IVX/0-9 -]{0,40}") {
            let _ = last_day(&text);
        }
    }
}
