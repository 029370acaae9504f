//! A cursor: reading a text forwards, piece by piece, without ever leaving a character
//! boundary. The small readers of symbols, dates and clauses are written with it.

use super::phrase_table::PhraseTable;
use super::span::Span;
use super::syllable::{is_letter, is_letter_or_digit, normal_form};
use super::words::Word;

/// A place in a text, with what is read from it. Copy it to try a reading and drop the
/// copy when it fails.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

/// What [`Cursor::skip_blanks`] passed over.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Blanks {
    /// Characters passed.
    pub count: usize,
    /// Line ends among them.
    pub line_ends: usize,
}

impl<'t> Cursor<'t> {
    /// A cursor at a byte offset; an offset that is no character boundary reads as the end
    /// of the text.
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { text, at: if text.is_char_boundary(at) { at } else { text.len() } }
    }

    /// The byte offset.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes to a byte offset; one that is no character boundary is the end of the text.
    pub fn move_to(&mut self, at: usize) {
        *self = Self::new(self.text, at);
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads one character.
    pub fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Reads the next character if it is wanted.
    pub fn eat(&mut self, wanted: impl FnOnce(char) -> bool) -> Option<char> {
        let next = self.peek().filter(|letter| wanted(*letter))?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Reads characters as long as they are wanted.
    pub fn eat_while(&mut self, mut wanted: impl FnMut(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|letter| !wanted(letter)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Skips spaces and at most one line end; returns what it skipped.
    pub fn skip_blanks(&mut self) -> Blanks {
        let mut passed = Blanks::default();
        while let Some(next) = self.peek() {
            let is_line_end = next == '\n';
            if !next.is_whitespace() || (is_line_end && passed.line_ends == 1) {
                break;
            }
            passed.count += 1;
            passed.line_ends += usize::from(is_line_end);
            self.at += next.len_utf8();
        }
        passed
    }

    /// Reads digits, from one to `most`; nothing where there are none or more.
    pub fn digits(&mut self, most: usize) -> Option<&'t str> {
        let mut ahead = *self;
        let digits = ahead.eat_while(|letter| letter.is_ascii_digit());
        if digits.is_empty() || digits.len() > most {
            return None;
        }
        *self = ahead;
        Some(digits)
    }

    /// Reads a run of letters; empty where there is none.
    pub fn word(&mut self) -> &'t str {
        self.eat_while(is_letter)
    }

    /// Whether no word or number goes on here.
    pub fn ends_word(&self) -> bool {
        self.peek().is_none_or(|next| !is_letter_or_digit(next))
    }

    /// The words and marks ahead, up to an empty line. A word is a run of letters; whatever
    /// else is no blank is a mark, digits too: `số30` begins with a word.
    pub fn words(self) -> impl Iterator<Item = Word<'t>> {
        let mut cursor = self;
        std::iter::from_fn(move || {
            cursor.skip_blanks();
            let start = cursor.at;
            if cursor.word().is_empty() {
                cursor.eat(|next| !next.is_whitespace())?;
            }
            Some(Word::new(cursor.text, Span::new(start, cursor.at)))
        })
    }

    /// Reads blanks and the longest phrase of a table that stands here, and gives what it
    /// means. Reads nothing where none stands.
    pub fn eat_phrase<T: Copy>(&mut self, table: &PhraseTable<T>) -> Option<T> {
        let (end, value) = table.leading(self.words())?;
        self.at = end;
        Some(value)
    }

    /// Reads blanks and one of the words given in normal form (lower case, old-style tone
    /// mark), in whatever case it is written. Reads nothing where another word stands.
    pub fn eat_word(&mut self, wanted: &[&str]) -> bool {
        let mut ahead = *self;
        ahead.skip_blanks();
        let word = ahead.word();
        let found = !word.is_empty() && wanted.contains(&&*normal_form(word));
        if found {
            *self = ahead;
        }
        found
    }

    /// Reads several words in a row, each in normal form; all or nothing.
    pub fn eat_words(&mut self, wanted: &[&str]) -> bool {
        let mut ahead = *self;
        let found = wanted.iter().all(|word| ahead.eat_word(&[word]));
        if found {
            *self = ahead;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_any_case_and_over_one_line_end() {
        let mut cursor = Cursor::new("Uỷ ban\n  KIỂM tra", 0);
        assert!(cursor.eat_words(&["ủy", "ban", "kiểm"]));
        assert!(!cursor.eat_word(&["sát"]));
        assert!(cursor.eat_word(&["tra"]));
        assert_eq!(cursor.peek(), None);
    }

    #[test]
    fn the_longest_phrase_is_read() {
        let table = PhraseTable::new([("số", 1), ("về", 2), ("về việc", 3), ("v/v", 4)]);
        for (text, end, value) in [
            ("số30", "số", 1),
            ("VỀ\nviệc", "VỀ\nviệc", 3),
            ("về\n\nviệc", "về", 2),
            (" V/v 5", " V/v", 4),
        ] {
            let mut cursor = Cursor::new(text, 0);
            assert_eq!(cursor.eat_phrase(&table), Some(value), "{text}");
            assert_eq!(cursor.at(), end.len(), "{text}");
        }
        assert_eq!(Cursor::new("vềnh", 0).eat_phrase(&table), None);
    }

    #[test]
    fn an_offset_inside_a_character_is_the_end() {
        assert_eq!(Cursor::new("ủy", 1).peek(), None);
        assert_eq!(Cursor::new("ủy", 99).peek(), None);
    }

    #[test]
    fn a_second_line_end_is_not_passed() {
        let mut cursor = Cursor::new(" \n \n x", 0);
        assert_eq!(cursor.skip_blanks().line_ends, 1);
        assert_eq!(cursor.peek(), Some('\n'));
    }
}
