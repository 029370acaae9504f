//! Counts the paragraphs of lists and writes their labels as Word does.

use rustc_hash::{FxHashMap, FxHashSet};

use super::label::{Digits, ListLabel, bullet, write_number};
use super::numbering::{ListLevel, N_LEVELS, Numbering};

/// The state of all lists at a place of the document.
#[derive(Default)]
pub(crate) struct ListCounter {
    /// For each format the last numbers of its levels.
    numbers: FxHashMap<i64, [Option<u32>; N_LEVELS]>,
    /// Lists and levels that have started anew.
    started: FxHashSet<(i64, usize)>,
}

impl ListCounter {
    /// Counts a paragraph of a list and gives its label; `None` where the list does not
    /// exist or shows nothing.
    pub(crate) fn label(
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
