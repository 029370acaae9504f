//! What came into the collection last: a page, and an Atom feed (RFC 4287) for readers of
//! feeds.

use std::collections::HashMap;
use std::time::{Duration, UNIX_EPOCH};

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;

use super::asset;
use super::layout::html_response;
use super::names::document_name;
use crate::clock;
use crate::params::{Params, encode};
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use tracuu_index::key::cites_term;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_documents};
use tracuu_index::record::DocumentRecord;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_print::body_name::body_name;
use tracuu_print::date::shown_date;
use tracuu_print::messages::{Messages, VIETNAMESE};
use tracuu_store::entry::Entry;

/// The newest documents that are looked at: an office adds ten a day, so that these are those
/// of three months.
const MAX_LOOKED_AT: usize = 1_000;

/// Documents that are shown; readers of a feed ask more often than a hundred come.
const MAX_SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "new.html")]
struct NewestPage {
    msg: Messages,
    asked: NewestAsked,
    /// All types to choose from.
    types: Vec<DocumentType>,
    days: Vec<EntryDay>,
    /// What the document is called whose citing documents are asked for.
    cited: Option<String>,
}

#[derive(Template)]
#[template(path = "new.atom.xml")]
struct NewestFeed {
    msg: Messages,
    origin: String,
    asked: NewestAsked,
    updated: String,
    documents: Vec<NewDocument>,
}

/// Which documents are asked for.
#[derive(Clone, Default)]
struct NewestAsked {
    document_type: Option<DocumentType>,
    /// Id of a document that they cite.
    cites: Option<String>,
}

/// The documents of one day.
struct EntryDay {
    day: String,
    documents: Vec<NewDocument>,
}

/// A document, and when it came.
struct NewDocument {
    record: DocumentRecord,
    at: Timestamp,
}

/// `/new`, with `type` and `cites` as filters.
pub(crate) async fn page(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let (asked, documents) = read(&service, raw.as_deref()).await?;
    let collection = service.collection();
    let cited = match &asked.cites {
        None => None,
        Some(id) => Some(document_name(&queries::any_document(collection, id)?)),
    };
    let types = super::documents::types();
    let days = by_day(documents);
    html_response(&NewestPage { msg: VIETNAMESE, asked, types, days, cited })
}

/// `/new.atom`.
pub(crate) async fn feed(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (asked, documents) = read(&service, raw.as_deref()).await?;
    let updated = documents.first().map_or(Timestamp::UNIX_EPOCH, |one| one.at);
    let feed = NewestFeed {
        msg: VIETNAMESE,
        origin: service.address().whole(&headers),
        asked,
        updated: updated.to_string(),
        documents,
    };
    let xml = feed.render().map_err(|error| Problem::internal(&error))?;
    let headers = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok((headers, xml).into_response())
}

async fn read(
    service: &Service,
    raw: Option<&str>,
) -> Result<(NewestAsked, Vec<NewDocument>), Problem> {
    let params = Params::decode(raw)?;
    let store = service.store();
    let read = service.run_blocking(move |searcher| {
        let asked = NewestAsked {
            document_type: params.document_type("type")?,
            cites: params.filter("cites").map(str::to_owned),
        };
        let entries = store.map(|store| store.newest(MAX_LOOKED_AT));
        // A store that cannot be read is no reason to show no page; doctor names it.
        let entries = entries.and_then(Result::ok).unwrap_or_default();
        let documents = asked.documents(searcher.collection(), &entries)?;
        Ok((asked, documents))
    });
    read.await
}

impl NewestAsked {
    /// The documents that are asked for among those that came last.
    fn documents(
        &self,
        collection: &Collection,
        entries: &[Entry],
    ) -> Result<Vec<NewDocument>, Problem> {
        let ids = entries.iter().map(|entry| entry.id.clone());
        let mut plan = vec![of_documents(), Plan::any_of(Field::Id, ids)];
        if let Some(kind) = self.document_type {
            plan.push(Plan::term(Field::Type, kind.id()));
        }
        if let Some(cited) = &self.cites {
            plan.push(Plan::term(Field::Relation, cites_term(cited)));
        }
        let plan = Plan::all(plan);
        let records = queries::all_pages(|page: Page| collection.documents(&plan, page))?;
        let mut records: HashMap<String, DocumentRecord> =
            records.into_iter().map(|record| (record.id.clone(), record)).collect();
        let found = entries.iter().filter_map(|entry| {
            let record = records.remove(&entry.id)?;
            let at = Timestamp::from_second(entry.at_s).ok()?;
            Some(NewDocument { record, at })
        });
        Ok(found.take(MAX_SHOWN).collect())
    }

    /// The feed of the same documents.
    fn feed(&self) -> String {
        let parts = [
            self.document_type.map(|kind| format!("type={}", kind.id())),
            self.cites.as_ref().map(|id| format!("cites={}", encode(id))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let mark = if parts.is_empty() { "" } else { "?" };
        format!("/new.atom{mark}{}", parts.join("&"))
    }
}

/// Documents that are in order, day by day.
fn by_day(documents: Vec<NewDocument>) -> Vec<EntryDay> {
    let mut days: Vec<EntryDay> = Vec::new();
    for document in documents {
        let at_s = u64::try_from(document.at.as_second()).unwrap_or_default();
        let day = clock::day_of(UNIX_EPOCH + Duration::from_secs(at_s));
        let day = day.map(vietnamese_day).unwrap_or_default();
        match days.last_mut().filter(|last| last.day == day) {
            Some(last) => last.documents.push(document),
            None => days.push(EntryDay { day, documents: vec![document] }),
        }
    }
    days
}

impl NewDocument {
    fn name(&self) -> String {
        document_name(&self.record)
    }

    /// The title, where it is not the name.
    fn title(&self) -> Option<&str> {
        let name = self.name();
        self.record.title.as_deref().filter(|title| *title != name)
    }

    fn issuer(&self) -> Option<String> {
        self.record.issuer.as_deref().map(|issuer| body_name(issuer).into_owned())
    }

    fn date(&self) -> Option<String> {
        self.record.date.as_deref().map(shown_date)
    }
}
