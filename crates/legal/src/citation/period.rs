//! The period in a title: "giai đoạn 2016-2020", "nhiệm kỳ 2020 - 2025", "đến năm 2030".
//!
//! A document whose period is over has often, not always, lost its force; the last year is
//! a hint that a person must judge.

use super::vocabulary::{Class, eat};
use crate::document::symbol::year_of;
use tracuu_text::cursor::Cursor;
use tracuu_text::syllable::is_letter;

/// The last year of the periods that a title names; `None` where it names none.
pub fn end(title: &str) -> Option<i16> {
    let mut last = None;
    let mut cursor = Cursor::new(title, 0);
    while cursor.peek().is_some() {
        cursor.eat_while(|letter| !is_letter(letter));
        let mut ahead = cursor;
        last = last.max(read(&mut ahead));
        cursor.word();
    }
    last
}

/// Reads the period that starts here; gives its last year.
fn read(cursor: &mut Cursor<'_>) -> Option<i16> {
    if eat(Class::Span, cursor) {
        let first = year(cursor)?;
        cursor.skip_blanks();
        let joined = cursor.eat(|mark| matches!(mark, '-' | '–' | '—' | '/')).is_some()
            || eat(Class::To, cursor);
        return Some(if joined { year(cursor).unwrap_or(first) } else { first });
    }
    if eat(Class::UpTo, cursor) { year(cursor) } else { None }
}

fn year(cursor: &mut Cursor<'_>) -> Option<i16> {
    cursor.skip_blanks();
    let digits = cursor.digits(4)?;
    let year = year_of(digits)?;
    i16::try_from(year).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_year_of_the_periods_counts() {
        for (title, expected) in [
            ("phát triển đô thị giai đoạn 2016-2020", Some(2020)),
            ("công tác cán bộ nhiệm kỳ 2020 – 2025", Some(2025)),
            ("quy hoạch đến năm 2030, tầm nhìn đến năm 2045", Some(2045)),
            ("đến hết năm 2022", Some(2022)),
            ("GIAI ĐOẠN 2021 đến 2025", Some(2025)),
            ("tổng kết năm 2019", None),
            ("giai đoạn mới", None),
            ("", None),
        ] {
            assert_eq!(end(title), expected, "{title}");
        }
    }
}
