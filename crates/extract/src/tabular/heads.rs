//! Heads and running numbers of tables. Head words are in `data/table-heads.tsv`.

use std::sync::LazyLock;

use crate::inline;
use tracuu_text::numeral;
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::syllable::is_letter;
use tracuu_text::tsv::Table;

/// Longest head of a column, in bytes: four lines of a narrow column at most.
const MAX_HEAD_BYTES: usize = 300;

const TABLE: Table =
    Table::new("data/table-heads.tsv", include_str!("../../../../data/table-heads.tsv"));

/// What a column holds, as far as the shape of a table needs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum ColumnHead {
    /// Running numbers.
    Number,
    /// Anything else.
    Other,
}

static HEADS: LazyLock<PhraseTable<ColumnHead>> = LazyLock::new(|| {
    PhraseTable::new(TABLE.load(|[role, phrase]| {
        Some((
            phrase,
            if role == "number" { ColumnHead::Number } else { ColumnHead::Other },
        ))
    }))
});

/// Whether a cell is the head of the column of running numbers (`STT`, `Số TT`).
pub(super) fn is_number_head(source: &str) -> bool {
    if source.len() > MAX_HEAD_BYTES {
        return false;
    }
    let text = inline::bare(source);
    HEADS.whole(text.trim().trim_end_matches('.')) == Some(ColumnHead::Number)
}

/// Whether a cell begins with the head words of some column.
pub(super) fn is_head(source: &str) -> bool {
    if source.len() > MAX_HEAD_BYTES {
        return false;
    }
    let text = inline::bare(source);
    HEADS.longest_at(&HEADS.words(&text), 0).is_some()
}

/// Whether the cells of a row are heads: the first is that of the running numbers, or two
/// begin with head words and none is a number.
pub(super) fn is_head_row<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut n_heads = 0;
    for (place, cell) in cells.enumerate() {
        if place == 0 && is_number_head(cell) {
            return true;
        }
        if running_number(cell).is_some() || cell.trim_end().ends_with(['.', ';']) {
            return false;
        }
        n_heads += usize::from(is_head(cell));
    }
    n_heads >= 2
}

/// A running number of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum RunningNumber {
    /// `1`, `01`, `3.1`.
    Arabic(Vec<u32>),
    /// `I`, `IV`.
    Roman(u32),
    /// `A`, `b`.
    Letter(char),
}

/// Reads a cell that holds a running number and nothing else: `1`, `3.1.`, `(2)`, `IV`,
/// `A`.
pub(super) fn running_number(source: &str) -> Option<RunningNumber> {
    if source.len() > 24 {
        return None;
    }
    let bare = inline::bare(source);
    let text = bare.trim().trim_start_matches('(').trim_end_matches([')', '.', '-', '/']);
    if let Some(number) = numeral::roman_in_capitals(text) {
        return Some(RunningNumber::Roman(number));
    }
    let mut letters = text.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && is_letter(letter)
    {
        return Some(RunningNumber::Letter(letter));
    }
    let numbers: Option<Vec<u32>> = text
        .split('.')
        .map(|part| part.parse().ok().filter(|_| (1..=3).contains(&part.len())))
        .collect();
    numbers.filter(|numbers| numbers.len() <= 4).map(RunningNumber::Arabic)
}

/// The running numbers seen so far, which decide what may follow.
#[derive(Clone, Debug, Default)]
pub(super) struct RunningNumbers {
    arabic: Vec<u32>,
    roman: u32,
    letter: Option<char>,
}

impl RunningNumbers {
    /// Whether `next` may follow: the next of its kind, a first sub-number, or a first
    /// number after a group.
    pub(super) fn allows(&self, next: &RunningNumber) -> bool {
        match next {
            RunningNumber::Arabic(numbers) => self.allows_arabic(numbers),
            RunningNumber::Roman(number) => {
                *number == self.roman + 1
                    || char::from_u32(*number).is_none()
                    || self.allows_roman_letter(*number)
            }
            RunningNumber::Letter(letter) => match self.letter {
                None => matches!(letter, 'A' | 'a'),
                Some(last) => u32::from(*letter) == u32::from(last) + 1,
            },
        }
    }

    /// `C`, `D` and `I` may be the next letter as well as a Roman numeral.
    fn allows_roman_letter(&self, number: u32) -> bool {
        let letter = match number {
            1 => 'I',
            100 => 'C',
            _ => return false,
        };
        self.letter.is_some_and(|last| u32::from(last) + 1 == u32::from(letter))
    }

    fn allows_arabic(&self, numbers: &[u32]) -> bool {
        let Some((last, parents)) = numbers.split_last() else { return false };
        if parents.is_empty() && *last == 1 {
            return true;
        }
        let same_parents = self.arabic.get(..parents.len()) == Some(parents);
        match self.arabic.get(parents.len()) {
            Some(before) => same_parents && *last == before + 1,
            None => same_parents && *last == 1,
        }
    }

    /// Takes note of a number.
    pub(super) fn note(&mut self, number: RunningNumber) {
        match number {
            RunningNumber::Arabic(numbers) => self.arabic = numbers,
            RunningNumber::Roman(number) => {
                if self.allows_roman_letter(number) && number != self.roman + 1 {
                    self.letter =
                        self.letter.and_then(|last| char::from_u32(u32::from(last) + 1));
                } else {
                    self.roman = number;
                }
            }
            RunningNumber::Letter(letter) => self.letter = Some(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_running_numbers_stand_alone() {
        for head in ["STT", "<b>Số TT.</b>", "Số thứ tự"] {
            assert!(is_number_head(head), "{head}");
        }
        for head in ["Số TT văn bản", "Nội dung", ""] {
            assert!(!is_number_head(head), "{head}");
        }
    }

    #[test]
    fn head_rows_are_told_from_rows() {
        assert!(is_head_row(["<b>Số TT</b>", "Nội dung"].into_iter()));
        assert!(is_head_row(
            ["Nhiệm vụ", "Cơ quan chủ trì, tham mưu", "Ghi chú"].into_iter()
        ));
        assert!(!is_head_row(["1", "Nội dung phối hợp", "Cơ quan chủ trì"].into_iter()));
        assert!(!is_head_row(["Nội dung thứ nhất.", "Thời hạn"].into_iter()));
    }

    #[test]
    fn running_numbers_follow_each_other() {
        let mut running = RunningNumbers::default();
        for text in ["I", "1", "2", "2.1", "2.2", "3", "II", "1", "A", "B", "C"] {
            let number = running_number(text).unwrap_or_else(|| panic!("{text}"));
            assert!(running.allows(&number), "{text}");
            running.note(number);
        }
        assert!(!running.allows(&RunningNumber::Arabic(vec![7])));
        assert_eq!(running_number("2024"), None);
        assert_eq!(running_number("Sở Y tế"), None);
    }
}
