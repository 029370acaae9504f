//! Atoms: the first cut of a text, in one pass over its own bytes.
//!
//! An atom is a syllable (a run of letters), a number or a punctuation mark, with its place
//! in the text as it was given: no normalised copy is made, so no offset can drift. White
//! space and invisible characters between atoms belong to none.

use unicode_normalization::char::is_combining_mark;

use tracuu_text::span::Span;
use tracuu_text::syllable::is_invisible;

/// One atom of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Atom {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: AtomKind,
}

/// What an atom is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AtomKind {
    /// A letter and what follows of letters, combining marks and, inside, invisible
    /// characters. One Vietnamese syllable, or a foreign word.
    Syllable,
    /// Digits, with points and commas between digits: `5`, `15.1`, `1.234,5`. Not `/`, `-`
    /// and `:`, so that `2025-2030` and `2025 - 2030` are the same numbers.
    Number,
    /// Any other visible character, one at a time.
    Punctuation,
}

/// The atoms of `text`, in order and without overlap. Linear in the text.
pub fn atoms(text: &str) -> Atoms<'_> {
    Atoms { text, at: 0 }
}

/// The atoms of `text` from a place on that lies between two of them.
pub(super) fn atoms_from(text: &str, at: usize) -> Atoms<'_> {
    Atoms { text, at }
}

/// Iterator over the atoms of a text; see [`atoms`].
#[derive(Clone, Debug)]
pub struct Atoms<'t> {
    text: &'t str,
    at: usize,
}

/// What a character is to the scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LetterClass {
    Letter,
    Mark,
    Digit,
    Blank,
    Other,
}

impl LetterClass {
    fn from_char(letter: char) -> Self {
        match letter {
            '0'..='9' => Self::Digit,
            '\0'..='\u{20}' | '\u{7f}' => Self::Blank,
            // Vietnamese: ASCII, Latin-1, Latin Extended-A, -B and Additional.
            'a'..='z'
            | 'A'..='Z'
            | '\u{c0}'..='\u{d6}'
            | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{24f}'
            | '\u{1ea0}'..='\u{1ef9}' => Self::Letter,
            '\u{21}'..='\u{7e}' => Self::Other,
            _ => Self::from_rare_char(letter),
        }
    }

    fn from_rare_char(letter: char) -> Self {
        if is_combining_mark(letter) {
            Self::Mark
        } else if letter.is_alphabetic() {
            Self::Letter
        } else if letter.is_numeric() {
            Self::Digit
        } else if letter.is_whitespace() || letter.is_control() || is_invisible(letter) {
            Self::Blank
        } else {
            Self::Other
        }
    }
}

impl Atoms<'_> {
    /// Where the next atom is looked for.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    fn peek(&self, at: usize) -> Option<(char, LetterClass)> {
        let letter = self.text.get(at..)?.chars().next()?;
        Some((letter, LetterClass::from_char(letter)))
    }

    /// End of the syllable whose first letter ends at `end`. Invisible characters count
    /// only where a letter follows.
    fn syllable_end(&self, end: usize) -> usize {
        let mut end = self.plain_end(end);
        let mut seen = end;
        while let Some((letter, class)) = self.peek(seen) {
            seen += letter.len_utf8();
            match class {
                LetterClass::Letter | LetterClass::Mark => {
                    end = self.plain_end(seen);
                    seen = end;
                }
                LetterClass::Blank if is_invisible(letter) => {}
                _ => break,
            }
        }
        end
    }

    /// End of the letters from `at` on that their first bytes alone identify: ASCII,
    /// U+0100-U+023F and U+1E80-U+1EFF. The fast way through nearly all Vietnamese text.
    fn plain_end(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        loop {
            at += match bytes.get(at) {
                Some(b'a'..=b'z' | b'A'..=b'Z') => 1,
                Some(0xc4..=0xc8) => 2,
                Some(0xe1) if matches!(bytes.get(at + 1), Some(0xba | 0xbb)) => 3,
                _ => return at,
            };
        }
    }

    /// End of the number whose first digit ends at `end`.
    fn number_end(&self, mut end: usize) -> usize {
        let mut seen = end;
        while let Some((letter, class)) = self.peek(seen) {
            seen += letter.len_utf8();
            if class == LetterClass::Digit {
                end = seen;
            } else if !matches!(letter, '.' | ',') || seen > end + 1 {
                break;
            }
        }
        end
    }
}

impl Iterator for Atoms<'_> {
    type Item = Atom;

    fn next(&mut self) -> Option<Atom> {
        loop {
            let start = self.at;
            let (letter, class) = self.peek(start)?;
            let after = start + letter.len_utf8();
            let (end, kind) = match class {
                LetterClass::Letter => (self.syllable_end(after), AtomKind::Syllable),
                LetterClass::Digit => (self.number_end(after), AtomKind::Number),
                LetterClass::Mark | LetterClass::Other => (after, AtomKind::Punctuation),
                LetterClass::Blank => {
                    self.at = after;
                    continue;
                }
            };
            self.at = end;
            return Some(Atom { span: Span::new(start, end), kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn cut(text: &str) -> Vec<(&str, AtomKind)> {
        atoms(text).map(|atom| (atom.span.of(text), atom.kind)).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        use AtomKind::{Number, Punctuation, Syllable};
        assert_eq!(
            cut("Số 15.1, ngày 05/5/2022."),
            [
                ("Số", Syllable),
                ("15.1", Number),
                (",", Punctuation),
                ("ngày", Syllable),
                ("05", Number),
                ("/", Punctuation),
                ("5", Number),
                ("/", Punctuation),
                ("2022", Number),
                (".", Punctuation),
            ]
        );
    }

    #[test]
    fn invisible_characters_stay_inside_words_and_outside_at_their_ends() {
        let text = "\u{feff}ng\u{ad}hị\u{200b} quy\u{200b}ết\u{ad}";
        assert_eq!(
            cut(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>(),
            ["ng\u{ad}hị", "quy\u{200b}ết"]
        );
    }

    #[test]
    fn a_mark_without_a_letter_is_punctuation() {
        assert_eq!(
            cut("1\u{301} a\u{301}")
                .into_iter()
                .map(|(_, kind)| kind)
                .collect::<Vec<_>>(),
            [AtomKind::Number, AtomKind::Punctuation, AtomKind::Syllable]
        );
    }

    #[test]
    fn a_decomposed_text_has_the_same_atoms() {
        let text = "Uỷ ban Kiểm tra ĐẢNG UỶ số 5";
        let decomposed: String = text.nfd().collect();
        let of = |text: &str| -> Vec<String> {
            cut(text).into_iter().map(|(word, _)| word.nfc().collect()).collect()
        };
        assert_eq!(of(text), of(&decomposed));
    }

    #[test]
    fn the_fast_way_agrees_with_the_classes() {
        for letter in ('\u{0}'..='\u{2fff}').filter(|letter| !letter.is_control()) {
            let text = format!("a{letter}");
            let scan = atoms(&text);
            if scan.plain_end(1) > 1 {
                assert!(
                    LetterClass::from_char(letter) == LetterClass::Letter,
                    "{letter:?}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn atoms_lie_on_character_boundaries_in_order(text in "\\PC{0,40}|[ -~ạệ\u{300}\u{ad}\u{200b}]{0,40}") {
            let mut last = 0;
            for atom in atoms(&text) {
                prop_assert!(atom.span.start >= last && !atom.span.is_empty());
                prop_assert!(text.get(atom.span.start..atom.span.end).is_some());
                let between = text.get(last..atom.span.start).unwrap();
                prop_assert!(between.chars().all(|one| LetterClass::from_char(one) == LetterClass::Blank));
                last = atom.span.end;
            }
            let rest = text.get(last..).unwrap();
            prop_assert!(rest.chars().all(|one| LetterClass::from_char(one) == LetterClass::Blank));
        }
    }
}
