//! Words that texts write in another form: with a hyphen or without ("email", "e-mail"),
//! numbers with points or without ("1000", "1.000").
//!
//! A word that stands nowhere is looked for in its other forms; the one that texts have takes
//! its place. The index has the parts of a hyphenated word side by side.

use tracuu_analysis::term::{self, Field as Terms, joined};
use tracuu_index::error::ReadError;
use tracuu_index::plan::Field;
use tracuu_index::reader::Collection;
use tracuu_text::span::Span;

/// Most words of a query that are looked for in other forms.
const MAX_WORDS: usize = 8;

/// Longest word that is cut in two, in bytes: every place is a question to the index.
const MAX_BYTES: usize = 24;

/// Digits between two points.
const GROUP: usize = 3;

/// A text with words in the forms that the collection has.
pub(crate) struct WrittenText {
    pub(crate) text: String,
    /// Whether any word has another form.
    pub(crate) is_changed: bool,
}

/// Puts the forms that the collection has in place of words that it has not.
pub(crate) fn joined_forms(
    collection: &Collection,
    text: &str,
) -> Result<WrittenText, ReadError> {
    let terms = term::terms(text, Terms::Folded);
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    let mut at = 0;
    while let Some(word) = terms.get(at).filter(|_| at < MAX_WORDS) {
        let is_known = collection.n_with_term(Field::Folded, &word.text)? > 0;
        let next = terms.get(at + 1).filter(|next| is_hyphen(text, word.span, next.span));
        let (form, end, n_words) = match next {
            Some(next) => {
                let both = format!("{}{}", word.text, next.text);
                let apart = joined([word.text.as_str(), next.text.as_str()]);
                let stands_apart = collection.n_with_term(Field::Pair, &apart)? > 0;
                let is_one = collection.n_with_term(Field::Folded, &both)? > 0;
                ((is_one && !stands_apart).then_some(both), next.span.end, 2)
            }
            None if is_known => (None, word.span.end, 1),
            None => (other_form(collection, &word.text)?, word.span.end, 1),
        };
        if let Some(form) = form {
            written.push_str(Span::new(done, word.span.start).of(text));
            written.push_str(&form);
            done = end;
        }
        at += n_words;
    }
    written.push_str(text.get(done..).unwrap_or_default());
    Ok(WrittenText { text: written, is_changed: done > 0 })
}

/// Whether nothing but a hyphen stands between two words.
fn is_hyphen(text: &str, one: Span, other: Span) -> bool {
    let between = text.get(one.end..other.start).unwrap_or_default();
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
}

/// Another form of a word that stands nowhere, where texts have it.
fn other_form(collection: &Collection, word: &str) -> Result<Option<String>, ReadError> {
    if word.len() > MAX_BYTES {
        return Ok(None);
    }
    if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        let plain = word.replace('.', "");
        let other = if plain == word { grouped(word) } else { plain };
        // "3.5" is how other languages write "3,5".
        for other in [other, word.replace('.', ",")] {
            if other != word && collection.n_with_term(Field::Folded, &other)? > 0 {
                return Ok(Some(other));
            }
        }
        return Ok(None);
    }
    for (at, _) in word.char_indices().skip(1) {
        let (one, other) = word.split_at(at);
        if collection.n_with_term(Field::Pair, &joined([one, other]))? > 0 {
            return Ok(Some(format!("{one}-{other}")));
        }
    }
    Ok(None)
}

/// A number with points between its thousands.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(GROUP) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_by_points() {
        assert_eq!(grouped("1000"), "1.000");
        assert_eq!(grouped("25"), "25");
        assert_eq!(grouped("1234567"), "1.234.567");
    }
}
