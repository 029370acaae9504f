//! The search page: the form, and the answer under it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use strum::VariantArray;

use super::asset;
use super::chips::{Chip, Narrowing, chips, narrowings};
use super::layout::html_response;
use super::names::document_name;
use super::search_params::SearchParams;
use crate::clock;
use crate::export::file::MAX_ROWS;
use crate::language;
use crate::limits::Limits;
use crate::params::Params;
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use crate::wire::answer::{Answer, AssignmentHit, Hit, Part};
use crate::words;
use tracuu_index::entry::EntryKind;
use tracuu_index::reader::Collection;
use tracuu_index::record::DocumentRecord;
use tracuu_print::body_name;
use tracuu_print::date;
use tracuu_print::messages::{Messages, spoken};
use tracuu_query::order::Sort;
use tracuu_query::parsed::field::QueryField;
use tracuu_query::parsed::part::{PartRole, QueryPart};
use tracuu_query::search::{SearchRequest, Searcher};
use tracuu_text::capitals;
use tracuu_text::invisible;

/// Longest question that the field takes, in UTF-16 code units, as browsers count them.
/// Far below the cap of the search, far above any title.
const FIELD_MAX: usize = 1_000;

/// Searches without one of the parts that are tried where nothing is found; each costs as
/// much as the search itself.
const MAX_WAYS_OUT: usize = 5;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    msg: Messages,
    asked: SearchParams,
    answer: Option<AnswerView>,
    n_held: usize,
    n_documents: usize,
    n_agencies: usize,
    samples: &'a [String],
}

struct AnswerView {
    answer: Answer,
    chips: Vec<Chip>,
    narrowings: Vec<Narrowing>,
    /// Whether the hits stand kind by kind.
    is_grouped: bool,
    /// Hits of each kind on all pages.
    n_of_kind: HashMap<String, usize>,
    /// Hits on the pages before this one.
    offset: usize,
    /// Parts that fit several documents, with those documents.
    ambiguous: Vec<AmbiguousPart>,
    /// What would be found without one of the parts, where nothing is found with all.
    ways_out: Vec<WayOut>,
}

struct AmbiguousPart {
    text: String,
    documents: Vec<NamedDocument>,
}

struct NamedDocument {
    url: String,
    name: String,
    title: String,
}

/// A search that finds something.
struct WayOut {
    /// What is left out of the question.
    label: String,
    name: String,
    url: String,
    total: usize,
}

/// `/` and `/search`: without `q` the form alone.
pub(crate) async fn page(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    // Links collect foreign parameters on their way; a page overlooks them.
    let params = Params::decode(raw.as_deref())?;
    let (shared, noted) = (service.clone(), service.clone());
    let limits = service.limits().clone();
    let answered = service.run_blocking(move |searcher| {
        let asked = SearchParams {
            text: params.get("q").unwrap_or_default().trim().to_owned(),
            sort: params.sort(Sort::Relevance)?,
            explain: params.flag("explain")?.unwrap_or(false),
        };
        if asked.text.is_empty() {
            return Ok((asked, None));
        }
        let view =
            AnswerView::search(searcher, &limits, &asked, params.filter("cursor"))?;
        if view.answer.hits.is_empty() {
            noted.note_unanswered(&asked.text);
        }
        Ok((asked, Some(view)))
    });
    let (asked, answer) = answered.await?;
    let about = shared.collection().about();
    html_response(&SearchPage {
        msg: spoken(),
        asked,
        answer,
        n_held: about.n_held,
        n_documents: about.n_documents,
        n_agencies: shared.collection().agencies().len(),
        samples: &shared.samples().questions,
    })
}

impl AnswerView {
    fn search(
        searcher: &Searcher,
        limits: &Limits,
        asked: &SearchParams,
        cursor: Option<&str>,
    ) -> Result<Self, Problem> {
        let request = SearchRequest {
            text: &asked.text,
            limit: limits.default_items(),
            cursor,
            sort: asked.sort,
            facets: true,
            explain: asked.explain,
            today: clock::today(),
        };
        let mut answer = queries::search(searcher, limits, request)?;
        let parts = &answer.query.understood;
        let ways_out = if answer.hits.is_empty() && answer.offset == 0 {
            ways_out(searcher, limits, asked, parts)?
        } else {
            Vec::new()
        };
        let chips = chips(parts, asked);
        let facets = std::mem::take(&mut answer.facets);
        let kinds = facets.iter().filter(|facet| facet.field == QueryField::Kind);
        let kinds = kinds.flat_map(|facet| &facet.values);
        let n_of_kind = kinds.map(|kind| (kind.value.clone(), kind.count)).collect();
        let (is_grouped, offset) = (answer.is_grouped, answer.offset);
        let answer = Answer::from(answer);
        Ok(Self {
            ambiguous: ambiguous(searcher.collection(), &answer.query.understood)?,
            answer,
            chips,
            narrowings: narrowings(facets, asked),
            is_grouped,
            n_of_kind,
            offset,
            ways_out,
        })
    }

    /// The number of the last hit of the page.
    fn last(&self) -> usize {
        self.offset + self.answer.hits.len()
    }

    /// The heading above a hit, where a group of its kind begins: the kind, and how many
    /// there are on all pages.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn group(&self, place: &usize) -> Option<(EntryKind, usize)> {
        let hit = self.answer.hits.get(*place)?;
        let mut before = self.answer.hits.iter().take(*place).rev();
        let before = before.find(|hit| hit.core().belongs_to.is_none());
        let begins = before.is_none_or(|before| before.kind() != hit.kind());
        let count = self.n_of_kind.get(hit.kind().name()).copied().unwrap_or_default();
        (self.is_grouped && begins).then(|| (hit.kind(), count))
    }

    /// The assignments of the page that are shown under a hit.
    fn tasks_of(&self, id: &str) -> Vec<&AssignmentHit> {
        let tasks = self.answer.hits.iter().filter_map(|hit| match hit {
            Hit::Assignment(task) => Some(task),
            _ => None,
        });
        tasks.filter(|task| task.core.belongs_to.as_deref() == Some(id)).collect()
    }

    /// Whether the question names documents.
    fn names_documents(&self) -> bool {
        let mut roles = self.answer.query.understood.iter().map(|part| part.role);
        roles.any(|role| {
            matches!(role, PartRole::Cites | PartRole::Document | PartRole::Number)
        })
    }

    /// Whether words have ranked the hits.
    fn is_ranked(&self) -> bool {
        self.answer.hits.iter().any(|hit| !hit.core().reasons.is_empty())
    }
}

/// What would be found without one of the parts.
fn ways_out(
    searcher: &Searcher,
    limits: &Limits,
    asked: &SearchParams,
    parts: &[QueryPart],
) -> Result<Vec<WayOut>, Problem> {
    let mut found = Vec::new();
    let left = parts.iter().filter(|part| !part.without.is_empty());
    for part in left.take(MAX_WAYS_OUT) {
        let request =
            SearchRequest { text: &part.without, limit: 1, ..SearchRequest::default() };
        let total = queries::search(searcher, limits, request)?.total.value();
        if total > 0 {
            found.push(WayOut {
                label: capitals::uncapitalised(words::role_label(part.role)),
                name: part.name.clone(),
                url: asked.question(&part.without),
                total,
            });
        }
    }
    Ok(found)
}

fn ambiguous(
    collection: &Collection,
    parts: &[Part],
) -> Result<Vec<AmbiguousPart>, Problem> {
    /// Documents listed for one part; a number alone can fit hundreds.
    const MAX_LISTED: usize = 12;
    let mut found = Vec::new();
    for part in parts.iter().filter(|part| part.candidates.len() > 1) {
        let mut documents = Vec::new();
        for id in part.candidates.iter().take(MAX_LISTED) {
            let record = collection.document(id)?;
            documents.extend(record.as_ref().map(NamedDocument::from));
        }
        found.push(AmbiguousPart { text: part.text.clone(), documents });
    }
    Ok(found)
}

impl From<&DocumentRecord> for NamedDocument {
    fn from(record: &DocumentRecord) -> Self {
        Self {
            url: format!("/documents/{}", record.id),
            name: document_name(record),
            title: record.title.clone().unwrap_or_default(),
        }
    }
}
