//! Citing places: the citations of a document in a unit, with the text around them.

use super::answer::SnippetFragment;
use super::snippet;
use tracuu_index::record::{CitationRecord, Unit};
use tracuu_text::span::Span;

/// The citations in a unit that name a document, or may name it.
pub fn citations<'u>(
    unit: &'u Unit,
    document: &'u str,
) -> impl Iterator<Item = &'u CitationRecord> {
    unit.citations.iter().filter(move |record| {
        record.document.as_deref() == Some(document)
            || record.candidates.iter().any(|candidate| candidate == document)
    })
}

/// The text of a unit around its citations of a document, these marked as hits.
pub fn snippets(unit: &Unit, document: &str) -> Vec<Vec<SnippetFragment>> {
    let marks: Vec<Span> = citations(unit, document)
        .map(|record| Span::new(record.start, record.end))
        .collect();
    snippet::around(&unit.text, &marks)
}
