//! The parts of a question with their roles, as answers show them.

use serde::{Deserialize, Serialize};

use tracuu_index::entry::EntryKind;
use tracuu_index::reader::Listing;
use tracuu_text::span::Span;

/// What a part of a question is there for. The serde names are stable
/// (`docs/query.md`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartRole {
    /// The kind of hit that is asked for.
    Kind,
    /// A document that hits cite, or that is the answer itself.
    Cites,
    /// Hits must not cite the documents named.
    WithoutCitation,
    /// Only documents with a number count.
    Numbered,
    /// A document in which hits stand.
    Document,
    /// A type of document.
    Type,
    /// A body that issued a document.
    Issuer,
    /// A time of issue.
    Date,
    /// A year of issue, typed as an operator.
    Year,
    /// A symbol, or a part of one, typed as an operator.
    Number,
    /// Words of a title, typed as an operator.
    Title,
    /// A folder of the collection.
    Collection,
    /// An agency in any role.
    Agency,
    /// An agency that leads (chủ trì).
    Lead,
    /// An agency that coordinates (phối hợp).
    Coordinating,
    /// The number of a measure or section.
    Measure,
    /// A place in a document: "khoản 2 Điều 4".
    Provision,
    /// A document in which hits stand: "trong Kế hoạch 12-KH/TU".
    Within,
    /// What documents have to do with those named.
    Relation,
    /// A deadline of tasks.
    Deadline,
    /// What is asked beside a list of hits: "còn hiệu lực không".
    Ask,
    /// A quoted phrase, or a word that is excluded.
    Phrase,
    /// Words that are searched as text.
    Text,
    /// Words that nothing was narrowed by.
    Unused,
}

/// On which side of a relation the documents named stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RelationDirection {
    /// They act: "X sửa đổi những văn bản nào".
    Out,
    /// They are acted on: "văn bản nào sửa đổi X".
    In,
}

/// A part of the question with its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryPart {
    /// What it is there for.
    pub role: PartRole,
    /// Canonical value: a symbol, a date, an id.
    pub value: String,
    /// The words of the question.
    pub text: String,
    /// Id of the document that it names; `None` where it names none or several.
    pub document: Option<String>,
    /// Ids of the documents that fit equally well, where more than one does; the first
    /// [`MAX_PAGE`](tracuu_index::reader::MAX_PAGE) of [`Self::n_candidates`].
    pub candidates: Vec<String>,
    /// Number of the documents that fit equally well; 0 where fewer than two do.
    pub n_candidates: usize,
    /// Whether hits must not have it.
    pub excluded: bool,
    /// Of a relation, on which side the documents named stand.
    pub direction: Option<RelationDirection>,
    /// Whether it was typed as an operator.
    pub is_operator: bool,
    /// Its first byte in the text after repair; `None` for what stands in several places.
    pub at: Option<usize>,
    /// Its places in the text after repair, with the words that go with it: "do" and "chủ
    /// trì" with the agency between them.
    pub places: Vec<Span>,
    /// Whether the question without it needs a word in its place: "văn bản" for a type on
    /// which an issuer, a time or a number depends.
    pub needs_stand_in: bool,
    /// What it asks for as staff read it; empty where its role says all. Filled in by
    /// `print`.
    pub name: String,
    /// The question without it; empty where nothing else is asked. Filled in by `print`.
    pub without: String,
    /// Other ways to take it. Filled in by `print`.
    pub readings: Vec<PartReading>,
}

/// Another way to take a part of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartReading {
    /// What the part is there for then.
    pub role: PartRole,
    /// Whether hits must not have it then.
    pub excluded: bool,
    /// The question that takes it so, with an operator in place of its words.
    pub question: String,
}

impl QueryPart {
    /// A part without places, that names no document.
    pub(crate) fn new(role: PartRole, value: impl Into<String>) -> Self {
        Self {
            role,
            value: value.into(),
            text: String::new(),
            document: None,
            candidates: Vec::new(),
            n_candidates: 0,
            excluded: false,
            direction: None,
            is_operator: false,
            at: None,
            places: Vec::new(),
            needs_stand_in: false,
            name: String::new(),
            without: String::new(),
            readings: Vec::new(),
        }
    }

    /// Whether it is the word that makes other parts facts about documents: a type, or
    /// "văn bản".
    pub(crate) fn is_anchor(&self) -> bool {
        self.role == PartRole::Type
            || (self.role == PartRole::Kind && self.value == EntryKind::Document.name())
    }

    /// Whether it names any document of the collection.
    pub(crate) fn is_resolved(&self) -> bool {
        self.document.is_some() || self.n_candidates > 0
    }

    /// Records which documents it names, given the first of them and how many they are.
    /// Nothing where there are none.
    pub(crate) fn record_resolution(&mut self, mut found: Listing<String>) {
        if found.total == 1 {
            self.document = found.items.pop();
        } else {
            self.candidates = found.items;
            self.n_candidates = found.total;
        }
    }
}

tracuu_text::display_serde_names!(PartRole);
