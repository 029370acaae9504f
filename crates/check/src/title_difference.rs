//! What two titles do not share, word by word.

use super::title_word::TitleWord;

/// How two titles differ, by the longest common subsequence.
pub(super) fn difference(stated: &[TitleWord], known: &[TitleWord]) -> Difference {
    // What both begin and end with needs no table.
    let is_equal = |(one, other): &(&TitleWord, &TitleWord)| one == other;
    let n_before = stated.iter().zip(known).take_while(is_equal).count();
    let (stated, known) = (&stated[n_before..], &known[n_before..]);
    let n_behind =
        stated.iter().rev().zip(known.iter().rev()).take_while(is_equal).count();
    let stated = &stated[..stated.len() - n_behind];
    let known = &known[..known.len() - n_behind];
    let table = CommonLengths::new(stated, known);
    let (mut lost, mut gained) = (Runs::default(), Runs::default());
    let mut gained_at = Vec::new();
    let (mut row, mut column) = (0, 0);
    loop {
        match (stated.get(row), known.get(column)) {
            (Some(one), Some(other)) if one == other => {
                lost.close();
                gained.close();
                row += 1;
                column += 1;
            }
            (Some(one), other)
                if other.is_none()
                    || table.at(row + 1, column) >= table.at(row, column + 1) =>
            {
                gained.add(&one.normal);
                gained_at.push(n_before + row);
                row += 1;
            }
            (_, Some(other)) => {
                lost.add(&other.normal);
                column += 1;
            }
            (_, None) => break,
        }
    }
    let n_common = n_before + n_behind + usize::from(table.at(0, 0));
    Difference {
        n_before,
        ends_alike: n_behind > 0,
        n_lost_last: lost.n_open,
        n_gained_last: gained.n_open,
        gained_at,
        lost: lost.finish(),
        gained: gained.finish(),
        n_common,
    }
}

/// How many words the rests of two titles share in order, from each pair of places on.
struct CommonLengths {
    width: usize,
    cells: Vec<u16>,
}

impl CommonLengths {
    fn new(stated: &[TitleWord], known: &[TitleWord]) -> Self {
        let width = known.len() + 1;
        let mut table = Self { width, cells: vec![0; (stated.len() + 1) * width] };
        for (row, one) in stated.iter().enumerate().rev() {
            for (column, other) in known.iter().enumerate().rev() {
                let best = if one == other {
                    table.at(row + 1, column + 1) + 1
                } else {
                    table.at(row + 1, column).max(table.at(row, column + 1))
                };
                if let Some(cell) = table.cells.get_mut(row * width + column) {
                    *cell = best;
                }
            }
        }
        table
    }

    fn at(&self, row: usize, column: usize) -> u16 {
        self.cells.get(row * self.width + column).copied().unwrap_or_default()
    }
}

/// What two titles do not share.
pub(super) struct Difference {
    pub(super) lost: Vec<String>,
    pub(super) gained: Vec<String>,
    /// How many words both have.
    pub(super) n_common: usize,
    /// How many words both begin with.
    pub(super) n_before: usize,
    /// Places of the gained words in the stated title.
    pub(super) gained_at: Vec<usize>,
    /// Whether the last words of both are the same.
    pub(super) ends_alike: bool,
    /// Else how many words behind the last that both have are lost, and how many gained.
    pub(super) n_lost_last: usize,
    pub(super) n_gained_last: usize,
}

/// Words that stand together.
#[derive(Default)]
struct Runs {
    closed: Vec<String>,
    open: String,
    n_open: usize,
}

impl Runs {
    fn add(&mut self, word: &str) {
        if !self.open.is_empty() {
            self.open.push(' ');
        }
        self.open.push_str(word);
        self.n_open += 1;
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.closed.push(std::mem::take(&mut self.open));
            self.n_open = 0;
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.close();
        self.closed
    }
}
