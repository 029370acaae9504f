//! Assignments: as hits of a search, and as resources of an agency.

use std::mem::take;

use serde::Serialize;
use utoipa::ToSchema;

use tracuu_index::record::{AgencyKey, AssignmentRecord, DocumentKey};
use tracuu_legal::assignment::deadline::{Period, Recurrence};
use tracuu_legal::assignment::duty::AssignmentSource;
use tracuu_print::messages::spoken;

/// Who does what (phân công).
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentFacts {
    /// Where it was read.
    pub source: AssignmentSource,
    /// Row label in the table.
    pub row: Option<String>,
    /// Item numbers printed in the row.
    pub items: Vec<u32>,
    /// Paths of the measures that it covers.
    pub measures: Vec<String>,
    /// Lead agencies (chủ trì).
    pub lead: Vec<AgencyKey>,
    /// Coordinating agencies (phối hợp).
    pub coordinating: Vec<AgencyKey>,
    /// The role in words, for assignments from the text.
    pub role: &'static str,
    /// Deadline as written.
    pub deadline: Option<String>,
    /// The days from which and by which it is due; null without a deadline, for one that
    /// names no time, and for a recurring one.
    pub due: Option<Period>,
    /// How often, where it recurs.
    pub recurrence: Option<Recurrence>,
    /// Product as written.
    pub product: Option<String>,
}

/// An assignment of an agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assignment {
    /// Id, unique in the collection.
    pub id: String,
    /// Who does what.
    #[serde(flatten)]
    pub facts: AssignmentFacts,
    /// The task, as written.
    pub task: String,
    /// Agencies in other roles (theo dõi, tham mưu, thực hiện).
    pub others: Vec<AgencyKey>,
    /// The document that it is part of.
    pub document: DocumentKey,
    /// Path of the provision that holds it.
    pub path: String,
    /// The sentence or the row, as written.
    pub evidence: String,
    /// Address of the place on this service.
    pub url: String,
}

impl From<AssignmentRecord> for AssignmentFacts {
    fn from(record: AssignmentRecord) -> Self {
        Self {
            source: record.source,
            row: record.row,
            items: record.items,
            measures: record.measures,
            lead: record.lead,
            coordinating: record.coordinating,
            role: spoken().duty(record.role),
            deadline: record.deadline,
            due: record.due,
            recurrence: record.recurrence,
            product: record.product,
        }
    }
}

impl From<AssignmentRecord> for Assignment {
    fn from(mut record: AssignmentRecord) -> Self {
        Self {
            url: format!("/documents/{}#{}", record.document.id, record.path),
            id: take(&mut record.id),
            task: take(&mut record.task),
            others: take(&mut record.others),
            document: take(&mut record.document),
            path: take(&mut record.path),
            evidence: take(&mut record.evidence),
            facts: record.into(),
        }
    }
}
