//! What a document says of itself: type, symbol, issuer, date, place, title, signer.

use jiff::civil::Date;

use super::kind::DocumentType;
use super::symbol::Symbol;
use crate::text::span::Span;

/// The facts of a document's head, each with the place that states it.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Type (loại).
    pub document_type: Option<Fact<DocumentType>>,
    /// Symbol (số, ký hiệu).
    pub symbol: Option<Fact<Symbol>>,
    /// Issuing body (cơ quan ban hành) as printed: the collective body where one is named.
    pub issuer: Option<Fact<String>>,
    /// Organisation of the letterhead (cơ quan chủ quản, tổ chức) as printed.
    pub organisation: Option<Fact<String>>,
    /// Date of issue.
    pub date: Option<Fact<Date>>,
    /// Place of issue (địa danh).
    pub place: Option<Fact<String>>,
    /// Title (trích yếu), without the type word, lines joined.
    pub title: Option<Fact<String>>,
    /// Signer (người ký), the name only.
    pub signer: Option<Fact<String>>,
    /// Recipients (nơi nhận), one each.
    pub recipients: Vec<Fact<String>>,
    /// Secrecy mark (độ mật) as printed: `Mật`, `Tối mật`, `Tuyệt mật`.
    pub secrecy: Option<Fact<String>>,
    /// Urgency mark (độ khẩn) as printed.
    pub urgency: Option<Fact<String>>,
}

/// A value with the place that states it.
#[derive(Clone, Debug)]
pub struct Fact<T> {
    /// What is stated.
    pub value: T,
    /// Where.
    pub span: Span,
    /// How sure the reading is.
    pub confidence: Confidence,
}

/// How sure a reading is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Confidence {
    /// Inferred from a weak sign.
    Weak,
    /// Read by a rule that has exceptions.
    Likely,
    /// Stated in the place where the regulation puts it.
    Sure,
}
