//! An ingest that is killed at any moment: what answers afterwards is the collection as it was
//! or as it is to be, and a run to the end gives exactly what a fresh index holds.
//!
//! `TRACUU_KILLS=200 cargo test --test it kills` kills more often.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// Kills without `TRACUU_KILLS`.
const N_KILLS: u64 = 20;
/// Plans of the smaller state of the folder; the larger has one more and other words in some.
const N_PLANS: usize = 12;

/// What is asked after each kill.
const QUESTIONS: [&str; 3] =
    ["kế hoạch", "Ban Tổ chức chủ trì", "văn bản dẫn chiếu 28-NQ/TW"];

fn command(dir: &Path, index: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tracuu"));
    // A setting that the program does not know is an error.
    command
        .args(args)
        .args(["--index", index])
        .current_dir(dir)
        .env_remove("TRACUU_KILLS");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn output(dir: &Path, index: &str, args: &[&str]) -> Output {
    let mut command = command(dir, index, args);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap()
}

#[track_caller]
fn ingest(dir: &Path, index: &str) {
    let done = output(dir, index, &["ingest"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{said}");
}

/// The answers of an index, without what depends on the clock.
#[track_caller]
fn answers(dir: &Path, index: &str) -> Vec<Value> {
    let answer = |question: &&str| {
        let found = output(
            dir,
            index,
            &["search", question, "--limit", "100", "--format", "json"],
        );
        let said = String::from_utf8_lossy(&found.stderr);
        let mut answer: Value = serde_json::from_slice(&found.stdout)
            .unwrap_or_else(|error| panic!("{error}: {said}"));
        answer["took_ms"] = Value::Null;
        answer
    };
    QUESTIONS.iter().map(answer).collect()
}

/// Writes the folder in one of its two states.
fn write_state(corpus: &Path, is_large: bool) {
    for number in 0..=N_PLANS {
        let path = corpus.join(format!("ke-hoach-{number}.txt"));
        if number == N_PLANS && !is_large {
            let _ = fs::remove_file(path);
            continue;
        }
        let task = if is_large && number % 3 == 0 {
            "thả giống mới"
        } else {
            "rà soát ao"
        };
        let text = format!(
            "TỈNH ỦY SÔNG KHÊ\n*\nSố {number}-KH/TU\n\nSông Khê, ngày 14 tháng 5 năm 2024\n\n\
             KẾ HOẠCH\nthực hiện Nghị quyết số 28-NQ/TW ngày 04/11/2013\n\nI- NHIỆM VỤ\n\n\
             1. Ban Tổ chức Tỉnh ủy chủ trì {task} theo Kế hoạch số {}-KH/TU.\n\n\
             T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Mẫu\n",
            number + 1
        );
        fs::write(path, text).unwrap();
    }
}

/// Numbers without order, the same in every run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}

#[test]
fn a_kill_at_any_moment_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let corpus: PathBuf = dir.join("corpus");
    fs::create_dir(&corpus).unwrap();
    let mut expected = Vec::new();
    let mut whole = Duration::ZERO;
    for is_large in [false, true] {
        write_state(&corpus, is_large);
        let started = Instant::now();
        ingest(dir, &format!("fresh-{is_large}"));
        whole = started.elapsed();
        expected.push(answers(dir, &format!("fresh-{is_large}")));
    }
    assert_ne!(expected[0], expected[1]);
    write_state(&corpus, false);
    ingest(dir, "index");
    let n_kills = std::env::var("TRACUU_KILLS").ok().and_then(|n| n.parse().ok());
    let n_kills: u64 = n_kills.unwrap_or(N_KILLS);
    let mut numbers = Numbers(n_kills);
    let whole_us = u64::try_from(whole.as_micros()).unwrap();
    for number in 0..n_kills {
        let is_large = number % 2 == 0;
        write_state(&corpus, is_large);
        let mut running = command(dir, "index", &["ingest"]).spawn().unwrap();
        thread::sleep(Duration::from_micros(numbers.below(whole_us)));
        // One that has ended already is no failure.
        let _ = running.kill();
        running.wait().unwrap();
        let found = answers(dir, "index");
        assert!(expected.contains(&found), "kill {number}: neither before nor after");
    }
    for is_large in [true, false] {
        write_state(&corpus, is_large);
        ingest(dir, "index");
        assert_eq!(answers(dir, "index"), expected[usize::from(is_large)]);
    }
}
