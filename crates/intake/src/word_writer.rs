//! In the worker: corrections and comments written into a Word document.

use super::word_changes::{WordChanges, WordComment, WordFacts, WordFailure};
use tracuu_extract::docx::annotate::{annotate, is_signed};
use tracuu_extract::docx::comment::Comment;
use tracuu_extract::docx::revise::{obstacles, revise};
use tracuu_extract::docx::revision::{Revision, RevisionAuthor};

/// What revisions meet.
pub(super) fn facts(
    bytes: &[u8],
    revisions: &[Revision],
) -> Result<WordFacts, WordFailure> {
    let obstacles = obstacles(bytes, revisions)?;
    Ok(WordFacts { is_signed: is_signed(bytes), obstacles })
}

/// The document with changes.
pub(super) fn change(bytes: &[u8], changes: WordChanges) -> Result<Vec<u8>, WordFailure> {
    let WordChanges { author, date, comments, revisions } = changes;
    let comment =
        |WordComment { span, text }| Comment { span, author: author.clone(), date, text };
    let comments: Vec<Comment> = comments.into_iter().map(comment).collect();
    let annotated = annotate(bytes, &comments)?;
    Ok(revise(&annotated, &revisions, &RevisionAuthor { name: author, date })?)
}
