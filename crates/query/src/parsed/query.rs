//! What a query asks for, as [`crate::read::parse`] reads it.

use jiff::civil::Date;

use crate::answer::{CorrectionEcho, Part};
use crate::read::operator::Operator;
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::document::kind::DocumentType;
use tracuu_legal::document::loose_symbol::LooseSymbol;
use tracuu_text::span::Span;

/// A query, understood.
#[derive(Clone, Debug, Default)]
pub(crate) struct Understanding {
    /// The text after repair; all spans are in it.
    pub(crate) repaired: String,
    /// The same with blanks in place of operators.
    pub(crate) text: String,
    /// The same with the phrases that are wanted, to rank by.
    pub(crate) with_phrases: String,
    /// What was repaired.
    pub(crate) corrections: Vec<CorrectionEcho>,
    /// What kind of thing is asked for.
    pub(crate) asked: Asked,
    /// Documents that are named or described.
    pub(crate) documents: Option<DocumentsWanted>,
    /// Agencies that do something.
    pub(crate) performers: Vec<Performer>,
    /// The number of a measure or section: "mục 15".
    pub(crate) place: Option<String>,
    /// A run of words that begins with a type, and may be a document's name.
    pub(crate) name: Option<Span>,
    /// Runs of words that have no role.
    pub(crate) free: Vec<Span>,
    /// Quoted phrases, denied words, fields.
    pub(crate) operators: Vec<Operator>,
    /// The parts with their roles.
    pub(crate) parts: Vec<Part>,
}

/// What kind of thing is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Asked {
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
pub(crate) struct DocumentsWanted {
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

impl DocumentsWanted {
    /// Whether the words could as well be a subject: no symbol, or only a number that no
    /// type stands before.
    pub(crate) fn is_weak(&self) -> bool {
        let is_bare = |symbol: &LooseSymbol| {
            symbol.type_codes.is_empty() && symbol.issuers.is_empty()
        };
        self.symbols.is_empty()
            || (self.types.is_empty() && self.symbols.iter().all(is_bare))
    }

    /// Whether nothing but types is stated.
    pub(crate) fn is_type(&self) -> bool {
        let has_more = self.numbered || self.denied || self.period.is_some();
        self.symbols.is_empty() && self.issuers.is_empty() && !has_more
    }
}

/// A closed period; ends that are open are far away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Period {
    /// First day.
    pub(crate) from: Date,
    /// Last day.
    pub(crate) until: Date,
}

/// An agency that does something.
#[derive(Clone, Debug)]
pub(crate) struct Performer {
    /// The agency.
    pub(crate) agency: AgencyQuery,
    /// In which role.
    pub(crate) role: Role,
    /// Its name in the query.
    pub(crate) span: Span,
    /// Whether the query says what it does.
    pub(crate) is_explicit: bool,
    /// The words of a role that has no field of its own: "theo dõi tổng hợp".
    pub(crate) duty: Option<Span>,
}

/// What an agency does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinating,
    /// Anything.
    Any,
}
