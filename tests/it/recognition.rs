//! Scans are read by programs of others (OCR): where those are installed. `REQUIRE_TOOLS=1`, as
//! `.ci/run` sets it, makes their absence a failure.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tracuu_intake::limits::WorkerLimits;
use tracuu_intake::pool::WorkerPool;
use tracuu_intake::program::{Installed, Program};
use tracuu_intake::reader::FileReader;
use tracuu_text::read_failure::ReadFailureKind;

use crate::shared;

/// Whether the programs are here; says loudly where they are not.
fn has_programs() -> bool {
    let missing: Vec<&str> = [Program::Pdftoppm, Program::Tesseract]
        .into_iter()
        .filter(|program| !matches!(program.look(), Installed::Found(_)))
        .map(Program::packages)
        .collect();
    if missing.is_empty() {
        return true;
    }
    let is_required = std::env::var("REQUIRE_TOOLS").is_ok_and(|value| value == "1");
    assert!(!is_required, "help: apt-get install {}", missing.join(" "));
    eprintln!(
        "!!!! SKIPPED: recognition of scans; apt-get install {}",
        missing.join(" ")
    );
    false
}

fn reader(recognised_pages: usize) -> FileReader {
    let limits = WorkerLimits { recognised_pages, ..WorkerLimits::default() };
    let program = Path::new(env!("CARGO_BIN_EXE_tracuu"));
    FileReader::Workers(Arc::new(WorkerPool::new(program, limits)))
}

/// F1 of the words of two texts, in any order, in thousandths.
fn word_f1(read: &str, expected: &str) -> usize {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    let words = |text| str::split_whitespace(text).filter(|word| *word != "|");
    words(expected).for_each(|word| *counts.entry(word).or_default() += 1);
    let (n_read, n_expected) = (words(read).count(), words(expected).count());
    let n_common = words(read)
        .filter(|word| {
            let count = counts.entry(word).or_default();
            *count -= 1;
            *count >= 0
        })
        .count();
    2000 * n_common / (n_read + n_expected)
}

#[test]
#[ignore = "needs ../shared"]
fn the_pages_of_a_scan_are_recognised_and_marked() {
    let bytes = fs::read(shared::path("fixtures/plan_scan_p1_p22.pdf")).unwrap();
    let failure = reader(0).read(&bytes, None).unwrap_err();
    assert_eq!(failure.kind, ReadFailureKind::NoTextLayer);
    if !has_programs() {
        return;
    }
    let manuscript = reader(300).read(&bytes, None).unwrap();
    assert_eq!(manuscript.layout().recognised_pages, [1, 2]);
    let page = manuscript.layout().source_page(0).unwrap();
    assert_eq!((page.number, page.is_recognised), (1, true));
    let expected = shared::text("fixtures/expected/plan_scan_p1_p22.txt");
    let f1 = word_f1(manuscript.text(), &expected);
    assert!(f1 >= 970, "{f1}\n{}", manuscript.text());
    // The recogniser's own doubts: a few words, and each marked by itself.
    let doubtful: Vec<&str> = manuscript
        .runs()
        .iter()
        .filter(|run| run.doubtful)
        .map(|run| run.span.of(manuscript.text()))
        .collect();
    assert!((1..50).contains(&doubtful.len()), "{doubtful:?}");
    assert!(doubtful.iter().all(|words| words.len() < 80), "{doubtful:?}");
}

#[test]
#[ignore = "needs ../shared"]
fn recognition_ends_when_its_time_is_over() {
    if !has_programs() {
        return;
    }
    let bytes = fs::read(shared::path("fixtures/plan_scan_p1_p22.pdf")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_tracuu"));
    let limits = WorkerLimits { recognition: Duration::ZERO, ..WorkerLimits::default() };
    let pool = Arc::new(WorkerPool::new(program, limits));
    let failure = FileReader::Workers(pool).read(&bytes, None).unwrap_err();
    assert_eq!(failure.kind, ReadFailureKind::RecognitionTooLong);
}
