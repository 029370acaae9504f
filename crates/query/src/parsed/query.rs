//! What a question asks for.

use super::operator::Operator;
use serde::{Deserialize, Serialize};

use super::part::{PartRole, QueryPart, RelationDirection};
use super::period::Period;
use tracuu_analysis::repair::fault::Reason;
use tracuu_index::record::AgencyRecord;
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::assignment::deadline::Recurrence;
use tracuu_legal::citation::relation::RelationKind;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::loose_symbol::LooseSymbol;
use tracuu_legal::document::symbol::Symbol;
use tracuu_text::span::Span;

/// A question, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct ParsedQuery {
    /// The text after repair; all spans are in it.
    pub(crate) repaired: String,
    /// The same with blanks in place of operators, so that every byte keeps its place.
    pub(crate) text: String,
    /// The same with the phrases that hits must have left in: the words to rank by.
    pub(crate) with_phrases: String,
    /// What was repaired, in the order of the text.
    pub(crate) corrections: Vec<SpellingCorrection>,
    /// What kind of hit is asked for.
    pub(crate) hit_kind: HitKindFilter,
    /// Whether tasks stand before other hits: "nhiệm vụ du lịch".
    pub(crate) prefers_tasks: bool,
    /// Documents that are named or described; `None` where nothing speaks of documents.
    pub(crate) documents: Option<DocumentQuery>,
    /// Documents that hits must not cite.
    pub(crate) denied: Option<DocumentQuery>,
    /// Documents in which hits stand.
    pub(crate) within: Option<DocumentQuery>,
    /// Whether what is asked for follows those named: "chuyển đổi số theo Kế hoạch …".
    pub(crate) follows: bool,
    /// Documents that cite those asked for: "Kế hoạch 12-KH/TU dẫn những nghị quyết nào".
    pub(crate) citing: Option<DocumentQuery>,
    /// Types of the documents asked for that cite those named, empty for any: "chương trình
    /// nào dẫn Nghị quyết 12-NQ/TU".
    pub(crate) citers: Option<Vec<DocumentType>>,
    /// What other documents have to do with those named.
    pub(crate) relation: Option<RelationQuery>,
    /// Agencies that do something.
    pub(crate) performers: Vec<Performer>,
    /// A place in a document: "mục 15", "khoản 2 Điều 4".
    pub(crate) place: Option<PlaceQuery>,
    /// When tasks are due.
    pub(crate) deadline: Option<DeadlineQuery>,
    /// Whether no word says that [`Self::deadline`] is one: "nhiệm vụ trong tháng 8".
    pub(crate) is_deadline_guessed: bool,
    /// What is asked beside a list of hits.
    pub(crate) ask: Option<Ask>,
    /// In which role somebody is asked for.
    pub(crate) who: Option<PerformerRole>,
    /// A run of words that begins with a type, and may be a document's name.
    pub(crate) name: Option<Span>,
    /// Runs of words that have no role, in order.
    pub(crate) free: Vec<Span>,
    /// Those of them that the question says its hits are about: "về chợ".
    pub(crate) topics: Vec<Span>,
    /// Quoted phrases, denied words, fields, in order.
    pub(crate) operators: Vec<Operator>,
    /// Parts that were read and let go, because nothing fits them.
    pub(crate) dropped: Vec<QueryPart>,
    /// The parts with their roles, in the order of the text.
    pub(crate) parts: Vec<QueryPart>,
}

/// A repair of the typed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpellingCorrection {
    /// As typed.
    pub from: String,
    /// As read.
    pub to: String,
    /// What was wrong.
    pub reason: Reason,
}

/// What kind of hit a question asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum HitKindFilter {
    /// Whatever fits.
    #[default]
    Anything,
    /// Measures.
    Measures,
    /// Provisions of any kind, measures among them.
    Units,
    /// Documents.
    Documents,
    /// Assignments.
    Assignments,
}

/// When the tasks that are asked for are due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DeadlineQuery {
    /// In a period.
    Days(Period),
    /// Again and again.
    Recurring(Recurrence),
    /// Before today.
    Overdue,
}

/// What a question asks that a sentence can answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ask {
    /// How a document stands: "còn hiệu lực không".
    State,
    /// From when a document is in force.
    Entry,
    /// What has taken its place: "bản mới nhất".
    Latest,
    /// How it is cited.
    Citation,
    /// What it is.
    What,
    /// How many hits there are.
    Count,
    /// What is cited most.
    MostCited,
    /// Who does it.
    Who,
    /// With whom an agency does it.
    Partners,
    /// When it is due.
    Due,
}

/// A relation between the documents named and those that are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct RelationQuery {
    /// What the source does with the target.
    pub(crate) kind: RelationKind,
    /// On which side the documents named stand.
    pub(crate) direction: RelationDirection,
    /// Types of the documents asked for; empty for any.
    pub(crate) types: Vec<DocumentType>,
}

/// A place in a document, as a question names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PlaceQuery {
    /// As staff read it.
    pub(crate) label: String,
    /// The number alone ("mục 15"), or the places that it can be.
    pub(crate) term: PlaceTerm,
    /// Whether hits cite the place, rather than are it.
    pub(crate) is_cited: bool,
}

/// What the index has of a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum PlaceTerm {
    /// The last number of a unit.
    Number(String),
    /// Terms of places, the likeliest first.
    Paths(Vec<String>),
}

/// Documents that a question names or describes. All that is stated must hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocumentQuery {
    /// Symbols, any of which fits.
    pub(crate) symbols: Vec<LooseSymbol>,
    /// Names, any of which fits as well.
    pub(crate) names: Vec<NamedDocument>,
    /// Types, any of which fits; empty for any.
    pub(crate) types: Vec<DocumentType>,
    /// Issuing bodies, any of which fits; empty for any.
    pub(crate) issuers: Vec<AgencyQuery>,
    /// The level of whoever issued them.
    pub(crate) level: Option<IssuerLevel>,
    /// The place of whoever issued them, as typed: "An Sơn" behind "UBND tỉnh".
    pub(crate) area: Option<String>,
    /// Time of issue.
    pub(crate) period: Option<Period>,
    /// How they stand on the day of the question.
    pub(crate) standing: Option<Standing>,
    /// Whether only documents with a number count.
    pub(crate) numbered: bool,
    /// Whether hits must have to do with each of them: "cả … và …".
    pub(crate) needs_all: bool,
}

/// How the documents that are asked for stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// "đang có hiệu lực"
    InForce,
    /// "hết hiệu lực"
    Ended,
}

/// The level of whoever issues.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum IssuerLevel {
    /// Trung ương.
    Central,
    /// Tỉnh.
    Province,
}

/// A document that is known by a name: a law, a resolution of a plenum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct NamedDocument {
    /// Its place in the question.
    pub(crate) span: Span,
    /// Its names without the year: those of the lists, and the one typed.
    pub(crate) names: Vec<String>,
    /// The symbols that the name can mean.
    pub(crate) symbols: Vec<Symbol>,
    /// The year that the question states.
    pub(crate) year: Option<i16>,
}

impl ParsedQuery {
    /// "trong Kế hoạch 12-KH/TU" alone names the document.
    pub(crate) fn name_documents_within(&mut self) {
        let has_more = self.documents.is_some()
            || self.denied.is_some()
            || self.place.is_some()
            || self.deadline.is_some()
            || self.hit_kind != HitKindFilter::Anything
            || !self.performers.is_empty()
            || !self.free.is_empty();
        if !has_more && let Some(within) = self.within.take() {
            self.documents = Some(within);
            for part in &mut self.parts {
                if part.role == PartRole::Within {
                    part.role = PartRole::Cites;
                }
            }
        }
    }

    /// Whether the newest of the documents described is asked for.
    pub(crate) fn asks_newest(&self) -> bool {
        let described = self.documents.as_ref().is_some_and(|asked| !asked.is_named());
        self.ask == Some(Ask::Latest) && described
    }

    /// Whether the question speaks of documents.
    pub(crate) fn has_documents(&self) -> bool {
        [&self.documents, &self.denied, &self.within].into_iter().any(Option::is_some)
    }
}

impl DocumentQuery {
    /// Documents with a symbol.
    pub(crate) fn from_symbol(symbol: LooseSymbol) -> Self {
        Self { symbols: vec![symbol], ..Self::default() }
    }

    /// Whether a document is named, by symbol or name.
    pub(crate) fn is_named(&self) -> bool {
        !self.symbols.is_empty() || !self.names.is_empty()
    }

    /// Whether the words could as well be a subject: no symbol, or only a number that no
    /// type stands before.
    pub(crate) fn is_weak(&self) -> bool {
        self.names.is_empty()
            && (self.symbols.is_empty()
                || (self.types.is_empty() && self.symbols.iter().all(is_bare_number)))
    }

    /// Whether texts may say the same in these very words, without meaning a document that
    /// is known: a number with a type at most, or a time.
    pub(crate) fn may_be_said(&self) -> bool {
        self.names.is_empty()
            && self.issuers.is_empty()
            && self
                .symbols
                .iter()
                .all(|symbol| symbol.issuers.is_empty() && symbol.year.is_none())
    }

    /// Whether nothing but types is stated.
    pub(crate) fn is_type(&self) -> bool {
        let has_more = self.numbered
            || self.period.is_some()
            || self.level.is_some()
            || self.standing.is_some();
        !self.is_named() && self.issuers.is_empty() && !has_more
    }

    /// Whether a type word is what makes the rest of it a fact about documents: without it
    /// "của Bộ Chính trị" has no owner, and "56" names nothing.
    pub(crate) fn rests_on_type(&self) -> bool {
        let has_facts =
            !self.issuers.is_empty() || self.period.is_some() || self.level.is_some();
        let is_loose = has_facts || self.numbered;
        self.symbols.iter().any(is_bare_number) || (!self.is_named() && is_loose)
    }

    /// Whether no document is meant more than another: every one fits, or every one with a
    /// number.
    pub(crate) fn is_any(&self) -> bool {
        self.types.is_empty()
            && !self.is_named()
            && self.issuers.is_empty()
            && self.level.is_none()
            && self.period.is_none()
            && self.standing.is_none()
    }

    /// The documents apart, each of which must be met where [`Self::needs_all`] says so.
    pub(crate) fn each(&self) -> Vec<Self> {
        let rest = Self {
            symbols: Vec::new(),
            names: Vec::new(),
            needs_all: false,
            ..self.clone()
        };
        let symbols = self.symbols.iter();
        let symbols =
            symbols.map(|one| Self { symbols: vec![one.clone()], ..rest.clone() });
        let names = self.names.iter();
        let names = names.map(|one| Self { names: vec![one.clone()], ..rest.clone() });
        let named: Vec<Self> = symbols.chain(names).collect();
        if !named.is_empty() {
            return named;
        }
        let types = self.types.iter();
        types.map(|one| Self { types: vec![*one], ..rest.clone() }).collect()
    }
}

/// Whether a symbol has neither a type code nor an issuer.
fn is_bare_number(symbol: &LooseSymbol) -> bool {
    symbol.type_codes.is_empty() && symbol.issuers.is_empty()
}

/// An agency that does something.
#[derive(Clone, Debug)]
pub(crate) struct Performer {
    /// The agency.
    pub(crate) agency: AgencyQuery,
    /// In which role.
    pub(crate) role: PerformerRole,
    /// Its name in the question.
    pub(crate) span: Span,
    /// Whether the question says what it does.
    pub(crate) is_explicit: bool,
    /// The words of a role that has no field of its own: "theo dõi tổng hợp".
    pub(crate) duty: Option<Span>,
    /// Whether it must not be the agency that does it.
    pub(crate) is_denied: bool,
    /// Whether it is enough in place of the one before: "Sở A hoặc Sở B".
    pub(crate) is_alternative: bool,
}

/// What an agency does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PerformerRole {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinating,
    /// Anything.
    Any,
}

impl PerformerRole {
    /// In how many tasks an agency has the role.
    pub(crate) const fn n_tasks(self, agency: &AgencyRecord) -> usize {
        match self {
            Self::Lead => agency.n_lead,
            Self::Coordinating => agency.n_coordinating,
            Self::Any => agency.n_lead + agency.n_coordinating,
        }
    }
}

tracuu_text::display_serde_names!(Ask, IssuerLevel, Standing);
