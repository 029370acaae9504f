//! A table before it is a file.

/// A table with its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called: at most 31 characters, none of `[]:*?/\`.
    pub name: &'static str,
    /// The rows, the head first.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A table with a head and no rows yet.
    pub fn new<const N: usize>(name: &'static str, head: [&str; N]) -> Self {
        Self { name, rows: vec![head.map(str::to_owned).to_vec()] }
    }

    /// Adds a row.
    pub fn push<const N: usize>(&mut self, row: [String; N]) {
        self.rows.push(row.into());
    }
}
