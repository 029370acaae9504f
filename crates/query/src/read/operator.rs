//! Operators of the query language: quoted phrases, `-word`, `field:value`.
//!
//! `docs/query.md` is the specification. What is no whole operator is plain words, so that
//! no text is an error: a quote without its partner, a field without a name or with a
//! value that it cannot have. Linear in the text.

use super::field_name::field_named;
use super::token::ends_with_type;
use super::value::ValueReader;
use crate::parsed::field::QueryField;
use crate::parsed::operator::{Condition, Operator};
use tracuu_analysis::atom::{AtomKind, atoms};
use tracuu_legal::document::date_reader::find_dates;
use tracuu_legal::document::loose_symbol::parse_loose;
use tracuu_text::span::Span;

/// Most operators that are read in one query; what follows is plain words.
const MAX_OPERATORS: usize = 32;

/// Longest name of a field, in bytes; the longest in the table has 24.
const MAX_NAME_BYTES: usize = 48;

/// Quotes that open a phrase, with those that close it: the same as those between which
/// repair leaves everything as typed.
const QUOTES: [(char, &[char]); 5] = [
    ('"', &['"', '”']),
    ('“', &['”', '"', '“']),
    ('„', &['”', '“', '"']),
    ('«', &['»']),
    ('＂', &['＂']),
];

/// Signs that deny what follows them.
const MINUS: [char; 2] = ['-', '\u{2212}'];

/// The operators of a query, in order, without overlap.
pub(crate) fn operators(text: &str, values: ValueReader<'_>) -> Vec<Operator> {
    let scan = OperatorScanner { text, values, taken: taken(text) };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) =
        scan.next_beginning(at).filter(|_| found.len() < MAX_OPERATORS)
    {
        match scan.operator(start) {
            Some(operator) => {
                at = operator.span.end.max(start + 1);
                found.push(operator);
            }
            None => at = start + scan.letter(start).map_or(1, char::len_utf8),
        }
    }
    found
}

/// The text with blanks in place of its operators, so that every place stays.
pub(crate) fn without_operators(text: &str, operators: &[Operator]) -> String {
    blanked(text, operators.iter())
}

/// The same with the phrases that are wanted: they are words to rank by, too.
pub(crate) fn with_phrases(text: &str, operators: &[Operator]) -> String {
    blanked(text, operators.iter().filter(|one| one.wanted_phrase().is_none()))
}

fn blanked<'o>(text: &str, operators: impl Iterator<Item = &'o Operator>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut done = 0;
    for operator in operators {
        plain.push_str(Span::new(done, operator.span.start).of(text));
        plain.extend(std::iter::repeat_n(' ', operator.span.len()));
        done = operator.span.end;
    }
    plain.push_str(Span::new(done, text.len()).of(text));
    plain
}

/// Symbols and dates: a hyphen inside them denies nothing.
fn taken(text: &str) -> Vec<Span> {
    let symbols = parse_loose(text).into_iter().map(|symbol| symbol.span);
    let dates = find_dates(text).into_iter().map(|(_, span)| span);
    let mut taken: Vec<Span> = symbols.chain(dates).collect();
    taken.sort_unstable();
    taken
}

struct OperatorScanner<'q> {
    text: &'q str,
    values: ValueReader<'q>,
    taken: Vec<Span>,
}

impl OperatorScanner<'_> {
    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    /// The next place from `at` on where an operator may begin: after white space or an
    /// opening bracket.
    fn next_beginning(&self, at: usize) -> Option<usize> {
        let opens = |letter: char| letter.is_whitespace() || matches!(letter, '(' | '[');
        let before = self.text.get(..at)?.chars().next_back();
        let mut is_open = before.is_none_or(opens);
        for (offset, letter) in self.rest(at).char_indices() {
            if is_open && !opens(letter) {
                return Some(at + offset);
            }
            is_open = opens(letter);
        }
        None
    }

    /// The operator at a beginning.
    fn operator(&self, start: usize) -> Option<Operator> {
        let minus = self.letter(start).filter(|letter| MINUS.contains(letter));
        let is_excluded = minus.is_some();
        let at = start + minus.map_or(0, char::len_utf8);
        if is_excluded && self.is_taken(start) {
            return None;
        }
        let (condition, end) = self
            .phrase(at)
            .or_else(|| self.field(at))
            .or_else(|| is_excluded.then(|| self.word(at)).flatten())?;
        Some(Operator { span: Span::new(start, end), is_excluded, condition })
    }

    /// Whether a hyphen belongs to a symbol or a date around it.
    fn is_taken(&self, at: usize) -> bool {
        let next = self.taken.partition_point(|span| span.start < at);
        let before = next.checked_sub(1).and_then(|index| self.taken.get(index));
        before.is_some_and(|span| span.end > at)
    }

    /// What stands in the quotes that open at `at`, and the place after them.
    fn quoted(&self, at: usize) -> Option<(&str, usize)> {
        let open = self.letter(at)?;
        let (_, close) = QUOTES.into_iter().find(|(quote, _)| *quote == open)?;
        let start = at + open.len_utf8();
        let end = start + self.rest(start).find(close)?;
        let after = end + self.letter(end).map_or(0, char::len_utf8);
        Some((Span::new(start, end).of(self.text), after))
    }

    fn phrase(&self, at: usize) -> Option<(Condition, usize)> {
        let (inside, end) = self.quoted(at)?;
        has_words(inside).then(|| (Condition::Phrase(inside.to_owned()), end))
    }

    /// The word behind a minus, up to white space.
    fn word(&self, at: usize) -> Option<(Condition, usize)> {
        let rest = self.rest(at);
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let word = rest.get(..end)?.trim_end_matches([',', ';', '.', ')', ']', '?', '!']);
        let begins = word.starts_with(char::is_alphanumeric) && has_words(word);
        begins.then(|| (Condition::Phrase(word.to_owned()), at + word.len()))
    }

    fn field(&self, at: usize) -> Option<(Condition, usize)> {
        let (field, start) = self.field_name(at)?;
        if let Some((inside, end)) = self.quoted(start) {
            let value = self.values.whole(field, inside)?;
            return Some((Condition::Field(field, value), end));
        }
        let rest = Span::new(start, self.value_end(start)).of(self.text);
        let (value, length) = self.values.leading(field, rest)?;
        Some((Condition::Field(field, value), start + length))
    }

    /// The field named at `at`, and the place after its colon, where a value stands.
    fn field_name(&self, at: usize) -> Option<(QueryField, usize)> {
        let rest = self.rest(at);
        let colon = rest.bytes().take(MAX_NAME_BYTES).position(|byte| byte == b':')?;
        let name = rest.get(..colon)?;
        let is_name = name.starts_with(char::is_alphabetic)
            && name.chars().all(|letter| !letter.is_ascii_punctuation());
        if !is_name {
            return None;
        }
        let field = field_named(name)?;
        let start = at + colon + 1;
        let has_value = self.letter(start).is_some_and(|next| !next.is_whitespace());
        let is_plain = field == QueryField::Number && self.follows_type(at);
        (has_value && !is_plain).then_some((field, start))
    }

    /// "Nghị quyết số:56-NQ/TU" is how the number is printed, and no operator.
    fn follows_type(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        ends_with_type(before)
    }

    /// Where the free words of a value end: before the next operator.
    fn value_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(next) = self.next_beginning(at) {
            let begins = next > start
                && (self.letter(next).is_some_and(|letter| MINUS.contains(&letter))
                    || self.quoted(next).is_some()
                    || self.field_name(next).is_some());
            if begins {
                return next;
            }
            at = next + self.letter(next).map_or(1, char::len_utf8);
        }
        self.text.len()
    }
}

/// Whether there is anything to search for.
fn has_words(text: &str) -> bool {
    atoms(text).any(|atom| atom.kind != AtomKind::Punctuation)
}
