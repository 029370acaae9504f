//! A bracket that says when a document was issued, and perhaps by whom: "(ngày 22/11/2014)",
//! "(ban hành ngày 22/11/2014)", "(Ban Thường vụ Tỉnh ủy ký ngày 22/11/2014)".

use super::body;
use super::vocabulary::{Class, eat, read};
use crate::document::date::DateText;
use crate::document::date_reader::read_date;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;

/// What the bracket says.
pub(super) struct IssueBracket {
    /// To the day.
    pub(super) date: DateText,
    /// The brackets with all between them.
    pub(super) span: Span,
    pub(super) issuer: Option<Span>,
}

impl IssueBracket {
    /// Reads the bracket that opens behind blanks.
    pub(super) fn read(text: &str, at: usize) -> Option<Self> {
        let mut cursor = Cursor::new(text, at);
        cursor.skip_blanks();
        let start = cursor.at();
        cursor.eat(|mark| mark == '(')?;
        let mut is_issued = eat(Class::Dated, &mut cursor);
        let mut issuer = None;
        if !is_issued {
            eat(Class::Doer, &mut cursor);
            issuer = read(Class::Head, cursor)
                .and_then(|_| body::read_name(text, cursor.at()));
            cursor.move_to(issuer.map_or(cursor.at(), |name| name.end));
            is_issued = issuer.is_some() && eat(Class::Dated, &mut cursor);
        }
        cursor.skip_blanks();
        let (date, day) =
            read_date(text, cursor.at()).filter(|(date, _)| date.day().is_some())?;
        let mut behind = Cursor::new(text, day.end);
        behind.skip_blanks();
        behind.eat(|mark| mark == ')')?;
        let is_whole = day.start == cursor.at() && (issuer.is_none() || is_issued);
        let span = Span::new(start, behind.at());
        is_whole.then_some(Self { date, span, issuer })
    }
}
