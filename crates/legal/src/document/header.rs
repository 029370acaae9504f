//! What a document says of itself: type, symbol, issuer, date, place, title, signer.
//!
//! Each fact with its place and how sure the reading is; `head_reader` fills it in.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::date::DateText;
use super::document_type::DocumentType;
use super::symbol::Symbol;
use tracuu_text::span::Span;

/// The facts of a document's head, each with the place that states it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Header {
    /// Type (loại).
    pub document_type: Option<Fact<DocumentType>>,
    /// Symbol (số, ký hiệu).
    pub symbol: Option<Fact<Symbol>>,
    /// Symbol of a draft whose number is still blank (`Số:     -KH/HU`); its number says
    /// nothing. `None` where the symbol is stated.
    pub blank_symbol: Option<Fact<Symbol>>,
    /// Issuing body (cơ quan ban hành) as printed: the collective body where one is named.
    pub issuer: Option<Fact<String>>,
    /// Organisation of the letterhead (cơ quan chủ quản, tổ chức) as printed.
    pub organisation: Option<Fact<String>>,
    /// Date of issue.
    pub date: Option<Fact<Date>>,
    /// Month or year of a draft whose day is still blank (`ngày    tháng 6 năm 2026`).
    /// `None` where the date is stated.
    pub partial_date: Option<Fact<DateText>>,
    /// Place of issue (địa danh).
    pub place: Option<Fact<String>>,
    /// Title (trích yếu), without the type word and the issuer, lines joined.
    pub title: Option<Fact<String>>,
    /// Signer (người ký), the name only.
    pub signer: Option<Fact<String>>,
    /// The signer's post (chức vụ) as printed, with the words in whose name it is signed.
    pub signer_post: Option<Fact<String>>,
    /// Recipients (nơi nhận), one each.
    pub recipients: Vec<Fact<String>>,
    /// Secrecy mark (độ mật) as printed: `Mật`, `TỐI MẬT`; a damaged one in its canonical form.
    pub secrecy: Option<Fact<String>>,
    /// Urgency mark (độ khẩn) as printed.
    pub urgency: Option<Fact<String>>,
    /// Symbol of the document with which this one was issued, where it is the text of a
    /// regulation without its decision (`Ban hành kèm theo Quyết định số …`).
    pub issued_with: Option<Fact<Symbol>>,
    /// Whether its facts stand in a sentence that announces a reprint.
    pub is_reprint: bool,
}

/// A value with the place that states it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fact<T> {
    /// What is stated.
    pub value: T,
    /// Where.
    pub span: Span,
    /// How sure the reading is.
    pub confidence: Confidence,
}

impl<T> Fact<T> {
    /// A fact stated at a place.
    pub(super) fn new(value: T, span: Span, confidence: Confidence) -> Self {
        Self { value, span, confidence }
    }
}

/// How sure a reading is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Inferred from a weak sign.
    Weak,
    /// Read by a rule that has exceptions.
    Likely,
    /// Stated in the place where the regulation puts it.
    Sure,
}
