//! The door: the bytes of a file in, what it holds out.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use super::contents::Contents;
use super::frame::Frame;
use super::pool::WorkerPool;
use super::recognise;
use super::request::Request;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

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
                let opened = pool.ask(&request, bytes)?.into_contents();
                recognised(pool, bytes, &opened).unwrap_or(opened)
            }
        }
    }

    /// Whether pages without text are recognised: the programs that do it are installed.
    pub fn recognises(&self) -> bool {
        match self {
            Self::InProcess => false,
            Self::Workers(pool) => recognises(pool),
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

/// Whether a pool may recognise pages, and the programs that do it are installed.
fn recognises(pool: &WorkerPool) -> bool {
    pool.limits().recognised_pages > 0 && recognise::is_installed()
}

/// The document with the pages recognised that have no text; `None` where there are none, or
/// nothing can be recognised.
fn recognised(
    pool: &WorkerPool,
    bytes: &[u8],
    opened: &Result<Contents, ReadFailure>,
) -> Option<Result<Contents, ReadFailure>> {
    let wanted = match opened {
        Ok(Contents::Document(manuscript)) => {
            let unread = &manuscript.layout().unread_pages;
            (!unread.is_empty()).then(|| unread.clone())?
        }
        Ok(Contents::Files(_)) => return None,
        Err(failure) => {
            let is_scan = matches!(
                failure.kind,
                ReadFailureKind::NoTextLayer | ReadFailureKind::GarbledTextLayer
            );
            is_scan.then(Vec::new)?
        }
    };
    if !recognises(pool) {
        return None;
    }
    let (pages, is_out_of_time) = recognise::pages(bytes, &wanted, pool.limits());
    if pages.is_empty() {
        let is_too_long = is_out_of_time && opened.is_err();
        return is_too_long.then(|| Err(too_long_to_recognise()));
    }
    let assembled = pool.ask(&Request::Assemble { pages }, bytes);
    // What was read before is better than nothing.
    let contents = assembled.and_then(Frame::into_contents).ok()?;
    Some(Ok(contents))
}

fn too_long_to_recognise() -> ReadFailure {
    ReadFailure::new(
        ReadFailureKind::RecognitionTooLong,
        "the pages of the scan could not be recognised in the time of an answer\n\
         hint: put the file into the folder of the collection, or send it with its text",
    )
}
