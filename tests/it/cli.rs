//! The program as its users run it: standard output, standard error, exit status.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::service::TestService;

/// A folder with documents of the tests, and the program set to work in it.
struct Office {
    folder: TempDir,
}

impl Office {
    /// An office with an ingested corpus of two documents.
    fn open() -> Self {
        let office = Self::empty();
        for name in ["chuong-trinh-tinh.md", "nghi-dinh.md"] {
            let from =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name);
            fs::copy(from, office.path("corpus").join(name)).unwrap();
        }
        let ingest = office.run(&["ingest"]);
        assert_eq!(ingest.status.code(), Some(0), "{}", stderr(&ingest));
        office
    }

    /// An office with an empty corpus and no index.
    fn empty() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(office.path("corpus")).unwrap();
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), content).unwrap();
        name.to_owned()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tracuu"));
        command.args(args).current_dir(self.folder.path());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("TRACUU_") {
                command.env_remove(name);
            }
        }
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).stdin(Stdio::null()).output().unwrap()
    }

    /// Runs with `--format json` and gives status and value.
    fn json(&self, args: &[&str]) -> (i32, Value) {
        let output = self.run(&[args, &["--format", "json"]].concat());
        let value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", stdout(&output)));
        (output.status.code().unwrap(), value)
    }

    /// Runs what must fail: status 2, nothing on standard output, a message that says this.
    #[track_caller]
    fn refused(&self, args: &[&str], message: &str) {
        let output = self.run(args);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert_eq!(stdout(&output), "", "{args:?}");
        assert!(said.contains(message), "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{args:?}: {said}");
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const SAMPLE: &str = "Thực hiện Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy.\n";

#[test]
fn help_is_a_result() {
    let office = Office::empty();
    let output = office.run(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
    insta::assert_snapshot!("help", stdout(&output));
}

#[test]
fn wrong_use_is_said_on_standard_error() {
    let office = Office::empty();
    office.refused(&[], "Usage: tracuu");
    office.refused(&["--unknown"], "--unknown");
    office.refused(&["search"], "<QUERY>");
    office.refused(&["serach", "a"], "search");
    office.refused(&["text", "a", "--format", "xml"], "json");
    office.refused(&["text", "a", "--config", "none.toml"], "none.toml");
}

#[test]
fn a_search_needs_an_index_and_says_how_to_get_one() {
    Office::empty().refused(&["search", "a"], "hint: run `tracuu ingest`");
}

#[test]
fn a_question_is_answered_on_standard_output() {
    let office = Office::open();
    let (status, found) = office.json(&["search", "chương", "trình"]);
    assert_eq!(status, 0);
    assert!(!found["hits"].as_array().unwrap().is_empty());
    let text = office.run(&["search", "chương trình"]);
    assert_eq!((text.status.code(), stderr(&text)), (Some(0), String::new()));
    assert!(stdout(&text).contains("kết quả"), "{}", stdout(&text));
}

#[test]
fn nothing_found_is_status_1_with_its_answer() {
    let office = Office::open();
    let (status, answer) = office.json(&["search", "zzzqqq"]);
    assert_eq!(status, 1);
    assert_eq!(answer["hits"], serde_json::json!([]));
    let text = office.run(&["search", "zzzqqq"]);
    assert_eq!(text.status.code(), Some(1));
    assert!(stdout(&text).contains("Không tìm thấy"));
}

#[test]
fn questions_outside_the_limits_are_refused() {
    let office = Office::open();
    for limit in ["0", "1000000000", "101"] {
        office.refused(&["search", "a", "--limit", limit], "from 1 to 100");
    }
    for limit in ["-1", "mười", "99999999999999999999999"] {
        office.refused(&["search", "a", &format!("--limit={limit}")], "--limit");
    }
    office.refused(&["search", "a", "--cursor", "x"], "cursor");
    office.refused(&["search", &"a ".repeat(5_000)], "at most 4096");
    office.refused(&["search", "\u{1}\u{2}\u{1b}"], "control characters");
}

#[test]
fn standard_input_is_a_file_too() {
    let office = Office::empty();
    let mut child = office
        .command(&["cite", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(SAMPLE.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["offset_unit"], "utf16");
    let citation = &answer["citations"][0];
    assert_eq!(citation["symbol"], "07-NQ/TU");
    assert_eq!(citation["date"], "2022-03-12");
    assert_eq!(citation["state"], "absent");
    assert_eq!(citation["relation"], "implements");
    assert_eq!(citation["pinpoint"], Value::Null);
    let units: Vec<u16> = SAMPLE.encode_utf16().collect();
    let place = |name: &str| usize::try_from(citation[name].as_u64().unwrap()).unwrap();
    let text = String::from_utf16(&units[place("start")..place("end")]).unwrap();
    assert_eq!(citation["text"], text);
}

#[test]
fn every_verb_that_reads_a_file_prints_one_json_value() {
    let office = Office::open();
    let file = "corpus/chuong-trinh-tinh.md";
    for (verb, member) in [
        ("text", "text"),
        ("header", "header"),
        ("outline", "provisions"),
        ("assignments", "assignments"),
        ("cite", "citations"),
    ] {
        let (status, answer) = office.json(&[verb, file]);
        assert_eq!(status, 0, "{verb}");
        assert!(!answer[member].is_null(), "{verb}: {answer}");
        let text = office.run(&[verb, file]);
        assert_eq!(
            (text.status.code(), stderr(&text)),
            (Some(0), String::new()),
            "{verb}"
        );
        assert!(!text.stdout.is_empty(), "{verb}");
    }
}

#[test]
fn a_draft_is_checked_and_its_tables_are_printed() {
    let office = Office::open();
    let file = "corpus/chuong-trinh-tinh.md";
    let (status, answer) = office.json(&["check", file]);
    assert_eq!(status, 1, "findings are status 1");
    assert!(!answer["coverage"]["citations"]["found"].is_null());
    assert!(!answer["matches"].as_array().unwrap().is_empty());
    let text = office.run(&["check", file]);
    assert_eq!(text.status.code(), Some(1));
    let (status, table) = office.json(&["check", file, "--table"]);
    assert_eq!(status, 0);
    assert!(table[0]["full"].is_string());
    let csv = office.run(&["check", file, "--table", "parts", "--format", "csv"]);
    assert!(csv.stdout.starts_with("\u{feff}".as_bytes()), "{}", stderr(&csv));
    let wrong = office.run(&["check", file, "--disable", "cite.dates"]);
    assert_eq!(wrong.status.code(), Some(2));
    let (status, folder) = office.json(&["check", "corpus"]);
    assert!(status < 2);
    assert!(folder["files"].as_array().unwrap().len() > 1);
}

#[test]
fn offsets_of_an_outline_count_the_text_that_is_printed() {
    let office = Office::open();
    let file = "corpus/nghi-dinh.md";
    let (_, printed) = office.json(&["text", file]);
    let units: Vec<u16> = printed["text"].as_str().unwrap().encode_utf16().collect();
    let (_, outline) = office.json(&["outline", file]);
    for unit in outline["provisions"].as_array().unwrap() {
        let place = |name: &str| usize::try_from(unit[name].as_u64().unwrap()).unwrap();
        let text = String::from_utf16(&units[place("start")..place("end")]).unwrap();
        assert!(text.contains(unit["title"].as_str().unwrap()), "{unit}");
    }
}

#[test]
fn bad_files_are_refused_with_what_is_wrong() {
    let office = Office::empty();
    let empty = office.write("empty.md", "");
    let binary = office.write("binary.md", [0_u8, 1, 2, 255, 0, 7].repeat(100));
    let broken = office.write("broken.md", b"S\xe1\xbb 56\xff\xfe");
    let large = File::create(office.path("large.md")).unwrap();
    large.set_len(200 * 1024 * 1024).unwrap();
    for verb in ["text", "cite", "header", "outline", "assignments"] {
        office.refused(&[verb, &empty], "the file is empty");
        office.refused(&[verb, &binary], "cannot read binary.md");
        office.refused(&[verb, &broken], "cannot read broken.md");
        office.refused(&[verb, "large.md"], "larger than 50 MB");
        office.refused(&[verb, "nowhere.md"], "cannot open nowhere.md");
        office.refused(&[verb, "corpus"], "is a folder");
    }
}

#[test]
fn one_bad_file_does_not_stop_an_ingest() {
    let office = Office::open();
    office.write("corpus/binary.md", [0_u8, 159, 146, 150].repeat(50));
    office.write("corpus/empty.txt", "");
    let large = File::create(office.path("corpus/large.txt")).unwrap();
    large.set_len(200 * 1024 * 1024).unwrap();
    let (status, report) = office.json(&["ingest"]);
    assert_eq!(status, 1, "{report}");
    assert_eq!(report["n_held"], 2, "{report}");
    assert_eq!(report["n_failed"], 3, "{report}");
    let (status, _) = office.json(&["search", "chương trình"]);
    assert_eq!(status, 0);
}

/// Path, outcome and reason of the files of a report that are not in the index.
fn unread(report: &Value) -> Vec<(&str, &str, &str)> {
    let files = report["files"].as_array().unwrap().iter();
    files
        .filter(|file| file["outcome"] != "ingested")
        .map(|file| {
            let word = |name: &str| file[name].as_str().unwrap();
            (word("path"), word("outcome"), word("reason"))
        })
        .collect()
}

#[test]
fn every_file_below_a_root_is_in_the_report() {
    let office = Office::open();
    fs::create_dir(office.path("corpus/.git")).unwrap();
    for (name, content) in [
        ("README.md", "hướng dẫn"),
        ("~$ke-hoach.docx", "x"),
        ("anh.jpg", "x"),
        ("cu.rar", "x"),
        ("so lieu.dat", "x"),
        ("manifest.toml", "format = 1"),
        ("trong.txt", ""),
        ("trinh-chieu.pptx", "PK\u{3}\u{4}ppt/"),
        ("khong duoi", "{\\rtf1\\ansi Ke hoach}"),
    ] {
        office.write(&format!("corpus/{name}"), content);
    }
    let (status, report) = office.json(&["ingest"]);
    assert_eq!(status, 1, "{report}");
    let mut found = unread(&report);
    found.sort_unstable();
    let expected = [
        (".git", "ignored", "hidden"),
        ("README.md", "ignored", "readme"),
        ("anh.jpg", "ignored", "picture"),
        ("cu.rar", "ignored", "archive"),
        ("manifest.toml", "ignored", "collection_file"),
        ("so lieu.dat", "ignored", "unknown_type"),
        ("trinh-chieu.pptx", "failed", "not_yet_read"),
        ("trong.txt", "failed", "empty"),
        ("~$ke-hoach.docx", "ignored", "owner_file"),
    ];
    assert_eq!(found, expected, "{report}");
    assert_eq!(
        (
            &report["n_held"],
            &report["n_failed"],
            &report["n_refused"],
            &report["n_ignored"]
        ),
        (&3.into(), &2.into(), &0.into(), &7.into()),
        "help: what has no telling name is read by its first bytes"
    );
    let shown = stdout(&office.run(&["ingest", "--fresh"]));
    for said in ["Không phải văn bản: ảnh. Nếu là bản chụp", "Không đọc được: tệp trống"]
    {
        assert!(shown.contains(said), "{shown}");
    }
}

/// A ZIP archive of files.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn an_archive_and_a_mail_are_read_as_the_documents_in_them() {
    let office = Office::empty();
    let document = |name: &str| {
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name))
    };
    let inner = packed(&[("sâu.txt", "Kế hoạch trồng rừng gỗ lớn.".as_bytes())]);
    let innermost = packed(&[("2.zip", &packed(&[("3.zip", &inner)]))]);
    let archive = packed(&[
        ("nam 2024/chuong-trinh.md", &document("chuong-trinh-tinh.md").unwrap()),
        ("../../nghi-dinh.md", &document("nghi-dinh.md").unwrap()),
        ("anh.png", b"x"),
        ("trong.txt", b""),
        ("trong nua.zip", &inner),
        ("1.zip", &innermost),
        ("mat.txt", "TỈNH ỦY AN SƠN\nTỐI MẬT\nBÁO CÁO\nvề việc riêng\n".as_bytes()),
    ]);
    office.write("corpus/luu.zip", archive);
    office.write(
        "corpus/thu.eml",
        "From: a@example.vn\nTo: b@example.vn\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n\
         --x\nContent-Type: application/octet-stream\n\
         Content-Disposition: attachment; filename=dinh-kem.txt\n\nChuyen doi so\n--x--\n",
    );
    let (status, report) = office.json(&["ingest"]);
    assert_eq!(status, 1, "{report}");
    let files = report["files"].as_array().unwrap().iter();
    let mut read: Vec<&str> = files
        .filter(|file| file["outcome"] == "ingested")
        .map(|file| file["path"].as_str().unwrap())
        .collect();
    read.sort_unstable();
    assert_eq!(
        read,
        [
            "luu.zip ▸ nam 2024/chuong-trinh.md",
            "luu.zip ▸ nghi-dinh.md",
            "luu.zip ▸ trong nua.zip ▸ sâu.txt",
            "thu.eml ▸ dinh-kem.txt",
        ],
        "{report}"
    );
    let mut found = unread(&report);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("luu.zip ▸ 1.zip ▸ 2.zip", "failed", "too_complex"),
            ("luu.zip ▸ anh.png", "ignored", "picture"),
            ("luu.zip ▸ mat.txt", "refused", "secret"),
            ("luu.zip ▸ trong.txt", "failed", "empty"),
        ]
    );
    assert_eq!(office.json(&["ingest"]).1["was_current"], true);
}

#[test]
fn the_doctor_says_what_is_missing_and_what_to_do() {
    let office = Office::empty();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let run = |path: &str| {
        let mut command = office.command(&["doctor", "--format", "json"]);
        let output = command.env("TRACUU_LISTEN", free.to_string()).env("PATH", path);
        let output = output.output().unwrap();
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        let checks = value["checks"].as_array().unwrap().clone();
        let state = move |name: &str| {
            let check = checks.iter().find(|check| check["name"] == name).unwrap();
            (check["state"].as_str().unwrap().to_owned(), check["packages"].clone())
        };
        (output.status.code(), state)
    };
    let (status, state) = run("/none");
    assert_eq!(status, Some(1));
    let missing = |packages: Value| ("missing".to_owned(), packages);
    assert_eq!(state("tesseract"), missing("tesseract-ocr tesseract-ocr-vie".into()));
    assert_eq!(state("pdftoppm"), missing("poppler-utils".into()));
    assert_eq!(state("index"), missing(Value::Null));
    for name in ["corpus", "worker"] {
        assert_eq!(state(name).0, "ok", "{name}");
    }
}

#[test]
fn a_secret_document_is_refused_unless_the_settings_allow_it() {
    let office = Office::open();
    let text = "TỈNH ỦY AN SƠN\n\nSố 12-BC/TU | TỐI MẬT\n\nBÁO CÁO\n\nvề hồ chứa nước Ia Thông\n\n\
                Các đơn vị chấp hành nghiêm.\n";
    office.write("corpus/bao-cao.txt", text);
    let (status, report) = office.json(&["ingest"]);
    assert_eq!((status, &report["n_refused"]), (1, &1.into()), "{report}");
    assert_eq!(unread(&report), [("bao-cao.txt", "refused", "secret")]);
    let mut index = Vec::new();
    let mut folders = vec![office.path("index")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                index.extend(fs::read(entry.path()).unwrap());
            }
        }
    }
    let holds =
        |words: &str| index.windows(words.len()).any(|one| one == words.as_bytes());
    assert!(holds("bao-cao.txt") && !holds("Ia Thông"), "nothing of it is stored");

    office.write("draft.txt", text);
    let (_, checked) = office.json(&["check", "draft.txt"]);
    assert_eq!(checked["secrecy"], "TỐI MẬT");
    let shown = stdout(&office.run(&["check", "draft.txt"]));
    assert!(shown.starts_with("Dự thảo mang dấu chỉ độ mật"), "{shown}");

    let (status, report) = office.json(&["ingest", "--allow-secret"]);
    assert_eq!((status, &report["n_held"]), (0, &3.into()), "{report}");
    office.write("tracuu.toml", "[office]\nallow_secret = true\n");
    let (_, report) = office.json(&["ingest", "--config", "tracuu.toml"]);
    assert_eq!(report["was_current"], true, "{report}");
}

#[test]
fn ingesting_twice_changes_nothing() {
    let office = Office::open();
    let current = || fs::read_to_string(office.path("index/CURRENT")).unwrap();
    let before = current();
    let (status, report) = office.json(&["ingest"]);
    assert_eq!((status, &report["was_current"]), (0, &Value::Bool(true)));
    assert_eq!(current(), before);
    let answer = || {
        let (_, mut answer) = office.json(&["search", "chương trình", "--limit", "100"]);
        answer["took_ms"] = Value::Null;
        answer
    };
    let first = answer();
    assert_eq!(office.run(&["ingest", "--fresh"]).status.code(), Some(0));
    assert_eq!(answer(), first);
}

#[test]
fn a_folder_that_is_no_folder_is_refused_and_the_old_index_answers() {
    let office = Office::open();
    office.write("file", "x");
    office.refused(&["ingest", "nowhere"], "nowhere");
    office.refused(&["ingest", "--index", "file"], "file");
    office.refused(&["search", "a", "--index", "file"], "file");
    assert_eq!(office.json(&["search", "chương trình"]).0, 0);
}

#[test]
fn an_index_of_another_version_is_refused_with_the_command_that_rebuilds_it() {
    let office = Office::open();
    let name = fs::read_to_string(office.path("index/CURRENT")).unwrap();
    let about = office.path("index").join(name.trim()).join("generation.json");
    let mut json: Value = serde_json::from_slice(&fs::read(&about).unwrap()).unwrap();
    json["version"] = Value::from("0-old");
    fs::write(&about, json.to_string()).unwrap();
    office.refused(&["search", "a"], "hint: run `tracuu ingest`");
    assert_eq!(office.run(&["ingest"]).status.code(), Some(0));
    assert_eq!(office.json(&["search", "chương trình"]).0, 0);
}

#[test]
fn a_killed_ingest_leaves_the_old_index() {
    let office = Office::open();
    let text = fs::read_to_string(office.path("corpus/nghi-dinh.md")).unwrap();
    for number in 0..40 {
        office.write(&format!("corpus/copy-{number}.md"), format!("{text}\n{number}"));
    }
    let mut ingest: Child = office.command(&["ingest"]).spawn().unwrap();
    let lock = office.path("index/LOCK");
    let is_building = || {
        let entries = fs::read_dir(office.path("index")).unwrap();
        entries.filter(|e| e.as_ref().unwrap().path().is_dir()).count() > 1
    };
    while !is_building() && ingest.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    ingest.kill().unwrap();
    ingest.wait().unwrap();
    assert!(lock.try_exists().unwrap());
    assert_eq!(office.json(&["search", "chương trình"]).0, 0);
    assert_eq!(office.run(&["ingest"]).status.code(), Some(0));
}

#[test]
fn a_reader_that_goes_early_is_no_failure() {
    let office = Office::empty();
    let file = office.write("long.txt", SAMPLE.repeat(20_000));
    let mut child = office
        .command(&["text", &file])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    let mut pipe = child.stdout.take().unwrap();
    pipe.read_exact(&mut first).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn text_of_a_document_cannot_steer_the_terminal() {
    let office = Office::empty();
    let file = office.write("orders.txt", "Kế hoạch\u{1b}[2J\u{9b}2J tiếp theo\n");
    let output = office.run(&["text", &file]);
    assert!(!stdout(&output).contains(['\u{1b}', '\u{9b}']), "{:?}", stdout(&output));
}

#[test]
fn a_port_in_use_is_said() {
    let office = Office::open();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = office.run(&["serve", "--port", &port]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("is in use"), "{}", stderr(&output));
    assert!(stderr(&output).contains("hint: choose another one with --port"));
}

#[test]
fn serving_builds_the_index_and_says_where_it_is() {
    let office = Office::open();
    fs::remove_dir_all(office.path("index")).unwrap();
    let service = TestService::start(office.command(&[]));
    let ready = "GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    let reply = service.ask(ready, b"");
    let TestService { started, host, .. } = &service;
    assert!(host.starts_with("127.0.0.1:"), "{host}");
    assert_eq!(started["n_held"], 2);
    assert!(started["sample"].as_str().is_some_and(|sample| !sample.is_empty()));
    assert!(reply.starts_with("HTTP/1.1 200 OK"), "{reply}");
}

#[test]
fn the_lexicon_learns_from_the_documents_of_the_house() {
    let office = Office::empty();
    for subject in ["Tỉnh ủy", "Chi bộ", "Cán bộ", "Nhân dân", "Nhà nước"]
    {
        let text =
            format!("{subject} xem xét thung lãn, {subject} kiểm tra thung lãn.\n");
        office.write(&format!("corpus/{subject}.md"), text);
    }
    let table = office.run(&["lexicon", "learn"]);
    assert_eq!(table.status.code(), Some(0), "{}", stderr(&table));
    let printed = stdout(&table);
    assert!(printed.contains("# proposed: npmi"), "{printed}");
    assert!(printed.contains("\nthung lãn\t10\n"), "{printed}");
    for row in printed.lines().filter(|row| !row.starts_with('#')) {
        let (word, count) = row.split_once('\t').unwrap();
        assert!(!word.is_empty() && count.parse::<u32>().is_ok(), "{row}");
    }

    let written = office.run(&["lexicon", "learn", "corpus", "--output", "words.tsv"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    assert_eq!(stdout(&written), "");
    assert_eq!(fs::read_to_string(office.path("words.tsv")).unwrap(), printed);
    assert!(!office.path("words.tsv.new").try_exists().unwrap());

    let nothing = office.run(&["lexicon", "learn", "absent"]);
    assert_eq!(nothing.status.code(), Some(2));
}
