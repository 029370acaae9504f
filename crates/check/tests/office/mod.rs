//! The office whose drafts the suite checks: its collection, read once, and its province.

use std::path::PathBuf;

use jiff::civil::{Date, date};
use tracuu_check::document_directory::{DocumentDirectory, ReferenceCollection};
use tracuu_check::draft::Draft;
use tracuu_check::report::CheckReport;
use tracuu_check::rule::Rule;
use tracuu_check::run::{CheckSettings, check};
use tracuu_extract::read::read_text;
use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};

/// The office whose drafts these are.
const PROVINCE: &str = "Vạn Khê";

/// The day of the check, for drafts that state none.
const TODAY: Date = date(2026, 11, 20);

/// A collection, open.
pub(crate) struct Office {
    _dir: tempfile::TempDir,
    collection: Collection,
    directory: DocumentDirectory,
}

/// The folder of the suite.
fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/suite/check"))
}

/// The files of cases, in the order of their names.
pub(crate) fn case_files() -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    files
}

impl Office {
    /// The office with a collection of the suite.
    pub(crate) fn of(corpus: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let index_dir = dir.path().join("index");
        let roots = vec![folder().join(corpus)];
        let job =
            IngestJob { roots, index_dir: index_dir.clone(), ..IngestJob::default() };
        run(&job, &mut Silent).unwrap();
        let collection = Collection::open(&index_dir).unwrap();
        let directory = DocumentDirectory::read(&collection).unwrap();
        Self { _dir: dir, collection, directory }
    }

    /// The canonical text of a draft and the report on it; `on` are rules that are off by
    /// default.
    pub(crate) fn report(
        &self,
        text: &str,
        day: Option<Date>,
        on: &[Rule],
    ) -> (String, CheckReport) {
        let draft = Draft::read(read_text(text), Some(PROVINCE));
        let reference = ReferenceCollection {
            directory: &self.directory,
            collection: Some(&self.collection),
        };
        let settings = CheckSettings {
            day,
            today: Some(TODAY),
            on: on.to_vec(),
            ..CheckSettings::default()
        };
        let report = check(&draft, reference, &settings).unwrap();
        (draft.text().to_owned(), report)
    }
}
