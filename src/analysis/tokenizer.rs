//! The analyzers as tokenizers, to be registered with the index under
//! [`Field::analyzer`]. They yield what [`terms`](super::term::terms) yields.

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::analysis::term::{Batch, Field, TermScan};

/// The analyzer of one field. Cheap to clone; what it remembers is kept per thread.
#[derive(Clone, Debug)]
pub struct Analyzer {
    field: Field,
    batch: Batch,
}

impl Analyzer {
    /// The analyzer of `field`.
    pub fn new(field: Field) -> Self {
        Self { field, batch: Batch::default() }
    }
}

/// The terms of one text, one after the other; see [`Analyzer`].
#[derive(Debug)]
pub struct TermStream<'a> {
    scan: TermScan<'a>,
    batch: &'a mut Batch,
    next: usize,
    token: Token,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.batch.clear();
        TermStream {
            scan: TermScan::new(text, self.field),
            batch: &mut self.batch,
            next: 0,
            token: Token::default(),
        }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        if self.batch.get(self.next).is_none() {
            self.next = 0;
            if !self.scan.advance(self.batch) {
                return false;
            }
        }
        let Some((text, span, position)) = self.batch.get(self.next) else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(text);
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.position = position;
        self.next += 1;
        true
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
    use crate::analysis::term::terms;
    use proptest::prelude::*;

    fn assert_shareable<T: Clone + Send + Sync + 'static>(_: &T) {}

    proptest! {
        #[test]
        fn text_and_query_are_analysed_alike(text in "\\PC{0,60}|[ -~ạệĐ\n]{0,60}") {
            for field in Field::ALL {
                let mut analyzer = Analyzer::new(field);
                assert_shareable(&analyzer);
                let mut stream = analyzer.token_stream(&text);
                for term in terms(&text, field) {
                    prop_assert!(stream.advance());
                    let token = stream.token();
                    prop_assert_eq!(&token.text, &term.text);
                    prop_assert_eq!(token.offset_from, term.span.start);
                    prop_assert_eq!(token.offset_to, term.span.end);
                    prop_assert_eq!(token.position, term.position);
                }
                prop_assert!(!stream.advance());
            }
        }
    }
}
