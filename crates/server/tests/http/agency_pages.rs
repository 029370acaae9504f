//! The pages and files of agencies, and the files of lists, as a browser gets them.

use axum::http::header;

use crate::collection::{AGENCY, PLAN};
use crate::service::{Reply, page};

#[track_caller]
fn place(reply: &Reply, words: &str) -> usize {
    reply.body.find(words).unwrap_or_else(|| panic!("no {words}: {}", reply.body))
}

#[tokio::test]
async fn an_agency_shows_its_work_by_role() {
    let reply = page(&format!("/agencies/{AGENCY}")).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    place(&reply, "Cách viết khác trong kho: Ban Tổ chức<");
    let lead = format!("<a href=\"/agencies/{AGENCY}?role=lead\">Chủ trì (1)</a>");
    place(&reply, &lead);
    assert!(!reply.body.contains("role=coordinating"), "{}", reply.body);
    let reply = page(&format!("/agencies/{AGENCY}?role=lead&sort=deadline")).await;
    place(&reply, "aria-current=\"true\">Chủ trì (1)</a>");
    place(&reply, "sort=deadline\" aria-current=\"true\">");
    place(
        &reply,
        &format!("/agencies/{AGENCY}/assignments.csv?role=lead&#38;sort=deadline"),
    );
    let reply = page(&format!("/agencies/{AGENCY}?role=coordinating")).await;
    place(&reply, "không có phân công nào nêu cơ quan này với các lựa chọn trên");
    let reply = page(&format!("/agencies/{AGENCY}?document=nowhere")).await;
    place(&reply, "aria-current=\"true\">nowhere");
    for path in ["?role=chief", "?sort=date", "?cursor=1"] {
        assert_eq!(
            page(&format!("/agencies/{AGENCY}{path}")).await.status,
            400,
            "{path}"
        );
    }
    assert_eq!(page("/agencies/nobody").await.status, 404);
}

#[tokio::test]
async fn the_interface_takes_the_same_choices() {
    for (choice, total) in
        [("role=lead", 1), ("role=other", 0), (&format!("document={PLAN}"), 1)]
    {
        let path =
            format!("/api/v1/agencies/{AGENCY}/assignments?{choice}&sort=deadline");
        let reply = page(&path).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        place(&reply, &format!("\"total\":{total}"));
    }
}

#[tokio::test]
async fn documents_of_a_body_are_listed() {
    let reply = page(&format!("/documents?issuer={AGENCY}&held=true")).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    place(&reply, "<h1>Văn bản của Ban Tổ chức Tỉnh ủy</h1>");
    place(&reply, "class=\"remove\" href=\"/documents\"");
    place(&reply, &format!("href=\"/documents?issuer={AGENCY}&#38;sort=title\""));
    place(&reply, &format!("href=\"/documents?held=any&#38;issuer={AGENCY}\""));
    assert_eq!(page("/documents?issuer=nobody").await.status, 404);
}

#[tokio::test]
async fn lists_are_stored_as_files() {
    let agency = format!("/agencies/{AGENCY}/assignments");
    let matrix = format!("/documents/{PLAN}/matrix");
    for (path, head, row) in [
        (
            agency.as_str(),
            "STT,Vai trò,Dòng,",
            "1,Chủ trì,1,Nâng cao chất lượng sinh hoạt chi bộ,Ban Tổ chức Tỉnh ủy,",
        ),
        (&matrix, "STT,Mục,Nhiệm vụ,", "1,II.1,Nâng cao chất lượng sinh hoạt chi bộ,Ban"),
        ("/reports/missing", "STT,Văn bản,Trích yếu,", "1,Nghị quyết số 07-NQ/TU,"),
    ] {
        let reply = page(&format!("{path}.csv")).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        let mut lines = reply.body.lines();
        let first = lines.next().unwrap();
        assert!(first.starts_with(&format!("\u{feff}{head}")), "{first}");
        assert!(lines.next().unwrap().starts_with(row), "{}", reply.body);
        let name = reply.header(header::CONTENT_DISPOSITION);
        assert!(name.starts_with("attachment; filename=\""), "{name}");
        let reply = page(&format!("{path}.xlsx")).await;
        assert!(reply.body.starts_with("PK"), "{path}");
    }
    for path in ["/agencies/nobody/assignments.csv", "/documents/nowhere/matrix.xlsx"] {
        assert_eq!(page(path).await.status, 404, "{path}");
    }
}
