//! The time that a deadline (thời hạn) means: a day, a period, again and again, or a count
//! of days from an event. `deadline_reader` reads it.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// When a task is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deadline {
    /// By the end of a day: "trước 30/6/2025", "hết năm 2028".
    Day(Date),
    /// Some time in a period: "trong quý I/2026", "giai đoạn 2026-2030". Of several times
    /// ("quý I và quý III/2026") from the first day of the earliest to the last of the
    /// latest.
    Period(Period),
    /// Again and again: "hằng năm", "thường xuyên".
    Recurring {
        /// The interval.
        every: Recurrence,
        /// The years in which it recurs, where they are named.
        within: Option<Period>,
    },
    /// So long after an event: "trong 30 ngày kể từ ngày ký".
    Relative {
        /// How many units.
        count: u16,
        /// Of what.
        unit: TimeUnit,
        /// The event.
        from: StartingPoint,
    },
}

impl Deadline {
    /// The first and the last day of the time meant; both are the same day for
    /// [`Self::Day`]. `None` where no day follows: for recurring tasks of no named years,
    /// for working days (holidays are not known), for events other than the issue, and
    /// where `issued`, the day of issue of the document, is not known.
    pub fn days(self, issued: Option<Date>) -> Option<Period> {
        match self {
            Self::Day(day) => Some(Period { first: day, last: day }),
            Self::Period(period) => Some(period),
            Self::Recurring { within, .. } => within,
            Self::Relative { count, unit, from: StartingPoint::Issue } => {
                Period::counted(issued?, count, unit)
            }
            Self::Relative { from: StartingPoint::Other, .. } => None,
        }
    }

    /// The interval of a recurring task.
    pub fn recurrence(self) -> Option<Recurrence> {
        match self {
            Self::Recurring { every, .. } => Some(every),
            Self::Day(_) | Self::Period(_) | Self::Relative { .. } => None,
        }
    }
}

/// Whole days from `first` to `last`, both included; `first` is never behind `last`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Period {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
}

impl Period {
    /// The period over both.
    pub(super) fn cover(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// From a day on for so many units; `None` for working days and past the calendar.
    pub(super) fn counted(first: Date, count: u16, unit: TimeUnit) -> Option<Self> {
        let length = match unit {
            TimeUnit::Day => i64::from(count).days(),
            TimeUnit::Week => i64::from(count).weeks(),
            TimeUnit::Month => i64::from(count).months(),
            TimeUnit::Year => i64::from(count).years(),
            TimeUnit::WorkingDay => return None,
        };
        Some(Self { first, last: first.checked_add(length).ok()? })
    }
}

/// As an interval of ISO 8601: `2026-01-01/2026-03-31`.
impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.first, self.last)
    }
}

/// A text that is no interval of ISO 8601 dates.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a period: {0}; hint: write 2026-01-01/2026-03-31")]
pub struct ParsePeriodError(String);

/// Reads what [`Display`](fmt::Display) prints.
impl FromStr for Period {
    type Err = ParsePeriodError;

    fn from_str(iso: &str) -> Result<Self, Self::Err> {
        let days = iso.split_once('/');
        let days = days.and_then(|(first, last)| {
            Some(Self { first: first.parse().ok()?, last: last.parse().ok()? })
        });
        let in_order = days.filter(|period| period.first <= period.last);
        in_order.ok_or_else(|| ParsePeriodError(iso.to_owned()))
    }
}

tracuu_text::serde_as_text!(Period);

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Period {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let text = utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("`YYYY-MM-DD/YYYY-MM-DD`, both days included"));
        text.into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Period {}

/// How often a task recurs.
// The serde names are stable: they are terms of the index.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Recurrence {
    /// Without end or interval: thường xuyên.
    Always,
    /// Hằng ngày.
    Day,
    /// Hằng tuần.
    Week,
    /// Hằng tháng.
    Month,
    /// Hằng quý.
    Quarter,
    /// 6 tháng một lần.
    HalfYear,
    /// Hằng năm.
    Year,
}

tracuu_text::display_serde_names!(Recurrence);

/// What a relative deadline counts.
// The serde names are roles of `data/deadline-words.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub enum TimeUnit {
    /// Ngày.
    #[serde(rename = "unit-day")]
    Day,
    /// Ngày làm việc.
    #[serde(rename = "unit-working-day")]
    WorkingDay,
    /// Tuần.
    #[serde(rename = "unit-week")]
    Week,
    /// Tháng.
    #[serde(rename = "unit-month")]
    Month,
    /// Năm.
    #[serde(rename = "unit-year")]
    Year,
}

/// From what a relative deadline counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StartingPoint {
    /// The signing of the document that sets it.
    Issue,
    /// Another event, or none that is named.
    Other,
}
