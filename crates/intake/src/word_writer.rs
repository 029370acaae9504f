//! In the worker: corrections and comments written into a Word document.

use super::word_changes::{WordChanges, WordFacts, WordFailure};
use tracuu_extract::docx::annotate::{annotate, is_signed};
use tracuu_extract::docx::revise::{obstacles, revise};
use tracuu_extract::docx::revision::Revision;

/// What revisions meet.
pub(super) fn facts(
    bytes: &[u8],
    revisions: &[Revision],
) -> Result<WordFacts, WordFailure> {
    let obstacles = obstacles(bytes, revisions)?;
    Ok(WordFacts { is_signed: is_signed(bytes), obstacles })
}

/// The document with changes.
pub(super) fn change(
    bytes: &[u8],
    changes: &WordChanges,
) -> Result<Vec<u8>, WordFailure> {
    let WordChanges { author, comments, revisions } = changes;
    let annotated = annotate(bytes, comments, author)?;
    Ok(revise(&annotated, revisions, author)?)
}
