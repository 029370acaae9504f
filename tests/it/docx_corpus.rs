//! Word documents in a collection: read beside Markdown and text, and never the end of an
//! ingest.

use std::fs;
use std::io::{Cursor, Write};

use tempfile::TempDir;
use tracuu_index::reader::Collection;
use tracuu_index::unread_file::UnreadFileState;
use tracuu_ingest::report::{IngestReport, Silent};
use tracuu_ingest::run::{IngestJob, run};
use tracuu_query::search::{SearchRequest, Searcher};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::shared;

/// A Word document with a paragraph a line.
fn word(text: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let line = |line: &str| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>");
    let lines: String = text.lines().map(line).collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document =
        format!("<w:document xmlns:w=\"{space}\"><w:body>{lines}</w:body></w:document>");
    writer.write_all(document.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn ingest(corpus: &TempDir, index: &TempDir) -> IngestReport {
    let job = IngestJob {
        roots: vec![corpus.path().to_owned()],
        index_dir: index.path().to_owned(),
        ..IngestJob::default()
    };
    run(&job, &mut Silent).unwrap()
}

/// File and message of every file that was not taken in.
fn failures(report: &IngestReport) -> Vec<(&str, &str)> {
    let failed =
        report.unread().filter(|file| file.reason.state() == UnreadFileState::Failed);
    failed.map(|file| (file.path.as_str(), file.message.as_str())).collect()
}

fn n_hits(index: &TempDir, text: &str) -> usize {
    let searcher = Searcher::new(Collection::open(index.path()).unwrap());
    searcher
        .search(SearchRequest { text, ..SearchRequest::default() })
        .unwrap()
        .hits
        .len()
}

#[test]
fn the_content_of_a_file_decides_how_it_is_read() {
    let (corpus, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let put =
        |name: &str, bytes: &[u8]| fs::write(corpus.path().join(name), bytes).unwrap();
    put("a.docx", &word("Nâng cao chất lượng sinh hoạt chi bộ."));
    put("a.md", "Luân chuyển cán bộ về xã.".as_bytes());
    put("b.txt", &word("Trồng rừng gỗ lớn."));
    put("c.docx", "Quy hoạch cán bộ chủ chốt.".as_bytes());
    put("~$a.docx", b"\x05Ban To chuc");
    let report = ingest(&corpus, &index);
    assert_eq!(failures(&report), []);
    assert_eq!(report.n_held, 4);
    for words in ["sinh hoạt chi bộ", "luân chuyển", "rừng gỗ lớn", "cán bộ chủ chốt"]
    {
        assert!(n_hits(&index, words) > 0, "{words}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn hostile_files_are_reported_and_the_others_are_taken_in() {
    let hostile = fs::read_dir(shared::path("fixtures/hostile")).unwrap();
    let (corpus, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut n_hostile = 0;
    for file in hostile.map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|end| end == "docx") {
            fs::copy(&file, corpus.path().join(file.file_name().unwrap())).unwrap();
            n_hostile += 1;
        }
    }
    fs::write(corpus.path().join("zz.docx"), word("Quy hoạch cán bộ.")).unwrap();
    let report = ingest(&corpus, &index);
    let failures = failures(&report);
    assert_eq!(failures.len(), n_hostile, "{failures:?}");
    for (file, message) in failures {
        assert!(message.contains("hint: "), "{file}: {message}");
        assert!(!message.contains("panic"), "{file}: {message}");
    }
    assert_eq!((report.n_held, n_hits(&index, "quy hoạch cán bộ") > 0), (1, true));
}
