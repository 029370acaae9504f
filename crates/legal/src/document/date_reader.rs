//! Dates in their written forms: `ngày 05 tháng 3 năm 2020`, `05/3/2020`, `28-4-2022`,
//! `12.03.2026`, `tháng 12 năm 2021`, `năm 2022`.
//!
//! Follows 30/2020/NĐ-CP Annex I II.4 (place and date) and what papers write instead of
//! it. Leading zeros are not required. Two-digit years are read behind `ngày` only. Not
//! read: dates without a year.

use jiff::civil::Date;

use super::date::DateText;
use super::symbol::year_of;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};

/// `ngày`, also without its marks and as scans give it, in normal form.
const DAY: [&str; 3] = ["ngày", "ngay", "ngảy"];

/// `tháng`, likewise.
const MONTH: [&str; 3] = ["tháng", "thang", "thảng"];

/// Reads a date that starts at this byte offset, its lead-in word (`ngày`, `ngày ký`,
/// `tháng`, `năm`) included in the span.
pub fn read_date(text: &str, at: usize) -> Option<(DateText, Span)> {
    type Attempt = fn(&mut Cursor<'_>) -> Option<DateText>;
    let start = Cursor::new(text, at);
    // Most words of a text begin with another letter and need not be read.
    let tries: &[Attempt] = match first_sign(start)? {
        'n' | 'N' => &[led_by_day, led_by_year],
        't' | 'T' => &[led_by_month],
        '0'..='9' => &[bare],
        _ => return None,
    };
    tries.iter().find_map(|attempt| {
        let mut cursor = start;
        let date = attempt(&mut cursor)?;
        cursor.ends_word().then(|| (date, Span::new(at, cursor.at())))
    })
}

/// A day behind `ngày` that no calendar has: `ngày 30/02/2021`. Its place, with the word.
pub fn read_impossible_date(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    first_sign(cursor).filter(|sign| matches!(sign, 'n' | 'N'))?;
    eat_unit(&mut cursor, &DAY)?;
    cursor.eat_word(&["ký", "ky"]);
    cursor.skip_blanks();
    let day = number(&mut cursor, 2)?;
    cursor.skip_blanks();
    let in_figures = cursor.eat(|mark| matches!(mark, '/' | '-' | '.')).is_some();
    cursor.skip_blanks();
    if !in_figures {
        eat_unit(&mut cursor, &MONTH)?;
    }
    let month = number(&mut cursor, 2)?;
    cursor.skip_blanks();
    let year = year_of_month(&mut cursor)?;
    (cursor.ends_word() && date(year, month, day).is_none())
        .then(|| Span::new(at, cursor.at()))
}

/// A day in figures that no calendar has, also without `ngày`: `31/4/2021`. Its place.
pub fn read_impossible_figures(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    let day = number(&mut cursor, 2)?;
    let mark = cursor.eat(|mark| matches!(mark, '/' | '-' | '.'))?;
    let month = number(&mut cursor, 2)?;
    cursor.eat(|next| next == mark)?;
    let year = year(&mut cursor)?;
    let ends = cursor.ends_word() && cursor.peek() != Some('/');
    (ends && date(year, month, day).is_none()).then(|| Span::new(at, cursor.at()))
}

/// A day with letters for digits, which has no sure value: `ngày 09 tháng 4 năm 2O24`. Its
/// place.
pub fn read_misread_date(text: &str, at: usize) -> Option<Span> {
    /// Longest date that is looked at, in bytes.
    const MAX_BYTES: usize = 48;
    let end = text.floor_char_boundary(at.saturating_add(MAX_BYTES));
    let written = text.get(at..end).unwrap_or_default();
    let is_letter = |letter: u8| matches!(letter, b'O' | b'o' | b'l' | b'I');
    let mut pairs = written.as_bytes().windows(2);
    let is_mixed = |pair: &[u8]| matches!(pair, [digit, letter] if digit.is_ascii_digit() && is_letter(*letter));
    if !pairs.any(is_mixed) {
        return None;
    }
    let mut before = ' ';
    let as_digits = written.chars().map(|letter| {
        let is_number = before.is_ascii_digit();
        before = match letter {
            'O' | 'o' if is_number => '0',
            'l' | 'I' if is_number => '1',
            _ => letter,
        };
        before
    });
    let as_digits: String = as_digits.collect();
    let (date, read) = read_date(&as_digits, 0)?;
    let is_misread = read.of(&as_digits) != read.of(written);
    (date.day().is_some() && is_misread).then(|| Span::new(at, at + read.end))
}

/// All days behind `ngày` that no calendar has, in order.
pub fn find_impossible_dates(text: &str) -> Vec<Span> {
    let read = |at| read_impossible_date(text, at).map(|span| (span, span.end));
    find_all(text, is_letter, read)
}

/// All dates of a text, in order, without overlap. A year needs its word `năm` in front.
pub fn find_dates(text: &str) -> Vec<(DateText, Span)> {
    let read = |at| read_date(text, at).map(|found| (found, found.1.end));
    find_all(text, is_letter_or_digit, read)
}

/// What `read` finds, each with its end, at the signs with which it can begin.
fn find_all<T>(
    text: &str,
    can_begin: impl Fn(char) -> bool,
    read: impl Fn(usize) -> Option<(T, usize)>,
) -> Vec<T> {
    let mut found = Vec::new();
    let mut read_to = 0;
    let mut is_passed = false;
    for (at, sign) in text.char_indices() {
        is_passed &= is_letter_or_digit(sign);
        if at < read_to || is_passed || !can_begin(sign) {
            continue;
        }
        match may_begin(text, at, sign).then(|| read(at)).flatten() {
            Some((one, end)) => {
                found.push(one);
                read_to = end;
            }
            None => is_passed = true,
        }
    }
    found
}

/// Whether a date may begin at a sign: `false` is sure, and cheap. Most words of a text have
/// other letters than "ngày", "tháng" and "năm".
fn may_begin(text: &str, at: usize, sign: char) -> bool {
    let mut letters = text.get(at..).unwrap_or_default().chars().skip(1);
    let mut is_other = |known: &[char]| {
        // A mark that is not composed may belong to a letter before.
        letters.next().is_none_or(|next| is_letter(next) && !known.contains(&next))
    };
    match sign {
        '0'..='9' => true,
        't' | 'T' => !is_other(&['h', 'H']) && !is_other(&['a', 'á', 'ả', 'A', 'Á', 'Ả']),
        'n' | 'N' => {
            let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
            if !next.is_some_and(|next| matches!(next, 'g' | 'G')) {
                return !is_other(&['ă', 'Ă', 'a', 'A']);
            }
            !is_other(&['g', 'G']) && !is_other(&['a', 'à', 'ả', 'A', 'À', 'Ả'])
        }
        _ => false,
    }
}

/// `ngày 05 tháng 3 năm 2020`, `ngày 05/3/2020`.
fn led_by_day(cursor: &mut Cursor<'_>) -> Option<DateText> {
    eat_unit(cursor, &DAY)?;
    cursor.eat_word(&["ký", "ky"]);
    cursor.skip_blanks();
    let mut in_words = *cursor;
    if let Some(date) = day_in_words(&mut in_words) {
        *cursor = in_words;
        return Some(date);
    }
    in_figures(cursor, true)
}

/// `05 tháng 3 năm 2020`, also `05 tháng 3, năm 2020` and `05 tháng 3/2020`.
fn day_in_words(cursor: &mut Cursor<'_>) -> Option<DateText> {
    let day = number(cursor, 2)?;
    eat_unit(cursor, &MONTH)?;
    let month = number(cursor, 2)?;
    let year = year_of_month(cursor)?;
    date(year, month, day)
}

/// `tháng 12 năm 2021`, `tháng 12/2021`.
fn led_by_month(cursor: &mut Cursor<'_>) -> Option<DateText> {
    eat_unit(cursor, &MONTH)?;
    let month = i8::try_from(number(cursor, 2)?).ok()?;
    let year = year_of_month(cursor)?;
    (1..=12).contains(&month).then_some(DateText::Month { year, month })
}

/// `năm 2022`.
fn led_by_year(cursor: &mut Cursor<'_>) -> Option<DateText> {
    eat_year_word(cursor)?;
    let year = year(cursor)?;
    let goes_on = {
        let mut ahead = *cursor;
        ahead.eat(|mark| matches!(mark, '-' | '–' | '/')).is_some()
            && ahead.peek().is_some_and(|next| next.is_ascii_digit())
    };
    (!goes_on).then_some(DateText::Year(year))
}

/// `05/3/2020`, `28-4-2022`, `12.03.2026`.
fn bare(cursor: &mut Cursor<'_>) -> Option<DateText> {
    in_figures(cursor, false)
}

/// A date in figures; behind "ngày" blanks may stand around the marks: `05/ 3/2020`.
fn in_figures(cursor: &mut Cursor<'_>, may_be_spaced: bool) -> Option<DateText> {
    let blanks = |cursor: &mut Cursor<'_>| {
        if may_be_spaced {
            cursor.eat_while(|letter| matches!(letter, ' ' | '\u{a0}'));
        }
    };
    let day = number(cursor, 2)?;
    blanks(cursor);
    let separator = cursor.eat(|mark| matches!(mark, '/' | '-' | '.' | '–'))?;
    blanks(cursor);
    let month = number(cursor, 2)?;
    blanks(cursor);
    cursor.eat(|mark| mark == separator)?;
    blanks(cursor);
    let year = year(cursor).or_else(|| short_year(cursor).filter(|_| may_be_spaced))?;
    date(year, month, day)
}

/// A year of two digits, as it is written behind "ngày": of this century up to 69.
fn short_year(cursor: &mut Cursor<'_>) -> Option<i16> {
    let digits = cursor.digits(2).filter(|digits| digits.len() == 2)?;
    let year: i16 = digits.parse().ok()?;
    Some(if year < 70 { 2000 + year } else { 1900 + year })
}

/// The year after a month: `năm 2020`, `/2020`, `-2020`.
fn year_of_month(cursor: &mut Cursor<'_>) -> Option<i16> {
    if cursor.eat(|mark| matches!(mark, '/' | '-' | '.')).is_none() {
        cursor.eat(|mark| mark == ',');
        eat_year_word(cursor)?;
    }
    year(cursor)
}

/// `năm`, which scans also give in two pieces: `n ăm`.
fn eat_year_word(cursor: &mut Cursor<'_>) -> Option<()> {
    if cursor.eat_words(&["n", "ăm"]) {
        cursor.skip_blanks();
        return Some(());
    }
    eat_unit(cursor, &["năm", "nam"])
}

/// The first sign behind blanks.
fn first_sign(mut cursor: Cursor<'_>) -> Option<char> {
    cursor.skip_blanks();
    cursor.peek()
}

/// A unit word and the blanks around it.
fn eat_unit(cursor: &mut Cursor<'_>, words: &[&str]) -> Option<()> {
    let found = cursor.eat_word(words);
    cursor.skip_blanks();
    found.then_some(())
}

/// A number of at most so many digits.
fn number(cursor: &mut Cursor<'_>, most_digits: usize) -> Option<i16> {
    cursor.digits(most_digits)?.parse().ok()
}

/// A year of four digits, one that a document can have.
pub(crate) fn year(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    let year = year_of(ahead.digits(4)?)?;
    *cursor = ahead;
    i16::try_from(year).ok()
}

/// A day that the calendar has.
fn date(year: i16, month: i16, day: i16) -> Option<DateText> {
    let month = i8::try_from(month).ok()?;
    let day = i8::try_from(day).ok()?;
    Date::new(year, month, day).ok().map(DateText::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn ok_date(text: &str, iso: &str) {
        let read = read_date(text, 0).map(|(date, span)| (date.to_string(), span.len()));
        assert_eq!(read, Some((iso.to_owned(), text.len())), "{text}");
    }

    #[test]
    fn written_forms_are_read() {
        for (text, iso) in [
            ("ngày 05 tháng 3 năm 2020", "2020-03-05"),
            ("NGÀY 5 THÁNG 03 NĂM 2020", "2020-03-05"),
            ("ngày 05/3/2020", "2020-03-05"),
            ("ngày 05/3/20", "2020-03-05"),
            ("ngày 5-3-98", "1998-03-05"),
            ("ngày ký 05/3/2020", "2020-03-05"),
            ("05/3/2020", "2020-03-05"),
            ("28-4-2022", "2022-04-28"),
            ("12.03.2026", "2026-03-12"),
            ("tháng 12 năm 2021", "2021-12"),
            ("tháng 3/2021", "2021-03"),
            ("năm 2022", "2022"),
            ("ngay 5 thang 3 nam 2020", "2020-03-05"),
            ("ngảy 05 thảng 3 n ăm 2020", "2020-03-05"),
            ("ngày 05/ 3/2020", "2020-03-05"),
            ("ngày 28 - 4 - 2022", "2022-04-28"),
            ("ngày 05\ntháng 3 năm\n2020", "2020-03-05"),
        ] {
            ok_date(text, iso);
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_told_from_one_that_it_has() {
        for text in ["ngày 30/02/2021", "ngày 31 tháng 6 năm 2021", "ngày 5-13-2021"]
        {
            let place = read_impossible_date(text, 0);
            assert_eq!(place, Some(Span::new(0, text.len())), "{text}");
        }
        for text in ["ngày 28/02/2021", "30/02/2021", "ngày 30/02", "ngày 30 xe"] {
            assert_eq!(read_impossible_date(text, 0), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "31/02/2020",
            "ngày 5 tháng 13 năm 2020",
            "năm 22",
            "năm 2021-2025",
            "28-4-22",
            "1.234.567",
            "15/2020/NQ",
            "ngày làm việc",
            "05/3/20201",
            "năm 2020a",
            "05 - 3 - 2020",
        ] {
            assert_eq!(read_date(text, 0), None, "{text}");
        }
    }

    #[test]
    fn dates_are_found_in_running_text() {
        let text = "từ năm 2020, ngày 05/3/2021 và 28-4-2022 đến tháng 6 năm 2023";
        let found: Vec<_> =
            find_dates(text).into_iter().map(|(date, _)| date.to_string()).collect();
        assert_eq!(found, ["2020", "2021-03-05", "2022-04-28", "2023-06"]);
    }
}
