//! What a question asks for.

use super::operator::Operator;
use super::part::QueryPart;
use super::period::Period;
use tracuu_analysis::repair::fault::Reason;
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::loose_symbol::LooseSymbol;
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
    /// Documents that are named or described; `None` where nothing speaks of documents.
    pub(crate) documents: Option<DocumentQuery>,
    /// Agencies that do something.
    pub(crate) performers: Vec<Performer>,
    /// The number of a measure or section: "mục 15".
    pub(crate) place: Option<String>,
    /// A run of words that begins with a type, and may be a document's name.
    pub(crate) name: Option<Span>,
    /// Runs of words that have no role, in order.
    pub(crate) free: Vec<Span>,
    /// Quoted phrases, denied words, fields, in order.
    pub(crate) operators: Vec<Operator>,
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
}

/// Documents that a question names or describes. All that is stated must hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocumentQuery {
    /// Symbols, any of which fits.
    pub(crate) symbols: Vec<LooseSymbol>,
    /// Types, any of which fits; empty for any.
    pub(crate) types: Vec<DocumentType>,
    /// Issuing bodies, any of which fits; empty for any.
    pub(crate) issuers: Vec<AgencyQuery>,
    /// Time of issue.
    pub(crate) period: Option<Period>,
    /// Whether only documents with a number count.
    pub(crate) numbered: bool,
    /// Whether what is asked for must not cite them.
    pub(crate) denied: bool,
}

impl DocumentQuery {
    /// Documents with a symbol.
    pub(crate) fn from_symbol(symbol: LooseSymbol) -> Self {
        Self { symbols: vec![symbol], ..Self::default() }
    }

    /// Whether the words could as well be a subject: no symbol, or only a number that no
    /// type stands before.
    pub(crate) fn is_weak(&self) -> bool {
        self.symbols.is_empty()
            || (self.types.is_empty() && self.symbols.iter().all(is_bare_number))
    }

    /// Whether nothing but types is stated.
    pub(crate) fn is_type(&self) -> bool {
        let has_more = self.numbered || self.denied || self.period.is_some();
        self.symbols.is_empty() && self.issuers.is_empty() && !has_more
    }

    /// Whether a type word is what makes the rest of it a fact about documents: without it
    /// "của Bộ Chính trị" has no owner, and "56" names nothing.
    pub(crate) fn rests_on_type(&self) -> bool {
        let has_facts = !self.issuers.is_empty() || self.period.is_some();
        let is_loose = has_facts || self.denied || self.numbered;
        self.symbols.iter().any(is_bare_number) || (self.symbols.is_empty() && is_loose)
    }

    /// Whether no document is meant more than another: every one fits, or every one with a
    /// number.
    pub(crate) fn is_any(&self) -> bool {
        self.types.is_empty()
            && self.symbols.is_empty()
            && self.issuers.is_empty()
            && self.period.is_none()
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
