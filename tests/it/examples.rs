//! The programs of `examples/`, run over the sample documents.

use std::path::Path;

use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};

#[path = "../../examples/ask_index.rs"]
#[expect(dead_code, reason = "an example is a program with its own main")]
mod ask_index;
#[path = "../../examples/check_draft.rs"]
#[expect(dead_code, reason = "an example is a program with its own main")]
mod check_draft;
#[path = "../../examples/read_document.rs"]
#[expect(dead_code, reason = "an example is a program with its own main")]
mod read_document;

#[test]
fn the_examples_read_ask_and_check() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let draft = samples.join("chuong-trinh-tinh.md");
    let read = read_document::report(&draft).unwrap();
    assert!(read.starts_with("symbol: "), "{read}");
    assert!(read.contains("\nI: ") && read.contains("\ncited in "), "{read}");

    let dir = tempfile::tempdir().unwrap();
    let index_dir = dir.path().join("index");
    let job = IngestJob { roots: vec![samples], index_dir, ..IngestJob::default() };
    run(&job, &mut Silent).unwrap();
    let answer = ask_index::report(&job.index_dir, "nghị quyết").unwrap();
    assert!(answer.starts_with("understood: Nghị quyết"), "{answer}");
    assert!(answer.contains("\nfound: ") && answer.contains("\ndocument "), "{answer}");

    let report = check_draft::report(&job.index_dir, &draft).unwrap();
    assert!(report.contains("cite."), "{report}");
    assert!(report.contains(" citations found, "), "{report}");
}
