//! A checked draft as a page shows it: its paragraphs with the words at fault marked, and
//! the findings that begin in each.

use tracuu_check::rule::Severity;
use tracuu_text::span::Span;

/// Longest text shown whole, in bytes; of a longer one only the paragraphs with findings
/// are shown, so that the page stays small.
const MAX_WHOLE: usize = 96 * 1024;

/// Characters kept at either end of a long stretch without findings, where the text is not
/// shown whole.
const EDGE_CHARS: usize = 160;

/// A part of a draft.
#[derive(Debug, PartialEq)]
pub(super) enum DraftPart {
    /// A paragraph, or a row of a table.
    Paragraph(DraftParagraph),
    /// So many paragraphs without findings, left out.
    LeftOut(usize),
}

/// A paragraph.
#[derive(Debug, PartialEq)]
pub(super) struct DraftParagraph {
    /// The text.
    pub(super) pieces: Vec<DraftPiece>,
    /// The findings that begin in it, in the order of the list.
    pub(super) findings: Vec<FindingPlace>,
}

/// A finding in its paragraph.
#[derive(Debug, PartialEq)]
pub(super) struct FindingPlace {
    /// Its place in the list.
    pub(super) finding: usize,
    /// Its words; `None` where they go on in the next paragraph.
    pub(super) units: Option<Utf16Range>,
}

/// A stretch of a paragraph as it is shown, in UTF-16 code units, as scripts count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Utf16Range {
    /// From the beginning of the paragraph.
    pub(super) start: usize,
    /// Their number.
    pub(super) length: usize,
}

/// A stretch of text.
#[derive(Debug, PartialEq)]
pub(super) struct DraftPiece {
    /// The text.
    pub(super) text: String,
    /// What it is beside text.
    pub(super) mark: Option<DraftMark>,
    /// Where it begins in the whole text.
    start: usize,
}

/// What a stretch is beside text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DraftMark {
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
struct MarkedSpan {
    span: Span,
    mark: DraftMark,
}

/// Whether a text is shown whole.
pub(super) const fn is_whole(text: &str) -> bool {
    text.len() <= MAX_WHOLE
}

/// The parts of a text with the places of its findings, in their order, and the addresses
/// of its citations, in theirs. Linear in the text.
pub(super) fn draft_parts(
    text: &str,
    faults: &[(Span, Severity)],
    links: &[(Span, String)],
) -> Vec<DraftPart> {
    let marked_spans = marked_spans(faults, links);
    let is_whole = is_whole(text);
    let mut parts = Vec::new();
    let (mut start, mut from, mut next_fault, mut n_left_out) = (0, 0, 0, 0);
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        let first_fault = next_fault;
        while faults.get(next_fault).is_some_and(|(fault, _)| fault.start < start) {
            next_fault += 1;
        }
        while marked_spans.get(from).is_some_and(|marked| marked.span.end <= span.start) {
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
            parts.push(DraftPart::LeftOut(n_left_out));
            n_left_out = 0;
        }
        let here = marked_spans.get(from..).unwrap_or_default();
        let mut pieces = pieces(text, span, here);
        if !is_whole {
            pieces.iter_mut().for_each(shorten);
        }
        let ruler = Ruler::new(&pieces, span);
        let place = |finding: usize| {
            let units = faults.get(finding).and_then(|(fault, _)| ruler.units(*fault));
            FindingPlace { finding, units }
        };
        let findings = (first_fault..next_fault).map(place).collect();
        parts.push(DraftPart::Paragraph(DraftParagraph { pieces, findings }));
    }
    if n_left_out > 0 {
        parts.push(DraftPart::LeftOut(n_left_out));
    }
    parts
}

/// The stretches that are more than text, none over another. A finding inside the words of
/// another adds its number to them.
fn marked_spans(
    faults: &[(Span, Severity)],
    links: &[(Span, String)],
) -> Vec<MarkedSpan> {
    let mut marked_spans: Vec<MarkedSpan> = Vec::new();
    let mut at = 0;
    for (place, (span, severity)) in faults.iter().enumerate() {
        let number = place + 1;
        if span.start < at {
            let before = marked_spans.partition_point(|one| one.span.start <= span.start);
            if let Some(around) = marked_spans.get_mut(before.saturating_sub(1)) {
                around.mark.add(number);
            }
        }
        let rest = Span::new(span.start.max(at), span.end.max(at));
        if rest.start < rest.end {
            let numbers =
                if span.start < at { String::new() } else { number.to_string() };
            let mark =
                DraftMark::Fault { severity: severity.name(), target: number, numbers };
            marked_spans.push(MarkedSpan { span: rest, mark });
            at = rest.end;
        }
    }
    let n_faults = marked_spans.len();
    let mut at = 0;
    for (span, url) in links {
        let faults = marked_spans.get(..n_faults).unwrap_or_default();
        let before = faults.partition_point(|one| one.span.end <= span.start);
        let is_free = faults.get(before).is_none_or(|fault| span.end <= fault.span.start);
        if is_free && span.start >= at && span.start < span.end {
            at = span.end;
            marked_spans
                .push(MarkedSpan { span: *span, mark: DraftMark::Link(url.clone()) });
        }
    }
    marked_spans.sort_by_key(|marked| marked.span.start);
    marked_spans
}

impl DraftMark {
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

/// The text under a span, cut at the marked spans.
fn pieces(text: &str, line: Span, marked_spans: &[MarkedSpan]) -> Vec<DraftPiece> {
    let mut found = Vec::new();
    let mut push = |span: Span, mark: Option<DraftMark>| {
        if span.start < span.end {
            let text = span.of(text).to_owned();
            found.push(DraftPiece { text, mark, start: span.start });
        }
    };
    let mut at = line.start;
    for marked in marked_spans.iter().take_while(|marked| marked.span.start < line.end) {
        let start = marked.span.start.max(at);
        let end = marked.span.end.min(line.end);
        let begins = marked.span.start >= line.start;
        let mark = if begins { marked.mark.clone() } else { marked.mark.continued() };
        push(Span::new(at, start), None);
        push(Span::new(start, end.max(start)), Some(mark));
        at = end.max(start);
    }
    push(Span::new(at, line.end), None);
    found
}

/// Where the pieces of a paragraph stand as it is shown.
struct Ruler<'a> {
    line: Span,
    /// Each with the units before it.
    pieces: Vec<(&'a DraftPiece, usize)>,
}

impl<'a> Ruler<'a> {
    fn new(pieces: &'a [DraftPiece], line: Span) -> Self {
        let mut before = 0;
        let place = |piece: &'a DraftPiece| {
            let at = before;
            before += piece.text.encode_utf16().count();
            (piece, at)
        };
        Self { line, pieces: pieces.iter().map(place).collect() }
    }

    /// The units of words at fault; `None` where there are none to be seen, or where
    /// they leave the paragraph.
    fn units(&self, span: Span) -> Option<Utf16Range> {
        if span.end > self.line.end {
            return None;
        }
        let start = self.at(span.start)?;
        let length = self.at(span.end)?.checked_sub(start)?;
        (length > 0).then_some(Utf16Range { start, length })
    }

    /// The units before a place that is in or right after a marked piece: those are
    /// shown whole.
    fn at(&self, offset: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|(piece, _)| piece.start < offset);
        let piece = |place: usize| self.pieces.get(place);
        let begins = piece(after).filter(|(piece, _)| piece.start == offset);
        if let Some((_, before)) = begins {
            return Some(*before);
        }
        let (piece, before) = piece(after.checked_sub(1)?)?;
        let inside = piece.text.get(..offset - piece.start)?;
        Some(before + inside.encode_utf16().count())
    }
}

/// Cuts the middle out of a long stretch without a mark.
fn shorten(piece: &mut DraftPiece) {
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

    fn shown(part: &DraftPart) -> String {
        match part {
            DraftPart::LeftOut(n) => format!("({n})"),
            DraftPart::Paragraph(paragraph) => {
                let piece = |piece: &DraftPiece| match &piece.mark {
                    None => piece.text.clone(),
                    Some(DraftMark::Fault { severity, target, numbers }) => {
                        format!("[{}|{severity} {target}|{numbers}]", piece.text)
                    }
                    Some(DraftMark::Link(url)) => format!("<{}|{url}>", piece.text),
                };
                let text: String = paragraph.pieces.iter().map(piece).collect();
                let place = |place: &FindingPlace| match place.units {
                    Some(Utf16Range { start, length }) => {
                        format!(" {}@{start}+{length}", place.finding)
                    }
                    None => format!(" {}", place.finding),
                };
                let findings: String = paragraph.findings.iter().map(place).collect();
                format!("{text}{findings}")
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
            super::draft_parts(text, &faults, &links).iter().map(shown).collect();
        assert_eq!(
            parts,
            [
                "[một hai|info 1|1, 2] [ba|warning 3|3] 0@0+7 1@4+3 2",
                "[bốn|warning 3|] <năm|/documents/a>",
                "sáu"
            ]
        );
    }

    #[test]
    fn words_at_fault_are_counted_as_scripts_count() {
        let text = "😀 e\u{302}x 𝒜b c";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let faults = [
            (at("e\u{302}x 𝒜b"), Severity::Error),
            (at("x 𝒜"), Severity::Info),
            (at("b c"), Severity::Info),
            (Span::new(text.len(), text.len()), Severity::Info),
        ];
        let parts = super::draft_parts(text, &faults, &[]);
        assert_eq!(
            shown(&parts[0]),
            "😀 [e\u{302}x 𝒜b|error 1|1, 2, 3][ c|info 3|] 0@3+7 1@5+4 2@9+3 3"
        );
    }

    #[test]
    fn of_a_long_text_only_what_was_found_is_shown() {
        let text = format!("{}\nlỗi {}\nx\nx", "a\n".repeat(60_000), "b".repeat(1_000));
        let at = text.find("lỗi").unwrap();
        let faults = [(Span::new(at, at + "lỗi".len()), Severity::Error)];
        let parts = super::draft_parts(&text, &faults, &[]);
        assert_eq!(parts.len(), 3);
        assert_eq!(parts[0], DraftPart::LeftOut(60_000));
        assert!(shown(&parts[1]).len() < 400);
        assert_eq!(parts[2], DraftPart::LeftOut(2));
    }

    proptest! {
        #[test]
        fn nothing_of_the_text_is_lost(
            text in "[aă😀 \n]{0,40}",
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
            let parts = super::draft_parts(&text, &faults, &[]);
            let mut n_findings = 0;
            let mut shown = Vec::new();
            for part in &parts {
                let DraftPart::Paragraph(paragraph) = part else { panic!("a short text") };
                let line: String =
                    paragraph.pieces.iter().map(|piece| piece.text.as_str()).collect();
                let units: Vec<u16> = line.encode_utf16().collect();
                for place in &paragraph.findings {
                    let words = faults[place.finding].0.of(&text);
                    let Some(Utf16Range { start, length }) = place.units else {
                        prop_assert!(words.is_empty() || words.contains('\n'));
                        continue;
                    };
                    let shown = String::from_utf16(&units[start..start + length]);
                    prop_assert_eq!(shown.unwrap(), words);
                }
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
