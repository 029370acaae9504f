//! A table before it is a file.

use jiff::civil::Date;

use tracuu_legal::document::date_reader::read_date;

/// A table with its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// At most 31 characters, none of `[]:*?/\`.
    pub name: &'static str,
    /// The heads of the columns.
    pub head: Vec<String>,
    /// A short row leaves its last columns empty.
    pub rows: Vec<Vec<Cell>>,
    /// A sentence below the rows; it is not sorted with them.
    pub note: Option<String>,
}

/// A value in a table, typed so that a spreadsheet sorts and filters it as what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words; may be empty.
    Text(String),
    /// A count or an ordinal.
    Number(usize),
    /// A whole day.
    Day {
        /// The day.
        day: Date,
        /// The day as the source writes it, for forms without types.
        written: String,
    },
    /// An address that opens by a click.
    Link {
        /// Absolute, with its scheme.
        url: String,
        /// What is shown.
        text: String,
    },
}

impl Sheet {
    /// A table with a head and no rows yet.
    pub fn new<const N: usize>(name: &'static str, head: [&str; N]) -> Self {
        let head = head.map(str::to_owned).into();
        Self { name, head, rows: Vec::new(), note: None }
    }

    /// Adds a row.
    pub fn push<const N: usize>(&mut self, row: [Cell; N]) {
        self.rows.push(row.into());
    }
}

impl Cell {
    /// A day where the text is one and nothing else: `30/6/2025`, not `trước 30/6/2025` and
    /// not `Quý II/2025`.
    pub fn date_or_text(written: String) -> Self {
        let day = read_date(&written, 0)
            .filter(|(_, span)| span.end == written.len())
            .and_then(|(date, _)| date.day());
        match day {
            Some(day) => Self::Day { day, written },
            None => Self::Text(written),
        }
    }

    /// A number where the text is one in its usual form: `12`, not `012` and not `12a`.
    pub fn number_or_text(written: String) -> Self {
        match written.parse::<usize>() {
            Ok(number) if number.to_string() == written => Self::Number(number),
            _ => Self::Text(written),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        Self::Text(text.unwrap_or_default())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_days_and_plain_numbers_are_typed() {
        for written in ["30/6/2025", "ngày 30 tháng 6 năm 2025", "30.6.2025"] {
            let cell = Cell::date_or_text(written.to_owned());
            let day = jiff::civil::date(2025, 6, 30);
            assert_eq!(cell, Cell::Day { day, written: written.to_owned() });
        }
        for written in
            ["", "6/2025", "Quý II/2025", "trước 30/6/2025", "30/6/2025 (đợt 1)"]
        {
            assert_eq!(Cell::date_or_text(written.to_owned()), written.into());
        }
        assert_eq!(Cell::number_or_text("12".to_owned()), 12.into());
        for written in ["", "012", "+12", "12a", "1-3"] {
            assert_eq!(Cell::number_or_text(written.to_owned()), written.into());
        }
    }
}
