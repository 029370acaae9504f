//! What a Word document is to have more, and what is said of it: what goes over the pipes.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use tracuu_extract::docx::annotate::AnnotateError;
use tracuu_extract::docx::revise::RevisionObstacle;
use tracuu_extract::docx::revision::Revision;
use tracuu_text::read_failure::ReadFailure;
use tracuu_text::span::Span;

/// What a Word document is to have more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WordChanges {
    /// Who changes and comments, as Word shows it.
    pub author: String,
    /// When; local time.
    #[serde(with = "local_time")]
    pub date: Option<DateTime>,
    /// Comments on its words.
    pub comments: Vec<WordComment>,
    /// Corrections, as tracked changes; those that [`WordFacts::obstacles`] names are left
    /// out.
    pub revisions: Vec<Revision>,
}

/// A comment on some words of a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WordComment {
    /// The words, in the canonical text.
    pub span: Span,
    /// Its text, a paragraph a line.
    pub text: String,
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

/// A day and time as ISO text.
mod local_time {
    use jiff::civil::DateTime;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands members over by reference")]
    pub(super) fn serialize<S: Serializer>(
        date: &Option<DateTime>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_string()).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<DateTime>, D::Error> {
        let written = Option::<String>::deserialize(deserializer)?;
        written.map(|date| date.parse().map_err(D::Error::custom)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_come_through_a_pipe_as_they_were() {
        let changes = WordChanges {
            author: "Phòng Tổng hợp".to_owned(),
            date: Some(jiff::civil::date(2026, 3, 8).at(9, 30, 0, 0)),
            comments: vec![WordComment {
                span: Span::new(2, 5),
                text: "Sai ngày.".to_owned(),
            }],
            revisions: vec![Revision { span: Span::new(2, 5), words: "08/3".to_owned() }],
        };
        for changes in [WordChanges { date: None, ..changes.clone() }, changes] {
            let sent = serde_json::to_string(&changes).unwrap();
            assert_eq!(serde_json::from_str::<WordChanges>(&sent).unwrap(), changes);
        }
    }
}
