//! Relations (quan hệ giữa các văn bản): what a document, or one that it names, does with
//! each document that it cites.
//!
//! Every mention stands in one relation. Where no rule speaks, the document refers to it.
//! A relation has two ends: the document at hand, a mention, or a document that the text
//! leaves unnamed ("xây dựng Nghị định thay thế Nghị định số …"); an edge between two
//! cited documents ("Nghị định A được sửa đổi bởi Nghị định B") is told apart from one of
//! the document itself. The rules are in `docs/citations.md`; reference grammar 5.9.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::document::document_type::DocumentType;
use crate::document::header::Header;
use tracuu_text::span::Span;

/// What one document does with another.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    VariantArray,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Căn cứ: rests on it.
    Basis,
    /// Triển khai, thực hiện, cụ thể hóa.
    Implements,
    /// Tiếp tục thực hiện.
    Continues,
    /// Hướng dẫn, quy định chi tiết.
    Guides,
    /// Sửa đổi, bổ sung.
    Amends,
    /// Thay thế.
    Replaces,
    /// Bãi bỏ, làm hết hiệu lực.
    Repeals,
    /// Đính chính.
    Corrects,
    /// Đình chỉ, tạm ngưng hiệu lực.
    Suspends,
    /// Hợp nhất.
    Consolidates,
    /// Dẫn chiếu: names it, and no rule says more.
    Refers,
    /// Sơ kết, tổng kết.
    Reviews,
    /// Ban hành kèm theo.
    Encloses,
    /// Giải thích.
    Explains,
    /// Công bố.
    Announces,
}

impl RelationKind {
    /// Whether the document that stands in this relation would lose its ground without the
    /// cited one.
    pub const fn rests(self) -> bool {
        matches!(self, Self::Basis | Self::Implements | Self::Continues | Self::Guides)
    }

    /// Whether it acts on the text or the force of the cited document, so that somebody
    /// must be said to do it.
    pub(super) const fn needs_subject(self) -> bool {
        self.changes()
            || matches!(
                self,
                Self::Guides | Self::Consolidates | Self::Explains | Self::Announces
            )
    }

    /// Whether it changes text or force of the cited document.
    pub const fn changes(self) -> bool {
        matches!(
            self,
            Self::Amends
                | Self::Replaces
                | Self::Repeals
                | Self::Corrects
                | Self::Suspends
        )
    }
}

/// An end of a relation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Party {
    /// The document at hand.
    This,
    /// The document that the mention with this index names.
    Mention(usize),
    /// A document that the text does not name.
    Unstated,
}

/// What an end of a citation's relation is, seen from the citation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    /// The document at hand.
    This,
    /// The document that the citation names.
    Citation,
    /// The document that another citation of the text names.
    Other,
    /// A document that the text does not name.
    Unstated,
}

impl Party {
    /// The role of this end in the relation of the mention with an index.
    pub fn role(self, mention: usize) -> PartyRole {
        match self {
            Self::This => PartyRole::This,
            Self::Mention(at) if at == mention => PartyRole::Citation,
            Self::Mention(_) => PartyRole::Other,
            Self::Unstated => PartyRole::Unstated,
        }
    }
}

/// The rule that drew a relation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RelationRule {
    /// A cue in the document's own title.
    Title,
    /// A cue in the title of the document in whose title the mention stands.
    Nested,
    /// A cue before the mention.
    Before,
    /// A cue in the passive: "được sửa đổi, bổ sung bởi …".
    Passive,
    /// A cue behind the mention.
    After,
    /// The mention goes on a list.
    List,
    /// The sentence that opens a list: "bãi bỏ các văn bản sau:".
    Heading,
    /// No cue: the document is named.
    Mentioned,
}

/// The relation that a mention stands in. One of the ends is the mention.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Relation {
    /// What `source` does with `target`.
    pub kind: RelationKind,
    /// Who acts.
    pub source: Party,
    /// On what.
    pub target: Party,
    /// Whether it concerns some provisions only ("một số điều", "khoản 2 Điều 5").
    pub is_partial: bool,
    /// The words that say so; `None` where none do.
    pub cue: Option<Span>,
    /// The rule that drew it.
    pub rule: RelationRule,
}

/// What the relations of a document depend on beside its text and mentions.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OwnHead {
    /// Its title.
    pub title: Option<Span>,
    /// The symbol of the document that it is enclosed with.
    pub issued_with: Option<Span>,
    /// Its type.
    pub document_type: Option<DocumentType>,
}

impl From<&Header> for OwnHead {
    fn from(header: &Header) -> Self {
        Self {
            title: header.title.as_ref().map(|fact| fact.span),
            issued_with: header.issued_with.as_ref().map(|fact| fact.span),
            document_type: header.document_type.as_ref().map(|fact| fact.value),
        }
    }
}

tracuu_text::display_serde_names!(RelationKind, RelationRule, PartyRole);
