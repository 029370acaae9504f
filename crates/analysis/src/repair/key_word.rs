//! A word as the keys that were struck for it, also where it is still being typed: `quyee`
//! stands for the beginning of quyết. What it may mean is up to the caller; nothing is
//! repaired here.

use super::keystroke::{telex_beginning, vni_beginning};
use tracuu_text::syllable::lower;

/// Longest word read, in bytes; the longest syllable in Telex (`nghieengx`) has 9.
const MAX_BYTES: usize = 32;

/// What the keys of a word stand for so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyWord {
    /// The letters with their shapes (â, đ, ơ), without the tone.
    pub letters: String,
    /// The tone mark, where its key was struck, as a combining character.
    pub tone: Option<char>,
}

/// An input method whose keys may have gone into a text as they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Letters: `nghij`.
    Telex,
    /// Digits: `nghi5`.
    Vni,
}

/// The keys of a word; `None` where none of them puts a mark.
pub fn read(word: &str, method: Method) -> Option<KeyWord> {
    if word.len() > MAX_BYTES {
        return None;
    }
    let word = lower(word);
    let (letters, tone) = match method {
        Method::Telex => telex_beginning(&word),
        Method::Vni => vni_beginning(&word),
    }?;
    Some(KeyWord { letters, tone })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_keys_as_well() {
        let read = read("NGHIJ", Method::Telex).unwrap();
        assert_eq!((read.letters.as_str(), read.tone), ("nghi", Some('\u{323}')));
        assert_eq!(super::read("56", Method::Vni), None);
        assert_eq!(super::read(&"a".repeat(1000), Method::Telex), None);
    }
}
