//! The issuing body of a citation (cơ quan ban hành): what stands after "của", and the
//! congresses and plenums that stand for the issuer.
//!
//! The registry of agencies knows most names; what goes on after one ("khóa XIII", "tỉnh
//! …") and names that it does not know are read by rules: a name goes on while its words
//! are capitals or words of names, and ends at a comma, at the opening of a title, at a
//! bracket, at the end of the clause (reference grammar 5.8).

use super::vocabulary::{Class, eat, holds, read};
use crate::agency::registry::Registry;
use crate::document::document_type::DocumentType;
use tracuu_text::cursor::Cursor;
use tracuu_text::numeral;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal;
use tracuu_text::words::{split_last_word, word_before};

/// Most words of a name that the registry does not know.
const MAX_WORDS: usize = 16;

/// Most words of the field of a committee.
const MAX_FIELD_WORDS: usize = 24;

/// Shortest line that is taken to be wrapped in the middle of a name, in bytes: the lines of a
/// letterhead are shorter.
const MIN_WRAPPED_BYTES: usize = 70;

/// Longest bracket that can hold a term (`(khóa XIII)`), in bytes.
const MAX_BRACKET_BYTES: usize = 48;

/// Reads the name of a body that starts at or after blanks at this offset; `None` where
/// no name starts.
pub(super) fn read_name(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    cursor.skip_blanks();
    let start = cursor.at();
    let listed = Registry::built_in().name_at(text, start).map(|name| name.span.end);
    if let Some(end) = listed.filter(|end| !has_other_half(text, *end)) {
        cursor.move_to(end);
    } else {
        let head = read(Class::Head, cursor).map(|head| head.at());
        unlisted(&mut cursor)?;
        if head == Some(cursor.at())
            && let Some(owner) = wrapped_owner(text, cursor)
        {
            cursor.move_to(owner);
        }
    }
    go_on(text, &mut cursor);
    if read(Class::Steering, Cursor::new(text, start)).is_some() {
        eat_field(&mut cursor);
    }
    Some(Span::new(start, cursor.at()))
}

/// Whether a listed name is only the first half of another: "Ban Kinh tế - Ngân sách".
fn has_other_half(text: &str, end: usize) -> bool {
    let mut behind = Cursor::new(text, end);
    behind.skip_blanks();
    let is_dash = behind.eat(|mark| matches!(mark, '-' | '–')).is_some();
    let blanks = behind.skip_blanks();
    let half = behind;
    let capital = behind.word().starts_with(char::is_uppercase);
    is_dash
        && blanks.count > 0
        && blanks.line_ends == 0
        && capital
        && read(Class::Head, half).is_none()
}

/// The end of the body that a person heads, where it begins the next line of wrapped text:
/// "Chủ tịch\nỦy ban nhân dân tỉnh".
fn wrapped_owner(text: &str, mut behind: Cursor<'_>) -> Option<usize> {
    if behind.skip_blanks().line_ends != 1 {
        return None;
    }
    let owner = Registry::built_in().name_at(text, behind.at())?;
    let words = owner.span.of(text);
    // A line in capitals is one of a letterhead.
    words.chars().any(char::is_lowercase).then_some(owner.span.end)
}

/// Reads the field that is a part of the name of a committee: "Ban Chỉ đạo Trung ương về
/// phòng, chống tham nhũng, tiêu cực". A verb behind "về" opens a title instead.
fn eat_field(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    if !eat(Class::About, &mut ahead) || read(Class::FieldStop, ahead).is_some() {
        return;
    }
    for _ in 0..MAX_FIELD_WORDS {
        let mut next = ahead;
        let comma = next.eat(|mark| mark == ',').is_some();
        let stops = read(Class::FieldStop, next).is_some()
            || comma && read(Class::CommaStop, next).is_some();
        if stops || next.skip_blanks().line_ends > 0 {
            break;
        }
        let word = next.word();
        if word.is_empty() || comma && word.starts_with(char::is_uppercase) {
            break;
        }
        ahead = next;
        *cursor = ahead;
    }
}

/// The body or the meeting that issued a document, whichever is longer: "Hội nghị Trung ương
/// 6 khóa XII" begins like a body.
pub(super) fn read_issuer(text: &str, at: usize) -> Option<Span> {
    let read = [read_name(text, at), read_meeting(text, at)].into_iter().flatten();
    read.max_by_key(|name| name.end)
}

/// Reads a congress or plenum that stands for the issuer: `Trung ương 6 khóa XII`, `Đại
/// hội đại biểu Đảng bộ tỉnh lần thứ XVII`.
pub(super) fn read_meeting(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    cursor.skip_blanks();
    let start = cursor.at();
    if !cursor.peek().is_some_and(char::is_uppercase) {
        return None;
    }
    cursor = read(Class::Meeting, cursor)?;
    let mut numbered = false;
    loop {
        let before = cursor.at();
        numbered |= eat_ordinal(&mut cursor);
        eat(Class::MeetingOn, &mut cursor);
        if let Some(name) = name_here(text, &cursor) {
            cursor.move_to(name.end);
        }
        if let Some(meeting) = read(Class::Meeting, cursor).filter(|_| same_line(&cursor))
        {
            cursor = meeting;
        }
        numbered |= go_on(text, &mut cursor);
        if cursor.at() == before {
            break;
        }
    }
    numbered.then(|| Span::new(start, cursor.at()))
}

/// A listed name after blanks on the same line.
fn name_here(text: &str, cursor: &Cursor<'_>) -> Option<Span> {
    let mut ahead = *cursor;
    if ahead.skip_blanks().line_ends > 0 {
        return None;
    }
    Registry::built_in().name_at(text, ahead.at()).map(|name| name.span)
}

/// A name that the registry does not list: capitals first, then words until one that
/// cannot stand in a name.
fn unlisted(cursor: &mut Cursor<'_>) -> Option<()> {
    let small_head = read(Class::Head, *cursor).is_some();
    if !small_head && !cursor.peek().is_some_and(char::is_uppercase) {
        return None;
    }
    cursor.word();
    for _ in 0..MAX_WORDS {
        let mut ahead = *cursor;
        if ahead.skip_blanks().line_ends > 0
            && !ahead.peek().is_some_and(char::is_lowercase)
        {
            break;
        }
        if matches!(ahead.peek(), Some('-' | '–' | '&')) {
            ahead.bump();
            ahead.skip_blanks();
        }
        let next = ahead;
        let word = ahead.word();
        if word.is_empty() || ends_name(next, word) {
            break;
        }
        *cursor = ahead;
    }
    Some(())
}

/// Whether a word cannot go on a name: it opens a title, names a type, or is a small word
/// that names do not have.
fn ends_name(at: Cursor<'_>, word: &str) -> bool {
    if holds(Class::And, word) {
        let mut behind = at;
        behind.word();
        behind.skip_blanks();
        return !behind.peek().is_some_and(char::is_uppercase) || starts_type(behind);
    }
    let is_small = word.starts_with(char::is_lowercase);
    let stops = read(Class::BodyStop, at).is_some();
    if is_small { stops } else { opens_title(at) || starts_type(at) }
}

/// Whether a title opens here, in whatever case.
fn opens_title(at: Cursor<'_>) -> bool {
    read(Class::Lead, at).is_some()
}

/// Whether the next two words are a document type.
fn starts_type(at: Cursor<'_>) -> bool {
    let mut ahead = at;
    ahead.skip_blanks();
    let start = ahead;
    let first = ahead.word();
    ahead.skip_blanks();
    ahead.word();
    let length = ahead.at() - start.at();
    let two = start.rest().get(..length).unwrap_or_default();
    [first, two].into_iter().any(|name| DocumentType::from_name(name).is_some())
}

/// Reads what goes on after a full name: places, terms, proper names. True where a number
/// of a term or meeting was among it.
fn go_on(text: &str, cursor: &mut Cursor<'_>) -> bool {
    let mut numbered = false;
    let mut is_area = false;
    loop {
        let mut ahead = *cursor;
        if let Some(behind) = bracketed_term(*cursor).or_else(|| term(*cursor)) {
            ahead = behind;
            numbered = true;
        } else if let Some(name) = council(text, *cursor) {
            ahead.move_to(name.end);
        } else {
            let ends_line = ahead.skip_blanks().line_ends > 0;
            let is_torn = || is_area || is_torn(text, cursor.at());
            let is_name = || is_name_in_small(ahead) && is_torn();
            if ends_line && !(is_name() || is_small(ahead)) || !place_or_name(&mut ahead)
            {
                return numbered;
            }
        }
        let passed = cursor.rest().get(..ahead.at() - cursor.at()).unwrap_or_default();
        is_area =
            passed.split_whitespace().last().is_some_and(|word| holds(Class::Area, word));
        *cursor = ahead;
    }
}

/// The council that stands right behind the name of its committee.
fn council(text: &str, at: Cursor<'_>) -> Option<Span> {
    read(Class::Council, at)?;
    name_here(text, &at).filter(|name| name.of(text).starts_with(char::is_uppercase))
}

/// Whether a line was wrapped inside the proper name of a place: behind "xã" or one syllable
/// more, since most names of places have two.
fn is_torn(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let (head, last) = split_last_word(before);
    let is_area = |word: &str| holds(Class::Area, word);
    (is_area(last) || is_area(word_before(text, head.len()))) && ends_long_line(text, at)
}

/// Whether a line that ends here was wrapped: it is long.
fn ends_long_line(text: &str, at: usize) -> bool {
    let start = at.checked_sub(MIN_WRAPPED_BYTES).map(|at| text.floor_char_boundary(at));
    let end = start.and_then(|start| text.get(start..at));
    end.is_some_and(|end| !end.contains('\n'))
}

/// Whether a small letter stands here, so that a line ended inside a name.
fn is_small(at: Cursor<'_>) -> bool {
    at.peek().is_some_and(char::is_lowercase)
}

/// Whether a proper name stands here that is not written in capitals.
fn is_name_in_small(mut at: Cursor<'_>) -> bool {
    let word = at.word();
    word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase)
}

/// `(khóa XIII)`
fn bracketed_term(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut ahead = cursor;
    let blanks = ahead.skip_blanks();
    ahead.eat(|mark| mark == '(')?;
    let inside = ahead.rest();
    let end = inside.find(')').filter(|end| *end <= MAX_BRACKET_BYTES)?;
    let close = ahead.at() + end + 1;
    let is_term = eat(Class::BracketTerm, &mut ahead);
    let one_line = blanks.line_ends == 0 && !inside.get(..end)?.contains('\n');
    ahead.move_to(close);
    (is_term && one_line).then_some(ahead)
}

/// `khóa XIII`, `, nhiệm kỳ 2020-2025`, `, kỳ họp thứ 10`, `lần thứ tư`.
fn term(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut ahead = cursor;
    ahead.skip_blanks();
    ahead.eat(|mark| mark == ',');
    if ahead.skip_blanks().line_ends > 0 {
        return None;
    }
    ahead = read(Class::Term, ahead)?;
    eat_ordinal(&mut ahead).then_some(ahead)
}

/// A number, a range of years, a Roman numeral or an ordinal word after blanks.
pub(super) fn eat_ordinal(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    if ahead.skip_blanks().line_ends > 0 {
        return false;
    }
    if ahead.digits(4).is_some() {
        let mut range = ahead;
        range.skip_blanks();
        if range.eat(|mark| matches!(mark, '-' | '–')).is_some() {
            range.skip_blanks();
            if range.digits(4).is_some() {
                ahead = range;
            }
        }
        let ends = ahead.ends_word();
        if ends {
            *cursor = ahead;
        }
        return ends;
    }
    let word = ahead.word();
    let found = numeral::roman_in_capitals(word).is_some()
        || numeral::ordinal(&normal(word)).is_some();
    if found {
        *cursor = ahead;
    }
    found
}

/// A word of places ("tỉnh", "Đảng", "Việt Nam") or a proper name in capitals.
fn place_or_name(cursor: &mut Cursor<'_>) -> bool {
    let start = *cursor;
    if let Some(behind) = read(Class::BodyOn, start) {
        *cursor = behind;
        return true;
    }
    if matches!(cursor.peek(), Some('-' | '–')) {
        cursor.bump();
        cursor.skip_blanks();
    }
    let name = *cursor;
    let word = cursor.word();
    let capital = word.starts_with(char::is_uppercase);
    if let Some(field) = read(Class::NoHead, name).filter(|_| capital) {
        *cursor = field;
        return true;
    }
    capital
        && !holds(Class::And, word)
        && !opens_title(name)
        && !starts_type(name)
        && !holds(Class::Head, word)
}

/// Whether what follows the blanks stands on the same line.
fn same_line(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.skip_blanks().line_ends == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_name(text: &str, expected: &str) {
        let name = read_name(text, 0).map(|span| span.of(text));
        assert_eq!(name, Some(expected), "{text}");
    }

    #[test]
    fn a_name_ends_where_the_title_or_clause_begins() {
        for (text, name) in [
            ("Bộ Chính trị về công tác", "Bộ Chính trị"),
            ("Ban Bí thư Trung ương Đảng.", "Ban Bí thư Trung ương Đảng"),
            (
                "Ban Chấp hành Trung ương Đảng khóa XIII về",
                "Ban Chấp hành Trung ương Đảng khóa XIII",
            ),
            (
                "Ban Chấp hành Trung ương (khóa XII) về",
                "Ban Chấp hành Trung ương (khóa XII)",
            ),
            ("Ban Tổ chức Trung ương hướng dẫn", "Ban Tổ chức Trung ương"),
            ("Ban Thường vụ Tỉnh uỷ phân công các", "Ban Thường vụ Tỉnh uỷ"),
            ("Hội đồng nhân dân tỉnh quy định", "Hội đồng nhân dân tỉnh"),
            (
                "Hội đồng nhân dân tỉnh Lạc Hồng khóa XV, kỳ họp thứ 10 về",
                "Hội đồng nhân dân tỉnh Lạc Hồng khóa XV, kỳ họp thứ 10",
            ),
            ("Chính phủ Quy định cơ chế", "Chính phủ"),
            ("Thủ tướng Chính phủ và Đề án", "Thủ tướng Chính phủ"),
            (
                "Bộ Văn hóa, Thể thao và Du lịch gắn với",
                "Bộ Văn hóa, Thể thao và Du lịch",
            ),
            ("BCH TRUNG ƯƠNG ĐẢNG\n(Kèm", "BCH TRUNG ƯƠNG ĐẢNG"),
            ("Ủy ban Thường vụ Quốc hội.", "Ủy ban Thường vụ Quốc hội"),
            (
                "Viện Hàn lâm Khoa học xã hội Việt Nam ban hành",
                "Viện Hàn lâm Khoa học xã hội Việt Nam",
            ),
            ("tỉnh thực hiện Quyết định", "tỉnh"),
            ("Chủ tịch\nỦy ban nhân dân tỉnh về", "Chủ tịch\nỦy ban nhân dân tỉnh"),
            (
                "Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh về",
                "Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh",
            ),
            (
                "Ban Kinh tế - Ngân sách Hội đồng nhân dân xã;",
                "Ban Kinh tế - Ngân sách Hội đồng nhân dân xã",
            ),
            ("Bộ Nội vụ - Bộ Tài chính", "Bộ Nội vụ"),
        ] {
            check_name(text, name);
        }
        assert_eq!(read_name("pháp luật về", 0), None);
    }

    #[test]
    fn meetings_stand_for_the_issuer() {
        for text in [
            "Trung ương 6 khóa XII",
            "TRUNG ƯƠNG 4 KHÓA XII",
            "Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII",
            "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
            "Đại hội đại biểu Đảng bộ tỉnh lần thứ XVII",
            "Đại hội Đảng bộ các cấp nhiệm kỳ 2020-2025",
            "Đại hội XIII của Đảng",
            "Hội nghị Trung ương 6 khóa XII",
        ] {
            let behind = format!("{text} về việc");
            let name = read_meeting(&behind, 0).map(|span| span.of(&behind).to_owned());
            assert_eq!(name.as_deref(), Some(text));
        }
        assert_eq!(read_meeting("Trung ương về việc", 0), None);
        let issuer = read_issuer("Hội nghị Trung ương 6 khóa XII về", 0);
        assert_eq!(issuer.map(Span::len), Some("Hội nghị Trung ương 6 khóa XII".len()));
    }
}
