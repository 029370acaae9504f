//! Step `unicode`: letters that only look like the letters meant.
//!
//! Ð and Ɖ for Đ; letters of other scripts that a broken conversion left in a word; wide
//! forms (Ｎ). A word written in another script throughout stays. What every analyzer reads
//! alike (NFD) is no fault.

use unicode_normalization::UnicodeNormalization;

use super::fault::{Reason, WordFault};
use super::word::CheckedWord;
use crate::lexicon::is_attested;
use tracuu_text::syllable::normal;

/// Letters of other scripts, and the Latin letters that they look like.
const LOOK_ALIKES: [(char, char); 34] = [
    ('\u{d0}', 'Đ'),
    ('\u{f0}', 'đ'),
    ('\u{189}', 'Đ'),
    ('\u{256}', 'đ'),
    // Cyrillic
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    // Greek
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Η', 'H'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Τ', 'T'),
    ('Χ', 'X'),
    ('ο', 'o'),
];

/// Wide forms of ASCII, which stand at a fixed distance.
const WIDE: std::ops::RangeInclusive<char> = '\u{ff01}'..='\u{ff5e}';
const WIDE_DISTANCE: u32 = 0xff01 - 0x21;

/// What a word with such letters should be.
pub(super) fn fault(word: &CheckedWord<'_>) -> Option<WordFault> {
    if word.typed.is_ascii() || !word.typed.chars().any(|one| latin_letter(one).is_some())
    {
        return None;
    }
    let to: String =
        word.typed.nfc().map(|one| latin_letter(one).unwrap_or(one)).nfc().collect();
    let is_latin = |letter: char| {
        letter.is_ascii_alphanumeric()
            || matches!(letter, 'À'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
    };
    let has_own_latin = word.typed.nfc().any(|one| is_latin(one) || WIDE.contains(&one));
    let is_word = to.chars().all(is_latin)
        && (has_own_latin || (to.chars().count() > 1 && is_attested(&normal(&to))));
    is_word.then(|| WordFault::certain(to, Reason::LookAlike))
}

fn latin_letter(letter: char) -> Option<char> {
    if WIDE.contains(&letter) {
        return char::from_u32(u32::from(letter) - WIDE_DISTANCE);
    }
    LOOK_ALIKES.iter().find(|(seen, _)| *seen == letter).map(|(_, meant)| *meant)
}
