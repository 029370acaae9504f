//! Keys and settings as an administrator meets them.

use std::fs;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::service::TestService;

struct Office(TempDir);

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        fs::write(corpus.join("a.txt"), "NGHỊ QUYẾT\nsố 1-NQ/TU").unwrap();
        Self(folder)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tracuu"));
        command.env_clear().current_dir(self.0.path()).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let all = [arguments, &["--format", "json"]].concat();
        serde_json::from_slice(&self.run(&all).stdout).unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_service_is_not_opened_to_others_without_a_key() {
    let office = Office::new();
    let refused = office.run(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(2));
    let message = text(&refused.stderr);
    assert!(message.contains("tracuu key new"), "{message}");
}

#[test]
fn a_key_is_made_listed_used_and_revoked() {
    let office = Office::new();
    let made = office.json(&["key", "new", "Cổng", "--scope", "search"]);
    let key = made["key"].as_str().unwrap().to_owned();
    let id = made["id"].as_str().unwrap().to_owned();
    let listed = office.json(&["key", "list"]);
    assert_eq!(listed["keys"][0]["id"], id);
    assert_eq!(listed["keys"][0]["scopes"], json!(["search"]));
    let files = fs::read(office.0.path().join("index/keys.sqlite")).unwrap();
    let secret = key.rsplit('_').next().unwrap().as_bytes();
    assert!(!files.windows(secret.len()).any(|window| window == secret));

    let service = TestService::start(office.command(&[]));
    let ask = |key: Option<&str>| {
        let authorization =
            key.map_or(String::new(), |key| format!("authorization: Bearer {key}\r\n"));
        let answer = service.get("/api/v1/search?q=a", &authorization);
        answer.get(9..12).unwrap().to_owned()
    };
    assert_eq!((ask(None), ask(Some(&key))), ("401".to_owned(), "200".to_owned()));
    assert_eq!(office.run(&["key", "revoke", &id]).status.code(), Some(0));
    assert_eq!(office.run(&["key", "revoke", &id]).status.code(), Some(2));
    assert_eq!(office.json(&["key", "list"])["keys"][0]["is_valid"], false);
}

#[test]
fn restricted_sources_are_shown_to_their_group_only() {
    let office = Office::new();
    let restricted = office.0.path().join("corpus/kin");
    fs::create_dir(&restricted).unwrap();
    fs::write(restricted.join("b.txt"), "NGHỊ QUYẾT\nsố 2-NQ/TU").unwrap();
    let settings = "[access]\nanonymous = ['search']\n\
                    [[access.restricted]]\npath = 'kin'\ngroups = ['thuong-vu']\n";
    fs::write(office.0.path().join("tracuu.toml"), settings).unwrap();
    let with_settings = ["--config", "tracuu.toml"];
    let made = office.json(&["key", "new", "A", "--group", "thuong-vu"]);
    let key = made["key"].as_str().unwrap().to_owned();
    let service = TestService::start(office.command(&with_settings));
    let ask = |key: &str| service.get("/api/v1/documents", key);
    let open = ask("");
    assert!(open.contains("1-NQ/TU") && !open.contains("2-NQ/TU"), "{open}");
    let key = format!("authorization: Bearer {key}\r\n");
    // Until its collection is made, the holder of a key is told to wait.
    let shown = (0..100_000).map(|_| ask(&key)).find(|answer| {
        let is_told = answer.contains("503") && answer.contains("kho dành cho");
        assert!(is_told || answer.starts_with("HTTP/1.1 200"), "{answer}");
        !is_told
    });
    let shown = shown.unwrap();
    assert!(shown.contains("1-NQ/TU") && shown.contains("2-NQ/TU"), "{shown}");
    drop(service);

    let wrong = settings.replace("'kin'", "'kinn'");
    fs::write(office.0.path().join("tracuu.toml"), wrong).unwrap();
    let refused = office.run(&[with_settings.as_slice(), &["serve"]].concat());
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("is not there"));
}

#[test]
fn a_manifest_says_who_sees_a_file_and_is_believed_from_the_start_only() {
    let office = Office::new();
    let corpus = office.0.path().join("corpus");
    let entry = |groups: &str| {
        format!(
            "format = 1\n[[document]]\nid = 'b'\nfile = 'b.txt'\nprovenance = ''\nsha256 = '{:064}'\n{groups}",
            0
        )
    };
    fs::write(corpus.join("b.txt"), "NGHỊ QUYẾT\nsố 2-NQ/TU").unwrap();
    fs::write(corpus.join("manifest.toml"), entry("groups = ['thuong-vu']\n")).unwrap();
    fs::write(office.0.path().join("tracuu.toml"), "[access]\nanonymous = ['search']\n")
        .unwrap();
    let made = office.json(&["key", "new", "A", "--group", "thuong-vu"]);
    let key = format!("authorization: Bearer {}\r\n", made["key"].as_str().unwrap());
    let service = TestService::start(office.command(&["--config", "tracuu.toml"]));
    let ask = |key: &str| service.get("/api/v1/documents", key);
    assert!(!ask("").contains("2-NQ/TU"));
    let shown = (0..100_000).map(|_| ask(&key)).find(|said| !said.contains(" 503 "));
    assert!(shown.unwrap().contains("2-NQ/TU"));
    // Whoever takes the groups away, or adds others, shows nothing to anybody by that.
    fs::write(corpus.join("manifest.toml"), entry("")).unwrap();
    fs::write(corpus.join("c.txt"), "NGHỊ QUYẾT\nsố 3-NQ/TU").unwrap();
    std::thread::sleep(std::time::Duration::from_secs(3));
    let open = ask("");
    assert!(!open.contains("2-NQ/TU") && !open.contains("3-NQ/TU"), "{open}");
    fs::write(corpus.join("manifest.toml"), entry("groups = ['thuong-vu']\n")).unwrap();
    assert!((0..100_000).any(|_| ask("").contains("3-NQ/TU")), "it goes on");
}

#[test]
fn it_is_written_down_who_asked_for_what() {
    let office = Office::new();
    let settings =
        "[audit]\ndays = 7\nquestions = true\n[access]\nanonymous = ['search']\n";
    fs::write(office.0.path().join("tracuu.toml"), settings).unwrap();
    let config = ["--config", "tracuu.toml"];
    let made = office.json(&[&["key", "new", "A"], config.as_slice()].concat());
    let key = made["key"].as_str().unwrap().to_owned();
    let service = TestService::start(office.command(&config));
    service.get("/api/v1/search?q=ngh%E1%BB%8B+quy%E1%BA%BFt", "");
    service.get("/documents/a", &format!("authorization: Bearer {key}\r\n"));
    service.get("/livez", "");
    let audit = || office.json(&[&["audit"], config.as_slice()].concat());
    let said = (0..1_000).map(|_| audit()).find(|said| said["acts"][1].is_object());
    let acts = said.unwrap()["acts"].as_array().unwrap().clone();
    let told = |act: &Value| json!([act["caller"], act["kind"], act["what"]]);
    assert_eq!(told(&acts[0]), json!(["cli", "key", made["id"]]));
    assert_eq!(told(&acts[1]), json!(["127.0.0.1", "search", "nghị quyết"]));
    assert_eq!(acts.len(), 2, "a document that is not there was not opened");
}

#[test]
fn questions_without_an_answer_outlast_the_service_where_their_text_is_kept() {
    for keeps in [true, false] {
        let office = Office::new();
        let settings = format!("[audit]\ndays = 7\nquestions = {keeps}\n");
        fs::write(office.0.path().join("tracuu.toml"), settings).unwrap();
        let config = ["--config", "tracuu.toml"];
        let new = ["key", "new", "A", "--scope", "search,admin"];
        let made = office.json(&[new.as_slice(), config.as_slice()].concat());
        let key = made["key"].as_str().unwrap();
        let authorization = format!("authorization: Bearer {key}\r\n");
        let get = |service: &TestService, path: &str| service.get(path, &authorization);
        let service = TestService::start(office.command(&config));
        get(&service, "/search?q=xyzzy");
        assert!(get(&service, "/status").contains("xyzzy"));
        let acts =
            || office.json(&[&["audit"], config.as_slice()].concat())["acts"].clone();
        // The key, the question, and once more where its text is kept.
        let is_written = |acts: &Value| acts[1 + usize::from(keeps)].is_object();
        let written = (0..1_000).map(|_| acts()).find(is_written).unwrap();
        drop(service);
        let vain: Vec<&Value> = written
            .as_array()
            .unwrap()
            .iter()
            .filter(|act| act["kind"] == "unanswered")
            .collect();
        assert_eq!(vain.len(), usize::from(keeps), "{written:?}");
        assert!(vain.iter().all(|act| act["caller"] == ""), "nobody is named");
        let service = TestService::start(office.command(&config));
        assert_eq!(get(&service, "/status").contains("xyzzy"), keeps);
    }
}

#[test]
fn a_file_that_is_sent_is_found_and_its_task_ends() {
    // The folder is the default one, named from where the program runs.
    let office = Office::new();
    let made = office.json(&["key", "new", "A", "--scope", "search,ingest"]);
    let key = made["key"].as_str().unwrap().to_owned();
    let service = TestService::start(office.command(&[]));
    let send = |names: &[&str]| {
        let text = "KẾ HOẠCH\nsố 7-KH/TU";
        let parts: Vec<_> =
            names.iter().map(|name| ("file", Some(*name), text)).collect();
        sent(&service, &key, &parts)
    };
    let refused = send(&["b.txt", "c.txt"]);
    assert!(refused.starts_with("HTTP/1.1 400"), "{refused}");
    assert!(
        !office.0.path().join("corpus/b.txt").try_exists().unwrap(),
        "nothing is stored"
    );
    let accepted = send(&["b.txt"]);
    assert!(accepted.starts_with("HTTP/1.1 202"), "{accepted}");
    let ended = task_of(&service, &key, &accepted);
    assert!(ended.contains("/documents/"), "it says where the document is");
}

#[test]
fn a_file_is_sent_for_a_group_and_others_neither_see_nor_replace_it() {
    let office = Office::new();
    let corpus = office.0.path().join("corpus");
    fs::create_dir(corpus.join("kin")).unwrap();
    fs::write(corpus.join("kin/b.txt"), "NGHỊ QUYẾT\nsố 2-NQ/TU").unwrap();
    let own = "NGHỊ QUYẾT\nsố 3-NQ/TU";
    fs::write(corpus.join("rieng.txt"), own).unwrap();
    let settings = "[access]\n[[access.restricted]]\npath = 'kin'\ngroups = ['thuong-vu']\n\
                    [[access.restricted]]\npath = 'rieng.txt'\ngroups = ['thuong-vu']\n";
    fs::write(office.0.path().join("tracuu.toml"), settings).unwrap();
    let key = |more: &[&str]| {
        let new = ["key", "new", "A", "--scope", "search,ingest"];
        office.json(&[new.as_slice(), more].concat())["key"].as_str().unwrap().to_owned()
    };
    let (inside, outside) = (key(&["--group", "thuong-vu"]), key(&[]));
    let service = TestService::start(office.command(&["--config", "tracuu.toml"]));
    let for_group =
        [("group", None, "thuong-vu"), ("file", Some("c.txt"), "KẾ HOẠCH\nsố 7-KH/TU")];
    let refused = sent(&service, &outside, &for_group);
    assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
    for name in ["rieng.txt", "RIENG.TXT"] {
        for text in [own, "KẾ HOẠCH\nsố 8-KH/TU"] {
            let refused = sent(&service, &outside, &[("file", Some(name), text)]);
            assert!(refused.contains("\"name_taken\""), "{name}: {refused}");
        }
    }
    assert_eq!(fs::read_to_string(corpus.join("rieng.txt")).unwrap(), own);

    // Until the collection of the group is made, its people are told to wait.
    let mut tries = (0..100_000).map(|_| sent(&service, &inside, &for_group));
    let accepted = tries.find(|said| !said.starts_with("HTTP/1.1 503")).unwrap();
    assert!(accepted.starts_with("HTTP/1.1 202"), "{accepted}");
    task_of(&service, &inside, &accepted);
    assert!(corpus.join("kin/c.txt").try_exists().unwrap());
    let listed = |key: &str| {
        service.get("/api/v1/documents", &format!("authorization: Bearer {key}\r\n"))
    };
    assert!(listed(&inside).contains("7-KH/TU"));
    let open = listed(&outside);
    assert!(open.contains("1-NQ/TU") && !open.contains("7-KH/TU"), "{open}");
}

/// Sends a form, given as fields with their names, names of files and contents.
fn sent(
    service: &TestService,
    key: &str,
    fields: &[(&str, Option<&str>, &str)],
) -> String {
    let part = |(name, file, text): &(&str, Option<&str>, &str)| {
        let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
        format!(
            "--xx\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n"
        )
    };
    let body = fields.iter().map(part).collect::<String>() + "--xx--\r\n";
    let head = format!(
        "POST /api/v1/documents HTTP/1.1\r\nhost: localhost\r\n\
         authorization: Bearer {key}\r\n\
         content-type: multipart/form-data; boundary=xx\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    service.ask(&head, body.as_bytes())
}

/// Waits for the task of an upload; what is said of it when it has succeeded.
fn task_of(service: &TestService, key: &str, accepted: &str) -> String {
    let task: Value =
        serde_json::from_str(accepted.split("\r\n\r\n").last().unwrap()).unwrap();
    let path = format!("/api/v1/tasks/{}", task["id"].as_str().unwrap());
    let authorization = format!("authorization: Bearer {key}\r\n");
    let ask = || service.get(&path, &authorization);
    let ended = (0..100_000).map(|_| ask()).find(|said| said.contains("\"succeeded\""));
    ended.unwrap()
}

#[test]
fn a_snapshot_is_put_back_when_it_is_whole() {
    let office = Office::new();
    assert_eq!(office.run(&["ingest"]).status.code(), Some(0));
    office.run(&["key", "new", "a"]);
    let made = office.json(&["snapshot", "copy"]);
    assert_eq!(made["n_held"], 1, "{made}");
    let again = office.run(&["snapshot", "copy"]);
    assert_eq!(again.status.code(), Some(2), "a snapshot is not written over");
    let taken = office.run(&["restore", "copy"]);
    assert!(text(&taken.stderr).contains("is not empty"), "{}", text(&taken.stderr));
    fs::remove_dir_all(office.0.path().join("index")).unwrap();
    assert_eq!(office.json(&["restore", "copy"])["n_held"], 1);
    assert_eq!(office.json(&["key", "list"])["keys"].as_array().unwrap().len(), 1);
    assert!(office.json(&["search", "1-NQ/TU"])["total"]["value"].as_u64() > Some(0));
    fs::remove_dir_all(office.0.path().join("index")).unwrap();
    let store = office.0.path().join("copy/store.sqlite");
    let mut bytes = fs::read(&store).unwrap();
    bytes[100] ^= 1;
    fs::write(&store, bytes).unwrap();
    let damaged = office.run(&["restore", "copy"]);
    assert_eq!(damaged.status.code(), Some(2));
    assert!(text(&damaged.stderr).contains("store.sqlite is damaged"));
    assert!(!office.0.path().join("index").try_exists().unwrap());
}

#[cfg(unix)]
#[test]
fn settings_are_read_anew_while_the_service_runs() {
    let office = Office::new();
    let path = office.0.path().join("tracuu.toml");
    fs::write(&path, "").unwrap();
    let service = TestService::start(office.command(&["--config", "tracuu.toml"]));
    let ask = || {
        let head =
            "GET /livez HTTP/1.1\r\nhost: tracuu.noibo\r\nconnection: close\r\n\r\n";
        service.ask(head, b"").get(9..12).unwrap().to_owned()
    };
    assert_eq!(ask(), "421");
    let reload = |text: &str| {
        fs::write(&path, text).unwrap();
        let id = service.id().to_string();
        assert!(Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
    };
    reload("[server]\nhosts = ['tracuu.noibo'");
    assert_eq!(ask(), "421", "settings with a mistake change nothing");
    reload("[server]\nhosts = ['tracuu.noibo']");
    assert!((0..10_000).any(|_| ask() == "200"), "the settings are not read anew");
}

#[test]
fn wrong_scopes_and_origins_are_named() {
    let office = Office::new();
    for arguments in
        [["key", "new", "a", "--scope", "read"], ["key", "new", "a", "--origin", "a"]]
    {
        let refused = office.run(&arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn settings_are_checked_before_they_are_used() {
    let office = Office::new();
    assert_eq!(office.run(&["config", "check"]).status.code(), Some(0));
    let example = office.run(&["config", "example"]);
    assert!(text(&example.stdout).contains("[server]"));
    let path = office.0.path().join("tracuu.toml");
    fs::write(&path, "listen = '0.0.0.0:80'\n[server]\nbase_path = '/a'\npublic_url = 'https://b.example/c'")
        .unwrap();
    let checked = office.json(&["config", "check", "--config", "tracuu.toml"]);
    assert_eq!(checked["warnings"].as_array().unwrap().len(), 2, "{checked}");
    fs::write(&path, "[server]\nhost = 'a'").unwrap();
    let refused = office.run(&["config", "check", "--config", "tracuu.toml"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("unknown field `host`"));
}
