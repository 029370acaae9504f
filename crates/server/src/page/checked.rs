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
    /// The findings that begin in it, in the order of the list.
    pub(super) findings: Vec<Place>,
}

/// A finding in its paragraph.
#[derive(Debug, PartialEq)]
pub(super) struct Place {
    /// Its place in the list.
    pub(super) finding: usize,
    /// Its words; `None` where they go on in the next paragraph.
    pub(super) units: Option<Units>,
}

/// A stretch of a paragraph as it is shown, in UTF-16 code units, as scripts count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Units {
    /// From the beginning of the paragraph.
    pub(super) start: usize,
    /// Their number.
    pub(super) length: usize,
}

/// A stretch of text.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    /// The text.
    pub(super) text: String,
    /// What it is beside text.
    pub(super) mark: Option<Mark>,
    /// Where it begins in the whole text.
    start: usize,
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

/// Whether a text is shown whole.
pub(super) const fn is_whole(text: &str) -> bool {
    text.len() <= MAX_WHOLE
}

/// The parts of a text with the places of its findings, in their order, and the addresses
/// of its citations, in theirs. Linear in the text.
pub(super) fn parts(
    text: &str,
    faults: &[(Span, Severity)],
    links: &[(Span, String)],
) -> Vec<Part> {
    let strokes = strokes(faults, links);
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
        let ruler = Ruler::of(&pieces, span);
        let place = |finding: usize| {
            let units = faults.get(finding).and_then(|(fault, _)| ruler.units(*fault));
            Place { finding, units }
        };
        let findings = (first_fault..next_fault).map(place).collect();
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
            let text = span.of(text).to_owned();
            found.push(Piece { text, mark, start: span.start });
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

/// Where the pieces of a paragraph stand as it is shown.
struct Ruler<'a> {
    line: Span,
    /// Each with the units before it.
    pieces: Vec<(&'a Piece, usize)>,
}

impl<'a> Ruler<'a> {
    fn of(pieces: &'a [Piece], line: Span) -> Self {
        let mut before = 0;
        let place = |piece: &'a Piece| {
            let at = before;
            before += piece.text.encode_utf16().count();
            (piece, at)
        };
        Self { line, pieces: pieces.iter().map(place).collect() }
    }

    /// The units of words at fault; `None` where there are none to be seen, or where
    /// they leave the paragraph.
    fn units(&self, span: Span) -> Option<Units> {
        if span.end > self.line.end {
            return None;
        }
        let start = self.at(span.start)?;
        let length = self.at(span.end)?.checked_sub(start)?;
        (length > 0).then_some(Units { start, length })
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
                let place = |place: &Place| match place.units {
                    Some(Units { start, length }) => {
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
            super::parts(text, &faults, &links).iter().map(shown).collect();
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
        let parts = super::parts(text, &faults, &[]);
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
        let parts = super::parts(&text, &faults, &[]);
        assert_eq!(parts.len(), 3);
        assert_eq!(parts[0], Part::LeftOut(60_000));
        assert!(shown(&parts[1]).len() < 400);
        assert_eq!(parts[2], Part::LeftOut(2));
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
            let parts = super::parts(&text, &faults, &[]);
            let mut n_findings = 0;
            let mut shown = Vec::new();
            for part in &parts {
                let Part::Paragraph(paragraph) = part else { panic!("a short text") };
                let line: String =
                    paragraph.pieces.iter().map(|piece| piece.text.as_str()).collect();
                let units: Vec<u16> = line.encode_utf16().collect();
                for place in &paragraph.findings {
                    let words = faults[place.finding].0.of(&text);
                    let Some(Units { start, length }) = place.units else {
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
