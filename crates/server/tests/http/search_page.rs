//! The search page and its files as a browser gets them.

use axum::http::header;

use crate::collection::{PLAN, RESOLUTION};
use crate::service::{Reply, page};

/// Text that would be markup, a formula, leave its place, or turn the line around, if it
/// could.
const HOSTILE: &str = "%3Dcmd%7C%27%2FC+calc%27 %3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%3E%3Cimg+src%3Dx%3E\
     %E2%80%AE%E2%81%A6%26amp;";

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[track_caller]
fn place(reply: &Reply, words: &str) -> usize {
    reply.body.find(words).unwrap_or_else(|| panic!("no {words}: {}", reply.body))
}

/// "Nghị quyết 07-NQ/TU", encoded.
const NAMED: &str = "Ngh%E1%BB%8B%20quy%E1%BA%BFt%2007-NQ%2FTU";

#[tokio::test]
async fn every_part_of_a_question_can_be_taken_back() {
    let narrowed = format!("/search?q={NAMED}%20lo%E1%BA%A1i%3A%22ke-hoach%22&sort=date");
    let reply = page(&narrowed).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let remove = |text: &str, label: &str| {
        format!(
            "<a class=\"remove\" href=\"/search?q={text}&#38;sort=date\" \
             aria-label=\"Bỏ: {label}\""
        )
    };
    place(&reply, &remove(NAMED, "Loại văn bản Kế hoạch"));
    let rest = "Ngh%E1%BB%8B%20quy%E1%BA%BFt%20lo%E1%BA%A1i%3A%22ke-hoach%22";
    place(&reply, &remove(rest, "Có viện dẫn 07-NQ/TU"));
    let rest = "07-NQ%2FTU%20lo%E1%BA%A1i%3A%22ke-hoach%22";
    place(&reply, &remove(rest, "Loại văn bản Nghị quyết"));
    let alone = page("/search?q=07-NQ%2FTU").await;
    place(&alone, "<a class=\"remove\" href=\"/search\"");
}

#[tokio::test]
async fn a_search_is_narrowed_by_a_chip_and_keeps_its_order() {
    let reply = page(&format!("/search?q={NAMED}&sort=-date")).await;
    let narrowed = format!(
        "href=\"/search?q={NAMED}%20k%E1%BA%BFt%20qu%E1%BA%A3%3A%22Nhi%E1%BB%87m%20v\
         %E1%BB%A5%22&#38;sort=-date\">Nhiệm vụ, giải pháp</a>"
    );
    place(&reply, &narrowed);
    place(&reply, "<input type=\"hidden\" name=\"sort\" value=\"-date\">");
    let path = narrowed.split('"').nth(1).unwrap().replace("&#38;", "&");
    let reply = page(&path).await;
    place(&reply, "aria-label=\"Bỏ: Loại kết quả nhiệm vụ, giải pháp\"");
    place(&reply, "1 kết quả");
}

#[tokio::test]
async fn what_is_named_comes_in_groups_and_says_why() {
    let reply = page(&format!("/search?q={NAMED}&explain=true")).await;
    let groups = ["Văn bản <span>1", "Nhiệm vụ, giải pháp <span>1", "Mục <span>1"];
    let places = groups.map(|group| place(&reply, &format!("group-head\">{group}")));
    assert!(places.is_sorted(), "{}", reply.body);
    place(&reply, "được tra ra chứ không chấm điểm");
    place(&reply, "“<bdi lang=\"vi\">07-NQ/TU</bdi>”</dt>");
    let reply = page("/search?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&explain=true").await;
    assert!(!reply.body.contains("group-head"));
    place(&reply, "xếp theo điểm ghi dưới mỗi kết quả");
    place(&reply, "<p class=\"points\">Điểm ");
    let plain = page("/search?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99").await;
    assert!(!plain.body.contains("class=\"points\""));
}

#[tokio::test]
async fn a_search_without_hits_offers_ways_out() {
    let lost = format!("/search?q={NAMED}%20n%C4%83m%3A1999");
    let reply = page(&lost).await;
    place(&reply, "Không tìm thấy");
    place(&reply, "Bỏ bớt một điều kiện");
    place(
        &reply,
        &format!("<li><a href=\"/search?q={NAMED}\">Bỏ điều kiện “năm ban hành"),
    );
    place(&reply, "href=\"/reports/missing\"");
    let reply = page("/search?q=zzzz+qqqq").await;
    place(&reply, "Dùng ít từ hơn");
    assert!(!reply.body.contains("Bỏ bớt"));
}

#[tokio::test]
async fn hits_are_stored_as_files_with_a_name() {
    let reply = page(&format!("/search.csv?q={NAMED}&sort=order")).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert!(reply.header(header::CONTENT_TYPE).starts_with("text/csv; charset=utf-8"));
    assert_eq!(
        reply.header(header::CONTENT_DISPOSITION),
        "attachment; filename=\"ket-qua.csv\"; filename*=UTF-8''K%E1%BA%BFt%20qu%E1%BA%A3\
         %20Ngh%E1%BB%8B%20quy%E1%BA%BFt%2007%2DNQ%2DTU%2Ecsv"
    );
    let lines: Vec<&str> = reply.body.lines().collect();
    assert!(lines[0].starts_with("\u{feff}STT,Kết quả,Mục,"), "{}", lines[0]);
    assert!(lines[1].starts_with("1,Văn bản,,Nghị quyết số 07-NQ/TU,07-NQ/TU"));
    assert!(reply.body.contains(&format!(",/documents/{PLAN}#II.1\r\n")));
    assert!(reply.body.contains(&format!(",/documents/{RESOLUTION}\r\n")));
    let reply = page(&format!("/search.xlsx?q={NAMED}")).await;
    assert_eq!(reply.header(header::CONTENT_TYPE), XLSX);
    assert!(reply.body.starts_with("PK") && reply.body.contains("xl/styles.xml"));
    for path in ["/search.csv", "/search.csv?q=a&sort=best", "/search.csv?q=%00"] {
        assert_eq!(page(path).await.status, 400, "{path}");
    }
}

#[tokio::test]
async fn questions_and_file_names_stay_text() {
    let question = HOSTILE.replace(' ', "+");
    for explain in ["", "&explain=true"] {
        let reply = page(&format!("/search?q={question}{explain}")).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert!(!reply.has_foreign_script(), "{}", reply.body);
        for foreign in ["<script>", "<img", "style=", "\"'>"] {
            assert!(!reply.body.contains(foreign), "{foreign}: {}", reply.body);
        }
        let title = &reply.body[place(&reply, "<title>")..place(&reply, "</title>")];
        assert!(!title.contains(['\u{202e}', '\u{2066}']), "{title}");
        for (at, mark) in reply.body.match_indices('\u{202e}') {
            let before = &reply.body[..at];
            let field = before.rfind("value=\"") > before.rfind('<');
            let isolated = before.rfind("<bdi>") > before.rfind("</bdi>");
            assert!(field || isolated, "{mark:?} at {at}: {}", reply.body);
        }
    }
    for file in ["csv", "xlsx"] {
        let reply = page(&format!("/search.{file}?q={question}")).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        let name = reply.header(header::CONTENT_DISPOSITION);
        assert!(!name.contains("%E2%80%AE") && !name.contains("%3C"), "{name}");
    }
}
