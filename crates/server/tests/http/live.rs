//! A collection that is replaced while the service answers.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_server::limits::Limits;
use tracuu_server::live::LiveService;
use tracuu_server::state::Service;
use tracuu_store::key::Groups;

use crate::service::{Reply, send_to};

fn notice(number: u32) -> String {
    format!(
        "TỈNH ỦY AN SƠN\n\nSố {number}-TB/TU\n\nAn Sơn, ngày 05 tháng 3 năm 2026\n\n\
         # THÔNG BÁO\n\n## về việc thứ {number}\n\nNội dung.\n"
    )
}

async fn documents(app: &Router) -> Reply {
    let asked = Request::get("/api/v1/documents").body(Body::empty()).unwrap();
    send_to(app.clone(), asked).await
}

#[tokio::test]
async fn another_collection_takes_over_between_two_requests() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    let job = IngestJob {
        roots: vec![corpus.clone()],
        index_dir: dir.path().join("index"),
        ..IngestJob::default()
    };
    let ingest = |number: u32| {
        std::fs::write(corpus.join(format!("{number}.md")), notice(number)).unwrap();
        run(&job, &mut Silent).unwrap();
        Collection::open(&job.index_dir).unwrap()
    };
    let live = LiveService::new(Service::new(ingest(1), Limits::default()).unwrap());
    let app = live.router();
    let before = documents(&app).await;
    assert!(before.body.contains("01-TB/TU") || before.body.contains("1-TB/TU"));
    let second = ingest(2);
    let still = documents(&app).await;
    assert_eq!(
        (&still.body, still.header(header::ETAG)),
        (&before.body, before.header(header::ETAG))
    );
    let folder = job.index_dir.clone();
    live.replace(&Groups::new(), second, folder).unwrap();
    let after = documents(&app).await;
    assert!(after.body.contains("2-TB/TU"), "{}", after.body);
    assert_ne!(after.header(header::ETAG), before.header(header::ETAG));
}

#[tokio::test]
async fn every_place_counts_the_same_documents() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    let text = notice(1)
        + "\nCăn cứ Luật Đất đai năm 2013 và Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy.\n";
    std::fs::write(corpus.join("a.md"), text).unwrap();
    let index_dir = dir.path().join("index");
    let job = IngestJob { roots: vec![corpus], index_dir, ..IngestJob::default() };
    let report = run(&job, &mut Silent).unwrap();
    let opened = Collection::open(&job.index_dir).unwrap();
    let app = LiveService::new(Service::new(opened, Limits::default()).unwrap()).router();
    let ask = async |path: &str| {
        let asked = Request::get(path).body(Body::empty()).unwrap();
        send_to(app.clone(), asked).await
    };
    let listed = async |held: &str| {
        let list = ask(&format!("/api/v1/documents{held}")).await.json();
        list["meta"]["total"].as_u64().unwrap()
    };
    let (held, without, all) =
        (listed("?held=true").await, listed("?held=false").await, listed("").await);
    assert_eq!((held, without, all), (1, 2, 3), "one is known by its name only");
    assert_eq!((report.n_held, report.n_documents), (1, 3));
    let ready = ask("/readyz").await.json();
    assert_eq!((&ready["n_held"], &ready["n_documents"]), (&held.into(), &all.into()));
    let home = ask("/").await.body;
    assert!(home.contains(&format!("held=any\">{all} văn bản<")), "{home}");
    let status = ask("/status").await.body;
    assert!(status.contains(&format!("held=false\">{without} văn bản<")), "{status}");
    let figures = ask("/metrics").await.body;
    assert!(figures.contains("\"cited\"} 2"), "{figures}");
}
