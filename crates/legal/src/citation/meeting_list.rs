//! Lists of meetings that share a part: "Nghị quyết Trung ương 4 khóa XI, XII", "Nghị quyết
//! Hội nghị Trung ương 4 và 6 khóa XIII", "Nghị quyết Đại hội XII, XIII của Đảng".

use super::body;
use super::known_name::plenum_name;
use super::vocabulary::{Class, eat, position};
use tracuu_text::cursor::Cursor;
use tracuu_text::numeral;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words_in};

/// A plenum or congress of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ListedMeeting {
    /// Its own words.
    pub(super) span: Span,
    /// What they mean with the shared part, as `known_name` writes it.
    pub(super) name: String,
}

/// A plenum while its list is read.
struct Member {
    span: Span,
    number: Option<u32>,
    term: Option<String>,
}

/// The meetings of the list that begins with this one; empty where it is the only one.
pub(super) fn read(text: &str, first: Span) -> Vec<ListedMeeting> {
    let words: Vec<Word<'_>> = words_in(text, first).collect();
    if position(Class::Congress, &words).is_some() {
        return congresses(text, first, &words);
    }
    plenums(text, first)
}

/// Congresses, of which the first is named and the others are a number: "Đại hội XII, XIII",
/// "Đại hội Đảng bộ tỉnh lần thứ XVI và lần thứ XVII".
fn congresses(text: &str, first: Span, words: &[Word<'_>]) -> Vec<ListedMeeting> {
    let is_number = |word: &Word<'_>| numeral::roman(&word.normal).is_some();
    let Some((_, name)) = words.split_last().filter(|(last, _)| is_number(last)) else {
        return Vec::new();
    };
    let name = name.iter().map(|word| &*word.normal).collect::<Vec<_>>().join(" ");
    let named = |span: Span| {
        let number = words_in(text, span).filter(is_number).last()?.normal;
        Some(ListedMeeting { span, name: format!("{name} {number}") })
    };
    let mut cursor = Cursor::new(text, first.end);
    let mut found = vec![first];
    while let Some(next) = congress_at(&mut cursor) {
        found.push(next);
    }
    if found.len() == 1 {
        return Vec::new();
    }
    found.into_iter().filter_map(named).collect()
}

/// A separator and the number of the next congress, with what goes on behind it.
fn congress_at(cursor: &mut Cursor<'_>) -> Option<Span> {
    let mut ahead = separator(*cursor)?;
    let start = ahead.at();
    while eat(Class::Meeting, &mut ahead) {}
    eat(Class::Term, &mut ahead);
    ahead.skip_blanks();
    let number = ahead;
    if !body::eat_ordinal(&mut ahead) || !number.peek().is_some_and(char::is_uppercase) {
        return None;
    }
    eat(Class::MeetingOn, &mut ahead);
    *cursor = ahead;
    Some(Span::new(start, ahead.at()))
}

/// The place behind a comma or "và" and the blanks, on the same line.
fn separator(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let comma = cursor.eat(|mark| mark == ',').is_some();
    let joined = eat(Class::And, &mut cursor);
    let blanks = cursor.skip_blanks();
    ((comma || joined) && blanks.count > 0 && blanks.line_ends == 0).then_some(cursor)
}

/// Plenums, of which number or term may be shared.
fn plenums(text: &str, first: Span) -> Vec<ListedMeeting> {
    let first = before_next_term(text, first);
    let mut cursor = Cursor::new(text, first.end);
    let Some(member) = member_at(&mut cursor) else { return Vec::new() };
    let Some(head) = head(text, first) else { return Vec::new() };
    let mut members = vec![head, member];
    while let Some(member) = member_at(&mut cursor) {
        members.push(member);
    }
    share(&mut members);
    let whole: Vec<ListedMeeting> = members
        .into_iter()
        .map_while(|member| {
            let name = plenum_name(member.number?, &member.term?);
            Some(ListedMeeting { span: member.span, name })
        })
        .collect();
    if whole.len() > 1 { whole } else { Vec::new() }
}

/// The first plenum without the term of the next: "Trung ương 4 khóa XI, khóa XII".
fn before_next_term(text: &str, first: Span) -> Span {
    let words = first.of(text);
    let next = words.rfind(',').filter(|comma| {
        let has_term = |span: Span| {
            let words: Vec<Word<'_>> = words_in(text, span).collect();
            position(Class::PlenumTerm, &words).is_some()
        };
        let comma = first.start + comma;
        has_term(Span::new(first.start, comma)) && has_term(Span::new(comma, first.end))
    });
    Span::new(first.start, next.map_or(first.end, |comma| first.start + comma))
}

/// A number takes the term behind it in the list, a term the number before it.
fn share(members: &mut [Member]) {
    let mut number = None;
    for member in members.iter_mut() {
        number = member.number.or(number);
        member.number = number;
    }
    let mut term: Option<String> = None;
    for member in members.iter_mut().rev() {
        term = member.term.clone().or(term);
        member.term.clone_from(&term);
    }
}

/// The first plenum: its number, and its term if that stands behind it.
fn head(text: &str, span: Span) -> Option<Member> {
    let words: Vec<Word<'_>> = words_in(text, span).collect();
    let at = position(Class::Plenum, &words)?;
    let term = position(Class::PlenumTerm, &words);
    let number = words.get(at..term.unwrap_or(words.len()))?;
    let number = number.iter().find_map(|word| word.normal.parse().ok())?;
    let term =
        term.and_then(|term| words.get(term + 1)).map(|word| word.normal.to_string());
    Some(Member { span, number: Some(number), term })
}

/// A separator and the next plenum, of which number or term may be shared.
fn member_at(cursor: &mut Cursor<'_>) -> Option<Member> {
    let mut ahead = separator(*cursor)?;
    let start = ahead.at();
    while eat(Class::Meeting, &mut ahead) {}
    ahead.skip_blanks();
    let number = ahead.digits(2).and_then(|digits| digits.parse().ok());
    let before = ahead;
    let bracket = {
        ahead.skip_blanks();
        ahead.eat(|mark| mark == '(').is_some()
    };
    let has_word = eat(Class::PlenumTerm, &mut ahead);
    ahead.skip_blanks();
    let term = ahead.word();
    let is_term = numeral::roman_in_capitals(term).is_some();
    let term = (is_term && (has_word || number.is_none()))
        .then(|| tracuu_text::syllable::lower(term));
    match &term {
        Some(_) if bracket => {
            ahead.eat(|mark| mark == ')')?;
        }
        Some(_) => {}
        None => ahead = before,
    }
    if number.is_none() && term.is_none() || !ahead.ends_word() {
        return None;
    }
    let end = ahead.at();
    *cursor = ahead;
    Some(Member { span: Span::new(start, end), number, term })
}

#[cfg(test)]
mod tests {
    use crate::citation::find;
    use crate::citation::known_name;

    #[track_caller]
    fn check_list(text: &str, expected: &[(&str, &[&str])]) {
        let found = find::in_text(text);
        let symbols = |citation| {
            let meanings = known_name::meanings(text, citation, None);
            meanings.all.iter().map(|row| row.symbol.to_string()).collect::<Vec<_>>()
        };
        let found: Vec<_> = found
            .iter()
            .map(|citation| (citation.span.of(text), symbols(citation)))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(words, symbols)| {
                (*words, symbols.iter().map(ToString::to_string).collect())
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn congresses_share_their_name() {
        check_list(
            "Nghị quyết Đại hội XII, XIII của Đảng và Nghị quyết Đại hội đại biểu Đảng bộ \
             tỉnh lần thứ XVI và lần thứ XVII",
            &[
                ("Nghị quyết Đại hội XII", &[]),
                ("XIII của Đảng", &[]),
                ("Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XVI", &[]),
                ("lần thứ XVII", &[]),
            ],
        );
    }

    #[test]
    fn plenums_share_number_or_term() {
        check_list(
            "Nghị quyết Trung ương 8 khóa XI, XII về kinh tế biển",
            &[
                ("Nghị quyết Trung ương 8 khóa XI", &["28-NQ/TW", "29-NQ/TW"]),
                ("XII", &["36-NQ/TW"]),
            ],
        );
        check_list(
            "Nghị quyết Hội nghị Trung ương 5, 6 và 8 khóa XII được học tập",
            &[
                (
                    "Nghị quyết Hội nghị Trung ương 5",
                    &["10-NQ/TW", "11-NQ/TW", "12-NQ/TW"],
                ),
                ("6", &["18-NQ/TW", "19-NQ/TW", "20-NQ/TW", "21-NQ/TW"]),
                ("8 khóa XII", &["36-NQ/TW"]),
            ],
        );
        check_list(
            "NQTW 8 khóa XI, khóa XII và NQ TW 9 (khóa XI)",
            &[
                ("NQTW 8 khóa XI", &["28-NQ/TW", "29-NQ/TW"]),
                ("khóa XII", &["36-NQ/TW"]),
                ("NQ TW 9 (khóa XI)", &["33-NQ/TW"]),
            ],
        );
        check_list(
            "theo Nghị quyết Trung ương 8 khóa XII và 5 năm thực hiện",
            &[("Nghị quyết Trung ương 8 khóa XII", &["36-NQ/TW"])],
        );
    }
}
