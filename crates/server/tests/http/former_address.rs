//! Addresses that last: what a document was called before leads to it for good.

use std::fs;

use axum::body::Body;
use axum::http::{Request, header};
use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_server::limits::Limits;
use tracuu_server::router::router;
use tracuu_server::state::Service;

use crate::service::send_to;

/// A report of a district, which names no province.
const REPORT: &str = "HUYỆN ỦY BẾN ĐÁ\n*\nSố 12-BC/HU\n\nBến Đá, ngày 02 tháng 8 năm 2024\n\n\
    BÁO CÁO\nkết quả nửa năm\n\n1. Các xã đã vào cuộc.\n";

/// A plan of the province in which it lies.
const PLAN: &str = "TỈNH ỦY AN SON\n*\nSố 73-KH/TU\n\nAn Son, ngày 14 tháng 5 năm 2024\n\n\
    KẾ HOẠCH\nvề nuôi cá lồng\n\n1. Khảo sát vùng nuôi.\n";

#[tokio::test]
async fn an_earlier_address_is_sent_on_with_all_that_stands_behind_the_id() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    let job = IngestJob {
        roots: vec![corpus.clone()],
        index_dir: dir.path().join("index"),
        ..IngestJob::default()
    };
    for (name, text) in [("bao-cao.txt", REPORT), ("ke-hoach.txt", PLAN)] {
        fs::write(corpus.join(name), text).unwrap();
        run(&job, &mut Silent).unwrap();
    }
    let (before, now) =
        ("dang.hu.khong-ro.bao-cao.12.2024", "dang.hu.x-an-son.bao-cao.12.2024");
    let opened = Collection::open(&job.index_dir).unwrap();
    let app = router(Service::new(opened, Limits::default()).unwrap());
    for (path, status, there) in [
        (format!("/documents/{now}"), 200, String::new()),
        (format!("/documents/{before}"), 301, format!("/documents/{now}")),
        (
            format!("/documents/{before}/graph?on=2024-01-01"),
            301,
            format!("/documents/{now}/graph?on=2024-01-01"),
        ),
        (
            format!("/api/v1/documents/{before}/outline"),
            301,
            format!("/api/v1/documents/{now}/outline"),
        ),
        ("/documents/nowhere".to_owned(), 404, String::new()),
    ] {
        let request = Request::get(&path).body(Body::empty()).unwrap();
        let reply = send_to(app.clone(), request).await;
        assert_eq!(reply.status, status, "{path}");
        assert_eq!(reply.header(header::LOCATION), there, "{path}");
    }
}
