//! The answer of a search.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::assignment::AssignmentFacts;
use super::page_facts::PageFacts;
use tracuu_index::record::{DocumentKey, DocumentRecord, OutlineEntry};
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_legal::document::level::ProvisionKind;
use tracuu_print::messages::spoken;
use tracuu_query::answer::{self as query, AlternativeQuery, SnippetFragment};
use tracuu_query::answer_card::AnswerCard;
use tracuu_query::facet::{self, Facet};
use tracuu_query::parsed::part::{PartRole, QueryPart, RelationDirection};
use tracuu_query::parsed::query::SpellingCorrection;
use tracuu_query::ranking::feature::{RankingFeature, ScorePart};

/// Answer of a search.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answer {
    /// The query as typed and as understood.
    pub query: Query,
    /// The sentence that answers the question; null where a list says all.
    pub answer: Option<AnswerCard>,
    /// Number of hits on all pages.
    pub total: Total,
    /// One page of hits, best first.
    pub hits: Vec<Hit>,
    /// Values of `type`, `issuer`, `year`, `deadline`, `agency`, `collection` and `kind` over all hits,
    /// the most frequent first; a field that no hit has is absent.
    pub facets: BTreeMap<String, Vec<FacetValue>>,
    /// Whether the counts of the facets are exact, or estimates from a sample.
    pub facets_exact: bool,
    /// Queries that would find something, where this one does not.
    pub suggestions: Vec<AlternativeQuery>,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
}

/// The query as typed and as understood.
#[derive(Debug, Serialize, ToSchema)]
pub struct Query {
    /// As typed.
    pub text: String,
    /// Its parts with their roles, in the order of the text.
    pub understood: Vec<Part>,
    /// Parts that were read first and let go, because nothing fits them; absent where there
    /// are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Part>,
    /// The words without a role, searched as text.
    pub free_text: String,
    /// What was repaired before the query was read.
    pub corrections: Vec<Correction>,
    /// The understood meaning in one Vietnamese line.
    pub summary: String,
}

/// A part of the query with its role.
#[derive(Debug, Serialize, ToSchema)]
pub struct Part {
    /// What it is there for (`docs/query.md`).
    pub role: PartRole,
    /// Canonical value: a symbol, a date, an id.
    pub value: String,
    /// The words of the query.
    pub text: String,
    /// Id of the document that it names, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Ids that fit equally well, where more than one does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// Number of the documents that fit equally well, where `candidates` has not all of
    /// them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_candidates: Option<usize>,
    /// Of a relation, on which side the documents named stand: `out` where they act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<RelationDirection>,
    /// Whether hits must not have it; absent where they must.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub excluded: bool,
    /// The question without this part, for a link that takes it back; empty where nothing
    /// else is asked.
    pub without: String,
}

/// A repair of the typed text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Correction {
    /// As typed.
    pub from: String,
    /// As read.
    pub to: String,
    /// Stable code: `telex`, `vni`, `lookalike`, `separator` …
    pub reason: String,
}

/// A count that may be a lower bound.
#[derive(Debug, Serialize, ToSchema)]
pub struct Total {
    /// Number of hits.
    pub value: usize,
    /// Whether there are no more.
    pub exact: bool,
}

/// One value of a facet.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetValue {
    /// The value, as the query takes it: `type:VALUE`.
    pub value: String,
    /// The value as staff read it.
    pub label: String,
    /// Number of hits that have it.
    pub count: usize,
}

/// One hit; `kind` tells which members it has.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Hit {
    /// A document (văn bản), held in full or known only by citation.
    Document(DocumentHit),
    /// A measure (nhiệm vụ, giải pháp); `label` is its path, such as `II.15.1`.
    Measure(HitCore),
    /// Any other provision; `label` is its path.
    Provision(HitCore),
    /// Who does what (phân công).
    Assignment(AssignmentHit),
}

/// What every hit has.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitCore {
    /// Id, unique in the collection.
    pub id: String,
    /// Path in the outline, symbol of a document, or row of an assignment.
    pub label: String,
    /// The label as it is read: `Điều 5, khoản 2` where it is `dieu-5.2`.
    pub place: String,
    /// Title or task.
    pub title: String,
    /// The document that it is or stands in.
    pub document: DocumentKey,
    /// Pieces of text around what matched.
    pub snippets: Vec<Vec<SnippetFragment>>,
    /// Address on this service.
    pub url: String,
    /// Where what matched stands in the file.
    #[serde(flatten)]
    pub page: PageFacts,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// Id of the hit of this page under which it is shown: of a row of a table the measure that
    /// it is about; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub belongs_to: Option<String>,
    /// How its document stands today; null where its record is gone.
    pub state: Option<LegalStatus>,
    /// Whether the state rests on the day of signing alone; absent where it does not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub state_assumed: bool,
    /// What the score is made of, with `explain` and where words have ranked the hit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// What speaks for a hit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reason {
    /// The feature (`docs/ranking.md`).
    pub name: RankingFeature,
    /// Its value.
    pub value: f32,
    /// Its weight: the score is the sum of all values times their weights.
    pub weight: f32,
}

/// A hit that is a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentHit {
    /// What every hit has.
    #[serde(flatten)]
    pub core: HitCore,
    /// Canonical symbol.
    pub symbol: Option<String>,
    /// Name of the type, such as `Nghị quyết`.
    pub r#type: Option<String>,
    /// Date of issue, ISO; null where none is stated or sources conflict.
    pub date: Option<String>,
    /// Issuing body, as written.
    pub issuer: Option<String>,
    /// Whether the full text is in the collection.
    pub held: bool,
    /// Whether it has measures, and so a table of them; for the pages.
    #[serde(skip)]
    pub has_measures: bool,
}

/// A hit that is an assignment.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentHit {
    /// What every hit has.
    #[serde(flatten)]
    pub core: HitCore,
    /// Who does what.
    #[serde(flatten)]
    pub facts: AssignmentFacts,
}

impl From<query::Answer> for Answer {
    fn from(answer: query::Answer) -> Self {
        Self {
            query: answer.query.into(),
            answer: answer.card,
            total: Total { value: answer.total.value(), exact: answer.total.is_exact() },
            hits: answer.hits.into_iter().map(Hit::from).collect(),
            facets: answer.facets.into_iter().map(facet).collect(),
            facets_exact: answer.facets_exact,
            suggestions: answer.suggestions,
            next: answer.next,
            took_ms: rounded(answer.took_ms),
        }
    }
}

fn facet(facet: Facet) -> (String, Vec<FacetValue>) {
    let value = |found: facet::FacetValue| FacetValue {
        value: found.value,
        label: found.label,
        count: found.count,
    };
    (facet.field.to_string(), facet.values.into_iter().map(value).collect())
}

/// To microseconds: what is below is noise, and makes the JSON hard to read.
fn rounded(took_ms: f64) -> f64 {
    (took_ms * 1e3).round() / 1e3
}

impl From<query::QueryInterpretation> for Query {
    fn from(echo: query::QueryInterpretation) -> Self {
        Self {
            text: echo.text,
            understood: echo.understood.into_iter().map(Part::from).collect(),
            dropped: echo.dropped.into_iter().map(Part::from).collect(),
            free_text: echo.free_text,
            corrections: echo.corrections.into_iter().map(Correction::from).collect(),
            summary: echo.summary,
        }
    }
}

impl From<QueryPart> for Part {
    fn from(part: QueryPart) -> Self {
        let QueryPart {
            role,
            value,
            text,
            document,
            candidates,
            n_candidates,
            excluded,
            direction,
            without,
            ..
        } = part;
        let n_candidates = (n_candidates > candidates.len()).then_some(n_candidates);
        Self {
            role,
            value,
            text,
            document,
            candidates,
            n_candidates,
            direction,
            excluded,
            without,
        }
    }
}

impl From<SpellingCorrection> for Correction {
    fn from(echo: SpellingCorrection) -> Self {
        Self { from: echo.from, to: echo.to, reason: echo.reason.code().to_owned() }
    }
}

impl From<ScorePart> for Reason {
    fn from(reason: ScorePart) -> Self {
        let ScorePart { feature, value, weight } = reason;
        Self { name: feature, value, weight }
    }
}

impl From<query::Hit> for Hit {
    fn from(hit: query::Hit) -> Self {
        let is_unit =
            matches!(hit.kind, query::HitKind::Measure | query::HitKind::Provision);
        let place =
            if is_unit { spoken().path_name(&hit.label) } else { hit.label.clone() };
        let core = HitCore {
            id: hit.id,
            label: hit.label,
            place,
            title: hit.title,
            document: hit.document,
            snippets: hit.snippets,
            url: hit.url,
            page: hit.page.into(),
            score: hit.score,
            belongs_to: hit.belongs_to,
            state: hit.state.map(|state| state.status),
            state_assumed: hit.state.is_some_and(|state| state.is_assumed),
            reasons: hit.reasons.into_iter().map(Reason::from).collect(),
        };
        match hit.kind {
            query::HitKind::Measure => Self::Measure(core),
            query::HitKind::Provision => Self::Provision(core),
            query::HitKind::Document(record) => Self::Document(document(core, *record)),
            query::HitKind::Assignment(record) => {
                let facts = (*record).into();
                Self::Assignment(AssignmentHit { core, facts })
            }
        }
    }
}

impl Hit {
    /// What every hit has.
    pub fn core(&self) -> &HitCore {
        match self {
            Self::Measure(core) | Self::Provision(core) => core,
            Self::Document(hit) => &hit.core,
            Self::Assignment(hit) => &hit.core,
        }
    }
}

fn document(core: HitCore, record: DocumentRecord) -> DocumentHit {
    let is_measure = |entry: &OutlineEntry| entry.level == ProvisionKind::Measure;
    DocumentHit {
        has_measures: record.outline.iter().any(is_measure),
        core,
        symbol: record.symbol,
        r#type: record.type_name,
        date: record.date,
        issuer: record.issuer,
        held: record.held,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_index::record::AssignmentRecord;
    use tracuu_legal::assignment::duty::{AssignmentSource, Duty};

    fn hit(kind: query::HitKind) -> query::Hit {
        query::Hit {
            kind,
            id: "a#II.1".to_owned(),
            label: "II.1".to_owned(),
            title: "Tiêu đề".to_owned(),
            document: DocumentKey { id: "a".to_owned(), symbol: None, title: None },
            snippets: vec![vec![SnippetFragment { text: "x".to_owned(), hit: true }]],
            url: "/documents/a#II.1".to_owned(),
            page: None,
            score: 1.0,
            belongs_to: None,
            state: None,
            reasons: Vec::new(),
        }
    }

    #[test]
    fn an_answer_without_hits_still_has_every_member() {
        let json = serde_json::to_value(Answer::from(query::Answer::default())).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "query": {"text": "", "understood": [], "free_text": "",
                          "corrections": [], "summary": ""},
                "answer": null,
                "total": {"value": 0, "exact": true},
                "hits": [], "facets": {}, "facets_exact": false, "suggestions": [], "next": null, "took_ms": 0.0
            })
        );
    }

    #[test]
    fn members_of_a_hit_stand_side_by_side_with_its_kind() {
        let record = DocumentRecord {
            type_name: Some("Nghị quyết".to_owned()),
            ..DocumentRecord::default()
        };
        let hit = Hit::from(hit(query::HitKind::Document(Box::new(record))));
        let json = serde_json::to_value(hit).unwrap();
        assert_eq!(json["kind"], "document");
        assert_eq!(json["type"], "Nghị quyết");
        assert_eq!(json["label"], "II.1");
        assert_eq!(json["held"], false);
        assert_eq!(json["snippets"][0][0]["hit"], true);
    }

    #[test]
    fn an_assignment_names_row_items_and_agencies() {
        let record = AssignmentRecord {
            row: Some("3.1".to_owned()),
            items: vec![4, 5],
            ..AssignmentRecord::new(AssignmentSource::Table, Duty::Lead)
        };
        let hit = Hit::from(hit(query::HitKind::Assignment(Box::new(record))));
        let json = serde_json::to_value(hit).unwrap();
        assert_eq!(json["kind"], "assignment");
        assert_eq!(json["row"], "3.1");
        assert_eq!(json["items"], serde_json::json!([4, 5]));
        assert_eq!(json["lead"], serde_json::json!([]));
    }
}
