//! Text cut into the tokens that names are matched over, with their places kept.

use unicode_normalization::char::is_combining_mark;

use super::lexicon::{Symbol, Vocabulary};
use tracuu_text::span::Span;
use tracuu_text::syllable::is_word_char;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
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
pub(super) enum Shape {
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
    pub(super) kind: Kind,
    /// How its letters are set.
    pub(super) shape: Shape,
    first_symbol: u32,
    n_symbols: u32,
}

/// How strictly words are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// A document: marks count, abbreviations are in capitals.
    Document,
    /// What a person types: words without marks stand for all that fold to them.
    Query,
}

/// The tokens of a text, with the symbols that each can stand for.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    symbols: Vec<Symbol>,
}

impl Tokens {
    /// Cuts `text` from byte `from` into at most `limit` tokens; linear.
    pub(super) fn cut(
        text: &str,
        from: usize,
        limit: usize,
        words: (&Vocabulary, Mode),
    ) -> Self {
        let (vocabulary, mode) = words;
        let mut tokens = Self::default();
        let rest = text.get(from..).unwrap_or_default();
        let mut letters = rest.char_indices().peekable();
        while let Some((start, letter)) = letters.next() {
            if tokens.list.len() == limit {
                break;
            }
            if letter == ' ' || letter == '\u{a0}' || letter == '*' {
                continue;
            }
            let mut end = start + letter.len_utf8();
            if is_word_char(letter) {
                while let Some((at, next)) = letters.peek().copied() {
                    if !is_word_char(next) {
                        break;
                    }
                    end = at + next.len_utf8();
                    letters.next();
                }
            }
            let span = Span::new(start, end);
            tokens.push(span.of(rest), span.shifted(from), vocabulary, mode);
        }
        tokens
    }

    fn push(&mut self, raw: &str, span: Span, vocabulary: &Vocabulary, mode: Mode) {
        let kind = kind_of(raw);
        let first = self.symbols.len();
        match mode {
            Mode::Document => vocabulary.symbols(raw, kind, &mut self.symbols),
            Mode::Query => {
                let after_code = self.list.last().is_some_and(|last| {
                    self.symbols_of(*last).iter().any(|s| s.is_code())
                });
                vocabulary.typed_symbols(raw, kind, after_code, &mut self.symbols);
            }
        }
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.list.push(Token {
            span,
            kind,
            shape: shape_of(raw),
            first_symbol: count(first),
            n_symbols: count(self.symbols.len() - first),
        });
    }

    /// The token at an index.
    pub(super) fn get(&self, index: usize) -> Option<Token> {
        self.list.get(index).copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// What the token at an index can stand for.
    pub(super) fn symbols(&self, index: usize) -> &[Symbol] {
        self.get(index).map(|token| self.symbols_of(token)).unwrap_or_default()
    }

    fn symbols_of(&self, token: Token) -> &[Symbol] {
        let first = token.first_symbol as usize;
        self.symbols.get(first..first + token.n_symbols as usize).unwrap_or_default()
    }

    /// The place of the tokens from `start` to before `end`; empty where there are none.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        match (self.get(start), end.checked_sub(1).and_then(|last| self.get(last))) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// Whether the token there is of a kind.
    pub(super) fn is_kind(&self, index: usize, kind: Kind) -> bool {
        self.get(index).is_some_and(|token| token.kind == kind)
    }

    /// Whether the token there is a word that starts with a capital.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| {
            token.kind == Kind::Word
                && matches!(token.shape, Shape::Capital | Shape::Upper)
        })
    }

    /// Whether a name ends before this token by itself: the text ends, or a mark stands.
    pub(super) fn is_break(&self, index: usize) -> bool {
        self.get(index).is_none_or(|token| token.kind == Kind::Break)
    }
}

fn kind_of(raw: &str) -> Kind {
    match raw.chars().next() {
        Some(',') => Kind::Comma,
        Some('-' | '–' | '—' | '\u{2011}') => Kind::Dash,
        Some('&') => Kind::Word,
        Some(letter) if is_word_char(letter) => Kind::Word,
        _ => Kind::Break,
    }
}

fn shape_of(raw: &str) -> Shape {
    let mut letters = raw.chars().map(case_of).filter(|case| *case != Case::Mark);
    let Some(first) = letters.next().filter(|case| *case != Case::None) else {
        return Shape::Other;
    };
    let (mut any_upper, mut any_lower, mut n_rest) = (false, false, 0);
    for case in letters {
        any_upper |= case == Case::Upper;
        any_lower |= case == Case::Lower;
        n_rest += 1;
    }
    match (first == Case::Upper, any_upper, any_lower) {
        (true, false, _) if n_rest > 0 => Shape::Capital,
        (true, true, false) | (true, false, _) => Shape::Upper,
        (false, false, _) => Shape::Lower,
        _ => Shape::Other,
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

/// The case of a character; of Vietnamese letters by their place in the code, where
/// capitals have even numbers from U+1EA0 on.
fn case_of(letter: char) -> Case {
    match letter {
        'a'..='z' | 'à'..='ö' | 'ø'..='ý' | 'đ' | 'ă' | 'ơ' | 'ư' | 'ĩ' | 'ũ' => {
            Case::Lower
        }
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Ý' | 'Đ' | 'Ă' | 'Ơ' | 'Ư' | 'Ĩ' | 'Ũ' => {
            Case::Upper
        }
        '\u{1ea0}'..='\u{1ef9}' if u32::from(letter) % 2 == 0 => Case::Upper,
        '\u{1ea0}'..='\u{1ef9}' => Case::Lower,
        '0'..='9' | '&' => Case::None,
        _ if is_combining_mark(letter) => Case::Mark,
        _ if letter.is_uppercase() => Case::Upper,
        _ if letter.is_alphabetic() => Case::Lower,
        _ => Case::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_those_of_the_letters() {
        for (word, shape) in [
            ("ban", Shape::Lower),
            ("Ủy", Shape::Capital),
            ("ỦY", Shape::Upper),
            ("Ý", Shape::Upper),
            ("ý", Shape::Lower),
            ("TTg", Shape::Other),
            ("06", Shape::Other),
            ("Ư\u{309}ng", Shape::Capital),
        ] {
            assert_eq!(shape_of(word), shape, "{word}");
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
