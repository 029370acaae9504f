//! The query as a row of tokens: symbols, dates, agencies, types, cues, and words.
//!
//! Every reader of names and symbols is asked once for the whole text; the tokens are then
//! laid out left to right, the most specific reading first. What a token means beside its
//! neighbours is decided by the forms ([`super::form`]).

use std::iter::Peekable;
use std::sync::LazyLock;

use super::cue::{Cue, cue_at};
use super::named::named_documents;
use super::place::{PlaceName, place_at};
use super::wording::{Wording, has_vowel};
use crate::parsed::period::Period;
use crate::parsed::query::{Ask, NamedDocument};
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::assignment::deadline::Recurrence;
use tracuu_legal::assignment::deadline_reader::DeadlineReader;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::date_reader::find_dates;
use tracuu_legal::document::document_type::{DocumentType, codes_without_marks};
use tracuu_legal::document::loose_symbol::{LooseSymbol, parse_loose};
use tracuu_text::phrase_table::{PhraseMatch, PhraseTable};
use tracuu_text::span::Span;
use tracuu_text::words::Word;

/// What a token is.
#[derive(Clone, Debug)]
pub(crate) enum TokenKind {
    /// A symbol or a part of one.
    Symbol(LooseSymbol),
    /// A date, a month or a year.
    Date(DateText),
    /// A quarter, a part of a year.
    Time(Period),
    /// Again and again: "hằng quý".
    Recurrence(Recurrence),
    /// A place in a document.
    Place(PlaceName),
    /// The listed name of a document.
    Named(NamedDocument),
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
    let wording = Wording::new(text);
    let words = wording.words.as_slice();
    let mut symbols = whole_symbols(text, words).into_iter().peekable();
    let mut dates = find_dates(text).into_iter().peekable();
    let mut agencies = registry
        .recognise_query(text)
        .into_iter()
        .filter(|named| !is_plain_syllable(named.span.of(text)))
        .peekable();
    let mut named = named_documents(text, &wording).into_iter().peekable();
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let at = word.span.start;
        let cue = cue_at(&wording, index);
        let token = if let Some((value, span)) = next_at(&mut dates, at, |one| one.1) {
            Token { span, kind: TokenKind::Date(value) }
        } else if let Some(one) = next_at(&mut named, at, |one| one.span) {
            Token { span: one.span, kind: TokenKind::Named(one) }
        } else if let Some(token) = cue.and_then(|cue| time(text, words, cue)) {
            token
        } else if let Some(place) = place_at(text, words, index) {
            Token { span: place.span, kind: TokenKind::Place(place) }
        } else if let Some(symbol) = next_at(&mut symbols, at, |one| one.span) {
            let year =
                symbol.bare_year().filter(|_| found.last().is_some_and(can_be_of_year));
            let kind = match year {
                Some(year) => TokenKind::Date(DateText::Year(year)),
                None => TokenKind::Symbol(symbol.clone()),
            };
            Token { span: symbol.span, kind }
        } else if let Some(named) = next_at(&mut agencies, at, |one| one.span) {
            Token { span: named.span, kind: TokenKind::Agency(named.query) }
        } else {
            phrase(text, &wording, index, cue)
        };
        let next = words.iter().skip(index);
        index += next.take_while(|word| word.span.start < token.span.end).count();
        found.push(token);
    }
    found
}

/// The next of some readings, which are in order, if it begins at a place; those before are
/// let go.
fn next_at<T>(
    readings: &mut Peekable<impl Iterator<Item = T>>,
    at: usize,
    span: impl Fn(&T) -> Span,
) -> Option<T> {
    while readings.next_if(|one| span(one).start < at).is_some() {}
    readings.next_if(|one| span(one).start == at)
}

/// The symbols of a text that end where a word ends: "5" is none in "5G".
fn whole_symbols(text: &str, words: &[Word<'_>]) -> Vec<LooseSymbol> {
    let mut symbols = parse_loose(text);
    symbols.retain(|symbol| {
        if is_inside_code(text, symbol) || is_years(text, symbol) {
            return false;
        }
        let last = words.partition_point(|word| word.span.end < symbol.span.end);
        words.get(last).is_none_or(|word| {
            word.span.end == symbol.span.end || word.span.start >= symbol.span.end
        })
    });
    symbols
}

/// Whether a number behind a token can be a year: "UBND tỉnh 2019". Behind a type it is the
/// number of a document.
fn can_be_of_year(before: &Token) -> bool {
    matches!(before.kind, TokenKind::Agency(_) | TokenKind::Word)
        || matches!(
            before.cue(),
            Some(
                Cue::Level(_)
                    | Cue::Asks(Ask::Latest)
                    | Cue::Document
                    | Cue::Measure
                    | Cue::AskedMeasure
            )
        )
}

/// Whether a symbol is two years with a dash between: "2021-2025", "2024 - 2030".
fn is_years(text: &str, symbol: &LooseSymbol) -> bool {
    let year = |written: &str| -> Option<u16> {
        let written = written.trim();
        (written.len() == 4).then(|| written.parse().ok()).flatten()
    };
    let range = symbol.span.of(text).split_once(['-', '–']);
    let range = range.and_then(|(from, until)| Some((year(from)?, year(until)?)));
    range.is_some_and(|(from, until)| (1900..until).contains(&from))
}

/// Whether a number is a part of a longer code of another kind: "03045-B-45".
fn is_inside_code(text: &str, symbol: &LooseSymbol) -> bool {
    let joins = |letter: Option<char>| matches!(letter, Some('-' | '/' | '_'));
    let before = text.get(..symbol.span.start).unwrap_or_default();
    let behind = text.get(symbol.span.end..).unwrap_or_default();
    let goes_on = joins(behind.chars().next())
        && behind.chars().nth(1).is_some_and(char::is_alphanumeric);
    let has_begun = joins(before.chars().next_back())
        && before.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
    !symbol.is_full() && (goes_on || has_begun)
}

/// A type, the cue or a plain word that begins with word `start`, which there is.
fn phrase(
    text: &str,
    wording: &Wording<'_>,
    start: usize,
    cue: Option<PhraseMatch<Cue>>,
) -> Token {
    let words = wording.words.as_slice();
    let typed = TYPES
        .starting_at(words, start)
        .into_iter()
        .find(|typed| wording.is_apart(typed.start..typed.end));
    match (typed, cue) {
        (Some(typed), cue) if cue.is_none_or(|cue| typed.end >= cue.end) => {
            let kind = TokenKind::Type(vec![typed.value]);
            Token { span: typed.span(words), kind }
        }
        // No time follows.
        (_, Some(cue)) if cue.value == Cue::TimeUnit => {
            Token { span: cue.span(words), kind: TokenKind::Word }
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

/// The time that begins with a cue for a part of a year, as the deadlines of documents are
/// read: "quý IV năm 2025", "6 tháng đầu năm 2026", "hằng quý".
fn time(text: &str, words: &[Word<'_>], cue: PhraseMatch<Cue>) -> Option<Token> {
    /// Words of the longest time.
    const MAX_WORDS: usize = 6;
    if cue.value != Cue::TimeUnit {
        return None;
    }
    let reader = DeadlineReader::default();
    let begin = words.get(cue.start)?.span.start;
    let last = (cue.start + MAX_WORDS).min(words.len());
    let ends = (cue.start..last).filter_map(|at| Some(words.get(at)?.span.end));
    let ends: Vec<usize> = ends.collect();
    let read = |end: usize| reader.read(Span::new(begin, end).of(text));
    let whole = read(*ends.last()?)?;
    let end = ends.into_iter().find(|end| read(*end) == Some(whole))?;
    let kind = match (whole.recurrence(), whole.days(None)) {
        (Some(every), _) => TokenKind::Recurrence(every),
        (None, Some(days)) => {
            TokenKind::Time(Period { from: days.first, until: days.last })
        }
        (None, None) => return None,
    };
    Some(Token { span: Span::new(begin, end), kind })
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
