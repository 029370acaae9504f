//! What looks like a mention and could not be read: a capital type word in front of a
//! number, or any of "số" with one, that is part of no citation. It is listed, never passed in
//! silence.

use super::lead::number_word_behind;
use super::mention::Citation;
use super::number_only::number_only;
use super::type_word::{self, Letters, TypeWord};
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;

/// Longest token behind "số" that is taken up, in bytes.
const MAX_TOKEN_BYTES: usize = 64;

/// The places of a text, in order, apart from the citations found in it.
pub fn find(text: &str, citations: &[Citation]) -> Vec<Span> {
    among(text, &type_word::find(text), citations)
}

/// The places among the type words of a text.
pub(crate) fn among(text: &str, words: &[TypeWord], citations: &[Citation]) -> Vec<Span> {
    // A type word by itself may be taken for the document that it stands in: "Kế hoạch 20".
    let others = citations.iter().filter(|citation| !citation.is_self_reference());
    let mut cited: Vec<Span> = others.map(|citation| citation.span).collect();
    cited.sort_unstable_by_key(|span| span.start);
    let mut covered = 0;
    let mut next = 0;
    let mut found = Vec::new();
    for word in words {
        while let Some(span) =
            cited.get(next).filter(|span| span.start <= word.span.start)
        {
            covered = span.end.max(covered);
            next += 1;
        }
        if word.span.start >= covered {
            found.extend(unread_at(text, word));
        }
    }
    found
}

/// The type word with the number that it could not be read with.
fn unread_at(text: &str, word: &TypeWord) -> Option<Span> {
    let number_word = number_word_behind(text, word.span.end);
    if number_word.is_none() && (word.letters == Letters::Small || word.is_generic) {
        return None;
    }
    let mut cursor = number_word.unwrap_or(Cursor::new(text, word.span.end));
    let blanks = cursor.skip_blanks();
    let at = cursor.at();
    if blanks.line_ends > 0 || blanks.count == 0 && number_word.is_none() {
        return None;
    }
    if let Some(number) = number_only(text, at) {
        let is_number = !number.is_count(text) && !number.is_year(text);
        let is_mention = number_word.is_some() || is_number;
        return is_mention.then(|| word.span.cover(number.span));
    }
    let is_sign = |sign: char| sign.is_ascii_digit() || "./-…_".contains(sign);
    let token = cursor.eat_while(|letter| !letter.is_whitespace());
    let is_token =
        token.starts_with(is_sign) || token.chars().take(2).all(char::is_uppercase);
    let is_capital = word.letters != Letters::Small && !word.is_generic;
    let is_token = is_token && is_capital && (1..=MAX_TOKEN_BYTES).contains(&token.len());
    let token = token.trim_end_matches([',', ';', '.', ':', ')']);
    let end = at + token.len();
    (number_word.is_some() && is_token).then(|| Span::new(word.span.start, end))
}

#[cfg(test)]
mod tests {
    use crate::citation::find;

    #[track_caller]
    fn check_unread(text: &str, expected: &[&str]) {
        let found = super::find(text, &find::in_text(text));
        let found: Vec<_> = found.iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_type_word_with_a_number_is_never_passed_over() {
        check_unread(
            "theo Phương án 15 và Biên bản 31.",
            &["Phương án 15", "Biên bản 31"],
        );
        check_unread(
            "Tờ trình số …/TTr, Kế hoạch số: ___",
            &["Tờ trình số …/TTr", "Kế hoạch số: ___"],
        );
        check_unread("Kế hoạch số 12-KH/TU, Nghị quyết 29", &[]);
    }

    #[test]
    fn small_words_with_a_number_are_listed_too() {
        check_unread(
            "theo công văn số 88, văn bản số 12 và Kết luận thanh tra số 4",
            &["công văn số 88", "văn bản số 12"],
        );
    }

    #[test]
    fn counts_and_words_are_no_numbers() {
        check_unread(
            "Kế hoạch 5 năm, Đề án số hóa, kế hoạch 15; Báo cáo\n12. Tổ chức",
            &[],
        );
    }
}
