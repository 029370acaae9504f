//! What a Word document is to have more, and what is said of it: what goes over the pipes.

use serde::{Deserialize, Serialize};

use tracuu_extract::docx::annotate::AnnotateError;
use tracuu_extract::docx::comment::Comment;
use tracuu_extract::docx::revise::RevisionObstacle;
use tracuu_extract::docx::revision::{Revision, RevisionAuthor};
use tracuu_text::read_failure::ReadFailure;

/// What a Word document is to have more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WordChanges {
    /// Who changes and comments.
    pub author: RevisionAuthor,
    /// Comments on its words.
    pub comments: Vec<Comment>,
    /// Corrections, as tracked changes; those that [`WordFacts::obstacles`] names are left
    /// out.
    pub revisions: Vec<Revision>,
}

/// What a change of a Word document meets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WordFacts {
    /// Whether it carries a digital signature, which any change breaks.
    pub is_signed: bool,
    /// For each revision what keeps it from being written; `None` where nothing does.
    pub obstacles: Vec<Option<RevisionObstacle>>,
}

/// Why a Word document is not changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
pub enum WordFailure {
    /// It is none.
    #[error("comments can be written into Word documents (docx) only")]
    NoDocx,
    /// It cannot be written, in the words of the writer.
    #[error("{0}")]
    Unwritable(String),
    /// The worker did not answer.
    #[error(transparent)]
    Unread(#[from] ReadFailure),
}

impl From<AnnotateError> for WordFailure {
    fn from(error: AnnotateError) -> Self {
        match error {
            AnnotateError::NoDocx => Self::NoDocx,
            other => Self::Unwritable(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::span::Span;

    #[test]
    fn changes_come_through_a_pipe_as_they_were() {
        let at = jiff::civil::date(2026, 3, 8).at(9, 30, 0, 0);
        for date in [None, Some(at)] {
            let span = Span::new(2, 5);
            let changes = WordChanges {
                author: RevisionAuthor { name: "Phòng Tổng hợp".to_owned(), date },
                comments: vec![Comment { span, text: "Sai ngày.".to_owned() }],
                revisions: vec![Revision { span, words: "08/3".to_owned() }],
            };
            let sent = serde_json::to_string(&changes).unwrap();
            assert_eq!(serde_json::from_str::<WordChanges>(&sent).unwrap(), changes);
        }
    }
}
