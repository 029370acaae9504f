//! Corrections and comments for a Word document, which a worker opens: the service parses no
//! file of others.

use super::frame::Frame;
use super::reader::FileReader;
use super::request::{Answer, Request, other_answer};
use super::word_changes::{WordChanges, WordFacts, WordFailure};
use super::word_writer::{change, facts};
use tracuu_extract::docx::revision::Revision;

impl FileReader {
    /// What revisions of a Word document meet.
    ///
    /// # Errors
    /// See [`WordFailure`].
    pub fn word_facts(
        &self,
        bytes: &[u8],
        revisions: &[Revision],
    ) -> Result<WordFacts, WordFailure> {
        let Self::Workers(pool) = self else { return facts(bytes, revisions) };
        let request = Request::WordFacts { revisions: revisions.to_vec() };
        match pool.ask(&request, bytes)?.head {
            Answer::WordFacts(facts) => facts,
            _ => Err(other_answer().into()),
        }
    }

    /// A Word document with changes.
    ///
    /// # Errors
    /// See [`WordFailure`].
    pub fn change_word(
        &self,
        bytes: &[u8],
        changes: WordChanges,
    ) -> Result<Vec<u8>, WordFailure> {
        let Self::Workers(pool) = self else { return change(bytes, &changes) };
        let Frame { head, body } = pool.ask(&Request::ChangeWord(changes), bytes)?;
        match head {
            Answer::WordChanged(changed) => changed.map(|()| body),
            _ => Err(other_answer().into()),
        }
    }
}
