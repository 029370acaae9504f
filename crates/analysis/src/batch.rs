//! Terms on their way out of a scan, many in one buffer.

use tracuu_text::span::Span;

/// Joins the syllables of one term, in the fields of words and pairs.
pub(super) const JOINT: char = '_';

/// Terms that were found together; their texts lie in one buffer.
#[derive(Clone, Default, Debug)]
pub(super) struct TermBatch {
    text: String,
    terms: Vec<BatchTerm>,
}

/// One term of a batch; see [`Term`](super::term::Term).
#[derive(Clone, Copy, Debug)]
pub(super) struct BatchTerm {
    /// Where its text lies in that of the batch.
    within: Span,
    pub(super) span: Span,
    pub(super) position: usize,
    pub(super) is_function: bool,
}

impl TermBatch {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, BatchTerm)> {
        self.terms.iter().map(|one| (one.within.of(&self.text), *one))
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut BatchTerm> {
        self.terms.last_mut()
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.terms.clear();
    }

    /// Adds a term that is the joined `parts`; nothing where they are all empty.
    pub(super) fn push<'p>(
        &mut self,
        parts: impl IntoIterator<Item = &'p str>,
        span: Span,
        position: usize,
    ) {
        let start = self.text.len();
        for part in parts {
            if self.text.len() > start {
                self.text.push(JOINT);
            }
            self.text.push_str(part);
        }
        if self.text.len() > start {
            let within = Span::new(start, self.text.len());
            self.terms.push(BatchTerm { within, span, position, is_function: false });
        }
    }
}
