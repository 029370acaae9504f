//! Relations of citations in their stored form.

use super::record::{PartyRecord, RelationRecord};
use tracuu_legal::citation::relation::{Party, Relation};

impl RelationRecord {
    /// The stored form of a relation in `text` of the citation with this index; `id_of`
    /// gives the document at an end, where it is known.
    pub fn new(
        text: &str,
        relation: &Relation,
        citation: usize,
        id_of: impl Fn(Party) -> Option<String>,
    ) -> Self {
        let party = |party: Party| PartyRecord {
            role: party.role(citation),
            document: id_of(party),
        };
        Self {
            kind: relation.kind,
            source: party(relation.source),
            target: party(relation.target),
            is_partial: relation.is_partial,
            cue: relation.cue.map(|cue| cue.of(text).replace('\n', " ")),
            rule: relation.rule,
        }
    }
}
