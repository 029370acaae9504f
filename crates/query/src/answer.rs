//! The answer of a search, before it becomes JSON: what was understood, and the hits.

use super::facet::Facet;
use tracuu_index::record::{AssignmentRecord, DocumentKey, DocumentRecord};
use tracuu_text::span::Span;

/// Answer of a search.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// What the query was taken to mean.
    pub query: QueryEcho,
    /// Number of hits in all.
    pub total: Total,
    /// One page of hits, best first.
    pub hits: Vec<Hit>,
    /// Values of some fields over all hits.
    pub facets: Vec<Facet>,
    /// Whether the counts of the facets are exact, or lower bounds.
    pub facets_exact: bool,
    /// Other queries that the collection can answer, where this one found nothing.
    pub suggestions: Vec<Suggestion>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// Number of hits on the pages before this one.
    pub offset: usize,
    /// Whether the hits stand group by group: documents, units, assignments.
    pub is_grouped: bool,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
}

/// The query as typed and as understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueryEcho {
    /// As typed.
    pub text: String,
    /// Its parts with their roles, in the order of the text.
    pub understood: Vec<Part>,
    /// The words that have no role, searched as text.
    pub free_text: String,
    /// What was repaired before reading it.
    pub corrections: Vec<CorrectionEcho>,
    /// The understood meaning in one Vietnamese line.
    pub summary: String,
}

/// A part of the query with its role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// `kind`, `cites`, `document`, `type`, `issuer`, `date`, `agency`, `lead`,
    /// `coordinating`, `measure`, `without_citation`, `phrase` … (`docs/query.md`)
    pub role: &'static str,
    /// Canonical value: a symbol, a date, an id.
    pub value: String,
    /// The words of the query.
    pub text: String,
    /// The record, where it is one document.
    pub document: Option<String>,
    /// Ids that fit equally well, where more than one does.
    pub candidates: Vec<String>,
    /// Whether hits must not have it.
    pub excluded: bool,
    /// Whether it was typed as an operator.
    pub is_operator: bool,
    /// Its first byte in the text after repair; `None` for what stands in several places.
    pub at: Option<usize>,
    /// Its places in the text after repair, with the words that go with it: "do" and "chủ
    /// trì" with the agency between them.
    pub places: Vec<Span>,
    /// What takes its place in the question without it: "văn bản" for a type on which an
    /// issuer, a time or a number depends.
    pub stand_in: &'static str,
    /// What it asks for as staff read it; empty where its role says all.
    pub name: String,
    /// The question without it; empty where nothing else is asked.
    pub without: String,
}

/// A repair of the typed text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorrectionEcho {
    /// As typed.
    pub from: String,
    /// As read.
    pub to: String,
    /// Stable code: `telex`, `vni`, `lookalike`, `separator` …
    pub reason: String,
}

/// A count that may be a lower bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Number of hits.
    pub value: usize,
    /// Whether there are no more.
    pub exact: bool,
}

/// A query that would find something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestion {
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
    pub snippets: Vec<Vec<Piece>>,
    /// Path on this service.
    pub url: String,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// What the score is made of, where an explanation is asked for and the hit is ranked by
    /// its words.
    pub reasons: Vec<Reason>,
}

/// What speaks for a hit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// Name of the feature (`docs/ranking.md`).
    pub name: &'static str,
    /// Its value; never 0.
    pub value: f32,
    /// Its weight: the score is the sum of all values times their weights.
    pub weight: f32,
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what matched.
    pub hit: bool,
}
