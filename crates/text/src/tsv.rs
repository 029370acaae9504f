//! Tables of data that are compiled into the program: `data/*.tsv`, `lexicon/*.tsv`.
//!
//! UTF-8, one row a line, columns parted by tabs. Lines that begin with `#` are comments,
//! empty lines are skipped; a cell `-` holds nothing. No row stands twice.

use std::collections::HashMap;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as NameError, StrDeserializer};
use thiserror::Error;

/// A table with the name of its file, for messages.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    file: &'static str,
    text: &'static str,
}

/// Why a table cannot be read.
#[derive(Clone, PartialEq, Eq, Error, Debug)]
pub enum TableError {
    /// A row has more or fewer columns.
    #[error("{file}:{line}: {found} columns, {expected} expected")]
    Columns {
        /// The file.
        file: &'static str,
        /// Its line, from 1.
        line: usize,
        /// Columns in the row.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// A cell holds no value of its column.
    #[error("{file}:{line}: unreadable row: {row:?}")]
    Row {
        /// The file.
        file: &'static str,
        /// Its line, from 1.
        line: usize,
        /// The whole row.
        row: &'static str,
    },
    /// The same row stands twice.
    #[error("{file}:{line}: the row of line {first} stands twice")]
    Twice {
        /// The file.
        file: &'static str,
        /// Line of the second, from 1.
        line: usize,
        /// Line of the first, from 1.
        first: usize,
    },
}

impl Table {
    /// A table; `file` is its path from the root of the repository.
    pub const fn new(file: &'static str, text: &'static str) -> Self {
        Self { file, text }
    }

    /// The rows of a table of `N` columns, in order.
    ///
    /// # Errors
    /// For a row with other columns, one of which `parse` makes nothing, and one that stands
    /// twice.
    pub fn read<T, const N: usize>(
        self,
        mut parse: impl FnMut([&'static str; N]) -> Option<T>,
    ) -> Result<Vec<T>, TableError> {
        let file = self.file;
        let mut first_lines = HashMap::new();
        let mut rows = Vec::new();
        for (line, row) in self.lines() {
            if let Some(first) = first_lines.insert(row, line) {
                return Err(TableError::Twice { file, line, first });
            }
            let cells: Vec<&str> = row.split('\t').collect();
            let found = cells.len();
            let cells = cells.try_into().map_err(|_| TableError::Columns {
                file,
                line,
                found,
                expected: N,
            })?;
            rows.push(parse(cells).ok_or(TableError::Row { file, line, row })?);
        }
        Ok(rows)
    }

    /// The rows as [`Self::read`] gives them, for tables that are compiled in: a static
    /// value cannot return an error. Each user has a test that loads its tables.
    ///
    /// # Panics
    /// Where [`Self::read`] returns an error.
    pub fn load<T, const N: usize>(
        self,
        parse: impl FnMut([&'static str; N]) -> Option<T>,
    ) -> Vec<T> {
        self.read(parse).expect("tables are compiled in, and tests load each of them")
    }

    /// Lines that hold data, with their numbers from 1.
    fn lines(self) -> impl Iterator<Item = (usize, &'static str)> {
        let numbered = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        numbered.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
    }
}

/// The content of a cell; `None` for `-` and an empty one.
pub fn optional(cell: &str) -> Option<&str> {
    Some(cell.trim()).filter(|cell| !cell.is_empty() && *cell != "-")
}

/// The number, date or other value of a cell; `None` for `-`.
///
/// # Errors
/// For a cell that holds something else.
pub fn value<T: FromStr>(cell: &str) -> Result<Option<T>, T::Err> {
    optional(cell).map(str::parse).transpose()
}

/// The member of a closed set that a cell names, as serde names it.
pub fn member<T: Deserialize<'static>>(cell: &'static str) -> Option<T> {
    let cell: StrDeserializer<'static, NameError> = cell.into_deserializer();
    T::deserialize(cell).ok()
}

/// The members of a cell that lists several, parted by `separator`; none for `-`.
pub fn list(cell: &str, separator: char) -> impl Iterator<Item = &str> {
    optional(cell)
        .into_iter()
        .flat_map(move |cell| cell.split(separator))
        .filter_map(optional)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Result<Vec<(&'static str, u8)>, String> {
        let table = Table::new("data/x.tsv", text);
        table
            .read(|[name, number]| Some((name, number.parse().ok()?)))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn ok_rows_comments_and_empty_lines() {
        assert_eq!(
            read("# name, number\nmột\t1\n\nhai\t2\n"),
            Ok(vec![("một", 1), ("hai", 2)])
        );
    }

    #[test]
    fn err_wrong_rows_are_named_by_file_and_line() {
        for (text, message) in [
            ("#\nmột\n", "data/x.tsv:2: 1 columns, 2 expected"),
            ("một\t1\nhai\tx", "data/x.tsv:2: unreadable row: \"hai\\tx\""),
            ("một\t1\n#\nmột\t1", "data/x.tsv:3: the row of line 1 stands twice"),
        ] {
            assert_eq!(read(text), Err(message.to_owned()));
        }
    }

    #[test]
    fn cells_may_hold_nothing_or_a_list() {
        assert_eq!(optional("-"), None);
        assert_eq!(optional("QĐ"), Some("QĐ"));
        assert_eq!(list("QĐ, QĐi", ',').collect::<Vec<_>>(), ["QĐ", "QĐi"]);
        assert_eq!(list("-", ',').count(), 0);
    }

    #[test]
    fn closed_sets_are_read_by_their_serde_names() {
        #[derive(PartialEq, Deserialize, Debug)]
        #[serde(rename_all = "kebab-case")]
        enum Colour {
            DarkRed,
        }
        assert_eq!(member("dark-red"), Some(Colour::DarkRed));
        assert_eq!(member::<Colour>("DarkRed"), None);
    }
}
