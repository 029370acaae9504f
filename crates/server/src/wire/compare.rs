//! Two texts compared, on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::document::DocumentSummary;
use tracuu_query::compare::{ComparedParagraph, ParagraphChange};

/// What two texts have in common, and what they have not.
#[derive(Debug, Serialize, ToSchema)]
pub struct Comparison {
    /// The first document.
    pub before: DocumentSummary,
    /// The second.
    pub after: DocumentSummary,
    /// How many paragraphs were added, removed, reworded and kept.
    pub counts: ChangeCounts,
    /// The paragraphs that differ, in order; with `all` those that both have, too.
    pub paragraphs: Vec<ComparedParagraph>,
}

/// Paragraphs by what happened to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangeCounts {
    /// Only in the second text.
    pub added: usize,
    /// Only in the first.
    pub removed: usize,
    /// In both, in other words.
    pub reworded: usize,
    /// In both.
    pub same: usize,
}

impl From<&[ComparedParagraph]> for ChangeCounts {
    fn from(paragraphs: &[ComparedParagraph]) -> Self {
        let mut counts = Self::default();
        for paragraph in paragraphs {
            *match paragraph.change {
                ParagraphChange::Added => &mut counts.added,
                ParagraphChange::Removed => &mut counts.removed,
                ParagraphChange::Reworded => &mut counts.reworded,
                ParagraphChange::Same => &mut counts.same,
            } += 1;
        }
        counts
    }
}
