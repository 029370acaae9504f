//! The door: the bytes of a file in, what it holds out.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use super::contents::Contents;
use super::pool::WorkerPool;
use super::request::Request;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::read_failure::ReadFailure;

/// Reads files.
#[derive(Clone, Debug, Default)]
pub enum FileReader {
    /// In this process: for tests and examples of the libraries, which have no program to
    /// start. A hostile file ends the process.
    #[default]
    InProcess,
    /// In processes of their own: what the program does.
    Workers(Arc<WorkerPool>),
}

impl FileReader {
    /// Opens a file; `name` is a hint between plain text and Markdown. Blocks until it is
    /// read, or its time is over.
    ///
    /// # Errors
    /// A file that cannot be read, or whose reader died of it.
    pub fn open(
        &self,
        bytes: &[u8],
        name: Option<&str>,
    ) -> Result<Contents, ReadFailure> {
        match self {
            Self::InProcess => Contents::open(bytes, name),
            Self::Workers(pool) => {
                let request = Request::Open { name: name.map(str::to_owned) };
                pool.ask(&request, bytes)?.into_contents()
            }
        }
    }

    /// Reads a file that is one document.
    ///
    /// # Errors
    /// As [`Self::open`], and a file that holds others.
    pub fn read(
        &self,
        bytes: &[u8],
        name: Option<&str>,
    ) -> Result<Manuscript, ReadFailure> {
        self.open(bytes, name)?.into_document()
    }

    /// Files that are read at once where as many threads ask.
    pub fn n_parallel(&self) -> usize {
        match self {
            Self::InProcess => thread::available_parallelism().map_or(1, NonZero::get),
            Self::Workers(pool) => pool.n_parallel(),
        }
    }
}
