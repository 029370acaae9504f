//! What can be stated of a document.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// What a fact is about.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    VariantArray,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FactField {
    /// Its type.
    Type,
    /// Its date of issue.
    Date,
    /// The body that issued it.
    Issuer,
    /// Its title.
    Title,
    /// The day from which it is in force; catalogues only.
    Effective,
    /// How it stood in a year; catalogues only.
    Validity,
    /// A document that amended it; catalogues only.
    AmendedBy,
    /// A document that replaced it; catalogues only.
    ReplacedBy,
}

impl FactField {
    /// Whether only one value can be true. Of titles and bodies several wordings are
    /// usual, and no conflict.
    pub const fn is_single_valued(self) -> bool {
        matches!(self, Self::Type | Self::Date)
    }
}

/// How well a fact of a catalogue is proved.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum FactConfidence {
    /// One source, or sources that follow each other.
    Medium,
    /// The text itself, an official record, or two sources that do not know each other.
    High,
}

tracuu_text::display_serde_names!(FactField, FactConfidence);
