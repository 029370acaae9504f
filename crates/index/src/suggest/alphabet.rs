//! One byte per letter: the order of keys with and without marks from one spelling.
//!
//! A word is written as its tone, then its letters. Letters with a shape of their own (ă,
//! â, đ, ê, ô, ơ, ư) have bytes below the printable ones; so have the tones. Skipping the tones
//! and reading shapes as their plain letters gives the folded order, the bytes as they are
//! give the marked one. Letters of other alphabets stand as UTF-8, without their marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use tracuu_text::syllable::{TONE_MARKS, is_invisible, lower_char};

/// Ends the text of a key.
pub(super) const END: u8 = 0;
/// The tone of a word without a tone mark; the five others follow.
pub(super) const TONELESS: u8 = 1;
/// The last tone.
pub(super) const LAST_TONE: u8 = 6;
/// Follows every word.
pub(super) const SPACE: u8 = b' ';

/// Letters with a shape: the letter, the combining mark (none for đ), the plain letter.
/// Their bytes follow the tones in this order.
const SHAPED: [(Option<char>, u8); 7] = [
    (Some('\u{306}'), b'a'),
    (Some('\u{302}'), b'a'),
    (None, b'd'),
    (Some('\u{302}'), b'e'),
    (Some('\u{302}'), b'o'),
    (Some('\u{31b}'), b'o'),
    (Some('\u{31b}'), b'u'),
];
const FIRST_SHAPED: u8 = LAST_TONE + 1;
const STROKED_D: u8 = FIRST_SHAPED + 2;

/// The byte without its shape; `None` for a tone, which has no letter.
pub(super) fn plain(byte: u8) -> Option<u8> {
    match byte {
        TONELESS..=LAST_TONE => None,
        _ => Some(shape(byte).map_or(byte, |(_, letter)| letter)),
    }
}

/// Whether the byte is a letter with a shape.
pub(super) fn is_shaped(byte: u8) -> bool {
    shape(byte).is_some()
}

fn shape(byte: u8) -> Option<(Option<char>, u8)> {
    SHAPED.get(usize::from(byte.checked_sub(FIRST_SHAPED)?)).copied()
}

/// The bytes that a letter may be where it was typed without its shape, itself first.
pub(super) fn shapes_of(byte: u8) -> impl Iterator<Item = u8> + Clone {
    let shaped = (FIRST_SHAPED..).zip(SHAPED);
    let same = shaped.filter(move |(_, (_, letter))| *letter == byte);
    std::iter::once(byte).chain(same.map(|(code, _)| code))
}

/// A word as tone and letters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Spelled {
    /// The tone, [`TONELESS`] where there is no mark; of several the first.
    pub(super) tone: u8,
    /// The letters, one byte each but for other alphabets.
    pub(super) letters: Vec<u8>,
}

/// Spells a word; its letter case, the place of its tone mark and the Unicode form make no
/// difference.
pub(super) fn spelled(word: &str) -> Spelled {
    if word.is_ascii() {
        let letters = word.to_ascii_lowercase().into_bytes();
        return Spelled { tone: TONELESS, letters };
    }
    let mut found = Spelled { tone: TONELESS, letters: Vec::with_capacity(word.len()) };
    for letter in word.nfd().map(lower_char) {
        if is_combining_mark(letter) {
            found.mark(letter);
        } else if letter == 'đ' {
            found.letters.push(STROKED_D);
        } else if !is_invisible(letter) {
            let mut utf8 = [0; 4];
            found.letters.extend_from_slice(letter.encode_utf8(&mut utf8).as_bytes());
        }
    }
    found
}

impl Spelled {
    fn mark(&mut self, mark: char) {
        if let Some(tone) = tone_byte(mark) {
            if self.tone == TONELESS {
                self.tone = tone;
            }
            return;
        }
        let Some(last) = self.letters.last_mut() else { return };
        let mut codes = (FIRST_SHAPED..).zip(SHAPED);
        let shaped = codes.find(|(_, shape)| *shape == (Some(mark), *last));
        if let Some((code, _)) = shaped {
            *last = code;
        }
    }
}

/// The byte of a tone mark.
pub(super) fn tone_byte(mark: char) -> Option<u8> {
    let place = TONE_MARKS.iter().position(|tone| *tone == mark)?;
    u8::try_from(place).ok().map(|place| TONELESS + 1 + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_differ_in_nothing_but_form_are_one() {
        for (one, other) in [
            ("ỦY", "uỷ"),
            ("hoà", "hòa"),
            ("Ðảng", "đảng"),
            ("quyết", "quye\u{302}\u{301}t"),
        ] {
            assert_eq!(spelled(one), spelled(other), "{one} {other}");
        }
        assert_ne!(spelled("quyết"), spelled("quyêt"));
        assert_ne!(spelled("đa"), spelled("da"));
    }

    #[test]
    fn the_plain_letters_are_the_folded_word() {
        for word in ["nghị", "Quyết", "ĐƯỜNG", "ướt", "ăn", "oách", "56", "café"]
        {
            let letters = spelled(word).letters;
            let plain: Vec<u8> = letters.iter().filter_map(|byte| plain(*byte)).collect();
            assert_eq!(plain, tracuu_text::syllable::folded(word).into_bytes(), "{word}");
        }
    }

    #[test]
    fn a_plain_letter_may_be_each_of_its_shapes() {
        assert_eq!(shapes_of(b'o').count(), 3);
        assert_eq!(shapes_of(b'd').count(), 2);
        assert_eq!(shapes_of(b'x').count(), 1);
        assert!(shapes_of(b'a').skip(1).all(|byte| plain(byte) == Some(b'a')));
    }
}
