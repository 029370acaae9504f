//! The search page: the form, and the answer under it.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::layout::rendered;
use super::style;
use crate::http::ask;
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::http::state::Service;
use crate::http::wire::answer::{Answer, Hit, Part};
use crate::http::words;
use crate::index::reader::Collection;
use crate::index::record::DocumentRecord;
use crate::query::order::Sort;
use crate::query::search::Request;

/// Longest question that the field takes, in UTF-16 code units, as browsers count them.
/// Far below the cap of the search, far above any title.
const FIELD_MAX: usize = 1_000;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    text: &'a str,
    answer: Option<AnswerView>,
    sort: Sort,
    n_held: usize,
    n_documents: usize,
    n_agencies: usize,
    samples: &'a [String],
}

struct AnswerView {
    answer: Answer,
    /// Parts that fit several documents, with those documents.
    ambiguous: Vec<AmbiguousPart>,
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

/// `/` and `/search`: without `q` the form alone.
pub(in crate::http) async fn page(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    // Links collect foreign parameters on their way; a page overlooks them.
    let params = Params::decode(raw.as_deref())?;
    let (shared, asked) = (service.clone(), service.clone());
    let limits = service.limits().clone();
    let answered = service.ask(move |searcher| {
        let text = params.get("q").unwrap_or_default().trim().to_owned();
        let sort = params.sort(Sort::Relevance)?;
        if text.is_empty() {
            return Ok((text, sort, None));
        }
        let request = Request {
            text: &text,
            limit: limits.default_items(),
            cursor: params.filter("cursor"),
            sort,
            facets: true,
        };
        let answer = Answer::from(ask::search(searcher, &limits, request)?);
        if answer.hits.is_empty() {
            asked.unanswered().note(&text);
        }
        let parts = &answer.query.understood;
        let ambiguous = ambiguous_parts(searcher.collection(), parts)?;
        Ok((text, sort, Some(AnswerView { answer, ambiguous })))
    });
    let (text, sort, answer) = answered.await?;
    let about = shared.collection().about();
    rendered(&SearchPage {
        text: &text,
        answer,
        sort,
        n_held: about.n_held,
        n_documents: about.n_documents,
        n_agencies: shared.collection().agencies().len(),
        samples: shared.samples(),
    })
}

fn ambiguous_parts(
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
            documents.extend(record.as_ref().map(NamedDocument::of));
        }
        found.push(AmbiguousPart { text: part.text.clone(), documents });
    }
    Ok(found)
}

impl AnswerView {
    /// The question with one value of a facet added.
    fn narrowed(text: &str, field: &str, value: &str) -> String {
        format!("{text} {field}:\"{value}\"")
    }
}

impl NamedDocument {
    fn of(record: &DocumentRecord) -> Self {
        let name = words::document_name(
            record.type_name.as_deref(),
            record.symbol.as_deref(),
            record.title.as_deref(),
            &record.id,
        );
        Self {
            url: format!("/documents/{}", record.id),
            name,
            title: record.title.clone().unwrap_or_default(),
        }
    }
}

impl Hit {
    /// The name of its kind on the wire, which is also its style class.
    fn kind(&self) -> &'static str {
        match self {
            Self::Document(_) => "document",
            Self::Measure(_) => "measure",
            Self::Provision(_) => "provision",
            Self::Assignment(_) => "assignment",
        }
    }

    /// The heading of the hit, without its place.
    fn name(&self) -> String {
        let core = self.core();
        match self {
            Self::Document(hit) => words::document_name(
                hit.r#type.as_deref(),
                hit.symbol.as_deref(),
                Some(&core.title),
                &core.document.id,
            ),
            Self::Measure(_) | Self::Provision(_) if core.title.is_empty() => {
                words::path_name(&core.label)
            }
            Self::Measure(_) | Self::Provision(_) => core.title.clone(),
            Self::Assignment(_) => words::capitalised(&core.title),
        }
    }

    /// What stands before its heading: the place of a provision with a title, the row of
    /// an assignment.
    fn place(&self) -> Option<String> {
        let core = self.core();
        match self {
            Self::Document(_) => None,
            Self::Measure(_) | Self::Provision(_) => {
                (!core.title.is_empty()).then(|| words::path_name(&core.label))
            }
            Self::Assignment(hit) => hit.row.as_ref().map(|row| format!("Dòng {row}")),
        }
    }
}
