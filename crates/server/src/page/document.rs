//! The page of a document: its facts and who states them, what cites it, and its text
//! where it is held.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use jiff::civil::Date;

use super::asset;
use super::document_tab::{DocumentTab, TabContents, TabLink};
use super::force::{self, EventView, ForceView};
use super::layout::html_response;
use super::linked_text::CitationLink;
use super::names::{DocumentNames, document_name};
use super::reader::{DocumentReader, ReaderRequest};
use super::related::{self, RelationGroup};
use super::text_blocks::TextBlock;
use crate::caller::current_may;
use crate::clock;
use crate::language;
use crate::params::Params;
use crate::problem::Problem;
use crate::queries::{self, Paging};
use crate::state::Service;
use crate::wire::citation::CitingPlace;
use crate::wire::document::{Document, Fact, Statement};
use crate::words;
use tracuu_index::entry::EntryKind;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, of_kind};
use tracuu_index::record::{DocumentRecord, Origin, Support, VersionRecord};
use tracuu_ingest::corpus::original::INSIDE;
use tracuu_legal::citation::style::CitationStyle;
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::body_name::body_name;
use tracuu_print::date;
use tracuu_print::messages::{Messages, spoken};
use tracuu_query::citation_text::cite_document;
use tracuu_store::key::KeyScope;
use tracuu_text::capitals;
use tracuu_text::invisible;

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    msg: Messages,
    name: String,
    document: Document,
    /// The issuing body as shown.
    issuer: Option<String>,
    tabs: Vec<TabLink>,
    tab: DocumentTab,
    force: Option<ForceView>,
    citations: Vec<CitationWords>,
    has_measures: bool,
    /// Whether who asks may take its file out of the folder.
    is_removable: bool,
    /// The days on which provisions got another text, by path.
    changed: BTreeMap<String, Date>,
    content: TabContent,
}

/// What the tab shows that is open.
enum TabContent {
    Text(DocumentReader),
    Facts(Vec<FactRow>),
    Force(Vec<EventView>),
    Relations(Vec<RelationGroup>),
    /// A page of the citing places, and the cursor of the next one.
    Citing(Vec<CitingPlace>, Option<String>),
    Versions(Vec<VersionRecord>),
}

/// The words by which a draft cites the document.
struct CitationWords {
    label: &'static str,
    text: String,
}

/// What is asked of the page.
struct DocumentRequest {
    /// `None`: the first that has something to show.
    tab: Option<DocumentTab>,
    text: ReaderRequest,
}

impl DocumentRequest {
    fn from_params(params: &Params) -> Result<Self, Problem> {
        let find = params.get("find").unwrap_or_default().trim();
        Ok(Self {
            tab: params.choice("tab", spoken().parameter_document_tabs())?,
            text: ReaderRequest {
                part: params.get("part").and_then(|part| part.parse().ok()).unwrap_or(1),
                find: find.chars().take(FIND_MAX).collect(),
            },
        })
    }
}

/// One fact with all its stated values.
struct FactRow {
    label: &'static str,
    is_conflict: bool,
    values: Vec<FactValue>,
}

struct FactValue {
    value: String,
    stated_by: Vec<StatementView>,
    /// Statements beyond those listed.
    n_more: usize,
}

impl FactRow {
    /// Adds a value; one that reads as another does is stated by both.
    fn add(&mut self, value: FactValue) {
        match self.values.iter_mut().find(|known| known.value == value.value) {
            Some(known) => {
                known.stated_by.extend(value.stated_by);
                known.n_more += value.n_more;
            }
            None => self.values.push(value),
        }
    }
}

/// Who states a value.
struct StatementView {
    text: String,
    /// The place, for a citing document.
    url: Option<String>,
}

impl DocumentPage {
    /// The address of a part of the text.
    fn part_url(&self, part: usize) -> String {
        let id = &self.document.summary.id;
        if part == 1 {
            format!("/documents/{id}")
        } else {
            format!("/documents/{id}?part={part}#toan-van")
        }
    }

    /// What is to be said of the provisions that begin at a line and have got another text.
    fn change_note(&self, anchors: &[String]) -> Option<String> {
        let mut days = anchors.iter().filter_map(|path| self.changed.get(path));
        let day = date::shown_date(&days.next()?.to_string());
        Some(spoken().document_text_changed(day))
    }

    /// Whether the document is no longer to be cited as one in force.
    fn is_over(&self) -> bool {
        self.force.as_ref().is_some_and(|force| force.code.is_over())
    }
}

/// Most characters to find in a document; a sentence has fewer.
const FIND_MAX: usize = 200;

/// `/documents/{id}`.
pub(crate) async fn page(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let limits = service.limits().clone();
    let may_remove = service.folder().is_some() && current_may(KeyScope::Ingest);
    let store = service.store();
    let page = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let record = queries::any_document(collection, &id)?;
        let request = DocumentRequest::from_params(&params)?;
        let paging =
            Paging::from_params(&["document", &id], &params, &limits, collection)?;
        let page = view(collection, &record, &request, &paging)?;
        let has_file = record.source.is_some_and(|source| !source.contains(INSIDE));
        let is_removable = may_remove && has_file;
        let changed = queries::changed_provisions(store.as_ref(), &record.id);
        Ok(DocumentPage { is_removable, changed, ..page })
    });
    html_response(&page.await?)
}

fn view(
    collection: &Collection,
    record: &DocumentRecord,
    request: &DocumentRequest,
    paging: &Paging,
) -> Result<DocumentPage, Problem> {
    let mut names = DocumentNames::new(collection);
    let force = match clock::today() {
        Some(day) => force::view(record, day, &mut names)?,
        None => None,
    };
    let n_citing = collection.count(&Plan::term(Field::Cites, record.id.as_str()))?;
    let contents = TabContents {
        has_text: record.held,
        has_force: force.is_some(),
        has_relations: n_citing > 0 || !record.relations.is_empty(),
        n_citing,
        n_versions: record.versions.len(),
    };
    let tabs = contents.links(&record.id);
    let asked = tabs.iter().find(|link| Some(link.tab) == request.tab);
    let tab = asked.or(tabs.first()).map_or(DocumentTab::Facts, |link| link.tab);
    let measures = Plan::term(Field::Document, record.id.as_str());
    let measures = Plan::all([of_kind(EntryKind::Measure), measures]);
    let document = Document::from(record.clone());
    let content = match tab {
        DocumentTab::Text => {
            let units = queries::all_units(collection, &record.id)?;
            TabContent::Text(DocumentReader::new(
                &record.id,
                &units,
                &record.outline,
                &request.text,
            ))
        }
        DocumentTab::Facts => TabContent::Facts(names.fact_rows(&document)?),
        DocumentTab::Force => TabContent::Force(force::events(record, &mut names)?),
        DocumentTab::Relations => {
            TabContent::Relations(related::groups(collection, record, &mut names)?)
        }
        DocumentTab::Citing => {
            let citing = collection.units_citing(&record.id, paging.page)?;
            let next = paging.next(&citing);
            let places = citing.items.into_iter();
            let places = places.map(|unit| CitingPlace::new(unit, &record.id));
            TabContent::Citing(places.collect(), next)
        }
        DocumentTab::Versions => TabContent::Versions(record.versions.clone()),
    };
    Ok(DocumentPage {
        msg: spoken(),
        name: document_name(record),
        issuer: record.issuer.as_deref().map(|issuer| body_name(issuer).into_owned()),
        tabs,
        tab,
        force,
        citations: citation_words(record),
        has_measures: record.held && collection.count(&measures)? > 0,
        is_removable: false,
        changed: BTreeMap::new(),
        document,
        content,
    })
}

/// The words by which a draft cites a document, in each style that gives other ones.
fn citation_words(record: &DocumentRecord) -> Vec<CitationWords> {
    let mut forms: Vec<CitationWords> = Vec::new();
    for style in [CitationStyle::Full, CitationStyle::Short, CitationStyle::Basis] {
        let text = cite_document(record, style).text;
        if !text.is_empty() && forms.iter().all(|form| form.text != text) {
            forms.push(CitationWords { label: spoken().citation_style(style), text });
        }
    }
    forms
}

/// The facts in words.
impl DocumentNames<'_> {
    fn fact_rows(&mut self, document: &Document) -> Result<Vec<FactRow>, Problem> {
        let mut rows: Vec<(FactField, FactRow)> = Vec::new();
        for fact in &document.facts {
            let value = self.fact_value(fact, &document.summary.id)?;
            match rows.iter_mut().find(|(field, _)| *field == fact.field) {
                Some((_, row)) => row.add(value),
                None => rows.push((
                    fact.field,
                    FactRow {
                        label: spoken().fact_field(fact.field),
                        is_conflict: document.conflicts.contains(&fact.field),
                        values: vec![value],
                    },
                )),
            }
        }
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    fn fact_value(&mut self, fact: &Fact, own_id: &str) -> Result<FactValue, Problem> {
        /// Statements listed for one value; the citing places stand below in full.
        const MAX_LISTED: usize = 6;
        let mut stated_by = Vec::new();
        let mut n_more = fact.n_more;
        for statement in &fact.stated_by {
            let n_left = MAX_LISTED - stated_by.len();
            if n_left == 0 {
                // Thousands may say it: the others are counted, not looked up.
                n_more += statement.places.len().max(1);
                continue;
            }
            let mut views = self.statement_views(statement, own_id)?;
            n_more += views.len().saturating_sub(n_left);
            views.truncate(n_left);
            stated_by.append(&mut views);
        }
        let mut value = spoken().fact_value(fact.field, &fact.value);
        if fact.field == FactField::Issuer {
            value = body_name(&value).into_owned();
        }
        Ok(FactValue { value, stated_by, n_more })
    }

    fn statement_views(
        &mut self,
        statement: &Statement,
        own_id: &str,
    ) -> Result<Vec<StatementView>, Problem> {
        Ok(match statement.origin {
            Origin::Own => {
                vec![StatementView {
                    text: spoken().document_own_text().to_owned(),
                    url: None,
                }]
            }
            Origin::Citation => {
                let name = self.short(&statement.source)?;
                let is_own = statement.source == own_id;
                let place = |path: &String| StatementView {
                    text: if is_own {
                        spoken().path_name(path)
                    } else {
                        spoken().document_place_in(&name, spoken().path_name(path))
                    },
                    url: Some(format!("/documents/{}#{path}", statement.source)),
                };
                statement.places.iter().map(place).collect()
            }
            Origin::Catalogue => {
                let text = spoken().catalogue_source(&statement.source);
                vec![StatementView { text, url: None }]
            }
        })
    }
}
