//! Hostile files as drafts: each is answered with a clear problem, and the service goes on.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::service::TestService;
use crate::shared;

/// Longest time that a hostile file may take.
const HOSTILE_TIME: Duration = Duration::from_secs(20);

/// Files that have the wrong name only.
const READABLE: [&str; 2] = ["docx_named.doc", "html_named.doc"];

/// A folder with a collection of one document.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(corpus.join("a.txt"), "NGHỊ QUYẾT\nsố 1-NQ/TU").unwrap();
    folder
}

/// Sends a file to be checked; the status and the body of the answer.
fn check(service: &TestService, bytes: &[u8]) -> (u16, String) {
    let head = format!(
        "POST /api/v1/check HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         content-type: application/octet-stream\r\ncontent-length: {}\r\n\r\n",
        bytes.len()
    );
    let reply = service.ask(&head, bytes);
    let status = reply.get(9..12).unwrap().parse().unwrap();
    let (_, body) = reply.split_once("\r\n\r\n").unwrap();
    (status, body.to_owned())
}

#[test]
#[ignore = "needs ../shared"]
fn hostile_drafts_are_answered_with_a_clear_problem() {
    let folder = folder();
    let mut program = Command::new(env!("CARGO_BIN_EXE_tracuu"));
    program.env_clear().current_dir(folder.path());
    let service = TestService::start(program);
    let mut n_refused = 0;
    for path in fs::read_dir(shared::path("fixtures/hostile"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        let name = path.file_name().unwrap().to_str().unwrap();
        let started = Instant::now();
        let (status, body) = check(&service, &fs::read(&path).unwrap());
        assert!(started.elapsed() < HOSTILE_TIME, "{name}");
        if READABLE.contains(&name) {
            assert_eq!(status, 200, "{name}: {body}");
        } else {
            assert!((400..500).contains(&status), "{name}: {status} {body}");
            let start = body.find('{').unwrap();
            let end = body.rfind('}').unwrap();
            let problem: Value = serde_json::from_str(&body[start..=end]).unwrap();
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.len() > 20 && !detail.contains("panic"), "{name}: {detail}");
            n_refused += 1;
        }
        let (status, body) = check(&service, "Căn cứ Nghị quyết số 1-NQ/TU".as_bytes());
        assert_eq!(status, 200, "after {name}: {body}");
    }
    assert!(n_refused >= 10, "{n_refused}");
}
