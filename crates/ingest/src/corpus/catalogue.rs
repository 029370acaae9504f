//! What the catalogue states about documents that are not held in full. The format of the
//! file is described in `docs/corpus.md`.

use jiff::civil::Date;

use tracuu_legal::citation::legal_status::StatusInYear;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactConfidence;
use tracuu_legal::document::symbol::Symbol;

/// What is known about one document.
#[derive(Clone, PartialEq, Debug)]
pub struct CatalogueEntry {
    /// Type. Not a fact of its own: it belongs to the symbol.
    pub document_type: DocumentType,
    /// Symbol (số, ký hiệu); `None` for a document without a number.
    pub symbol: Option<StatedFact<Symbol>>,
    /// Date of issue.
    pub date: Option<StatedFact<Date>>,
    /// Day from which it is in force.
    pub effective: Option<StatedFact<Date>>,
    /// Issuing body (cơ quan ban hành).
    pub issuer: Option<StatedFact<String>>,
    /// Title (trích yếu), without the type word.
    pub title: Option<StatedFact<String>>,
    /// Names by which it is cited without its number: `Nghị quyết Trung ương 4 khóa XII`.
    pub names: Vec<String>,
    /// Whether it was in force in a year, by year.
    pub validity: Vec<StatedFact<StatusInYear>>,
    /// Documents that change it.
    pub amended_by: Vec<CatalogueRelation>,
    /// Documents that take its place.
    pub replaced_by: Vec<CatalogueRelation>,
}

/// A fact with its sources.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatedFact<T> {
    /// What is stated.
    pub value: T,
    /// How well it is proved.
    pub confidence: FactConfidence,
    /// Where it was read, in words; at least one.
    pub sources: Vec<String>,
}

/// Another document that changes or replaces the one at hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CatalogueRelation {
    /// Its symbol.
    pub symbol: Symbol,
    /// Its date of issue.
    pub date: Option<Date>,
    /// Day from which the change holds.
    pub effective: Option<Date>,
    /// How well it is proved.
    pub confidence: FactConfidence,
    /// Where it was read, in words; at least one.
    pub sources: Vec<String>,
}
