//! The answer of a search, before it becomes JSON: what was understood, and the hits.

use super::answer_card::AnswerCard;
use super::facet::Facet;
use super::parsed::part::QueryPart;
use super::parsed::query::SpellingCorrection;
use super::ranking::feature::ScorePart;
use serde::Serialize;

use tracuu_index::record::{AssignmentRecord, DocumentKey, DocumentRecord};
use tracuu_index::total::Total;
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_text::layout::SourcePage;

/// Answer of a search.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// What the query was taken to mean.
    pub query: QueryInterpretation,
    /// Hits on all pages.
    pub total: Total,
    /// One page of hits, best first.
    pub hits: Vec<Hit>,
    /// The sentence that answers the question, where one can.
    pub card: Option<AnswerCard>,
    /// Values of some fields over all hits.
    pub facets: Vec<Facet>,
    /// Whether the counts of the facets are exact, or estimates from a sample.
    pub facets_exact: bool,
    /// Other queries that the collection can answer, where this one found nothing.
    pub suggestions: Vec<AlternativeQuery>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// Number of hits on the pages before this one.
    pub offset: usize,
    /// Whether the hits stand group by group: documents, units, assignments.
    pub is_grouped: bool,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
}

impl Answer {
    /// The documents among the hits.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &DocumentRecord> {
        self.hits.iter().filter_map(|hit| match &hit.kind {
            HitKind::Document(record) => Some(&**record),
            _ => None,
        })
    }

    /// The assignments among the hits.
    pub(crate) fn assignments(&self) -> impl Iterator<Item = &AssignmentRecord> {
        self.hits.iter().filter_map(|hit| match &hit.kind {
            HitKind::Assignment(record) => Some(&**record),
            _ => None,
        })
    }
}

/// A question as typed and as understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueryInterpretation {
    /// As typed.
    pub text: String,
    /// Its parts with their roles, in the order of the text.
    pub understood: Vec<QueryPart>,
    /// Parts that were read first and let go, because nothing fits them.
    pub dropped: Vec<QueryPart>,
    /// The words that have no role, searched as text.
    pub free_text: String,
    /// What was repaired before reading it.
    pub corrections: Vec<SpellingCorrection>,
    /// The understood meaning in one Vietnamese line.
    pub summary: String,
}

/// A question near the one asked, that would find something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Suggestion))]
pub struct AlternativeQuery {
    /// The query to try.
    pub query: String,
    /// Why it is offered, in Vietnamese.
    pub reason: String,
}

/// One hit.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What was found.
    pub kind: HitKind,
    /// Id, unique in the collection.
    pub id: String,
    /// Path in the outline, symbol of a document, or row of an assignment.
    pub label: String,
    /// Title or task.
    pub title: String,
    /// The document that it is or stands in.
    pub document: DocumentKey,
    /// Pieces of text around what matched.
    pub snippets: Vec<Vec<SnippetFragment>>,
    /// Path on this service.
    pub url: String,
    /// Page of the file on which what matched first stands, or the hit begins; `None` where it
    /// is not known.
    pub page: Option<SourcePage>,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// Id of the hit of the page that shows the place which it is about: of a row of a table
    /// the measure. Filled in for the hits of a page together.
    pub belongs_to: Option<String>,
    /// How its document stands on the day of the question; `None` before it is looked up.
    pub state: Option<HitState>,
    /// What the score is made of, where an explanation is asked for and the hit is ranked by
    /// its words.
    pub reasons: Vec<ScorePart>,
}

/// How the document of a hit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HitState {
    /// Its status.
    pub status: LegalStatus,
    /// Whether the status rests on the day of signing alone.
    pub is_assumed: bool,
}

/// What a hit is, with what only that kind has.
#[derive(Clone, Debug)]
pub enum HitKind {
    /// A document, held or known by citation.
    Document(Box<DocumentRecord>),
    /// A measure (nhiệm vụ, giải pháp).
    Measure,
    /// Any other provision.
    Provision,
    /// Who does what.
    Assignment(Box<AssignmentRecord>),
}

impl HitKind {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Document(_) => "document",
            Self::Measure => "measure",
            Self::Provision => "provision",
            Self::Assignment(_) => "assignment",
        }
    }
}

/// A piece of a snippet; all pieces of one snippet concatenate to a substring of the
/// canonical text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Piece))]
pub struct SnippetFragment {
    /// The text.
    pub text: String,
    /// Whether it is what matched.
    pub hit: bool,
}
