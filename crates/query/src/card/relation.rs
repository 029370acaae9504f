//! What documents do with others.

use crate::answer_card::{AnswerCard, CardEvidence, CardKind};
use crate::parsed::part::RelationDirection;
use crate::parsed::query::RelationQuery;
use crate::plan::relation::other_end;
use crate::plan::structure::Structure;
use crate::print::summary::document_name;
use crate::resolver::by_id;
use tracuu_index::error::ReadError;
use tracuu_index::reader::Collection;
use tracuu_index::record::DocumentRecord;
use tracuu_print::messages::spoken;

/// Most documents that the sentence names.
const MAX_NAMED: usize = 5;

/// The documents at the other end of a relation, and where it is said.
pub(super) fn card(
    collection: &Collection,
    document: &DocumentRecord,
    asked: &RelationQuery,
    found: &Structure,
) -> Result<AnswerCard, ReadError> {
    let name = document_name(document);
    let verb = spoken().relation(asked.kind);
    let is_out = asked.direction == RelationDirection::Out;
    let mut others = Vec::new();
    let mut evidence = Vec::new();
    for edge in found.edges.iter().take(MAX_NAMED) {
        let other = other_end(&edge.edge, asked.direction);
        let other = by_id(collection, other)?;
        others.extend(other.as_ref().map(document_name));
        evidence.push(CardEvidence {
            document: Some(edge.stated_in.clone()),
            path: edge.edge.path.clone(),
            quote: edge.edge.cue.clone().unwrap_or_default(),
        });
    }
    let all = others.join("; ");
    let text = match (is_out, others.is_empty()) {
        (true, true) => spoken().answer_relation_out_none(&name, verb),
        (true, false) => spoken().answer_relation_out(&name, verb, &all),
        (false, true) => spoken().answer_relation_in_none(&name, verb),
        (false, false) => spoken().answer_relation_in(&name, verb, &all),
    };
    Ok(AnswerCard::new(CardKind::Relation, text)
        .with_fact("document", Some(document.id.clone()))
        .with_fact("others", (!all.is_empty()).then_some(all))
        .with_evidence(evidence))
}
