//! Counts the paragraphs of lists and writes their labels as Word does.

use rustc_hash::{FxHashMap, FxHashSet};

use super::numbering::{Digits, ListLevel, N_LEVELS, Numbering};
use crate::flow::ListLabel;
use tracuu_text::numeral::to_roman;

/// Largest number written in Roman digits; no document counts so far in them.
const MAX_ROMAN: u32 = 399;

/// Largest number written in letters: after `z` comes `aa`, after `zz` `aaa`. A larger one
/// is no list.
const MAX_LETTERS: u32 = 26 * 10;

/// The state of all lists at a place of the document.
#[derive(Default)]
pub(super) struct ListCounter {
    /// For each format the last numbers of its levels.
    numbers: FxHashMap<i64, [Option<u32>; N_LEVELS]>,
    /// Lists and levels that have started anew.
    started: FxHashSet<(i64, usize)>,
}

impl ListCounter {
    /// Counts a paragraph of a list and gives its label; `None` where the list does not
    /// exist or shows nothing.
    pub(super) fn label(
        &mut self,
        numbering: &Numbering,
        list: i64,
        level: usize,
    ) -> Option<ListLabel> {
        let place = level.min(N_LEVELS - 1);
        let format = numbering.format_of(list)?;
        let level = numbering.level(list, place)?;
        let numbers = self.numbers.entry(format).or_default();
        let anew = numbering
            .start_anew(list, place)
            .filter(|_| self.started.insert((list, place)));
        for (above, number) in numbers.iter_mut().enumerate().take(place) {
            let start = numbering.level(list, above).map_or(1, |level| level.start);
            number.get_or_insert(start);
        }
        if let Some(number) = numbers.get_mut(place) {
            let next = number.map_or(level.start, |number| number.saturating_add(1));
            *number = Some(anew.unwrap_or(next));
        }
        for (below, number) in numbers.iter_mut().enumerate().skip(place + 1) {
            let restart = numbering.level(list, below).and_then(|level| level.restart);
            if place < restart.unwrap_or(below) {
                *number = None;
            }
        }
        let numbers = *numbers;
        write_label(numbering, list, level, &numbers)
    }
}

fn write_label(
    numbering: &Numbering,
    list: i64,
    level: &ListLevel,
    numbers: &[Option<u32>; N_LEVELS],
) -> Option<ListLabel> {
    let is_bullet = level.digits == Digits::Bullet;
    let mut text = if is_bullet {
        bullet(&level.pattern)
    } else {
        let mut text = String::new();
        let mut letters = level.pattern.chars().peekable();
        while let Some(letter) = letters.next() {
            let of_level = letters
                .peek()
                .and_then(|next| next.to_digit(10))
                .filter(|_| letter == '%');
            let Some(place) = of_level.and_then(|digit| digit.checked_sub(1)) else {
                text.push(letter);
                continue;
            };
            letters.next();
            let place = place as usize;
            let number = numbers.get(place).copied().flatten().unwrap_or_default();
            let digits =
                numbering.level(list, place).map_or(Digits::Decimal, |l| l.digits);
            text.push_str(&write_number(number, digits, level.is_legal));
        }
        text
    };
    if text.trim().is_empty() {
        return None;
    }
    if level.has_gap && !text.ends_with(' ') {
        text.push(' ');
    }
    Some(ListLabel { text, is_bullet })
}

/// The sign of a list as text: the signs of symbol fonts stand in a private area.
fn bullet(pattern: &str) -> String {
    let is_private = |letter: char| matches!(letter, '\u{e000}'..='\u{f8ff}');
    pattern
        .chars()
        .map(|letter| match letter {
            '\u{f02d}' => '-',
            '\u{f02b}' => '+',
            'o' => '○',
            '§' => '▪',
            letter if is_private(letter) => '•',
            letter => letter,
        })
        .collect()
}

fn write_number(number: u32, digits: Digits, is_legal: bool) -> String {
    match digits {
        Digits::Bullet | Digits::None => String::new(),
        _ if is_legal => number.to_string(),
        Digits::Padded if number < 10 => format!("0{number}"),
        Digits::UpperRoman if (1..=MAX_ROMAN).contains(&number) => to_roman(number),
        Digits::LowerRoman if (1..=MAX_ROMAN).contains(&number) => {
            to_roman(number).to_ascii_lowercase()
        }
        Digits::UpperLetter => write_letters(number, b'A'),
        Digits::LowerLetter => write_letters(number, b'a'),
        _ => number.to_string(),
    }
}

/// `a` to `z`, `aa` to `zz`: Word has no `đ`, whatever the language of the text.
fn write_letters(number: u32, first: u8) -> String {
    let Some(place) = number.checked_sub(1).filter(|_| number <= MAX_LETTERS) else {
        return number.to_string();
    };
    let offset = u8::try_from(place % 26).unwrap_or_default();
    String::from(char::from(first + offset)).repeat(place as usize / 26 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, digits, expected) in [
            (4, Digits::Decimal, "4"),
            (4, Digits::Padded, "04"),
            (14, Digits::Padded, "14"),
            (14, Digits::UpperRoman, "XIV"),
            (4, Digits::LowerRoman, "iv"),
            (5, Digits::LowerLetter, "e"),
            (28, Digits::UpperLetter, "BB"),
            (0, Digits::LowerLetter, "0"),
            (0, Digits::UpperRoman, "0"),
            (u32::MAX, Digits::LowerLetter, "4294967295"),
            (u32::MAX, Digits::UpperRoman, "4294967295"),
            (3, Digits::None, ""),
        ] {
            assert_eq!(write_number(number, digits, false), expected);
        }
        assert_eq!(write_number(14, Digits::UpperRoman, true), "14");
    }

    #[test]
    fn signs_of_symbol_fonts_become_signs_of_text() {
        assert_eq!(bullet("\u{f0b7}"), "•");
        assert_eq!(bullet("-"), "-");
        assert_eq!(bullet("\u{f02d}"), "-");
    }
}
