//! The terms of a text as the engine takes them: analysed before they are handed over, a
//! term a line, so that analysing and writing go on side by side and the engine's tokenizer
//! has only lines to cut.

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::batch::TermBatch;
use crate::term::{Field, TermScan};

/// Ends a term; no term holds one.
const END: u8 = b'\n';

/// Reads texts into lines of terms; reuses its memory from text to text.
#[derive(Clone, Default, Debug)]
pub struct Analyzer {
    batch: TermBatch,
}

impl Analyzer {
    /// The terms of `text` in `field`, each with a line end behind it, as
    /// [`terms`](super::term::terms) gives them. In the fields of syllables the line is the
    /// position: a position without a term is an empty line. Function words are left out of
    /// the field of words.
    pub fn lines(&mut self, text: &str, field: Field) -> String {
        let has_positions = matches!(field, Field::Exact | Field::Folded);
        let mut scan = TermScan::new(text, field);
        // Terms are about as long as their text.
        let mut lines = String::with_capacity(text.len());
        let mut n_lines = 0;
        while scan.advance(&mut self.batch) {
            for (term, found) in self.batch.iter().filter(|(_, one)| !one.is_function) {
                while has_positions && n_lines < found.position {
                    lines.push(char::from(END));
                    n_lines += 1;
                }
                lines.push_str(term);
                lines.push(char::from(END));
                n_lines += 1;
            }
        }
        lines
    }
}

/// The engine's tokenizer: a line of [`Analyzer::lines`] is a term, its number the position.
/// The offsets are those in the lines.
#[derive(Clone, Copy, Debug)]
pub struct LineTokenizer;

/// The terms of some lines, one after the other; see [`LineTokenizer`].
#[derive(Debug)]
pub struct LineTokenStream<'a> {
    lines: &'a str,
    at: usize,
    token: Token,
}

impl Tokenizer for LineTokenizer {
    type TokenStream<'a> = LineTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, lines: &'a str) -> LineTokenStream<'a> {
        LineTokenStream { lines, at: 0, token: Token::default() }
    }
}

impl TokenStream for LineTokenStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(rest) = self.lines.get(self.at..)
            && let Some(length) = rest.bytes().position(|byte| byte == END)
        {
            let start = self.at;
            self.at += length + 1;
            // The first line is position 0; the token's own first is the greatest number.
            self.token.position = self.token.position.wrapping_add(1);
            if length > 0 {
                self.token.text.clear();
                self.token.text.push_str(rest.get(..length).unwrap_or_default());
                self.token.offset_from = start;
                self.token.offset_to = start + length;
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::terms;
    use proptest::prelude::*;
    use strum::VariantArray;

    proptest! {
        #[test]
        fn text_and_query_are_analysed_alike(text in "\\PC{0,60}|[ -~ạệĐ\n]{0,60}") {
            for &field in Field::VARIANTS {
                let lines = Analyzer::default().lines(&text, field);
                let mut tokenizer = LineTokenizer;
                let mut stream = tokenizer.token_stream(&lines);
                for term in terms(&text, field).iter().filter(|one| !one.is_function) {
                    prop_assert!(stream.advance());
                    let token = stream.token();
                    prop_assert_eq!(&token.text, &term.text);
                    if matches!(field, Field::Exact | Field::Folded) {
                        prop_assert_eq!(token.position, term.position);
                    }
                }
                prop_assert!(!stream.advance());
            }
        }
    }
}
