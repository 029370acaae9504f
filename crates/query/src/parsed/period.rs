//! Times of issue.

use std::fmt;

use jiff::civil::Date;

use tracuu_legal::document::date::DateText;

/// A closed period. An end that is open is [`Date::MIN`] or [`Date::MAX`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Period {
    /// First day.
    pub(crate) from: Date,
    /// Last day.
    pub(crate) until: Date,
}

impl Period {
    /// All time.
    pub(crate) const ALWAYS: Self = Self { from: Date::MIN, until: Date::MAX };

    /// The days that both periods have.
    pub(crate) fn intersect(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), until: self.until.min(other.until) }
    }
}

/// The days of a date as precise as it is: one day, a month, or a year.
impl From<DateText> for Period {
    fn from(date: DateText) -> Self {
        match date {
            DateText::Day(day) => Self { from: day, until: day },
            DateText::Month { year, month } => {
                let from = Date::new(year, month, 1).unwrap_or(Date::MIN);
                Self { from, until: from.last_of_month() }
            }
            DateText::Year(year) => {
                let from = Date::new(year, 1, 1).unwrap_or(Date::MIN);
                Self { from, until: from.last_of_year() }
            }
        }
    }
}

/// The two ends, `2022-05-01..2022-05-31`; nothing stands for an open one.
impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from != Date::MIN {
            write!(out, "{}", self.from)?;
        }
        out.write_str("..")?;
        if self.until != Date::MAX {
            write!(out, "{}", self.until)?;
        }
        Ok(())
    }
}
