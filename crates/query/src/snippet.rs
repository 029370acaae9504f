//! Snippets: the stretches of a text around what matched.
//!
//! The pieces of a snippet concatenate to a substring of the canonical text; what shows
//! that the text goes on before and after is the reader's business, not ours.

use super::answer::SnippetFragment;
use tracuu_text::span::Span;

/// Most snippets of one hit: more does not help to choose between hits.
const MAX_SNIPPETS: usize = 3;

/// Text shown before and after what matched, in bytes; with marks a Vietnamese word takes
/// about six, so that some fifteen words stand on each side.
const CONTEXT_BYTES: usize = 96;

/// The snippets of `text` around `marks`, which must be ascending. Without marks, the
/// beginning of the text. At most three, the richest first in text order.
pub fn around(text: &str, marks: &[Span]) -> Vec<Vec<SnippetFragment>> {
    if marks.is_empty() {
        let window = widened(text, Span::new(0, 0), 2 * CONTEXT_BYTES);
        return vec![pieces(text, window, &[])]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect();
    }
    let mut windows = grouped(text, marks);
    windows
        .sort_by_key(|(window, inside)| (std::cmp::Reverse(inside.len()), window.start));
    windows.truncate(MAX_SNIPPETS);
    windows.sort_by_key(|(window, _)| window.start);
    windows.iter().map(|(window, inside)| pieces(text, *window, inside)).collect()
}

/// A text from its beginning, line after line: a place that is asked for is read, not
/// chosen.
pub(crate) fn opening(text: &str) -> Vec<Vec<SnippetFragment>> {
    /// Most of it that is shown, in bytes: an article of some 150 words.
    const OPENING_BYTES: usize = 1_200;
    let shown = text.get(..text.floor_char_boundary(OPENING_BYTES)).unwrap_or(text);
    let end = if shown.len() < text.len() {
        shown.rfind(char::is_whitespace).unwrap_or(shown.len())
    } else {
        shown.len()
    };
    vec![pieces(text, Span::new(0, end).trimmed(text), &[])]
}

/// Windows around neighbouring marks, and the marks inside each.
fn grouped(text: &str, marks: &[Span]) -> Vec<(Span, Vec<Span>)> {
    let mut groups: Vec<(Span, Vec<Span>)> = Vec::new();
    for mark in marks {
        match groups.last_mut() {
            // A mark is in the group while the text between would be shown anyway.
            Some((core, inside))
                if mark.start <= core.end + CONTEXT_BYTES
                    && mark.end - core.start <= 4 * CONTEXT_BYTES =>
            {
                *core = core.cover(*mark);
                inside.push(*mark);
            }
            _ => groups.push((*mark, vec![*mark])),
        }
    }
    apart(text, &mut groups);
    groups
}

/// Widens the cores, so that no window shows text of another.
fn apart(text: &str, groups: &mut [(Span, Vec<Span>)]) {
    let starts: Vec<usize> = groups.iter().map(|(core, _)| core.start).collect();
    let mut shown = 0;
    for (index, (core, _)) in groups.iter_mut().enumerate() {
        let next = starts.get(index + 1).copied().unwrap_or(text.len());
        let wide = widened(text, *core, CONTEXT_BYTES);
        let window = Span::new(wide.start.max(shown), wide.end.min(next));
        *core = window.trimmed(text);
        shown = core.end;
    }
}

/// A span with some text around it, from word to word and inside its line.
fn widened(text: &str, core: Span, by_bytes: usize) -> Span {
    let start = text.floor_char_boundary(core.start.saturating_sub(by_bytes));
    let before = Span::new(start, core.start).of(text);
    let line_start = before.rfind('\n').map(|at| start + at + 1);
    let word_start = (start > 0)
        .then(|| before.find(char::is_whitespace).map(|at| start + at))
        .flatten();
    let start = line_start.or(word_start).unwrap_or(start);

    let end = text.ceil_char_boundary(core.end.saturating_add(by_bytes));
    let after = Span::new(core.end, end).of(text);
    let line_end = after.find('\n').map(|at| core.end + at);
    let word_end = (end < text.len())
        .then(|| after.rfind(char::is_whitespace).map(|at| core.end + at))
        .flatten();
    let end = line_end.or(word_end).unwrap_or(end);
    Span::new(start, end).trimmed(text)
}

/// The text of a window in pieces, those under `marks` as hits.
fn pieces(text: &str, window: Span, marks: &[Span]) -> Vec<SnippetFragment> {
    let mut found = Vec::new();
    let mut at = window.start;
    for mark in marks {
        let from = mark.start.max(at);
        let to = mark.end.min(window.end);
        if to <= from {
            continue;
        }
        push(&mut found, Span::new(at, from).of(text), false);
        push(&mut found, Span::new(from, to).of(text), true);
        at = to;
    }
    push(&mut found, Span::new(at, window.end).of(text), false);
    found
}

fn push(found: &mut Vec<SnippetFragment>, text: &str, hit: bool) {
    if !text.is_empty() {
        found.push(SnippetFragment { text: text.to_owned(), hit });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn joined(pieces: &[SnippetFragment]) -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn a_place_is_shown_over_its_lines() {
        let text = "Điều 2. Trạm\n\n1. Mỗi vùng có ba trạm.\n";
        let shown = opening(text).concat();
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].text, text.trim_end());
        let long = "một hai ".repeat(400);
        let shown = opening(&long).concat();
        assert!(long.starts_with(&shown[0].text) && shown[0].text.len() <= 1_200);
    }

    #[test]
    fn what_matched_is_marked_and_the_rest_is_context() {
        let text = "Thực hiện Nghị quyết số 56-NQ/TU về công tác kiểm tra";
        let at = text.find("56-NQ/TU").unwrap();
        let found = around(text, &[Span::new(at, at + "56-NQ/TU".len())]);
        assert_eq!(found.len(), 1);
        assert_eq!(joined(&found[0]), text);
        let hits: Vec<_> = found[0].iter().filter(|piece| piece.hit).collect();
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].text, "56-NQ/TU");
    }

    #[test]
    fn without_marks_the_beginning_is_shown() {
        let text = "từ ".repeat(500);
        let found = around(&text, &[]);
        assert!(text.starts_with(&joined(&found[0])));
        assert!(around("", &[]).is_empty());
    }

    proptest! {
        #[test]
        fn pieces_concatenate_to_a_substring(
            text in "[a-zạđ \n]{0,600}",
            cuts in proptest::collection::vec(0usize..600, 0..12),
        ) {
            let mut cuts: Vec<usize> =
                cuts.into_iter().filter(|cut| text.is_char_boundary(*cut)).collect();
            cuts.sort_unstable();
            let marks: Vec<Span> = cuts
                .chunks_exact(2)
                .map(|pair| Span::new(pair[0], pair[1]))
                .filter(|mark| !mark.of(&text).trim().is_empty())
                .collect();
            for snippet in around(&text, &marks) {
                prop_assert!(text.contains(&joined(&snippet)));
                prop_assert!(marks.is_empty() || snippet.iter().any(|piece| piece.hit));
            }
            // Every mark is shown, as long as there are no more windows than are shown.
            let shown = around(&text, &marks);
            if shown.len() < MAX_SNIPPETS {
                let marked = |text: &str| text.split_whitespace().collect::<String>();
                let hits = shown.iter().flatten().filter(|piece| piece.hit);
                let hits: String = hits.map(|piece| marked(&piece.text)).collect();
                let all: String = marks.iter().map(|mark| marked(mark.of(&text))).collect();
                prop_assert_eq!(hits, all);
            }
        }
    }
}
