//! Capitals at the start of a text and throughout, by which titles are known.

use super::syllable::{is_letter, is_letter_or_digit, lower_char};

/// Whether nine in ten letters of a text are capitals, and there are two or more: titles
/// in capitals hold a few small letters (`QĐ-TTg`).
pub fn is_capitals(text: &str) -> bool {
    let (mut n_others, mut n_letters) = (0_usize, 0_usize);
    for letter in text.chars().filter(|letter| is_letter(*letter)) {
        n_letters += 1;
        n_others += usize::from(!letter.is_uppercase());
        // Most texts are in small letters, which is known after a tenth of them.
        if n_others * 10 > text.len() {
            return false;
        }
    }
    n_letters > 1 && n_others * 10 <= n_letters
}

/// Whether the first letter or digit of a text is a digit or a capital, as at the start of
/// a sentence or of a unit.
pub fn begins_firmly(text: &str) -> bool {
    let first = text.chars().find(|letter| is_letter_or_digit(*letter));
    first.is_some_and(|first| first.is_numeric() || lower_char(first) != first)
}

/// The text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The text with its first letter as a small one.
pub fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_may_hold_a_few_small_letters() {
        assert!(is_capitals("NGHỊ QUYẾT SỐ 5-NQ/TW"));
        assert!(is_capitals("QUYẾT ĐỊNH SỐ 5/QĐ-TTg"));
        assert!(!is_capitals("Nghị quyết"));
        assert!(!is_capitals("I"));
    }

    #[test]
    fn firm_beginnings_are_digits_and_capitals() {
        assert!(begins_firmly("“Điều 5") && begins_firmly("(15 xã)"));
        assert!(!begins_firmly("- các sở") && !begins_firmly("…"));
    }

    #[test]
    fn the_first_letter_becomes_a_capital_or_a_small_one() {
        assert_eq!(capitalised("điều lệ Đảng"), "Điều lệ Đảng");
        assert_eq!(uncapitalised("Đang xử lý"), "đang xử lý");
        assert_eq!(capitalised(""), "");
    }
}
