//! The page of a document over an index that ingest wrote from a Word file: what the file
//! says of tables, headings and style is what the page shows.

use axum::body::Body;
use axum::http::Request;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page};
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_server::limits::Limits;
use tracuu_server::router::router;
use tracuu_server::state::Service;

use crate::docx_file::docx_of;
use crate::service::send_to;

/// A plan with a task, and a table whose head has merged cells.
fn body() -> String {
    let styled = |style: &str, text: &str| {
        format!(
            "<w:r><w:rPr>{style}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
        )
    };
    let line = |runs: &str| format!("<w:p>{runs}</w:p>");
    let plain = |text: &str| line(&styled("", text));
    let cell = |merge: &str, text: &str| {
        format!("<w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc>", plain(text))
    };
    let row = |cells: [String; 3]| format!("<w:tr>{}</w:tr>", cells.concat());
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let table = [
        "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>",
        &row([
            cell("<w:vMerge w:val=\"restart\"/>", "STT"),
            cell(wide, "Cơ quan"),
            cell("<w:vMerge w:val=\"restart\"/>", "Ghi chú"),
        ]),
        &format!(
            "<w:tr>{}{}{}{}</w:tr>",
            cell("<w:vMerge/>", ""),
            cell("", "Chính"),
            cell("", "Phụ"),
            cell("<w:vMerge/>", "")
        ),
        &format!(
            "<w:tr>{}{}{}{}</w:tr>",
            cell("", "1"),
            cell("", ""),
            cell("", "Văn phòng"),
            cell("", "Gấp")
        ),
        "</w:tbl>",
    ];
    [
        plain("TỈNH ỦY AN SƠN"),
        plain("Số 12-KH/TU"),
        plain("An Sơn, ngày 05 tháng 5 năm 2023"),
        plain("KẾ HOẠCH"),
        plain("về công tác cán bộ"),
        plain("I. NHIỆM VỤ"),
        plain("1. Quy hoạch cán bộ"),
        line(
            &[
                styled("", "Rà soát "),
                styled("<w:b/>", "nguồn quy hoạch"),
                styled("", " theo "),
                styled("<w:i/>", "Nghị quyết số 5-NQ/TU"),
            ]
            .concat(),
        ),
        table.concat(),
    ]
    .concat()
}

#[tokio::test]
async fn a_word_file_keeps_its_tables_headings_and_style() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    std::fs::write(corpus.join("ke-hoach.docx"), docx_of(&body())).unwrap();
    let index_dir = dir.path().join("index");
    let job = IngestJob { roots: vec![corpus], index_dir, ..IngestJob::default() };
    run(&job, &mut Silent).unwrap();
    let collection = Collection::open(&job.index_dir).unwrap();
    let plan = Plan::term(Field::Held, "yes");
    let held = collection.documents(&plan, Page { offset: 0, limit: 10 }).unwrap().items;
    let id = held.iter().find(|one| one.held).unwrap().id.clone();
    let app = router(Service::new(collection, Limits::default()).unwrap());
    let asked = Request::get(format!("/documents/{id}"))
        .header("accept", "text/html")
        .body(Body::empty());
    let reply = send_to(app, asked.unwrap()).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    for part in [
        "<tr><td rowspan=\"2\">STT</td><td colspan=\"2\">Cơ quan</td>\
         <td rowspan=\"2\">Ghi chú</td></tr>",
        "<tr><td>Chính</td><td>Phụ</td></tr>",
        "<tr><td>1</td><td></td><td>Văn phòng</td><td>Gấp</td></tr>",
        "Rà soát <b>nguồn quy hoạch</b> theo ",
        "<i>Nghị quyết số 5-NQ/TU</i>",
        "role=\"heading\" aria-level=\"4\" id=\"I.1\">1. Quy hoạch cán bộ<a class=\"permalink\"",
    ] {
        assert!(reply.body.contains(part), "no {part}: {}", reply.body);
    }
}
