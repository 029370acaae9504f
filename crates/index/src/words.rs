//! Vietnamese words for what records hold: fields, what happened to a document, places in
//! its outline, its name.

use tracuu_legal::document::kind::DocumentType;
use tracuu_text::invisible::visible;

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
            // A name stands inside lines of others, which it must not turn around.
            visible(name.unwrap_or(id))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
