//! `tracuu check --format sarif`, and the exit status by `--fail-on`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// An error (one document, two days), and nothing else above information.
const WITH_ERROR: &str = "Thực hiện 😀 Nghị định số 99/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về \
    phí.\nTheo Nghị định số 99/2020/NĐ-CP ngày 06/3/2020 của Chính phủ.\n";

/// A warning: no day is stated.
const WITH_WARNING: &str = "Thực hiện Nghị định số 99/2020/NĐ-CP của Chính phủ về phí.\n";

/// Information at most.
const CLEAN: &str =
    "Thực hiện Nghị định số 99/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về phí.\n";

fn check(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tracuu"));
    program.env_clear().current_dir(folder).arg("check").args(args);
    let output = program.stdin(Stdio::null()).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn sarif_names_file_lines_and_columns_of_each_finding() {
    let folder = tempfile::tempdir().unwrap();
    let file = "Dự thảo 1.txt";
    fs::write(folder.path().join(file), WITH_ERROR).unwrap();
    let (status, said) = check(folder.path(), &[file, "--format", "sarif"]);
    assert_eq!(status, Some(1));
    let log: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (&log["version"], log["runs"].as_array().unwrap().len()),
        (&"2.1.0".into(), 1)
    );
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    let lines: Vec<Vec<u16>> =
        WITH_ERROR.lines().map(|line| line.encode_utf16().collect()).collect();
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]), "{result}");
        assert!(
            ["error", "warning", "note"].contains(&result["level"].as_str().unwrap())
        );
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert_eq!(uri, "D%E1%BB%B1%20th%E1%BA%A3o%201.txt");
        let at = |name: &str| {
            usize::try_from(place["region"][name].as_u64().unwrap()).unwrap()
        };
        assert_eq!(at("startLine"), at("endLine"));
        let line = &lines[at("startLine") - 1];
        let words = String::from_utf16(&line[at("startColumn") - 1..at("endColumn") - 1]);
        assert!(!words.unwrap().trim().is_empty(), "{result}");
    }
    let two_days = results.iter().find(|one| one["ruleId"] == "draft.two-dates").unwrap();
    let region = &two_days["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (region["startLine"].as_u64(), region["startColumn"].as_u64()),
        (Some(2), Some(33))
    );
    // Several drafts are one log.
    fs::write(folder.path().join("b.txt"), WITH_WARNING).unwrap();
    let (_, said) = check(folder.path(), &[file, "b.txt", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&said).unwrap();
    let all = log["runs"][0]["results"].as_array().unwrap().len();
    assert!(all > results.len());
}

#[test]
fn the_exit_status_follows_the_severity_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for (text, statuses) in
        [(WITH_ERROR, [1, 1]), (WITH_WARNING, [0, 1]), (CLEAN, [0, 0])]
    {
        fs::write(folder.path().join("a.txt"), text).unwrap();
        for (severity, wanted) in ["error", "warning"].into_iter().zip(statuses) {
            for format in ["text", "json", "sarif"] {
                let args = ["a.txt", "--format", format, "--fail-on", severity];
                let (status, said) = check(folder.path(), &args);
                assert_eq!(status, Some(wanted), "{args:?} {text}\n{said}");
            }
        }
    }
}
