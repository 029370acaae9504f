//! Where the letters of a text stand in its source, so that a place in the canonical text
//! can be found again in the file that it was read from.
//!
//! Readers note an origin for each stretch that they take over; whatever joins, trims or
//! composes text takes the origins along. Text that nobody typed (the space between two
//! halves, the bar between two cells) has none.

use super::span::Span;

/// A stretch of text and where it stands in the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Bytes of the text.
    pub span: Span,
    /// Bytes of the source.
    pub source: Span,
    /// Whether the two are the same byte by byte; else the whole stands for the whole.
    pub is_exact: bool,
}

impl Origin {
    /// The part of it inside a span of the text; `None` where they share no byte.
    pub fn inside(self, window: Span) -> Option<Self> {
        let start = self.span.start.max(window.start);
        let end = self.span.end.min(window.end);
        if start >= end {
            return None;
        }
        let span = Span::new(start, end);
        let source = if self.is_exact {
            span.shifted(self.source.start).shifted_back(self.span.start)
        } else {
            self.source
        };
        Some(Self { span, source, ..self })
    }

    /// The same source for a text that stands elsewhere.
    #[must_use]
    pub const fn moved(self, from: usize, to: usize) -> Self {
        Self { span: self.span.shifted(to).shifted_back(from), ..self }
    }
}

/// Adds an origin behind the others; it grows the last one where the two are one stretch.
pub fn push(origins: &mut Vec<Origin>, origin: Origin) {
    if origin.span.is_empty() {
        return;
    }
    match origins.last_mut() {
        Some(last)
            if last.is_exact
                && origin.is_exact
                && last.span.end == origin.span.start
                && last.source.end == origin.source.start =>
        {
            last.span.end = origin.span.end;
            last.source.end = origin.source.end;
        }
        _ => origins.push(origin),
    }
}

/// The origins of a text that was made of another one, stretch by stretch: `(old, new)`
/// in order. A stretch that kept its length is taken as unchanged.
pub fn retraced(
    origins: &[Origin],
    stretches: impl Iterator<Item = (Span, Span)>,
) -> Vec<Origin> {
    let mut traced = Vec::with_capacity(origins.len());
    let mut first = 0;
    for (old, new) in stretches.filter(|(_, new)| !new.is_empty()) {
        first += origins
            .iter()
            .skip(first)
            .take_while(|origin| origin.span.end <= old.start)
            .count();
        let touched = origins.iter().skip(first);
        let touched = touched.map_while(|origin| origin.inside(old));
        if old.len() == new.len() {
            touched.for_each(|part| push(&mut traced, part.moved(old.start, new.start)));
        } else if let Some(source) = touched.map(|part| part.source).reduce(Span::cover) {
            push(&mut traced, Origin { span: new, source, is_exact: false });
        }
    }
    traced
}

/// The origins of a whole canonical text.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// In the order of the text, without overlap.
    origins: Vec<Origin>,
}

impl Origins {
    pub(super) fn new(mut origins: Vec<Origin>) -> Self {
        origins.sort_by_key(|origin| origin.span.start);
        Self { origins }
    }

    /// The origins of letters of a span, whole, in order. O(log n) and those found.
    pub fn touching(&self, span: Span) -> impl Iterator<Item = Origin> + '_ {
        let first = self.origins.partition_point(|origin| origin.span.end <= span.start);
        let rest = self.origins.iter().skip(first).copied();
        rest.take_while(move |origin| origin.span.start < span.end)
    }

    /// Where a span of the text stands in the source: from its first letter that was typed
    /// there on, as far as the source goes the same way. `None` where it has no such
    /// letter. O(log n) and the stretches inside.
    pub fn of(&self, span: Span) -> Option<Span> {
        let first = self.origins.partition_point(|origin| origin.span.end <= span.start);
        let mut inside =
            self.origins.iter().skip(first).map_while(|origin| origin.inside(span));
        let mut last = inside.next()?;
        let mut source = last.source;
        for part in inside.take_while(|part| part.span.start < span.end) {
            if part.source.start < source.start {
                break;
            }
            // A label stands for its paragraph; with words of it, for those.
            let narrows = !last.is_exact && last.source.contains(part.source);
            let end = if narrows { part.source.end } else { source.end };
            source.end = end.max(part.source.end);
            last = part;
        }
        Some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(start: usize, end: usize, source: usize) -> Origin {
        let source = Span::new(source, source + end - start);
        Origin { span: Span::new(start, end), source, is_exact: true }
    }

    fn whole(start: usize, end: usize, source: (usize, usize)) -> Origin {
        let (span, source) = (Span::new(start, end), Span::new(source.0, source.1));
        Origin { span, source, is_exact: false }
    }

    #[test]
    fn a_span_is_found_again_as_far_as_the_source_goes_on() {
        let origins =
            Origins::new(vec![exact(0, 5, 10), whole(5, 6, (20, 28)), exact(8, 12, 40)]);
        for (start, end, expected) in [
            (1, 3, Some((11, 13))),
            (4, 6, Some((14, 28))),
            (4, 10, Some((14, 42))),
            (6, 8, None),
            (6, 9, Some((40, 41))),
            (12, 20, None),
        ] {
            let expected = expected.map(|(start, end)| Span::new(start, end));
            assert_eq!(origins.of(Span::new(start, end)), expected, "{start}..{end}");
        }
        let labelled = Origins::new(vec![whole(0, 3, (10, 90)), exact(3, 9, 20)]);
        assert_eq!(labelled.of(Span::new(0, 5)), Some(Span::new(10, 22)));
        assert_eq!(labelled.of(Span::new(0, 3)), Some(Span::new(10, 90)));
        let backwards = Origins::new(vec![exact(0, 5, 50), exact(5, 9, 10)]);
        assert_eq!(backwards.of(Span::new(0, 9)), Some(Span::new(50, 55)));
    }

    #[test]
    fn neighbours_are_one_stretch_where_both_sides_go_on() {
        let mut origins = Vec::new();
        for origin in [exact(0, 2, 10), exact(2, 4, 12), exact(4, 6, 20)] {
            push(&mut origins, origin);
        }
        assert_eq!(origins, [exact(0, 4, 10), exact(4, 6, 20)]);
    }

    #[test]
    fn a_text_made_of_another_keeps_its_origins() {
        let spans =
            [((0, 3), (0, 3)), ((3, 5), (3, 4)), ((5, 6), (4, 4)), ((6, 9), (4, 7))];
        let stretches = spans.map(|((a, b), (c, d))| (Span::new(a, b), Span::new(c, d)));
        let traced = retraced(&[exact(0, 4, 10), exact(4, 9, 30)], stretches.into_iter());
        assert_eq!(traced, [exact(0, 3, 10), whole(3, 4, (13, 31)), exact(4, 7, 32)]);
    }
}
