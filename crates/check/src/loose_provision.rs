//! Provisions that stand beside no citation: of what a cited document issues with itself
//! ("Điều 9 Quy chế ban hành kèm theo Quyết định số …") and of a document that is pointed
//! back to ("Điều 22 Nghị định trên"). Of the others the account of the draft says that
//! they were not looked at.

use super::context::{CheckContext, Findings};
use super::facts::DocumentFacts;
use super::pin;
use super::words::{self, Role};
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::provision_mention::ProvisionHolder;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words as text_words};

/// How far behind a provision the document is looked for that issued what it is part of.
const ISSUER_REACH_BYTES: usize = 200;

/// How many mentions back the document is looked for that is pointed back to.
const MAX_BACK: usize = 32;

/// Looks the provisions up; gives those of which no document can be told.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) -> Vec<Span> {
    let mut untold = Vec::new();
    for mention in context.draft.provisions() {
        if mention.holder != ProvisionHolder::Unstated {
            continue;
        }
        let enclosing = enclosing(context, mention.span);
        let index = enclosing.or_else(|| pointed_back(context, mention.span));
        let outline = index.and_then(|index| context.facts(index)?.outline());
        let citation = index.and_then(|index| context.citation(index));
        let (Some(index), Some(citation), Some(outline)) = (index, citation, outline)
        else {
            untold.push(mention.span);
            continue;
        };
        let outline =
            if enclosing.is_some() { &pin::enclosure(outline) } else { outline };
        if let Some(missing) = pin::missing(outline, &mention.places) {
            let finding = pin::finding(context, citation, mention.span, &missing);
            out.push(finding.for_citation(index));
        } else if outline.is_empty() {
            untold.push(mention.span);
        }
    }
    untold
}

/// The document right behind a provision that issued what the provision is part of.
fn enclosing(context: &CheckContext<'_>, place: Span) -> Option<usize> {
    let citations = &context.draft.citations;
    let next = citations.partition_point(|citation| citation.span.start < place.end);
    let citation = citations.get(next)?;
    let between = context.text.get(place.end..citation.span.start)?;
    if between.len() > ISSUER_REACH_BYTES || between.contains(['\n', ';', '.']) {
        return None;
    }
    let is_numbered = citation.kind == CitationKind::Numbered;
    (is_numbered && pin::is_of_enclosure(context, place, citation)).then_some(next)
}

/// The last document before a provision that its words point back to: "Nghị định trên".
fn pointed_back(context: &CheckContext<'_>, place: Span) -> Option<usize> {
    let behind = context.sentence_behind(place.end).of(context.text);
    let words: Vec<Word<'_>> = text_words(behind).take(6).collect();
    let named = DocumentType::named_at(&words, 0)?;
    let document_type = named.value;
    if words::len_at(&words, named.end, Role::PointsBack) == 0 {
        return None;
    }
    let citations = &context.draft.citations;
    let end = citations.partition_point(|citation| citation.span.start < place.start);
    let is_it = |citation: &Citation| {
        citation.kind == CitationKind::Numbered
            && citation.nested_in.is_none()
            && citation.document_type == Some(document_type)
    };
    let mut back = (end.saturating_sub(MAX_BACK)..end).rev();
    let last = back.find(|index| citations.get(*index).is_some_and(is_it))?;
    // Where two documents of the type stand in one sentence, either can be meant; only what
    // neither has is sure to be wrong.
    let amends = context.is_acted_on(last);
    let first = back.find(|index| citations.get(*index).is_some_and(is_it));
    let is_held =
        |index: &usize| context.facts(*index).and_then(DocumentFacts::outline).is_some();
    if amends { first.filter(is_held).or(Some(last)) } else { Some(last) }
}
