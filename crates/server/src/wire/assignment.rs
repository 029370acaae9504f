//! Assignments as resources of an agency.

use serde::Serialize;
use utoipa::ToSchema;

use super::agency::AgencyName;
use super::answer::DocumentName;
use tracuu_index::record::AssignmentRecord;
use tracuu_legal::assignment::duty::AssignmentSource;

/// Who does what (phân công).
#[derive(Debug, Serialize, ToSchema)]
pub struct Assignment {
    /// Id, unique in the collection.
    pub id: String,
    /// Where it was read.
    pub source: AssignmentSource,
    /// Row label in the table.
    pub row: Option<String>,
    /// The task, as written.
    pub task: String,
    /// Item numbers printed in the row.
    pub items: Vec<u32>,
    /// Paths of the measures that it covers.
    pub measures: Vec<String>,
    /// Lead agencies (chủ trì).
    pub lead: Vec<AgencyName>,
    /// Coordinating agencies (phối hợp).
    pub coordinating: Vec<AgencyName>,
    /// Agencies in other roles (theo dõi, tham mưu, thực hiện).
    pub others: Vec<AgencyName>,
    /// The role in words, for assignments from the text.
    pub role: &'static str,
    /// Deadline as written.
    pub deadline: Option<String>,
    /// Product as written.
    pub product: Option<String>,
    /// The document that it is part of.
    pub document: DocumentName,
    /// Path of the provision that holds it.
    pub path: String,
    /// The sentence or the row, as written.
    pub evidence: String,
    /// Address of the place on this service.
    pub url: String,
}

impl From<AssignmentRecord> for Assignment {
    fn from(record: AssignmentRecord) -> Self {
        let names = |keys: Vec<_>| keys.into_iter().map(AgencyName::from).collect();
        Self {
            url: format!("/documents/{}#{}", record.document.id, record.path),
            id: record.id,
            source: record.source,
            row: record.row,
            task: record.task,
            items: record.items,
            measures: record.measures,
            lead: names(record.lead),
            coordinating: names(record.coordinating),
            others: names(record.others),
            role: record.role.label(),
            deadline: record.deadline,
            product: record.product,
            document: record.document.into(),
            path: record.path,
            evidence: record.evidence,
        }
    }
}
