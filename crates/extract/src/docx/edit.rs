//! Changes to the bytes of a part: what is not named stays as it is, byte by byte.

use tracuu_text::span::Span;

/// Changes to one part, applied all at once.
#[derive(Default)]
pub(super) struct PartEdits {
    edits: Vec<(Span, String)>,
}

impl PartEdits {
    /// Puts text at a place; behind what was put there before.
    pub(super) fn insert(&mut self, at: usize, text: &str) {
        self.replace(Span::new(at, at), text);
    }

    /// Puts text in the place of other text. No two changes overlap.
    pub(super) fn replace(&mut self, span: Span, text: &str) {
        if !(span.is_empty() && text.is_empty()) {
            self.edits.push((span, text.to_owned()));
        }
    }

    /// The changed part.
    pub(super) fn apply(mut self, source: &str) -> String {
        self.edits.sort_by_key(|(span, _)| span.start);
        let n_added: usize = self.edits.iter().map(|(_, text)| text.len()).sum();
        let mut changed = String::with_capacity(source.len() + n_added);
        let mut done = 0;
        for (span, text) in self.edits {
            changed.push_str(Span::new(done, span.start).of(source));
            changed.push_str(&text);
            done = span.end.max(done);
        }
        changed.push_str(Span::new(done, source.len()).of(source));
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_made_in_the_order_of_the_text() {
        let mut edits = PartEdits::default();
        edits.insert(4, "]");
        edits.insert(0, "[");
        edits.insert(4, "(");
        edits.replace(Span::new(5, 6), ")");
        assert_eq!(edits.apply("một hai"), "[mộ](t)hai");
    }
}
