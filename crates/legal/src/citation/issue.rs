//! Date and issuer right behind a symbol or a name, in either order.

use super::body;
use super::mention::Citation;
use super::vocabulary::{Class, eat};
use crate::document::date::DateText;
use crate::document::date_reader::read_date;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;

/// Reads date and issuer behind the symbol, in either order.
pub(super) fn read(text: &str, citation: &mut Citation) {
    for _ in 0..2 {
        let at = citation.span.end;
        if citation.date.is_none()
            && let Some((date, span)) =
                date_after(text, at).or_else(|| date_in_brackets(text, at))
        {
            citation.date = Some(date);
            citation.date_span = Some(span);
            citation.span.end = span.end;
        } else if citation.issuer.is_none()
            && let Some(name) = issuer_after(text, at)
        {
            let n_bodies = citation.symbol.as_ref().map_or(1, |s| s.issuers.len());
            let is_joint =
                citation.document_type.is_some_and(|found| found.row().traits.is_joint);
            let name = if is_joint { with_partners(text, name, n_bodies) } else { name };
            citation.issuer = Some(name);
            citation.span.end = name.end;
        }
    }
}

/// The names of bodies that issued a document together: "Bộ Tài chính, Bộ Giao thông vận
/// tải và Bộ Y tế", as many as its symbol has codes.
fn with_partners(text: &str, first: Span, n_bodies: usize) -> Span {
    let mut all = first;
    for _ in 1..n_bodies {
        let mut cursor = Cursor::new(text, all.end);
        let comma = cursor.eat(|mark| mark == ',').is_some();
        let and = eat(Class::And, &mut cursor);
        if !comma && !and || cursor.skip_blanks().line_ends > 0 {
            break;
        }
        let next = cursor.peek().filter(|next| next.is_uppercase());
        let Some(name) = next.and_then(|_| body::read_name(text, cursor.at())) else {
            break;
        };
        all.end = name.end;
    }
    all
}

/// A date to the day in brackets: "(ngày 22/11/2014)".
fn date_in_brackets(text: &str, at: usize) -> Option<(DateText, Span)> {
    let mut cursor = Cursor::new(text, at);
    cursor.skip_blanks();
    let start = cursor.at();
    cursor.eat(|mark| mark == '(')?;
    let (date, span) = read_date(text, cursor.at()).filter(|(d, _)| d.day().is_some())?;
    let mut behind = Cursor::new(text, span.end);
    behind.skip_blanks();
    behind.eat(|mark| mark == ')')?;
    (span.start == cursor.at()).then_some((date, Span::new(start, behind.at())))
}

/// A date behind blanks and an optional comma; behind a comma only to the day.
fn date_after(text: &str, at: usize) -> Option<(DateText, Span)> {
    let mut cursor = Cursor::new(text, at);
    let comma = cursor.eat(|mark| mark == ',').is_some();
    let blanks = cursor.skip_blanks();
    if blanks.count == 0 {
        return None;
    }
    let start = cursor.at();
    if eat(Class::Issued, &mut cursor) {
        cursor.skip_blanks();
    }
    let (date, span) = read_date(text, cursor.at())?;
    let precise = date.day().is_some();
    (precise || !comma && start == span.start)
        .then_some((date, Span::new(start, span.end)))
}

/// The name behind "của" and an optional comma.
fn issuer_after(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    cursor.eat(|mark| mark == ',');
    if !eat(Class::Of, &mut cursor) {
        return None;
    }
    body::read_name(text, cursor.at())
}

#[cfg(test)]
mod tests {
    use crate::citation::find;

    #[track_caller]
    fn check_issue(text: &str, words: &str, date: Option<&str>, issuer: Option<&str>) {
        let found = find::in_text(text).remove(0);
        assert_eq!(found.span.of(text), words);
        assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date);
        assert_eq!(found.issuer.map(|issuer| issuer.of(text)), issuer);
    }

    #[test]
    fn a_date_may_stand_in_brackets() {
        check_issue(
            "theo Chỉ thị số 40-CT/TW (ngày 22/11/2014) của Ban Bí thư về tín dụng",
            "Chỉ thị số 40-CT/TW (ngày 22/11/2014) của Ban Bí thư",
            Some("2014-11-22"),
            Some("Ban Bí thư"),
        );
        check_issue(
            "theo Chỉ thị số 40-CT/TW (năm 2014) và",
            "Chỉ thị số 40-CT/TW",
            None,
            None,
        );
    }

    #[test]
    fn a_joint_document_has_as_many_issuers_as_codes() {
        check_issue(
            "Thông tư liên tịch số 15/2016/TTLT-BTC-BGTVT-BYT của Bộ Tài chính, Bộ Giao \
             thông vận tải và Bộ Y tế, Bộ Nội vụ đề nghị",
            "Thông tư liên tịch số 15/2016/TTLT-BTC-BGTVT-BYT của Bộ Tài chính, Bộ Giao \
             thông vận tải và Bộ Y tế",
            None,
            Some("Bộ Tài chính, Bộ Giao thông vận tải và Bộ Y tế"),
        );
        check_issue(
            "Thông tư số 15/2016/TT-BTC của Bộ Tài chính, Bộ Y tế đề nghị",
            "Thông tư số 15/2016/TT-BTC của Bộ Tài chính",
            None,
            Some("Bộ Tài chính"),
        );
    }
}
