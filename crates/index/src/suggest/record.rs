//! What a suggestion is, as it is written and as it is read back.

use serde::{Deserialize, Serialize};
use strum::VariantArray;
use tracuu_legal::citation::legal_status::LegalStatus;
use tracuu_legal::document::date::DateText;

/// What a suggestion is. The order is the order of kinds in an answer, other things equal.
// The serde names are stable.
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
pub enum SuggestionKind {
    /// A document by its symbol (số, ký hiệu).
    Symbol,
    /// A document by its title.
    Document,
    /// An agency.
    Agency,
    /// A measure.
    Measure,
    /// A phrase that stands often in the texts.
    Phrase,
}

/// A fact of the second line of a suggestion.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionDetail {
    /// Words of the collection itself: a symbol, a title, the name of a body.
    Quoted(String),
    /// The date of issue.
    IssuedOn(DateText),
    /// The collection knows the document from citations only.
    WithoutText,
    /// How the document has lost its force, and since when.
    Over(LegalStatus, Option<DateText>),
    /// Measures that an agency leads.
    Leads(usize),
    /// Measures that an agency supports.
    Coordinates(usize),
    /// Documents that an agency has issued.
    Issues(usize),
    /// The path of a measure in the outline of its document.
    Measure(String),
    /// How often a phrase stands in the texts.
    Uses {
        /// Places.
        n: u64,
        /// Whether they were counted in a sample only.
        is_estimate: bool,
    },
}

/// A suggestion to be written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewSuggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// What is shown and what it matches.
    pub record: SuggestionRecord,
    /// Other orders of its words that may be typed: `NQ 56 TU`. Matched from their
    /// beginnings only.
    pub spellings: Vec<String>,
    /// How often the collection uses it.
    pub n_uses: u64,
}

/// A suggestion as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SuggestionRecord {
    /// The suggested text.
    pub text: String,
    /// The facts of a second line, in the order in which they are shown; may be empty.
    pub details: Vec<SuggestionDetail>,
    /// Address on this service; empty for a phrase and for what has no page.
    pub url: String,
    /// Folder of the corpus in which the document lies, the outermost; empty for what lies
    /// in none: agencies, phrases, documents without a file.
    pub folder: String,
}

impl SuggestionRecord {
    /// Appends the record: each field as its length in four bytes and its text.
    pub(super) fn write_into(&self, out: &mut Vec<u8>) {
        // Strings, numbers and dates always have a form in JSON.
        let details = serde_json::to_string(&self.details).unwrap_or_default();
        for field in [&self.text, &details, &self.url, &self.folder] {
            let length = u32::try_from(field.len()).unwrap_or(0);
            out.extend_from_slice(&length.to_le_bytes());
            out.extend_from_slice(
                field.as_bytes().get(..length as usize).unwrap_or_default(),
            );
        }
    }

    /// Reads a record back; `None` where the bytes are none.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut field = || -> Option<String> {
            let (length, after) = rest.split_first_chunk::<4>()?;
            let (text, after) =
                after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = after;
            String::from_utf8(text.to_vec()).ok()
        };
        let text = field()?;
        let details = serde_json::from_str(&field()?).ok()?;
        Some(Self { text, details, url: field()?, folder: field()? })
    }
}

tracuu_text::display_serde_names!(SuggestionKind);
