//! Relations of citations in their stored form.

use super::record::{PartyRecord, RelationRecord};
use tracuu_legal::citation::relation::{Party, Relation};

impl RelationRecord {
    /// The stored form of the relation of the citation with an index in `text`; `id_of`
    /// gives the document at an end, where it is known.
    pub fn of(
        text: &str,
        (index, relation): (usize, &Relation),
        id_of: impl Fn(Party) -> Option<String>,
    ) -> Self {
        let party = |party: Party| {
            let role = match party {
                Party::This => "this",
                Party::Unstated => "unstated",
                Party::Mention(at) if at == index => "citation",
                Party::Mention(_) => "other",
            };
            PartyRecord { role: role.to_owned(), document: id_of(party) }
        };
        Self {
            kind: relation.kind.name().to_owned(),
            source: party(relation.source),
            target: party(relation.target),
            is_partial: relation.is_partial,
            cue: relation.cue.map(|cue| cue.of(text).replace('\n', " ")),
            rule: relation.rule.name().to_owned(),
        }
    }
}
