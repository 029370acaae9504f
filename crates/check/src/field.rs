//! The parts of a citation that are compared, one by one.

use serde::Serialize;

use super::finding::Evidence;
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::messages::spoken;

/// A part of a citation that is compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Whether the collection knows the document.
    Exists,
    /// Type word.
    Type,
    /// How number and symbol are written.
    SymbolForm,
    /// Date of issue.
    Date,
    /// Issuing body.
    Body,
    /// Title (trích yếu).
    Title,
    /// Provisions of the cited document.
    Pinpoint,
    /// State on the draft's date.
    Validity,
    /// A document that replaced or amended it before the draft's date.
    Newer,
}

/// A part that a full citation states (30/2020/NĐ-CP Annex I II.6).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CitationPart {
    /// Number and symbol.
    Symbol,
    /// Date of issue.
    Date,
    /// Issuing body.
    Body,
    /// Title (trích yếu).
    Title,
}

impl Field {
    /// The fact of a document that it is compared with; `None` of what is no single fact.
    pub(super) const fn fact(self) -> Option<FactField> {
        match self {
            Self::Type => Some(FactField::Type),
            Self::Date => Some(FactField::Date),
            Self::Body => Some(FactField::Issuer),
            Self::Title => Some(FactField::Title),
            Self::Exists
            | Self::SymbolForm
            | Self::Pinpoint
            | Self::Validity
            | Self::Newer => None,
        }
    }
}

impl CitationPart {
    /// In Vietnamese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Symbol => spoken().check_part_symbol(),
            Self::Date => spoken().check_part_date(),
            Self::Body => spoken().check_part_body(),
            Self::Title => spoken().check_part_title(),
        }
    }
}

/// What comparing gave.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The draft and the collection agree.
    Match,
    /// They do not.
    Mismatch,
    /// The draft does not state it here.
    NotStated,
    /// The collection cannot tell.
    CannotCheck,
}

/// One part of one citation, compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldCheck {
    /// Which part.
    pub field: Field,
    /// The outcome.
    pub verdict: Verdict,
    /// What the draft states.
    pub stated: Option<String>,
    /// What the collection states, the most reliable first.
    pub known: Option<String>,
    /// Why it cannot be checked, or what makes the verdict, in Vietnamese; may be empty.
    pub note: String,
    /// Where the collection says so.
    pub evidence: Vec<Evidence>,
}

impl FieldCheck {
    /// A comparison without more to say.
    pub(super) fn new(field: Field, verdict: Verdict) -> Self {
        Self {
            field,
            verdict,
            stated: None,
            known: None,
            note: String::new(),
            evidence: Vec::new(),
        }
    }

    #[must_use]
    pub(super) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    #[must_use]
    pub(super) fn with_stated(mut self, words: impl Into<String>) -> Self {
        self.stated = Some(words.into());
        self
    }

    #[must_use]
    pub(super) fn with_known(mut self, words: impl Into<String>) -> Self {
        self.known = Some(words.into());
        self
    }
}
