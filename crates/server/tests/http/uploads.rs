//! Files that are put into the folder and taken out over the service, and their tasks.

use std::fs;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use tempfile::TempDir;
use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_server::access::Access;
use tracuu_server::limits::Limits;
use tracuu_server::live::LiveService;
use tracuu_server::state::Service;
use tracuu_server::writable_folder::WritableFolder;
use tracuu_store::key::Groups;

use crate::service::{Reply, send_to};

/// A service over a folder with some notices, and the key of who started it.
struct Office {
    folder: TempDir,
    live: LiveService,
    key: String,
}

fn notice(symbol: &str, words: &str) -> String {
    format!(
        "TỈNH ỦY AN SƠN\n\nSố {symbol}\n\nAn Sơn, ngày 05 tháng 3 năm 2026\n\n\
         # THÔNG BÁO\n\n## về {words}\n\nNội dung {words}.\n"
    )
}

impl Office {
    /// With so many notices.
    fn new(n_notices: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (corpus, index) = (folder.path().join("corpus"), folder.path().join("index"));
        fs::create_dir(&corpus).unwrap();
        for number in 1..=n_notices {
            let text =
                notice(&format!("{number:02}-TB/TU"), &format!("việc thứ {number}"));
            fs::write(corpus.join(format!("{number:02}.md")), text).unwrap();
        }
        run(&job(folder.path()), &mut Silent).unwrap();
        let (access, key) =
            Access::new(index.clone(), Vec::new()).unwrap().with_own_key().unwrap();
        let service = Service::new(Collection::open(&index).unwrap(), Limits::default());
        let service = service
            .unwrap()
            .with_store(index)
            .guarded_by(access)
            .taking_files_into(WritableFolder::new(corpus, false));
        Self { folder, live: LiveService::new(service), key: key.unwrap() }
    }

    fn corpus(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    fn app(&self) -> Router {
        self.live.router()
    }

    /// Does what the watch over the folder does.
    fn ingest(&self) {
        run(&job(self.folder.path()), &mut Silent).unwrap();
        let index = self.folder.path().join("index");
        let collection = Collection::open(&index).unwrap();
        self.live.replace(&Groups::new(), collection, index).unwrap();
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Reply {
        let request = request.header("authorization", format!("Bearer {}", self.key));
        send_to(self.app(), request.body(body).unwrap()).await
    }

    async fn send(&self, name: &str, text: &str) -> Reply {
        let (media_type, body) = form("file", name, text);
        let request =
            Request::post("/api/v1/documents").header("content-type", media_type);
        self.ask(request, body).await
    }

    async fn remove(&self, id: &str) -> Reply {
        self.ask(Request::delete(format!("/api/v1/documents/{id}")), Body::empty()).await
    }

    async fn task(&self, id: &Value) -> Value {
        let path = format!("/api/v1/tasks/{}", id.as_str().unwrap());
        self.ask(Request::get(path), Body::empty()).await.json()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.corpus().join(path)).unwrap()
    }
}

fn job(folder: &Path) -> IngestJob {
    IngestJob {
        roots: vec![folder.join("corpus")],
        index_dir: folder.join("index"),
        ..IngestJob::default()
    }
}

fn form(field: &str, name: &str, text: &str) -> (&'static str, Body) {
    let body = format!(
        "--xx\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n\
         {text}\r\n--xx--\r\n"
    );
    ("multipart/form-data; boundary=xx", Body::from(body))
}

#[tokio::test]
async fn a_file_is_stored_at_once_and_its_task_ends_when_it_is_found() {
    let office = Office::new(3);
    let text = notice("45-TB/TU", "việc trồng rừng");
    let sent = office.send("../Thông báo 45.md", &text).await;
    assert_eq!(sent.status, 202, "{}", sent.body);
    let task = sent.json();
    let address = format!("/api/v1/tasks/{}", task["id"].as_str().unwrap());
    assert_eq!(sent.header(axum::http::header::LOCATION), address);
    assert_eq!(
        [&task["state"], &task["stored"], &task["path"], &task["url"]],
        ["enqueued", "new", "Thông báo 45.md", "null"]
            .map(|one| if one == "null" { Value::Null } else { one.into() })
            .each_ref()
    );
    assert_eq!(office.read("Thông báo 45.md"), text);
    run(&job(office.folder.path()), &mut Silent).unwrap();
    let waits = office.task(&task["id"]).await;
    assert_eq!(waits["state"], "enqueued", "the service does not answer from it yet");
    office.ingest();
    let ended = office.task(&task["id"]).await;
    assert_eq!(ended["state"], "succeeded", "{ended}");
    let page =
        office.ask(Request::get(ended["url"].as_str().unwrap()), Body::empty()).await;
    assert!(page.body.contains("việc trồng rừng"), "{}", page.body);
    let again = office.send("Thông báo 45.md", &text).await.json();
    assert_eq!(
        (&again["stored"], &again["state"]),
        (&"unchanged".into(), &"succeeded".into())
    );
    assert_eq!(again["document"], ended["document"]);
}

#[tokio::test]
async fn no_file_takes_the_place_of_another_document() {
    let office = Office::new(3);
    let other = office.send("01.md", &notice("77-TB/TU", "việc khác")).await.json();
    assert_eq!(
        (&other["stored"], &other["path"]),
        (&"renamed".into(), &"01 (2).md".into())
    );
    let before = office.read("01.md");
    let version = office.send("01.MD", &notice("01-TB/TU", "việc mới")).await.json();
    assert_eq!(
        (&version["stored"], &version["path"]),
        (&"version".into(), &"01.md".into())
    );
    assert_eq!(office.read(version["moved_to"].as_str().unwrap()), before);
    office.ingest();
    for task in [other, version] {
        assert_eq!(office.task(&task["id"]).await["state"], "succeeded");
    }
    fs::create_dir(office.corpus().join("x.md")).unwrap();
    let taken = office.send("x.md", &notice("78-TB/TU", "việc")).await;
    assert_eq!(
        (taken.status.as_u16(), &taken.json()["code"]),
        (409, &"name_taken".into())
    );
}

#[tokio::test]
async fn what_may_not_be_there_is_refused_and_nothing_of_it_is_stored() {
    let office = Office::new(3);
    let secret = notice("45-TB/TU", "việc").replace("Số 45", "MẬT\n\nSố 45");
    for (name, text, status, code) in [
        ("a.md", secret.as_str(), 422, "document_secret"),
        ("a.docx", "PK\u{3}\u{4}x", 422, "document_unreadable"),
        ("a.jpg", "x", 415, "unsupported_media_type"),
        ("manifest.toml", "format = 9", 415, "unsupported_media_type"),
        ("", "x", 400, "bad_request"),
    ] {
        let refused = office.send(name, text).await;
        assert_eq!(refused.status, status, "{name}: {}", refused.body);
        assert_eq!(refused.json()["code"], code, "{name}");
    }
    let request = Request::post("/api/v1/documents").header("content-type", "text/plain");
    assert_eq!(office.ask(request, Body::from("x")).await.status, 415);
    let (media_type, body) = form("other", "a.md", "x");
    let request = Request::post("/api/v1/documents").header("content-type", media_type);
    assert_eq!(office.ask(request, body).await.json()["code"], "bad_request");
    assert_eq!(fs::read_dir(office.corpus()).unwrap().count(), 3);
    let none = office.task(&"none".into()).await;
    assert_eq!(none["code"], "task_not_found");
}

#[tokio::test]
async fn nobody_writes_without_the_key() {
    let office = Office::new(3);
    for request in [
        Request::post("/api/v1/documents"),
        Request::delete("/api/v1/documents/x"),
        Request::get("/api/v1/tasks/x"),
        Request::get("/upload"),
        Request::post("/upload"),
        Request::post("/upload/remove"),
    ] {
        let asked = request.body(Body::empty()).unwrap();
        assert_eq!(send_to(office.app(), asked).await.status, 401);
    }
}

#[tokio::test]
async fn the_key_of_who_started_the_service_ends_with_the_first_other_key() {
    let office = Office::new(3);
    assert_eq!(office.ask(Request::get("/upload"), Body::empty()).await.status, 200);
    crate::access::add_key(&office.folder.path().join("index"), |_| ());
    // What is known of the keys may be a second old.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let refused = office.ask(Request::get("/upload"), Body::empty()).await;
    assert_eq!(refused.json()["code"], "key_invalid");
}

#[tokio::test]
async fn what_is_taken_out_lies_aside_and_no_more_than_a_tenth_goes_in_a_day() {
    let office = Office::new(12);
    let found =
        office.ask(Request::get("/api/v1/documents?held=true"), Body::empty()).await;
    let ids: Vec<String> = found.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    let first = office.remove(&ids[0]).await;
    assert_eq!(first.status, 202, "{}", first.body);
    let task = first.json();
    let kept = task["moved_to"].as_str().unwrap();
    assert!(kept.starts_with(".trash/") && !office.read(kept).is_empty(), "{kept}");
    for when in ["before", "after"] {
        let second = office.remove(&ids[1]).await;
        assert_eq!(second.status, 409, "{when} the ingest: {}", second.body);
        assert_eq!(second.json()["code"], "document_kept");
        office.ingest();
    }
    assert_eq!(office.task(&task["id"]).await["state"], "succeeded");
    assert_eq!(office.remove(&ids[0]).await.status, 404);
    assert_eq!(fs::read_dir(office.corpus()).unwrap().count(), 12);
}

#[tokio::test]
async fn a_provision_with_another_text_says_so_at_its_address() {
    let office = Office::new(3);
    let plan = |task: &str| {
        format!(
            "TỈNH ỦY AN SƠN\n\nSố 88-KH/TU\n\nAn Sơn, ngày 05 tháng 3 năm 2026\n\n# KẾ HOẠCH\n\n\
             ## về đê điều\n\n1. Rà soát tuyến đê.\n\n2. {task}\n"
        )
    };
    let address = "/documents/dang.tu.x-an-so~01a1n.ke-hoach.88.2026";
    let note = "Nội dung mục này khác với bản trước";
    let changed = async || -> Vec<(String, bool)> {
        let outline = format!("/api/v1{address}/outline");
        let outline = office.ask(Request::get(outline), Body::empty()).await.json();
        let provisions = outline["provisions"].as_array().unwrap().iter();
        let seen = provisions.map(|one| {
            (one["path"].as_str().unwrap().to_owned(), one["changed"].is_string())
        });
        seen.collect()
    };
    for (task, expected) in [("Đắp bờ bao.", 0), ("Nạo vét kênh.", 1)] {
        assert_eq!(office.send("88.md", &plan(task)).await.status, 202);
        office.ingest();
        // What stands in the index is known whatever becomes of it.
        fs::remove_file(office.folder.path().join("index/CURRENT")).unwrap();
        office.ingest();
        let page = office.ask(Request::get(address), Body::empty()).await;
        assert_eq!(page.body.matches(note).count(), expected, "{}", page.body);
        let changed = changed().await;
        assert_eq!(changed.iter().filter(|(_, is)| *is).count(), expected, "{changed:?}");
    }
}

#[tokio::test]
async fn of_a_few_files_one_goes_in_a_day() {
    let office = Office::new(3);
    let first = office.remove("dang.tu.x-an-so~01a1n.thong-bao.1.2026").await;
    assert_eq!(first.status, 202, "{}", first.body);
    let waits = "Đã lấy tệp ra khỏi thư mục, chờ cập nhật kho.";
    assert_eq!(first.json()["message"], waits);
    let second = office.remove("dang.tu.x-an-so~01a1n.thong-bao.2.2026").await;
    assert_eq!(second.json()["code"], "document_kept", "{}", second.body);
    office.ingest();
    assert_eq!(office.task(&first.json()["id"]).await["state"], "succeeded");
    let gone = office.remove("dang.tu.x-an-so~01a1n.thong-bao.1.2026").await;
    assert_eq!(gone.status, 404);
}

#[tokio::test]
async fn the_page_of_a_document_takes_it_out_for_those_who_may() {
    let office = Office::new(3);
    let address = "/documents/dang.tu.x-an-so~01a1n.thong-bao.1.2026";
    let act = "action=\"/upload/remove\"";
    let page = office.ask(Request::get(address), Body::empty()).await;
    assert!(page.body.contains(act), "{}", page.body);
    let asked = Request::get(address).body(Body::empty()).unwrap();
    let page = send_to(office.app(), asked).await;
    assert!(page.status == 200 && !page.body.contains(act));
}

#[tokio::test]
async fn the_page_does_the_same_without_a_script() {
    let office = Office::new(3);
    let (media_type, body) =
        form("file", "45.md", &notice("45-TB/TU", "việc trồng rừng"));
    let request = Request::post("/upload").header("content-type", media_type);
    assert_eq!(office.ask(request, body).await.status, 303);
    office.ingest();
    let page = office.ask(Request::get("/upload"), Body::empty()).await;
    assert!(page.body.contains("Đã vào kho.") && page.body.contains("Gỡ khỏi kho"));
    let (media_type, body) = form("file", "a.jpg", "x");
    let request = Request::post("/upload").header("content-type", media_type);
    let page = office.ask(request, body).await;
    assert!(page.body.contains("role=\"alert\""), "{}", page.body);
    let refused = office.send("manifest.toml", "format = 9").await.json();
    assert_eq!(refused["detail"], "Danh mục của kho, không nạp vào kho được.");
}
