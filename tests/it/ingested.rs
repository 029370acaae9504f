//! Small collections that the tests write and the ingest reads.

use std::fs;

use tempfile::TempDir;

use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};

/// The index of files, each its path and its text, that an ingest made with no settings. The
/// folder must outlive the collection that reads it.
pub(crate) fn ingest_files(files: &[(&str, &str)]) -> (TempDir, Collection) {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    for (name, text) in files {
        let path = corpus.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let index_dir = dir.path().join("index");
    let job = IngestJob {
        roots: vec![corpus],
        index_dir: index_dir.clone(),
        ..IngestJob::default()
    };
    run(&job, &mut Silent).unwrap();
    (dir, Collection::open(&index_dir).unwrap())
}
