//! The search box, the links and the pages in a real browser: `tests/browser/`, run by node's own test
//! runner over the real program.

use std::path::Path;
use std::process::Command;

/// Where Debian puts the browser.
const CHROMIUM: &str = "/usr/bin/chromium";

/// What keeps the browser tests from running here.
fn missing(folder: &Path) -> Option<String> {
    let has_node = Command::new("node").arg("--version").output();
    if !has_node.is_ok_and(|output| output.status.success()) {
        return Some("no node (20 or later)".to_owned());
    }
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| CHROMIUM.to_owned());
    if !Path::new(&chromium).try_exists().unwrap_or(false) {
        return Some(format!("no Chromium at {chromium}"));
    }
    let packages = folder.join("node_modules/playwright-core");
    let has_packages = packages.try_exists().unwrap_or(false);
    (!has_packages).then(|| "run `npm ci` in tests/browser".to_owned())
}

#[test]
fn the_search_box_and_the_links_work_in_a_browser() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    if let Some(missing) = missing(&folder) {
        eprintln!("SKIPPED: browser tests: {missing}");
        return;
    }
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
