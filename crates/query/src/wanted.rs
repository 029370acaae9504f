//! What a query asks for, as [`super::understand`] reads it.

use jiff::civil::Date;

use super::answer::{CorrectionEcho, Part};
use super::operator::Operator;
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::document::kind::DocumentType;
use tracuu_legal::document::loose_symbol::LooseSymbol;
use tracuu_text::span::Span;

/// A query, understood.
#[derive(Clone, Debug, Default)]
pub(super) struct Understanding {
    /// The text after repair; all spans are in it.
    pub(super) repaired: String,
    /// The same with blanks in place of operators.
    pub(super) text: String,
    /// The same with the phrases that are wanted, to rank by.
    pub(super) with_phrases: String,
    /// What was repaired.
    pub(super) corrections: Vec<CorrectionEcho>,
    /// What kind of thing is asked for.
    pub(super) asked: Asked,
    /// Documents that are named or described.
    pub(super) documents: Option<DocumentsWanted>,
    /// Agencies that do something.
    pub(super) performers: Vec<Performer>,
    /// The number of a measure or section: "mục 15".
    pub(super) place: Option<String>,
    /// A run of words that begins with a type, and may be a document's name.
    pub(super) name: Option<Span>,
    /// Runs of words that have no role.
    pub(super) free: Vec<Span>,
    /// Quoted phrases, denied words, fields.
    pub(super) operators: Vec<Operator>,
    /// The parts with their roles.
    pub(super) parts: Vec<Part>,
}

/// What kind of thing is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Asked {
    /// Whatever fits.
    #[default]
    Anything,
    /// Measures.
    Measures,
    /// Provisions of any kind.
    Units,
    /// Documents.
    Documents,
}

/// Documents that a query names or describes. All that is stated must hold.
#[derive(Clone, Debug, Default)]
pub(super) struct DocumentsWanted {
    /// Symbols, any of which fits.
    pub(super) symbols: Vec<LooseSymbol>,
    /// Types, any of which fits; empty for any.
    pub(super) types: Vec<DocumentType>,
    /// Issuing bodies, any of which fits; empty for any.
    pub(super) issuers: Vec<AgencyQuery>,
    /// Time of issue.
    pub(super) period: Option<Period>,
    /// Whether only documents with a number count.
    pub(super) numbered: bool,
    /// Whether what is asked for must not cite them.
    pub(super) denied: bool,
}

impl DocumentsWanted {
    /// Whether the words could as well be a subject: no symbol, or only a number that no
    /// type stands before.
    pub(super) fn is_weak(&self) -> bool {
        let is_bare = |symbol: &LooseSymbol| {
            symbol.type_codes.is_empty() && symbol.issuers.is_empty()
        };
        self.symbols.is_empty()
            || (self.types.is_empty() && self.symbols.iter().all(is_bare))
    }

    /// Whether nothing but types is stated.
    pub(super) fn is_type(&self) -> bool {
        let has_more = self.numbered || self.denied || self.period.is_some();
        self.symbols.is_empty() && self.issuers.is_empty() && !has_more
    }
}

/// A closed period; ends that are open are far away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Period {
    /// First day.
    pub(super) from: Date,
    /// Last day.
    pub(super) until: Date,
}

/// An agency that does something.
#[derive(Clone, Debug)]
pub(super) struct Performer {
    /// The agency.
    pub(super) agency: AgencyQuery,
    /// In which role.
    pub(super) role: Role,
    /// Its name in the query.
    pub(super) span: Span,
    /// Whether the query says what it does.
    pub(super) is_explicit: bool,
    /// The words of a role that has no field of its own: "theo dõi tổng hợp".
    pub(super) duty: Option<Span>,
}

/// What an agency does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinating,
    /// Anything.
    Any,
}
