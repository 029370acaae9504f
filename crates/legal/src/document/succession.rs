//! Which number follows which in a sequence of labels.

use super::numbering::{Label, Number, Scheme};

/// Greatest step in a sequence of letters: Vietnamese uses neither f nor j, foreign lists
/// have no đ, and a list of three points is seen as a, b, đ.
const LETTER_STEP: u16 = 4;

/// Whether a label is the next of a sequence that stands at `last`.
pub(super) fn follows(label: &Label, last: &Number) -> bool {
    let (value, last_value) = (label.number.value(), last.value());
    match label.scheme {
        Scheme::Letter => value > last_value && value - last_value <= LETTER_STEP,
        Scheme::Capital => value > last_value && value - last_value < LETTER_STEP,
        _ if value == last_value => label.number.suffix > last.suffix,
        _ => value == last_value + 1,
    }
}

/// For each reading whether the next of its scheme is the next number. What a label without
/// a mark says counts for others of its kind only.
pub(super) fn supports(readings: &[[Option<Label>; 2]]) -> Vec<[bool; 2]> {
    let mut next: [Option<u16>; Scheme::COUNT] = [None; Scheme::COUNT];
    let mut next_of_any = next;
    let mut supports = vec![[false; 2]; readings.len()];
    for (support, pair) in supports.iter_mut().zip(readings).rev() {
        for (flag, label) in support.iter_mut().zip(pair) {
            let Some(label) = label else { continue };
            let value = label.number.value();
            let after = if label.is_weak { &next_of_any } else { &next };
            let after = after.get(label.scheme as usize).copied().flatten();
            *flag = after.is_some_and(|after| match label.scheme {
                Scheme::Letter | Scheme::Capital => {
                    after > value && after - value <= LETTER_STEP
                }
                _ => after == value + 1,
            });
        }
        for label in pair.iter().flatten() {
            let value = Some(label.number.value());
            let place = label.scheme as usize;
            if let Some(slot) = next_of_any.get_mut(place) {
                *slot = value;
            }
            if let Some(slot) = next.get_mut(place).filter(|_| !label.is_weak) {
                *slot = value;
            }
        }
    }
    supports
}
