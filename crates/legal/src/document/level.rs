//! Levels of the provision tree, in state style (30/2020/NĐ-CP Annex I II.5) and party style
//! (36-HD/VPTW) alike.

use serde::{Deserialize, Serialize};

/// Level of a provision.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProvisionLevel {
    /// Title block.
    Header,
    /// What stands before the first numbered unit (phần mở đầu, căn cứ); all the text of a
    /// document without numbering.
    Preamble,
    /// Phần; `A.` and `I-` in party style.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Khoản; `1.` in party style.
    Clause,
    /// `1.1.` in party style.
    Subclause,
    /// Điểm.
    Point,
    /// Nơi nhận.
    Recipients,
    /// Signature (chữ ký).
    Signature,
    /// Annex or its table (phụ lục, biểu).
    Annex,
    /// A document that this one issues, with a title and numbering of its own (Quy chế ban
    /// hành kèm theo Quyết định).
    Enclosure,
}

impl ProvisionLevel {
    /// Whether its text is running text, whose sentences can give somebody a task.
    pub const fn is_running_text(self) -> bool {
        !matches!(self, Self::Header | Self::Recipients | Self::Signature)
    }
}

/// What a provision is in answers: a measure, whatever its level, or its level.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants are those of `ProvisionLevel`")]
pub enum ProvisionKind {
    /// A numbered task of a plan (nhiệm vụ, giải pháp).
    Measure,
    Header,
    Preamble,
    Part,
    Chapter,
    Section,
    Subsection,
    Article,
    Clause,
    Subclause,
    Point,
    Recipients,
    Signature,
    Annex,
    Enclosure,
}

impl From<ProvisionLevel> for ProvisionKind {
    fn from(level: ProvisionLevel) -> Self {
        match level {
            ProvisionLevel::Header => Self::Header,
            ProvisionLevel::Preamble => Self::Preamble,
            ProvisionLevel::Part => Self::Part,
            ProvisionLevel::Chapter => Self::Chapter,
            ProvisionLevel::Section => Self::Section,
            ProvisionLevel::Subsection => Self::Subsection,
            ProvisionLevel::Article => Self::Article,
            ProvisionLevel::Clause => Self::Clause,
            ProvisionLevel::Subclause => Self::Subclause,
            ProvisionLevel::Point => Self::Point,
            ProvisionLevel::Recipients => Self::Recipients,
            ProvisionLevel::Signature => Self::Signature,
            ProvisionLevel::Annex => Self::Annex,
            ProvisionLevel::Enclosure => Self::Enclosure,
        }
    }
}

tracuu_text::display_serde_names!(ProvisionLevel, ProvisionKind);
