//! What a document says of its own force: "Quyết định này có hiệu lực kể từ ngày ký".
//!
//! Read behind the mentions of the document itself only, so that a clause about another
//! document is never taken for its own. Provisions that begin on a day of their own
//! ("trừ Điều 5 …") are not read.

use jiff::ToSpan;
use jiff::civil::Date;

use super::mention::Citation;
use super::surroundings;
use super::vocabulary::{Class, eat};
use crate::document::date::DateText;
use crate::document::date_reader::read_date;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter;
use tracuu_text::words::words_in;

/// Longest waiting time read, in days; laws wait some 200.
const MAX_DAYS: u32 = 1_000;

/// A statement of a document on its own force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForceClause {
    /// From when the force begins, or has ended.
    pub when: ForceDay,
    /// Whether it says when the force ends.
    pub is_end: bool,
    /// The words, from the mention of the document on.
    pub span: Span,
}

/// A day as a clause on force gives it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ForceDay {
    /// A day of the calendar.
    On(Date),
    /// The day of signing or issue.
    Signing,
    /// Some days after signing.
    DaysAfterSigning(u32),
}

impl ForceDay {
    /// The day, where `issued` is known or not needed.
    pub fn day(self, issued: Option<Date>) -> Option<Date> {
        match self {
            Self::On(day) => Some(day),
            Self::Signing => issued,
            Self::DaysAfterSigning(days) => {
                issued?.checked_add(i64::from(days).days()).ok()
            }
        }
    }
}

/// The clauses of a document on its own force, in order.
pub fn clauses(text: &str, citations: &[Citation]) -> Vec<ForceClause> {
    citations
        .iter()
        .filter(|citation| citation.is_self_reference())
        .filter_map(|citation| read(text, citation.span))
        .collect()
}

/// Reads the clause behind a mention of the document itself.
fn read(text: &str, mention: Span) -> Option<ForceClause> {
    let clause = surroundings::behind(text, Span::new(mention.end, text.len()));
    let mut cursor = Cursor::new(text, mention.end);
    let is_end = eat(Class::EndsForce, &mut cursor);
    let has_force = is_end
        || eat(Class::HasForce, &mut cursor)
        || eat_passing(text, clause.end, &mut cursor);
    if !has_force {
        return None;
    }
    eat(Class::ForceVerb, &mut cursor);
    let until = eat(Class::Until, &mut cursor);
    let mut when = when(text, &mut cursor)?;
    // "Đến hết ngày 31/12" includes that day.
    if let ForceDay::On(last) = when
        && until
    {
        when = ForceDay::On(last.tomorrow().ok()?);
    }
    let span = Span::new(mention.start, cursor.at());
    (cursor.at() <= clause.end).then_some(ForceClause {
        when,
        is_end: is_end || until,
        span,
    })
}

/// Passes who has passed it: "đã được Hội đồng … thông qua ngày … và có hiệu lực".
fn eat_passing(text: &str, end: usize, cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    if !eat(Class::Passed, &mut ahead) {
        return false;
    }
    let found = words_in(text, Span::new(ahead.at(), end)).any(|word| {
        ahead.move_to(word.span.start);
        eat(Class::AndHasForce, &mut ahead)
    });
    if found {
        *cursor = ahead;
    }
    found
}

/// Reads "kể từ ngày …", "sau 45 ngày kể từ ngày ký".
fn when(text: &str, cursor: &mut Cursor<'_>) -> Option<ForceDay> {
    if eat(Class::AfterDays, cursor) {
        cursor.skip_blanks();
        let days: u32 = cursor.digits(4)?.parse().ok()?;
        skip_aside(cursor);
        let is_from_signing = eat(Class::Day, cursor) && from_signing(cursor);
        return (is_from_signing && days <= MAX_DAYS)
            .then_some(ForceDay::DaysAfterSigning(days));
    }
    eat(Class::Since, cursor);
    let before = *cursor;
    if from_signing(cursor) {
        return Some(ForceDay::Signing);
    }
    *cursor = before;
    cursor.skip_blanks();
    let (day, span) = read_date(text, cursor.at())?;
    cursor.move_to(span.end);
    match day {
        DateText::Day(day) => Some(ForceDay::On(day)),
        DateText::Month { .. } | DateText::Year(_) => None,
    }
}

/// Reads "(kể) (từ) ngày ký", "ngày ban hành", "ngày được ký".
fn from_signing(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat(|mark| mark == ',');
    eat(Class::Since, cursor);
    eat(Class::Signing, cursor)
}

/// Passes a bracket: "45 (bốn mươi lăm) ngày".
fn skip_aside(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    if ahead.eat(|mark| mark == '(').is_some() {
        ahead.eat_while(|letter| is_letter(letter) || letter == ' ');
        if ahead.eat(|mark| mark == ')').is_some() {
            *cursor = ahead;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;
    use jiff::civil::date;

    #[track_caller]
    fn check(text: &str, expected: &[(ForceDay, bool)]) {
        let citations = find::in_text(text);
        let found: Vec<_> =
            clauses(text, &citations).iter().map(|c| (c.when, c.is_end)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_document_says_from_when_it_holds() {
        let on = |y, m, d| ForceDay::On(date(y, m, d));
        for (text, when) in [
            ("Nghị định này có hiệu lực thi hành kể từ ngày 01/7/2021.", on(2021, 7, 1)),
            (
                "Luật này có hiệu lực từ ngày 01 tháng 01 năm 2022, trừ Điều 5.",
                on(2022, 1, 1),
            ),
            ("Quy định này có hiệu lực từ ngày ký.", ForceDay::Signing),
            (
                "Nghị quyết này đã được Hội đồng nhân dân huyện Bản Lương khoá IX, kỳ họp thứ 5 thông qua ngày 02/7/2024 và có hiệu lực từ ngày 12 tháng 7 năm 2024./.",
                on(2024, 7, 12),
            ),
            (
                "Quyết định này có hiệu lực kể từ ngày ký ban hành và thay thế",
                ForceDay::Signing,
            ),
            (
                "Thông tư này có hiệu lực sau 45 (bốn mươi lăm) ngày, kể từ ngày ký.",
                ForceDay::DaysAfterSigning(45),
            ),
        ] {
            check(text, &[(when, false)]);
        }
        check(
            "Thông tư này có hiệu lực sau 45 ngày kể từ ngày ký ban hành",
            &[(ForceDay::DaysAfterSigning(45), false)],
        );
    }

    #[test]
    fn an_end_is_told_from_a_beginning() {
        check(
            "Nghị quyết này có hiệu lực đến hết ngày 31/12/2025",
            &[(ForceDay::On(date(2026, 1, 1)), true)],
        );
    }

    #[test]
    fn what_is_said_of_another_is_not_its_own() {
        for text in [
            "Nghị định số 46/2015/NĐ-CP có hiệu lực từ ngày 01/7/2015",
            "hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành.",
            "Thông tư này có hiệu lực khi được ký",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn days_are_counted_from_the_day_of_issue() {
        let issued = Some(date(2021, 1, 15));
        assert_eq!(ForceDay::DaysAfterSigning(45).day(issued), Some(date(2021, 3, 1)));
        assert_eq!(ForceDay::Signing.day(None), None);
        assert_eq!(ForceDay::On(date(2021, 3, 1)).day(None), Some(date(2021, 3, 1)));
    }
}
