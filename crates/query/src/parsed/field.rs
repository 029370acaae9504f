//! The fields of the query language.

use serde::{Deserialize, Serialize};

use super::part::PartRole;

/// What `name:value` asks of a hit or of the document that it stands in. The English name of
/// a field, which is also the role of its part in an answer, is its serde name. Stable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueryField {
    /// Type of the document.
    Type,
    /// Body that issued it.
    Issuer,
    /// Agency that leads the task.
    Lead,
    /// Agency that coordinates it.
    Coordinating,
    /// Agency in any role.
    Agency,
    /// Year of issue.
    Year,
    /// Date of issue.
    Date,
    /// When the task is due.
    Deadline,
    /// Number or symbol of the document.
    Number,
    /// A document that the hit cites.
    Cites,
    /// The document itself.
    Document,
    /// Words of the title or heading.
    Title,
    /// Folder of the collection in which the document lies.
    Collection,
    /// What kind of hit it is.
    Kind,
}

impl QueryField {
    /// Whether an entry can have several values, so that two operators of the field ask
    /// for both; of the other fields they ask for either.
    pub(crate) const fn is_many(self) -> bool {
        matches!(
            self,
            Self::Lead | Self::Coordinating | Self::Agency | Self::Cites | Self::Title
        )
    }

    /// The role of a part of the query that was typed as `name:value`.
    pub const fn role(self) -> PartRole {
        match self {
            Self::Type => PartRole::Type,
            Self::Issuer => PartRole::Issuer,
            Self::Lead => PartRole::Lead,
            Self::Coordinating => PartRole::Coordinating,
            Self::Agency => PartRole::Agency,
            Self::Year => PartRole::Year,
            Self::Date => PartRole::Date,
            Self::Deadline => PartRole::Deadline,
            Self::Number => PartRole::Number,
            Self::Cites => PartRole::Cites,
            Self::Document => PartRole::Document,
            Self::Title => PartRole::Title,
            Self::Collection => PartRole::Collection,
            Self::Kind => PartRole::Kind,
        }
    }
}

tracuu_text::display_serde_names!(QueryField);
