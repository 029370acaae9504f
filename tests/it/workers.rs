//! The processes that read files: what happens to one costs that file and nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tracuu_extract::read::read;
use tracuu_intake::limits::WorkerLimits;
use tracuu_intake::pool::WorkerPool;
use tracuu_intake::reader::FileReader;
use tracuu_text::cancellation::Cancellation;
use tracuu_text::read_failure::ReadFailureKind;

use crate::shared;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tracuu");

/// A reader of its own for one test, and how its workers are found among those of the others:
/// by the address space that they are given.
fn reader(memory_bytes: u64, wall: Duration) -> FileReader {
    let limits = WorkerLimits { memory_bytes, wall, ..WorkerLimits::default() };
    FileReader::Workers(Arc::new(WorkerPool::new(Path::new(PROGRAM), limits)))
}

/// The ids of the workers of one reader.
#[cfg(target_os = "linux")]
fn workers(memory_bytes: u64) -> Vec<std::ffi::OsString> {
    let given = format!("__read-files\0{memory_bytes}\0");
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let workers = processes.filter(|process| {
        let command = fs::read_to_string(process.path().join("cmdline"));
        command.is_ok_and(|command| command.contains(&given))
    });
    workers.map(|process| process.file_name()).collect()
}

/// Sends a signal to the workers of one reader, of which there must be one.
#[cfg(target_os = "linux")]
fn signal(name: &str, memory_bytes: u64) {
    let ids = workers(memory_bytes);
    assert_eq!(ids.len(), 1, "one worker");
    assert!(Command::new("kill").arg(name).args(ids).status().unwrap().success());
}

/// A text that takes long to read and much memory.
fn large() -> String {
    "Điều 1. **Phạm vi** | a | b\n".repeat(200_000)
}

#[test]
fn a_worker_reads_as_the_library_does() {
    let reader = reader(2 << 30, Duration::from_mins(1));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let mut n_read = 0;
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let bytes = fs::read(entry.path()).unwrap();
        let name = entry.file_name().into_string().unwrap();
        let expected = read(&bytes, Some(&name)).map_err(Into::into);
        assert_eq!(reader.read(&bytes, Some(&name)), expected, "{name}");
        n_read += usize::from(expected.is_ok());
    }
    assert!(n_read > 10);
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_that_is_killed_costs_the_file_that_it_read() {
    let memory_bytes = (2 << 30) + 1;
    let reader = reader(memory_bytes, Duration::from_mins(1));
    assert!(reader.read(b"mot", None).is_ok());
    // It cannot answer before it is killed.
    signal("-STOP", memory_bytes);
    thread::scope(|scope| {
        let waiting = scope.spawn(|| reader.read("hai".as_bytes(), None));
        thread::sleep(Duration::from_millis(100));
        signal("-KILL", memory_bytes);
        let failure = waiting.join().unwrap().unwrap_err();
        assert_eq!(failure.kind, ReadFailureKind::Crashed);
    });
    assert_eq!(reader.read("ba".as_bytes(), None).unwrap().text(), "ba");
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_that_hangs_is_killed_when_its_time_is_over() {
    let memory_bytes = (2 << 30) + 2;
    let reader = reader(memory_bytes, Duration::from_secs(2));
    assert!(reader.read(b"mot", None).is_ok());
    signal("-STOP", memory_bytes);
    // More than a pipe holds: it hangs while it is written to.
    let failure = reader.read(large().as_bytes(), None).unwrap_err();
    assert_eq!(failure.kind, ReadFailureKind::TimedOut);
    assert_eq!(reader.read("ba".as_bytes(), None).unwrap().text(), "ba");
}

#[cfg(target_os = "linux")]
#[test]
fn the_worker_of_a_draft_that_nobody_waits_for_ends() {
    let memory_bytes = (2 << 30) + 3;
    let reader = reader(memory_bytes, Duration::from_mins(10));
    assert!(reader.read(b"mot", None).is_ok());
    signal("-STOP", memory_bytes);
    let cancellation = Cancellation::default();
    thread::scope(|scope| {
        let work = scope.spawn(|| cancellation.run(|| reader.read(b"hai", None)));
        thread::sleep(Duration::from_millis(100));
        cancellation.cancel();
        assert!(work.join().unwrap().is_none());
    });
    assert!(workers(memory_bytes).is_empty());
    assert_eq!(reader.read("ba".as_bytes(), None).unwrap().text(), "ba");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_eats_memory_or_time_is_given_up() {
    let program_bytes = fs::metadata(PROGRAM).unwrap().len();
    let small = reader(program_bytes + (48 << 20), Duration::from_mins(1));
    let failure = small.read(large().as_bytes(), None).unwrap_err();
    assert_eq!(failure.kind, ReadFailureKind::OutOfMemory);
    assert_eq!(small.read("ba".as_bytes(), None).unwrap().text(), "ba");

    let limits = WorkerLimits { cpu_s: 0, ..WorkerLimits::default() };
    let short = WorkerPool::new(Path::new(PROGRAM), limits);
    let short = FileReader::Workers(Arc::new(short));
    let failure = short.read(large().as_bytes(), None).unwrap_err();
    assert_eq!(failure.kind, ReadFailureKind::TimedOut);
}

#[test]
fn a_program_that_cannot_be_started_is_said() {
    let pool = WorkerPool::new(Path::new("/none/tracuu"), WorkerLimits::default());
    let failure = FileReader::Workers(Arc::new(pool)).read(b"a", None).unwrap_err();
    assert_eq!(failure.kind, ReadFailureKind::NoWorker);
}

/// Longest time that a hostile file may take.
const HOSTILE_TIME: Duration = Duration::from_secs(20);

#[test]
#[ignore = "needs ../shared"]
fn hostile_files_give_clear_errors_within_time_and_memory() {
    let program_bytes = fs::metadata(PROGRAM).unwrap().len();
    let reader = reader(program_bytes + (512 << 20), HOSTILE_TIME);
    // These three have the wrong name only; one of them is cut off.
    let may_be_read = ["docx_named.doc", "html_named.doc", "rtf_named.doc"];
    for path in fs::read_dir(shared::path("fixtures/hostile"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        let name = path.file_name().unwrap().to_str().unwrap();
        let started = Instant::now();
        let read = reader.read(&fs::read(&path).unwrap(), Some(name));
        assert!(started.elapsed() < HOSTILE_TIME, "{name}");
        match read {
            Ok(_) => assert!(may_be_read.contains(&name), "{name} is read"),
            Err(failure) => {
                let is_clear = !matches!(
                    failure.kind,
                    ReadFailureKind::Crashed
                        | ReadFailureKind::TimedOut
                        | ReadFailureKind::OutOfMemory
                        | ReadFailureKind::NoWorker
                );
                assert!(is_clear, "{name}: {failure:?}");
            }
        }
    }
}
