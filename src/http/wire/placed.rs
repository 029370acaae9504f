//! A citation of a text that is not in the collection, on the wire.

use super::citation::{CitationFacts, Pinpoint, PlacedCitation};
use crate::citation::mention::{Citation, CitationKind};
use crate::citation::resolve::Resolution;
use crate::text::span::Span;
use crate::text::utf16::Utf16Offsets;

impl PlacedCitation {
    /// A citation of a text, with what it was found to name.
    pub fn of(
        text: &str,
        offsets: &Utf16Offsets<'_>,
        citation: &Citation,
        resolution: &Resolution,
    ) -> Self {
        Self {
            start: offsets.of_byte(citation.span.start),
            end: offsets.of_byte(citation.span.end),
            text: citation.span.of(text).to_owned(),
            facts: facts(text, citation, resolution),
        }
    }
}

fn facts(text: &str, citation: &Citation, resolution: &Resolution) -> CitationFacts {
    let written = |span: Span| span.of(text).to_owned();
    let (state, document, candidates) = match resolution {
        Resolution::Resolved(id) => ("resolved", Some(id.clone()), Vec::new()),
        Resolution::Ambiguous(ids) => ("ambiguous", None, ids.clone()),
        Resolution::Absent => ("absent", None, Vec::new()),
        Resolution::Malformed => ("malformed", None, Vec::new()),
    };
    let pinpoint: Vec<Pinpoint> = citation
        .pinpoint
        .iter()
        .map(|place| Pinpoint {
            article: place.article.clone(),
            clause: place.clause.clone(),
            point: place.point.clone(),
        })
        .collect();
    CitationFacts {
        symbol: citation.symbol.as_ref().map(ToString::to_string),
        r#type: citation.document_type.map(|found| found.name().to_owned()),
        date: citation.date.map(|date| date.to_string()),
        issuer: citation.issuer.map(written),
        title: citation.title.map(written),
        pinpoint: (!pinpoint.is_empty()).then_some(pinpoint),
        relation: None,
        relation_detail: None,
        state: state.to_owned(),
        document,
        candidates,
        deviations: citation.deviations.iter().map(|code| (*code).to_owned()).collect(),
        kind: kind_name(citation.kind).to_owned(),
        nested: citation.nested_in.is_some(),
    }
}

const fn kind_name(kind: CitationKind) -> &'static str {
    match kind {
        CitationKind::Numbered => "numbered",
        CitationKind::Named => "named",
        CitationKind::SelfReference => "self",
        CitationKind::BackReference => "back_reference",
    }
}
