//! The behaviour cases beside the project, run by their own runner over the real program.
//!
//! `tests/cases/expected-failures.txt` lists those that are known to fail. A case that fails
//! without standing there is a fault; one that stands there and passes must be taken out, so
//! the list only shrinks.

use std::collections::BTreeSet;
use std::process::Command;

use crate::shared;

const EXPECTED: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/expected-failures.txt");

#[test]
#[ignore = "needs ../shared and python3"]
fn the_behaviour_cases_fail_only_where_it_is_known() {
    let output = Command::new("python3")
        .arg(shared::path("cases/run.py"))
        .arg(env!("CARGO_BIN_EXE_tracuu"))
        .output()
        .unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    let last = report.lines().last().unwrap_or_default();
    assert!(
        last.contains(" passed, "),
        "{report}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lists = report.lines().filter_map(|line| line.split_once("failed: "));
    let failed: BTreeSet<&str> =
        lists.flat_map(|(_, ids)| ids.split_whitespace()).collect();
    let listed = std::fs::read_to_string(EXPECTED).unwrap();
    let lines = listed.lines().filter(|line| !line.starts_with('#'));
    let expected: BTreeSet<&str> = lines.flat_map(str::split_whitespace).collect();
    let new: Vec<_> = failed.difference(&expected).collect();
    assert!(new.is_empty(), "fail and are not listed: {new:?}");
    let mended: Vec<_> = expected.difference(&failed).collect();
    assert!(mended.is_empty(), "pass now: {mended:?}\nhelp: take them out of {EXPECTED}");
}
