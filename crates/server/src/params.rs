//! The query string of a request, decoded once and strictly.
//!
//! A name that the route does not know is an error, so that a misspelt filter is never
//! passed over in silence. Pages are lenient: links collect foreign parameters on their way.

use std::fmt::Write as _;
use std::iter;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};
use serde::de::{DeserializeOwned, IntoDeserializer as _};
use strum::VariantArray;

use super::limits::Limits;
use super::problem::{Problem, ProblemKind};
use tracuu_legal::document::document_type::DocumentType;
use tracuu_print::messages::{Language, spoken};
use tracuu_query::order::Sort;

/// Most parameters looked at; no route knows more than five.
const MAX_PARAMETERS: usize = 32;

/// The decoded parameters of one request.
#[derive(Debug, Default)]
pub(super) struct Params {
    pairs: Vec<(String, String)>,
}

impl Params {
    /// Decodes a raw query string (`a=b&c=d`, `+` for a space). Err on bytes that are not
    /// percent-encoded UTF-8 and on too many parameters.
    pub(super) fn decode(raw: Option<&str>) -> Result<Self, Problem> {
        let mut pairs = Vec::new();
        for part in raw.unwrap_or_default().split('&').filter(|part| !part.is_empty()) {
            if pairs.len() == MAX_PARAMETERS {
                let detail = spoken().parameter_too_many(MAX_PARAMETERS);
                return Err(Problem::new(ProblemKind::BadRequest, detail));
            }
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            pairs.push((decode(name)?, decode(value)?));
        }
        Ok(Self { pairs })
    }

    /// Decodes a raw query string and refuses names outside `known`, and repeated ones.
    pub(super) fn strict(
        raw: Option<&str>,
        known: &[&'static str],
    ) -> Result<Self, Problem> {
        let params = Self::decode(raw)?;
        for (place, (name, _)) in params.pairs.iter().enumerate() {
            let Some(parameter) = known.iter().find(|known| *known == name) else {
                return Err(unknown(name, known));
            };
            if params.pairs.iter().take(place).any(|(earlier, _)| earlier == name) {
                let detail = spoken().parameter_repeated(name);
                let problem = Problem::new(ProblemKind::RepeatedParameter, detail);
                return Err(problem.about(parameter));
            }
        }
        Ok(params)
    }

    /// The value of a parameter; an empty value counts as given.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Refuses a request without the parameter `q`; `what` says in Vietnamese what it is.
    pub(super) fn require_q(&self, what: &str) -> Result<(), Problem> {
        if self.get("q").is_some() {
            return Ok(());
        }
        let detail = spoken().parameter_missing_q(what);
        Err(Problem::new(ProblemKind::MissingParameter, detail).about("q"))
    }

    /// The value of a filter: forms send empty values for fields left blank, so an empty
    /// value counts as absent.
    pub(super) fn filter(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The parameters that say which list is asked for, sorted by name: all that are given
    /// but for `limit` and `cursor`.
    pub(super) fn filters(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut filters: Vec<(&str, &str)> = self
            .pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.trim()))
            .filter(|(name, value)| {
                !matches!(*name, "limit" | "cursor") && !value.is_empty()
            })
            .collect();
        filters.sort_unstable();
        filters.into_iter()
    }

    /// A filter whose values are a closed set, by their serde names; `accepted` says in
    /// Vietnamese which those are.
    pub(super) fn choice<T: DeserializeOwned>(
        &self,
        name: &'static str,
        accepted: &str,
    ) -> Result<Option<T>, Problem> {
        let Some(written) = self.filter(name) else { return Ok(None) };
        let read = T::deserialize(written.into_deserializer());
        read.map(Some)
            .map_err(|_: serde::de::value::Error| invalid(name, written, accepted))
    }

    /// `sort`: an order by its name; `default` where none is given.
    pub(super) fn sort(&self, default: Sort) -> Result<Sort, Problem> {
        let names: Vec<String> = Sort::VARIANTS.iter().map(Sort::to_string).collect();
        let names = names.join(", ");
        let sort = self.choice("sort", &spoken().parameter_sorts(names))?;
        Ok(sort.unwrap_or(default))
    }

    /// The language of texts that the service words itself; Vietnamese where absent.
    pub(crate) fn language(&self) -> Result<Language, Problem> {
        let language = self.choice("lang", spoken().parameter_languages())?;
        Ok(language.unwrap_or_default())
    }

    /// `limit`, from 1 to what the service gives out at once.
    pub(super) fn limit(&self, limits: &Limits) -> Result<usize, Problem> {
        let max = limits.page_items;
        let Some(written) = self.filter("limit") else {
            return Ok(limits.default_items());
        };
        match written.parse::<usize>() {
            Ok(limit) if (1..=max).contains(&limit) => Ok(limit),
            _ => {
                let accepted = spoken().parameter_range(1, max);
                let kind = ProblemKind::LimitOutOfRange;
                Err(outside(kind, "limit", written, &accepted))
            }
        }
    }

    /// A filter that is true or false.
    pub(super) fn flag(&self, name: &'static str) -> Result<Option<bool>, Problem> {
        match self.filter(name) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(other) => Err(invalid(name, other, spoken().parameter_flags())),
        }
    }

    /// A whole number inside a range; `default` where none is given.
    pub(super) fn whole(
        &self,
        name: &'static str,
        default: usize,
        range: RangeInclusive<usize>,
    ) -> Result<usize, Problem> {
        let Some(written) = self.filter(name) else { return Ok(default) };
        match written.parse() {
            Ok(number) if range.contains(&number) => Ok(number),
            _ => {
                let (from, to) = (range.start(), range.end());
                let accepted = spoken().parameter_range(from, to);
                Err(invalid(name, written, &accepted))
            }
        }
    }

    /// A filter that is a day, `YYYY-MM-DD`.
    pub(super) fn day(&self, name: &'static str) -> Result<Option<Date>, Problem> {
        let Some(written) = self.filter(name) else { return Ok(None) };
        match written.parse() {
            Ok(day) if written.len() == 10 => Ok(Some(day)),
            _ => Err(invalid(name, written, spoken().parameter_day())),
        }
    }

    /// A filter that is the id of a type of document.
    pub(super) fn document_type(
        &self,
        name: &'static str,
    ) -> Result<Option<DocumentType>, Problem> {
        let Some(id) = self.filter(name) else { return Ok(None) };
        let found = DocumentType::from_id(id);
        let accepted = spoken().parameter_document_type();
        found.map(Some).ok_or_else(|| invalid(name, id, accepted))
    }

    /// A filter that is a year of four digits.
    pub(super) fn year(&self, name: &'static str) -> Result<Option<i16>, Problem> {
        let Some(written) = self.filter(name) else { return Ok(None) };
        let is_year = written.len() == 4 && written.bytes().all(|b| b.is_ascii_digit());
        match written.parse() {
            Ok(year) if is_year => Ok(Some(year)),
            _ => Err(invalid(name, written, spoken().parameter_year())),
        }
    }
}

/// The address of a page with those parameters that have a value.
pub(super) fn address(path: &str, parameters: &[(&str, Option<String>)]) -> String {
    let mut address = path.to_owned();
    let given = parameters.iter();
    let given =
        given.filter_map(|(name, value)| value.as_ref().map(|value| (name, value)));
    for ((name, value), mark) in given.zip(iter::once('?').chain(iter::repeat('&'))) {
        // Writing to a string cannot fail.
        let _ = write!(address, "{mark}{name}={}", encode(value));
    }
    address
}

/// A value as it stands in an address.
pub(super) fn encode(value: &str) -> impl std::fmt::Display {
    utf8_percent_encode(value, UNRESERVED)
}

/// What is encoded: all but the unreserved characters of RFC 3986 §2.3.
const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The problem of a value outside the accepted set; `accepted` says in Vietnamese what is
/// inside.
pub(super) fn invalid(name: &'static str, written: &str, accepted: &str) -> Problem {
    outside(ProblemKind::InvalidParameter, name, written, accepted)
}

fn outside(
    kind: ProblemKind,
    name: &'static str,
    written: &str,
    accepted: &str,
) -> Problem {
    let detail = spoken().parameter_invalid(name, accepted, shorten(written));
    Problem::new(kind, detail).about(name)
}

fn unknown(name: &str, known: &[&'static str]) -> Problem {
    let accepted = if known.is_empty() {
        spoken().parameter_none_known().to_owned()
    } else {
        spoken().parameter_known(known.join(", "))
    };
    let detail = spoken().parameter_unknown(shorten(name), accepted);
    Problem::new(ProblemKind::UnknownParameter, detail)
}

fn decode(raw: &str) -> Result<String, Problem> {
    let spaced = raw.replace('+', " ");
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(Problem::plain(ProblemKind::InvalidEncoding)),
    }
}

/// What a caller wrote, short enough to be repeated in an error, without characters that
/// could not be read.
fn shorten(text: &str) -> String {
    /// Characters repeated at most; enough to recognise what was sent.
    const MAX: usize = 40;
    let mut out: String = text.chars().filter(|c| !c.is_control()).take(MAX).collect();
    if text.chars().count() > MAX {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn err_kind(result: Result<impl std::fmt::Debug, Problem>) -> ProblemKind {
        result.expect_err("must be refused").kind()
    }

    #[test]
    fn vietnamese_and_plus_signs_are_decode() {
        let params =
            Params::strict(Some("q=ngh%E1%BB%8B+quy%E1%BA%BFt&limit="), &["q", "limit"])
                .unwrap();
        assert_eq!(params.get("q"), Some("nghị quyết"));
        assert_eq!(params.filter("limit"), None);
        assert_eq!(params.limit(&Limits::default()), Ok(20));
    }

    #[test]
    fn what_a_route_does_not_know_is_refused() {
        for (raw, expected) in [
            ("limt=5", ProblemKind::UnknownParameter),
            ("q=a&q=b", ProblemKind::RepeatedParameter),
            ("q=%ff", ProblemKind::InvalidEncoding),
            (&"&q=1".repeat(33), ProblemKind::BadRequest),
        ] {
            assert_eq!(err_kind(Params::strict(Some(raw), &["q"])), expected, "{raw}");
        }
    }

    #[test]
    fn limits_outside_the_range_are_refused() {
        for raw in ["0", "101", "1000000000", "-1", "1.5", "mười", "99999999999999999999"]
        {
            let params = Params::decode(Some(&format!("limit={raw}"))).unwrap();
            let problem = params.limit(&Limits::default()).expect_err(raw);
            assert_eq!(problem.kind(), ProblemKind::LimitOutOfRange);
            assert!(problem.detail().contains("từ 1 đến 100"));
        }
    }

    #[test]
    fn filters_outside_their_set_are_refused() {
        let params = Params::decode(Some("held=maybe&year=26")).unwrap();
        assert_eq!(err_kind(params.flag("held")), ProblemKind::InvalidParameter);
        assert_eq!(err_kind(params.year("year")), ProblemKind::InvalidParameter);
    }

    proptest! {
        #[test]
        fn no_query_string_panics(raw in "\\PC{0,60}") {
            let _ = Params::strict(Some(&raw), &["q"]);
        }
    }
}
