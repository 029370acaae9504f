//! The pages as a browser gets them: the draft check and the reports.

use axum::body::Body;
use axum::http::{Request, header};

use crate::collection::{PLAN, RESOLUTION};
use crate::docx_file::{docx, signed_docx};
use crate::service::{Reply, page, send};

/// Text that would be markup, leave its place, or turn the line around, if it could.
const HOSTILE: &str = "<script>alert(1)</script> \"'><img src=x> \u{202e}&amp;";

const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Sends the form of the check; `file` is a name and its bytes.
async fn check(fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Reply {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    let (name, bytes) = file.unwrap_or_default();
    let head = format!(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(bytes);
    body.extend(b"\r\n--b--\r\n");
    let request = Request::post("/check")
        .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from(body));
    send(request.unwrap()).await
}

fn place(reply: &Reply, words: &str) -> usize {
    reply.body.find(words).unwrap_or_else(|| panic!("no {words}: {}", reply.body))
}

#[tokio::test]
async fn a_pasted_draft_is_shown_with_its_findings_beside() {
    let text = "Căn cứ Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy.\n\
                Căn cứ Nghị định số 99/2020/NĐ-CP của Chính phủ.";
    let reply = check(&[("text", text), ("date", "2026-03-08")], None).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let coverage = place(&reply, " trong 2 viện dẫn");
    assert!(coverage < place(&reply, "id=\"tom-tat\""));
    place(&reply, "Hiệu lực xét vào ngày 08/3/2026 (ngày đã chọn)");
    assert!(coverage < place(&reply, "<a class=\"fault "));
    for words in ["id=\"phat-hien-1\"", "Chưa đối chiếu được", "99/2020/NĐ-CP", "</form>"]
    {
        place(&reply, words);
    }
    let policy = reply.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
}

#[tokio::test]
async fn drafts_and_file_names_full_of_markup_stay_text() {
    let text = format!("Căn cứ Nghị định số 99/2020/NĐ-CP {HOSTILE} Ủy ban, Uỷ ban.");
    let pasted = check(&[("text", &text), ("date", "\"><script>")], None).await;
    assert_eq!(pasted.status, 400, "{}", pasted.body);
    let pasted_well = check(&[("text", &text)], None).await;
    let name = "<script>alert(1)<b>'.txt";
    let sent = check(&[], Some((name, text.as_bytes()))).await;
    for reply in [pasted, pasted_well, sent] {
        assert_eq!(reply.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
        for foreign in ["<script>", "<img", "<b>'", "style="] {
            assert!(!reply.body.contains(foreign), "{foreign}: {}", reply.body);
        }
        assert!(!reply.has_foreign_script(), "{}", reply.body);
        assert!(reply.body.contains("&#60;script&#62;"));
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_answered_comes_back_with_the_reason() {
    for (fields, file, status, reason) in [
        (vec![], None, 422, "Hãy dán nội dung"),
        (vec![("text", "a b c"), ("answer", "docx")], None, 422, "Chỉ tài liệu Word"),
        (vec![("text", "a"), ("date", "8/3/2026")], None, 400, "2026-03-08"),
        (vec![], Some(("a.pdf", &b"%PDF-1.4 x"[..])), 422, "Không đọc được dự thảo"),
    ] {
        let reply = check(&fields, file).await;
        assert_eq!(reply.status, status, "{}", reply.body);
        place(&reply, reason);
        place(&reply, "role=\"alert\"");
        for (name, value) in fields {
            if name == "text" {
                place(&reply, &format!("\n{value}</textarea>"));
            }
        }
    }
}

#[tokio::test]
async fn a_word_draft_comes_back_with_comments() {
    let draft = docx(&["Căn cứ Nghị định số 99/2020/NĐ-CP.", "Ủy ban, Uỷ ban."]);
    let file = Some(("../Dự thảo \"1\".docx", draft.as_slice()));
    let reply = check(&[("answer", "docx")], file).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(reply.header(header::CONTENT_TYPE), DOCX);
    let disposition = reply.header(header::CONTENT_DISPOSITION);
    assert!(disposition.starts_with("attachment; "), "{disposition}");
    assert!(reply.body.contains("word/comments.xml"));

    let request = Request::post("/api/v1/check").header("accept", DOCX);
    let reply = send(request.body(Body::from(draft)).unwrap()).await;
    assert_eq!(reply.header(header::CONTENT_TYPE), DOCX);
    assert!(reply.body.contains("word/comments.xml"));
    let request = Request::post("/api/v1/check").header("accept", DOCX);
    let reply = send(request.body(Body::from("Căn cứ")).unwrap()).await;
    assert_eq!(reply.status, 422, "{}", reply.body);
}

#[tokio::test]
async fn a_word_draft_comes_back_with_accepted_corrections() {
    const PARAGRAPHS: [&str; 2] =
        ["Kế hoạch này thi hành Nghị định số 99/2020/ND-CP.", "Ủy ban, Uỷ ban."];
    let draft = docx(&PARAGRAPHS);
    let file = Some(("Dự thảo.docx", draft.as_slice()));
    let shown = check(&[], file).await;
    let between = |text: &str, start: &str, end: &str| -> Option<String> {
        Some(text.split_once(start)?.1.split_once(end)?.0.to_owned())
    };
    let offered = shown.body.split("<li class=\"finding ").skip(1).filter_map(|item| {
        let number = |name: &str| between(item, name, "\"")?.parse::<usize>().ok();
        let words = between(item, "<q lang=\"vi\">", "</q>")?;
        let start = number("data-start=\"")?;
        Some((number("id=\"phat-hien-")?, start, number("data-length=\"")?, words))
    });
    let (number, start, length, words) = offered.last().unwrap();
    let chosen = |own: &str| {
        serde_json::json!([{"finding": number, "own": own, "words": words}]).to_string()
    };
    let own: String = PARAGRAPHS[1].chars().skip(start).take(length).collect();
    let list = chosen(&own);
    let reply = check(&[("answer", "fixed"), ("corrections", &list)], file).await;
    assert_eq!(reply.header(header::CONTENT_TYPE), DOCX, "{list}: {}", shown.body);
    let disposition = reply.header(header::CONTENT_DISPOSITION);
    assert!(disposition.contains("du-thao-da-sua.docx"), "{disposition}");
    // Words that the draft does not have there: another file was sent.
    let list = chosen("không phải");
    let reply = check(&[("answer", "fixed"), ("corrections", &list)], file).await;
    assert_eq!(reply.status, 422, "{}", reply.body);
    place(&reply, "không còn là tệp đã kiểm tra");
    let reply = check(&[("answer", "fixed"), ("corrections", "[1]")], file).await;
    assert_eq!(reply.status, 400, "{}", reply.body);
    let reply = check(&[("answer", "fixed")], file).await;
    assert_eq!(reply.header(header::CONTENT_TYPE), DOCX);
}

#[tokio::test]
async fn a_signed_word_draft_is_told_before_anything_is_written() {
    let draft = signed_docx(&["Căn cứ Nghị định số 99/2020/NĐ-CP."]);
    let file = Some(("a.docx", draft.as_slice()));
    for answer in ["docx", "fixed"] {
        let reply = check(&[("answer", answer)], file).await;
        assert_eq!(reply.status, 409, "{}", reply.body);
        place(&reply, "chữ ký mất hiệu lực");
        place(&reply, "name=\"signature\" value=\"break\"");
        let fields = [("answer", answer), ("signature", "break")];
        let reply = check(&fields, file).await;
        assert_eq!(reply.header(header::CONTENT_TYPE), DOCX);
    }
    place(&check(&[], file).await, "data-signed");
    for (address, status) in [
        ("/api/v1/check", 409),
        ("/api/v1/check?break_signature=true&fix=must_fix&comments=form", 200),
        ("/api/v1/check?break_signature=true&fix=all", 400),
    ] {
        let request = Request::post(address).header("accept", DOCX);
        let reply = send(request.body(Body::from(draft.clone())).unwrap()).await;
        assert_eq!(reply.status, status, "{address}: {}", reply.body);
    }
}

#[tokio::test]
async fn the_form_works_without_script() {
    let reply = page("/check").await;
    assert_eq!(reply.status, 200);
    place(&reply, "<form class=\"draft\" action=\"/check\" method=\"post\"");
    for field in ["van-ban", "tep", "ngay"] {
        place(&reply, &format!("<label for=\"{field}\">"));
        place(&reply, &format!("id=\"{field}\""));
    }
}

#[tokio::test]
async fn the_script_of_the_check_is_a_file_that_the_policy_allows() {
    let reply = page("/check").await;
    let at = place(&reply, "<script type=\"module\" src=\"/assets/check-");
    let address = reply.body[at..].split('"').nth(3).unwrap().to_owned();
    let policy = reply.header(header::CONTENT_SECURITY_POLICY).to_owned();
    assert!(policy.contains("script-src 'self';"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let script = page(&address).await;
    assert_eq!(script.status, 200, "{address}");
    assert_eq!(script.header(header::CONTENT_TYPE), "text/javascript; charset=utf-8");
    assert!(script.header(header::CACHE_CONTROL).contains("immutable"));
    assert_eq!(page("/assets/check-0.js").await.status, 404);
}

#[tokio::test]
async fn words_at_fault_are_counted_for_the_script() {
    let text = "😀 Căn cứ Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy.";
    let reply = check(&[("text", text), ("date", "2026-03-08")], None).await;
    place(&reply, " data-whole data-pasted>");
    let units: Vec<u16> = text.encode_utf16().collect();
    let number = |name: &str, item: &str| -> usize {
        let value = item.split(&format!("{name}=\"")).nth(1).unwrap();
        value.split('"').next().unwrap().parse().unwrap()
    };
    let mut found = Vec::new();
    for item in reply.body.split("<li class=\"finding ").skip(1) {
        let start = number("data-start", item);
        let end = start + number("data-length", item);
        found.push(String::from_utf16(&units[start..end]).unwrap());
    }
    assert!(found.iter().any(|words| words.contains("12/3/2022")), "{found:?}");
}

#[tokio::test]
async fn missing_documents_are_listed_with_their_places() {
    let reply = page("/reports/missing").await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    place(&reply, "Nghị quyết số 07-NQ/TU");
    place(&reply, "được viện dẫn 3 lần, ở 2 mục");
    place(&reply, "<mark>Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy</mark>");
}

#[tokio::test]
async fn a_document_shows_its_state_its_timeline_and_its_relations() {
    let reply = page(&format!("/documents/{RESOLUTION}")).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    place(
        &reply,
        "<strong class=\"badge replaced\">Đã được thay thế</strong> bởi <a href",
    );
    let force = page(&format!("/documents/{RESOLUTION}?tab=force")).await;
    place(&force, "thay thế &#60;script&#62;");
    assert!(!force.body.contains("href=\"/documents/\""), "{}", force.body);
    let relations = page(&format!("/documents/{RESOLUTION}?tab=relations")).await;
    place(&relations, "Được thực hiện bởi (1)");
    let citing = page(&format!("/documents/{RESOLUTION}?tab=citing")).await;
    place(&citing, &format!("href=\"/documents/{PLAN}#II.1\""));
    let from_plan = page(&format!("/documents/{PLAN}?tab=relations")).await;
    place(&from_plan, "Thực hiện (1)");
    place(&from_plan, &format!("href=\"/documents/{RESOLUTION}\""));
    place(&from_plan, &format!("href=\"/documents/{PLAN}/graph\""));
    assert_eq!(page(&format!("/documents/{PLAN}?tab=x")).await.status, 400);
}

/// Each tab that a page offers opens, marked as the one that is shown, and the words that cite
/// the document stand on every one.
#[tokio::test]
async fn every_tab_that_is_offered_opens() {
    for id in [PLAN, RESOLUTION] {
        let first = page(&format!("/documents/{id}")).await;
        let tabs = format!("<a href=\"/documents/{id}?tab=");
        let offered = first.body.split(tabs.as_str()).skip(1);
        let names: Vec<String> = offered
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
            .collect();
        assert!(names.len() >= 2, "{names:?}");
        for name in names {
            let reply = page(&format!("/documents/{id}?tab={name}")).await;
            assert_eq!(reply.status, 200, "{}", reply.body);
            place(&reply, &format!("?tab={name}\" aria-current=\"page\""));
            place(&reply, "Câu viện dẫn");
        }
    }
}

#[tokio::test]
async fn a_title_of_one_citer_is_marked_and_the_letterhead_is_shown() {
    let cited = page(&format!("/documents/{RESOLUTION}")).await;
    place(&cited, "Tên ghi theo một văn bản viện dẫn duy nhất");
    let plan = page(&format!("/documents/{PLAN}?tab=facts")).await;
    place(&plan, "<dt>Cơ quan ở đầu văn bản</dt><dd lang=\"vi\"><p>TỈNH ỦY AN SƠN</p>");
    assert!(!plan.body.contains("Tên ghi theo một văn bản"));
}

#[tokio::test]
async fn a_graph_is_drawn_and_listed() {
    for query in ["", "?depth=2"] {
        let reply = page(&format!("/documents/{PLAN}/graph{query}")).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert_eq!(reply.body.matches("<rect").count(), 2);
        place(&reply, "<path class=\"rests\" d=\"M");
        place(&reply, "<title>Nghị quyết số 07-NQ/TU: về công tác cán bộ</title>");
        let list = place(&reply, "Dạng danh sách</h2>");
        assert!(reply.body[list..].contains("thực hiện: <a"), "{}", reply.body);
        assert!(!reply.has_foreign_script(), "{}", reply.body);
        for foreign in ["style=", "<giám"] {
            assert!(!reply.body.contains(foreign), "{foreign}");
        }
    }
    assert_eq!(page("/documents/nowhere/graph").await.status, 404);
    assert_eq!(page(&format!("/documents/{PLAN}/graph?depth=3")).await.status, 400);
}

#[tokio::test]
async fn a_plan_has_a_table_of_measures_bodies_and_documents() {
    for sort in ["", "?sort=lead", "?sort=documents"] {
        let reply = page(&format!("/documents/{PLAN}/matrix{sort}")).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        let row = place(&reply, "Nâng cao chất lượng sinh hoạt chi bộ</span></a></th>");
        for cell in [">Ban Tổ chức Tỉnh ủy</a>", ">Nghị quyết số 07-NQ/TU</a>"]
        {
            assert!(reply.body[row..].contains(cell), "{cell}: {}", reply.body);
        }
        assert!(!reply.body.contains("<giám"));
    }
    assert_eq!(page(&format!("/documents/{PLAN}/matrix?sort=x")).await.status, 400);
}

#[tokio::test]
async fn the_status_counts_what_is_held_and_what_is_known() {
    let reply = page("/status").await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    place(&reply, "?held=true\">1 văn bản");
    place(&reply, "?held=false\">1 văn bản");
}
