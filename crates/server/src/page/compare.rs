//! Two documents or versions side by side.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::asset;
use super::layout::html_response;
use super::names::{DocumentLabel, document_name};
use crate::language;
use crate::params::{Params, encode};
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use crate::wire::compare::ChangeCounts;
use tracuu_index::record::DocumentRecord;
use tracuu_legal::citation::relation::RelationKind;
use tracuu_print::messages::{Messages, spoken};
use tracuu_query::compare::{
    ComparedParagraph, ComparedPiece, ParagraphChange, ParagraphSide, compare,
};
use tracuu_query::named_documents::documents_named;
use tracuu_query::resolver;
use tracuu_query::search::Searcher;

/// Documents offered where words name several.
const MAX_CHOICES: usize = 12;

/// Most characters of a field: type, symbol, date and issuer of a document fit in.
const FIELD_MAX: usize = 300;

/// Paragraphs that both have are shown so far around those that differ.
const CONTEXT: usize = 1;

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    msg: Messages,
    a: ComparedSide,
    b: ComparedSide,
    /// Documents that may be compared with the first: versions, replaced and replacing.
    offers: Vec<Choice>,
    table: Option<ComparisonTable>,
    shows_all: bool,
    /// The same with the paragraphs that both have, or without them.
    other_view: String,
}

/// One of the two documents, as it was asked for.
#[derive(Default)]
struct ComparedSide {
    typed: String,
    found: Option<DocumentRecord>,
    /// Where the words name several.
    choices: Vec<Choice>,
}

/// A document to choose, and the page that compares it.
struct Choice {
    name: DocumentLabel,
    url: String,
}

struct ComparisonTable {
    counts: ChangeCounts,
    rows: Vec<TableRow>,
}

/// A row of the table.
enum TableRow {
    /// A paragraph as it stands in the first and in the second document.
    Paragraph { change: ParagraphChange, cells: [Option<CellView>; 2] },
    /// So many paragraphs that both have.
    LeftOut(usize),
}

/// A paragraph of one document.
struct CellView {
    /// The provision in which it stands.
    place: String,
    url: String,
    pieces: Vec<ComparedPiece>,
    /// Whether it is of the first document.
    is_old: bool,
}

/// `/compare`: with `a` and `b` the two side by side, else the form; `all` shows what both have.
pub(crate) async fn page(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let page = service.run_blocking(move |searcher| {
        let typed = |name| params.get(name).unwrap_or_default().trim().to_owned();
        let (first, second) = (typed("a"), typed("b"));
        let shows_all = params.flag("all")?.unwrap_or(false);
        let a = ComparedSide::read(searcher, &first, |id| address(id, &second))?;
        let b = ComparedSide::read(searcher, &second, |id| address(&first, id))?;
        let table = match (a.held(), b.held()) {
            (Some(old), Some(new)) => {
                Some(ComparisonTable::read(searcher, old, new, shows_all)?)
            }
            _ => None,
        };
        let offers = match &a.found {
            Some(record) if second.is_empty() => offers(searcher, record)?,
            _ => Vec::new(),
        };
        let mut other_view = address(&first, &second);
        if !shows_all {
            other_view.push_str("&all=true");
        }
        Ok(ComparePage { msg: spoken(), a, b, offers, table, shows_all, other_view })
    });
    html_response(&page.await?)
}

impl ComparePage {
    fn sides(&self) -> [&ComparedSide; 2] {
        [&self.a, &self.b]
    }
}

fn address(a: &str, b: &str) -> String {
    format!("/compare?a={}&b={}", encode(a), encode(b))
}

impl ComparedSide {
    fn read(
        searcher: &Searcher,
        typed: &str,
        url: impl Fn(&str) -> String,
    ) -> Result<Self, Problem> {
        let typed: String = typed.chars().take(FIELD_MAX).collect();
        if typed.is_empty() {
            return Ok(Self::default());
        }
        let listing = documents_named(searcher, &typed, MAX_CHOICES)?;
        let mut records = listing.items;
        // Who compares wants texts: one that is held is meant before one that is not.
        if records.iter().filter(|record| record.held).count() == 1 {
            records.retain(|record| record.held);
        }
        if records.len() == 1 && listing.total <= MAX_CHOICES {
            return Ok(Self { typed, found: records.pop(), choices: Vec::new() });
        }
        let choice = |record: &DocumentRecord| Choice {
            name: DocumentLabel::from(record),
            url: url(&record.id),
        };
        Ok(Self { typed, found: None, choices: records.iter().map(choice).collect() })
    }

    /// The document, where it can be compared.
    fn held(&self) -> Option<&DocumentRecord> {
        self.found.as_ref().filter(|record| record.held)
    }

    /// Whether the words name nothing in the collection.
    fn is_unknown(&self) -> bool {
        !self.typed.is_empty() && self.found.is_none() && self.choices.is_empty()
    }

    /// What stands in its field: its name where it was found.
    fn shown(&self) -> String {
        match &self.found {
            Some(record) if record.symbol.is_some() => document_name(record),
            Some(record) => record.id.clone(),
            None => self.typed.clone(),
        }
    }
}

/// What a document is likely to be compared with.
fn offers(searcher: &Searcher, record: &DocumentRecord) -> Result<Vec<Choice>, Problem> {
    let collection = searcher.collection();
    let versions = record.versions.iter().map(|version| version.id.as_str());
    let changed = record.relations.iter().filter(|edge| {
        matches!(
            edge.kind,
            RelationKind::Replaces | RelationKind::Amends | RelationKind::Consolidates
        )
    });
    let changed = changed.map(|edge| edge.target.as_str());
    let changing = record.events.iter().filter_map(|event| event.by.as_deref());
    let mut ids: Vec<&str> = versions.chain(changed).chain(changing).collect();
    ids.retain(|id| *id != record.id);
    let mut offers: Vec<Choice> = Vec::new();
    for id in ids {
        let Some(other) = resolver::by_id(collection, id)?.filter(|other| other.held)
        else {
            continue;
        };
        let url = address(&record.id, &other.id);
        if offers.len() < MAX_CHOICES && offers.iter().all(|known| known.url != url) {
            offers.push(Choice { name: DocumentLabel::from(&other), url });
        }
    }
    Ok(offers)
}

impl ComparisonTable {
    fn read(
        searcher: &Searcher,
        old: &DocumentRecord,
        new: &DocumentRecord,
        shows_all: bool,
    ) -> Result<Self, Problem> {
        let collection = searcher.collection();
        let before = queries::all_units(collection, &old.id)?;
        let after = queries::all_units(collection, &new.id)?;
        let paragraphs = compare(&before, &after);
        let counts = ChangeCounts::from(paragraphs.as_slice());
        let view = |one| TableRow::new(one, old, new);
        let rows = if shows_all {
            paragraphs.into_iter().map(view).collect()
        } else {
            without_same(paragraphs, view)
        };
        Ok(Self { counts, rows })
    }

    fn differs(&self) -> bool {
        self.counts.added + self.counts.removed + self.counts.reworded > 0
    }
}

/// The paragraphs that differ, each with those beside it.
fn without_same(
    paragraphs: Vec<ComparedParagraph>,
    view: impl Fn(ComparedParagraph) -> TableRow,
) -> Vec<TableRow> {
    let differs: Vec<bool> =
        paragraphs.iter().map(|one| one.change != ParagraphChange::Same).collect();
    let is_near = |place: usize| {
        let around =
            place.saturating_sub(CONTEXT)..(place + CONTEXT + 1).min(differs.len());
        differs.get(around).is_some_and(|near| near.contains(&true))
    };
    let mut rows = Vec::new();
    for (place, paragraph) in paragraphs.into_iter().enumerate() {
        match rows.last_mut() {
            _ if is_near(place) => rows.push(view(paragraph)),
            Some(TableRow::LeftOut(count)) => *count += 1,
            _ => rows.push(TableRow::LeftOut(1)),
        }
    }
    rows
}

impl TableRow {
    fn new(one: ComparedParagraph, old: &DocumentRecord, new: &DocumentRecord) -> Self {
        let cell = |side: ParagraphSide, record: &DocumentRecord, is_old| CellView {
            place: spoken().path_name(&side.path),
            url: format!("/documents/{}#{}", record.id, side.path),
            pieces: side.pieces,
            is_old,
        };
        let before = one.before.map(|side| cell(side, old, true));
        let after = one.after.map(|side| cell(side, new, false));
        Self::Paragraph { change: one.change, cells: [before, after] }
    }
}
