//! Legal status (tình trạng hiệu lực): how a document can stand, what changes it, and who
//! can say so. How it stood on a day is asked in [`validity`](super::validity).

use std::borrow::Cow;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use strum::VariantArray;

/// How a document stands on a day.
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
pub enum LegalStatus {
    /// Còn hiệu lực.
    InForce,
    /// Còn hiệu lực, đã được sửa đổi, bổ sung.
    Amended,
    /// Đã được thay thế.
    Replaced,
    /// Đã bị bãi bỏ.
    Repealed,
    /// Hết thời hạn.
    Expired,
    /// Tạm ngưng hiệu lực.
    Suspended,
    /// Chưa có hiệu lực.
    NotYet,
    /// Không rõ.
    Unknown,
}

impl LegalStatus {
    /// Whether the document has lost its force for good.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Replaced | Self::Repealed | Self::Expired)
    }
}

/// How a catalogue says that a document stood in the year in which it was looked up.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
pub struct StatusInYear {
    /// The year looked at.
    pub year: i16,
    /// How it stood then.
    pub status: CatalogueStatus,
}

/// A legal status under the names that catalogues have.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueStatus {
    /// Còn hiệu lực.
    InForce,
    /// Còn hiệu lực, đã được sửa đổi, bổ sung.
    InForceAmended,
    /// Đã được thay thế.
    Replaced,
    /// Đã bị bãi bỏ.
    Repealed,
    /// Hết thời hạn thực hiện.
    PeriodEnded,
}

impl From<CatalogueStatus> for LegalStatus {
    fn from(found: CatalogueStatus) -> Self {
        match found {
            CatalogueStatus::InForce => Self::InForce,
            CatalogueStatus::InForceAmended => Self::Amended,
            CatalogueStatus::Replaced => Self::Replaced,
            CatalogueStatus::Repealed => Self::Repealed,
            CatalogueStatus::PeriodEnded => Self::Expired,
        }
    }
}

/// `2022: in_force`; for the wire, never read back.
impl fmt::Display for StatusInYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.year)?;
        self.status.serialize(out)
    }
}

/// What a statement says happened.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StatusChange {
    /// It was issued.
    Issued,
    /// It came into force.
    Entered,
    /// Its text was changed, or parts of it replaced or repealed.
    Amended,
    /// An error in its text was corrected.
    Corrected,
    /// Another took its place.
    Replaced,
    /// It was repealed.
    Repealed,
    /// Its time ran out.
    Expired,
    /// Its force was suspended.
    Suspended,
    /// Somebody looked it up, and found it to stand so.
    Found(LegalStatus),
}

impl StatusChange {
    /// All changes, findings last.
    pub const ALL: [Self; 16] = [
        Self::Issued,
        Self::Entered,
        Self::Amended,
        Self::Corrected,
        Self::Replaced,
        Self::Repealed,
        Self::Expired,
        Self::Suspended,
        Self::Found(LegalStatus::InForce),
        Self::Found(LegalStatus::Amended),
        Self::Found(LegalStatus::Replaced),
        Self::Found(LegalStatus::Repealed),
        Self::Found(LegalStatus::Expired),
        Self::Found(LegalStatus::Suspended),
        Self::Found(LegalStatus::NotYet),
        Self::Found(LegalStatus::Unknown),
    ];

    /// The name on the wire; of what was found the name of the state behind `found_`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Entered => "entered",
            Self::Amended => "amended",
            Self::Corrected => "corrected",
            Self::Replaced => "replaced",
            Self::Repealed => "repealed",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
            Self::Found(LegalStatus::InForce) => "found_in_force",
            Self::Found(LegalStatus::Amended) => "found_amended",
            Self::Found(LegalStatus::Replaced) => "found_replaced",
            Self::Found(LegalStatus::Repealed) => "found_repealed",
            Self::Found(LegalStatus::Expired) => "found_expired",
            Self::Found(LegalStatus::Suspended) => "found_suspended",
            Self::Found(LegalStatus::NotYet) => "found_not_yet",
            Self::Found(LegalStatus::Unknown) => "found_unknown",
        }
    }

    /// The change of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.name() == name)
    }

    /// The state that it leaves the document in for good.
    pub(super) const fn end(self) -> Option<LegalStatus> {
        match self {
            Self::Replaced => Some(LegalStatus::Replaced),
            Self::Repealed => Some(LegalStatus::Repealed),
            Self::Expired => Some(LegalStatus::Expired),
            Self::Found(state) if state.is_over() => Some(state),
            _ => None,
        }
    }
}

/// As its name: what was found is a change and a status in one word.
impl Serialize for StatusChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for StatusChange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<'de, str>::deserialize(deserializer)?;
        let unknown = || D::Error::custom(format!("unknown change of status `{name}`"));
        Self::from_name(&name).ok_or_else(unknown)
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for StatusChange {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .description(Some("What a statement about a document's force says happened."))
            .enum_values(Some(Self::ALL.map(Self::name)))
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for StatusChange {}

/// Who makes a statement.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventOrigin {
    /// The document itself.
    Own,
    /// The document that makes the change.
    Actor,
    /// A third document.
    #[serde(rename = "citation")]
    Other,
    /// The catalogue.
    Catalogue,
}

tracuu_text::display_serde_names!(LegalStatus, StatusChange, EventOrigin);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_named_by_the_status() {
        for &state in LegalStatus::VARIANTS {
            let found = StatusChange::Found(state);
            assert_eq!(found.to_string(), format!("found_{state}"));
            assert_eq!(StatusChange::from_name(found.name()), Some(found));
        }
    }

    #[test]
    fn a_status_in_a_year_is_printed_as_catalogues_write_it() {
        let found = StatusInYear { year: 2022, status: CatalogueStatus::InForceAmended };
        assert_eq!(found.to_string(), "2022: in_force_amended");
    }
}
