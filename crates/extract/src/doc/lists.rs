//! Formats of automatic numbers ([MS-DOC] 2.9.131, 2.9.151): the same model as in docx.

use super::bytes::{place_at, text_at, u16_at, u32_at};
use crate::flow::label::Digits;
use crate::flow::numbering::{ListFormat, ListLevel, N_LEVELS, NumberedList, Numbering};

/// Sizes of what a format and a list begin with, and of a level before its text.
const FORMAT_BYTES: usize = 28;
const LIST_BYTES: usize = 16;
const LEVEL_BYTES: usize = 28;

/// Most lists, as for Word documents.
const MAX_LISTS: usize = 20_000;

/// Reads formats and lists; each ends where it is damaged.
pub(super) fn read(formats: &[u8], lists: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    let n_formats = u16_at(formats, 0).map_or(0, usize::from);
    let mut levels_at = 2 + FORMAT_BYTES * n_formats;
    for place in 0..n_formats.min(MAX_LISTS) {
        let at = 2 + FORMAT_BYTES * place;
        let Some(id) = u32_at(formats, at) else { break };
        let is_simple = formats.get(at + 26).is_some_and(|flags| flags & 1 != 0);
        let mut format = ListFormat::default();
        for level in format.levels.iter_mut().take(if is_simple { 1 } else { N_LEVELS }) {
            let Some((read, end)) = read_level(formats, levels_at) else { break };
            *level = Some(read);
            levels_at = end;
        }
        numbering.formats.insert(i64::from(id), format);
    }
    let n_lists = place_at(lists, 0).unwrap_or(0);
    let mut changes_at = 4 + LIST_BYTES.saturating_mul(n_lists);
    for place in 0..n_lists.min(MAX_LISTS) {
        let at = 4 + LIST_BYTES * place;
        let Some(format) = u32_at(lists, at) else { break };
        let n_changes = lists.get(at + 12).copied().map_or(0, usize::from);
        let mut list = NumberedList { format: i64::from(format), ..Default::default() };
        // What comes before the changes of a list.
        changes_at += 4;
        for _ in 0..n_changes {
            let Some(end) = read_change(lists, changes_at, &mut list) else { break };
            changes_at = end;
        }
        let number = i64::try_from(place + 1).unwrap_or(i64::MAX);
        numbering.lists.insert(number, list);
    }
    numbering
}

/// What a list changes in one level, and where that ends.
fn read_change(bytes: &[u8], at: usize, list: &mut NumberedList) -> Option<usize> {
    let start = u32_at(bytes, at)?;
    let flags = u32_at(bytes, at + 4)?;
    let place = usize::try_from(flags & 0x0f).ok()?;
    let (has_start, has_level) = (flags & 0x10 != 0, flags & 0x20 != 0);
    let mut end = at + 8;
    if has_level {
        let (level, behind) = read_level(bytes, end)?;
        end = behind;
        if let Some(target) = list.levels.get_mut(place) {
            *target = Some(level);
        }
    }
    if has_start && let Some(target) = list.starts.get_mut(place) {
        *target = Some(start);
    }
    Some(end)
}

/// A level, and where it ends.
fn read_level(bytes: &[u8], at: usize) -> Option<(ListLevel, usize)> {
    let start = u32_at(bytes, at)?;
    let digits = digits(*bytes.get(at + 4)?);
    let flags = *bytes.get(at + 5)?;
    let follows = *bytes.get(at + 15)?;
    let n_changes = usize::from(*bytes.get(at + 24)?) + usize::from(*bytes.get(at + 25)?);
    let restart = usize::from(*bytes.get(at + 26)?);
    let text_start = at + LEVEL_BYTES + n_changes;
    let n_units = usize::from(u16_at(bytes, text_start)?);
    let text = text_at(bytes, text_start + 2, n_units)?;
    // A level stands in the text as the letter of its number, from 0.
    let mut pattern = String::new();
    for letter in text.chars() {
        match u32::from(letter) {
            level @ 0..9 => {
                pattern.push('%');
                pattern.extend(char::from_digit(level + 1, 10));
            }
            _ => pattern.push(letter),
        }
    }
    let level = ListLevel {
        start,
        digits,
        pattern,
        has_gap: follows != 2,
        restart: (flags & 0x08 != 0).then_some(restart),
        is_legal: flags & 0x04 != 0,
        style: None,
    };
    Some((level, text_start + 2 + 2 * n_units))
}

/// How numbers are written ([MS-OSHARED] 2.2.1.3); those of other scripts as numbers.
const fn digits(code: u8) -> Digits {
    match code {
        1 => Digits::UpperRoman,
        2 => Digits::LowerRoman,
        3 => Digits::UpperLetter,
        4 => Digits::LowerLetter,
        22 => Digits::Padded,
        23 => Digits::Bullet,
        255 => Digits::None,
        _ => Digits::Decimal,
    }
}
