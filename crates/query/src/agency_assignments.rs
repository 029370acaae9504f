//! What one agency is assigned: by role, by document, by deadline.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use tracuu_index::entry::{EntryKind, Record};
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Direction, Field, JoinColumn, Plan};
use tracuu_index::reader::{Collection, Listing, Page, of_kind};
use tracuu_index::record::{AssignmentRecord, DocumentKey, DocumentRecord};

/// A role of an agency in an assignment.
// The serde names are stable.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, VariantArray,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssignedRole {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinating,
    /// Any other: theo dõi, tham mưu, thực hiện.
    Other,
}

/// Which assignments of an agency are asked for; a member that is `None` asks for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct AssignmentFilter<'a> {
    /// Id of the agency.
    pub agency: &'a str,
    /// Its role.
    pub role: Option<AssignedRole>,
    /// Id of the document that assigns.
    pub document: Option<&'a str>,
}

impl AssignmentFilter<'_> {
    fn plan(&self) -> Plan {
        let role = |field| Plan::term(field, self.agency);
        let all = Plan::all([of_kind(EntryKind::Assignment), role(Field::Agency)]);
        let in_role = match self.role {
            None => all,
            Some(AssignedRole::Lead) => Plan::all([all, role(Field::Lead)]),
            Some(AssignedRole::Coordinating) => {
                Plan::all([all, role(Field::Coordinating)])
            }
            Some(AssignedRole::Other) => {
                all.but_not(Plan::some([role(Field::Lead), role(Field::Coordinating)]))
            }
        };
        match self.document {
            None => in_role,
            Some(id) => Plan::all([in_role, Plan::term(Field::Document, id)]),
        }
    }

    /// The assignments, in the order of the collection.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn listed(
        &self,
        collection: &Collection,
        page: Page,
    ) -> Result<Listing<AssignmentRecord>, ReadError> {
        collection.assignments(&self.plan(), page)
    }

    /// Number of the assignments.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn count(&self, collection: &Collection) -> Result<usize, ReadError> {
        collection.count(&self.plan())
    }

    /// The assignments by deadline, the earliest first, those without a day last in the
    /// order of the collection.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn by_deadline(
        &self,
        collection: &Collection,
        page: Page,
    ) -> Result<Listing<AssignmentRecord>, ReadError> {
        let order = (Field::Deadline, Direction::Ascending);
        let found = collection.listed_by(&self.plan(), order, page)?;
        let items = found.items.into_iter().filter_map(|record| match record {
            Record::Assignment(assignment) => Some(*assignment),
            _ => None,
        });
        Ok(Listing { items: items.collect(), total: found.total })
    }

    /// A page of the documents that assign, each with the number of its assignments, in the
    /// order of the collection.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn documents(
        &self,
        collection: &Collection,
        page: Page,
    ) -> Result<Listing<(DocumentKey, usize)>, ReadError> {
        let plan = self.plan();
        let assigning = Plan::joined(Field::Id, JoinColumn::Document, plan.clone());
        let assigning = Plan::all([of_kind(EntryKind::Document), assigning]);
        let found = collection.documents(&assigning, page)?;
        let counted = found.items.into_iter().map(|document| {
            let inside = Plan::term(Field::Document, document.id.as_str());
            let count = collection.count(&Plan::all([plan.clone(), inside]))?;
            let DocumentRecord { id, symbol, title, .. } = document;
            Ok((DocumentKey { id, symbol, title }, count))
        });
        let items = counted.collect::<Result<_, ReadError>>()?;
        Ok(Listing { items, total: found.total })
    }
}

tracuu_text::display_serde_names!(AssignedRole);
