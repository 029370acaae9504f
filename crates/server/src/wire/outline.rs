//! Provision trees.

use serde::Serialize;
use utoipa::ToSchema;

use super::offset_unit::OffsetUnit;
use tracuu_index::record::OutlineEntry;
use tracuu_legal::document::level::ProvisionKind;

/// The provision tree (cây điều khoản) of a document, parents before children.
#[derive(Debug, Serialize, ToSchema)]
pub struct Outline {
    /// What `start` and `end` count.
    pub offset_unit: OffsetUnit,
    /// In document order.
    pub provisions: Vec<Provision>,
}

/// One provision of a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct Provision {
    /// Stable path, unique in the document; also its anchor on the document's page.
    pub path: String,
    /// A measure, or its level.
    pub level: ProvisionKind,
    /// Label as printed.
    pub label: String,
    /// Title; may be empty.
    pub title: String,
    /// Start in the canonical text.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// The day on which a file came in which its text is another one than in the file before;
    /// `null` where none did.
    #[schema(format = Date)]
    pub changed: Option<String>,
}

impl From<OutlineEntry> for Provision {
    fn from(entry: OutlineEntry) -> Self {
        let OutlineEntry { path, level, label, title, start, end } = entry;
        Self { path, level, label, title, start, end, changed: None }
    }
}
