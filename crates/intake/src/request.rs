//! What a worker is asked, and what it answers.

use serde::{Deserialize, Serialize};

use super::contents::Contents;
use super::frame::Frame;
use super::inner_file::InnerFile;
use super::recognise::PageTsv;
use super::word_changes::{WordChanges, WordFacts, WordFailure};
use tracuu_extract::docx::revision::Revision;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

/// What a worker is asked; the bytes of the file go along.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Request {
    /// What a file holds.
    Open {
        /// Its name, where it has one.
        name: Option<String>,
    },
    /// The text of a PDF file, with what was recognised of its pages.
    Assemble {
        /// The pages, ascending.
        pages: Vec<PageTsv>,
    },
    /// What revisions of a Word document meet.
    WordFacts {
        /// The revisions.
        revisions: Vec<Revision>,
    },
    /// A Word document with changes.
    ChangeWord(WordChanges),
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// The file is one document.
    Document(Manuscript),
    /// The file holds others; their bytes go along, one behind the other.
    Files(Vec<InnerHead>),
    /// It cannot be opened.
    Failed(ReadFailure),
    /// What revisions meet.
    WordFacts(Result<WordFacts, WordFailure>),
    /// The changed document goes along.
    WordChanged(Result<(), WordFailure>),
}

/// A file inside another, without its bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct InnerHead {
    name: String,
    /// Its length.
    n_bytes: Result<usize, ReadFailure>,
}

impl Answer {
    /// The answer to a request, with the bytes that go along.
    pub(super) fn new(opened: Result<Contents, ReadFailure>) -> Frame<Self> {
        match opened {
            Ok(Contents::Document(manuscript)) => {
                Frame { head: Self::Document(manuscript), body: Vec::new() }
            }
            Err(failure) => Frame { head: Self::Failed(failure), body: Vec::new() },
            Ok(Contents::Files(files)) => {
                let mut body = Vec::new();
                let heads = files.into_iter().map(|file| {
                    let n_bytes = file.bytes.map(|bytes| {
                        body.extend_from_slice(&bytes);
                        bytes.len()
                    });
                    InnerHead { name: file.name, n_bytes }
                });
                let heads = heads.collect();
                Frame { head: Self::Files(heads), body }
            }
        }
    }
}

impl Frame<Answer> {
    /// What the file holds.
    pub(super) fn into_contents(self) -> Result<Contents, ReadFailure> {
        let heads = match self.head {
            Answer::Document(manuscript) => return Ok(Contents::Document(manuscript)),
            Answer::Failed(failure) => return Err(failure),
            Answer::Files(heads) => heads,
            Answer::WordFacts(_) | Answer::WordChanged(_) => return Err(other_answer()),
        };
        let mut rest = self.body.as_slice();
        let files = heads.into_iter().map(|InnerHead { name, n_bytes }| {
            let bytes = n_bytes.map(|n_bytes| {
                let (bytes, behind) = rest.split_at(n_bytes.min(rest.len()));
                rest = behind;
                bytes.to_vec()
            });
            InnerFile { name, bytes }
        });
        Ok(Contents::Files(files.collect()))
    }
}

/// A worker of the same program answers what it is asked; another one is at fault.
pub(super) fn other_answer() -> ReadFailure {
    ReadFailure::new(ReadFailureKind::Crashed, "the worker gave another answer")
}
