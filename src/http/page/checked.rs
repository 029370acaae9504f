//! A checked draft as a page shows it: its paragraphs with the words at fault marked, and
//! the findings that begin in each.

use crate::check::rule::Severity;
use crate::text::span::Span;

/// Longest text shown whole, in bytes; of a longer one only the paragraphs with findings
/// are shown, so that the page stays small.
const MAX_WHOLE: usize = 96 * 1024;

/// Characters kept at either end of a long stretch without findings, where the text is not
/// shown whole.
const EDGE_CHARS: usize = 160;

/// A part of a draft.
#[derive(Debug, PartialEq)]
pub(super) enum Part {
    /// A paragraph, or a row of a table.
    Paragraph(Paragraph),
    /// So many paragraphs without findings, left out.
    LeftOut(usize),
}

/// A paragraph.
#[derive(Debug, PartialEq)]
pub(super) struct Paragraph {
    /// The text.
    pub(super) pieces: Vec<Piece>,
    /// Places of the findings that begin in it, in the order of the list.
    pub(super) findings: Vec<usize>,
}

/// A stretch of text.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    /// The text.
    pub(super) text: String,
    /// What it is beside text.
    pub(super) mark: Option<Mark>,
}

/// What a stretch is beside text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// Words at fault.
    Fault {
        /// That of the gravest finding.
        severity: &'static str,
        /// Number of the finding that it leads to, from 1.
        target: usize,
        /// The numbers of all that begin in it: `3, 4`.
        numbers: String,
    },
    /// A citation of this document, with nothing to say against it.
    Link(String),
}

/// A stretch of the whole text.
struct Stroke {
    span: Span,
    mark: Mark,
}

/// The parts of a text with the places of its findings, in their order, and the addresses
/// of its citations, in theirs. Linear in the text.
pub(super) fn parts(
    text: &str,
    faults: &[(Span, Severity)],
    links: &[(Span, String)],
) -> Vec<Part> {
    let strokes = strokes(faults, links);
    let is_whole = text.len() <= MAX_WHOLE;
    let mut parts = Vec::new();
    let (mut start, mut from, mut next_fault, mut n_left_out) = (0, 0, 0, 0);
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        let first_fault = next_fault;
        while faults.get(next_fault).is_some_and(|(fault, _)| fault.start < start) {
            next_fault += 1;
        }
        while strokes.get(from).is_some_and(|stroke| stroke.span.end <= span.start) {
            from += 1;
        }
        if line.trim().is_empty() && first_fault == next_fault {
            continue;
        }
        if !is_whole && first_fault == next_fault {
            n_left_out += 1;
            continue;
        }
        if n_left_out > 0 {
            parts.push(Part::LeftOut(n_left_out));
            n_left_out = 0;
        }
        let here = strokes.get(from..).unwrap_or_default();
        let mut pieces = pieces(text, span, here);
        if !is_whole {
            pieces.iter_mut().for_each(shorten);
        }
        let findings = (first_fault..next_fault).collect();
        parts.push(Part::Paragraph(Paragraph { pieces, findings }));
    }
    if n_left_out > 0 {
        parts.push(Part::LeftOut(n_left_out));
    }
    parts
}

/// The stretches that are more than text, none over another. A finding inside the words of
/// another adds its number to them.
fn strokes(faults: &[(Span, Severity)], links: &[(Span, String)]) -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> = Vec::new();
    let mut at = 0;
    for (place, (span, severity)) in faults.iter().enumerate() {
        let number = place + 1;
        if span.start < at {
            let before = strokes.partition_point(|one| one.span.start <= span.start);
            if let Some(around) = strokes.get_mut(before.saturating_sub(1)) {
                around.mark.add(number);
            }
        }
        let rest = Span::new(span.start.max(at), span.end.max(at));
        if rest.start < rest.end {
            let numbers =
                if span.start < at { String::new() } else { number.to_string() };
            let mark = Mark::Fault { severity: severity.name(), target: number, numbers };
            strokes.push(Stroke { span: rest, mark });
            at = rest.end;
        }
    }
    let n_faults = strokes.len();
    let mut at = 0;
    for (span, url) in links {
        let faults = strokes.get(..n_faults).unwrap_or_default();
        let before = faults.partition_point(|one| one.span.end <= span.start);
        let is_free = faults.get(before).is_none_or(|fault| span.end <= fault.span.start);
        if is_free && span.start >= at && span.start < span.end {
            at = span.end;
            strokes.push(Stroke { span: *span, mark: Mark::Link(url.clone()) });
        }
    }
    strokes.sort_by_key(|stroke| stroke.span.start);
    strokes
}

impl Mark {
    fn add(&mut self, number: usize) {
        if let Self::Fault { numbers, .. } = self {
            if !numbers.is_empty() {
                numbers.push_str(", ");
            }
            numbers.push_str(&number.to_string());
        }
    }

    /// The same stretch in a later paragraph: the numbers stand at its beginning only.
    fn continued(&self) -> Self {
        match self {
            Self::Fault { severity, target, .. } => {
                Self::Fault { severity, target: *target, numbers: String::new() }
            }
            Self::Link(url) => Self::Link(url.clone()),
        }
    }
}

/// The text under a span, cut at the strokes.
fn pieces(text: &str, line: Span, strokes: &[Stroke]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut push = |span: Span, mark: Option<Mark>| {
        if span.start < span.end {
            found.push(Piece { text: span.of(text).to_owned(), mark });
        }
    };
    let mut at = line.start;
    for stroke in strokes.iter().take_while(|stroke| stroke.span.start < line.end) {
        let start = stroke.span.start.max(at);
        let end = stroke.span.end.min(line.end);
        let begins = stroke.span.start >= line.start;
        let mark = if begins { stroke.mark.clone() } else { stroke.mark.continued() };
        push(Span::new(at, start), None);
        push(Span::new(start, end.max(start)), Some(mark));
        at = end.max(start);
    }
    push(Span::new(at, line.end), None);
    found
}

/// Cuts the middle out of a long stretch without a mark.
fn shorten(piece: &mut Piece) {
    let n_chars = piece.text.chars().count();
    if piece.mark.is_some() || n_chars <= 2 * EDGE_CHARS {
        return;
    }
    let head: String = piece.text.chars().take(EDGE_CHARS).collect();
    let tail: String = piece.text.chars().skip(n_chars - EDGE_CHARS).collect();
    piece.text = format!("{head} … {tail}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(part: &Part) -> String {
        match part {
            Part::LeftOut(n) => format!("({n})"),
            Part::Paragraph(paragraph) => {
                let piece = |piece: &Piece| match &piece.mark {
                    None => piece.text.clone(),
                    Some(Mark::Fault { severity, target, numbers }) => {
                        format!("[{}|{severity} {target}|{numbers}]", piece.text)
                    }
                    Some(Mark::Link(url)) => format!("<{}|{url}>", piece.text),
                };
                let text: String = paragraph.pieces.iter().map(piece).collect();
                format!("{text} {:?}", paragraph.findings)
            }
        }
    }

    #[test]
    fn findings_stand_in_the_paragraph_in_which_they_begin() {
        let text = "một hai ba\nbốn năm\n\nsáu";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let faults = [
            (at("một hai"), Severity::Info),
            (at("hai"), Severity::Error),
            (at("ba\nbốn"), Severity::Warning),
        ];
        let links =
            [(at("hai ba"), "/x".to_owned()), (at("năm"), "/documents/a".to_owned())];
        let parts: Vec<String> =
            super::parts(text, &faults, &links).iter().map(shown).collect();
        assert_eq!(
            parts,
            [
                "[một hai|info 1|1, 2] [ba|warning 3|3] [0, 1, 2]",
                "[bốn|warning 3|] <năm|/documents/a> []",
                "sáu []"
            ]
        );
    }

    #[test]
    fn of_a_long_text_only_what_was_found_is_shown() {
        let text = format!("{}\nlỗi {}\nx\nx", "a\n".repeat(60_000), "b".repeat(1_000));
        let at = text.find("lỗi").unwrap();
        let faults = [(Span::new(at, at + "lỗi".len()), Severity::Error)];
        let parts = super::parts(&text, &faults, &[]);
        assert_eq!(parts.len(), 3);
        assert_eq!(parts[0], Part::LeftOut(60_000));
        assert!(shown(&parts[1]).len() < 400);
        assert_eq!(parts[2], Part::LeftOut(2));
    }

    proptest! {
        #[test]
        fn nothing_of_the_text_is_lost(
            text in "[aă \n]{0,40}",
            places in prop::collection::vec((0_usize..40, 0_usize..12), 0..8),
        ) {
            let bounds: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut faults: Vec<(Span, Severity)> = places
                .iter()
                .map(|(start, length)| {
                    let start = (*start).min(bounds.len() - 1);
                    let end = (start + length).min(bounds.len() - 1);
                    (Span::new(bounds[start], bounds[end]), Severity::Error)
                })
                .collect();
            faults.sort_by_key(|(span, _)| span.start);
            let parts = super::parts(&text, &faults, &[]);
            let mut n_findings = 0;
            let mut shown = Vec::new();
            for part in &parts {
                let Part::Paragraph(paragraph) = part else { panic!("a short text") };
                n_findings += paragraph.findings.len();
                shown.extend(paragraph.pieces.iter().map(|piece| piece.text.as_str()));
            }
            let shown: String = shown.concat().split_whitespace().collect();
            let text: String = text.split_whitespace().collect();
            prop_assert_eq!(shown, text);
            prop_assert_eq!(n_findings, faults.len());
        }
    }
}
