//! The graph of documents, impact, what is missing, and citations for drafts.

use serde::Serialize;
use utoipa::ToSchema;

use super::citation::address_of;
use super::document::DocumentSummary;
use tracuu_index::record::{ChangedProvision, EdgeRecord};
use tracuu_legal::citation::relation::RelationKind;
use tracuu_legal::citation::style::{CitationStyle, PrintedCitation};
use tracuu_query::answer::SnippetFragment;
use tracuu_query::{graph, impact, missing};

/// The documents around one, and the relations between them.
#[derive(Debug, Serialize, ToSchema)]
pub struct Graph {
    /// Id of the document in the middle.
    pub root: String,
    /// The documents, nearest first.
    pub nodes: Vec<Node>,
    /// The relations between them.
    pub edges: Vec<Edge>,
    /// Whether documents or relations were left out.
    pub cut: bool,
}

/// A document of a graph.
#[derive(Debug, Serialize, ToSchema)]
pub struct Node {
    /// What a list shows.
    #[serde(flatten)]
    pub document: DocumentSummary,
    /// Steps from the root.
    pub distance: usize,
}

/// A relation between two documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct Edge {
    /// `basis`, `implements`, `amends` …
    pub kind: RelationKind,
    /// Id of the document that acts.
    pub source: String,
    /// Id of the document on which it acts.
    pub target: String,
    /// Whether it concerns some provisions only.
    pub partial: bool,
    /// Id of the document that states it.
    pub stated_in: String,
    /// Path of the first provision that states it.
    pub path: String,
    /// The words that say so; null where none do.
    pub cue: Option<String>,
    /// Number of places.
    pub n_places: usize,
    /// Provisions of the target that clauses of the stating document change; empty for
    /// relations that change nothing.
    pub provisions: Vec<ChangedProvision>,
    /// Address of the first place on this service.
    pub url: String,
}

/// What a change of a document would touch.
#[derive(Debug, Serialize, ToSchema)]
pub struct Impact {
    /// Held documents that cite it, in the order of the collection.
    pub citers: Vec<Citer>,
    /// Number of all of them.
    pub n_citers: usize,
    /// Held documents that rest on it (basis, implements, continues, guides), directly or
    /// through others; nearest first.
    pub resting: Vec<Resting>,
    /// Whether documents were left out.
    pub cut: bool,
}

/// A document that cites another.
#[derive(Debug, Serialize, ToSchema)]
pub struct Citer {
    /// The citing document.
    pub document: DocumentSummary,
    /// What it does with the other.
    pub relations: Vec<Edge>,
}

/// A document that rests on another.
#[derive(Debug, Serialize, ToSchema)]
pub struct Resting {
    /// The document that rests.
    pub document: DocumentSummary,
    /// The relation that leads one step nearer.
    pub relation: Edge,
    /// Steps from the root.
    pub distance: usize,
}

/// A document that is cited and not held.
#[derive(Debug, Serialize, ToSchema)]
pub struct Missing {
    /// What is known of it.
    #[serde(flatten)]
    pub document: DocumentSummary,
    /// Number of provisions that cite it.
    pub n_places: usize,
    /// The first of them.
    pub examples: Vec<Example>,
}

/// A place that cites a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct Example {
    /// Id of the citing document.
    pub document: String,
    /// Path of the provision.
    pub path: String,
    /// The text around the citation.
    pub snippet: Vec<SnippetFragment>,
    /// Address of the place on this service.
    pub url: String,
}

/// A citation for a draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct CitationText {
    /// Id of the document.
    pub document: String,
    /// How it is cited.
    pub style: CitationStyle,
    /// The text.
    pub text: String,
    /// Facts that the style asks for and nobody states, or on which sources differ.
    pub missing: Vec<&'static str>,
    /// Facts that the source prints in capitals: a person must restore those of names.
    pub capitals: Vec<&'static str>,
}

impl From<graph::Graph> for Graph {
    fn from(graph: graph::Graph) -> Self {
        let nodes = graph.nodes.iter().map(|node| Node {
            document: DocumentSummary::from(&node.document),
            distance: node.distance,
        });
        let edges = graph.edges.iter().map(|edge| Edge::new(&edge.edge, &edge.stated_in));
        Self {
            nodes: nodes.collect(),
            edges: edges.collect(),
            root: graph.root,
            cut: graph.is_cut,
        }
    }
}

impl Edge {
    /// A relation that a document states.
    pub fn new(edge: &EdgeRecord, stated_in: &str) -> Self {
        Self {
            kind: edge.kind,
            source: edge.source.clone(),
            target: edge.target.clone(),
            partial: edge.is_partial,
            stated_in: stated_in.to_owned(),
            path: edge.path.clone(),
            cue: edge.cue.clone(),
            n_places: edge.n_places,
            provisions: edge.provisions.clone(),
            url: format!("/documents/{stated_in}#{}", edge.path),
        }
    }
}

impl From<impact::Impact> for Impact {
    fn from(impact: impact::Impact) -> Self {
        let citer = |citer: &impact::Citer| Citer {
            document: DocumentSummary::from(&citer.document),
            relations: citer
                .relations
                .iter()
                .map(|edge| Edge::new(edge, &citer.document.id))
                .collect(),
        };
        let resting = |resting: &impact::Resting| Resting {
            document: DocumentSummary::from(&resting.document),
            relation: Edge::new(&resting.relation, &resting.document.id),
            distance: resting.distance,
        };
        Self {
            citers: impact.citers.iter().map(citer).collect(),
            n_citers: impact.n_citers,
            resting: impact.resting.iter().map(resting).collect(),
            cut: impact.is_cut,
        }
    }
}

impl From<missing::MissingDocument> for Missing {
    fn from(missing: missing::MissingDocument) -> Self {
        let example = |example: missing::CitingExample| Example {
            url: address_of(&example.unit),
            document: example.unit.document.id,
            path: example.unit.path,
            snippet: example.snippet,
        };
        Self {
            document: DocumentSummary::from(&missing.document),
            n_places: missing.n_places,
            examples: missing.examples.into_iter().map(example).collect(),
        }
    }
}

impl CitationText {
    /// The citation of the document with an id.
    pub fn new(document: String, style: CitationStyle, cited: PrintedCitation) -> Self {
        let PrintedCitation { text, missing, capitals } = cited;
        Self { document, style, text, missing, capitals }
    }
}
