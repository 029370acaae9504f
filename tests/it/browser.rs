//! The search box, the links and the pages in a real browser: `tests/browser/`, run by node's own test
//! runner over the real program.

use std::path::Path;
use std::process::Command;

#[test]
#[ignore = "needs node, Chromium and `npm ci` in tests/browser"]
fn the_search_box_and_the_links_work_in_a_browser() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let output = Command::new("node")
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .current_dir(&folder)
        .env("BINARY_UNDER_TEST", env!("CARGO_BIN_EXE_tracuu"))
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    eprintln!("{report}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "help: `npm test` in tests/browser runs them alone");
    assert!(!report.contains("pass 0"), "no test ran");
}
