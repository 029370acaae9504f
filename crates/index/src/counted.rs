//! The fields whose values are counted over hits.

use super::plan::Field;

/// The fields that are counted, in the order of [`super::facet::Counts`].
pub const COUNTED: [Field; 7] = [
    Field::Kind,
    Field::Type,
    Field::Issuer,
    Field::Year,
    Field::Deadline,
    Field::Agency,
    Field::Collection,
];

/// Whether a field of [`COUNTED`] holds numbers; the others hold terms.
pub(super) const fn is_number(field: Field) -> bool {
    matches!(field, Field::Year | Field::Deadline)
}
