//! The list of documents.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::asset;
use super::layout::html_response;
use crate::language;
use crate::params::{self, Params};
use crate::problem::Problem;
use crate::queries::{self, Paging};
use crate::state::Service;
use crate::wire::document::DocumentSummary;
use tracuu_index::reader::Collection;
use tracuu_index::record::AgencyKey;
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_print::body_name;
use tracuu_print::date;
use tracuu_print::messages::{Messages, VIETNAMESE, spoken};
use tracuu_query::documents::{DocumentFilter, documents};
use tracuu_query::order::Sort;
use tracuu_text::capitals;
use tracuu_text::collate::compare;

#[derive(Template)]
#[template(path = "documents.html")]
struct DocumentsPage {
    msg: Messages,
    documents: Vec<DocumentSummary>,
    asked: DocumentsAsked,
    offset: usize,
    total: usize,
    next: Option<String>,
}

/// What is asked of the list.
#[derive(Clone)]
struct DocumentsAsked {
    holding: Holding,
    /// The body that issued them, where one is chosen.
    issuer: Option<AgencyKey>,
    document_type: Option<DocumentType>,
    year: Option<i16>,
    sort: Sort,
}

/// Which documents are listed, by whether the collection has their text.
#[derive(
    Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize, VariantArray,
)]
enum Holding {
    #[default]
    #[serde(rename = "true")]
    Held,
    #[serde(rename = "false")]
    NotHeld,
    #[serde(rename = "any")]
    Any,
}

impl Holding {
    fn label(self) -> &'static str {
        match self {
            Self::Held => spoken().common_full_text(),
            Self::NotHeld => spoken().common_cited_only(),
            Self::Any => spoken().documents_all(),
        }
    }
}

/// `/documents`: those with full text, or with `held` those without or all; `type`, `year`
/// and `issuer` narrow them.
pub(crate) async fn page(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let limits = service.limits().clone();
    let page = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let asked = DocumentsAsked::from_params(&params, collection)?;
        let paging = Paging::from_params(&["documents"], &params, &limits, collection)?;
        let listing = documents(collection, &asked.filter(), asked.sort, paging.page)?;
        Ok(DocumentsPage {
            msg: spoken(),
            next: paging.next(&listing),
            documents: listing.items.iter().map(DocumentSummary::from).collect(),
            asked,
            offset: paging.page.offset,
            total: listing.total,
        })
    });
    html_response(&page.await?)
}

impl DocumentsAsked {
    fn from_params(params: &Params, collection: &Collection) -> Result<Self, Problem> {
        let issuer = match params.filter("issuer") {
            None => None,
            Some(id) => Some(queries::agency(collection, id)?),
        };
        let holding = params.choice("held", spoken().parameter_holdings())?;
        Ok(Self {
            holding: holding.unwrap_or_default(),
            issuer: issuer.map(|agency| AgencyKey {
                id: agency.id.clone(),
                name: agency.name.clone(),
            }),
            document_type: params.document_type("type")?,
            year: params.year("year")?,
            sort: params.sort(Sort::Order)?,
        })
    }

    fn filter(&self) -> DocumentFilter {
        DocumentFilter {
            held: match self.holding {
                Holding::Held => Some(true),
                Holding::NotHeld => Some(false),
                Holding::Any => None,
            },
            issuer: self.issuer.as_ref().map(|body| body.id.clone()),
            document_type: self.document_type.map(|kind| kind.id().to_owned()),
            year: self.year,
        }
    }

    /// The list as it is asked for.
    fn address(&self) -> String {
        self.page_address(None)
    }

    /// The page of a cursor.
    fn page(&self, cursor: &str) -> String {
        self.page_address(Some(cursor))
    }

    fn page_address(&self, cursor: Option<&str>) -> String {
        let is_usual = self.holding == Holding::default();
        params::address(
            "/documents",
            &[
                ("held", (!is_usual).then(|| self.holding.to_string())),
                ("issuer", self.issuer.as_ref().map(|body| body.id.clone())),
                ("type", self.document_type.map(|kind| kind.id().to_owned())),
                ("year", self.year.map(|year| year.to_string())),
                ("sort", (self.sort != Sort::Order).then(|| self.sort.to_string())),
                ("cursor", cursor.map(str::to_owned)),
            ],
        )
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn with_holding(&self, holding: &Holding) -> String {
        Self { holding: *holding, ..self.clone() }.address()
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn sorted(&self, sort: &Sort) -> String {
        Self { sort: *sort, ..self.clone() }.address()
    }

    fn without_issuer(&self) -> String {
        Self { issuer: None, ..self.clone() }.address()
    }

    /// The question for those that are in force.
    fn in_force(&self) -> String {
        self.standing_question(VIETNAMESE.legal_status(LegalStatus::InForce))
    }

    /// The question for those that have lost their force.
    fn ended(&self) -> String {
        self.standing_question(VIETNAMESE.documents_ended_words())
    }

    /// The question for the documents of the type that have lost their force, or have not:
    /// which ones they are depends on the day, so that the search answers it.
    fn standing_question(&self, words: &str) -> String {
        let any = VIETNAMESE.query_any_document();
        let kind = self.document_type.map_or(any, |kind| kind.name());
        let question = format!("{} {words}", capitals::uncapitalised(kind));
        format!("/search?q={}", params::encode(&question))
    }
}

/// All types of document, in Vietnamese order.
pub(super) static TYPES: LazyLock<Vec<DocumentType>> = LazyLock::new(|| {
    let mut types: Vec<DocumentType> = DocumentType::all().collect();
    types.sort_by(|one, other| compare(one.name(), other.name()));
    types
});

impl DocumentSummary {
    /// What it is called.
    pub(crate) fn name(&self) -> String {
        spoken().document_name(
            self.r#type.as_deref(),
            self.symbol.as_deref(),
            self.title.as_deref(),
            &self.id,
        )
    }
}

tracuu_text::display_serde_names!(Holding);
