//! The tokens of a text with what each can stand for, over which names are matched.

use std::cell::OnceCell;
use std::ops::Range;

use super::entry::Entry;
use super::token::{self, LetterShape, MatchMode, Token, TokenKind};
use super::vocabulary::{Symbol, Vocabulary};
use tracuu_text::span::Span;

/// Bytes of a token with the blank behind it, rather too many: room for the tokens of a
/// text is made by it.
const BYTES_OF_TOKEN: usize = 6;

/// Tokens of a name with what follows it up to a mark, in most texts.
const TOKENS_OF_NAME: usize = 16;

/// The tokens of a text, with the symbols that each can stand for.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// Each token with the places of its symbols.
    list: Vec<(Token, Range<usize>)>,
    symbols: Vec<Symbol>,
    /// By token: the listed phrases that start there, looked up when first asked for.
    phrases: Vec<OnceCell<Vec<(usize, Entry)>>>,
}

impl Tokens {
    /// The first tokens of `text` from byte `from`, at most `limit`; linear.
    pub(super) fn read(
        text: &str,
        from: usize,
        limit: usize,
        vocabulary: &Vocabulary,
        mode: MatchMode,
    ) -> Self {
        let n_likely = (text.len().saturating_sub(from) / BYTES_OF_TOKEN).min(limit);
        let mut tokens = Self::with_room(n_likely);
        for token in token::cut(text, from).take(limit) {
            tokens.push(token, token.span.of(text), vocabulary, mode);
        }
        tokens.phrases.resize_with(tokens.list.len(), OnceCell::new);
        tokens
    }

    /// The tokens of a document from byte `from` up to the first mark that ends a name, at
    /// most `limit`: all that a name which starts there can be made of.
    pub(super) fn read_to_break(
        text: &str,
        from: usize,
        limit: usize,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut tokens = Self::with_room(TOKENS_OF_NAME.min(limit));
        for token in token::cut(text, from).take(limit) {
            tokens.push(token, token.span.of(text), vocabulary, MatchMode::Document);
            if token.kind == TokenKind::Break {
                break;
            }
        }
        tokens.phrases.resize_with(tokens.list.len(), OnceCell::new);
        tokens
    }

    fn with_room(n_tokens: usize) -> Self {
        Self {
            list: Vec::with_capacity(n_tokens),
            symbols: Vec::with_capacity(n_tokens),
            phrases: Vec::new(),
        }
    }

    fn push(
        &mut self,
        token: Token,
        raw: &str,
        vocabulary: &Vocabulary,
        mode: MatchMode,
    ) {
        let first = self.symbols.len();
        match mode {
            MatchMode::Document => {
                vocabulary.symbols(raw, token, &mut self.symbols);
            }
            MatchMode::Query => {
                let after_code = self.len().checked_sub(1).is_some_and(|last| {
                    self.symbols(last).iter().any(|symbol| symbol.is_code())
                });
                vocabulary.typed_symbols(raw, token, after_code, &mut self.symbols);
            }
        }
        self.list.push((token, first..self.symbols.len()));
    }

    /// The token at an index.
    pub(super) fn get(&self, index: usize) -> Option<Token> {
        self.list.get(index).map(|(token, _)| *token)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// What the token at an index can stand for; nothing behind the last.
    pub(super) fn symbols(&self, index: usize) -> &[Symbol] {
        let symbols =
            self.list.get(index).and_then(|(_, range)| self.symbols.get(range.clone()));
        symbols.unwrap_or_default()
    }

    /// The listed phrases that start at a token; `read` looks them up at the first call.
    pub(super) fn phrases(
        &self,
        index: usize,
        read: impl FnOnce() -> Vec<(usize, Entry)>,
    ) -> &[(usize, Entry)] {
        self.phrases.get(index).map_or(&[], |known| known.get_or_init(read))
    }

    /// The place of the tokens from `start` to before `end`; empty where there are none.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        match (self.get(start), end.checked_sub(1).and_then(|last| self.get(last))) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// Whether the token there is of a kind.
    pub(super) fn is_kind(&self, index: usize, kind: TokenKind) -> bool {
        self.get(index).is_some_and(|token| token.kind == kind)
    }

    /// Whether the token there is a word that starts with a capital.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| {
            token.kind == TokenKind::Word
                && matches!(token.shape, LetterShape::Capital | LetterShape::Upper)
        })
    }

    /// Whether a name ends before this token by itself: the text ends, or a mark stands.
    pub(super) fn is_break(&self, index: usize) -> bool {
        self.get(index).is_none_or(|token| token.kind == TokenKind::Break)
    }
}
