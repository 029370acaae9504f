//! The words of a text, as places in it.

use super::span::Span;
use super::syllable::is_word_char;

/// The words of a text: its runs of word characters, in order.
pub fn word_spans(text: &str) -> impl Iterator<Item = Span> {
    let mut start = None;
    let letters = text.char_indices().chain([(text.len(), ' ')]);
    letters.filter_map(move |(at, letter)| match (is_word_char(letter), start) {
        (true, None) => {
            start = Some(at);
            None
        }
        (false, Some(from)) => {
            start = None;
            Some(Span::new(from, at))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_digits_and_marks() {
        let words = |text: &'static str| -> Vec<&str> {
            word_spans(text).map(|span| span.of(text)).collect()
        };
        assert_eq!(
            words("Điều 5, (uỷ\u{301}) x😀y"),
            ["Điều", "5", "uỷ\u{301}", "x", "y"]
        );
        assert_eq!(words("một"), ["một"]);
        assert!(words(" - ").is_empty() && words("").is_empty());
    }
}
