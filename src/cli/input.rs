//! The document that a verb reads: a file, or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context, bail};

use tracuu_extract::read;
use tracuu_intake::limits::WorkerLimits;
use tracuu_intake::pool::WorkerPool;
use tracuu_intake::reader::FileReader;
use tracuu_text::manuscript::Manuscript;

/// Largest file that is read, in bytes: what the reader accepts.
const MAX_FILE_BYTES: u64 = read::MAX_SOURCE_BYTES as u64;

/// Reads a document into its canonical text; `-` is standard input.
pub(super) fn manuscript(path: &Path) -> anyhow::Result<Manuscript> {
    manuscript_of(path, &bytes(path)?)
}

/// Reads the bytes of a file into its canonical text.
pub(super) fn manuscript_of(path: &Path, bytes: &[u8]) -> anyhow::Result<Manuscript> {
    let name = path.to_string_lossy();
    let hint = (path != Path::new("-")).then_some(name.as_ref());
    reader()?.read(bytes, hint).with_context(|| format!("cannot read {}", shown(path)))
}

/// Reads files in processes of their own, which are this program started anew.
pub(super) fn reader() -> anyhow::Result<FileReader> {
    static POOL: OnceLock<Arc<WorkerPool>> = OnceLock::new();
    if let Some(pool) = POOL.get() {
        return Ok(FileReader::Workers(Arc::clone(pool)));
    }
    let pool = new_pool(WorkerLimits::default())?;
    Ok(FileReader::Workers(Arc::clone(POOL.get_or_init(|| Arc::new(pool)))))
}

/// Reads drafts for people who wait for an answer: in processes of their own, so that they do
/// not queue behind the files of the collection.
pub(super) fn draft_reader(answer: Duration) -> anyhow::Result<FileReader> {
    Ok(FileReader::Workers(Arc::new(new_pool(WorkerLimits::within(answer))?)))
}

fn new_pool(limits: WorkerLimits) -> anyhow::Result<WorkerPool> {
    WorkerPool::of_this_program(limits).context("cannot start processes")
}

/// The bytes of a file; `-` is standard input.
pub(super) fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    if path == Path::new("-") {
        return limited(io::stdin().lock(), path);
    }
    let file =
        File::open(path).with_context(|| format!("cannot open {}", shown(path)))?;
    let facts =
        file.metadata().with_context(|| format!("cannot open {}", shown(path)))?;
    if facts.is_dir() {
        bail!(
            "{} is a folder, not a file\nhint: `tracuu ingest` reads folders",
            shown(path)
        );
    }
    if facts.len() > MAX_FILE_BYTES {
        return too_large(path);
    }
    limited(file, path)
}

/// Reads at most the largest file that is accepted: the size that the system states may be
/// wrong, and a pipe states none.
fn limited(source: impl Read, path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = source.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
    let n_read = read.with_context(|| format!("cannot read {}", shown(path)))?;
    if u64::try_from(n_read).is_ok_and(|n_read| n_read > MAX_FILE_BYTES) {
        return too_large(path);
    }
    Ok(bytes)
}

fn too_large(path: &Path) -> anyhow::Result<Vec<u8>> {
    let limit = MAX_FILE_BYTES / (1024 * 1024);
    bail!("{} is larger than {limit} MB, the most that is read", shown(path))
}

fn shown(path: &Path) -> String {
    if path == Path::new("-") {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}
