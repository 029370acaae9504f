//! What came into the collection last: a page, and an Atom feed (RFC 4287) for readers of
//! feeds.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;

use super::asset;
use super::documents::TYPES;
use super::layout::html_response;
use super::names::document_name;
use crate::clock;
use crate::language;
use crate::params::{self, Params};
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use tracuu_index::key::cites_term;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Page, of_documents};
use tracuu_index::record::DocumentRecord;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_print::body_name::body_name;
use tracuu_print::date::shown_date;
use tracuu_print::messages::{Messages, spoken};
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
    let params = Params::decode(raw.as_deref())?;
    let shared = service.clone();
    let page = service.run_blocking(move |searcher| {
        let asked = NewestAsked::from_params(&params)?;
        let cited = match &asked.cites {
            None => None,
            Some(id) => {
                let record = queries::any_document(searcher.collection(), id)?;
                Some(document_name(&record))
            }
        };
        let days = by_day(asked.documents(&shared)?);
        Ok(NewestPage { msg: spoken(), asked, days, cited })
    });
    html_response(&page.await?)
}

/// `/new.atom`.
pub(crate) async fn feed(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let shared = service.clone();
    let read = service.run_blocking(move |_| {
        let asked = NewestAsked::from_params(&params)?;
        let documents = asked.documents(&shared)?;
        Ok((asked, documents))
    });
    let (asked, documents) = read.await?;
    let updated = documents.first().map_or(Timestamp::UNIX_EPOCH, |one| one.at);
    let feed = NewestFeed {
        msg: spoken(),
        origin: service.address().whole(&headers),
        asked,
        updated: updated.to_string(),
        documents,
    };
    let xml = feed.render().map_err(|error| Problem::internal(&error))?;
    let headers = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok((headers, xml).into_response())
}

impl NewestAsked {
    fn from_params(params: &Params) -> Result<Self, Problem> {
        Ok(Self {
            document_type: params.document_type("type")?,
            cites: params.filter("cites").map(str::to_owned),
        })
    }

    /// The documents that are asked for among those that came last, a part of them at a time:
    /// mostly the first part has as many as are shown.
    fn documents(&self, service: &Service) -> Result<Vec<NewDocument>, Problem> {
        let entries = service.store().map(|store| store.newest(MAX_LOOKED_AT));
        // A store that cannot be read is no reason to show no page; doctor names it.
        let entries = entries.and_then(Result::ok).unwrap_or_default();
        let mut found = Vec::new();
        for entries in entries.chunks(MAX_SHOWN) {
            if found.len() >= MAX_SHOWN {
                break;
            }
            let page = Page { offset: 0, limit: entries.len() };
            let records =
                service.collection().documents(&self.plan(entries), page)?.items;
            let mut records: HashMap<String, DocumentRecord> =
                records.into_iter().map(|record| (record.id.clone(), record)).collect();
            found.extend(entries.iter().filter_map(|entry| {
                let record = records.remove(&entry.id)?;
                let at = Timestamp::from_second(entry.at_s).ok()?;
                Some(NewDocument { record, at })
            }));
        }
        found.truncate(MAX_SHOWN);
        Ok(found)
    }

    /// Those that are asked for of some entries.
    fn plan(&self, entries: &[Entry]) -> Plan {
        let ids = entries.iter().map(|entry| entry.id.clone());
        let kind = self.document_type.map(|kind| Plan::term(Field::Type, kind.id()));
        let cited = self.cites.as_deref();
        let cited = cited.map(|id| Plan::term(Field::Relation, cites_term(id)));
        let of_entries = [of_documents(), Plan::any_of(Field::Id, ids)];
        Plan::all(of_entries.into_iter().chain(kind).chain(cited))
    }

    /// The feed of the same documents.
    fn feed(&self) -> String {
        params::address(
            "/new.atom",
            &[
                ("type", self.document_type.map(|kind| kind.id().to_owned())),
                ("cites", self.cites.clone()),
            ],
        )
    }
}

/// Documents that are in order, day by day.
fn by_day(documents: Vec<NewDocument>) -> Vec<EntryDay> {
    let mut days: Vec<EntryDay> = Vec::new();
    for document in documents {
        let day = vietnamese_day(clock::day_at(document.at));
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
