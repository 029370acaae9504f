//! One time in the words of a deadline, and its written forms: "quý II/2026", "12/2025",
//! "ngày 15 tháng 7", "6 tháng đầu năm". What it has no year of is settled by
//! `deadline_reader`.

use jiff::civil::Date;

use super::deadline::Period;
use super::deadline_words::{MARKS, Mark};
use crate::document::date::DateText;
use crate::document::date_reader;
use tracuu_text::cursor::Cursor;
use tracuu_text::numeral::roman;
use tracuu_text::syllable::is_letter_or_digit;

/// One time, as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    pub(super) year: Option<i16>,
    pub(super) first_month: i8,
    pub(super) last_month: i8,
    /// Where a day is named.
    pub(super) day: Option<i8>,
    pub(super) mark: Option<Mark>,
}

impl Time {
    pub(super) fn months(first_month: i8, last_month: i8) -> Self {
        Self { year: None, first_month, last_month, day: None, mark: None }
    }

    pub(super) fn is_whole_year(&self) -> bool {
        self.day.is_none() && self.first_month == 1 && self.last_month == 12
    }

    fn first_in(&self, year: i16) -> Option<Date> {
        Date::new(year, self.first_month, self.day.unwrap_or(1)).ok()
    }

    /// Its last day in a year; `None` for a day that the year does not have.
    pub(super) fn last_in(&self, year: i16) -> Option<Date> {
        match self.day {
            Some(day) => Date::new(year, self.last_month, day).ok(),
            None => Some(Date::new(year, self.last_month, 1).ok()?.last_of_month()),
        }
    }

    pub(super) fn period(&self, year: i16) -> Option<Period> {
        let first = self.first_in(year)?;
        if self.mark == Some(Mark::Before) && self.day.is_none() {
            let last = first.yesterday().ok()?;
            return Some(Period { first: last, last });
        }
        Some(Period { first, last: self.last_in(year)? })
    }
}

impl From<DateText> for Time {
    fn from(date: DateText) -> Self {
        let year = Some(date.year());
        match date {
            DateText::Day(day) => {
                let month = day.month();
                Self { year, day: Some(day.day()), ..Self::months(month, month) }
            }
            DateText::Month { month, .. } => Self { year, ..Self::months(month, month) },
            DateText::Year(_) => Self { year, ..Self::months(1, 12) },
        }
    }
}

/// What a numeral behind a unit means.
pub(super) type Months = fn(u32) -> Option<Time>;

pub(super) fn quarter_months(number: u32) -> Option<Time> {
    let last = i8::try_from(number).ok().filter(|n| (1..=4).contains(n))? * 3;
    Some(Time::months(last - 2, last))
}

pub(super) fn month_months(number: u32) -> Option<Time> {
    let month = i8::try_from(number).ok().filter(|n| (1..=12).contains(n))?;
    Some(Time::months(month, month))
}

/// A Roman or Arabic number that is no part of a date in figures.
pub(super) fn numeral(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.skip_blanks();
    let written = cursor.eat_while(is_letter_or_digit);
    written.parse().ok().or_else(|| roman(written))
}

/// "6 tháng đầu năm", "nửa cuối năm", "9 tháng đầu".
pub(super) fn part_of_year(cursor: &mut Cursor<'_>) -> Option<Time> {
    let n_months: i8 = match cursor.digits(2) {
        Some(digits) => {
            let count = digits.parse().ok().filter(|n| (1..12).contains(n))?;
            cursor.eat_word(&["tháng"]).then_some(count)?
        }
        None => (cursor.eat_phrase(&MARKS)? == Mark::Half).then_some(6)?,
    };
    match cursor.eat_phrase(&MARKS)? {
        Mark::Beginning => Some(Time::months(1, n_months)),
        Mark::End => Some(Time::months(13 - n_months, 12)),
        _ => None,
    }
}

/// A day without its year: "ngày 15 tháng 7", "ngày 15-7", "15/7".
pub(super) fn day_of_month(cursor: &mut Cursor<'_>) -> Option<Time> {
    let is_led = cursor.eat_word(&["ngày"]);
    cursor.skip_blanks();
    let day = cursor.digits(2)?.parse().ok()?;
    let is_in_words = cursor.eat_word(&["tháng"]);
    if is_in_words {
        cursor.skip_blanks();
    } else {
        cursor.eat(|mark| mark == '/' || (is_led && matches!(mark, '-' | '.')))?;
    }
    let month = cursor.digits(2)?.parse().ok()?;
    // 2024 has every day that some year has.
    Date::new(2024, month, day).ok()?;
    let mut ahead = *cursor;
    let goes_on = ahead.eat(|mark| mark == '/').is_some() && ahead.digits(4).is_some();
    (!goes_on).then_some(Time { day: Some(day), ..Time::months(month, month) })
}

/// "12/2025", "12-2025".
pub(super) fn month_of_year(cursor: &mut Cursor<'_>) -> Option<Time> {
    let month = month_months(cursor.digits(2)?.parse().ok()?)?;
    cursor.eat(|mark| matches!(mark, '/' | '-'))?;
    Some(Time { year: Some(date_reader::year(cursor)?), ..month })
}

/// "2025", "năm 2025".
pub(super) fn year(cursor: &mut Cursor<'_>) -> Option<Time> {
    cursor.eat_word(&["năm"]);
    cursor.skip_blanks();
    Some(Time { year: Some(date_reader::year(cursor)?), ..Time::months(1, 12) })
}

/// The year behind a month or quarter: "/2026", "năm 2026"; the word "năm" alone is passed.
pub(super) fn year_behind(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    if ahead.eat(|mark| matches!(mark, '/' | '-' | '–' | '.')).is_none() {
        ahead.eat(|mark| mark == ',');
        ahead.eat_word(&["của"]);
        ahead.eat_word(&["năm"]).then_some(())?;
    }
    ahead.skip_blanks();
    let year = date_reader::year(&mut ahead).filter(|_| ahead.ends_word())?;
    *cursor = ahead;
    Some(year)
}
