//! Measures as resources.

use serde::Serialize;
use utoipa::ToSchema;

use super::citation::{CitationFacts, address_of};
use tracuu_index::record::{DocumentKey, Unit};

/// A measure (nhiệm vụ, giải pháp).
#[derive(Debug, Serialize, ToSchema)]
pub struct Measure {
    /// Id, unique in the collection.
    pub id: String,
    /// Path in the outline, such as `II.15.1`.
    pub label: String,
    /// Title; may be empty.
    pub title: String,
    /// The document that it stands in.
    pub document: DocumentKey,
    /// Heading and paragraphs.
    pub text: String,
    /// What it cites, in the order of the text.
    pub citations: Vec<CitationFacts>,
    /// Address of the place on this service.
    pub url: String,
}

impl From<Unit> for Measure {
    fn from(unit: Unit) -> Self {
        Self {
            url: address_of(&unit),
            citations: unit.citations.iter().map(CitationFacts::from).collect(),
            id: unit.id,
            label: unit.path,
            title: unit.title,
            document: unit.document,
            text: unit.text,
        }
    }
}
