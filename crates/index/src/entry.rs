//! One entry of the index: its terms and its stored record.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::plan::Field;
use super::record::{AgencyRecord, AssignmentRecord, DocumentRecord, Unit};

/// What an entry is. The order is the order of kinds in a listing.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    VariantArray,
    IntoStaticStr,
    EnumString,
)]
#[strum(serialize_all = "snake_case")]
pub enum EntryKind {
    /// A document with a symbol, or held.
    Document,
    /// A document known only by a name.
    Named,
    /// A measure.
    Measure,
    /// Any other provision.
    Provision,
    /// An assignment.
    Assignment,
    /// An agency.
    Agency,
}

impl EntryKind {
    /// The term in [`Field::Kind`].
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether a search shows it, and a question can ask for it by `kind:`.
    pub const fn is_hit(self) -> bool {
        match self {
            Self::Document | Self::Measure | Self::Provision | Self::Assignment => true,
            Self::Named | Self::Agency => false,
        }
    }

    /// The kinds of hits.
    pub fn hits() -> impl Iterator<Item = Self> {
        Self::VARIANTS.iter().copied().filter(|kind| kind.is_hit())
    }
}

/// The stored record of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// A document, by symbol or by name.
    Document(Box<DocumentRecord>),
    /// A measure or another provision.
    Unit(Box<Unit>),
    /// An assignment.
    Assignment(Box<AssignmentRecord>),
    /// An agency.
    Agency(Box<AgencyRecord>),
}

/// One entry, ready to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// Id, unique among the entries of its kind.
    pub id: String,
    /// Terms of key fields.
    pub keys: Vec<(Field, String)>,
    /// Values of number fields.
    pub numbers: Vec<(Field, u64)>,
    /// Title or heading, searched with more weight.
    pub heading: String,
    /// Text, searched.
    pub body: String,
    /// What answers are made of.
    pub record: Record,
}

/// Bits of [`Field::Order`] for the place of an entry in its group: more units than a file of the
/// greatest size can have.
const PLACE_BITS: u32 = 18;
/// Bits for the label of the group; see [`super::label`].
const LABEL_BITS: u32 = 43;

/// The place of an entry in a listing: kind first, then its group, then its place in the group.
pub(super) fn order(kind: EntryKind, label: u64, place: u64) -> u64 {
    let place = place.min((1 << PLACE_BITS) - 1);
    ((kind as u64) << (LABEL_BITS + PLACE_BITS)) | (label << PLACE_BITS) | place
}
