//! What the places of an answer count.

use serde::Serialize;
use utoipa::ToSchema;

/// The text in which offsets are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum OffsetBase {
    /// The one that was sent.
    Sent,
    /// The canonical one, as it was read from what was sent.
    Canonical,
}

/// What offsets in the canonical text count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, as scripts count.
    Utf16,
}
