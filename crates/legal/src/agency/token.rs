//! Text cut into tokens: their places, kinds and letters, before any word is known.

use unicode_normalization::char::is_combining_mark;

use tracuu_text::span::Span;
use tracuu_text::syllable::{is_capital, is_letter, is_word_char};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TokenKind {
    /// A syllable, a number or an abbreviation.
    Word,
    /// `,`
    Comma,
    /// `-` or a dash.
    Dash,
    /// Any other mark: ends a name.
    Break,
}

/// How the letters of a word are set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LetterShape {
    /// Small letters.
    Lower,
    /// A capital, then small letters.
    Capital,
    /// Capitals only.
    Upper,
    /// Digits, or a mixture.
    Other,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Its place in the text.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: TokenKind,
    /// How its letters are set.
    pub(super) shape: LetterShape,
    /// Whether it has the letters of an abbreviation: two capitals or more.
    pub(super) is_code: bool,
    /// Whether a word may be a known one in an unforeseen spelling: capitals inside, or
    /// marks that are not composed.
    pub(super) is_oddly_written: bool,
}

/// How strictly words are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum MatchMode {
    /// A document: marks count, abbreviations are in capitals.
    Document,
    /// What a person types: words without marks stand for all that fold to them.
    Query,
}

/// Cuts `text` from byte `from` into tokens; linear, and only as far as they are asked for.
pub(super) fn cut(text: &str, from: usize) -> impl Iterator<Item = Token> {
    let rest = text.get(from..).unwrap_or_default();
    let mut letters = rest.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, letter) = letters
            .by_ref()
            .find(|(_, letter)| !matches!(letter, ' ' | '\u{a0}' | '*'))?;
        let mut end = start + letter.len_utf8();
        let is_word = is_word_char(letter);
        let mut shape = ShapeReader::default();
        shape.read(letter);
        if is_word {
            while let Some((at, next)) = letters.next_if(|(_, next)| is_word_char(*next))
            {
                shape.read(next);
                end = at + next.len_utf8();
            }
        }
        let kind = if is_word { TokenKind::Word } else { kind_of(letter) };
        Some(Token {
            span: Span::new(start, end).shifted(from),
            kind,
            shape: shape.shape(),
            is_code: shape.n_capitals >= 2,
            is_oddly_written: shape.any_inner_capital() || shape.any_odd,
        })
    })
}

/// The kind of a sign that is no part of a word.
const fn kind_of(sign: char) -> TokenKind {
    match sign {
        ',' => TokenKind::Comma,
        '-' | '–' | '—' | '\u{2011}' => TokenKind::Dash,
        '&' => TokenKind::Word,
        _ => TokenKind::Break,
    }
}

/// What the letters of a word are, as they come.
#[derive(Default)]
struct ShapeReader {
    first: Option<Case>,
    any_lower: bool,
    /// Whether a mark stands by itself, or a letter is another one than it looks like.
    any_odd: bool,
    has_rest: bool,
    n_capitals: usize,
}

impl ShapeReader {
    fn read(&mut self, letter: char) {
        let case = case_of(letter);
        self.any_odd |= letter == '\u{d0}';
        self.n_capitals += usize::from(case == Case::Upper);
        if case == Case::Mark {
            self.any_odd = true;
            return;
        }
        if self.first.is_none() {
            self.first = Some(case);
            return;
        }
        self.has_rest = true;
        self.any_lower |= case == Case::Lower;
    }

    /// Whether a letter behind the first is a capital.
    fn any_inner_capital(&self) -> bool {
        self.n_capitals > usize::from(self.first == Some(Case::Upper))
    }

    fn shape(&self) -> LetterShape {
        match (self.first, self.any_inner_capital(), self.any_lower) {
            (Some(Case::Upper), false, _) if self.has_rest => LetterShape::Capital,
            (Some(Case::Upper), true, false) | (Some(Case::Upper), false, _) => {
                LetterShape::Upper
            }
            (Some(Case::Lower), false, _) => LetterShape::Lower,
            _ => LetterShape::Other,
        }
    }
}

/// The case of a character of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Upper,
    Lower,
    /// A digit, or a letter without case.
    None,
    /// A combining mark.
    Mark,
}

/// The case of a character of a word.
fn case_of(letter: char) -> Case {
    match letter {
        'a'..='z' => Case::Lower,
        'A'..='Z' => Case::Upper,
        '\0'..='\x7f' => Case::None,
        _ if is_capital(letter) => Case::Upper,
        // Blocks of letters, where no mark stands.
        '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Case::Lower,
        _ if is_combining_mark(letter) => Case::Mark,
        _ if is_letter(letter) => Case::Lower,
        _ => Case::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_those_of_the_letters() {
        for (word, shape) in [
            ("ban", LetterShape::Lower),
            ("Ủy", LetterShape::Capital),
            ("ỦY", LetterShape::Upper),
            ("Ý", LetterShape::Upper),
            ("ý", LetterShape::Lower),
            ("TTg", LetterShape::Other),
            ("06", LetterShape::Other),
            ("Ư\u{309}ng", LetterShape::Capital),
        ] {
            let cut: Vec<Token> = cut(word, 0).collect();
            assert_eq!(cut[0].shape, shape, "{word}");
        }
    }

    #[test]
    fn cases_agree_with_the_general_table() {
        for letter in ('\u{41}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}') {
            if letter.is_uppercase() || letter.is_lowercase() {
                let expected =
                    if letter.is_uppercase() { Case::Upper } else { Case::Lower };
                assert!(case_of(letter) == expected, "{letter}");
            }
        }
    }
}
