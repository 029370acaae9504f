//! The words of a suggestion and of what is typed: one cut for both.

use super::alphabet::{Spelled, TONELESS, is_shaped, plain, spelled, tone_byte};
use tracuu_text::span::Span;
use tracuu_text::syllable::is_word_char;

/// The words of a text: runs of letters or of digits, so that `QH14` and `56NQ` are two.
pub fn words(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(is_word_char)?;
        let rest = text.get(start..)?;
        let is_number = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let is_inside =
            |letter: char| is_word_char(letter) && letter.is_ascii_digit() == is_number;
        let is_outside = |letter: char| {
            !(is_inside(letter) || tracuu_text::syllable::is_invisible(letter))
        };
        at = start + rest.find(is_outside).unwrap_or(rest.len());
        Some(Span::new(start, at))
    })
}

/// A typed word: what a word of a suggestion must have to agree with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypedWord {
    pub(super) letters: Vec<u8>,
    /// The tone, where one was typed.
    pub(super) tone: Option<u8>,
    /// Whether the word is typed to its end.
    pub(super) is_whole: bool,
}

impl TypedWord {
    /// The word as it was typed, marks included.
    pub fn new(word: &str, is_whole: bool) -> Self {
        let Spelled { tone, letters } = spelled(word);
        Self { letters, tone: (tone != TONELESS).then_some(tone), is_whole }
    }

    /// A word that keystrokes stand for: its letters with their shapes and its tone mark,
    /// which may be still to come.
    pub fn of_keys(letters: &str, tone: Option<char>, is_whole: bool) -> Self {
        let letters = spelled(letters).letters;
        Self { letters, tone: tone.and_then(tone_byte), is_whole }
    }

    /// Whether the word is typed to its end.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether any mark was typed.
    pub fn is_marked(&self) -> bool {
        self.tone.is_some() || self.letters.iter().any(|letter| is_shaped(*letter))
    }

    /// Whether a word of a text has every mark that was typed on its letters; the letters
    /// themselves are compared elsewhere.
    pub fn has_its_marks(&self, word: &str) -> bool {
        let Spelled { tone, letters } = spelled(word);
        let has_shapes = self
            .letters
            .iter()
            .zip(&letters)
            .all(|(typed, letter)| !is_shaped(*typed) || typed == letter);
        has_shapes && self.tone.is_none_or(|typed| typed == tone)
    }

    /// The letters without marks.
    pub fn folded(&self) -> String {
        let letters = self.letters.iter().filter_map(|letter| plain(*letter)).collect();
        String::from_utf8(letters).unwrap_or_default()
    }
}

/// How exactly the marks of a key must be those that were typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Agreement {
    /// Words typed to their end have these marks and no others; of the last, the letters
    /// have these shapes, and its tone is the typed one if there is one.
    Exact,
    /// Every typed mark is there; letters without may have any.
    Marks,
    /// The letters are there, whatever their marks.
    Letters,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_or_of_digits() {
        let cut = |text: &'static str| -> Vec<&str> {
            words(text).map(|span| span.of(text)).collect()
        };
        assert_eq!(
            cut("Nghị quyết số 56-NQ/TU"),
            ["Nghị", "quyết", "số", "56", "NQ", "TU"]
        );
        assert_eq!(cut("  59/2020/QH14."), ["59", "2020", "QH", "14"]);
        assert_eq!(cut("56nq"), ["56", "nq"]);
        assert_eq!(cut("—"), Vec::<&str>::new());
    }
}
