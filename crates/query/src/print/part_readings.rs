//! Other ways to take a part of a question, each as the question that takes it so.

use crate::parsed::field::QueryField;
use crate::parsed::part::{PartReading, PartRole, QueryPart};
use crate::read::field_name::longest_name;

/// The other readings of a part whose name, words and question without it are filled in; none
/// for parts that can be nothing else.
pub(super) fn readings(part: &QueryPart) -> Vec<PartReading> {
    let name = part.name.trim_matches(['"', '“', '”']);
    // A part without words, or with what would end the operator.
    if name.is_empty() || name.contains(['"', '“', '”']) {
        return Vec::new();
    }
    let reading = |role, excluded, operator: String| PartReading {
        role,
        excluded,
        question: format!("{} {operator}", part.without).trim().to_owned(),
    };
    let field = |field: QueryField| {
        let operator = format!("{}:\"{name}\"", longest_name(field));
        reading(field.role(), false, operator)
    };
    let not = |field: QueryField| {
        let operator = format!("-{}:\"{name}\"", longest_name(field));
        reading(field.role(), true, operator)
    };
    let phrase = || reading(PartRole::Phrase, false, format!("\"{name}\""));
    let mut all = match part.role {
        PartRole::Agency | PartRole::Lead | PartRole::Coordinating | PartRole::Issuer => {
            vec![
                field(QueryField::Lead),
                field(QueryField::Coordinating),
                field(QueryField::Agency),
                field(QueryField::Issuer),
                phrase(),
            ]
        }
        PartRole::Cites | PartRole::Document | PartRole::Within => vec![
            field(QueryField::Cites),
            not(QueryField::Cites),
            field(QueryField::Document),
            phrase(),
        ],
        PartRole::Text | PartRole::Title | PartRole::Phrase | PartRole::Unused => {
            vec![phrase(), field(QueryField::Title), not(QueryField::Title)]
        }
        PartRole::Type => vec![field(QueryField::Type), not(QueryField::Type), phrase()],
        _ => Vec::new(),
    };
    all.retain(|one| {
        let is_own = one.role == part.role && one.excluded == part.excluded;
        // A document that is named is found with those that cite it; only these are asked for
        // by the operator.
        !is_own || part.role == PartRole::Cites && !part.is_operator
    });
    all
}
