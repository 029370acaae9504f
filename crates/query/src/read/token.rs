//! The query as a row of tokens: symbols, dates, agencies, types, cues, and words.
//!
//! Every reader of names and symbols is asked once for the whole text; the tokens are then
//! laid out left to right, the most specific reading first. What a token means beside its
//! neighbours is decided by the forms ([`super::form`]).

use std::sync::LazyLock;

use super::cue::{Cue, cue_at};
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::date_reader::find_dates;
use tracuu_legal::document::document_type::{DocumentType, codes_without_marks};
use tracuu_legal::document::loose_symbol::{LooseSymbol, parse_loose};
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::span::Span;
use tracuu_text::syllable::folded;
use tracuu_text::words::{Word, words};

/// What a token is.
#[derive(Clone, Debug)]
pub(crate) enum TokenKind {
    /// A symbol or a part of one.
    Symbol(LooseSymbol),
    /// A date, a month or a year.
    Date(DateText),
    /// An agency's name.
    Agency(AgencyQuery),
    /// A type of document, or several that a typed code can mean.
    Type(Vec<DocumentType>),
    /// A cue phrase.
    Cue(Cue),
    /// Any other word.
    Word,
}

/// A token of the query.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Its place in the query.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: TokenKind,
}

impl Token {
    /// The cue, where it is one.
    pub(crate) fn cue(&self) -> Option<Cue> {
        match self.kind {
            TokenKind::Cue(cue) => Some(cue),
            _ => None,
        }
    }

    /// Whether it is a type of document, or a word for documents of any type.
    pub(crate) fn is_document_word(&self) -> bool {
        matches!(self.kind, TokenKind::Type(_) | TokenKind::Cue(Cue::Document))
    }
}

static TYPES: LazyLock<PhraseTable<DocumentType>> = LazyLock::new(|| {
    let named = DocumentType::all().flat_map(|kind| {
        let others = kind.row().other_names.iter().copied();
        std::iter::once(kind.name()).chain(others).map(move |name| (name, kind))
    });
    PhraseTable::typed(named)
});

/// The tokens of a query. Linear in its length.
pub(crate) fn tokens(text: &str, registry: &Registry) -> Vec<Token> {
    let words: Vec<Word<'_>> = words(text).collect();
    let mut symbols = parse_loose(text).into_iter().peekable();
    let mut dates = find_dates(text).into_iter().peekable();
    let mut agencies = registry
        .recognise_query(text)
        .into_iter()
        .filter(|named| !is_plain_syllable(named.span.of(text)))
        .peekable();
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let at = word.span.start;
        while symbols.next_if(|symbol| symbol.span.start < at).is_some() {}
        while dates.next_if(|(_, span)| span.start < at).is_some() {}
        while agencies.next_if(|mention| mention.span.start < at).is_some() {}
        let token = if let Some((value, span)) =
            dates.next_if(|(_, span)| span.start == at)
        {
            Token { span, kind: TokenKind::Date(value) }
        } else if let Some(symbol) = symbols.next_if(|symbol| symbol.span.start == at) {
            Token { span: symbol.span, kind: TokenKind::Symbol(symbol) }
        } else if let Some(named) = agencies.next_if(|named| named.span.start == at) {
            Token { span: named.span, kind: TokenKind::Agency(named.query) }
        } else {
            phrase(text, &words, index)
        };
        let next = words.iter().skip(index);
        index += next.take_while(|word| word.span.start < token.span.end).count();
        found.push(token);
    }
    found
}

/// A type, a cue or a plain word that begins with word `start`, which there is.
fn phrase(text: &str, words: &[Word<'_>], start: usize) -> Token {
    let typed = TYPES.longest_at(words, start);
    let cue = cue_at(words, start);
    match (typed, cue) {
        (Some(typed), cue) if cue.is_none_or(|cue| typed.end >= cue.end) => {
            let kind = TokenKind::Type(vec![typed.value]);
            Token { span: typed.span(words), kind }
        }
        (_, Some(cue)) => {
            Token { span: cue.span(words), kind: TokenKind::Cue(cue.value) }
        }
        _ => {
            let span = words.get(start).map(|word| word.span).unwrap_or_default();
            let types = types_of_code(span.of(text));
            let kind =
                if types.is_empty() { TokenKind::Word } else { TokenKind::Type(types) };
            Token { span, kind }
        }
    }
}

/// The types that the first words name or abbreviate, and how many words do.
pub(crate) fn type_at_start(
    text: &str,
    words: &[Word<'_>],
) -> Option<(usize, Vec<DocumentType>)> {
    if let Some(found) = TYPES.longest_at(words, 0) {
        return Some((found.n_words(), vec![found.value]));
    }
    let types = types_of_code(words.first()?.span.of(text));
    (!types.is_empty()).then_some((1, types))
}

/// Whether a text ends with the name of a type.
pub(crate) fn ends_with_type(text: &str) -> bool {
    /// Characters looked at, enough for the longest name.
    const MAX_CHARS: usize = 64;
    let start = text.char_indices().rev().nth(MAX_CHARS).map_or(0, |(at, _)| at);
    let words = TYPES.words(text.get(start..).unwrap_or_default());
    !TYPES.ending_at(&words, words.len()).is_empty()
}

/// Longest abbreviation that may be a syllable of its own when typed in small letters.
const SHORT_CODE_CHARS: usize = 3;

/// Whether a word typed in small letters is a syllable rather than an abbreviation: "dự"
/// and the "du" of "du lịch" are no Đảng uỷ.
fn is_plain_syllable(written: &str) -> bool {
    written.chars().count() <= SHORT_CODE_CHARS
        && !written.chars().any(char::is_uppercase)
        && has_vowel(written)
}

fn has_vowel(written: &str) -> bool {
    folded(written).chars().any(|letter| "aeiouy".contains(letter))
}

/// The types that a code typed alone can mean: in capitals, or in small letters where it
/// cannot be a syllable, having no vowel.
fn types_of_code(written: &str) -> Vec<DocumentType> {
    let is_capital = written.chars().any(char::is_uppercase)
        && written.chars().filter(|letter| letter.is_lowercase()).count() <= 1;
    if has_vowel(written) && !is_capital {
        return Vec::new();
    }
    let mut types: Vec<DocumentType> = Vec::new();
    for code in codes_without_marks(written) {
        let both = DocumentType::by_party_code(code)
            .iter()
            .chain(DocumentType::by_state_code(code));
        for kind in both {
            if !types.contains(kind) {
                types.push(*kind);
            }
        }
    }
    types
}
