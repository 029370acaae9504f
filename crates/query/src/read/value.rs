//! Values of fields in the query language, as typed: quoted, or as many words as the field
//! can read.

use super::field_name::kind_at_start;
use super::token::type_at_start;
use crate::directory::Directory;
use crate::parsed::field::QueryField;
use crate::parsed::period::Period;
use crate::parsed::value::FieldValue;
use jiff::civil::Date;
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::date_reader::read_date;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::loose_symbol::parse_loose;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words};

/// Between the ends of a range.
const RANGE: &str = "..";

/// Reads values; knows the agencies of the collection.
#[derive(Clone, Copy)]
pub(crate) struct ValueReader<'d> {
    pub(crate) directory: &'d Directory,
}

impl ValueReader<'_> {
    /// The value that a quoted text is, all of it.
    pub(crate) fn whole(self, field: QueryField, quoted: &str) -> Option<FieldValue> {
        let text = quoted.trim();
        match field {
            QueryField::Title => Some(FieldValue::Title {
                words: has_words(text).then(|| text.to_owned())?,
                is_phrase: true,
            }),
            QueryField::Collection => {
                (!text.is_empty()).then(|| FieldValue::Collection(text.to_owned()))
            }
            QueryField::Cites | QueryField::Document => {
                has_words(text).then(|| FieldValue::Document(text.to_owned()))
            }
            QueryField::Issuer
            | QueryField::Lead
            | QueryField::Coordinating
            | QueryField::Agency => self.whole_agency(text),
            _ => {
                let (value, length) = self.leading(field, text)?;
                (length == text.len()).then_some(value)
            }
        }
    }

    /// The value at the beginning of `rest`, which ends before the next operator, and its
    /// length in bytes.
    pub(crate) fn leading(
        self,
        field: QueryField,
        rest: &str,
    ) -> Option<(FieldValue, usize)> {
        match field {
            QueryField::Type => types(rest),
            QueryField::Issuer
            | QueryField::Lead
            | QueryField::Coordinating
            | QueryField::Agency => self.leading_agency(rest),
            QueryField::Year => years(rest),
            QueryField::Date | QueryField::Deadline => period(rest),
            QueryField::Number => symbol(rest),
            QueryField::Cites | QueryField::Document => document(rest),
            QueryField::Title => {
                let title = rest.trim_end();
                let value =
                    FieldValue::Title { words: title.to_owned(), is_phrase: false };
                has_words(title).then_some((value, title.len()))
            }
            QueryField::Collection => {
                let name = chunk(rest);
                let value = FieldValue::Collection(name.to_owned());
                (!name.is_empty()).then_some((value, name.len()))
            }
            QueryField::Kind => {
                let typed: Vec<Word<'_>> = words(rest).collect();
                let kind = kind_at_start(&typed)?;
                Some((FieldValue::Kind(kind.value), kind.span(&typed).end))
            }
        }
    }

    /// The agency of the collection with an id.
    fn known(self, id: &str) -> Option<FieldValue> {
        let name = self.directory.name_of(id)?;
        Some(FieldValue::AgencyId { id: id.to_owned(), name: name.to_owned() })
    }

    fn whole_agency(self, text: &str) -> Option<FieldValue> {
        if let Some(known) = self.known(text) {
            return Some(known);
        }
        let registry = self.directory.registry();
        let recognised = registry.recognise_query(text).into_iter().next();
        let whole = recognised.filter(|found| found.span == Span::new(0, text.len()));
        whole.map(|found| FieldValue::Agency(found.query)).or_else(|| {
            Some(FieldValue::Agency(AgencyQuery::from_agency(registry.read(text)?)))
        })
    }

    fn leading_agency(self, rest: &str) -> Option<(FieldValue, usize)> {
        let id = chunk(rest);
        if let Some(known) = self.known(id) {
            return Some((known, id.len()));
        }
        let found = self.directory.registry().recognise_query(rest).into_iter().next()?;
        let end = found.span.end;
        (found.span.start == 0).then_some((FieldValue::Agency(found.query), end))
    }
}

/// Whether a text has any word.
fn has_words(text: &str) -> bool {
    words(text).next().is_some()
}

/// What stands before the first white space.
fn chunk(rest: &str) -> &str {
    rest.split(char::is_whitespace).next().unwrap_or_default()
}

fn types(rest: &str) -> Option<(FieldValue, usize)> {
    let id = chunk(rest);
    if let Some(known) = DocumentType::from_id(id) {
        return Some((FieldValue::Types(vec![known]), id.len()));
    }
    let typed: Vec<Word<'_>> = words(rest).collect();
    let (n_words, types) = type_at_start(rest, &typed)?;
    let first = typed.first()?.span;
    let last = typed.get(n_words.checked_sub(1)?)?.span;
    (first.start == 0).then_some((FieldValue::Types(types), last.end))
}

fn symbol(rest: &str) -> Option<(FieldValue, usize)> {
    let found = parse_loose(rest).into_iter().next()?;
    let length = found.span.end;
    (found.span.start == 0).then_some((FieldValue::Symbol(found), length))
}

/// A symbol, with a type in front or without, or an id; else all the words.
fn document(rest: &str) -> Option<(FieldValue, usize)> {
    let typed: Vec<Word<'_>> = words(rest).collect();
    let n_type_words = type_at_start(rest, &typed).map_or(0, |(n_words, _)| n_words);
    let is_lead_in = |at: usize| {
        let index = typed.iter().position(|word| word.span.start == at);
        index.is_some_and(|index| {
            let between = typed.get(n_type_words..index).unwrap_or_default();
            index >= n_type_words && between.iter().all(|word| word.folded() == "so")
        })
    };
    let symbol = parse_loose(rest)
        .into_iter()
        .next()
        .filter(|symbol| symbol.span.start == 0 || is_lead_in(symbol.span.start));
    let id = chunk(rest);
    let is_id = id.contains('.') && !id.contains('/') && id.contains('-');
    let end = match symbol {
        Some(symbol) if !is_id => symbol.span.end,
        _ if is_id => id.len(),
        _ => rest.trim_end().len(),
    };
    let text = Span::new(0, end).of(rest);
    has_words(text).then(|| (FieldValue::Document(text.to_owned()), end))
}

fn years(rest: &str) -> Option<(FieldValue, usize)> {
    range(rest, |cursor| {
        let digits = cursor.digits(4).filter(|digits| digits.len() == 4)?;
        Some(DateText::Year(digits.parse().ok()?))
    })
}

fn period(rest: &str) -> Option<(FieldValue, usize)> {
    range(rest, day_month_or_year)
}

/// One time, or two with `..` between, of which one may be missing.
fn range(
    rest: &str,
    read: impl Fn(&mut Cursor<'_>) -> Option<DateText>,
) -> Option<(FieldValue, usize)> {
    let mut cursor = Cursor::new(rest, 0);
    let one = |cursor: &mut Cursor<'_>| {
        let mut ahead = *cursor;
        let found = read(&mut ahead)?;
        *cursor = ahead;
        Some(Period::from(found))
    };
    let first = one(&mut cursor);
    let is_range = cursor.rest().starts_with(RANGE);
    if is_range {
        cursor.move_to(cursor.at() + RANGE.len());
    }
    let last = if is_range { one(&mut cursor) } else { first };
    let ends = cursor.peek().is_none_or(|next| !next.is_alphanumeric());
    if !ends || (first.is_none() && last.is_none()) {
        return None;
    }
    let period = Period {
        from: first.unwrap_or(Period::ALWAYS).from,
        until: last.unwrap_or(Period::ALWAYS).until,
    };
    Some((FieldValue::Period(period), cursor.at()))
}

/// `05/3/2020`, `3/2020`, `2020`, `2020-03-05`, and what is written in words.
fn day_month_or_year(cursor: &mut Cursor<'_>) -> Option<DateText> {
    let start = cursor.at();
    let rest = cursor.rest();
    if let Some(day) = rest.get(..10).and_then(|iso| iso.parse::<Date>().ok()) {
        cursor.move_to(start + 10);
        return Some(DateText::Day(day));
    }
    if let Some((date, span)) = read_date(rest, 0) {
        cursor.move_to(start + span.end);
        return Some(date);
    }
    let digits = cursor.digits(4)?;
    if digits.len() == 4 {
        return Some(DateText::Year(digits.parse().ok()?));
    }
    let month = digits.parse().ok().filter(|month| (1..=12).contains(month))?;
    cursor.eat(|mark| matches!(mark, '/' | '-'))?;
    let year = cursor.digits(4).filter(|year| year.len() == 4)?;
    Some(DateText::Month { year: year.parse().ok()?, month })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_period(text: &str, expected: &str) {
        let found = period(text)
            .map(|(value, length)| format!("{} {}", value, text.get(length..).unwrap()));
        assert_eq!(found.as_deref().map(str::trim_end), Some(expected), "{text}");
    }

    #[test]
    fn periods_are_days_months_years_and_ranges_of_them() {
        check_period("05/3/2020", "2020-03-05..2020-03-05");
        check_period("2020-03-05 x", "2020-03-05..2020-03-05  x");
        check_period("3/2020", "2020-03-01..2020-03-31");
        check_period("2020", "2020-01-01..2020-12-31");
        check_period("01/5/2022..", "2022-05-01..");
        check_period("..2021", "..2021-12-31");
        check_period("2021..2023", "2021-01-01..2023-12-31");
        check_period("2021..30/6/2022", "2021-01-01..2022-06-30");
        for text in ["", "..", "x", "13/2020", "30/2/2020", "20", "2020x", "2020..x"] {
            assert!(period(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_document_is_a_symbol_an_id_or_all_the_words() {
        for (text, expected) in [
            ("56-NQ/TU kiểm tra", "56-NQ/TU"),
            ("Nghị quyết số 56-NQ/TU kiểm tra", "Nghị quyết số 56-NQ/TU"),
            ("dang.tu.an-son.nghi-quyet.7.2022 x", "dang.tu.an-son.nghi-quyet.7.2022"),
            ("Luật Đất đai", "Luật Đất đai"),
        ] {
            let (_, length) = document(text).unwrap();
            assert_eq!(text.get(..length), Some(expected));
        }
    }
}
