//! White space at the ends of a text of Word (`w:t`).

use tracuu_text::span::Span;

/// White space at both ends of a text (`w:t`), which Word leaves out unless the text says
/// that it keeps it. A text may come in several stretches.
#[derive(Default)]
pub(super) struct EdgeSpaces {
    keeps_space: bool,
    has_begun: bool,
    /// White space after what has been taken, and its place.
    gap: Option<(String, Span)>,
}

impl EdgeSpaces {
    /// For a text that keeps its white space, or not.
    pub(super) fn new(keeps_space: bool) -> Self {
        Self { keeps_space, ..Self::default() }
    }

    /// What a stretch adds to the text: the white space before it, and itself, with their
    /// places.
    pub(super) fn take(&mut self, text: &str, source: Span) -> Vec<(String, Span)> {
        let inside = Span::new(0, text.len());
        let is_whole = self.keeps_space || source.len() != text.len();
        let letters = text.trim_matches(is_space);
        let start = text.len() - text.trim_start_matches(is_space).len();
        let kept =
            if is_whole { inside } else { Span::new(start, start + letters.len()) };
        let part = |span: Span| (span.of(text).to_owned(), span.shifted(source.start));
        let mut added = Vec::new();
        if kept.is_empty() {
            if self.has_begun && !text.is_empty() {
                self.grow(part(inside));
            }
            return added;
        }
        let before = Span::new(0, kept.start);
        if self.has_begun && !before.is_empty() {
            self.grow(part(before));
        }
        added.extend(self.gap.take());
        if is_whole {
            added.push((text.to_owned(), source));
        } else {
            added.push(part(kept));
            let after = Span::new(kept.end, text.len());
            self.gap = (!after.is_empty()).then(|| part(after));
        }
        self.has_begun = true;
        added
    }

    fn grow(&mut self, (text, source): (String, Span)) {
        match &mut self.gap {
            Some((gap, place)) => {
                gap.push_str(&text);
                *place = place.cover(source);
            }
            None => self.gap = Some((text, source)),
        }
    }
}

/// White space of XML.
const fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r')
}
