//! What the places of an answer count.

use serde::Serialize;
use utoipa::ToSchema;

/// What offsets in the canonical text count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, as scripts count.
    Utf16,
}
