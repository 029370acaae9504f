//! Numbers of symbols that a scan damaged: letters for digits (`4O-NQ/TW`), and digits that
//! were torn apart (`I 40/2025/NĐ-CP`, `1 40/2025/NĐ-CP`).
//!
//! The part behind the blank alone would be the number of another document, so the whole
//! is read and reported as `ocr`; the caller asks for "số" or a type word in front.

use super::lead::trim_blanks;
use crate::document::misread;
use crate::document::symbol_parts::is_hyphen;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter_or_digit;

/// Longest distance from a slash back to the number of its symbol, in bytes.
const MAX_BACK_BYTES: usize = 40;

/// Most characters of the torn-off head of a number.
const MAX_TORN_CHARS: usize = 2;

/// A repaired number.
pub(super) struct Damaged {
    /// Where it stands, as written.
    pub(super) span: Span,
    /// Its digits.
    pub(super) digits: String,
}

/// The damaged number of the symbol whose first slash stands here; `None` where the number
/// is whole, or none.
pub(super) fn number_before(text: &str, slash: usize) -> Option<Damaged> {
    let floor = text.floor_char_boundary(slash.saturating_sub(MAX_BACK_BYTES));
    let before = trim_blanks(text.get(floor..slash)?);
    let (head, token) = last_token(before);
    let (head, token) = match misread::digits(token) {
        Some(_) => (head, token),
        None => last_token(before_hyphen(head)?),
    };
    let digits = misread::digits(token)?;
    let mut start = floor + head.len();
    let end = start + token.len();
    let mut whole = digits.clone();
    let mut is_damaged = digits != token;
    if let Some((at, torn)) = torn_head(head) {
        whole = misread::digits(&format!("{torn}{token}"))?;
        start = floor + at;
        is_damaged = true;
    }
    let has_digit =
        text.get(start..end)?.contains(|letter: char| letter.is_ascii_digit());
    (is_damaged && has_digit)
        .then_some(Damaged { span: Span::new(start, end), digits: whole })
}

/// The letters and digits at the end of a text, and what stands before.
fn last_token(text: &str) -> (&str, &str) {
    let is_token = |letter: char| is_letter_or_digit(letter) || letter == '|';
    let start = text.trim_end_matches(is_token).len();
    text.split_at(start)
}

/// What stands before the hyphen at the end of a text.
fn before_hyphen(head: &str) -> Option<&str> {
    trim_blanks(head).strip_suffix(is_hyphen).map(trim_blanks)
}

/// The one or two digits, or letters read for them, that stand before the blank at the end
/// of a text, and where they start.
fn torn_head(head: &str) -> Option<(usize, &str)> {
    let torn_end = head.strip_suffix([' ', '\u{a0}'])?;
    let (before, torn) = last_token(torn_end);
    let is_short = (1..=MAX_TORN_CHARS).contains(&torn.chars().count());
    let stands_alone = before.ends_with([' ', '\n', ':', '.', '\u{a0}']);
    (is_short && stands_alone && misread::digits(torn).is_some())
        .then_some((before.len(), torn))
}

#[cfg(test)]
mod tests {
    use crate::citation::find;
    use crate::document::deviation::Deviation;
    use crate::document::header::Confidence;

    #[track_caller]
    fn check_repair(text: &str, words: &str, symbol: &str) {
        let found = find::in_text(text);
        let first = found.first().expect("help: no citation was found");
        assert_eq!(first.span.of(text), words);
        assert_eq!(first.symbol.as_ref().unwrap().to_string(), symbol);
        assert_eq!(first.deviations, [Deviation::Ocr]);
        assert_eq!(first.confidence(), Confidence::Weak);
    }

    #[test]
    fn a_torn_number_is_read_whole() {
        for text in [
            "Nghị định số I 40/2025/NĐ-CP",
            "Nghị định số 1 40/2025/NĐ-CP",
            "Nghị định số l 4O/2025/NĐ-CP",
            "Nghị định I 40/2025/NĐ-CP",
            "Nghị định số l40/2025/NĐ-CP",
        ] {
            check_repair(text, text, "140/2025/NĐ-CP");
        }
        check_repair("Nghị quyết số 4O-NQ/TW", "Nghị quyết số 4O-NQ/TW", "40-NQ/TW");
        check_repair("Công văn s 279-CV/TU", "Công văn s 279-CV/TU", "279-CV/TU");
    }

    #[test]
    fn other_numbers_in_front_do_not_count() {
        for text in ["Phụ lục I 40/2025/NĐ-CP", "Điều 1 40/2025/NĐ-CP"] {
            let found = find::in_text(text);
            assert_eq!(found[0].symbol.as_ref().unwrap().to_string(), "40/2025/NĐ-CP");
            assert!(found[0].deviations.is_empty());
        }
    }
}
