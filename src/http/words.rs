//! Vietnamese words of pages and command line, and how dates and counts are written there.

use crate::document::kind::DocumentType;

/// The label of a fact's field; the field's own name where no label is known.
pub fn field_label(field: &str) -> &str {
    match field {
        "type" => "Loại văn bản",
        "symbol" => "Số, ký hiệu",
        "date" => "Ngày ban hành",
        "issuer" => "Cơ quan ban hành",
        "organisation" => "Cơ quan, tổ chức",
        "title" => "Trích yếu",
        "status" => "Tình trạng hiệu lực",
        "replaced_by" => "Được thay thế bởi",
        "amended_by" => "Được sửa đổi bởi",
        "effective_date" => "Ngày có hiệu lực",
        "signer" => "Người ký",
        "place" => "Nơi ban hành",
        other => other,
    }
}

/// The label of what the collection states in the answer of a check: a fact, or what
/// happened to the document.
pub fn statement_label(field: &str) -> String {
    match field_label(field) {
        other if other == field => change_label(field),
        label => label.to_owned(),
    }
}

/// The value of such a statement; of an event the document that it is due to, and its day.
pub fn statement_value(value: &str) -> String {
    match value.split_once(' ') {
        Some((day, by)) if vietnamese_date(day) != day => {
            format!("{by} ({})", vietnamese_date(day))
        }
        _ => vietnamese_date(value),
    }
}

/// The name of a relation between documents.
pub fn relation_label(kind: &str) -> &'static str {
    match kind {
        "basis" => "căn cứ",
        "implements" => "thực hiện",
        "continues" => "tiếp tục thực hiện",
        "guides" => "hướng dẫn",
        "amends" => "sửa đổi, bổ sung",
        "replaces" => "thay thế",
        "repeals" => "bãi bỏ",
        "corrects" => "đính chính",
        "suspends" => "tạm ngưng, đình chỉ",
        "consolidates" => "hợp nhất",
        "refers" => "dẫn chiếu",
        "reviews" => "sơ kết, tổng kết",
        "encloses" => "ban hành kèm theo",
        "explains" => "giải thích",
        "announces" => "công bố",
        _ => "liên quan đến",
    }
}

/// The name of a relation between documents, from the side of the one acted on.
pub fn passive_relation_label(kind: &str) -> &str {
    match kind {
        "basis" => "Là căn cứ của",
        "implements" => "Được thực hiện bởi",
        "continues" => "Được tiếp tục thực hiện bởi",
        "guides" => "Được hướng dẫn bởi",
        "amends" => "Được sửa đổi, bổ sung bởi",
        "replaces" => "Được thay thế bởi",
        "repeals" => "Bị bãi bỏ bởi",
        "corrects" => "Được đính chính bởi",
        "suspends" => "Bị tạm ngưng, đình chỉ bởi",
        "consolidates" => "Được hợp nhất trong",
        "refers" => "Được dẫn chiếu bởi",
        "reviews" => "Được sơ kết, tổng kết bởi",
        "encloses" => "Được ban hành kèm theo",
        "explains" => "Được giải thích bởi",
        "announces" => "Được công bố bởi",
        other => other,
    }
}

/// What a statement about a document's force says happened.
pub fn change_label(change: &str) -> String {
    let label = match change {
        "issued" => "Ban hành",
        "entered" => "Có hiệu lực",
        "amended" => "Được sửa đổi, bổ sung",
        "corrected" => "Được đính chính",
        "replaced" => "Được thay thế",
        "repealed" => "Bị bãi bỏ",
        "expired" => "Hết thời hạn",
        "suspended" => "Tạm ngưng hiệu lực",
        other => match other.strip_prefix("found_") {
            Some(state) => return format!("Tra cứu thấy: {}", state_label(state)),
            None => other,
        },
    };
    label.to_owned()
}

/// The name of a document's state.
pub fn state_label(state: &str) -> &'static str {
    match state {
        "in_force" => "còn hiệu lực",
        "amended" => "còn hiệu lực, đã được sửa đổi, bổ sung",
        "replaced" => "đã được thay thế",
        "repealed" => "đã bị bãi bỏ",
        "expired" => "hết thời hạn",
        "suspended" => "tạm ngưng hiệu lực",
        "not_yet" => "chưa có hiệu lực",
        _ => "không rõ hiệu lực",
    }
}

/// The label of a part's role in an understood query.
pub fn role_label(role: &str) -> &str {
    match role {
        "kind" => "Tìm trong",
        "cites" => "Có trích dẫn",
        "document" => "Văn bản",
        "type" => "Loại văn bản",
        "issuer" => "Cơ quan ban hành",
        "date" => "Thời gian",
        "agency" => "Cơ quan",
        "lead" => "Chủ trì",
        "coordinating" => "Phối hợp",
        "measure" => "Nhiệm vụ",
        "text" => "Từ ngữ",
        "phrase" => "Cụm từ",
        "year" => "Năm ban hành",
        "number" => "Số, ký hiệu",
        "title" => "Tiêu đề",
        "collection" => "Thư mục",
        "without_citation" => "Không trích dẫn",
        other => other,
    }
}

/// The name of a kind of hit.
pub fn kind_label(kind: &str) -> &str {
    match kind {
        "document" => "Văn bản",
        "measure" => "Nhiệm vụ",
        "provision" => "Mục",
        "assignment" => "Phân công",
        other => other,
    }
}

/// A path in an outline as a person cites it: `II.15.1`, `Điều 5, khoản 2, điểm b`. The
/// paths are those of `docs/structure.md`; one of another shape is shown as it is.
pub fn path_name(path: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut below_article = 0;
    for step in path.split('.') {
        let (kind, value) = step.split_once('-').unwrap_or((step, ""));
        let name = match kind {
            "phan" => format!("Phần {value}"),
            "chuong" => format!("Chương {value}"),
            "muc" => format!("Mục {value}"),
            "dieu" => {
                below_article = 1;
                names.push(format!("Điều {value}"));
                continue;
            }
            "header" => "phần đầu".to_owned(),
            "preamble" => "phần mở đầu".to_owned(),
            "recipients" => "nơi nhận".to_owned(),
            "signature" => "chữ ký".to_owned(),
            "table" => format!("bảng phụ lục {value}"),
            "annex" => format!("phụ lục {value}"),
            _ => match below_article {
                0 => DocumentType::from_id(step)
                    .map_or_else(|| step.to_owned(), |found| found.name().to_owned()),
                1 => format!("khoản {step}"),
                2 => format!("điểm {step}"),
                _ => step.to_owned(),
            },
        };
        below_article += usize::from(below_article > 0);
        names.push(name.trim_end().to_owned());
    }
    let is_plain = names.iter().zip(path.split('.')).all(|(name, step)| name == step);
    if is_plain { path.to_owned() } else { capitalised(&names.join(", ")) }
}

/// An ISO date as printed in Vietnam: `29/12/2021`; anything else as it is.
pub fn vietnamese_date(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    match parts.as_slice() {
        [year, month, day] if iso.len() == 10 => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// A whole number with a full stop between thousands: `12.345`.
pub fn number(count: &usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// The level of a heading in a text: below the page's own two, at most the lowest that
/// HTML knows.
pub fn heading_level(depth: &usize) -> usize {
    (depth + 2).min(6)
}

/// A phrase with a capital first letter.
pub fn capitalised(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// What a document is called: type and number, or its title, or its id.
pub fn document_name(
    type_name: Option<&str>,
    symbol: Option<&str>,
    title: Option<&str>,
    id: &str,
) -> String {
    match (type_name, symbol) {
        (Some(type_name), Some(symbol)) => format!("{type_name} số {symbol}"),
        (None, Some(symbol)) => format!("Văn bản số {symbol}"),
        (type_name, None) => {
            let name = title.filter(|title| !title.is_empty()).or(type_name);
            name.unwrap_or(id).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_to_a_document_is_told_in_words() {
        assert_eq!(statement_label("date"), "Ngày ban hành");
        assert_eq!(statement_label("amended"), "Được sửa đổi, bổ sung");
        assert_eq!(
            statement_value("2019-08-30 72/2019/NĐ-CP"),
            "72/2019/NĐ-CP (30/08/2019)"
        );
        assert_eq!(statement_value("2019-08-30"), "30/08/2019");
        assert_eq!(statement_value("về công tác cán bộ"), "về công tác cán bộ");
    }

    #[test]
    fn dates_and_counts_are_written_as_in_vietnam() {
        assert_eq!(vietnamese_date("2021-12-29"), "29/12/2021");
        assert_eq!(vietnamese_date("2021"), "2021");
        assert_eq!(vietnamese_date("không rõ"), "không rõ");
        let counts = [0, 999, 1_000, 1_234_567];
        assert_eq!(
            counts.map(|count| number(&count)),
            ["0", "999", "1.000", "1.234.567"]
        );
    }

    #[test]
    fn paths_read_as_people_cite_them() {
        assert_eq!(path_name("II.15.1"), "II.15.1");
        assert_eq!(path_name("dieu-5.2.b"), "Điều 5, khoản 2, điểm b");
        assert_eq!(path_name("chuong-II.muc-1"), "Chương II, Mục 1");
        assert_eq!(path_name("quy-che.dieu-5.2"), "Quy chế, Điều 5, khoản 2");
        assert_eq!(path_name("preamble"), "Phần mở đầu");
        assert_eq!(path_name("annex-2.I.1"), "Phụ lục 2, I, 1");
        assert_eq!(path_name("table"), "Bảng phụ lục");
    }

    #[test]
    fn a_document_is_called_by_number_then_title_then_id() {
        let name = |t, s, i| document_name(t, s, i, "id");
        assert_eq!(
            name(Some("Nghị quyết"), Some("5-NQ/TU"), None),
            "Nghị quyết số 5-NQ/TU"
        );
        assert_eq!(name(None, Some("5-NQ/TU"), None), "Văn bản số 5-NQ/TU");
        assert_eq!(name(Some("Luật"), None, Some("Luật Đất đai")), "Luật Đất đai");
        assert_eq!(name(None, None, None), "id");
    }
}
