//! Agencies.

use serde::Serialize;
use utoipa::ToSchema;

use tracuu_index::record::AgencyRecord;

/// An agency (cơ quan) of the collection.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agency {
    /// Id, readable and URL-safe.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Other spellings found in the collection, the most frequent first.
    pub variants: Vec<String>,
    /// Number of assignments that it leads (chủ trì).
    pub n_lead: usize,
    /// Number of assignments that it coordinates (phối hợp).
    pub n_coordinating: usize,
    /// Number of documents that it issued.
    pub n_issued: usize,
    /// Its page on this service.
    pub url: String,
}

impl From<AgencyRecord> for Agency {
    fn from(record: AgencyRecord) -> Self {
        Self {
            url: format!("/agencies/{}", record.id),
            id: record.id,
            name: record.name,
            variants: record.variants,
            n_lead: record.n_lead,
            n_coordinating: record.n_coordinating,
            n_issued: record.n_issued,
        }
    }
}
