//! The assignments of an agency as page, file and API are asked for them.

use serde::Deserialize;
use utoipa::ToSchema;

use super::params::{self, Params};
use super::problem::Problem;
use tracuu_index::error::ReadError;
use tracuu_index::reader::{Collection, Listing, Page};
use tracuu_index::record::AssignmentRecord;
use tracuu_print::messages::spoken;
use tracuu_query::agency_assignments::{AssignedRole, AssignmentFilter};

/// Which assignments of an agency, and in which order.
#[derive(Clone, Debug, Default)]
pub(super) struct AgencyAssignments {
    /// Id of the agency.
    pub(super) agency: String,
    /// Its role.
    pub(super) role: Option<AssignedRole>,
    /// Id of the document that assigns.
    pub(super) document: Option<String>,
    /// Their order.
    pub(super) order: AssignmentOrder,
}

/// An order of the assignments of an agency.
// The serde names are stable.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum AssignmentOrder {
    /// As the collection has them.
    #[default]
    Order,
    /// The earliest deadline first.
    Deadline,
}

impl AgencyAssignments {
    /// Reads `role`, `document` and `sort`.
    pub(super) fn from_params(agency: &str, params: &Params) -> Result<Self, Problem> {
        let order = params.choice("sort", spoken().parameter_assignment_orders())?;
        Ok(Self {
            agency: agency.to_owned(),
            role: params.choice("role", spoken().parameter_roles())?,
            document: params.filter("document").map(str::to_owned),
            order: order.unwrap_or_default(),
        })
    }

    /// The same as the query room asks it.
    pub(super) fn filter(&self) -> AssignmentFilter<'_> {
        AssignmentFilter {
            agency: &self.agency,
            role: self.role,
            document: self.document.as_deref(),
        }
    }

    /// One page of the assignments.
    pub(super) fn list(
        &self,
        collection: &Collection,
        page: Page,
    ) -> Result<Listing<AssignmentRecord>, ReadError> {
        match self.order {
            AssignmentOrder::Order => self.filter().listed(collection, page),
            AssignmentOrder::Deadline => self.filter().by_deadline(collection, page),
        }
    }

    /// The address that asks for it: `path` with the parameters that are not their
    /// defaults.
    pub(super) fn address(&self, path: &str) -> String {
        self.page_address(path, None)
    }

    /// The same, from the page of a cursor on.
    pub(super) fn page_address(&self, path: &str, cursor: Option<&str>) -> String {
        let sort = match self.order {
            AssignmentOrder::Order => None,
            AssignmentOrder::Deadline => Some("deadline".to_owned()),
        };
        params::address(
            path,
            &[
                ("role", self.role.map(|role| role.to_string())),
                ("document", self.document.clone()),
                ("sort", sort),
                ("cursor", cursor.map(str::to_owned)),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back() {
        let raw = "role=lead&document=a%26b%20c&sort=deadline";
        let params = Params::decode(Some(raw)).unwrap();
        let asked = AgencyAssignments::from_params("x", &params).unwrap();
        assert_eq!(asked.document.as_deref(), Some("a&b c"));
        assert_eq!(asked.address("/a"), "/a?role=lead&document=a%26b%20c&sort=deadline");
        assert_eq!(AgencyAssignments::default().address("/a"), "/a");
        assert_eq!(
            AgencyAssignments::default().page_address("/a", Some("1-2")),
            "/a?cursor=1-2"
        );
        for raw in ["role=chief", "sort=date"] {
            let params = Params::decode(Some(raw)).unwrap();
            assert!(AgencyAssignments::from_params("x", &params).is_err(), "{raw}");
        }
    }
}
