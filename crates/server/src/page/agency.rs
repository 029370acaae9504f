//! The page of an agency: its names, and what it is assigned.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use strum::VariantArray;

use super::asset;
use super::layout::html_response;
use crate::agency_assignments::{AgencyAssignments, AssignmentOrder};
use crate::export::file::MAX_ROWS;
use crate::language;
use crate::params::Params;
use crate::problem::Problem;
use crate::queries::{self, Paging};
use crate::state::Service;
use crate::wire::assignment::Assignment;
use crate::words;
use tracuu_index::error::ReadError;
use tracuu_index::reader::{Collection, Page};
use tracuu_index::record::AgencyRecord;
use tracuu_print::messages::{Messages, spoken};
use tracuu_query::agency_assignments::{AssignedRole, AssignmentFilter};
use tracuu_query::resolver;
use tracuu_text::capitals;

/// Documents by which the assignments can be narrowed; more are found by searching.
const MAX_DOCUMENTS: usize = 30;

#[derive(Template)]
#[template(path = "agency.html")]
struct AgencyPage {
    msg: Messages,
    agency: AgencyRecord,
    roles: Vec<FilterTab>,
    documents: Vec<FilterTab>,
    /// Whether these are all, with all that they assign.
    are_all_documents: bool,
    orders: Vec<FilterTab>,
    assignments: Vec<AssignedTask>,
    /// Assignments on the pages before this one.
    offset: usize,
    total: usize,
    first: String,
    next: Option<String>,
    csv: String,
    xlsx: String,
}

/// A choice of the page.
struct FilterTab {
    label: String,
    /// How many assignments it has.
    count: Option<usize>,
    url: String,
    is_current: bool,
}

/// An assignment as one agency sees it.
pub(crate) struct AssignedTask {
    /// The assignment.
    pub(crate) assignment: Assignment,
    /// `Chủ trì`, `Phối hợp`, or the role in words.
    pub(crate) role: String,
    is_lead: bool,
}

/// `/agencies/{id}`.
pub(crate) async fn page(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let limits = service.limits().clone();
    let page = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let agency = queries::agency(collection, &id)?.clone();
        let asked = AgencyAssignments::from_params(&id, &params)?;
        let paging = Paging::from_params(&["agency", &id], &params, &limits, collection)?;
        let listing = asked.list(collection, paging.page)?;
        let here = format!("/agencies/{id}");
        let file = |extension| asked.address(&format!("{here}/assignments.{extension}"));
        let next = paging.next(&listing);
        let next = next.map(|cursor| asked.page_address(&here, Some(&cursor)));
        let tasks =
            listing.items.into_iter().map(|record| AssignedTask::new(record.into(), &id));
        let (documents, are_all_documents) = documents(collection, &asked, &here)?;
        Ok(AgencyPage {
            msg: spoken(),
            roles: roles(collection, &asked, &here)?,
            documents,
            are_all_documents,
            orders: orders(&asked, &here),
            assignments: tasks.collect(),
            offset: paging.page.offset,
            total: listing.total,
            first: asked.address(&here),
            next,
            csv: file("csv"),
            xlsx: file("xlsx"),
            agency,
        })
    });
    html_response(&page.await?)
}

/// All roles together and each that the agency has, of the chosen document.
fn roles(
    collection: &Collection,
    asked: &AgencyAssignments,
    here: &str,
) -> Result<Vec<FilterTab>, ReadError> {
    let mut tabs = Vec::new();
    let roles = AssignedRole::VARIANTS.iter().copied().map(Some);
    for role in std::iter::once(None).chain(roles) {
        let one = AgencyAssignments { role, ..asked.clone() };
        let count = one.filter().count(collection)?;
        let is_current = role == asked.role;
        if role.is_none() || is_current || count > 0 {
            let label = role
                .map_or(spoken().agency_all_roles(), words::assigned_role_label)
                .to_owned();
            let url = one.address(here);
            tabs.push(FilterTab { label, count: Some(count), url, is_current });
        }
    }
    Ok(tabs)
}

/// All documents together and each that assigns something to the agency in the chosen
/// role, and whether all are there and fully counted; none where there is no choice.
fn documents(
    collection: &Collection,
    asked: &AgencyAssignments,
    here: &str,
) -> Result<(Vec<FilterTab>, bool), ReadError> {
    let in_any = AssignmentFilter { document: None, ..asked.filter() };
    let first = Page { offset: 0, limit: MAX_DOCUMENTS };
    let found = in_any.documents(collection, first)?;
    if found.total < 2 && asked.document.is_none() {
        return Ok((Vec::new(), true));
    }
    let are_all = found.total <= found.items.len();
    let tab = |document: Option<String>, label: String, count| {
        let is_current = document == asked.document;
        let url = AgencyAssignments { document, ..asked.clone() }.address(here);
        FilterTab { label, count, url, is_current }
    };
    let mut tabs = vec![tab(None, spoken().agency_all_documents().to_owned(), None)];
    tabs.extend(found.items.into_iter().map(|(document, count)| {
        let label = document.symbol.or(document.title).unwrap_or(document.id.clone());
        tab(Some(document.id), label, Some(count))
    }));
    if let Some(id) =
        asked.document.clone().filter(|_| tabs.iter().all(|tab| !tab.is_current))
    {
        let name = resolver::by_id(collection, &id)?.and_then(|found| found.symbol);
        tabs.push(tab(Some(id.clone()), name.unwrap_or(id), Some(0)));
    }
    Ok((tabs, are_all))
}

fn orders(asked: &AgencyAssignments, here: &str) -> Vec<FilterTab> {
    let tab = |order: AssignmentOrder, label: &str| {
        let one = AgencyAssignments { order, ..asked.clone() };
        let is_current = order == asked.order;
        FilterTab {
            label: label.to_owned(),
            count: None,
            url: one.address(here),
            is_current,
        }
    };
    vec![
        tab(AssignmentOrder::Order, spoken().agency_by_place()),
        tab(AssignmentOrder::Deadline, spoken().agency_by_deadline()),
    ]
}

impl AssignedTask {
    /// An assignment as the agency with this id sees it.
    pub(crate) fn new(assignment: Assignment, agency: &str) -> Self {
        let facts = &assignment.facts;
        let is_lead = facts.lead.iter().any(|name| name.id == agency);
        let is_coordinating = facts.coordinating.iter().any(|name| name.id == agency);
        let role = match (is_lead, is_coordinating) {
            (true, _) => spoken().common_lead().to_owned(),
            (false, true) => spoken().common_coordinating().to_owned(),
            (false, false) if facts.role.is_empty() => {
                spoken().agency_takes_part().to_owned()
            }
            (false, false) => capitals::capitalised(facts.role),
        };
        Self { assignment, role, is_lead }
    }
}
