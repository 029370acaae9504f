//! Text as a page shows it: cut into runs at its citations, and those into pieces of one look.

use tracuu_index::record::{CitationRecord, Unit};
use tracuu_legal::citation::mention::CitationKind;
use tracuu_legal::citation::resolve::ResolutionState;
use tracuu_text::span::Span;
use tracuu_text::styled::Style;

/// A stretch of text, linked where it is a citation.
#[derive(Debug, PartialEq)]
pub(super) struct LinkedRun {
    /// The text, in pieces of one look.
    pub(super) pieces: Vec<StyledPiece>,
    /// Where it leads.
    pub(super) link: Option<CitationLink>,
}

/// A stretch of text that is found or not, bold or not, in italics or not.
#[derive(Debug, PartialEq)]
pub(super) struct StyledPiece {
    /// The text.
    pub(super) text: String,
    /// Whether it is of a place that was found.
    pub(super) is_found: bool,
    /// The number of the place that begins here, from 1.
    pub(super) number: Option<usize>,
    /// How it is set.
    pub(super) style: Style,
}

/// Lines of a unit, and the places in it that were found.
#[derive(Clone, Copy)]
pub(super) struct UnitExcerpt<'u> {
    /// The unit.
    pub(super) unit: &'u Unit,
    /// Places in its text, ascending.
    pub(super) places: &'u [Span],
    /// Number of the first, from 1.
    pub(super) first_number: usize,
    /// The lines to show, in bytes of its text.
    pub(super) lines: Span,
}

/// Where a citation leads.
#[derive(Debug, PartialEq)]
pub(super) enum CitationLink {
    /// To the one document that it names.
    Document(String),
    /// To the documents that it may name.
    Ambiguous(String),
    /// Nowhere: the document is not known, or the symbol cannot be read.
    Nowhere,
}

/// The text under a span, cut at its citations. A citation inside another's span is part
/// of the outer link.
pub(super) fn linked_runs(excerpt: UnitExcerpt<'_>, span: Span) -> Vec<LinkedRun> {
    let mut found = Vec::new();
    let mut at = span.start;
    for citation in &excerpt.unit.citations {
        let start = citation.start.max(at);
        let end = citation.end.min(span.end);
        if end <= start {
            continue;
        }
        found.extend(linked_run(excerpt, Span::new(at, start), None));
        found.extend(linked_run(excerpt, Span::new(start, end), citation_link(citation)));
        at = end;
    }
    found.extend(linked_run(excerpt, Span::new(at, span.end), None));
    found
}

/// One run, cut at the places that were found and where its look changes; `None` where it
/// would be empty.
fn linked_run(
    excerpt: UnitExcerpt<'_>,
    span: Span,
    link: Option<CitationLink>,
) -> Option<LinkedRun> {
    let mut pieces = Vec::new();
    let mut at = span.start;
    let first = excerpt.places.partition_point(|place| place.end <= span.start);
    let places = excerpt.places.iter().enumerate().skip(first);
    for (index, place) in places.take_while(|(_, place)| place.start < span.end) {
        let (start, end) = (place.start.max(span.start), place.end.min(span.end));
        pieces.extend(styled_pieces(excerpt.unit, Span::new(at, start)));
        let found = pieces.len();
        pieces.extend(styled_pieces(excerpt.unit, Span::new(start, end)));
        for piece in pieces.iter_mut().skip(found) {
            piece.is_found = true;
        }
        if let Some(piece) = pieces.get_mut(found).filter(|_| place.start == start) {
            piece.number = Some(excerpt.first_number + index);
        }
        at = end;
    }
    pieces.extend(styled_pieces(excerpt.unit, Span::new(at, span.end)));
    (!pieces.is_empty()).then_some(LinkedRun { pieces, link })
}

/// A stretch of text cut where its style changes.
fn styled_pieces(unit: &Unit, span: Span) -> Vec<StyledPiece> {
    let mut pieces = Vec::new();
    let mut push = |from: usize, to: usize, style: Style| {
        let text = Span::new(from, to.max(from)).of(&unit.text).to_owned();
        if !text.is_empty() {
            pieces.push(StyledPiece { text, is_found: false, number: None, style });
        }
    };
    let mut at = span.start;
    for run in unit.layout.runs_in(span) {
        let (start, end) = (run.span.start.max(at), run.span.end.min(span.end));
        push(at, start, Style::default());
        push(start, end, Style::of(run));
        at = end.max(at);
    }
    push(at, span.end, Style::default());
    pieces
}

/// Where a citation leads; a document that speaks of itself leads nowhere.
fn citation_link(citation: &CitationRecord) -> Option<CitationLink> {
    if citation.kind == CitationKind::SelfReference {
        return None;
    }
    Some(match (&citation.document, citation.state) {
        (Some(id), _) => CitationLink::Document(format!("/documents/{id}")),
        (None, ResolutionState::Ambiguous) => {
            CitationLink::Ambiguous(citation.symbol.clone().unwrap_or_default())
        }
        _ => CitationLink::Nowhere,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::run::Run;

    fn unit(text: &str, citations: Vec<CitationRecord>) -> Unit {
        Unit { text: text.to_owned(), citations, ..Unit::default() }
    }

    fn whole(unit: &Unit) -> UnitExcerpt<'_> {
        let lines = Span::new(0, unit.text.len());
        UnitExcerpt { unit, places: &[], first_number: 1, lines }
    }

    fn citation(text: &str, cited: &str) -> CitationRecord {
        let start = text.find(cited).unwrap();
        CitationRecord {
            document: Some("x".to_owned()),
            ..CitationRecord::new(
                CitationKind::Numbered,
                ResolutionState::Resolved,
                start..start + cited.len(),
            )
        }
    }

    #[test]
    fn bold_and_italics_cut_runs_and_lose_no_letter() {
        let text = "Căn cứ Luật số 5 và Điều lệ";
        let mut unit = unit(text, vec![]);
        let place = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        unit.layout.runs = vec![
            Run {
                span: place("Luật số"), bold: true, italic: false, doubtful: false
            },
            Run {
                span: place("Điều lệ"), bold: false, italic: true, doubtful: true
            },
        ];
        let places = [place("số 5")];
        let excerpt = UnitExcerpt { places: &places, ..whole(&unit) };
        let [run] = &linked_runs(excerpt, excerpt.lines)[..] else { panic!("one run") };
        let told: Vec<String> = run
            .pieces
            .iter()
            .map(|one| {
                let look = [
                    (one.is_found, '#'),
                    (one.style.bold, '*'),
                    (one.style.italic, '_'),
                    (one.style.doubtful, '?'),
                ];
                let marks =
                    look.iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| mark);
                format!("{}{}", marks.collect::<String>(), one.text)
            })
            .collect();
        assert_eq!(told, ["Căn cứ ", "*Luật ", "#*số", "# 5", " và ", "_?Điều lệ"]);
    }

    #[test]
    fn the_runs_of_a_line_give_its_text_back() {
        let text = "Theo Nghị quyết số 1-NQ/TU, Nghị quyết số 2-NQ/TU.";
        let citations = vec![
            citation(text, "Nghị quyết số 1-NQ/TU, Nghị quyết số 2-NQ/TU"),
            citation(text, "Nghị quyết số 2-NQ/TU"),
        ];
        let pieces = linked_runs(whole(&unit(text, citations)), Span::new(0, text.len()));
        let joined: String = pieces
            .iter()
            .flat_map(|run| &run.pieces)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(joined, text);
        assert_eq!(pieces.len(), 3);
    }

    #[test]
    fn what_was_found_is_marked_across_citations_and_numbered_once() {
        let text = "Thực hiện Nghị quyết số 5-NQ/TU về kiểm tra";
        let unit = unit(text, vec![citation(text, "Nghị quyết số 5-NQ/TU")]);
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let places = [at("hiện Nghị"), at("kiểm tra")];
        let excerpt = UnitExcerpt { places: &places, first_number: 4, ..whole(&unit) };
        let found: Vec<(String, Option<usize>)> = linked_runs(excerpt, excerpt.lines)
            .into_iter()
            .flat_map(|run| run.pieces)
            .filter(|piece| piece.is_found)
            .map(|piece| (piece.text, piece.number))
            .collect();
        let expected = [("hiện ", Some(4)), ("Nghị", None), ("kiểm tra", Some(5))];
        assert_eq!(found, expected.map(|(text, number)| (text.to_owned(), number)));
    }
}
