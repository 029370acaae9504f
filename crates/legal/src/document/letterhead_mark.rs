//! By which words a line of a letterhead is known: number, place and date, the stamps of
//! others. Texts are in normal form.

use super::misread;
use super::type_name::type_at;
use super::words::{self, Role};
use tracuu_text::syllable::is_letter_or_digit;

/// Bytes of a number line before its code: five digits, a year, blanks.
const MAX_NUMBER_BYTES: usize = 12;

/// Most words of a place of issue, in front of its date.
const MAX_PLACE_WORDS: usize = 8;

/// Most words of a date: `ngày 03 tháng 3 năm 2026`.
const MAX_DATE_WORDS: usize = 6;

/// `số 56-nq/tu`, `số: 15/qđ-ubnd`, `số     -kh/tu`; in normal form.
pub(super) fn is_number_line(lead: &str) -> bool {
    let typed = type_at(lead).and_then(|(_, len)| lead.get(len..)).map(str::trim_start);
    let typed = typed.filter(|rest| rest.split(' ').count() <= 3).unwrap_or_default();
    let prefixed = lead.strip_prefix("số").or_else(|| typed.strip_prefix("số"));
    let Some(rest) = prefixed else { return false };
    let symbol = rest.trim_start_matches(is_filler);
    if symbol.is_empty() {
        return rest.contains([':', '.', '…', '_']);
    }
    let begins =
        rest.starts_with(|letter: char| is_filler(letter) || letter.is_ascii_digit());
    let code = symbol.find(['/', '-']).filter(|at| *at < MAX_NUMBER_BYTES);
    let Some((number, code)) = code.and_then(|at| symbol.split_at_checked(at)) else {
        return false;
    };
    let number = number.trim();
    let is_number = number.is_empty()
        || number.starts_with(|letter: char| letter.is_ascii_digit())
        || is_misread(number);
    begins && is_number && code.contains(is_letter_or_digit)
}

/// Whether letters in normal form stand for digits that a scan misread.
fn is_misread(number: &str) -> bool {
    let capitals = number.replace('i', "I");
    misread::digits(&capitals).is_some()
}

/// `hà nội, ngày 20 tháng 02 năm 2006`, `ngày … tháng … năm 2022`, `hà nội, ngày 3/3/2025`;
/// in normal form.
pub(super) fn is_place_and_date(lead: &str) -> bool {
    let Some(day) = words::find(lead, "ngày") else { return false };
    let (place, rest) = lead.split_at(day);
    let month = rest.find(" tháng").and_then(|month| rest.get(month..));
    let in_words = month.is_some_and(|rest| rest.contains(" năm"));
    let place = place.trim_end();
    let has_comma = place.ends_with(',');
    let is_short = place.split(' ').count() <= MAX_PLACE_WORDS;
    let ends_there = rest.split(' ').count() <= MAX_DATE_WORDS;
    let in_figures = || {
        has_comma
            && ends_there
            && rest.trim_start_matches("ngày").chars().all(|letter| {
                letter.is_ascii_digit() || matches!(letter, '/' | '-' | '.' | ' ' | '…')
            })
    };
    let in_order = in_words && (place.is_empty() || has_comma || is_short && ends_there);
    is_short && (in_order || in_figures()) && !rest.contains("của")
}

/// Whether words in normal form are those of a stamp: a listed phrase with nothing behind
/// it, or a value: `người ký: …`, `trang 3`, `đến số 87`.
pub(super) fn is_stamp_text(lead: &str) -> bool {
    let words = lead.trim_start_matches(|letter: char| !is_letter_or_digit(letter));
    let Some(phrase) = words::opening(words, Role::Stamp) else { return false };
    let rest = words.strip_prefix(phrase).unwrap_or_default().trim_start();
    let is_value = |letter: char| letter.is_ascii_digit() || ":/-=".contains(letter);
    rest.is_empty()
        || rest.starts_with(is_value)
        || rest.strip_prefix("số").is_some_and(|rest| rest.starts_with([' ', ':', '.']))
}

/// What stands between "Số" and the number, or in the place of a blank one.
pub(super) fn is_filler(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ':' | '.' | '…' | '_' | '(' | ')')
}
