//! An ingest, a service that watches its folder, and one that is sent a file, killed at any moment:
//! what answers afterwards is the collection as it was or as it is to be, and a run to the end gives
//! exactly what a fresh index holds.
//!
//! `TRACUU_KILLS=200 cargo test --test it kills` kills more often.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::service::TestService;

/// Kills without `TRACUU_KILLS`.
const N_KILLS: u64 = 20;
/// Plans of the smaller state of the folder; the larger has one more and other words in some.
const N_PLANS: usize = 12;

/// How long a service takes to see what has changed in its folder: two looks at it.
const LOOKS: Duration = Duration::from_millis(1_500);

/// How long a test waits for what takes a second on a machine that has nothing else to do.
const PATIENCE: Duration = Duration::from_mins(5);

/// All states of the folder.
const STATES: [State; 3] = [State::Small, State::Added, State::Large];

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

/// What lies in the folder.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Small,
    /// With one plan more.
    Added,
    /// With other words in some, too.
    Large,
}

/// Writes the folder in one of its states.
fn write_state(corpus: &Path, state: State) {
    for number in 0..=N_PLANS {
        let path = corpus.join(format!("ke-hoach-{number}.txt"));
        if number == N_PLANS && state == State::Small {
            let _ = fs::remove_file(path);
            continue;
        }
        fs::write(path, plan(number, state)).unwrap();
    }
}

fn plan(number: usize, state: State) -> String {
    let task = if state == State::Large && number.is_multiple_of(3) {
        "thả giống mới"
    } else {
        "rà soát ao"
    };
    format!(
        "TỈNH ỦY SÔNG KHÊ\n*\nSố {number}-KH/TU\n\nSông Khê, ngày 14 tháng 5 năm 2024\n\n\
             KẾ HOẠCH\nthực hiện Nghị quyết số 28-NQ/TW ngày 04/11/2013\n\nI- NHIỆM VỤ\n\n\
             1. Ban Tổ chức Tỉnh ủy chủ trì {task} theo Kế hoạch số {}-KH/TU.\n\n\
             T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Mẫu\n",
        number + 1
    )
}

/// Begins to bring the index from the small state to another one in one of the ways in which that is
/// done, and kills it after a part of `whole`.
fn kill(dir: &Path, (number, state): (u64, State), whole: Duration, part: f64) {
    let corpus = dir.join("corpus");
    if number.is_multiple_of(3) {
        write_state(&corpus, state);
        let mut running = command(dir, "index", &["ingest"]).spawn().unwrap();
        thread::sleep(whole.mul_f64(part));
        // One that has ended already is no failure.
        let _ = running.kill();
        running.wait().unwrap();
        return;
    }
    if number % 3 == 2 {
        write_state(&corpus, State::Small);
    }
    let service = TestService::start(command(dir, "index", &[]));
    if number % 3 == 1 {
        write_state(&corpus, state);
    } else {
        send(&service, &plan(N_PLANS, State::Added));
    }
    thread::sleep((LOOKS + whole).mul_f64(part));
}

/// Sends the last plan to a service.
fn send(service: &TestService, text: &str) {
    let body = format!(
        "--xx\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"ke-hoach-{N_PLANS}.txt\"\r\n\r\n{text}\r\n--xx--\r\n"
    );
    let head = format!(
        "POST /api/v1/documents HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
         content-type: multipart/form-data; boundary=xx\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n",
        service.started["upload_key"].as_str().unwrap(),
        body.len()
    );
    let reply = service.ask(&head, body.as_bytes());
    assert!(reply.starts_with("HTTP/1.1 202"), "{reply}");
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
    for (number, state) in STATES.into_iter().enumerate() {
        write_state(&corpus, state);
        let started = Instant::now();
        let index = format!("fresh-{number}");
        ingest(dir, &index);
        whole = started.elapsed();
        expected.push(answers(dir, &index));
    }
    let [small, added, large] = &*expected else { panic!("one for each state") };
    assert!(small != large && added != large);
    write_state(&corpus, State::Small);
    ingest(dir, "index");
    let n_kills = std::env::var("TRACUU_KILLS").ok().and_then(|n| n.parse().ok());
    let n_kills: u64 = n_kills.unwrap_or(N_KILLS);
    let mut numbers = Numbers(n_kills);
    for number in 0..n_kills {
        let state = STATES[usize::try_from(number / 3 % 3).unwrap()];
        let part = f64::from(u32::try_from(numbers.below(1_000_000)).unwrap()) / 1e6;
        kill(dir, (number, state), whole, part);
        let found = answers(dir, "index");
        assert!(expected.contains(&found), "kill {number}: neither before nor after");
    }
    for (state, expected) in STATES.into_iter().zip(&expected).rev() {
        write_state(&corpus, state);
        ingest(dir, "index");
        assert_eq!(&answers(dir, "index"), expected);
    }
}

#[test]
fn a_service_writes_a_damaged_index_anew() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::create_dir(dir.join("corpus")).unwrap();
    write_state(&dir.join("corpus"), State::Small);
    ingest(dir, "index");
    let expected = answers(dir, "index");
    let current = || fs::read_to_string(dir.join("index/CURRENT")).unwrap();
    let before = current();
    for file in fs::read_dir(dir.join("index").join(before.trim())).unwrap() {
        let path = file.unwrap().path();
        // Postings are looked at when somebody asks for them.
        if path.extension().is_some_and(|end| end == "idx") {
            let mut bytes = fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x55;
            fs::write(&path, bytes).unwrap();
        }
    }
    let _service = TestService::start(command(dir, "index", &[]));
    let started = Instant::now();
    while current() == before {
        assert!(started.elapsed() < PATIENCE, "the damage is not found");
        thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(answers(dir, "index"), expected);
}
