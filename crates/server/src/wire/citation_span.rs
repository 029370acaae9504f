//! The citations of a text that is not in the collection, on the wire.

use super::citation::{
    CitationFacts, CitationSpan, ProvisionSpan, RelationDetail, UnreadWords,
};
use tracuu_check::draft::Draft;
use tracuu_check::unparsed;
use tracuu_index::record::{PinpointRecord, RelationRecord};
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::citation::provision_mention::{ProvisionHolder, ProvisionMention};
use tracuu_legal::citation::relation::Party;
use tracuu_legal::citation::resolve::Resolution;
use tracuu_text::span::Span;
use tracuu_text::utf16::Utf16Offsets;

impl CitationSpan {
    /// The citations of a text in their order, each with what it was found to name.
    pub fn all(draft: &Draft, resolutions: &[Resolution]) -> Vec<Self> {
        Self::placed(draft, resolutions, &Utf16Offsets::new(draft.text()))
    }

    /// [`Self::all`] with the offsets of the text at hand.
    pub(super) fn placed(
        draft: &Draft,
        resolutions: &[Resolution],
        offsets: &Utf16Offsets<'_>,
    ) -> Vec<Self> {
        let text = draft.text();
        let layout = draft.document.manuscript.layout();
        let citations = draft.citations.iter().zip(resolutions).enumerate();
        let place = |(index, (citation, resolution)): (usize, (&Citation, _))| {
            let mut facts = facts(text, citation, resolution);
            let taken_up = citation.antecedent.and_then(|at| draft.citations.get(at));
            let taken_up = taken_up.and_then(|taken_up| taken_up.symbol.as_ref());
            facts.symbol = facts.symbol.or_else(|| taken_up.map(ToString::to_string));
            let relation = relation(draft, index, resolutions);
            facts.relation = relation.as_ref().map(|found| found.kind);
            facts.relation_detail = relation.as_ref().map(RelationDetail::from);
            Self {
                start: offsets.of_byte(citation.span.start),
                end: offsets.of_byte(citation.span.end),
                text: citation.span.of(text).to_owned(),
                page: layout.source_page(citation.span.start).into(),
                facts,
                antecedent: citation.antecedent,
            }
        };
        citations.map(place).collect()
    }
}

impl ProvisionSpan {
    /// The provisions that a text names beside those of its citations, in its order.
    pub fn all(draft: &Draft, resolutions: &[Resolution]) -> Vec<Self> {
        let text = draft.text();
        let offsets = Utf16Offsets::new(text);
        let mentions = draft.provisions().into_iter();
        let place = |mention: ProvisionMention| {
            let citation = match mention.holder {
                ProvisionHolder::Mention(at) => Some(at),
                ProvisionHolder::Own | ProvisionHolder::Unstated => None,
            };
            let cited = citation.and_then(|at| draft.citations.get(at));
            let taken_up = cited.and_then(|it| draft.citations.get(it.antecedent?));
            let symbol = taken_up.or(cited).and_then(|it| it.symbol.as_ref());
            Self {
                start: offsets.of_byte(mention.span.start),
                end: offsets.of_byte(mention.span.end),
                text: mention.span.of(text).to_owned(),
                pinpoint: mention.places.iter().map(PinpointRecord::from).collect(),
                holder: mention.holder.into(),
                citation,
                symbol: symbol.map(ToString::to_string),
                document: citation
                    .and_then(|at| resolutions.get(at)?.id())
                    .map(str::to_owned),
                action: mention.action,
            }
        };
        mentions.map(place).collect()
    }
}

impl UnreadWords {
    /// What looks like a citation in a text and could not be read.
    pub fn all(draft: &Draft) -> Vec<Self> {
        let text = draft.text();
        let offsets = Utf16Offsets::new(text);
        let places = unparsed::places(draft).into_iter();
        let words = |place: Span| Self {
            start: offsets.of_byte(place.start),
            end: offsets.of_byte(place.end),
            text: place.of(text).to_owned(),
        };
        places.map(words).collect()
    }
}

/// The relation of the citation with an index; the text itself has no id.
fn relation(
    draft: &Draft,
    index: usize,
    resolutions: &[Resolution],
) -> Option<RelationRecord> {
    let relation = (*draft.relations.get(index)?)?;
    let id_of = |party: Party| match party {
        Party::This | Party::Unstated => None,
        Party::Mention(at) => resolutions.get(at)?.id().map(str::to_owned),
    };
    Some(RelationRecord::new(draft.text(), &relation, index, id_of))
}

fn facts(text: &str, citation: &Citation, resolution: &Resolution) -> CitationFacts {
    let written = |span: Span| span.of(text).to_owned();
    let pinpoint: Vec<PinpointRecord> =
        citation.pinpoint.iter().map(PinpointRecord::from).collect();
    CitationFacts {
        symbol: citation.symbol.as_ref().map(ToString::to_string),
        r#type: citation.document_type.map(|found| found.name().to_owned()),
        date: citation.date.map(|date| date.to_string()),
        issuer: citation.issuer.map(written),
        title: citation.title.map(written),
        pinpoint: (!pinpoint.is_empty()).then_some(pinpoint),
        relation: None,
        relation_detail: None,
        state: resolution.state(),
        document: resolution.id().map(str::to_owned),
        candidates: resolution.candidates().to_vec(),
        deviations: citation.deviations.clone(),
        kind: citation.kind,
        status: citation.status,
        nested: citation.nested_in.is_some(),
    }
}
