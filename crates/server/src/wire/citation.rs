//! Citations: of a text given to the command line, and of documents of the collection.

use serde::Serialize;
use utoipa::ToSchema;

use super::offset_unit::OffsetUnit;
use super::page_facts::PageFacts;
use tracuu_index::entry::EntryKind;
use tracuu_index::record::{
    CitationRecord, DocumentKey, PartyRecord, PinpointRecord, RelationRecord, Unit,
};
use tracuu_legal::citation::amending_clause::AmendingAction;
use tracuu_legal::citation::mention::{CitationKind, MentionStatus};
use tracuu_legal::citation::provision_mention::ProvisionHolderRole;
use tracuu_legal::citation::relation::{RelationKind, RelationRule};
use tracuu_legal::citation::resolve::ResolutionState;
use tracuu_legal::document::deviation::Deviation;
use tracuu_query::answer::SnippetFragment;
use tracuu_query::{citing, snippet};
use tracuu_text::span::Span;

/// What a citation states, and what it was found to name. Members that the text does not
/// state are null.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CitationFacts {
    /// Canonical symbol, such as `5-NQ/TU`.
    pub symbol: Option<String>,
    /// Name of the type.
    pub r#type: Option<String>,
    /// Date stated, ISO.
    pub date: Option<String>,
    /// Body stated, as written.
    pub issuer: Option<String>,
    /// Title stated.
    pub title: Option<String>,
    /// Provisions of the cited document; null where the citation is of the whole.
    pub pinpoint: Option<Vec<PinpointRecord>>,
    /// The relation that it stands in; null of the document itself.
    pub relation: Option<RelationKind>,
    /// Who does what the relation says with what, and which words say so.
    pub relation_detail: Option<RelationDetail>,
    /// Whether the document is known.
    pub state: ResolutionState,
    /// Id of the document, where resolved.
    pub document: Option<String>,
    /// Ids that fit equally well, where ambiguous.
    pub candidates: Vec<String>,
    /// Codes of departures from the canonical form.
    pub deviations: Vec<Deviation>,
    /// How the document is named.
    pub kind: CitationKind,
    /// Whether a named document is issued already, or is the text itself; null of a
    /// numbered one of another document.
    pub status: Option<MentionStatus>,
    /// Whether it stands in the title of another citation.
    pub nested: bool,
}

/// The ends of a relation, and what drew it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RelationDetail {
    /// Who acts.
    pub source: PartyRecord,
    /// On what.
    pub target: PartyRecord,
    /// Whether it concerns some provisions only.
    pub partial: bool,
    /// The words that say so; null where none do.
    pub cue: Option<String>,
    /// The rule that drew it.
    pub rule: RelationRule,
}

/// A citation in a text, with its place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CitationSpan {
    /// First UTF-16 code unit in the canonical text.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// Type word, "số", symbol, and the contiguous date and body, as written.
    pub text: String,
    /// Where it stands in the file.
    #[serde(flatten)]
    pub page: PageFacts,
    /// What it states and names.
    #[serde(flatten)]
    pub facts: CitationFacts,
    /// Index in `citations` of the mention that a short form or a back-reference takes up,
    /// whose symbol it repeats; null where it takes up none.
    pub antecedent: Option<usize>,
}

/// Provisions that a text names without a document beside them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProvisionSpan {
    /// First UTF-16 code unit in the canonical text.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// As written.
    pub text: String,
    /// The provisions, with the larger units that the text around them tells.
    pub pinpoint: Vec<PinpointRecord>,
    /// Whose they are.
    pub holder: ProvisionHolderRole,
    /// Index in `citations` of the mention of the document that they are part of.
    pub citation: Option<usize>,
    /// The symbol of that document.
    pub symbol: Option<String>,
    /// Its id, where resolved.
    pub document: Option<String>,
    /// What an amending clause does to them; null where they are only named.
    pub action: Option<AmendingAction>,
}

/// Words that look like a citation and could not be read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnreadWords {
    /// First UTF-16 code unit in the canonical text.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// As written.
    pub text: String,
}

/// The citations of a text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Citations {
    /// Always `utf16`.
    pub offset_unit: OffsetUnit,
    /// In the order of the text.
    pub citations: Vec<CitationSpan>,
    /// The provisions named without a document beside them, in the order of the text.
    pub provisions: Vec<ProvisionSpan>,
    /// What looks like a citation and could not be read, in the order of the text.
    pub unparsed: Vec<UnreadWords>,
}

/// A citation in a document of the collection.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentCitation {
    /// Path of the provision that holds it.
    pub path: String,
    /// The citation as written.
    pub text: String,
    /// What it states and names.
    #[serde(flatten)]
    pub facts: CitationFacts,
    /// The text around it.
    pub snippet: Vec<SnippetFragment>,
    /// Address of the place on this service.
    pub url: String,
    /// Where it stands in the file.
    #[serde(flatten)]
    pub page: PageFacts,
}

/// What a unit of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A measure (nhiệm vụ, giải pháp).
    Measure,
    /// Any other provision.
    Provision,
}

impl UnitKind {
    /// The kind of its entry in the index.
    pub const fn entry_kind(self) -> EntryKind {
        match self {
            Self::Measure => EntryKind::Measure,
            Self::Provision => EntryKind::Provision,
        }
    }
}

/// A provision that cites a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct CitingPlace {
    /// What it is.
    pub kind: UnitKind,
    /// Id, unique in the collection.
    pub id: String,
    /// Path in the outline.
    pub label: String,
    /// Title; may be empty.
    pub title: String,
    /// The document that it stands in.
    pub document: DocumentKey,
    /// The relations in which the citations stand, each once, in their order.
    pub relations: Vec<RelationKind>,
    /// The citations with the text around them.
    pub snippets: Vec<Vec<SnippetFragment>>,
    /// Address of the place on this service.
    pub url: String,
    /// Where the first of the citations stands in the file.
    #[serde(flatten)]
    pub page: PageFacts,
}

impl From<&CitationRecord> for CitationFacts {
    fn from(record: &CitationRecord) -> Self {
        Self {
            symbol: record.symbol.clone(),
            r#type: record.type_name.clone(),
            date: record.date.clone(),
            issuer: record.issuer.clone(),
            title: record.title.clone(),
            pinpoint: Some(record.pinpoint.clone()).filter(|places| !places.is_empty()),
            relation: record.relation.as_ref().map(|relation| relation.kind),
            relation_detail: record.relation.as_ref().map(RelationDetail::from),
            state: record.state,
            document: record.document.clone(),
            candidates: record.candidates.clone(),
            deviations: record.deviations.clone(),
            kind: record.kind,
            status: record.status,
            nested: record.nested,
        }
    }
}

impl From<&RelationRecord> for RelationDetail {
    fn from(record: &RelationRecord) -> Self {
        Self {
            source: record.source.clone(),
            target: record.target.clone(),
            partial: record.is_partial,
            cue: record.cue.clone(),
            rule: record.rule,
        }
    }
}

impl DocumentCitation {
    /// The citations of a unit, in the order of its text.
    pub fn all_of(unit: &Unit) -> Vec<Self> {
        let of_record = |record: &CitationRecord| {
            let place = Span::new(record.start, record.end);
            let snippet = snippet::around(&unit.text, &[place]).into_iter().next();
            Self {
                path: unit.path.clone(),
                text: place.of(&unit.text).to_owned(),
                facts: record.into(),
                snippet: snippet.unwrap_or_default(),
                url: address_of(unit),
                page: unit.layout.source_page(record.start).into(),
            }
        };
        unit.citations.iter().map(of_record).collect()
    }
}

impl CitingPlace {
    /// A unit that cites the document with this id.
    pub fn new(unit: Unit, document: &str) -> Self {
        let mut relations: Vec<RelationKind> = Vec::new();
        let first = citing::citations(&unit, document).next();
        let page = first.and_then(|record| unit.layout.source_page(record.start));
        for record in citing::citations(&unit, document) {
            let kind = record.relation.as_ref().map(|relation| relation.kind);
            relations.extend(kind.filter(|kind| !relations.contains(kind)));
        }
        Self {
            relations,
            kind: if unit.is_measure { UnitKind::Measure } else { UnitKind::Provision },
            snippets: citing::snippets(&unit, document),
            url: address_of(&unit),
            page: page.into(),
            id: unit.id,
            label: unit.path,
            title: unit.title,
            document: unit.document,
        }
    }
}

/// The place of a unit on the page of its document.
pub(super) fn address_of(unit: &Unit) -> String {
    format!("/documents/{}#{}", unit.document.id, unit.path)
}
