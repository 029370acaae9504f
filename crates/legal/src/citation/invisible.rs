//! Texts with signs that nobody sees: zero-width blanks and joiners, soft hyphens. They are
//! searched without these signs, and every place that is found is put back into the text as
//! it was sent.

use memchr::memchr3_iter;

use super::mention::Citation;
use crate::document::deviation::Deviation;
use tracuu_text::span::Span;
use tracuu_text::syllable;

/// A text without its invisible signs.
pub(super) struct VisibleText {
    text: String,
    removed: Vec<Removed>,
}

/// An invisible sign that was left out.
#[derive(Clone, Copy)]
struct Removed {
    /// Where it stood, in the visible text.
    at: usize,
    /// First byte in the text as sent.
    sent: usize,
    /// Bytes left out up to its end.
    shift: usize,
}

impl VisibleText {
    /// `None` where a text has no such signs, as nearly all.
    pub(super) fn new(sent: &str) -> Option<Self> {
        // The first bytes of all these signs in UTF-8.
        let mut signs = memchr3_iter(0xc2, 0xe2, 0xef, sent.as_bytes());
        let first = signs.find(|at| sent.get(*at..).is_some_and(starts_invisible))?;
        let mut visible =
            Self { text: String::with_capacity(sent.len()), removed: vec![] };
        let (head, rest) = sent.split_at_checked(first)?;
        visible.text.push_str(head);
        let mut shift = 0;
        for (at, letter) in rest.char_indices() {
            if is_invisible(letter) {
                shift += letter.len_utf8();
                let (sent, at) = (first + at, visible.text.len());
                visible.removed.push(Removed { at, sent, shift });
            } else {
                visible.text.push(letter);
            }
        }
        Some(visible)
    }

    /// The text without them.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A place of the text as sent in the visible one.
    pub(super) fn visible(&self, sent: Span) -> Span {
        let place = |at: usize| {
            let passed = self.removed.partition_point(|removed| removed.sent < at);
            at.saturating_sub(self.shift_of(passed))
        };
        Span::new(place(sent.start), place(sent.end))
    }

    /// Puts all places of a citation back into the text as sent, and notes the signs in its
    /// symbol.
    pub(super) fn restore(&self, citation: &mut Citation) {
        if citation.symbol_span.is_some_and(|symbol| self.has_inside(symbol)) {
            citation.note(Deviation::Invisible);
        }
        for place in citation.spans_mut() {
            *place = self.sent(*place);
        }
    }

    /// A place of the visible text in the one as sent, without the signs at its edges.
    fn sent(&self, visible: Span) -> Span {
        let before = |at: usize| self.removed.partition_point(|removed| removed.at < at);
        let up_to = |at: usize| self.removed.partition_point(|removed| removed.at <= at);
        let start = visible.start + self.shift_of(up_to(visible.start));
        let end = visible.end + self.shift_of(before(visible.end));
        Span::new(start, end.max(start))
    }

    /// How many bytes the first so many signs take.
    fn shift_of(&self, n_removed: usize) -> usize {
        let last = n_removed.checked_sub(1).and_then(|last| self.removed.get(last));
        last.map_or(0, |removed| removed.shift)
    }

    fn has_inside(&self, visible: Span) -> bool {
        let next = self.removed.partition_point(|removed| removed.at <= visible.start);
        self.removed.get(next).is_some_and(|removed| removed.at < visible.end)
    }
}

/// Whether a text starts with such a sign.
fn starts_invisible(text: &str) -> bool {
    text.starts_with(is_invisible)
}

/// What is no part of a syllable, and the two marks of direction without an embedding.
fn is_invisible(letter: char) -> bool {
    syllable::is_invisible(letter) || matches!(letter, '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
mod tests {
    use crate::citation::find;
    use crate::document::deviation::Deviation;

    #[test]
    fn places_count_the_text_as_sent() {
        let text = "Xét Ch\u{ad}ỉ thị số 9\u{200b}0-\u{2060}CT/T\u{feff}W ngày \
                    0\u{200d}3/4/2019 của Ban\u{200b} Bí thư\u{200b}, và \u{ad}15-CT/TU.";
        let found = find::in_text(text);
        let [first, second] = &found[..] else { panic!("help: {found:?}") };
        assert_eq!(first.symbol.as_ref().unwrap().to_string(), "90-CT/TW");
        assert_eq!(
            first.symbol_span.unwrap().of(text),
            "9\u{200b}0-\u{2060}CT/T\u{feff}W"
        );
        assert_eq!(first.date.unwrap().to_string(), "2019-04-03");
        assert_eq!(first.issuer.unwrap().of(text), "Ban\u{200b} Bí thư");
        assert_eq!(first.deviations, [Deviation::Invisible]);
        assert_eq!(second.span.of(text), "15-CT/TU");
        assert!(second.deviations.is_empty());
    }

    #[test]
    fn a_text_without_them_is_searched_as_it_is() {
        assert!(super::VisibleText::new("Nghị quyết số\u{a0}57‑NQ/TW – “x”").is_none());
    }
}
