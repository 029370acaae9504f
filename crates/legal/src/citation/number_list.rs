//! Lists of numbers that state their symbol once: "các Nghị quyết số 57, 59, 66-NQ/TW",
//! "Kế hoạch số 10/KH-UBND, 11, 12".

use super::lead::{trim_blanks, without_word};
use super::number_only::{NumberOnly, number_only};
use super::vocabulary::{Class, eat, read};
use crate::document::date_reader::read_date;
use crate::document::symbol::year_of;
use tracuu_text::cursor::Cursor;

/// Longest number of a list with its year, in bytes: `1234a/2024`.
const MAX_NUMBER_BYTES: usize = 10;

/// The numbers of a list that stand before its last one at `at`, not before `floor`, in
/// order. The caller asks for the type word in front of them.
pub(super) fn before(text: &str, at: usize, floor: usize) -> Vec<NumberOnly> {
    let mut found = Vec::new();
    let mut end = at;
    while let Some(number) = one_before(text, end, floor) {
        end = number.span.start;
        found.push(number);
    }
    found.reverse();
    found
}

/// The number and the separator before a place.
fn one_before(text: &str, at: usize, floor: usize) -> Option<NumberOnly> {
    let head = trim_blanks(text.get(floor..at)?);
    let head = without_word(head, Class::Number).unwrap_or(head);
    let joined = without_word(head, Class::And);
    let head = trim_blanks(joined.unwrap_or(head));
    let comma = head.strip_suffix(',');
    if joined.is_none() && comma.is_none() {
        return None;
    }
    let head = trim_blanks(comma.unwrap_or(head));
    let is_number = |letter: char| letter.is_ascii_alphanumeric() || letter == '/';
    let start = head.trim_end_matches(is_number).len();
    let token = head.get(start..).filter(|token| token.len() <= MAX_NUMBER_BYTES)?;
    let stands_alone = head.get(..start)?.ends_with([' ', '\u{a0}', '\n', ':', '.']);
    let is_year = year_of(token).is_some();
    let number = number_only(text, floor + start).filter(|_| stands_alone && !is_year)?;
    (number.span.end == floor + head.len()).then_some(number)
}

/// The numbers of a list that stand behind its first one, which has the symbol. None of
/// them where the last counts something: "Nghị quyết số 57-NQ/TW, 59 xã".
pub(super) fn behind(text: &str, at: usize) -> Vec<NumberOnly> {
    let mut found = Vec::new();
    let mut end = at;
    while let Some(number) = one_behind(text, end) {
        end = number.span.end;
        found.push(number);
    }
    if !found.is_empty() && ends_list(text, end) { found } else { Vec::new() }
}

/// The separator and the number behind a place, on the same line.
fn one_behind(text: &str, at: usize) -> Option<NumberOnly> {
    let mut cursor = Cursor::new(text, at);
    let comma = cursor.eat(|mark| mark == ',').is_some();
    let joined = eat(Class::And, &mut cursor);
    if !comma && !joined {
        return None;
    }
    eat(Class::Number, &mut cursor);
    let blanks = cursor.skip_blanks();
    let number = number_only(text, cursor.at())?;
    let is_year = number.year.is_none() && year_of(number.span.of(text)).is_some();
    let is_listed = blanks.count > 0 && blanks.line_ends == 0;
    (is_listed && !is_year).then_some(number)
}

/// Whether a mark, a date or a body follows the last number of a list.
fn ends_list(text: &str, at: usize) -> bool {
    let cursor = Cursor::new(text, at);
    let mut behind = cursor;
    behind.skip_blanks();
    let ends = |next: char| matches!(next, ',' | ';' | '.' | ':' | ')' | '|' | '\n');
    cursor.peek().is_none_or(ends)
        || behind.peek().is_none_or(|next| matches!(next, '(' | '|'))
        || read(Class::Of, cursor).is_some()
        || read(Class::And, cursor).is_some()
        || read(Class::LeadComma, cursor).is_some()
        || read(Class::About, cursor).is_some()
        || read_date(text, behind.at()).is_some()
}

#[cfg(test)]
mod tests {
    use crate::citation::find;
    use crate::document::document_type::DocumentType;

    /// The mentions of a text: words, symbol, and date.
    #[track_caller]
    fn check_list(text: &str, expected: &[(&str, &str)], date: Option<&str>) {
        let found = find::in_text(text);
        let symbol = |c: &crate::citation::mention::Citation| {
            c.symbol.as_ref().map(ToString::to_string).unwrap_or_default()
        };
        let words: Vec<_> = found.iter().map(|c| (c.span.of(text), symbol(c))).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(words, symbol)| (*words, (*symbol).to_owned()))
            .collect();
        assert_eq!(words, expected, "{text}");
        for citation in &found {
            assert_eq!(citation.date.map(|date| date.to_string()).as_deref(), date);
            assert_eq!(citation.document_type, found[0].document_type);
        }
    }

    #[test]
    fn every_number_of_a_list_has_the_symbol_at_its_end() {
        check_list(
            "Thực hiện các Kết luận số 14, 15 và số 17-KL/TU ngày 03/02/2026 của Tỉnh ủy.",
            &[
                ("Kết luận số 14", "14-KL/TU"),
                ("15", "15-KL/TU"),
                ("17-KL/TU ngày 03/02/2026 của Tỉnh ủy", "17-KL/TU"),
            ],
            Some("2026-02-03"),
        );
        check_list(
            "các Thông tư 21/2031, 22/2031/TT-BTC",
            &[
                ("Thông tư 21/2031", "21/2031/TT-BTC"),
                ("22/2031/TT-BTC", "22/2031/TT-BTC"),
            ],
            None,
        );
    }

    #[test]
    fn every_number_of_a_list_has_the_symbol_at_its_beginning() {
        check_list(
            "Thông báo số 21/TB-UBND, 22, 23 ngày 03/02/2026;",
            &[
                ("Thông báo số 21/TB-UBND", "21/TB-UBND"),
                ("22", "22/TB-UBND"),
                ("23 ngày 03/02/2026", "23/TB-UBND"),
            ],
            Some("2026-02-03"),
        );
    }

    #[test]
    fn numbers_without_a_symbol_share_what_stands_behind_the_last() {
        let text =
            "Học tập Nghị quyết 57, 59 và 66 của Bộ Chính trị; Nghị quyết 68, 5 xã.";
        let found = find::in_text(text);
        let words: Vec<_> = found.iter().map(|c| c.span.of(text)).collect();
        let listed = ["Nghị quyết 57", "59", "66 của Bộ Chính trị", "Nghị quyết 68"];
        assert_eq!(words, listed);
        let bodies: Vec<_> = found.iter().map(|c| c.issuer.map(|i| i.of(text))).collect();
        let body = Some("Bộ Chính trị");
        assert_eq!(bodies, [body, body, body, None]);
        assert!(found.iter().all(|c| c.document_type == found[0].document_type));
    }

    #[test]
    fn a_list_of_bare_numbers_needs_no_body() {
        for (text, expected) in [
            ("các Quy định 80, 114 và 142 về công tác cán bộ", "80 114 142"),
            ("quán triệt Quy định 41, 69, 22; Hướng dẫn 3, 5 năm", "41 69 22"),
            ("Báo cáo 6, 9 tháng; Kế hoạch 2025, 2026", ""),
        ] {
            let found = find::in_text(text);
            let numbers: Vec<_> =
                found.iter().filter_map(|found| found.number.as_deref()).collect();
            assert_eq!(numbers.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn the_same_day_and_the_type_in_front_are_those_of_the_whole_list() {
        check_list(
            "Kế hoạch số 14/KH-UBND và 15/KH-UBND cùng ngày 03/02/2026 của Ủy ban nhân dân \
             xã.",
            &[
                ("Kế hoạch số 14/KH-UBND", "14/KH-UBND"),
                ("15/KH-UBND cùng ngày 03/02/2026 của Ủy ban nhân dân xã", "15/KH-UBND"),
            ],
            Some("2026-02-03"),
        );
        check_list(
            "các thông báo kết luận số 14, 15 và 17-TB/TU; Thông báo số 18-TB/TU",
            &[
                ("thông báo kết luận số 14", "14-TB/TU"),
                ("15", "15-TB/TU"),
                ("17-TB/TU", "17-TB/TU"),
                ("Thông báo số 18-TB/TU", "18-TB/TU"),
            ],
            None,
        );
        let text =
            "Nghị quyết 57-NQ/TW, 59-NQ/TW ngày 24/01/2025 của Bộ Chính trị, 3-NQ/TU";
        let bodies: Vec<_> =
            find::in_text(text).iter().map(|c| c.issuer.map(|i| i.of(text))).collect();
        assert_eq!(bodies, [Some("Bộ Chính trị"), Some("Bộ Chính trị"), None]);
        let text = "theo các Quy định: 37-QĐ/TW, 41-QĐ/TW";
        let types: Vec<_> = find::in_text(text).iter().map(|c| c.document_type).collect();
        let regulation = DocumentType::from_name("Quy định");
        assert_eq!(types, [regulation, regulation]);
    }

    #[test]
    fn counts_are_no_members() {
        for behind in [", 22 xã", " và 5 năm", ", 03/02/2026", ", 2026."] {
            let text = format!("Thông báo số 21/TB-UBND{behind}");
            let found = find::in_text(&text);
            assert_eq!(found.len(), 1, "{text}");
        }
    }
}
