//! Series of numbers: within one series a number names one work, so two dates in one
//! series are a conflict about one document, and dates in two series are two documents.
//!
//! State bodies begin a new series each year (30/2020/NĐ-CP Annex I II.3), party bodies
//! with each congress (36-HD/VPTW II.1.3). The days of the national congresses are data;
//! local congresses meet between April and December of the year before, and a day in these
//! months may belong to either term.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::document::date::DateText;
use crate::document::issuer_code::{self, Level};
use crate::document::symbol::{Family, Symbol};
use tracuu_text::numeral;
use tracuu_text::tsv::Table;

/// First days of the national congresses.
const TABLE: Table = Table::new(
    "data/congress-terms.tsv",
    include_str!("../../../../data/congress-terms.tsv"),
);

/// How many years a term of the Party lasts.
const TERM_YEARS: i16 = 5;

/// First of the years in which local congresses meet; each fifth year after it is one.
const LOCAL_CONGRESS: i16 = 2000;

/// Months in which local congresses meet, so that a day does not tell the term.
const LOCAL_MONTHS: std::ops::RangeInclusive<i8> = 4..=12;

/// Whether two dates of documents with one symbol lie in one series: then they are stated
/// for one work. Where the terms cannot be told, the same year counts as the same series.
pub fn same(symbol: &Symbol, one: DateText, other: DateText) -> bool {
    if one.agrees(other) || one.year() == other.year() {
        return true;
    }
    if symbol.family != Family::Party {
        return false;
    }
    let term = if is_central(symbol) { central_term } else { local_term };
    match (one.day().and_then(term), other.day().and_then(term)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// Whether it is the symbol of a body of the Party's centre.
fn is_central(symbol: &Symbol) -> bool {
    let code = symbol.issuers.first().and_then(|code| issuer_code::find(code));
    let is_central = code.is_some_and(|code| code.level == Level::Central);
    symbol.family == Family::Party && is_central
}

/// Whether a document with this symbol and date can be of the term of a national congress
/// with this number; bodies below the centre count terms of their own.
pub(super) fn is_of_congress(symbol: &Symbol, date: DateText, congress: u32) -> bool {
    let at = CONGRESSES.iter().position(|(number, _)| *number == congress);
    let Some(at) = at.filter(|_| is_central(symbol)) else { return true };
    let begins = |at: usize| CONGRESSES.get(at).map(|(_, first_day)| *first_day);
    let (first, next) = (begins(at), begins(at + 1));
    if let Some(day) = date.day() {
        first <= Some(day) && next.is_none_or(|next| day < next)
    } else {
        let is_early = first.is_some_and(|first| date.year() < first.year());
        !is_early && next.is_none_or(|next| date.year() <= next.year())
    }
}

/// The index of the term that a day falls into, by national congresses.
fn central_term(day: Date) -> Option<i16> {
    let passed = CONGRESSES.partition_point(|(_, first_day)| *first_day <= day);
    i16::try_from(passed).ok().filter(|passed| *passed > 0)
}

/// The index of the term that a day falls into, by local congresses; `None` in the months
/// in which they meet.
fn local_term(day: Date) -> Option<i16> {
    let is_congress_year = (day.year() - LOCAL_CONGRESS).rem_euclid(TERM_YEARS) == 0;
    let term = (day.year() - LOCAL_CONGRESS).div_euclid(TERM_YEARS);
    match (is_congress_year, LOCAL_MONTHS.contains(&day.month())) {
        (true, true) => None,
        (true, false) => Some(term - 1),
        (false, _) => Some(term),
    }
}

/// Number and first day of each, in order.
static CONGRESSES: LazyLock<Vec<(u32, Date)>> = LazyLock::new(|| {
    TABLE.load(|[number, first_day]| {
        Some((numeral::roman(number)?, first_day.parse().ok()?))
    })
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_congresses_stand_in_order() {
        assert!(CONGRESSES.is_sorted());
    }

    #[test]
    fn dates_of_one_series_belong_to_one_work() {
        let check = |symbol: &str, one: &str, other: &str| {
            let day = |iso: &str| DateText::Day(iso.parse().unwrap());
            same(&symbol.parse().unwrap(), day(one), day(other))
        };
        assert!(check("79/QĐ-TTg", "2021-11-03", "2021-11-09"));
        assert!(!check("79/QĐ-TTg", "2021-11-03", "2022-11-03"));
        assert!(check("03-CT/TW", "2016-05-15", "2020-12-31"));
        assert!(!check("03-CT/TW", "2011-05-14", "2016-05-15"));
        assert!(check("07-CT/TU", "2021-12-16", "2023-01-05"));
        assert!(!check("07-CT/TU", "2018-12-16", "2021-12-16"));
        assert!(
            !check("07-CT/TU", "2020-10-16", "2021-12-16"),
            "either term: not the same"
        );
    }
}
