//! Numbers of papers and dates that were not read: "Văn bản số 12", "QĐ 31/2024", "năm
//! 2O24". An account of the draft lists them, whatever stands in front.

use super::report::{UnreadCitation, UnreadReason};
use super::words::{self, Role};
use tracuu_legal::document::document_type::{CodeFit, DocumentType, read_code};
use tracuu_text::span::Span;
use tracuu_text::syllable::is_capital;
use tracuu_text::words::Word;

/// Most words in front of "số" that name the paper: "Kết luận thanh tra số 4".
const MAX_NAME_WORDS: usize = 5;

/// Longest number that is listed, in bytes.
const MAX_TOKEN_BYTES: usize = 64;

/// The places, in order. `words` are those of the text.
pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<UnreadCitation> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let unread = match &*word.normal {
            "số" => numbered(text, words, at),
            "ngày" | "tháng" | "năm" => misspelt_date(text, word.span),
            _ => coded(text, word.span),
        };
        found.extend(unread);
    }
    found
}

/// A name with "số" and a number.
fn numbered(text: &str, words: &[Word<'_>], at: usize) -> Option<UnreadCitation> {
    let number = number_behind(text, words.get(at)?.span.end)?;
    let first = name_start(text, words, at)?;
    let is_counted = words::ends_before(words, at, Role::NumberedThing);
    let span = Span::new(words.get(first)?.span.start, number.end);
    let why = UnreadReason::UnreadNumber;
    (!is_counted).then_some(UnreadCitation { span, why })
}

/// The first word of the name in front of "số": a type word, else the nearest word with a
/// capital, else the word before.
fn name_start(text: &str, words: &[Word<'_>], end: usize) -> Option<usize> {
    let is_next = |at: usize| {
        let pair = words.get(at).zip(words.get(at + 1));
        pair.is_some_and(|(one, next)| {
            let between = Span::new(one.span.end, next.span.start).of(text);
            between.trim_matches([' ', '\u{a0}']).is_empty()
        })
    };
    let before = (0..end).rev().take(MAX_NAME_WORDS).take_while(|at| is_next(*at));
    let before: Vec<usize> = before.collect();
    let typed = before.iter().rev().find(|at| {
        let run = words.get(**at..end).unwrap_or_default();
        DocumentType::from_name(&words::joined(run)).is_some()
    });
    let begins = |at: &&usize| {
        let word = words.get(**at).map(|word| word.span.of(text));
        word.is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    typed.or_else(|| before.iter().find(begins)).or(before.first()).copied()
}

/// A type code and a number: `NQ 36`, `QĐ 31/2024`.
fn coded(text: &str, code: Span) -> Option<UnreadCitation> {
    let written = code.of(text);
    let is_code = written.len() > 1
        && written.chars().all(is_capital)
        && read_code(written).is_some_and(|code| code.fit == CodeFit::Exact);
    let number = number_behind(text, code.end).filter(|_| is_code)?;
    let why = UnreadReason::UnreadNumber;
    Some(UnreadCitation { span: Span::new(code.start, number.end), why })
}

/// The token behind a place on its line that begins with a digit, blanks and a colon aside.
fn number_behind(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let token = rest.trim_start_matches([' ', '\u{a0}', ':']);
    let start = at + rest.len() - token.len();
    // The end is looked for behind blanks only: a token of many words is read once.
    if start == at || !token.starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let end = token.find(char::is_whitespace).unwrap_or(token.len());
    let token = token.get(..end)?.trim_end_matches([',', ';', '.', ':', ')', '”', '"']);
    (token.len() <= MAX_TOKEN_BYTES).then(|| Span::new(start, start + token.len()))
}

/// A date with a letter in the place of a digit.
fn misspelt_date(text: &str, lead: Span) -> Option<UnreadCitation> {
    let rest = text.get(lead.end..)?;
    let token = rest.strip_prefix([' ', '\u{a0}'])?;
    let start = lead.end + rest.len() - token.len();
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || "/-.".contains(sign);
    let token = token.split(|sign: char| !is_sign(sign)).next()?;
    let token = token.trim_end_matches(['.', '-', '/']);
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let letters = token.chars().filter(|sign| "oOlISB".contains(*sign)).count();
    let others = token.chars().filter(char::is_ascii_alphabetic).count() > letters;
    let is_date = digits > 0 && letters > 0 && !others && digits + letters >= 2;
    let span = Span::new(lead.start, start + token.len());
    is_date.then_some(UnreadCitation { span, why: UnreadReason::UnreadableDate })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::words::words as text_words;

    #[track_caller]
    fn check_unread(text: &str, expected: &[&str]) {
        let words: Vec<_> = text_words(text).collect();
        let found = find(text, &words);
        let found: Vec<_> = found.iter().map(|unread| unread.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_number_is_listed_with_the_name_in_front_of_it() {
        check_unread(
            "theo Văn bản số 31, giấy mời số 7/2026; Thông tin nội bộ số: 15.",
            &["Văn bản số 31", "giấy mời số 7/2026", "Thông tin nội bộ số: 15"],
        );
        check_unread("QĐ số 41/2025, CT 19", &["QĐ số 41/2025", "CT 19"]);
        check_unread("Mẫu số 03, tổng số 45 xã, một số xã, dân số 9 triệu", &[]);
        check_unread("kết quả chuyển đổi số 6 tháng đầu năm", &[]);
    }

    #[test]
    fn a_date_with_a_letter_in_it_is_listed() {
        check_unread(
            "ngày 1O/4/2025, tháng 5 năm 2O25, ngày 10/4/2025 năm nay",
            &["ngày 1O/4/2025", "năm 2O25"],
        );
    }
}
