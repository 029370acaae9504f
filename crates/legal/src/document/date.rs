//! Dates as precise as a text states them, and how they are printed: ISO 8601 for programs,
//! `08/3/2022` for people.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// Years that a date of a document can have; outside of them a number is no year.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A date as precisely as the text states it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DateText {
    /// To the day.
    Day(Date),
    /// To the month.
    Month {
        /// Year.
        year: i16,
        /// From 1 to 12.
        month: i8,
    },
    /// The year only.
    Year(i16),
}

impl DateText {
    /// The day; `None` where only month or year are stated.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Month { .. } | Self::Year(_) => None,
        }
    }

    /// The year.
    pub fn year(self) -> i16 {
        match self {
            Self::Day(date) => date.year(),
            Self::Month { year, .. } | Self::Year(year) => year,
        }
    }

    /// Whether a day falls into it.
    pub fn contains(self, date: Date) -> bool {
        match self {
            Self::Day(day) => day == date,
            Self::Month { year, month } => date.year() == year && date.month() == month,
            Self::Year(year) => date.year() == year,
        }
    }

    /// Whether both can be the date of one document: the less precise holds the other.
    pub fn agrees(self, other: Self) -> bool {
        match (self, other) {
            (Self::Day(day), wider) | (wider, Self::Day(day)) => wider.contains(day),
            (Self::Month { .. }, Self::Month { .. }) => self == other,
            _ => self.year() == other.year(),
        }
    }

    /// As people are shown it: `08/3/2022`, `tháng 02/2021`, `năm 2022`.
    pub fn vietnamese(self) -> String {
        match self {
            Self::Day(day) => vietnamese_day(day),
            Self::Month { year, month } => {
                format!("tháng {}/{year}", vietnamese_month(month))
            }
            Self::Year(year) => format!("năm {year}"),
        }
    }

    /// As it stands in a sentence, with its word in front: `ngày 08/3/2022`,
    /// `tháng 02/2021`, `năm 2022`.
    pub fn vietnamese_phrase(self) -> String {
        match self {
            Self::Day(day) => format!("ngày {}", vietnamese_day(day)),
            Self::Month { .. } | Self::Year(_) => self.vietnamese(),
        }
    }
}

/// A day as people are shown it: `08/3/2022`, with a zero before days under 10 and before
/// January and February only (30/2020/NĐ-CP Annex I II.4).
pub fn vietnamese_day(day: Date) -> String {
    format!("{:02}/{}/{}", day.day(), vietnamese_month(day.month()), day.year())
}

/// The month of a date as people are shown it: `02`, `3`.
pub fn vietnamese_month(month: i8) -> String {
    if month < 3 { format!("{month:02}") } else { month.to_string() }
}

impl From<Date> for DateText {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

/// ISO 8601, as short as its precision: `2020-03-05`, `2021-12`, `2022`.
impl fmt::Display for DateText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => date.fmt(out),
            Self::Month { year, month } => write!(out, "{year:04}-{month:02}"),
            Self::Year(year) => write!(out, "{year:04}"),
        }
    }
}

/// A text that is no ISO date.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a date: {0}; hint: write 2020-03-05, 2020-03 or 2020")]
pub struct ParseDateError(String);

/// Reads what [`Display`](fmt::Display) prints; any year is accepted.
impl FromStr for DateText {
    type Err = ParseDateError;

    fn from_str(iso: &str) -> Result<Self, Self::Err> {
        if let Ok(day) = iso.parse() {
            return Ok(Self::Day(day));
        }
        let (year, month) = match iso.split_once('-') {
            Some((year, month)) => (year, Some(month)),
            None => (iso, None),
        };
        let read = year.parse().ok().and_then(|year| match month {
            None => Some(Self::Year(year)),
            Some(month) => {
                let month =
                    month.parse().ok().filter(|month| (1..=12).contains(month))?;
                Some(Self::Month { year, month })
            }
        });
        read.ok_or_else(|| ParseDateError(iso.to_owned()))
    }
}

tracuu_text::serde_as_text!(DateText);

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for DateText {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let text = utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("`YYYY-MM-DD`, `YYYY-MM` or `YYYY`"));
        text.into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for DateText {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_agrees_with_its_month_and_year() {
        let day = DateText::Day(jiff::civil::date(2021, 3, 5));
        assert!(day.agrees(DateText::Month { year: 2021, month: 3 }));
        assert!(DateText::Year(2021).agrees(day));
        assert!(!day.agrees(DateText::Year(2022)));
        assert!(!day.agrees(DateText::Day(jiff::civil::date(2021, 3, 6))));
    }

    #[test]
    fn people_are_shown_the_zeros_that_the_rule_asks_for() {
        let shown = |iso: &str| iso.parse().map(DateText::vietnamese).unwrap();
        assert_eq!(shown("2022-03-08"), "08/3/2022");
        assert_eq!(shown("2022-01-30"), "30/01/2022");
        assert_eq!(shown("2022-12-01"), "01/12/2022");
        assert_eq!(shown("2021-02"), "tháng 02/2021");
        assert_eq!(shown("2021-10"), "tháng 10/2021");
        assert_eq!(shown("2021"), "năm 2021");
        let day = DateText::from(jiff::civil::date(2022, 3, 8));
        assert_eq!(day.vietnamese_phrase(), "ngày 08/3/2022");
    }

    #[test]
    fn an_iso_date_is_read_as_precisely_as_it_is() {
        for iso in ["2021-12-29", "2021-12", "2021"] {
            assert_eq!(
                iso.parse::<DateText>().map(|date| date.to_string()),
                Ok(iso.into())
            );
        }
        for text in ["không rõ", "", "2021-13", "2021-02-30", "12-2021"] {
            assert!(text.parse::<DateText>().is_err(), "{text}");
        }
    }
}
