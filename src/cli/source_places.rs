//! Places of the canonical text in the text file that it was read from.
//!
//! Reading joins lines, takes marks of Markdown away and puts what pages repeat behind the
//! body, but it keeps the words. So the words of both are laid side by side in order; between
//! words that agree, marks and blanks have their places too.

use tracuu_text::span::Span;
use tracuu_text::words::{Word, words};

/// Most words of either side that are passed over to find one that both have: the longest
/// head of a page, or the address of a link.
const MAX_SKIPPED: usize = 32;

/// Words in a row that must agree behind words that were passed over.
const N_AGREEING: usize = 2;

/// Least share of the words that must be found, in percent; a file of marks (RTF) has less.
const MIN_FOUND_PERCENT: usize = 90;

/// The words of a canonical text in the file.
pub(super) struct SourcePlaces<'t> {
    canonical: &'t str,
    source: &'t str,
    /// Places of one word in both, in order.
    pairs: Vec<(Span, Span)>,
}

impl<'t> SourcePlaces<'t> {
    /// Lays a canonical text beside its file; `None` where that is no text of the same words.
    /// Linear.
    pub(super) fn new(canonical: &'t str, source: &'t str) -> Option<Self> {
        let ours: Vec<Word<'_>> = words(canonical).collect();
        let theirs: Vec<Word<'_>> = words(source).collect();
        let mut pairs = Vec::with_capacity(ours.len());
        let (mut our, mut their) = (0, 0);
        while let (Some(one), Some(other)) = (ours.get(our), theirs.get(their)) {
            if one.normal == other.normal {
                pairs.push((one.span, other.span));
                (our, their) = (our + 1, their + 1);
                continue;
            }
            let (skip_ours, skip_theirs) =
                skipped(&ours[our..], &theirs[their..]).unwrap_or((1, 1));
            (our, their) = (our + skip_ours, their + skip_theirs);
        }
        let is_same = pairs.len() * 100 >= ours.len() * MIN_FOUND_PERCENT;
        is_same.then_some(Self { canonical, source, pairs })
    }

    /// The place in the file of words of the canonical text.
    pub(super) fn place(&self, span: Span) -> Span {
        let first = self.pairs.partition_point(|(ours, _)| ours.end <= span.start);
        let end = self.pairs.partition_point(|(ours, _)| ours.start < span.end);
        let inside = self.pairs.get(first..end).unwrap_or_default();
        let (Some((our_first, first)), Some((our_last, last))) =
            (inside.first(), inside.last())
        else {
            return self.between(first, span);
        };
        let lead = self.canonical.get(span.start..our_first.start).unwrap_or_default();
        let tail = self.canonical.get(our_last.end..span.end).unwrap_or_default();
        let has_lead = Span::new(0, first.start).of(self.source).ends_with(lead);
        let behind = self.source.get(last.end..).unwrap_or_default();
        let has_tail = behind.starts_with(tail);
        let start = first.start - if has_lead { lead.len() } else { 0 };
        Span::new(start, last.end + if has_tail { tail.len() } else { 0 })
    }

    /// The place of marks in front of a pair of words; of marks that are not there the end of
    /// the word before.
    fn between(&self, next: usize, span: Span) -> Span {
        let before = next.checked_sub(1).and_then(|before| self.pairs.get(before));
        let from = before.map_or(0, |(_, theirs)| theirs.end);
        let to = self.pairs.get(next).map_or(self.source.len(), |(_, it)| it.start);
        let gap = Span::new(from, to).of(self.source);
        let marks = span.of(self.canonical);
        match gap.find(marks) {
            Some(at) => Span::new(from + at, from + at + marks.len()),
            None => Span::new(from, from),
        }
    }
}

/// How many words of both to pass over until they agree again; the fewest.
fn skipped(ours: &[Word<'_>], theirs: &[Word<'_>]) -> Option<(usize, usize)> {
    let agree = |our: usize, their: usize| {
        (0..N_AGREEING).all(|at| {
            let pair = (ours.get(our + at), theirs.get(their + at));
            match pair {
                (Some(one), Some(other)) => one.normal == other.normal,
                (None, None) => true,
                _ => false,
            }
        })
    };
    let ways = (1..=MAX_SKIPPED).flat_map(|n| (0..=n).map(move |our| (our, n - our)));
    ways.into_iter().find(|(our, their)| agree(*our, *their))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place<'t>(canonical: &str, source: &'t str, words: &str) -> Option<&'t str> {
        let at = canonical.find(words)?;
        let places = SourcePlaces::new(canonical, source)?;
        Some(places.place(Span::new(at, at + words.len())).of(source))
    }

    #[test]
    fn words_are_found_behind_marks_page_heads_and_joined_lines() {
        let canonical =
            "KẾ HOẠCH\nTheo Nghị định số 45/2020/NĐ-CP, các xã (cả phường) làm.\n2";
        let source = "# KẾ HOẠCH\r\n\r\n**Theo Nghị định\r\n2\r\nsố 45/2020/NĐ-CP**, các xã (cả\r\nphường) làm.";
        for (words, found) in [
            ("KẾ HOẠCH", "KẾ HOẠCH"),
            ("định số", "định\r\n2\r\nsố"),
            ("45/2020/NĐ-CP,", "45/2020/NĐ-CP"),
            ("(cả phường)", "(cả\r\nphường)"),
            ("(", "("),
        ] {
            assert_eq!(place(canonical, source, words), Some(found), "{words}");
        }
    }

    #[test]
    fn a_file_of_other_words_has_no_places() {
        assert_eq!(
            place("Theo Nghị định", "{\\rtf1 Theo Ngh\\u7883? \\u273?inh}", "Theo"),
            None
        );
    }
}
